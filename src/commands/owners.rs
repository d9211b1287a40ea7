//! Whose the objects are that an Addon's templates name: what the cluster tells, put to the judge.

use std::collections::HashMap;

use anyhow::Result;
use serde_json::Value;

use super::delete::{Key, key};
use crate::addon::Addon;
use crate::cluster::Cluster;
use crate::cluster::kinds::Kinds;
use crate::cluster::read::Depth;
use crate::contents::{self, Named, Verb};
use crate::diagnosis::tree::Sighting;
use crate::lifecycle::field_manager;
use crate::live::Live;
use crate::manifest::Identity;
use crate::ownership::{self, Claim, Held, Owner};

/// An object that exists.
pub(super) struct Seen {
    /// Its place among those that were asked about.
    pub(super) index: usize,
    /// What it is in this cluster.
    pub(super) identity: Identity,
    /// Whose it is.
    pub(super) owner: Owner,
    /// Its uid.
    pub(super) uid: String,
}

/// What there is to know before the owner of any object can be told.
pub(super) struct Owners<'a> {
    cluster: &'a Cluster,
    kinds: &'a Kinds,
    /// By object: the Addons that name it.
    claims: HashMap<Key, Vec<Claim>>,
}

impl<'a> Owners<'a> {
    /// Of a cluster with these Addons.
    pub(super) fn new(cluster: &'a Cluster, kinds: &'a Kinds, addons: &[Live]) -> Self {
        let mut claims = HashMap::<_, Vec<_>>::new();
        for live in addons {
            let applied = contents::applied(&live.addon(cluster.namespace())).unwrap_or_default();
            for object in applied.into_iter().filter(Named::is_known) {
                let claim = Claim { addon: live.name.clone(), manager: object.manager.clone() };
                claims.entry(key(&kinds.place(&object))).or_default().push(claim);
            }
        }
        Self { cluster, kinds, claims }
    }

    /// Those of an addon's objects that exist: a list a kind and namespace. What may not be seen is left out.
    pub(super) async fn of(&self, addon: &str, objects: &[Named]) -> Result<Vec<Seen>> {
        let sightings = self.cluster.read(self.kinds, objects, Depth::Metadata).await?;
        let seen = objects.iter().zip(sightings).enumerate().filter_map(|(index, (object, it))| {
            let Sighting::There(value) = it else { return None };
            let identity = self.kinds.place(object);
            let metadata = value.get("metadata").unwrap_or(&Value::Null);
            let uid = metadata.get("uid").and_then(Value::as_str).unwrap_or_default().to_owned();
            let owner = self.owner(addon, object, &identity, metadata);
            Some(Seen { index, identity, owner, uid })
        });
        Ok(seen.collect())
    }

    fn owner(&self, addon: &str, object: &Named, identity: &Identity, metadata: &Value) -> Owner {
        let claims = self.claims.get(&key(identity)).map(Vec::as_slice).unwrap_or_default();
        let (own, others): (Vec<_>, Vec<_>) =
            claims.iter().cloned().partition(|claim| claim.addon == addon);
        let now = match (object.verb, own.first()) {
            (Verb::Apply, _) => object.manager.clone(),
            // A stage that deletes does not say as whom another one has applied.
            (Verb::Delete, Some(claim)) if !object.guarded => claim.manager.clone(),
            (Verb::Delete, _) => field_manager(addon),
        };
        let claim = Claim { addon: addon.to_owned(), manager: now };
        let owner = ownership::judge(metadata, &claim, &others);
        match (own.first(), &owner) {
            // As the cluster has it, the Addon applies it as another one.
            (Some(before), Owner::Stranger(_)) if !object.guarded => {
                ownership::judge(metadata, before, &others)
            }
            _ => owner,
        }
    }
}

/// The objects that some Addons will apply and that exist, with their owners; few requests, whatever their number.
pub(super) async fn held(
    cluster: &Cluster,
    addons: &[Addon],
    present: &[Live],
) -> Result<Vec<Held>> {
    let kinds = cluster.kinds().await?;
    let owners = Owners::new(cluster, &kinds, present);
    let mut held = Vec::new();
    for addon in addons {
        let name = &addon.metadata.name;
        // What cannot be read has been told already, or is for the controller to refuse.
        let objects = contents::applied(addon).unwrap_or_default();
        let is_known = present.iter().any(|live| live.name == *name);
        for Seen { identity, owner, .. } in owners.of(name, &objects).await? {
            // What an Addon may have applied before is no news.
            let passes = is_known && matches!(owner, Owner::Unclear(_));
            held.extend((!passes).then_some(Held { identity, owner }));
        }
    }
    Ok(held)
}
