//! The manifests inside a Workflow: what kubectl would refuse, and what the controller makes of those it rewrites.

use serde_json::Value;

use super::apis;
use super::document::Document;
use super::path::Path;
use super::text::Text;
use crate::addon::Addon;
use crate::argo::{Action, Artifact, Holder, Template, WorkflowView, artifacts};
use crate::finding::{Findings, Place, rule};
use crate::lifecycle;
use crate::manifest::{self, Reading, Scope, tags};
use crate::source::Source;
use crate::workflow::pack::{self, Unpacker};
use crate::yaml::read;
use crate::yaml::scalar::Plain;
use crate::yaml::tree::{self, Kind, Node};

/// What is wrong with the manifests of a Workflow.
pub(super) fn check(addon: &Addon, workflow: &Value, document: &Document) -> Findings {
    let view = WorkflowView::new(workflow);
    let mut check =
        Check { addon, view, document, unpacker: Unpacker::default(), findings: Vec::new() };
    for artifact in artifacts(view) {
        check.artifact(&artifact);
    }
    check.findings
}

struct Check<'a> {
    addon: &'a Addon,
    view: WorkflowView<'a>,
    document: &'a Document,
    unpacker: Unpacker,
    findings: Findings,
}

impl Check<'_> {
    fn artifact(&mut self, artifact: &Artifact<'_>) {
        let path = Path::from(artifact.path.as_str());
        let looked_at = has_their_keys(artifact.text) || pack::is_packed(artifact.text);
        let template = match artifact.holder {
            Holder::Inputs(template) => Some(template),
            Holder::Step(template) | Holder::Task(template) => template,
            Holder::Workflow | Holder::Resource(_) => None,
        };
        let is_applied = template.is_some_and(applies);
        let is_read = looked_at || (is_applied && is_manifest(artifact.text));
        match artifact.holder {
            // A patch is a piece of an object.
            Holder::Resource(template) if template.resource_action() == Some(Action::Patch) => {}
            Holder::Resource(template) => {
                self.manifest(&path, template.resource_action() != Some(Action::Create));
            }
            Holder::Inputs(template)
            | Holder::Step(Some(template))
            | Holder::Task(Some(template))
                if is_read =>
            {
                self.manifest(&path, applies(template));
            }
            Holder::Workflow | Holder::Step(None) | Holder::Task(None) if is_read => {
                self.manifest(&path, false);
            }
            _ => {}
        }
        // The places where the controller puts its labels in.
        if matches!(artifact.holder, Holder::Workflow | Holder::Step(_) | Holder::Resource(_)) {
            self.rewritten(artifact.text, &path);
        }
    }

    /// What kubectl would refuse in the manifests at a path.
    fn manifest(&mut self, path: &Path, applied: bool) {
        let Some(text) = self.document.embedded(path) else { return };
        let packed = pack::is_packed(&text.content);
        let plain =
            if packed { self.unpacker.unpack(&text.content) } else { Ok(text.content.clone()) };
        let plain = match plain {
            Ok(plain) => plain,
            Err(damage) => {
                let rule = &rule::PACKED;
                return self.findings.push(self.document.about_key(rule, path, damage.to_string()));
            }
        };
        let source = Source::new("manifest", plain);
        let reading = Reading { scope: self.scope(&source.text), ..Reading::default() };
        let (objects, findings) = manifest::read(&source, &reading);
        let findings = findings
            .into_iter()
            .chain(manifest::twice(&objects, &self.addon.spec.params.namespace));
        let objects = objects.iter().map(|object| (&object.identity, object.span.range.clone()));
        for (identity, range) in objects {
            let place = if packed { 0..1 } else { range.start..range.start };
            let removed = apis::removed(identity);
            self.findings.extend(removed.map(|finding| finding.at(text.span(place))));
        }
        let mut words = self.view.templates().flat_map(Template::program);
        let server_side = words.any(|text| text.split_whitespace().any(|w| w == "--server-side"));
        for mut finding in findings.filter(|f| f.rule.is_about_objects()) {
            // A client that applies by itself sends no such field.
            if finding.rule == &rule::SERVER_FIELD && !server_side {
                continue;
            }
            let skipped = [&rule::MANIFEST_REEMITTED, &rule::MANIFEST_GENERATE_NAME];
            if skipped.contains(&finding.rule) && !(applied && finding.is_error()) {
                continue;
            }
            finding.place = finding.place.map(|place| moved(place, &text, packed));
            finding.related = None;
            self.findings.push(finding);
        }
    }

    /// Every name that a tag of the text may stand for: that they exist is looked at elsewhere.
    fn scope(&self, text: &str) -> Scope {
        let parameters = lifecycle::parameters(&self.addon.spec);
        self.view.parameters().chain(parameters).collect::<Scope>().with_scripts_named_in(text)
    }

    /// What the controller's rewriting does to the manifests at a path. `after` is its work.
    fn rewritten(&mut self, after: &str, path: &Path) {
        let Some(text) = self.document.embedded(path) else { return };
        let tags = tags::find(&text.content, &self.scope(&text.content));
        let before = read::values(&tags::mask(&text.content, &tags)).unwrap_or_default();
        let before: Vec<Value> = before.into_iter().filter(|value| !value.is_null()).collect();
        let after = read::values(after).unwrap_or_default();
        let document = self.document;
        let broken = |message: String| {
            document
                .about_key(&rule::ARGUMENT_ARTIFACT_BROKEN, path, message)
                .help("put the manifests into the artifacts of the template's inputs, which the controller leaves alone")
        };
        if after.len() < before.len() {
            let lost: Vec<String> = before[after.len()..].iter().map(called).collect();
            let message = format!(
                "{} of {} documents are lost on the way: {}",
                lost.len(),
                before.len(),
                lost.join(", ")
            );
            self.findings.push(broken(message));
        }
        if after.iter().any(|object| object["kind"].is_null())
            && before.iter().all(|o| !o["kind"].is_null())
        {
            let message = "a document of comments alone becomes an object without kind";
            self.findings.push(broken(message.to_owned()));
        }
        let dates = dates(&text);
        if !dates.is_empty() {
            let message = format!("dates are rewritten: {}", dates.join(", "));
            self.findings.push(broken(message));
        }
        if after.len() == before.len() {
            for (before, after) in before.iter().zip(&after) {
                self.labels(before, after, path);
            }
        }
    }

    /// Labels of an object's own that are other ones afterwards, or gone.
    fn labels(&mut self, before: &Value, after: &Value, path: &Path) {
        let own = before["metadata"]["labels"].as_object();
        let (mut changed, mut lost) = (Vec::new(), Vec::new());
        for (key, value) in own.into_iter().flatten() {
            match &after["metadata"]["labels"][key] {
                Value::Null => lost.push(key.as_str()),
                other if other != value => changed.push(format!("`{key}: {}`", plain(value))),
                _ => {}
            }
        }
        if !lost.is_empty() {
            let message = format!(
                "{} loses the labels {}, because one of its labels is not a string",
                called(before),
                lost.join(", ")
            );
            self.findings.push(self.document.about_key(
                &rule::ARGUMENT_ARTIFACT_BROKEN,
                path,
                message,
            ));
        }
        if !changed.is_empty() {
            let message = format!("{} loses {}", called(before), changed.join(", "));
            self.findings.push(
                self.document
                    .about_key(&rule::ARGUMENT_ARTIFACT, path, message)
                    .help("put the manifests into the artifacts of the template's inputs, which the controller leaves alone"),
            );
        }
    }
}

