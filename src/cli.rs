//! The command line as the user types it: clap structs, help texts, the order of words; no behaviour.

pub(crate) mod again;
pub(crate) mod check;
pub(crate) mod connection;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod diff;
pub(crate) mod given;
pub(crate) mod habits;
pub(crate) mod help;
pub(crate) mod line;
pub(crate) mod lint;
pub(crate) mod look;
pub(crate) mod orphans;
pub(crate) mod retry;
pub(crate) mod submit;
pub(crate) mod unpack;
pub(crate) mod validate;
pub(crate) mod version;

use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory as _, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

pub(crate) use create::CreateArgs;
pub(crate) use delete::DeleteArgs;
pub(crate) use diff::DiffArgs;
pub(crate) use lint::LintArgs;
pub(crate) use orphans::OrphansArgs;
pub(crate) use retry::RetryArgs;
pub(crate) use validate::ValidateArgs;

const START: &str = "\
Start here:
  addonctl init my-addon
  addonctl create -f my-addon --dryrun

`addonctl COMMAND -h` lists a command's flags, `addonctl COMMAND --help` explains all of them.";

const COMPLETIONS: &str = "\
Examples:
  # bash 4.4 or later, for this session; put the line into ~/.bashrc to keep it
  # (macOS has bash 3.2: `brew install bash`, or use zsh)
  source <(addonctl completions bash)

  # zsh: a file in a folder of $fpath, and compinit after that, both in ~/.zshrc
  mkdir -p ~/.zfunc && addonctl completions zsh > ~/.zfunc/_addonctl
  echo 'fpath=(~/.zfunc $fpath); autoload -Uz compinit && compinit' >> ~/.zshrc

  # fish
  addonctl completions fish > ~/.config/fish/completions/addonctl.fish";

const MAN: &str = "\
Examples:
  # Read the page of addonctl itself
  addonctl man | man -l -

  # Install a page for it and for each command
  addonctl man --output-dir ~/.local/share/man/man1";

const INIT: &str = "\
Example:
  addonctl init my-addon
  addonctl create -f my-addon --dryrun";

/// Builds Addons for the Kubernetes Addon Manager out of your own manifests and scripts
#[derive(Debug, Parser)]
#[command(name = "addonctl", version, max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = START, disable_help_flag = true, disable_version_flag = true)]
#[command(args_override_self = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    #[command(flatten)]
    pub(crate) talk: Talk,

    /// Print the version of addonctl
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// The whole command line, with the help that people see.
pub(crate) fn command() -> clap::Command {
    help::grouped(Cli::command())
}

/// How much addonctl says beside its product, and in which colours.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Talk {
    /// Print errors and what was asked for, nothing else
    #[arg(short, long, global = true, help_heading = EVERYWHERE, display_order = 901)]
    pub(crate) quiet: bool,

    /// Print help; -h is short, --help explains every flag
    #[arg(short, long, global = true, help_heading = EVERYWHERE, display_order = 902)]
    #[arg(action = ArgAction::Help)]
    help: Option<bool>,

    /// When to use colour: auto (on a terminal, unless `NO_COLOR` is set), always, never
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    #[arg(hide_short_help = true, hide_possible_values = true)]
    #[arg(help_heading = EVERYWHERE, display_order = 903)]
    pub(crate) color: Color,
}

