//! `addonctl wait`: follow Addons until they are where they shall be, or will never be.

mod healthy;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::Serialize;

use super::{status, target};
use crate::cli::submit::{Awaited, WaitArgs};
use crate::cluster::follow::News;
use crate::cluster::{self, CallError, Cluster};
use crate::controller::Phase;
use crate::diagnosis::objects::Objects;
use crate::live::{Verdict, verdict};
use crate::outcome::Outcome;
use crate::output::progress::Progress;
use crate::output::{self, Streams, document};

/// How waiting for one Addon ended.
#[derive(Debug)]
pub(super) enum End {
    /// It is where it shall be.
    Reached,
    /// It will not get there.
    Failed(Phase, String),
    /// It is installed, and objects of it are missing or have failed.
    Broken(Box<Objects>),
    /// Time is over: what it was waiting for.
    Late(String),
}

/// Runs the verb.
pub(crate) fn run(args: WaitArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let WaitArgs { names, state, output, timeout, addons, connection: to } = args;
    let ended = cluster::block_on_interruptible(async {
        let cluster = target::connect(&to, &addons.addon_namespace).await?;
        let (mut outcome, mut told) = (Outcome::Done, Vec::new());
        let start = Instant::now();
        for name in &names {
            let left = timeout.saturating_sub(start.elapsed());
            let end = match state {
                Awaited::Healthy => healthy::follow(&cluster, name, left, streams).await?,
                _ => follow(&cluster, name, state, left, streams).await?,
            };
            told.push(Told::new(name, state, &end));
            if output.is_none() || !matches!(end, End::Reached) {
                outcome = worse(outcome, report(&cluster, name, state, end, streams).await?);
            }
        }
        match (output, told.as_slice()) {
            (None, _) => {}
            (Some(format), [one]) => document::one("AddonWait", one, format, streams)?,
            (Some(format), all) => document::list("AddonWait", all, format, streams)?,
        }
        Ok(outcome)
    })?;
    Ok(ended.unwrap_or_else(|| interrupted(&names, state, streams)))
}

/// How a wait ended, for programs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    name: String,
    /// What was waited for.
    r#for: &'static str,
    /// `reached`, `failed` or `timedOut`.
    end: &'static str,
    /// Why it failed, or what was waited for last.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    objects: Option<Objects>,
}

impl Told {
    fn new(name: &str, state: Awaited, end: &End) -> Self {
        let (end, reason, objects) = match end {
            End::Reached => ("reached", None, None),
            End::Failed(phase, reason) => ("failed", Some(format!("{phase}: {reason}")), None),
            End::Broken(objects) => {
                ("failed", Some(objects.to_string()), Some(objects.as_ref().clone()))
            }
            End::Late(what) => ("timedOut", Some(what.clone()), None),
        };
        Self { name: name.to_owned(), r#for: word(state), end, reason, objects }
    }
}

/// What an Addon is once it is what it was waited for to be.
fn word(state: Awaited) -> &'static str {
    match state {
        Awaited::Succeeded => "succeeded",
        Awaited::Healthy => "healthy",
        Awaited::Deleted => "deleted",
    }
}

/// The flag that waits for the same again.
fn flag(state: Awaited) -> &'static str {
    match state {
        Awaited::Succeeded => "",
        Awaited::Healthy => " --for healthy",
        Awaited::Deleted => " --for deleted",
    }
}

/// Says how to go on after Ctrl-C.
pub(super) fn interrupted(names: &[String], state: Awaited, streams: &mut Streams<'_>) -> Outcome {
    // The run ends here in any case.
    let _ = writeln!(
        streams.err,
        "\ninterrupted; the cluster goes on with it: addonctl wait {}{}",
        names.join(" "),
        flag(state)
    );
    Outcome::Interrupted
}

/// The outcome that says more.
fn worse(a: Outcome, b: Outcome) -> Outcome {
    if b == Outcome::Done { a } else { b }
}

