//! The flags of `addonctl unpack`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::given::GivenArgs;

pub(crate) const UNPACK: &str = "\
Examples:
  # An Addon that is in the cluster, as a project
  addonctl unpack my-addon -d my-addon

  # The same Addon again
  addonctl create -f my-addon --dryrun";

/// Turn an Addon back into a project
///
/// Writes its manifests, scripts and parameters as files, and an addonctl.yaml that makes it again. A stage that addonctl
/// would not make so is kept as the Workflow that it is.
#[derive(Debug, Args)]
pub(crate) struct UnpackArgs {
    /// Folder to write; it must not be there, or be empty
    #[arg(short = 'd', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) output_dir: PathBuf,

    #[command(flatten)]
    pub(crate) addon: GivenArgs,
}
