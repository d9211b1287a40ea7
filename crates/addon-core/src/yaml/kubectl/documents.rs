//! Where the documents of a text begin and end, and what their directives say.

use super::scanner::{Problem, Scan, Token};
use super::{Event, Parser, Placing, State};

impl Parser<'_> {
    /// `bare`: it may begin without `---`. (kubectl sees nothing behind a `...`; nobody means that.)
    pub(super) fn document_start(&mut self, bare: bool) -> Scan<Placing> {
        let (token, at) = self.peek()?;
        self.anchors.clear();
        self.tags.clear();
        let marked = matches!(
            token,
            Token::Version(..) | Token::TagDirective(..) | Token::DocumentStart | Token::StreamEnd
        );
        if token == Token::StreamEnd {
            return self.end(State::End, Event::StreamEnd, at.offset..at.offset);
        }
        self.directives()?;
        self.states.push(State::DocumentEnd);
        if bare && !marked {
            self.state = State::Node;
            return Ok((Event::DocumentStart(false), at.offset..at.offset));
        }
        let Some(dashes) = self.takes(&Token::DocumentStart)? else {
            let message = "a `---` line has to come between this and the document before it";
            return Err(Problem::at(self.peek()?.1, message));
        };
        self.state = State::Content;
        Ok((Event::DocumentStart(true), dashes.start.offset..dashes.end.offset))
    }

    fn directives(&mut self) -> Scan<()> {
        let mut version = false;
        loop {
            let (token, at) = self.peek()?;
            match token {
                Token::Version(..) if version => {
                    return Err(Problem::at(at, "a second %YAML directive"));
                }
                // Other versions than 1.1 are refused where documents are judged, with all other directives.
                Token::Version(..) => version = true,
                Token::TagDirective(handle, prefix) => {
                    if self.tags.iter().any(|(known, _)| *known == handle) {
                        return Err(Problem::at(at, "a second %TAG directive for the same handle"));
                    }
                    self.tags.push((handle, prefix));
                }
                _ => break,
            }
            self.scanner.take()?;
        }
        for (handle, prefix) in [("!", "!"), ("!!", "tag:yaml.org,2002:")] {
            if !self.tags.iter().any(|(known, _)| known == handle) {
                self.tags.push((handle.to_owned(), prefix.to_owned()));
            }
        }
        Ok(())
    }

    pub(super) fn document_content(&mut self) -> Scan<Placing> {
        let (token, at) = self.peek()?;
        let none = matches!(
            token,
            Token::Version(..)
                | Token::TagDirective(..)
                | Token::DocumentStart
                | Token::DocumentEnd
                | Token::StreamEnd
        );
        if none {
            let next = self.states.pop().unwrap_or(State::End);
            return self.empty(next, at);
        }
        self.content(true, false)
    }

    pub(super) fn document_end(&mut self) -> Scan<Placing> {
        let at = self.peek()?.1.offset;
        let marker = self.takes(&Token::DocumentEnd)?.map(|marker| marker.end.offset);
        let next = State::Document(marker.is_some());
        self.end(next, Event::DocumentEnd, at..marker.unwrap_or(at))
    }
}
