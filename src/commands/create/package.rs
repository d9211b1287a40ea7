//! What the flags say about the package: names, versions, dependencies, secrets, labels.

use indexmap::IndexMap;

use crate::addon::{self, Addon, Secret, Stage, StringMap, WorkflowStep, names};
use crate::cli::create::{PackageArgs, PackageType, StageArgs};
use crate::finding::{Finding, Findings, Place, Rule, rule};
use crate::params::{parse_argument, split_commas};

/// Writes the flags into the Addon. What they do not say stays as it is.
pub(super) fn fill(
    addon: &mut Addon,
    name: Option<String>,
    args: PackageArgs,
    findings: &mut Findings,
) {
    let PackageArgs {
        version,
        pkg_name,
        pkg_type,
        channel,
        desc,
        deps,
        secrets,
        selector,
        selector_expr,
        label,
        annotation,
    } = args;
    override_with(&mut addon.metadata.name, name);
    let named = !addon.spec.pkg_name.is_empty();
    override_with(
        &mut addon.spec.pkg_name,
        pkg_name.or_else(|| (!named).then(|| addon.metadata.name.clone())),
    );
    override_with(&mut addon.spec.pkg_version, version);
    override_with(&mut addon.spec.pkg_channel, channel);
    override_with(&mut addon.spec.pkg_description, desc);
    if pkg_type.is_some() || addon.spec.pkg_type.is_empty() {
        type_name(pkg_type.unwrap_or(PackageType::Composite)).clone_into(&mut addon.spec.pkg_type);
    }
    check_names(addon, findings);
    if !deps.is_empty() {
        addon.spec.pkg_deps = dependencies(&deps, &addon.spec.pkg_name, findings);
    }
    if !secrets.is_empty() {
        addon.spec.secrets = secret_list(&secrets, findings);
    }
    if !selector.is_empty() || !selector_expr.is_empty() {
        let (selector, found) = addon::parse_selector(&selector, &selector_expr);
        addon.spec.selector = selector;
        findings.extend(found);
    }
    labels(&mut addon.metadata.labels, &label, findings);
    annotations(&mut addon.metadata.annotations, &annotation, findings);
}

fn override_with(field: &mut String, value: Option<String>) {
    if let Some(value) = value {
        *field = value;
    }
}

/// The word for a package type in an Addon.
fn type_name(pkg_type: PackageType) -> &'static str {
    match pkg_type {
        PackageType::Helm => "helm",
        PackageType::Ship => "ship",
        PackageType::Kustomize => "kustomize",
        PackageType::Cnab => "cnab",
        PackageType::Composite => "composite",
    }
}

fn check_names(addon: &Addon, findings: &mut Findings) {
    if addon.metadata.name.is_empty() {
        let finding = Finding::new(&rule::ADDON_NAME, "the Addon has no name").at_argument("NAME");
        findings.push(finding.help("addonctl create NAME ..."));
    } else {
        findings.extend(names::addon_name(&addon.metadata.name, &argument("NAME")));
    }
    if addon.spec.pkg_name.is_empty() && !addon.metadata.name.is_empty() {
        findings.push(
            Finding::new(&rule::PKG_NAME, "the package has no name").at_argument("--pkg-name"),
        );
    }
    if addon.spec.pkg_name.contains([':', ',']) || addon.spec.pkg_name.contains(char::is_whitespace)
    {
        let message =
            format!("`{}` cannot be named in `--deps PKG:CONSTRAINT`", addon.spec.pkg_name);
        findings.push(Finding::new(&rule::PKG_NAME, message).at_argument("--pkg-name"));
    }
    if addon.spec.pkg_version.is_empty() {
        let finding = Finding::new(&rule::PKG_VERSION_LABEL, "the package has no version")
            .at_argument("--version");
        findings.push(finding.help("give it one: -v v1.0.0"));
    } else {
        findings.extend(names::pkg_version(&addon.spec.pkg_version, &argument("--version")));
    }
}

fn argument(name: &str) -> Place {
    Place::Argument(name.to_owned())
}

/// `--deps`, checked against itself and the package's own name.
fn dependencies(given: &[String], own_name: &str, findings: &mut Findings) -> StringMap {
    let mut deps = StringMap::new();
    for piece in given.iter().flat_map(|list| split_dependencies(list)) {
        match addon::dependency(&piece, &argument("--deps")) {
            Err(finding) => findings.push(*finding),
            Ok((package, _)) if package == own_name => {
                let message = format!("`{package}` is this package itself");
                findings.push(Finding::new(&rule::DEPENDENCY_SELF, message).at_argument("--deps"));
            }
            Ok((package, constraint)) => {
                if let Some(other) = deps.insert(package.clone(), constraint) {
                    let message = format!("`{package}` is given twice");
                    let finding =
                        Finding::new(&rule::DEPENDENCY_DUPLICATE, message).at_argument("--deps");
                    findings.push(
                        finding.help(format!("join the two: --deps '{package}:{other},...'")),
                    );
                }
            }
        }
    }
    deps
}

