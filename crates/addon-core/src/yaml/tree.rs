//! A YAML or JSON text as a small tree whose scalars keep their spelling and whose nodes know their place.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, ScalarStyle, ScanError, Span, Tag};

use crate::yaml::scalar::{self, Plain};

/// A node and where it is.
#[derive(Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its tag as resolved (`tag:yaml.org,2002:int`), unless it says what the node is anyway.
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
    let masked = json.then(|| mask_surrogates(text));
    let mut builder = Builder { json: json.then_some(text), ..Builder::default() };
    for next in super::parser(masked.as_deref().unwrap_or(text)) {
        let (event, span) = next.map_err(|error| failure(&error))?;
        builder.take(event, &span);
    }
    Ok(builder.tree)
}

fn failure(error: &ScanError) -> (String, usize) {
    (error.info(), error.marker().byte_offset().unwrap_or_default())
}

/// JSON writes a character beyond the basic plane as two escapes, which YAML refuses.
///
/// Each is made another of the same length; the strings themselves are decoded from the text as it was.
fn mask_surrogates(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        let (before, escape) = rest.split_at(at + 2);
        out.push_str(before);
        let surrogate = matches!(
            escape.as_bytes(),
            [b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F', _, _, ..]
        ) && escape.is_char_boundary(4);
        if surrogate {
            out.push_str("0020");
        }
        rest = &escape[if surrogate { 4 } else { 0 }..];
    }
    out.push_str(rest);
    out
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
    fn take(&mut self, event: Event<'_>, span: &Span) {
        let range = span.byte_range().unwrap_or_default();
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let tag = foreign(tag.as_deref(), "str");
                let scalar = self.scalar(&text, style, &range, span.tag_span().is_some());
                if anchor != 0 {
                    self.tree.anchors.insert(anchor, scalar.clone());
                }
                self.place(Node { kind: Kind::Scalar(scalar.0, scalar.1), tag, range });
            }
            Event::Alias(anchor) => {
                self.place(Node { kind: Kind::Alias(anchor), tag: None, range });
            }
            Event::SequenceStart(_, _, tag) => {
                let tag = foreign(tag.as_deref(), "seq");
                self.open.push(Open {
                    entries: None,
                    items: Vec::new(),
                    key: None,
                    tag,
                    start: range.start,
                });
            }
            Event::MappingStart(_, _, tag) => {
                let tag = foreign(tag.as_deref(), "map");
                self.open.push(Open {
                    entries: Some(Vec::new()),
                    items: Vec::new(),
                    key: None,
                    tag,
                    start: range.start,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            _ => {}
        }
    }

    fn scalar(
        &self,
        text: &str,
        style: ScalarStyle,
        range: &Range<usize>,
        tagged: bool,
    ) -> (String, Plain) {
        if style == ScalarStyle::Plain {
            // The parser gives `~` for a scalar that is not there.
            let text = if range.is_empty() { "" } else { text };
            // `!!str` makes text of anything.
            let plain = if tagged { Plain::String } else { scalar::resolve(text) };
            return (text.to_owned(), plain);
        }
        let decoded = self
            .json
            .and_then(|json| json.get(range.clone()))
            .and_then(|quoted| serde_json::from_str(quoted).ok());
        (decoded.unwrap_or_else(|| text.to_owned()), Plain::String)
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
fn foreign(tag: Option<&Tag>, usual: &str) -> Option<String> {
    let tag = tag.filter(|tag| !tag.is_yaml_core_schema_tag(usual))?;
    let (handle, suffix) = tag.original_parts();
    (!suffix.is_empty()).then(|| format!("{handle}{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrogates_are_masked_at_the_same_length() {
        let text = r#"{"a": "\ud83d\uDE00 \u00e4 \\ud83d"}"#;
        let masked = mask_surrogates(text);
        assert_eq!(masked, r#"{"a": "\u0020\u0020 \u00e4 \\u0020"}"#);
        assert_eq!(masked.len(), text.len());
    }
}
