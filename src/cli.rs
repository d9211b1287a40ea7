//! The command line as the user types it: clap structs and help texts, no behaviour.

use clap::{Parser, Subcommand};

/// Builds Addons for the Kubernetes Addon Manager out of your own manifests and scripts
#[derive(Debug, Parser)]
#[command(name = "addonctl", version, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print the CRD of the Addon, for a cluster without it or a validator that wants its schema
    #[command(after_help = "Example:\n  addonctl crd | kubectl apply --server-side -f -")]
    Crd,
    /// Print the version of addonctl
    Version,
}
