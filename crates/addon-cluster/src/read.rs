//! Many objects read at once: a list a kind and namespace, and a request for a single one only where few are wanted.

use std::collections::HashMap;

use futures::StreamExt as _;
use kube::Api;
use kube::api::{ApiResource, DynamicObject, ListParams};
use serde_json::Value;

use super::kinds::{ABREAST, Kinds};
use super::look::value;
use super::{CallError, Cluster};
use addon_core::contents::Named;
use addon_core::diagnosis::tree::Sighting;
use addon_core::manifest::Identity;

/// From so many objects of a kind and namespace on, a list of them is cheaper than a request for each.
const MANY: usize = 3;
/// So many objects come in one answer of a list.
const PAGE: u32 = 500;
/// So many answers are asked for; in a namespace with more objects than these hold, the rest is asked for by name.
const PAGES: usize = 10;

/// How much of an object is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// All of it.
    Whole,
    /// What says how it is: of a kind without a status, the metadata. Nobody's secrets then cross the wire.
    Status,
    /// The metadata alone.
    Metadata,
}

/// Kinds without a status.
fn has_status(resource: &ApiResource) -> bool {
    let kind = resource.kind.as_str();
    match resource.group.as_str() {
        "" => !matches!(kind, "ConfigMap" | "Secret" | "ServiceAccount" | "LimitRange"),
        "rbac.authorization.k8s.io" | "scheduling.k8s.io" | "storage.k8s.io" => false,
        _ => true,
    }
}

/// Objects of one kind in one namespace.
struct Group<'a> {
    api: Api<DynamicObject>,
    resource: ApiResource,
    metadata_only: bool,
    /// Their names, and where each stands among all that are wanted.
    names: HashMap<&'a str, usize>,
}

impl Cluster {
    /// What became of each of these objects, in their order. A server that does not answer at all ends it.
    pub async fn read(
        &self,
        kinds: &Kinds,
        objects: &[Named],
        depth: Depth,
    ) -> Result<Vec<Sighting>, CallError> {
        let placed: Vec<Identity> = objects.iter().map(|object| kinds.place(object)).collect();
        let mut sightings = vec![Sighting::Missing; objects.len()];
        let mut groups = HashMap::<_, Group<'_>>::new();
        for (index, (object, identity)) in objects.iter().zip(&placed).enumerate() {
            let Some((resource, _)) = kinds.served(identity) else {
                sightings[index] = Sighting::KindUnknown;
                continue;
            };
            if !object.is_known() {
                sightings[index] = Sighting::NameOpen;
                continue;
            }
            let namespace = identity.namespace.as_deref();
            let key = (identity.api_version.as_str(), identity.kind.as_str(), namespace);
            let group = groups.entry(key).or_insert_with(|| Group {
                api: self.api(&resource, namespace),
                metadata_only: match depth {
                    Depth::Whole => false,
                    Depth::Status => !has_status(&resource),
                    Depth::Metadata => true,
                },
                resource,
                names: HashMap::new(),
            });
            group.names.insert(&identity.name, index);
        }
        let looks = groups.values().map(|group| self.read_group(group));
        let mut looks = futures::stream::iter(looks).buffer_unordered(ABREAST);
        while let Some(seen) = looks.next().await {
            for (index, sighting) in seen? {
                sightings[index] = sighting;
            }
        }
        Ok(sightings)
    }

    /// Those of a group that are not simply missing.
    async fn read_group(&self, group: &Group<'_>) -> Result<Vec<(usize, Sighting)>, CallError> {
        let mut seen = HashMap::new();
        let mut all = false;
        if group.names.len() >= MANY {
            match self.list_group(group, &mut seen).await {
                Ok(complete) => all = complete,
                // Whoever may not list may still be allowed to look at each.
                Err(error) if error.status().is_some() => {}
                Err(error) => return Err(error),
            }
        }
        if !all {
            let rest = group.names.iter().filter(|(_, index)| !seen.contains_key(*index));
            let looks =
                rest.map(|(name, index)| async { (*index, self.read_one(group, name).await) });
            let looks: Vec<_> = futures::stream::iter(looks).buffered(ABREAST).collect().await;
            for (index, sighting) in looks {
                seen.insert(index, sighting?);
            }
        }
        Ok(seen.into_iter().collect())
    }

    /// Lists a group; whether all there is has been seen.
    async fn list_group(
        &self,
        group: &Group<'_>,
        seen: &mut HashMap<usize, Sighting>,
    ) -> Result<bool, CallError> {
        let mut params = ListParams::default().limit(PAGE);
        for _ in 0..PAGES {
            let (items, token) = if group.metadata_only {
                let list = self.call(group.api.list_metadata(&params)).await?;
                (list.items.iter().map(value).collect::<Vec<_>>(), list.metadata.continue_)
            } else {
                let list = self.call(group.api.list(&params)).await?;
                (list.items.iter().map(value).collect(), list.metadata.continue_)
            };
            for item in items {
                let name = item.pointer("/metadata/name").and_then(Value::as_str);
                if let Some(index) = name.and_then(|name| group.names.get(name)) {
                    seen.insert(*index, group.sighting(item));
                }
            }
            match token.filter(|token| !token.is_empty()) {
                Some(token) if seen.len() < group.names.len() => {
                    params = params.continue_token(&token);
                }
                _ => return Ok(true),
            }
        }
        Ok(false)
    }

    async fn read_one(&self, group: &Group<'_>, name: &str) -> Result<Sighting, CallError> {
        let read = if group.metadata_only {
            let meta = self.call(group.api.get_metadata_opt(name)).await;
            meta.map(|meta| meta.map(|meta| value(&meta)))
        } else {
            let object = self.call(group.api.get_opt(name)).await;
            object.map(|object| object.map(|object| value(&object)))
        };
        match read {
            Ok(Some(object)) => Ok(group.sighting(object)),
            Ok(None) => Ok(Sighting::Missing),
            Err(error) if error.is_forbidden() => Ok(Sighting::Forbidden),
            Err(error) if error.status().is_some() => Ok(Sighting::Unseen(error.to_string())),
            Err(error) => Err(error),
        }
    }
}

impl Group<'_> {
    /// An object as it would come alone: lists leave the kind out of their items.
    fn sighting(&self, mut object: Value) -> Sighting {
        if let Some(fields) = object.as_object_mut() {
            fields.insert("apiVersion".to_owned(), self.resource.api_version.clone().into());
            fields.insert("kind".to_owned(), self.resource.kind.clone().into());
        }
        Sighting::There(Box::new(object))
    }
}
