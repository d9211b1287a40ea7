//! Manifests: a text becomes the objects it holds, each with its identity and its own words kept.

mod identity;
pub mod labels;
mod list;
pub mod object;
mod scan;
mod scanned;
mod substitute;
pub mod tags;

use std::ops::Range;
use std::sync::Arc;

pub(crate) use identity::unknown_reference;
pub use labels::{Labels, Policy};
pub use object::{Defined, Identity, Object};
pub use tags::{Scope, Tag};

use crate::finding::{Finding, Findings, rule};
use crate::source::{Source, Span};
use crate::yaml;
use scanned::{Item, Root, Scanned};

/// What texts are read with: the names they may refer to and the labels their objects get.
#[derive(Debug, Default)]
pub struct Reading {
    /// The names.
    pub scope: Scope,
    /// The labels.
    pub labels: Labels,
}

/// The objects of a text, in its order, and all that is wrong with them.
pub fn read(source: &Arc<Source>, reading: &Reading) -> (Vec<Object>, Findings) {
    let mut reader = Reader { source, reading, objects: Vec::new(), findings: Vec::new() };
    for range in json_documents(&source.text) {
        reader.read(range);
    }
    (reader.objects, reader.findings)
}

/// A JSON text's values one by one (they need no separator), or a text that is not JSON as a whole.
fn json_documents(text: &str) -> Vec<Range<usize>> {
    let everything = 0..text.len();
    if !text.trim_start().starts_with(['{', '[']) {
        return vec![everything];
    }
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    let (mut ranges, mut start) = (Vec::new(), 0);
    while let Some(value) = stream.next() {
        if value.is_err() {
            return vec![everything];
        }
        ranges.push(start..stream.byte_offset());
        start = stream.byte_offset();
    }
    ranges
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    reading: &'a Reading,
    objects: Vec<Object>,
    findings: Findings,
}

/// A document or a part of one that is to become an object.
struct Draft<'a> {
    /// Where the user wrote it.
    span: Span,
    /// Its text, where that is not what stands at `span`.
    rewritten: Option<String>,
    /// The text that was scanned, tags masked; `found` has its offsets.
    masked: &'a str,
    /// What the scan found.
    found: &'a Scanned,
}