/// The heading of the flags that every command takes.
const EVERYWHERE: &str = "Everywhere";

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<Color> for clap::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build an Addon from manifests and scripts, and submit it
    Create(Box<CreateArgs>),
    /// Submit an Addon that is new, or change one that exists
    ///
    /// Takes the flags of create, or files of existing Addon manifests.
    #[command(override_usage = help::APPLY)]
    Apply(Box<CreateArgs>),
    /// Show what an Addon would change in the cluster
    ///
    /// Takes the flags of create, or files of existing Addon manifests. The API server tries out each object of the prereqs
    /// and install stages, and the Addon itself, and stores nothing. What it has is compared with what it would have, as
    /// `kubectl diff --server-side` does. Data of Secrets is masked.
    /// With a name alone, the Addon in the cluster is meant: what it installed is compared with what is there now.
    #[command(override_usage = help::DIFF, mut_args = diff::hide_what_has_no_meaning)]
    #[command(after_help = diff::SHORT, after_long_help = diff::EXAMPLES)]
    Diff(Box<DiffArgs>),
    /// Wait until Addons are installed, healthy or gone
    #[command(after_long_help = submit::WAIT)]
    Wait(Box<submit::WaitArgs>),
    /// Delete Addons and what they installed
    Delete(Box<DeleteArgs>),
    /// Run a failed Addon, or a failed deletion, again
    Retry(Box<RetryArgs>),
    /// Run an Addon's validate stage, which the Addon Manager never does
    Validate(Box<ValidateArgs>),
    /// List objects that an earlier version of an Addon left behind
    Orphans(Box<OrphansArgs>),
    /// List Addons
    #[command(visible_aliases = ["list", "ls"], after_long_help = look::GET)]
    Get(Box<look::GetArgs>),
    /// Explain the state of Addons, and what to run next
    ///
    /// Says why an Addon is not installed, or how the objects of an installed Addon are.
    #[command(visible_alias = "describe", after_long_help = look::STATUS)]
    Status(Box<look::StatusArgs>),
    /// Print the logs of an Addon's workflows
    #[command(after_long_help = look::LOGS)]
    Logs(Box<look::LogsArgs>),
    /// List the events of an Addon, its workflows and their pods
    Events(Box<look::OneArgs>),
    /// Show an Addon's workflows, their steps and its objects
    #[command(after_long_help = look::TREE)]
    Tree(Box<look::TreeArgs>),
    #[command(after_long_help = given::RENDER)]
    Render(Box<given::RenderArgs>),
    #[command(after_long_help = unpack::UNPACK)]
    Unpack(Box<unpack::UnpackArgs>),
    #[command(after_long_help = lint::LINT)]
    Lint(Box<LintArgs>),
    #[command(after_long_help = check::CHECK)]
    Check(Box<check::CheckArgs>),
    /// Print the CRD of the Addon
    ///
    /// For a cluster that does not have it, or a validator that needs its schema.
    #[command(after_long_help = "Example:\n  addonctl crd | kubectl apply --server-side -f -")]
    Crd,
    /// Print the JSON schema of project files
    ///
    /// For editors: the keys of addonctl.yaml, what each of them is for, and the values that it takes.
    #[command(after_long_help = "Example:\n  addonctl schema > .vscode/addonctl.schema.json")]
    Schema,
    /// Start a project: an addonctl.yaml with comments and a manifest
    #[command(after_long_help = INIT)]
    Init {
        /// Folder; created if it does not exist
        #[arg(value_name = "DIR", default_value = ".", value_hint = ValueHint::DirPath)]
        folder: PathBuf,
    },
    /// Print the built-in template of workflows
    ///
    /// A changed copy is used with `create --workflow-template FILE`. It is a minijinja template: blocks are <% %>, values
    /// <{ }>, comments <# #>, so that Argo's braces pass through.
    #[command(after_long_help = "Example:\n  addonctl template > workflow.yaml.j2")]
    Template,
    /// Print the completions of a shell
    ///
    /// Prints a script for a shell that completes the commands, flags and values of addonctl, and names of objects in the
    /// cluster. If a cluster does not answer within a second, no names are offered.
    #[command(visible_alias = "completion", after_long_help = COMPLETIONS)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual
    ///
    /// Prints the page addonctl(1) in roff, or writes it and a page for each command to a folder.
    #[command(after_long_help = MAN)]
    Man {
        /// Folder to write all pages into; created if it does not exist
        #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
        output_dir: Option<PathBuf>,
    },
    #[command(after_long_help = version::VERSION)]
    Version(Box<version::VersionArgs>),
}

/// A format to print in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// YAML, as a person would write it
    #[default]
    Yaml,
    /// JSON
    Json,
}

pub(crate) use crate::clock::duration;
