//! How an object is, by what the cluster writes into its status: one of six words and a short reason.
//!
//! Source of the rules: kstatus, `sigs.k8s.io/cli-utils/pkg/kstatus/status`, `core.go` and `generic.go`. Four things are
//! judged more strictly here, because somebody waits for them: a Job is current once it is complete (kstatus: once it
//! has started), a Service of type `LoadBalancer` once it has an address (kstatus: a cluster IP), a Pod that failed has
//! failed (kstatus: is over, and so current), and an `APIService` once it is available. A pod that does not fit on any
//! node is in progress, for a node may come.

mod kinds;
mod workloads;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::manifest::Identity;

/// How an object is, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// How it is, in one word.
    pub status: Status,
    /// Why, in a few words: `0/1 ready`. Never empty.
    pub reason: String,
}

/// How an object is, in the words of kstatus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub enum Status {
    /// It is as it was asked for.
    Current,
    /// It is on its way there.
    InProgress,
    /// It will not get there by itself.
    Failed,
    /// It is being deleted.
    Terminating,
    /// It does not exist.
    NotFound,
    /// It could not be looked at.
    Unknown,
}

impl Status {
    /// The word for it, stable for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Current => "Current",
            Self::InProgress => "InProgress",
            Self::Failed => "Failed",
            Self::Terminating => "Terminating",
            Self::NotFound => "NotFound",
            Self::Unknown => "Unknown",
        }
    }

    /// Whether time alone does not mend it.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Failed | Self::NotFound)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Health {
    /// A status with its reason.
    pub fn new(status: Status, reason: impl Into<String>) -> Self {
        Self { status, reason: reason.into() }
    }

    /// Whether nothing is wrong with it.
    pub fn is_fine(&self) -> bool {
        self.status == Status::Current
    }

    /// How an object is that the cluster has. `identity` says its kind, which lists leave out of their items.
    pub fn of(identity: &Identity, object: &Value) -> Self {
        let basics = Basics::deserialize(object).unwrap_or_default();
        let conditions = Conditions::of(object);
        if let Some(health) = generic(&basics, &conditions) {
            return health;
        }
        if let Some(health) = workloads::judge(identity, object, &conditions) {
            return health;
        }
        if let Some(health) = kinds::judge(identity, object, &conditions) {
            return health;
        }
        ready(&conditions).unwrap_or_else(|| {
            let phase = basics.status.and_then(|status| status.phase);
            current(phase.unwrap_or_else(|| "exists".to_owned()))
        })
    }

    /// How an object is that does not exist. `wanted`: as it was asked for.
    pub fn of_missing(identity: &Identity, wanted: &Value) -> Self {
        if kinds::vanishes(identity, wanted) {
            return current("was done, and removed by its time to live");
        }
        Self::new(Status::NotFound, "missing")
    }
}

fn current(reason: impl Into<String>) -> Health {
    Health::new(Status::Current, reason)
}

fn in_progress(reason: impl Into<String>) -> Health {
    Health::new(Status::InProgress, reason)
}

fn failed(reason: impl Into<String>) -> Health {
    Health::new(Status::Failed, reason)
}

/// What every object may have.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Basics {
    metadata: Metadata,
    status: Option<Observed>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Metadata {
    generation: Option<i64>,
    deletion_timestamp: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Observed {
    observed_generation: Option<i64>,
    phase: Option<String>,
}

/// A condition of a status.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
struct Condition {
    r#type: String,
    status: String,
    reason: String,
    message: String,
}

impl Condition {
    fn is_true(&self) -> bool {
        self.status == "True"
    }

    fn is_false(&self) -> bool {
        self.status == "False"
    }

    /// `not ready (Pending)`.
    fn told(&self, word: &str) -> String {
        if self.reason.is_empty() { word.to_owned() } else { format!("{word} ({})", self.reason) }
    }

    /// The first line of its message, or what it is called.
    fn words(&self) -> String {
        let line = self.message.lines().next().unwrap_or_default().trim();
        if line.is_empty() { self.told(&self.r#type.to_lowercase()) } else { line.to_owned() }
    }
}

/// The conditions of a status; what does not look like one is left out.
#[derive(Debug, Default)]
struct Conditions(Vec<Condition>);

impl Conditions {
    fn of(object: &Value) -> Self {
        let list = object.pointer("/status/conditions").and_then(Value::as_array);
        let read = list.into_iter().flatten().filter_map(|one| Condition::deserialize(one).ok());
        Self(read.collect())
    }

    fn get(&self, kind: &str) -> Option<&Condition> {
        self.0.iter().find(|condition| condition.r#type == kind)
    }

    /// The condition of this type, if it is true.
    fn holding(&self, kind: &str) -> Option<&Condition> {
        self.get(kind).filter(|condition| condition.is_true())
    }
}

/// What can be said whatever the kind.
fn generic(basics: &Basics, conditions: &Conditions) -> Option<Health> {
    if basics.metadata.deletion_timestamp.is_some() {
        return Some(Health::new(Status::Terminating, "being deleted"));
    }
    let observed = basics.status.as_ref().and_then(|status| status.observed_generation);
    if let (Some(generation), Some(observed)) = (basics.metadata.generation, observed)
        && generation != observed
    {
        return Some(in_progress("its controller has not seen the last change"));
    }
    if let Some(condition) = conditions.holding("Reconciling") {
        return Some(in_progress(condition.words()));
    }
    conditions.holding("Stalled").map(|condition| failed(condition.words()))
}

/// What the condition says that most custom resources have.
fn ready(conditions: &Conditions) -> Option<Health> {
    let condition = conditions.get("Ready")?;
    let ready = condition.is_true();
    Some(if ready { current("ready") } else { in_progress(condition.told("not ready")) })
}

#[cfg(test)]
mod tests;
