//! One pass over a text's YAML events: where its documents are, what each says it is, where labels would go.
//!
//! No tree is built; see [`Scanned`] for what is kept of a document.

use std::ops::Range;

use serde_json::Value;

use super::bounds::{content_start, extend_last, next_document};
use super::facts::Facts;
use super::nesting::{Open, opens};
use super::scanned::{Bare, Inside, Item, Map, Node, Root, Scalar, Scanned, known};
use crate::limits;
use crate::yaml::kubectl::{Document, Event, Parser, Problem, Properties, Style};

/// Scans a text. After a syntax error it goes on at the next `---` line, so that all errors are found.
pub(crate) fn scan(text: &str) -> (Vec<Scanned>, Vec<Problem>) {
    let json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    let mut base = 0;
    while let Err(problem) = Pass::new(text, base, json).run(&mut documents) {
        let offset = base + problem.offset;
        errors.push(Problem { offset, ..problem });
        if documents.len() + errors.len() >= limits::DOCUMENTS {
            break;
        }
        let Some(next) = next_document(text, offset) else { break };
        base = next;
    }
    (documents, errors)
}

struct Pass<'a> {
    text: &'a str,
    base: usize,
    parser: Parser<'a>,
    aliases: Vec<usize>,
    nested_keys: Vec<Range<usize>>,
    document: Document,
}

type Step<T> = Result<T, Problem>;

impl<'a> Pass<'a> {
    fn new(text: &'a str, base: usize, json: bool) -> Self {
        let parser = Parser::new(&text[base..], json);
        let document = Document::default();
        Self { text, base, parser, aliases: Vec::new(), nested_keys: Vec::new(), document }
    }

    fn next(&mut self) -> Step<(Event, Range<usize>)> {
        let (event, range) = self.parser.next()?;
        if let Event::Alias(anchor) = event {
            self.aliases.push(anchor);
        }
        let range = self.base + range.start..self.base + range.end;
        self.document.take(&event, &range);
        Ok((event, range))
    }

    fn run(mut self, documents: &mut Vec<Scanned>) -> Step<()> {
        let mut end_of_last = self.base;
        loop {
            match self.next()? {
                (Event::DocumentStart(explicit), range) => {
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
        self.nested_keys.clear();
        let (event, range) = self.next()?;
        found.start = range.start;
        match event {
            Event::MapStart(flow, properties) => {
                found.root = Root::Map;
                let map = Opened { range, flow, anchor: properties.anchor };
                self.map(Inside::Root, &map, &mut found)?;
            }
            Event::ListStart(..) => {
                found.root = Root::List;
                found.items = Some(self.items()?);
            }
            Event::Scalar(ref value, Style::Plain, ref properties)
                if value.is_empty() && *properties == Properties::default() => {}
            other => {
                found.root = Root::Scalar;
                self.skip(&other, range)?;
            }
        }
        let (_, end) = self.next()?;
        match std::mem::take(&mut self.document).value() {
            Ok((value, odd_keys)) => {
                found.facts = Facts::of(&value, end.start.saturating_sub(found.start));
                found.not_strings = not_strings(&value, &found.bare);
                found.odd_keys = odd_keys;
            }
            Err(problem) => found.problem = Some(problem),
        }
        found.aliases = std::mem::take(&mut self.aliases);
        found.nested_keys = std::mem::take(&mut self.nested_keys);
        Ok((found, end))
    }

    /// A map that is looked into, after its start event.
    fn map(&mut self, inside: Inside, opened: &Opened, found: &mut Scanned) -> Step<Map> {
        let mut entries = Vec::new();
        loop {
            let (event, range) = self.next()?;
            let key = match event {
                Event::MapEnd => {
                    let (flow, map_range) = (opened.flow, opened.range.start..range.end);
                    return Ok(Map { range: map_range, flow, anchor: opened.anchor, entries });
                }
                Event::Scalar(key, ..) => key,
                other => {
                    if opens(&other) {
                        self.nested_keys.push(range.clone());
                    }
                    self.skip(&other, range)?;
                    let (value, range) = self.next()?;
                    self.skip(&value, range)?;
                    continue;
                }
            };
            match inside {
                Inside::Labels | Inside::TemplateLabels => {
                    let scalar = self.string(inside.labels_path(), &key, found)?;
                    entries.push((key, scalar));
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
        let (event, range) = self.next()?;
        if let (Inside::Root, "items", Event::ListStart(..)) = (inside, key, &event) {
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
            (Event::MapStart(flow, properties), Some(into)) => {
                let opened = Opened { range, flow, anchor: properties.anchor };
                Node::Map(self.map(into, &opened, found)?)
            }
            (event, _) => self.node(event, range)?,
        };
        if found.slot(name).is_some_and(|slot| slot.replace(node).is_some()) {
            found.duplicates.push((name, at));
        }
        Ok(())
    }

    /// A node that is not looked into.
    fn node(&mut self, event: Event, range: Range<usize>) -> Step<Node> {
        if let Event::Scalar(value, style, properties) = event {
            let plain = style == Style::Plain && properties.tag.is_none();
            return Ok(Node::Scalar(Scalar { value, range, plain }));
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
        let (event, range) = self.next()?;
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
            let (event, range) = self.next()?;
            if event == Event::ListEnd {
                return Ok(items);
            }
            let flow = matches!(event, Event::MapStart(true, _));
            let bare = Properties::default();
            let plain = matches!(&event, Event::MapStart(_, properties) if *properties == bare);
            let start = range.start;
            let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
            let end = self.skip(&event, range)?;
            items.push(Item { range: start..end, column: start - line, flow, plain });
        }
    }

    /// Passes over a node after its first event; gives where it ends.
    fn skip(&mut self, event: &Event, range: Range<usize>) -> Step<usize> {
        let mut end = range.end;
        let mut open: Vec<Open> = Open::by(event).into_iter().collect();
        while let Some(inside) = open.last_mut() {
            let (event, range) = self.next()?;
            end = range.end;
            if matches!(event, Event::MapEnd | Event::ListEnd) {
                open.pop();
                continue;
            }
            if inside.takes_key() && opens(&event) {
                self.nested_keys.push(range);
            }
            open.extend(Open::by(&event));
        }
        Ok(end)
    }
}

/// The values that are no strings where strings have to be, by map and key, but for those that stand there bare.
fn not_strings(document: &Value, bare: &[Bare]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for (path, pointer) in MAPS_OF_STRINGS {
        let Some(Value::Object(map)) = document.pointer(pointer) else { continue };
        let is_told = |key: &str| bare.iter().any(|it| it.map == path && it.key == key);
        let wrong = map.iter().filter(|(_, value)| !value.is_string() && !value.is_null());
        let keys = wrong.map(|(key, _)| key).filter(|key| !is_told(key));
        found.extend(keys.map(|key| (path, key.clone())));
    }
    found
}

/// Maps whose values have to be strings: their path as messages have it, and as a JSON pointer.
const MAPS_OF_STRINGS: [(&str, &str); 6] = [
    ("metadata.labels", "/metadata/labels"),
    ("metadata.annotations", "/metadata/annotations"),
    ("data", "/data"),
    ("stringData", "/stringData"),
    ("binaryData", "/binaryData"),
    ("spec.template.metadata.labels", "/spec/template/metadata/labels"),
];

/// A map whose start event has been read.
struct Opened {
    range: Range<usize>,
    flow: bool,
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
