//! `addonctl create` and `apply`: read what the arguments name, build the Addon, print or submit it.

mod base;
mod gather;
mod made;
mod package;
mod parameters;
mod stages;

use std::ffi::OsString;
use std::sync::Arc;

use anyhow::Result;

use super::submit::{self, Submission, Verb};
use crate::addon::Addon;
use crate::blueprint::Blueprint;
use crate::cli::connection::ConnectionArgs;
use crate::cli::create::DryRun;
use crate::cli::submit::SubmitArgs;
use crate::cli::{CreateArgs, Talk};
use crate::files::Files;
use crate::finding::{Finding, Findings, any_error, rule};
use crate::outcome::Outcome;
use crate::output::{self, Report, Streams, Target};
use crate::source::Source;

/// Runs the verb. `line` is the command line, to be read again behind the values of a file.
pub(crate) fn run(
    verb: Verb,
    args: CreateArgs,
    talk: Talk,
    line: &[OsString],
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let report = Report::new(talk, streams.terminal);
    let mut findings = Vec::new();
    let made = verb == Verb::Apply;
    let read = addons(made, args, line, &mut Files::new(&mut *streams.input), &mut findings);
    let (addons, way) = match read {
        Ok(read) => read,
        Err(usage) => return Ok(output::usage(&usage, streams)),
    };
    report.findings(&findings, streams)?;
    if any_error(&findings) { Ok(Outcome::BadInput) } else { way.go(verb, addons, report, streams) }
}

/// The Addons that the arguments describe, and where they go. `made`: the files may also hold Addons made earlier.
pub(super) fn addons(
    made: bool,
    args: CreateArgs,
    line: &[OsString],
    files: &mut Files<'_>,
    findings: &mut Findings,
) -> Result<(Vec<Addon>, Way), Box<clap::Error>> {
    let sources = sources(&args, files, findings);
    if made && args.name.is_none() && made::are_addons(&sources) {
        return Ok((made::read(&sources, findings), Way::of(&args)));
    }
    if let [_, second, ..] = sources.as_slice() {
        let message = format!("{} is one file too many to start from", second.origin);
        findings.push(Finding::new(&rule::BASE_FILE, message).at_argument("--filename"));
    }
    let (args, base) = base::read(args, sources.first(), line, findings)?;
    let way = Way::of(&args);
    // Without the file that it starts from, everything would seem to be missing.
    if any_error(findings) {
        return Ok((Vec::new(), way));
    }
    let blueprint = gather::blueprint(args, base, files, findings);
    Ok((build(blueprint, findings).into_iter().collect(), way))
}

/// The files that `--filename` names.
fn sources(args: &CreateArgs, files: &mut Files<'_>, findings: &mut Findings) -> Vec<Arc<Source>> {
    let mut sources = Vec::new();
    for path in &args.output.filename {
        match files.text(path) {
            Ok(source) => sources.push(source),
            Err(finding) => findings.push(*finding),
        }
    }
    sources
}

/// Builds the Addon, if nothing stands in the way.
fn build(blueprint: Blueprint, findings: &mut Findings) -> Option<Addon> {
    if any_error(findings) {
        // What only shows when everything is put together is worth knowing at the same time.
        findings.extend(blueprint.check());
        return None;
    }
    let (addon, found) = blueprint.build();
    findings.extend(found);
    addon
}

/// Where an Addon goes once it is built.
pub(super) struct Way {
    dry_run: Option<DryRun>,
    target: Target,
    pub(super) submit: SubmitArgs,
    pub(super) connection: ConnectionArgs,
}

impl Way {
    fn of(args: &CreateArgs) -> Self {
        let target = Target { format: args.output.output, file: args.output.output_file.clone() };
        let (submit, connection) = (args.submit.clone(), args.connection.clone());
        Self { dry_run: args.output.dryrun, target, submit, connection }
    }

    fn go(
        self,
        verb: Verb,
        addons: Vec<Addon>,
        report: Report,
        streams: &mut Streams<'_>,
    ) -> Result<Outcome> {
        if self.dry_run == Some(DryRun::Client) {
            for addon in &addons {
                output::addon(addon, &self.target, streams)?;
            }
            return Ok(Outcome::Done);
        }
        let dry_run = self.dry_run.is_some();
        let (target, args) = (self.target, self.submit);
        let submission = Submission { addons, verb, dry_run, target, args, report };
        submit::run(&submission, &self.connection, streams)
    }
}
