//! What a single template runs: images, commands, actions on resources, deadlines.

use serde_json::Value;

use super::super::document::{Document, items};
use super::super::path::Path;
use crate::addon::image;
use crate::finding::{Finding, Findings, Place, rule};
use crate::yaml::read;

/// The actions of a resource template.
const ACTIONS: [&str; 6] = ["get", "create", "apply", "delete", "replace", "patch"];
/// Images that are gone or dead: how they start, and what became of them.
const GONE: [(&str, &str); 4] = [
    ("expert360/kubectl-awscli", "it holds kubectl 1.11 of 2018"),
    ("bitnami/kubectl:", "since 2025 only `latest` is published"),
    ("docker.io/bitnami/kubectl:", "since 2025 only `latest` is published"),
    ("lachlanevenson/k8s-kubectl", "it is not published any more"),
];

/// What is wrong with what a template runs. `defaults` has what all templates of the Workflow have.
pub(super) fn check(
    template: &Value,
    defaults: &Value,
    path: &Path,
    document: &Document,
) -> Findings {
    let mut findings = Vec::new();
    for kind in ["container", "script"] {
        if template[kind].is_object() {
            let mut whole = template[kind].clone();
            for field in ["image", "command"] {
                if whole[field].is_null() {
                    whole[field] = defaults[kind][field].clone();
                }
            }
            findings.extend(program(&whole, &path.key(kind), document));
        }
    }
    if template["resource"].is_object() {
        findings.extend(resource(&template["resource"], &path.key("resource"), document));
    }
    let groups = ["steps", "dag"].into_iter().any(|kind| !template[kind].is_null());
    if groups && !template["activeDeadlineSeconds"].is_null() {
        let path = path.key("activeDeadlineSeconds");
        let message = "a template of steps or tasks cannot have a deadline";
        findings.push(document.about_key(&rule::TEMPLATE_DEADLINE, &path, message));
    }
    findings
}

fn program(program: &Value, path: &Path, document: &Document) -> Findings {
    let image = program["image"].as_str().unwrap_or_default();
    if image.is_empty() {
        let message = "there is no image to run";
        return vec![document.about_key(&rule::IMAGE, path, message)];
    }
    let mut findings: Findings = delete_all(program, path, document).into_iter().collect();
    findings.extend(image::check(image, &Place::Text(document.span(&path.key("image")))));
    let gone = GONE.iter().find(|(start, _)| image.starts_with(start));
    if let Some((_, why)) = gone.filter(|_| !image.ends_with(":latest")) {
        let message = format!("the image `{image}` is best replaced: {why}");
        let finding = document.finding(&rule::IMAGE_GONE, &path.key("image"), message);
        findings
            .push(finding.help("registry.k8s.io/kubectl has a tag for every Kubernetes version"));
    }
    if program["command"].is_null() || program["command"].as_array().is_some_and(Vec::is_empty) {
        let message = format!("`{image}` is run without a command");
        let finding = document.finding(&rule::IMAGE_COMMAND, &path.key("image"), message);
        findings.push(finding.help("name the program: `command: [PROGRAM]`"));
    }
    findings
}

/// A command that deletes whatever is in a namespace.
fn delete_all(program: &Value, path: &Path, document: &Document) -> Option<Finding> {
    ["command", "args"].into_iter().find_map(|field| {
        let words = items(&program[field]).iter().filter_map(Value::as_str);
        let line = words.collect::<Vec<_>>().join(" ");
        let mut words = line.split_whitespace().skip_while(|word| *word != "delete").skip(1);
        let all = words.clone().take_while(|word| *word != ";").any(|word| word == "--all");
        if words.next() != Some("all") || !all {
            return None;
        }
        let message =
            "the neighbours in the namespace are deleted too, and not all of the addon is";
        let finding = document.about_key(&rule::DELETE_ALL, &path.key(field), message);
        Some(
            finding.help("name the addon's own objects: kubectl delete --ignore-not-found -f FILE"),
        )
    })
}

fn resource(resource: &Value, path: &Path, document: &Document) -> Findings {
    let mut findings = Vec::new();
    let action = resource["action"].as_str().unwrap_or_default();
    if !ACTIONS.contains(&action) && !action.contains("{{") {
        let message = match action {
            "" => "the resource has no action".to_owned(),
            other => format!("`{other}` is no action on a resource"),
        };
        findings.push(document.finding(&rule::RESOURCE_ACTION, &path.key("action"), message));
    }
    if resource["setOwnerReference"] == true && action != "delete" {
        let path = path.key("setOwnerReference");
        let message = "the object goes when its Workflow goes";
        findings.push(
            document
                .about_key(&rule::RESOURCE_OWNER, &path, message)
                .help("remove the line: what an addon installs stays"),
        );
    }
    let manifest = resource["manifest"].as_str().unwrap_or_default();
    let documents =
        read::values(manifest).map_or(0, |all| all.iter().filter(|v| !v.is_null()).count());
    if documents > 1 && action != "delete" {
        let message = format!("the manifest holds {documents} documents, and Argo takes one");
        let finding = document.about_key(&rule::RESOURCE_DOCUMENTS, &path.key("manifest"), message);
        findings
            .push(finding.help(
                "give each object a template of its own, or let one kubectl step apply them",
            ));
    }
    findings
}
