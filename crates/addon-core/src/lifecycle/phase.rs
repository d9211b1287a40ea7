//! The phases that the controller writes into an Addon's status.

use std::fmt;
use std::str::FromStr;

/// A value of `status.lifecycle.installed` and `status.lifecycle.prereqs`.
///
/// Source: `ApplicationAssemblyPhase` of the controller's API; the CRD has no enum for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Submitted, or waiting for a dependency that is itself pending.
    Pending,
    /// Final: the Workflow succeeded, or there was none to run.
    Succeeded,
    /// Final until the spec changes: the controller does not try again by itself.
    Failed,
    /// The spec or a dependency is refused. Tried again, without an end.
    ValidationFailed,
    /// The delete Workflow runs.
    Deleting,
    /// The delete Workflow succeeded; the finalizer is about to go.
    DeleteSucceeded,
    /// Final: the delete Workflow failed, and the finalizer keeps the Addon.
    DeleteFailed,
}

impl Phase {
    /// All phases, in the order of an addon's life.
    pub const ALL: [Self; 7] = [
        Self::Pending,
        Self::Succeeded,
        Self::Failed,
        Self::ValidationFailed,
        Self::Deleting,
        Self::DeleteSucceeded,
        Self::DeleteFailed,
    ];

    /// Whether it tells of a deletion.
    pub fn is_of_deletion(self) -> bool {
        matches!(self, Self::Deleting | Self::DeleteSucceeded | Self::DeleteFailed)
    }

    /// The exact text in the status.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "Pending",
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
            Self::ValidationFailed => "Validation Failed",
            Self::Deleting => "Deleting",
            Self::DeleteSucceeded => "Delete Succeeded",
            Self::DeleteFailed => "Delete Failed",
        }
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Phase {
    type Err = UnknownPhase;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|phase| phase.name() == name);
        known.ok_or_else(|| UnknownPhase(name.to_owned()))
    }
}

/// A phase that this version of addonctl has not heard of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPhase(pub String);

impl fmt::Display for UnknownPhase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no phase of an Addon", self.0)
    }
}

impl std::error::Error for UnknownPhase {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_phase_comes_back_from_its_text() {
        for phase in Phase::ALL {
            assert_eq!(phase.to_string().parse(), Ok(phase));
        }
        assert_eq!("succeeded".parse::<Phase>(), Err(UnknownPhase("succeeded".to_owned())));
    }
}
