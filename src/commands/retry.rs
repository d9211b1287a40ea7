//! `addonctl retry`: take the old Workflows away, and make the controller begin again.

use anyhow::{Result, bail};
use kube::api::ListParams;
use serde_json::json;

use super::delete;
use super::follow::{End, Follow, Followed, Goal};
use super::target::{self, called, connect, existing, no_server, spoken, within};
use super::wait::Waiting;
use crate::addon::Stage;
use crate::cli::again::Again;
use crate::cli::submit::Awaited;
use crate::cli::{RetryArgs, Talk};
use crate::cluster::{self, Cluster};
use crate::contents;
use crate::controller::Phase;
use crate::diagnosis::facts::stage_of;
use crate::live::Live;
use crate::outcome::Outcome;
use crate::output::{Streams, say};

/// What has failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attempt {
    /// The prereqs or the install stage.
    Install,
    /// The delete stage.
    Delete,
}

/// An Addon to try again.
struct Retry {
    live: Live,
    attempt: Attempt,
}

/// Runs the verb.
pub(super) fn run(args: &RetryArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let again = Again::new(&args.connection, &args.namespace.addon_namespace).within(args.timeout);
    let mut names = args.names.clone();
    let ended = cluster::block_on_interruptible(async {
        let cluster = connect(&args.connection, &args.namespace.addon_namespace).await?;
        let (retries, mut outcome) = chosen(&cluster, args, streams).await?;
        names = retries.iter().map(|retry| retry.live.name.clone()).collect();
        let run = Run { cluster: &cluster, args, talk, again: &again };
        let work = async {
            outcome = worse(outcome, run.all(&retries, streams).await?);
            Ok(outcome)
        };
        if let Some(outcome) = within(args.timeout, Box::pin(work)).await? {
            return Ok(outcome);
        }
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let (told, limit) = (names.join(" "), spoken(args.timeout));
        let status = again.line(&[&["status"], names.as_slice()].concat());
        let text = format!(
            "error: {told}: not done after {limit}\nWhere it stands: {status}. Another retry goes on from there."
        );
        say::note(&text, streams)?;
        Ok(Outcome::TimedOut)
    })?;
    if let Some(outcome) = ended {
        return Ok(outcome);
    }
    let names: Vec<_> = match names.as_slice() {
        [] => vec!["--all-failed"],
        names => names.iter().map(String::as_str).collect(),
    };
    let retry = again.waiting(&[&["retry"], names.as_slice(), &["--wait"]].concat());
    target::interrupted(&format!("to make sure, and to wait: {retry}"), streams)
}

/// What is tried again: those that are named, or all that have failed. Of several, one that cannot be is told, and the
/// others go on.
async fn chosen(
    cluster: &Cluster,
    args: &RetryArgs,
    streams: &mut Streams<'_>,
) -> Result<(Vec<Retry>, Outcome)> {
    if args.all_failed {
        return Ok((failed(cluster, streams).await?, Outcome::Done));
    }
    let (mut retries, mut outcome) = (Vec::new(), Outcome::Done);
    for name in &args.names {
        let live = existing(cluster, name).await;
        match live.and_then(|live| Ok(Retry { attempt: attempt(&live)?, live })) {
            Ok(retry) => retries.push(retry),
            Err(error) if args.names.len() == 1 || no_server(&error) => return Err(error),
            Err(error) => {
                say::note(&format!("error: {error:#}"), streams)?;
                outcome = Outcome::Failed;
            }
        }
    }
    Ok((retries, outcome))
}

/// All that have failed.
async fn failed(cluster: &Cluster, streams: &mut Streams<'_>) -> Result<Vec<Retry>> {
    let mut retries = Vec::new();
    for addon in cluster.all(cluster.addons(), ListParams::default()).await? {
        // One that cannot be read is nothing that this addonctl could mend.
        let Ok(live) = Live::from_value(&addon) else { continue };
        match attempt(&live) {
            Ok(attempt) => retries.push(Retry { live, attempt }),
            Err(why) if live.installed == Some(Phase::ValidationFailed) => {
                say::aside(&format!("note: {why:#}"), streams)?;
            }
            Err(_) => {}
        }
    }
    if retries.is_empty() {
        say::aside(&format!("No Addon in {} has failed.", cluster.namespace()), streams)?;
    }
    Ok(retries)
}

