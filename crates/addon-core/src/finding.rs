//! What is wrong with an input: the rule it breaks, the place, the reason and the way out.
//!
//! The core collects findings and never prints; `output` words them.

mod rules;

pub use rules::{Rule, all};
/// The rules by name.
pub mod rule {
    pub use super::rules::*;
}

use crate::source::Span;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something the user may want to know; nothing is wrong.
    Note,
    /// Probably not what was meant; the product is made all the same.
    Warning,
    /// The controller, the API server or Argo would refuse it; there is no product.
    Error,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A flag or argument as the user types it (`--deps`, `NAME`).
    Argument(String),
    /// A file or folder as a whole.
    Input(String),
    /// A stretch of a text.
    Text(Span),
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self::Text(span)
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that is broken: id, severity and the reason behind it.
    pub rule: &'static Rule,
    /// What is wrong here, in one line.
    pub message: String,
    /// Where.
    pub place: Option<Place>,
    /// A second place that plays a part, and what it is.
    pub related: Option<(Span, String)>,
    /// How to get out of it.
    pub help: Option<String>,
    /// The one change of the text that puts it right, where there is only one.
    pub fix: Option<Fix>,
}

/// A change of a text that puts a finding right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is taken out.
    pub span: Span,
    /// What is put in its place.
    pub text: String,
}

impl Finding {
    /// A finding without a place.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self { rule, message: message.into(), place: None, related: None, help: None, fix: None }
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, place: impl Into<Place>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// The same, at a flag or argument.
    #[must_use]
    pub fn at_argument(self, argument: impl Into<String>) -> Self {
        self.at(Place::Argument(argument.into()))
    }

    /// The same, with a second place and what it shows.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related = Some((span, label.into()));
        self
    }

    /// The same, with a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, with the candidate that a mistyped word was meant for, if one is near.
    #[must_use]
    pub fn suggesting<'a>(self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match did_you_mean(word, candidates) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }

    /// The same, with the one change that puts it right.
    #[must_use]
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }

    /// Whether it stands in the way of a product.
    pub fn is_error(&self) -> bool {
        self.rule.severity == Severity::Error
    }
}

/// Findings in the order they were made.
pub type Findings = Vec<Finding>;

/// Whether any of them stands in the way of a product.
pub fn any_error(findings: &[Finding]) -> bool {
    findings.iter().any(Finding::is_error)
}

/// The candidate nearest to a mistyped word; none where none is near.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| {
            (strsim::jaro_winkler(&word.to_lowercase(), &candidate.to_lowercase()), candidate)
        })
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
