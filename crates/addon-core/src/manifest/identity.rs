//! The identity of an object, checked as kubectl and the API server would.

use std::ops::Range;

use super::admission;
use super::keys;
use super::object::{Defined, Identity};
use super::scanned::{Bare, Node, Scalar, Scanned};
use super::tags::{self, Fate, Scope, Tag};
use crate::finding::{Finding, Findings, Rule, did_you_mean, rule};
use crate::source::Span;
use crate::yaml::scalar;

/// A text that is looked at as an object.
pub(super) struct Subject<'a> {
    /// Its text as written.
    pub(super) text: &'a str,
    /// The tags of the text.
    pub(super) tags: &'a [Tag],
    /// What the tags may refer to.
    pub(super) scope: &'a Scope,
    /// What the scan found.
    pub(super) found: &'a Scanned,
    /// The place of a range of the scanned text.
    pub(super) place: &'a dyn Fn(&Range<usize>) -> Span,
}

impl Subject<'_> {
    /// The place of a tag.
    pub(super) fn tag_place(&self, tag: &Tag) -> Span {
        let start = self.found.range.start;
        (self.place)(&(start + tag.range.start..start + tag.range.end))
    }

    /// A masked value with the tags put back.
    pub(super) fn written(&self, value: &str) -> String {
        tags::unmask(value, self.text, self.tags)
    }

    /// A masked value with the tags' values put in.
    pub(super) fn resolved(&self, value: &str) -> String {
        let known = self.tags.iter().filter(|tag| tag.needs_argo());
        let filled =
            known.fold(value.to_owned(), |out, tag| match tag.value(self.text, self.scope) {
                Some(value) => out.replace(&tag.token(self.text), &value),
                None => out,
            });
        self.written(&filled)
    }
}

/// What a checked object is: its identity filled in, its identity as written, what it defines.
pub(super) type Checked = (Identity, Identity, Option<Defined>);

/// Checks an object's identity; all that is wrong with it becomes findings.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) -> Option<Checked> {
    let before = findings.len();
    keys::check(subject, findings);
    unknown_parameters(subject, findings);
    let found = subject.found;
    let api_version = required(subject, found.api_version.as_ref(), "apiVersion", findings);
    let kind = required(subject, found.kind.as_ref(), "kind", findings);
    let name = name(subject, findings);
    let namespace = string(subject, found.namespace.as_ref(), "metadata.namespace", findings);
    let identity = |fill: &dyn Fn(&str) -> String| {
        Some(Identity {
            api_version: fill(&api_version.as_ref()?.value),
            kind: fill(&kind.as_ref()?.value),
            namespace: namespace
                .as_ref()
                .map(|scalar| fill(&scalar.value))
                .filter(|value| !value.is_empty()),
            name: fill(&name.as_ref()?.value),
        })
    };
    let (resolved, written) =
        (identity(&|v| subject.resolved(v)), identity(&|v| subject.written(v)));
    if let Some(resolved) = &resolved {
        strings(subject, resolved, findings);
        admission::check(subject, resolved, findings);
    }
    let bad = findings[before..].iter().any(Finding::is_error);
    let resolved = resolved.filter(|_| !bad)?;
    let defines = defined(&resolved, found);
    Some((resolved, written?, defines))
}

/// References to parameters that nothing supplies.
fn unknown_parameters(subject: &Subject<'_>, findings: &mut Findings) {
    let unknown =
        subject.tags.iter().filter_map(|tag| Some((tag, unknown_reference(tag, subject.scope)?)));
    findings.extend(unknown.map(|(tag, finding)| finding.at(subject.tag_place(tag))));
}

/// The finding for a reference to something that nothing supplies, without its place.
pub(crate) fn unknown_reference(tag: &Tag, scope: &Scope) -> Option<Finding> {
    match &tag.fate {
        Fate::Unknown(name) => {
            let help = match did_you_mean(name, scope.parameters.keys().map(String::as_str)) {
                Some(near) => {
                    format!("did you mean `{near}`? Else supply it: --params {name}=VALUE")
                }
                None => format!("supply it: --params {name}=VALUE"),
            };
            Some(
                Finding::new(&rule::PARAM_UNKNOWN, format!("no parameter `{name}` is supplied"))
                    .help(help),
            )
        }
        Fate::Mistyped(name, near) => {
            let message = format!("no script of the stage is named `{name}`");
            Some(
                Finding::new(&rule::PARAM_UNKNOWN, message).help(format!("did you mean `{near}`?")),
            )
        }
        _ => None,
    }
}

/// `metadata.name`, or why there is none.
fn name<'a>(subject: &Subject<'a>, findings: &mut Findings) -> Option<&'a Scalar> {
    let found = subject.found;
    let scalar = string(subject, found.name.as_ref(), "metadata.name", findings);
    if let Some(scalar) = scalar.filter(|scalar| !scalar.value.is_empty()) {
        return Some(scalar);
    }
    let start = found.start..found.start;
    match &found.generate_name {
        Some(Node::Scalar(prefix)) => findings.push(
            Finding::new(&rule::MANIFEST_GENERATE_NAME, "`generateName` without a `name`")
                .at((subject.place)(&prefix.range))
                .help("give the object a `metadata.name`"),
        ),
        _ if scalar.is_none() && found.name.is_some() => {}
        _ => findings.push(nameless(subject).unwrap_or_else(|| {
            Finding::new(&rule::MANIFEST_NAME, "the object has no `metadata.name`")
                .at((subject.place)(&start))
        })),
    }
    None
}

