//! The flags of `addonctl retry`.

use std::time::Duration;

use clap::{ArgAction, Args};

use super::connection::{AddonNamespaceArgs, ConnectionArgs};

/// Run a failed Addon again
///
/// A failed Addon stays failed until its spec changes, and an Addon whose deletion has failed stays for ever. This deletes the
/// old Workflows, so that the Addon Manager starts again.
#[derive(Debug, Args)]
pub(crate) struct RetryArgs {
    /// Names of Addons
    #[arg(value_name = "NAME", required_unless_present = "all_failed")]
    pub(crate) names: Vec<String>,

    /// Retry all failed Addons and all failed deletions
    #[arg(long, conflicts_with = "names")]
    pub(crate) all_failed: bool,

    /// Wait until it is installed, or deleted
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = false,
          default_missing_value = "true", action = ArgAction::Set, hide_possible_values = true)]
    pub(crate) wait: bool,

    /// Do not wait; the same as --wait=false
    #[arg(long, hide = true, overrides_with = "wait")]
    pub(crate) no_wait: bool,

    /// How long to wait in total, such as 90s or 10m
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = super::duration)]
    pub(crate) timeout: Duration,

    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
    #[command(flatten)]
    pub(crate) namespace: AddonNamespaceArgs,
}
