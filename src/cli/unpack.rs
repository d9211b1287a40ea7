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
/// Writes its manifests, scripts and parameters as files, and an addonctl.yaml that builds the same Addon again. A stage that
/// addonctl would not build in the same way is kept as the Workflow that it is.
#[derive(Debug, Args)]
pub(crate) struct UnpackArgs {
    /// Folder to write to; it must be empty or not exist
    #[arg(short = 'd', long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) output_dir: PathBuf,

    #[command(flatten)]
    pub(crate) addon: GivenArgs,
}
