//! The flags of `addonctl retry`.

use std::time::Duration;

use clap::{ArgAction, Args};

use super::connection::{AddonNamespaceArgs, ConnectionArgs};

/// Run a failed Addon again
///
/// An Addon that has Failed stays so until its spec changes, and one whose deletion has failed stays for ever. This
/// takes the old Workflows away and makes the controller begin again.
#[derive(Debug, Args)]
pub(crate) struct RetryArgs {
    /// Names of Addons
    #[arg(value_name = "NAME", required_unless_present = "all_failed")]
    pub(crate) names: Vec<String>,

    /// Retry each Addon that has failed, and each deletion that has
    #[arg(long, conflicts_with = "names")]
    pub(crate) all_failed: bool,

    /// Wait until it is installed, or gone
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = false,
          default_missing_value = "true", action = ArgAction::Set, hide_possible_values = true)]
    pub(crate) wait: bool,

    /// Do not wait; the same as --wait=false
    #[arg(long, hide = true, overrides_with = "wait")]
    pub(crate) no_wait: bool,

    /// How long to wait, for the old Workflows to go too, such as 90s or 10m
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = super::duration)]
    pub(crate) timeout: Duration,

    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
    #[command(flatten)]
    pub(crate) namespace: AddonNamespaceArgs,
}
