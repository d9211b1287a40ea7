//! Argo's `{{ }}` tags in a Workflow: whether each has something to stand for where it is.

use std::collections::HashSet;

use serde_json::Value;

use super::super::document::{Document, items};
use super::super::path::Path;
use super::is_elsewhere;
use crate::argo::is_reserved;
use crate::finding::{Finding, Findings, did_you_mean, rule};

/// What every Workflow has.
const WORKFLOW: [&str; 16] = [
    "workflow.name",
    "workflow.namespace",
    "workflow.mainEntrypoint",
    "workflow.serviceAccountName",
    "workflow.uid",
    "workflow.parameters",
    "workflow.parameters.json",
    "workflow.annotations",
    "workflow.annotations.json",
    "workflow.labels",
    "workflow.labels.json",
    "workflow.creationTimestamp",
    "workflow.priority",
    "workflow.duration",
    "workflow.scheduledTime",
    "workflow.status",
];
/// Starts of names that Argo lets pass, or that only the run shows.
const LET_THROUGH: [&str; 8] = [
    "outputs.",
    "workflow.creationTimestamp.",
    "workflow.labels.",
    "workflow.annotations.",
    "workflow.outputs.",
    "workflow.failures",
    "workflow.status",
    "workflow.duration",
];

/// What is wrong with the tags of all templates.
pub(super) fn check(spec: &Value, document: &Document) -> Findings {
    if is_elsewhere(spec) {
        return Vec::new();
    }
    let arguments = items(&spec["arguments"]["parameters"]);
    let parameters: HashSet<String> = arguments
        .iter()
        .filter_map(|parameter| {
            Some(format!("workflow.parameters.{}", parameter["name"].as_str()?))
        })
        .collect();
    let mut check = Check { document, parameters, findings: Vec::new() };
    for (index, template) in items(&spec["templates"]).iter().enumerate() {
        check.template(template, &Path::from("spec.templates").index(index));
    }
    check.findings
}

/// The names that one template may use besides those of the Workflow.
#[derive(Debug, Default, Clone)]
struct Scope {
    names: HashSet<String>,
    /// Starts of names, such as `steps.x.`.
    starts: Vec<String>,
    /// Steps of the same group, whose outputs are not there yet.
    beside: Vec<String>,
}

struct Check<'a> {
    document: &'a Document,
    parameters: HashSet<String>,
    findings: Findings,
}

