//! What a deletion will take away and what it will leave.

use std::collections::HashSet;

use anyhow::Result;

use crate::cluster::kinds::Kinds;
use crate::contents::{self, Named};
use crate::controller::FINALIZER;
use crate::live::Live;
use crate::manifest::Identity;
use crate::output::{Streams, say};

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

    /// Says it.
    pub(super) fn tell(&self, streams: &mut Streams<'_>) -> Result<()> {
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
        say::list(&format!("{name}: its delete stage takes away"), &self.going, streams)?;
        say::list(&format!("{name}: these stay, if they exist"), &self.stays, streams)
    }
}

/// What two mentions of an object have in common, whatever version each names.
pub(in crate::commands) fn key(identity: &Identity) -> (String, String, Option<String>, String) {
    let Identity { kind, namespace, name, .. } = identity;
    (identity.group().to_owned(), kind.clone(), namespace.clone(), name.clone())
}
