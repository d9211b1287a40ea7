//! `addonctl check`: whether a cluster has what Addons as a whole need.

use anyhow::Result;

use super::{clock, target};
use crate::checkup;
use crate::cli::Talk;
use crate::cli::check::CheckArgs;
use crate::cluster;
use crate::outcome::Outcome;
use crate::output::{self, Streams, document};
use crate::workflow::Settings;

/// Runs the verb.
pub(super) fn run(args: &CheckArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let found = cluster::block_on_interruptible(async {
        let cluster = target::connect(&args.connection, &args.namespace.addon_namespace).await?;
        Ok(cluster.checkup(args.pre, Settings::default().image, clock::now()).await?)
    })?;
    let Some(facts) = found else { return Ok(Outcome::Interrupted) };
    let told = if args.pre { checkup::check_before(&facts) } else { checkup::check(&facts) };
    match args.output {
        Some(format) => document::one("AddonManagerCheck", &told, format, streams)?,
        None => output::checkup::lines(&told, talk.color, streams)?,
    }
    Ok(if told.passed { Outcome::Done } else { Outcome::Failed })
}
