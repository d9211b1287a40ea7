//! A YAML or JSON text as a small tree whose scalars keep their spelling and whose nodes know their place.

use std::collections::HashMap;
use std::ops::Range;

use super::kubectl::{Event, Parser, Style};
use super::scalar::{self, Plain};

/// A node and where it is.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its tag (`!!int`), unless it says what the node is anyway.
    pub tag: Option<String>,
    /// Byte offsets.
    pub range: Range<usize>,
}

/// What a node is.
#[derive(Debug)]
pub enum Kind {
    /// A scalar: its text, and what a plain one stands for.
    Scalar(String, Plain),
    /// A map, in order.
    Map(Vec<(Node, Node)>),
    /// A list.
    List(Vec<Node>),
    /// An alias of the node with this anchor.
    Alias(usize),
}

/// All documents of a text.
#[derive(Debug, Default)]
pub struct Tree {
    /// The roots of the documents that are not empty.
    pub roots: Vec<Node>,
    /// The scalars with anchors.
    pub anchors: HashMap<usize, (String, Plain)>,
}

/// Reads a text; the error has a message and the byte offset of what cannot be read.
pub fn read(text: &str) -> Result<Tree, (String, usize)> {
    let json = text.trim_start().starts_with('{')
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let mut builder = Builder { json: json.then_some(text), ..Builder::default() };
    let mut parser = Parser::new(text, json);
    loop {
        match parser.next().map_err(|problem| (problem.message, problem.offset))? {
            (Event::StreamEnd, _) => return Ok(builder.tree),
            (event, range) => builder.take(event, range),
        }
    }
}

/// A collection that is still open.
#[derive(Debug)]
struct Open {
    /// The entries of a map; a list has none.
    entries: Option<Vec<(Node, Node)>>,
    items: Vec<Node>,
    key: Option<Node>,
    tag: Option<String>,
    start: usize,
}

#[derive(Debug, Default)]
struct Builder<'a> {
    tree: Tree,
    open: Vec<Open>,
    /// The text, if it is JSON.
    json: Option<&'a str>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Scalar(text, style, properties) => {
                let tagged = properties.tag.is_some();
                let scalar = self.scalar(text, style, &range, tagged);
                if properties.anchor != 0 {
                    self.tree.anchors.insert(properties.anchor, scalar.clone());
                }
                let tag = foreign(properties.tag, "str");
                self.place(Node { kind: Kind::Scalar(scalar.0, scalar.1), tag, range });
            }
            Event::Alias(anchor) => {
                self.place(Node { kind: Kind::Alias(anchor), tag: None, range });
            }
            Event::ListStart(_, properties) => {
                self.open(None, foreign(properties.tag, "seq"), range.start);
            }
            Event::MapStart(_, properties) => {
                self.open(Some(Vec::new()), foreign(properties.tag, "map"), range.start);
            }
            Event::ListEnd | Event::MapEnd => self.close(range.end),
            Event::DocumentStart(_) | Event::DocumentEnd | Event::StreamEnd => {}
        }
    }

    fn open(&mut self, entries: Option<Vec<(Node, Node)>>, tag: Option<String>, start: usize) {
        self.open.push(Open { entries, items: Vec::new(), key: None, tag, start });
    }

    fn scalar(
        &self,
        text: String,
        style: Style,
        range: &Range<usize>,
        tagged: bool,
    ) -> (String, Plain) {
        if style == Style::Plain {
            // `!!str` makes text of anything.
            let plain = if tagged { Plain::String } else { scalar::resolve(&text) };
            return (text, plain);
        }
        let decoded = self
            .json
            .and_then(|json| json.get(range.clone()))
            .and_then(|quoted| serde_json::from_str(quoted).ok());
        (decoded.unwrap_or(text), Plain::String)
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let kind = open.entries.map_or_else(|| Kind::List(open.items), Kind::Map);
        self.place(Node { kind, tag: open.tag, range: open.start..end.max(open.start) });
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            if !matches!(&node.kind, Kind::Scalar(text, Plain::Null) if text.is_empty()) {
                self.tree.roots.push(node);
            }
            return;
        };
        let Some(entries) = &mut open.entries else { return open.items.push(node) };
        match open.key.take() {
            None => open.key = Some(node),
            Some(key) => entries.push((key, node)),
        }
    }
}

/// The tag of a node, unless it is the `usual` one for a node of its kind, or `!`.
fn foreign(tag: Option<String>, usual: &str) -> Option<String> {
    let tag = tag.filter(|tag| tag != "!")?;
    match tag.strip_prefix("tag:yaml.org,2002:") {
        Some(core) => (core != usual).then(|| format!("!!{core}")),
        None => Some(tag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_of_json_are_read_by_its_rules() {
        let tree = read(r#"{"a": "\ud83d\uDE00 \u00e4 \\ud83d\/"}"#).unwrap();
        let Kind::Map(entries) = &tree.roots[0].kind else { panic!() };
        let expected = "\u{1f600} \u{e4} \\ud83d/";
        assert!(matches!(&entries[0].1.kind, Kind::Scalar(text, _) if text == expected));
    }
}