/// Follows one Addon, and shows how far it is.
pub(super) async fn follow(
    cluster: &Cluster,
    name: &str,
    state: Awaited,
    timeout: Duration,
    streams: &mut Streams<'_>,
) -> Result<End, CallError> {
    let mut progress = Progress::new(name, streams);
    let mut waits_for = "the Addon to exist".to_owned();
    let hear = |news: News| {
        match news {
            News::Workflow(workflow) => progress.workflow(&workflow),
            News::Cut(why) => progress.note(&why),
            News::Addon(live) => match judge(verdict(live.as_deref()), state) {
                ControlFlow::Break(end) => return ControlFlow::Break(end),
                ControlFlow::Continue(what) => {
                    progress.waits_for(&what);
                    waits_for = what;
                }
            },
        }
        ControlFlow::Continue(())
    };
    let ended = tokio::time::timeout(timeout, cluster.follow(name, hear)).await;
    progress.end();
    ended.unwrap_or(Ok(End::Late(waits_for)))
}

/// Whether a verdict ends the waiting, or what is waited for.
fn judge(verdict: Verdict, state: Awaited) -> ControlFlow<End, String> {
    // An Addon is installed first, and then its objects become what they shall be.
    let state = if state == Awaited::Healthy { Awaited::Succeeded } else { state };
    match (verdict, state) {
        (Verdict::Succeeded, Awaited::Succeeded) | (Verdict::Absent, Awaited::Deleted) => {
            ControlFlow::Break(End::Reached)
        }
        (Verdict::Failed(Phase::DeleteFailed, reason), _) => {
            ControlFlow::Break(End::Failed(Phase::DeleteFailed, reason))
        }
        (Verdict::Failed(phase, reason), Awaited::Succeeded) => {
            ControlFlow::Break(End::Failed(phase, reason))
        }
        (Verdict::Waiting(what), Awaited::Succeeded) => ControlFlow::Continue(what),
        (Verdict::Absent, Awaited::Succeeded) => {
            ControlFlow::Continue("the Addon to exist".to_owned())
        }
        (Verdict::Deleting, Awaited::Succeeded) => {
            ControlFlow::Continue("its deletion, and then a new one".to_owned())
        }
        (Verdict::Deleting, Awaited::Deleted) => {
            ControlFlow::Continue("the delete stage".to_owned())
        }
        (_, Awaited::Deleted | Awaited::Healthy) => {
            ControlFlow::Continue("somebody to delete it".to_owned())
        }
    }
}

/// Says how it ended.
pub(super) async fn report(
    cluster: &Cluster,
    name: &str,
    state: Awaited,
    end: End,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    match end {
        End::Reached => {
            writeln!(streams.out, "addon.addonmgr.keikoproj.io/{name} {}", word(state))?;
            Ok(Outcome::Done)
        }
        End::Failed(phase, reason) => {
            let reason = if reason.is_empty() { "the controller gives no reason" } else { &reason };
            writeln!(streams.err, "{name}: {phase}: {reason}")?;
            match status::why(cluster, name).await {
                Ok(diagnosis) => output::diagnosis::why(&diagnosis, streams)?,
                // That the cause cannot be looked at must not hide that the addon failed.
                Err(error) => writeln!(streams.err, "hint: addonctl status {name} ({error:#})")?,
            }
            Ok(Outcome::AddonFailed)
        }
        End::Broken(objects) => {
            writeln!(streams.err, "{name}: installed, but only {objects}")?;
            writeln!(streams.err, "hint: addonctl tree {name}")?;
            Ok(Outcome::AddonFailed)
        }
        End::Late(what) => {
            let flag = flag(state);
            writeln!(streams.err, "{name}: timed out while waiting for {what}")?;
            writeln!(
                streams.err,
                "hint: addonctl status {name}, or addonctl wait {name}{flag} --timeout 30m"
            )?;
            Ok(Outcome::TimedOut)
        }
    }
}
