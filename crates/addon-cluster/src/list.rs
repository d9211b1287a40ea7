//! Addons of one namespace or of all, listed and watched.

use std::ops::ControlFlow;

use futures::stream::StreamExt as _;
use kube::Api;
use kube::api::DynamicObject;
use kube::runtime::watcher::{self, Event};
use serde_json::Value;

use super::look::{value, values};
use super::{CallError, Cluster, addon_resource, watch};

impl Cluster {
    /// The Addons of all namespaces.
    pub fn addons_everywhere(&self) -> Api<DynamicObject> {
        Api::all_with(self.client(), &addon_resource())
    }

    /// Tells `hear` of all Addons there are, then of each that changes, until that has heard enough.
    pub async fn watch_all(
        &self,
        api: Api<DynamicObject>,
        selector: Option<&str>,
        mut hear: impl FnMut(Vec<Value>) -> ControlFlow<()>,
    ) -> Result<(), CallError> {
        let label_selector = selector.map(str::to_owned);
        let config = watcher::Config { label_selector, ..watcher::Config::default() };
        let mut events = watch::events(api, config).boxed_local();
        let (mut first, mut seen) = (Vec::new(), std::collections::HashMap::new());
        while let Some(event) = events.next().await {
            let news = match event {
                Ok(Event::Init) => Vec::new(),
                Ok(Event::InitApply(object)) => {
                    // After a cut all come again; only those that have changed are news.
                    let version = object.metadata.resource_version.clone();
                    if seen.insert(object.metadata.uid.clone(), version.clone()) != Some(version) {
                        first.push(object);
                    }
                    Vec::new()
                }
                Ok(Event::InitDone) => values(&std::mem::take(&mut first)),
                Ok(Event::Apply(object) | Event::Delete(object)) => {
                    let version = object.metadata.resource_version.clone();
                    seen.insert(object.metadata.uid.clone(), version);
                    vec![value(&object)]
                }
                Err(error) => {
                    drop(watch::lasting(error)?);
                    Vec::new()
                }
            };
            if !news.is_empty() && hear(news).is_break() {
                return Ok(());
            }
        }
        Ok(())
    }
}
