//! Addons made earlier: read from files, checked as the controller would, dependencies first.

use std::sync::Arc;

use super::base;
use crate::addon::{Addon, KIND, names};
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
        for value in read::values(&source.text).unwrap_or_default() {
            if value["kind"] != KIND {
                let message =
                    format!("{} holds a {} beside its Addons", source.origin, value["kind"]);
                findings.push(
                    Finding::new(&rule::BASE_FILE, message).at(Place::Input(source.origin.clone())),
                );
                continue;
            }
            match base::typed(value) {
                Ok(addon) => {
                    check(&addon, source, findings);
                    addons.push(addon);
                }
                Err(why) => findings.push(base::not_an_addon(source, &why)),
            }
        }
    }
    dependencies_first(addons)
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

/// What others depend on goes first; what depends on itself in the end keeps its place, for the controller to refuse.
fn dependencies_first(mut addons: Vec<Addon>) -> Vec<Addon> {
    let mut ordered: Vec<Addon> = Vec::with_capacity(addons.len());
    while !addons.is_empty() {
        let pending = |name: &String| addons.iter().any(|other| other.spec.pkg_name == *name);
        let free = addons.iter().position(|addon| !addon.spec.pkg_deps.keys().any(pending));
        ordered.push(addons.remove(free.unwrap_or_default()));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addon(name: &str, deps: &[&str]) -> Addon {
        let mut addon = Addon::default();
        addon.spec.pkg_name = name.to_owned();
        addon.spec.pkg_deps = deps.iter().map(|dep| ((*dep).to_owned(), "*".to_owned())).collect();
        addon
    }

    #[test]
    fn dependencies_go_first_and_cycles_end() {
        let order = |addons: Vec<Addon>| {
            dependencies_first(addons)
                .into_iter()
                .map(|addon| addon.spec.pkg_name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            order(vec![addon("a", &["b"]), addon("b", &["c"]), addon("c", &["other"])]),
            ["c", "b", "a"]
        );
        assert_eq!(order(vec![addon("a", &["b"]), addon("b", &["a"])]), ["a", "b"]);
    }
}
