//! A plan and all the files that it names become a Blueprint; afterwards nothing is a path or an unread text.

use super::parameters::{self, Gathered};
use super::plan::Plan;
use super::settings::{Settings, is_on};
use super::stages::{self, Common};
use super::value::Given;
use super::{custom_workflow, package};
use crate::addon::{API_VERSION, Addon, KIND, image, names};
use crate::blueprint::Blueprint;
use crate::finding::{Finding, Findings, Place, any_error, rule};
use crate::inputs::Inputs;
use crate::lifecycle;
use crate::manifest::{Labels, Scope};
use crate::workflow;
use crate::workflow::teardown::Reach;

/// Builds the Addon of a plan, which starts from `start`. There is none where a finding is an error.
pub fn build(plan: Plan, start: Addon, inputs: &mut dyn Inputs) -> (Option<Addon>, Findings) {
    let (blueprint, mut findings) = blueprint(plan, start, inputs);
    if any_error(&findings) {
        // What only shows when everything is put together is worth knowing at the same time.
        findings.extend(blueprint.check());
        return (None, findings);
    }
    let (addon, found) = blueprint.build();
    let is_unused = |finding: &Finding| finding.rule == &rule::PARAM_UNUSED;
    let (unused, others): (Findings, Findings) = found.into_iter().partition(is_unused);
    findings.extend(others);
    // The least of all that may be wrong is told last.
    findings.extend(unused);
    (addon, findings)
}

/// Reads everything. The blueprint is worth building only if no finding is an error.
pub fn blueprint(plan: Plan, start: Addon, inputs: &mut dyn Inputs) -> (Blueprint, Findings) {
    let Plan { settings, params, of_several: _ } = plan;
    let (mut addon, mut findings) = package::fill(start, &settings);
    API_VERSION.clone_into(&mut addon.api_version);
    KIND.clone_into(&mut addon.kind);
    findings.extend(addon_namespace(&mut addon, settings.addon_namespace.as_ref()));
    let Gathered { params: own_params, findings: found } =
        parameters::fill(&mut addon, &settings, &params, inputs);
    let unread = found.iter().any(|finding| finding.rule == &rule::INPUT_READ);
    findings.extend(found);
    let parameters = lifecycle::parameters(&addon.spec).into_iter().collect();
    let scope = Scope { parameters, ..Scope::default() };
    let labels = labels(&addon, &settings);
    let namespace = addon.spec.params.namespace.clone();
    let common = Common {
        scope: &scope,
        labels: &labels,
        namespace: &namespace,
        create_namespace: is_on(settings.create_namespace.as_ref()),
    };
    let (contents, mut found) = stages::read(&settings, &common, inputs);
    if unread {
        // A parameter that is not known may be in the file that could not be read.
        found.retain(|finding| finding.rule != &rule::PARAM_UNKNOWN);
    }
    findings.extend(found);
    let inherited = custom_workflow::fill(&mut addon, &settings, &contents, &common, inputs);
    findings.extend(inherited.findings);
    let (no_delete, no_validate) =
        (is_on(settings.no_delete.as_ref()), is_on(settings.no_validate.as_ref()));
    if no_delete {
        addon.spec.lifecycle.delete = None;
    }
    if no_validate {
        addon.spec.lifecycle.validate = None;
    }
    let (workflow_settings, found) = workflow_settings(&settings, inputs);
    findings.extend(found);
    let blueprint = Blueprint {
        addon,
        contents,
        params: own_params,
        delete: (!no_delete).then(|| reach(&settings)),
        validate: !no_validate,
        settings: workflow_settings,
        inherited: inherited.objects,
    };
    (blueprint, findings)
}

/// The labels of the addon's objects.
fn labels(addon: &Addon, settings: &Settings) -> Labels {
    let labels = lifecycle::labels(addon).map(|(key, value)| (key.to_owned(), value.to_owned()));
    let policy = settings.label_policy.as_ref().map(|given| given.value).unwrap_or_default();
    Labels { labels: labels.into(), policy }
}

/// What the generated delete stage deletes.
fn reach(settings: &Settings) -> Reach {
    Reach {
        namespaces: is_on(settings.delete_namespaces.as_ref()),
        crds: is_on(settings.delete_crds.as_ref()),
    }
}

/// Where a value was given, or the flag that gives it.
pub(super) fn place_of<T>(given: Option<&Given<T>>, flag: &str) -> Place {
    given.map_or_else(|| Place::Argument(flag.to_owned()), |given| given.place.clone())
}

fn addon_namespace(addon: &mut Addon, given: Option<&Given<String>>) -> Findings {
    if let Some(namespace) = given {
        addon.metadata.namespace.clone_from(&namespace.value);
    }
    if addon.metadata.namespace.is_empty() {
        lifecycle::NAMESPACE.clone_into(&mut addon.metadata.namespace);
    }
    let place = place_of(given, "--addon-namespace");
    names::namespace(&addon.metadata.namespace, &place).into_iter().collect()
}

/// `IMAGE`, `py=IMAGE` or `sh=IMAGE`.
fn set_script_image(settings: &mut workflow::Settings, given: &Given<String>) -> Option<Finding> {
    let image = match given.value.split_once('=') {
        Some(("py", image)) => {
            image.clone_into(&mut settings.python_image);
            image
        }
        Some(("sh", image)) => {
            image.clone_into(&mut settings.shell_image);
            image
        }
        Some((other, _)) => {
            let message = format!("`{other}` is no language of scripts");
            let help = "write py=IMAGE for .py files, sh=IMAGE for .sh files, or IMAGE for both";
            return Some(Finding::new(&rule::ARGUMENT, message).at(given.place.clone()).help(help));
        }
        None => {
            settings.python_image.clone_from(&given.value);
            settings.shell_image.clone_from(&given.value);
            &given.value
        }
    };
    image::check(image, &given.place)
}

fn workflow_settings(given: &Settings, inputs: &mut dyn Inputs) -> (workflow::Settings, Findings) {
    let mut findings = Vec::new();
    let mut settings = workflow::Settings::default();
    match given.workflow_template.as_ref().map(|file| inputs.small_text(&file.0.value)) {
        Some(Ok(source)) => settings.template = Some(source),
        Some(Err(finding)) => findings.push(*finding),
        None => {}
    }
    if let Some(account) = &given.service_account {
        findings.extend(names::service_account(&account.value, &account.place));
        settings.service_account.clone_from(&account.value);
    }
    let images =
        [(&mut settings.image, &given.image), (&mut settings.unpack_image, &given.unpack_image)];
    for (field, image) in images {
        if let Some(image) = image {
            findings.extend(image::check(&image.value, &image.place));
            field.clone_from(&image.value);
        }
    }
    for image in given.script_image.iter().flat_map(|images| &images.0) {
        findings.extend(set_script_image(&mut settings, image));
    }
    if let Some(seconds) = &given.deadline {
        settings.deadline = seconds.value.0;
    }
    if let Some(limit) = &given.retry_limit {
        settings.retry_limit = limit.value;
    }
    settings.pack = given.pack.as_ref().map(|pack| pack.value).unwrap_or_default();
    let security = given.pod_security.as_ref();
    settings.pod_security = security.map(|security| security.value).unwrap_or_default();
    (settings, findings)
}
