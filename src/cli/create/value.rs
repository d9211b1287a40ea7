//! The values that flags of `addonctl create` choose from.

use clap::ValueEnum;

/// The package types that the Addon Manager knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PackageType {
    /// Helm
    Helm,
    /// Ship
    Ship,
    /// Kustomize
    Kustomize,
    /// CNAB
    Cnab,
    /// Manifests and scripts
    Composite,
}

/// What is asked without doing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DryRun {
    /// Print what would be sent
    Client,
    /// Print what the API server would store; nothing is stored
    Server,
}

/// When manifests are packed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pack {
    /// Pack manifests that are large, or that hold text that Argo would change
    #[default]
    Auto,
    /// Pack all manifests without parameters to fill in
    Always,
    /// Pack nothing; refuse what would have to be packed
    Never,
}

/// What happens to labels that an object has already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LabelPolicy {
    /// Add labels that are missing
    #[default]
    Add,
    /// Replace labels that exist
    Overwrite,
    /// Do not touch labels
    None,
}

/// A Pod Security Standard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Security {
    /// No root, no capabilities; runs in every namespace
    #[default]
    Restricted,
    /// Run images as they are; for scripts that need root
    Baseline,
}
