//! An Addon watched on its way: never polled, and not lost when a watch is cut.

use std::ops::ControlFlow;

use futures::stream::{self, StreamExt as _};
use kube::Api;
use kube::api::DynamicObject;
use kube::runtime::watcher::{self, Event};
use kube::runtime::{WatchStreamExt as _, watcher as watch};
use serde_json::Value;

use super::{CallError, Cluster};
use crate::controller;
use crate::live::Live;

/// What a watch has to tell.
#[derive(Debug)]
pub(crate) enum News {
    /// The Addon is like this; `None`: it does not exist.
    Addon(Option<Box<Live>>),
    /// One of its Workflows is like this.
    Workflow(Box<Value>),
    /// The watch was cut and is being taken up again: why.
    Cut(String),
}

/// One event of either watch.
enum Seen {
    Addon(watcher::Result<Event<DynamicObject>>),
    Workflow(watcher::Result<Event<DynamicObject>>),
}

impl Cluster {
    /// Tells `hear` of every change of an Addon and of its Workflows, until that has heard enough.
    pub(crate) async fn follow<T>(
        &self,
        name: &str,
        mut hear: impl FnMut(News) -> ControlFlow<T>,
    ) -> Result<T, CallError> {
        let of_name = watcher::Config::default().fields(&format!("metadata.name={name}"));
        let of_label =
            watcher::Config::default().labels(&format!("{}={name}", controller::NAME_LABEL));
        let addons = events(self.addons(), of_name).map(Seen::Addon);
        let workflows = events(self.workflows(), of_label).map(Seen::Workflow);
        let mut both = stream::select(addons.boxed_local(), workflows.boxed_local());
        let mut found = false;
        while let Some(seen) = both.next().await {
            let news = match seen {
                Seen::Addon(Ok(event)) => addon_news(event, &mut found),
                Seen::Addon(Err(error)) => match lasting(error) {
                    Ok(why) => Some(News::Cut(why)),
                    Err(error) => return Err(error),
                },
                Seen::Workflow(Ok(Event::Apply(object) | Event::InitApply(object))) => {
                    serde_json::to_value(object).ok().map(|value| News::Workflow(Box::new(value)))
                }
                // Without a look at the Workflows there is less to show, and nothing that fails.
                Seen::Workflow(_) => None,
            };
            if let Some(ControlFlow::Break(end)) = news.map(&mut hear) {
                return Ok(end);
            }
        }
        // The stream of a watcher has no end.
        Err(CallError::Api(kube::Error::Service("the watch ended".into())))
    }
}

fn events(
    api: Api<DynamicObject>,
    config: watcher::Config,
) -> impl stream::Stream<Item = watcher::Result<Event<DynamicObject>>> {
    watch(api, config).default_backoff()
}

/// What an event says of the Addon. `found`: whether the list that a watch starts with has held it.
fn addon_news(event: Event<DynamicObject>, found: &mut bool) -> Option<News> {
    let live = |object: DynamicObject| {
        let value = serde_json::to_value(object).ok()?;
        Some(News::Addon(Some(Box::new(Live::from_value(&value).ok()?))))
    };
    match event {
        Event::Init => {
            *found = false;
            None
        }
        Event::InitApply(object) => {
            *found = true;
            live(object)
        }
        Event::InitDone if *found => None,
        Event::InitDone | Event::Delete(_) => Some(News::Addon(None)),
        Event::Apply(object) => live(object),
    }
}

/// Why a watch was cut, if it can go on; the error, if trying again will not help.
pub(super) fn lasting(error: watcher::Error) -> Result<String, CallError> {
    let (why, cause) = match error {
        watcher::Error::InitialListFailed(error)
        | watcher::Error::WatchStartFailed(error)
        | watcher::Error::WatchFailed(error) => (String::new(), Some(error)),
        watcher::Error::WatchError(status) => (status.message.clone(), None),
        watcher::Error::NoResourceVersion => ("the list has no version".to_owned(), None),
    };
    let Some(cause) = cause else { return Ok(why) };
    let error = CallError::Api(cause);
    let hopeless =
        error.status().is_some_and(|status| matches!(status.code, 400 | 401 | 403 | 404 | 405));
    if hopeless { Err(error) } else { Ok(error.to_string()) }
}
