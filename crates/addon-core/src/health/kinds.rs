//! Kinds of Kubernetes' own that run no pods for ever.

use serde::Deserialize;
use serde_json::Value;

use super::{Conditions, Health, current, failed, in_progress};
use crate::manifest::Identity;

/// How an object of such a kind is; nothing for any other.
pub(super) fn judge(
    identity: &Identity,
    object: &Value,
    conditions: &Conditions,
) -> Option<Health> {
    Some(match (identity.group(), identity.kind.as_str()) {
        ("", "Pod") => pod(&read(object), conditions),
        ("", "PersistentVolumeClaim") => claim(&read(object)),
        ("", "Service") => service(&read(object)),
        ("batch", "Job") => job(&read(object), conditions),
        ("apiextensions.k8s.io", "CustomResourceDefinition") => definition(conditions),
        ("apiregistration.k8s.io", "APIService") => api_service(conditions),
        // Their status is no measure of them: the next run, or the evictions of just now.
        ("batch", "CronJob") | ("policy", "PodDisruptionBudget") => current("exists"),
        _ => return None,
    })
}

/// Whether an object that was asked for goes away by itself when it is done.
pub(super) fn vanishes(identity: &Identity, wanted: &Value) -> bool {
    identity.is("batch", "Job") && read::<Job>(wanted).spec.ttl_seconds_after_finished.is_some()
}

fn read<'a, T: Deserialize<'a> + Default>(object: &'a Value) -> T {
    T::deserialize(object).unwrap_or_default()
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Pod {
    status: PodStatus,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PodStatus {
    phase: String,
    init_container_statuses: Vec<Container>,
    container_statuses: Vec<Container>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Container {
    name: String,
    state: ContainerState,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ContainerState {
    waiting: Option<Waiting>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Waiting {
    reason: String,
}

fn pod(it: &Pod, conditions: &Conditions) -> Health {
    let ready = conditions.holding("Ready").is_some();
    match it.status.phase.as_str() {
        "Succeeded" => return current("completed"),
        "Failed" => return failed("failed"),
        "Running" if ready => return current("ready"),
        _ => {}
    }
    let status = &it.status;
    let mut containers = status.init_container_statuses.iter().chain(&status.container_statuses);
    let looping = |container: &&Container| {
        container.state.waiting.as_ref().is_some_and(|it| it.reason == "CrashLoopBackOff")
    };
    if let Some(container) = containers.find(looping) {
        return failed(format!("container {} crashes again and again", container.name));
    }
    if let Some(condition) = conditions.get("PodScheduled").filter(|c| c.is_false()) {
        return in_progress(condition.told("not scheduled"));
    }
    match it.status.phase.as_str() {
        "" => in_progress("no phase yet"),
        "Running" => in_progress("not ready"),
        phase => in_progress(phase),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Claim {
    status: ClaimStatus,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ClaimStatus {
    phase: String,
}

fn claim(it: &Claim) -> Health {
    match it.status.phase.as_str() {
        "Bound" => current("bound"),
        "Lost" => failed("lost its volume"),
        "" => in_progress("not bound"),
        phase => in_progress(format!("not bound ({phase})")),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Service {
    spec: ServiceSpec,
    status: ServiceStatus,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ServiceSpec {
    r#type: String,
    #[serde(rename = "externalIPs")]
    external_ips: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ServiceStatus {
    load_balancer: LoadBalancer,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LoadBalancer {
    ingress: Vec<Value>,
}

fn service(it: &Service) -> Health {
    let waits = it.spec.r#type == "LoadBalancer"
        && it.spec.external_ips.is_empty()
        && it.status.load_balancer.ingress.is_empty();
    if waits { in_progress("no address from a load balancer yet") } else { current("exists") }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Job {
    spec: JobSpec,
    status: JobStatus,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct JobSpec {
    completions: Option<i64>,
    suspend: bool,
    ttl_seconds_after_finished: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct JobStatus {
    succeeded: i64,
}

fn job(it: &Job, conditions: &Conditions) -> Health {
    if conditions.holding("Complete").is_some() {
        return current("completed");
    }
    if let Some(condition) = conditions.holding("Failed") {
        return failed(condition.told("failed"));
    }
    if it.spec.suspend {
        return current("suspended");
    }
    let want = it.spec.completions.unwrap_or(1);
    in_progress(format!("{}/{want} completed", it.status.succeeded))
}

fn definition(conditions: &Conditions) -> Health {
    if let Some(condition) = conditions.get("NamesAccepted").filter(|c| c.is_false()) {
        return failed(condition.told("names not accepted"));
    }
    match conditions.get("Established") {
        Some(condition) if condition.is_true() => current("established"),
        Some(condition) if condition.is_false() && condition.reason != "Installing" => {
            failed(condition.told("not established"))
        }
        _ => in_progress("not established yet"),
    }
}

fn api_service(conditions: &Conditions) -> Health {
    match conditions.get("Available") {
        Some(condition) if condition.is_true() => current("available"),
        Some(condition) => in_progress(condition.told("not available")),
        None => in_progress("not available yet"),
    }
}
