//! YAML as kubectl reads it: the events of a text, with the grammar of its reader and none of its surprises.
//!
//! Source: `parserc.go` of go-yaml v2.4.4, which is libyaml's parser (see `kubectl/LICENSE-libyaml`). kubectl 1.32 to
//! 1.37 reads manifests with it, through `sigs.k8s.io/yaml`. A test compares the verdicts with those of a real kubectl.

mod cursor;
mod document;
mod documents;
mod nodes;
mod scalars;
mod scanner;
mod tags;
mod tokens;
mod values;

use std::collections::HashMap;
use std::ops::Range;

use crate::limits;
use cursor::{Cursor, Mark};
pub(crate) use document::{Document, OddKey};
pub use scanner::Problem;
pub(crate) use scanner::Style;
use scanner::{Placed, Scan, Scanner, Token};

/// What stands before a node: its anchor as a number of its own (0: none), and its tag in full.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Properties {
    /// The anchor.
    pub(crate) anchor: usize,
    /// The tag.
    pub(crate) tag: Option<String>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// A document; whether it begins with `---`.
    DocumentStart(bool),
    /// Its end.
    DocumentEnd,
    /// The end of the text.
    StreamEnd,
    /// The node with this anchor once more.
    Alias(usize),
    /// A scalar.
    Scalar(String, Style, Properties),
    /// A list; whether it is in brackets.
    ListStart(bool, Properties),
    /// Its end.
    ListEnd,
    /// A map; whether it is in braces.
    MapStart(bool, Properties),
    /// Its end.
    MapEnd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first document.
    First,
    /// Before another document; whether the last one ended by `...`.
    Document(bool),
    /// After `---`.
    Content,
    /// Where a node has to be.
    Node,
    DocumentEnd,
    BlockItem,
    BareItem,
    BlockKey,
    BlockValue,
    FlowItem(bool),
    PairKey,
    PairValue,
    PairEnd,
    FlowKey(bool),
    FlowValue,
    FlowNoValue,
    End,
}

/// The reader of a text's events.
#[derive(Debug)]
pub(crate) struct Parser<'a> {
    scanner: Scanner<'a>,
    state: State,
    states: Vec<State>,
    tags: Vec<(String, String)>,
    anchors: HashMap<String, usize>,
    anchors_made: usize,
    json: bool,
    /// Up to where all characters are known to be allowed, in bytes.
    checked: usize,
    documents: usize,
    nodes: usize,
}

type Placing = (Event, Range<usize>);

impl<'a> Parser<'a> {
    /// A reader of a text; `json`: that is known to be JSON, which is read by JSON's rules where YAML's are narrower.
    pub(crate) fn new(text: &'a str, json: bool) -> Self {
        Self {
            scanner: Scanner::new(text, json),
            state: State::First,
            states: Vec::new(),
            tags: Vec::new(),
            anchors: HashMap::new(),
            anchors_made: 0,
            json,
            checked: 0,
            documents: 0,
            nodes: 0,
        }
    }

    /// The next event and its place in bytes; after the end of the text there are only more ends.
    pub(crate) fn next(&mut self) -> Scan<Placing> {
        let event = self.parse();
        let Cursor { text, mark } = &self.scanner.at;
        let end = text.ceil_char_boundary((mark.offset + 1).min(text.len())).max(self.checked);
        let new = &text[self.checked..end];
        if let Some((at, c)) = cursor::strange_character(new).filter(|_| !self.json) {
            let code = u32::from(c);
            let message = format!("the control character U+{code:04X}, which YAML does not allow");
            return Err(Problem { offset: self.checked + at, message });
        }
        self.checked = end;
        let (event, range) = event?;
        self.count(&event, range.start)?;
        Ok((event, range))
    }

