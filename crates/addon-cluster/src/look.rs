//! Everything around an Addon that says why it is where it is, in few requests. What may not be seen becomes a note.

use std::future::Future;

use futures::AsyncBufReadExt as _;
use k8s_openapi::api::core::v1::{Event, Pod};
use kube::Api;
use kube::api::{DynamicObject, ListParams, LogParams};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{CallError, Cluster};
use addon_core::clock;
use addon_core::diagnosis::facts::{Node, event_time, has_run, name};
use addon_core::diagnosis::{Facts, LogTail, Other, nodes};
use addon_core::lifecycle;
use addon_core::live::Live;

/// So many failed pods' logs are read.
const LOGS: usize = 3;
/// So many lines of each.
const LINES: i64 = 20;
/// So many objects come in one answer.
const PAGE: u32 = 500;
/// So many answers are asked for.
const PAGES: usize = 20;

/// An Addon and what is seen around it, without logs.
#[derive(Debug)]
pub struct Sight {
    /// The Addon.
    pub addon: Value,
    /// Its Workflows, oldest first.
    pub workflows: Vec<Value>,
    /// Their pods, oldest first.
    pub pods: Vec<Value>,
    /// Events of all of them, oldest first.
    pub events: Vec<Value>,
    /// What could not be seen.
    pub notes: Vec<String>,
}

impl Cluster {
    /// The pods of the Workflows.
    pub fn pods(&self) -> Api<Pod> {
        Api::namespaced(self.client(), self.namespace())
    }

    /// An Addon with its Workflows and their pods; nothing where it does not exist.
    pub async fn sight(&self, addon_name: &str) -> Result<Option<Sight>, CallError> {
        let Some(addon) = self.addon(addon_name).await? else { return Ok(None) };
        let addon = value(&addon);
        let mut notes = Vec::new();
        let of_addon = format!("{}={addon_name}", lifecycle::NAME_LABEL);
        let listed = self.all(self.workflows(), ListParams::default().labels(&of_addon));
        let mut workflows = noted("its workflows", listed, &mut notes).await;
        workflows.retain(|workflow| belongs(workflow, &addon));
        workflows.iter_mut().for_each(nodes::unpack);
        let names: Vec<&str> = workflows.iter().map(name).collect();
        let pods = if names.is_empty() {
            Vec::new()
        } else {
            let of = format!("workflows.argoproj.io/workflow in ({})", names.join(","));
            let listed = self.all(self.pods(), ListParams::default().labels(&of));
            noted("their pods", listed, &mut notes).await
        };
        let mut sight = Sight { addon, workflows, pods, events: Vec::new(), notes };
        for list in [&mut sight.workflows, &mut sight.pods] {
            list.sort_by_cached_key(created);
        }
        Ok(Some(sight))
    }

    /// The events of an Addon, its Workflows and their pods.
    pub async fn events_of(&self, sight: &mut Sight) {
        let api: Api<Event> = Api::namespaced(self.client(), self.namespace());
        let listed = self.all(api, ListParams::default());
        let mut events = noted("events", listed, &mut sight.notes).await;
        let about = |event: &Value| {
            let subject = &event["involvedObject"];
            let named = subject["name"].as_str().unwrap_or_default();
            match subject["kind"].as_str() {
                Some("Addon") => named == name(&sight.addon),
                Some("Workflow") => sight.workflows.iter().any(|it| name(it) == named),
                Some("Pod") => sight.pods.iter().any(|it| name(it) == named),
                _ => false,
            }
        };
        events.retain(about);
        events.sort_by_cached_key(|event| {
            (clock::seconds(event_time(event)), created(event), name(event).to_owned())
        });
        sight.events = events;
    }

    /// All that a diagnosis needs; nothing where the Addon does not exist. `now`: seconds since 1970.
    pub async fn facts(&self, name: &str, now: i64) -> anyhow::Result<Option<Facts>> {
        let Some(mut sight) = self.sight(name).await? else { return Ok(None) };
        self.events_of(&mut sight).await;
        let live = Live::from_value(&sight.addon)
            .map_err(|why| anyhow::anyhow!("the Addon is not as this addonctl knows it: {why}"))?;
        let others = self.others(&live, &mut sight.notes).await;
        let logs = self.logs_of_failed(&sight.workflows, &sight.pods, &mut sight.notes).await;
        let Sight { workflows, pods, events, mut notes, .. } = sight;
        // Those that could be unpacked are where the others are.
        let packed = |it: &Value| {
            it["status"]["compressedNodes"].is_string() && !it["status"]["nodes"].is_object()
        };
        if workflows.iter().any(packed) {
            notes.push("a workflow is so large that Argo stores its steps compressed, and they cannot be read".to_owned());
        }
        let namespace = self.namespace().to_owned();
        Ok(Some(Facts { live, namespace, workflows, pods, events, logs, others, notes, now }))
    }

