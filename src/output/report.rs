//! Findings in words: the rule's id, the place with an excerpt of the text, the reason and the way out.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::finding::{Finding, Place, Severity};
use crate::limits::FINDINGS_OF_A_RULE;
use crate::plain;
use crate::source::Span;

/// Longer stretches are shown by their first line alone.
const SHOWN: usize = 200;

/// One finding as text, with a line end.
pub(super) fn finding(finding: &Finding, color: bool) -> String {
    let level = match finding.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = match &finding.place {
        Some(Place::Argument(argument)) => format!("{argument}: {}", finding.message),
        _ => finding.message.clone(),
    };
    let message = plain::line(&message);
    let title = level.primary_title(&*message).id(finding.rule.id);
    let why = || Level::NOTE.message(finding.rule.why);
    let related = finding.related.as_ref().map(|(span, label)| (span, plain::line(label)));
    let related = related.as_ref();
    let help = finding.help.as_deref().map(plain::line);
    let mut group = match &finding.place {
        Some(Place::Text(span)) => {
            let main = Part { span, kind: AnnotationKind::Primary, label: None };
            let other = related.map(|(span, label)| Part {
                span,
                kind: AnnotationKind::Context,
                label: Some(&**label),
            });
            match other {
                Some(other) if other.span.source == span.source => {
                    title.element(snippet(&[main, other]))
                }
                Some(other) => title.element(snippet(&[main])).element(snippet(&[other])),
                None => title.element(snippet(&[main])),
            }
        }
        _ => Group::with_title(title),
    };
    if finding.rule.severity != Severity::Note {
        group = group.element(why());
    }
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(&**help));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group]) + "\n"
}

/// A stretch to show, and how.
struct Part<'a> {
    span: &'a Span,
    kind: AnnotationKind,
    label: Option<&'a str>,
}

/// The lines around some stretches of one text. Only those lines are handed on: texts may be megabytes.
fn snippet<'a>(parts: &[Part<'a>]) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = &parts[0].span.source.text;
    let start =
        parts.iter().map(|part| part.span.range.start.min(text.len())).min().unwrap_or_default();
    let end = parts.iter().map(|part| shown(part.span).end).max().unwrap_or_default();
    let from = text[..text.floor_char_boundary(start)].rfind('\n').map_or(0, |at| at + 1);
    let to = text[text.floor_char_boundary(end)..]
        .find('\n')
        .map_or(text.len(), |at| text.floor_char_boundary(end) + at);
    let line = parts[0].span.source.position(from).0;
    let annotations = parts.iter().map(|part| {
        let range = shown(part.span);
        let annotation = part.kind.span(range.start - from..range.end - from);
        match part.label {
            Some(label) => annotation.label(label),
            None => annotation,
        }
    });
    Snippet::source(shown_text(&text[from..to]))
        .path(plain::line(&parts[0].span.source.origin))
        .line_start(line)
        .annotations(annotations)
}

/// An excerpt, with signs of the same length where something would act: places in it stay where they are.
fn shown_text(excerpt: &str) -> Cow<'_, str> {
    let acts = |c: char| plain::acts(c) && !matches!(c, '\n' | '\t');
    if !excerpt.contains(acts) {
        return Cow::Borrowed(excerpt);
    }
    let sign = |c: char| match c.len_utf8() {
        1 => '?',
        2 => '\u{b7}',
        3 => '\u{fffd}',
        _ => '\u{1f7a1}',
    };
    excerpt.chars().map(|c| if acts(c) { sign(c) } else { c }).collect::<String>().into()
}

/// Findings that are told, and lines on those that are not.
pub(super) struct Shown<'a> {
    pub(super) findings: Vec<&'a Finding>,
    pub(super) more: Vec<String>,
}

/// The first findings of each rule: what comes after them says nothing new.
pub(super) fn first_of_each<'a>(findings: &[&'a Finding]) -> Shown<'a> {
    let mut counts = IndexMap::<&str, usize>::new();
    let mut shown = Shown { findings: Vec::new(), more: Vec::new() };
    for finding in findings {
        let count = counts.entry(finding.rule.id).or_default();
        *count += 1;
        if *count <= FINDINGS_OF_A_RULE {
            shown.findings.push(finding);
        }
    }
    let more = counts.iter().filter(|(_, count)| **count > FINDINGS_OF_A_RULE);
    shown.more = more
        .map(|(rule, count)| format!("and {} more of {rule}", count - FINDINGS_OF_A_RULE))
        .collect();
    shown
}

/// The part of a stretch that is shown.
fn shown(span: &Span) -> std::ops::Range<usize> {
    let text = &span.source.text;
    let start = text.floor_char_boundary(span.range.start.min(text.len()));
    let end = text.floor_char_boundary(span.range.end.clamp(start, text.len()));
    if end - start <= SHOWN && !text[start..end].contains('\n') {
        return start..end;
    }
    let line_end = text[start..end].find('\n').map_or(end, |at| start + at);
    start..text.floor_char_boundary(line_end.min(start + SHOWN))
}
