//! What an Addon submits: the objects inside its templates, found the way kubectl in the pods will find them.
//!
//! Works for any Addon, not only for those that addonctl made: raw artifacts of templates, steps, tasks and Workflows,
//! plain or packed, and manifests of resource templates.

mod unreadable;

use indexmap::IndexMap;
use serde_json::Value;

use crate::addon::{Addon, Stage};
use crate::argo::{Action, Holder, Template, WorkflowView, artifacts};
use crate::finding::rule;
use crate::keiko;
use crate::lifecycle;
use crate::manifest::tags::Fate;
use crate::manifest::{self, Identity, Reading, Scope, Tag, tags};
use crate::source::Source;
use crate::workflow::guard;
use crate::workflow::pack::{self, Unpacker};
use crate::yaml;
pub use unreadable::Unreadable;

/// What a stage does to an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// It creates or changes it.
    Apply,
    /// It deletes it.
    Delete,
}

impl Verb {
    /// What an action does to objects; none if it only looks at them.
    fn of(action: Action) -> Option<Self> {
        match action {
            Action::Apply | Action::Create | Action::Replace | Action::Patch => Some(Self::Apply),
            Action::Delete => Some(Self::Delete),
            Action::Look => None,
        }
    }
}

/// An object of a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// What it is, parameters filled in.
    pub identity: Identity,
    /// What is done to it.
    pub verb: Verb,
    /// The field manager that it is applied as.
    pub manager: String,
    /// Whether only what the addon has applied is deleted, and what others have made is left.
    pub guarded: bool,
    /// Where it goes if it has no namespace and its kind wants one.
    pub default_namespace: String,
    /// Its text as it stands in the template, unpacked, parameters filled in.
    pub text: String,
    /// The whole object, parameters filled in; null where that cannot be read before it runs.
    pub value: Value,
    /// Whether parts of the value are filled in only when it runs, with what a script prints for one.
    pub open: bool,
}

impl Named {
    /// Whether its name and namespace are known before anything runs, and not made by a script.
    pub fn is_known(&self) -> bool {
        let Identity { name, namespace, .. } = &self.identity;
        !name.is_empty()
            && !name.contains("{{")
            && !namespace.as_ref().is_some_and(|n| n.contains("{{"))
    }
}

/// The objects of a stage, in the order of its template. A stage without a template has none.
pub fn objects(addon: &Addon, stage: Stage) -> Result<Vec<Named>, Unreadable> {
    let unreadable = |cause: String| Unreadable { stage, cause };
    let workflow = keiko::workflow(addon, stage).map_err(|error| unreadable(error.to_string()))?;
    let Some(workflow) = workflow else { return Ok(Vec::new()) };
    let workflow = WorkflowView::new(&workflow);
    let mut reader = Reader {
        stage,
        target: &addon.spec.params.namespace,
        own: controller_namespace(addon),
        scope: workflow.parameters().collect(),
        unpacker: Unpacker::default(),
        objects: Vec::new(),
    };
    reader.workflow(workflow).map_err(unreadable)?;
    Ok(reader.objects)
}

/// What an Addon leaves in the cluster while it is there: the objects that its prereqs and install stages apply, each
/// named once, as it is applied last.
pub fn applied(addon: &Addon) -> Result<Vec<Named>, Unreadable> {
    let mut all = objects(addon, Stage::Prereqs)?;
    all.extend(objects(addon, Stage::Install)?);
    all.retain(|object| object.verb == Verb::Apply);
    Ok(once(all))
}

/// What an Addon's delete stage takes away, each named once.
pub fn deleted(addon: &Addon) -> Result<Vec<Named>, Unreadable> {
    let mut all = objects(addon, Stage::Delete)?;
    all.retain(|object| object.verb == Verb::Delete);
    Ok(once(all))
}

fn once(objects: Vec<Named>) -> Vec<Named> {
    let by_identity = objects.into_iter().map(|object| (object.identity.clone(), object));
    by_identity.collect::<IndexMap<_, _>>().into_values().collect()
}

fn controller_namespace(addon: &Addon) -> &str {
    match addon.metadata.namespace.as_str() {
        "" => lifecycle::NAMESPACE,
        own => own,
    }
}

/// The field manager of `kubectl apply --server-side`, where no flag names another.
const KUBECTL: &str = "kubectl";

/// What a program does with manifests.
#[derive(Debug, Clone)]
struct Act {
    verb: Verb,
    manager: String,
    guarded: bool,
}

impl Act {
    fn plain(verb: Verb) -> Self {
        Self { verb, manager: KUBECTL.to_owned(), guarded: false }
    }
}

