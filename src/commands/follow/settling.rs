//! The objects of Addons that are installed, watched until all are fine, or one never will be.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use anyhow::Result;
use futures::StreamExt as _;
use futures::future::LocalBoxFuture;
use futures::stream::FuturesUnordered;

use super::End;
use crate::addon::AddonSpec;
use crate::cluster::Cluster;
use crate::commands::clock;
use crate::contents;
use crate::diagnosis::objects::{Fitness, Objects};
use crate::live::Live;

/// Watches of the objects of some Addons, which are told by their places.
pub(super) struct Settling {
    cluster: Cluster,
    running: FuturesUnordered<LocalBoxFuture<'static, Ended>>,
    /// How the objects were when they were looked at last.
    told: Rc<RefCell<Vec<(usize, String)>>>,
    /// Which watch counts, and the spec whose objects it is about.
    current: HashMap<usize, (usize, AddonSpec)>,
    begun: usize,
}

/// A watch that has ended: the Addon's place, the number of the watch, how it ended.
struct Ended {
    place: usize,
    number: usize,
    end: Result<End>,
}

impl Settling {
    pub(super) fn new(cluster: &Cluster) -> Self {
        Self {
            cluster: cluster.clone(),
            running: FuturesUnordered::new(),
            told: Rc::default(),
            current: HashMap::new(),
            begun: 0,
        }
    }

    /// Begins to watch the objects of an Addon, unless they are watched already. Whether it did.
    pub(super) fn begin(&mut self, place: usize, live: &Live) -> bool {
        if self.current.get(&place).is_some_and(|(_, spec)| *spec == live.spec) {
            return false;
        }
        self.begun += 1;
        self.current.insert(place, (self.begun, live.spec.clone()));
        let (cluster, told, number) = (self.cluster.clone(), Rc::clone(&self.told), self.begun);
        let live = live.clone();
        self.running.push(Box::pin(async move {
            let end = settle(&cluster, &live, |text| told.borrow_mut().push((place, text))).await;
            Ended { place, number, end }
        }));
        true
    }

    /// What comes of the objects of an Addon does not count any more: it has changed.
    pub(super) fn forget(&mut self, place: usize) {
        self.current.remove(&place);
    }

    /// What there is to say of the objects since this was asked last.
    pub(super) fn told(&mut self) -> Vec<(usize, String)> {
        let told = std::mem::take(&mut *self.told.borrow_mut());
        told.into_iter().filter(|(place, _)| self.current.contains_key(place)).collect()
    }

    /// Waits for a watch to end; for ever, if there is none.
    pub(super) async fn next(&mut self) -> Result<(usize, End)> {
        loop {
            let Some(Ended { place, number, end }) = self.running.next().await else {
                return std::future::pending().await;
            };
            if self.current.get(&place).is_some_and(|(current, _)| *current == number) {
                return Ok((place, end?));
            }
        }
    }
}

async fn settle(cluster: &Cluster, live: &Live, tell: impl Fn(String)) -> Result<End> {
    let named = contents::applied(&live.addon(cluster.namespace()))?;
    let hear = |objects: &Objects| match objects.fitness() {
        Fitness::Fine => ControlFlow::Break(End::Reached),
        Fitness::Broken => ControlFlow::Break(End::Broken(Box::new(objects.clone()))),
        Fitness::OnTheirWay => {
            tell(format!("its objects: {objects}"));
            ControlFlow::Continue(())
        }
    };
    Ok(cluster.settle(&named, clock::now(), hear).await?)
}
