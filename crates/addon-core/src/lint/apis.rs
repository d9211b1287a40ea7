//! APIs that Kubernetes no longer serves: an object of one is refused by every cluster of today.
//!
//! Source: the deprecated API migration guide of the Kubernetes documentation.

use crate::finding::{Finding, rule};
use crate::manifest::Identity;

/// An API version, the kinds of it (all of them where none is named), the minor version of Kubernetes 1 that dropped it.
const REMOVED: [(&str, &[&str], u8); 22] = [
    (
        "extensions/v1beta1",
        &["Deployment", "DaemonSet", "ReplicaSet", "NetworkPolicy", "PodSecurityPolicy"],
        16,
    ),
    ("extensions/v1beta1", &["Ingress"], 22),
    ("apps/v1beta1", &[], 16),
    ("apps/v1beta2", &[], 16),
    (
        "admissionregistration.k8s.io/v1beta1",
        &["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"],
        22,
    ),
    ("apiextensions.k8s.io/v1beta1", &[], 22),
    ("apiregistration.k8s.io/v1beta1", &[], 22),
    ("authentication.k8s.io/v1beta1", &["TokenReview"], 22),
    ("certificates.k8s.io/v1beta1", &["CertificateSigningRequest"], 22),
    ("coordination.k8s.io/v1beta1", &["Lease"], 22),
    ("networking.k8s.io/v1beta1", &["Ingress", "IngressClass"], 22),
    ("rbac.authorization.k8s.io/v1beta1", &[], 22),
    ("scheduling.k8s.io/v1beta1", &["PriorityClass"], 22),
    ("storage.k8s.io/v1beta1", &["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"], 22),
    ("batch/v1beta1", &["CronJob"], 25),
    ("discovery.k8s.io/v1beta1", &["EndpointSlice"], 25),
    ("policy/v1beta1", &["PodDisruptionBudget", "PodSecurityPolicy"], 25),
    ("autoscaling/v2beta1", &[], 25),
    ("autoscaling/v2beta2", &[], 26),
    ("storage.k8s.io/v1beta1", &["CSIStorageCapacity"], 27),
    ("flowcontrol.apiserver.k8s.io/v1beta2", &[], 29),
    ("flowcontrol.apiserver.k8s.io/v1beta3", &[], 32),
];

/// What is said of an object whose API is gone.
pub(crate) fn removed(identity: &Identity) -> Option<Finding> {
    let Identity { api_version, kind, .. } = identity;
    let gone = REMOVED.iter().find(|(version, kinds, _)| {
        version == api_version && (kinds.is_empty() || kinds.contains(&kind.as_str()))
    });
    let (.., minor) = gone?;
    let message = format!("{kind} of {api_version} is gone since Kubernetes 1.{minor}");
    Some(Finding::new(&rule::API_REMOVED, message).help("write it for the API version of today"))
}
