//! A text that was read, and where it came from: what every place in a message points into.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A text and the name it goes by in messages (`install/deploy.yaml`, `standard input`).
///
/// Line ends are LF only and there is no byte order mark: [`Source::new`] sees to both, as kubectl does.
#[derive(Debug)]
pub struct Source {
    /// What messages call it.
    pub origin: String,
    /// The text, with LF line ends.
    pub text: String,
    /// Places whose lines and columns are known, made when they are asked for.
    marks: OnceLock<Vec<Mark>>,
}

/// How far marks are from each other at the most, in bytes.
const STRIDE: usize = 4096;

/// A place whose line and column are known.
#[derive(Debug, Clone, Copy)]
struct Mark {
    offset: usize,
    line: usize,
    column: usize,
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        (&self.origin, &self.text) == (&other.origin, &other.text)
    }
}

impl Eq for Source {}

impl Source {
    /// Takes the text in, CRLF made LF, byte order marks at the start of a line dropped.
    ///
    /// kubectl's reader does the former to YAML; the latter come from files glued together, and no YAML parser
    /// that kubectl uses would take them for content there.
    pub fn new(origin: impl Into<String>, text: String) -> Arc<Self> {
        Arc::new(Self { origin: origin.into(), text: normalise(text), marks: OnceLock::new() })
    }

    /// The line (from 1) and column (from 1, in characters) of a byte offset.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.floor(offset);
        let marks = self.marks.get_or_init(|| marks(&self.text));
        let after = marks.partition_point(|mark| mark.offset <= offset);
        let Mark { offset: from, line, column } = marks[after.saturating_sub(1)];
        (line, column + self.text[from..offset].chars().count())
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

/// The text of a file: UTF-8, or UTF-16 with a byte order mark, which kubectl reads as well.
///
/// # Errors
/// Says where it is neither.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    let units = |pair: fn([u8; 2]) -> u16| -> Result<String, String> {
        let units = bytes[2..].chunks(2).map(|it| it.try_into().map(pair));
        let units: Option<Vec<u16>> = units.map(Result::ok).collect();
        let text = units.and_then(|units| String::from_utf16(&units).ok());
        text.ok_or_else(|| "it begins as UTF-16, and is no UTF-16 further on".to_owned())
    };
    match bytes.as_slice() {
        [0xFF, 0xFE, ..] => return units(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => return units(u16::from_be_bytes),
        _ => {}
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let (before, byte) = (&error.as_bytes()[..at], error.as_bytes()[at]);
        let line = before.split(|b| *b == b'\n').count();
        let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        format!("it is not UTF-8: line {line}, column {column} has the byte 0x{byte:02X}")
    })
}

/// A mark at each start of a line, and more of them in long lines; there is always one.
fn marks(text: &str) -> Vec<Mark> {
    let mut last = Mark { offset: 0, line: 1, column: 1 };
    let mut marks = vec![last];
    let (mut line, mut column) = (1, 1);
    for (offset, c) in text.char_indices() {
        if offset - last.offset >= STRIDE {
            last = Mark { offset, line, column };
            marks.push(last);
        }
        column += 1;
        if c == '\n' {
            (line, column) = (line + 1, 1);
            last = Mark { offset: offset + 1, line, column };
            marks.push(last);
        }
    }
    marks
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
    fn texts_are_utf_8_or_utf_16_with_a_mark() {
        let text = "a: \u{e4}\u{1f600}\n";
        let little = text.encode_utf16().flat_map(u16::to_le_bytes);
        let big = text.encode_utf16().flat_map(u16::to_be_bytes);
        assert_eq!(decode([0xFF, 0xFE].into_iter().chain(little).collect()).unwrap(), text);
        assert_eq!(decode([0xFE, 0xFF].into_iter().chain(big).collect()).unwrap(), text);
        assert_eq!(decode(text.into()).unwrap(), text);
        assert!(decode(vec![0xFF, 0xFE, b'a']).is_err());
        let expected = "it is not UTF-8: line 2, column 3 has the byte 0xFF";
        assert_eq!(decode(b"a\n\xC3\xA4b\xFF".to_vec()).unwrap_err(), expected);
    }

    #[test]
    fn positions_count_characters_from_one() {
        let source = Source::new("x", "ä: 1\nö: 2".to_owned());
        assert_eq!(source.position(0), (1, 1));
        assert_eq!(source.position(3), (1, 3));
        assert_eq!(source.position(source.text.len()), (2, 5));
    }

    #[test]
    fn positions_are_those_that_are_counted() {
        let text = format!("ä{}\n\n{}\nö", "x".repeat(9000), "ü".repeat(5000));
        let source = Source::new("x", text);
        for offset in (0..source.text.len() + 2).step_by(37) {
            let before = &source.text[..source.floor(offset)];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            assert_eq!(source.position(offset), (line, column), "{offset}");
        }
    }
}
