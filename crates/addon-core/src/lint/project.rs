//! A project, looked at for every cluster that it names: what is wrong, at its place in the user's own files, once.

use std::sync::Arc;

use super::{Lint, ignore};
use crate::bundle;
use crate::finding::{Finding, Findings, Place, any_error};
use crate::inputs::Inputs;
use crate::project::{Given, Project, Request, Settings, build_all};
use crate::source::{Source, Span};

/// Looks at all Addons of a project, on no cluster in particular and on each that it names.
pub fn project(source: &Arc<Source>, inputs: &mut dyn Inputs) -> Lint {
    let (project, mut findings) = Project::read(source);
    if !any_error(&findings) {
        findings = once(findings, built(&project, &Request::default(), inputs));
        for cluster in &project.clusters {
            let name = Some(Given::flag(cluster.name.value.clone(), "--cluster-name"));
            let settings = Settings { cluster_name: name, ..Settings::default() };
            let request = Request { settings, ..Request::default() };
            let found = built(&project, &request, inputs);
            findings = once(findings, found);
        }
    }
    let findings: Findings = findings.into_iter().map(|finding| in_file(finding, source)).collect();
    let findings = ignore::apply(findings, std::slice::from_ref(source));
    Lint { findings, addons: project.addons.len().max(1), ..Lint::default() }
}

/// What is wrong with the Addons that a request makes of a project.
fn built(project: &Project, request: &Request, inputs: &mut dyn Inputs) -> Findings {
    let (plans, mut findings) = project.plans(request);
    let (members, found) = build_all(plans, inputs);
    findings.extend(found);
    findings.extend(bundle::missing(&members));
    findings.extend(bundle::shared_objects(&members));
    findings
}

/// Findings, and those of others that are new.
fn once(mut findings: Findings, more: Findings) -> Findings {
    for finding in more {
        let same = |other: &Finding| {
            (other.rule.id, &other.message, &other.place)
                == (finding.rule.id, &finding.message, &finding.place)
        };
        if !findings.iter().any(same) {
            findings.push(finding);
        }
    }
    findings
}

/// A finding that stands nowhere is one about the project: what it lacks is to be written into it.
fn in_file(mut finding: Finding, source: &Arc<Source>) -> Finding {
    match &finding.place {
        Some(Place::Text(_) | Place::Input(_)) => return finding,
        Some(Place::Argument(flag)) => finding.message = format!("{flag}: {}", finding.message),
        None => {}
    }
    finding.at(Span::new(source, 0..0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::InMemory;

    const CM: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n";

    /// `FILE:LINE rule` of what is wrong with a project that has one manifest beside it.
    fn told(text: &str) -> Vec<String> {
        let source = Source::new("addonctl.yaml", text.to_owned());
        let mut inputs = InMemory::new([("cm.yaml", CM)]);
        let findings = project(&source, &mut inputs).findings.into_iter();
        let told = findings.map(|finding| {
            let Some(Place::Text(span)) = &finding.place else { return format!("{finding:?}") };
            let line = span.source.position(span.range.start).0;
            format!("{}:{line} {}", span.source.origin, finding.rule.id)
        });
        told.collect()
    }

    #[test]
    fn each_thing_is_told_once_at_a_place_of_the_file() {
        let defaults = "defaults: {version: v1, namespace: ns, install: cm.yaml}\n";
        for (addons, expected) in [
            (
                "addons:\n- {name: a, deps: {b: '*'}}\n- {name: b, deps: {a: '*'}}\n",
                &["addonctl.yaml:3 dependency-cycle", "addonctl.yaml:4 object-of-two"][..],
            ),
            (
                "addons:\n- {name: a, deps: {b: '>=2'}}\n- {name: b}\n",
                &["addonctl.yaml:3 dependency-version", "addonctl.yaml:3 object-of-two"],
            ),
            (
                "addons:\n- {name: a}\nclusters:\n  p: {version: 1+1}\n",
                &["addonctl.yaml:5 pkg-version-label"],
            ),
            ("addons:\n- {name: a}\nclusters:\n  p: {foo: x}\n", &["addonctl.yaml:5 project"]),
            (
                "addons:\n- {name: a}\nclusters:\n  p: {params-file: nope.yaml}\n",
                &["addonctl.yaml:5 input-read"],
            ),
        ] {
            let mut found = told(&format!("{defaults}{addons}"));
            found.sort();
            assert_eq!(found, expected, "{addons}");
        }
    }

    #[test]
    fn what_a_project_lacks_is_told_at_its_begin() {
        assert_eq!(
            told("name: a\nversion: v1\ninstall: cm.yaml\n"),
            ["addonctl.yaml:1 namespace-missing"]
        );
    }
}
