//! The flags of `addonctl orphans`.

use clap::{Args, ValueEnum};

use super::connection::{AddonNamespaceArgs, ConnectionArgs};

/// List what an earlier version of an Addon left behind
///
/// Objects that carry the Addon's labels (app.kubernetes.io/part-of and managed-by) and that none of its templates
/// names any more. Objects that others own, Workflows, their pods and events are never among them. Objects that kept
/// labels of their own in place of the Addon's cannot be found.
#[derive(Debug, Args)]
pub(crate) struct OrphansArgs {
    /// Name of the Addon
    pub(crate) name: String,

    /// Delete them
    #[arg(long)]
    pub(crate) delete: bool,

    /// Do not ask
    #[arg(short, long, requires = "delete")]
    pub(crate) yes: bool,

    /// Print them as a table, as JSON, or by name for kubectl
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) output: Listing,

    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
    #[command(flatten)]
    pub(crate) namespace: AddonNamespaceArgs,
}

/// How objects are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// A table
    #[default]
    Table,
    /// A JSON list of apiVersion, kind, namespace and name
    Json,
    /// KIND.GROUP/NAME, a line each
    Name,
}
