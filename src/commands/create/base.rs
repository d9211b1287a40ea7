//! What a create starts from: an Addon that exists, or the values of a file laid under the command line.

use std::ffi::OsString;
use std::sync::Arc;

use clap::CommandFactory;

use crate::addon::{self, Addon, KIND};
use crate::cli::{Cli, Command, CreateArgs};
use crate::finding::{Finding, Findings, rule};
use crate::lint;
use crate::params::Param;
use crate::shell;
use crate::source::{Source, Span};
use crate::yaml::read;

/// What a create starts from.
#[derive(Debug, Default)]
pub(super) struct Base {
    /// The Addon; empty where there is none.
    pub(super) addon: Addon,
    /// The parameters of the map.
    pub(super) params: Vec<Param>,
    /// Whether these may be meant for other addons of the file, which are not built now.
    pub(super) of_several: bool,
}

/// The verbs that take the flags of create.
const VERBS: [&str; 3] = ["create", "apply", "diff"];

/// Reads the Addon that the arguments start from.
pub(super) fn read(source: &Arc<Source>, findings: &mut Findings) -> Base {
    Base { addon: from_file(source, findings), ..Base::default() }
}

/// The command line once more, the file's values in front of the user's own.
pub(super) fn again(
    line: &[OsString],
    tokens: Vec<OsString>,
) -> Result<CreateArgs, Box<clap::Error>> {
    let verb = line
        .iter()
        .position(|word| VERBS.iter().any(|verb| word == verb))
        .map_or(line.len(), |at| at + 1);
    let joined: Vec<OsString> =
        line[..verb].iter().cloned().chain(tokens).chain(line[verb..].iter().cloned()).collect();
    match crate::parse(&joined).map_err(Box::new)?.command {
        Command::Create(args) | Command::Apply(args) => Ok(*args),
        Command::Diff(args) => Ok(args.create),
        _ => {
            let kind = clap::error::ErrorKind::InvalidSubcommand;
            Err(Box::new(Cli::command().error(kind, "none of create, apply and diff")))
        }
    }
}

pub(super) fn is_addon(source: &Source) -> bool {
    read::value(&source.text).is_ok_and(|value| value["kind"] == KIND)
}

/// The kind of the first object of a text that holds objects of Kubernetes, none of them an Addon.
pub(super) fn manifest(source: &Source) -> Option<String> {
    let values = read::values(&source.text).ok()?;
    let object = values.iter().find(|value| value["kind"].is_string())?;
    object["apiVersion"].as_str()?;
    object["kind"].as_str().map(str::to_owned)
}

/// What to say of a manifest in the place of a file to start from.
pub(super) fn not_to_start_from(source: &Source, kind: &str) -> Finding {
    let file = &source.origin;
    let message = format!("{file} is a manifest (kind {kind}), not an Addon or a project file");
    let help = format!(
        "for an Addon that installs it: addonctl create NAME -n NAMESPACE -v VERSION --install {}",
        shell::quote(file)
    );
    Finding::new(&rule::BASE_FILE, message).at_argument("--filename").help(help)
}

/// An Addon without what a server adds to it.
fn from_file(source: &Arc<Source>, findings: &mut Findings) -> Addon {
    let parsed = read::value(&source.text).map_err(|error| error.to_string()).and_then(addon::read);
    parsed.unwrap_or_else(|why| {
        let before = findings.len();
        findings.push(not_an_addon(source, &why));
        with_places(source, findings, before);
        Addon::default()
    })
}

/// Replaces what was found in a file since `before` by what lint says of it, which knows the places.
pub(super) fn with_places(source: &Arc<Source>, findings: &mut Findings, before: usize) {
    if findings.len() == before {
        return;
    }
    let told = lint::lint(std::slice::from_ref(source)).findings;
    let told: Findings = told.into_iter().filter(Finding::is_error).collect();
    if !told.is_empty() {
        findings.truncate(before);
        findings.extend(told);
    }
}

pub(super) fn not_an_addon(source: &Arc<Source>, why: &str) -> Finding {
    let finding = Finding::new(&rule::BASE_FILE, format!("not an Addon as the CRD has it: {why}"));
    finding.at(Span::new(source, 0..0))
}
