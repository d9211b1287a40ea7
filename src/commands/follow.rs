//! Following Addons on their way, several side by side, until each is where it shall be or will never be.

mod known;
mod settling;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::pin::Pin;
use std::time::{Duration, Instant};

use anyhow::Result;
use futures::StreamExt as _;
use futures::future::LocalBoxFuture;
use futures::stream::{BoxStream, FuturesUnordered};
use tokio::time::{Interval, MissedTickBehavior, Sleep};

use crate::cluster::follow::News;
use crate::cluster::{CallError, Cluster};
use crate::controller::Phase;
use crate::diagnosis::objects::Objects;
use crate::live::{Live, Verdict, verdict};
use crate::output::Streams;
use crate::output::board::{Board, TICK};
use known::Known;
use settling::Settling;

/// Where an Addon shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goal {
    /// Installed, in the version that the cluster has now.
    Installed,
    /// Installed, and its objects fine.
    Healthy,
    /// Nowhere.
    Absent,
    /// Gone, the one of this uid.
    Gone {
        /// Its uid: another one of the same name is not meant.
        uid: String,
        /// Whether it goes without its delete stage, so that it does not matter if that fails.
        forced: bool,
    },
}

/// An Addon to follow.
#[derive(Debug, Clone)]
pub(super) struct Followed {
    /// Its name.
    pub(super) name: String,
    /// Where it shall be.
    pub(super) goal: Goal,
}

/// How following one of them ended.
#[derive(Debug)]
pub(super) enum End {
    /// It is where it shall be.
    Reached,
    /// It will not get there: the phase and the reason.
    Failed(Phase, String),
    /// It is installed, and objects of it are missing or have failed.
    Broken(Box<Objects>),
    /// Somebody has deleted it meanwhile.
    Deleted,
    /// Time is over: what it was waiting for.
    Late(String),
}

/// What there is to say of the Addon in a place.
struct Told {
    place: usize,
    text: String,
}

/// Some Addons that are followed, and shown.
pub(super) struct Follow<'s, 'b> {
    all: Vec<Followed>,
    /// What each was waiting for when it was heard of last.
    waits_for: Vec<String>,
    known: Vec<Known>,
    begun: Instant,
    /// Which of them are still on their way.
    open: BTreeSet<usize>,
    news: BoxStream<'static, Result<News, CallError>>,
    settling: Settling,
    /// Failed attempts whose logs are being read.
    attempts: FuturesUnordered<LocalBoxFuture<'static, Told>>,
    cluster: Cluster,
    board: Board<'s, 'b>,
    limit: Pin<Box<Sleep>>,
    tick: Interval,
}

impl<'s, 'b> Follow<'s, 'b> {
    /// Begins to follow them, for so long.
    pub(super) fn new(
        cluster: &Cluster,
        all: Vec<Followed>,
        timeout: Duration,
        streams: &'s mut Streams<'b>,
    ) -> Self {
        let names: Vec<String> = all.iter().map(|followed| followed.name.clone()).collect();
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
        Self {
            waits_for: all.iter().map(|_| "the Addon to exist".to_owned()).collect(),
            known: all.iter().map(|_| Known::default()).collect(),
            begun: Instant::now(),
            open: (0..all.len()).collect(),
            news: cluster.news(&names),
            settling: Settling::new(cluster),
            attempts: FuturesUnordered::new(),
            cluster: cluster.clone(),
            board: Board::new(names.iter().map(String::as_str), streams),
            limit: Box::pin(tokio::time::sleep(timeout)),
            tick,
            all,
        }
    }

