//! Addons sent to the API server by server-side apply, which leaves what others manage alone.

use kube::api::{DynamicObject, Patch, PatchParams, ValidationDirective};

use super::look::value;
use super::{CallError, Cluster, FIELD_MANAGER};
use addon_core::addon::Addon;
use addon_core::takeover;

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

    /// Applies an Addon. `before` is what the cluster has. Fields that others manage without a value in them are taken over:
    /// the controller holds those that it wrote back empty.
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
        let name = &addon.metadata.name;
        let api = self.addons();
        let mut addon = value(addon);
        if let Some(before) = before {
            takeover::empty_what_others_hold(&mut addon, &value(before), FIELD_MANAGER);
        }
        let mut applied = self.call(api.patch(name, &params, &Patch::Apply(&addon))).await;
        if let (Err(error), Some(before)) = (&applied, before)
            && takeover::is_free(&before.data, error.conflicts())
        {
            // The version makes the server refuse if somebody has filled the fields since.
            addon["metadata"]["resourceVersion"] =
                before.metadata.resource_version.clone().unwrap_or_default().into();
            params.force = true;
            applied = self.call(api.patch(name, &params, &Patch::Apply(&addon))).await;
        }
        let after = applied?;
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
