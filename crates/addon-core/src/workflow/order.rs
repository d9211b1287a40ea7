//! What goes before what: a stage's objects in step groups.

use crate::manifest::Object;

/// When an object is applied, whatever the user's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ApplyRank {
    /// What others live in or are made of: Namespaces and CRDs.
    First,
    /// In the user's order.
    Middle,
    /// What gets in everybody's way as long as the pods behind it are not up: aggregated APIs break discovery,
    /// webhooks refuse objects.
    Last,
}

pub(super) fn rank(object: &Object) -> ApplyRank {
    let identity = &object.identity;
    match (identity.group(), identity.kind.as_str()) {
        ("", "Namespace") | ("apiextensions.k8s.io", "CustomResourceDefinition") => {
            ApplyRank::First
        }
        ("apiregistration.k8s.io", "APIService")
        | (
            "admissionregistration.k8s.io",
            "ValidatingWebhookConfiguration" | "MutatingWebhookConfiguration",
        ) => ApplyRank::Last,
        _ => ApplyRank::Middle,
    }
}

/// The order to apply in. A second group waits for the CRDs of the first one, where there are objects of them;
/// each group costs about ten seconds, so there is none without need.
pub(super) fn for_apply(objects: &[Object]) -> Vec<Vec<&Object>> {
    let mut all: Vec<&Object> = objects.iter().collect();
    all.sort_by_key(|object| rank(object));
    let of_own_kind = |object: &&Object| {
        objects
            .iter()
            .filter_map(|other| other.defines.as_ref())
            .any(|d| object.identity.is(&d.group, &d.kind))
    };
    let (first, rest): (Vec<_>, Vec<_>) =
        all.iter().partition(|object| rank(object) == ApplyRank::First);
    let groups = if rest.iter().any(of_own_kind) { vec![first, rest] } else { vec![all] };
    groups.into_iter().filter(|group| !group.is_empty()).collect()
}

/// The order to delete in: the reverse, in one group.
pub(super) fn for_delete(objects: &[Object]) -> Vec<Vec<&Object>> {
    let mut all: Vec<&Object> = objects.iter().collect();
    all.sort_by_key(|object| rank(object));
    all.reverse();
    if all.is_empty() { Vec::new() } else { vec![all] }
}
