//! `addonctl delete`: say what goes and what stays, ask, delete, wait, and look what is left.

mod plan;

use anyhow::{Result, bail};

use super::ask::{self, Answer};
use super::follow::{End, Follow, Followed, Goal};
use super::target::{self, bad_input, called, connect, not_found, spoken};
use crate::cli::Talk;
use crate::cli::again::Again;
use crate::cli::delete::{DeleteArgs, DryRun};
use crate::cli::submit::Awaited;
use crate::cluster::kinds::Found;
use crate::cluster::{self, Cluster};
use crate::contents::Named;
use crate::controller::Phase;
use crate::outcome::Outcome;
use crate::output::{Streams, say};
use plan::Plan;
pub(super) use plan::key;

/// Runs the verb.
pub(super) fn run(args: &DeleteArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let asks = args.dry_run.is_none() && !is_confirmed(args);
    if asks && !streams.interactive {
        let flags = if args.force { "--confirm NAME for each of them" } else { "--yes" };
        return bad_input(&format!("there is no terminal to ask on; add {flags}"), streams);
    }
    let plans = cluster::block_on(async {
        let cluster = connect(&args.connection, &args.namespace.addon_namespace).await?;
        look(&cluster, args, talk, streams).await
    })?;
    if plans.is_empty() {
        return Ok(Outcome::Done);
    }
    if asks {
        match ask(&plans, args, streams)? {
            Answer::Yes => {}
            Answer::No => bail!("nothing was deleted"),
            Answer::Interrupted => return target::interrupted("nothing was deleted", streams),
        }
    }
    // The question came between: a client does not outlive the runtime that it was made in.
    let again = Again::new(&args.connection, &args.namespace.addon_namespace).within(args.timeout);
    let outcome = cluster::block_on_interruptible(async {
        let cluster = connect(&args.connection, &args.namespace.addon_namespace).await?;
        Deletion { cluster: &cluster, args, talk, again: &again }.run(&plans, streams).await
    })?;
    if let Some(outcome) = outcome {
        return Ok(outcome);
    }
    let names: Vec<_> = args.names.iter().map(String::as_str).collect();
    let wait = again.wait(&names, Awaited::Deleted, false);
    target::interrupted(&format!("what is being deleted goes on: {wait}"), streams)
}

/// Whether the command line itself says that the user means it.
fn is_confirmed(args: &DeleteArgs) -> bool {
    if args.force { args.names.iter().all(|name| args.confirm.contains(name)) } else { args.yes }
}

/// The Addons that are there, and what will become of their objects.
async fn look(
    cluster: &Cluster,
    args: &DeleteArgs,
    talk: Talk,
    streams: &mut Streams<'_>,
) -> Result<Vec<Plan>> {
    let mut lives = Vec::new();
    for name in &args.names {
        match cluster.live(name).await? {
            Some(live) => lives.push(live),
            None if args.ignore_not_found => {}
            None => return Err(not_found(cluster, name)),
        }
    }
    if lives.is_empty() {
        return Ok(Vec::new());
    }
    let kinds = cluster.kinds().await?;
    let mut plans = Vec::new();
    for live in lives {
        let plan = Plan::new(live, args.force, &kinds, cluster.namespace());
        if !talk.quiet || !is_confirmed(args) {
            plan.tell(args.show_objects, streams)?;
        }
        plans.push(plan);
    }
    Ok(plans)
}

fn ask(plans: &[Plan], args: &DeleteArgs, streams: &mut Streams<'_>) -> Result<Answer> {
    if !args.force {
        let what = if plans.len() == 1 { "Delete it?" } else { "Delete them?" };
        return ask::agreed(what, streams);
    }
    for Plan { live, .. } in plans {
        let question = format!("Type the name of the Addon to let go of it ({}):", live.name);
        if args.confirm.contains(&live.name) {
            continue;
        }
        match ask::typed(&question, &live.name, streams)? {
            Answer::Yes => {}
            other => return Ok(other),
        }
    }
    Ok(Answer::Yes)
}

/// A deletion under way.
struct Deletion<'a> {
    cluster: &'a Cluster,
    args: &'a DeleteArgs,
    talk: Talk,
    again: &'a Again,
}

