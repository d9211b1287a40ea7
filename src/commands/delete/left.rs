//! What is left of the objects that should have gone with an Addon.

use anyhow::Result;
use serde_json::Value;

use super::plan::by_kind;
use crate::cluster::read::Depth;
use crate::cluster::{CallError, Cluster};
use crate::contents::Named;
use crate::diagnosis::tree::Sighting;
use crate::manifest::Identity;
use crate::output::{Streams, say};

/// More than these are told by kind.
const MANY: usize = 20;

/// Objects that are still there.
#[derive(Default)]
struct Left {
    leaving: Vec<Identity>,
    staying: Vec<Identity>,
}

async fn look(cluster: &Cluster, goes: &[Named]) -> Result<Left, CallError> {
    let kinds = cluster.kinds().await?;
    let mut left = Left::default();
    for (object, sighting) in goes.iter().zip(cluster.read(&kinds, goes, Depth::Metadata).await?) {
        let Sighting::There(value) = sighting else { continue };
        let leaving = value.pointer("/metadata/deletionTimestamp").is_some_and(Value::is_string);
        let list = if leaving { &mut left.leaving } else { &mut left.staying };
        list.push(kinds.place(object));
    }
    Ok(left)
}

/// Says what is left of the objects that should have gone with an Addon, and gives how many have gone.
pub(in crate::commands) async fn verify(
    cluster: &Cluster,
    name: &str,
    goes: &[Named],
    quiet: bool,
    streams: &mut Streams<'_>,
) -> Result<usize> {
    if goes.is_empty() {
        return Ok(0);
    }
    let Left { leaving, staying } = match look(cluster, goes).await {
        Ok(left) => left,
        Err(error) => {
            let text =
                format!("warning: whether the objects of {name} are gone cannot be told: {error}");
            say::note(&text, streams)?;
            return Ok(0);
        }
    };
    for (what, objects) in [("still being deleted", &leaving), ("still there", &staying)] {
        list(&format!("warning: {name} is gone, but these are {what}"), objects, streams)?;
    }
    let count = goes.len() - leaving.len() - staying.len();
    if count == goes.len() && !quiet {
        let noun = if count == 1 { "object" } else { "objects" };
        say::note(&format!("{name}: {count} {noun} gone"), streams)?;
    }
    Ok(count)
}

/// Says how far a deletion has come that has failed.
pub(super) async fn count(
    cluster: &Cluster,
    name: &str,
    goes: &[Named],
    streams: &mut Streams<'_>,
) -> Result<()> {
    let Ok(Left { mut leaving, staying }) = look(cluster, goes).await else { return Ok(()) };
    leaving.extend(staying);
    let (all, left) = (goes.len(), leaving.len());
    if left == 0 {
        return say::note(&format!("{name}: none of its objects is left"), streams);
    }
    list(&format!("{name}: {left} of {all} objects are left"), &leaving, streams)
}

fn list(heading: &str, objects: &[Identity], streams: &mut Streams<'_>) -> Result<()> {
    if objects.len() <= MANY {
        return say::list(&format!("{heading}:"), objects, streams);
    }
    say::note(&format!("{heading}: {} objects{}", objects.len(), by_kind(objects)), streams)
}
