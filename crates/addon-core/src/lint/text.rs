//! A text inside a text, such as a template in an Addon, and where in the file its parts stand.

use std::ops::Range;
use std::sync::Arc;

use crate::source::{Source, Span};
use crate::yaml::tree::{Kind, Node};

/// A text and the way back to the file that it was read from.
#[derive(Debug)]
pub(super) struct Text {
    /// The text itself.
    pub(super) content: String,
    /// The file.
    source: Arc<Source>,
    place: Place,
}

/// Where in the file a text stands.
#[derive(Debug)]
enum Place {
    /// Line by line, because it is the file itself or a block literal: where each line starts here and there.
    Lines(Vec<(usize, usize)>),
    /// Somewhere in here: its spelling in the file is another.
    Somewhere(Range<usize>),
}

impl Text {
    /// A file as a whole.
    pub(super) fn of(source: &Arc<Source>) -> Self {
        let lines = starts(&source.text).map(|start| (start, start)).collect();
        Self {
            content: source.text.clone(),
            source: Arc::clone(source),
            place: Place::Lines(lines),
        }
    }

    /// The value of a scalar of this text, as a text of its own.
    pub(super) fn embedded(&self, node: &Node) -> Option<Self> {
        let Kind::Scalar(value, _) = &node.kind else { return None };
        let lines = self.lines_of(node, value);
        let place = match (&self.place, lines) {
            (Place::Lines(_), Some(lines)) => Place::Lines(lines),
            _ => Place::Somewhere(self.range(node.range.clone())),
        };
        Some(Self { content: value.clone(), source: Arc::clone(&self.source), place })
    }

    /// Where the lines of a scalar's value start in it and in the file; none where they are spelled otherwise there.
    fn lines_of(&self, node: &Node, value: &str) -> Option<Vec<(usize, usize)>> {
        let spelled = self.content.get(node.range.clone())?;
        if spelled == value {
            return Some(
                starts(value).map(|at| (at, self.offset(node.range.start + at))).collect(),
            );
        }
        let inner = spelled.get(1..spelled.len().saturating_sub(1));
        if inner == Some(value) && spelled.starts_with(['"', '\'']) {
            return Some(vec![(0, self.offset(node.range.start + 1))]);
        }
        let mut at = self.first_line(node);
        let first = value.lines().find(|line| !line.is_empty())?;
        let indent = self.content[at..].lines().find(|line| !line.trim().is_empty())?;
        let indent = indent.len().checked_sub(first.len())?;
        let mut lines = Vec::new();
        for (start, line) in starts(value).zip(value.split('\n')) {
            let outer = self.content.get(at..)?.lines().next().unwrap_or_default();
            if !line.is_empty() && outer.get(indent..) != Some(line) {
                return None;
            }
            lines.push((start, self.offset(at + indent.min(outer.len()))));
            at = (at + outer.len() + 1).min(self.content.len());
        }
        Some(lines)
    }

    /// The start of the first line of a block literal's content, behind its header.
    fn first_line(&self, node: &Node) -> usize {
        let start = self.content.floor_char_boundary(node.range.start);
        if self.content[start..].starts_with(['|', '>']) {
            return self.content[start..]
                .find('\n')
                .map_or(self.content.len(), |at| start + at + 1);
        }
        self.content[..start].rfind('\n').map_or(0, |at| at + 1)
    }

    /// A stretch of this text, in the file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(&self.source, self.range(range))
    }

    /// The same, where the stretch is spelled in the file as it is here.
    pub(super) fn exact(&self, range: Range<usize>) -> Option<Span> {
        let wanted = self.content.get(range.clone())?.to_owned();
        let span = self.span(range);
        (matches!(self.place, Place::Lines(_)) && span.text() == wanted).then_some(span)
    }

    fn range(&self, range: Range<usize>) -> Range<usize> {
        match &self.place {
            Place::Somewhere(whole) => whole.clone(),
            Place::Lines(_) => {
                let start = self.offset(range.start);
                start..self.offset(range.end).max(start)
            }
        }
    }

    /// An offset of this text, in the file.
    fn offset(&self, offset: usize) -> usize {
        match &self.place {
            Place::Somewhere(whole) => whole.start,
            Place::Lines(lines) => {
                let index = lines.partition_point(|(here, _)| *here <= offset).saturating_sub(1);
                let (here, there) = lines.get(index).copied().unwrap_or_default();
                (there + offset.saturating_sub(here)).min(self.source.text.len())
            }
        }
    }
}

/// Where the lines of a text start.
fn starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::path::Path;
    use crate::yaml::tree;

    /// What stands in the file where `word` stands in the text at a path, and in a text in that text.
    fn spelled(file: &str, paths: &[&str], word: &str) -> String {
        let source = Source::new("x", file.to_owned());
        let mut text = Text::of(&source);
        for path in paths {
            let tree = tree::read(&text.content).unwrap();
            let node = Path::from(*path).find(&tree.roots[0]).value;
            text = text.embedded(node).unwrap();
        }
        let at = text.content.find(word).unwrap();
        text.span(at..at + word.len()).text().to_owned()
    }

    #[test]
    fn block_literals_are_found_line_by_line() {
        let file =
            "a:\n  t: |\n    x: 1\n\n    y:\n      d: |\n        k: wörd\n        z: 2\n  u: 1\n";
        assert_eq!(spelled(file, &["a.t"], "y:"), "y:");
        assert_eq!(spelled(file, &["a.t", "y.d"], "wörd"), "wörd");
        assert_eq!(spelled(file, &["a.t", "y.d"], "z: 2"), "z: 2");
        let indented = "t: |2\n    x: 1\n  y: 2\n";
        assert_eq!(spelled(indented, &["t"], "y: 2"), "y: 2");
    }

    #[test]
    fn other_spellings_are_found_as_a_whole() {
        let file = "t: \"a: 1\\nb: 2\\n\"\nu: 1\n";
        assert_eq!(spelled(file, &["t"], "b: 2"), "\"a: 1\\nb: 2\\n\"");
        assert_eq!(spelled("t: plain\n", &["t"], "lain"), "lain");
        assert_eq!(spelled("t: 'quoted'\n", &["t"], "ted"), "ted");
    }
}
