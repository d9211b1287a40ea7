//! One pass over a text's YAML events: where its documents are, what each says it is, where labels would go.
//!
//! No tree is built; see [`Scanned`] for what is kept of a document.

use std::ops::Range;

use granit_parser::{
    Event, Marker, Parser, ScalarStyle, ScanError, Span as EventSpan, StrInput, StructureStyle,
};

use super::bounds::{content_start, extend_last, next_document};
use super::nesting::{Open, opens};
use super::scanned::{Bare, Inside, Item, Map, Node, Root, Scalar, Scanned, known};

/// Where the text stops being YAML, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    /// The place.
    pub(crate) offset: usize,
    /// The parser's word on it.
    pub(crate) message: String,
}

/// Scans a text. After a syntax error it goes on at the next `---` line, so that all errors are found.
pub(crate) fn scan(text: &str) -> (Vec<Scanned>, Vec<SyntaxError>) {
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    let mut base = 0;
    while let Err(error) = Pass::new(text, base).run(&mut documents) {
        let offset = base + error.marker().byte_offset().unwrap_or_default();
        errors.push(SyntaxError { offset, message: error.info() });
        let Some(next) = next_document(text, offset) else { break };
        base = next;
    }
    (documents, errors)
}

struct Pass<'a> {
    text: &'a str,
    base: usize,
    parser: Parser<'a, StrInput<'a>>,
    aliases: Vec<usize>,
    odd_keys: Vec<Range<usize>>,
}

type Step<T> = Result<T, ScanError>;

impl<'a> Pass<'a> {
    fn new(text: &'a str, base: usize) -> Self {
        let parser = crate::yaml::parser(&text[base..]);
        Self { text, base, parser, aliases: Vec::new(), odd_keys: Vec::new() }
    }

    fn next(&mut self) -> Step<(Event<'a>, Range<usize>)> {
        let Some(next) = self.parser.next_event() else {
            return Ok((Event::StreamEnd, self.text.len()..self.text.len()));
        };
        let (event, span) = next?;
        if let Event::Alias(anchor) = event {
            self.aliases.push(anchor);
        }
        Ok((event, self.range(&span)))
    }

    /// The next event of a document. A parser that has no more of them than it promised is not waited for.
    fn inner(&mut self) -> Step<(Event<'a>, Range<usize>)> {
        match self.next()? {
            (Event::StreamEnd, _) => {
                Err(ScanError::new(Marker::default(), "the document has no end"))
            }
            next => Ok(next),
        }
    }

    fn range(&self, span: &EventSpan) -> Range<usize> {
        let at = |marker: &Marker| self.base + marker.byte_offset().unwrap_or_default();
        at(&span.start)..at(&span.end)
    }