/// A retry under way.
struct Run<'a> {
    cluster: &'a Cluster,
    args: &'a RetryArgs,
    talk: Talk,
    again: &'a Again,
}

impl Run<'_> {
    /// Begins all of them, and then waits for each, if that is wanted.
    async fn all(&self, retries: &[Retry], streams: &mut Streams<'_>) -> Result<Outcome> {
        let mut outcome = Outcome::Done;
        let mut begun = Vec::new();
        for retry in retries {
            match restart(self.cluster, &retry.live, retry.attempt, self.talk, streams).await {
                Ok(()) => begun.push(retry),
                Err(error) if retries.len() == 1 || no_server(&error) => return Err(error),
                Err(error) => {
                    say::note(&format!("error: {}: {error:#}", retry.live.name), streams)?;
                    outcome = Outcome::Failed;
                }
            }
        }
        if self.args.wait && !self.args.no_wait {
            outcome = worse(outcome, self.wait(&begun, streams).await?);
        }
        Ok(outcome)
    }

    async fn wait(&self, begun: &[&Retry], streams: &mut Streams<'_>) -> Result<Outcome> {
        let followed = |Retry { live, attempt }: &Retry| Followed {
            name: live.name.clone(),
            goal: match attempt {
                Attempt::Install => Goal::Installed,
                Attempt::Delete => Goal::Gone { uid: live.uid.clone(), forced: false },
            },
        };
        let all = begun.iter().map(|retry| followed(retry)).collect();
        let mut follow = Follow::new(self.cluster, all, self.args.timeout, streams);
        let mut outcome = Outcome::Done;
        while let Some((index, end)) = follow.next().await? {
            let one = self.report(begun[index], end, follow.streams()).await?;
            outcome = worse(outcome, one);
        }
        Ok(outcome)
    }

    /// Says how it ended.
    async fn report(
        &self,
        Retry { live, attempt }: &Retry,
        end: End,
        streams: &mut Streams<'_>,
    ) -> Result<Outcome> {
        let Self { cluster, talk, again, .. } = *self;
        let name = &live.name;
        match (attempt, end) {
            (Attempt::Delete, End::Reached) => {
                say::done(&format!("{} deleted", called(name)), streams)?;
                let goes = contents::deleted(&live.addon(cluster.namespace())).unwrap_or_default();
                delete::verify(cluster, name, &goes, talk.quiet, streams).await?;
                Ok(Outcome::Done)
            }
            (Attempt::Delete, End::Failed(_, reason)) => {
                say::note(&delete::failure(name, &reason, again), streams)?;
                Ok(Outcome::AddonFailed)
            }
            (attempt, end) => {
                let state = match attempt {
                    Attempt::Install => Awaited::Succeeded,
                    Attempt::Delete => Awaited::Deleted,
                };
                Waiting { cluster, state, again }.report(name, end, streams).await
            }
        }
    }
}

/// The outcome that says more.
fn worse(a: Outcome, b: Outcome) -> Outcome {
    if b == Outcome::Done { a } else { b }
}

