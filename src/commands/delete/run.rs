//! The deletion itself: those that need others first, each group when the one before is gone.

use std::time::Duration;

use anyhow::Result;
use tokio::time::Instant;

use super::left::{self, verify};
use super::look::FEW;
use super::plan::Plan;
use crate::cli::Talk;
use crate::cli::again::Again;
use crate::cli::delete::{DeleteArgs, DryRun};
use crate::cli::submit::Awaited;
use crate::cluster::Cluster;
use crate::commands::follow::{End, Follow, Followed, Goal};
use crate::commands::status;
use crate::commands::target::{called, spoken};
use crate::outcome::Outcome;
use crate::output::{self, Streams, say};

/// How long is waited at least, where nothing is said.
const PATIENCE: Duration = Duration::from_mins(10);

/// How long a deletion may take: as long as the user says, or else as long as the delete stages may.
pub(super) fn limit(args: &DeleteArgs, groups: &[Vec<Plan>]) -> Duration {
    let longest = |group: &Vec<Plan>| group.iter().map(|plan| plan.patience).max();
    let all = groups.iter().filter_map(longest).sum::<Duration>();
    args.timeout.unwrap_or_else(|| all.max(PATIENCE))
}

/// A deletion under way.
pub(super) struct Deletion<'a> {
    cluster: &'a Cluster,
    args: &'a DeleteArgs,
    talk: Talk,
    again: &'a Again,
    limit: Duration,
    start: Instant,
    /// Whether there are so many Addons that what became of them is summed up.
    sums_up: bool,
    /// How many objects are gone.
    gone: usize,
}

impl<'a> Deletion<'a> {
    /// A deletion that begins now.
    pub(super) fn new(
        cluster: &'a Cluster,
        args: &'a DeleteArgs,
        talk: Talk,
        again: &'a Again,
    ) -> Self {
        let start = Instant::now();
        Self { cluster, args, talk, again, limit: PATIENCE, start, sums_up: false, gone: 0 }
    }

    /// The same within another time.
    pub(super) fn within(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Runs it.
    pub(super) async fn run(
        mut self,
        groups: &[Vec<Plan>],
        streams: &mut Streams<'_>,
    ) -> Result<Outcome> {
        self.sums_up = groups.iter().flatten().count() > FEW;
        for (index, group) in groups.iter().enumerate() {
            for plan in group {
                self.request(plan, streams).await?;
            }
            let is_last = index + 1 == groups.len();
            // Whoever does not want to wait has to where the next ones are still needed.
            if self.args.dry_run.is_some() || (is_last && !self.waits()) {
                continue;
            }
            let outcome = self.wait(group, streams).await?;
            if outcome != Outcome::Done {
                for plan in groups[index + 1..].iter().flatten() {
                    let name = &plan.live.name;
                    say::note(
                        &format!("{name}: not deleted, because it is still needed"),
                        streams,
                    )?;
                }
                return Ok(outcome);
            }
        }
        if self.sums_up && self.waits() && !self.talk.quiet {
            let (addons, gone) = (groups.iter().flatten().count(), self.gone);
            say::note(&format!("{addons} Addons deleted, {gone} objects gone"), streams)?;
        }
        Ok(Outcome::Done)
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
        if self.args.dry_run.is_some() {
            return say::done(&format!("{} deleted{how}", called(&live.name)), streams);
        }
        if self.args.force {
            self.cluster.drop_finalizer(&live.name, &live.uid).await?;
        }
        if self.args.delete_foreign && !plan.foreign.is_empty() {
            self.delete_foreign(plan, streams).await?;
        }
        if !self.waits() {
            say::done(&format!("{} is being deleted", called(&live.name)), streams)?;
        }
        Ok(())
    }

    /// Deletes what others have made, each the very object that was looked at: the delete stage may leave it.
    async fn delete_foreign(&self, plan: &Plan, streams: &mut Streams<'_>) -> Result<()> {
        let kinds = self.cluster.kinds().await?;
        for seen in &plan.foreign {
            let what = seen.identity.describe();
            match self.cluster.delete_exact(&kinds, &seen.identity, &seen.uid).await {
                Ok(()) => say::note(&format!("{what} deleted"), streams)?,
                Err(error) => say::note(&format!("error: {what}: {error}"), streams)?,
            }
        }
        Ok(())
    }

    /// Whether the user wants to see the end.
    fn waits(&self) -> bool {
        self.args.dry_run.is_none() && self.args.wait && !self.args.no_wait
    }

    async fn wait(&mut self, plans: &[Plan], streams: &mut Streams<'_>) -> Result<Outcome> {
        let followed = |Plan { live, .. }: &Plan| Followed {
            name: live.name.clone(),
            goal: Goal::Gone { uid: live.uid.clone(), forced: self.args.force },
        };
        let all = plans.iter().map(followed).collect();
        let left = self.limit.saturating_sub(self.start.elapsed());
        let mut follow = Follow::new(self.cluster, all, left, streams);
        let (mut outcome, mut late) = (Outcome::Done, Vec::new());
        while let Some((index, end)) = follow.next().await? {
            let plan = &plans[index];
            let (name, streams) = (&plan.live.name, follow.streams());
            match end {
                End::Reached => {
                    say::done(&format!("{} deleted", called(name)), streams)?;
                    let quiet = self.talk.quiet || self.sums_up;
                    self.gone += verify(self.cluster, name, &plan.goes, quiet, streams).await?;
                }
                End::Failed(_, reason) => {
                    self.failed(plan, &reason, streams).await?;
                    outcome = Outcome::AddonFailed;
                }
                End::Deleted | End::Broken(_) | End::Late(_) => late.push(name.as_str()),
            }
        }
        if late.is_empty() {
            return Ok(outcome);
        }
        let (names, limit) = (late.join(" "), spoken(self.limit));
        let text = format!(
            "error: not gone after {limit}: {names}\nThe deletion goes on; {} says where it stands, and this waits longer: {}",
            self.again.line(&[&["status"], late.as_slice()].concat()),
            self.again.wait(&late, Awaited::Deleted, true),
        );
        say::note(&text, follow.streams())?;
        Ok(Outcome::TimedOut)
    }

    /// Says why a delete stage has failed, and what is left.
    async fn failed(&self, plan: &Plan, reason: &str, streams: &mut Streams<'_>) -> Result<()> {
        let name = &plan.live.name;
        say::note(&super::failure(name, reason, self.again), streams)?;
        match status::why(self.cluster, name).await {
            Ok(diagnosis) => output::diagnosis::why(&diagnosis, streams)?,
            // That the cause cannot be looked at must not hide that the deletion failed.
            Err(error) => say::note(&format!("its cause cannot be seen: {error:#}"), streams)?,
        }
        left::count(self.cluster, name, &plan.goes, streams).await
    }
}
