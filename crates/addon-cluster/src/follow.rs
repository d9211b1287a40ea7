//! An Addon watched on its way, with its Workflows.

use std::future::ready;
use std::ops::ControlFlow;

use futures::stream::{self, Stream, StreamExt as _};
use kube::api::DynamicObject;
use kube::runtime::watcher::{self, Event};
use serde_json::Value;

use super::watch::{self, Change};
use super::{CallError, Cluster};
use addon_core::diagnosis::nodes;
use addon_core::lifecycle;
use addon_core::live::Live;

/// What a watch has to tell.
#[derive(Debug)]
pub enum News {
    /// The Addon is like this; `None`: it does not exist.
    Addon(Option<Box<Live>>),
    /// One of its Workflows is like this.
    Workflow(Box<Value>),
    /// The watch was cut and is being taken up again: why.
    Cut(String),
}

impl Cluster {
    /// Tells `hear` of every change of an Addon and of its Workflows, until that has heard enough.
    pub async fn follow<T>(
        &self,
        name: &str,
        mut hear: impl FnMut(News) -> ControlFlow<T>,
    ) -> Result<T, CallError> {
        let addon = watch::object(self.addons(), name)
            .filter_map(|change| ready(change.map(addon_news).transpose()));
        let workflows = watch::events(self.workflows(), of_addon(name))
            .filter_map(|event| ready(workflow_news(event).map(Ok)));
        let mut both = stream::select(addon.boxed_local(), workflows.boxed_local());
        while let Some(news) = both.next().await {
            if let ControlFlow::Break(end) = hear(news?) {
                return Ok(end);
            }
        }
        Err(watch::ended())
    }

    /// Has something whenever an Addon or one of its Workflows has changed.
    pub fn changes(&self, name: &str) -> impl Stream<Item = Result<(), CallError>> + Unpin + use<> {
        let addon = watch::object(self.addons(), name).map(|change| change.map(drop));
        let workflows = watch::events(self.workflows(), of_addon(name));
        let workflows = workflows.filter_map(|event| {
            let told = match event {
                Ok(Event::Init | Event::InitApply(_)) => None,
                Ok(_) => Some(Ok(())),
                Err(error) => watch::lasting(error).err().map(Err),
            };
            ready(told)
        });
        stream::select(addon.boxed_local(), workflows.boxed_local())
    }
}

/// The Workflows of an Addon.
fn of_addon(name: &str) -> watcher::Config {
    watcher::Config::default().labels(&format!("{}={name}", lifecycle::NAME_LABEL))
}

/// What an event says of a Workflow. Without a look at them there is less to show, and nothing that fails.
fn workflow_news(event: watcher::Result<Event<DynamicObject>>) -> Option<News> {
    match event {
        Ok(Event::Apply(object) | Event::InitApply(object)) => {
            let mut workflow = serde_json::to_value(object).ok()?;
            nodes::unpack(&mut workflow);
            Some(News::Workflow(Box::new(workflow)))
        }
        _ => None,
    }
}

/// What a change says of the Addon.
fn addon_news(change: Change) -> Option<News> {
    match change {
        Change::Is(object) => {
            let value = serde_json::to_value(object).ok()?;
            Some(News::Addon(Some(Box::new(Live::from_value(&value).ok()?))))
        }
        Change::Absent => Some(News::Addon(None)),
        Change::Cut(why) => Some(News::Cut(why)),
    }
}
