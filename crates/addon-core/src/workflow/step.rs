//! The words that the workflow template gets: every step with its image, command, files and inputs.

use serde::Serialize;

use super::artifact::{Artifact, Form};
use super::batch::Batch;
use super::fold;
use super::{PodSecurity, Settings, guard};
use crate::lifecycle;

/// A Workflow, as the template sees it.
#[derive(Debug, Serialize)]
pub struct Workflow {
    /// The service account of its pods.
    pub service_account: String,
    /// After how many seconds it is ended.
    pub deadline: u32,
    /// Whether its pods keep the restricted Pod Security Standard.
    pub restricted: bool,
    /// The command that unfolds a file that is folded.
    pub unfold: String,
    /// Step groups, one after the other; the steps of a group run side by side.
    pub groups: Vec<Vec<Step>>,
}

impl Workflow {
    pub(crate) fn new(groups: Vec<Vec<Step>>, settings: &Settings) -> Self {
        Self {
            service_account: settings.service_account.clone(),
            deadline: settings.deadline,
            restricted: settings.pod_security == PodSecurity::Restricted,
            unfold: format!("awk '{}'", fold::AWK),
            groups,
        }
    }
}

/// A step and the pod that it is.
#[derive(Debug, Serialize)]
pub struct Step {
    /// Its name and its template's.
    pub name: String,
    /// Whether the workflow goes on when it fails.
    pub continue_on_failure: bool,
    /// How often it is tried again.
    pub retries: u32,
    /// The image of its container.
    pub image: String,
    /// The program.
    pub command: Vec<String>,
    /// The program's arguments; for a script none.
    pub args: Vec<String>,
    /// The script's text, if this is a script that Argo may see.
    pub source: Option<String>,
    /// Environment variables.
    pub env: Vec<Variable>,
    /// Outputs of scripts that its manifests use.
    pub inputs: Vec<Variable>,
    /// Files that Argo puts into the pod.
    pub files: Vec<File>,
    /// The image that unpacks packed files.
    pub unpack_image: String,
}

/// A name and a value.
#[derive(Debug, Clone, Serialize)]
pub struct Variable {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// A file in a step's pod.
#[derive(Debug, Serialize)]
pub struct File {
    /// The artifact's name.
    pub name: String,
    /// Where Argo puts it.
    pub path: String,
    /// Where it is unpacked to, if it is packed.
    pub unpacked: Option<String>,
    /// Whether what comes out is folded.
    pub folded: bool,
    /// What is in it.
    pub data: String,
}

/// The input of a step that takes what an earlier one has found.
const FOUND: &str = "found";

/// What kubectl does in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// Server-side apply.
    Apply,
    /// Print which objects are the addon's own.
    FindOwn,
    /// The same of custom resources; a kind that is gone is no failure.
    FindOwnCustom,
    /// Delete, and wait until it is gone.
    Delete,
    /// Delete custom resources while their operator is still there; a kind that is gone is no failure.
    DeleteCustom,
    /// Wait for rollouts.
    Rollout,
    /// Wait for a condition.
    Wait(&'static str, &'static str),
}

