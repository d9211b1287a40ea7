//! Waiting for the objects of an Addon that is installed: until all are fine, or one never will be.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::super::clock;
use super::End;
use crate::cli::submit::Awaited;
use crate::cluster::Cluster;
use crate::cluster::look::value;
use crate::contents;
use crate::diagnosis::objects::{Fitness, Objects};
use crate::live::{Live, Verdict, verdict};
use crate::output::Streams;
use crate::output::progress::Progress;

/// Follows an Addon until it is installed, and then its objects. One that is changed meanwhile is followed anew.
pub(super) async fn follow(
    cluster: &Cluster,
    name: &str,
    timeout: Duration,
    streams: &mut Streams<'_>,
) -> Result<End> {
    let begun = Instant::now();
    loop {
        let left = timeout.saturating_sub(begun.elapsed());
        match super::follow(cluster, name, Awaited::Healthy, left, streams).await? {
            End::Reached => {}
            end => return Ok(end),
        }
        let Some(live) = cluster.live(name).await? else { continue };
        if verdict(Some(&live)) != Verdict::Succeeded {
            continue;
        }
        let left = timeout.saturating_sub(begun.elapsed());
        if let Some(end) = objects(cluster, &live, left, streams).await? {
            return Ok(end);
        }
    }
}

/// Follows the objects; nothing if the Addon has changed before they came to an end.
async fn objects(
    cluster: &Cluster,
    live: &Live,
    timeout: Duration,
    streams: &mut Streams<'_>,
) -> Result<Option<End>> {
    let named = contents::applied(&live.addon(cluster.namespace()))?;
    let mut progress = Progress::new(&live.name, streams);
    let mut waits_for = "its objects".to_owned();
    let hear = |objects: &Objects| match objects.fitness() {
        Fitness::Fine => ControlFlow::Break(End::Reached),
        Fitness::Broken => ControlFlow::Break(End::Broken(Box::new(objects.clone()))),
        Fitness::OnTheirWay => {
            waits_for = format!("its objects: {objects}");
            progress.waits_for(&waits_for);
            ControlFlow::Continue(())
        }
    };
    let settled = cluster.settle(&named, clock::now(), hear);
    let changed = cluster.until_object(cluster.addons(), &live.name, |now| {
        let now = now.and_then(|now| Live::from_value(&value(now)).ok());
        let same = now.is_some_and(|now| {
            now.uid == live.uid && now.deleted.is_none() && now.spec == live.spec
        });
        (!same).then_some(())
    });
    let ended = tokio::select! {
        biased;
        end = settled => Some(end.map(Some)),
        changed = changed => Some(changed.map(|()| None)),
        () = tokio::time::sleep(timeout) => None,
    };
    progress.end();
    match ended {
        Some(end) => Ok(end?),
        None => Ok(Some(End::Late(waits_for))),
    }
}
