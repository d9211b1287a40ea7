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
    /// `metadata.generation`: which of its specs this is.
    pub generation: Option<i64>,
    /// `metadata.creationTimestamp`, RFC 3339.
    pub created: String,
    /// Since when the spec is as it is, RFC 3339: when a field of it was changed last.
    pub changed: String,
    /// `metadata.deletionTimestamp`, RFC 3339, once it is being deleted.
    pub deleted: Option<String>,
    /// `metadata.finalizers`.
    pub finalizers: Vec<String>,
    /// The spec.
    pub spec: AddonSpec,
    /// `status.checksum`: the spec that the status was written for.
    pub checksum: String,
    /// `status.observedGeneration`, where the manager writes one: the spec that the status was written for.
    pub observed: Option<i64>,
    /// `status.lifecycle.prereqs`, if the status was written for this very spec.
    pub prereqs: Option<Phase>,
    /// `status.lifecycle.installed`, if the status was written for this very spec. How a deletion goes is always told.
    pub installed: Option<Phase>,
    /// `status.reason`, if the status was written for this very spec.
    pub reason: String,
    /// `status.lifecycle.installed`, if the status was written for an earlier spec.
    pub earlier: Option<Phase>,
    /// `status.starttime`, in Unix milliseconds.
    pub started: Option<i64>,
}

