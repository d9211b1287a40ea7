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
    /// Let the API server check it, store nothing, print what would be stored
    Server,
}

/// When manifests are packed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pack {
    /// Where they are large, or hold text that Argo would change
    #[default]
    Auto,
    /// Wherever no parameter is filled in
    Always,
    /// Nowhere; what would have to be packed is refused
    Never,
}

/// What happens to labels that an object has already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LabelPolicy {
    /// Add those that an object lacks
    #[default]
    Add,
    /// Replace those that an object has
    Overwrite,
    /// Leave labels alone
    None,
}

/// A Pod Security Standard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Security {
    /// No root, no capabilities; runs everywhere
    #[default]
    Restricted,
    /// As the images are; for scripts that need root
    Baseline,
}