struct Reader<'a> {
    stage: Stage,
    /// The target namespace, where kubectl in a pod puts what has none.
    target: &'a str,
    /// The Workflow's namespace, where Argo itself puts what has none.
    own: &'a str,
    scope: Scope,
    unpacker: Unpacker,
    objects: Vec<Named>,
}

impl Reader<'_> {
    fn workflow(&mut self, workflow: WorkflowView<'_>) -> Result<(), String> {
        for artifact in artifacts(workflow) {
            let (act, namespace) = match artifact.holder {
                Holder::Workflow => (Some(self.usual()), self.target),
                Holder::Inputs(template) => (self.act(template), self.target),
                Holder::Step(called) | Holder::Task(called) => {
                    (called.map_or(Some(self.usual()), |template| self.act(template)), self.target)
                }
                Holder::Resource(template) => {
                    let verb = template.resource_action().and_then(Verb::of);
                    (verb.map(Act::plain), self.own)
                }
            };
            let Some(act) = act else { continue };
            self.text(artifact.text, &act, namespace).map_err(|cause| match artifact.holder {
                Holder::Resource(_) => cause,
                _ => format!("artifact `{}`: {cause}", artifact.name),
            })?;
        }
        Ok(())
    }

    /// What is done with manifests where nothing says so.
    fn usual(&self) -> Act {
        Act::plain(if self.stage == Stage::Delete { Verb::Delete } else { Verb::Apply })
    }

    /// What a template's program does with manifests; none if it only looks at them.
    fn act(&self, template: Template<'_>) -> Option<Act> {
        if template.program().any(guard::asks) {
            return Some(Act { guarded: true, ..Act::plain(Verb::Delete) });
        }
        let Some(action) = template.action() else { return Some(self.usual()) };
        let act = Act::plain(Verb::of(action)?);
        let mut words = template.program().flat_map(str::split_ascii_whitespace);
        let manager = words.find_map(|word| word.strip_prefix("--field-manager="));
        match manager {
            Some(manager) if act.verb == Verb::Apply => {
                Some(Act { manager: manager.to_owned(), ..act })
            }
            _ => Some(act),
        }
    }

    fn text(&mut self, text: &str, act: &Act, namespace: &str) -> Result<(), String> {
        let packed = pack::is_packed(text);
        let text = if packed {
            self.unpacker.unpack(text).map_err(|damage| damage.to_string())?
        } else {
            text.to_owned()
        };
        // A script or a settings file that goes into a pod is no manifest.
        if !manifest::is_manifest(&text) {
            return Ok(());
        }
        let source = Source::new("manifest", text);
        let scope = Scope { parameters: self.scope.parameters.clone(), scripts: Vec::new() };
        let reading = Reading { scope, ..Reading::default() };
        let (objects, findings) = manifest::read(&source, &reading);
        if let Some(finding) = findings.iter().find(|f| f.rule == &rule::MANIFEST_SYNTAX) {
            return Err(finding.message.clone());
        }
        for object in &objects {
            let text = object.text();
            // Argo does not see into what is packed.
            let tags = if packed { Vec::new() } else { tags::find(&text, &reading.scope) };
            let waits =
                |tag: &Tag| tag.fate != Fate::Kept && tag.value(&text, &reading.scope).is_none();
            let open = tags.iter().any(waits);
            let value = match value(&text, &tags, &reading.scope) {
                Ok(value) => value,
                // It may become readable once a script has run.
                Err(_) if open => Value::Null,
                Err(why) => return Err(format!("{}: {why}", object.identity.describe())),
            };
            let filled = if packed { text.clone() } else { tags::fill(&text, &reading.scope) };
            self.objects.push(Named {
                identity: object.identity.clone(),
                verb: act.verb,
                manager: act.manager.clone(),
                guarded: act.guarded,
                default_namespace: namespace.to_owned(),
                text: filled.into_owned(),
                open,
                value,
            });
        }
        Ok(())
    }
}

