//! Flags that are no keys of a project file: it says what is built, and never where that goes or what runs.

/// Why a flag is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// It says which cluster is meant, and as whom.
    Connection,
    /// It says what becomes of an Addon that is built.
    Output,
    /// It says how an Addon is submitted.
    Submitting,
    /// It says what is read, or how the command itself behaves.
    Command,
}

impl Foreign {
    /// The reason, as a message has it.
    pub fn why(self) -> &'static str {
        match self {
            Self::Connection => "which cluster is asked, and as whom",
            Self::Output => "where an Addon goes once it is built",
            Self::Submitting => "how an Addon is submitted",
            Self::Command => "what is read and how it is told",
        }
    }
}

/// Every flag of the verbs that build projects which is no setting, and why.
pub const FOREIGN: &[(&str, Foreign)] = &[
    ("kubeconfig", Foreign::Connection),
    ("context", Foreign::Connection),
    ("cluster", Foreign::Connection),
    ("user", Foreign::Connection),
    ("as", Foreign::Connection),
    ("as-group", Foreign::Connection),
    ("request-timeout", Foreign::Connection),
    ("dryrun", Foreign::Output),
    ("output", Foreign::Output),
    ("output-file", Foreign::Output),
    ("show-objects", Foreign::Output),
    ("external-diff", Foreign::Output),
    ("wait", Foreign::Submitting),
    ("no-wait", Foreign::Submitting),
    ("timeout", Foreign::Submitting),
    ("force", Foreign::Submitting),
    ("force-conflicts", Foreign::Submitting),
    ("no-preflight", Foreign::Submitting),
    ("adopt", Foreign::Submitting),
    ("keep", Foreign::Command),
    ("filename", Foreign::Command),
    ("quiet", Foreign::Command),
    ("color", Foreign::Command),
    ("help", Foreign::Command),
];

/// Why a key is none of a project, if it is a flag all the same.
pub fn foreign(key: &str) -> Option<Foreign> {
    FOREIGN.iter().find(|(name, _)| *name == key).map(|(_, why)| *why)
}