    fn run(mut self, documents: &mut Vec<Scanned>) -> Step<()> {
        let mut end_of_last = self.base;
        loop {
            match self.next()? {
                (Event::DocumentStart(explicit, _), range) => {
                    if explicit {
                        extend_last(documents, range.start);
                    }
                    let (mut found, end) = self.document()?;
                    found.directives =
                        end_of_last..if explicit { range.start } else { end_of_last };
                    found.range.start = content_start(
                        self.text,
                        if explicit { range.end } else { end_of_last },
                        explicit,
                    );
                    found.range.end = end.start;
                    found.closed = !end.is_empty();
                    end_of_last = end.end;
                    documents.push(found);
                }
                (Event::StreamEnd, _) => {
                    extend_last(documents, self.text.len());
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    /// One document and where its end is: at `...`, or empty where the next one starts.
    fn document(&mut self) -> Step<(Scanned, Range<usize>)> {
        let mut found = Scanned::default();
        self.aliases.clear();
        self.odd_keys.clear();
        let (event, range) = self.inner()?;
        found.start = range.start;
        match event {
            Event::MappingStart(style, anchor, _) => {
                found.root = Root::Map;
                let map = Opened { range, style, anchor };
                self.map(Inside::Root, &map, &mut found)?;
            }
            Event::SequenceStart(..) => {
                found.root = Root::List;
                found.items = Some(self.items()?);
            }
            Event::Scalar(ref value, ScalarStyle::Plain, 0, None)
                if self.missing(value, &range) => {}
            other => {
                found.root = Root::Scalar;
                self.skip(&other, range)?;
            }
        }
        let (_, end) = self.inner()?;
        found.aliases = std::mem::take(&mut self.aliases);
        found.odd_keys = std::mem::take(&mut self.odd_keys);
        Ok((found, end))
    }

    /// A map that is looked into, after its start event.
    fn map(&mut self, inside: Inside, opened: &Opened, found: &mut Scanned) -> Step<Map> {
        let mut entries = Vec::new();
        loop {
            let (event, range) = self.inner()?;
            let key = match event {
                Event::MappingEnd => {
                    let flow = opened.style == StructureStyle::Flow;
                    let map_range = opened.range.start..range.end;
                    return Ok(Map { range: map_range, flow, anchor: opened.anchor, entries });
                }
                Event::Scalar(key, ..) => key,
                other => {
                    if opens(&other) {
                        self.odd_keys.push(range.clone());
                    }
                    self.skip(&other, range)?;
                    let (value, range) = self.inner()?;
                    self.skip(&value, range)?;
                    continue;
                }
            };
            match inside {
                Inside::Labels | Inside::TemplateLabels => {
                    let scalar = self.string(inside.labels_path(), &key, found)?;
                    entries.push((key.into_owned(), scalar));
                }
                Inside::Strings(map) => drop(self.string(map, &key, found)?),
                _ => self.entry(inside, &key, range, found)?,
            }
        }
    }

    /// The value of a key, kept if it matters.
    fn entry(
        &mut self,
        inside: Inside,
        key: &str,
        at: Range<usize>,
        found: &mut Scanned,
    ) -> Step<()> {
        let (event, range) = self.inner()?;
        if let (Inside::Root, "items", Event::SequenceStart(..)) = (inside, key, &event) {
            found.items = Some(self.items()?);
            return Ok(());
        }
        found.merged |= matches!(inside, Inside::Root | Inside::Metadata) && key == "<<";
        let Some((name, enter)) = known(inside, key) else {
            self.skip(&event, range)?;
            return Ok(());
        };
        if name == "labels" {
            found.labels_key_end = at.end;
        }
        let node = match (event, enter) {
            (Event::MappingStart(style, anchor, _), Some(into)) => {
                Node::Map(self.map(into, &Opened { range, style, anchor }, found)?)
            }
            (event, _) => self.node(event, range)?,
        };
        if found.slot(name).is_some_and(|slot| slot.replace(node).is_some()) {
            found.duplicates.push((name, at));
        }
        Ok(())
    }

    /// Whether a plain scalar stands for nothing: the parser gives that as `~` where no `~` is.
    fn missing(&self, value: &str, range: &Range<usize>) -> bool {
        value == "~" && &self.text[range.clone()] != "~"
    }

    /// A node that is not looked into.
    fn node(&mut self, event: Event<'a>, range: Range<usize>) -> Step<Node> {
        if let Event::Scalar(value, style, _, tag) = event {
            let plain = style == ScalarStyle::Plain && tag.is_none();
            if plain && self.missing(&value, &range) {
                return Ok(Node::Scalar(Scalar {
                    value: String::new(),
                    range: range.start..range.start,
                    plain,
                }));
            }
            return Ok(Node::Scalar(Scalar { value: value.into_owned(), range, plain }));
        }
        let start = range.start;
        Ok(Node::Other(start..self.skip(&event, range)?))
    }

    /// The value of a key in a map of strings. One that may be no string is kept with the document.
    fn string(
        &mut self,
        map: &'static str,
        key: &str,
        found: &mut Scanned,
    ) -> Step<Option<Scalar>> {
        let (event, range) = self.inner()?;
        // What an alias stands for, or a merge key brings along, is not followed.
        let elsewhere = matches!(event, Event::Alias(_)) || key == "<<";
        let node = self.node(event, range)?;
        let quoted = matches!(&node, Node::Scalar(scalar) if !scalar.plain);
        if !elsewhere && !quoted {
            found.bare.push(Bare { map, key: key.to_owned(), node: node.clone() });
        }
        Ok(match node {
            Node::Scalar(scalar) => Some(scalar),
            _ => None,
        })
    }

    /// The elements of a list, after its start event.
    fn items(&mut self) -> Step<Vec<Item>> {
        let mut items = Vec::new();
        loop {
            let (event, range) = self.inner()?;
            if event == Event::SequenceEnd {
                return Ok(items);
            }
            let flow = matches!(event, Event::MappingStart(StructureStyle::Flow, ..));
            let plain = matches!(event, Event::MappingStart(_, 0, None));
            let start = range.start;
            let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let end = self.skip(&event, range)?;
            items.push(Item { range: start..end, column: start - line, flow, plain });
        }
    }

    /// Passes over a node after its first event; gives where it ends.
    fn skip(&mut self, event: &Event<'a>, range: Range<usize>) -> Step<usize> {
        let mut end = range.end;
        let mut open: Vec<Open> = Open::by(event).into_iter().collect();
        while let Some(inside) = open.last_mut() {
            let (event, range) = self.inner()?;
            end = range.end;
            if matches!(event, Event::MappingEnd | Event::SequenceEnd) {
                open.pop();
                continue;
            }
            if inside.takes_key() && opens(&event) {
                self.odd_keys.push(range);
            }
            open.extend(Open::by(&event));
        }
        Ok(end)
    }
}

/// A map whose start event has been read.
struct Opened {
    range: Range<usize>,
    style: StructureStyle,
    anchor: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let (documents, errors) = scan(text);
        assert_eq!(errors, []);
        documents.iter().filter(|d| d.root != Root::Empty).map(|d| &text[d.range.clone()]).collect()
    }

    #[test]
    fn finds_documents_however_they_are_separated() {
        assert_eq!(texts("a: 1\n---\nb: 2\n"), ["a: 1\n", "b: 2\n"]);
        assert_eq!(texts("# x\n---\na: 1\n--- # c\nb: 2\n"), ["a: 1\n", "# c\nb: 2\n"]);
        assert_eq!(texts("--- {a: 1}\n--- {b: 2}"), ["{a: 1}\n", "{b: 2}"]);
        assert_eq!(texts("a: 1\n...\n# c\nb: 2\n...\n"), ["a: 1\n", "# c\nb: 2\n"]);
        assert_eq!(
            texts("  a: 1\n  b: 2\n---\n# only\n---\n\n---\nc: 3"),
            ["  a: 1\n  b: 2\n", "c: 3"]
        );
        assert_eq!(texts("\n  \n  a: 1\n---\n\n# c\n\nb: 2\n"), ["  a: 1\n", "# c\n\nb: 2\n"]);
        assert_eq!(texts("a: b..."), ["a: b..."]);
        assert_eq!(
            texts("a: |\n  -----BEGIN---\n  ---\n  x\nb: 1\n"),
            ["a: |\n  -----BEGIN---\n  ---\n  x\nb: 1\n"]
        );
        assert_eq!(texts("%YAML 1.1\n---\na: 1\n"), ["a: 1\n"]);
        assert_eq!(texts("a: |+\n  x\n\n\n---\nb: 1\n"), ["a: |+\n  x\n\n\n", "b: 1\n"]);
    }

    #[test]
    fn learns_identity_and_labels() {
        let text = "kind: A\nmetadata:\n  name: n\n  labels: {x: \"1\", y: 2}\n  other: {name: z}\nitems: {}\n";
        let found = &scan(text).0[0];
        let Some(Node::Map(labels)) = &found.labels else { panic!("{found:?}") };
        assert_eq!(&text[labels.range.clone()], "{x: \"1\", y: 2}");
        assert!(labels.flow && labels.entries.len() == 2);
        assert!(matches!(&found.name, Some(Node::Scalar(s)) if s.value == "n" && s.plain));
        assert!(found.items.is_none());
    }

    #[test]
    fn all_syntax_errors_are_found() {
        let (documents, errors) = scan("a: b: c\n---\nkind: X\n---\n\"x\n---\nkind: Y\n");
        assert_eq!(errors.len(), 2, "{errors:?}");
        assert_eq!(documents.len(), 2);
    }

    #[test]
    fn the_second_of_two_identity_keys_is_found() {
        let found = &scan("kind: A\nmetadata: {name: a}\nkind: B\n").0[0];
        assert_eq!(found.duplicates.len(), 1);
    }
}
