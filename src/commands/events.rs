//! `addonctl events`: what was said about an Addon, its Workflows and their pods.

use anyhow::Result;

use super::clock;
use super::target::{connection, not_found};
use crate::cli::look::OneArgs;
use crate::cluster::{self, Cluster};
use crate::outcome::Outcome;
use crate::output::{self, Streams, Target, listing, say};

/// Runs the verb.
pub(crate) fn run(args: OneArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let OneArgs { name, output, addons, connection: to } = args;
    let found = cluster::block_on_interruptible(async {
        let cluster = Cluster::connect(&connection(to), &addons.addon_namespace).await?;
        let Some(mut sight) = cluster.sight(&name).await? else {
            return Err(not_found(&cluster, &name));
        };
        cluster.events_of(&mut sight).await;
        Ok(sight)
    })?;
    let Some(sight) = found else { return Ok(Outcome::Interrupted) };
    for note in &sight.notes {
        say::aside(&format!("note: {note}"), streams)?;
    }
    match output {
        Some(format) => {
            let list = listing::list_of(&sight.events, "v1");
            output::value(&list, &Target { format, file: "-".into() }, streams)?;
        }
        None if sight.events.is_empty() => {
            say::aside(&format!("No events of {name}; they live for an hour."), streams)?;
        }
        None => {
            let table = listing::events(&sight.events, clock::now());
            streams.out.write_all(table.text(streams.look()).as_bytes())?;
        }
    }
    Ok(Outcome::Done)
}
