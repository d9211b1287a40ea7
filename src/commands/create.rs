//! `addonctl create` and `apply`: read what the arguments name, build the Addon, print or submit it.

mod base;
mod gather;
mod made;
mod own;
mod package;
mod parameters;
pub(super) mod project;
pub(super) mod settings;
mod stages;
mod together;

use std::cell::Cell;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::keep::Kept;
use super::submit::{self, Submission, Verb};
use base::Base;

use crate::addon::Addon;
use crate::blueprint::Blueprint;
use crate::cli::again::Again;
use crate::cli::connection::ConnectionArgs;
use crate::cli::create::DryRun;
use crate::cli::submit::SubmitArgs;
use crate::cli::{Command, CreateArgs, Talk};
use crate::files::Files;
use crate::finding::{Finding, Findings, Place, any_error, rule};
use crate::outcome::Outcome;
use crate::output::{self, Report, Streams, Target, say};
use crate::source::Source;

/// Runs the verb. `line` is the command line, to be read again behind the values of a file.
pub(crate) fn run(
    verb: Verb,
    mut args: CreateArgs,
    talk: Talk,
    line: &[OsString],
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let report = Report::new(talk, streams.terminal);
    if args.output.keep && verb == Verb::Create {
        return super::target::bad_input(
            "--keep is for apply and diff of an Addon that exists",
            streams,
        );
    }
    let kept = Kept::of(&mut args, streams)?;
    let mut findings = Vec::new();
    let made = verb == Verb::Apply;
    let read = addons(made, args, line, &mut Files::new(&mut *streams.input), &mut findings);
    let (mut addons, way) = match read {
        Ok(read) => read,
        Err(usage) => return Ok(output::usage(&usage, talk.color, streams)),
    };
    if let Some(kept) = &kept {
        kept.rename(&mut findings);
        kept.restore(&mut addons);
    }
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
    let mut way = Way::of(&args);
    let starts = match sources.first() {
        None => vec![(args, Base::default())],
        Some(source) if base::is_addon(source) => vec![(args, base::read(source, findings))],
        Some(source) if let Some(object) = base::manifest(source) => {
            findings.push(base::not_to_start_from(source, &object));
            return Ok((Vec::new(), way));
        }
        Some(source) => project::read(&args, source, line, findings)?,
    };
    // Without the file that it starts from, everything would seem to be missing.
    if any_error(findings) {
        return Ok((Vec::new(), way));
    }
    if let Some((args, _)) = starts.first() {
        way = Way::of(args);
    }
    Ok((all(starts, files, findings), way))
}

/// The Addons of a project file, as far as they can be built; for verbs that take no flags of create.
pub(super) fn of_project(
    source: &Arc<Source>,
    files: &mut Files<'_>,
    findings: &mut Findings,
) -> Vec<Addon> {
    let line = ["addonctl", "create"].map(OsString::from);
    let Ok(Command::Create(args)) = crate::parse(&line).map(|cli| cli.command) else {
        return Vec::new();
    };
    match project::read(&args, source, &line, findings) {
        Ok(starts) => all(starts, files, findings),
        Err(usage) => {
            findings.push(Finding::new(&rule::PROJECT, usage.to_string().trim().to_owned()));
            Vec::new()
        }
    }
}

/// Builds Addons; those that others depend on go first.
fn all(
    starts: Vec<(CreateArgs, Base)>,
    files: &mut Files<'_>,
    findings: &mut Findings,
) -> Vec<Addon> {
    let count = starts.len();
    let (mut addons, mut unused) = (Vec::new(), VecDeque::new());
    for (args, base) in starts {
        let (name, mut own) = (args.name.clone().unwrap_or_default(), Vec::new());
        let shared = base.of_several;
        let blueprint = gather::blueprint(args, base, files, &mut own);
        addons.extend(build(blueprint, &mut own));
        for finding in own {
            if finding.rule == &rule::PARAM_UNUSED {
                unused.extend((!shared).then_some(finding));
            } else {
                findings.push(if count > 1 { of(&name, finding) } else { finding });
            }
        }
    }
    // What several addons share need not be for all of them.
    while let Some(finding) = unused.pop_front() {
        let others = unused.len();
        unused.retain(|other| *other != finding);
        if others - unused.len() + 1 == count {
            findings.push(finding);
        }
    }
    let addons = together::dependencies_first(addons);
    findings.extend(together::check(&addons));
    addons
}

/// A finding about a flag says whose it is, where there are several addons.
fn of(name: &str, mut finding: Finding) -> Finding {
    if let Some(Place::Argument(argument)) = &mut finding.place {
        *argument = format!("{name}: {argument}");
    }
    finding
}

/// The files that `--filename` names, or the project of this folder where the command line says nothing.
fn sources(args: &CreateArgs, files: &mut Files<'_>, findings: &mut Findings) -> Vec<Arc<Source>> {
    let here = Path::new(project::FILE);
    let mut paths = args.output.filename.clone();
    if paths.is_empty() && says_nothing(args) && here.is_file() {
        paths.push(project::FILE.to_owned());
    }
    let mut sources = Vec::new();
    for path in paths {
        match files.text(&project::in_folder(&path)) {
            Ok(source) => sources.push(source),
            Err(finding) => findings.push(*finding),
        }
    }
    sources
}

/// Whether a command line names neither an addon nor anything that one is made of.
fn says_nothing(args: &CreateArgs) -> bool {
    let stages = &args.stages;
    let inputs = [&stages.prereqs, &stages.install, &stages.delete, &stages.validate];
    args.name.is_none() && args.output.filename.is_empty() && inputs.iter().all(|i| i.is_empty())
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
        if self.dry_run.is_some() && self.submit.wait {
            say::aside("note: --wait is ignored: with --dryrun nothing is submitted", streams)?;
        }
        if self.dry_run == Some(DryRun::Client) {
            output::values(&addons, &self.target, streams)?;
            return Ok(Outcome::Done);
        }
        let dry_run = self.dry_run.is_some();
        let (target, args) = (self.target, self.submit);
        let namespace = addons.first().map_or("", |addon| &addon.metadata.namespace);
        let again = Again::new(&self.connection, namespace).within(args.timeout);
        let begun = Cell::new(false);
        let submission = Submission { addons, verb, dry_run, target, args, begun, again, report };
        submit::run(&submission, &self.connection, streams)
    }
}
