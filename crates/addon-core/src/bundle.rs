//! Several Addons together: their order, names and packages that are there twice, dependencies that do not fit.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::addon::{Addon, Constraint, Version};
use crate::contents;
use crate::finding::{Finding, Findings, Place, Rule, rule};

/// Where messages about an Addon point.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Places {
    /// Its name.
    pub name: Option<Place>,
    /// The version of its package.
    pub version: Option<Place>,
    /// Its dependencies: the name of the package, and the constraint.
    pub deps: IndexMap<String, DependencyPlace>,
}

/// Where a dependency stands.
#[derive(Debug, Clone, PartialEq)]
pub struct DependencyPlace {
    /// The name of the package.
    pub package: Place,
    /// The constraint.
    pub constraint: Place,
}

/// An Addon among others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Member {
    /// The Addon.
    pub addon: Addon,
    /// Where it says what it says.
    pub places: Places,
}

impl Member {
    fn package(&self) -> &str {
        &self.addon.spec.pkg_name
    }

    fn dependency(&self, rule: &'static Rule, package: &str, message: String) -> Finding {
        about(rule, message, self.places.deps.get(package).map(|place| &place.constraint))
    }

    fn dependency_name(&self, rule: &'static Rule, package: &str, message: String) -> Finding {
        about(rule, message, self.places.deps.get(package).map(|place| &place.package))
    }
}

fn about(rule: &'static Rule, message: String, place: Option<&Place>) -> Finding {
    let finding = Finding::new(rule, message);
    match place {
        Some(place) => finding.at(place.clone()),
        None => finding,
    }
}

fn first_here(finding: Finding, place: Option<&Place>) -> Finding {
    match place {
        Some(Place::Text(span)) => finding.related(span.clone(), "first here"),
        _ => finding,
    }
}

/// What others depend on goes first; what depends on itself in the end keeps its place, for the controller to refuse.
pub fn dependencies_first(mut members: Vec<Member>) -> Vec<Member> {
    let mut ordered: Vec<Member> = Vec::with_capacity(members.len());
    while !members.is_empty() {
        let pending = |name: &String| members.iter().any(|other| other.package() == name);
        let free = members.iter().position(|it| !it.addon.spec.pkg_deps.keys().any(pending));
        ordered.push(members.remove(free.unwrap_or_default()));
    }
    ordered
}

/// What is wrong between Addons, wherever else there are more of them.
pub fn check(members: &[Member]) -> Findings {
    let mut findings = duplicates(members);
    findings.extend(members.iter().flat_map(|member| versions(member, members)));
    findings.extend(cycles(members));
    findings
}

fn duplicates(members: &[Member]) -> Findings {
    let mut findings = Vec::new();
    let (mut names, mut packages) = (HashMap::new(), HashMap::new());
    for member in members {
        let Addon { metadata, spec, .. } = &member.addon;
        if let Some(first) = names.insert((&metadata.namespace, &metadata.name), member) {
            let message = format!("there are two Addons `{}`", metadata.name);
            let finding = about(&rule::ADDON_DUPLICATE, message, member.places.name.as_ref());
            findings.push(first_here(finding, first.places.name.as_ref()));
            continue;
        }
        if let Some(first) = packages.insert((&spec.pkg_name, &spec.pkg_version), member) {
            let message = format!(
                "package {}:{} is there twice: `{}` is the other Addon",
                spec.pkg_name, spec.pkg_version, first.addon.metadata.name
            );
            let finding = about(&rule::PACKAGE_DUPLICATE, message, member.places.version.as_ref());
            findings.push(first_here(finding, first.places.version.as_ref()));
        }
    }
    findings
}

/// The versions in which a package is there.
fn there<'m>(package: &str, members: &'m [Member]) -> Vec<&'m str> {
    let of = members.iter().filter(|member| member.package() == package);
    of.map(|member| member.addon.spec.pkg_version.as_str()).collect()
}

/// Dependencies on packages that are there in other versions. What is no constraint is said of the Addon alone.
fn versions(member: &Member, members: &[Member]) -> Findings {
    let mut findings = Vec::new();
    for (package, constraint) in others(member) {
        let (there, Some(wanted)) = (there(package, members), Constraint::parse(constraint)) else {
            continue;
        };
        if there.is_empty() || there.iter().any(|version| wanted.fits(&Version::new(version))) {
            continue;
        }
        let there = there.join(", ");
        if constraint == "*" {
            let message = format!("`*` does not find `{package}` of version {there}");
            let finding = member.dependency(&rule::DEPENDENCY_STAR, package, message);
            findings.push(finding.help(format!("name the version: `{package}: {there}`")));
        } else {
            let message = format!("`{package}` is given in version {there}, not `{constraint}`");
            findings.push(member.dependency(&rule::DEPENDENCY_VERSION, package, message));
        }
    }
    findings
}

fn others(member: &Member) -> impl Iterator<Item = (&String, &String)> {
    member.addon.spec.pkg_deps.iter().filter(|(package, _)| *package != member.package())
}

/// Dependencies on packages that none of these is; they have to come from elsewhere.
pub fn missing(members: &[Member]) -> Findings {
    let mut findings = Vec::new();
    for member in members {
        for (package, constraint) in others(member) {
            if Constraint::parse(constraint).is_none() || !there(package, members).is_empty() {
                continue;
            }
            let message = format!("no given Addon is the package `{package}`");
            let finding = member.dependency_name(&rule::DEPENDENCY_ELSEWHERE, package, message);
            let known = members.iter().map(Member::package);
            findings.push(finding.suggesting(package, known));
        }
    }
    findings
}

