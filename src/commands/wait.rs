//! `addonctl wait`: follow Addons until they are where they shall be, or will never be.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::{status, target};
use crate::cli::submit::{Awaited, WaitArgs};
use crate::cluster::follow::News;
use crate::cluster::{self, CallError, Cluster};
use crate::controller::Phase;
use crate::live::{Verdict, verdict};
use crate::outcome::Outcome;
use crate::output::progress::Progress;
use crate::output::{self, Streams};

/// How waiting for one Addon ended.
#[derive(Debug)]
pub(super) enum End {
    /// It is where it shall be.
    Reached,
    /// It will not get there.
    Failed(Phase, String),
    /// Time is over: what it was waiting for.
    Late(String),
}

/// Runs the verb.
pub(crate) fn run(args: WaitArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let WaitArgs { names, state, timeout, addons, connection: to } = args;
    cluster::block_on_interruptible(async {
        let cluster = target::connect(&to, &addons.addon_namespace).await?;
        let mut outcome = Outcome::Done;
        let start = Instant::now();
        for name in &names {
            let left = timeout.saturating_sub(start.elapsed());
            let one = follow(&cluster, name, state, left, streams).await?;
            outcome = worse(outcome, report(&cluster, name, state, one, streams).await?);
        }
        Ok(outcome)
    })
    .map(|ended| ended.unwrap_or_else(|| interrupted(&names, streams)))
}

/// Says how to go on after Ctrl-C.
pub(super) fn interrupted(names: &[String], streams: &mut Streams<'_>) -> Outcome {
    // The run ends here in any case.
    let _ = writeln!(
        streams.err,
        "\ninterrupted; the cluster goes on with it: addonctl wait {}",
        names.join(" ")
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
        (_, Awaited::Deleted) => ControlFlow::Continue("somebody to delete it".to_owned()),
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
            let word = if state == Awaited::Deleted { "deleted" } else { "succeeded" };
            writeln!(streams.out, "addon.addonmgr.keikoproj.io/{name} {word}")?;
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
        End::Late(what) => {
            writeln!(streams.err, "{name}: timed out while waiting for {what}")?;
            writeln!(
                streams.err,
                "hint: addonctl status {name}, or addonctl wait {name} --timeout 30m"
            )?;
            Ok(Outcome::TimedOut)
        }
    }
}
