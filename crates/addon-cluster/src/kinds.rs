//! The kinds that a cluster serves, and the objects of them.

use futures::StreamExt as _;
use kube::Api;
use kube::api::{ApiResource, DynamicObject, ListParams, PartialObjectMeta};
use kube::core::discovery::{ApiCapabilities, Scope, verbs};
use kube::discovery::{ApiGroup, Discovery};

use super::{CallError, Cluster};
use addon_core::contents::Named;
use addon_core::manifest::Identity;

/// How many requests run side by side.
pub(super) const ABREAST: usize = 8;

/// The kinds that a cluster serves.
pub struct Kinds(Discovery);

/// An object of any kind, as far as its metadata goes.
#[derive(Debug, Clone)]
pub struct Found {
    /// What it is; the namespace is there exactly where its kind has one.
    pub identity: Identity,
    /// Its metadata.
    pub meta: PartialObjectMeta<DynamicObject>,
    resource: ApiResource,
}

impl Found {
    /// Whether it is on its way out.
    pub fn is_leaving(&self) -> bool {
        self.meta.metadata.deletion_timestamp.is_some()
    }

    /// `deployment.apps/NAME`, as kubectl takes it.
    pub fn argument(&self) -> String {
        let kind = self.resource.kind.to_lowercase();
        match self.resource.group.as_str() {
            "" => format!("{kind}/{}", self.identity.name),
            group => format!("{kind}.{group}/{}", self.identity.name),
        }
    }
}

impl Kinds {
    /// The kind in the very version that an object names.
    pub(super) fn served(&self, identity: &Identity) -> Option<(ApiResource, ApiCapabilities)> {
        let group = self.0.get(identity.group())?;
        let version = identity.api_version.rsplit('/').next().unwrap_or_default();
        let kinds = group.versioned_resources(version);
        kinds.into_iter().find(|(resource, _)| resource.kind == identity.kind)
    }

    /// The kind in any version: objects are the same in all of them.
    fn of(&self, identity: &Identity) -> Option<(ApiResource, ApiCapabilities)> {
        let group = self.0.get(identity.group())?;
        let versions = group.versions().flat_map(|version| group.versioned_resources(version));
        versions.into_iter().find(|(resource, _)| resource.kind == identity.kind)
    }

    /// The identity that an object has in this cluster: a namespace only where its kind has one, and then for sure.
    pub fn place(&self, named: &Named) -> Identity {
        let mut identity = named.identity.clone();
        match self.of(&identity) {
            Some((_, kind)) if kind.scope == Scope::Cluster => identity.namespace = None,
            Some(_) => {
                identity.namespace.get_or_insert_with(|| named.default_namespace.clone());
            }
            None => {}
        }
        identity
    }

    /// Every kind whose objects can be listed and deleted, in one version each.
    fn listable(&self) -> Vec<(ApiResource, ApiCapabilities)> {
        let all = self.0.groups().flat_map(ApiGroup::resources_by_stability);
        let can = |kind: &ApiCapabilities, verb: &str| kind.operations.iter().any(|o| o == verb);
        all.filter(|(_, kind)| can(kind, verbs::LIST) && can(kind, verbs::DELETE)).collect()
    }
}

impl Cluster {
    /// Asks which kinds there are: two requests.
    pub async fn kinds(&self) -> Result<Kinds, CallError> {
        let discovery = self.call(Discovery::new(self.client()).run_aggregated()).await?;
        Ok(Kinds(discovery))
    }

    /// Those of some objects that exist. A kind that the cluster does not serve has no objects.
    pub async fn existing(
        &self,
        kinds: &Kinds,
        objects: &[Named],
    ) -> Result<Vec<Found>, CallError> {
        let known = objects.iter().filter(|object| object.is_known());
        let looked = futures::stream::iter(known.map(|object| self.existing_one(kinds, object)));
        let looked: Vec<_> = looked.buffered(ABREAST).collect().await;
        looked.into_iter().filter_map(Result::transpose).collect()
    }

