//! A document as a value: aliases, merge keys, tags and keys resolved as kubectl does it, or the reason why it refuses.
//!
//! Source: `decode.go` and `resolve.go` of go-yaml v2.4.4, `convertToJSONableObject` of sigs.k8s.io/yaml v1.6.0.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use serde_json::{Map, Value};

use super::values::go_float;
use super::{Event, Problem, Properties, Style};

/// A key that kubectl makes something of that nobody may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OddKey {
    /// What kubectl takes it for.
    pub(crate) key: String,
    /// Where it is.
    pub(crate) range: Range<usize>,
    /// Where the same key is before it in the map: of the two, kubectl takes the last. None: its text is another, such as
    /// `yes` for the key `true`.
    pub(crate) first: Option<Range<usize>>,
}

#[derive(Debug)]
pub(super) enum Kind {
    Scalar {
        text: String,
        style: Style,
    },
    List(Vec<usize>),
    /// Keys and values in turn.
    Map(Vec<usize>),
    Alias(usize),
}

#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) tag: Option<String>,
    range: Range<usize>,
}

/// The nodes of a document, taken in event by event.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(super) nodes: Vec<Node>,
    pub(super) anchors: HashMap<usize, usize>,
    open: Vec<usize>,
}

impl Document {
    /// Takes an event in.
    pub(crate) fn take(&mut self, event: &Event, range: &Range<usize>) {
        let (kind, properties) = match event {
            Event::Scalar(text, style, properties) => {
                (Kind::Scalar { text: text.clone(), style: *style }, Some(properties))
            }
            Event::ListStart(_, properties) => (Kind::List(Vec::new()), Some(properties)),
            Event::MapStart(_, properties) => (Kind::Map(Vec::new()), Some(properties)),
            Event::Alias(anchor) => (Kind::Alias(*anchor), None),
            Event::ListEnd | Event::MapEnd => {
                self.open.pop();
                return;
            }
            Event::DocumentStart(_) | Event::DocumentEnd | Event::StreamEnd => return,
        };
        let number = self.nodes.len();
        if let Some(parent) = self.open.last().and_then(|open| self.nodes.get_mut(*open))
            && let Kind::List(children) | Kind::Map(children) = &mut parent.kind
        {
            children.push(number);
        }
        if matches!(event, Event::ListStart(..) | Event::MapStart(..)) {
            self.open.push(number);
        }
        let Properties { anchor, tag } = properties.cloned().unwrap_or_default();
        if anchor != 0 {
            self.anchors.insert(anchor, number);
        }
        self.nodes.push(Node { kind, tag, range: range.clone() });
    }

    /// Whether there is nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        match self.nodes.as_slice() {
            [] => true,
            [Node { kind: Kind::Scalar { text, style: Style::Plain }, tag: None, .. }] => {
                text.is_empty()
            }
            _ => false,
        }
    }

    /// What it means, and what is odd about it.
    pub(crate) fn value(&self) -> Result<(Value, Vec<OddKey>), Problem> {
        let mut decoder = Decoder::new(self);
        let value = if self.nodes.is_empty() { Value::Null } else { decoder.value(0)? };
        Ok((value, decoder.odd_keys))
    }
}

/// A key, before it becomes a string: what is the same key here may not be the same there.
type Entries = Map<String, Value>;

pub(super) struct Decoder<'a> {
    pub(super) document: &'a Document,
    /// Aliases that are being followed.
    following: HashSet<usize>,
    decoded: u32,
    through_aliases: u32,
    depth: usize,
    odd_keys: Vec<OddKey>,
}

/// Deepest nesting that becomes a value, aliases followed.
const DEEPEST: usize = 250;

impl<'a> Decoder<'a> {
    fn new(document: &'a Document) -> Self {
        let (following, odd_keys) = (HashSet::new(), Vec::new());
        Self { document, following, decoded: 0, through_aliases: 0, depth: 0, odd_keys }
    }

    pub(super) fn refuse<T>(
        &self,
        number: usize,
        message: impl Into<String>,
    ) -> Result<T, Problem> {
        let offset = self.document.nodes[number].range.start;
        Err(Problem { offset, message: message.into() })
    }

    fn count(&mut self, number: usize) -> Result<(), Problem> {
        self.decoded += 1;
        self.through_aliases += u32::from(!self.following.is_empty());
        let share = f64::from(self.through_aliases) / f64::from(self.decoded);
        if self.through_aliases > 100 && self.decoded > 1000 && share > allowed_share(self.decoded)
        {
            return self.refuse(number, "aliases repeat too much of the document");
        }
        Ok(())
    }