/// Each circle of dependencies, once.
fn cycles(members: &[Member]) -> Findings {
    let mut findings = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for member in members {
        let start = member.package();
        let Some(circle) = circle(start, members) else { continue };
        if circle.iter().any(|package| done.contains(package)) {
            continue;
        }
        done.extend(&circle);
        let next = circle.get(1).copied().unwrap_or(start);
        let message = format!("{} depend on each other in a circle", circle.join(" -> "));
        findings.push(member.dependency_name(&rule::DEPENDENCY_CYCLE, next, message));
    }
    findings
}

/// The way from a package back to itself, over more than one.
fn circle<'a>(start: &'a str, members: &'a [Member]) -> Option<Vec<&'a str>> {
    let next = |package: &str| {
        let of = members.iter().find(|member| member.package() == package);
        of.into_iter().flat_map(|it| it.addon.spec.pkg_deps.keys()).map(String::as_str)
    };
    let mut ways = vec![vec![start]];
    let mut seen = Vec::new();
    while let Some(way) = ways.pop() {
        let last = way[way.len() - 1];
        for package in next(last) {
            if package == start && way.len() > 1 {
                return Some(way.into_iter().chain([start]).collect());
            }
            if package != last && !seen.contains(&package) {
                seen.push(package);
                ways.push(way.iter().copied().chain([package]).collect());
            }
        }
    }
    None
}

/// Objects that two Addons apply: the one that is deleted first takes them from the other. Namespaces stay when an Addon
/// is deleted, so they may be shared.
pub fn shared_objects(members: &[Member]) -> Findings {
    let mut findings = Vec::new();
    let mut owners: HashMap<_, &Member> = HashMap::new();
    for member in members {
        for object in contents::applied(&member.addon).unwrap_or_default() {
            if !object.is_known() || object.identity.is("", "Namespace") {
                continue;
            }
            let namespace = object.identity.namespace.clone().unwrap_or(object.default_namespace);
            let described = object.identity.describe();
            let key = (object.identity.api_version, described.clone(), namespace);
            let Some(first) = owners.get(&key) else {
                owners.insert(key, member);
                continue;
            };
            let message = format!(
                "`{}` applies {described} too, as `{}` does",
                member.addon.metadata.name, first.addon.metadata.name
            );
            let finding = about(&rule::OBJECT_OF_TWO, message, member.places.name.as_ref());
            findings.push(first_here(finding, first.places.name.as_ref()));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, deps: &[&str]) -> Member {
        let mut addon = Addon::default();
        addon.metadata.name = name.to_owned();
        addon.spec.pkg_name = name.to_owned();
        addon.spec.pkg_deps = deps.iter().map(|dep| ((*dep).to_owned(), "*".to_owned())).collect();
        Member { addon, ..Member::default() }
    }

    #[test]
    fn dependencies_go_first_and_cycles_end() {
        let order = |members: Vec<Member>| {
            let ordered = dependencies_first(members).into_iter();
            ordered.map(|member| member.addon.spec.pkg_name).collect::<Vec<_>>()
        };
        assert_eq!(
            order(vec![member("a", &["b"]), member("b", &["c"]), member("c", &["other"])]),
            ["c", "b", "a"]
        );
        assert_eq!(order(vec![member("a", &["b"]), member("b", &["a"])]), ["a", "b"]);
    }

    #[test]
    fn what_does_not_go_together_is_told_once() {
        let told =
            |members: &[Member]| check(members).iter().map(|f| f.rule.id).collect::<Vec<_>>();
        let circle = ["a", "b"].map(|name| {
            let mut member = member(name, &[if name == "a" { "b" } else { "a" }]);
            member.addon.spec.pkg_version = "v1.0.0".to_owned();
            member
        });
        assert_eq!(told(&circle), ["dependency-cycle"]);
        let mut there = member("b", &[]);
        there.addon.spec.pkg_version = "v1.0.0-rc.1".to_owned();
        assert_eq!(told(&[member("a", &["b"]), there.clone()]), ["dependency-star"]);
        let twin = |name: &str| {
            let mut twin = there.clone();
            twin.addon.metadata.name = name.to_owned();
            twin
        };
        assert_eq!(told(&[twin("x"), twin("y")]), ["package-duplicate"]);
        assert_eq!(told(&[twin("x"), twin("x")]), ["addon-duplicate"]);
        assert_eq!(missing(&[member("a", &["dns"])]).len(), 1);
    }

    #[test]
    fn an_object_of_two_addons_is_told() {
        let applies = |name: &str, kind: &str| {
            let mut member = member(name, &[]);
            member.addon.spec.params.namespace = "ns".to_owned();
            let template = format!(
                "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  entrypoint: e\n  templates:\n  - name: e\n    resource:\n      action: apply\n      manifest: |\n        apiVersion: v1\n        kind: {kind}\n        metadata: {{name: x}}\n"
            );
            member.addon.spec.lifecycle.install =
                Some(crate::addon::WorkflowStep { template, ..Default::default() });
            member
        };
        let told = shared_objects(&[applies("a", "ConfigMap"), applies("b", "ConfigMap")]);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].message.contains("`b` applies ConfigMap x"), "{}", told[0].message);
        assert_eq!(shared_objects(&[applies("a", "Namespace"), applies("b", "Namespace")]), []);
    }
}
