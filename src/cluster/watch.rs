//! Waiting by watching: through cut watches, versions that are too old and servers that are away for a while.

use std::collections::BTreeSet;
use std::fmt;

use futures::StreamExt as _;
use kube::Api;
use kube::api::DynamicObject;
use kube::core::Status;
use kube::runtime::WatchStreamExt as _;
use kube::runtime::watcher::{self, Event};

use super::{CallError, Cluster};

/// A watch that cannot go on.
#[derive(Debug)]
pub(crate) struct WatchError(CallError);

impl From<CallError> for WatchError {
    fn from(error: CallError) -> Self {
        Self(error)
    }
}

impl std::error::Error for WatchError {}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An error that no second try gets past. All others are the server's, and pass.
fn final_error(error: watcher::Error) -> Option<WatchError> {
    let fatal = |status: &Status| matches!(status.code, 400 | 401 | 403 | 404 | 405);
    match error {
        watcher::Error::InitialListFailed(kube::Error::Api(status))
        | watcher::Error::WatchStartFailed(kube::Error::Api(status))
        | watcher::Error::WatchError(status)
            if fatal(&status) =>
        {
            Some(WatchError(CallError::Api(kube::Error::Api(status))))
        }
        _ => None,
    }
}

impl Cluster {
    /// Looks at an object until `done` says something of it. `done` sees none where there is none.
    pub(crate) async fn until_object<T>(
        &self,
        api: Api<DynamicObject>,
        name: &str,
        mut done: impl FnMut(Option<&DynamicObject>) -> Option<T>,
    ) -> Result<T, WatchError> {
        let config = watcher::Config::default().fields(&format!("metadata.name={name}"));
        let mut events = watcher::watcher(api, config).default_backoff().boxed();
        let mut listed = false;
        while let Some(event) = events.next().await {
            let said = match event {
                Ok(Event::Init) => {
                    listed = false;
                    None
                }
                Ok(Event::InitApply(object)) => {
                    listed = true;
                    done(Some(&object))
                }
                Ok(Event::Apply(object)) => done(Some(&object)),
                Ok(Event::InitDone) if listed => None,
                Ok(Event::InitDone | Event::Delete(_)) => done(None),
                Err(error) => match final_error(error) {
                    Some(error) => return Err(error),
                    None => None,
                },
            };
            if let Some(said) = said {
                return Ok(said);
            }
        }
        Err(ended())
    }

    /// Waits until nothing has these labels.
    pub(super) async fn until_none<K>(&self, api: Api<K>, labels: &str) -> Result<(), WatchError>
    where
        K: kube::Resource + Clone + std::fmt::Debug + Send + serde::de::DeserializeOwned + 'static,
    {
        let config = watcher::Config::default().labels(labels);
        let mut events = watcher::watcher(api, config).default_backoff().boxed();
        let mut there = BTreeSet::new();
        let mut complete = false;
        while let Some(event) = events.next().await {
            match event {
                Ok(Event::Init) => {
                    there.clear();
                    complete = false;
                }
                Ok(Event::InitApply(object) | Event::Apply(object)) => {
                    there.insert(object.meta().uid.clone());
                }
                Ok(Event::Delete(object)) => {
                    there.remove(&object.meta().uid);
                }
                Ok(Event::InitDone) => complete = true,
                Err(error) => {
                    if let Some(error) = final_error(error) {
                        return Err(error);
                    }
                }
            }
            if complete && there.is_empty() {
                return Ok(());
            }
        }
        Err(ended())
    }
}

/// A watch never ends by itself.
fn ended() -> WatchError {
    let error = std::io::Error::other("the watch ended");
    WatchError(CallError::Api(kube::Error::Service(error.into())))
}
