//! The name of a Workflow, which says whose stage it runs: `ADDON[-PREFIX]-STAGE-CHECKSUM-wf`.

use std::fmt;
use std::str::FromStr;

use super::checksum;
use crate::addon::{Addon, Stage};

/// The name of the Workflow of a stage.
///
/// At most 62 bytes for an Addon that is valid; Argo takes 63.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkflowName {
    /// The Addon's name, and behind a dash the stage's prefix, if it has one: where one ends cannot be told.
    pub owner: String,
    /// The stage.
    pub stage: Stage,
    /// The checksum of the Addon's spec.
    pub checksum: String,
}

/// A name that no manager of Addons gives to a Workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownWorkflowName;

impl fmt::Display for UnknownWorkflowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of an Addon's Workflow")
    }
}

impl std::error::Error for UnknownWorkflowName {}

impl WorkflowName {
    /// The name that the controller gives to the Workflow of an Addon's stage.
    pub fn new(addon: &Addon, stage: Stage) -> Self {
        let name = &addon.metadata.name;
        let owner = match addon.spec.lifecycle.get(stage).map(|step| step.name_prefix.as_str()) {
            None | Some("") => name.clone(),
            Some(prefix) => format!("{name}-{prefix}"),
        };
        Self { owner, stage, checksum: checksum(&addon.spec) }
    }
}

impl fmt::Display for WorkflowName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { owner, stage, checksum } = self;
        write!(f, "{owner}-{stage}-{checksum}-wf")
    }
}

impl FromStr for WorkflowName {
    type Err = UnknownWorkflowName;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let parts = || {
            let (head, checksum) = name.strip_suffix("-wf")?.rsplit_once('-')?;
            let (owner, stage) = head.rsplit_once('-')?;
            Some((owner.to_owned(), stage.parse().ok()?, checksum.to_owned()))
        };
        let (owner, stage, checksum) = parts().ok_or(UnknownWorkflowName)?;
        Ok(Self { owner, stage, checksum })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::addon::WorkflowStep;

    fn addon(name: &str, prefix: &str, template: &str) -> Addon {
        let mut addon = Addon::default();
        addon.metadata.name = name.to_owned();
        addon.spec.pkg_name = "a".to_owned();
        addon.spec.pkg_version = "v1".to_owned();
        addon.spec.pkg_type = "composite".to_owned();
        addon.spec.params.namespace = "ns".to_owned();
        let (name_prefix, template) = (prefix.to_owned(), template.to_owned());
        let step = WorkflowStep { name_prefix, template, ..WorkflowStep::default() };
        *addon.spec.lifecycle.slot(Stage::Prereqs) = Some(step);
        addon
    }

    #[test]
    fn workflow_names_are_those_of_the_controller() {
        let bare = addon("a", "", "");
        assert_eq!(name(&bare, Stage::Prereqs), "a-prereqs-2416d96f-wf");
        assert_eq!(name(&bare, Stage::Delete), "a-delete-2416d96f-wf");
        let long = addon("a234567890123456789012345678901", "p234567890", "t");
        let name = name(&long, Stage::Prereqs);
        assert_eq!(name, "a234567890123456789012345678901-p234567890-prereqs-967cdc2f-wf");
        assert_eq!(name.len(), 62);
    }

    fn name(addon: &Addon, stage: Stage) -> String {
        let name = WorkflowName::new(addon, stage);
        let text = name.to_string();
        assert_eq!(text.parse(), Ok(name), "what is written is read");
        text
    }

    #[test]
    fn the_stage_is_read_out_of_the_name_from_behind() {
        for (text, stage) in [
            ("a-install-2416d96f-wf", Some(Stage::Install)),
            ("my-delete-pre-prereqs-2416d96f-wf", Some(Stage::Prereqs)),
            ("a-pre-delete-1a2b-wf", Some(Stage::Delete)),
            ("delete-install-1a2b-wf", Some(Stage::Install)),
            ("a-b-2416d96f-wf", None),
            ("install-2416d96f-wf", None),
            ("a-delete-x", None),
            ("wf", None),
        ] {
            let name = text.parse::<WorkflowName>();
            assert_eq!(name.ok().map(|name| name.stage), stage, "{text}");
        }
    }
}
