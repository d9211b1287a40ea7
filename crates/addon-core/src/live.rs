//! An Addon as a cluster has it: its spec, how far it has come, and what that means.

use serde_json::Value;

use crate::addon::{self, Addon, AddonSpec, Metadata};
use crate::lifecycle::{self, Phase};

/// An Addon of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// `metadata.name`.
    pub name: String,
    /// `metadata.uid`.
    pub uid: String,
    /// `metadata.resourceVersion`.
    pub resource_version: String,
    /// `metadata.creationTimestamp`, RFC 3339.
    pub created: String,
    /// `metadata.deletionTimestamp`, RFC 3339, once it is being deleted.
    pub deleted: Option<String>,
    /// `metadata.finalizers`.
    pub finalizers: Vec<String>,
    /// The spec.
    pub spec: AddonSpec,
    /// `status.checksum`: the spec that the phases belong to.
    pub checksum: String,
    /// `status.lifecycle.prereqs`.
    pub prereqs: Option<Phase>,
    /// `status.lifecycle.installed`.
    pub installed: Option<Phase>,
    /// `status.reason`.
    pub reason: String,
    /// `status.starttime`, in Unix milliseconds.
    pub started: Option<i64>,
}

impl Live {
    /// Reads an Addon object; the error says what in it is not as the CRD has it.
    pub fn from_value(object: &Value) -> Result<Self, String> {
        let metadata = &object["metadata"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let status = &object["status"];
        let phase = |value: &Value| value.as_str().and_then(|phase| phase.parse().ok());
        let spec =
            serde_json::from_value(object["spec"].clone()).map_err(|error| error.to_string())?;
        Ok(Self {
            name: text(&metadata["name"]),
            uid: text(&metadata["uid"]),
            resource_version: text(&metadata["resourceVersion"]),
            created: text(&metadata["creationTimestamp"]),
            deleted: metadata["deletionTimestamp"].as_str().map(str::to_owned),
            finalizers: metadata["finalizers"].as_array().into_iter().flatten().map(text).collect(),
            spec,
            checksum: text(&status["checksum"]),
            prereqs: phase(&status["lifecycle"]["prereqs"]),
            installed: phase(&status["lifecycle"]["installed"]),
            reason: text(&status["reason"]),
            started: status["starttime"].as_i64(),
        })
    }

    /// The Addon itself, in its namespace.
    pub fn addon(&self, namespace: &str) -> Addon {
        let (name, namespace) = (self.name.clone(), namespace.to_owned());
        Addon {
            api_version: addon::API_VERSION.to_owned(),
            kind: addon::KIND.to_owned(),
            metadata: Metadata { name, namespace, ..Metadata::default() },
            spec: self.spec.clone(),
        }
    }

    /// Whether the status speaks of this very spec, and not of an earlier one.
    pub fn is_current(&self) -> bool {
        self.checksum == lifecycle::checksum(&self.spec)
    }
}

/// What the state of an Addon means for somebody who waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is on its way: what it waits for.
    Waiting(String),
    /// It is installed.
    Succeeded,
    /// It will not get any further by itself: the phase and the reason.
    Failed(Phase, String),
    /// It is being deleted.
    Deleting,
    /// It does not exist.
    Absent,
}

/// Words of the controller's reasons that go away by themselves: a dependency may still come.
const HEALING: [&str; 3] =
    ["waiting on dependencies", "required dependency is not installed", "dependency is pending"];

/// The verdict on an Addon.
pub fn verdict(addon: Option<&Live>) -> Verdict {
    let Some(addon) = addon else { return Verdict::Absent };
    let failed = |phase| Verdict::Failed(phase, addon.reason.clone());
    if addon.deleted.is_some() {
        return match addon.installed {
            Some(Phase::DeleteFailed) => failed(Phase::DeleteFailed),
            _ => Verdict::Deleting,
        };
    }
    if !addon.is_current() {
        return Verdict::Waiting("the controller to take notice".to_owned());
    }
    match addon.installed {
        Some(Phase::Succeeded) => Verdict::Succeeded,
        Some(Phase::Failed) => failed(Phase::Failed),
        Some(Phase::DeleteFailed) => failed(Phase::DeleteFailed),
        Some(Phase::ValidationFailed) if HEALING.iter().any(|word| addon.reason.contains(word)) => {
            Verdict::Waiting(format!("its dependencies: {}", addon.reason))
        }
        Some(Phase::ValidationFailed) => failed(Phase::ValidationFailed),
        _ if addon.prereqs == Some(Phase::Succeeded) => {
            Verdict::Waiting("the install stage".to_owned())
        }
        _ => Verdict::Waiting("the prereqs stage".to_owned()),
    }
}
