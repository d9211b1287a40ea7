//! The flags of `addonctl create`. Those that say what an addon is are also keys of project files.

mod output;
mod value;
mod workflow;

use std::path::PathBuf;

use clap::{Args, ValueHint};

pub(crate) use output::OutputArgs;
pub(crate) use value::DryRun;
pub(crate) use workflow::WorkflowArgs;

use crate::project::PackageType;
use value::choice;

const SHORT: &str = "\
Example:
  addonctl create my-addon -n my-ns -v v0.2 --install ./manifests -p replicas=3 --dryrun

PATH,... and the like: repeat the flag, or write a comma list (`\\,` is a comma in a value).
All flags, and more examples: addonctl create --help";

const EXAMPLES: &str = "\
Examples:
  # An Addon out of two files, on standard output
  addonctl create my-addon -n my-ns -v v0.2 --prereqs prereqs.yaml --install install.yaml --dryrun

  # Folders of manifests and scripts, with parameters from a file and from the command line
  addonctl create my-addon -n my-ns -v v0.2 --install ./manifests -R \\
    --params-file params.yaml -p replicas=3 --dryrun

  # The output of another tool, given to kubectl
  helm template my-chart | addonctl create my-addon -n my-ns -v v0.2 --install - --dryrun \\
    | kubectl apply --server-side -f -

  # An Addon that depends on two others and needs a secret
  addonctl create my-addon -n my-ns -v v0.2 --install app.yaml \\
    --deps 'core/dns:>=1.0,<2' --deps 'core/cert:*' --secrets registry-login --dryrun

PATH,... means that the flag can be repeated, or takes a comma list; `\\,` is a comma in a value.
PATH... means that the flag can be repeated.

Manifests are not changed. Only {{workflow.parameters.NAME}} of a parameter that exists, and
{{inputs.parameters.SCRIPT}} of a script of the same stage, are filled in when the stage runs.";

/// Build an Addon from manifests, scripts and parameters
///
/// Takes files and folders for each stage of an addon's life, wraps them into Argo Workflows, and submits the Addon
/// that holds them; with --dryrun it prints the Addon instead. What the API server, the controller or Argo would refuse
/// is found first, all of it at once.
#[derive(Debug, Args)]
#[command(override_usage = super::help::CREATE, after_help = SHORT, after_long_help = EXAMPLES)]
pub(crate) struct CreateArgs {
    /// Name of the Addon, at most 31 characters
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    #[command(flatten)]
    pub(crate) package: PackageArgs,
    #[command(flatten)]
    pub(crate) target: TargetArgs,
    #[command(flatten)]
    pub(crate) params: ParamArgs,
    #[command(flatten)]
    pub(crate) stages: StageArgs,
    #[command(flatten)]
    pub(crate) workflow: WorkflowArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) submit: super::submit::SubmitArgs,
    #[command(flatten)]
    pub(crate) connection: super::connection::ConnectionArgs,
}

/// What the package is.
#[derive(Debug, Args)]
#[command(next_help_heading = "Package")]
pub(crate) struct PackageArgs {
    /// Version of the package
    ///
    /// It is used as a label too: at most 63 characters of `A-Za-z0-9._-`.
    #[arg(short, long, value_name = "VERSION")]
    pub(crate) version: Option<String>,

    /// Package name, which other addons name in their --deps [default: NAME]
    #[arg(long, value_name = "PKG", hide_short_help = true)]
    pub(crate) pkg_name: Option<String>,

    /// Type of the package, for information only [default: composite]
    ///
    /// The Addon Manager stores it and gives it to workflows as the parameter pkgType. It changes nothing in what is
    /// built: `-t helm` runs no Helm.
    #[arg(short = 't', long = "type", value_name = "TYPE", value_parser = choice::<PackageType>(), hide_short_help = true)]
    pub(crate) pkg_type: Option<PackageType>,

    /// Release channel, such as stable; for information only
    #[arg(short, long, hide_short_help = true)]
    pub(crate) channel: Option<String>,

    /// Description of the package
    #[arg(long, value_name = "TEXT", hide_short_help = true)]
    pub(crate) desc: Option<String>,

    /// Package that must be installed first
    ///
    /// CONSTRAINT is a version, `*`, or a range such as `>=1.0,<2`: a condition behind a comma belongs to the range before it,
    /// PKG:CONSTRAINT behind a comma is the next dependency. Quote ranges, as < and > mean something to a shell.
    #[arg(long, value_name = "PKG:CONSTRAINT,...")]
    pub(crate) deps: Vec<String>,

    /// Secret that must exist before the install stage
    ///
    /// The Addon Manager looks for it in the target namespace, not in the namespace of the Addon.
    #[arg(long, value_name = "NAME,...", hide_short_help = true)]
    pub(crate) secrets: Vec<String>,

    /// Label of the objects that the Addon's status lists
    ///
    /// KEY=VALUE works too. It selects what the Addon Manager shows in status.resources, and changes no object.
    #[arg(long, value_name = "KEY:VALUE,...", hide_short_help = true)]
    pub(crate) selector: Vec<String>,

    /// Requirement on labels, such as `tier in (a,b)`, `!beta`
    #[arg(long, value_name = "EXPRESSION...", hide_short_help = true)]
    pub(crate) selector_expr: Vec<String>,

