//! The text of scalars: bare, in quotes, and in blocks.

use super::cursor::Mark;
use super::scanner::{Problem, Scan, Scanner};

/// Blanks and line breaks between words, until it is known what they become.
#[derive(Default)]
struct Gap {
    blanks: String,
    first_break: &'static str,
    further_breaks: String,
    broken: bool,
}

impl Gap {
    /// Takes a blank or a line break in.
    fn take(&mut self, scanner: &mut Scanner<'_>) {
        if scanner.at.is_blank(0) {
            if self.broken {
                scanner.at.skip();
            } else {
                scanner.at.take(&mut self.blanks);
            }
        } else if self.broken {
            self.further_breaks.push_str(scanner.at.take_break());
        } else {
            self.blanks.clear();
            self.first_break = scanner.at.take_break();
            self.broken = true;
        }
    }

    /// Writes what it stands for: one line break is a blank, more of them are one less.
    fn fold_into(&mut self, text: &mut String) {
        if !self.broken {
            text.push_str(&self.blanks);
        } else if self.first_break == "\n" && self.further_breaks.is_empty() {
            text.push(' ');
        } else {
            if self.first_break != "\n" {
                text.push_str(self.first_break);
            }
            text.push_str(&self.further_breaks);
        }
        *self = Self::default();
    }
}

