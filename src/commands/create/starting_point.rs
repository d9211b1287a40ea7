//! What a create starts from: nothing, an Addon that exists, or a project.

use std::path::Path;
use std::sync::Arc;

use crate::addon::{self, Addon, KIND};
use crate::finding::{Finding, Findings, rule};
use crate::inputs::Inputs;
use crate::lint;
use crate::project::{self, Project};
use crate::shell;
use crate::source::{Source, Span};
use crate::yaml::read;

/// What a create starts from.
pub(super) enum StartingPoint {
    /// The command line alone.
    Nothing,
    /// An Addon, which flags change.
    Addon(Box<Addon>),
    /// A project, which flags are laid over.
    Project(Box<Project>),
}

impl StartingPoint {
    /// Reads what the files are that the command line names. More than one there cannot be.
    pub(super) fn read(sources: &[Arc<Source>]) -> (Self, Findings) {
        let Some(source) = sources.first() else { return (Self::Nothing, Vec::new()) };
        let mut findings = Vec::new();
        if let Some(second) = sources.get(1) {
            let message = format!("{} is one file too many to start from", second.origin);
            findings.push(Finding::new(&rule::BASE_FILE, message).at_argument("--filename"));
        }
        if is_addon(source) {
            let (addon, found) = existing_addon(source);
            findings.extend(found);
            return (Self::Addon(Box::new(addon)), findings);
        }
        if let Some(object) = manifest(source) {
            findings.push(not_to_start_from(source, &object));
            return (Self::Nothing, findings);
        }
        let (project, found) = Project::read(source);
        findings.extend(found);
        (Self::Project(Box::new(project)), findings)
    }
}

/// The files that a command line names, or the project of this folder where it says nothing of an addon.
pub(super) fn sources(
    named: &[String],
    says_nothing: bool,
    inputs: &mut dyn Inputs,
) -> (Vec<Arc<Source>>, Findings) {
    let mut paths = named.to_vec();
    if paths.is_empty() && says_nothing && Path::new(project::FILE).is_file() {
        paths.push(project::FILE.to_owned());
    }
    let (mut sources, mut findings) = (Vec::new(), Vec::new());
    for path in paths {
        match project_of(&path).and_then(|path| inputs.text(&path)) {
            Ok(source) => sources.push(source),
            Err(finding) => findings.push(*finding),
        }
    }
    (sources, findings)
}

/// The project file of a folder; any file as it is.
pub(in crate::commands) fn project_of(path: &str) -> Result<String, Box<Finding>> {
    let folder = Path::new(path);
    if path == "-" || !folder.is_dir() {
        return Ok(path.to_owned());
    }
    let file = folder.join(project::FILE);
    if file.is_file() {
        return Ok(file.to_string_lossy().into_owned());
    }
    let message = format!("{path} is a folder without an {}", project::FILE);
    let quoted = shell::quote(path);
    let help = format!(
        "for its manifests: addonctl create NAME -n NAMESPACE -v VERSION --install {quoted}; to start a project there: addonctl init {quoted}"
    );
    Err(Box::new(Finding::new(&rule::BASE_FILE, message).at_argument("--filename").help(help)))
}

fn is_addon(source: &Source) -> bool {
    read::value(&source.text).is_ok_and(|value| value["kind"] == KIND)
}

/// The kind of the first object of a text that holds objects of Kubernetes, none of them an Addon.
fn manifest(source: &Source) -> Option<String> {
    let values = read::values(&source.text).ok()?;
    let object = values.iter().find(|value| value["kind"].is_string())?;
    object["apiVersion"].as_str()?;
    object["kind"].as_str().map(str::to_owned)
}

/// What to say of a manifest in the place of a file to start from.
fn not_to_start_from(source: &Source, kind: &str) -> Finding {
    let file = &source.origin;
    let message = format!("{file} is a manifest (kind {kind}), not an Addon or a project file");
    let help = format!(
        "for an Addon that installs it: addonctl create NAME -n NAMESPACE -v VERSION --install {}",
        shell::quote(file)
    );
    Finding::new(&rule::BASE_FILE, message).at_argument("--filename").help(help)
}

/// An Addon without what a server adds to it.
fn existing_addon(source: &Arc<Source>) -> (Addon, Findings) {
    let parsed = read::value(&source.text).map_err(|error| error.to_string()).and_then(addon::read);
    match parsed {
        Ok(addon) => (addon, Vec::new()),
        Err(why) => (Addon::default(), with_places(source, vec![not_an_addon(source, &why)])),
    }
}

/// What lint says of a file, which knows the places, instead of what else was found in it; if it says anything.
pub(super) fn with_places(source: &Arc<Source>, found: Findings) -> Findings {
    if found.is_empty() {
        return found;
    }
    let told = lint::lint(std::slice::from_ref(source)).findings;
    let told: Findings = told.into_iter().filter(Finding::is_error).collect();
    if told.is_empty() { found } else { told }
}

pub(super) fn not_an_addon(source: &Arc<Source>, why: &str) -> Finding {
    let finding = Finding::new(&rule::BASE_FILE, format!("not an Addon as the CRD has it: {why}"));
    finding.at(Span::new(source, 0..0))
}
