//! Anchors, aliases, tags and directives.

use super::scanner::{Problem, Scan, Scanner, Token};

impl Scanner<'_> {
    fn scan_words(&mut self) -> String {
        let from = self.at.mark.offset;
        self.at.skip_while(super::cursor::Cursor::is_word);
        self.at.text[from..self.at.mark.offset].to_owned()
    }

    /// `&name` or `*name`.
    pub(super) fn scan_anchor(&mut self) -> Scan<Token> {
        let (start, alias) = (self.at.mark, self.at.byte(0) == b'*');
        self.at.skip();
        let name = self.scan_words();
        let ends = self.at.is_gap(0) || b"?:,]}%@`".contains(&self.at.byte(0));
        if name.is_empty() || !ends {
            let message = if alias {
                "`*` begins an alias, and a name of letters and digits has to follow; quote it if it is text"
            } else {
                "`&` begins an anchor, and a name of letters and digits has to follow; quote it if it is text"
            };
            return Err(Problem::at(start, message));
        }
        Ok(if alias { Token::Alias(name) } else { Token::Anchor(name) })
    }

    /// `!!str`, `!local`, `!<uri>`.
    pub(super) fn scan_tag(&mut self) -> Scan<Token> {
        let start = self.at.mark;
        let (handle, suffix);
        if self.at.byte(1) == b'<' {
            self.at.skip_many(2);
            (handle, suffix) = (String::new(), self.scan_uri("")?);
            if self.at.byte(0) != b'>' {
                return Err(Problem::at(start, "a tag `!<` without its `>`"));
            }
            self.at.skip();
        } else {
            let begin = self.scan_handle()?;
            if begin.len() > 1 && begin.ends_with('!') {
                (handle, suffix) = (begin, self.scan_uri("")?);
            } else {
                let uri = self.scan_uri(&begin)?;
                (handle, suffix) =
                    if uri.is_empty() { (uri, "!".to_owned()) } else { ("!".to_owned(), uri) };
            }
        }
        if !self.at.is_gap(0) {
            let message = "a tag (`!`) has to be followed by a blank; quote it if it is text";
            return Err(Problem::at(start, message));
        }
        Ok(Token::Tag(handle, suffix))
    }

    fn scan_handle(&mut self) -> Scan<String> {
        if self.at.byte(0) != b'!' {
            return Err(Problem::at(self.at.mark, "a tag has to begin with `!`"));
        }
        self.at.skip();
        let mut handle = "!".to_owned() + &self.scan_words();
        if self.at.byte(0) == b'!' {
            self.at.take(&mut handle);
        }
        Ok(handle)
    }

    /// What a tag says behind its handle; `head` is what was taken for a handle and is part of it.
    fn scan_uri(&mut self, head: &str) -> Scan<String> {
        let mut octets = head.get(1..).unwrap_or_default().as_bytes().to_vec();
        let mut any = !head.is_empty();
        while self.at.is_word() || b";/?:@&=+$,.!~*'()[]%".contains(&self.at.byte(0)) {
            any = true;
            if self.at.byte(0) == b'%' {
                let code = self.at.text.get(self.at.mark.offset + 1..self.at.mark.offset + 3);
                let octet = code.and_then(|code| u8::from_str_radix(code, 16).ok());
                octets.push(octet.ok_or_else(|| {
                    Problem::at(self.at.mark, "`%` in a tag needs two hexadecimal digits")
                })?);
                self.at.skip_many(3);
            } else {
                octets.push(self.at.byte(0));
                self.at.skip();
            }
        }
        let refused = |message: &str| Problem::at(self.at.mark, message);
        if !any {
            return Err(refused("a tag without a name"));
        }
        String::from_utf8(octets).map_err(|_| refused("the escapes of a tag are no UTF-8"))
    }

    /// A line that begins with `%`.
    pub(super) fn scan_directive(&mut self) -> Scan<Token> {
        let start = self.at.mark;
        let refused = |message: &str| Err(Problem::at(start, message));
        self.at.skip();
        let name = self.scan_words();
        if !self.at.is_gap(0) {
            return refused("a line that begins with `%` is a directive, and this is none");
        }
        self.at.skip_while(|it| it.is_blank(0));
        let token = match name.as_str() {
            "YAML" => self.scan_version()?,
            "TAG" => {
                let handle = self.scan_handle()?;
                if handle != "!" && !handle.ends_with('!') || !self.at.is_blank(0) {
                    return refused("%TAG needs a handle such as `!name!` and a prefix");
                }
                self.at.skip_while(|it| it.is_blank(0));
                let prefix = self.scan_uri("")?;
                if !self.at.is_gap(0) {
                    return refused("text behind the prefix of %TAG");
                }
                Token::TagDirective(handle, prefix)
            }
            _ => {
                return refused("a line that begins with `%` is a directive, and YAML has no such");
            }
        };
        self.at.skip_while(|it| it.is_blank(0));
        self.at.skip_comment();
        if !self.at.is_break_or_end(0) {
            return refused("text behind a directive");
        }
        self.at.take_break();
        Ok(token)
    }

    fn scan_version(&mut self) -> Scan<Token> {
        let start = self.at.mark;
        let major = self.scan_number();
        let point = self.at.byte(0) == b'.';
        if point {
            self.at.skip();
        }
        match (major, point.then(|| self.scan_number()).flatten()) {
            (Some(major), Some(minor)) => Ok(Token::Version(major, minor)),
            _ => Err(Problem::at(start, "%YAML needs a version such as 1.1")),
        }
    }

    /// One or two digits.
    fn scan_number(&mut self) -> Option<u8> {
        let from = self.at.mark.offset;
        self.at.skip_while(|it| it.byte(0).is_ascii_digit());
        let digits = &self.at.text[from..self.at.mark.offset];
        digits.parse().ok().filter(|_| digits.len() <= 2)
    }
}
