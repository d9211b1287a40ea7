//! The flags that say how an addon's workflows run.

use clap::{Args, ValueHint};

use super::value::choice;
use crate::manifest::Policy;
use crate::workflow::{Packing, PodSecurity};

/// How its workflows run.
#[derive(Debug, Args)]
#[command(next_help_heading = "Workflows")]
pub(crate) struct WorkflowArgs {
    /// Image with kubectl in it [default: registry.k8s.io/kubectl]
    #[arg(long, hide_short_help = true)]
    pub(crate) image: Option<String>,

    /// Image for scripts, or for one language as `py=IMAGE` or `sh=IMAGE`
    #[arg(long, value_name = "[LANG=]IMAGE...", hide_short_help = true)]
    pub(crate) script_image: Vec<String>,

    /// Image that unpacks packed manifests; needs sh, base64 and unxz [default: busybox]
    #[arg(long, value_name = "IMAGE", hide_short_help = true)]
    pub(crate) unpack_image: Option<String>,

    /// Template for the workflows, instead of the one that `addonctl template` prints
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, hide_short_help = true)]
    pub(crate) workflow_template: Option<String>,

    /// Service account of the workflows' pods, in the Addon's namespace [default: addon-manager-workflow-installer-sa]
    #[arg(long, value_name = "NAME", hide_short_help = true)]
    pub(crate) service_account: Option<String>,

    /// Time after which a workflow is stopped, in seconds or as 90s, 10m, 1h [default: 10m]
    #[arg(long, value_name = "DURATION", hide_short_help = true)]
    pub(crate) deadline: Option<String>,

    /// How many times a failed step is run again [default: 3]
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) retry_limit: Option<u32>,

    /// When to pack manifests (xz): auto packs large ones, and text that Argo would change [default: auto]
    #[arg(long, value_name = "WHEN", value_parser = choice::<Packing>(), hide_short_help = true)]
    pub(crate) pack: Option<Packing>,

    /// What to do with the labels app.kubernetes.io/name, version, part-of and managed-by [default: add]
    #[arg(long, value_name = "POLICY", value_parser = choice::<Policy>(), hide_short_help = true)]
    pub(crate) label_policy: Option<Policy>,

    /// Pod Security Standard that the workflows' pods meet [default: restricted]
    #[arg(long, value_name = "LEVEL", value_parser = choice::<PodSecurity>(), hide_short_help = true)]
    pub(crate) pod_security: Option<PodSecurity>,
}
