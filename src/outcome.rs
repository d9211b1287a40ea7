//! How a run ended, as the exit code that scripts see.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 0: all that was asked for is done.
    Done,
    /// 1: it could not be done: an output could not be written, an API call failed.
    Failed,
    /// 1, of a diff: there is something that would change.
    Differs,
    /// 2: the command line or an input is wrong; nothing was done.
    BadInput,
    /// 3: the addon failed; the cluster did what it was asked, and it did not work out.
    AddonFailed,
    /// 3, of a diff: something could not be compared, because the cluster refuses it or does not answer.
    NotCompared,
    /// 4, of a status: the addon is on its way, or its objects are.
    OnItsWay,
    /// 4: the time that was given for waiting is over.
    TimedOut,
    /// 130: interrupted by the user; what was begun in the cluster goes on there.
    Interrupted,
}

impl Outcome {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed | Self::Differs => 1,
            Self::BadInput => 2,
            Self::AddonFailed | Self::NotCompared => 3,
            Self::OnItsWay | Self::TimedOut => 4,
            Self::Interrupted => 130,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        outcome.code().into()
    }
}
