//! Maps of flags on their way to arguments, so that every long flag is a key without further ado.
//!
//! A map is turned into command line arguments and read by the same parser as the user's own.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use clap::CommandFactory;
use indexmap::IndexMap;

use crate::cli::Cli;
use crate::finding::{Finding, Findings, did_you_mean, rule};
use crate::params::Param;
use crate::source::{Source, Span};
use crate::yaml::scalar::Plain;
use crate::yaml::tree::{Kind, Node};

/// Keys that hold paths, which are relative to the file that names them.
const PATHS: [&str; 8] = [
    "prereqs",
    "install",
    "delete",
    "validate",
    "params-file",
    "param-from-file",
    "workflow",
    "workflow-template",
];
/// Keys whose lists may be maps, and what stands between key and value.
pub(crate) const MAPS: [(&str, char); 10] = [
    ("deps", ':'),
    ("selector", ':'),
    ("label", '='),
    ("annotation", '='),
    ("context-param", '='),
    ("param-from-file", '='),
    ("name-prefix", '='),
    ("role", '='),
    ("workflow-role", '='),
    ("workflow", '='),
];
/// Keys of which each value is `KEY=PATH`.
const KEYED_PATHS: [&str; 2] = ["param-from-file", "workflow"];
/// Flags whose values are not comma lists.
const NO_LISTS: [&str; 6] =
    ["annotation", "param-from-file", "params-file", "script-image", "selector-expr", "workflow"];

/// A key with the values that several maps give it, the nearest last. More than one only where they are maps, which
/// go together.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    /// The key, where it is nearest.
    pub(super) key: &'a Node,
    /// The values.
    pub(super) values: Vec<&'a Node>,
}

/// The entries of maps laid over each other, the nearest last: maps of pairs go together key by key, of all else the
/// nearest value counts.
pub(super) fn laid_over<'a>(levels: &[&'a [(Node, Node)]]) -> Vec<Entry<'a>> {
    let mut entries: IndexMap<&str, Entry<'a>> = IndexMap::new();
    for (key, value) in levels.iter().flat_map(|level| level.iter()) {
        let Some(name) = text(key) else { continue };
        let pairs = name == "params" || MAPS.iter().any(|(map, _)| *map == name);
        let is_map = |node: &Node| matches!(node.kind, Kind::Map(_));
        let before = entries.get(name).map(|entry| entry.values.clone()).unwrap_or_default();
        let together = pairs && is_map(value) && before.iter().all(|node| is_map(node));
        let mut values = if together { before } else { Vec::new() };
        values.push(value);
        entries.insert(name, Entry { key, values });
    }
    entries.into_values().collect()
}

/// The text of a scalar.
pub(super) fn text(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Scalar(text, _) => Some(text),
        _ => None,
    }
}

/// Entries on their way to arguments.
pub(super) struct Settings<'a> {
    source: &'a Arc<Source>,
    folder: PathBuf,
    line: &'a [OsString],
    /// The arguments.
    pub(super) tokens: Vec<OsString>,
    /// The parameters, which are no arguments, so that their places stay known.
    pub(super) params: Vec<Param>,
    /// What is wrong.
    pub(super) findings: Findings,
}

impl<'a> Settings<'a> {
    /// For a file; `line` is the command line, whose flags win.
    pub(super) fn new(source: &'a Arc<Source>, line: &'a [OsString]) -> Self {
        let folder = std::path::Path::new(&source.origin).parent().map(PathBuf::from);
        let (folder, tokens) = (folder.unwrap_or_default(), Vec::new());
        Self { source, folder, line, tokens, params: Vec::new(), findings: Vec::new() }
    }

    /// Takes the entries in. `takes_name`: the command line names no addon.
    pub(super) fn read(&mut self, entries: &[Entry<'_>], takes_name: bool) {
        for Entry { key, values } in entries {
            let (Some(name), Some(last)) = (text(key), values.last()) else { continue };
            match name {
                "name" if takes_name => {
                    if let Some(name) = self.scalar(last) {
                        self.tokens.push(name.into());
                    }
                }
                "name" | "clusters" => {}
                "params" => self.params(values),
                _ => self.flag(name, key, values),
            }
        }
    }

    fn params(&mut self, values: &[&Node]) {
        let mut params: IndexMap<String, Param> = IndexMap::new();
        for value in values {
            let Kind::Map(entries) = &value.kind else {
                return self.refuse(value, "`params` is a map of names and values");
            };
            for (key, value) in entries {
                let (Some(name), Some(value)) = (text(key), self.scalar(value)) else { continue };
                let span = Span::new(self.source, key.range.clone());
                params.insert(name.to_owned(), Param::new(name, value, span));
            }
        }
        self.params.extend(params.into_values());
    }

    fn flag(&mut self, name: &str, key: &Node, values: &[&Node]) {
        let command = Cli::command();
        let create = command.find_subcommand("create");
        let flags: Vec<_> = create.into_iter().flat_map(clap::Command::get_arguments).collect();
        let found = flags
            .iter()
            .find(|f| f.get_long() == Some(name) && !["filename", "keep"].contains(&name));
        let Some(flag) = found else {
            let known = flags.iter().filter_map(|flag| flag.get_long()).chain(["name"]);
            let finding =
                Finding::new(&rule::BASE_FILE, format!("`{name}` is no flag of `addonctl create`"));
            let finding = finding.at(Span::new(self.source, key.range.clone()));
            self.findings.push(suggest(finding, name, known));
            return;
        };
        if self.given(name, flag.get_short()) && !MAPS.iter().any(|(map, _)| *map == name) {
            return;
        }
        if !flag.get_action().takes_values() {
            let Some(last) = values.last() else { return };
            return self.switch(name, last);
        }
        for text in self.values(name, values) {
            self.tokens.push(format!("--{name}={text}").into());
        }
    }

    /// Whether the user gave the flag on the command line, so that it overrides the file.
    fn given(&self, name: &str, short: Option<char>) -> bool {
        let long = format!("--{name}");
        self.line.iter().map(|word| word.to_string_lossy()).any(|word| {
            let long = word
                .strip_prefix(&long)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('='));
            long || short.is_some_and(|short| {
                !word.starts_with("--") && word.starts_with(&format!("-{short}"))
            })
        })
    }

