//! Objects as they are and as they would be: the API server tries out each, and stores nothing.

use futures::StreamExt as _;
use kube::api::{Patch, PatchParams, ValidationDirective};
use serde_json::Value;

use super::kinds::{ABREAST, Kinds};
use super::look::value;
use super::read::Depth;
use super::{CallError, Cluster};
use addon_core::addon::Addon;
use addon_core::contents::Named;
use addon_core::diagnosis::tree::Sighting;

/// An object on both sides of a change.
#[derive(Debug)]
pub struct Sides {
    /// As it is, if it is.
    pub live: Option<Value>,
    /// As it would be.
    pub merged: Value,
    /// What is missing for the API server to say how it would be, so that it is told as it is written.
    pub missing: Option<String>,
}

impl Sides {
    /// What cannot be there yet.
    fn written(mut merged: Value, namespace: Option<&str>, missing: String) -> Self {
        if let (Some(namespace), Some(metadata)) =
            (namespace, merged.pointer_mut("/metadata").and_then(Value::as_object_mut))
        {
            metadata.insert("namespace".to_owned(), namespace.into());
        }
        Self { live: None, merged, missing: Some(missing) }
    }
}

impl Cluster {
    /// What would become of some objects, in their order: they are read with a list a kind and namespace, and each is
    /// tried out. Their values have to be known. A server that does not answer at all ends it.
    pub async fn compare(
        &self,
        kinds: &Kinds,
        objects: &[Named],
    ) -> Result<Vec<Result<Sides, CallError>>, CallError> {
        let live = self.read(kinds, objects, Depth::Whole).await?;
        let pairs = objects.iter().zip(live);
        let compared = pairs.map(|(object, live)| self.compare_one(kinds, object, live));
        let mut compared = futures::stream::iter(compared).buffered(ABREAST);
        let mut all = Vec::with_capacity(objects.len());
        while let Some(sides) = compared.next().await {
            match sides {
                Err(error) if error.status().is_none() => return Err(error),
                sides => all.push(sides),
            }
        }
        Ok(all)
    }

    async fn compare_one(
        &self,
        kinds: &Kinds,
        object: &Named,
        live: Sighting,
    ) -> Result<Sides, CallError> {
        let identity = kinds.place(object);
        let merged = &object.value;
        let namespace = identity.namespace.as_deref();
        let kind = || format!("kind {} {}", identity.kind, identity.api_version);
        let Some((resource, _)) = kinds.served(&identity) else {
            return Ok(Sides::written(merged.clone(), namespace, kind()));
        };
        let api = self.api(&resource, namespace);
        let live = match live {
            Sighting::There(live) => Some(*live),
            Sighting::Missing | Sighting::KindUnknown | Sighting::NameOpen => None,
            // Asked for by itself once more, it says why.
            Sighting::Forbidden | Sighting::Unseen(_) => {
                self.call(api.get_opt(&identity.name)).await?.as_ref().map(value)
            }
        };
        let mut params = PatchParams::apply(&object.manager).force();
        params.field_validation = Some(ValidationDirective::Strict);
        params.dry_run = true;
        match self.call(api.patch(&identity.name, &params, &Patch::Apply(merged))).await {
            Ok(after) => Ok(Sides { live, merged: value(&after), missing: None }),
            Err(error) if live.is_none() && error.is_not_found() => {
                Ok(Sides::written(merged.clone(), namespace, missing(&error, kind())))
            }
            Err(error) => Err(error),
        }
    }

    /// What would become of the Addon itself: two requests.
    pub async fn compare_addon(
        &self,
        addon: &Addon,
        force_conflicts: bool,
    ) -> Result<Sides, CallError> {
        let live = match self.addon(&addon.metadata.name).await {
            Err(error) if error.is_not_found() => None,
            live => live?,
        };
        let manner = super::submit::Manner { force_conflicts, dry_run: true };
        match self.apply(addon, live.as_ref(), manner).await {
            Ok((_, after)) => {
                Ok(Sides { live: live.as_ref().map(value), merged: value(&after), missing: None })
            }
            Err(error) if live.is_none() && error.is_not_found() => {
                let missing = missing(&error, "the CRD of the Addon".to_owned());
                Ok(Sides::written(value(addon), None, missing))
            }
            Err(error) => Err(error),
        }
    }
}

/// What was not found: a namespace, where the server says so, or else the kind.
fn missing(error: &CallError, kind: String) -> String {
    let details = error.status().and_then(|status| status.details.as_ref());
    match details.filter(|details| details.kind == "namespaces") {
        Some(details) => format!("namespace {}", details.name),
        None => kind,
    }
}
