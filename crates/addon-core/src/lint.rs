//! Rules over any Addon, made by whom ever: what the API server, the controller, Argo and kubectl would make of it.

mod apis;
mod argo;
mod document;
mod ignore;
mod manifests;
mod metadata;
mod path;
mod project;
mod schema;
mod spec;
mod stage;
mod text;

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use crate::addon::{self, Addon, Stage};
use crate::bundle::{self, DependencyPlace, Member, Places};
use crate::finding::{Finding, Findings, Place, Severity, any_error, rule};
use crate::source::{Source, Span};
use crate::yaml::tree::{self, Kind, Node};
use crate::yaml::{emit, read};
use document::Document;
use path::Path;
use text::Text;

pub(crate) use apis::removed as removed_api;
pub use project::project;

/// What a look at some texts gave.
#[derive(Debug, Default)]
pub struct Lint {
    /// What is wrong, in the order of the texts.
    pub findings: Findings,
    /// How many Addons there are.
    pub addons: usize,
    /// How many objects of other kinds were passed over.
    pub others: usize,
    /// Texts that cannot be read at all.
    pub unreadable: usize,
}

/// Looks at all Addons of some texts, one by one and together.
pub fn lint(sources: &[Arc<Source>]) -> Lint {
    let mut lint = Lint::default();
    let mut all = Vec::new();
    for source in sources {
        let documents = match documents(source) {
            Ok(documents) => documents,
            // What cannot be read and speaks of no Addon is another tool's: a template, most often.
            Err(_) if !source.text.contains(addon::API_VERSION) => {
                lint.others += 1;
                continue;
            }
            Err(finding) => {
                lint.unreadable += 1;
                lint.findings.push(*finding);
                continue;
            }
        };
        for (document, value) in documents {
            if is_addon(&value) {
                lint.addons += 1;
                all.extend(one(value, &document, &Stage::ALL, &mut lint.findings));
            } else {
                lint.others += 1;
            }
        }
    }
    lint.findings.extend(bundle::check(&all));
    lint.findings.extend(bundle::missing(&all));
    lint.findings.extend(bundle::shared_objects(&all));
    lint.findings = ignore::apply(lint.findings, sources);
    let order: HashMap<*const Source, usize> =
        sources.iter().enumerate().map(|(index, source)| (Arc::as_ptr(source), index)).collect();
    lint.findings.sort_by_cached_key(|finding| position(finding, &order));
    lint
}

/// What is wrong with an Addon that was just made. `known`: the stages whose manifests have been looked at before.
///
/// The findings have no place: the text that they are about is nobody's.
pub(crate) fn product(addon: &Addon, known: &[Stage]) -> Findings {
    let text = emit::to_yaml(addon).unwrap_or_default();
    let source = Source::new("the Addon", text);
    let manifests: Vec<Stage> =
        Stage::ALL.into_iter().filter(|stage| !known.contains(stage)).collect();
    let mut findings = Vec::new();
    for (document, value) in documents(&source).unwrap_or_default() {
        one(value, &document, &manifests, &mut findings);
    }
    findings.retain(|finding| finding.rule.severity > Severity::Note);
    for finding in &mut findings {
        (finding.place, finding.related, finding.fix) = (None, None, None);
    }
    findings
}

/// The text that a finding is about, and where in it.
fn position(finding: &Finding, order: &HashMap<*const Source, usize>) -> (usize, usize) {
    let Some(Place::Text(span)) = &finding.place else { return (0, 0) };
    (order.get(&Arc::as_ptr(&span.source)).copied().unwrap_or_default(), span.range.start)
}

