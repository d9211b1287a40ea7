//! A path to a field, such as `spec.templates[0].name`, and the node of a text that it leads to.

use std::fmt;

use crate::yaml::tree::{Kind, Node};

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// Into a field of a map.
    Key(String),
    /// Into an item of a list.
    Index(usize),
}

/// A path from a document's root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Path(Vec<Step>);

/// What a path leads to, or as near to it as there is something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    /// The key, where the last step is into a map.
    pub(super) key: Option<&'a Node>,
    /// The value.
    pub(super) value: &'a Node,
    /// Whether this is the end of the path, and not only a part of the way.
    pub(super) whole: bool,
}

impl Found<'_> {
    /// What to point at: the value if it is on one line, else the key.
    pub(super) fn range(&self) -> std::ops::Range<usize> {
        match (self.key, &self.value.kind) {
            (Some(key), Kind::Map(_) | Kind::List(_)) => key.range.clone(),
            _ => self.value.range.clone(),
        }
    }
}

impl Path {
    /// The path and a key.
    #[must_use]
    pub(super) fn key(&self, key: &str) -> Self {
        Self(self.0.iter().cloned().chain([Step::Key(key.to_owned())]).collect())
    }

    /// The path and an index.
    #[must_use]
    pub(super) fn index(&self, index: usize) -> Self {
        Self(self.0.iter().cloned().chain([Step::Index(index)]).collect())
    }

    /// The node at the path, or the last one on the way to it.
    pub(super) fn find<'a>(&self, root: &'a Node) -> Found<'a> {
        let mut found = Found { key: None, value: root, whole: true };
        for step in &self.0 {
            let next = match (step, &found.value.kind) {
                (Step::Key(wanted), Kind::Map(entries)) => {
                    let is = |key: &Node| matches!(&key.kind, Kind::Scalar(k, _) if k == wanted);
                    entries.iter().find(|(key, _)| is(key)).map(|(key, value)| (Some(key), value))
                }
                (Step::Index(index), Kind::List(items)) => {
                    items.get(*index).map(|item| (None, item))
                }
                _ => None,
            };
            let Some((key, value)) = next else { return Found { whole: false, ..found } };
            found = Found { key, value, whole: true };
        }
        found
    }
}

impl From<&str> for Path {
    /// Reads `a.b[0].c`. A key with a point in it cannot be written so.
    fn from(text: &str) -> Self {
        let mut steps = Vec::new();
        for part in text.split('.').filter(|part| !part.is_empty()) {
            let mut pieces = part.split('[');
            steps.extend(
                pieces.next().filter(|key| !key.is_empty()).map(|k| Step::Key(k.to_owned())),
            );
            let indices = pieces.filter_map(|piece| piece.trim_end_matches(']').parse().ok());
            steps.extend(indices.map(Step::Index));
        }
        Self(steps)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if at == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::tree;

    #[test]
    fn paths_are_read_and_written() {
        let path = Path::from("spec.templates[0].steps[1][2].name");
        assert_eq!(path.to_string(), "spec.templates[0].steps[1][2].name");
        assert_eq!(Path::default().key("a").index(0), Path::from("a[0]"));
    }

    #[test]
    fn the_nearest_node_is_found() {
        let text = "a:\n- b: 1\n- c: {d: 2}\n";
        let tree = tree::read(text).unwrap();
        let told = |path: &str| {
            let found = Path::from(path).find(&tree.roots[0]);
            (text[found.range()].to_owned(), found.whole)
        };
        assert_eq!(told("a[0].b"), ("1".to_owned(), true));
        assert_eq!(told("a[1].c"), ("c".to_owned(), true));
        assert_eq!(told("a[1].c.e"), ("c".to_owned(), false));
    }
}