    async fn existing_one(
        &self,
        kinds: &Kinds,
        object: &Named,
    ) -> Result<Option<Found>, CallError> {
        let Some((resource, _)) = kinds.of(&object.identity) else { return Ok(None) };
        let identity = kinds.place(object);
        let api = self.api(&resource, identity.namespace.as_deref());
        let meta = self.call(api.get_metadata_opt(&identity.name)).await?;
        Ok(meta.map(|meta| Found { identity, meta, resource }))
    }

    /// The API of a kind, in one namespace or in all.
    pub(super) fn api(
        &self,
        resource: &ApiResource,
        namespace: Option<&str>,
    ) -> Api<DynamicObject> {
        match namespace {
            Some(namespace) => Api::namespaced_with(self.client(), namespace, resource),
            None => Api::all_with(self.client(), resource),
        }
    }

    /// All objects that have these labels, and the kinds that could not be listed, with the reason. A server that does not
    /// answer at all ends it.
    pub async fn labelled(
        &self,
        kinds: &Kinds,
        selector: &str,
    ) -> Result<(Vec<Found>, Vec<(String, CallError)>), CallError> {
        let all = kinds.listable();
        let lists = all.iter().map(|(resource, _)| self.labelled_of(resource, selector));
        let lists: Vec<_> = futures::stream::iter(lists).buffered(ABREAST).collect().await;
        let (mut found, mut unseen) = (Vec::new(), Vec::new());
        for ((resource, _), list) in all.iter().zip(lists) {
            match list {
                Ok(list) => found.extend(list),
                // A kind that went away since we asked, or that cannot be listed after all.
                Err(error)
                    if error.is_not_found() || error.status().is_some_and(|s| s.code == 405) => {}
                // Nothing more can be seen, and this says why for all.
                Err(error) if error.is_of_the_server() => return Err(error),
                Err(error) => unseen.push((plural(resource), error)),
            }
        }
        Ok((found, unseen))
    }

    async fn labelled_of(
        &self,
        resource: &ApiResource,
        selector: &str,
    ) -> Result<Vec<Found>, CallError> {
        let api = self.api(resource, None);
        let mut params = ListParams::default().labels(selector).limit(500);
        let mut found = Vec::new();
        loop {
            let list = self.call(api.list_metadata(&params)).await?;
            found.extend(list.items.into_iter().map(|meta| Found {
                identity: Identity {
                    api_version: resource.api_version.clone(),
                    kind: resource.kind.clone(),
                    namespace: meta.metadata.namespace.clone(),
                    name: meta.metadata.name.clone().unwrap_or_default(),
                },
                meta,
                resource: resource.clone(),
            }));
            match list.metadata.continue_.filter(|token| !token.is_empty()) {
                Some(token) => params = params.continue_token(&token),
                None => return Ok(found),
            }
        }
    }

    /// Deletes the object of an identity, if it still is the one of this uid.
    pub async fn delete_exact(
        &self,
        kinds: &Kinds,
        identity: &Identity,
        uid: &str,
    ) -> Result<(), CallError> {
        let Some((resource, _)) = kinds.of(identity) else { return Ok(()) };
        let api = self.api(&resource, identity.namespace.as_deref());
        let params = super::end::only(Some(uid.to_owned()));
        match self.call(api.delete(&identity.name, &params)).await {
            Err(error) if !error.is_not_found() => Err(error),
            _ => Ok(()),
        }
    }

    /// Deletes the very object that was found, and not one that has taken its name since.
    pub async fn delete_found(&self, found: &Found) -> Result<(), CallError> {
        let api = self.api(&found.resource, found.identity.namespace.as_deref());
        let params = super::end::only(found.meta.metadata.uid.clone());
        match self.call(api.delete(&found.identity.name, &params)).await {
            Err(error) if !error.is_not_found() => Err(error),
            _ => Ok(()),
        }
    }
}

fn plural(resource: &ApiResource) -> String {
    match resource.group.as_str() {
        "" => resource.plural.clone(),
        group => format!("{}.{group}", resource.plural),
    }
}
