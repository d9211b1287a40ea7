//! How each stage is, from its Workflow.

use serde_json::Value;

use super::StageReport;
use super::facts::{Facts, Node, name, stage_of};
use crate::addon::Stage;
use crate::clock;
use crate::lifecycle::Phase;

/// Reports on the stages: those that have a template or a Workflow.
pub(super) fn report(facts: &Facts) -> Vec<StageReport> {
    let mut reports = Vec::new();
    for stage in [Stage::Prereqs, Stage::Install, Stage::Validate, Stage::Delete] {
        let template = facts.live.spec.lifecycle.get(stage).map_or("", |step| &step.template);
        match workflow(facts, stage) {
            Some(workflow) => reports.push(of_workflow(stage, workflow, facts.now)),
            // These two run on request.
            None if matches!(stage, Stage::Delete | Stage::Validate) => {}
            None => reports.push(StageReport {
                stage: stage.name(),
                phase: without_workflow(facts, stage, template.is_empty()).to_owned(),
                took: None,
                workflow: None,
                step: None,
            }),
        }
    }
    reports
}

/// The newest Workflow of a stage.
pub(super) fn workflow(facts: &Facts, stage: Stage) -> Option<&Value> {
    let of_stage = facts.workflows.iter().filter(|it| stage_of(name(it)) == Some(stage));
    // Those of an earlier spec go as soon as the controller looks.
    let of_stage = of_stage.filter(|_| facts.live.is_current() || facts.live.deleted.is_some());
    of_stage.max_by_key(|it| it["metadata"]["creationTimestamp"].as_str().unwrap_or_default())
}

fn of_workflow(stage: Stage, workflow: &Value, now: i64) -> StageReport {
    let status = &workflow["status"];
    let phase = status["phase"].as_str().filter(|phase| !phase.is_empty()).unwrap_or("Pending");
    let start = status["startedAt"].as_str().and_then(clock::seconds);
    let end = status["finishedAt"].as_str().and_then(clock::seconds).unwrap_or(now);
    let leaves = Node::leaves(workflow);
    let step = match phase {
        "Succeeded" => None,
        "Failed" | "Error" => leaves.iter().rev().find(|node| node.failed()),
        _ => leaves.iter().rev().find(|node| node.open()),
    };
    StageReport {
        stage: stage.name(),
        phase: phase.to_owned(),
        took: start.map(|start| clock::age(end - start)),
        workflow: Some(name(workflow).to_owned()),
        step: step.map(|node| node.step().to_owned()),
    }
}

fn without_workflow(facts: &Facts, stage: Stage, empty: bool) -> &'static str {
    let live = &facts.live;
    let phase = if stage == Stage::Prereqs { live.prereqs } else { live.installed };
    match phase {
        _ if empty => "Nothing to do",
        // The Workflow goes three days after its end.
        Some(Phase::Succeeded) => "Succeeded",
        _ => "Not begun",
    }
}