/// Whether what a container applies is manifests, in whatever way their keys are written.
fn is_manifest(text: &str) -> bool {
    let of_objects = |values: Vec<Value>| {
        values.iter().any(|value| value["apiVersion"].is_string() && value["kind"].is_string())
    };
    manifest::is_manifest(text) && read::values(text).is_ok_and(of_objects)
}

/// Whether an artifact's text is of manifests, and not a script or a settings file that goes into a pod.
fn has_their_keys(text: &str) -> bool {
    ["apiVersion:", "kind:"].iter().any(|key| text.starts_with(key))
        || ["\napiVersion:", "\nkind:", "\"apiVersion\""].iter().any(|key| text.contains(key))
}

/// Whether a word of its own says that a template's program applies what it gets.
fn applies(template: Template<'_>) -> bool {
    template.commands().iter().any(|command| command.action() == Some(Action::Apply))
}

/// A place in a manifest, as one in the file.
fn moved(place: Place, text: &Text, packed: bool) -> Place {
    match place {
        Place::Text(span) if packed => Place::Text(text.span(0..span.range.len().min(1))),
        Place::Text(span) => Place::Text(text.span(span.range)),
        other => other,
    }
}

fn called(object: &Value) -> String {
    let kind = object["kind"].as_str().unwrap_or("a document");
    let name = object["metadata"]["name"].as_str().unwrap_or("without a name");
    format!("{kind} {name}")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Unquoted dates, which the controller's reader takes for times.
fn dates(text: &Text) -> Vec<String> {
    let mut found = Vec::new();
    for root in tree::read(&text.content).map(|tree| tree.roots).unwrap_or_default() {
        collect_dates(&root, &mut found);
    }
    found
}

fn collect_dates(node: &Node, found: &mut Vec<String>) {
    match &node.kind {
        Kind::Scalar(text, Plain::Timestamp) => found.push(text.clone()),
        Kind::List(items) => items.iter().for_each(|item| collect_dates(item, found)),
        Kind::Map(entries) => entries.iter().for_each(|(_, value)| collect_dates(value, found)),
        _ => {}
    }
}