    /// Counts what a text is made of, of which there may be so much.
    fn count(&mut self, event: &Event, offset: usize) -> Scan<()> {
        let (count, most, what) = match event {
            Event::DocumentStart(_) => (&mut self.documents, limits::DOCUMENTS, "documents"),
            Event::DocumentEnd | Event::StreamEnd | Event::ListEnd | Event::MapEnd => return Ok(()),
            _ => (&mut self.nodes, limits::NODES, "values"),
        };
        *count += 1;
        if *count <= most {
            return Ok(());
        }
        Err(Problem { offset, message: format!("there are more than {most} {what}") })
    }

    fn parse(&mut self) -> Scan<Placing> {
        match self.state {
            State::First => self.document_start(true),
            State::Document(mut bare) => {
                while self.takes(&Token::DocumentEnd)?.is_some() {
                    bare = true;
                }
                self.document_start(bare)
            }
            State::Content => self.document_content(),
            State::Node => self.content(true, false),
            State::DocumentEnd => self.document_end(),
            State::BlockItem => self.block_item(),
            State::BareItem => self.bare_item(),
            State::BlockKey => self.block_key(),
            State::BlockValue => self.block_value(),
            State::FlowItem(first) => self.flow_item(first),
            State::PairKey => self.pair_key(),
            State::PairValue => self.pair_value(),
            State::PairEnd => {
                let at = self.peek()?.1;
                self.end(State::FlowItem(false), Event::MapEnd, at.offset..at.offset)
            }
            State::FlowKey(first) => self.flow_key(first),
            State::FlowValue => self.flow_value(),
            State::FlowNoValue => {
                let at = self.peek()?.1;
                self.empty(State::FlowKey(false), at)
            }
            State::End => {
                let end = self.scanner.at.text.len();
                Ok((Event::StreamEnd, end..end))
            }
        }
    }

    /// The next token and where it starts.
    fn peek(&mut self) -> Scan<(Token, Mark)> {
        let Placed { token, start, .. } = self.scanner.peek()?;
        // Only the kind of a token with text matters here.
        let token = match token {
            Token::Scalar(_, style) => Token::Scalar(String::new(), *style),
            other => other.clone(),
        };
        Ok((token, *start))
    }

    fn is_next(&mut self, tokens: &[Token]) -> Scan<bool> {
        Ok(tokens.contains(&self.scanner.peek()?.token))
    }

    /// Takes a token if it is the next.
    fn takes(&mut self, token: &Token) -> Scan<Option<Placed>> {
        if self.scanner.peek()?.token == *token { self.scanner.take().map(Some) } else { Ok(None) }
    }

    #[expect(clippy::unnecessary_wraps, reason = "it is what every state gives")]
    fn end(&mut self, next: State, event: Event, range: Range<usize>) -> Scan<Placing> {
        self.state = next;
        Ok((event, range))
    }

    /// Ends a collection: back to what it is in.
    fn close(&mut self, event: Event) -> Scan<Placing> {
        let Placed { start, end, .. } = self.scanner.take()?;
        let next = self.states.pop().unwrap_or(State::End);
        self.end(next, event, start.offset..end.offset)
    }

    /// A scalar that is not there.
    fn empty(&mut self, next: State, at: Mark) -> Scan<Placing> {
        let nothing = Event::Scalar(String::new(), Style::Plain, Properties::default());
        self.end(next, nothing, at.offset..at.offset)
    }

    fn node(&mut self, next: State, block: bool, bare_list: bool) -> Scan<Placing> {
        self.states.push(next);
        self.content(block, bare_list)
    }
}

/// What the documents of a text mean; empty ones are left out.
pub(crate) fn documents(text: &str) -> Result<Vec<serde_json::Value>, Problem> {
    let mut parser = Parser::new(text, false);
    let (mut document, mut values) = (Document::default(), Vec::new());
    loop {
        let (event, range) = parser.next()?;
        document.take(&event, &range);
        match event {
            Event::DocumentEnd => {
                let whole = std::mem::take(&mut document);
                if !whole.is_empty() {
                    values.push(whole.value()?.0);
                }
            }
            Event::StreamEnd => return Ok(values),
            _ => {}
        }
    }
}
