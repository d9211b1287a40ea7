//! A table of objects, and how each is.

use serde_json::json;

use super::*;

fn identity(api_version: &str, kind: &str) -> Identity {
    Identity { api_version: api_version.to_owned(), kind: kind.to_owned(), ..Identity::default() }
}

/// Each with what is expected: `Status: reason`.
fn judged(api_version: &str, kind: &str, table: &[(Value, &str)]) {
    let identity = identity(api_version, kind);
    for (object, expected) in table {
        let Health { status, reason } = Health::of(&identity, object);
        assert_eq!(format!("{status}: {reason}"), *expected, "{object}");
    }
}

fn condition(kind: &str, status: &str, reason: &str) -> Value {
    json!({"type": kind, "status": status, "reason": reason})
}

#[test]
fn deployments() {
    let rolled = condition("Progressing", "True", "NewReplicaSetAvailable");
    let available = condition("Available", "True", "MinimumReplicasAvailable");
    let full = json!({"observedGeneration": 2, "replicas": 2, "readyReplicas": 2, "updatedReplicas": 2,
        "availableReplicas": 2, "conditions": [rolled, available]});
    let with = |field: &str, value: Value| {
        let mut status = full.clone();
        status[field] = value;
        json!({"metadata": {"generation": 2}, "spec": {"replicas": 2, "progressDeadlineSeconds": 600}, "status": status})
    };
    judged(
        "apps/v1",
        "Deployment",
        &[
            (with("replicas", json!(2)), "Current: 2/2 ready"),
            (with("readyReplicas", json!(1)), "InProgress: 1/2 ready"),
            (with("updatedReplicas", json!(1)), "InProgress: 1/2 updated"),
            (with("availableReplicas", json!(1)), "InProgress: 1/2 available"),
            (with("replicas", json!(3)), "InProgress: 1 old pods are still there"),
            (
                with("observedGeneration", json!(1)),
                "InProgress: its controller has not seen the last change",
            ),
            (
                with(
                    "conditions",
                    json!([condition("Progressing", "False", "ProgressDeadlineExceeded")]),
                ),
                "Failed: 2/2 ready, and its deadline is over",
            ),
            (with("conditions", json!([])), "InProgress: its new pods are not available yet"),
            (json!({"spec": {}}), "InProgress: 0/1 ready"),
            (
                json!({"spec": {"replicas": 0}, "status": {"conditions": [available]}}),
                "Current: 0/0 ready",
            ),
            (json!({"metadata": {"deletionTimestamp": "x"}}), "Terminating: being deleted"),
        ],
    );
}

#[test]
fn stateful_sets() {
    let set = |spec: Value, status: Value| json!({"spec": spec, "status": status});
    let full = json!({"replicas": 1, "readyReplicas": 1, "currentReplicas": 1, "updatedReplicas": 1,
        "currentRevision": "a", "updateRevision": "a"});
    let mut updating = full.clone();
    updating["updateRevision"] = "b".into();
    judged(
        "apps/v1",
        "StatefulSet",
        &[
            (set(json!({}), full.clone()), "Current: 1/1 ready"),
            (set(json!({"replicas": 3}), full.clone()), "InProgress: 1/3 ready"),
            (set(json!({}), updating), "InProgress: an update is under way"),
            (
                set(json!({"updateStrategy": {"type": "OnDelete"}}), json!({})),
                "Current: 0/1 ready, updated by hand",
            ),
            (
                set(
                    json!({"replicas": 3, "updateStrategy": {"rollingUpdate": {"partition": 1}}}),
                    json!({"replicas": 3, "readyReplicas": 3, "updatedReplicas": 1}),
                ),
                "InProgress: 1/2 updated",
            ),
            (
                set(
                    json!({"updateStrategy": {"rollingUpdate": {"partition": 0}}}),
                    json!({"replicas": 1, "readyReplicas": 1}),
                ),
                "InProgress: 0/1 updated",
            ),
        ],
    );
}

#[test]
fn daemon_sets_and_replica_sets() {
    let set = |ready: i64| {
        json!({"status": {"observedGeneration": 1, "desiredNumberScheduled": 3, "numberReady": ready,
            "currentNumberScheduled": 3, "updatedNumberScheduled": 3, "numberAvailable": 3}})
    };
    judged(
        "apps/v1",
        "DaemonSet",
        &[
            (set(3), "Current: 3/3 ready"),
            (set(2), "InProgress: 2/3 ready"),
            (json!({}), "InProgress: its controller has not looked at it yet"),
        ],
    );
    let full = json!({"replicas": 1, "readyReplicas": 1, "availableReplicas": 1, "fullyLabeledReplicas": 1});
    let refused = json!({"conditions": [{"type": "ReplicaFailure", "status": "True", "message": "quota\nmore"}]});
    judged(
        "apps/v1",
        "ReplicaSet",
        &[
            (json!({"status": full}), "Current: 1/1 ready"),
            (json!({"spec": {"replicas": 2}, "status": full}), "InProgress: 1/2 ready"),
            (json!({"status": refused}), "InProgress: quota"),
        ],
    );
}

