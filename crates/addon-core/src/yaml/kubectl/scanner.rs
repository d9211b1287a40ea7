//! Tokens: what kubectl's reader takes the characters of a text for.
//!
//! Source: `scannerc.go` of go-yaml v2.4.4, which is libyaml's scanner (see `LICENSE-libyaml`): the same tokens, the same
//! rules of indentation and of keys, and so the same refusals.

use std::collections::{HashMap, VecDeque};

use super::cursor::{Cursor, Mark};

/// Where a text stops being YAML, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The place, in bytes.
    pub offset: usize,
    /// What is wrong there.
    pub message: String,
}

impl Problem {
    pub(super) fn at(mark: Mark, message: &str) -> Self {
        Self { offset: mark.offset, message: message.to_owned() }
    }
}

pub(super) type Scan<T> = Result<T, Problem>;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Bare.
    Plain,
    /// In quotes of either kind, or as a block.
    Quoted,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    StreamEnd,
    /// `%YAML 1.1`
    Version(u8, u8),
    /// `%TAG`: handle and prefix.
    TagDirective(String, String),
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    BlockEntry,
    FlowEntry,
    Key,
    Value,
    Alias(String),
    Anchor(String),
    /// Handle and suffix.
    Tag(String, String),
    Scalar(String, Style),
}

/// A token and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) start: Mark,
    pub(super) end: Mark,
}

/// A place where a key without `?` may have begun.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct SimpleKey {
    pub(super) possible: bool,
    pub(super) required: bool,
    pub(super) token_number: usize,
    pub(super) mark: Mark,
}

/// The scanner.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    pub(super) at: Cursor<'a>,
    /// The text is JSON: its keys may be long and its escapes are JSON's.
    pub(super) json: bool,
    pub(super) tokens: VecDeque<Placed>,
    /// How many tokens were taken.
    pub(super) taken: usize,
    pub(super) flow_level: usize,
    /// The present indent; -1 before there is any.
    pub(super) indent: isize,
    indents: Vec<isize>,
    pub(super) simple_key_allowed: bool,
    pub(super) simple_keys: Vec<SimpleKey>,
    pub(super) simple_keys_by_token: HashMap<usize, usize>,
    pub(super) done: bool,
}

