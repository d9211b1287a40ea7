//! What runs pods for ever: Deployments, `StatefulSets`, `DaemonSets`, `ReplicaSets`.

use serde::Deserialize;
use serde_json::Value;

use super::{Conditions, Health, current, failed, in_progress};
use crate::manifest::Identity;

/// What all of them count, each some of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Workload {
    spec: Spec,
    status: Counts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Spec {
    replicas: Option<i64>,
    progress_deadline_seconds: Option<i64>,
    update_strategy: Strategy,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Strategy {
    r#type: String,
    rolling_update: Option<RollingUpdate>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RollingUpdate {
    partition: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Counts {
    observed_generation: Option<i64>,
    replicas: i64,
    ready_replicas: i64,
    updated_replicas: i64,
    available_replicas: i64,
    current_replicas: i64,
    fully_labeled_replicas: i64,
    current_revision: String,
    update_revision: String,
    desired_number_scheduled: Option<i64>,
    current_number_scheduled: i64,
    updated_number_scheduled: i64,
    number_available: i64,
    number_ready: i64,
}

/// How a workload is; nothing for any other kind.
pub(super) fn judge(
    identity: &Identity,
    object: &Value,
    conditions: &Conditions,
) -> Option<Health> {
    let judge = match (identity.group(), identity.kind.as_str()) {
        ("apps" | "extensions", "Deployment") => deployment,
        ("apps" | "extensions", "StatefulSet") => stateful_set,
        ("apps" | "extensions", "DaemonSet") => daemon_set,
        ("apps" | "extensions", "ReplicaSet") | ("", "ReplicationController") => replica_set,
        _ => return None,
    };
    let workload = Workload::deserialize(object).unwrap_or_default();
    Some(judge(&workload, conditions))
}

/// `1/2 ready` where there are too few.
fn too_few(have: i64, want: i64, word: &str) -> Option<Health> {
    (have < want).then(|| in_progress(format!("{have}/{want} {word}")))
}

/// Pods that are still to go.
fn too_many(have: i64, want: i64) -> Option<Health> {
    (have > want).then(|| in_progress(format!("{} old pods are still there", have - want)))
}

fn fine(have: i64) -> Health {
    current(format!("{have}/{have} ready"))
}

fn deployment(it: &Workload, conditions: &Conditions) -> Health {
    let progressing = conditions.get("Progressing");
    if progressing.is_some_and(|condition| condition.reason == "ProgressDeadlineExceeded") {
        let want = it.spec.replicas.unwrap_or(1);
        let ready = it.status.ready_replicas;
        return failed(format!("{ready}/{want} ready, and its deadline is over"));
    }
    let (want, status) = (it.spec.replicas.unwrap_or(1), &it.status);
    // Without a deadline its controller writes no such condition.
    let unlimited = it.spec.progress_deadline_seconds.unwrap_or(MAX) == MAX;
    let rolled_out = || {
        unlimited
            || progressing.is_some_and(|c| c.is_true() && c.reason == "NewReplicaSetAvailable")
    };
    // What is ready counts most for a person, so it is told first.
    too_few(status.ready_replicas, want, "ready")
        .or_else(|| too_few(status.updated_replicas, want, "updated"))
        .or_else(|| too_many(status.replicas, want))
        .or_else(|| too_few(status.available_replicas, want, "available"))
        .or_else(|| (!rolled_out()).then(|| in_progress("its new pods are not available yet")))
        .or_else(|| {
            let available = conditions.holding("Available").is_some();
            (!available).then(|| in_progress("not available"))
        })
        .unwrap_or_else(|| fine(want))
}

/// What a Deployment's deadline is where it has none.
const MAX: i64 = i32::MAX as i64;

fn stateful_set(it: &Workload, _: &Conditions) -> Health {
    let (want, status) = (it.spec.replicas.unwrap_or(1), &it.status);
    let strategy = &it.spec.update_strategy;
    if strategy.r#type == "OnDelete" {
        return current(format!("{}/{want} ready, updated by hand", status.ready_replicas));
    }
    let partition = strategy.rolling_update.as_ref().and_then(|update| update.partition);
    let partition = partition.filter(|partition| *partition > 0);
    too_few(status.ready_replicas, want, "ready")
        .or_else(|| too_few(status.replicas, want, "there"))
        .or_else(|| too_many(status.replicas, want))
        .or_else(|| match partition {
            Some(partition) => too_few(status.updated_replicas, want - partition, "updated"),
            None => too_few(status.current_replicas, want, "updated").or_else(|| {
                let same = status.current_revision == status.update_revision;
                (!same).then(|| in_progress("an update is under way"))
            }),
        })
        .unwrap_or_else(|| fine(want))
}

fn daemon_set(it: &Workload, _: &Conditions) -> Health {
    let status = &it.status;
    let (Some(_), Some(want)) = (status.observed_generation, status.desired_number_scheduled)
    else {
        return in_progress("its controller has not looked at it yet");
    };
    too_few(status.number_ready, want, "ready")
        .or_else(|| too_few(status.current_number_scheduled, want, "scheduled"))
        .or_else(|| too_few(status.updated_number_scheduled, want, "updated"))
        .or_else(|| too_few(status.number_available, want, "available"))
        .unwrap_or_else(|| fine(want))
}

fn replica_set(it: &Workload, conditions: &Conditions) -> Health {
    let (want, status) = (it.spec.replicas.unwrap_or(1), &it.status);
    let failure = conditions.holding("ReplicaFailure");
    if let Some(failure) = failure {
        return in_progress(failure.words());
    }
    too_few(status.ready_replicas, want, "ready")
        .or_else(|| too_few(status.fully_labeled_replicas, want, "labelled"))
        .or_else(|| too_few(status.available_replicas, want, "available"))
        .or_else(|| too_many(status.replicas, want))
        .unwrap_or_else(|| fine(want))
}
