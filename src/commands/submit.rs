//! Addons go to the cluster: what create and apply have in common once there is something to send.

use std::time::Instant;

use anyhow::{Result, anyhow, bail};
use kube::api::DynamicObject;

use super::{connection, wait};
use crate::addon::Addon;
use crate::cli::connection::ConnectionArgs;
use crate::cli::submit::{Awaited, SubmitArgs};
use crate::cluster::submit::{Change, Manner};
use crate::cluster::{self, Cluster};
use crate::live::Live;
use crate::outcome::Outcome;
use crate::output::{self, Streams, Target};

/// What the user asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// A new Addon; one that exists is an error.
    Create,
    /// An Addon, new or not.
    Apply,
}

/// A submission: what is sent, and how.
pub(super) struct Submission {
    /// The Addons, dependencies first.
    pub(super) addons: Vec<Addon>,
    /// What the user asked for.
    pub(super) verb: Verb,
    /// Let the server check, but store nothing, and print what it would store.
    pub(super) dry_run: bool,
    /// Where that is printed.
    pub(super) target: Target,
    /// The flags of submitting.
    pub(super) args: SubmitArgs,
}

/// Submits, and waits if that is wanted.
pub(super) fn run(
    submission: &Submission,
    to: ConnectionArgs,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let Some(first) = submission.addons.first() else { bail!("there is no Addon to submit") };
    let ended = cluster::block_on_interruptible(async {
        let cluster = Cluster::connect(&connection(to), &first.metadata.namespace).await?;
        for addon in &submission.addons {
            one(&cluster, addon, submission, streams).await?;
        }
        if submission.dry_run || !submission.args.wait {
            return Ok(Outcome::Done);
        }
        wait_for_all(&cluster, submission, streams).await
    })?;
    let names: Vec<String> =
        submission.addons.iter().map(|addon| addon.metadata.name.clone()).collect();
    Ok(ended.unwrap_or_else(|| wait::interrupted(&names, streams)))
}

async fn wait_for_all(
    cluster: &Cluster,
    submission: &Submission,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let start = Instant::now();
    for addon in &submission.addons {
        let name = &addon.metadata.name;
        let left = submission.args.timeout.saturating_sub(start.elapsed());
        let end = wait::follow(cluster, name, Awaited::Succeeded, left, streams).await?;
        let outcome = wait::report(name, Awaited::Succeeded, end, streams)?;
        if outcome != Outcome::Done {
            return Ok(outcome);
        }
    }
    Ok(Outcome::Done)
}

async fn one(
    cluster: &Cluster,
    addon: &Addon,
    submission: &Submission,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let name = &addon.metadata.name;
    let before = cluster.addon(name).await?;
    if let Some(before) = &before {
        refuse(before, name, submission)?;
    }
    let manner =
        Manner { force_conflicts: submission.args.force_conflicts, dry_run: submission.dry_run };
    let (change, after) = cluster.apply(addon, before.as_ref(), manner).await?;
    if submission.dry_run {
        return output::value(&stored(after), &submission.target, streams);
    }
    writeln!(streams.out, "addon.addonmgr.keikoproj.io/{name} {}", change.word())?;
    if change == Change::Unchanged && failed(before.as_ref()) {
        writeln!(
            streams.err,
            "{name} has failed before and is not tried again as it is: addonctl retry {name}"
        )?;
    }
    Ok(())
}

/// Whether the Addon has come to an end that only a retry gets it out of.
fn failed(before: Option<&DynamicObject>) -> bool {
    let live = before.and_then(|object| serde_json::to_value(object).ok());
    let live = live.and_then(|value| Live::from_value(&value).ok());
    live.is_some_and(|live| {
        matches!(crate::live::verdict(Some(&live)), crate::live::Verdict::Failed(..))
    })
}

/// Why an Addon that exists is not touched.
fn refuse(before: &DynamicObject, name: &str, submission: &Submission) -> Result<()> {
    if before.metadata.deletion_timestamp.is_some() {
        return Err(anyhow!(
            "addon `{name}` is being deleted; wait for that first: addonctl wait {name} --for deleted"
        ));
    }
    if submission.verb == Verb::Create && !submission.args.force {
        return Err(anyhow!(
            "addon `{name}` already exists; change it with `addonctl apply {name} ...`, or add --force"
        ));
    }
    Ok(())
}

/// What the server would store, without the noise.
fn stored(object: DynamicObject) -> serde_json::Value {
    let mut value = serde_json::to_value(object).unwrap_or_default();
    if let Some(metadata) = value["metadata"].as_object_mut() {
        metadata.shift_remove("managedFields");
    }
    value
}
