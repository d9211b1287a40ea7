//! The objects that an Addon's templates name, as they are in the cluster.

use super::kinds::Kinds;
use super::read::Depth;
use super::{CallError, Cluster};
use addon_core::contents::Named;
use addon_core::diagnosis::tree::TreeObject;

impl Cluster {
    /// How each of these objects is. Two requests for the kinds, then a list a kind and namespace.
    pub async fn sightings(
        &self,
        objects: &[Named],
        now: i64,
    ) -> Result<Vec<TreeObject>, CallError> {
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let kinds = self.kinds().await?;
        self.sightings_of(&kinds, objects, now).await
    }

    /// The same, where the kinds are known already.
    pub(super) async fn sightings_of(
        &self,
        kinds: &Kinds,
        objects: &[Named],
        now: i64,
    ) -> Result<Vec<TreeObject>, CallError> {
        let seen = self.read(kinds, objects, Depth::Status).await?;
        let told = objects.iter().zip(seen);
        let told = told.map(|(it, seen)| TreeObject::new(&kinds.place(it), &it.value, seen, now));
        Ok(told.collect())
    }
}
