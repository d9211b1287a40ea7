//! The flags of `addonctl check`.

use clap::Args;

use super::Format;
use super::connection::{AddonNamespaceArgs, ConnectionArgs};

pub(crate) const CHECK: &str = "\
Examples:
  addonctl check

  # May the Addon Manager be installed here, and by me?
  addonctl check --pre

Exit codes:
  0   nothing that Addons need is missing
  1   something is missing, or the API server does not answer
  2   a flag is wrong";

/// Check that the cluster has what Addons need
///
/// Checks the CRDs and their versions, whether the Addon Manager and Argo run and work together, the service account of the
/// workflows and its rights, your own rights, and whether all versions fit together. It changes nothing.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Check a cluster that has no Addon Manager yet
    #[arg(long)]
    pub(crate) pre: bool,

    /// Format [default: text for people]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<Format>,

    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
    #[command(flatten)]
    pub(crate) namespace: AddonNamespaceArgs,
}
