//! Addons watched on their way, with their Workflows.

use std::collections::BTreeSet;
use std::future::ready;

use futures::stream::{self, BoxStream, Stream, StreamExt as _};
use kube::api::{DynamicObject, ListParams};
use kube::runtime::watcher::{self, Event};
use serde_json::Value;

use super::end::WORKFLOW_LABEL;
use super::look::value;
use super::watch::{self, Heard};
use super::{CallError, Cluster};
use addon_core::diagnosis::facts::name;
use addon_core::diagnosis::{self, nodes};
use addon_core::lifecycle;
use addon_core::live::Live;
use addon_core::progress::FailedAttempt;

/// So many of the last lines of a log are read: the cause is near its end.
const LINES: i64 = 20;

/// What a watch has to tell.
#[derive(Debug)]
pub enum News {
    /// An Addon is like this.
    Addon {
        /// Its name.
        name: String,
        /// What it is like; `None`: it does not exist.
        live: Option<Box<Live>>,
    },
    /// A Workflow is like this.
    Workflow {
        /// The name of its Addon.
        addon: String,
        /// The Workflow, its nodes unpacked.
        workflow: Box<Value>,
    },
    /// The watch was cut and is being taken up again: why.
    Cut(String),
}

impl Cluster {
    /// Every change of some Addons and of their Workflows. The stream has no end; after an error, nothing helps.
    ///
    /// However many Addons there are, these are two watches: a server gives no client more than some hundred at once.
    pub fn news(&self, names: &[String]) -> BoxStream<'static, Result<News, CallError>> {
        let config = match names {
            [name] => watcher::Config::default().fields(&format!("metadata.name={name}")),
            _ => watcher::Config::default(),
        };
        let mut wanted = Wanted { names: names.iter().cloned().collect(), seen: BTreeSet::new() };
        let addons = watch::events(self.addons(), config)
            .flat_map(move |event| stream::iter(wanted.news(event)));
        let workflows = watch::events(self.workflows(), of_addons(names))
            .filter_map(|event| ready(workflow_news(event).map(Ok)));
        stream::select(addons, workflows).boxed()
    }

    /// The words of a failed attempt's log that say most, if there are any.
    pub async fn last_words(&self, attempt: &FailedAttempt) -> Option<String> {
        let of = format!("{WORKFLOW_LABEL}={}", attempt.workflow);
        let pods = self.all(self.pods(), ListParams::default().labels(&of)).await.ok()?;
        let of_node = |pod: &&Value| {
            pod["metadata"]["annotations"]["workflows.argoproj.io/node-id"] == attempt.node.as_str()
        };
        let pod = pods.iter().find(of_node)?;
        let mut lines = Vec::new();
        let hear = |line: &str| {
            lines.push(line.to_owned());
            true
        };
        self.read_log(name(pod), false, Some(LINES), hear).await.ok()?;
        diagnosis::telling_line(&lines)
    }

    /// Has something whenever an Addon or one of its Workflows has changed.
    pub fn changes(&self, name: &str) -> impl Stream<Item = Result<(), CallError>> + Unpin + use<> {
        let addon = watch::object(self.addons(), name).map(|change| change.map(drop));
        let workflows = watch::events(self.workflows(), of_addons(&[name.to_owned()]));
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

/// The Workflows of some Addons.
fn of_addons(names: &[String]) -> watcher::Config {
    let label = lifecycle::NAME_LABEL;
    let selector = match names {
        [name] => format!("{label}={name}"),
        names => format!("{label} in ({})", names.join(",")),
    };
    watcher::Config::default().labels(&selector)
}

/// The Addons that are watched.
struct Wanted {
    names: BTreeSet<String>,
    /// Those that the list a watch starts with has held so far.
    seen: BTreeSet<String>,
}

impl Wanted {
    fn news(&mut self, event: Heard<DynamicObject>) -> Vec<Result<News, CallError>> {
        let event = match event {
            Ok(event) => event,
            Err(error) => return vec![watch::lasting(error).map(News::Cut)],
        };
        let absent = |name: String| Ok(News::Addon { name, live: None });
        match event {
            Event::Init => {
                self.seen.clear();
                Vec::new()
            }
            Event::InitApply(object) => {
                self.seen.extend(object.metadata.name.clone());
                self.is(&object)
            }
            Event::InitDone => self.names.difference(&self.seen).cloned().map(absent).collect(),
            Event::Apply(object) => self.is(&object),
            Event::Delete(object) => {
                let name = object.metadata.name.filter(|name| self.names.contains(name));
                name.into_iter().map(absent).collect()
            }
        }
    }

    fn is(&self, object: &DynamicObject) -> Vec<Result<News, CallError>> {
        let name = object.metadata.name.clone().unwrap_or_default();
        if !self.names.contains(&name) {
            return Vec::new();
        }
        let live = Live::from_value(&value(object)).map_err(CallError::Unreadable);
        vec![live.map(|live| News::Addon { name, live: Some(Box::new(live)) })]
    }
}

/// What an event says of a Workflow. Without a look at them there is less to show, and nothing that fails.
fn workflow_news(event: Heard<DynamicObject>) -> Option<News> {
    match event {
        Ok(Event::Apply(object) | Event::InitApply(object)) => {
            let addon = object.metadata.labels.as_ref()?.get(lifecycle::NAME_LABEL)?.clone();
            let mut workflow = serde_json::to_value(object).ok()?;
            nodes::unpack(&mut workflow);
            Some(News::Workflow { addon, workflow: Box::new(workflow) })
        }
        _ => None,
    }
}
