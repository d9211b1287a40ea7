//! YAML as kubectl reads it: writing values so that every reader agrees, and knowing what a plain scalar is.

pub mod emit;
pub mod kubectl;
pub mod read;
pub mod scalar;
pub mod tree;
