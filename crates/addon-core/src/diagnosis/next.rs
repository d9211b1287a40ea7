//! What to run next.

use super::facts::{Facts, name, stage_of};
use super::known::Remedy;
use super::{Cause, Next, State};
use crate::lifecycle::{self, Phase};

/// The commands to run next, the most useful first.
pub(super) fn steps(facts: &Facts, state: State, cause: Option<&Cause>) -> Vec<Next> {
    if state == State::Done {
        return Vec::new();
    }
    let name = &facts.live.name;
    let flag = match facts.namespace.as_str() {
        lifecycle::NAMESPACE => String::new(),
        other => format!(" --addon-namespace {other}"),
    };
    let next = |(purpose, command): (&str, String)| Next {
        purpose: purpose.to_owned(),
        command: format!("{command}{flag}"),
    };
    let mut steps: Vec<Next> = to_go_on(facts, state, cause).into_iter().map(next).collect();
    for other in around(facts, cause) {
        steps.push(next(("see that Addon", format!("addonctl status {other}"))));
    }
    if let Some(stage) = logged_stage(facts) {
        steps.push(next(("read the whole log", format!("addonctl logs {name} --stage {stage}"))));
    }
    steps
}

/// What gets it going again, or shows how it goes.
fn to_go_on(facts: &Facts, state: State, cause: Option<&Cause>) -> Vec<(&'static str, String)> {
    let live = &facts.live;
    let name = &live.name;
    let deleting = live.deleted.is_some();
    let apply = || format!("addonctl apply {name} ... --wait");
    if cause.is_some_and(|cause| {
        matches!(cause.code, "unheard" | "argo-away") && cause.remedy == Remedy::Wait
    }) {
        return vec![("see what the cluster lacks", "addonctl check".to_owned())];
    }
    match (state, cause.map(|cause| cause.remedy)) {
        (State::Failed, _) if deleting => vec![
            ("when that is put right, delete again", format!("addonctl retry {name}")),
            (
                "give up on what is left, and let the Addon go",
                format!("addonctl delete {name} --force"),
            ),
        ],
        (State::Running | State::Stuck, _) if deleting => {
            vec![("follow it", format!("addonctl wait {name} --for deleted"))]
        }
        (_, Some(Remedy::Change)) => {
            let purpose =
                "apply it with that put right in it, and the other flags it was made with";
            let mut steps = vec![(purpose, apply())];
            // The same once more is no change, and is not tried again.
            if state == State::Failed && live.installed == Some(Phase::Failed) {
                let purpose = "if it was put right around the Addon instead, run it again";
                steps.push((purpose, format!("addonctl retry {name}")));
            }
            steps
        }
        (State::Failed, _) if live.installed == Some(Phase::Failed) => {
            let mut steps =
                vec![("when that is put right, run it again", format!("addonctl retry {name}"))];
            if cause.is_some_and(|cause| cause.code == "step-failed") {
                let purpose =
                    "if the Addon itself has to change, apply it with the flags it was made with";
                steps.push((purpose, apply()));
            }
            steps
        }
        _ => vec![("follow it", format!("addonctl wait {name}"))],
    }
}

/// Other Addons that this one waits for, or is in the way of.
fn around<'a>(facts: &'a Facts, cause: Option<&Cause>) -> Vec<&'a str> {
    let code = cause.map_or("", |cause| cause.code);
    let spec = &facts.live.spec;
    let concerned = facts.others.iter().filter(|other| match code {
        "duplicate" => other.package == spec.pkg_name && other.version == spec.pkg_version,
        "dependency-missing" | "dependency-pending" => {
            spec.pkg_deps.contains_key(&other.package) && other.phase != "Succeeded"
        }
        _ => false,
    });
    concerned.map(|other| other.name.as_str()).collect()
}

/// The stage of the newest pod whose log can be worth reading.
fn logged_stage(facts: &Facts) -> Option<&'static str> {
    let failed = |pod: &&serde_json::Value| pod["status"]["phase"] == "Failed";
    let pod = facts.pods.iter().rev().find(failed)?;
    let workflow = pod["metadata"]["labels"]["workflows.argoproj.io/workflow"].as_str()?;
    facts
        .workflows
        .iter()
        .any(|it| name(it) == workflow)
        .then(|| stage_of(workflow).map(crate::addon::Stage::name))?
}