/// What is said of an object without a name that can have none.
fn nameless(subject: &Subject<'_>) -> Option<Finding> {
    let found = subject.found;
    let text = |node: &Option<Node>| match node {
        Some(Node::Scalar(scalar)) => scalar.value.clone(),
        _ => String::new(),
    };
    let (kind, version) = (text(&found.kind), text(&found.api_version));
    let start = (subject.place)(&(found.start..found.start));
    if kind == "Kustomization" && version.starts_with("kustomize.config.k8s.io/") {
        let message = "a Kustomization is built, not applied";
        let help = "build it first: kubectl kustomize FOLDER | addonctl create ... --install -";
        return Some(Finding::new(&rule::INPUT_KUSTOMIZATION, message).at(start).help(help));
    }
    if kind.ends_with("List") {
        let message = if found.items.is_some() {
            "a List stands inside of a List"
        } else {
            "the List has no list of `items`"
        };
        return Some(Finding::new(&rule::MANIFEST_NOT_OBJECT, message).at(start));
    }
    match &found.metadata {
        Some(Node::Scalar(Scalar { range, .. }) | Node::Other(range)) => {
            let place = (subject.place)(range);
            Some(Finding::new(&rule::MANIFEST_NAME, "`metadata` is not a map").at(place))
        }
        _ => None,
    }
}

/// A field that an object must have.
fn required<'a>(
    subject: &Subject<'a>,
    node: Option<&'a Node>,
    field: &'static str,
    findings: &mut Findings,
) -> Option<&'a Scalar> {
    let rule: &'static Rule =
        if field == "kind" { &rule::MANIFEST_KIND } else { &rule::MANIFEST_API_VERSION };
    let scalar = string(subject, node, field, findings);
    let present = scalar.filter(|scalar| !scalar.value.is_empty());
    if present.is_none() && (node.is_none() || scalar.is_some()) {
        let start = subject.found.start..subject.found.start;
        findings.push(
            Finding::new(rule, format!("the object has no `{field}`")).at((subject.place)(&start)),
        );
    }
    present
}

/// Labels, annotations and data, whose values have to be strings.
fn strings(subject: &Subject<'_>, identity: &Identity, findings: &mut Findings) {
    let holds_data = identity.is("", "ConfigMap") || identity.is("", "Secret");
    let makes_pods = ["apps", "batch"].contains(&identity.group());
    let of_strings = |map: &str| match map.split('.').next() {
        Some("metadata") => true,
        Some("spec") => makes_pods,
        _ => holds_data,
    };
    for Bare { map, key, node } in &subject.found.bare {
        // Braces without quotes are told as such.
        if matches!(node, Node::Other(range) if (subject.place)(range).text().starts_with("{{")) {
            continue;
        }
        // A null is as good as nothing.
        let null = matches!(node, Node::Scalar(s) if matches!(s.value.as_str(), "~" | "null"));
        if !null && of_strings(map) {
            string(subject, Some(node), &format!("{map}.{key}"), findings);
        }
    }
    for (map, key) in subject.found.not_strings.iter().filter(|(map, _)| of_strings(map)) {
        let message = format!("`{map}.{}` is not a string", subject.written(key));
        let start = subject.found.start..subject.found.start;
        findings.push(
            Finding::new(&rule::MANIFEST_NOT_STRING, message)
                .at((subject.place)(&start))
                .help("an alias, a merge key or a tag makes it what it is; write it out in quotes"),
        );
    }
}

/// A field that has to be a string, if it is there.
fn string<'a>(
    subject: &Subject<'a>,
    node: Option<&'a Node>,
    field: &str,
    findings: &mut Findings,
) -> Option<&'a Scalar> {
    let (range, written) = match node? {
        Node::Scalar(scalar) if !scalar.plain || scalar.value.is_empty() => return Some(scalar),
        Node::Scalar(scalar) if scalar::is_string(&subject.resolved(&scalar.value)) => {
            return Some(scalar);
        }
        Node::Scalar(scalar) => (&scalar.range, subject.written(&scalar.value)),
        Node::Map(map) => (&map.range, String::new()),
        Node::Other(range) => (range, String::new()),
    };
    let finding = Finding::new(&rule::MANIFEST_NOT_STRING, format!("`{field}` is not a string"))
        .at((subject.place)(range));
    findings.push(if written.is_empty() {
        finding
    } else {
        finding.help(format!("quote it: \"{written}\""))
    });
    None
}

/// What a CRD defines.
fn defined(identity: &Identity, found: &Scanned) -> Option<Defined> {
    let text = |node: &Option<Node>| match node {
        Some(Node::Scalar(scalar)) => Some(scalar.value.clone()),
        _ => None,
    };
    let crd = identity.is("apiextensions.k8s.io", "CustomResourceDefinition");
    let namespaced = text(&found.spec_scope).as_deref() != Some("Cluster");
    crd.then(|| {
        Some(Defined { group: text(&found.spec_group)?, kind: text(&found.spec_kind)?, namespaced })
    })?
}
