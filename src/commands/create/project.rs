//! The project file: one addon, or several with what they have in common, and what is different on each cluster.
//!
//! Maps lie over each other, the nearest on top: `defaults`, the addon, its cluster's values, the cluster's values for
//! that addon alone, the command line.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;

use super::base::{self, Base};
use super::settings::{Entry, Settings, laid_over, suggest, text};
use crate::cli::CreateArgs;
use crate::finding::{Finding, Findings, any_error, rule};
use crate::source::{Source, Span};
use crate::yaml::tree::{self, Kind, Node};

/// The name of a project file.
pub(crate) const FILE: &str = "addonctl.yaml";

/// The project file of a folder that has one; any other path as it is.
pub(crate) fn in_folder(path: &str) -> String {
    let file = Path::new(path).join(FILE);
    if path != "-" && file.is_file() {
        file.to_string_lossy().into_owned()
    } else {
        path.to_owned()
    }
}

/// The entries of a map.
type Map = [(Node, Node)];

/// Whether a text is a map of flags or a project, and no object of Kubernetes.
pub(crate) fn is_project(source: &Source) -> bool {
    let Ok(tree) = tree::read(&source.text) else { return false };
    let [Node { kind: Kind::Map(entries), .. }] = tree.roots.as_slice() else { return false };
    get(entries, "kind").is_none() && get(entries, "apiVersion").is_none()
}

/// The arguments of each addon of a project file that is wanted, in the file's order.
pub(super) fn read(
    args: &CreateArgs,
    source: &Arc<Source>,
    line: &[OsString],
    findings: &mut Findings,
) -> Result<Vec<(CreateArgs, Base)>, Box<clap::Error>> {
    let tree = match tree::read(&source.text) {
        Ok(tree) => tree,
        Err((message, offset)) => {
            let at = Span::new(source, offset..offset);
            findings.push(Finding::new(&rule::BASE_FILE, message).at(at));
            return Ok(Vec::new());
        }
    };
    let [Node { kind: Kind::Map(root), .. }] = tree.roots.as_slice() else {
        let finding =
            Finding::new(&rule::BASE_FILE, "the file is not one map of flags and their values");
        findings.push(finding.at(Span::new(source, 0..0)));
        return Ok(Vec::new());
    };
    let (wanted, cluster) = (args.name.as_deref(), args.target.cluster_name.as_deref());
    let mut project = Project { source, findings: Vec::new() };
    let plans = project.plans(root, wanted, cluster);
    findings.append(&mut project.findings);
    let mut all = Vec::new();
    for plan in plans {
        let mut settings = Settings::new(source, line);
        settings.read(&plan.entries, plan.takes_name);
        let bad = any_error(&settings.findings) || any_error(findings);
        findings.append(&mut settings.findings);
        if !bad {
            let base =
                Base { params: settings.params, of_several: plan.of_several, ..Base::default() };
            all.push((base::again(line, settings.tokens)?, base));
        }
    }
    Ok(all)
}

/// What one addon is made of.
struct Plan<'a> {
    entries: Vec<Entry<'a>>,
    /// Whether its name comes from the file.
    takes_name: bool,
    /// Whether the file has other addons, which are not wanted now.
    of_several: bool,
}

struct Project<'a> {
    source: &'a Arc<Source>,
    findings: Findings,
}

