//! How far an Addon is on its way: the stage, the step that runs and its attempts, told from what is heard of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::addon::Stage;
use crate::diagnosis::facts::{Node, name, stage_of};

/// The way of one Addon.
#[derive(Debug, Clone)]
pub struct Progress {
    /// The Addon's name.
    pub name: String,
    waits_for: String,
    /// The step of each stage that was heard of.
    steps: BTreeMap<Stage, Step>,
    /// The attempts that were told to have failed, by Argo's ids.
    told: BTreeSet<String>,
}

/// A step that runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Step {
    name: String,
    attempt: Option<Attempt>,
}

/// Which attempt at a step it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Attempt {
    /// Counted from 1.
    number: usize,
    /// How many there are at most, if there is a limit.
    most: Option<usize>,
}

impl Attempt {
    fn words(self) -> String {
        match self.most {
            Some(most) => format!("attempt {} of {most}", self.number),
            None => format!("attempt {}", self.number),
        }
    }
}

/// An attempt at a step that has failed while there are others to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedAttempt {
    /// The pod's node, by Argo's id.
    pub node: String,
    /// Its Workflow.
    pub workflow: String,
    /// Argo's words on it, in one line; often no more than the exit code.
    pub message: String,
    head: String,
}

impl FailedAttempt {
    /// What there is to say of it. `cause`: the last words of its log, which say more than Argo does.
    pub fn sentence(&self, cause: Option<&str>) -> String {
        let cause = cause.unwrap_or(&self.message).trim();
        let cause = if cause.is_empty() { "no reason given" } else { cause };
        format!("{}: {cause}; Argo tries again", self.head)
    }
}

impl Progress {
    /// An Addon of which nothing was heard yet.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            waits_for: String::new(),
            steps: BTreeMap::new(),
            told: BTreeSet::new(),
        }
    }

    /// Notes what it waits for, in the words of a [`crate::live::Verdict`]. Whether that is news.
    pub fn waits_for(&mut self, what: &str) -> bool {
        // The controller says now and then that an earlier stage waits; no stage is run again but by a new beginning.
        if what == Self::waiting(Stage::Prereqs) && self.stage() == Some(Stage::Install) {
            return false;
        }
        let is_new = self.waits_for != what;
        what.clone_into(&mut self.waits_for);
        is_new
    }

    /// Notes what a Workflow says of its running step. Whether there is something new to show.
    pub fn hear(&mut self, workflow: &Value) -> bool {
        let Some(stage) = stage_of(name(workflow)) else { return false };
        let before = self.line();
        match running(workflow) {
            Some(step) => drop(self.steps.insert(stage, step)),
            // Between two steps the last one stays: a line that comes and goes is hard to read.
            None if workflow["status"]["finishedAt"].is_string() => {
                self.steps.remove(&stage);
            }
            None => {}
        }
        before != self.line() && self.stage() == Some(stage)
    }

    /// The attempts that have failed since this was asked last, if others come after them.
    pub fn failed_attempts(&mut self, workflow: &Value) -> Vec<FailedAttempt> {
        let mut failed = failed(workflow);
        failed.retain(|attempt| self.told.insert(attempt.node.clone()));
        failed
    }

    /// What it waits for, and which step of that runs; empty before anything was heard.
    pub fn line(&self) -> String {
        if self.waits_for.is_empty() {
            return String::new();
        }
        let step = self.stage().and_then(|stage| self.steps.get(&stage));
        let step = step.map_or_else(String::new, |step| {
            let attempt = step.attempt.filter(|attempt| attempt.number > 1);
            let attempt = attempt.map(|it| format!(" ({})", it.words())).unwrap_or_default();
            format!(", step {}{attempt}", step.name)
        });
        format!("waiting for {}{step}", self.waits_for)
    }

    /// The stage that it is in.
    fn stage(&self) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| self.waits_for == Self::waiting(*stage))
    }

    fn waiting(stage: Stage) -> String {
        format!("the {stage} stage")
    }
}

/// The step of a Workflow that runs now.
fn running(workflow: &Value) -> Option<Step> {
    let leaves = Node::leaves(workflow);
    let pods = || leaves.iter().filter(|node| node.text("type") == "Pod");
    let running = pods().find(|node| node.text("phase") == "Running");
    let node = running.or_else(|| pods().find(|node| node.open()))?;
    let attempt = attempt(workflow, *node);
    Some(Step { name: node.step().to_owned(), attempt })
}

/// Which attempt a node is; none where its step is tried once.
fn attempt(workflow: &Value, node: Node<'_>) -> Option<Attempt> {
    let (_, number) = node.text("displayName").strip_suffix(')')?.rsplit_once('(')?;
    let number = number.parse::<usize>().ok()? + 1;
    let retry = parent(workflow, node)?;
    Some(Attempt { number, most: limit(workflow, retry.text("templateName")).map(|it| it + 1) })
}

