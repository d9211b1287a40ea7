//! A project file as types: one addon or several, and what is different on each cluster.

use std::sync::Arc;

use super::foreign::foreign;
use super::reader::{Entry, Reader};
use super::settings::{KEYS, Settings};
use super::value::Given;
use crate::finding::{Finding, Findings, rule};
use crate::source::{Source, Span};
use crate::yaml::tree::{self, Kind, Node, Tree};

/// A project file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Project {
    /// What the file is called.
    pub origin: String,
    /// What holds for every addon.
    pub defaults: Settings,
    /// The addons.
    pub addons: Vec<ProjectAddon>,
    /// What is different on each cluster.
    pub clusters: Vec<ProjectCluster>,
}

/// An addon of a project.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectAddon {
    /// What the project calls it. A file that is one addon need not name it.
    pub name: Option<Given<String>>,
    /// What is said about it.
    pub settings: Settings,
}

/// A cluster of a project.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectCluster {
    /// The name that `--cluster-name` picks it by.
    pub name: Given<String>,
    /// What holds for every addon there.
    pub settings: Settings,
    /// What holds for one addon there alone.
    pub addons: Vec<ProjectAddon>,
}

/// What a map may hold besides settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// The whole file, where it is one addon.
    Root,
    /// The whole file, where it lists addons.
    RootOfSeveral,
    /// `defaults`.
    Defaults,
    /// An entry of `addons`.
    Addon,
    /// A cluster.
    Cluster,
    /// A cluster of a file that lists addons.
    ClusterOfSeveral,
}

impl Level {
    /// The keys that are no settings.
    fn structure(self) -> &'static [&'static str] {
        match self {
            Self::Root => &["clusters"],
            Self::RootOfSeveral => &["addons", "defaults", "clusters"],
            Self::ClusterOfSeveral => &["addons"],
            Self::Defaults | Self::Addon | Self::Cluster => &[],
        }
    }

    /// Whether a setting has a meaning here; otherwise what to do.
    fn misplaced(self, key: &str) -> Option<&'static str> {
        match (self, key) {
            (Self::RootOfSeveral, "name") => Some(
                "an entry of `addons` has a name of its own; what all addons share goes into `defaults`",
            ),
            (Self::RootOfSeveral, _) => Some("move it to `defaults`, or to one of the addons"),
            (Self::Defaults | Self::ClusterOfSeveral, "name") => {
                Some("each entry of `addons` has a name of its own")
            }
            _ => None,
        }
    }
}

impl Project {
    /// Reads a project file. It is whole where no finding is an error.
    pub fn read(source: &Arc<Source>) -> (Self, Findings) {
        let whole = |message: String, at: usize| {
            let finding = Finding::new(&rule::PROJECT, message).at(Span::new(source, at..at));
            (Self::default(), vec![finding])
        };
        let tree = match tree::read(&source.text) {
            Ok(tree) => tree,
            Err((message, offset)) => return whole(message, offset),
        };
        let root = match tree.roots.as_slice() {
            [root @ Node { kind: Kind::Map(_), .. }] => root,
            [_, second, ..] => {
                let message = "a project file is one document, and here a second one starts";
                return whole(message.to_owned(), second.range.start);
            }
            _ => return whole("a project file is a map of keys and their values".to_owned(), 0),
        };
        let mut reader = Reader::new(source, &tree);
        let mut project = read(root, &mut reader);
        project.origin.clone_from(&source.origin);
        (project, reader.findings)
    }

    /// Whether the file lists addons.
    pub(super) fn lists(&self) -> bool {
        self.addons.first().is_none_or(|first| first.name.is_some())
    }
}

/// Whether a text is a project, or meant for one: a map that is no object of Kubernetes.
pub fn is_project(source: &Source) -> bool {
    let Ok(Tree { roots, .. }) = tree::read(&source.text) else { return false };
    let [Node { kind: Kind::Map(entries), .. }] = roots.as_slice() else { return false };
    let has = |name: &str| {
        entries.iter().any(|(key, _)| matches!(&key.kind, Kind::Scalar(text, _) if text == name))
    };
    !has("kind") && !has("apiVersion")
}

fn read(root: &Node, reader: &mut Reader<'_>) -> Project {
    let entries = reader.map(root, "a project file").unwrap_or_default();
    let get = |name: &str| entries.iter().find(|entry| entry.key == name).copied();
    let mut project = Project::default();
    let list = get("addons");
    let level = if list.is_some() { Level::RootOfSeveral } else { Level::Root };
    let settings = settings(&entries, level, reader);
    match list {
        None => project.addons.push(ProjectAddon { name: None, settings }),
        Some(list) => project.addons = addons(&list, reader),
    }
    if let Some(defaults) = get("defaults").filter(|_| level == Level::RootOfSeveral) {
        let entries = reader.map(defaults.value, "`defaults`").unwrap_or_default();
        project.defaults = self::settings(&entries, Level::Defaults, reader);
    }
    if let Some(clusters) = get("clusters") {
        for entry in reader.map(clusters.value, "`clusters`").unwrap_or_default() {
            let level = match level {
                Level::RootOfSeveral => Level::ClusterOfSeveral,
                _ => Level::Cluster,
            };
            let cluster = cluster(&entry, level, &project, reader);
            project.clusters.push(cluster);
        }
    }
    project
}

