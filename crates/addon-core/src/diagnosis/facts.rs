//! What was seen of an Addon and around it, before anything is made of it.

use std::collections::HashSet;

use serde_json::Value;

use crate::addon::Stage;
use crate::clock;
use crate::lifecycle::WorkflowName;
use crate::live::Live;

/// All that was seen.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The Addon.
    pub live: Live,
    /// The namespace that it is in.
    pub namespace: String,
    /// Its Workflows.
    pub workflows: Vec<Value>,
    /// The pods of those.
    pub pods: Vec<Value>,
    /// Events of all these, oldest first.
    pub events: Vec<Value>,
    /// The ends of the logs of failed pods.
    pub logs: Vec<LogTail>,
    /// The other Addons, where they matter.
    pub others: Vec<Other>,
    /// What could not be seen, and why.
    pub notes: Vec<String>,
    /// When it was seen, in seconds since 1970.
    pub now: i64,
}

/// The end of a container's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogTail {
    /// The pod.
    pub pod: String,
    /// Its last lines.
    pub lines: Vec<String>,
}

/// Another Addon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its name.
    pub name: String,
    /// `spec.pkgName`.
    pub package: String,
    /// `spec.pkgVersion`.
    pub version: String,
    /// `status.lifecycle.installed`; empty where there is none for its present spec.
    pub phase: String,
    /// The packages that it needs.
    pub needs: Vec<String>,
}

impl Other {
    /// What matters of an Addon for another.
    pub fn of(live: &Live) -> Self {
        Self {
            name: live.name.clone(),
            package: live.spec.pkg_name.clone(),
            version: live.spec.pkg_version.clone(),
            phase: live.installed.map(|phase| phase.name().to_owned()).unwrap_or_default(),
            needs: live.spec.pkg_deps.keys().cloned().collect(),
        }
    }
}

/// The stage of a Workflow by its name.
pub fn stage_of(workflow: &str) -> Option<Stage> {
    Some(workflow.parse::<WorkflowName>().ok()?.stage)
}

/// A step of a Workflow that is, or was to be, a pod.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a>(pub &'a Value);

impl<'a> Node<'a> {
    /// The leaves of a Workflow, oldest first.
    pub fn leaves(workflow: &'a Value) -> Vec<Self> {
        let nodes = workflow["status"]["nodes"].as_object().into_iter().flatten();
        let leaf = |node: &&Value| {
            !matches!(
                node["type"].as_str(),
                Some("Steps" | "StepGroup" | "DAG" | "Retry" | "TaskGroup")
            )
        };
        let mut leaves: Vec<_> = nodes.map(|(_, node)| node).filter(leaf).map(Node).collect();
        leaves.sort_by_key(|node| {
            (node.0["startedAt"].as_str().and_then(clock::seconds), node.text("name"))
        });
        leaves
    }

    /// A field that is a string.
    pub fn text(self, field: &str) -> &'a str {
        self.0[field].as_str().unwrap_or_default()
    }

    /// The step's own name, without the number of the try.
    pub fn step(self) -> &'a str {
        match self.text("displayName") {
            "" => self.text("templateName"),
            name => name.split('(').next().unwrap_or(name),
        }
    }

    /// Whether it failed, for whatever reason.
    pub fn failed(self) -> bool {
        matches!(self.text("phase"), "Failed" | "Error")
    }

    /// Whether it is neither over nor left out.
    pub fn open(self) -> bool {
        matches!(self.text("phase"), "Running" | "Pending" | "")
    }

    /// Its pod.
    pub fn pod(self, pods: &'a [Value]) -> Option<&'a Value> {
        let id = |pod: &&Value| {
            pod["metadata"]["annotations"]["workflows.argoproj.io/node-id"] == self.0["id"]
        };
        pods.iter().find(id)
    }
}

/// The ids of the attempts at steps that were tried again: each but the last.
pub fn superseded(workflow: &Value) -> HashSet<&str> {
    let nodes = &workflow["status"]["nodes"];
    let retries = nodes.as_object().into_iter().flatten().map(|(_, node)| node);
    let retries = retries.filter(|node| node["type"] == "Retry");
    let mut superseded = HashSet::new();
    for retry in retries {
        let children = retry["children"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut attempts: Vec<&str> = children.filter(|id| nodes[*id]["type"] == "Pod").collect();
        attempts.sort_by_key(|id| nodes[*id]["startedAt"].as_str().and_then(clock::seconds));
        attempts.pop();
        superseded.extend(attempts);
    }
    superseded
}

/// `metadata.name`.
pub fn name(object: &Value) -> &str {
    object["metadata"]["name"].as_str().unwrap_or_default()
}

/// What holds a pod's containers up: reason and message of each that waits, or that it cannot be scheduled.
pub fn holdups(pod: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    for list in ["initContainerStatuses", "containerStatuses"] {
        for container in pod["status"][list].as_array().into_iter().flatten() {
            let waiting = &container["state"]["waiting"];
            let reason = text(&waiting["reason"]);
            if !matches!(reason.as_str(), "" | "PodInitializing" | "ContainerCreating") {
                found.push((reason, text(&waiting["message"])));
            }
            let ended = text(&container["state"]["terminated"]["reason"]);
            if matches!(
                ended.as_str(),
                "OOMKilled" | "ContainerCannotRun" | "StartError" | "ContainerStatusUnknown"
            ) {
                found.push((ended, text(&container["state"]["terminated"]["message"])));
            }
        }
    }
    for condition in pod["status"]["conditions"].as_array().into_iter().flatten() {
        if condition["type"] == "PodScheduled" && condition["status"] == "False" {
            found.push((text(&condition["reason"]), text(&condition["message"])));
        }
    }
    if let Some(reason) = pod["status"]["reason"].as_str() {
        found.push((reason.to_owned(), text(&pod["status"]["message"])));
    }
    found
}

/// Whether a pod's main container has ended.
pub fn has_ended(pod: &Value) -> bool {
    let states = pod["status"]["containerStatuses"].as_array();
    states.into_iter().flatten().any(|container| {
        container["name"] == "main" && container["state"]["terminated"].is_object()
    })
}

/// Whether a pod's main container has run, so that there can be a log.
pub fn has_run(pod: &Value) -> bool {
    let states = pod["status"]["containerStatuses"].as_array();
    states.into_iter().flatten().any(|container| {
        container["name"] == "main"
            && (container["state"]["terminated"].is_object()
                || container["state"]["running"].is_object())
    })
}

/// When an event was seen last, as the API server writes it.
pub fn event_time(event: &Value) -> &str {
    let places = [
        &event["series"]["lastObservedTime"],
        &event["lastTimestamp"],
        &event["eventTime"],
        &event["firstTimestamp"],
        &event["metadata"]["creationTimestamp"],
    ];
    places.into_iter().find_map(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_attempt_counts() {
        let pod = |started: &str| serde_json::json!({"type": "Pod", "startedAt": format!("2026-01-01T00:00:{started}Z")});
        let workflow = serde_json::json!({"status": {"nodes": {
            "r": {"type": "Retry", "children": ["b", "a", "c"]}, "a": pod("01"), "b": pod("02"), "c": pod("03"), "d": pod("00"),
        }}});
        assert_eq!(superseded(&workflow), HashSet::from(["a", "b"]));
    }
}
