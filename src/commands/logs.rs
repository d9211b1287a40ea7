//! `addonctl logs`: what the pods of an Addon's workflows print, step by step.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use anyhow::{Result, bail};
use futures::StreamExt as _;
use serde_json::Value;

use super::target::{connection, not_found};
use crate::addon::Stage;
use crate::cli::look::LogsArgs;
use crate::cluster::look::Sight;
use crate::cluster::{self, Cluster};
use crate::diagnosis::facts::{Node, has_ended, has_run, holdups, name, stage_of, superseded};
use crate::diagnosis::is_argos;
use crate::live::{Live, Verdict, verdict};
use crate::outcome::Outcome;
use crate::output::{Streams, say};

/// How long after a log was cut it is taken up again, if nothing changes meanwhile.
const PAUSE: Duration = Duration::from_secs(2);

/// Runs the verb.
pub(crate) fn run(args: &LogsArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let ended = cluster::block_on_interruptible(async {
        let to = connection(args.connection.clone());
        let cluster = Cluster::connect(&to, &args.addons.addon_namespace).await?;
        let mut reader = Reader { cluster, args, shown: HashMap::new(), failed: false };
        if args.follow { reader.follow(streams).await } else { reader.once(streams).await }
    })?;
    Ok(ended.unwrap_or(Outcome::Interrupted))
}

/// So many lines of Argo's own a log ends with at most.
const ARGOS: i64 = 8;

/// Reads the logs of one pod after the other.
struct Reader<'a> {
    cluster: Cluster,
    args: &'a LogsArgs,
    /// How many lines of each pod are printed; none where its log is at its end.
    shown: HashMap<String, Option<usize>>,
    failed: bool,
}

/// A pod whose log is wanted.
struct Wanted {
    pod: String,
    label: String,
    /// Its node, by Argo's id.
    node: String,
    ended: bool,
}

