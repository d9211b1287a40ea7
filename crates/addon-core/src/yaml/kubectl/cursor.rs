//! A place in a text that moves on, and what stands there by YAML's classes of characters.

/// A place: where it is in bytes, and what the rules of indentation and keys count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes before it.
    pub(crate) offset: usize,
    /// Characters before it.
    pub(crate) index: usize,
    /// Lines before it.
    pub(crate) line: usize,
    /// Characters before it on its line.
    pub(crate) column: usize,
}

/// A reader of characters. Behind the end of the text there are NULs.
#[derive(Debug)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) mark: Mark,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, mark: Mark::default() }
    }

    /// The byte that is so many further on.
    pub(super) fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.mark.offset + ahead).copied().unwrap_or_default()
    }

    /// Whether the text goes on so.
    pub(super) fn starts_with(&self, what: &str) -> bool {
        self.text.as_bytes()[self.mark.offset..].starts_with(what.as_bytes())
    }

    pub(super) fn is_end(&self, ahead: usize) -> bool {
        self.byte(ahead) == 0
    }

    pub(super) fn is_blank(&self, ahead: usize) -> bool {
        matches!(self.byte(ahead), b' ' | b'\t')
    }

    /// Length of the line break there, in bytes; 0: there is none.
    fn break_length(&self, ahead: usize) -> usize {
        match (self.byte(ahead), self.byte(ahead + 1), self.byte(ahead + 2)) {
            (b'\r', b'\n', _) | (0xC2, 0x85, _) => 2,
            (b'\r' | b'\n', ..) => 1,
            (0xE2, 0x80, 0xA8 | 0xA9) => 3,
            _ => 0,
        }
    }

    pub(super) fn is_break(&self, ahead: usize) -> bool {
        self.break_length(ahead) > 0
    }

    pub(super) fn is_break_or_end(&self, ahead: usize) -> bool {
        self.is_end(ahead) || self.is_break(ahead)
    }

    /// Whether a blank, a line break or the end is there.
    pub(super) fn is_gap(&self, ahead: usize) -> bool {
        self.is_blank(ahead) || self.is_break_or_end(ahead)
    }

    /// A letter, a digit, `_` or `-`.
    pub(super) fn is_word(&self) -> bool {
        matches!(self.byte(0), b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'-')
    }

    /// Whether `---` or `...` stands here alone, at the start of a line.
    pub(super) fn is_document_marker(&self) -> bool {
        self.mark.column == 0
            && (self.starts_with("---") || self.starts_with("..."))
            && self.is_gap(3)
    }

    /// Goes over one character.
    pub(super) fn skip(&mut self) {
        let width = self.text[self.mark.offset..].chars().next().map_or(0, char::len_utf8);
        self.mark.offset += width;
        self.mark.index += 1;
        self.mark.column += 1;
    }

    pub(super) fn skip_many(&mut self, count: usize) {
        for _ in 0..count {
            self.skip();
        }
    }

    /// Goes over the characters for which something holds.
    pub(super) fn skip_while(&mut self, holds: impl Fn(&Self) -> bool) {
        while holds(self) {
            self.skip();
        }
    }

    /// Takes one character.
    pub(super) fn take(&mut self, into: &mut String) {
        let from = self.mark.offset;
        self.skip();
        into.push_str(&self.text[from..self.mark.offset]);
    }

    /// Goes over a line break, if there is one; gives what it stands for.
    pub(super) fn take_break(&mut self) -> &'static str {
        let length = self.break_length(0);
        let stands_for = match (length, self.byte(2)) {
            (0, _) => return "",
            (3, 0xA8) => "\u{2028}",
            (3, _) => "\u{2029}",
            _ => "\n",
        };
        let crlf = self.starts_with("\r\n");
        self.mark.offset += length;
        self.mark.index += 1 + usize::from(crlf);
        self.mark.line += 1;
        self.mark.column = 0;
        stands_for
    }

    /// Goes over a comment, if one stands here, up to the end of its line.
    pub(super) fn skip_comment(&mut self) {
        if self.byte(0) == b'#' {
            self.skip_while(|it| !it.is_break_or_end(0));
        }
    }
}

/// The first character that YAML does not know, and its offset.
pub(super) fn strange_character(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, c)| {
        let known = matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        !known
    })
}