impl Reader<'_> {
    fn read(&mut self, range: Range<usize>) {
        let text = &self.source.text[range.clone()];
        let tags = tags::find(text, &self.reading.scope);
        let masked = tags::mask(text, &tags);
        let (documents, errors) = scan::scan(&masked);
        for error in errors {
            let place = self.span(range.start, error.offset..error.offset);
            self.findings.push(Finding::new(&rule::MANIFEST_SYNTAX, error.message).at(place));
        }
        for found in documents {
            self.directives(range.start, &found);
            self.document(range.start, &masked, &found);
        }
    }

    fn span(&self, base: usize, range: Range<usize>) -> Span {
        Span::new(self.source, base + range.start..base + range.end)
    }

    /// The `%` lines in front of a document.
    fn directives(&mut self, base: usize, found: &Scanned) {
        let place = self.span(base, found.directives.clone());
        for line in place.text().lines().filter(|line| line.starts_with('%')) {
            if line.split_whitespace().ne(["%YAML", "1.1"]) {
                let message = format!("`{}` is not understood by kubectl", line.trim_end());
                let finding = Finding::new(&rule::MANIFEST_YAML_VERSION, message).at(place.clone());
                self.findings.push(finding.help("remove the line"));
            }
        }
    }

    fn document(&mut self, base: usize, masked: &str, found: &Scanned) {
        let span = self.span(base, found.range.clone());
        match (&found.root, &found.items) {
            (Root::Empty, _) => {}
            (Root::Scalar, _) => {
                let start = self.span(base, found.start..found.start);
                let message = "the document is a single value, not an object";
                self.findings.push(Finding::new(&rule::MANIFEST_NOT_OBJECT, message).at(start));
            }
            (_, Some(items)) => self.take_apart(&span, masked, found, items),
            _ => self.accept(Draft { span, rewritten: None, masked, found }),
        }
    }

    /// The elements of a List, each as an object of its own.
    fn take_apart(&mut self, span: &Span, masked: &str, found: &Scanned, items: &[Item]) {
        let parts = match list::parts(span, masked, found, items) {
            Ok(parts) => parts,
            Err(error) => {
                self.findings.push(Finding::new(&rule::MANIFEST_SYNTAX, error).at(span.clone()));
                return;
            }
        };
        for part in parts {
            if !part.kept {
                let message = "an item of this List is written anew, because it cannot be cut out as it stands";
                self.findings
                    .push(Finding::new(&rule::MANIFEST_REEMITTED, message).at(part.span.clone()));
            }
            let part_masked =
                tags::mask(&part.text, &tags::find(&part.text, &self.reading.scope)).into_owned();
            let (scanned, errors) = scan::scan(&part_masked);
            match (scanned.first(), errors.first()) {
                (Some(found), None) if found.root == Root::Map => {
                    let rewritten = Some(part.text);
                    self.accept(Draft { span: part.span, rewritten, masked: &part_masked, found });
                }
                _ => {
                    let message = "an item of this List is not an object";
                    self.findings
                        .push(Finding::new(&rule::MANIFEST_NOT_OBJECT, message).at(part.span));
                }
            }
        }
    }

    /// Checks a draft and takes it as an object.
    fn accept(&mut self, draft: Draft<'_>) {
        let Draft { span, rewritten, masked, found } = draft;
        let text = rewritten.as_deref().unwrap_or_else(|| span.text());
        let tags = tags::find(text, &self.reading.scope);
        let own_words = rewritten.is_none();
        let place = |range: &Range<usize>| {
            let start = span.range.start.wrapping_sub(found.range.start);
            let absolute = || start.wrapping_add(range.start)..start.wrapping_add(range.end);
            if own_words { Span::new(&span.source, absolute()) } else { span.clone() }
        };
        let subject = identity::Subject {
            text,
            tags: &tags,
            scope: &self.reading.scope,
            found,
            place: &place,
        };
        let checked = identity::check(&subject, &mut self.findings);
        substitute::check(&subject, &masked[found.range.clone()], &mut self.findings);
        let Some((identity, written, defines)) = checked else { return };
        let edits = match needs_rewriting(text) {
            Some(why) => Err(why),
            None => {
                labels::edits(masked, found, &self.reading.labels).map_err(|labels::Unsafe| LABELS)
            }
        };
        let mut object =
            Object { span, identity, written, defines, tags, rewritten, edits: Vec::new() };
        match edits {
            Ok(edits) => {
                let start = found.range.start;
                object.edits = edits.into_iter().map(|edit| edit.moved_back(start)).collect();
            }
            Err(why) => self.rewrite(&mut object, &masked[found.range.clone()], why),
        }
        self.objects.push(object);
    }

    /// Writes an object anew, and says so.
    fn rewrite(&mut self, object: &mut Object, masked: &str, why: &str) {
        let place = object.span.clone();
        match self.written_anew(masked, object.bare_text(), &object.tags) {
            Ok(text) => {
                object.tags = tags::find(&text, &self.reading.scope);
                object.rewritten = Some(text);
                let message = format!("{} is written anew {why}", object.identity.describe());
                self.findings.push(Finding::new(&rule::MANIFEST_REEMITTED, message).at(place));
            }
            Err(error) => self.findings.push(Finding::new(&rule::MANIFEST_SYNTAX, error).at(place)),
        }
    }

    /// The document as YAML of our own, with its labels.
    fn written_anew(&self, masked: &str, text: &str, tags: &[Tag]) -> Result<String, String> {
        let mut value = yaml::read::value(masked).map_err(|error| error.to_string())?;
        labels::into_value(&mut value, &self.reading.labels);
        let written = yaml::emit::to_yaml(&value).map_err(|error| error.to_string())?;
        Ok(tags::unmask(&written, text, tags))
    }
}

/// Why a text is written anew where labels cannot be inserted.
const LABELS: &str = "to get its labels, because aliases share the place that they would go to";

/// Why a text cannot be embedded as it is: JSON may hold characters as pairs of surrogates, and the YAML reader that
/// kubectl takes for a file of several documents refuses them.
fn needs_rewriting(text: &str) -> Option<&'static str> {
    let pairs = text.starts_with('{') && (text.contains("\\ud") || text.contains("\\uD"));
    pairs.then_some("because it holds `\\ud...` escapes, which only JSON knows")
}
