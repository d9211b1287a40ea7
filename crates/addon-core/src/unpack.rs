//! The way back: an Addon becomes the files of a project that makes it again.
//!
//! This is a guess, made good by trying: the project is built in memory and compared, stage by stage, with [`same`].

mod search;
mod settings;
mod stage;

use serde_json::Value;

use crate::addon::{Addon, Stage};
use crate::contents::{self, Named};
use crate::lifecycle;
use crate::project::FILE;
use crate::workflow::pack;
use crate::yaml::{emit, read};
use stage::Parts;

pub use search::{Unpacked, unpack};

/// How a stage, or what goes with all of them, is said in the project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of create")]
pub struct Choice {
    /// Stages that are kept as the Workflows they are.
    pub own: Vec<Stage>,
    /// There is no delete stage.
    pub no_delete: bool,
    /// The generated delete stage deletes Namespaces too.
    pub delete_namespaces: bool,
    /// The generated delete stage deletes CRDs too.
    pub delete_crds: bool,
    /// There is no validate stage.
    pub no_validate: bool,
    /// Objects keep the labels that they have, and get none.
    pub keep_labels: bool,
}

impl Choice {
    /// The first guess.
    pub fn of(addon: &Addon) -> Self {
        let has = |stage| !template(addon, stage).is_empty();
        let made = |stage| stage::parts(addon, stage).is_some();
        let own = [Stage::Prereqs, Stage::Install].into_iter().filter(|s| has(*s) && !made(*s));
        Self {
            own: own.collect(),
            no_delete: !has(Stage::Delete),
            no_validate: !has(Stage::Validate),
            ..Self::default()
        }
    }

    /// The next guess, where this one made another stage; none where there is no other.
    #[must_use]
    pub fn after(mut self, wrong: Stage) -> Option<Self> {
        if self.own.contains(&wrong) {
            return None;
        }
        match (wrong, self.delete_namespaces, self.delete_crds) {
            (Stage::Delete, false, _) => self.delete_namespaces = true,
            (Stage::Delete, true, false) => {
                (self.delete_namespaces, self.delete_crds) = (false, true);
            }
            (Stage::Delete, true, true) => {
                (self.delete_namespaces, self.delete_crds) = (false, false);
                self.own.push(wrong);
            }
            _ => self.own.push(wrong),
        }
        Some(self)
    }
}

/// The files of a project, paths with `/`.
fn files(addon: &Addon, choice: &Choice) -> Vec<(String, String)> {
    let parts: Vec<(Stage, Parts)> = [Stage::Prereqs, Stage::Install]
        .into_iter()
        .filter(|stage| !choice.own.contains(stage))
        .filter_map(|stage| Some((stage, stage::parts(addon, stage)?)))
        .collect();
    let mut files = Vec::new();
    for (stage, parts) in &parts {
        let inner = parts.files(addon, !choice.keep_labels);
        files.extend(inner.into_iter().map(|(name, text)| (format!("{stage}/{name}"), text)));
    }
    for stage in &choice.own {
        files.push((format!("workflows/{stage}.yaml"), template(addon, *stage).to_owned()));
    }
    if !addon.spec.params.data.is_empty() {
        files.push(("params.yaml".to_owned(), emitted(&addon.spec.params.data)));
    }
    let settings = settings::of(addon, choice, &parts);
    files.push((FILE.to_owned(), emitted(&settings)));
    files
}

/// How much of a stage two Addons have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// The very same Workflow.
    Same,
    /// Another Workflow, which applies the same objects.
    Alike,
    /// Something else.
    Different,
}

/// How a stage of two Addons compares.
pub fn same(stage: Stage, one: &Addon, other: &Addon) -> Likeness {
    let (a, b) = (template(one, stage), template(other, stage));
    if a == b || (!a.is_empty() && value(a) == value(b)) {
        return Likeness::Same;
    }
    let manifests_alone = stage::parts(one, stage).is_some_and(|parts| parts.scripts.is_empty());
    match (objects(one, stage), objects(other, stage)) {
        (Some(a), Some(b)) if manifests_alone && a == b => Likeness::Alike,
        _ => Likeness::Different,
    }
}

/// What the project says otherwise than the Addon, apart from its stages.
pub fn lost(one: &Addon, other: &Addon) -> Vec<String> {
    let fields = |addon: &Addon| {
        let mut value = serde_json::to_value(addon).unwrap_or_default();
        if let Some(spec) = value["spec"].as_object_mut() {
            spec.shift_remove("lifecycle");
        }
        value
    };
    let (one, other) = (fields(one), fields(other));
    let mut lost = Vec::new();
    for part in ["metadata", "spec"] {
        let own = one[part].as_object().into_iter().flatten();
        lost.extend(
            own.filter(|(key, value)| other[part][*key] != **value)
                .map(|(key, _)| format!("{part}.{key}")),
        );
    }
    lost
}

/// Whether a stage holds packed text that cannot be taken back.
pub fn is_damaged(addon: &Addon, stage: Stage) -> bool {
    fn any(value: &Value) -> bool {
        match value {
            Value::String(text) => pack::is_packed(text) && pack::unpack(text).is_err(),
            Value::Array(items) => items.iter().any(any),
            Value::Object(fields) => fields.values().any(any),
            _ => false,
        }
    }
    read::value(template(addon, stage)).is_ok_and(|workflow| any(&workflow))
}

fn template(addon: &Addon, stage: Stage) -> &str {
    addon.spec.lifecycle.get(stage).map_or("", |step| &step.template)
}

/// A Workflow without the order of the variables in an environment, which means nothing: a server sorts the parameters
/// that they are made of.
fn value(template: &str) -> Value {
    let mut workflow: Value = read::value(template).unwrap_or_default();
    let templates = workflow.pointer_mut("/spec/templates").and_then(Value::as_array_mut);
    for template in templates.into_iter().flatten() {
        for program in ["script", "container"] {
            let env =
                template.pointer_mut(&format!("/{program}/env")).and_then(Value::as_array_mut);
            if let Some(env) = env {
                env.sort_by_cached_key(|variable| variable["name"].to_string());
            }
        }
    }
    workflow
}

/// What a stage applies, without the labels that the controller or addonctl gives.
fn objects(addon: &Addon, stage: Stage) -> Option<Vec<(String, Value)>> {
    let objects = contents::objects(addon, stage).ok()?;
    let mut told: Vec<(String, Value)> = objects.into_iter().map(without_labels).collect();
    told.sort_by(|a, b| a.0.cmp(&b.0));
    Some(told)
}

fn without_labels(object: Named) -> (String, Value) {
    let Named { identity, default_namespace, mut value, .. } = object;
    let given = lifecycle::labels(&Addon::default()).map(|(key, _)| key);
    let metadata = value.get_mut("metadata").and_then(Value::as_object_mut);
    if let Some(metadata) = metadata {
        let mut empty = false;
        if let Some(labels) = metadata.get_mut("labels").and_then(Value::as_object_mut) {
            labels.retain(|key, _| !given.contains(&key.as_str()));
            empty = labels.is_empty();
        }
        if empty {
            metadata.shift_remove("labels");
        }
    }
    value.sort_all_objects();
    let namespace = identity.namespace.clone().unwrap_or(default_namespace);
    (format!("{} {namespace}", identity.describe()), value)
}

fn emitted(value: &impl serde::Serialize) -> String {
    emit::to_yaml(value).unwrap_or_default()
}
