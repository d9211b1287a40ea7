//! Existing Addon manifests: read from files, checked as the controller would, dependencies first.

use std::sync::Arc;

use super::starting_point::{not_an_addon, with_places};
use crate::addon::{self, Addon, KIND, names};
use crate::bundle::{self, Member};
use crate::controller;
use crate::finding::{Finding, Findings, Place, rule};
use crate::source::Source;
use crate::yaml::read;

/// Whether the files hold Addons, and not the settings of one.
pub(super) fn are_addons(sources: &[Arc<Source>]) -> bool {
    let holds = |source: &Arc<Source>| {
        read::values(&source.text)
            .is_ok_and(|values| values.iter().any(|value| value["kind"] == KIND))
    };
    !sources.is_empty() && sources.iter().all(holds)
}

/// The Addons of the files, in the order to submit them in.
pub(super) fn read(sources: &[Arc<Source>]) -> (Vec<Addon>, Findings) {
    let (mut members, mut findings) = (Vec::new(), Vec::new());
    for source in sources {
        let mut found = Vec::new();
        for value in read::values(&source.text).unwrap_or_default() {
            if value["kind"] != KIND {
                let message =
                    format!("{} holds a {} beside its Addons", source.origin, value["kind"]);
                let place = Place::Input(source.origin.clone());
                found.push(Finding::new(&rule::BASE_FILE, message).at(place));
                continue;
            }
            match addon::read(value) {
                Ok(addon) => {
                    found.extend(check(&addon, source));
                    members.push(Member { addon, ..Member::default() });
                }
                Err(why) => found.push(not_an_addon(source, &why)),
            }
        }
        findings.extend(with_places(source, found));
    }
    let ordered = bundle::dependencies_first(members).into_iter();
    (ordered.map(|member| member.addon).collect(), findings)
}

/// What the API server or the controller would refuse.
fn check(addon: &Addon, source: &Arc<Source>) -> Findings {
    let place = Place::Input(source.origin.clone());
    let mut findings = names::addon_name(&addon.metadata.name, &place);
    findings.extend(names::pkg_version(&addon.spec.pkg_version, &place));
    findings.extend(names::namespace(&addon.spec.params.namespace, &place));
    for error in controller::validate(addon) {
        let message = format!("{}: {error}", addon.metadata.name);
        findings.push(Finding::new(&rule::BASE_FILE, message).at(place.clone()));
    }
    findings
}