impl Deletion<'_> {
    async fn run(&self, plans: &[Plan], streams: &mut Streams<'_>) -> Result<Outcome> {
        for plan in plans {
            self.request(plan, streams).await?;
        }
        if !self.waits() {
            return Ok(Outcome::Done);
        }
        self.wait(plans, streams).await
    }

    /// Asks the API server to delete an Addon.
    async fn request(&self, plan: &Plan, streams: &mut Streams<'_>) -> Result<()> {
        let live = &plan.live;
        let how = match self.args.dry_run {
            Some(DryRun::Client) => " (dry run)",
            Some(DryRun::Server) => " (server dry run)",
            None => "",
        };
        if self.args.dry_run != Some(DryRun::Client) {
            match self.cluster.delete_addon(live, self.args.dry_run.is_some()).await {
                // Gone since we looked: so be it.
                Err(error) if !error.is_not_found() => return Err(error.into()),
                _ => {}
            }
        }
        if self.args.force && self.args.dry_run.is_none() {
            self.cluster.drop_finalizer(&live.name, &live.uid).await?;
        }
        if self.args.dry_run.is_some() {
            say::done(&format!("{} deleted{how}", called(&live.name)), streams)?;
        } else if !self.waits() {
            say::done(&format!("{} is being deleted", called(&live.name)), streams)?;
        }
        Ok(())
    }

    /// Whether the user wants to see the end.
    fn waits(&self) -> bool {
        self.args.dry_run.is_none() && self.args.wait && !self.args.no_wait
    }

    async fn wait(&self, plans: &[Plan], streams: &mut Streams<'_>) -> Result<Outcome> {
        let followed = |Plan { live, .. }: &Plan| Followed {
            name: live.name.clone(),
            goal: Goal::Gone { uid: live.uid.clone(), forced: self.args.force },
        };
        let all = plans.iter().map(followed).collect();
        let mut follow = Follow::new(self.cluster, all, self.args.timeout, streams);
        let (mut outcome, mut late) = (Outcome::Done, Vec::new());
        while let Some((index, end)) = follow.next().await? {
            let plan = &plans[index];
            let (name, streams) = (&plan.live.name, follow.streams());
            match end {
                End::Reached => {
                    say::done(&format!("{} deleted", called(name)), streams)?;
                    verify(self.cluster, (name, &plan.goes), self.talk, streams).await?;
                }
                End::Failed(_, reason) => {
                    say::note(&failure(name, &reason, self.again), streams)?;
                    outcome = Outcome::AddonFailed;
                }
                End::Broken(_) | End::Late(_) => late.push(name.as_str()),
            }
        }
        if late.is_empty() {
            return Ok(outcome);
        }
        let (names, limit) = (late.join(" "), spoken(self.args.timeout));
        let text = format!(
            "error: not gone after {limit}: {names}\nThe deletion goes on; {} says where it stands, and this waits longer: {}",
            self.again.line(&[&["status"], late.as_slice()].concat()),
            self.again.wait(&late, Awaited::Deleted, true),
        );
        say::note(&text, follow.streams())?;
        Ok(Outcome::TimedOut)
    }
}

/// What there is to say when a delete stage has failed.
pub(super) fn failure(name: &str, reason: &str, again: &Again) -> String {
    let phase = Phase::DeleteFailed;
    let reason = if reason.is_empty() { "the controller gives no reason" } else { reason };
    format!(
        "{name}: {phase}: {reason}\nhint: {} shows why; when the cause is gone: {}",
        again.line(&["status", name]),
        again.line(&["retry", name])
    )
}

/// Says what is left of the objects that should have gone with an Addon.
pub(super) async fn verify(
    cluster: &Cluster,
    (name, goes): (&str, &[Named]),
    talk: Talk,
    streams: &mut Streams<'_>,
) -> Result<()> {
    if goes.is_empty() {
        return Ok(());
    }
    let left = match cluster.kinds().await {
        Ok(kinds) => cluster.existing(&kinds, goes).await,
        Err(error) => Err(error),
    };
    let left = match left {
        Ok(left) => left,
        Err(error) => {
            let text =
                format!("warning: whether the objects of {name} are gone cannot be told: {error}");
            return say::note(&text, streams);
        }
    };
    let clean = left.is_empty();
    let (leaving, staying): (Vec<_>, Vec<_>) = left.into_iter().partition(Found::is_leaving);
    let listed = |what: &str, found: Vec<Found>, streams: &mut Streams<'_>| {
        let identities: Vec<_> = found.into_iter().map(|found| found.identity).collect();
        say::list(&format!("warning: {name} is gone, but these are {what}:"), &identities, streams)
    };
    listed("still being deleted", leaving, streams)?;
    listed("still there", staying, streams)?;
    if clean && !talk.quiet {
        let count = goes.len();
        let noun = if count == 1 { "object" } else { "objects" };
        say::note(&format!("{name}: {count} {noun} gone"), streams)?;
    }
    Ok(())
}
