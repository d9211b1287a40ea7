//! `addonctl status`: why Addons are where they are, how their objects are, and what to do.

use anyhow::Result;
use futures::StreamExt as _;
use kube::api::ListParams;

use super::clock;
use super::target::{self, connection, not_found};
use crate::cli::look::StatusArgs;
use crate::cluster::{self, Cluster};
use crate::contents;
use crate::diagnosis::objects::Objects;
use crate::diagnosis::{Diagnosis, Standing, State, diagnose};
use crate::live::Live;
use crate::outcome::Outcome;
use crate::output::{self, Streams, document, say};

/// So many Addons are looked at side by side.
const ABREAST: usize = 4;

/// Runs the verb.
pub(crate) fn run(args: StatusArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let StatusArgs { names, output, exit_code, addons, connection: to } = args;
    let found = cluster::block_on_interruptible(async {
        let cluster = Cluster::connect(&connection(to), &addons.addon_namespace).await?;
        examine_all(&cluster, &names).await
    })?;
    let Some(found) = found else { return Ok(Outcome::Interrupted) };
    let (mut told, mut missing) = (Vec::new(), Vec::new());
    for one in found {
        match one {
            Ok(diagnosis) => told.push(diagnosis),
            Err(error) if names.len() == 1 || target::no_server(&error) => return Err(error),
            Err(error) => missing.push(error),
        }
    }
    match output {
        Some(format) => match told.as_slice() {
            [one] if names.len() == 1 => document::one("AddonStatus", one, format, streams)?,
            all => document::list("AddonStatus", all, format, streams)?,
        },
        None if told.is_empty() && missing.is_empty() => {
            let namespace = &addons.addon_namespace;
            say::aside(&format!("No resources found in {namespace} namespace."), streams)?;
        }
        None => {
            for (index, diagnosis) in told.iter().enumerate() {
                if index > 0 {
                    writeln!(streams.out)?;
                }
                output::diagnosis::diagnosis(diagnosis, streams)?;
            }
        }
    }
    for error in &missing {
        say::note(&format!("error: {error:#}"), streams)?;
    }
    Ok(match (missing.is_empty(), exit_code) {
        (false, _) => Outcome::Failed,
        (true, true) => worst(told.iter().map(Diagnosis::standing)),
        (true, false) => Outcome::Done,
    })
}

/// The outcome of several, for a script: one that has failed outweighs those on their way.
fn worst(standings: impl Iterator<Item = Standing>) -> Outcome {
    let outcome = |standing| match standing {
        Standing::Fine => Outcome::Done,
        Standing::OnItsWay => Outcome::OnItsWay,
        Standing::Failed => Outcome::AddonFailed,
    };
    let rank = |outcome: &Outcome| match outcome {
        Outcome::AddonFailed => 2,
        Outcome::OnItsWay => 1,
        _ => 0,
    };
    standings.map(outcome).max_by_key(rank).unwrap_or(Outcome::Done)
}

/// Examines some Addons, in their order, or all there are.
async fn examine_all(cluster: &Cluster, names: &[String]) -> Result<Vec<Result<Diagnosis>>> {
    let all = if names.is_empty() { all_names(cluster).await? } else { names.to_vec() };
    let looks = all.iter().map(|name| examine(cluster, name));
    Ok(futures::stream::iter(looks).buffered(ABREAST).collect().await)
}

async fn all_names(cluster: &Cluster) -> Result<Vec<String>> {
    let addons = cluster.all(cluster.addons(), ListParams::default()).await?;
    let name = |addon: &serde_json::Value| addon["metadata"]["name"].as_str().map(str::to_owned);
    Ok(addons.iter().filter_map(name).collect())
}

/// Why an Addon is where it is; of one that is installed, how its objects are.
async fn examine(cluster: &Cluster, name: &str) -> Result<Diagnosis> {
    let now = clock::now();
    let Some(facts) = cluster.facts(name, now).await? else { return Err(not_found(cluster, name)) };
    let mut diagnosis = diagnose(&facts);
    if diagnosis.state != State::Done {
        return Ok(diagnosis);
    }
    match objects(cluster, &facts.live, now).await {
        Ok(objects) => Ok(diagnosis.with(objects)),
        Err(error) => {
            diagnosis.notes.push(format!("its objects: {error:#}"));
            Ok(diagnosis)
        }
    }
}

/// How the objects of an Addon are.
pub(super) async fn objects(cluster: &Cluster, live: &Live, now: i64) -> Result<Objects> {
    let named = contents::applied(&live.addon(cluster.namespace()))?;
    Ok(Objects::of(cluster.sightings(&named, now).await?))
}

/// Why an Addon is where it is.
pub(crate) async fn why(cluster: &Cluster, name: &str) -> Result<Diagnosis> {
    match cluster.facts(name, clock::now()).await? {
        Some(facts) => Ok(diagnose(&facts)),
        None => Err(not_found(cluster, name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_has_failed_outweighs_the_others() {
        use Standing::{Failed, Fine, OnItsWay};
        for (standings, outcome) in [
            (&[][..], Outcome::Done),
            (&[Fine, Fine], Outcome::Done),
            (&[OnItsWay, Fine], Outcome::OnItsWay),
            (&[Failed, OnItsWay, Fine], Outcome::AddonFailed),
        ] {
            assert_eq!(worst(standings.iter().copied()), outcome, "{standings:?}");
        }
    }
}
