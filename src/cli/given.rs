//! The flags of verbs that take Addons from files or from a cluster: render, unpack.

use clap::{Args, ValueHint};

use super::connection::{AddonNamespaceArgs, ConnectionArgs};
use crate::addon::Stage;
use crate::cli::Format;

pub(crate) const RENDER: &str = "\
Examples:
  # What the Addon Manager will submit, checked by Argo's own linter
  addonctl render my-addon.yaml | argo lint --offline /dev/stdin

  # The objects that an Addon installs, checked against their schemas
  addonctl render my-addon.yaml --manifests | kubeconform -strict

  # One stage of an Addon that is in the cluster, parameters filled in
  addonctl render my-addon --stage install --substitute";

/// Addons by file or by name.
#[derive(Debug, Clone, Args)]
pub(crate) struct GivenArgs {
    /// File or folder of Addons, or the name of one in the cluster; `-` is standard input
    ///
    /// An argument is a file if it has a `/` or ends in .yaml, .yml or .json, or if such a file exists.
    #[arg(value_name = "FILE|NAME", value_hint = ValueHint::AnyPath, required = true)]
    pub(crate) given: Vec<String>,

    #[command(flatten)]
    pub(crate) addons: AddonNamespaceArgs,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
}

/// Print the Workflows of an Addon as they will be submitted
///
/// The Workflows have the names, labels, parameters and limits that the Addon Manager gives them. With --manifests, the
/// objects that the Workflows apply are printed instead.
#[derive(Debug, Args)]
pub(crate) struct RenderArgs {
    /// Stages [default: all; with --manifests prereqs and install]
    #[arg(long, value_parser = super::look::stage(), value_name = "STAGE,...", value_delimiter = ',')]
    pub(crate) stage: Vec<Stage>,

    /// Fill in the parameters whose values are known
    #[arg(long)]
    pub(crate) substitute: bool,

    /// Print the objects that are applied: unpacked, with their parameters filled in
    #[arg(long)]
    pub(crate) manifests: bool,

    /// Format
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) output: Format,

    #[command(flatten)]
    pub(crate) addons: GivenArgs,
}
