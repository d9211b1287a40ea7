//! Addons go to the cluster: what create and apply have in common once there is something to send.

use std::cell::Cell;
use std::fmt;

use anyhow::{Result, anyhow, bail};
use kube::api::DynamicObject;

use super::follow::{Follow, Followed, Goal};
use super::{owners, target, wait};
use crate::addon::{Addon, Metadata, Stage};
use crate::argo::{Template, WorkflowView};
use crate::cli::again::Again;
use crate::cli::connection::ConnectionArgs;
use crate::cli::submit::{Awaited, SubmitArgs};
use crate::cluster::submit::{Change, Manner};
use crate::cluster::{self, CallError, Cluster};
use crate::finding::any_error;
use crate::lifecycle::Phase;
use crate::live::Live;
use crate::outcome::Outcome;
use crate::output::{self, Report, Streams, Target, say};
use crate::preflight::{self, Promised};
use crate::{contents, controller};

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
    /// Whether something was sent.
    pub(super) begun: Cell<bool>,
    /// How to go on with them.
    pub(super) again: Again,
    /// How what is found before is told.
    pub(super) report: Report,
}

/// Submits, and waits if that is wanted.
pub(super) fn run(
    submission: &Submission,
    to: &ConnectionArgs,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let Some(first) = submission.addons.first() else { bail!("there is no Addon to submit") };
    let ended = cluster::block_on_interruptible(async {
        let cluster = target::connect(to, &first.metadata.namespace).await?;
        if !submission.args.no_preflight && !look_first(&cluster, submission, streams).await? {
            return Ok(Outcome::Failed);
        }
        let (stored, refused) = send(&cluster, submission, streams).await?;
        if submission.dry_run && !stored.is_empty() {
            output::values(&stored, &submission.target, streams)?;
        }
        if refused {
            return Ok(Outcome::Failed);
        }
        if submission.dry_run || !submission.args.wait {
            return Ok(Outcome::Done);
        }
        wait_for_all(&cluster, submission, streams).await
    })?;
    let Some(outcome) = ended else {
        if !submission.begun.get() {
            return target::interrupted("nothing was sent", streams);
        }
        let names = submission.addons.iter().map(|addon| addon.metadata.name.as_str());
        let names: Vec<_> = names.collect();
        return wait::interrupted(&names, Awaited::Succeeded, &submission.again, streams);
    };
    Ok(outcome)
}

/// Submits all, dependencies first; whether some were refused. A single one that is refused is an error; of several, the
/// others go on, but for those that need it.
async fn send(
    cluster: &Cluster,
    submission: &Submission,
    streams: &mut Streams<'_>,
) -> Result<(Vec<serde_json::Value>, bool)> {
    let (mut stored, mut missing, mut refused) = (Vec::new(), Vec::new(), false);
    for (index, addon) in submission.addons.iter().enumerate() {
        let Addon { metadata: Metadata { name, .. }, spec, .. } = addon;
        if let Some(package) = spec.pkg_deps.keys().find(|package| missing.contains(package)) {
            say::note(&format!("{name}: not sent, because it needs {package}"), streams)?;
            missing.push(&spec.pkg_name);
            continue;
        }
        let error = match one(cluster, addon, submission, streams).await {
            Ok(value) => {
                stored.extend(value);
                continue;
            }
            Err(error) if submission.addons.len() == 1 => return Err(error),
            Err(error) => error,
        };
        let is_there = error.is::<Exists>();
        if !is_there && !error.downcast_ref::<CallError>().is_none_or(CallError::is_refusal) {
            let rest = submission.addons[index..].iter().map(|addon| addon.metadata.name.as_str());
            let rest: Vec<_> = rest.collect();
            return Err(error.context(format!("cannot submit {}", rest.join(", "))));
        }
        say::note(&format!("error: {name}: {error:#}"), streams)?;
        refused = true;
        if !is_there {
            missing.push(&spec.pkg_name);
        }
    }
    Ok((stored, refused))
}

/// What create says of an Addon that is there.
#[derive(Debug)]
struct Exists(String);

impl std::error::Error for Exists {}

impl fmt::Display for Exists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.0;
        write!(
            f,
            "addon `{name}` already exists; change it with `addonctl apply {name} ...`, or add --force"
        )
    }
}

