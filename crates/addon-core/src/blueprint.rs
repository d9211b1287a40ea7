//! The heart: everything a create needs, read and typed, becomes an Addon that has been checked as a whole.

mod check;
mod self_check;

use crate::addon::{Addon, Stage, WorkflowStep};
use crate::finding::{Finding, Findings, any_error, rule};
use crate::lint;
use crate::manifest::Object;
use crate::params::Param;
use crate::workflow::step::Workflow;
use crate::workflow::teardown::Reach;
use crate::workflow::{self, Content, Settings, render};

/// Everything that an Addon is made of.
#[derive(Debug)]
pub struct Blueprint {
    /// The Addon but for the templates that are built here. Stages of a base Addon have theirs already.
    pub addon: Addon,
    /// What the stages are made of.
    pub contents: Contents,
    /// Where the parameters were given, for messages.
    pub params: Vec<Param>,
    /// What the generated delete stage deletes; `None`: there is none.
    pub delete: Option<Reach>,
    /// Whether a validate stage is generated.
    pub validate: bool,
    /// How workflows are made.
    pub settings: Settings,
    /// The objects that templates of a stage apply which are not made of the contents.
    pub inherited: Vec<Object>,
}

/// The contents of the four stages.
#[derive(Debug, Default)]
pub struct Contents([Content; 4]);

impl Contents {
    /// A stage's content.
    pub fn of(&self, stage: Stage) -> &Content {
        &self.0[stage as usize]
    }

    /// A stage's content, to fill.
    pub fn of_mut(&mut self, stage: Stage) -> &mut Content {
        &mut self.0[stage as usize]
    }
}

/// A stage's workflow as words and as text.
struct Built {
    stage: Stage,
    workflow: Workflow,
    text: String,
}

impl Blueprint {
    /// What is wrong with the contents as a whole.
    pub fn check(&self) -> Findings {
        check::contents(self)
    }

    /// Builds the Addon. There is none where a finding is an error.
    pub fn build(mut self) -> (Option<Addon>, Findings) {
        self.settings.addon.clone_from(&self.addon.metadata.name);
        let mut findings = self.check();
        if any_error(&findings) {
            return (None, findings);
        }
        findings.extend(check::unused(&self));
        let built = self.workflows(&mut findings);
        let mut addon = self.addon;
        for Built { stage, text, .. } in &built {
            addon
                .spec
                .lifecycle
                .slot(*stage)
                .get_or_insert_with(WorkflowStep::default)
                .template
                .clone_from(text);
        }
        drop_empty_stages(&mut addon, &mut findings);
        if !any_error(&findings) {
            findings.extend(check::sizes(&addon, &self.contents));
        }
        if !any_error(&findings) {
            let expected: Vec<_> =
                built.iter().map(|built| (built.stage, &built.workflow)).collect();
            findings.extend(self_check::run(&addon, &expected, self.settings.template.as_ref()));
        }
        if !any_error(&findings) {
            let known: Vec<Stage> = built.iter().map(|built| built.stage).collect();
            let told = lint::product(&addon, &known);
            let new = told.into_iter().filter(|it| findings.iter().all(|f| f.rule != it.rule));
            let new: Findings = new.collect();
            findings.extend(new);
        }
        ((!any_error(&findings)).then_some(addon), findings)
    }

    /// The workflows of all stages, made side by side: packing takes most of the time there is.
    fn workflows(&self, findings: &mut Findings) -> Vec<Built> {
        let results: Vec<_> = std::thread::scope(|scope| {
            let makers = Stage::ALL.map(|stage| scope.spawn(move || self.workflow(stage)));
            makers.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
        });
        let mut built = Vec::new();
        for result in results {
            match result {
                Ok(Ok(made)) => built.extend(made),
                Ok(Err(found)) => findings.extend(found),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        built
    }

    /// The objects that the addon submits, in the order of their stages.
    fn submitted(&self) -> Vec<&Object> {
        let stages = [Stage::Prereqs, Stage::Install].into_iter();
        stages.flat_map(|stage| &self.contents.of(stage).objects).chain(&self.inherited).collect()
    }

    fn workflow(&self, stage: Stage) -> Result<Option<Built>, Findings> {
        let content = self.contents.of(stage);
        let from_base =
            self.addon.spec.lifecycle.get(stage).is_some_and(|step| !step.template.is_empty());
        let workflow = match stage {
            _ if !content.is_empty() => Some(workflow::of_content(stage, content, &self.settings)?),
            _ if from_base => None,
            Stage::Delete => match self.delete {
                Some(reach) => {
                    workflow::teardown::workflow(&self.submitted(), reach, &self.settings)?
                }
                None => None,
            },
            Stage::Validate if self.validate => {
                workflow::verify::workflow(&self.submitted(), &self.settings)?
            }
            _ => None,
        };
        let Some(workflow) = workflow else { return Ok(None) };
        let own = self.settings.template.as_ref();
        match render::render(&workflow, own.map_or(render::TEMPLATE, |source| &source.text)) {
            Ok(text) => Ok(Some(Built { stage, workflow, text })),
            Err(error) => Err(vec![render::finding(&error, stage, own)]),
        }
    }
}

/// A stage without a template is left out: an empty one would only be noise.
fn drop_empty_stages(addon: &mut Addon, findings: &mut Findings) {
    for stage in Stage::ALL {
        let slot = addon.spec.lifecycle.slot(stage);
        if slot.as_ref().is_some_and(|step| step.template.is_empty()) {
            *slot = None;
        }
    }
    if addon.spec.lifecycle.is_empty() {
        let finding = Finding::new(&rule::EMPTY_ADDON, "the Addon has no stage");
        findings.push(finding.help("give it something to install: --install PATH"));
    }
}