impl Reader<'_> {
    async fn sight(&self) -> Result<Sight> {
        let name = &self.args.name;
        let sight = self.cluster.sight(name).await?;
        sight.ok_or_else(|| not_found(&self.cluster, name))
    }

    /// Prints what there is.
    async fn once(&mut self, streams: &mut Streams<'_>) -> Result<Outcome> {
        let sight = self.sight().await?;
        for note in &sight.notes {
            say::aside(&format!("note: {note}"), streams)?;
        }
        let name = &self.args.name;
        let stage = self.args.stage;
        let Some(workflow) = newest(&sight, stage) else {
            let stage = stage.map_or("any".to_owned(), |stage| format!("the {stage}"));
            bail!("there is no workflow of {stage} stage of {name}; see addonctl status {name}");
        };
        let (mut wanted, waiting) = wanted(workflow, &sight.pods, false);
        if !self.args.all_attempts {
            let superseded = superseded(workflow);
            wanted.retain(|wanted| !superseded.contains(wanted.node.as_str()));
        }
        for text in &waiting {
            say::aside(&format!("note: {text}"), streams)?;
        }
        if wanted.is_empty() {
            bail!("no pod of {} has run; see addonctl status {name}", self::name(workflow));
        }
        let several = wanted.len() > 1;
        for pod in wanted {
            let prefix = if several { format!("[{}] ", pod.label) } else { String::new() };
            self.print(&pod, &prefix, 0, streams).await?;
        }
        Ok(if self.failed { Outcome::Failed } else { Outcome::Done })
    }

    /// Prints what there is and what comes, until the workflow is over.
    async fn follow(&mut self, streams: &mut Streams<'_>) -> Result<Outcome> {
        // The first change is what there is now; many at once are looked at once.
        let mut changes = self.cluster.changes(&self.args.name).ready_chunks(100);
        let mut cut = false;
        loop {
            let change = if cut {
                tokio::time::timeout(PAUSE, changes.next()).await.unwrap_or_default()
            } else {
                changes.next().await
            };
            for change in change.into_iter().flatten() {
                change?;
            }
            let sight = self.sight().await?;
            let live = Live::from_value(&sight.addon).ok();
            let resting =
                !matches!(verdict(live.as_ref()), Verdict::Waiting(_) | Verdict::Deleting);
            let workflows = self.workflows(&sight, resting);
            let over = workflows.iter().all(|it| it["status"]["finishedAt"].is_string());
            cut = self.print_all(&workflows, &sight.pods, streams).await?;
            if over && (resting || (self.args.stage.is_some() && !workflows.is_empty())) {
                return Ok(if self.failed { Outcome::Failed } else { Outcome::Done });
            }
        }
    }

    /// The workflows to follow.
    fn workflows<'s>(&self, sight: &'s Sight, resting: bool) -> Vec<&'s Value> {
        let of_stage =
            |it: &&Value| self.args.stage.is_none_or(|stage| stage_of(name(it)) == Some(stage));
        match (self.args.stage, resting) {
            // All is over: the last stage is what there is to read.
            (None, true) => newest(sight, None).into_iter().collect(),
            _ => sight.workflows.iter().filter(of_stage).collect(),
        }
    }

    /// Prints what is new in the logs of some workflows. Tells whether a log was cut before its end.
    async fn print_all(
        &mut self,
        workflows: &[&Value],
        pods: &[Value],
        streams: &mut Streams<'_>,
    ) -> Result<bool> {
        let mut cut = false;
        for workflow in workflows {
            let stage = stage_of(name(workflow)).map_or("?", Stage::name);
            for pod in wanted(workflow, pods, true).0 {
                let prefix = format!("[{stage}/{}] ", pod.label);
                let Some(before) = self.shown.get(&pod.pod).copied().unwrap_or(Some(0)) else {
                    continue;
                };
                let after = before + self.print(&pod, &prefix, before, streams).await?;
                // A connection that was cut is taken up again, where it was.
                let goes_on = !pod.ended && self.args.tail.is_none();
                cut |= goes_on;
                self.shown.insert(pod.pod, goes_on.then_some(after));
            }
        }
        Ok(cut)
    }

    /// Prints one pod's log, each line with the step's name in front, and tells how many. The first lines are left out
    /// if they have been printed `before`.
    async fn print(
        &mut self,
        wanted: &Wanted,
        prefix: &str,
        before: usize,
        streams: &mut Streams<'_>,
    ) -> Result<usize> {
        let follow = self.args.follow;
        // Lines of Argo's own stand at the end of a log that is over, and are nobody's concern.
        let tail = self.args.tail.map(|tail| if follow { tail } else { tail + ARGOS });
        let most =
            self.args.tail.filter(|_| !follow).map(|tail| usize::try_from(tail).unwrap_or(0));
        let mut held: VecDeque<String> = VecDeque::new();
        let (mut trouble, mut lines) = (None, 0_usize);
        let mut print = |line: &str| {
            // The log is a product: it is passed on as it is.
            let written =
                writeln!(streams.out, "{prefix}{line}").and_then(|()| streams.out.flush());
            trouble = written.err();
            trouble.is_none()
        };
        let hear = |line: &str| {
            lines += 1;
            if lines <= before || is_argos(line) {
                return true;
            }
            let Some(most) = most else { return print(line) };
            held.push_back(line.to_owned());
            if held.len() > most {
                held.pop_front();
            }
            true
        };
        let read = self.cluster.read_log(&wanted.pod, follow, tail, hear).await;
        let _ = held.iter().all(|line| print(line));
        if let Some(error) = trouble {
            return Err(error.into());
        }
        let goes_on = self.args.follow && !wanted.ended;
        if read.is_ok() && lines == 0 && !goes_on {
            say::aside(&format!("note: the log of {} is empty", wanted.pod), streams)?;
        }
        if let Err(error) = read
            && !goes_on
        {
            self.failed = true;
            writeln!(streams.err, "error: the log of {}: {error}", wanted.pod)?;
        }
        Ok(lines.saturating_sub(before))
    }
}

/// The newest workflow of a stage, or of any.
fn newest(sight: &Sight, stage: Option<Stage>) -> Option<&Value> {
    let of_stage = |it: &&Value| stage.is_none_or(|stage| stage_of(name(it)) == Some(stage));
    sight.workflows.iter().rev().find(of_stage)
}

/// A workflow's pods that have a log, in the order of their steps; and why others have none.
fn wanted(workflow: &Value, pods: &[Value], quiet: bool) -> (Vec<Wanted>, Vec<String>) {
    let (mut wanted, mut waiting) = (Vec::new(), Vec::new());
    let mut take = |node: Node<'_>, pod: &Value| {
        let label = node.text("displayName");
        if has_run(pod) {
            let (pod_name, label) = (name(pod).to_owned(), label.to_owned());
            let node = node.text("id").to_owned();
            wanted.push(Wanted { pod: pod_name, label, node, ended: has_ended(pod) });
        } else if let Some((reason, message)) = holdups(pod).first().filter(|_| !quiet) {
            waiting.push(format!("step {label} has no log: {reason} {message}"));
        }
    };
    for node in Node::leaves(workflow) {
        if let Some(pod) = node.pod(pods) {
            take(node, pod);
        }
    }
    (wanted, waiting)
}
