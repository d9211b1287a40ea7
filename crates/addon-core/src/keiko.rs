//! A model of what the original controller makes of an Addon: whether it takes it, and what it submits to Argo.
//!
//! Source: keikoproj/addon-manager v0.10, read and run. Where Go's ways show (panics, maps that lose values), the model
//! shows them too: it answers "what will happen", not "what ought to".

mod error;
mod inject;
mod read;
mod validate;
mod workflow;

pub use error::{ControllerError, Effect};
pub use validate::validate;
pub use workflow::workflow;