/// The settings of a map, and what is wrong with its keys.
fn settings(entries: &[Entry<'_>], level: Level, reader: &mut Reader<'_>) -> Settings {
    let mut settings = Settings::default();
    for entry in entries {
        let Entry { key, at, .. } = *entry;
        if level.structure().contains(&key) {
            continue;
        }
        if KEYS.contains(&key) {
            match level.misplaced(key) {
                Some(help) if level == Level::RootOfSeveral => {
                    reader.refuse_with_help(at, format!("`{key}` stands beside `addons`"), help);
                }
                Some(help) => {
                    reader.refuse_with_help(at, format!("`{key}` is of one addon alone"), help);
                }
                None => drop(settings.take(entry, reader)),
            }
        } else {
            unknown(entry, level, reader);
        }
    }
    Settings::exclusive(entries, reader);
    settings
}

/// Says of a key that there is none such.
fn unknown(entry: &Entry<'_>, level: Level, reader: &mut Reader<'_>) {
    let Entry { key, at, .. } = *entry;
    if let Some(foreign) = foreign(key) {
        let message = format!(
            "`{key}` is no key of a project file: {} is for the command line to say",
            foreign.why()
        );
        return reader.refuse_with_help(at, message, format!("give it there: --{key}"));
    }
    if ["addons", "defaults", "clusters"].contains(&key) {
        let help = if level == Level::Root {
            "`defaults` is for a file that lists several `addons`"
        } else {
            "it stands at the outermost level of a project file"
        };
        return reader.refuse_with_help(at, format!("`{key}` has no meaning here"), help);
    }
    let of_structure = level == Level::RootOfSeveral;
    let known = level.structure().iter().copied();
    let known = known.chain(KEYS.iter().copied().filter(|_| !of_structure));
    let message = if of_structure {
        format!("`{key}` is none of {}", level.structure().join(", "))
    } else {
        format!("`{key}` is no key of a project file")
    };
    reader.unknown(at, message, key, known);
}

/// The addons of a list with their names, each once.
fn addons(list: &Entry<'_>, reader: &mut Reader<'_>) -> Vec<ProjectAddon> {
    let Kind::List(items) = &list.value.kind else {
        let place = if list.value.range.is_empty() { list.at } else { list.value };
        reader.refuse(place, "`addons` is a list of addons");
        return Vec::new();
    };
    if items.is_empty() {
        reader.refuse(list.value, "`addons` lists no addon");
    }
    let mut addons: Vec<ProjectAddon> = Vec::new();
    for item in items {
        if !matches!(item.kind, Kind::Map(_)) {
            reader.refuse(if item.range.is_empty() { list.at } else { item }, "an addon is a map");
            continue;
        }
        let entries = reader.map(item, "an addon").unwrap_or_default();
        let settings = settings(&entries, Level::Addon, reader);
        let named = entries.iter().any(|entry| entry.key == "name");
        match settings.name.clone().filter(|name| !name.value.is_empty()) {
            None if named && settings.name.is_none() => {}
            None => reader.refuse(item, "the addon has no `name`"),
            Some(name) => {
                reader.once(&name, "addons", addons.iter().filter_map(|addon| addon.name.as_ref()));
                addons.push(ProjectAddon { name: Some(name), settings });
            }
        }
    }
    addons
}

/// The values of a cluster.
fn cluster(
    entry: &Entry<'_>,
    level: Level,
    project: &Project,
    reader: &mut Reader<'_>,
) -> ProjectCluster {
    let name = Given { value: entry.key.to_owned(), place: reader.place(entry.at) };
    let what = format!("the cluster `{}`", entry.key);
    let entries = reader.map(entry.value, &what).unwrap_or_default();
    let settings = settings(&entries, level, reader);
    let mut addons = Vec::new();
    let own =
        entries.iter().find(|entry| entry.key == "addons" && level == Level::ClusterOfSeveral);
    let own = own.map(|own| reader.map(own.value, "`addons`").unwrap_or_default());
    for entry in own.unwrap_or_default() {
        let known = || {
            let names = project.addons.iter().filter_map(|addon| addon.name.as_ref());
            names.map(|name| name.value.as_str())
        };
        if !known().any(|name| name == entry.key) {
            let message = format!("there is no addon `{}`", entry.key);
            reader.unknown(entry.at, message, entry.key, known());
        }
        let name = Given { value: entry.key.to_owned(), place: reader.place(entry.at) };
        let entries = reader.map(entry.value, entry.key).unwrap_or_default();
        let settings = self::settings(&entries, Level::Addon, reader);
        addons.push(ProjectAddon { name: Some(name), settings });
    }
    ProjectCluster { name, settings, addons }
}
