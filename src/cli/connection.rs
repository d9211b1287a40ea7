//! The flags that say which cluster, and as whom.

use std::path::PathBuf;

use clap::{Args, ValueHint};

/// Which cluster, and as whom.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Cluster")]
pub(crate) struct ConnectionArgs {
    /// Kubeconfig file [default: $KUBECONFIG, ~/.kube/config]
    ///
    /// In a pod, without any of these: the cluster that addonctl runs in.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) kubeconfig: Option<PathBuf>,

    /// Context of the kubeconfig
    #[arg(long, alias = "kube-context", value_name = "NAME")]
    pub(crate) context: Option<String>,

    /// Cluster of the kubeconfig
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub(crate) cluster: Option<String>,

    /// User of the kubeconfig
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub(crate) user: Option<String>,

    /// User to act as
    #[arg(long = "as", value_name = "USER", hide_short_help = true)]
    pub(crate) as_user: Option<String>,

    /// Group to act as
    #[arg(
        long = "as-group",
        value_name = "GROUP...",
        requires = "as_user",
        hide_short_help = true
    )]
    pub(crate) as_groups: Vec<String>,

    /// Longest time for one request, such as 5s or 1m
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = super::duration, hide_short_help = true)]
    pub(crate) request_timeout: std::time::Duration,
}

/// Where Addons are.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Cluster")]
pub(crate) struct AddonNamespaceArgs {
    /// Namespace of the Addons
    #[arg(long, value_name = "NAMESPACE", default_value = crate::controller::NAMESPACE, hide_short_help = true)]
    pub(crate) addon_namespace: String,
}
