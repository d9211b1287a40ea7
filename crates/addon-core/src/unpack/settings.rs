//! The settings of an Addon: what is not as create makes it by itself.

use serde_json::{Value, json};

use super::Choice;
use super::stage::{Parts, items};
use crate::addon::{Addon, Requirement, Stage, StringMap, WorkflowStep};
use crate::choice::Choice as _;
use crate::finding::Place;
use crate::lifecycle;
use crate::manifest::Policy;
use crate::project::{
    FILE, Given, Lines, List, PackageType, Pairs, Paths, Seconds, Settings, Style,
};
use crate::workflow::{self, PodSecurity};

/// The settings that a project file says.
pub(super) fn of(addon: &Addon, choice: &Choice, parts: &[(Stage, Parts)]) -> Settings {
    let mut settings = package(addon);
    target(addon, &mut settings);
    for (stage, _) in parts {
        let paths = Some(Paths(vec![given(stage.name().to_owned())]));
        match stage {
            Stage::Prereqs => settings.prereqs = paths,
            Stage::Install => settings.install = paths,
            Stage::Delete => settings.delete = paths,
            Stage::Validate => settings.validate = paths,
        }
    }
    settings.no_delete = switch(choice.no_delete);
    settings.delete_namespaces = switch(choice.delete_namespaces);
    settings.delete_crds = switch(choice.delete_crds);
    settings.no_validate = switch(choice.no_validate);
    let own = choice.own.iter();
    let own = own.map(|stage| (stage.name().to_owned(), format!("workflows/{stage}.yaml")));
    settings.workflow = pairs(&own.collect());
    settings.name_prefix = by_stage(addon, |step| &step.name_prefix);
    settings.role = by_stage(addon, |step| &step.role);
    settings.workflow_role = by_stage(addon, |step| &step.workflow_role);
    settings.label_policy = choice.keep_labels.then(|| given(Policy::None));
    let workflows: Vec<&Value> = parts.iter().map(|(_, parts)| &parts.workflow).collect();
    of_workflows(&workflows, &mut settings);
    settings
}

fn place() -> Place {
    Place::Input(FILE.to_owned())
}

fn given<T>(value: T) -> Given<T> {
    Given { value, place: place() }
}

fn switch(on: bool) -> Option<Given<bool>> {
    on.then(|| given(true))
}

/// A text that says something.
fn text(text: &str) -> Option<Given<String>> {
    (!text.is_empty()).then(|| given(text.to_owned()))
}

fn pairs<S: Style>(map: &StringMap) -> Option<Pairs<S>> {
    Pairs::of_map(map, &place())
}

fn texts(texts: impl Iterator<Item = String>) -> Vec<Given<String>> {
    texts.map(given).collect()
}

fn package(addon: &Addon) -> Settings {
    let (metadata, spec) = (&addon.metadata, &addon.spec);
    let secrets = texts(spec.secrets.iter().map(|secret| secret.name.clone()));
    let expressions = texts(spec.selector.match_expressions.iter().map(expression));
    // What is no package type cannot be said; that it gets lost is told.
    let pkg_type = PackageType::of(&spec.pkg_type).filter(|it| *it != PackageType::default());
    Settings {
        name: Some(given(metadata.name.clone())),
        pkg_name: (spec.pkg_name != metadata.name).then(|| given(spec.pkg_name.clone())),
        version: Some(given(spec.pkg_version.clone())),
        pkg_type: pkg_type.map(given),
        channel: text(&spec.pkg_channel),
        desc: text(&spec.pkg_description),
        deps: pairs(&spec.pkg_deps),
        secrets: (!secrets.is_empty()).then_some(List(secrets)),
        selector: pairs(&spec.selector.match_labels),
        selector_expr: (!expressions.is_empty()).then_some(Lines(expressions)),
        label: pairs(&metadata.labels),
        annotation: pairs(&metadata.annotations),
        ..Settings::default()
    }
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

fn target(addon: &Addon, settings: &mut Settings) {
    let params = &addon.spec.params;
    settings.namespace = Some(given(params.namespace.clone()));
    settings.cluster_name = text(&params.context.cluster_name);
    settings.cluster_region = text(&params.context.cluster_region);
    settings.context_param = pairs(&params.context.additional_configs);
    if addon.metadata.namespace != lifecycle::NAMESPACE {
        settings.addon_namespace = text(&addon.metadata.namespace);
    }
    if !params.data.is_empty() {
        settings.params_file = Some(Paths(vec![given("params.yaml".to_owned())]));
    }
}

fn by_stage<S: Style>(addon: &Addon, of: fn(&WorkflowStep) -> &String) -> Option<Pairs<S>> {
    let steps = Stage::ALL.into_iter().filter_map(|stage| {
        let step = addon.spec.lifecycle.get(stage)?;
        (!of(step).is_empty()).then(|| (stage.name().to_owned(), of(step).clone()))
    });
    pairs(&steps.collect())
}

/// What the Workflows say of settings, where that is not the default.
fn of_workflows(workflows: &[&Value], settings: &mut Settings) {
    let usual = workflow::Settings::default();
    let Some(first) = workflows.first() else { return };
    let spec = &first["spec"];
    let templates = || workflows.iter().flat_map(|workflow| items(&workflow["spec"]["templates"]));
    let image = |wanted: fn(&Value) -> bool, at: &str| {
        let found = templates().find(|template| wanted(template));
        found.and_then(|template| template.pointer(at)?.as_str())
    };
    let kubectl = image(|t| t["container"]["command"] == json!(["kubectl"]), "/container/image");
    let unpack = image(|t| t["initContainers"].is_array(), "/initContainers/0/image");
    let other =
        |found: Option<&str>, usual: &str| found.filter(|found| *found != usual).and_then(text);
    settings.image = other(kubectl, &usual.image);
    settings.unpack_image = other(unpack, &usual.unpack_image);
    let scripts = [("py", true, &usual.python_image), ("sh", false, &usual.shell_image)];
    let own = scripts.iter().filter_map(|(language, python, default)| {
        let mut of_language = templates().filter(|template| {
            let command = template["script"]["command"][0].as_str();
            command.is_some_and(|command| command.contains("python") == *python)
        });
        let image = of_language.next()?["script"]["image"].as_str()?;
        (image != default.as_str()).then(|| format!("{language}={image}"))
    });
    let own = texts(own);
    settings.script_image = (!own.is_empty()).then_some(Lines(own));
    settings.service_account = other(spec["serviceAccountName"].as_str(), &usual.service_account);
    let seconds = spec["activeDeadlineSeconds"].as_u64().and_then(|it| u32::try_from(it).ok());
    let seconds = seconds.filter(|seconds| *seconds != usual.deadline);
    settings.deadline = seconds.map(|seconds| given(Seconds(seconds)));
    let retries =
        templates().find(|t| !t["container"].is_null()).map(|t| &t["retryStrategy"]["limit"]);
    let retries = retries.and_then(|limit| limit.as_str().unwrap_or("0").parse::<u32>().ok());
    settings.retry_limit = retries.filter(|retries| *retries != usual.retry_limit).map(given);
    let baseline = spec["securityContext"].is_null();
    settings.pod_security = baseline.then(|| given(PodSecurity::Baseline));
}