impl Project<'_> {
    fn plans<'n>(
        &mut self,
        root: &'n Map,
        wanted: Option<&str>,
        cluster: Option<&str>,
    ) -> Vec<Plan<'n>> {
        let chosen = self.cluster(root, cluster);
        let Some(list) = get(root, "addons") else {
            let entries = laid_over(&[root, chosen.unwrap_or_default()]);
            return vec![Plan { entries, takes_name: wanted.is_none(), of_several: false }];
        };
        self.known(root, &["addons", "defaults", "clusters"]);
        let addons = self.addons(list);
        let defaults = get(root, "defaults").and_then(|node| self.map(node, "defaults"));
        self.cluster_addons(root, &addons);
        let own = chosen.and_then(|chosen| get(chosen, "addons"));
        let own = own.and_then(|node| self.map(node, "addons")).unwrap_or_default();
        let mut plans = Vec::new();
        for (name, addon) in &addons {
            if wanted.is_some_and(|wanted| wanted != *name) {
                continue;
            }
            let own = get(own, name).and_then(|node| self.map(node, name));
            let levels = [
                defaults.unwrap_or_default(),
                addon,
                chosen.unwrap_or_default(),
                own.unwrap_or_default(),
            ];
            let entries = laid_over(&levels);
            let entries = entries.into_iter().filter(|entry| text(entry.key) != Some("addons"));
            let (takes_name, of_several) = (wanted.is_none(), wanted.is_some() && addons.len() > 1);
            plans.push(Plan { entries: entries.collect(), takes_name, of_several });
        }
        if let Some(wanted) = wanted.filter(|_| plans.is_empty()) {
            let known: Vec<&str> = addons.iter().map(|(name, _)| *name).collect();
            let message = format!("there is no addon `{wanted}`, only {}", known.join(", "));
            let finding = Finding::new(&rule::PROJECT, message).at_argument("NAME");
            self.findings.push(suggest(finding, wanted, known));
        }
        plans
    }

    /// Looks whether the addons that the clusters have values for are there, whichever cluster is wanted.
    fn cluster_addons(&mut self, root: &Map, addons: &[(&str, &Map)]) {
        let Some(Node { kind: Kind::Map(clusters), .. }) = get(root, "clusters") else { return };
        for (_, cluster) in clusters {
            let Kind::Map(values) = &cluster.kind else { continue };
            let Some(Node { kind: Kind::Map(own), .. }) = get(values, "addons") else { continue };
            for (key, _) in own {
                let known = || addons.iter().map(|(name, _)| *name);
                if !known().any(|name| text(key) == Some(name)) {
                    let message = format!("there is no addon `{}`", text(key).unwrap_or_default());
                    self.tell_about(key, message, known());
                }
            }
        }
    }

    /// The values of the cluster that is wanted.
    fn cluster<'n>(&mut self, root: &'n Map, wanted: Option<&str>) -> Option<&'n Map> {
        let clusters = get(root, "clusters").and_then(|node| self.map(node, "clusters"))?;
        let wanted = wanted?;
        if let Some(node) = get(clusters, wanted) {
            return self.map(node, wanted);
        }
        let known: Vec<&str> = clusters.iter().filter_map(|(key, _)| text(key)).collect();
        let message = format!(
            "there is no cluster `{wanted}` in {}, only {}",
            self.source.origin,
            known.join(", ")
        );
        let finding = Finding::new(&rule::PROJECT, message).at_argument("--cluster-name");
        self.findings.push(suggest(finding, wanted, known));
        None
    }

    /// The addons of a list with their names, each once.
    fn addons<'n>(&mut self, list: &'n Node) -> Vec<(&'n str, &'n Map)> {
        let Kind::List(items) = &list.kind else {
            self.tell(list, "`addons` is a list of addons".to_owned());
            return Vec::new();
        };
        let mut addons: Vec<(&str, &Map)> = Vec::new();
        for item in items {
            let Some(entries) = self.map(item, "an addon") else { continue };
            let Some(name) = get(entries, "name").and_then(text) else {
                self.tell(item, "the addon has no `name`".to_owned());
                continue;
            };
            if addons.iter().any(|(other, _)| *other == name) {
                self.tell(item, format!("there are two addons `{name}`"));
                continue;
            }
            addons.push((name, entries));
        }
        addons
    }

    fn map<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n Map> {
        match &node.kind {
            Kind::Map(entries) => Some(entries),
            Kind::Scalar(_, crate::yaml::scalar::Plain::Null) => Some(&[]),
            _ => {
                self.tell(node, format!("`{what}` is a map"));
                None
            }
        }
    }

    fn known(&mut self, entries: &Map, known: &[&str]) {
        for (key, _) in entries {
            let name = text(key).unwrap_or_default();
            if !known.contains(&name) {
                let message = format!("`{name}` is none of {}", known.join(", "));
                self.tell_about(key, message, known.iter().copied());
            }
        }
    }

    fn tell(&mut self, node: &Node, message: String) {
        let start = node.range.start;
        let span = Span::new(self.source, start..start);
        self.findings.push(Finding::new(&rule::PROJECT, message).at(span));
    }

    fn tell_about<'k>(
        &mut self,
        key: &Node,
        message: String,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let finding = Finding::new(&rule::PROJECT, message);
        let finding = finding.at(Span::new(self.source, key.range.clone()));
        self.findings.push(suggest(finding, text(key).unwrap_or_default(), known));
    }
}

fn get<'n>(entries: &'n Map, name: &str) -> Option<&'n Node> {
    entries.iter().find(|(key, _)| text(key) == Some(name)).map(|(_, value)| value)
}
