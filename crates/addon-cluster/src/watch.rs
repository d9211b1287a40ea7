//! Watching, never polling: through cut watches, versions that are too old and servers that are away for a while.

use std::collections::BTreeSet;

use futures::stream::{Stream, StreamExt as _};
use kube::Api;
use kube::api::DynamicObject;
use kube::runtime::WatchStreamExt as _;
use kube::runtime::watcher::{self, Event};

use super::{CallError, Cluster};

/// What a watch of one object has to tell.
#[derive(Debug)]
pub(super) enum Change {
    /// The object is like this.
    Is(Box<DynamicObject>),
    /// There is no such object.
    Absent,
    /// The watch was cut and is being taken up again.
    Cut,
}

/// Watches the object of a name, which need not exist. The stream has no end; after an error, nothing helps.
pub(super) fn object(
    api: Api<DynamicObject>,
    name: &str,
) -> impl Stream<Item = Result<Change, CallError>> + use<> {
    let config = watcher::Config::default().fields(&format!("metadata.name={name}"));
    let mut found = false;
    events(api, config).filter_map(move |event| {
        let change = match event {
            Ok(event) => changed(event, &mut found).map(Ok),
            Err(error) => Some(lasting(error).map(|_| Change::Cut)),
        };
        std::future::ready(change)
    })
}

/// What an event says of the object. `found`: whether the list that a watch starts with has held it.
fn changed(event: Event<DynamicObject>, found: &mut bool) -> Option<Change> {
    match event {
        Event::Init => {
            *found = false;
            None
        }
        Event::InitApply(object) => {
            *found = true;
            Some(Change::Is(Box::new(object)))
        }
        Event::InitDone if *found => None,
        Event::InitDone | Event::Delete(_) => Some(Change::Absent),
        Event::Apply(object) => Some(Change::Is(Box::new(object))),
    }
}

/// What spoilt a watch.
#[derive(Debug)]
pub(super) struct Trouble {
    error: watcher::Error,
    /// Whether the server has never been reached.
    is_first: bool,
}

/// An event, or what spoilt the watch.
pub(super) type Heard<K> = Result<Event<K>, Trouble>;

/// The events of a watch that is taken up again when it is cut, each time a little later.
pub(super) fn events<K>(api: Api<K>, config: watcher::Config) -> impl Stream<Item = Heard<K>>
where
    K: kube::Resource + Clone + std::fmt::Debug + Send + serde::de::DeserializeOwned + 'static,
{
    let mut is_first = true;
    watcher::watcher(api, config).default_backoff().map(move |event| match event {
        // A watch says that it begins before it has asked for anything.
        Ok(Event::Init) => Ok(Event::Init),
        Ok(event) => {
            is_first = false;
            Ok(event)
        }
        Err(error) => Err(Trouble { error, is_first }),
    })
}

/// Why a watch was cut, if it can go on; the error, if trying again will not help: a server that was never there is no
/// server that is away for a while.
pub(super) fn lasting(trouble: Trouble) -> Result<String, CallError> {
    let (why, cause) = match trouble.error {
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
    let never_there = trouble.is_first && error.is_unreachable();
    if hopeless || never_there || error.is_unserved() { Err(error) } else { Ok(error.to_string()) }
}

impl Cluster {
    /// Looks at an object until `done` says something of it. `done` sees none where there is none.
    pub async fn until_object<T>(
        &self,
        api: Api<DynamicObject>,
        name: &str,
        mut done: impl FnMut(Option<&DynamicObject>) -> Option<T>,
    ) -> Result<T, CallError> {
        let mut changes = std::pin::pin!(object(api, name));
        while let Some(change) = changes.next().await {
            let said = match change? {
                Change::Is(object) => done(Some(&object)),
                Change::Absent => done(None),
                Change::Cut => None,
            };
            if let Some(said) = said {
                return Ok(said);
            }
        }
        Err(ended())
    }

    /// Waits until nothing has these labels.
    pub(super) async fn until_none<K>(&self, api: Api<K>, labels: &str) -> Result<(), CallError>
    where
        K: kube::Resource + Clone + std::fmt::Debug + Send + serde::de::DeserializeOwned + 'static,
    {
        let mut events = events(api, watcher::Config::default().labels(labels)).boxed();
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
                Err(error) => drop(lasting(error)?),
            }
            if complete && there.is_empty() {
                return Ok(());
            }
        }
        Err(ended())
    }
}

/// What there is to say of a watch that has ended by itself, which none does.
pub fn ended() -> CallError {
    CallError::Api(kube::Error::Service("the watch ended".into()))
}