/// Looks at one Addon, and gives it as the API server would store it, if it would.
///
/// `manifests`: the stages whose manifests are looked at.
fn one(
    mut value: Value,
    document: &Document,
    manifests: &[Stage],
    findings: &mut Findings,
) -> Option<Member> {
    if value["apiVersion"] != addon::API_VERSION {
        let message = format!("an Addon's apiVersion is {}", addon::API_VERSION);
        let path = Path::from("apiVersion");
        findings.push(document.finding(&rule::ADDON_API_VERSION, &path, message));
    }
    let before = findings.len();
    findings.extend(incomplete(&value, document));
    findings.extend(schema::check(&mut value, document));
    findings.extend(metadata::check(&value, document));
    let selector = Path::from("spec.selector");
    findings.extend(metadata::selector(&value["spec"]["selector"], &selector, document));
    let addon = match addon::read(value) {
        Ok(addon) => addon,
        Err(why) => {
            // Whatever it is, nobody may take it for an Addon that nothing is wrong with.
            if !any_error(&findings[before..]) {
                let message = format!("not an Addon as the CRD has it: {why}");
                findings.push(document.finding(&rule::ADDON_INCOMPLETE, &Path::default(), message));
            }
            return None;
        }
    };
    findings.extend(spec::check(&addon, document));
    for stage in Stage::ALL {
        let with_manifests = manifests.contains(&stage);
        findings.extend(stage::check(&addon, stage, with_manifests, document));
    }
    let places = places(&addon, document);
    Some(Member { addon, places })
}

/// Where an Addon says what others may find wrong with it.
fn places(addon: &Addon, document: &Document) -> Places {
    let at = |path: &str| Some(document.span(&Path::from(path)).into());
    let deps = addon.spec.pkg_deps.keys().map(|package| {
        let path = Path::from("spec.pkgDeps").key(package);
        let (package_place, constraint) = (document.key_span(&path), document.span(&path));
        let place =
            DependencyPlace { package: package_place.into(), constraint: constraint.into() };
        (package.clone(), place)
    });
    Places { name: at("metadata.name"), version: at("spec.pkgVersion"), deps: deps.collect() }
}

/// What has to be there for anything to happen.
fn incomplete(value: &Value, document: &Document) -> Findings {
    let missing = |path: &str, message: &str| {
        document.about_key(&rule::ADDON_INCOMPLETE, &Path::from(path), message)
    };
    let mut findings = Vec::new();
    if value["metadata"]["name"].is_null() {
        let generated = !value["metadata"]["generateName"].is_null();
        let help = if generated {
            "kubectl apply takes no generateName; give it a name"
        } else {
            "give it a name"
        };
        findings.push(missing("metadata.name", "the Addon has no `metadata.name`").help(help));
    }
    if value["spec"].is_null() {
        findings.push(missing("spec", "the Addon has no `spec`"));
    }
    findings
}

fn is_addon(value: &Value) -> bool {
    let group = value["apiVersion"].as_str().unwrap_or_default();
    // The group had another name once.
    value["kind"] == addon::KIND && group.starts_with("addonmgr.")
}

/// The documents of a text, those of a List one by one.
fn documents(source: &Arc<Source>) -> Result<Vec<(Document, Value)>, Box<Finding>> {
    let text = Arc::new(Text::of(source));
    let refused = |message: String, at: usize| {
        let span = Span::new(source, at..at);
        Box::new(Finding::new(&rule::ADDON_SYNTAX, message).at(span))
    };
    let tree = tree::read(&source.text).map_err(|(message, at)| refused(message, at))?;
    let values =
        read::values(&source.text).map_err(|error| refused(error.message, error.offset))?;
    let values = values.into_iter().filter(|value| !value.is_null());
    let mut found = Vec::new();
    for (root, value) in tree.roots.into_iter().zip(values) {
        flatten(root, value, &text, &mut found);
    }
    Ok(found)
}

fn flatten(root: Node, value: Value, text: &Arc<Text>, found: &mut Vec<(Document, Value)>) {
    let is_list = value["kind"].as_str().is_some_and(|kind| kind.ends_with("List"));
    let Kind::Map(entries) = root.kind else { return };
    let Value::Object(mut fields) = value else { return };
    let items = fields.get_mut("items").filter(|items| is_list && items.is_array());
    if let Some(Value::Array(values)) = items.map(Value::take) {
        let is = |key: &Node| matches!(&key.kind, Kind::Scalar(k, _) if k == "items");
        let nodes = entries.into_iter().find(|(key, _)| is(key)).map(|(_, items)| items.kind);
        let Some(Kind::List(nodes)) = nodes else { return };
        for (node, value) in nodes.into_iter().zip(values) {
            flatten(node, value, text, found);
        }
        return;
    }
    let root = Arc::new(Node { kind: Kind::Map(entries), tag: root.tag, range: root.range });
    found.push((Document { text: Arc::clone(text), root }, Value::Object(fields)));
}
