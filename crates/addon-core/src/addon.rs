//! The Addon: the custom resource as a person would write it, field by field in that order.
//!
//! Source of the fields: the CRD `addons.addonmgr.keikoproj.io`, v1alpha1. Field order is output order.
//! The types leave out fields that they do not know: [`read`] refuses those in what a person wrote, and [`stored`] reads
//! what a server keeps, perhaps for a later version of the CRD.

pub mod crd;
pub mod names;
pub mod size;

mod constraint;
mod dependency;
pub mod image;
pub mod object_names;
mod read;
mod selector;
mod stage;
mod version;

pub use constraint::Constraint;
pub use dependency::{dependency, split_dependencies};
pub use read::{read, split, stored, stored_spec};
pub use selector::{LabelPair, match_labels, requirements, selector_pair};
pub use stage::Stage;
pub use version::Version;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

/// `apiVersion` of an Addon.
pub const API_VERSION: &str = "addonmgr.keikoproj.io/v1alpha1";
/// `kind` of an Addon.
pub const KIND: &str = "Addon";

/// Strings by name, in the order they were given.
pub type StringMap = IndexMap<String, String>;

/// An Addon without its status.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Addon {
    /// Always [`API_VERSION`].
    pub api_version: String,
    /// Always [`KIND`].
    pub kind: String,
    /// Name, namespace, labels, annotations.
    pub metadata: Metadata,
    /// The addon.
    pub spec: AddonSpec,
}

/// The metadata that addonctl writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// At most 31 bytes: workflow names are made of it.
    pub name: String,
    /// Where the Addon Manager looks: `addon-manager-system`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub namespace: String,
    /// Labels of the Addon itself.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub labels: StringMap,
    /// Annotations of the Addon itself.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub annotations: StringMap,
}

/// What the addon is, what it needs and how it lives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddonSpec {
    /// What other addons depend on it by.
    #[serde(default)]
    pub pkg_name: String,
    /// Its version; also a label of what is submitted.
    #[serde(default)]
    pub pkg_version: String,
    /// helm, ship, kustomize, cnab or composite.
    #[serde(default)]
    pub pkg_type: String,
    /// A sentence for people.
    #[serde(default)]
    pub pkg_description: String,
    /// The release channel.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pkg_channel: String,
    /// Package names and the versions of them that it needs.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub pkg_deps: StringMap,
    /// What its workflows are given.
    #[serde(default)]
    pub params: Params,
    /// Which objects the controller watches for it.
    #[serde(default, skip_serializing_if = "Selector::is_empty")]
    pub selector: Selector,
    /// Kustomize patches; the controller ignores them. Kept from a base Addon.
    #[serde(default, skip_serializing_if = "Overrides::is_empty")]
    pub overrides: Overrides,
    /// Secrets that must exist in the target namespace.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<Secret>,
    /// The workflows.
    #[serde(default, skip_serializing_if = "Lifecycle::is_empty")]
    pub lifecycle: Lifecycle,
}

/// The parameters of every workflow of the addon.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Params {
    /// The target namespace: where objects without one of their own go.
    #[serde(default)]
    pub namespace: String,
    /// The cluster.
    #[serde(default, skip_serializing_if = "Context::is_empty")]
    pub context: Context,
    /// The addon's own parameters.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub data: StringMap,
}

/// The cluster that the addon is for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Context {
    /// Its name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cluster_name: String,
    /// Its region.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cluster_region: String,
    /// More facts about it; parameters like the addon's own.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub additional_configs: StringMap,
}

/// A label selector.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Selector {
    /// Labels and their values.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub match_labels: StringMap,
    /// Further requirements, all of which hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub match_expressions: Vec<Requirement>,
}

/// One requirement of a label selector.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// The label's key.
    pub key: String,
    /// In, `NotIn`, Exists or `DoesNotExist`.
    pub operator: String,
    /// Values for In and `NotIn`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// Kustomize patches; part of the CRD, ignored by the controller.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overrides {
    /// Kustomize settings.
    #[serde(default, skip_serializing_if = "Kustomize::is_empty")]
    pub kustomize: Kustomize,
    /// Templates by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub template: StringMap,
}

/// Kustomize settings of [`Overrides`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kustomize {
    /// Common labels.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub labels: StringMap,
    /// Common annotations.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub annotations: StringMap,
    /// Resource kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<String>,
    /// Patches.
    #[serde(default, skip_serializing_if = "Overlay::is_empty")]
    pub overlay: Overlay,
}

/// Patches of [`Kustomize`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlay {
    /// Patch texts by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub template: StringMap,
}

/// A secret that must exist in the target namespace.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secret {
    /// Its name.
    pub name: String,
    /// A generator; unused by the controller. Kept from a base Addon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cmd: Option<i64>,
    /// The generator's arguments; unused by the controller.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<String>,
}

/// The workflows of an addon, one a stage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifecycle {
    /// See [`Stage::Prereqs`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prereqs: Option<WorkflowStep>,
    /// See [`Stage::Install`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub install: Option<WorkflowStep>,
    /// See [`Stage::Delete`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete: Option<WorkflowStep>,
    /// See [`Stage::Validate`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validate: Option<WorkflowStep>,
}

/// One stage: a Workflow as text, and what its name is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowStep {
    /// A part of the workflow's name; at most 10 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name_prefix: String,
    /// Unused by the controller since it dropped kiam.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Unused by the controller since it dropped kiam.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub workflow_role: String,
    /// The Workflow, as YAML text. Empty: nothing is run and the stage counts as succeeded.
    #[serde(default)]
    pub template: String,
}

impl Lifecycle {
    /// The step of a stage.
    pub fn get(&self, stage: Stage) -> Option<&WorkflowStep> {
        match stage {
            Stage::Prereqs => self.prereqs.as_ref(),
            Stage::Install => self.install.as_ref(),
            Stage::Delete => self.delete.as_ref(),
            Stage::Validate => self.validate.as_ref(),
        }
    }

    /// The step of a stage, to fill in.
    pub fn slot(&mut self, stage: Stage) -> &mut Option<WorkflowStep> {
        match stage {
            Stage::Prereqs => &mut self.prereqs,
            Stage::Install => &mut self.install,
            Stage::Delete => &mut self.delete,
            Stage::Validate => &mut self.validate,
        }
    }
}

/// `is_empty` for the structs that are left out when they say nothing.
macro_rules! empty_when_default {
    ($($name:ident),*) => { $(impl $name {
        /// Whether it says nothing.
        pub fn is_empty(&self) -> bool { *self == Self::default() }
    })* };
}
empty_when_default!(Context, Selector, Overrides, Kustomize, Overlay, Lifecycle);
