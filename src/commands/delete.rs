//! `addonctl delete`: say what goes and what stays, ask, delete, wait, and look what is left.

mod left;
mod look;
mod plan;
mod run;

use anyhow::{Result, bail};

use super::ask::{self, Answer};
use super::target::{self, bad_input, connect};
use crate::cli::Talk;
use crate::cli::again::Again;
use crate::cli::delete::DeleteArgs;
use crate::cli::submit::Awaited;
use crate::cluster;
use crate::controller::Phase;
use crate::outcome::Outcome;
use crate::output::Streams;
pub(super) use left::verify;
use look::{Looked, look};
use plan::Plan;
pub(super) use plan::{Key, key};
use run::Deletion;

/// Runs the verb.
pub(super) fn run(args: &DeleteArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let asks = args.dry_run.is_none() && !is_confirmed(args);
    if asks && !streams.interactive {
        let flags = if args.force { "--confirm NAME for each of them" } else { "--yes" };
        return bad_input(&format!("there is no terminal to ask on; add {flags}"), streams);
    }
    let looked = cluster::block_on(async {
        let cluster = connect(&args.connection, &args.namespace.addon_namespace).await?;
        look(&cluster, args, talk, streams).await
    })?;
    let plans = match looked {
        Looked::Plans(plans) if plans.is_empty() => return Ok(Outcome::Done),
        Looked::Plans(plans) => plans,
        Looked::Refused => return Ok(Outcome::Failed),
    };
    if asks {
        match ask(&plans, args, streams)? {
            Answer::Yes => {}
            Answer::No => bail!("nothing was deleted"),
            Answer::Interrupted => return target::interrupted("nothing was deleted", streams),
        }
    }
    // The question came between: a client does not outlive the runtime that it was made in.
    let limit = run::limit(args, &plans);
    let again = Again::new(&args.connection, &args.namespace.addon_namespace).within(limit);
    let outcome = cluster::block_on_interruptible(async {
        let cluster = connect(&args.connection, &args.namespace.addon_namespace).await?;
        let deletion = Deletion::new(&cluster, args, talk, &again);
        deletion.within(limit).run(&plans, streams).await
    })?;
    if let Some(outcome) = outcome {
        return Ok(outcome);
    }
    let names: Vec<_> = plans.iter().flatten().map(|plan| plan.live.name.as_str()).collect();
    let wait = again.wait(&names, Awaited::Deleted, false);
    target::interrupted(&format!("what is being deleted goes on: {wait}"), streams)
}

/// Whether the command line itself says that the user means it.
fn is_confirmed(args: &DeleteArgs) -> bool {
    if args.force { args.names.iter().all(|name| args.confirm.contains(name)) } else { args.yes }
}

fn ask(plans: &[Vec<Plan>], args: &DeleteArgs, streams: &mut Streams<'_>) -> Result<Answer> {
    let plans: Vec<&Plan> = plans.iter().flatten().collect();
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