impl Check<'_> {
    fn template(&mut self, template: &Value, path: &Path) {
        let mut scope = inputs(template);
        let fields = template.as_object().into_iter().flatten();
        for (key, value) in fields.filter(|(key, _)| !["steps", "dag"].contains(&key.as_str())) {
            // Outputs are read when the template has run: what they may name is all of its steps.
            if key == "outputs" {
                continue;
            }
            self.value(value, &path.key(key), &scope);
        }
        for (outer, group) in items(&template["steps"]).iter().enumerate() {
            scope.beside = names(group, "steps");
            for (inner, step) in items(group).iter().enumerate() {
                let path = path.key("steps").index(outer).index(inner);
                self.step(step, &path, &scope, "steps");
            }
            let done = std::mem::take(&mut scope.beside);
            scope.starts.extend(done);
        }
        let tasks = &template["dag"]["tasks"];
        scope.starts.extend(names(tasks, "tasks"));
        for (index, task) in items(tasks).iter().enumerate() {
            let path = path.key("dag").key("tasks").index(index);
            self.step(task, &path, &scope, "tasks");
        }
    }

    /// A step or task, and its hooks, which run when it has ended.
    fn step(&mut self, step: &Value, path: &Path, scope: &Scope, prefix: &str) {
        let mut scope = looped(step, scope);
        let (mut own, mut hooks) = (step.clone(), Value::Null);
        if let Some(fields) = own.as_object_mut() {
            hooks = fields.shift_remove("hooks").unwrap_or_default();
        }
        self.value(&own, path, &scope);
        scope.starts.extend(names(&Value::Array(vec![own]), prefix));
        self.value(&hooks, &path.key("hooks"), &scope);
    }

    /// Every string of a value.
    fn value(&mut self, value: &Value, path: &Path, scope: &Scope) {
        match value {
            Value::String(text) => self.text(text, path, scope),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, &path.index(index), scope);
                }
            }
            // A template inside a step has names of its own.
            Value::Object(fields) => {
                for (key, field) in fields.iter().filter(|(key, _)| *key != "inline") {
                    self.value(field, &path.key(key), scope);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, path: &Path, scope: &Scope) {
        let mut at = 0;
        while let Some(start) = text[at..].find("{{").map(|found| at + found) {
            let Some(end) = text[start + 2..].find("}}").map(|found| start + 2 + found) else {
                let message = "Argo finds no `}}` for this `{{`";
                let finding = self.finding(&rule::TAG_UNCLOSED, path, start..start + 2, message);
                return self.findings.push(finding);
            };
            let name = text[start + 2..end].trim();
            if let Some(finding) = self.tag(name, path, start..end + 2, scope) {
                self.findings.push(finding);
            }
            at = end + 2;
        }
    }

    fn tag(
        &self,
        name: &str,
        path: &Path,
        range: std::ops::Range<usize>,
        scope: &Scope,
    ) -> Option<Finding> {
        let starts = |all: &[String]| all.iter().any(|start| name.starts_with(start.as_str()));
        let known = !is_reserved(name)
            || WORKFLOW.contains(&name)
            || LET_THROUGH.iter().any(|start| name.starts_with(start))
            || self.parameters.contains(name)
            || scope.names.contains(name)
            || starts(&scope.starts);
        if known {
            return None;
        }
        if starts(&scope.beside) {
            let message = format!("`{{{{{name}}}}}` is the output of a step of the same group");
            let finding = self.finding(&rule::SAME_GROUP_OUTPUT, path, range, &message);
            return Some(finding.help("put the step into a group of its own, before this one"));
        }
        let message = format!("`{{{{{name}}}}}` stands for nothing here");
        let finding = self.finding(&rule::TAG_UNRESOLVED, path, range, &message);
        let candidates = self.parameters.iter().chain(&scope.names).map(String::as_str);
        let candidates = candidates.filter(|candidate| candidate.split('.').count() > 2);
        Some(match did_you_mean(name, candidates) {
            Some(near) => finding.help(format!("did you mean `{{{{{near}}}}}`?")),
            None => finding,
        })
    }

    /// A finding at a tag in the text at a path.
    fn finding(
        &self,
        rule: &'static crate::finding::Rule,
        path: &Path,
        range: std::ops::Range<usize>,
        message: &str,
    ) -> Finding {
        match self.document.embedded(path) {
            Some(text) => Finding::new(rule, message).at(text.span(range)),
            None => self.document.finding(rule, path, message),
        }
    }
}

/// What a template's inputs give, and what every template has.
fn inputs(template: &Value) -> Scope {
    let mut scope = Scope::default();
    let of = |kind: &str| {
        let named = items(&template["inputs"][kind]).iter().filter_map(|i| i["name"].as_str());
        named.map(|name| format!("inputs.{kind}.{name}")).collect::<Vec<_>>()
    };
    scope.names.extend(of("parameters"));
    scope.names.extend(["inputs.parameters", "inputs.artifacts", "pod.name"].map(str::to_owned));
    scope.names.extend(of("artifacts"));
    scope.starts.extend(of("artifacts").iter().map(|name| format!("{name}.")));
    scope.names.insert("steps.name".to_owned());
    scope.names.insert("tasks.name".to_owned());
    scope
}

/// `steps.NAME.` of each step or task that has a name.
fn names(list: &Value, prefix: &str) -> Vec<String> {
    let names = items(list).iter().filter_map(|step| step["name"].as_str());
    names.map(|name| format!("{prefix}.{name}.")).collect()
}

/// The scope of a step, with the items that it loops over.
fn looped(step: &Value, scope: &Scope) -> Scope {
    let mut scope = scope.clone();
    let loops = ["withItems", "withParam", "withSequence"];
    if loops.into_iter().any(|key| !step[key].is_null()) {
        scope.starts.push("item.".to_owned());
    }
    scope
}
