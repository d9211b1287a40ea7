//! The last door before a terminal: whatever is written, only lines and our own styles get through.

use std::io::{self, Write};

use crate::plain::acts;

/// A stream whose reader may act on what it reads: a terminal, or a log that runs commands.
#[derive(Debug)]
pub struct Safe<W> {
    inner: W,
    cleans: bool,
    heard: bool,
}

impl<W: Write> Safe<W> {
    /// Standard error. Whether anybody hears it changes nothing: that it cannot be written is no failure.
    pub fn talk(inner: W) -> Self {
        Self { inner, cleans: true, heard: false }
    }

    /// Standard output, which is passed on byte for byte unless a terminal shows it.
    pub fn product(inner: W, terminal: bool) -> Self {
        Self { inner, cleans: terminal, heard: true }
    }

    fn all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if !self.cleans {
            return self.inner.write_all(bytes);
        }
        let text = String::from_utf8_lossy(bytes);
        self.inner.write_all(harmless(&text).as_bytes())
    }
}

impl<W: Write> Write for Safe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.all(bytes) {
            Err(error) if self.heard => Err(error),
            _ => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.inner.flush() {
            Err(error) if self.heard => Err(error),
            _ => Ok(()),
        }
    }
}

/// The text with all escaped that acts, apart from ends of lines, styles and the moves of a progress that is drawn.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c| acts(c) && !matches!(c, '\n' | '\t' | '\r')) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = own_sequence(rest).unwrap_or_default();
        if length > 0 {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some(c) = rest.chars().next() {
            out.extend(c.escape_unicode());
            rest = &rest[c.len_utf8()..];
        }
    }
    out + rest
}

/// The length of a style, or of a move of the cursor, that a text begins with.
fn own_sequence(text: &str) -> Option<usize> {
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|c: char| !c.is_ascii_digit() && c != ';')?;
    let last = body[end..].chars().next()?;
    matches!(last, 'm' | 'A' | 'J' | 'K').then_some(2 + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::StorageFull.into())
        }
    }

    #[test]
    fn styles_pass_and_nothing_else_that_acts() {
        let own = "\x1b[1;31merror\x1b[0m: a\tb\r\x1b[2A\x1b[J\n";
        assert_eq!(harmless(own), own);
        for foreign in [
            "\x1b]0;title\x07",
            "\x1bP1\x1b\\",
            "\x1bc",
            "\x1b[6n",
            "\u{9b}31m",
            "\u{202e}x",
            "\x1b[?1049h",
            "\x08",
            "\x1b",
        ] {
            let text = harmless(foreign);
            assert!(!text.chars().any(acts), "{foreign:?}: {text:?}");
        }
        let mut out = Vec::new();
        Safe::product(&mut out, false).write_all(b"\x1b]0;\xff").unwrap();
        assert_eq!(out, b"\x1b]0;\xff");
    }

    #[test]
    fn nobody_has_to_hear_the_talk() {
        writeln!(Safe::talk(Full), "x").unwrap();
        writeln!(Safe::product(Full, true), "x").unwrap_err();
    }
}
