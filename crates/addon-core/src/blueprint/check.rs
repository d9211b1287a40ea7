//! The checks that need to see more than one object: duplicates, tags that exclude each other, unused parameters, sizes.

use super::{Blueprint, Contents};
use crate::addon::{Addon, Stage};
use crate::finding::{Finding, Findings, rule};
use crate::manifest::tags::Fate;
use crate::manifest::{self, Object};
use crate::workflow::Packing;
use crate::workflow::script;

/// A workflow's manifests that Argo can still keep in its status, in bytes.
const WORKFLOW_LIMIT: usize = 450 << 10;
/// An Addon that etcd still takes, in bytes, with room for what the API server adds.
const ADDON_LIMIT: usize = 1400 << 10;
/// How many of the largest inputs a message names.
const LARGEST: usize = 5;

/// What is wrong with the contents of the stages.
pub(super) fn contents(blueprint: &Blueprint) -> Findings {
    let mut findings = Vec::new();
    for stage in Stage::ALL {
        let content = blueprint.contents.of(stage);
        findings.extend(manifest::twice(&content.objects, &blueprint.addon.spec.params.namespace));
        findings.extend(
            content.objects.iter().filter_map(|object| sight(object, blueprint.settings.pack)),
        );
        findings.extend(script::clashes(&content.scripts));
    }
    findings
}

/// Whether Argo can be shown, or kept from, an object as its tags need.
fn sight(object: &Object, pack: Packing) -> Option<Finding> {
    let hidden = object.against_argo()?;
    if let Some(shown) = object.for_argo() {
        return Some(script::mixed(&object.place(&shown.range), object.place(&hidden.range)));
    }
    let Fate::Spoiled(why) = hidden.fate else { return None };
    (pack == Packing::Never).then(|| {
        Finding::new(&rule::TAG_REFUSED, why)
            .at(object.place(&hidden.range))
            .help("let it be packed, out of Argo's sight: --pack auto")
    })
}

/// Parameters that nothing uses. Scripts get all of them, so a stage with a script uses all.
pub(super) fn unused(blueprint: &Blueprint) -> Findings {
    let contents: Vec<_> =
        Stage::ALL.into_iter().map(|stage| blueprint.contents.of(stage)).collect();
    let has_templates = Stage::ALL.into_iter().any(|stage| {
        blueprint.addon.spec.lifecycle.get(stage).is_some_and(|s| !s.template.is_empty())
    });
    if has_templates || contents.iter().any(|content| !content.scripts.is_empty()) {
        return Vec::new();
    }
    let tags =
        || contents.iter().flat_map(|content| &content.objects).flat_map(|object| &object.tags);
    let used = |name: &str| {
        tags().any(|tag| match &tag.fate {
            Fate::Parameter(parameter) => parameter == name,
            Fate::Expression(parameters) => parameters.iter().any(|parameter| parameter == name),
            _ => false,
        })
    };
    let unused = blueprint.params.iter().filter(|param| !used(&param.name));
    unused
        .map(|param| {
            Finding::new(&rule::PARAM_UNUSED, format!("parameter `{}` is not used", param.name))
                .at(param.place.clone())
                .help(format!("manifests use it as {{{{workflow.parameters.{}}}}}", param.name))
        })
        .collect()
}

/// What is too large for Argo or for etcd.
pub(super) fn sizes(addon: &Addon, contents: &Contents) -> Findings {
    let size = |stage: Stage| addon.spec.lifecycle.get(stage).map_or(0, |step| step.template.len());
    let kib = |bytes: usize| bytes.div_ceil(1 << 10);
    let mut findings: Findings = Stage::ALL
        .into_iter()
        .filter(|stage| size(*stage) > WORKFLOW_LIMIT)
        .map(|stage| {
            let message = format!(
                "the {stage} workflow takes {} KiB, and Argo holds {} KiB",
                kib(size(stage)),
                kib(WORKFLOW_LIMIT)
            );
            Finding::new(&rule::TOO_LARGE, message).help(largest(&contents.of(stage).objects))
        })
        .collect();
    let total: usize = Stage::ALL.into_iter().map(size).sum();
    if total > ADDON_LIMIT {
        let message =
            format!("the Addon takes {} KiB, and etcd holds {} KiB", kib(total), kib(ADDON_LIMIT));
        let all = Stage::ALL.into_iter().flat_map(|stage| &contents.of(stage).objects);
        findings.push(Finding::new(&rule::TOO_LARGE, message).help(largest(all)));
    }
    findings
}

/// Advice that names the largest inputs.
fn largest<'a>(objects: impl IntoIterator<Item = &'a Object>) -> String {
    let mut sized: Vec<_> = objects.into_iter().map(|object| (object.size(), object)).collect();
    sized.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
    let named = sized.iter().take(LARGEST).map(|(size, object)| {
        format!(
            "{} of {} ({} KiB)",
            object.identity.describe(),
            object.source().origin,
            size.div_ceil(1 << 10)
        )
    });
    format!(
        "make two addons of it, one a dependency of the other; the largest objects are {}",
        named.collect::<Vec<_>>().join(", ")
    )
}