/// The dependencies of a comma list. What has no `:` is no package, so it goes on with the range before it:
/// `core/x:>=1.0,<2` is one dependency.
fn split_dependencies(list: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for item in split_commas(list) {
        match found.last_mut() {
            Some(previous)
                if !item.contains(':') && item.starts_with(['<', '>', '=', '!', '~', '^']) =>
            {
                previous.push(',');
                previous.push_str(&item);
            }
            _ => found.push(item),
        }
    }
    found
}

fn secret_list(given: &[String], findings: &mut Findings) -> Vec<Secret> {
    let mut secrets: Vec<Secret> = Vec::new();
    for (name, list) in
        given.iter().flat_map(|list| split_commas(list).into_iter().map(move |name| (name, list)))
    {
        if name.is_empty() {
            let finding = Finding::new(&rule::SECRET_NAME, "a secret without a name")
                .at_argument("--secrets");
            let help = if list.contains(',') {
                "remove the comma that nothing follows"
            } else {
                "write --secrets NAME, or leave the flag out"
            };
            findings.push(finding.help(help));
            continue;
        }
        findings.extend(names::secret_name(&name, &argument("--secrets")));
        if !secrets.iter().any(|secret| secret.name == name) {
            secrets.push(Secret { name, ..Secret::default() });
        }
    }
    secrets
}

fn labels(labels: &mut StringMap, given: &[String], findings: &mut Findings) {
    for (key, value) in pairs("--label", given, findings) {
        findings.extend(names::label_key(&key, &argument("--label")));
        findings.extend(names::label_value(&value, &argument("--label")));
        labels.insert(key, value);
    }
}

/// Annotations hold any text, so a comma is a comma.
fn annotations(annotations: &mut StringMap, given: &[String], findings: &mut Findings) {
    for text in given {
        let Some((key, value)) = text.split_once('=') else {
            let message = format!("`{text}` is not KEY=VALUE");
            let finding = Finding::new(&rule::ARGUMENT, message).at_argument("--annotation");
            findings.push(finding.help("write it as --annotation KEY=VALUE"));
            continue;
        };
        findings.extend(names::annotation_key(key, &argument("--annotation")));
        annotations.insert(key.to_owned(), value.to_owned());
    }
}

/// The pairs of a flag that takes comma lists of them.
fn pairs(flag: &str, given: &[String], findings: &mut Findings) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for list in given {
        match parse_argument(flag, list) {
            Ok(parsed) => pairs.extend(parsed),
            Err(found) => findings.extend(found),
        }
    }
    pairs
}

/// `--name-prefix`, `--role` and `--workflow-role`. A stage that stays empty loses them again.
pub(super) fn stage_names(addon: &mut Addon, args: &StageArgs, findings: &mut Findings) {
    let by_stage = |flag: &str, given: &[String], findings: &mut Findings| {
        let mut values: IndexMap<Stage, String> = IndexMap::new();
        for (stage, value) in pairs(flag, given, findings) {
            match stage.parse() {
                Ok(stage) => drop(values.insert(stage, value)),
                Err(why) => findings.push(of(&rule::STAGE, flag, why)),
            }
        }
        values
    };
    let prefixes = by_stage("--name-prefix", &args.name_prefix, findings);
    for prefix in prefixes.values() {
        findings.extend(names::name_prefix(prefix, &argument("--name-prefix")));
    }
    let roles = by_stage("--role", &args.role, findings);
    let workflow_roles = by_stage("--workflow-role", &args.workflow_role, findings);
    for (stage, value) in prefixes {
        step(addon, stage).name_prefix = value;
    }
    for (stage, value) in roles {
        step(addon, stage).role = value;
    }
    for (stage, value) in workflow_roles {
        step(addon, stage).workflow_role = value;
    }
}

fn step(addon: &mut Addon, stage: Stage) -> &mut WorkflowStep {
    addon.spec.lifecycle.slot(stage).get_or_insert_default()
}

fn of(rule: &'static Rule, flag: &str, why: String) -> Finding {
    Finding::new(rule, why).at_argument(flag)
}
