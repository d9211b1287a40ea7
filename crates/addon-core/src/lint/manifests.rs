//! The manifests inside a Workflow: what kubectl would refuse, and what the controller makes of those it rewrites.

use serde_json::Value;

use super::apis;
use super::document::{Document, items};
use super::path::Path;
use super::text::Text;
use crate::addon::Addon;
use crate::finding::{Findings, Place, rule};
use crate::lifecycle;
use crate::manifest::{self, Reading, Scope, tags};
use crate::source::Source;
use crate::workflow::pack;
use crate::yaml::read;
use crate::yaml::scalar::Plain;
use crate::yaml::tree::{self, Kind, Node};

/// What is wrong with the manifests of a Workflow.
pub(super) fn check(addon: &Addon, workflow: &Value, document: &Document) -> Findings {
    let mut check = Check { addon, workflow, document, findings: Vec::new() };
    let spec = &workflow["spec"];
    let root = Path::from("spec");
    check.arguments(&spec["arguments"], &root, Use { labelled: true, applied: false });
    for (index, template) in items(&spec["templates"]).iter().enumerate() {
        let path = root.key("templates").index(index);
        let artifacts = &template["inputs"]["artifacts"];
        let own = Use { labelled: false, applied: applies(template) };
        check.artifacts(artifacts, &path.key("inputs"), own);
        if template["resource"]["manifest"].is_string() {
            let action = template["resource"]["action"].as_str();
            let manifest = path.key("resource").key("manifest");
            // A patch is a piece of an object.
            if action != Some("patch") {
                check.manifest(&manifest, action != Some("create"));
            }
            check.rewritten(&template["resource"]["manifest"], &manifest);
        }
        for (outer, group) in items(&template["steps"]).iter().enumerate() {
            for (inner, step) in items(group).iter().enumerate() {
                let path = path.key("steps").index(outer).index(inner);
                let applied = check.applied(step);
                check.arguments(&step["arguments"], &path, Use { labelled: true, applied });
            }
        }
        for (index, task) in items(&template["dag"]["tasks"]).iter().enumerate() {
            let path = path.key("dag").key("tasks").index(index);
            let applied = check.applied(task);
            check.arguments(&task["arguments"], &path, Use { labelled: false, applied });
        }
    }
    check.findings
}

struct Check<'a> {
    addon: &'a Addon,
    workflow: &'a Value,
    document: &'a Document,
    findings: Findings,
}

/// What becomes of manifests.
#[derive(Clone, Copy)]
struct Use {
    /// The controller puts its labels in.
    labelled: bool,
    /// A container applies them with kubectl.
    applied: bool,
}

impl Check<'_> {
    fn arguments(&mut self, arguments: &Value, path: &Path, used: Use) {
        self.artifacts(&arguments["artifacts"], &path.key("arguments"), used);
    }

    /// Whether the template of a step or task applies what it gets.
    fn applied(&self, step: &Value) -> bool {
        let templates = items(&self.workflow["spec"]["templates"]);
        templates.iter().any(|template| template["name"] == step["template"] && applies(template))
    }

    fn artifacts(&mut self, artifacts: &Value, path: &Path, used: Use) {
        for (index, artifact) in items(artifacts).iter().enumerate() {
            let path = path.key("artifacts").index(index).key("raw").key("data");
            let text = artifact["raw"]["data"].as_str().unwrap_or_default();
            if is_manifest(text) || pack::is_packed(text) {
                self.manifest(&path, used.applied);
            }
            if used.labelled {
                self.rewritten(&artifact["raw"]["data"], &path);
            }
        }
    }

    /// What kubectl would refuse in the manifests at a path.
    fn manifest(&mut self, path: &Path, applied: bool) {
        let Some(text) = self.document.embedded(path) else { return };
        let packed = pack::is_packed(&text.content);
        let plain =
            if packed { pack::unpack(&text.content).ok() } else { Some(text.content.clone()) };
        let Some(plain) = plain else {
            let message = "the packed manifests cannot be unpacked";
            return self.findings.push(self.document.about_key(
                &rule::MANIFEST_SYNTAX,
                path,
                message,
            ));
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
        let server_side =
            items(&self.workflow["spec"]["templates"]).iter().any(|t| says(t, "--server-side"));
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
        let own = items(&self.workflow["spec"]["arguments"]["parameters"]);
        let own = own.iter().filter_map(|p| {
            Some((p["name"].as_str()?.to_owned(), p["value"].as_str()?.to_owned()))
        });
        let scripts = text.split("{{").skip(1).filter_map(|rest| {
            let name = rest.split("}}").next()?.trim().strip_prefix("inputs.parameters.")?;
            Some(name.to_owned())
        });
        Scope { parameters: own.chain(parameters).collect(), scripts: scripts.collect() }
    }

    /// What the controller's rewriting does to the manifests at a path. `after` is its work.
    fn rewritten(&mut self, after: &Value, path: &Path) {
        let (Some(text), Some(after)) = (self.document.embedded(path), after.as_str()) else {
            return;
        };
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

/// Whether an artifact's text is of manifests, and not a script or a settings file that goes into a pod.
fn is_manifest(text: &str) -> bool {
    ["apiVersion:", "kind:"].iter().any(|key| text.starts_with(key))
        || ["\napiVersion:", "\nkind:", "\"apiVersion\""].iter().any(|key| text.contains(key))
}

/// Whether a container runs `kubectl apply`, as far as can be seen.
fn applies(template: &Value) -> bool {
    says(template, "apply")
}

/// Whether a word is in the command that a template runs.
fn says(template: &Value, word: &str) -> bool {
    let of = |runs: &Value| {
        let words = ["command", "args"].map(|field| items(&runs[field]).iter());
        let words = words.into_iter().flatten().chain([&runs["source"]]);
        words.filter_map(Value::as_str).any(|text| text.split_whitespace().any(|w| w == word))
    };
    of(&template["container"]) || of(&template["script"])
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