    fn switch(&mut self, name: &str, value: &Node) {
        match self.scalar(value).as_deref() {
            Some("true") => self.tokens.push(format!("--{name}").into()),
            Some("false") | None => {}
            Some(_) => self.refuse(value, &format!("`{name}` is true or false")),
        }
    }

    /// The values of a flag: one, a list of them, or maps where the flag takes pairs.
    fn values(&mut self, name: &str, values: &[&Node]) -> Vec<String> {
        let Some(last) = values.last() else { return Vec::new() };
        let pairs = MAPS.iter().find(|(map, _)| *map == name);
        let texts: Vec<String> = match (&last.kind, pairs) {
            (Kind::List(items), _) => items.iter().filter_map(|item| self.scalar(item)).collect(),
            (Kind::Map(_), Some((_, separator))) => self.pairs(values, *separator),
            _ => return self.scalar(last).into_iter().map(|text| self.path(name, text)).collect(),
        };
        let listed = !NO_LISTS.contains(&name);
        let texts = texts.into_iter().map(|text| self.path(name, text));
        texts.map(|text| if listed { text.replace(',', "\\,") } else { text }).collect()
    }

    /// The pairs of several maps; of two for one key the later.
    fn pairs(&mut self, maps: &[&Node], separator: char) -> Vec<String> {
        let mut pairs: IndexMap<&str, String> = IndexMap::new();
        for map in maps {
            let Kind::Map(entries) = &map.kind else { continue };
            for (key, value) in entries {
                if let (Some(key), Some(value)) = (text(key), self.scalar(value)) {
                    pairs.insert(key, value);
                }
            }
        }
        pairs.into_iter().map(|(key, value)| format!("{key}{separator}{value}")).collect()
    }

    /// A path as seen from where the command runs.
    fn path(&self, name: &str, text: String) -> String {
        if !PATHS.contains(&name) {
            return text;
        }
        let join = |path: &str| match path {
            "-" => path.to_owned(),
            _ => self.folder.join(path).to_string_lossy().into_owned(),
        };
        match text.split_once('=') {
            Some((key, path)) if KEYED_PATHS.contains(&name) => format!("{key}={}", join(path)),
            _ => join(&text),
        }
    }

    /// A scalar in its own spelling.
    fn scalar(&mut self, node: &Node) -> Option<String> {
        match &node.kind {
            Kind::Scalar(_, Plain::Null) => None,
            Kind::Scalar(text, _) => Some(text.clone()),
            _ => {
                self.refuse(node, "a single value is expected here");
                None
            }
        }
    }

    fn refuse(&mut self, node: &Node, message: &str) {
        let span = Span::new(self.source, node.range.clone());
        self.findings.push(Finding::new(&rule::BASE_FILE, message).at(span));
    }
}

/// The finding with the known name that is nearest to one that is not.
pub(super) fn suggest<'k>(
    finding: Finding,
    name: &str,
    known: impl IntoIterator<Item = &'k str>,
) -> Finding {
    match did_you_mean(name, known) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::tree;

    /// The tokens and the parameters of maps laid over each other.
    fn read(levels: &[&str]) -> (Vec<String>, Vec<String>) {
        let source = Source::new("at/addonctl.yaml", levels.concat());
        let trees: Vec<_> = levels.iter().map(|level| tree::read(level).unwrap()).collect();
        let maps: Vec<&[(Node, Node)]> = trees
            .iter()
            .map(|tree| match &tree.roots[0].kind {
                Kind::Map(entries) => entries.as_slice(),
                _ => &[],
            })
            .collect();
        let mut settings = Settings::new(&source, &[]);
        settings.read(&laid_over(&maps), true);
        assert_eq!(settings.findings, []);
        let tokens = settings.tokens.iter().map(|token| token.to_str().unwrap().to_owned());
        let params = settings.params.iter().map(|p| format!("{}={}", p.name, p.value));
        (tokens.collect(), params.collect())
    }

    #[test]
    fn nearer_values_win_and_maps_of_pairs_go_together() {
        let (tokens, params) = read(&[
            "version: v1\ninstall: [a, b]\nlabel: {team: x, tier: y}\nparams: {n: 1, m: 2}\n",
            "name: web\ninstall: c\nlabel: {tier: z}\nparams: {n: 3}\nno-delete: true\n",
        ]);
        let expected = [
            "--version=v1",
            "--install=at/c",
            "--label=team=x",
            "--label=tier=z",
            "web",
            "--no-delete",
        ];
        assert_eq!(tokens, expected);
        assert_eq!(params, ["n=3", "m=2"]);
    }

    #[test]
    fn a_list_takes_the_place_of_a_map() {
        assert_eq!(read(&["deps: {a: '1'}\n", "deps: ['b:2']\n"]).0, ["--deps=b:2"]);
    }
}
