//! `addonctl status`: why an Addon is where it is, and what to do.

use anyhow::{Result, anyhow};

use super::clock;
use super::target::connection;
use crate::cli::look::StatusArgs;
use crate::cluster::{self, Cluster};
use crate::diagnosis::{Diagnosis, diagnose};
use crate::outcome::Outcome;
use crate::output::{self, Streams, Target};

/// Runs the verb.
pub(crate) fn run(args: StatusArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let StatusArgs { name, output, addons, connection: to } = args;
    let found = cluster::block_on_interruptible(async {
        let cluster = Cluster::connect(&connection(to), &addons.addon_namespace).await?;
        why(&cluster, &name).await
    })?;
    let Some(diagnosis) = found else { return Ok(Outcome::Interrupted) };
    match output {
        None => output::diagnosis::diagnosis(&diagnosis, streams)?,
        Some(format) => {
            output::value(&diagnosis, &Target { format, file: "-".into() }, streams)?;
        }
    }
    Ok(Outcome::Done)
}

/// Why an Addon is where it is.
pub(crate) async fn why(cluster: &Cluster, name: &str) -> Result<Diagnosis> {
    match cluster.facts(name, clock::now()).await? {
        Some(facts) => Ok(diagnose(&facts)),
        None => Err(absent(cluster, name)),
    }
}

/// There is no such Addon.
pub(super) fn absent(cluster: &Cluster, name: &str) -> anyhow::Error {
    anyhow!(
        "addons.addonmgr.keikoproj.io \"{name}\" not found in namespace {}",
        cluster.namespace()
    )
}
