//! The stages' files, read: manifests become objects, scripts become steps.

use crate::addon::Stage;
use crate::blueprint::Contents;
use crate::cli::create::StageArgs;
use crate::controller::MANAGED_BY_LABEL;
use crate::files::{Files, Input, Kind};
use crate::finding::{Finding, Findings, Place, any_error, rule};
use crate::manifest::{self, Labels, Policy, Reading, Scope};
use crate::params::split_commas;
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

/// Reads all stages.
pub(super) fn read(
    args: &StageArgs,
    common: &Common<'_>,
    files: &mut Files<'_>,
    findings: &mut Findings,
) -> Contents {
    let mut contents = Contents::default();
    let given = [
        (Stage::Prereqs, &args.prereqs),
        (Stage::Install, &args.install),
        (Stage::Delete, &args.delete),
        (Stage::Validate, &args.validate),
    ];
    for (stage, paths) in given {
        *contents.of_mut(stage) =
            stage_content(stage, paths, args.recursive, (common, files), findings);
    }
    if common.create_namespace {
        create_namespace(contents.of_mut(Stage::Prereqs), common);
    }
    contents
}

fn stage_content(
    stage: Stage,
    paths: &[String],
    recursive: bool,
    (common, files): (&Common<'_>, &mut Files<'_>),
    findings: &mut Findings,
) -> Content {
    let arguments: Vec<String> = paths.iter().flat_map(|list| split_commas(list)).collect();
    let mut inputs: Vec<(String, Vec<Input>, bool)> = Vec::new();
    for argument in arguments {
        let (read, found) = files.inputs(&argument, recursive);
        let failed = any_error(&found);
        findings.extend(found);
        inputs.push((argument, read, failed));
    }
    let reading = Reading {
        scope: with_scripts(common.scope, &inputs),
        labels: labels_of(stage, common.labels),
    };
    let mut content = Content::default();
    for (argument, inputs, failed) in inputs {
        let before = content.objects.len() + content.scripts.len();
        let errors = findings.len();
        for input in inputs {
            take(input, &reading, &mut content, findings);
        }
        let silent = !failed && !any_error(&findings[errors..]);
        if silent && content.objects.len() + content.scripts.len() == before {
            findings.push(empty(stage, &argument));
        }
    }
    content
}

fn take(input: Input, reading: &Reading, content: &mut Content, findings: &mut Findings) {
    let language = match input.kind {
        Kind::Manifest => {
            let (objects, found) = manifest::read(&input.source, reading);
            content.objects.extend(objects);
            findings.extend(found);
            return;
        }
        Kind::Python => Language::Python,
        Kind::Shell => Language::Shell,
    };
    let (script, found) = Script::new(&input.stem, language, input.source, &reading.scope);
    content.scripts.push(script);
    findings.extend(found);
}

/// The names that a stage's texts may use: all parameters, and the stage's own scripts.
fn with_scripts(scope: &Scope, inputs: &[(String, Vec<Input>, bool)]) -> Scope {
    let scripts = inputs
        .iter()
        .flat_map(|(_, inputs, _)| inputs)
        .filter(|input| input.kind != Kind::Manifest);
    let scripts = scripts.map(|input| script::sanitised(&input.stem)).collect();
    Scope { parameters: scope.parameters.clone(), scripts }
}

/// Objects that are only named to be deleted need no labels.
fn labels_of(stage: Stage, labels: &Labels) -> Labels {
    let policy = if stage == Stage::Delete { Policy::None } else { labels.policy };
    Labels { labels: labels.labels.clone(), policy }
}

fn empty(stage: Stage, argument: &str) -> Finding {
    let what = if argument == "-" { "standard input" } else { argument };
    Finding::new(&rule::INPUT_EMPTY, format!("{what} holds no object and no script"))
        .at(Place::Argument(format!("--{stage}")))
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
