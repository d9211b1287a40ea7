//! What a deletion will take away and what it will leave.

use std::collections::HashSet;

use anyhow::Result;
use indexmap::IndexMap;

use crate::cluster::kinds::Kinds;
use crate::contents::{self, Named};
use crate::controller::FINALIZER;
use crate::live::Live;
use crate::manifest::Identity;
use crate::output::{Streams, say};

/// More than this many are told by kind.
const MANY: usize = 20;

/// What will become of an Addon's objects.
pub(super) struct Plan {
    /// The Addon.
    pub(super) live: Live,
    /// What its delete stage takes away.
    pub(super) goes: Vec<Named>,
    /// What nothing takes away.
    stays: Vec<Identity>,
    /// The same as `goes`, as it is in the cluster.
    going: Vec<Identity>,
    /// Why nothing goes though something should, or why it cannot be told.
    remarks: Vec<String>,
}

impl Plan {
    /// The plan for an Addon. `forced`: its delete stage will not run.
    pub(super) fn new(live: Live, forced: bool, kinds: &Kinds, namespace: &str) -> Self {
        let addon = live.addon(namespace);
        let mut remarks = Vec::new();
        let mut told = |objects: Result<Vec<Named>, contents::Unreadable>| {
            objects.unwrap_or_else(|error| {
                remarks.push(format!("note: {error}"));
                Vec::new()
            })
        };
        let applied = told(contents::applied(&addon));
        let mut goes = told(contents::deleted(&addon));
        let idle = live.deleted.is_none() && !live.finalizers.iter().any(|f| f == FINALIZER);
        if !goes.is_empty() && (forced || idle) {
            goes.clear();
            let why = if forced {
                "--force: the delete stage is not waited for; objects stay"
            } else {
                "the controller has never taken this Addon on, so that its delete stage will not run"
            };
            remarks.push(format!("note: {why}"));
        }
        let place = |object: &Named| kinds.place(object);
        let going: Vec<_> = goes.iter().map(place).collect();
        let gone: HashSet<_> = going.iter().map(key).collect();
        let stays = applied.iter().map(place).filter(|identity| !gone.contains(&key(identity)));
        Self { stays: stays.collect(), going, live, goes, remarks }
    }

    /// Says it; `each`: object by object, even if there are many.
    pub(super) fn tell(&self, each: bool, streams: &mut Streams<'_>) -> Result<()> {
        let name = &self.live.name;
        for remark in &self.remarks {
            say::note(remark, streams)?;
        }
        if self.going.is_empty() {
            say::note(
                &format!("{name}: nothing in the cluster goes with it but the Addon itself"),
                streams,
            )?;
        }
        let list = |heading: &str, objects: &[Identity], streams: &mut Streams<'_>| {
            if each || objects.len() <= MANY {
                return say::list(&format!("{name}: {heading}"), objects, streams);
            }
            let count = objects.len();
            let kinds = format!("{name}: {heading} ({count}; --show-objects lists each)");
            say::note(&(kinds + &by_kind(objects)), streams)
        };
        list("its delete stage takes away", &self.going, streams)?;
        list("these stay, if they exist", &self.stays, streams)
    }
}

/// How many objects there are of each kind in each namespace, a line each.
fn by_kind(objects: &[Identity]) -> String {
    let mut counts = IndexMap::<_, usize>::new();
    for object in objects {
        *counts.entry((object.group(), &object.kind, &object.namespace)).or_default() += 1;
    }
    let line = |((group, kind, namespace), count): ((&str, &String, &Option<String>), usize)| {
        let group = if group.is_empty() { String::new() } else { format!(".{group}") };
        let place = namespace.as_ref().map(|it| format!(" in namespace {it}")).unwrap_or_default();
        format!("\n  {kind}{group}: {count}{place}")
    };
    counts.into_iter().map(line).collect()
}

/// What two mentions of an object have in common, whatever version each names.
pub(in crate::commands) fn key(identity: &Identity) -> (String, String, Option<String>, String) {
    let Identity { kind, namespace, name, .. } = identity;
    (identity.group().to_owned(), kind.clone(), namespace.clone(), name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_objects_are_told_by_kind_and_namespace() {
        let object = |api_version: &str, kind: &str, namespace: Option<&str>| Identity {
            api_version: api_version.to_owned(),
            kind: kind.to_owned(),
            namespace: namespace.map(str::to_owned),
            name: "x".to_owned(),
        };
        let map = object("v1", "ConfigMap", Some("a"));
        let role = object("rbac.authorization.k8s.io/v1", "ClusterRole", None);
        let objects = [map.clone(), role, object("v1", "ConfigMap", Some("b")), map];
        let expected = "\n  ConfigMap: 2 in namespace a\n  ClusterRole.rbac.authorization.k8s.io: 1\n  ConfigMap: 1 in namespace b";
        assert_eq!(by_kind(&objects), expected);
    }
}
