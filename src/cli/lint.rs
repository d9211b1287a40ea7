//! The flags of `addonctl lint`.

use clap::{Args, ValueEnum, ValueHint};

pub(crate) const LINT: &str = "\
Examples:
  # The project of this folder
  addonctl lint

  # Every Addon in a folder and in its subfolders, and whether they fit together
  addonctl lint clusters/

  # An Addon that is just being built
  addonctl create my-addon -n my-ns -v v0.2 --install app.yaml --dryrun | addonctl lint -

  # In CI: annotations in a pull request; fail on warnings too
  addonctl lint clusters/ -o github --warnings-as-errors

  # Why a rule exists
  addonctl lint --explain argument-integer

A comment switches rules off: `# addonctl: ignore RULE, RULE` in the same line or in the line
above, `# addonctl: ignore-file RULE` for the whole file.

Exit codes: 0 no errors, 1 errors, 2 an input could not be read or holds no Addon.";

/// Check Addons without a cluster, whoever made them
///
/// Checks every Addon in the files and folders as the API server, the Addon Manager, Argo and kubectl will: fields, names,
/// dependencies between Addons, the Workflows in them, and the manifests in those. Objects of other kinds are ignored.
#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// Files, folders and projects; `-` is standard input [default: ./addonctl.yaml]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<String>,

    /// Rules to leave out
    #[arg(long, value_name = "RULE,...", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,

    /// Lowest severity of the findings to report
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub(crate) severity: Level,

    /// Fail on warnings too
    #[arg(long)]
    pub(crate) warnings_as_errors: bool,

    /// Correct in the files what has only one right answer
    #[arg(long)]
    pub(crate) fix: bool,

    /// Format of the findings
    #[arg(short, long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) output: LintFormat,

    /// Explain a rule, or all rules
    #[arg(long, value_name = "RULE|all", exclusive = true)]
    pub(crate) explain: Option<String>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// Nothing is wrong, but you may want to know it
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
    /// Text for people, with the lines in question
    #[default]
    Human,
    /// A list of objects
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}
