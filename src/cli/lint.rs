//! The flags of `addonctl lint`.

use clap::{Args, ValueEnum, ValueHint};

pub(crate) const LINT: &str = "\
Examples:
  # The project of this folder
  addonctl lint

  # Every Addon below a folder, and how they go together
  addonctl lint clusters/

  # An Addon that is being made
  addonctl create my-addon -n my-ns -v v0.2 --install app.yaml --dryrun | addonctl lint -

  # In CI, as annotations of a pull request, warnings too
  addonctl lint clusters/ -o github --warnings-as-errors

  # What a rule is for
  addonctl lint --explain argument-integer

A comment switches rules off: `# addonctl: ignore RULE, RULE` in the line or above it, and
`# addonctl: ignore-file RULE` for a whole file.

Exit codes: 0 no errors, 1 errors, 2 an input could not be read or holds no Addon.";

/// Check Addons without a cluster, whoever made them
///
/// Looks at every Addon of the files and folders as the API server, the controller, Argo and kubectl will: fields, names,
/// dependencies between them, the Workflows inside, and the manifests inside those. Objects of other kinds are passed over.
#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// Files, folders and projects; `-` is standard input [default: ./addonctl.yaml]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<String>,

    /// Rules to leave out
    #[arg(long, value_name = "RULE,...", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,

    /// The least severe findings to tell
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub(crate) severity: Level,

    /// Fail on warnings too
    #[arg(long)]
    pub(crate) warnings_as_errors: bool,

    /// Put right in the files what has one right answer
    #[arg(long)]
    pub(crate) fix: bool,

    /// Format of the findings
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) output: LintFormat,

    /// Print what a rule is for, or all of them
    #[arg(long, value_name = "RULE|all", exclusive = true)]
    pub(crate) explain: Option<String>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// Nothing is wrong, but it may be worth knowing
    Note,
    /// Probably not what was meant
    #[default]
    Warning,
    /// It cannot work
    Error,
}

/// A format of findings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LintFormat {
    /// With the lines they are about, for people
    #[default]
    Human,
    /// A list of objects
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}