#[test]
fn pods() {
    let pod = |phase: &str, more: Value| {
        let mut status = more;
        status["phase"] = phase.into();
        json!({"status": status})
    };
    let looping = json!({"containerStatuses": [{"name": "web", "state": {"waiting": {"reason": "CrashLoopBackOff"}}}]});
    judged(
        "v1",
        "Pod",
        &[
            (pod("Succeeded", json!({})), "Current: completed"),
            (pod("Failed", json!({})), "Failed: failed"),
            (
                pod("Running", json!({"conditions": [condition("Ready", "True", "")]})),
                "Current: ready",
            ),
            (pod("Running", json!({})), "InProgress: not ready"),
            (pod("Running", looping), "Failed: container web crashes again and again"),
            (
                pod(
                    "Pending",
                    json!({"conditions": [condition("PodScheduled", "False", "Unschedulable")]}),
                ),
                "InProgress: not scheduled (Unschedulable)",
            ),
            (pod("Pending", json!({})), "InProgress: Pending"),
            (json!({}), "InProgress: no phase yet"),
        ],
    );
}

#[test]
fn jobs_claims_and_services() {
    judged(
        "batch/v1",
        "Job",
        &[
            (
                json!({"status": {"conditions": [condition("Complete", "True", "")]}}),
                "Current: completed",
            ),
            (
                json!({"status": {"conditions": [condition("Failed", "True", "BackoffLimitExceeded")]}}),
                "Failed: failed (BackoffLimitExceeded)",
            ),
            (
                json!({"spec": {"completions": 3}, "status": {"succeeded": 1}}),
                "InProgress: 1/3 completed",
            ),
            (json!({"spec": {"suspend": true}}), "Current: suspended"),
        ],
    );
    judged(
        "v1",
        "PersistentVolumeClaim",
        &[
            (json!({"status": {"phase": "Bound"}}), "Current: bound"),
            (json!({"status": {"phase": "Pending"}}), "InProgress: not bound (Pending)"),
            (json!({"status": {"phase": "Lost"}}), "Failed: lost its volume"),
        ],
    );
    let balancer = |status: Value| json!({"spec": {"type": "LoadBalancer"}, "status": status});
    judged(
        "v1",
        "Service",
        &[
            (json!({"spec": {"type": "ClusterIP"}}), "Current: exists"),
            (
                balancer(json!({"loadBalancer": {}})),
                "InProgress: no address from a load balancer yet",
            ),
            (
                balancer(json!({"loadBalancer": {"ingress": [{"ip": "1.2.3.4"}]}})),
                "Current: exists",
            ),
        ],
    );
}

#[test]
fn definitions_and_apis() {
    let with = |conditions: &[Value]| json!({"status": {"conditions": conditions}});
    judged(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        &[
            (with(&[condition("Established", "True", "")]), "Current: established"),
            (
                with(&[condition("Established", "False", "Installing")]),
                "InProgress: not established yet",
            ),
            (
                with(&[condition("NamesAccepted", "False", "ListKindConflict")]),
                "Failed: names not accepted (ListKindConflict)",
            ),
            (json!({}), "InProgress: not established yet"),
        ],
    );
    judged(
        "apiregistration.k8s.io/v1",
        "APIService",
        &[
            (with(&[condition("Available", "True", "Passed")]), "Current: available"),
            (
                with(&[condition("Available", "False", "MissingEndpoints")]),
                "InProgress: not available (MissingEndpoints)",
            ),
        ],
    );
}

#[test]
fn any_other_kind_is_judged_by_what_they_agree_on() {
    let with = |conditions: &[Value]| json!({"status": {"conditions": conditions}});
    judged(
        "example.com/v1",
        "Thing",
        &[
            (json!({}), "Current: exists"),
            (json!({"status": "odd", "spec": {"replicas": "many"}}), "Current: exists"),
            (
                json!({"status": {"conditions": [7, {"type": "Ready", "status": "True"}]}}),
                "Current: ready",
            ),
            (with(&[condition("Ready", "False", "Slow")]), "InProgress: not ready (Slow)"),
            (with(&[condition("Ready", "Unknown", "")]), "InProgress: not ready"),
            (
                with(&[condition("Ready", "True", ""), condition("Reconciling", "True", "New")]),
                "InProgress: reconciling (New)",
            ),
            (
                with(&[json!({"type": "Stalled", "status": "True", "message": "no quota"})]),
                "Failed: no quota",
            ),
            (
                json!({"metadata": {"generation": 2}, "status": {"observedGeneration": 1}}),
                "InProgress: its controller has not seen the last change",
            ),
        ],
    );
    judged(
        "v1",
        "Namespace",
        &[
            (json!({"status": {"phase": "Active"}}), "Current: Active"),
            (
                json!({"metadata": {"deletionTimestamp": "x"}, "status": {"phase": "Terminating"}}),
                "Terminating: being deleted",
            ),
        ],
    );
}

#[test]
fn what_is_missing_is_missing_unless_it_was_to_go() {
    let job = identity("batch/v1", "Job");
    let missing = |wanted: Value| Health::of_missing(&job, &wanted).status;
    assert_eq!(missing(json!({"spec": {}})), Status::NotFound);
    assert_eq!(missing(Value::Null), Status::NotFound);
    assert_eq!(missing(json!({"spec": {"ttlSecondsAfterFinished": 60}})), Status::Current);
    let other = identity("example.com/v1", "Job");
    let wanted = json!({"spec": {"ttlSecondsAfterFinished": 60}});
    assert_eq!(Health::of_missing(&other, &wanted).status, Status::NotFound);
}
