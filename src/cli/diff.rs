//! The flags of `addonctl diff`.

use clap::{Arg, Args};

use super::create::CreateArgs;

/// The examples of `addonctl diff -h`.
pub(crate) const SHORT: &str = "\
Examples:
  addonctl diff my-addon -n my-ns -v v0.3 --install ./manifests

  # Drift: what was installed, compared with what is there now
  addonctl diff my-addon

It takes the flags of create, and there are more examples:
  addonctl diff --help";

/// The examples of `addonctl diff --help`.
pub(crate) const EXAMPLES: &str = "\
Examples:
  # What a new version would change
  addonctl diff my-addon -n my-ns -v v0.3 --install ./manifests

  # The same for finished Addons, or for a project
  addonctl diff -f addons.yaml
  addonctl diff -f my-addon.yaml -v v0.3

  # Drift: what was installed, compared with what is there now
  addonctl diff my-addon

  # In a pipeline: has anything changed?
  addonctl diff -q -f addons.yaml > changes.diff

  # With another program
  KUBECTL_EXTERNAL_DIFF='colordiff -u -N' addonctl diff -f addons.yaml

Exit codes:
  0   nothing would change
  1   something would change
  2   a flag or an input is wrong
  3   the API server refuses something or does not answer, or the external diff failed";

/// What `addonctl diff` takes.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    #[command(flatten)]
    pub(crate) create: CreateArgs,

    /// Show every object, even if only its version label would change
    ///
    /// Without this flag, more than three of them are only counted.
    #[arg(long, help_heading = "Output")]
    pub(crate) show_objects: bool,

    /// Program that compares two folders: the objects as they are, and as they would be; may have arguments
    ///
    /// It has to end with 0 if they are the same, 1 if they differ, and a higher code if it fails.
    #[arg(long, value_name = "COMMAND", env = "KUBECTL_EXTERNAL_DIFF", hide_env_values = true)]
    #[arg(help_heading = "Output", hide_short_help = true)]
    pub(crate) external_diff: Option<String>,
}

/// Flags of create that say what becomes of an Addon. A file of flags may hold them; here they mean nothing.
const WITHOUT_MEANING: [&str; 7] =
    ["dryrun", "output", "output_file", "wait", "timeout", "force", "no_preflight"];

/// Leaves such a flag out of the help.
pub(crate) fn hide_what_has_no_meaning(flag: Arg) -> Arg {
    let hidden = WITHOUT_MEANING.contains(&flag.get_id().as_str());
    if hidden { flag.hide(true) } else { flag }
}
