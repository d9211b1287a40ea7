//! One document of a text: its value as kubectl reads it, and where its fields stand.

use std::sync::Arc;

use serde_json::Value;

use super::path::Path;
use super::text::Text;
use crate::finding::{Finding, Rule};
use crate::source::Span;
pub(super) use crate::yaml::items;
use crate::yaml::scalar::Plain;
use crate::yaml::tree::{Kind, Node};

/// A document and the text that it stands in.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The text.
    pub(super) text: Arc<Text>,
    /// The tree of it.
    pub(super) root: Arc<Node>,
}

impl Document {
    /// A finding about the value at a path.
    pub(super) fn finding(
        &self,
        rule: &'static Rule,
        path: &Path,
        message: impl Into<String>,
    ) -> Finding {
        Finding::new(rule, message).at(self.span(path))
    }

    /// A finding about the key at the end of a path.
    pub(super) fn about_key(
        &self,
        rule: &'static Rule,
        path: &Path,
        message: impl Into<String>,
    ) -> Finding {
        Finding::new(rule, message).at(self.key_span(path))
    }

    /// Where the key at the end of a path stands, or what is nearest to it.
    pub(super) fn key_span(&self, path: &Path) -> Span {
        let found = path.find(&self.root);
        let node = found.key.unwrap_or(found.value);
        self.text.span(first_line(&self.text, node.range.clone()))
    }

    /// Where the value at a path stands, or what is nearest to it.
    pub(super) fn span(&self, path: &Path) -> Span {
        self.text.span(first_line(&self.text, path.find(&self.root).range()))
    }

    /// The scalar at a path, and whether it is written without quotes.
    pub(super) fn scalar(&self, path: &Path) -> Option<(&Node, Plain)> {
        let found = path.find(&self.root);
        match (&found.value.kind, found.whole) {
            (Kind::Scalar(_, plain), true) => Some((found.value, *plain)),
            _ => None,
        }
    }

    /// The text at a path that is text itself, such as a template.
    pub(super) fn embedded(&self, path: &Path) -> Option<Text> {
        let found = path.find(&self.root);
        if found.whole { self.text.embedded(found.value) } else { None }
    }

    /// The finding with the fix that puts quotes around the scalar at a path.
    pub(super) fn quoting(&self, finding: Finding, path: &Path) -> Finding {
        let Some((node, _)) = self.scalar(path) else { return finding };
        match self.text.exact(node.range.clone()) {
            Some(span) if !span.text().is_empty() => {
                let quoted = format!("\"{}\"", span.text());
                let finding = finding.help(format!("write {quoted}"));
                finding.fix(span, quoted)
            }
            _ => finding.help("put quotes around it"),
        }
    }
}

/// A stretch without what follows its first line.
fn first_line(text: &Text, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let stretch = text.content.get(range.clone()).unwrap_or_default();
    let length = stretch.find('\n').unwrap_or(stretch.len());
    range.start..range.start + length
}

/// The kind of a value, as messages call it.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a bool",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    }
}
