//! What each kind of token does to the scanner's state.

use super::scanner::{DEEPEST, Placed, Problem, Scan, Scanner, SimpleKey, Style, Token, too_deep};

impl Scanner<'_> {
    pub(super) fn stream_end(&mut self) -> Scan<()> {
        if self.at.mark.column != 0 {
            self.at.mark.column = 0;
            self.at.mark.line += 1;
        }
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        self.done = true;
        self.push(Token::StreamEnd, self.at.mark);
        Ok(())
    }

    pub(super) fn directive(&mut self) -> Scan<()> {
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.at.mark;
        let token = self.scan_directive()?;
        self.push(token, start);
        Ok(())
    }

    pub(super) fn document_marker(&mut self) -> Scan<()> {
        self.unroll_indent(-1);
        self.remove_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.at.mark;
        let token = if self.at.byte(0) == b'-' { Token::DocumentStart } else { Token::DocumentEnd };
        self.at.skip_many(3);
        self.push(token, start);
        Ok(())
    }

    pub(super) fn open(&mut self, token: Token) -> Scan<()> {
        self.save_simple_key()?;
        let token_number = self.taken + self.tokens.len();
        self.simple_keys.push(SimpleKey { token_number, ..SimpleKey::default() });
        self.flow_level += 1;
        if self.flow_level > DEEPEST {
            return Err(too_deep(self.at.mark));
        }
        self.simple_key_allowed = true;
        self.one(token);
        Ok(())
    }

    pub(super) fn close(&mut self, token: Token) -> Scan<()> {
        self.remove_simple_key()?;
        if self.flow_level > 0 {
            self.flow_level -= 1;
            if let Some(last) = self.simple_keys.pop() {
                self.simple_keys_by_token.remove(&last.token_number);
            }
        }
        self.simple_key_allowed = false;
        self.one(token);
        Ok(())
    }

    /// A token of one character.
    pub(super) fn one(&mut self, token: Token) {
        let start = self.at.mark;
        self.at.skip();
        self.push(token, start);
    }

    pub(super) fn entry(&mut self, token: Token) -> Scan<()> {
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        self.one(token);
        Ok(())
    }

    pub(super) fn block_entry(&mut self) -> Scan<()> {
        if self.flow_level == 0 {
            self.allowed("an item of a list cannot start here")?;
            self.roll_indent(None, Token::BlockSequenceStart, self.at.mark)?;
        }
        self.entry(Token::BlockEntry)
    }

    /// Refuses what may start on a new line only.
    pub(super) fn allowed(&self, message: &str) -> Scan<()> {
        if self.simple_key_allowed { Ok(()) } else { Err(Problem::at(self.at.mark, message)) }
    }

    pub(super) fn key(&mut self) -> Scan<()> {
        if self.flow_level == 0 {
            self.allowed("a key cannot start here")?;
            self.roll_indent(None, Token::BlockMappingStart, self.at.mark)?;
        }
        self.remove_simple_key()?;
        self.simple_key_allowed = self.flow_level == 0;
        self.one(Token::Key);
        Ok(())
    }

    pub(super) fn value(&mut self) -> Scan<()> {
        let last = self.simple_keys.len() - 1;
        if self.is_key_possible(last)? {
            let key = self.simple_keys[last];
            self.insert(Some(key.token_number), Token::Key, key.mark);
            self.roll_indent(Some(key.token_number), Token::BlockMappingStart, key.mark)?;
            self.simple_keys[last].possible = false;
            self.simple_keys_by_token.remove(&key.token_number);
            self.simple_key_allowed = false;
        } else {
            if self.flow_level == 0 {
                self.allowed("mapping values are not allowed in this context")?;
                self.roll_indent(None, Token::BlockMappingStart, self.at.mark)?;
            }
            self.simple_key_allowed = self.flow_level == 0;
        }
        self.one(Token::Value);
        Ok(())
    }

    /// An anchor, an alias, a tag, or a scalar that may be a key.
    pub(super) fn word(&mut self) -> Scan<()> {
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let start = self.at.mark;
        let (token, end) = match self.at.byte(0) {
            b'*' | b'&' => (self.scan_anchor()?, None),
            b'!' => (self.scan_tag()?, None),
            quote @ (b'\'' | b'"') => {
                (Token::Scalar(self.scan_quoted(quote == b'\'')?, Style::Quoted), None)
            }
            _ => {
                let (text, end) = self.scan_plain()?;
                (Token::Scalar(text, Style::Plain), Some(end))
            }
        };
        self.tokens.push_back(Placed { token, start, end: end.unwrap_or(self.at.mark) });
        Ok(())
    }

    pub(super) fn block_scalar(&mut self) -> Scan<()> {
        self.remove_simple_key()?;
        self.simple_key_allowed = true;
        let start = self.at.mark;
        let (text, end) = self.scan_block(self.at.byte(0) == b'|')?;
        self.tokens.push_back(Placed { token: Token::Scalar(text, Style::Quoted), start, end });
        Ok(())
    }
}
