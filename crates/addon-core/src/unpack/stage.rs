//! A stage's template taken apart: its manifests and scripts, where it holds nothing else.

use serde_json::Value;

use crate::addon::{Addon, Stage};
use crate::argo::{Action, Call, Template, WorkflowView};
use crate::lifecycle;
use crate::manifest::{self, Labels, Object, Policy, Reading, Scope};
use crate::plain::file_name;
use crate::source::Source;
use crate::workflow::pack::{self, Unpacker};
pub(super) use crate::yaml::items;
use crate::yaml::read;

/// What a stage is made of.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// The texts of the objects, labels in them.
    pub(super) objects: Vec<Part>,
    /// File names and texts of the scripts.
    pub(super) scripts: Vec<(String, String)>,
    /// The Workflow itself, for what it says of settings.
    pub(super) workflow: Value,
}

/// An object's text.
#[derive(Debug)]
pub(super) struct Part {
    /// `kind-name`, as part of a file's name.
    name: String,
    text: String,
}

/// The parts of a stage's template; none where it does something else besides.
pub(super) fn parts(addon: &Addon, stage: Stage) -> Option<Parts> {
    let template = &addon.spec.lifecycle.get(stage)?.template;
    let workflow = read::value(template).ok()?;
    let view = WorkflowView::new(&workflow);
    let mut parts = Parts { workflow: workflow.clone(), ..Parts::default() };
    let mut unpacker = Unpacker::default();
    for (template, arguments) in called(view)? {
        let name = template.name().unwrap_or_default();
        let artifacts = template.input_artifacts().iter().chain(arguments);
        let texts = artifacts.map(|artifact| text(artifact, &mut unpacker));
        let texts: Vec<String> = texts.collect::<Option<Vec<_>>>()?.concat();
        if let Some(script) = name.strip_prefix("script-") {
            let (file, text) = self::script(template, script, view, texts)?;
            // Files are told apart by their names alone: two of one name are none that create made.
            if parts.scripts.iter().any(|(other, _)| other.eq_ignore_ascii_case(&file)) {
                return None;
            }
            parts.scripts.push((file, text));
        } else if applies(template) {
            let resource = template.manifest().map(str::to_owned);
            for text in texts.into_iter().chain(resource) {
                parts.objects.extend(objects(addon, text)?);
            }
        } else {
            return None;
        }
    }
    (!parts.objects.is_empty() || !parts.scripts.is_empty()).then_some(parts)
}

/// The templates that the entrypoint calls, in order, with the artifacts of the calls.
fn called(workflow: WorkflowView<'_>) -> Option<Vec<(Template<'_>, &[Value])>> {
    let entry = workflow.entrypoint()?;
    if !entry.has_steps() {
        return Some(vec![(entry, &[])]);
    }
    let steps = entry.steps();
    steps.map(|step| Some((workflow.template(step.template()?)?, step.artifacts()))).collect()
}

/// The text of a raw artifact, unpacked. One that a call fills has none; none at all where it comes from elsewhere.
fn text(artifact: &Value, unpacker: &mut Unpacker) -> Option<Vec<String>> {
    if artifact["raw"].is_null() {
        let mut keys = artifact.as_object()?.keys();
        return keys.all(|key| ["name", "path"].contains(&key.as_str())).then(Vec::new);
    }
    let text = artifact["raw"]["data"].as_str()?;
    let plain = if pack::is_packed(text) { unpacker.unpack(text).ok()? } else { text.to_owned() };
    Some(vec![plain])
}

/// Whether a template applies manifests and does nothing else.
fn applies(template: Template<'_>) -> bool {
    let makes = |action| matches!(action, Some(Action::Apply | Action::Create));
    if template.is_resource() {
        return makes(template.resource_action());
    }
    match template.commands().as_slice() {
        [one] => one.is_plain_kubectl() && makes(one.action()) && !template.is_script(),
        _ => false,
    }
}

/// A script's file: its name goes by what its output is called where it is used.
fn script(
    template: Template<'_>,
    step: &str,
    workflow: WorkflowView<'_>,
    packed: Vec<String>,
) -> Option<(String, String)> {
    let own = template.source().map(str::to_owned);
    let text = own.or_else(|| packed.into_iter().next())?;
    let output = format!("{{{{steps.script-{step}.outputs.result}}}}");
    let mut used = workflow.templates().flat_map(Template::steps).flat_map(Call::parameters);
    let name = used.find(|p| p["value"] == output.as_str()).and_then(|p| p["name"].as_str());
    let command = template.program_name()?;
    let ending = if command.contains("python") { "py" } else { "sh" };
    Some((format!("{}.{ending}", file_name(name.unwrap_or(step), "script")), text))
}

