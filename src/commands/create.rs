//! `addonctl create` and `apply`: read what the arguments name, build the Addons, print or submit them.

mod destination;
mod existing;
mod request;
pub(super) mod starting_point;

use anyhow::Result;

use super::keep::Kept;
use super::submit::Verb;
use crate::addon::Addon;
use crate::cli::{CreateArgs, Talk};
use crate::files::Files;
use crate::finding::{Findings, any_error};
use crate::inputs::Inputs;
use crate::outcome::Outcome;
use crate::output::{Report, Streams};
use crate::project::{self, Plan};
use starting_point::StartingPoint;

pub(super) use destination::Destination;

/// Runs the verb: the Addons are where the arguments want them, or all that is wrong is told.
pub(crate) fn run(
    verb: Verb,
    args: CreateArgs,
    talk: Talk,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let report = Report::new(talk, streams.terminal);
    if args.output.keep && verb == Verb::Create {
        let text = "--keep is for apply and diff of an Addon that exists";
        return super::target::bad_input(text, streams);
    }
    let kept = Kept::of(&args, streams)?;
    let destination = Destination::of(&args);
    let existing = if verb == Verb::Apply { Existing::Taken } else { Existing::StartedFrom };
    let (addons, findings) = addons(args, existing, kept.as_ref(), streams);
    report.findings(&findings, streams)?;
    if any_error(&findings) {
        return Ok(Outcome::BadInput);
    }
    destination.deliver(verb, addons, report, streams)
}

/// What an existing Addon manifest is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    /// To start from.
    StartedFrom,
    /// To be taken as it is, with others.
    Taken,
}

/// The Addons that the arguments describe. They are worth something only if no finding is an error.
pub(super) fn addons(
    mut args: CreateArgs,
    existing: Existing,
    kept: Option<&Kept>,
    streams: &mut Streams<'_>,
) -> (Vec<Addon>, Findings) {
    let mut files = Files::new(&mut *streams.input);
    let Some(kept) = kept else { return described(args, existing, &mut files) };
    args.output.filename.push(kept.file());
    let (mut addons, findings) = described(args, existing, &mut kept.over(&mut files));
    kept.restore(&mut addons);
    (addons, findings)
}

fn described(
    args: CreateArgs,
    existing: Existing,
    inputs: &mut dyn Inputs,
) -> (Vec<Addon>, Findings) {
    let says_nothing = says_nothing(&args);
    let (sources, mut findings) =
        starting_point::sources(&args.output.filename, says_nothing, inputs);
    let takes_existing = existing == Existing::Taken && args.name.is_none();
    if takes_existing && existing::are_addons(&sources) {
        let (addons, found) = existing::read(&sources);
        findings.extend(found);
        return (addons, findings);
    }
    let (start, found) = StartingPoint::read(&sources);
    findings.extend(found);
    // Without the file that it starts from, everything would seem to be missing.
    if any_error(&findings) {
        return (Vec::new(), findings);
    }
    let (request, found) = request::request(args);
    findings.extend(found);
    let (addons, found) = match start {
        StartingPoint::Nothing => build(Plan::of_request(request), Addon::default(), inputs),
        StartingPoint::Addon(addon) => build(Plan::of_request(request), *addon, inputs),
        StartingPoint::Project(project) => {
            let (plans, found) = project.plans(&request);
            findings.extend(found);
            if any_error(&findings) {
                return (Vec::new(), findings);
            }
            let (members, found) = project::build_all(plans, inputs);
            (members.into_iter().map(|member| member.addon).collect(), found)
        }
    };
    findings.extend(found);
    (addons, findings)
}

fn build(plan: Plan, start: Addon, inputs: &mut dyn Inputs) -> (Vec<Addon>, Findings) {
    let (addon, findings) = project::build(plan, start, inputs);
    (addon.into_iter().collect(), findings)
}

/// Whether a command line names neither an addon nor anything that one is made of.
fn says_nothing(args: &CreateArgs) -> bool {
    let stages = &args.stages;
    let inputs = [&stages.prereqs, &stages.install, &stages.delete, &stages.validate];
    args.name.is_none() && args.output.filename.is_empty() && inputs.iter().all(|i| i.is_empty())
}
