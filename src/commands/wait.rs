//! `addonctl wait`: follow Addons until they are where they shall be, or will never be.

use std::time::Duration;

use anyhow::Result;
use serde::Serialize;

use super::follow::{End, Follow, Followed, Goal};
use super::{status, target};
use crate::cli::again::Again;
use crate::cli::submit::{Awaited, WaitArgs};
use crate::cluster::{self, Cluster};
use crate::diagnosis::objects::Objects;
use crate::outcome::Outcome;
use crate::output::{self, Streams, document, say};

/// Runs the verb.
pub(crate) fn run(args: WaitArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let WaitArgs { names, state, output, timeout, addons, connection: to } = args;
    let again = Again::new(&to, &addons.addon_namespace).within(timeout);
    let ended = cluster::block_on_interruptible(async {
        let cluster = target::connect(&to, &addons.addon_namespace).await?;
        let waiting = Waiting { cluster: &cluster, state, again: &again };
        let goal = goal(state);
        let followed = |name: &String| Followed { name: name.clone(), goal: goal.clone() };
        let all = names.iter().map(followed).collect();
        let mut follow = Follow::new(&cluster, all, timeout, streams);
        let (mut outcome, mut told) = (Outcome::Done, Vec::new());
        while let Some((index, end)) = follow.next().await? {
            let name = &names[index];
            told.push(Told::new(name, state, &end));
            if output.is_none() || !matches!(end, End::Reached) {
                let streams = follow.streams();
                outcome = worse(outcome, waiting.report(name, end, streams).await?);
            }
        }
        drop(follow);
        told.sort_by_key(|told| names.iter().position(|name| *name == told.name));
        match (output, told.as_slice()) {
            (None, _) => {}
            (Some(format), [one]) => document::one("AddonWait", one, format, streams)?,
            (Some(format), all) => document::list("AddonWait", all, format, streams)?,
        }
        Ok(outcome)
    })?;
    let Some(outcome) = ended else {
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        return interrupted(&names, state, &again, streams);
    };
    Ok(outcome)
}

/// How long the cause may take to be looked for once time is over.
const PATIENCE: Duration = Duration::from_secs(5);

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
            End::Deleted => ("failed", Some("deleted meanwhile".to_owned()), None),
            End::Late(what) => ("timedOut", Some(what.clone()), None),
        };
        Self { name: name.to_owned(), r#for: word(state), end, reason, objects }
    }
}

fn goal(state: Awaited) -> Goal {
    match state {
        Awaited::Succeeded => Goal::Installed,
        Awaited::Healthy => Goal::Healthy,
        Awaited::Deleted => Goal::Absent,
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

/// Says how to go on after Ctrl-C.
pub(super) fn interrupted(
    names: &[&str],
    state: Awaited,
    again: &Again,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let command = again.wait(names, state, false);
    target::interrupted(&format!("the cluster goes on with it: {command}"), streams)
}

/// The outcome that says more.
fn worse(a: Outcome, b: Outcome) -> Outcome {
    if b == Outcome::Done { a } else { b }
}

/// What is waited for, and how to go on with that.
pub(super) struct Waiting<'a> {
    pub(super) cluster: &'a Cluster,
    pub(super) state: Awaited,
    pub(super) again: &'a Again,
}

impl Waiting<'_> {
    /// Says how it ended for one Addon.
    pub(super) async fn report(
        &self,
        name: &str,
        end: End,
        streams: &mut Streams<'_>,
    ) -> Result<Outcome> {
        match end {
            End::Reached => {
                let word = word(self.state);
                say::done(&format!("addon.addonmgr.keikoproj.io/{name} {word}"), streams)?;
                Ok(Outcome::Done)
            }
            End::Failed(phase, reason) => {
                let reason =
                    if reason.is_empty() { "the controller gives no reason" } else { &reason };
                say::note(&format!("{name}: {phase}: {reason}"), streams)?;
                match Box::pin(status::why(self.cluster, name)).await {
                    Ok(diagnosis) => output::diagnosis::why(&diagnosis, streams)?,
                    // That the cause cannot be looked at must not hide that the addon failed.
                    Err(error) => {
                        let status = self.again.line(&["status", name]);
                        say::note(&format!("hint: {status} ({error:#})"), streams)?;
                    }
                }
                Ok(Outcome::AddonFailed)
            }
            End::Broken(objects) => {
                say::note(&format!("{name}: installed, but only {objects}"), streams)?;
                say::note(&format!("hint: {}", self.again.line(&["tree", name])), streams)?;
                Ok(Outcome::AddonFailed)
            }
            End::Deleted => {
                say::note(&format!("{name}: somebody has deleted it meanwhile"), streams)?;
                let wait = self.again.wait(&[name], Awaited::Deleted, false);
                say::note(&format!("hint: how that goes: {wait}"), streams)?;
                Ok(Outcome::AddonFailed)
            }
            End::Late(what) => {
                say::note(&format!("{name}: timed out while waiting for {what}"), streams)?;
                // Time is over, and a server that has nothing to say must not take more of it.
                let why = target::within(PATIENCE, Box::pin(status::why(self.cluster, name))).await;
                if let Ok(Some(diagnosis)) = why
                    && diagnosis.cause.is_some()
                {
                    output::diagnosis::why(&diagnosis, streams)?;
                }
                let status = self.again.line(&["status", name]);
                let wait = self.again.wait(&[name], self.state, true);
                say::note(&format!("hint: {status}, or {wait}"), streams)?;
                Ok(Outcome::TimedOut)
            }
        }
    }
}
