//! The search for the project of an Addon: guess, build the guess, compare.

use super::{Choice, FILE, Likeness, files, is_damaged, lost, same};
use crate::addon::{Addon, Stage};
use crate::finding::{Finding, Findings, any_error};
use crate::inputs::{InMemory, Inputs as _};
use crate::project::{Project, Request, build_all};

/// A project that makes an Addon again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// Its files: paths with `/`, and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What somebody should know who reads them.
    pub notes: Vec<String>,
}

/// The project of an Addon.
///
/// # Errors
/// No project makes it; says why.
pub fn unpack(addon: &Addon) -> Result<Unpacked, String> {
    let found = search(addon)?;
    let files = files(addon, &found.choice).into_iter();
    let files = files.map(|(path, text)| (path, text.into_bytes())).collect();
    Ok(Unpacked { files, notes: notes(addon, &found) })
}

/// A choice, and the Addon that it makes.
struct Guess {
    choice: Choice,
    made: Addon,
}

/// The best choice that makes the Addon again.
fn search(addon: &Addon) -> Result<Guess, String> {
    let unlike = |guess: &Guess| {
        let differs = |stage: &Stage| same(*stage, addon, &guess.made) != Likeness::Same;
        Stage::ALL.into_iter().filter(differs).count()
    };
    let first = search_from(addon, Choice::of(addon))?;
    if unlike(&first) == 0 && first.choice.own.is_empty() {
        return Ok(first);
    }
    let keeping = Choice { keep_labels: true, ..Choice::of(addon) };
    let second = search_from(addon, keeping)?;
    let rank = |guess: &Guess| (guess.choice.own.len(), unlike(guess));
    Ok(if rank(&second) < rank(&first) { second } else { first })
}

/// The first choice from one on that makes the Addon again.
fn search_from(addon: &Addon, mut choice: Choice) -> Result<Guess, String> {
    loop {
        let wrong = match build(addon, &choice) {
            Ok(made) => {
                let differs = |stage: &Stage| same(*stage, addon, &made) == Likeness::Different;
                let Some(wrong) = Stage::ALL.into_iter().find(differs) else {
                    return Ok(Guess { choice, made });
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
            .ok_or_else(|| format!("the {wrong} stage of the Addon cannot be made again"))?;
    }
}

fn refused(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.is_error());
    let told: Vec<&str> = errors.map(|finding| finding.message.as_str()).collect();
    format!("addonctl would refuse to make this Addon: {}", told.join("; "))
}

/// What the project of a choice makes.
fn build(addon: &Addon, choice: &Choice) -> Result<Addon, Findings> {
    let mut inputs = InMemory::new(files(addon, choice));
    let source = inputs.text(FILE).map_err(|finding| vec![*finding])?;
    let (project, mut findings) = Project::read(&source);
    let (plans, found) = project.plans(&Request::default());
    findings.extend(found);
    if any_error(&findings) {
        return Err(findings);
    }
    let (mut made, found) = build_all(plans, &mut inputs);
    findings.extend(found);
    match made.pop() {
        Some(made) if !any_error(&findings) => Ok(made.addon),
        _ => Err(findings),
    }
}

/// What a reader of the project should know.
fn notes(addon: &Addon, Guess { choice, made }: &Guess) -> Vec<String> {
    let kept = choice.own.iter().map(|stage| {
        format!(
            "the {stage} stage is none that addonctl makes; it is kept in workflows/{stage}.yaml"
        )
    });
    let damaged = Stage::ALL.into_iter().filter(|stage| is_damaged(addon, *stage));
    let damaged = damaged.map(|stage| {
        format!("packed text of the {stage} stage is damaged: what it held cannot be shown, and the stage will fail")
    });
    let alike = Stage::ALL.into_iter().filter(|stage| same(*stage, addon, made) == Likeness::Alike);
    let alike = alike.map(|stage| {
        format!("the {stage} stage becomes another Workflow, which applies the same objects")
    });
    let lost = lost(addon, made);
    let lost = lost.iter().map(|field| format!("{field} cannot be said in a project"));
    kept.chain(damaged).chain(alike).chain(lost).collect()
}
