//! The objects that an Addon's templates name, as they are in the cluster.

use futures::StreamExt as _;
use kube::Api;
use kube::core::discovery::Scope;
use kube::discovery::Discovery;

use super::look::value;
use super::{CallError, Cluster};
use crate::contents::Named;
use crate::diagnosis::tree::{Sighting, TreeObject};

/// How many requests run side by side.
const ABREAST: usize = 8;

impl Cluster {
    /// How each of these objects is. Two requests for the kinds, one for each object.
    pub(crate) async fn sightings(
        &self,
        objects: &[Named],
        now: i64,
    ) -> Result<Vec<TreeObject>, CallError> {
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let kinds = self.call(Discovery::new(self.client()).run_aggregated()).await?;
        let looks = objects.iter().map(|object| self.sighting(&kinds, object, now));
        Ok(futures::stream::iter(looks).buffered(ABREAST).collect().await)
    }

    async fn sighting(&self, kinds: &Discovery, object: &Named, now: i64) -> TreeObject {
        let mut identity = object.identity.clone();
        let version = identity.api_version.rsplit('/').next().unwrap_or_default().to_owned();
        let found = kinds.get(identity.group()).and_then(|group| {
            let of_version = group.versioned_resources(&version);
            of_version.into_iter().find(|(resource, _)| resource.kind == identity.kind)
        });
        let Some((resource, abilities)) = found else {
            return TreeObject::new(&identity, Sighting::KindUnknown, now);
        };
        if abilities.scope == Scope::Cluster {
            identity.namespace = None;
        } else {
            identity.namespace.get_or_insert_with(|| object.default_namespace.clone());
        }
        if !object.is_known() {
            return TreeObject::new(&identity, Sighting::NameOpen, now);
        }
        let api: Api<kube::api::DynamicObject> = match identity.namespace.as_deref() {
            Some(namespace) => Api::namespaced_with(self.client(), namespace, &resource),
            None => Api::all_with(self.client(), &resource),
        };
        let seen = match self.call(api.get_opt(&identity.name)).await {
            Ok(Some(object)) => Sighting::There(Box::new(value(&object))),
            Ok(None) => Sighting::Missing,
            Err(error) if error.is_forbidden() => Sighting::Forbidden,
            Err(error) => Sighting::Unseen(error.to_string()),
        };
        TreeObject::new(&identity, seen, now)
    }
}
