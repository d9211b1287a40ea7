//! The template of a stage: what the controller does with it, then what Argo does with the Workflow.

use std::sync::Arc;

use serde_json::Value;

use super::document::Document;
use super::path::Path;
use super::text::Text;
use super::{argo, manifests, metadata};
use crate::addon::{Addon, Stage};
use crate::finding::{Finding, Findings, Rule, rule};
use crate::keiko::{self, ControllerError};
use crate::lifecycle;
use crate::yaml::tree;

/// Seconds after which the controller gives an addon up.
const ADDON_TTL: i64 = 3600;

/// What is wrong with a stage's template.
pub(super) fn check(
    addon: &Addon,
    stage: Stage,
    with_manifests: bool,
    addon_document: &Document,
) -> Findings {
    let path = Path::from("spec.lifecycle").key(stage.name()).key("template");
    let Some(text) = addon_document.embedded(&path).map(Arc::new) else { return Vec::new() };
    if text.content.is_empty() {
        return Vec::new();
    }
    let mut errors: Vec<ControllerError> =
        keiko::validate(addon).into_iter().filter(|e| e.stage() == Some(stage)).collect();
    let workflow = keiko::workflow(addon, stage);
    if let Err(error) = &workflow
        && !errors.contains(error)
    {
        errors.push(error.clone());
    }
    let (document, mut findings) = document(&text, addon_document, &path);
    let Some(document) = document else {
        findings.extend(errors.iter().map(|e| whole(e, addon_document, &path)));
        return findings;
    };
    findings.extend(errors.iter().map(|error| refused(error, &document)));
    findings.extend(generate_name(&document));
    if let Ok(Some(workflow)) = workflow {
        findings.extend(argo::check_fields(&workflow, &document));
        findings.extend(argo::check(&workflow, &document));
        findings.extend(limits(&workflow, &document));
        findings.extend(metadata::check(&workflow, &document));
        if with_manifests {
            findings.extend(manifests::check(addon, &workflow, &document));
        }
    } else {
        let value = crate::yaml::read::value(&text.content).unwrap_or_default();
        findings.extend(argo::check_fields(&value, &document));
    }
    findings
}

/// The first document of a template, which is all that the controller reads.
fn document(text: &Arc<Text>, addon: &Document, path: &Path) -> (Option<Document>, Findings) {
    let mut findings = Vec::new();
    let tree = match tree::read(&text.content) {
        Ok(tree) => tree,
        Err((message, offset)) => {
            let message = format!("the template is no YAML: {message}");
            findings
                .push(Finding::new(&rule::TEMPLATE_SYNTAX, message).at(text.span(offset..offset)));
            return (None, findings);
        }
    };
    let mut roots = tree.roots.into_iter();
    let Some(first) = roots.next() else {
        let message = "the template holds nothing but comments";
        return (None, vec![addon.finding(&rule::TEMPLATE_KIND, path, message)]);
    };
    if let Some(second) = roots.next() {
        let start = second.range.start;
        let message = "this document and all after it are not read";
        let finding = Finding::new(&rule::TEMPLATE_DOCUMENTS, message);
        findings.push(finding.at(text.span(start..start)));
    }
    (Some(Document { text: Arc::clone(text), root: Arc::new(first) }), findings)
}

/// What the controller says of a template that has no place to point at.
fn whole(error: &ControllerError, addon: &Document, path: &Path) -> Finding {
    addon.finding(rule_of(error), path, error.to_string())
}

/// What the controller says of a template, at the place it speaks of.
fn refused(error: &ControllerError, document: &Document) -> Finding {
    let at =
        |path: &str, message: String| document.finding(rule_of(error), &Path::from(path), message);
    match error {
        ControllerError::IntegerArgument { path, .. } => {
            let finding = at(path, format!("`{path}` is an integer"));
            document.quoting(finding, &Path::from(path.as_str()))
        }
        ControllerError::ParameterTaken { parameter, .. } => {
            let path = named(document, &Path::from("spec.arguments.parameters"), parameter);
            let message = format!("the controller adds a parameter `{parameter}` too");
            document.finding(rule_of(error), &path, message).help("remove it, or rename it")
        }
        ControllerError::ParameterNameless { path, .. } => {
            at(path, format!("`{path}` has no name"))
        }
        ControllerError::WrongType { path, expected, .. }
        | ControllerError::Unusable { path, expected, .. } => {
            at(path, format!("`{path}` is not {expected}"))
        }
        ControllerError::NotLabelled { path, cause, .. } => {
            let message = format!("the controller cannot read a document in it: {cause}");
            document.about_key(rule_of(error), &Path::from(path.as_str()), message).help(
                "put manifests into the artifacts of a template's inputs, which it leaves alone",
            )
        }
        ControllerError::NotWorkflow { .. } => at("kind", error.to_string()),
        _ => at("", error.to_string()),
    }
}

