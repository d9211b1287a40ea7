//! What checks that an addon works: waits for what its objects promise.

use super::step::{Step, Verb, Workflow};
use super::{Settings, teardown};
use crate::finding::Finding;
use crate::manifest::Object;

/// The kinds that are waited for: API group, kind, and how.
const WAITS: [(&str, &str, Verb); 6] = [
    (
        "apiextensions.k8s.io",
        "CustomResourceDefinition",
        Verb::Wait("wait-crds", "--for=condition=Established"),
    ),
    ("apiregistration.k8s.io", "APIService", Verb::Wait("wait-apis", "--for=condition=Available")),
    ("batch", "Job", Verb::Wait("wait-jobs", "--for=condition=Complete")),
    ("apps", "Deployment", Verb::Rollout),
    ("apps", "DaemonSet", Verb::Rollout),
    ("apps", "StatefulSet", Verb::Rollout),
];

/// The workflow that waits for these objects, all side by side; none if there is nothing to wait for.
pub(crate) fn workflow(
    objects: &[&Object],
    settings: &Settings,
) -> Result<Option<Workflow>, Vec<Finding>> {
    let mut verbs: Vec<Verb> = Vec::new();
    for (_, _, verb) in WAITS {
        if !verbs.contains(&verb) {
            verbs.push(verb);
        }
    }
    let mut steps: Vec<Step> = Vec::new();
    for verb in verbs {
        let waited_for = |object: &&&Object| {
            WAITS.iter().any(|(group, kind, how)| *how == verb && object.identity.is(group, kind))
        };
        let objects: Vec<&Object> = objects.iter().filter(waited_for).copied().collect();
        steps.extend(teardown::groups_of(verb, &objects, settings)?.into_iter().flatten());
    }
    Ok((!steps.is_empty()).then(|| Workflow::new(vec![steps], settings)))
}
