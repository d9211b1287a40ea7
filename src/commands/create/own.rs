//! Workflows of the user's own, which take a stage's place as they are.

use super::stages::Common;
use crate::addon::{Addon, Stage};
use crate::blueprint::Contents;
use crate::cli::create::StageArgs;
use crate::contents::{self, Verb};
use crate::controller;
use crate::files::Files;
use crate::finding::{Finding, Findings, Place, rule};
use crate::manifest::{self, Object, Reading, Scope};
use crate::source::Source;

const FLAG: &str = "--workflow";

/// Writes the Workflows into the Addon; gives the objects that they apply, for the stages that are generated.
pub(super) fn fill(
    addon: &mut Addon,
    args: &StageArgs,
    contents: &Contents,
    (files, common): (&mut Files<'_>, &Common<'_>),
    findings: &mut Findings,
) -> Vec<Object> {
    let mut objects = Vec::new();
    for given in &args.workflow {
        let Some((stage, file)) = given.split_once('=') else {
            let message = format!("`{given}` is not STAGE=FILE");
            let help = "write it as --workflow STAGE=FILE, where STAGE is prereqs, install, delete or validate";
            findings.push(Finding::new(&rule::ARGUMENT, message).at_argument(FLAG).help(help));
            continue;
        };
        let stage = match stage.parse::<Stage>() {
            Ok(stage) => stage,
            Err(why) => {
                findings.push(Finding::new(&rule::STAGE, why).at_argument(FLAG));
                continue;
            }
        };
        if !contents.of(stage).is_empty() {
            let message = format!("the {stage} stage has manifests or scripts already");
            let finding = Finding::new(&rule::OWN_WORKFLOW, message).at_argument(FLAG);
            findings
                .push(finding.help(format!("give either --{stage} or --workflow {stage}=FILE")));
            continue;
        }
        match files.text(file) {
            Ok(source) => {
                let step = addon.spec.lifecycle.slot(stage).get_or_insert_default();
                step.template.clone_from(&source.text);
                findings.extend(refused(addon, stage, file));
                objects.extend(applied(addon, stage, common));
            }
            Err(finding) => findings.push(*finding),
        }
    }
    objects
}

/// Why the controller would not take the Workflow.
fn refused(addon: &Addon, stage: Stage, file: &str) -> Findings {
    let mut errors: Vec<_> =
        controller::validate(addon).into_iter().filter(|e| e.stage() == Some(stage)).collect();
    if errors.is_empty() {
        errors.extend(controller::workflow(addon, stage).err());
    }
    let place = Place::Input(file.to_owned());
    let findings = errors.iter().map(|error| {
        Finding::new(&rule::OWN_WORKFLOW, format!("{file}: {error}")).at(place.clone())
    });
    findings.collect()
}

/// The objects that a stage applies, as if they were manifests of its own.
fn applied(addon: &Addon, stage: Stage, common: &Common<'_>) -> Vec<Object> {
    if !matches!(stage, Stage::Prereqs | Stage::Install) {
        return Vec::new();
    }
    let objects = contents::objects(addon, stage).unwrap_or_default();
    let applied = objects.into_iter().filter(|object| object.verb == Verb::Apply);
    let parameters = common.scope.parameters.clone();
    let reading =
        Reading { scope: Scope { parameters, scripts: Vec::new() }, ..Reading::default() };
    applied.flat_map(|object| manifest::read(&Source::new(FLAG, object.text), &reading).0).collect()
}
