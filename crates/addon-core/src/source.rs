//! A text that was read, and where it came from: what every place in a message points into.

use std::ops::Range;
use std::sync::Arc;

/// A text and the name it goes by in messages (`install/deploy.yaml`, `standard input`).
///
/// Line ends are LF only and there is no byte order mark: [`Source::new`] sees to both, as kubectl does.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// What messages call it.
    pub origin: String,
    /// The text, with LF line ends.
    pub text: String,
}

impl Source {
    /// Takes the text in, CRLF made LF, byte order marks at the start of a line dropped.
    ///
    /// kubectl's reader does the former to YAML; the latter come from files glued together, and no YAML parser
    /// that kubectl uses would take them for content there.
    pub fn new(origin: impl Into<String>, text: String) -> Arc<Self> {
        Arc::new(Self { origin: origin.into(), text: normalise(text) })
    }

    /// The line (from 1) and column (from 1, in characters) of a byte offset.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let before = &self.text[..self.floor(offset)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (
            before.bytes().filter(|b| *b == b'\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }

    /// The nearest character boundary at or before `offset`.
    fn floor(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset.min(self.text.len()))
    }
}

/// A stretch of a [`Source`]: what a finding points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text it lies in.
    pub source: Arc<Source>,
    /// Byte offsets into [`Source::text`].
    pub range: Range<usize>,
}

impl Span {
    /// The stretch `range` of `source`.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        Self { source: Arc::clone(source), range }
    }

    /// The text it covers.
    pub fn text(&self) -> &str {
        &self.source.text[self.range.clone()]
    }
}

fn normalise(text: String) -> String {
    let text = if text.contains('\r') { text.replace("\r\n", "\n") } else { text };
    if !text.contains(BOM) {
        return text;
    }
    text.split_inclusive('\n').map(|line| line.trim_start_matches(BOM)).collect()
}

const BOM: char = '\u{feff}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crlf_and_byte_order_marks_go() {
        let source = Source::new("x", "\u{feff}a: 1\r\n---\r\n\u{feff}b: \u{feff}\n".to_owned());
        assert_eq!(source.text, "a: 1\n---\nb: \u{feff}\n");
    }

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("x", "ä: 1\nö: 2".to_owned());
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(3), (1, 3));
        assert_eq!(source.position(source.text.len()), (2, 5));
    }
}
