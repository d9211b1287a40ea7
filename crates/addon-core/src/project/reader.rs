//! Nodes of a project file on their way to values: what each refuses is collected, so that all of it is told at once.

use std::path::{Component, Path};
use std::sync::Arc;

use super::value::Given;
use crate::finding::{Finding, Findings, Place, did_you_mean, rule};
use crate::shell;
use crate::source::{Source, Span};
use crate::yaml::scalar::Plain;
use crate::yaml::tree::{Kind, Node, Tree};

/// A scalar in its own spelling, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) text: String,
    pub(super) place: Place,
}

/// An entry of a map: its key as text, where that stands, and the value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'n> {
    pub(super) key: &'n str,
    pub(super) at: &'n Node,
    pub(super) value: &'n Node,
}

/// The reader of one project file.
pub(super) struct Reader<'t> {
    source: &'t Arc<Source>,
    tree: &'t Tree,
    pub(super) findings: Findings,
}

impl<'t> Reader<'t> {
    pub(super) fn new(source: &'t Arc<Source>, tree: &'t Tree) -> Self {
        Self { source, tree, findings: Vec::new() }
    }

    /// Where a node stands; a value that is not written stands at its key.
    pub(super) fn place(&self, node: &Node) -> Place {
        Place::Text(self.span(node))
    }

    pub(super) fn span(&self, node: &Node) -> Span {
        let range = node.range.clone();
        let first_line = self.source.text.get(range.clone()).unwrap_or_default();
        let length = first_line.find('\n').unwrap_or(first_line.len());
        Span::new(self.source, range.start..range.start + length)
    }

    pub(super) fn refuse(&mut self, node: &Node, message: impl Into<String>) {
        let finding = Finding::new(&rule::PROJECT, message).at(self.span(node));
        self.findings.push(finding);
    }

    pub(super) fn refuse_with_help(
        &mut self,
        node: &Node,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let finding = Finding::new(&rule::PROJECT, message).at(self.span(node));
        self.findings.push(finding.help(help));
    }

