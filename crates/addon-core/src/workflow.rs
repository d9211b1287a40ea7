//! A stage's objects and scripts become an Argo Workflow, as text.
//!
//! `order` says what goes before what, `batch` what fits together, `guard` what is the addon's own, `pack` makes it small, `step` are the words
//! that the template gets, `render` fills the template in. Why each is as it is stands in ARCHITECTURE.md.

mod artifact;
pub mod batch;
pub mod fold;
pub mod guard;
pub mod order;
pub mod pack;
pub mod render;
pub mod script;
pub mod step;
pub mod teardown;
pub mod verify;

use std::sync::Arc;

use crate::addon::Stage;
use crate::finding::Finding;
use crate::manifest::Object;
use crate::source::Source;
use batch::{Batch, Doc};
use script::Script;
use step::{Step, Workflow};

/// How the workflows of an addon are made.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The Addon's name: what its objects are known by.
    pub addon: String,
    /// The image with kubectl in it; no shell is needed.
    pub image: String,
    /// The image for `.py` scripts.
    pub python_image: String,
    /// The image for `.sh` scripts.
    pub shell_image: String,
    /// The image that unpacks packed manifests: `sh`, `base64`, `unxz` and `awk`.
    pub unpack_image: String,
    /// The service account of the workflow's pods, in the Addon's namespace.
    pub service_account: String,
    /// After how many seconds a workflow is ended.
    pub deadline: u32,
    /// How often a step is tried again.
    pub retry_limit: u32,
    /// When manifests are packed.
    pub pack: Packing,
    /// What the pods are allowed to do.
    pub pod_security: PodSecurity,
    /// The minijinja template of a Workflow; none: the built-in one.
    pub template: Option<Arc<Source>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            addon: String::new(),
            image: "registry.k8s.io/kubectl:v1.36.3".to_owned(),
            python_image: "python:3.13-slim".to_owned(),
            shell_image: "alpine/k8s:1.36.3".to_owned(),
            unpack_image: "busybox:1.37".to_owned(),
            service_account: crate::lifecycle::SERVICE_ACCOUNT.to_owned(),
            deadline: 600,
            retry_limit: 3,
            pack: Packing::Auto,
            pod_security: PodSecurity::Restricted,
            template: None,
        }
    }
}

impl Settings {
    /// Whether what is packed may be folded: the pods of somebody's own template may know nothing of it.
    fn folds(&self) -> bool {
        self.template.as_ref().is_none_or(|template| template.text.contains("unfold"))
    }
}

choices! {
    /// When manifests are packed.
    #[derive(Default)]
    pub enum Packing {
        #[default]
        Auto = "auto", "Pack manifests that are large, or that hold text that Argo would change";
        Always = "always", "Pack all manifests without parameters to fill in";
        Never = "never", "Pack nothing; refuse what would have to be packed";
    }
}

choices! {
    /// The Pod Security Standard that the workflow's pods keep.
    #[derive(Default)]
    pub enum PodSecurity {
        #[default]
        Restricted = "restricted", "No root, no capabilities; runs in every namespace";
        Baseline = "baseline", "Run images as they are; for scripts that need root";
    }
}

/// What a stage is made of.
#[derive(Debug, Default)]
pub struct Content {
    /// The objects, in the user's order.
    pub objects: Vec<Object>,
    /// The scripts, in the user's order.
    pub scripts: Vec<Script>,
}

impl Content {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.scripts.is_empty()
    }
}

/// The workflow that applies a stage's content (in the stage `delete`: that deletes it).
pub fn of_content(
    stage: Stage,
    content: &Content,
    settings: &Settings,
) -> Result<Workflow, Vec<Finding>> {
    let mut groups = Vec::new();
    if !content.scripts.is_empty() {
        let steps = content.scripts.iter().map(|script| script.step(settings));
        groups
            .push(steps.collect::<Result<_, _>>().map_err(|finding: Box<Finding>| vec![*finding])?);
    }
    let reversed = stage == Stage::Delete;
    let ordered = if reversed {
        order::for_delete(&content.objects)
    } else {
        order::for_apply(&content.objects)
    };
    let docs: Vec<Vec<Doc<'_>>> =
        ordered.iter().map(|group| group.iter().map(|object| Doc::of(object)).collect()).collect();
    let verb = if reversed { step::Verb::Delete } else { step::Verb::Apply };
    let batches = batch::divide(&docs, settings)?;
    groups.extend(kubectl_groups(verb, batches, &script::outputs_used(content), settings));
    Ok(Workflow::new(groups, settings))
}

/// Groups of batches as step groups, one after the other.
fn kubectl_groups(
    verb: step::Verb,
    groups: Vec<Vec<Batch>>,
    outputs: &[String],
    settings: &Settings,
) -> Vec<Vec<Step>> {
    let several = groups.iter().flatten().count() > 1;
    let mut number = 0;
    let mut step = |batch| {
        number += 1;
        let name =
            if several { format!("{}-{number}", verb.name()) } else { verb.name().to_owned() };
        Step::kubectl(name, verb, batch, outputs, settings)
    };
    groups.into_iter().map(|group| group.into_iter().map(&mut step).collect()).collect()
}
