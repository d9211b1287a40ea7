//! The arguments and all they name become a blueprint; afterwards nothing is a path or a raw string.

use super::base::Base;
use super::stages::{self, Common};
use super::{own, package, parameters};
use crate::addon::{API_VERSION, Addon, KIND, image, names};
use crate::blueprint::Blueprint;
use crate::cli::CreateArgs;
use crate::cli::create::{LabelPolicy, Pack, Security, WorkflowArgs};
use crate::controller;
use crate::files::Files;
use crate::finding::{Finding, Findings, Place, rule};
use crate::manifest::{Labels, Policy, Scope};
use crate::workflow::teardown::Reach;
use crate::workflow::{Packing, PodSecurity, Settings};

/// Reads everything. The blueprint is worth building only if no finding is an error.
pub(super) fn blueprint(
    args: CreateArgs,
    mut base: Base,
    files: &mut Files<'_>,
    findings: &mut Findings,
) -> Blueprint {
    let CreateArgs { name, package, target, params, stages, workflow, .. } = args;
    let mut addon = std::mem::take(&mut base.addon);
    API_VERSION.clone_into(&mut addon.api_version);
    KIND.clone_into(&mut addon.kind);
    addon_namespace(&mut addon, target.addon_namespace.clone(), findings);
    package::fill(&mut addon, name, package, findings);
    package::stage_names(&mut addon, &stages, findings);
    let create_namespace = target.create_namespace;
    let before = findings.len();
    let own_params = parameters::fill(&mut addon, (target, params), &mut base, files, findings);
    let unread = findings[before..].iter().any(|finding| finding.rule == &rule::INPUT_READ);
    let scope = Scope {
        parameters: controller::parameters(&addon.spec).into_iter().collect(),
        scripts: Vec::new(),
    };
    let labels = Labels {
        labels: controller::labels(&addon)
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
        policy: policy(workflow.label_policy),
    };
    let namespace = addon.spec.params.namespace.clone();
    let common = Common { scope: &scope, labels: &labels, namespace: &namespace, create_namespace };
    let contents = stages::read(&stages, &common, files, findings);
    if unread {
        // A parameter that is not known may be in the file that could not be read.
        findings.retain(|finding| finding.rule != &rule::PARAM_UNKNOWN);
    }
    let inherited = own::fill(&mut addon, &stages, &contents, (files, &common), findings);
    let reach = Reach { namespaces: stages.delete_namespaces, crds: stages.delete_crds };
    if stages.no_delete {
        addon.spec.lifecycle.delete = None;
    }
    if stages.no_validate {
        addon.spec.lifecycle.validate = None;
    }
    Blueprint {
        addon,
        contents,
        params: own_params,
        delete: (!stages.no_delete).then_some(reach),
        validate: !stages.no_validate,
        settings: settings(workflow, files, findings),
        inherited,
    }
}

fn addon_namespace(addon: &mut Addon, given: Option<String>, findings: &mut Findings) {
    if let Some(namespace) = given {
        addon.metadata.namespace = namespace;
    }
    if addon.metadata.namespace.is_empty() {
        controller::NAMESPACE.clone_into(&mut addon.metadata.namespace);
    }
    findings.extend(names::namespace(
        &addon.metadata.namespace,
        &Place::Argument("--addon-namespace".to_owned()),
    ));
}

fn policy(policy: LabelPolicy) -> Policy {
    match policy {
        LabelPolicy::Add => Policy::Add,
        LabelPolicy::Overwrite => Policy::Overwrite,
        LabelPolicy::None => Policy::None,
    }
}

/// `--script-image IMAGE`, `py=IMAGE` or `sh=IMAGE`.
fn set_script_image(settings: &mut Settings, given: &str) -> Option<Finding> {
    let place = Place::Argument("--script-image".to_owned());
    let image = match given.split_once('=') {
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
            return Some(Finding::new(&rule::ARGUMENT, message).at(place).help(help));
        }
        None => {
            given.clone_into(&mut settings.python_image);
            given.clone_into(&mut settings.shell_image);
            given
        }
    };
    image::check(image, &place)
}

fn settings(args: WorkflowArgs, files: &mut Files<'_>, findings: &mut Findings) -> Settings {
    let WorkflowArgs {
        image,
        script_image,
        unpack_image,
        service_account,
        deadline,
        retry_limit,
        workflow_template,
        ..
    } = args;
    findings.extend(names::service_account(
        &service_account,
        &Place::Argument("--service-account".to_owned()),
    ));
    let mut settings = Settings { service_account, retry_limit, ..Settings::default() };
    match workflow_template.map(|file| files.text(&file)) {
        Some(Ok(source)) => settings.template = Some(source),
        Some(Err(finding)) => findings.push(*finding),
        None => {}
    }
    let of_flags = [
        (&mut settings.image, image, "--image"),
        (&mut settings.unpack_image, unpack_image, "--unpack-image"),
    ];
    for (field, image, flag) in of_flags {
        if let Some(image) = image {
            findings.extend(image::check(&image, &Place::Argument(flag.to_owned())));
            *field = image;
        }
    }
    for given in script_image {
        findings.extend(set_script_image(&mut settings, &given));
    }
    if let Some(seconds) = seconds(&deadline) {
        settings.deadline = seconds;
    } else {
        let message =
            format!("`{deadline}` is no time; write it as 90s, 10m or 1h, more than none");
        findings.push(Finding::new(&rule::ARGUMENT, message).at_argument("--deadline"));
    }
    settings.pack = match args.pack {
        Pack::Auto => Packing::Auto,
        Pack::Always => Packing::Always,
        Pack::Never => Packing::Never,
    };
    settings.pod_security = match args.pod_security {
        Security::Restricted => PodSecurity::Restricted,
        Security::Baseline => PodSecurity::Baseline,
    };
    settings
}

/// `90`, `90s`, `10m` or `1h` as seconds; never 0, which the controller takes for its own default.
fn seconds(text: &str) -> Option<u32> {
    u32::try_from(crate::cli::duration(text).ok()?.as_secs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_take_a_unit() {
        let read = ["90", "90s", "10m", "1h", "0", "ten", "-1", "99999999h"].map(seconds);
        assert_eq!(read, [Some(90), Some(90), Some(600), Some(3600), None, None, None, None]);
    }
}
