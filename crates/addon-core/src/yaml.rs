//! YAML as kubectl reads it: writing values so that every reader agrees, and knowing what a plain scalar is.

pub mod emit;
pub mod kubectl;
pub mod read;
pub mod scalar;
pub mod tree;

use serde_json::Value;

/// The items of a list; none of anything else.
pub fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
