//! The project file of an Addon: what is not as create makes it by itself.

use serde_json::{Map, Value, json};

use super::stage::{Parts, items};
use super::{Choice, emitted};
use crate::addon::{Addon, Requirement, Stage};
use crate::lifecycle;
use crate::workflow::Settings;

/// The text of the project file.
pub(super) fn project(addon: &Addon, choice: &Choice, parts: &[(Stage, Parts)]) -> String {
    let mut keys = Keys(Map::new());
    package(addon, &mut keys);
    target(addon, &mut keys);
    for (stage, _) in parts {
        keys.set(stage.name(), stage.name());
    }
    for (key, wanted) in [
        ("no-delete", choice.no_delete),
        ("delete-namespaces", choice.delete_namespaces),
        ("delete-crds", choice.delete_crds),
        ("no-validate", choice.no_validate),
    ] {
        if wanted {
            keys.set(key, true);
        }
    }
    let own = choice
        .own
        .iter()
        .map(|stage| (stage.name().to_owned(), Value::from(format!("workflows/{stage}.yaml"))));
    keys.map("workflow", own.collect());
    stage_names(addon, &mut keys);
    if choice.keep_labels {
        keys.set("label-policy", "none");
    }
    let workflows: Vec<&Value> = parts.iter().map(|(_, parts)| &parts.workflow).collect();
    settings(&workflows, &mut keys);
    emitted(&keys.0)
}

/// Keys and values in the order they are written.
struct Keys(Map<String, Value>);

impl Keys {
    fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    /// A text that says something.
    fn text(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.set(key, value);
        }
    }

    fn map(&mut self, key: &str, map: Map<String, Value>) {
        if !map.is_empty() {
            self.set(key, map);
        }
    }

    fn strings<'a>(&mut self, key: &str, map: impl IntoIterator<Item = (&'a String, &'a String)>) {
        let map = map.into_iter().map(|(key, value)| (key.clone(), Value::from(value.as_str())));
        self.map(key, map.collect());
    }
}

fn package(addon: &Addon, keys: &mut Keys) {
    let (metadata, spec) = (&addon.metadata, &addon.spec);
    keys.set("name", metadata.name.as_str());
    if spec.pkg_name != metadata.name {
        keys.set("pkg-name", spec.pkg_name.as_str());
    }
    keys.set("version", spec.pkg_version.as_str());
    // An empty one is no value of the flag; that it gets lost is told.
    if !["composite", ""].contains(&spec.pkg_type.as_str()) {
        keys.set("type", spec.pkg_type.as_str());
    }
    keys.text("channel", &spec.pkg_channel);
    keys.text("desc", &spec.pkg_description);
    keys.strings("deps", &spec.pkg_deps);
    let secrets: Vec<&str> = spec.secrets.iter().map(|secret| secret.name.as_str()).collect();
    if !secrets.is_empty() {
        keys.set("secrets", secrets);
    }
    keys.strings("selector", &spec.selector.match_labels);
    let expressions: Vec<String> = spec.selector.match_expressions.iter().map(expression).collect();
    if !expressions.is_empty() {
        keys.set("selector-expr", expressions);
    }
    keys.strings("label", &metadata.labels);
    keys.strings("annotation", &metadata.annotations);
}

/// A requirement as `--selector-expr` takes it.
fn expression(requirement: &Requirement) -> String {
    let Requirement { key, operator, values } = requirement;
    let values = values.join(",");
    match operator.as_str() {
        "In" => format!("{key} in ({values})"),
        "NotIn" => format!("{key} notin ({values})"),
        "DoesNotExist" => format!("!{key}"),
        _ => key.clone(),
    }
}

fn target(addon: &Addon, keys: &mut Keys) {
    let params = &addon.spec.params;
    keys.set("namespace", params.namespace.as_str());
    keys.text("cluster-name", &params.context.cluster_name);
    keys.text("cluster-region", &params.context.cluster_region);
    keys.strings("context-param", &params.context.additional_configs);
    if !["", lifecycle::NAMESPACE].contains(&addon.metadata.namespace.as_str()) {
        keys.set("addon-namespace", addon.metadata.namespace.as_str());
    }
    if !params.data.is_empty() {
        keys.set("params-file", "params.yaml");
    }
}

fn stage_names(addon: &Addon, keys: &mut Keys) {
    let steps = || {
        Stage::ALL.into_iter().filter_map(|stage| Some((stage, addon.spec.lifecycle.get(stage)?)))
    };
    for (key, text) in [
        ("name-prefix", (|step| &step.name_prefix) as fn(&crate::addon::WorkflowStep) -> &String),
        ("role", |step| &step.role),
        ("workflow-role", |step| &step.workflow_role),
    ] {
        let named = steps().filter(|(_, step)| !text(step).is_empty());
        let named =
            named.map(|(stage, step)| (stage.name().to_owned(), text(step).as_str().into()));
        keys.map(key, named.collect());
    }
}

/// What the Workflows say of settings, where that is not the default.
fn settings(workflows: &[&Value], keys: &mut Keys) {
    let usual = Settings::default();
    let Some(first) = workflows.first() else { return };
    let spec = &first["spec"];
    let templates = || workflows.iter().flat_map(|workflow| items(&workflow["spec"]["templates"]));
    let image = |wanted: fn(&Value) -> bool, at: &str| {
        let found = templates().find(|template| wanted(template));
        found.and_then(|template| template.pointer(at)?.as_str())
    };
    let kubectl = image(|t| t["container"]["command"] == json!(["kubectl"]), "/container/image");
    let unpack = image(|t| t["initContainers"].is_array(), "/initContainers/0/image");
    for (key, found, default) in
        [("image", kubectl, &usual.image), ("unpack-image", unpack, &usual.unpack_image)]
    {
        if let Some(found) = found.filter(|found| found != default) {
            keys.set(key, found);
        }
    }
    let scripts = [("py", true, &usual.python_image), ("sh", false, &usual.shell_image)];
    let own = scripts.iter().filter_map(|(language, python, default)| {
        let mut of_language = templates().filter(|template| {
            let command = template["script"]["command"][0].as_str();
            command.is_some_and(|command| command.contains("python") == *python)
        });
        let image = of_language.next()?["script"]["image"].as_str()?;
        (image != default.as_str()).then(|| format!("{language}={image}"))
    });
    let own: Vec<String> = own.collect();
    if !own.is_empty() {
        keys.set("script-image", own);
    }
    let account = spec["serviceAccountName"].as_str().unwrap_or(&usual.service_account);
    if account != usual.service_account {
        keys.set("service-account", account);
    }
    match spec["activeDeadlineSeconds"].as_u64() {
        Some(seconds) if seconds != u64::from(usual.deadline) => keys.set("deadline", seconds),
        _ => {}
    }
    let retries =
        templates().find(|t| !t["container"].is_null()).map(|t| &t["retryStrategy"]["limit"]);
    let retries = retries.map(|limit| limit.as_str().unwrap_or("0"));
    if let Some(retries) = retries.filter(|retries| *retries != usual.retry_limit.to_string()) {
        keys.set("retry-limit", retries);
    }
    if spec["securityContext"].is_null() {
        keys.set("pod-security", "baseline");
    }
}
