//! Why an Addon is where it is: what was seen of it becomes one sentence, its evidence, and the command to run next.

mod cause;
pub mod deps;
pub mod facts;
mod failure;
pub mod fold;
mod known;
mod next;
pub mod nodes;
pub mod objects;
mod stages;
pub mod tree;

use serde::Serialize;

pub use facts::{Facts, LogTail, Other};
pub use known::is_argos;

use crate::addon::Stage;
use crate::clock;
use crate::lifecycle::Phase;
use crate::live::{Verdict, verdict};
use objects::{Fitness, Objects};

/// What is to be said of an Addon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// The Addon's name.
    pub name: String,
    /// The Addon's namespace.
    pub namespace: String,
    /// Package and version.
    pub package: String,
    /// The package's version.
    pub version: String,
    /// Where its objects go.
    pub target_namespace: String,
    /// The phase, as in the status; `Unknown` where there is none yet, or none for the present spec.
    pub phase: String,
    /// The state in one sentence.
    pub summary: String,
    /// How long ago it was created.
    pub age: String,
    /// Whether it runs, is done or has failed.
    pub state: State,
    /// Why it is not installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Its stages, one after the other.
    pub stages: Vec<StageReport>,
    /// How its objects are, where somebody has looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objects: Option<Objects>,
    /// What it depends on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dependencies: Vec<Dependency>,
    /// What to do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<Next>,
    /// What could not be looked at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How it is, for somebody who decides whether to worry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// Installed.
    Done,
    /// On its way.
    Running,
    /// On its way, but something holds it up.
    Stuck,
    /// It goes no further by itself.
    Failed,
}

/// Why it is not installed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// A name for programs; stable.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub sentence: String,
    /// What helps.
    pub help: String,
    /// What it is known by, the most telling first.
    pub evidence: Vec<Evidence>,
    #[serde(skip)]
    remedy: known::Remedy,
}

/// Words of others that say why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Whose words.
    pub from: String,
    /// The words.
    pub lines: Vec<String>,
}

/// How a stage is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StageReport {
    /// Its name.
    pub stage: &'static str,
    /// The phase of its Workflow, or what it does without one.
    pub phase: String,
    /// How long it ran or has been running.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub took: Option<String>,
    /// Its Workflow, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow: Option<String>,
    /// Which step runs, or failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
}

/// What it depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dependency {
    /// The package.
    pub package: String,
    /// The version that it wants.
    pub wants: String,
    /// The Addons that provide the package, with their version and phase.
    pub found: Vec<String>,
}

/// A command to run, and what for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// What for.
    #[serde(rename = "for")]
    pub purpose: String,
    /// The command; empty where words are all there is.
    pub command: String,
}

/// Where an Addon stands, for a script that wants to go on or to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Installed, and nothing is wrong with its objects.
    Fine,
    /// Not there yet.
    OnItsWay,
    /// It has failed, or objects of it are missing or have failed.
    Failed,
}

impl Cause {
    /// What is deleted cannot be made anew with other flags first.
    fn for_a_deletion(&mut self) {
        if self.help.contains("--") || self.remedy == known::Remedy::Change {
            "put right around it what it complains about, and delete again; the Addon itself cannot be changed any more"
                .clone_into(&mut self.help);
        }
    }
}

impl Diagnosis {
    /// Where the Addon stands.
    pub fn standing(&self) -> Standing {
        match (self.state, self.objects.as_ref().map(Objects::fitness)) {
            (State::Failed, _) | (State::Done, Some(Fitness::Broken)) => Standing::Failed,
            (State::Done, None | Some(Fitness::Fine)) => Standing::Fine,
            _ => Standing::OnItsWay,
        }
    }

    /// The same with a look at the objects.
    #[must_use]
    pub fn with(mut self, objects: Objects) -> Self {
        self.objects = Some(objects).filter(|objects| objects.total > 0);
        self
    }
}