/// What there is to try again; the error says why there is nothing.
fn attempt(live: &Live) -> Result<Attempt> {
    let name = &live.name;
    if live.deleted.is_some() {
        if live.installed == Some(Phase::DeleteFailed) {
            return Ok(Attempt::Delete);
        }
        bail!(
            "{} is being deleted, and that has not failed; addonctl delete {name} waits for it",
            called(name)
        );
    }
    // A retry that was cut short at its end is done again.
    let asked_for = live.checksum.is_empty() && live.earlier == Some(Phase::Failed);
    if asked_for {
        return Ok(Attempt::Install);
    }
    if !live.is_current() {
        bail!(
            "the controller has not looked at {} as it is now, and begins by itself once it does; addonctl wait {name} waits for it",
            called(name)
        );
    }
    match live.installed {
        Some(Phase::Failed) => Ok(Attempt::Install),
        _ if live.prereqs == Some(Phase::Failed) => Ok(Attempt::Install),
        Some(Phase::Succeeded) => {
            bail!("{} is installed; there is nothing to try again", called(name))
        }
        Some(Phase::ValidationFailed) => bail!(
            "the controller refuses {} and tries again by itself; mend what it refuses: {}",
            called(name),
            live.reason
        ),
        _ => bail!("{} has not failed; addonctl wait {name} waits for it", called(name)),
    }
}

/// Each step can be done again, so that a retry that was cut short is completed by the next one.
async fn restart(
    cluster: &Cluster,
    live: &Live,
    attempt: Attempt,
    talk: Talk,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let mut workflows = cluster.workflows_of(live).await?;
    let name_of =
        |workflow: &kube::api::DynamicObject| workflow.metadata.name.clone().unwrap_or_default();
    if attempt == Attempt::Delete {
        workflows.retain(|workflow| stage_of(&name_of(workflow)) == Some(Stage::Delete));
    }
    if !workflows.is_empty() && !talk.quiet {
        let names: Vec<_> = workflows.iter().map(name_of).collect();
        say::note(&format!("deleting {}", names.join(", ")), streams)?;
    }
    cluster.delete_workflows(&workflows).await?;
    let status = match attempt {
        Attempt::Install => json!({"checksum": ""}),
        Attempt::Delete => {
            json!({"lifecycle": {"installed": Phase::Deleting.name()}, "reason": ""})
        }
    };
    cluster.patch_status(live, &status).await?;
    let what = match attempt {
        Attempt::Install => "retried",
        Attempt::Delete => "deletion retried",
    };
    say::done(&format!("addon.addonmgr.keikoproj.io/{} {what}", live.name), streams)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::addon::AddonSpec;
    use crate::lifecycle;

    fn live(status: &Value, deleted: bool) -> Live {
        let mut object =
            json!({"metadata": {"name": "a", "uid": "1"}, "spec": {}, "status": status});
        if object["status"]["checksum"].is_null() {
            object["status"]["checksum"] = lifecycle::checksum(&AddonSpec::default()).into();
        }
        if deleted {
            object["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z".into();
        }
        Live::from_value(&object).unwrap()
    }

    #[test]
    fn only_what_has_failed_is_tried_again() {
        let installed = |phase: &str| json!({"lifecycle": {"installed": phase}, "reason": "why"});
        assert_eq!(attempt(&live(&installed("Failed"), false)).unwrap(), Attempt::Install);
        assert_eq!(attempt(&live(&installed("Delete Failed"), true)).unwrap(), Attempt::Delete);
        let prereqs = json!({"lifecycle": {"prereqs": "Failed"}});
        assert_eq!(attempt(&live(&prereqs, false)).unwrap(), Attempt::Install);
        for (phase, deleted, word) in [
            ("Succeeded", false, "is installed"),
            ("Validation Failed", false, "why"),
            ("Pending", false, "has not failed"),
            ("Deleting", true, "being deleted"),
            ("Failed", true, "being deleted"),
        ] {
            let error = attempt(&live(&installed(phase), deleted)).unwrap_err().to_string();
            assert!(error.contains(word), "{error}");
        }
        for phase in ["Succeeded", "Failed", "Validation Failed"] {
            let mut of_another = installed(phase);
            of_another["checksum"] = "1a2b3c4d".into();
            let error = attempt(&live(&of_another, false)).unwrap_err().to_string();
            assert!(error.starts_with("the controller has not looked at"), "{error}");
        }
    }
}