/// The objects of a text, one by one.
fn objects(addon: &Addon, text: String) -> Option<Vec<Part>> {
    let source = Source::new("template", text);
    let (objects, findings) = manifest::read(&source, &reading(addon, &source, Policy::None));
    if findings.iter().any(crate::finding::Finding::is_error) {
        return None;
    }
    Some(objects.iter().map(part).collect())
}

fn part(object: &Object) -> Part {
    let name = format!("{}-{}", object.identity.kind, object.identity.name).to_lowercase();
    Part { name: file_name(&name, "object"), text: object.text().into_owned() }
}

/// How the texts of an Addon are read; every script's output that they name counts as there.
fn reading(addon: &Addon, source: &Source, policy: Policy) -> Reading {
    let scope: Scope = lifecycle::parameters(&addon.spec).into_iter().collect();
    let scope = scope.with_scripts_named_in(&source.text);
    let labels = lifecycle::labels(addon).map(|(key, value)| (key.to_owned(), value.to_owned()));
    Reading { scope, labels: Labels { labels: labels.into(), policy } }
}

impl Parts {
    /// File names and texts, in an order that sorts. `labelled`: labels are given again when the project is built.
    pub(super) fn files(&self, addon: &Addon, labelled: bool) -> Vec<(String, String)> {
        let width = self.objects.len().to_string().len().max(2);
        let named = self.objects.iter().enumerate().map(|(index, part)| {
            let bare = if labelled { bare(addon, &part.text) } else { None };
            let text = bare.unwrap_or_else(|| part.text.clone());
            (format!("{:0width$}-{}.yaml", index + 1, part.name), text)
        });
        named.chain(self.scripts.iter().cloned()).collect()
    }
}

/// An object's text as create makes it.
fn with_labels(addon: &Addon, text: &str) -> Option<String> {
    let source = Source::new("template", text.to_owned());
    let (objects, _) = manifest::read(&source, &reading(addon, &source, Policy::Add));
    match objects.as_slice() {
        [one] => Some(one.text().into_owned()),
        _ => None,
    }
}

/// The text without the labels that create puts in again; none where it would put them in otherwise.
fn bare(addon: &Addon, text: &str) -> Option<String> {
    let keys = lifecycle::labels(addon).map(|(key, _)| key);
    let given = |line: &str| {
        let line = line.trim_start();
        keys.iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(": ")))
    };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let Some(start) = lines.iter().position(|line| given(line)) else {
        return bare_flow(addon, text);
    };
    let count = lines[start..].iter().take_while(|line| given(line)).count();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let alone = start > 0
        && lines[start - 1].trim() == "labels:"
        && lines.get(start + count).is_none_or(|next| indent(next) < indent(lines[start]));
    let from = if alone { start - 1 } else { start };
    let without = |from: usize, to: usize| [&lines[..from], &lines[to..]].concat().concat();
    // Labels beside them may have been taken from the pods of a Job.
    let above = lines[..start].iter().rposition(|line| line.trim() == "labels:");
    let inside = |line: &&&str| indent(line) >= indent(lines[start]);
    let end = start + lines[start..].iter().take_while(inside).count();
    let tries = [Some(without(from, start + count)), above.map(|above| without(above, end))];
    tries.into_iter().flatten().find(|bare| with_labels(addon, bare).as_deref() == Some(text))
}

/// The same of metadata in flow style, or in JSON, where labels are no lines of their own.
fn bare_flow(addon: &Addon, text: &str) -> Option<String> {
    let entry = |(key, value): (&str, &str)| format!("\"{key}\": {}", Value::from(value));
    let inside = lifecycle::labels(addon).map(entry).join(", ");
    let map = format!("\"labels\": {{{inside}}}");
    let forms = [format!("{map}, "), map, format!("{inside}, "), inside];
    let tries = forms.iter().filter(|form| text.contains(*form));
    let mut tries = tries.map(|form| text.replacen(form, "", 1));
    tries.find(|bare| with_labels(addon, bare).as_deref() == Some(text))
}
