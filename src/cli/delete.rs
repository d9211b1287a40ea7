//! The flags of `addonctl delete`.

use std::time::Duration;

use clap::{Args, ValueEnum};

use super::connection::{AddonNamespaceArgs, ConnectionArgs};

const EXAMPLES: &str = "\
Examples:
  # Delete an Addon; first see what is deleted and what stays
  addonctl delete my-addon

  # In a script
  addonctl delete my-addon other-addon --yes --ignore-not-found --timeout 15m

  # Delete the Addons that need it first
  addonctl delete my-dns --cascade

  # Only show what would be deleted
  addonctl delete my-addon --dry-run

  # Drop an Addon whose delete stage cannot work any more; its objects stay
  addonctl delete my-addon --force --confirm my-addon";

/// Delete Addons
///
/// The Addon Manager runs the delete stage of each Addon. Before that, addonctl lists what will be deleted and what stays (many
/// objects are counted by kind), and asks. After it, addonctl lists what is left. If the delete stage fails, `addonctl retry
/// NAME` runs it again.
///
/// An Addon that another one needs is not deleted without --cascade. Of several, those that need others are deleted first.
///
/// Objects that others made stay, even if the Addon names them. A generated delete stage checks in the cluster who applied
/// each object, so this holds without addonctl too. A delete stage that somebody wrote, or that an older addonctl made,
/// cannot check; if it names objects of others, addonctl refuses the deletion. An object that an Addon took over unchecked
/// (--no-preflight, or an Addon that was submitted without addonctl) counts as the Addon's own.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct DeleteArgs {
    /// Names of the Addons
    #[arg(value_name = "NAME", required = true)]
    pub(crate) names: Vec<String>,

    /// Do not ask
    #[arg(short, long)]
    pub(crate) yes: bool,

    /// Wait until the Addons are gone
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = true,
          default_missing_value = "true", action = clap::ArgAction::Set, hide_possible_values = true)]
    pub(crate) wait: bool,

    /// Do not wait; the same as --wait=false
    #[arg(long, overrides_with = "wait")]
    pub(crate) no_wait: bool,

    /// How long to wait, such as 90s or 10m [default: 10m, longer for very many objects]
    #[arg(long, value_name = "DURATION", value_parser = super::duration)]
    pub(crate) timeout: Option<Duration>,

    /// An Addon that does not exist is not an error
    #[arg(long)]
    pub(crate) ignore_not_found: bool,

    /// Show what would be done; `server` asks the API server too
    #[arg(long, alias = "dryrun", value_enum, value_name = "client|server", hide_possible_values = true, num_args = 0..=1, require_equals = true,
          default_missing_value = "client")]
    pub(crate) dry_run: Option<DryRun>,

    /// Delete the Addons that need these too, and before them
    #[arg(long)]
    pub(crate) cascade: bool,

    /// Also delete the objects that others made and the Addons only name
    #[arg(long)]
    pub(crate) delete_foreign: bool,

    /// List every object that is deleted or stays, even if there are many
    #[arg(long)]
    pub(crate) show_objects: bool,

    /// Drop the Addon without its delete stage; its objects stay. Asks for the name
    #[arg(long)]
    pub(crate) force: bool,

    /// The name that --force asks for; one flag for each Addon
    #[arg(long, value_name = "NAME...", requires = "force")]
    pub(crate) confirm: Vec<String>,

    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
    #[command(flatten)]
    pub(crate) namespace: AddonNamespaceArgs,
}

/// Who tries out a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DryRun {
    /// addonctl alone
    Client,
    /// The API server, which checks the permission too
    Server,
}