/// Whether the cluster has what the Addons need; what it lacks is told all together.
async fn look_first(
    cluster: &Cluster,
    submission: &Submission,
    streams: &mut Streams<'_>,
) -> Result<bool> {
    let mut findings = Vec::new();
    let others = cluster.visible_addons().await?;
    for addon in &submission.addons {
        let facts = cluster.preflight(addon, &service_accounts(addon), others.as_deref()).await?;
        let mut promised = promised(addon);
        promised.packages = submission.addons.iter().map(|it| it.spec.pkg_name.clone()).collect();
        let found = preflight::judge(addon, &facts, &promised);
        for finding in found {
            // What several lack is said once.
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
    }
    let held = owners::held(cluster, &submission.addons, others.as_deref().unwrap_or_default());
    findings.extend(preflight::taken(&held.await?, submission.args.adopt));
    submission.report.findings(&findings, streams)?;
    Ok(!any_error(&findings))
}

/// The service accounts of an Addon's workflows.
fn service_accounts(addon: &Addon) -> Vec<String> {
    let workflows = Stage::ALL
        .into_iter()
        .filter_map(|stage| controller::workflow(addon, stage).ok().flatten());
    let mut names: Vec<String> = workflows
        .map(|workflow| {
            workflow["spec"]["serviceAccountName"].as_str().unwrap_or("default").to_owned()
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

/// What an Addon's prereqs stage makes.
fn promised(addon: &Addon) -> Promised {
    let objects = contents::objects(addon, Stage::Prereqs).unwrap_or_default();
    let objects = objects.into_iter().filter(|object| object.verb == contents::Verb::Apply);
    let workflow = controller::workflow(addon, Stage::Prereqs).ok().flatten().unwrap_or_default();
    let scripts = WorkflowView::new(&workflow).templates().any(Template::is_script);
    let objects = objects.map(|object| object.identity).collect();
    Promised { objects, scripts, packages: Vec::new() }
}

async fn wait_for_all(
    cluster: &Cluster,
    submission: &Submission,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let names: Vec<_> = submission.addons.iter().map(|addon| &addon.metadata.name).collect();
    let followed = |name: &&String| Followed { name: (*name).clone(), goal: Goal::Installed };
    let all = names.iter().map(followed).collect();
    let waiting = wait::Waiting { cluster, state: Awaited::Succeeded, again: &submission.again };
    let mut follow = Follow::new(cluster, all, submission.args.timeout, streams);
    while let Some((index, end)) = follow.next().await? {
        let (name, streams) = (names[index], follow.streams());
        let outcome = waiting.report(name, end, streams).await?;
        if outcome != Outcome::Done {
            return Ok(outcome);
        }
    }
    Ok(Outcome::Done)
}

/// Submits one Addon; gives what the server would store, where that is all that was asked for.
async fn one(
    cluster: &Cluster,
    addon: &Addon,
    submission: &Submission,
    streams: &mut Streams<'_>,
) -> Result<Option<serde_json::Value>> {
    let name = &addon.metadata.name;
    let before = cluster.addon(name).await?;
    if let Some(before) = &before {
        refuse(before, name, submission)?;
    }
    let manner =
        Manner { force_conflicts: submission.args.force_conflicts, dry_run: submission.dry_run };
    submission.begun.set(!submission.dry_run);
    let (change, after) = cluster.apply(addon, before.as_ref(), manner).await?;
    if submission.dry_run {
        return Ok(Some(stored(after)));
    }
    say::done(&format!("addon.addonmgr.keikoproj.io/{name} {}", change.word()), streams)?;
    if change == Change::Unchanged && retry_helps(before.as_ref()) {
        let text = format!(
            "{name} has failed before and is not tried again as it is: {}",
            submission.again.line(&["retry", name])
        );
        say::aside(&text, streams)?;
    }
    Ok(None)
}

/// Whether a retry would run an Addon again that has failed. What the controller refuses it looks at again by itself.
fn retry_helps(before: Option<&DynamicObject>) -> bool {
    let live = before.and_then(|object| serde_json::to_value(object).ok());
    let live = live.and_then(|value| Live::from_value(&value).ok());
    live.is_some_and(|live| live.installed == Some(Phase::Failed) && live.deleted.is_none())
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
        let again = &submission.again;
        if failed(Some(before)) {
            let (status, retry) =
                (again.line(&["status", name]), again.line(&["retry", name, "--wait"]));
            return Err(anyhow!(
                "addon `{name}` is being deleted, and its delete stage has failed; {status} shows why, and when that is put right: {retry}"
            ));
        }
        let wait = again.wait(&[name], Awaited::Deleted, false);
        return Err(anyhow!("addon `{name}` is being deleted; wait for that first: {wait}"));
    }
    if submission.verb == Verb::Create && !submission.args.force {
        return Err(Exists(name.to_owned()).into());
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
