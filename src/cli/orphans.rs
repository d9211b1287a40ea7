//! The flags of `addonctl orphans`.

use clap::{Args, ValueEnum};

use super::connection::{AddonNamespaceArgs, ConnectionArgs};

/// List what an earlier version of an Addon left behind
///
/// These are objects that have the Addon's labels (app.kubernetes.io/part-of and managed-by) and are not in its templates
/// any more. Objects with an owner, Workflows, pods of Workflows and events are left out. Objects that kept labels of their
/// own instead of the Addon's cannot be found.
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

    /// Format: a table, JSON, or names for kubectl
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
    /// -n NAMESPACE KIND.GROUP/NAME, a line each: addonctl orphans NAME -o name | xargs -L1 kubectl delete
    Name,
}
