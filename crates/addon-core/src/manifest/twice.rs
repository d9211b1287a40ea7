//! Objects that stand twice.

use std::collections::HashMap;

use super::Object;
use crate::finding::{Finding, Findings, rule};
use crate::source::Span;

/// What is said of objects that stand twice. Those without a namespace of their own are in `target`.
pub fn twice(objects: &[Object], target: &str) -> Findings {
    let mut seen: HashMap<_, &Object> = HashMap::new();
    let mut findings = Vec::new();
    for object in objects {
        let identity = &object.identity;
        let namespace = identity.namespace.as_deref().unwrap_or(target);
        let key = (identity.group(), &identity.kind, namespace, &identity.name);
        if let Some(first) = seen.insert(key, object) {
            let message = format!("{} stands twice in the stage", identity.describe());
            let finding = Finding::new(&rule::MANIFEST_DUPLICATE, message).at(start(object));
            findings
                .push(finding.related(start(first), "first here").help("remove one of the two"));
        }
    }
    findings
}

/// The start of an object, as a place that shows one line.
fn start(object: &Object) -> Span {
    let start = object.span.range.start;
    Span::new(object.source(), start..start)
}
