//! Why the controller does not run an Addon, and what the user sees of it.

use std::fmt;

use crate::addon::Stage;
use crate::addon::names::ADDON_NAME_MAX;

/// One reason for which the controller does not run an Addon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ControllerError {
    /// The Addon's name has more than [`ADDON_NAME_MAX`] bytes.
    NameTooLong {
        /// The name.
        name: String,
    },
    /// `spec.params.namespace` is empty.
    NamespaceEmpty,
    /// A template is no YAML, or no map.
    NotYaml {
        /// The stage of the template.
        stage: Stage,
        /// What the YAML reader says.
        cause: String,
    },
    /// A template is not `kind: Workflow` of `apiVersion: argoproj.io/v1alpha1`.
    NotWorkflow {
        /// The stage of the template.
        stage: Stage,
    },
    /// A template has no `spec`. The controller may overlook this when it has read another template before.
    SpecMissing {
        /// The stage of the template.
        stage: Stage,
    },
    /// A template declares a parameter that the Addon supplies as well.
    ParameterTaken {
        /// The stage of the template.
        stage: Stage,
        /// The parameter.
        parameter: String,
    },
    /// A parameter of a template has no name, or one that is no string.
    ParameterNameless {
        /// The stage of the template.
        stage: Stage,
        /// Where in the template.
        path: String,
    },
    /// There is an integer under `spec.arguments` of a template: Go's deep copy takes no `int`.
    IntegerArgument {
        /// The stage of the template.
        stage: Stage,
        /// Where in the template.
        path: String,
    },
    /// A field of a template has a type that the controller asserts it has not.
    WrongType {
        /// The stage of the template.
        stage: Stage,
        /// Where in the template.
        path: String,
        /// What the controller takes for granted.
        expected: &'static str,
    },
    /// A field of a template has a type that the controller checks and refuses.
    Unusable {
        /// The stage of the template.
        stage: Stage,
        /// Where in the template.
        path: String,
        /// What the controller wants.
        expected: &'static str,
    },
    /// The controller cannot read a document that it wants to label.
    NotLabelled {
        /// The stage of the template.
        stage: Stage,
        /// Where in the template the document's text is.
        path: String,
        /// What the YAML reader says.
        cause: String,
    },
}

/// What the user sees of a [`ControllerError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The phase `Validation Failed`, with a reason; tried again without an end.
    Refused,
    /// The phase `Failed` with an empty reason; the cause is in an Event alone.
    Fails,
    /// The phase `Pending` for ever, with neither reason nor Event: the controller panics and recovers each time.
    Stuck,
}

impl ControllerError {
    /// What the user sees of it.
    pub fn effect(&self) -> Effect {
        match self {
            Self::NameTooLong { .. }
            | Self::NamespaceEmpty
            | Self::NotYaml { .. }
            | Self::NotWorkflow { .. }
            | Self::SpecMissing { .. }
            | Self::ParameterTaken { .. } => Effect::Refused,
            Self::Unusable { .. } | Self::NotLabelled { .. } => Effect::Fails,
            Self::ParameterNameless { .. }
            | Self::IntegerArgument { .. }
            | Self::WrongType { .. } => Effect::Stuck,
        }
    }

    /// The stage whose template is to blame.
    pub fn stage(&self) -> Option<Stage> {
        match self {
            Self::NameTooLong { .. } | Self::NamespaceEmpty => None,
            Self::NotYaml { stage, .. }
            | Self::NotWorkflow { stage }
            | Self::SpecMissing { stage }
            | Self::ParameterTaken { stage, .. }
            | Self::ParameterNameless { stage, .. }
            | Self::IntegerArgument { stage, .. }
            | Self::WrongType { stage, .. }
            | Self::Unusable { stage, .. }
            | Self::NotLabelled { stage, .. } => Some(*stage),
        }
    }
}

impl fmt::Display for ControllerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameTooLong { name } => {
                write!(
                    f,
                    "the Addon's name `{name}` has {} bytes, of at most {ADDON_NAME_MAX}",
                    name.len()
                )
            }
            Self::NamespaceEmpty => f.write_str("spec.params.namespace is empty"),
            Self::NotYaml { stage, cause } => {
                write!(f, "the {stage} template cannot be read: {cause}")
            }
            Self::NotWorkflow { stage } => {
                write!(f, "the {stage} template is no Workflow of argoproj.io/v1alpha1")
            }
            Self::SpecMissing { stage } => write!(f, "the {stage} template has no spec"),
            Self::ParameterTaken { stage, parameter } => {
                write!(
                    f,
                    "the {stage} template declares the parameter `{parameter}`, which the Addon supplies"
                )
            }
            Self::ParameterNameless { stage, path } => {
                write!(f, "{path} of the {stage} template has no name")
            }
            Self::IntegerArgument { stage, path } => {
                write!(f, "{path} of the {stage} template is an integer; quote it")
            }
            Self::WrongType { stage, path, expected }
            | Self::Unusable { stage, path, expected } => {
                write!(f, "{path} of the {stage} template is not {expected}")
            }
            Self::NotLabelled { stage, path, cause } => {
                write!(f, "{path} of the {stage} template cannot be labelled: {cause}")
            }
        }
    }
}

impl std::error::Error for ControllerError {}
