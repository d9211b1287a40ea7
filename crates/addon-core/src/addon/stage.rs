//! The four stages of an addon's life.

use std::fmt;
use std::str::FromStr;

/// A stage of an addon's life; each is one Workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// What has to be there before the addon: namespaces, CRDs, permissions.
    Prereqs,
    /// The addon itself.
    Install,
    /// What takes it away again; run when the Addon is deleted.
    Delete,
    /// What checks that it works. The controller never runs it.
    Validate,
}

impl Stage {
    /// All stages, in the order of the Addon's fields.
    pub const ALL: [Self; 4] = [Self::Prereqs, Self::Install, Self::Delete, Self::Validate];

    /// Its name in `spec.lifecycle`, in flags and in workflow names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prereqs => "prereqs",
            Self::Install => "install",
            Self::Delete => "delete",
            Self::Validate => "validate",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Stage {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|stage| stage.name() == name);
        known.ok_or_else(|| format!("`{name}` is no stage (prereqs, install, delete, validate)"))
    }
}