/// An object's text with the parameters filled in, as a value.
fn value(text: &str, tags: &[Tag], scope: &Scope) -> Result<Value, yaml::read::ReadError> {
    let filled =
        tags::replace(text, tags, |tag| tag.value(text, scope).map(|v| v.into_owned().into()));
    yaml::read::value(&filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::addon::WorkflowStep;
    use crate::workflow::pack::Strength;

    fn addon(stage: Stage, spec: &str) -> Addon {
        let mut addon = Addon::default();
        addon.metadata.name = "a".to_owned();
        addon.spec.pkg_version = "v1".to_owned();
        addon.spec.params.namespace = "ns".to_owned();
        let template = format!("apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {spec}\n");
        let step = WorkflowStep { template, ..WorkflowStep::default() };
        *addon.spec.lifecycle.slot(stage) = Some(step);
        addon
    }

    fn told(stage: Stage, spec: &str) -> Vec<String> {
        let objects = objects(&addon(stage, spec), stage).unwrap();
        objects
            .iter()
            .map(|o| format!("{:?} {} in {}", o.verb, o.identity.describe(), o.default_namespace))
            .collect()
    }

    const MAP: &str = "apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: 'x-{{workflow.parameters.namespace}}'}\\n";

    #[test]
    fn artifacts_of_templates_are_read_with_their_parameters() {
        let spec = format!(
            "{{templates: [{{name: a, container: {{command: [kubectl], args: [apply, --wait]}}, inputs: {{artifacts: [{{name: m, raw: {{data: \"{MAP}\"}}}}]}}}}]}}"
        );
        assert_eq!(told(Stage::Install, &spec), ["Apply ConfigMap x-ns in ns"]);
        let value = &objects(&addon(Stage::Install, &spec), Stage::Install).unwrap()[0].value;
        assert_eq!(value["metadata"]["name"], "x-ns");
    }

    #[test]
    fn what_a_script_prints_is_open_and_what_is_packed_is_not() {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata: {a: '{{inputs.parameters.s}} {{ .b }}'}\n";
        let packed = pack::pack([text].into_iter(), Strength::Fast).unwrap();
        let plain = text.replace("{{inputs.parameters.s}} ", "");
        for (text, open) in [(text, true), (&packed, false), (&plain, false)] {
            let data = serde_json::to_string(text).unwrap();
            let spec = format!(
                "{{templates: [{{name: a, container: {{args: [apply]}}, inputs: {{artifacts: [{{name: m, raw: {{data: {data}}}}}]}}}}]}}"
            );
            let object = &objects(&addon(Stage::Install, &spec), Stage::Install).unwrap()[0];
            assert_eq!(object.open, open);
            assert!(object.value["data"]["a"].as_str().unwrap().ends_with("{{ .b }}"));
        }
    }

    #[test]
    fn what_is_only_waited_for_is_not_submitted() {
        let spec = format!(
            "{{templates: [{{name: a, container: {{args: [rollout, status]}}, inputs: {{artifacts: [{{name: m, raw: {{data: \"{MAP}\"}}}}]}}}}]}}"
        );
        assert!(told(Stage::Install, &spec).is_empty());
    }

    #[test]
    fn packed_artifacts_are_unpacked() {
        let text = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: other}\n";
        let packed = pack::pack([text].into_iter(), Strength::Fast).unwrap();
        let data = serde_json::to_string(&packed).unwrap();
        let spec = format!(
            "{{templates: [{{name: a, container: {{args: [delete]}}, inputs: {{artifacts: [{{name: m, raw: {{data: {data}}}}}]}}}}]}}"
        );
        assert_eq!(told(Stage::Delete, &spec), ["Delete Secret other/s in ns"]);
    }

    #[test]
    fn steps_and_resources_of_others_are_read() {
        let spec = format!(
            "{{templates: [{{name: e, steps: [[{{name: s, template: t, arguments: {{artifacts: [{{name: doc, raw: {{data: \"{MAP}\"}}}}]}}}}]]}}, {{name: t, container: {{command: [sh, -c], args: ['kubectl delete -f /tmp/doc']}}}}, {{name: r, resource: {{action: create, manifest: \"{MAP}\"}}}}]}}"
        );
        let expected =
            ["Delete ConfigMap x-ns in ns", "Apply ConfigMap x-ns in addon-manager-system"];
        assert_eq!(told(Stage::Install, &spec), expected);
    }

    #[test]
    fn scripts_among_the_artifacts_are_no_objects_and_broken_manifests_are_told() {
        let artifact = |data: &str| {
            format!(
                "{{templates: [{{name: a, container: {{args: [apply]}}, inputs: {{artifacts: [{{name: m, raw: {{data: {}}}}}]}}}}]}}",
                serde_json::to_string(data).unwrap()
            )
        };
        assert!(told(Stage::Install, &artifact("#!/bin/sh\necho: [\n")).is_empty());
        let broken = artifact("apiVersion: v1\nkind: [\n");
        let error = objects(&addon(Stage::Install, &broken), Stage::Install).unwrap_err();
        assert!(error.to_string().contains("install stage"), "{error}");
    }
}
