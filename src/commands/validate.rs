//! `addonctl validate`: submit the validate stage as the controller would, and follow it.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Result, anyhow};
use serde_json::Value;

use super::target::{self, connect, existing, spoken, within};
use super::{clock, status};
use crate::addon::Stage;
use crate::cli::ValidateArgs;
use crate::cli::again::Again;
use crate::cluster::{self, Cluster};
use crate::controller;
use crate::diagnosis::nodes;
use crate::live::Live;
use crate::outcome::Outcome;
use crate::output::{Streams, say};

/// How long the objects may take to be looked at once time is over.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs the verb.
pub(super) fn run(args: &ValidateArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let again = Again::new(&args.connection, &args.namespace.addon_namespace).within(args.timeout);
    let ended = cluster::block_on_interruptible(async {
        let cluster = connect(&args.connection, &args.namespace.addon_namespace).await?;
        let live = existing(&cluster, &args.name).await?;
        let workflow = workflow(&live, cluster.namespace())?;
        let name = workflow["metadata"]["name"].as_str().unwrap_or_default().to_owned();
        let work = async {
            let is_new = submit(&cluster, &live, workflow, &name).await?;
            let said = if is_new { "created" } else { "is running already" };
            say::done(&format!("workflow.argoproj.io/{name} {said}"), streams)?;
            if args.wait && !args.no_wait {
                follow(&cluster, &live, &name, &again, streams).await
            } else {
                Ok(Outcome::Done)
            }
        };
        let ended = within(args.timeout, work).await?;
        if ended.is_none_or(|outcome| outcome == Outcome::AddonFailed) {
            // Which of its objects is not as it shall be, no step says that only waits.
            let look = status::objects(&cluster, &live, clock::now());
            if let Ok(Some(objects)) = within(PATIENCE, Box::pin(look)).await
                && !objects.not_fine.is_empty()
            {
                say::note(&format!("{}: {objects}", args.name), streams)?;
            }
        }
        if let Some(outcome) = ended {
            return Ok(outcome);
        }
        let limit = spoken(args.timeout);
        say::note(
            &format!(
                "error: the validate stage has not ended after {limit}; it goes on as Workflow {name}\nThis follows it again: {}",
                again.waiting_longer(&["validate", &args.name])
            ),
            streams,
        )?;
        Ok(Outcome::TimedOut)
    })?;
    if let Some(outcome) = ended {
        return Ok(outcome);
    }
    let validate = again.waiting(&["validate", &args.name]);
    target::interrupted(
        &format!("the Workflow goes on, and this follows it again: {validate}"),
        streams,
    )
}

/// The Workflow that the controller would submit.
fn workflow(live: &Live, namespace: &str) -> Result<Value> {
    let made = controller::workflow(&live.addon(namespace), Stage::Validate)?;
    made.ok_or_else(|| anyhow!("addon {} has no validate stage", live.name))
}

/// Submits it, unless it runs already. One that has ended makes room.
async fn submit(cluster: &Cluster, live: &Live, workflow: Value, name: &str) -> Result<bool> {
    let earlier = cluster.call(cluster.workflows().get_opt(name)).await?;
    if let Some(earlier) = earlier {
        if ended(&earlier.data).is_none() && earlier.metadata.deletion_timestamp.is_none() {
            return Ok(false);
        }
        cluster.delete_workflows(&[earlier]).await?;
    }
    cluster.create_workflow(live, workflow).await?;
    Ok(true)
}

/// The phase of a Workflow that has ended.
fn ended(workflow: &Value) -> Option<&str> {
    workflow["status"]["phase"]
        .as_str()
        .filter(|phase| matches!(*phase, "Succeeded" | "Failed" | "Error"))
}

async fn follow(
    cluster: &Cluster,
    live: &Live,
    workflow: &str,
    again: &Again,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let mut seen = BTreeMap::new();
    let end = cluster.until_object(cluster.workflows(), workflow, |now| {
        let Some(now) = now else { return Some(None) };
        if !streams.quiet {
            for line in changes(&unpacked(&now.data), &mut seen) {
                // What cannot be told on the way is told at the end.
                let _ = say::note(&line, streams);
            }
        }
        ended(&now.data).map(|_| Some(unpacked(&now.data)))
    });
    let name = &live.name;
    let Some(end) = end.await? else {
        say::note(&format!("error: Workflow {workflow} was deleted before it ended"), streams)?;
        return Ok(Outcome::AddonFailed);
    };
    if ended(&end) == Some("Succeeded") {
        say::done(&format!("addon.addonmgr.keikoproj.io/{name} is valid"), streams)?;
        return Ok(Outcome::Done);
    }
    let message = end["status"]["message"].as_str().unwrap_or("no reason given");
    say::note(&format!("error: the validate stage of addon {name} failed: {message}"), streams)?;
    for line in failures(&end) {
        say::note(&line, streams)?;
    }
    say::note(
        &format!("What it printed: {}", again.line(&["logs", name, "--stage", "validate"])),
        streams,
    )?;
    Ok(Outcome::AddonFailed)
}

/// A Workflow with its nodes as they are for small ones.
fn unpacked(workflow: &Value) -> Value {
    let mut workflow = workflow.clone();
    nodes::unpack(&mut workflow);
    workflow
}

/// The pods among a Workflow's nodes, by the order they started in.
fn pods(workflow: &Value) -> Vec<&Value> {
    let nodes =
        workflow["status"]["nodes"].as_object().into_iter().flat_map(|nodes| nodes.values());
    let mut pods: Vec<_> = nodes.filter(|node| node["type"] == "Pod").collect();
    pods.sort_by_key(|node| node["startedAt"].as_str().unwrap_or_default());
    pods
}

/// A line for each pod whose phase is not the one seen before.
fn changes(workflow: &Value, seen: &mut BTreeMap<String, String>) -> Vec<String> {
    let mut lines = Vec::new();
    for node in pods(workflow) {
        let text = |field: &str| node[field].as_str().unwrap_or_default();
        let phase = text("phase").to_owned();
        if seen.insert(text("id").to_owned(), phase.clone()).as_ref() != Some(&phase) {
            lines.push(format!("validate: {} {phase}", text("displayName")));
        }
    }
    lines
}

/// A line for each pod that failed, and its reason.
fn failures(workflow: &Value) -> Vec<String> {
    let failed =
        pods(workflow).into_iter().filter(|n| n["phase"] == "Failed" || n["phase"] == "Error");
    failed
        .map(|node| {
            let text = |field: &str| node[field].as_str().unwrap_or_default();
            format!("  {}: {}", text("displayName"), text("message"))
        })
        .collect()
}
