//! The checks that need to see more than one object: duplicates, tags that exclude each other, unused parameters, sizes.

use super::{Blueprint, Contents};
use crate::addon::{Addon, Stage, size};
use crate::finding::{Finding, Findings, rule};
use crate::lint;
use crate::manifest::tags::Fate;
use crate::manifest::{self, Object};
use crate::source::Span;
use crate::workflow::{Content, Packing, script};

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
        findings.extend(content.objects.iter().filter_map(removed));
        findings.extend(script::clashes(&content.scripts));
    }
    findings
}

/// An object of an API that clusters of today do not serve.
fn removed(object: &Object) -> Option<Finding> {
    let start = object.span.range.start;
    lint::removed_api(&object.identity)
        .map(|finding| finding.at(Span::new(object.source(), start..start)))
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
    let finding = |found: size::TooLarge| {
        let finding = Finding::new(&rule::TOO_LARGE, found.message);
        match found.stage {
            _ if found.annotations => finding.at_argument("--annotation"),
            Some(stage) => finding.help(divide(inputs(contents.of(stage)))),
            None => {
                let all = Stage::ALL.into_iter().flat_map(|stage| inputs(contents.of(stage)));
                finding.help(divide(all.chain(parameters(addon))))
            }
        }
    };
    size::too_large(addon).into_iter().map(finding).collect()
}

/// Something that an Addon is made of: what it is called, and its bytes.
type Sized = (String, usize);

fn inputs(content: &Content) -> impl Iterator<Item = Sized> {
    let objects = content.objects.iter().map(|object| {
        let name = format!("{} of {}", object.identity.describe(), object.source().origin);
        (name, object.size())
    });
    let scripts = content
        .scripts
        .iter()
        .map(|script| (format!("the script {}", script.source.origin), script.source.text.len()));
    objects.chain(scripts)
}

fn parameters(addon: &Addon) -> impl Iterator<Item = Sized> {
    let data = addon.spec.params.data.iter();
    data.map(|(name, value)| (format!("the parameter {name}"), name.len() + value.len()))
}

/// Advice that names the largest inputs.
fn divide(all: impl Iterator<Item = Sized>) -> String {
    let mut all: Vec<Sized> = all.collect();
    all.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let named = all.iter().take(LARGEST);
    let named = named.map(|(name, size)| format!("{name} ({} KiB)", size.div_ceil(1 << 10)));
    format!(
        "make two addons of it, one a dependency of the other; the largest parts are {}",
        named.collect::<Vec<_>>().join(", ")
    )
}
