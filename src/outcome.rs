//! How a run ended, as the exit code that scripts see.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 0: all that was asked for is done.
    Done,
    /// 1: it could not be done: an output could not be written, an API call failed.
    Failed,
    /// 2: the command line or an input is wrong; nothing was done.
    BadInput,
}

impl Outcome {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::BadInput => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        outcome.code().into()
    }
}