/// The diagnosis of what was seen.
pub fn diagnose(facts: &Facts) -> Diagnosis {
    let live = &facts.live;
    let mut cause = cause::find(facts);
    if live.deleted.is_some()
        && let Some(cause) = cause.as_mut()
    {
        cause.for_a_deletion();
    }
    let stages = stages::report(facts);
    let state = state(facts, cause.as_ref());
    Diagnosis {
        name: live.name.clone(),
        namespace: facts.namespace.clone(),
        package: live.spec.pkg_name.clone(),
        version: live.spec.pkg_version.clone(),
        target_namespace: live.spec.params.namespace.clone(),
        phase: live.installed.map_or("Unknown", Phase::name).to_owned(),
        summary: summary(facts, state, &stages),
        age: clock::since(&live.created, facts.now),
        state,
        next: next::steps(facts, state, cause.as_ref()),
        cause,
        stages,
        objects: None,
        dependencies: dependencies(facts),
        notes: facts.notes.clone(),
    }
}

fn state(facts: &Facts, cause: Option<&Cause>) -> State {
    match (verdict(Some(&facts.live)), cause) {
        (Verdict::Succeeded, _) => State::Done,
        (Verdict::Failed(..), _) => State::Failed,
        (_, Some(cause)) if cause.code == "stuck" => State::Failed,
        (_, Some(_)) => State::Stuck,
        _ => State::Running,
    }
}

/// The state in one sentence.
fn summary(facts: &Facts, state: State, stages: &[StageReport]) -> String {
    let live = &facts.live;
    if live.deleted.is_none() && !live.is_current() {
        let held = if state == State::Stuck { ", held up" } else { "" };
        let earlier = live.earlier.map(|phase| format!("; {phase} was an earlier spec"));
        return format!("Not looked at yet{held}{}", earlier.unwrap_or_default());
    }
    let phase = live.installed.map_or("Pending", Phase::name);
    // What went before a deletion does not matter to it.
    let concerned =
        |stage: &&StageReport| live.deleted.is_none() || stage.stage == Stage::Delete.name();
    let of = |phases: &[&str]| {
        let mut stages = stages.iter().filter(concerned);
        stages.find(|stage| phases.contains(&stage.phase.as_str())).map(|stage| {
            let step = stage.step.as_ref().map(|step| format!(", step {step}")).unwrap_or_default();
            (stage.stage, step)
        })
    };
    match state {
        State::Done => "Installed".to_owned(),
        State::Failed => match of(&["Failed", "Error"]) {
            Some((name, step)) => format!("{phase}, in the {name} stage{step}"),
            None => format!("{phase}, and nothing runs"),
        },
        State::Running | State::Stuck => {
            let held = if state == State::Stuck { ", held up" } else { "" };
            let doing = if live.deleted.is_some() { "Being deleted" } else { phase };
            match of(&["Running", "Pending"]) {
                Some((name, step)) => format!("{doing}{held}, in the {name} stage{step}"),
                None => format!("{doing}{held}"),
            }
        }
    }
}

fn dependencies(facts: &Facts) -> Vec<Dependency> {
    let deps = facts.live.spec.pkg_deps.iter();
    deps.map(|(package, wants)| {
        let of_package = facts.others.iter().filter(|other| other.package == *package);
        let found = of_package.map(|other| {
            let phase = if other.phase.is_empty() { "not looked at yet" } else { &other.phase };
            format!("{} {} ({phase})", other.name, other.version)
        });
        Dependency { package: package.clone(), wants: wants.clone(), found: found.collect() }
    })
    .collect()
}

/// The line of a failed step's log that says most, if one says anything.
pub fn telling_line(lines: &[String]) -> Option<String> {
    let own: Vec<String> = lines.iter().filter(|line| !known::is_argos(line)).cloned().collect();
    let line = known::telling(&own)?;
    Some(line.trim().trim_start_matches("error: ").to_owned())
}