    /// Label of the Addon itself
    #[arg(long, value_name = "KEY=VALUE,...", hide_short_help = true)]
    pub(crate) label: Vec<String>,

    /// Annotation of the Addon itself
    #[arg(long, value_name = "KEY=VALUE...", hide_short_help = true)]
    pub(crate) annotation: Vec<String>,
}

/// Where it goes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Target")]
pub(crate) struct TargetArgs {
    /// Target namespace: of objects that name none, and of secrets
    #[arg(short, long)]
    pub(crate) namespace: Option<String>,

    /// Create the target Namespace in the prereqs stage
    #[arg(long)]
    pub(crate) create_namespace: bool,

    /// Name of the cluster
    #[arg(long, value_name = "NAME")]
    pub(crate) cluster_name: Option<String>,

    /// Region of the cluster
    #[arg(long, value_name = "REGION", hide_short_help = true)]
    pub(crate) cluster_region: Option<String>,

    /// More facts about the cluster; they are parameters too
    #[arg(long, value_name = "KEY=VALUE,...", hide_short_help = true)]
    pub(crate) context_param: Vec<String>,

    /// Namespace of the Addon itself [default: addon-manager-system, where the Addon Manager looks]
    #[arg(long, value_name = "NAMESPACE", hide_short_help = true)]
    pub(crate) addon_namespace: Option<String>,
}

/// What its workflows are given.
#[derive(Debug, Args)]
#[command(next_help_heading = "Parameters")]
pub(crate) struct ParamArgs {
    /// Parameter, or a file of parameters
    ///
    /// A comma in a value is written `\,`. Of two values for one name the later wins, and one given as KEY=VALUE wins
    /// over any file.
    #[arg(short, long, aliases = ["set", "set-string"], value_name = "KEY=VALUE|FILE,...")]
    pub(crate) params: Vec<String>,

    /// YAML or JSON file of parameters
    ///
    /// It holds a map of names and values, or what spec.params of an Addon holds. Of several files, later ones win.
    #[arg(long, alias = "values", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) params_file: Vec<PathBuf>,

    /// Parameter whose value is the content of a file
    #[arg(long, alias = "set-file", value_name = "KEY=FILE...", hide_short_help = true)]
    pub(crate) param_from_file: Vec<String>,
}

/// What it is made of.
#[derive(Debug, Args)]
#[command(next_help_heading = "Stages")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct StageArgs {
    /// Files or folders of what the addon itself needs
    ///
    /// `-` is standard input, at most once. From a folder, the files .yaml, .yml, .json, .py and .sh are read, sorted by
    /// name.
    #[arg(long, value_name = "PATH,...", value_hint = ValueHint::AnyPath)]
    pub(crate) prereqs: Vec<String>,

    /// Files or folders of the addon itself
    ///
    /// Takes what --prereqs takes.
    #[arg(long, value_name = "PATH,...", value_hint = ValueHint::AnyPath)]
    pub(crate) install: Vec<String>,

    /// What to delete with the Addon [default: what it installed]
    ///
    /// Files or folders of the objects, and of scripts to run before they are deleted. Without this flag, the generated
    /// stage deletes what prereqs and install created, except Namespaces and CRDs.
    #[arg(long, value_name = "PATH,...", value_hint = ValueHint::AnyPath, conflicts_with = "no_delete")]
    pub(crate) delete: Vec<String>,

    /// Delete nothing with the Addon
    #[arg(long, hide_short_help = true)]
    pub(crate) no_delete: bool,

    /// Delete Namespaces too, with everything in them, in the generated delete stage
    #[arg(long, conflicts_with_all = ["delete", "no_delete"], hide_short_help = true)]
    pub(crate) delete_namespaces: bool,

    /// Delete CRDs too, with all their objects, in the generated delete stage
    #[arg(long, conflicts_with_all = ["delete", "no_delete"], hide_short_help = true)]
    pub(crate) delete_crds: bool,

    /// Objects and scripts that check the addon, instead of the generated stage
    ///
    /// Without this flag, the generated stage waits for workloads, Jobs and CRDs. Today's Addon Manager does not run this
    /// stage; `addonctl validate NAME` does.
    #[arg(long, value_name = "PATH,...", value_hint = ValueHint::AnyPath, conflicts_with = "no_validate", hide_short_help = true)]
    pub(crate) validate: Vec<String>,

    /// Build no validate stage
    #[arg(long, hide_short_help = true)]
    pub(crate) no_validate: bool,

    /// Read folders inside folders too
    #[arg(short = 'R', long)]
    pub(crate) recursive: bool,

    /// Prefix in the names of a stage's workflows, at most 10 characters
    #[arg(long, value_name = "STAGE=PREFIX...", hide_short_help = true)]
    pub(crate) name_prefix: Vec<String>,

    /// Workflow of your own for a stage; it is not changed
    ///
    /// The generated delete stage deletes the objects that it applies, as far as they can be recognised.
    #[arg(long, value_name = "STAGE=FILE...", hide_short_help = true)]
    pub(crate) workflow: Vec<String>,

    /// Role of a stage; today's Addon Manager ignores it
    #[arg(long, value_name = "STAGE=ROLE...", hide_short_help = true)]
    pub(crate) role: Vec<String>,

    /// Workflow role of a stage; today's Addon Manager ignores it
    #[arg(long, value_name = "STAGE=ROLE...", hide_short_help = true)]
    pub(crate) workflow_role: Vec<String>,
}
