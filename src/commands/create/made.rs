//! Addons made earlier: read from files, checked as the controller would, dependencies first.

use std::sync::Arc;

use super::{base, together};
use crate::addon::{self, Addon, KIND, names};
use crate::controller;
use crate::finding::{Finding, Findings, Place, rule};
use crate::source::Source;
use crate::yaml::read;

/// Whether the files hold Addons, and not the flags of one.
pub(super) fn are_addons(sources: &[Arc<Source>]) -> bool {
    let holds = |source: &Arc<Source>| {
        read::values(&source.text)
            .is_ok_and(|values| values.iter().any(|value| value["kind"] == KIND))
    };
    !sources.is_empty() && sources.iter().all(holds)
}

/// The Addons of the files, in the order to submit them in.
pub(super) fn read(sources: &[Arc<Source>], findings: &mut Findings) -> Vec<Addon> {
    let mut addons = Vec::new();
    for source in sources {
        let before = findings.len();
        for value in read::values(&source.text).unwrap_or_default() {
            if value["kind"] != KIND {
                let message =
                    format!("{} holds a {} beside its Addons", source.origin, value["kind"]);
                findings.push(
                    Finding::new(&rule::BASE_FILE, message).at(Place::Input(source.origin.clone())),
                );
                continue;
            }
            match addon::read(value) {
                Ok(addon) => {
                    check(&addon, source, findings);
                    addons.push(addon);
                }
                Err(why) => findings.push(base::not_an_addon(source, &why)),
            }
        }
        base::with_places(source, findings, before);
    }
    together::dependencies_first(addons)
}

/// What the API server or the controller would refuse.
fn check(addon: &Addon, source: &Arc<Source>, findings: &mut Findings) {
    let place = Place::Input(source.origin.clone());
    findings.extend(names::addon_name(&addon.metadata.name, &place));
    findings.extend(names::pkg_version(&addon.spec.pkg_version, &place));
    findings.extend(names::namespace(&addon.spec.params.namespace, &place));
    for error in controller::validate(addon) {
        let message = format!("{}: {error}", addon.metadata.name);
        findings.push(Finding::new(&rule::BASE_FILE, message).at(place.clone()));
    }
}
