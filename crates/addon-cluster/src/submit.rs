//! Addons sent to the API server by server-side apply, which leaves what others manage alone.

use kube::api::{DynamicObject, Patch, PatchParams, ValidationDirective};

use super::{CallError, Cluster, FIELD_MANAGER};
use addon_core::addon::Addon;

/// How an Addon is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manner {
    /// Take over fields that others manage.
    pub force_conflicts: bool,
    /// Let the server validate, but store nothing.
    pub dry_run: bool,
}

/// What became of an Addon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Created,
    /// It was there and is different now.
    Configured,
    /// It was there, just so.
    Unchanged,
}

impl Change {
    /// kubectl's word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Configured => "configured",
            Self::Unchanged => "unchanged",
        }
    }
}

impl Cluster {
    /// The Addon of this name, if there is one.
    pub async fn addon(&self, name: &str) -> Result<Option<DynamicObject>, CallError> {
        self.call(self.addons().get_opt(name)).await
    }

    /// Applies an Addon. `before` is what the cluster has.
    pub async fn apply(
        &self,
        addon: &Addon,
        before: Option<&DynamicObject>,
        manner: Manner,
    ) -> Result<(Change, DynamicObject), CallError> {
        let mut params = PatchParams::apply(FIELD_MANAGER);
        params.field_validation = Some(ValidationDirective::Strict);
        params.force = manner.force_conflicts;
        params.dry_run = manner.dry_run;
        let api = self.addons();
        let after =
            self.call(api.patch(&addon.metadata.name, &params, &Patch::Apply(addon))).await?;
        let change = match before {
            None => Change::Created,
            // A dry run gets no version of its own, so the contents have to be compared.
            Some(before) if before.data == after.data && same_metadata(before, &after) => {
                Change::Unchanged
            }
            Some(_) => Change::Configured,
        };
        Ok((change, after))
    }
}

fn same_metadata(a: &DynamicObject, b: &DynamicObject) -> bool {
    a.metadata.labels == b.metadata.labels && a.metadata.annotations == b.metadata.annotations
}
