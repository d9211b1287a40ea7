//! `addonctl create`: read what the arguments name, build the Addon, print it.

mod base;
mod gather;
mod package;
mod parameters;
mod stages;

use std::ffi::OsString;

use anyhow::Result;

use crate::cli::{CreateArgs, Talk};
use crate::files::Files;
use crate::finding::{Finding, Findings, any_error, rule};
use crate::outcome::Outcome;
use crate::output::{self, Streams};

/// Runs the verb. `line` is the command line, to be read again behind the values of a file.
pub(crate) fn run(
    args: CreateArgs,
    talk: Talk,
    line: &[OsString],
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let report = output::Report::new(talk, streams.terminal);
    let mut files = Files::new(&mut *streams.input);
    let mut findings = Vec::new();
    let (args, base) = match base::read(args, line, &mut files, &mut findings) {
        Ok(read) => read,
        Err(usage) => return Ok(output::usage(&usage, streams)),
    };
    if args.output.dryrun.is_none() {
        findings.push(not_submitted());
    }
    let target =
        output::Target { format: args.output.output, file: args.output.output_file.clone() };
    let blueprint = gather::blueprint(args, base, &mut files, &mut findings);
    let addon = build(blueprint, &mut findings);
    report.findings(&findings, streams)?;
    match addon {
        Some(addon) => output::addon(&addon, &target, streams).map(|()| Outcome::Done),
        None => Ok(Outcome::BadInput),
    }
}

/// Builds the Addon, if nothing stands in the way.
fn build(
    blueprint: crate::blueprint::Blueprint,
    findings: &mut Findings,
) -> Option<crate::addon::Addon> {
    if any_error(findings) {
        // What only shows when everything is put together is worth knowing at the same time.
        findings.extend(blueprint.check());
        return None;
    }
    let (addon, found) = blueprint.build();
    findings.extend(found);
    addon
}

fn not_submitted() -> Finding {
    let message = "an Addon can only be printed";
    let help = "add --dryrun, and give the Addon to `kubectl apply --server-side -f -`";
    Finding::new(&rule::DRY_RUN_ONLY, message).at_argument("--dryrun").help(help)
}
