//! Why the objects of a stage cannot be told.

use std::fmt;

use crate::addon::Stage;

/// Why what a stage holds cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The stage.
    pub stage: Stage,
    /// Where in its template, and what is wrong there.
    pub cause: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the objects of the {} stage cannot be told: {}", self.stage, self.cause)
    }
}

impl std::error::Error for Unreadable {}
