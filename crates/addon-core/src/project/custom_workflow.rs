//! Workflows of the user's own, which take a stage's place as they are.

use super::settings::Settings;
use super::stages::Common;
use crate::addon::{Addon, Stage};
use crate::blueprint::Contents;
use crate::contents::{self, Verb};
use crate::finding::{Finding, Findings, Place, rule};
use crate::inputs::Inputs;
use crate::keiko;
use crate::manifest::{self, Object, Reading, Scope};
use crate::source::Source;

/// The objects that these Workflows apply, for the stages that are generated; and what is wrong.
#[derive(Default)]
pub(super) struct Inherited {
    pub(super) objects: Vec<Object>,
    pub(super) findings: Findings,
}

/// Writes the Workflows into the Addon.
pub(super) fn fill(
    addon: &mut Addon,
    settings: &Settings,
    contents: &Contents,
    common: &Common<'_>,
    inputs: &mut dyn Inputs,
) -> Inherited {
    let mut inherited = Inherited::default();
    for pair in settings.workflow.iter().flat_map(|pairs| &pairs.pairs) {
        let (file, place) = (&pair.value, &pair.place);
        let refused = |rule, why: String| Finding::new(rule, why).at(place.clone());
        let stage = match pair.key.parse::<Stage>() {
            Ok(stage) => stage,
            Err(why) => {
                inherited.findings.push(refused(&rule::STAGE, why));
                continue;
            }
        };
        if !contents.of(stage).is_empty() {
            let message = format!("the {stage} stage has manifests or scripts already");
            let help = format!("give either --{stage} or --workflow {stage}=FILE");
            inherited.findings.push(refused(&rule::OWN_WORKFLOW, message).help(help));
            continue;
        }
        match inputs.small_text(file) {
            Ok(source) => {
                let step = addon.spec.lifecycle.slot(stage).get_or_insert_default();
                step.template.clone_from(&source.text);
                inherited.findings.extend(not_taken(addon, stage, file));
                inherited.objects.extend(applied(addon, stage, common));
            }
            Err(finding) => inherited.findings.push(*finding),
        }
    }
    inherited
}

/// Why the controller would not take the Workflow.
fn not_taken(addon: &Addon, stage: Stage, file: &str) -> Findings {
    let mut errors: Vec<_> =
        keiko::validate(addon).into_iter().filter(|e| e.stage() == Some(stage)).collect();
    if errors.is_empty() {
        errors.extend(keiko::workflow(addon, stage).err());
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
    let texts = applied.map(|object| Source::new("--workflow", object.text));
    texts.flat_map(|source| manifest::read(&source, &reading).0).collect()
}
