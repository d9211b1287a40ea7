//! Several Addons together: names and packages that are there twice, dependencies that are missing or go in circles.

use std::collections::HashMap;

use super::document::Document;
use super::path::Path;
use crate::addon::{Addon, Constraint, Version};
use crate::finding::{Findings, did_you_mean, rule};

/// An Addon and where it stands.
pub(super) struct Given {
    /// The Addon.
    pub(super) addon: Addon,
    /// Its document.
    pub(super) document: Document,
}

/// What is wrong between Addons.
pub(super) fn check(all: &[Given]) -> Findings {
    let mut findings = duplicates(all);
    for given in all {
        findings.extend(dependencies(given, all));
    }
    findings.extend(cycles(all));
    findings
}

fn duplicates(all: &[Given]) -> Findings {
    let mut findings = Vec::new();
    let (mut names, mut packages) = (HashMap::new(), HashMap::new());
    for given in all {
        let Addon { metadata, spec, .. } = &given.addon;
        let path = Path::from("metadata.name");
        if let Some(first) = names.insert((&metadata.namespace, &metadata.name), given) {
            let message = format!("there are two Addons `{}`", metadata.name);
            let finding = given.document.finding(&rule::ADDON_DUPLICATE, &path, message);
            findings.push(finding.related(first.document.span(&path), "first here"));
            continue;
        }
        let path = Path::from("spec.pkgVersion");
        if let Some(first) = packages.insert((&spec.pkg_name, &spec.pkg_version), given) {
            let message = format!(
                "package {}:{} is there twice: `{}` is the other Addon",
                spec.pkg_name, spec.pkg_version, first.addon.metadata.name
            );
            let finding = given.document.finding(&rule::PACKAGE_DUPLICATE, &path, message);
            findings.push(finding.related(first.document.span(&path), "first here"));
        }
    }
    findings
}

fn dependencies(given: &Given, all: &[Given]) -> Findings {
    let mut findings = Vec::new();
    for (package, constraint) in &given.addon.spec.pkg_deps {
        let path = Path::from("spec.pkgDeps").key(package);
        let versions: Vec<&str> = all
            .iter()
            .filter(|other| other.addon.spec.pkg_name == *package)
            .map(|other| other.addon.spec.pkg_version.as_str())
            .collect();
        let document = &given.document;
        if *package == given.addon.spec.pkg_name {
            continue;
        }
        // What is no constraint is said of the Addon alone.
        let Some(wanted) = Constraint::parse(constraint) else { continue };
        if versions.is_empty() {
            let message = format!("no given Addon is the package `{package}`");
            let finding = document.about_key(&rule::DEPENDENCY_ELSEWHERE, &path, message);
            let known = all.iter().map(|other| other.addon.spec.pkg_name.as_str());
            findings.push(match did_you_mean(package, known) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding,
            });
        } else if !versions.iter().any(|version| wanted.fits(&Version::new(version))) {
            let there = versions.join(", ");
            if constraint == "*" {
                let message = format!("`*` does not find `{package}` of version {there}");
                let finding = document.finding(&rule::DEPENDENCY_STAR, &path, message);
                findings.push(finding.help(format!("name the version: `{package}: {there}`")));
            } else {
                let message =
                    format!("`{package}` is given in version {there}, not `{constraint}`");
                findings.push(document.finding(&rule::DEPENDENCY_VERSION, &path, message));
            }
        }
    }
    findings
}

/// Each circle of dependencies, once.
fn cycles(all: &[Given]) -> Findings {
    let mut findings = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for given in all {
        let start = given.addon.spec.pkg_name.as_str();
        let Some(circle) = circle(start, all) else { continue };
        if circle.iter().any(|package| done.contains(package)) {
            continue;
        }
        done.extend(&circle);
        let next = circle.get(1).copied().unwrap_or(start);
        let path = Path::from("spec.pkgDeps").key(next);
        let message = format!("{} depend on each other in a circle", circle.join(" -> "));
        findings.push(given.document.about_key(&rule::DEPENDENCY_CYCLE, &path, message));
    }
    findings
}

/// The way from a package back to itself, over more than one.
fn circle<'a>(start: &'a str, all: &'a [Given]) -> Option<Vec<&'a str>> {
    let next = |package: &str| {
        let of = all.iter().find(|given| given.addon.spec.pkg_name == package);
        of.into_iter().flat_map(|given| given.addon.spec.pkg_deps.keys()).map(String::as_str)
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
