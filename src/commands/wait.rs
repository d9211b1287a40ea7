//! `addonctl wait`: follow Addons until they are where they shall be, or will never be.

use anyhow::Result;
use serde::Serialize;

use super::follow::{End, Follow, Followed, Goal};
use super::{status, target};
use crate::cli::submit::{Awaited, WaitArgs};
use crate::cluster::{self, Cluster};
use crate::diagnosis::objects::Objects;
use crate::outcome::Outcome;
use crate::output::{self, Streams, document};

/// Runs the verb.
pub(crate) fn run(args: WaitArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let WaitArgs { names, state, output, timeout, addons, connection: to } = args;
    let ended = cluster::block_on_interruptible(async {
        let cluster = target::connect(&to, &addons.addon_namespace).await?;
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
                outcome = worse(outcome, report(&cluster, name, state, end, streams).await?);
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
