//! The entrypoint and the templates of a Workflow: names, kinds, arguments.

use std::collections::HashSet;

use serde_json::Value;

use super::super::document::{Document, items};
use super::super::path::Path;
use super::{is_elsewhere, leaf};
use crate::finding::{Findings, rule};
use crate::lifecycle::FIXED_PARAMETERS;

/// What a template can be.
const KINDS: [&str; 10] = [
    "container",
    "script",
    "resource",
    "steps",
    "dag",
    "suspend",
    "containerSet",
    "data",
    "http",
    "plugin",
];
/// The longest name of a template or step.
const NAME_MAX: usize = 128;

/// What is wrong with the entrypoint, the templates and the arguments.
pub(super) fn check(spec: &Value, document: &Document) -> Findings {
    let mut findings = entrypoint(spec, document);
    findings.extend(arguments(spec, document));
    let list = Path::from("spec.templates");
    let names = items(&spec["templates"]).iter().map(|template| &template["name"]);
    findings.extend(unique_names(names, "template", |i| list.index(i), document));
    for (index, template) in items(&spec["templates"]).iter().enumerate() {
        let path = list.index(index);
        findings.extend(kind(template, &path, document));
        findings.extend(leaf::check(template, &spec["templateDefaults"], &path, document));
        let inputs = path.key("inputs").key("parameters");
        findings.extend(parameter_names(&template["inputs"]["parameters"], &inputs, document));
    }
    findings
}

fn entrypoint(spec: &Value, document: &Document) -> Findings {
    if is_elsewhere(spec) {
        return Vec::new();
    }
    let path = Path::from("spec.entrypoint");
    let names = || items(&spec["templates"]).iter().filter_map(|t| t["name"].as_str());
    let finding = match spec["entrypoint"].as_str().unwrap_or_default() {
        "" => document.about_key(&rule::ENTRYPOINT, &path, "the Workflow has no entrypoint"),
        own if own.contains("{{") || names().any(|name| name == own) => return Vec::new(),
        own => {
            let message = format!("the entrypoint `{own}` is none of the templates");
            let finding = document.finding(&rule::ENTRYPOINT, &path, message);
            return vec![finding.suggesting(own, names())];
        }
    };
    vec![match names().next() {
        Some(first) => finding.help(format!("write `entrypoint: {first}`")),
        None => finding,
    }]
}

/// The parameters of the Workflow itself, those that the controller adds among them.
fn arguments(spec: &Value, document: &Document) -> Findings {
    let path = Path::from("spec.arguments.parameters");
    let all = &spec["arguments"]["parameters"];
    let mut findings = Vec::new();
    let mut seen = HashSet::new();
    for (index, parameter) in items(all).iter().enumerate() {
        let Some(name) = parameter["name"].as_str() else { continue };
        if seen.insert(name) {
            continue;
        }
        let first = items(all).iter().position(|other| other["name"] == name).unwrap_or(index);
        let at = path.index(first).key("name");
        // What the Addon itself has twice is told there.
        if document.scalar(&at).is_none() {
            continue;
        }
        let (rule, message) = if FIXED_PARAMETERS.contains(&name) {
            (&rule::PARAM_RESERVED, format!("the controller adds a parameter `{name}` too"))
        } else {
            (&rule::PARAM_DUPLICATE, format!("there are two parameters `{name}`"))
        };
        findings.push(document.finding(rule, &at, message).help("remove it, or rename it"));
    }
    findings
}

/// Names that Argo takes for parameters, each once.
pub(super) fn parameter_names(list: &Value, path: &Path, document: &Document) -> Findings {
    let mut findings = Vec::new();
    let mut seen = HashSet::new();
    for (index, parameter) in items(list).iter().enumerate() {
        let at = path.index(index).key("name");
        let Some(name) = parameter["name"].as_str() else { continue };
        let form = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || !name.chars().all(form) {
            let message = format!("`{name}` is not a parameter name");
            findings.push(document.finding(&rule::PARAM_NAME, &at, message));
        }
        if !seen.insert(name) {
            let message = format!("there are two parameters `{name}`");
            findings.push(document.finding(&rule::PARAM_DUPLICATE, &at, message));
        }
    }
    findings
}

/// Names of templates, steps or tasks: there, of the right form, each once.
pub(super) fn unique_names<'v>(
    names: impl Iterator<Item = &'v Value>,
    what: &str,
    path: impl Fn(usize) -> Path,
    document: &Document,
) -> Findings {
    let mut seen = HashSet::new();
    let mut findings = Vec::new();
    for (index, name) in names.enumerate() {
        let path = path(index);
        let name = name.as_str().unwrap_or_default();
        let message = if name.is_empty() {
            format!("`{path}` has no name")
        } else if !is_name(name) {
            format!("`{name}` is not a name for a {what}")
        } else if !seen.insert(name) {
            format!("there are two {what}s `{name}`")
        } else {
            continue;
        };
        findings.push(document.finding(&rule::TEMPLATE_NAME, &path.key("name"), message));
    }
    findings
}

fn is_name(name: &str) -> bool {
    let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
    name.len() <= NAME_MAX && !name.starts_with('-') && name.chars().all(inner)
}

fn kind(template: &Value, path: &Path, document: &Document) -> Findings {
    let kinds: Vec<&str> = KINDS.into_iter().filter(|kind| !template[*kind].is_null()).collect();
    let message = match kinds.as_slice() {
        [_] => return Vec::new(),
        [] => "the template says nothing to do".to_owned(),
        several => format!("the template is {} at once", several.join(" and ")),
    };
    vec![document.finding(&rule::TEMPLATE_TYPE, &path.key("name"), message)]
}
