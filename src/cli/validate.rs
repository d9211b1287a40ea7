//! The flags of `addonctl validate`.

use std::time::Duration;

use clap::{ArgAction, Args};

use super::connection::{AddonNamespaceArgs, ConnectionArgs};

/// Run an Addon's validate stage
///
/// The Addon Manager checks the form of this stage but never runs it. addonctl submits it with the name, labels and parameters
/// that the Addon Manager would use, and waits for the result.
#[derive(Debug, Args)]
pub(crate) struct ValidateArgs {
    /// Name of the Addon
    pub(crate) name: String,

    /// Wait until the stage has ended
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = true,
          default_missing_value = "true", action = ArgAction::Set, hide_possible_values = true)]
    pub(crate) wait: bool,

    /// Do not wait; the same as --wait=false
    #[arg(long, overrides_with = "wait")]
    pub(crate) no_wait: bool,

    /// How long to wait, such as 90s or 10m
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = super::duration)]
    pub(crate) timeout: Duration,

    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
    #[command(flatten)]
    pub(crate) namespace: AddonNamespaceArgs,
}
