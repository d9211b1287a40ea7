//! The flags of submitting and of waiting.

use std::time::Duration;

use clap::{ArgAction, Args, ValueEnum};

pub(crate) const WAIT: &str = "\
Examples:
  addonctl wait my-addon

  # Until the workloads are ready and the Jobs complete
  addonctl wait my-addon --for healthy --timeout 5m

  addonctl wait my-addon --for deleted

Exit codes:
  0   all are what they were waited for to be
  1   the API server refuses something or does not answer
  3   one has failed, or objects of it are missing or have failed
  4   the time is over";

/// How an Addon is submitted.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Submitting")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct SubmitArgs {
    /// Wait until the addon is installed, and say why if it fails
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = false,
          default_missing_value = "true", action = ArgAction::Set, hide_possible_values = true)]
    pub(crate) wait: bool,

    /// Do not wait; the same as --wait=false
    #[arg(long, hide = true, overrides_with = "wait")]
    pub(crate) no_wait: bool,

    /// How long to wait, such as 90s, 10m, 1h
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = super::duration)]
    pub(crate) timeout: Duration,

    /// Change the Addon if it exists already
    #[arg(long, hide_short_help = true)]
    pub(crate) force: bool,

    /// Take over fields that are managed by others
    #[arg(long, hide_short_help = true)]
    pub(crate) force_conflicts: bool,

    /// Take over objects that exist and were made by others
    ///
    /// The Addon's deletion then takes them away.
    #[arg(long)]
    pub(crate) adopt: bool,

    /// Do not check first that namespace, service account, secrets and dependencies exist, nor whose the objects are
    #[arg(long, hide_short_help = true)]
    pub(crate) no_preflight: bool,
}

/// How to wait.
#[derive(Debug, Clone, Args)]
pub(crate) struct WaitArgs {
    /// Names of Addons
    #[arg(value_name = "NAME", required = true)]
    pub(crate) names: Vec<String>,

    /// What to wait for
    #[arg(long = "for", value_name = "STATE", value_enum, default_value_t)]
    pub(crate) state: Awaited,

    /// Format [default: a line for each Addon]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<super::Format>,

    /// How long to wait, such as 90s, 10m, 1h
    #[arg(long, value_name = "DURATION", default_value = "10m", value_parser = super::duration)]
    pub(crate) timeout: Duration,

    #[command(flatten)]
    pub(crate) addons: super::connection::AddonNamespaceArgs,
    #[command(flatten)]
    pub(crate) connection: super::connection::ConnectionArgs,
}

/// What is waited for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Awaited {
    /// The addon is installed, as its present spec says
    #[default]
    Succeeded,
    /// The addon is installed, and all its objects are fine: workloads ready, Jobs complete
    Healthy,
    /// The Addon is gone
    #[value(alias = "delete")]
    Deleted,
}
