//! An Addon with its Workflows, their steps, and the objects that its templates name.

use serde::Serialize;
use serde_json::Value;

use super::facts::{Node, name, stage_of};
use crate::clock;
use crate::health::{Health, Status};
use crate::manifest::Identity;

/// The tree of an Addon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tree {
    /// The Addon's name.
    pub name: String,
    /// `status.lifecycle.installed`.
    pub phase: String,
    /// Its Workflows.
    pub workflows: Vec<TreeWorkflow>,
    /// What its templates name, stage by stage.
    pub stages: Vec<TreeStage>,
    /// What could not be seen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A Workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreeWorkflow {
    /// Its name.
    pub name: String,
    /// Its stage.
    pub stage: String,
    /// Its phase.
    pub phase: String,
    /// How long it ran or has been running.
    pub took: String,
    /// Its steps.
    pub steps: Vec<TreeStep>,
}

/// A step, each try by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreeStep {
    /// Its name.
    pub name: String,
    /// Its phase.
    pub phase: String,
    /// How long it ran or has been running.
    pub took: String,
    /// Argo's message.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub message: String,
}

/// The objects of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreeStage {
    /// The stage.
    pub stage: &'static str,
    /// Its objects, in the template's order.
    pub objects: Vec<TreeObject>,
}

/// An object that a template names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TreeObject {
    /// `apiVersion`.
    pub api_version: String,
    /// `kind`.
    pub kind: String,
    /// `metadata.namespace`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// `metadata.name`.
    pub name: String,
    /// Whether it is there.
    pub exists: bool,
    /// How it is, in a word of kstatus.
    pub health: Status,
    /// Why, in a few words.
    pub state: String,
    /// How old it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub age: String,
}

/// What a look for an object gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Sighting {
    /// The object.
    There(Box<Value>),
    /// It does not exist.
    Missing,
    /// The cluster does not serve its kind.
    KindUnknown,
    /// Its name is made when the workflow runs.
    NameOpen,
    /// The user may not look.
    Forbidden,
    /// Something else was in the way.
    Unseen(String),
}

impl TreeObject {
    /// An object and what a look for it gave. `wanted`: as the template has it. `now`: seconds since 1970.
    pub fn new(identity: &Identity, wanted: &Value, seen: Sighting, now: i64) -> Self {
        let (exists, age) = match &seen {
            Sighting::There(object) => {
                let created = object["metadata"]["creationTimestamp"].as_str().unwrap_or_default();
                (true, clock::since(created, now))
            }
            _ => (false, String::new()),
        };
        let Health { status, reason } = match seen {
            Sighting::There(object) => Health::of(identity, &object),
            Sighting::Missing => Health::of_missing(identity, wanted),
            Sighting::KindUnknown => {
                Health::new(Status::NotFound, "missing: the cluster does not know this kind")
            }
            Sighting::NameOpen => {
                Health::new(Status::Unknown, "its name is made when the workflow runs")
            }
            Sighting::Forbidden => Health::new(Status::Unknown, "you may not see it"),
            Sighting::Unseen(why) => {
                Health::new(Status::Unknown, why.lines().next().unwrap_or_default())
            }
        };
        let Identity { api_version, kind, namespace, name } = identity.clone();
        Self { api_version, kind, namespace, name, exists, health: status, state: reason, age }
    }

    /// Whether it may still change for the better: neither fine nor impossible to look at.
    pub fn is_unsettled(&self) -> bool {
        !matches!(self.health, Status::Current | Status::Unknown)
    }

    /// `Deployment.apps`.
    pub fn kind_and_group(&self) -> String {
        match self.api_version.split_once('/') {
            Some((group, _)) => format!("{}.{group}", self.kind),
            None => self.kind.clone(),
        }
    }

    /// `Deployment NAMESPACE/NAME`.
    pub fn called(&self) -> String {
        let namespace = self.namespace.as_ref().map(|it| format!("{it}/")).unwrap_or_default();
        format!("{} {namespace}{}", self.kind, self.name)
    }
}

/// A Workflow with its steps.
pub fn workflow(workflow: &Value, now: i64) -> TreeWorkflow {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let status = &workflow["status"];
    let phase = match text(&status["phase"]) {
        phase if phase.is_empty() => "Pending".to_owned(),
        phase => phase,
    };
    let steps = Node::leaves(workflow).into_iter().map(|node| TreeStep {
        name: node.text("displayName").to_owned(),
        phase: node.text("phase").to_owned(),
        took: took(node.0, now),
        message: node.text("message").to_owned(),
    });
    TreeWorkflow {
        name: name(workflow).to_owned(),
        stage: stage_of(name(workflow)).map_or("?", |stage| stage.name()).to_owned(),
        phase,
        took: took(status, now),
        steps: steps.collect(),
    }
}

fn took(status: &Value, now: i64) -> String {
    let time = |field: &str| status[field].as_str().and_then(clock::seconds);
    time("startedAt")
        .map(|start| clock::age(time("finishedAt").unwrap_or(now) - start))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_that_is_not_there_says_so() {
        let identity = Identity { kind: "X".to_owned(), ..Identity::default() };
        let object = TreeObject::new(&identity, &Value::Null, Sighting::KindUnknown, 0);
        assert!(!object.exists && object.state.contains("does not know"));
        assert_eq!(object.health, Status::NotFound);
        let object = TreeObject::new(&identity, &Value::Null, Sighting::Forbidden, 0);
        assert_eq!(object.health, Status::Unknown);
    }
}