    /// The other Addons, where this one has to do with them.
    async fn others(&self, live: &Live, notes: &mut Vec<String>) -> Vec<Other> {
        if live.spec.pkg_deps.is_empty() && !live.reason.contains("duplicate") {
            return Vec::new();
        }
        let all = self.all(self.addons(), ListParams::default());
        let others = noted("the other Addons", all, notes).await;
        // One that cannot be read is nothing that this one could depend on.
        let others = others.iter().filter_map(|other| Live::from_value(other).ok());
        others.filter(|other| other.name != live.name).map(|other| Other::of(&other)).collect()
    }

    /// The ends of the logs of the newest failed pods.
    async fn logs_of_failed(
        &self,
        workflows: &[Value],
        pods: &[Value],
        notes: &mut Vec<String>,
    ) -> Vec<LogTail> {
        // Of a step that was tried several times, the last try says it all.
        let mut steps = std::collections::HashSet::new();
        let newest = workflows.iter().rev().flat_map(|workflow| {
            let failed = Node::leaves(workflow).into_iter().rev().filter(|node| node.failed());
            failed.map(move |node| (name(workflow), node))
        });
        let newest = newest.filter(|(workflow, node)| steps.insert((*workflow, node.step())));
        let newest = newest.map(|(_, node)| node);
        let pods = newest.filter_map(|node| node.pod(pods)).filter(|pod| has_run(pod));
        let mut logs = Vec::new();
        for pod in pods.take(LOGS) {
            let params = LogParams {
                container: Some("main".to_owned()),
                tail_lines: Some(LINES),
                ..LogParams::default()
            };
            match self.call(self.pods().logs(name(pod), &params)).await {
                Ok(text) if text.trim().is_empty() => {
                    notes.push(format!("the log of pod {} is empty", name(pod)));
                }
                Ok(text) => logs.push(LogTail {
                    pod: name(pod).to_owned(),
                    lines: text.lines().map(str::to_owned).collect(),
                }),
                Err(error) => notes.push(unseen(&format!("the log of pod {}", name(pod)), &error)),
            }
        }
        logs
    }

    /// Reads the log of a pod's main container line by line, until it ends or `hear` has heard enough.
    pub async fn read_log(
        &self,
        pod: &str,
        follow: bool,
        tail: Option<i64>,
        mut hear: impl FnMut(&str) -> bool,
    ) -> Result<(), CallError> {
        let container = Some("main".to_owned());
        let params = LogParams { container, follow, tail_lines: tail, ..LogParams::default() };
        let api = self.pods();
        let stream = self.call(api.log_stream(pod, &params)).await?;
        let mut lines = std::pin::pin!(stream);
        let mut line = Vec::new();
        loop {
            line.clear();
            let next = lines.read_until(b'\n', &mut line);
            // Whoever follows waits for as long as the program has nothing to say.
            let read = if follow {
                next.await
            } else {
                let limited = tokio::time::timeout(self.timeout, next).await;
                limited.map_err(|_| self.timed_out())?
            };
            match read.map_err(|error| CallError::Api(kube::Error::Service(error.into())))? {
                0 => return Ok(()),
                _ if !hear(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r'])) => {
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    /// All objects of a list, page by page.
    pub async fn all<K>(&self, api: Api<K>, params: ListParams) -> Result<Vec<Value>, CallError>
    where
        K: Clone + DeserializeOwned + Serialize + std::fmt::Debug,
    {
        let mut params = params.limit(PAGE);
        let mut found = Vec::new();
        for _ in 0..PAGES {
            let list = self.call(api.list(&params)).await?;
            found.extend(list.items.iter().map(value));
            match list.metadata.continue_ {
                Some(token) if !token.is_empty() => params = params.continue_token(&token),
                _ => break,
            }
        }
        Ok(found)
    }
}

/// An object as a value.
pub fn value(object: &impl Serialize) -> Value {
    serde_json::to_value(object).unwrap_or_default()
}

/// Addons as values.
pub fn values(objects: &[DynamicObject]) -> Vec<Value> {
    objects.iter().map(value).collect()
}

/// Whether the Addon owns a Workflow. Without owners the label has to do.
fn belongs(workflow: &Value, addon: &Value) -> bool {
    let owners = workflow["metadata"]["ownerReferences"].as_array();
    owners.is_none_or(|owners| {
        owners.is_empty() || owners.iter().any(|it| it["uid"] == addon["metadata"]["uid"])
    })
}

fn created(object: &Value) -> String {
    object["metadata"]["creationTimestamp"].as_str().unwrap_or_default().to_owned()
}

/// A list, or a note that it could not be had.
async fn noted(
    what: &str,
    list: impl Future<Output = Result<Vec<Value>, CallError>>,
    notes: &mut Vec<String>,
) -> Vec<Value> {
    list.await.unwrap_or_else(|error| {
        notes.push(unseen(what, &error));
        Vec::new()
    })
}

fn unseen(what: &str, error: &CallError) -> String {
    if error.is_forbidden() {
        return format!("you may not see {what}");
    }
    let text = error.to_string();
    format!("{what} cannot be seen: {}", text.lines().next().unwrap_or_default())
}
