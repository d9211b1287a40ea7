//! What a deletion will take away and what it will leave.

use std::collections::HashSet;
use std::time::Duration;

use anyhow::Result;
use indexmap::IndexMap;

use crate::addon::{Addon, Stage};
use crate::cluster::kinds::Kinds;
use crate::commands::owners::{Owners, Seen};
use crate::contents::{self, Named};
use crate::controller::{self, FINALIZER, Phase};
use crate::live::Live;
use crate::manifest::Identity;
use crate::output::{Streams, say};
use crate::ownership::Owner;

/// More than this many are told by kind.
const MANY: usize = 20;

/// What will become of an Addon's objects.
pub(super) struct Plan {
    /// The Addon.
    pub(super) live: Live,
    /// What its delete stage takes away.
    pub(super) goes: Vec<Named>,
    /// What others have made of that.
    pub(super) foreign: Vec<Seen>,
    /// What nothing takes away.
    stays: Vec<Identity>,
    /// The same as `goes`, as it is in the cluster.
    going: Vec<Identity>,
    /// Whether its delete stage leaves alone what others have made.
    guarded: bool,
    /// Why nothing goes though something should, or why it cannot be told.
    remarks: Vec<String>,
    /// How long its delete stage may take.
    pub(super) patience: Duration,
}

/// How much is told of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// How many objects go and stay: one plan of many.
    Counts,
    /// Objects, by kind where there are many.
    Kinds,
    /// Each object.
    Each,
}

impl Plan {
    /// The plan for an Addon, but for what others have made. `forced`: its delete stage will not run.
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
        let stage = DeleteStage::of(&addon);
        let idle = live.deleted.is_none() && !live.finalizers.iter().any(|f| f == FINALIZER);
        if (!goes.is_empty() || stage.scripts) && (forced || idle) {
            goes.clear();
            let why = if forced {
                "--force: the delete stage is not waited for; objects stay"
            } else {
                "the controller has never taken this Addon on, so that its delete stage will not run"
            };
            remarks.push(format!("note: {why}"));
        } else if stage.scripts {
            let name = &live.name;
            remarks.push(format!(
                "{name}: its delete stage runs a script; what that takes away cannot be known before"
            ));
        }
        let place = |object: &Named| kinds.place(object);
        let going: Vec<_> = goes.iter().map(place).collect();
        let gone: HashSet<_> = going.iter().map(key).collect();
        let stays = applied.iter().map(place).filter(|identity| !gone.contains(&key(identity)));
        let guarded = goes.iter().all(|object| object.guarded);
        let (stays, foreign) = (stays.collect(), Vec::new());
        Self { stays, foreign, going, live, goes, guarded, remarks, patience: stage.patience }
    }

    /// Finds out what others have made. An Addon that is installed has at least taken over what it cannot tell from its own.
    pub(super) async fn look(&mut self, owners: &Owners<'_>) -> Result<()> {
        let installed = self.live.is_current() && self.live.installed == Some(Phase::Succeeded);
        let mut foreign = owners.of(&self.live.name, &self.goes).await?;
        foreign.retain(|seen| match seen.owner {
            Owner::Ours => false,
            Owner::Unclear(_) => !installed,
            Owner::Addon(_) | Owner::Stranger(_) => true,
        });
        let places: HashSet<_> = foreign.iter().map(|seen| seen.index).collect();
        let mut index = 0..;
        self.goes.retain(|_| index.next().is_some_and(|index| !places.contains(&index)));
        let mut index = 0..;
        self.going.retain(|_| index.next().is_some_and(|index| !places.contains(&index)));
        self.foreign = foreign;
        Ok(())
    }

    /// Whether its delete stage would take away what others have made.
    pub(super) fn robs(&self) -> bool {
        !self.guarded && !self.foreign.is_empty()
    }

    /// What others have made, in words.
    pub(super) fn told_foreign(&self) -> Vec<String> {
        let told = |seen: &Seen| format!("{}: {}", seen.identity.describe(), seen.owner);
        self.foreign.iter().map(told).collect()
    }

    /// Says it. `takes`: what others have made goes too.
    pub(super) fn tell(
        &self,
        detail: Detail,
        takes: bool,
        streams: &mut Streams<'_>,
    ) -> Result<()> {
        let name = &self.live.name;
        for remark in &self.remarks {
            say::note(remark, streams)?;
        }
        if detail == Detail::Counts {
            let (goes, stays) = (self.going.len(), self.stays.len());
            let noun = if goes == 1 { "object goes" } else { "objects go" };
            say::note(&format!("{name}: {goes} {noun}, {stays} stay"), streams)?;
        } else {
            if self.going.is_empty() && self.foreign.is_empty() && self.remarks.is_empty() {
                say::note(
                    &format!("{name}: nothing in the cluster goes with it but the Addon itself"),
                    streams,
                )?;
            }
            let list = |heading: &str, objects: &[Identity], streams: &mut Streams<'_>| {
                if detail == Detail::Each || objects.len() <= MANY {
                    return say::list(&format!("{name}: {heading}"), objects, streams);
                }
                let count = objects.len();
                let kinds = format!("{name}: {heading} ({count}; --show-objects lists each)");
                say::note(&(kinds + &by_kind(objects)), streams)
            };
            list("its delete stage takes away", &self.going, streams)?;
            list("these stay, if they exist", &self.stays, streams)?;
        }
        let heading = if takes {
            "these go too, though others have made them (--delete-foreign)"
        } else if self.guarded {
            "these stay, because others have made them (--delete-foreign takes them too)"
        } else {
            return Ok(());
        };
        let foreign = self.told_foreign();
        if foreign.is_empty() {
            return Ok(());
        }
        say::note(&format!("{name}: {heading}\n  {}", foreign.join("\n  ")), streams)
    }
}

/// What there is to know of a delete stage beside its objects.
struct DeleteStage {
    scripts: bool,
    patience: Duration,
}

impl DeleteStage {
    fn of(addon: &Addon) -> Self {
        let workflow =
            controller::workflow(addon, Stage::Delete).ok().flatten().unwrap_or_default();
        let spec = workflow.get("spec").cloned().unwrap_or_default();
        let seconds = spec.get("activeDeadlineSeconds").and_then(serde_json::Value::as_u64);
        let templates = spec.get("templates").and_then(|it| it.as_array().cloned());
        let scripts = templates.iter().flatten().any(|template| template.get("script").is_some());
        Self { scripts, patience: Duration::from_secs(seconds.unwrap_or_default()) }
    }
}

/// How many objects there are of each kind in each namespace, a line each.
pub(super) fn by_kind(objects: &[Identity]) -> String {
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

/// An API group, a kind, a namespace and a name.
pub(in crate::commands) type Key = (String, String, Option<String>, String);

/// What two mentions of an object have in common, whatever version each names.
pub(in crate::commands) fn key(identity: &Identity) -> Key {
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
