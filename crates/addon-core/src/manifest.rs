//! Manifests: a text becomes the objects it holds, each with its identity and its own words kept.

mod admission;
mod bounds;
mod facts;
mod identity;
mod keys;
pub mod labels;
mod list;
mod nesting;
pub mod object;
mod print;
mod scan;
mod scanned;
mod substitute;
pub mod tags;
mod twice;

use std::ops::Range;
use std::sync::Arc;

pub(crate) use identity::unknown_reference;
pub use labels::{Labels, Policy};
pub use object::{Defined, Identity, Object};
pub use tags::{Scope, Tag};
pub use twice::twice;

use crate::finding::{Finding, Findings, rule};
use crate::limits;
use crate::source::{Source, Span};
use crate::yaml;
use crate::yaml::kubectl::Problem;
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
    let documents = json_documents(&source.text);
    if documents.len() > limits::DOCUMENTS {
        let message = format!("there are more than {} documents", limits::DOCUMENTS);
        let place = Span::new(source, documents[limits::DOCUMENTS].clone());
        return (Vec::new(), vec![Finding::new(&rule::MANIFEST_SYNTAX, message).at(place)]);
    }
    for range in documents {
        reader.read(range);
    }
    (reader.objects, reader.findings)
}

/// Whether a text may hold objects, and is no script and no settings file that goes into a pod. Keys can be written with
/// escapes, which kubectl reads.
pub fn is_manifest(text: &str) -> bool {
    let says = |key: &str| text.contains(key);
    let read = || {
        let values = yaml::read::values(text).unwrap_or_default();
        values.iter().any(|value| value["apiVersion"].is_string() && value["kind"].is_string())
    };
    (says("apiVersion") && says("kind")) || (says("\\") && read())
}