impl Live {
    /// Reads an Addon object as a server stored it: fields of a later CRD do not matter. What the status says of an earlier
    /// spec is kept apart, so that nobody takes it for what became of this one. The error says what is not as the CRD has it.
    pub fn from_value(object: &Value) -> Result<Self, String> {
        let metadata = &object["metadata"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let status = &object["status"];
        let phase = |value: &Value| value.as_str().and_then(|phase| phase.parse().ok());
        let mut live = Self {
            name: text(&metadata["name"]),
            uid: text(&metadata["uid"]),
            resource_version: text(&metadata["resourceVersion"]),
            generation: metadata["generation"].as_i64(),
            created: text(&metadata["creationTimestamp"]),
            changed: changed(metadata).to_owned(),
            deleted: metadata["deletionTimestamp"].as_str().map(str::to_owned),
            finalizers: metadata["finalizers"].as_array().into_iter().flatten().map(text).collect(),
            spec: addon::stored_spec(&object["spec"])?,
            checksum: text(&status["checksum"]),
            observed: status["observedGeneration"].as_i64(),
            prereqs: phase(&status["lifecycle"]["prereqs"]),
            installed: phase(&status["lifecycle"]["installed"]),
            reason: text(&status["reason"]),
            earlier: None,
            started: status["starttime"].as_i64(),
        };
        let of_deletion =
            live.deleted.is_some() && live.installed.is_some_and(Phase::is_of_deletion);
        if !live.is_current() && !of_deletion {
            live.earlier = live.installed.take();
            live.prereqs = None;
            live.reason.clear();
        }
        Ok(live)
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

    /// The phase in a word or two, for a list: that of this very spec, or that the manager has not looked at it.
    pub fn phase_name(&self) -> &'static str {
        match self.installed {
            Some(phase) if self.deleted.is_none() || phase.is_of_deletion() => phase.name(),
            _ if self.deleted.is_some() => Phase::Deleting.name(),
            _ => UNSEEN,
        }
    }

    /// What there is to say of the status beside the phase: the reason, or of which spec the status speaks.
    pub fn remark(&self) -> String {
        match self.earlier {
            Some(earlier) if self.deleted.is_none() => {
                format!("the controller has yet to look at this spec; {earlier} was an earlier one")
            }
            _ => self.reason.clone(),
        }
    }

    /// Whether the status speaks of this very spec, and not of an earlier one.
    ///
    /// A generation is counted by the API server and so says more than the checksum, which two specs may share. An empty
    /// checksum asks the manager to begin again.
    pub fn is_current(&self) -> bool {
        match (self.observed, self.generation) {
            (Some(observed), Some(generation)) => {
                observed >= generation && !self.checksum.is_empty()
            }
            _ => self.checksum == lifecycle::checksum(&self.spec),
        }
    }
}

/// When a field of the spec was changed last, as far as the API server remembers.
fn changed(metadata: &Value) -> &str {
    let managed = metadata["managedFields"].as_array().into_iter().flatten();
    let of_spec =
        managed.filter(|it| it["subresource"] != "status" && it["fieldsV1"]["f:spec"].is_object());
    let times =
        of_spec.filter_map(|it| it["time"].as_str()).chain(metadata["creationTimestamp"].as_str());
    // All are in the same zone and of the same length.
    times.max().unwrap_or_default()
}

/// What is said in the place of a phase while there is none for the present spec.
pub const UNSEEN: &str = "Not looked at";

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

/// What an Addon waits for that waits for others, out of the controller's reason.
fn dependencies(reason: &str) -> String {
    let (_, missing) =
        reason.split_once("unable to resolve required dependency ").unwrap_or_default();
    match missing.split_whitespace().next() {
        Some(package) => format!("{package}, which no Addon provides; install one that does"),
        None => "its dependencies, which are not installed yet".to_owned(),
    }
}

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
            Verdict::Waiting(dependencies(&addon.reason))
        }
        Some(Phase::ValidationFailed) => failed(Phase::ValidationFailed),
        _ if addon.prereqs == Some(Phase::Succeeded) => {
            Verdict::Waiting("the install stage".to_owned())
        }
        _ => Verdict::Waiting("the prereqs stage".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(status: &Value) -> Live {
        let addon = json!({
            "metadata": {"name": "a", "generation": 2}, "spec": {"pkgName": "a"}, "status": status,
        });
        Live::from_value(&addon).unwrap()
    }

    fn sum() -> String {
        lifecycle::checksum(&addon::stored_spec(&json!({"pkgName": "a"})).unwrap())
    }

    #[test]
    fn what_is_said_of_an_earlier_spec_is_not_said_of_this_one() {
        let phases = json!({"prereqs": "Succeeded", "installed": "Failed"});
        let now = json!({"checksum": sum(), "lifecycle": phases, "reason": "why"});
        let live = read(&now);
        assert_eq!((live.installed, live.prereqs), (Some(Phase::Failed), Some(Phase::Succeeded)));
        assert_eq!((live.reason.as_str(), live.earlier), ("why", None));
        for before in ["1a2b3c4d", ""] {
            let mut status = now.clone();
            status["checksum"] = before.into();
            let live = read(&status);
            assert_eq!((live.installed, live.prereqs, live.reason.as_str()), (None, None, ""));
            assert_eq!(live.earlier, Some(Phase::Failed));
            assert!(matches!(verdict(Some(&live)), Verdict::Waiting(_)));
            assert_eq!(live.phase_name(), "Not looked at");
            assert!(live.remark().ends_with("Failed was an earlier one"), "{}", live.remark());
        }
    }

    #[test]
    fn it_is_known_since_when_the_spec_is_as_it_is() {
        let field = |time: &str, status: &str, fields: &str| json!({"time": format!("2026-01-0{time}T00:00:00Z"), "subresource": status, "fieldsV1": {fields: {}}});
        let mut metadata = json!({"creationTimestamp": "2026-01-01T00:00:00Z"});
        assert_eq!(changed(&metadata), "2026-01-01T00:00:00Z");
        metadata["managedFields"] = json!([
            field("3", "", "f:spec"),
            field("2", "", "f:spec"),
            field("4", "status", "f:spec"),
            field("5", "", "f:metadata")
        ]);
        assert_eq!(changed(&metadata), "2026-01-03T00:00:00Z");
    }

    #[test]
    fn a_dependency_is_named() {
        let said = |reason: &str| {
            let lifecycle = json!({"installed": "Validation Failed"});
            let live = read(&json!({"checksum": sum(), "lifecycle": lifecycle, "reason": reason}));
            verdict(Some(&live))
        };
        let missing = "x is waiting on dependencies to be installed. required dependency is not installed: unable to resolve required dependency core/dns:>=1";
        let words = "core/dns:>=1, which no Addon provides; install one that does";
        assert_eq!(said(missing), Verdict::Waiting(words.to_owned()));
        let pending = "x is waiting on dependencies to be out of Pending state.";
        let words = "its dependencies, which are not installed yet";
        assert_eq!(said(pending), Verdict::Waiting(words.to_owned()));
    }

    #[test]
    fn a_generation_says_more_than_a_checksum() {
        let said = |observed: i64, checksum: &str| json!({"checksum": checksum, "observedGeneration": observed, "lifecycle": {"installed": "Succeeded"}});
        // Of two specs with one checksum, and of one whose checksum a manager makes in another way.
        assert_eq!(read(&said(1, &sum())).installed, None);
        assert_eq!(read(&said(2, "another")).installed, Some(Phase::Succeeded));
        assert_eq!(read(&said(2, "")).installed, None);
    }

    #[test]
    fn how_a_deletion_goes_is_told_whatever_the_spec() {
        let of = |phase: &str, deleted: bool| {
            let mut addon = json!({
                "metadata": {"name": "a"}, "spec": {"pkgName": "a"},
                "status": {"checksum": "1", "reason": "why", "lifecycle": {"installed": phase}},
            });
            if deleted {
                addon["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z".into();
            }
            Live::from_value(&addon).unwrap()
        };
        let failed = of("Delete Failed", true);
        assert_eq!((failed.installed, failed.reason.as_str()), (Some(Phase::DeleteFailed), "why"));
        assert_eq!((failed.phase_name(), failed.remark().as_str()), ("Delete Failed", "why"));
        assert_eq!(
            (of("Succeeded", true).installed, of("Succeeded", true).phase_name()),
            (None, "Deleting")
        );
        assert_eq!(of("Delete Failed", false).installed, None);
    }
}
