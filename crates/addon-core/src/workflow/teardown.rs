//! What takes an addon away again: the objects it submits, by identity alone, in an order that lets go.

use std::collections::HashSet;

use super::batch::{self, Doc, Sight};
use super::order::ApplyRank;
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
    let count = custom.len() + rest.len();
    let (mut finds, mut groups) = (Vec::new(), Vec::new());
    for (find, delete, objects) in
        [(Verb::FindOwnCustom, Verb::DeleteCustom, custom), (Verb::FindOwn, Verb::Delete, rest)]
    {
        let guarded = Guarded { find, delete, settings };
        let steps = guarded.steps(&objects)?;
        finds.extend(steps.finds);
        groups.extend(steps.deletes);
    }
    if finds.is_empty() {
        return Ok(None);
    }
    groups.insert(0, finds);
    let more = count.saturating_sub(MOST) / OBJECTS_A_SECOND;
    let mut workflow = Workflow::new(groups, settings);
    workflow.deadline = workflow.deadline.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
    Ok(Some(workflow))
}

/// So many objects are deleted by one kubectl: it sends few requests a second, and two or more for each of them.
const MOST: usize = 200;
/// So many are gone in a second where there are very many, with some of the pods waiting for others.
const OBJECTS_A_SECOND: usize = 4;

/// Steps that find out what is the addon's own, and steps that delete it.
struct Guarded<'a> {
    find: Verb,
    delete: Verb,
    settings: &'a Settings,
}

/// The steps of a guarded deletion.
struct GuardedSteps {
    /// Those that find; they may all run side by side.
    finds: Vec<Step>,
    /// Groups of those that delete, one after the other.
    deletes: Vec<Vec<Step>>,
}

impl Guarded<'_> {
    /// The steps for some objects, in the order in which they go.
    fn steps(&self, objects: &[&Object]) -> Result<GuardedSteps, Vec<Finding>> {
        let mut parts = Vec::new();
        for part in parts_of(objects) {
            let rank = order::rank(part[0]);
            let batches = batch::divide(&[docs(&stubs(part))], self.settings)?;
            parts.extend(batches.into_iter().flatten().map(|batch| (rank, batch)));
        }
        let numbered = parts.len() > 1;
        let (mut finds, mut deletes) = (Vec::new(), Vec::<(ApplyRank, Vec<Step>)>::new());
        for (index, (rank, batch)) in parts.into_iter().enumerate() {
            let name = |verb: Verb| match verb.name() {
                name if numbered => format!("{name}-{}", index + 1),
                name => name.to_owned(),
            };
            let find = Step::kubectl(name(self.find), self.find, batch, &[], self.settings);
            let delete = Step::of_output(name(self.delete), self.delete, &find, self.settings);
            finds.push(find);
            match deletes.last_mut() {
                Some((last, group)) if *last == rank => group.push(delete),
                _ => deletes.push((rank, vec![delete])),
            }
        }
        let deletes = deletes.into_iter().map(|(_, group)| group).collect();
        Ok(GuardedSteps { finds, deletes })
    }
}

/// Objects in parts that one kubectl can do. Where there are several, none holds what has to go at another time.
fn parts_of<'a, 'b>(objects: &'b [&'a Object]) -> impl Iterator<Item = &'b [&'a Object]> {
    let few = objects.len() <= MOST;
    let together = move |a: &&Object, b: &&Object| few || order::rank(a) == order::rank(b);
    objects.chunk_by(together).flat_map(|part| part.chunks(MOST))
}

fn stubs(objects: &[&Object]) -> Vec<String> {
    objects.iter().map(|object| stub(&object.written)).collect()
}

fn docs(stubs: &[String]) -> Vec<Doc<'_>> {
    let doc = |stub| Doc {
        pieces: vec![stub],
        sight: if stub.contains("{{") { Sight::Shown } else { Sight::Either },
        rank: ApplyRank::Middle,
        object: None,
    };
    stubs.iter().map(String::as_str).map(doc).collect()
}

/// The step groups of one kubectl verb over the stubs of some objects.
pub(super) fn groups_of(
    verb: Verb,
    objects: &[&Object],
    settings: &Settings,
) -> Result<Vec<Vec<Step>>, Vec<Finding>> {
    if objects.is_empty() {
        return Ok(Vec::new());
    }
    let stubs = stubs(objects);
    Ok(kubectl_groups(verb, batch::divide(&[docs(&stubs)], settings)?, &[], settings))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{self, Reading};
    use crate::source::Source;

    fn workflow_of(text: String) -> Workflow {
        let (objects, findings) =
            manifest::read(&Source::new("all.yaml", text), &Reading::default());
        assert!(findings.is_empty(), "{findings:?}");
        let settings = Settings { addon: "a".to_owned(), ..Settings::default() };
        let objects: Vec<_> = objects.iter().collect();
        workflow(&objects, Reach::default(), &settings).unwrap().unwrap()
    }

    fn names(workflow: &Workflow) -> Vec<Vec<&str>> {
        let groups = workflow.groups.iter();
        groups.map(|group| group.iter().map(|step| step.name.as_str()).collect()).collect()
    }

    fn maps(count: usize) -> String {
        let map = |n| format!("---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: m{n}}}\n");
        (0..count).map(map).collect()
    }

    #[test]
    fn only_what_was_found_to_be_the_addons_own_is_deleted() {
        let custom = "---\napiVersion: example.com/v1\nkind: Thing\nmetadata: {name: t}\n";
        let made = workflow_of(maps(2) + custom);
        let expected = [vec!["find-own-custom", "find-own"], vec!["delete-custom"], vec!["delete"]];
        assert_eq!(names(&made), expected);
        for (group, find) in [(1, "find-own-custom"), (2, "find-own")] {
            let delete = &made.groups[group][0];
            assert_eq!(delete.files[0].data, "{{inputs.parameters.found}}");
            assert_eq!(delete.inputs[0].value, format!("{{{{steps.{find}.outputs.result}}}}"));
        }
        // A kind that is gone is no failure; that the cluster cannot be asked is one.
        let goes_on: Vec<_> =
            made.groups.iter().flatten().map(|step| step.continue_on_failure).collect();
        assert_eq!(goes_on, [true, false, true, false]);
    }

    #[test]
    fn very_many_objects_are_deleted_by_several_and_have_more_time() {
        let hook = "---\napiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: {name: w}\n";
        let few = workflow_of(maps(MOST - 1) + hook);
        assert_eq!((names(&few), few.deadline), (vec![vec!["find-own"], vec!["delete"]], 600));
        let many = workflow_of(maps(3000) + hook);
        let counts: Vec<_> = many.groups.iter().map(Vec::len).collect();
        // What gets in everybody's way goes before the rest.
        assert_eq!(counts, [16, 1, 15]);
        assert_eq!(names(&many)[2][14], "delete-16");
        assert_eq!(many.deadline, 600 + (3001 - 200) / 4);
        let sizes = many.groups[0].iter().map(|step| step.files[0].data.len());
        assert!(sizes.max().unwrap() < 50_000);
    }
}
