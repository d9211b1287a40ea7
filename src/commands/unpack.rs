//! `addonctl unpack`: guess the project of an Addon, try it, and write the guess that makes the Addon again.

use std::sync::Arc;

use anyhow::{Result, anyhow, bail};

use super::create::project::FILE;
use super::target::bad_input;
use super::{create, given};
use crate::addon::{Addon, Stage};
use crate::cli::Talk;
use crate::cli::unpack::UnpackArgs;
use crate::files::Files;
use crate::finding::{Findings, any_error};
use crate::outcome::Outcome;
use crate::output::{self, Report, Streams, say};
use crate::shell;
use crate::unpack::{self, Choice, Likeness};

/// Runs the verb.
pub(crate) fn run(args: &UnpackArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let report = Report::new(talk, streams.terminal);
    let Some(addons) = given::addons(&args.addon, report, streams)? else {
        return Ok(Outcome::BadInput);
    };
    let [addon] = addons.as_slice() else {
        let names: Vec<&str> = addons.iter().map(|addon| addon.metadata.name.as_str()).collect();
        let text = format!("give one Addon, not {}: {}", names.len(), names.join(", "));
        return bad_input(&text, streams);
    };
    let (choice, made) = search(addon)?;
    let files = unpack::files(addon, &choice);
    output::new_folder(&args.output_dir, &files)?;
    for note in notes(addon, &choice, &made) {
        say::aside(&note, streams)?;
    }
    let folder = args.output_dir.to_string_lossy();
    let folder = shell::quote(&folder);
    say::aside(&format!("made {folder}; next: addonctl create -f {folder} --dryrun"), streams)?;
    Ok(Outcome::Done)
}

/// The project that makes an Addon again.
pub(super) struct Project {
    /// Its files by their paths.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// What somebody should know who goes on from them.
    pub(super) notes: Vec<String>,
}

/// The project that makes an Addon again.
pub(super) fn project(addon: &Addon) -> Result<Project> {
    let (choice, made) = search(addon)?;
    let (files, notes) = (unpack::files(addon, &choice), notes(addon, &choice, &made));
    Ok(Project { files, notes })
}

/// The best choice that makes the Addon again, and what it makes.
fn search(addon: &Addon) -> Result<(Choice, Addon)> {
    let alike = |made: &Addon| {
        Stage::ALL.into_iter().filter(|s| unpack::same(*s, addon, made) != Likeness::Same).count()
    };
    let first = search_from(addon, Choice::of(addon))?;
    if alike(&first.1) == 0 && first.0.own.is_empty() {
        return Ok(first);
    }
    let keeping = Choice { keep_labels: true, ..Choice::of(addon) };
    let second = search_from(addon, keeping)?;
    let rank = |(choice, made): &(Choice, Addon)| (choice.own.len(), alike(made));
    Ok(if rank(&second) < rank(&first) { second } else { first })
}

/// The first choice from one on that makes the Addon again.
fn search_from(addon: &Addon, mut choice: Choice) -> Result<(Choice, Addon)> {
    loop {
        let wrong = match build(addon, &choice)? {
            Ok(made) => {
                let differs =
                    |stage: &Stage| unpack::same(*stage, addon, &made) == Likeness::Different;
                let Some(wrong) = Stage::ALL.into_iter().find(differs) else {
                    return Ok((choice, made));
                };
                wrong
            }
            // Whatever it is: what is kept as it is cannot stand in the way.
            Err(findings) => {
                let stages = [Stage::Prereqs, Stage::Install, Stage::Delete, Stage::Validate];
                let left = stages.into_iter().find(|stage| {
                    !choice.own.contains(stage) && addon.spec.lifecycle.get(*stage).is_some()
                });
                left.ok_or_else(|| refused(&findings))?
            }
        };
        choice = choice
            .after(wrong)
            .ok_or_else(|| anyhow!("the {wrong} stage of the Addon cannot be made again"))?;
    }
}

fn refused(findings: &Findings) -> anyhow::Error {
    let told: Vec<&str> = findings
        .iter()
        .filter(|finding| finding.is_error())
        .map(|finding| finding.message.as_str())
        .collect();
    anyhow!("addonctl would refuse to make this Addon: {}", told.join("; "))
}

/// What the project of a choice makes, tried out in a folder that goes away.
fn build(addon: &Addon, choice: &Choice) -> Result<Result<Addon, Findings>> {
    let folder = output::temporary()?;
    output::new_files(folder.path(), &unpack::files(addon, choice))?;
    let (mut input, mut findings) = (std::io::empty(), Vec::new());
    let mut files = Files::new(&mut input);
    let source = match files.text(&folder.path().join(FILE).to_string_lossy()) {
        Ok(source) => source,
        Err(finding) => bail!("{}", finding.message),
    };
    let mut made = create::of_project(&Arc::clone(&source), &mut files, &mut findings);
    match made.pop() {
        Some(made) if !any_error(&findings) => Ok(Ok(made)),
        _ => Ok(Err(findings)),
    }
}

/// What a reader of the project should know.
fn notes(addon: &Addon, choice: &Choice, made: &Addon) -> Vec<String> {
    let kept = choice.own.iter().map(|stage| {
        format!(
            "the {stage} stage is none that addonctl makes; it is kept in workflows/{stage}.yaml"
        )
    });
    let damaged = Stage::ALL.into_iter().filter(|stage| unpack::is_damaged(addon, *stage));
    let damaged = damaged.map(|stage| {
        format!("packed text of the {stage} stage is damaged: what it held cannot be shown, and the stage will fail")
    });
    let alike =
        Stage::ALL.into_iter().filter(|stage| unpack::same(*stage, addon, made) == Likeness::Alike);
    let alike = alike.map(|stage| {
        format!("the {stage} stage becomes another Workflow, which applies the same objects")
    });
    let lost = unpack::lost(addon, made);
    let lost = lost.iter().map(|field| format!("{field} cannot be said in a project"));
    kept.chain(damaged).chain(alike).chain(lost).collect()
}
