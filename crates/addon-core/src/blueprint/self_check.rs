//! The last word before an Addon is given out: what the controller would submit holds the very texts that went in.

use std::sync::Arc;

use serde_json::Value;

use crate::addon::{Addon, Stage};
use crate::argo::WorkflowView;
use crate::finding::{Finding, Findings, Place, rule};
use crate::keiko;
use crate::source::Source;
use crate::workflow::step::Workflow;

/// Runs the controller model over the Addon and compares.
///
/// What is wrong is the fault of the template, where that is the user's own.
pub(super) fn run(
    addon: &Addon,
    expected: &[(Stage, &Workflow)],
    template: Option<&Arc<Source>>,
) -> Findings {
    let bug = |message: &str| match template.map(AsRef::as_ref) {
        None => Finding::new(&rule::SELF_CHECK, message)
            .help("please report this, with the input if you can"),
        Some(Source { origin, .. }) => {
            Finding::new(&rule::WORKFLOW_TEMPLATE, format!("{origin}: {message}"))
                .at(Place::Input(origin.clone()))
                .help("compare with the built-in one: addonctl template")
        }
    };
    let made = |stage: Stage| expected.iter().any(|(made, _)| *made == stage);
    let refused = keiko::validate(addon).into_iter().map(|error| match error.stage() {
        Some(stage) if !made(stage) => not_ours(stage, &error.to_string()),
        _ => bug(&error.to_string()),
    });
    let mut findings: Findings = refused.collect();
    for (stage, workflow) in expected {
        let why = match keiko::workflow(addon, *stage) {
            Ok(Some(submitted)) if texts(&submitted) == wanted(workflow) => continue,
            Ok(_) => format!("the {stage} workflow does not hold what went in"),
            Err(error) => error.to_string(),
        };
        // What does not validate cannot be modelled either, for the same reason.
        let finding = bug(&why);
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

/// A template that was there before, in the Addon that the create starts from.
fn not_ours(stage: Stage, why: &str) -> Finding {
    let help =
        format!("`addonctl lint` on the file shows the place; or make the stage anew: --{stage}");
    Finding::new(&rule::BASE_FILE, why).at_argument("-f").help(help)
}

/// The files and scripts that the steps were made with.
fn wanted(workflow: &Workflow) -> Vec<&str> {
    let steps = workflow.groups.iter().flatten();
    steps
        .flat_map(|step| {
            step.files.iter().map(|file| file.data.as_str()).chain(step.source.as_deref())
        })
        .collect()
}

/// The files and scripts that a Workflow holds.
fn texts(workflow: &Value) -> Vec<&str> {
    WorkflowView::new(workflow)
        .templates()
        .flat_map(|template| {
            let artifacts = template.input_artifacts().iter();
            let files = artifacts.filter_map(|artifact| artifact["raw"]["data"].as_str());
            files.chain(template.source())
        })
        .collect()
}
