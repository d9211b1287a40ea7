//! Lines of the product as a terminal is to have them: plain, as wide as it is, and in colour where that is wanted.

use super::fit::{cut, width};
use crate::plain;

/// What a word means, which decides on its colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing.
    #[default]
    Plain,
    /// All is well: green.
    Good,
    /// On its way, or to be looked at: yellow.
    Busy,
    /// Something is wrong: red.
    Bad,
}

impl Tone {
    /// The tone of a phase of the controller or of Argo, or of the type of an event.
    pub(crate) fn of_phase(phase: &str) -> Self {
        match phase {
            "" | "Normal" | "Skipped" | "Omitted" | "<unknown>" => Self::Plain,
            "Succeeded" => Self::Good,
            "Failed" | "Error" | "Delete Failed" | "Validation Failed" => Self::Bad,
            _ => Self::Busy,
        }
    }

    fn escape(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "\x1b[32m",
            Self::Busy => "\x1b[33m",
            Self::Bad => "\x1b[31m",
        }
    }
}

/// How lines are to look where they go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether in colour.
    pub(crate) colour: bool,
    /// How wide they may be; none where nothing is cut.
    pub(crate) columns: Option<usize>,
}

/// Some words of a line, and what they mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    /// What they mean.
    pub(crate) tone: Tone,
    /// The words; foreign bytes among them are made plain.
    pub(crate) text: String,
}

impl Piece {
    /// Words with a meaning.
    pub(crate) fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }

    /// Words without one.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::new(Tone::Plain, text)
    }
}

/// A line of these pieces, without blanks at its end.
pub(crate) fn line(pieces: &[Piece], look: Look) -> String {
    let mut pieces: Vec<(Tone, String)> =
        pieces.iter().map(|piece| (piece.tone, one_line(&piece.text))).collect();
    while let Some((_, last)) = pieces.last_mut() {
        last.truncate(last.trim_end().len());
        if !last.is_empty() {
            break;
        }
        pieces.pop();
    }
    let whole: String = pieces.iter().map(|(_, text)| text.as_str()).collect();
    let fits = look.columns.is_none_or(|columns| width(&whole) <= columns);
    let kept = if fits { whole } else { cut(&whole, look.columns.unwrap_or_default()) };
    let mut rest = if fits { kept.as_str() } else { kept.trim_end_matches('…') };
    let ellipsis = &kept[rest.len()..];
    let mut out = String::new();
    for (tone, text) in pieces {
        let (now, later) = rest.split_at(text.len().min(rest.len()));
        rest = later;
        match tone.escape() {
            escape if look.colour && !escape.is_empty() && !now.is_empty() => {
                out.extend([escape, now, "\x1b[0m"]);
            }
            _ => out.push_str(now),
        }
    }
    out + ellipsis
}

/// Text as one line that does not steer the terminal.
fn one_line(text: &str) -> String {
    plain::text(&text.replace(['\n', '\r'], " ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cut_and_painted() {
        let pieces = [
            Piece::plain("a "),
            Piece::new(Tone::Good, "Succeeded"),
            Piece::plain("\u{1b}[31m x"),
            Piece::plain("  "),
        ];
        let look = |colour, columns| Look { colour, columns };
        assert_eq!(line(&pieces, look(false, None)), r"a Succeeded\u{1b}[31m x");
        assert_eq!(line(&pieces, look(true, Some(5))), "a \u{1b}[32mSu\u{1b}[0m…");
        assert_eq!(line(&pieces, look(true, Some(2))), "a…");
        assert_eq!(line(&pieces[..2], look(true, Some(11))), "a \u{1b}[32mSucceeded\u{1b}[0m");
        assert_eq!(line(&[], Look::default()), "");
    }
}
