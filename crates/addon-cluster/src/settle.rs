//! The objects of an Addon watched until they are as they were asked for, or never will be.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use addon_core::contents::Named;
use addon_core::diagnosis::objects::Objects;
use addon_core::diagnosis::tree::{Sighting, TreeObject};
use futures::stream::{self, StreamExt as _};
use kube::api::{ApiResource, DynamicObject};
use kube::runtime::watcher::{self, Event};

use super::kinds::Kinds;
use super::look::value;
use super::watch::{self, Heard};
use super::{CallError, Cluster};

/// Objects of one kind in one namespace that are not fine yet.
struct Group {
    resource: ApiResource,
    namespace: Option<String>,
    /// Their names, and where each stands among all.
    places: HashMap<String, usize>,
    /// Those that the list held which a watch begins with.
    listed: HashSet<usize>,
}

impl Cluster {
    /// Tells `hear` how some objects are, and again whenever one changes, until that has heard enough. Those that are fine
    /// at the first look are not watched. `now`: seconds since 1970.
    pub async fn settle<T>(
        &self,
        objects: &[Named],
        now: i64,
        mut hear: impl FnMut(&Objects) -> ControlFlow<T>,
    ) -> Result<T, CallError> {
        let kinds = self.kinds().await?;
        let mut seen = self.sightings_of(&kinds, objects, now).await?;
        if let ControlFlow::Break(end) = hear(&Objects::of(seen.clone())) {
            return Ok(end);
        }
        let mut groups = unsettled(&kinds, objects, &seen);
        let watches: Vec<_> = (0..).zip(&groups).map(|it| self.watch_group(it.0, it.1)).collect();
        let mut events = stream::select_all(watches);
        while let Some((number, event)) = events.next().await {
            let event = match event {
                Ok(event) => event,
                Err(error) => {
                    drop(watch::lasting(error)?);
                    continue;
                }
            };
            let is_news = !matches!(event, Event::Init | Event::InitApply(_));
            for (index, sighting) in groups[number].hear(event) {
                let object = &objects[index];
                seen[index] = TreeObject::new(&kinds.place(object), &object.value, sighting, now);
            }
            if is_news && let ControlFlow::Break(end) = hear(&Objects::of(seen.clone())) {
                return Ok(end);
            }
        }
        Err(watch::ended())
    }

    /// The events of a group, each with the group's number.
    fn watch_group(
        &self,
        number: usize,
        group: &Group,
    ) -> stream::LocalBoxStream<'static, (usize, Heard<DynamicObject>)> {
        let mut config = watcher::Config::default();
        let mut names = group.places.keys();
        if let (Some(name), None) = (names.next(), names.next()) {
            config = config.fields(&format!("metadata.name={name}"));
        }
        let api = self.api(&group.resource, group.namespace.as_deref());
        watch::events(api, config).map(move |event| (number, event)).boxed_local()
    }
}

impl Group {
    /// What an event says of the objects, by their places.
    fn hear(&mut self, event: Event<DynamicObject>) -> Vec<(usize, Sighting)> {
        let place = |object: &DynamicObject| {
            self.places.get(object.metadata.name.as_deref().unwrap_or_default()).copied()
        };
        match event {
            Event::Init => {
                self.listed.clear();
                Vec::new()
            }
            Event::InitApply(object) | Event::Apply(object) => {
                let Some(index) = place(&object) else { return Vec::new() };
                self.listed.insert(index);
                vec![(index, Sighting::There(Box::new(value(&object))))]
            }
            Event::Delete(object) => {
                place(&object).map(|index| (index, Sighting::Missing)).into_iter().collect()
            }
            Event::InitDone => {
                let gone = self.places.values().filter(|index| !self.listed.contains(*index));
                gone.map(|index| (*index, Sighting::Missing)).collect()
            }
        }
    }
}

/// The objects that are not fine yet and can be watched, by kind and namespace.
fn unsettled(kinds: &Kinds, objects: &[Named], seen: &[TreeObject]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, (object, seen)) in objects.iter().zip(seen).enumerate() {
        if !object.is_known() || !seen.is_unsettled() {
            continue;
        }
        let identity = kinds.place(object);
        let Some((resource, _)) = kinds.served(&identity) else { continue };
        let namespace = identity.namespace;
        let same = |it: &&mut Group| it.resource == resource && it.namespace == namespace;
        if let Some(group) = groups.iter_mut().find(same) {
            group.places.insert(identity.name, index);
        } else {
            let places = HashMap::from([(identity.name, index)]);
            groups.push(Group { resource, namespace, places, listed: HashSet::new() });
        }
    }
    groups
}
