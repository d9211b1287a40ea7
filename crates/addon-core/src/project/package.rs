//! What settings say about the package: names, versions, dependencies, secrets, labels.

use indexmap::IndexMap;

use super::gather::place_of;
use super::pairs::Pairs;
use super::settings::Settings;
use super::style::{Dependencies, Equations};
use super::value::{Given, List};
use crate::addon::{
    self, Addon, LabelPair, Secret, Stage, StringMap, WorkflowStep, match_labels, names,
    requirements,
};
use crate::choice::Choice as _;
use crate::finding::{Finding, Findings, Place, rule};

/// Writes settings into an Addon. What they do not say stays as it is.
pub(super) fn fill(mut addon: Addon, settings: &Settings) -> (Addon, Findings) {
    let value = |given: &Option<Given<String>>| given.as_ref().map(|given| given.value.clone());
    override_with(&mut addon.metadata.name, value(&settings.name));
    let named = !addon.spec.pkg_name.is_empty();
    override_with(
        &mut addon.spec.pkg_name,
        value(&settings.pkg_name).or_else(|| (!named).then(|| addon.metadata.name.clone())),
    );
    override_with(&mut addon.spec.pkg_version, value(&settings.version));
    override_with(&mut addon.spec.pkg_channel, value(&settings.channel));
    override_with(&mut addon.spec.pkg_description, value(&settings.desc));
    if settings.pkg_type.is_some() || addon.spec.pkg_type.is_empty() {
        let given = settings.pkg_type.as_ref().map(|given| given.value);
        given.unwrap_or_default().name().clone_into(&mut addon.spec.pkg_type);
    }
    let mut findings = check_names(&addon, settings);
    if let Some(deps) = &settings.deps {
        let found;
        (addon.spec.pkg_deps, found) = dependencies(deps, &addon.spec.pkg_name);
        findings.extend(found);
    }
    if let Some(secrets) = &settings.secrets {
        let found;
        (addon.spec.secrets, found) = secret_list(secrets);
        findings.extend(found);
    }
    if settings.selector.is_some() || settings.selector_expr.is_some() {
        findings.extend(selector(&mut addon, settings));
    }
    for pair in settings.label.iter().flat_map(|labels| &labels.pairs) {
        findings.extend(names::label_key(&pair.key, &pair.place));
        findings.extend(names::label_value(&pair.value, &pair.place));
        addon.metadata.labels.insert(pair.key.clone(), pair.value.clone());
    }
    for pair in settings.annotation.iter().flat_map(|annotations| &annotations.pairs) {
        findings.extend(names::annotation_key(&pair.key, &pair.place));
        addon.metadata.annotations.insert(pair.key.clone(), pair.value.clone());
    }
    findings.extend(stage_names(&mut addon, settings));
    (addon, findings)
}

fn override_with(field: &mut String, value: Option<String>) {
    if let Some(value) = value {
        *field = value;
    }
}

fn check_names(addon: &Addon, settings: &Settings) -> Findings {
    let mut findings = Vec::new();
    let (name, spec) = (&addon.metadata.name, &addon.spec);
    let name_place = place_of(settings.name.as_ref(), "NAME");
    if name.is_empty() {
        let finding = Finding::new(&rule::ADDON_NAME, "the Addon has no name").at(name_place);
        findings.push(finding.help("addonctl create NAME ..."));
    } else {
        findings.extend(names::addon_name(name, &name_place));
    }
    let pkg_place = place_of(settings.pkg_name.as_ref(), "--pkg-name");
    if spec.pkg_name.is_empty() && !name.is_empty() {
        let finding = Finding::new(&rule::PKG_NAME, "the package has no name");
        findings.push(finding.at(pkg_place.clone()));
    }
    if spec.pkg_name.contains([':', ',']) || spec.pkg_name.contains(char::is_whitespace) {
        let message = format!("`{}` cannot be named in `--deps PKG:CONSTRAINT`", spec.pkg_name);
        findings.push(Finding::new(&rule::PKG_NAME, message).at(pkg_place));
    }
    let version_place = place_of(settings.version.as_ref(), "--version");
    if spec.pkg_version.is_empty() {
        let finding = Finding::new(&rule::PKG_VERSION_LABEL, "the package has no version");
        findings.push(finding.at(version_place).help("give it one: -v v1.0.0"));
    } else {
        findings.extend(names::pkg_version(&spec.pkg_version, &version_place));
    }
    findings
}