    /// Refuses a name that is none of those that are known.
    pub(super) fn unknown<'k>(
        &mut self,
        node: &Node,
        message: String,
        name: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        match did_you_mean(name, known) {
            Some(near) => self.refuse_with_help(node, message, format!("did you mean `{near}`?")),
            None => self.refuse(node, message),
        }
    }

    /// The text of a single value.
    pub(super) fn scalar(&mut self, key: &str, at: &Node, value: &Node) -> Option<Text> {
        self.tag(value);
        let (text, plain) = match &value.kind {
            Kind::Scalar(text, plain) => (text, *plain),
            Kind::Alias(anchor) => match self.tree.anchors.get(anchor) {
                Some((text, plain)) => (text, *plain),
                None => return self.no_alias(value),
            },
            Kind::Map(_) => {
                self.refuse(value, format!("`{key}` takes no map"));
                return None;
            }
            Kind::List(_) => {
                self.refuse(value, format!("`{key}` takes one value, not a list"));
                return None;
            }
        };
        let place = if value.range.is_empty() { at } else { value };
        if plain == Plain::Null {
            let help = "leave the key out, or write '' for an empty text";
            self.refuse_with_help(place, format!("`{key}` has no value"), help);
            return None;
        }
        Some(Text { text: text.clone(), place: self.place(place) })
    }

    /// The text of an item of a list.
    pub(super) fn item(&mut self, key: &str, list: &Node, item: &Node) -> Option<Text> {
        if let Kind::Scalar(_, Plain::Null) = item.kind {
            let place = if item.range.is_empty() { list } else { item };
            let help = "take the empty item out";
            self.refuse_with_help(place, format!("an item of `{key}` has no value"), help);
            return None;
        }
        self.scalar(key, item, item)
    }

    /// The entries of a map, each key once; none, and a finding, for what is no map. Nothing at all is an empty map.
    pub(super) fn map<'n>(&mut self, node: &'n Node, what: &str) -> Option<Vec<Entry<'n>>> {
        self.tag(node);
        let entries = match &node.kind {
            Kind::Map(entries) => entries,
            Kind::Scalar(_, Plain::Null) => return Some(Vec::new()),
            Kind::Alias(_) => return self.no_alias(node),
            _ => {
                self.refuse(node, format!("{what} is a map"));
                return None;
            }
        };
        let mut out: Vec<Entry<'n>> = Vec::new();
        for (at, value) in entries {
            let Some(key) = self.key(at) else { continue };
            if let Some(first) = out.iter().find(|entry| entry.key == key) {
                let message = format!("`{key}` is given twice");
                let finding = Finding::new(&rule::PROJECT, message).at(self.span(at));
                self.findings.push(finding.related(self.span(first.at), "given here first"));
            } else {
                out.push(Entry { key, at, value });
            }
        }
        Some(out)
    }

    fn key<'n>(&mut self, key: &'n Node) -> Option<&'n str> {
        self.tag(key);
        match &key.kind {
            Kind::Scalar(_, Plain::Merge) => {
                let help = "write the entries out; what addons share goes into `defaults`";
                self.refuse_with_help(key, "a project file takes no merge keys", help);
                None
            }
            Kind::Scalar(_, Plain::Null) | Kind::Map(_) | Kind::List(_) | Kind::Alias(_) => {
                self.refuse(key, "a key is text, and nothing else");
                None
            }
            Kind::Scalar(text, _) => Some(text),
        }
    }

    fn no_alias<T>(&mut self, node: &Node) -> Option<T> {
        let help = "write it out; what addons share goes into `defaults`";
        self.refuse_with_help(
            node,
            "aliases stand for single values here, not for maps and lists",
            help,
        );
        None
    }

    fn tag(&mut self, node: &Node) {
        let Some(tag) = &node.tag else { return };
        let help = "values are text as it stands here; leave the tag out";
        self.refuse_with_help(
            node,
            format!("the tag `{tag}` is not taken in a project file"),
            help,
        );
    }

    /// Refuses two keys that exclude each other, unless one is switched off.
    pub(super) fn exclusive(&mut self, one: &Entry<'_>, two: &Entry<'_>) {
        let off = |node: &Node| matches!(&node.kind, Kind::Scalar(text, _) if text == "false");
        if !off(one.value) && !off(two.value) {
            let message = format!("`{}` and `{}` exclude each other", one.key, two.key);
            let finding = Finding::new(&rule::PROJECT, message).at(self.span(two.at));
            self.findings.push(finding.related(self.span(one.at), "given here"));
        }
    }

    /// Refuses a name that is there already.
    pub(super) fn once<'g>(
        &mut self,
        name: &Given<String>,
        what: &str,
        mut before: impl Iterator<Item = &'g Given<String>>,
    ) {
        let Some(first) = before.find(|other| other.value == name.value) else { return };
        let message = format!("there are two {what} `{}`", name.value);
        let finding = Finding::new(&rule::PROJECT, message).at(name.place.clone());
        self.findings.push(match &first.place {
            Place::Text(span) => finding.related(span.clone(), "the first one"),
            _ => finding,
        });
    }

    /// A path as seen from where the command runs. It stays in the project's folder: whoever builds a project that
    /// somebody else wrote gives it nothing else to read.
    pub(super) fn path(&mut self, key: &str, text: Text) -> Option<Text> {
        if text.text == "-" {
            return Some(text);
        }
        let message = if text.text.is_empty() {
            format!("`{key}` names no path")
        } else if leaves(&text.text) {
            format!("`{}` is not in the folder of the project", text.text)
        } else {
            let folder = Path::new(&self.source.origin).parent().unwrap_or(Path::new(""));
            let path = folder.join(&text.text).to_string_lossy().into_owned();
            return Some(Text { text: path, ..text });
        };
        let finding = Finding::new(&rule::PROJECT, message).at(text.place);
        self.findings.push(if text.text.is_empty() {
            finding
        } else {
            let path = shell::quote(&text.text);
            finding.help(format!(
                "a project reads nothing outside of its folder; move the file into it, or let the command line name it: --{key} {path}"
            ))
        });
        None
    }
}

/// Whether a path leads out of the folder that it starts from.
fn leaves(path: &str) -> bool {
    let mut depth = 0_usize;
    for component in Path::new(path).components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir if depth > 0 => depth -= 1,
            _ => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::leaves;

    #[test]
    fn paths_may_wander_inside() {
        for inside in ["a", "a/b", "./a", "a/../b", "a/..", "."] {
            assert!(!leaves(inside), "{inside}");
        }
        for outside in ["/a", "..", "a/../../b", "./../a"] {
            assert!(leaves(outside), "{outside}");
        }
    }
}