    fn value(&mut self, number: usize) -> Result<Value, Problem> {
        self.count(number)?;
        if self.depth >= DEEPEST {
            return self.refuse(number, format!("it is nested more than {DEEPEST} deep"));
        }
        self.depth += 1;
        let document = self.document;
        let value = match &document.nodes[number].kind {
            Kind::Scalar { text, style } => self.scalar(number, text, *style)?,
            Kind::List(items) => {
                let items: Result<_, _> = items.iter().map(|item| self.value(*item)).collect();
                Value::Array(items?)
            }
            Kind::Map(entries) => {
                let mut map = Map::new();
                self.entries(entries, &mut map)?;
                Value::Object(map)
            }
            Kind::Alias(anchor) => {
                let target = self.follow(number, *anchor)?;
                let value = self.value(target)?;
                self.following.remove(&number);
                value
            }
        };
        self.depth -= 1;
        Ok(value)
    }

    /// The node that an alias stands for. Who follows it ends that.
    fn follow(&mut self, number: usize, anchor: usize) -> Result<usize, Problem> {
        if !self.following.insert(number) {
            return self.refuse(number, "the alias stands inside of what it stands for");
        }
        Ok(self.document.anchors.get(&anchor).copied().unwrap_or_default())
    }

    fn entries(&mut self, entries: &[usize], map: &mut Entries) -> Result<(), Problem> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for pair in entries.chunks_exact(2) {
            let &[key, value] = pair else { continue };
            if self.is_merge(key) {
                self.merge(value, map)?;
                continue;
            }
            let name = self.key(key)?;
            let value = self.value(value)?;
            if self.following.is_empty() {
                let first = seen.insert(name.clone(), key);
                self.note_key(key, &name, first);
            }
            map.insert(name, value);
        }
        Ok(())
    }

    /// Notes a key that is odd.
    fn note_key(&mut self, number: usize, key: &str, first: Option<usize>) {
        let Node { kind, tag, range } = &self.document.nodes[number];
        let other = matches!(kind, Kind::Scalar { text, .. } if text != key && tag.is_none());
        if other || first.is_some() {
            let (key, range) = (key.to_owned(), range.clone());
            let first = first.map(|first| self.document.nodes[first].range.clone());
            self.odd_keys.push(OddKey { key, range, first });
        }
    }

    fn is_merge(&self, key: usize) -> bool {
        let Node { kind, tag, .. } = &self.document.nodes[key];
        match (kind, tag.as_deref()) {
            (Kind::Scalar { text, .. }, _) if text != "<<" => false,
            (Kind::Scalar { style, .. }, None) => *style == Style::Plain,
            (Kind::Scalar { .. }, Some("!" | "tag:yaml.org,2002:merge")) => true,
            _ => false,
        }
    }

    fn merge(&mut self, number: usize, map: &mut Entries) -> Result<(), Problem> {
        let document = self.document;
        match &document.nodes[number].kind {
            Kind::List(items) => items.iter().rev().try_for_each(|item| self.merge_map(*item, map)),
            _ => self.merge_map(number, map),
        }
    }

    fn merge_map(&mut self, number: usize, map: &mut Entries) -> Result<(), Problem> {
        let document = self.document;
        let (target, alias) = match document.nodes[number].kind {
            Kind::Alias(anchor) => {
                (document.anchors.get(&anchor).copied().unwrap_or_default(), true)
            }
            _ => (number, false),
        };
        let Kind::Map(entries) = &document.nodes[target].kind else {
            return self.refuse(number, "only maps can be merged by `<<`");
        };
        if alias {
            self.count(number)?;
            if !self.following.insert(number) {
                return self.refuse(number, "the alias stands inside of what it stands for");
            }
        }
        self.count(target)?;
        if self.depth >= DEEPEST {
            return self.refuse(number, format!("it is nested more than {DEEPEST} deep"));
        }
        self.depth += 1;
        self.entries(entries, map)?;
        self.depth -= 1;
        if alias {
            self.following.remove(&number);
        }
        Ok(())
    }

    fn key(&mut self, number: usize) -> Result<String, Problem> {
        if let Some(float) = self.float(number) {
            self.count(number)?;
            return Ok(go_float(float));
        }
        let refused = match self.value(number)? {
            Value::String(text) => return Ok(text),
            Value::Bool(value) => return Ok(value.to_string()),
            Value::Number(value) if value.is_i64() => return Ok(value.to_string()),
            Value::Number(_) => "a number too large for a key",
            Value::Null => "null, or nothing,",
            Value::Array(_) => "a list",
            Value::Object(_) => "a map",
        };
        self.refuse(number, format!("{refused} cannot be a key; a key has to be a string"))
    }
}

/// The share of a document that may come from aliases, by its size.
fn allowed_share(decoded: u32) -> f64 {
    const LOW: u32 = 400_000;
    const HIGH: u32 = 4_000_000;
    match decoded {
        ..=LOW => 0.99,
        HIGH.. => 0.10,
        _ => 0.99 - 0.89 * (f64::from(decoded - LOW) / f64::from(HIGH - LOW)),
    }
}