/// The dependencies, checked against each other and the package's own name.
fn dependencies(given: &Pairs<Dependencies>, own_name: &str) -> (StringMap, Findings) {
    let (mut deps, mut findings) = (StringMap::new(), Vec::new());
    for pair in &given.pairs {
        let text = match pair.value.as_str() {
            "" => pair.key.clone(),
            constraint => format!("{}:{constraint}", pair.key),
        };
        let (package, constraint) = match addon::dependency(&text, &pair.place) {
            Ok(parsed) => parsed,
            Err(finding) => {
                findings.push(*finding);
                continue;
            }
        };
        if package == own_name {
            let message = format!("`{package}` is this package itself");
            findings.push(Finding::new(&rule::DEPENDENCY_SELF, message).at(pair.place.clone()));
        } else if let Some(other) = deps.insert(package.clone(), constraint) {
            let message = format!("`{package}` is given twice");
            let finding = Finding::new(&rule::DEPENDENCY_DUPLICATE, message);
            let help = format!("join the two: --deps '{package}:{other},...'");
            findings.push(finding.at(pair.place.clone()).help(help));
        }
    }
    (deps, findings)
}

fn secret_list(given: &List) -> (Vec<Secret>, Findings) {
    let (mut secrets, mut findings) = (Vec::<Secret>::new(), Vec::new());
    for Given { value: name, place } in &given.0 {
        if name.is_empty() {
            let finding = Finding::new(&rule::SECRET_NAME, "a secret without a name");
            let help = if given.0.len() > 1 {
                "remove the comma that nothing follows"
            } else {
                "write --secrets NAME, or leave the flag out"
            };
            findings.push(finding.at(place.clone()).help(help));
            continue;
        }
        findings.extend(names::secret_name(name, place));
        if !secrets.iter().any(|secret| secret.name == *name) {
            secrets.push(Secret { name: name.clone(), ..Secret::default() });
        }
    }
    (secrets, findings)
}

fn selector(addon: &mut Addon, settings: &Settings) -> Findings {
    let pairs = settings.selector.iter().flat_map(|pairs| &pairs.pairs);
    let pairs =
        pairs.map(|pair| LabelPair { key: &pair.key, value: &pair.value, place: &pair.place });
    let (labels, mut findings) = match_labels(pairs);
    let mut expressions = Vec::new();
    for list in settings.selector_expr.iter().flat_map(|lists| &lists.0) {
        let (read, found) = requirements(&list.value, &list.place);
        expressions.extend(read);
        findings.extend(found);
    }
    addon.spec.selector.match_labels = labels;
    addon.spec.selector.match_expressions = expressions;
    findings
}

/// `name-prefix`, `role` and `workflow-role`. A stage that stays empty loses them again.
fn stage_names(addon: &mut Addon, settings: &Settings) -> Findings {
    let mut findings = Vec::new();
    let mut by_stage = |pairs: &Option<Pairs<Equations>>| {
        let mut values: IndexMap<Stage, (String, Place)> = IndexMap::new();
        for pair in pairs.iter().flat_map(|pairs| &pairs.pairs) {
            match pair.key.parse::<Stage>() {
                Ok(stage) => {
                    values.insert(stage, (pair.value.clone(), pair.place.clone()));
                }
                Err(why) => findings.push(Finding::new(&rule::STAGE, why).at(pair.place.clone())),
            }
        }
        values
    };
    let prefixes = by_stage(&settings.name_prefix);
    let roles = by_stage(&settings.role);
    let workflow_roles = by_stage(&settings.workflow_role);
    for (stage, (value, place)) in prefixes {
        findings.extend(names::name_prefix(&value, &place));
        step(addon, stage).name_prefix = value;
    }
    for (stage, (value, _)) in roles {
        step(addon, stage).role = value;
    }
    for (stage, (value, _)) in workflow_roles {
        step(addon, stage).workflow_role = value;
    }
    findings
}

fn step(addon: &mut Addon, stage: Stage) -> &mut WorkflowStep {
    addon.spec.lifecycle.slot(stage).get_or_insert_default()
}
