//! The objects that an Addon's templates name, as they are in the cluster.

use futures::StreamExt as _;

use super::kinds::{ABREAST, Kinds};
use super::look::value;
use super::{CallError, Cluster};
use addon_core::contents::Named;
use addon_core::diagnosis::tree::{Sighting, TreeObject};

impl Cluster {
    /// How each of these objects is. Two requests for the kinds, one for each object.
    pub async fn sightings(
        &self,
        objects: &[Named],
        now: i64,
    ) -> Result<Vec<TreeObject>, CallError> {
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let kinds = self.kinds().await?;
        let looks = objects.iter().map(|object| self.sighting(&kinds, object, now));
        Ok(futures::stream::iter(looks).buffered(ABREAST).collect().await)
    }

    async fn sighting(&self, kinds: &Kinds, object: &Named, now: i64) -> TreeObject {
        let Some((resource, _)) = kinds.served(&object.identity) else {
            return TreeObject::new(&object.identity, Sighting::KindUnknown, now);
        };
        let identity = kinds.place(object);
        if !object.is_known() {
            return TreeObject::new(&identity, Sighting::NameOpen, now);
        }
        let api = self.api(&resource, identity.namespace.as_deref());
        let seen = match self.call(api.get_opt(&identity.name)).await {
            Ok(Some(object)) => Sighting::There(Box::new(value(&object))),
            Ok(None) => Sighting::Missing,
            Err(error) if error.is_forbidden() => Sighting::Forbidden,
            Err(error) => Sighting::Unseen(error.to_string()),
        };
        TreeObject::new(&identity, seen, now)
    }
}
