//! What the API server refuses in an object whatever its kind is for: names, labels, sizes, fields that are not a client's.
//!
//! Source: k8s.io/apimachinery `pkg/api/validation` and the `validation` of each API group; compared with a real API
//! server in a test.

use super::facts::{Entry, is_base64};
use super::identity::Subject;
use super::object::Identity;
use super::scanned::{Node, Scalar};
use crate::addon::{names, object_names};
use crate::finding::{Finding, Findings, Place, rule};
use crate::limits;
use crate::source::Span;

/// Checks an object, parameters filled in.
pub(super) fn check(subject: &Subject<'_>, identity: &Identity, findings: &mut Findings) {
    let found = subject.found;
    let at = |node: &Option<Node>| match node {
        Some(Node::Scalar(Scalar { range, .. })) => Place::Text((subject.place)(range)),
        _ => Place::Text(start(subject)),
    };
    findings.extend(object_names::api_version(&identity.api_version, &at(&found.api_version)));
    findings.extend(object_names::kind(&identity.kind, &at(&found.kind)));
    findings.extend(object_names::object_name(
        identity.group(),
        &identity.kind,
        &identity.name,
        &at(&found.name),
    ));
    let namespace = identity.namespace.as_deref();
    findings.extend(namespace.and_then(|name| names::namespace(name, &at(&found.namespace))));
    labels(subject, findings);
    sizes(subject, identity, findings);
    data(subject, identity, findings);
    of_server(subject, findings);
    if identity.is("apiextensions.k8s.io", "CustomResourceDefinition") {
        crd(subject, identity, findings);
    }
}

fn start(subject: &Subject<'_>) -> Span {
    (subject.place)(&(subject.found.start..subject.found.start))
}

/// Whether a value is known now: what a script prints is not.
fn is_known(value: &str) -> bool {
    !value.contains("{{")
}

fn labels(subject: &Subject<'_>, findings: &mut Findings) {
    for Entry { map, key, value } in &subject.found.facts.labels {
        let (key, value) = (subject.resolved(key), subject.resolved(value));
        let place = Place::Text(label_place(subject, map, &key));
        let of_key =
            if *map == "metadata.annotations" { names::annotation_key } else { names::label_key };
        let bad = of_key(&key, &place).filter(|_| is_known(&key));
        let bad = bad.or_else(|| names::label_value(&value, &place).filter(|_| is_known(&value)));
        findings.extend(bad.map(|mut finding| {
            finding.message = format!("{map}: {}", finding.message);
            finding
        }));
    }
}

/// Where a label's value stands, or the object where that is not known.
fn label_place(subject: &Subject<'_>, map: &str, key: &str) -> Span {
    let node = match map {
        "metadata.labels" => &subject.found.labels,
        "spec.template.metadata.labels" => &subject.found.template_labels,
        _ => &None,
    };
    let Some(Node::Map(entries)) = node else { return start(subject) };
    let entry = entries.entries.iter().find(|(own, _)| subject.resolved(own) == key);
    let scalar = entry.and_then(|(_, scalar)| scalar.as_ref());
    scalar.map_or_else(|| (subject.place)(&entries.range), |scalar| (subject.place)(&scalar.range))
}

fn sizes(subject: &Subject<'_>, identity: &Identity, findings: &mut Findings) {
    let facts = &subject.found.facts;
    let holds_data = identity.is("", "ConfigMap") || identity.is("", "Secret");
    let data_bytes = if holds_data { facts.data_bytes } else { 0 };
    let all = [
        ("its data takes", data_bytes, limits::DATA),
        ("its annotations take", facts.annotation_bytes, limits::ANNOTATIONS),
        ("it takes", facts.json_bytes, limits::OBJECT),
    ];
    if let Some((what, size, limit)) = all.into_iter().find(|(_, size, limit)| size > limit) {
        let kib = |bytes: usize| bytes.div_ceil(1 << 10);
        let message = format!(
            "{} is too large: {what} {} KiB, of at most {} KiB",
            identity.describe(),
            kib(size),
            kib(limit)
        );
        findings.push(Finding::new(&rule::OBJECT_TOO_LARGE, message).at(start(subject)));
    }
}

fn data(subject: &Subject<'_>, identity: &Identity, findings: &mut Findings) {
    if !identity.group().is_empty() {
        return;
    }
    for Entry { map, key, value } in &subject.found.facts.not_base64 {
        let value = subject.resolved(value);
        if is_known(&value) && !is_base64(&value) {
            let message = format!("`{map}.{}` is no base64", subject.written(key));
            let finding = Finding::new(&rule::DATA_BASE64, message).at(start(subject));
            findings.push(if *map == "data" {
                finding.help(
                    "write plain text under `stringData`, or encode it: printf %s VALUE | base64",
                )
            } else {
                finding
                    .help("write plain text under `data`, or encode it: printf %s VALUE | base64")
            });
        }
    }
}

fn of_server(subject: &Subject<'_>, findings: &mut Findings) {
    for field in &subject.found.facts.of_server {
        let rule =
            if *field == "resourceVersion" { &rule::RESOURCE_VERSION } else { &rule::SERVER_FIELD };
        findings.push(
            Finding::new(rule, format!("`metadata.{field}` is set by the server alone"))
                .at(start(subject))
                .help(
                    "the object was read from a cluster: remove what `kubectl get -o yaml` added",
                ),
        );
    }
}

fn crd(subject: &Subject<'_>, identity: &Identity, findings: &mut Findings) {
    let facts = &subject.found.facts;
    if !facts.has_spec {
        let finding = Finding::new(&rule::CRD_SPEC, "the CRD has no `spec`").at(start(subject));
        return findings.push(finding);
    }
    let Some((plural, group)) = &facts.plural else { return };
    let expected = format!("{}.{}", subject.resolved(plural), subject.resolved(group));
    if is_known(&expected) && is_known(&identity.name) && identity.name != expected {
        let message = format!(
            "the CRD is named `{}`, and its plural and group make `{expected}`",
            identity.name
        );
        let finding = Finding::new(&rule::CRD_SPEC, message).at(start(subject));
        findings.push(finding.help(format!("name it `{expected}`")));
    }
}