impl Verb {
    /// The name of its step.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::FindOwn => "find-own",
            Self::FindOwnCustom => "find-own-custom",
            Self::Delete => "delete",
            Self::DeleteCustom => "delete-custom",
            Self::Rollout => "rollout",
            Self::Wait(name, _) => name,
        }
    }

    fn args(self, settings: &Settings) -> Vec<String> {
        // A wait ends before the workflow's own deadline does, so that its message is seen.
        let patience = format!("--timeout={}s", settings.deadline.saturating_mul(2) / 5);
        let manager = format!("--field-manager={}", lifecycle::field_manager(&settings.addon));
        let own = format!("go-template={}", guard::template(&settings.addon));
        let args: Vec<&str> = match self {
            Self::Apply => vec!["apply", "--server-side", "--force-conflicts", &manager],
            // Of one file kubectl prints nothing at all if it does not know one of the kinds.
            Self::FindOwn | Self::FindOwnCustom => {
                vec!["get", "--ignore-not-found", "-o", &own, "-f", "/dev/null"]
            }
            Self::Delete | Self::DeleteCustom => {
                vec!["delete", "--ignore-not-found", "--wait", &patience]
            }
            Self::Rollout => vec!["rollout", "status", &patience],
            Self::Wait(_, condition) => vec!["wait", condition, &patience],
        };
        args.into_iter().map(str::to_owned).collect()
    }

    fn retries(self, settings: &Settings) -> u32 {
        match self {
            Self::Apply | Self::FindOwn => settings.retry_limit,
            Self::Delete | Self::DeleteCustom => settings.retry_limit.min(1),
            Self::FindOwnCustom | Self::Rollout | Self::Wait(..) => 0,
        }
    }
}

impl Step {
    /// A step that runs kubectl over what an earlier step has printed.
    pub(crate) fn of_output(name: String, verb: Verb, of: &Self, settings: &Settings) -> Self {
        let data = format!("{{{{inputs.parameters.{FOUND}}}}}");
        let value = format!("{{{{steps.{}.outputs.result}}}}", of.name);
        let artifact = Artifact::new(data, Form::Plain, &[]);
        let mut step =
            Self::kubectl(name, verb, Batch { artifacts: vec![artifact] }, &[], settings);
        step.inputs = vec![Variable { name: FOUND.to_owned(), value }];
        step
    }

    /// A step that runs kubectl over a batch of manifests.
    pub(crate) fn kubectl(
        name: String,
        verb: Verb,
        batch: Batch,
        outputs: &[String],
        settings: &Settings,
    ) -> Self {
        let several = batch.artifacts.len() > 1;
        let files: Vec<File> = batch
            .artifacts
            .into_iter()
            .enumerate()
            .map(|(index, artifact)| {
                let number = if several { format!("-{}", index + 1) } else { String::new() };
                let name = format!("manifests{number}");
                let packed = artifact.form != Form::Plain;
                let unpacked = packed.then(|| format!("/unpacked/{name}.yaml"));
                let ending = if packed { "xz.b64" } else { "yaml" };
                let path = format!("/tmp/{name}.{ending}");
                let folded = artifact.form == Form::Folded;
                File { name, path, unpacked, folded, data: artifact.data }
            })
            .collect();
        let mut args = verb.args(settings);
        for file in &files {
            args.extend([
                "-f".to_owned(),
                file.unpacked.clone().unwrap_or_else(|| file.path.clone()),
            ]);
        }
        Self {
            name,
            continue_on_failure: matches!(verb, Verb::FindOwnCustom | Verb::DeleteCustom),
            retries: verb.retries(settings),
            image: settings.image.clone(),
            command: vec!["kubectl".to_owned()],
            args,
            source: None,
            env: base_environment(),
            inputs: outputs.iter().map(|output| output_of(output)).collect(),
            files,
            unpack_image: settings.unpack_image.clone(),
        }
    }
}

/// What every container gets: a home that any user can write to, and the namespace that objects without one go to.
pub(crate) fn base_environment() -> Vec<Variable> {
    [("HOME", "/tmp"), ("POD_NAMESPACE", "{{workflow.parameters.namespace}}")]
        .map(|(name, value)| Variable { name: name.to_owned(), value: value.to_owned() })
        .into()
}

/// The name of a script's step: Argo takes no `_` there.
pub(crate) fn script_step(script: &str) -> String {
    format!("script-{}", script.replace('_', "-").trim_matches('-'))
}

/// The input of a step that takes a script's output.
fn output_of(script: &str) -> Variable {
    let value = format!("{{{{steps.{}.outputs.result}}}}", script_step(script));
    Variable { name: script.to_owned(), value }
}