/// The node that tries another one again.
fn parent<'a>(workflow: &'a Value, node: Node<'_>) -> Option<Node<'a>> {
    let nodes = workflow["status"]["nodes"].as_object()?;
    let tries = |retry: &&Value| {
        let mut children = retry["children"].as_array().into_iter().flatten();
        retry["type"] == "Retry" && children.any(|child| *child == node.0["id"])
    };
    nodes.values().find(tries).map(Node)
}

/// How often a template is tried again.
fn limit(workflow: &Value, template: &str) -> Option<usize> {
    let templates = workflow["spec"]["templates"].as_array()?;
    let limit = &templates.iter().find(|it| it["name"] == template)?["retryStrategy"]["limit"];
    // Argo takes a number or a string.
    limit.as_str().map_or_else(|| limit.to_string(), str::to_owned).parse().ok()
}

fn failed(workflow: &Value) -> Vec<FailedAttempt> {
    let attempts = Node::leaves(workflow).into_iter().filter(|node| node.failed());
    attempts
        .filter_map(|node| {
            let retry = parent(workflow, node).filter(|retry| retry.open())?;
            let attempt = attempt(workflow, node)?;
            if attempt.most.is_some_and(|most| attempt.number >= most) {
                return None;
            }
            Some(FailedAttempt {
                node: node.text("id").to_owned(),
                workflow: name(workflow).to_owned(),
                message: node.text("message").split_whitespace().collect::<Vec<_>>().join(" "),
                head: format!("{} failed ({})", retry.step(), attempt.words()),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pod(number: usize, phase: &str) -> Value {
        json!({"id": format!("p{number}"), "type": "Pod", "displayName": format!("apply({number})"),
            "templateName": "apply", "phase": phase, "startedAt": format!("2026-01-01T00:00:0{number}Z"),
            "message": "Error\n(exit code 1)"})
    }

    /// A Workflow whose step has been tried so often; the last try runs.
    fn tried(stage: Stage, attempts: usize) -> Value {
        let mut nodes = json!({"r": {"id": "r", "type": "Retry", "displayName": "apply",
            "templateName": "apply", "phase": "Running",
            "children": (0..attempts).map(|number| format!("p{number}")).collect::<Vec<_>>()}});
        for number in 0..attempts {
            let phase = if number + 1 == attempts { "Running" } else { "Failed" };
            nodes[format!("p{number}")] = pod(number, phase);
        }
        json!({"metadata": {"name": format!("a-{stage}-1a2b3c4d-wf")},
            "spec": {"templates": [{"name": "apply", "retryStrategy": {"limit": "3"}}]},
            "status": {"nodes": nodes}})
    }

    #[test]
    fn a_step_is_shown_under_its_own_stage_alone() {
        let mut progress = Progress::new("a");
        assert!(!progress.hear(&tried(Stage::Delete, 1)));
        assert_eq!(progress.line(), "");
        assert!(progress.waits_for("the install stage"));
        assert_eq!(progress.line(), "waiting for the install stage");
        assert!(progress.hear(&tried(Stage::Install, 1)));
        assert_eq!(progress.line(), "waiting for the install stage, step apply");
        assert!(!progress.hear(&tried(Stage::Install, 1)));
        assert!(!progress.waits_for("the install stage"));
        assert!(!progress.waits_for("the prereqs stage"));
        assert_eq!(progress.line(), "waiting for the install stage, step apply");
        assert!(progress.waits_for("the controller to take notice"));
        assert_eq!(progress.line(), "waiting for the controller to take notice");
        assert!(progress.waits_for("the delete stage"));
        assert_eq!(progress.line(), "waiting for the delete stage, step apply");
    }

    #[test]
    fn attempts_are_counted_and_each_that_failed_is_told_once() {
        let mut progress = Progress::new("a");
        progress.waits_for("the install stage");
        progress.hear(&tried(Stage::Install, 2));
        assert_eq!(progress.line(), "waiting for the install stage, step apply (attempt 2 of 4)");
        let told: Vec<_> = progress
            .failed_attempts(&tried(Stage::Install, 3))
            .iter()
            .map(|attempt| attempt.sentence(None))
            .collect();
        assert_eq!(
            told,
            [
                "apply failed (attempt 1 of 4): Error (exit code 1); Argo tries again",
                "apply failed (attempt 2 of 4): Error (exit code 1); Argo tries again"
            ]
        );
        let next = progress.failed_attempts(&tried(Stage::Install, 4));
        let [third] = next.as_slice() else { panic!("{next:?}") };
        assert_eq!(
            third.sentence(Some("no such kind")),
            "apply failed (attempt 3 of 4): no such kind; Argo tries again"
        );
        let mut over = tried(Stage::Install, 5);
        over["status"]["nodes"]["p4"] = pod(4, "Failed");
        assert_eq!(progress.failed_attempts(&over), []);
    }
}
