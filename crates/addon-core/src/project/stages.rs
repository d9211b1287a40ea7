//! The stages' files, read: manifests become objects, scripts become steps.

use super::settings::{Settings, is_on};
use super::value::Given;
use crate::addon::Stage;
use crate::blueprint::Contents;
use crate::finding::{Finding, Findings, Place, any_error, rule};
use crate::inputs::{FileKind, Input, Inputs};
use crate::lifecycle::MANAGED_BY_LABEL;
use crate::manifest::{self, Labels, Policy, Reading, Scope};
use crate::source::Source;
use crate::workflow::Content;
use crate::workflow::script::{self, Language, Script};
use crate::yaml::emit::to_yaml;

/// What every stage is read with.
pub(super) struct Common<'a> {
    /// All parameters with their values.
    pub(super) scope: &'a Scope,
    /// The labels of the addon's objects.
    pub(super) labels: &'a Labels,
    /// The target namespace.
    pub(super) namespace: &'a str,
    /// Whether that is to be created.
    pub(super) create_namespace: bool,
}

/// The files of one argument.
struct Argument<'a> {
    given: &'a Given<String>,
    inputs: Vec<Input>,
    failed: bool,
}

/// Reads all stages.
pub(super) fn read(
    settings: &Settings,
    common: &Common<'_>,
    inputs: &mut dyn Inputs,
) -> (Contents, Findings) {
    let (mut contents, mut findings) = (Contents::default(), Vec::new());
    let recursive = is_on(settings.recursive.as_ref());
    for stage in Stage::ALL {
        let paths = match stage {
            Stage::Prereqs => &settings.prereqs,
            Stage::Install => &settings.install,
            Stage::Delete => &settings.delete,
            Stage::Validate => &settings.validate,
        };
        let mut arguments = Vec::new();
        for given in paths.iter().flat_map(|paths| &paths.0) {
            let (read, found) = inputs.inputs(&given.value, recursive);
            let failed = any_error(&found);
            findings.extend(found.into_iter().map(|finding| at_its_name(finding, given)));
            arguments.push(Argument { given, inputs: read, failed });
        }
        let (content, found) = stage_content(stage, arguments, common);
        *contents.of_mut(stage) = content;
        findings.extend(found);
    }
    if common.create_namespace {
        create_namespace(contents.of_mut(Stage::Prereqs), common);
    }
    (contents, findings)
}

/// What is not there is a mistake where it is named.
fn at_its_name(finding: Finding, given: &Given<String>) -> Finding {
    let itself = Place::Input(given.value.clone());
    let named = finding.rule == &rule::INPUT_READ && finding.place.as_ref() == Some(&itself);
    if named && matches!(given.place, Place::Text(_)) {
        return finding.at(given.place.clone());
    }
    finding
}

fn stage_content(
    stage: Stage,
    arguments: Vec<Argument<'_>>,
    common: &Common<'_>,
) -> (Content, Findings) {
    let reading = Reading {
        scope: with_scripts(common.scope, &arguments),
        labels: labels_of(stage, common.labels),
    };
    let (mut content, mut findings) = (Content::default(), Vec::new());
    for Argument { given, inputs, failed } in arguments {
        let before = content.objects.len() + content.scripts.len();
        let mut found = Vec::new();
        for input in inputs {
            found.extend(add_input(input, &reading, &mut content));
        }
        let silent = !failed && !any_error(&found);
        findings.extend(found);
        if silent && content.objects.len() + content.scripts.len() == before {
            findings.push(empty(given));
        }
    }
    (content, findings)
}

fn add_input(input: Input, reading: &Reading, content: &mut Content) -> Findings {
    let language = match input.kind {
        FileKind::Manifest => {
            let (objects, found) = manifest::read(&input.source, reading);
            content.objects.extend(objects);
            return found;
        }
        FileKind::Python => Language::Python,
        FileKind::Shell => Language::Shell,
    };
    let (script, found) = Script::new(&input.stem, language, input.source, &reading.scope);
    content.scripts.push(script);
    found
}

/// The names that a stage's texts may use: all parameters, and the stage's own scripts.
fn with_scripts(scope: &Scope, arguments: &[Argument<'_>]) -> Scope {
    let inputs = arguments.iter().flat_map(|argument| &argument.inputs);
    let scripts = inputs.filter(|input| input.kind != FileKind::Manifest);
    let scripts = scripts.map(|input| script::sanitised(&input.stem)).collect();
    Scope { parameters: scope.parameters.clone(), scripts }
}

/// Objects that are only named to be deleted need no labels.
fn labels_of(stage: Stage, labels: &Labels) -> Labels {
    let policy = if stage == Stage::Delete { Policy::None } else { labels.policy };
    Labels { labels: labels.labels.clone(), policy }
}

fn empty(given: &Given<String>) -> Finding {
    let what = if given.value == "-" { "standard input" } else { &given.value };
    Finding::new(&rule::INPUT_EMPTY, format!("{what} holds no object and no script"))
        .at(given.place.clone())
        .help("folders are not searched for more folders without -R; comments alone are no object")
}

/// The labels of what several addons may want: those that are the same for all of them. Else each would take it from
/// the others, again and again.
fn shared(labels: &Labels) -> Labels {
    let mut shared = labels.clone();
    shared.labels.retain(|key, _| key == MANAGED_BY_LABEL);
    shared
}

/// The target Namespace in front of the other prereqs, unless they hold it already.
fn create_namespace(prereqs: &mut Content, common: &Common<'_>) {
    let there = |object: &manifest::Object| {
        object.identity.is("", "Namespace") && object.identity.name == common.namespace
    };
    if common.namespace.is_empty() || prereqs.objects.iter().any(there) {
        return;
    }
    let namespace = serde_json::json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": common.namespace}});
    let Ok(text) = to_yaml(&namespace) else { return };
    let reading = Reading { scope: Scope::default(), labels: shared(common.labels) };
    let (objects, _) = manifest::read(&Source::new("--create-namespace", text), &reading);
    prereqs.objects.splice(0..0, objects);
}
