//! Addons that are submitted together: in the order of their dependencies, and whether they go together at all.

use crate::addon::{Addon, Constraint, Version};
use crate::finding::{Finding, Findings, rule};

/// What others depend on goes first; what depends on itself in the end keeps its place, for the controller to refuse.
pub(super) fn dependencies_first(mut addons: Vec<Addon>) -> Vec<Addon> {
    let mut ordered: Vec<Addon> = Vec::with_capacity(addons.len());
    while !addons.is_empty() {
        let pending = |name: &String| addons.iter().any(|other| other.spec.pkg_name == *name);
        let free = addons.iter().position(|addon| !addon.spec.pkg_deps.keys().any(pending));
        ordered.push(addons.remove(free.unwrap_or_default()));
    }
    ordered
}

/// What is wrong between addons that are in the order of their dependencies.
pub(super) fn check(ordered: &[Addon]) -> Findings {
    let mut findings = Vec::new();
    for (index, addon) in ordered.iter().enumerate() {
        let (name, spec) = (&addon.metadata.name, &addon.spec);
        let twin = ordered[..index].iter().find(|other| {
            other.spec.pkg_name == spec.pkg_name && other.spec.pkg_version == spec.pkg_version
        });
        if let Some(twin) = twin {
            let message = format!(
                "`{name}` and `{}` are both the package {}:{}",
                twin.metadata.name, spec.pkg_name, spec.pkg_version
            );
            findings.push(Finding::new(&rule::PACKAGE_DUPLICATE, message));
        }
        for (package, constraint) in &spec.pkg_deps {
            let is = |other: &&Addon| other.spec.pkg_name == *package;
            if ordered[index + 1..].iter().any(|other| is(&other)) {
                let message = format!("`{name}` and `{package}` depend on each other");
                findings.push(Finding::new(&rule::DEPENDENCY_CYCLE, message));
            }
            let versions: Vec<&str> =
                ordered.iter().filter(is).map(|other| other.spec.pkg_version.as_str()).collect();
            let wanted = Constraint::parse(constraint);
            let fits = |there: &&str| {
                wanted.as_ref().is_some_and(|wanted| wanted.fits(&Version::new(there)))
            };
            if !versions.is_empty() && !versions.iter().any(fits) {
                let message = format!(
                    "`{name}` depends on {package}:{constraint}, and here is {}",
                    versions.join(", ")
                );
                findings.push(Finding::new(&rule::DEPENDENCY_VERSION, message));
            }
        }
    }
    findings
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

    #[test]
    fn what_does_not_go_together_is_told() {
        let told = |addons: Vec<Addon>| {
            check(&dependencies_first(addons)).iter().map(|f| f.rule.id).collect::<Vec<_>>()
        };
        assert_eq!(
            told(vec![addon("a", &["b"]), addon("b", &["a"])]).first(),
            Some(&"dependency-cycle")
        );
        let mut there = addon("b", &[]);
        there.spec.pkg_version = "v1.0.0-rc.1".to_owned();
        assert_eq!(told(vec![addon("a", &["b"]), there.clone()]), ["dependency-version"]);
        assert_eq!(told(vec![there.clone(), there]), ["package-duplicate"]);
    }
}