    /// The streams, to say something in between.
    pub(super) fn streams(&mut self) -> &mut Streams<'b> {
        self.board.streams()
    }

    /// Waits for the next of them to end, and gives its place; none once all have ended.
    pub(super) async fn next(&mut self) -> Result<Option<(usize, End)>> {
        while let Some(&first) = self.open.first() {
            tokio::select! {
                biased;
                () = &mut self.limit => {
                    self.hear_of_objects();
                    let what = std::mem::take(&mut self.waits_for[first]);
                    return Ok(Some(self.end(first, End::Late(what))));
                }
                news = self.news.next() => {
                    let Some(news) = news else { return Err(crate::cluster::watch::ended().into()) };
                    if let Some((index, end)) = self.hear(news?) {
                        return Ok(Some(self.end(index, end)));
                    }
                }
                settled = self.settling.next() => {
                    let (index, end) = settled?;
                    return Ok(Some(self.end(index, end)));
                }
                Some(Told { place, text }) = self.attempts.next() => self.board.note(place, &text),
                _ = self.tick.tick() => {
                    self.hear_of_objects();
                    self.tell_silence();
                    self.board.draw();
                }
            }
        }
        Ok(None)
    }

    fn now(&self) -> i64 {
        i64::try_from(self.begun.elapsed().as_secs()).unwrap_or(i64::MAX)
    }

    /// Says who has been silent for long.
    fn tell_silence(&mut self) {
        let now = self.now();
        for &index in &self.open {
            if let Some(text) = self.known[index].attention.due(now) {
                self.board.note(index, &text);
            }
        }
    }

    fn end(&mut self, index: usize, end: End) -> (usize, End) {
        self.open.remove(&index);
        self.board.close(index);
        (index, end)
    }

    fn hear(&mut self, news: News) -> Option<(usize, End)> {
        match news {
            News::Workflow { addon, workflow } => {
                let index = self.place(&addon)?;
                self.hear_of_workflow(index, &workflow);
                None
            }
            News::Cut(why) => {
                if let Some(&first) = self.open.first() {
                    let text = format!("the watch was cut and is taken up again ({why})");
                    self.board.note(first, &text);
                }
                None
            }
            News::Addon { name, live } => {
                let index = self.place(&name)?;
                let now = self.now();
                let has_gone = self.known[index].hear_addon(live.as_deref(), now);
                let goal = &self.all[index].goal;
                if has_gone && matches!(goal, Goal::Installed | Goal::Healthy) {
                    return Some((index, End::Deleted));
                }
                match (judge(live.as_deref(), goal), &live, goal) {
                    (ControlFlow::Break(End::Reached), Some(live), Goal::Healthy) => {
                        if self.settling.begin(index, live) {
                            self.wait_for(index, "its objects".to_owned());
                        }
                        None
                    }
                    (ControlFlow::Break(end), ..) => Some((index, end)),
                    (ControlFlow::Continue(what), ..) => {
                        self.settling.forget(index);
                        self.wait_for(index, what);
                        None
                    }
                }
            }
        }
    }

    fn hear_of_workflow(&mut self, index: usize, workflow: &serde_json::Value) {
        let now = self.now();
        self.known[index].hear_workflow(workflow, now);
        for attempt in self.board.workflow(index, workflow) {
            let cluster = self.cluster.clone();
            self.attempts.push(Box::pin(async move {
                let cause = cluster.last_words(&attempt).await;
                Told { place: index, text: attempt.sentence(cause.as_deref()) }
            }));
        }
    }

    fn hear_of_objects(&mut self) {
        for (index, what) in self.settling.told() {
            self.wait_for(index, what);
        }
    }

    fn wait_for(&mut self, index: usize, what: String) {
        self.board.waits_for(index, &what);
        self.waits_for[index] = what;
    }

    /// The place of one that is still on its way.
    fn place(&self, name: &str) -> Option<usize> {
        self.open.iter().copied().find(|&index| self.all[index].name == name)
    }
}

/// Whether what is known of an Addon ends the waiting, or what is waited for.
fn judge(live: Option<&Live>, goal: &Goal) -> ControlFlow<End, String> {
    let going = || ControlFlow::Continue("the delete stage".to_owned());
    match (verdict(live), goal) {
        (Verdict::Succeeded, Goal::Installed | Goal::Healthy)
        | (Verdict::Absent, Goal::Absent | Goal::Gone { .. }) => ControlFlow::Break(End::Reached),
        (_, Goal::Gone { uid, .. }) if live.is_some_and(|live| live.uid != *uid) => {
            ControlFlow::Break(End::Reached)
        }
        (Verdict::Failed(Phase::DeleteFailed, _), Goal::Gone { forced: true, .. }) => going(),
        (Verdict::Failed(Phase::DeleteFailed, reason), _) => {
            ControlFlow::Break(End::Failed(Phase::DeleteFailed, reason))
        }
        (Verdict::Failed(phase, reason), Goal::Installed | Goal::Healthy) => {
            ControlFlow::Break(End::Failed(phase, reason))
        }
        (Verdict::Waiting(what), Goal::Installed | Goal::Healthy) => ControlFlow::Continue(what),
        (Verdict::Absent, Goal::Installed | Goal::Healthy) => {
            ControlFlow::Continue("the Addon to exist".to_owned())
        }
        (Verdict::Deleting, Goal::Installed | Goal::Healthy) => {
            ControlFlow::Continue("its deletion, and then a new one".to_owned())
        }
        (Verdict::Deleting, Goal::Absent) | (_, Goal::Gone { .. }) => going(),
        (_, Goal::Absent) => ControlFlow::Continue("somebody to delete it".to_owned()),
    }
}