/// A JSON text's values one by one (they need no separator), or a text that is not JSON as a whole.
fn json_documents(text: &str) -> Vec<Range<usize>> {
    let everything = 0..text.len();
    if !text.trim_start().starts_with(['{', '[']) {
        return vec![everything];
    }
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    let (mut ranges, mut start) = (Vec::new(), 0);
    while ranges.len() <= limits::DOCUMENTS
        && let Some(value) = stream.next()
    {
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
    rewritten: Option<Rewritten>,
    /// The text that was scanned, tags masked; `found` has its offsets.
    masked: &'a str,
    /// What the scan found.
    found: &'a Scanned,
}

/// A text that is not just what stands in the source.
struct Rewritten {
    /// The text.
    text: String,
    /// Whether it was printed from what it means, and not cut out of the source.
    printed: bool,
}

impl Reader<'_> {
    fn read(&mut self, range: Range<usize>) {
        let text = &self.source.text[range.clone()];
        let tags = tags::find(text, &self.reading.scope);
        let masked = tags::mask(text, &tags);
        let (documents, errors) = scan::scan(&masked);
        for error in errors {
            self.refuse(range.start, &error);
        }
        for found in documents {
            self.directives(range.start, &found);
            match found.problem.as_ref().filter(|_| found.nested_keys.is_empty()) {
                Some(problem) => self.refuse(range.start, problem),
                None => self.document(range.start, &masked, &found),
            }
        }
    }

    fn refuse(&mut self, base: usize, problem: &Problem) {
        let place = self.span(base, problem.offset..problem.offset);
        let finding = Finding::new(&rule::MANIFEST_SYNTAX, problem.message.as_str()).at(place);
        self.findings.push(match keys::syntax_help(&self.source.text) {
            Some(help) => finding.help(help),
            None => finding,
        });
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
            if part.kept {
                self.accept_text(part.span, Rewritten { text: part.text, printed: false });
            } else {
                self.print(
                    part.span,
                    &part.text,
                    "because it cannot be cut out of its List as it stands",
                );
            }
        }
    }

    /// Takes a text of our own as a document.
    fn accept_text(&mut self, span: Span, rewritten: Rewritten) {
        let masked = tags::mask(&rewritten.text, &tags::find(&rewritten.text, &self.reading.scope))
            .into_owned();
        let (scanned, _) = scan::scan(&masked);
        match scanned.first() {
            Some(found) if found.root == Root::Map => {
                self.accept(Draft { span, rewritten: Some(rewritten), masked: &masked, found });
            }
            _ => {
                let message = "an item of this List is not an object";
                self.findings.push(Finding::new(&rule::MANIFEST_NOT_OBJECT, message).at(span));
            }
        }
    }

    /// Checks a draft and takes it as an object.
    fn accept(&mut self, draft: Draft<'_>) {
        let Draft { span, rewritten, masked, found } = draft;
        let text = rewritten.as_ref().map_or_else(|| span.text(), |rewritten| &rewritten.text);
        let edits = labels::edits(masked, found, &self.reading.labels);
        let printed = rewritten.as_ref().is_some_and(|rewritten| rewritten.printed);
        if let Some(why) = print::why(text, found, edits.is_err()).filter(|_| !printed) {
            return self.print(span.clone(), &masked[found.range.clone()], why);
        }
        let tags = tags::find(text, &self.reading.scope);
        let own_words = rewritten.is_none();
        let place = |range: &Range<usize>| {
            let start = span.range.start.wrapping_sub(found.range.start);
            let absolute = || start.wrapping_add(range.start)..start.wrapping_add(range.end);
            if own_words { Span::new(&span.source, absolute()) } else { span.clone() }
        };
        let scope = &self.reading.scope;
        let subject = identity::Subject { text, tags: &tags, scope, found, place: &place };
        let checked = identity::check(&subject, &mut self.findings);
        substitute::check(&subject, &masked[found.range.clone()], &mut self.findings);
        let Some((identity, written, defines)) = checked else { return };
        let start = found.range.start;
        // Labels taken over from elsewhere in the text may hold tags.
        let edits = edits.unwrap_or_default().into_iter().map(|edit| {
            let text = tags::unmask(&edit.text, text, &tags);
            labels::Edit { text, ..edit }.moved_back(start)
        });
        let edits = edits.collect();
        let rewritten = rewritten.map(|rewritten| rewritten.text);
        self.objects.push(Object { span, identity, written, defines, tags, rewritten, edits });
    }

    /// Prints a document from what it means, and takes that; a note says so.
    fn print(&mut self, span: Span, masked: &str, why: &str) {
        let tags = tags::find(span.text(), &self.reading.scope);
        let printed = yaml::read::value(masked).map_err(|error| error.to_string());
        let printed = printed.and_then(|value| print::text(&value, masked, &tags));
        match printed {
            Ok(text) => {
                let text = tags::unmask(&text, span.text(), &tags);
                let message = format!("the document is written anew {why}");
                self.findings
                    .push(Finding::new(&rule::MANIFEST_REEMITTED, message).at(span.clone()));
                self.accept_text(span, Rewritten { text, printed: true });
            }
            Err(error) => {
                let message = format!("the document cannot be written anew {why}: {error}");
                self.findings.push(Finding::new(&rule::MANIFEST_SYNTAX, message).at(span));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(text: &str) -> Vec<Object> {
        let parameters =
            [("x", "1"), ("y", "a b")].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        let reading =
            Reading { scope: Scope { parameters, scripts: Vec::new() }, labels: Labels::default() };
        let (objects, findings) = read(&Source::new("x.yaml", text.to_owned()), &reading);
        assert_eq!(findings, []);
        objects
    }

    #[test]
    fn parameters_are_filled_in_in_every_document() {
        let one = |name: &str| {
            format!(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: \"{name}-{{{{workflow.parameters.x}}}}\"}}\ndata: {{b: \"{{{{workflow.parameters.y}}}}\"}}\n"
            )
        };
        let found = objects(&format!("{}---\n{}", one("a"), one("b")));
        let names: Vec<_> = found.iter().map(|object| object.identity.name.as_str()).collect();
        assert_eq!(names, ["a-1", "b-1"]);
        assert_eq!(found[1].written.name, "b-{{workflow.parameters.x}}");
    }

    #[test]
    fn a_list_is_taken_apart_and_its_items_keep_their_words() {
        let text = "items:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n  data:\n    t: |\n      one\n\n        two\n# c\n-   apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: b}\nkind: List\napiVersion: v1\n";
        let found = objects(text);
        assert_eq!(found.len(), 2);
        assert!(
            found[0].text().contains("data:\n  t: |\n    one\n\n      two\n"),
            "{}",
            found[0].text()
        );
        assert!(
            found[1].text().starts_with("apiVersion: v1\nkind: ConfigMap\n"),
            "{}",
            found[1].text()
        );
    }
}
