//! A Workflow as Argo checks it when it is submitted, and what Argo would do with it that nobody wants.
//!
//! Source: Argo Workflows 3.7, `workflow/validate`; tests/lint holds what was confirmed by running that.

mod cycle;
mod fields;
mod leaf;
mod scope;
mod steps;
mod templates;

use serde_json::Value;

use super::document::Document;
use crate::finding::Findings;

pub(in crate::lint) use fields::check as check_fields;

/// What is wrong with a Workflow as the controller submits it.
pub(super) fn check(workflow: &Value, document: &Document) -> Findings {
    let spec = &workflow["spec"];
    let mut findings = templates::check(spec, document);
    findings.extend(steps::check(spec, document));
    findings.extend(scope::check(spec, document));
    findings
}

/// What keeps Argo from being judged by the text alone: templates that are kept elsewhere.
fn is_elsewhere(spec: &Value) -> bool {
    spec["workflowTemplateRef"].is_object()
}
