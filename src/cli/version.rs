//! The flags of `addonctl version`.

use clap::Args;

use super::Format;
use super::connection::{AddonNamespaceArgs, ConnectionArgs};

pub(crate) const VERSION: &str = "\
Examples:
  # addonctl, and what the cluster of the kubeconfig has
  addonctl version

  # addonctl alone, without asking a cluster
  addonctl version --client -o json";

/// Print the versions of addonctl and of the cluster
///
/// Of the cluster: Kubernetes, the CRD of Addons, and the images of the Addon Manager and of Argo's controller, if they
/// are in the namespace of the Addons. Without a kubeconfig it prints the version of addonctl.
#[derive(Debug, Args)]
pub(crate) struct VersionArgs {
    /// Do not ask a cluster
    #[arg(long)]
    pub(crate) client: bool,

    /// Format [default: lines of text]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<Format>,

    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
    #[command(flatten)]
    pub(crate) namespace: AddonNamespaceArgs,
}