impl Scanner<'_> {
    /// A bare scalar and where it ends.
    pub(super) fn scan_plain(&mut self) -> Scan<(String, Mark)> {
        let (mut text, mut gap) = (String::new(), Gap::default());
        let (mut end, indent) = (self.at.mark, self.indent + 1);
        let inside = |mark: Mark| isize::try_from(mark.column).is_ok_and(|it| it >= indent);
        loop {
            if self.at.is_document_marker() || self.at.byte(0) == b'#' {
                break;
            }
            if !self.at.is_gap(0) && !self.ends_plain() {
                gap.fold_into(&mut text);
                let from = self.at.mark.offset;
                while !self.at.is_gap(0) && !self.ends_plain() {
                    self.at.skip();
                }
                end = self.at.mark;
                text.push_str(&self.at.text[from..end.offset]);
            }
            if !(self.at.is_blank(0) || self.at.is_break(0)) {
                break;
            }
            while self.at.is_blank(0) || self.at.is_break(0) {
                if gap.broken && !inside(self.at.mark) && self.at.byte(0) == b'\t' {
                    let message = "a tab where the indent has to be of spaces";
                    return Err(Problem::at(self.at.mark, message));
                }
                gap.take(self);
            }
            if self.flow_level == 0 && !inside(self.at.mark) {
                break;
            }
        }
        if gap.broken {
            self.simple_key_allowed = true;
        }
        Ok((text, end))
    }

    fn ends_plain(&self) -> bool {
        match self.at.byte(0) {
            b':' => self.at.is_gap(1),
            byte => self.flow_level > 0 && b",?[]{}".contains(&byte),
        }
    }

    /// A scalar in quotes.
    pub(super) fn scan_quoted(&mut self, single: bool) -> Scan<String> {
        let start = self.at.mark;
        let quote = self.at.byte(0);
        self.at.skip();
        let (mut text, mut gap) = (String::new(), Gap::default());
        loop {
            if self.at.is_document_marker() {
                return Err(Problem::at(start, "the quote is not closed before the document ends"));
            }
            if self.at.is_end(0) {
                return Err(Problem::at(start, "the quote is not closed"));
            }
            while !self.at.is_gap(0) {
                match self.at.byte(0) {
                    b'\'' if single && self.at.byte(1) == b'\'' => {
                        self.at.skip();
                        self.at.take(&mut text);
                    }
                    byte if byte == quote => break,
                    b'\\' if !single && self.at.is_break(1) => {
                        self.at.skip();
                        self.at.take_break();
                        gap.broken = true;
                        break;
                    }
                    b'\\' if !single => self.escape(&mut text)?,
                    _ => self.at.take(&mut text),
                }
            }
            if self.at.byte(0) == quote {
                break;
            }
            // An escaped line break stands for nothing.
            let joined = gap.broken;
            while self.at.is_blank(0) || self.at.is_break(0) {
                gap.take(self);
            }
            if joined {
                text.push_str(&gap.further_breaks);
                gap = Gap::default();
            } else {
                gap.fold_into(&mut text);
            }
        }
        self.at.skip();
        Ok(text)
    }

    fn escape(&mut self, text: &mut String) -> Scan<()> {
        let start = self.at.mark;
        let digits = match self.at.byte(1) {
            b'x' => 2,
            b'u' => 4,
            b'U' => 8,
            other => {
                let meant = match other {
                    b'0' => '\0',
                    b'a' => '\u{7}',
                    b'b' => '\u{8}',
                    b't' | b'\t' => '\t',
                    b'n' => '\n',
                    b'v' => '\u{b}',
                    b'f' => '\u{c}',
                    b'r' => '\r',
                    b'e' => '\u{1b}',
                    b' ' => ' ',
                    b'"' => '"',
                    b'\'' => '\'',
                    b'\\' => '\\',
                    b'N' => '\u{85}',
                    b'_' => '\u{a0}',
                    b'L' => '\u{2028}',
                    b'P' => '\u{2029}',
                    b'/' if self.json => '/',
                    _ => return Err(Problem::at(start, "an escape that YAML does not have")),
                };
                text.push(meant);
                self.at.skip_many(2);
                return Ok(());
            }
        };
        self.at.skip_many(2);
        let code = self.at.text.get(self.at.mark.offset..self.at.mark.offset + digits);
        let hex = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(value) = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()) else {
            return Err(Problem::at(start, "an escape without its hexadecimal digits"));
        };
        match char::from_u32(value) {
            Some(c) => text.push(c),
            // Halves of a pair; JSON's values are read elsewhere.
            None if self.json => text.push('\u{fffd}'),
            None => {
                let message = "an escape of half a character, which JSON has and YAML has not";
                return Err(Problem::at(start, message));
            }
        }
        self.at.skip_many(digits);
        Ok(())
    }

    /// A literal or folded block, and where it ends.
    pub(super) fn scan_block(&mut self, literal: bool) -> Scan<(String, Mark)> {
        let start = self.at.mark;
        let (chomp, increment) = self.block_header(start)?;
        let mut indent = match increment {
            0 => 0,
            more => usize::try_from(self.indent).unwrap_or(0) + more,
        };
        let mut text = String::new();
        let (mut leading, mut blank_before) = ("", false);
        let (mut trailing, mut end) = self.block_breaks(&mut indent)?;
        while self.at.mark.column == indent && !self.at.is_end(0) {
            let blank = self.at.is_blank(0);
            if !literal && !blank_before && !blank && leading == "\n" {
                if trailing.is_empty() {
                    text.push(' ');
                }
            } else {
                text.push_str(leading);
            }
            text.push_str(&trailing);
            blank_before = blank;
            let from = self.at.mark.offset;
            self.at.skip_while(|it| !it.is_break_or_end(0));
            text.push_str(&self.at.text[from..self.at.mark.offset]);
            // kubectl reads lines, and gives the last one its line break.
            leading = if self.at.is_end(0) { "\n" } else { self.at.take_break() };
            (trailing, end) = self.block_breaks(&mut indent)?;
        }
        if chomp != Some(b'-') {
            text.push_str(leading);
        }
        if chomp == Some(b'+') {
            text.push_str(&trailing);
        }
        Ok((text, end))
    }

    /// `|2-` and what may follow it on the line: how to chomp, and by how much it is indented.
    fn block_header(&mut self, start: Mark) -> Scan<(Option<u8>, usize)> {
        self.at.skip();
        let (mut chomp, mut increment) = (None, 0);
        for _ in 0..2 {
            match self.at.byte(0) {
                sign @ (b'+' | b'-') if chomp.is_none() => chomp = Some(sign),
                b'0' if increment == 0 => {
                    return Err(Problem::at(start, "a block cannot be indented by 0"));
                }
                digit @ b'1'..=b'9' if increment == 0 => increment = usize::from(digit - b'0'),
                _ => break,
            }
            self.at.skip();
        }
        self.at.skip_while(|it| it.is_blank(0));
        self.at.skip_comment();
        if !self.at.is_break_or_end(0) {
            let message = "text behind the sign of a block; it has to start on the next line";
            return Err(Problem::at(self.at.mark, message));
        }
        self.at.take_break();
        Ok((chomp, increment))
    }

    /// Empty lines of a block, and where they end; finds out the indent where it is not known.
    fn block_breaks(&mut self, indent: &mut usize) -> Scan<(String, Mark)> {
        let (mut breaks, mut end, mut furthest) = (String::new(), self.at.mark, 0);
        loop {
            let limit = *indent;
            let before = |column: usize| limit == 0 || column < limit;
            self.at.skip_while(|it| before(it.mark.column) && it.byte(0) == b' ');
            furthest = furthest.max(self.at.mark.column);
            if before(self.at.mark.column) && self.at.byte(0) == b'\t' {
                let message = "a tab where the indent has to be of spaces";
                return Err(Problem::at(self.at.mark, message));
            }
            if !self.at.is_break(0) {
                break;
            }
            breaks.push_str(self.at.take_break());
            end = self.at.mark;
        }
        if *indent == 0 {
            *indent = furthest.max(usize::try_from(self.indent + 1).unwrap_or(0)).max(1);
        }
        Ok((breaks, end))
    }
}
