//! All Addons of a project, built and looked at together.

use super::gather::build;
use super::plan::Plan;
use crate::addon::Addon;
use crate::bundle::{self, DependencyPlace, Member, Places};
use crate::finding::{Finding, Findings, Place, rule};
use crate::inputs::Inputs;

/// Builds the Addons of plans, as far as they can be built; those that others depend on go first.
pub fn build_all(plans: Vec<Plan>, inputs: &mut dyn Inputs) -> (Vec<Member>, Findings) {
    let count = plans.len();
    let (mut members, mut findings, mut unused) = (Vec::new(), Vec::new(), Vec::new());
    for plan in plans {
        let (name, shared, places) = (plan.name().to_owned(), plan.of_several, places(&plan));
        let (addon, found) = build(plan, Addon::default(), inputs);
        members.extend(addon.map(|addon| Member { addon, places }));
        for finding in found {
            if finding.rule == &rule::PARAM_UNUSED {
                unused.extend((!shared).then_some(finding));
            } else {
                let finding = if count > 1 { prefix_place(&name, finding) } else { finding };
                // What stands in `defaults` is wrong once, and not once for each addon.
                let at_text = matches!(finding.place, Some(Place::Text(_)));
                if !at_text || !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
    }
    findings.extend(unused_by_all(&unused, count));
    let members = bundle::dependencies_first(members);
    findings.extend(bundle::check(&members));
    (members, findings)
}

/// What several addons share need not be for all of them: what none of `count` uses.
fn unused_by_all(unused: &[Finding], count: usize) -> Findings {
    let mut told: Findings = Vec::new();
    for finding in unused {
        let times = unused.iter().filter(|other| *other == finding).count();
        if times == count && !told.contains(finding) {
            told.push(finding.clone());
        }
    }
    told
}

/// A finding about a flag says whose it is, where there are several addons.
fn prefix_place(name: &str, mut finding: Finding) -> Finding {
    if let Some(Place::Argument(argument)) = &mut finding.place {
        *argument = format!("{name}: {argument}");
    }
    finding
}

/// Where a plan says what others may find wrong with it.
fn places(plan: &Plan) -> Places {
    let settings = &plan.settings;
    let deps = settings.deps.iter().flat_map(|deps| &deps.pairs);
    let deps = deps.map(|pair| {
        let place = DependencyPlace { package: pair.place.clone(), constraint: pair.place.clone() };
        (pair.key.clone(), place)
    });
    Places {
        name: settings.name.as_ref().map(|given| given.place.clone()),
        version: settings.version.as_ref().map(|given| given.place.clone()),
        deps: deps.collect(),
    }
}