/// The path to the item of a list that has a name.
fn named(document: &Document, list: &Path, name: &str) -> Path {
    let count = match &list.find(&document.root).value.kind {
        tree::Kind::List(items) => items.len(),
        _ => 0,
    };
    let is = |path: &Path| {
        let found = document.scalar(path).map(|(node, _)| &node.kind);
        matches!(found, Some(tree::Kind::Scalar(text, _)) if text == name)
    };
    (0..count).map(|index| list.index(index).key("name")).find(is).unwrap_or_else(|| list.clone())
}

fn rule_of(error: &ControllerError) -> &'static Rule {
    match error {
        ControllerError::NameTooLong { .. } => &rule::ADDON_NAME_LENGTH,
        ControllerError::NamespaceEmpty => &rule::NAMESPACE_MISSING,
        ControllerError::NotYaml { .. } => &rule::TEMPLATE_SYNTAX,
        ControllerError::NotWorkflow { .. } => &rule::TEMPLATE_KIND,
        ControllerError::SpecMissing { .. } => &rule::TEMPLATE_SPEC,
        ControllerError::ParameterTaken { .. } => &rule::PARAM_RESERVED,
        ControllerError::ParameterNameless { .. } => &rule::ARGUMENT_NAME,
        ControllerError::IntegerArgument { .. } => &rule::ARGUMENT_INTEGER,
        ControllerError::WrongType { .. } | ControllerError::Unusable { .. } => &rule::FIELD_TYPE,
        ControllerError::NotLabelled { .. } => &rule::ARGUMENT_ARTIFACT_BROKEN,
    }
}

/// `generateName` stays beside the name that the controller gives, and its form is checked.
fn generate_name(document: &Document) -> Option<Finding> {
    let path = Path::from("metadata.generateName");
    let (node, _) = document.scalar(&path)?;
    let tree::Kind::Scalar(text, _) = &node.kind else { return None };
    let inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    let starts = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if starts && text.chars().all(inner) {
        return None;
    }
    let message = format!("`{text}` cannot be the start of a name");
    let finding = document.finding(&rule::GENERATE_NAME, &path, message);
    Some(finding.help("remove the line: the controller names the Workflow"))
}

/// What the controller fills in where nothing is said, and where its own limits end it all the same.
fn limits(workflow: &Value, document: &Document) -> Findings {
    let spec = &workflow["spec"];
    let mut findings = Vec::new();
    let elsewhere = spec["workflowTemplateRef"].is_object();
    let deadline = Path::from("spec.activeDeadlineSeconds");
    let written = document
        .scalar(&deadline)
        .is_some_and(|(node, _)| !matches!(&node.kind, tree::Kind::Scalar(text, _) if text == "0"));
    let seconds = spec["activeDeadlineSeconds"].as_i64().unwrap_or_default();
    if !written && !elsewhere {
        let message = "the Workflow has no deadline of its own";
        let finding = document.about_key(&rule::DEADLINE_DEFAULT, &deadline, message);
        findings
            .push(finding.help("write the seconds that it may take: `activeDeadlineSeconds: 600`"));
    } else if seconds > ADDON_TTL {
        let message = format!("the deadline of {seconds} s is longer than the hour of the addon");
        findings.push(document.finding(&rule::DEADLINE_TTL, &deadline, message));
    }
    if spec["serviceAccountName"].as_str().unwrap_or_default().is_empty() && !elsewhere {
        let message = "the Workflow names no service account";
        let path = Path::from("spec.serviceAccountName");
        let finding = document.about_key(&rule::SERVICE_ACCOUNT, &path, message);
        let line = format!("serviceAccountName: {}", lifecycle::SERVICE_ACCOUNT);
        let finding = finding.help(format!("write `{line}`"));
        findings.push(insert_before(finding, document, &Path::from("spec.entrypoint"), &line));
    }
    findings
}

/// The finding with the fix that puts a line in front of the one of a key in block style.
fn insert_before(finding: Finding, document: &Document, path: &Path, line: &str) -> Finding {
    let found = path.find(&document.root);
    let Some(key) = found.key.filter(|_| found.whole) else { return finding };
    let start = key.range.start;
    let line_start = document.text.content[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = &document.text.content[line_start..start];
    let place = document.text.exact(key.range.clone()).filter(|_| indent.trim().is_empty());
    match place {
        Some(span) => {
            // The file's own indent is longer than the template's.
            let start = span.range.start;
            let outer = span.source.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let text = format!("{line}\n{}", &span.source.text[outer..start]);
            finding.fix(crate::source::Span::new(&span.source, start..start), text)
        }
        None => finding,
    }
}
