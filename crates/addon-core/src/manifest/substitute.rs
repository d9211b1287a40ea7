//! Argo's substitution, tried before it happens: a value may fill a scalar, never change the document around it.

use super::identity::Subject;
use super::tags::{self, Tag};
use crate::finding::{Finding, Findings, rule};
use crate::yaml::kubectl::{Event, Parser, Style};

/// Finds the tags whose value would change the document. `masked` is the document with its tags masked.
pub(super) fn check(subject: &Subject<'_>, masked: &str, findings: &mut Findings) {
    if subject.tags.iter().all(|tag| tag.value(subject.text, subject.scope).is_none()) {
        return;
    }
    let Some(before) = events(masked) else { return };
    if fits(subject, &before, None) {
        return;
    }
    let mut seen: Vec<&str> = Vec::new();
    for tag in subject.tags.iter().filter(|tag| tag.value(subject.text, subject.scope).is_some()) {
        let text = &subject.text[tag.range.clone()];
        if !seen.contains(&text) && !fits(subject, &before, Some(text)) {
            findings.push(broken(subject, tag));
        }
        seen.push(text);
    }
}

fn broken(subject: &Subject<'_>, tag: &Tag) -> Finding {
    let text = &subject.text[tag.range.clone()];
    let name = match &tag.fate {
        tags::Fate::Parameter(name) => name.clone(),
        tags::Fate::Expression(names) => names.join(", "),
        _ => String::new(),
    };
    let message = format!(
        "the value of parameter `{name}` would change this document, not just fill in `{text}`"
    );
    let quoted = format!(
        "let Argo quote it: {{{{=toJson(workflow.parameters['{name}'])}}}} without quotes around it, or change the value"
    );
    // Files end with a line break, of which their author does not think.
    let value = tag.value(subject.text, subject.scope).unwrap_or_default();
    let help = match value.strip_suffix('\n') {
        Some(rest) if !rest.contains('\n') => {
            format!(
                "the value ends with a line break, as files do: leave it out (printf %s), or {quoted}"
            )
        }
        _ => quoted,
    };
    Finding::new(&rule::TAG_BREAKS_DOCUMENT, message).at(subject.tag_place(tag)).help(help)
}

/// Whether the document stays what it is when the tags of one text, or all of them, are filled in.
fn fits(subject: &Subject<'_>, before: &[Seen], only: Option<&str>) -> bool {
    let chosen = |tag: &Tag| {
        let value = tag.value(subject.text, subject.scope)?;
        let text = &subject.text[tag.range.clone()];
        only.is_none_or(|only| only == text).then_some(value.into_owned().into())
    };
    let filled = tags::replace(subject.text, subject.tags, chosen);
    let Some(after) = events(&filled) else { return false };
    let fill = |value: &str| {
        subject.tags.iter().fold(value.to_owned(), |out, tag| match chosen(tag) {
            Some(value) => out.replace(&tag.token(subject.text), &value),
            None => out,
        })
    };
    before.len() == after.len() && before.iter().zip(&after).all(|(a, b)| a.becomes(b, &fill))
}

/// An event, without its place.
#[derive(Debug, PartialEq, Eq)]
enum Seen {
    Structure(u8),
    Scalar(String, Style),
}

impl Seen {
    /// Whether this is what the other is once tags are filled in.
    fn becomes(&self, other: &Self, fill: &dyn Fn(&str) -> String) -> bool {
        match (self, other) {
            (Self::Scalar(before, style), Self::Scalar(after, _)) => {
                let expected = fill(before);
                // A value may bring its own quotes where the document has none.
                let own_quotes = *style == Style::Plain && expected.starts_with(['"', '\'']);
                expected == *after || (own_quotes && expected != *before)
            }
            (a, b) => a == b,
        }
    }
}

fn events(text: &str) -> Option<Vec<Seen>> {
    let json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let mut parser = Parser::new(text, json);
    let mut seen = Vec::new();
    loop {
        seen.push(match parser.next().ok()?.0 {
            Event::Scalar(value, style, _) => Seen::Scalar(value, style),
            Event::ListStart(..) => Seen::Structure(b'['),
            Event::ListEnd => Seen::Structure(b']'),
            Event::MapStart(..) => Seen::Structure(b'{'),
            Event::MapEnd => Seen::Structure(b'}'),
            Event::Alias(_) => Seen::Structure(b'*'),
            Event::DocumentStart(_) => Seen::Structure(b'-'),
            Event::DocumentEnd => continue,
            Event::StreamEnd => return Some(seen),
        });
    }
}
