//! The flags of the verbs that look: get, status, logs, events, tree.

use clap::{Args, ValueEnum};

use super::Format;
use super::connection::{AddonNamespaceArgs, ConnectionArgs};
use crate::addon::Stage;

pub(crate) const GET: &str = "\
Examples:
  addonctl get
  addonctl get my-addon -o yaml

  # The names of those that failed, for another command
  addonctl get --failed -o name

  # All Addons, as they change
  addonctl get -w -o wide";

pub(crate) const STATUS: &str = "\
Examples:
  addonctl status my-addon

  # In a pipeline: are all Addons installed, and their objects fine?
  addonctl status --exit-code

  # The cause alone, for a script
  addonctl status my-addon -o json | jq -r .cause.code

Exit codes:
  0   it could be said; with --exit-code: all are installed, and their objects are fine
  1   an Addon does not exist, or the API server refuses something or does not answer
  2   a flag is wrong
  3   with --exit-code: an Addon has failed, or objects of it are missing or have failed
  4   with --exit-code: an Addon or objects of it are on their way";

pub(crate) const TREE: &str = "\
Examples:
  addonctl tree my-addon

  # What it needs, and who needs it
  addonctl tree my-addon --deps";

pub(crate) const LOGS: &str = "\
Examples:
  addonctl logs my-addon
  addonctl logs my-addon --stage install --tail 50
  addonctl logs my-addon -f";

/// Which Addons, and how they are listed.
#[derive(Debug, Clone, Args)]
pub(crate) struct GetArgs {
    /// Names of Addons [default: all]
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,

    /// Format [default: a table]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<ListFormat>,

    /// Only Addons that failed, were refused by the controller, or whose deletion failed
    #[arg(long)]
    pub(crate) failed: bool,

    /// Keep running, and print each change
    #[arg(short, long)]
    pub(crate) watch: bool,

    /// Only Addons with these labels, such as team=a,tier!=b
    #[arg(short = 'l', long, value_name = "SELECTOR", conflicts_with = "names")]
    pub(crate) selector: Option<String>,

    /// Look in all namespaces, also where no controller looks
    #[arg(short = 'A', long, conflicts_with_all = ["names", "addon_namespace"])]
    pub(crate) all_namespaces: bool,

    #[command(flatten)]
    pub(crate) addons: AddonNamespaceArgs,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// A table with more columns
    Wide,
    /// YAML
    Yaml,
    /// JSON
    Json,
    /// Kind and name
    Name,
}

/// Addons, explained.
#[derive(Debug, Clone, Args)]
pub(crate) struct StatusArgs {
    /// Names of Addons [default: all]
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,

    /// Format [default: text for people]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<Format>,

    /// Exit with 3 if an Addon has failed, 4 if one is not done yet, 0 if all are installed and fine
    #[arg(long)]
    pub(crate) exit_code: bool,

    #[command(flatten)]
    pub(crate) addons: AddonNamespaceArgs,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
}

/// One Addon, and what is around it.
#[derive(Debug, Clone, Args)]
pub(crate) struct OneArgs {
    /// Name of the Addon
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// Format [default: text for people]
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<Format>,

    #[command(flatten)]
    pub(crate) addons: AddonNamespaceArgs,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
}

/// An Addon's tree.
#[derive(Debug, Clone, Args)]
pub(crate) struct TreeArgs {
    #[command(flatten)]
    pub(crate) one: OneArgs,

    /// List every object; otherwise more than 20 in a stage are counted by kind, and only those that are not fine are listed
    #[arg(long)]
    pub(crate) show_objects: bool,

    /// Show instead which Addons it needs and which need it, with all theirs
    #[arg(long, conflicts_with = "show_objects")]
    pub(crate) deps: bool,
}

/// What the pods of an Addon's workflows print.
#[derive(Debug, Clone, Args)]
pub(crate) struct LogsArgs {
    /// Name of the Addon
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// Stage [default: the last that has begun]
    #[arg(long, value_name = "STAGE", value_parser = stage())]
    pub(crate) stage: Option<Stage>,

    /// Keep printing until the workflow ends
    #[arg(short, long)]
    pub(crate) follow: bool,

    /// Show every attempt at a step, and not the last alone
    #[arg(long)]
    pub(crate) all_attempts: bool,

    /// Number of lines from the end of each log
    #[arg(long, value_name = "LINES", value_parser = clap::value_parser!(i64).range(0..))]
    pub(crate) tail: Option<i64>,

    #[command(flatten)]
    pub(crate) addons: AddonNamespaceArgs,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
}

/// The stages as values that a shell can complete.
pub(crate) fn stage() -> impl clap::builder::TypedValueParser<Value = Stage> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(Stage::ALL.map(Stage::name))
        .try_map(|name| name.parse::<Stage>())
}
