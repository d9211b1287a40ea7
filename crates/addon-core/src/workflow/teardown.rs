//! What takes an addon away again: the objects it submits, by identity alone, in an order that lets go.

use std::collections::HashSet;

use super::batch::{self, Doc, Sight};
use super::step::{Step, Verb, Workflow};
use super::{Settings, kubectl_groups, order};
use crate::finding::Finding;
use crate::manifest::object::{Identity, Object};
use crate::manifest::tags::Fate;
use crate::yaml::scalar;

/// What is deleted beside the rest, because others may use it too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// Namespaces, with all that is in them.
    pub namespaces: bool,
    /// CRDs, with all objects of them.
    pub crds: bool,
}

/// API groups of Kubernetes itself: their kinds are always known. Source: the Kubernetes API reference, 1.37.
const BUILT_IN: [&str; 22] = [
    "",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "apps",
    "authentication.k8s.io",
    "authorization.k8s.io",
    "autoscaling",
    "batch",
    "certificates.k8s.io",
    "coordination.k8s.io",
    "discovery.k8s.io",
    "events.k8s.io",
    "flowcontrol.apiserver.k8s.io",
    "networking.k8s.io",
    "node.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "resource.k8s.io",
    "scheduling.k8s.io",
    "storage.k8s.io",
    "storagemigration.k8s.io",
];

/// The workflow that deletes what these objects are; none if nothing is to be deleted.
pub(crate) fn workflow(
    objects: &[&Object],
    reach: Reach,
    settings: &Settings,
) -> Result<Option<Workflow>, Vec<Finding>> {
    let mut seen = HashSet::new();
    // Prereqs and install may hold the same object. The last mention counts, because what came last goes first.
    let mut doomed: Vec<&Object> =
        objects.iter().rev().copied().filter(|object| deletable(object, reach)).collect();
    doomed.retain(|object| seen.insert(&object.identity));
    doomed.sort_by_key(|object| std::cmp::Reverse(order::rank(object)));
    let (custom, rest): (Vec<_>, Vec<_>) =
        doomed.into_iter().partition(|object| is_custom(&object.identity));
    let mut groups = Vec::new();
    for (verb, objects) in [(Verb::DeleteCustom, custom), (Verb::Delete, rest)] {
        groups.extend(groups_of(verb, &objects, settings)?);
    }
    Ok((!groups.is_empty()).then(|| Workflow::new(groups, settings)))
}

/// The step groups of one kubectl verb over the stubs of some objects.
pub(super) fn groups_of(
    verb: Verb,
    objects: &[&Object],
    settings: &Settings,
) -> Result<Vec<Vec<Step>>, Vec<Finding>> {
    let stubs: Vec<String> = objects.iter().map(|object| stub(&object.written)).collect();
    let docs = stubs.iter().map(|stub| Doc {
        pieces: vec![stub],
        sight: if stub.contains("{{") { Sight::Shown } else { Sight::Either },
        rank: order::ApplyRank::Middle,
        object: None,
    });
    let docs: Vec<Doc<'_>> = docs.collect();
    if docs.is_empty() {
        return Ok(Vec::new());
    }
    Ok(kubectl_groups(verb, batch::divide(&[docs], settings)?, &[], settings))
}

/// Whether an object goes when the addon goes. A name that only a script knows cannot be named here.
fn deletable(object: &Object, reach: Reach) -> bool {
    let named = !object.tags.iter().any(|tag| match &tag.fate {
        Fate::Script(_) => {
            object.written.name.contains("{{")
                || object.written.namespace.iter().any(|n| n.contains("{{"))
        }
        _ => false,
    });
    let identity = &object.identity;
    let spared = (identity.is("", "Namespace") && !reach.namespaces)
        || (identity.is("apiextensions.k8s.io", "CustomResourceDefinition") && !reach.crds);
    named && !spared
}

/// Whether its kind comes from a CRD or an aggregated API, and may be gone.
fn is_custom(identity: &Identity) -> bool {
    !BUILT_IN.contains(&identity.group())
}

/// As much of an object as kubectl needs to find it, on one line.
fn stub(identity: &Identity) -> String {
    let quoted = |value: &str| {
        if scalar::is_string(value) && !value.contains(UNSAFE_IN_FLOW) {
            return value.to_owned();
        }
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    };
    let namespace =
        identity.namespace.as_ref().map(|namespace| format!(", namespace: {}", quoted(namespace)));
    format!(
        "{{apiVersion: {}, kind: {}, metadata: {{name: {}{}}}}}\n",
        quoted(&identity.api_version),
        quoted(&identity.kind),
        quoted(&identity.name),
        namespace.unwrap_or_default()
    )
}

/// Characters that end or change a bare word in a flow map, somewhere or other.
const UNSAFE_IN_FLOW: [char; 13] =
    ['{', '}', '[', ']', ',', ':', '#', '"', '\'', '&', '*', '!', ' '];
