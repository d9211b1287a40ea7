//! The Addon's own fields: names, versions, dependencies, parameters, sizes.

use super::document::Document;
use super::path::Path;
use crate::addon::{Addon, Constraint, Stage, names, size};
use crate::finding::{Findings, Place, rule};
use crate::lifecycle;
use crate::params::check_name;

/// What is wrong with an Addon apart from its templates' content.
pub(super) fn check(addon: &Addon, document: &Document) -> Findings {
    let mut findings = metadata(addon, document);
    findings.extend(package(addon, document));
    findings.extend(dependencies(addon, document));
    findings.extend(parameters(addon, document));
    findings.extend(lifecycle(addon, document));
    findings
}

fn place(document: &Document, path: &str) -> Place {
    Place::Text(document.span(&Path::from(path)))
}

fn metadata(addon: &Addon, document: &Document) -> Findings {
    let metadata = &addon.metadata;
    let mut findings = names::addon_name(&metadata.name, &place(document, "metadata.name"));
    if !["", lifecycle::NAMESPACE].contains(&metadata.namespace.as_str()) {
        let message =
            format!("the Addon is in `{}`, where nobody looks for it", metadata.namespace);
        let path = Path::from("metadata.namespace");
        let finding = document.finding(&rule::ADDON_NAMESPACE, &path, message);
        findings.push(finding.help(format!("write `namespace: {}`", lifecycle::NAMESPACE)));
    }
    findings
}

fn package(addon: &Addon, document: &Document) -> Findings {
    let spec = &addon.spec;
    let mut findings = Vec::new();
    if spec.pkg_name.is_empty() {
        let path = Path::from("spec.pkgName");
        findings.push(document.finding(&rule::PKG_NAME, &path, "the package has no name"));
    }
    findings.extend(names::pkg_version(&spec.pkg_version, &place(document, "spec.pkgVersion")));
    let namespace = place(document, "spec.params.namespace");
    findings.extend(names::namespace(&spec.params.namespace, &namespace));
    for (index, secret) in spec.secrets.iter().enumerate() {
        let path = Path::from("spec.secrets").index(index).key("name");
        findings.extend(names::secret_name(&secret.name, &Place::Text(document.span(&path))));
    }
    findings
}

fn dependencies(addon: &Addon, document: &Document) -> Findings {
    let mut findings = Vec::new();
    for (package, constraint) in &addon.spec.pkg_deps {
        let path = Path::from("spec.pkgDeps").key(package);
        if Constraint::parse(constraint).is_none() {
            let message = format!("`{constraint}` is neither a version nor a range of versions");
            findings.push(document.finding(&rule::DEPENDENCY, &path, message));
        }
        if *package == addon.spec.pkg_name {
            let message = format!("`{package}` depends on itself");
            findings.push(document.finding(&rule::DEPENDENCY_SELF, &path, message));
        }
    }
    findings
}

fn parameters(addon: &Addon, document: &Document) -> Findings {
    let params = &addon.spec.params;
    let data = params.data.keys().map(|name| ("spec.params.data", name));
    let configs = &params.context.additional_configs;
    let context = configs.keys().map(|name| ("spec.params.context.additionalConfigs", name));
    let mut findings: Findings = data
        .chain(context)
        .filter_map(|(map, name)| {
            check_name(name, &Place::Text(document.span(&Path::from(map).key(name))))
        })
        .collect();
    for name in params.data.keys().filter(|name| configs.contains_key(*name)) {
        let path = Path::from("spec.params.data").key(name);
        let message = format!("`{name}` is in spec.params.context.additionalConfigs too");
        findings.push(document.about_key(&rule::PARAM_DUPLICATE, &path, message));
    }
    findings
}

fn lifecycle(addon: &Addon, document: &Document) -> Findings {
    let lifecycle = &addon.spec.lifecycle;
    let template = |stage| lifecycle.get(stage).map_or("", |step| step.template.as_str());
    let mut findings = Vec::new();
    for stage in Stage::ALL {
        let path = Path::from("spec.lifecycle").key(stage.name());
        if let Some(step) = lifecycle.get(stage) {
            let place = Place::Text(document.span(&path.key("namePrefix")));
            findings.extend(names::name_prefix(&step.name_prefix, &place));
        }
    }
    for found in size::too_large(addon) {
        let path = match found.stage {
            Some(stage) => Path::from("spec.lifecycle").key(stage.name()).key("template"),
            None if found.annotations => Path::from("metadata.annotations"),
            None => Path::default(),
        };
        findings.push(document.about_key(&rule::TOO_LARGE, &path, found.message));
    }
    let total: usize = Stage::ALL.into_iter().map(|stage| template(stage).len()).sum();
    if total == 0 {
        let path = Path::from("spec.lifecycle");
        let message = "the Addon has no template, so that nothing is installed";
        findings.push(document.about_key(&rule::EMPTY_ADDON, &path, message));
    }
    if !template(Stage::Validate).is_empty() {
        let path = Path::from("spec.lifecycle.validate");
        let message = "the validate stage is not run by the controller";
        let finding = document.about_key(&rule::VALIDATE_NOT_RUN, &path, message);
        findings.push(finding.help(format!("run it: addonctl validate {}", addon.metadata.name)));
    }
    findings
}
