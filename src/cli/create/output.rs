//! The flags that say what becomes of an Addon once it is built.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueHint};

use super::DryRun;
use crate::cli::Format;

/// What becomes of it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// Addon or project to start from; flags override it
    ///
    /// A project file is a map with the long flags as keys, such as the addonctl.yaml that `addonctl init` writes. For a
    /// manifest of the addon, use --install.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) filename: Vec<String>,

    /// Start from the Addon in the cluster: what no flag says stays as it is there
    ///
    /// For apply and diff of an Addon that exists. Its version, parameters, labels, dependencies and stages are kept, each
    /// of them unless a flag names it; objects of kept stages get the labels of the version that is applied.
    #[arg(long, requires = "name", conflicts_with = "filename", hide_short_help = true)]
    pub(crate) keep: bool,

    /// Print the Addon instead of submitting it
    ///
    /// Without a value, no cluster is asked. `--dryrun=server` sends the Addon to the API server, which stores nothing, and
    /// prints what it would store.
    #[arg(long, alias = "dry-run", action = ArgAction::Set, num_args = 0..=1, require_equals = true,
          default_missing_value = "client", hide_possible_values = true, value_name = "client|server")]
    pub(crate) dryrun: Option<DryRun>,

    /// Format of the Addon
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) output: Format,

    /// File to write the Addon to; `-` is standard output
    ///
    /// The file is written completely, or not at all.
    #[arg(short = 'O', long, value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath,
          hide_short_help = true)]
    pub(crate) output_file: PathBuf,
}
