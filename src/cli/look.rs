//! The flags of the verbs that look: get, status, logs, events, tree.

use clap::{Args, ValueEnum};

use super::Format;
use super::connection::{AddonNamespaceArgs, ConnectionArgs};
use crate::addon::Stage;

pub(crate) const GET: &str = "\
Examples:
  addonctl get
  addonctl get my-addon -o yaml

  # All Addons that are not installed, as they change
  addonctl get -w -o wide";

pub(crate) const STATUS: &str = "\
Examples:
  addonctl status my-addon

  # The cause alone, for a script
  addonctl status my-addon -o json | jq -r .cause.code";

pub(crate) const LOGS: &str = "\
Examples:
  addonctl logs my-addon
  addonctl logs my-addon --stage install --tail 50
  addonctl logs my-addon -f";

/// Which Addons, and how they are listed.
#[derive(Debug, Clone, Args)]
pub(crate) struct GetArgs {
    /// Names of Addons; all of them where there is none
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,

    /// Format; a table where there is none
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<ListFormat>,

    /// Go on with each change
    #[arg(short, long)]
    pub(crate) watch: bool,

    /// Labels that they have, such as team=a,tier!=b
    #[arg(short = 'l', long, value_name = "SELECTOR", conflicts_with = "names")]
    pub(crate) selector: Option<String>,

    /// In all namespaces, even where no controller sees them
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

/// One Addon, explained.
#[derive(Debug, Clone, Args)]
pub(crate) struct StatusArgs {
    /// Name of the Addon
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// Format; text where there is none
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<Format>,

    #[command(flatten)]
    pub(crate) addons: AddonNamespaceArgs,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
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

    /// Go on until the workflow ends
    #[arg(short, long)]
    pub(crate) follow: bool,

    /// So many of the last lines of each step
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