/// Deepest nesting that is read, of blocks and of brackets.
pub(super) const DEEPEST: usize = 1000;
/// Longest key without a `?`, in characters.
const LONGEST_KEY: usize = 1024;

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, json: bool) -> Self {
        Self {
            at: Cursor::new(text),
            json,
            tokens: VecDeque::new(),
            taken: 0,
            flow_level: 0,
            indent: -1,
            indents: Vec::new(),
            simple_key_allowed: true,
            simple_keys: vec![SimpleKey::default()],
            simple_keys_by_token: HashMap::new(),
            done: false,
        }
    }

    /// The next token, left where it is.
    pub(super) fn peek(&mut self) -> Scan<&Placed> {
        while self.needs_more()? {
            self.fetch()?;
        }
        let end = Problem::at(self.at.mark, "the text ends too early");
        self.tokens.front().ok_or(end)
    }

    /// The next token.
    pub(super) fn take(&mut self) -> Scan<Placed> {
        self.peek()?;
        self.taken += 1;
        let end = Problem::at(self.at.mark, "the text ends too early");
        self.tokens.pop_front().ok_or(end)
    }

    /// Whether the first token may yet turn out to be a key, or there is none.
    fn needs_more(&mut self) -> Scan<bool> {
        if self.tokens.is_empty() {
            return Ok(!self.done);
        }
        match self.simple_keys_by_token.get(&self.taken) {
            // What comes after the end can make nothing a key.
            Some(&key) => Ok(self.is_key_possible(key)? && !self.done),
            None => Ok(false),
        }
    }

    pub(super) fn is_key_possible(&mut self, key: usize) -> Scan<bool> {
        let (mark, json) = (self.at.mark, self.json);
        let key = &mut self.simple_keys[key];
        let stale = key.mark.line < mark.line || key.mark.index + LONGEST_KEY < mark.index;
        if key.possible && stale && !json {
            if key.required {
                return Err(Problem::at(key.mark, "a key without its `:`"));
            }
            key.possible = false;
        }
        Ok(key.possible)
    }

    pub(super) fn save_simple_key(&mut self) -> Scan<()> {
        if self.simple_key_allowed {
            let key = SimpleKey {
                possible: true,
                required: self.flow_level == 0 && self.indent == column(self.at.mark),
                token_number: self.taken + self.tokens.len(),
                mark: self.at.mark,
            };
            self.remove_simple_key()?;
            self.simple_keys_by_token.insert(key.token_number, self.simple_keys.len() - 1);
            if let Some(last) = self.simple_keys.last_mut() {
                *last = key;
            }
        }
        Ok(())
    }

    pub(super) fn remove_simple_key(&mut self) -> Scan<()> {
        let Some(last) = self.simple_keys.last_mut().filter(|key| key.possible) else {
            return Ok(());
        };
        if last.required {
            return Err(Problem::at(last.mark, "a key without its `:`"));
        }
        last.possible = false;
        self.simple_keys_by_token.remove(&last.token_number);
        Ok(())
    }

    pub(super) fn push(&mut self, token: Token, start: Mark) {
        self.tokens.push_back(Placed { token, start, end: self.at.mark });
    }

    /// Puts in a token that was known too late: before the one with the number, or last. Where that one was taken
    /// already (`[]: x`), the token comes last, as for kubectl, which refuses it then.
    pub(super) fn insert(&mut self, number: Option<usize>, token: Token, mark: Mark) {
        let placed = Placed { token, start: mark, end: mark };
        let index = number.and_then(|number| number.checked_sub(self.taken));
        let index = index.unwrap_or(self.tokens.len());
        self.tokens.insert(index, placed);
    }

    /// Opens a block where the column is further in than the indent.
    pub(super) fn roll_indent(
        &mut self,
        number: Option<usize>,
        token: Token,
        mark: Mark,
    ) -> Scan<()> {
        if self.flow_level == 0 && self.indent < column(mark) {
            self.indents.push(self.indent);
            self.indent = column(mark);
            if self.indents.len() > DEEPEST {
                return Err(too_deep(mark));
            }
            self.insert(number, token, mark);
        }
        Ok(())
    }

    /// Closes the blocks that are further in than a column.
    pub(super) fn unroll_indent(&mut self, column: isize) {
        while self.flow_level == 0 && self.indent > column {
            self.push(Token::BlockEnd, self.at.mark);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    fn fetch(&mut self) -> Scan<()> {
        self.skip_to_next_token();
        self.unroll_indent(column(self.at.mark));
        let at_line_start = self.at.mark.column == 0;
        match self.at.byte(0) {
            0 => self.stream_end(),
            b'%' if at_line_start => self.directive(),
            b'-' | b'.' if self.at.is_document_marker() => self.document_marker(),
            b'[' => self.open(Token::FlowSequenceStart),
            b'{' => self.open(Token::FlowMappingStart),
            b']' => self.close(Token::FlowSequenceEnd),
            b'}' => self.close(Token::FlowMappingEnd),
            b',' => self.entry(Token::FlowEntry),
            b'-' if self.at.is_gap(1) => self.block_entry(),
            b'?' if self.flow_level > 0 || self.at.is_gap(1) => self.key(),
            b':' if self.flow_level > 0 || self.at.is_gap(1) => self.value(),
            b'*' | b'&' | b'!' | b'\'' | b'"' => self.word(),
            b'|' | b'>' if self.flow_level == 0 => self.block_scalar(),
            _ if self.starts_plain() => self.word(),
            b'\t' => Err(Problem::at(self.at.mark, "a tab where the indent has to be of spaces")),
            _ => Err(Problem::at(self.at.mark, "no value can start with this character")),
        }
    }

    fn starts_plain(&self) -> bool {
        match self.at.byte(0) {
            b'-' => !self.at.is_blank(1),
            b'?' | b':' => self.flow_level == 0 && !self.at.is_gap(1),
            byte => !b",[]{}#&*!|>'\"%@`".contains(&byte) && !self.at.is_gap(0),
        }
    }

    /// Passes over blanks, comments and line breaks.
    fn skip_to_next_token(&mut self) {
        loop {
            if self.at.mark.offset == 0 && self.at.starts_with("\u{feff}") {
                self.at.skip();
            }
            let tabs = self.flow_level > 0 || !self.simple_key_allowed || self.json;
            self.at.skip_while(|it| it.byte(0) == b' ' || (tabs && it.byte(0) == b'\t'));
            self.at.skip_comment();
            if !self.at.is_break(0) {
                return;
            }
            self.at.take_break();
            if self.flow_level == 0 {
                self.simple_key_allowed = true;
            }
        }
    }
}

/// The column as the indents count.
fn column(mark: Mark) -> isize {
    isize::try_from(mark.column).unwrap_or(isize::MAX)
}

pub(super) fn too_deep(mark: Mark) -> Problem {
    Problem::at(mark, "it is nested too deeply to be read")
}
