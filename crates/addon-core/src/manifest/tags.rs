//! Argo's `{{ }}` tags in a text: which ones Argo fills in, which it leaves alone, which it would spoil.
//!
//! Source: Argo Workflows v3.4.8 to v4.1.2, `util/template` and the variables documentation; the template is
//! split at `{{` and the first `}}` after it, and there is no escape.

use std::borrow::Cow;
use std::ops::Range;

use indexmap::IndexMap;

use crate::argo;
use crate::finding::did_you_mean;

/// What a stage's texts may refer to.
#[derive(Debug, Default)]
pub struct Scope {
    /// Every parameter that the controller gives the workflow, with its value.
    pub parameters: IndexMap<String, String>,
    /// The scripts of the stage, by the name that their output goes by.
    pub scripts: Vec<String>,
}

impl Scope {
    /// A scope with the scripts whose output a text names, whether they are there or not.
    #[must_use]
    pub(crate) fn with_scripts_named_in(mut self, text: &str) -> Self {
        let named = text.split("{{").skip(1).filter_map(|rest| {
            rest.split("}}").next()?.trim().strip_prefix("inputs.parameters.").map(str::to_owned)
        });
        self.scripts.extend(named);
        self
    }
}

impl FromIterator<(String, String)> for Scope {
    /// A scope of parameters; of several of a name the last one counts.
    fn from_iter<T: IntoIterator<Item = (String, String)>>(parameters: T) -> Self {
        Self { parameters: parameters.into_iter().collect(), scripts: Vec::new() }
    }
}

/// A tag and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// From `{{` to `}}`, as bytes of the text that was searched.
    pub range: Range<usize>,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a tag where Argo sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Argo fills in the value of a parameter that is known: its name.
    Parameter(String),
    /// Argo fills in the output of a script of the stage: its name.
    Script(String),
    /// Argo evaluates an expression over parameters: those it names.
    Expression(Vec<String>),
    /// It names a parameter that nothing supplies.
    Unknown(String),
    /// It names an output that no script of the stage gives, but nearly one that does: the name and that one.
    Mistyped(String, String),
    /// Argo leaves it as it is.
    Kept,
    /// Argo would refuse it or put something else in its place: why.
    Spoiled(&'static str),
}

/// Names that Argo replaces where they are in scope.
const VARIABLES: [&str; 4] = ["item", "retries", "node.name", "pod.name"];

/// All tags of a text, in order.
pub fn find(text: &str, scope: &Scope) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("{{").map(|found| at + found) {
        let Some(end) = text[start + 2..].find("}}").map(|found| start + 2 + found + 2) else {
            tags.push(Tag { range: start..start + 2, fate: Fate::Spoiled(UNCLOSED) });
            break;
        };
        let content = &text[start + 2..end - 2];
        let inner = content.rfind("{{").map(|at| (start + 2 + at, fate(&content[at + 2..], scope)));
        // Argo takes the two for one tag. Where the inner one is meant for Argo, that must not pass unnoticed.
        match inner.filter(|(_, fate)| fills_in(fate)) {
            Some((inner, fate)) => {
                tags.push(Tag { range: start..start + 2, fate: Fate::Spoiled(UNCLOSED) });
                tags.push(Tag { range: inner..end, fate });
            }
            None => tags.push(Tag { range: start..end, fate: fate(content, scope) }),
        }
        at = end;
    }
    tags
}

const UNCLOSED: &str = "Argo looks for the `}}` of this `{{` and finds none, or that of another";

fn fate(content: &str, scope: &Scope) -> Fate {
    if let Some(expression) = content.strip_prefix('=') {
        return expression_fate(expression, scope);
    }
    let name = content.trim();
    if let Some(parameter) = name.strip_prefix("workflow.parameters.") {
        let known = scope.parameters.contains_key(parameter);
        let fate = if known { Fate::Parameter } else { Fate::Unknown };
        return fate(parameter.to_owned());
    }
    if let Some(script) = name.strip_prefix("inputs.parameters.") {
        if scope.scripts.iter().any(|known| known == script) {
            return Fate::Script(script.to_owned());
        }
        if let Some(near) = did_you_mean(script, scope.scripts.iter().map(String::as_str)) {
            return Fate::Mistyped(script.to_owned(), near.to_owned());
        }
    }
    if argo::is_reserved(name) {
        return Fate::Spoiled("Argo reserves this prefix and fills it in or refuses it");
    }
    if VARIABLES.contains(&name) || name.starts_with("lastRetry.") {
        return Fate::Spoiled("Argo has a variable of this name");
    }
    Fate::Kept
}

/// An expression is Argo's if it reads parameters; any other `{{=` only looks like one.
fn expression_fate(expression: &str, scope: &Scope) -> Fate {
    let names = parameter_names(expression);
    match names.iter().find(|name| !scope.parameters.contains_key(*name)) {
        _ if names.is_empty() => Fate::Spoiled("Argo takes `{{=` for an expression"),
        Some(unknown) => Fate::Unknown(unknown.clone()),
        None => Fate::Expression(names),
    }
}

/// `workflow.parameters.x` and `workflow.parameters['x']` in an expression.
fn parameter_names(expression: &str) -> Vec<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let pieces = expression.split("workflow.parameters").skip(1);
    pieces
        .filter_map(|rest| {
            if let Some(name) = rest.strip_prefix('.') {
                return Some(name.split(|c| !is_name(c)).next().unwrap_or_default().to_owned());
            }
            let quoted = rest.strip_prefix("['").or_else(|| rest.strip_prefix("[\""))?;
            Some(quoted.split(['\'', '"']).next().unwrap_or_default().to_owned())
        })
        .collect()
}

impl Tag {
    /// Whether Argo has to see the text for this tag to work.
    pub fn needs_argo(&self) -> bool {
        matches!(self.fate, Fate::Parameter(_) | Fate::Script(_) | Fate::Expression(_))
    }

    /// What Argo puts in its place, as far as it is known before anything runs.
    pub(crate) fn value<'a>(&self, text: &str, scope: &'a Scope) -> Option<Cow<'a, str>> {
        match &self.fate {
            Fate::Parameter(name) => {
                scope.parameters.get(name).map(|value| Cow::from(value.as_str()))
            }
            Fate::Expression(names) => {
                let inner =
                    text[self.range.clone()].trim_matches(['{', '}']).strip_prefix('=')?.trim();
                let argument = inner.strip_prefix("toJson(")?.strip_suffix(')')?;
                let name = names
                    .first()
                    .filter(|_| names.len() == 1 && argument.starts_with("workflow.parameters"))?;
                serde_json::to_string(scope.parameters.get(name)?).ok().map(Cow::from)
            }
            _ => None,
        }
    }

    /// A word as long as the tag that YAML reads as part of any scalar. Equal tags have equal words, so that what was
    /// masked in a file can be found again in a document of it.
    pub(crate) fn token(&self, text: &str) -> String {
        let tag = &text[self.range.clone()];
        // FNV-1a: all it has to do is tell apart the few tags of a text.
        let hash = tag.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        format!("{hash:Q>width$x}", width = tag.len())
    }
}

/// The text with every tag of Argo's masked by its token, so that it can be read as YAML; offsets stay.
pub(crate) fn mask<'a>(text: &'a str, tags: &[Tag]) -> Cow<'a, str> {
    replace(text, tags, |_| None)
}

/// The text with every tag of Argo's replaced by `value`, or by its token where that gives none.
pub(crate) fn replace<'a>(
    text: &'a str,
    tags: &[Tag],
    value: impl Fn(&Tag) -> Option<Cow<'a, str>>,
) -> Cow<'a, str> {
    if !tags.iter().any(masked) {
        return Cow::Borrowed(text);
    }
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for tag in tags.iter().filter(|tag| masked(tag)) {
        out.push_str(&text[at..tag.range.start]);
        match value(tag) {
            Some(value) => out.push_str(&value),
            None => out.push_str(&tag.token(text)),
        }
        at = tag.range.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// The text with every parameter filled in that is known; all else stays as it is.
pub fn fill<'a>(text: &'a str, scope: &Scope) -> Cow<'a, str> {
    let tags = find(text, scope);
    let (mut out, mut at) = (String::new(), 0);
    for tag in &tags {
        if let Some(value) = tag.value(text, scope) {
            out.push_str(&text[at..tag.range.start]);
            out.push_str(&value);
            at = tag.range.end;
        }
    }
    if at == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[at..]) }
}

/// Puts the tags back where their tokens are.
pub(crate) fn unmask(masked_text: &str, text: &str, tags: &[Tag]) -> String {
    tags.iter().filter(|tag| masked(tag)).fold(masked_text.to_owned(), |out, tag| {
        out.replace(&tag.token(text), &text[tag.range.clone()])
    })
}

/// A tag that stands for something else by the time kubectl reads the text.
fn masked(tag: &Tag) -> bool {
    fills_in(&tag.fate)
}

/// Whether a tag of this fate is meant to be filled in by Argo.
fn fills_in(fate: &Fate) -> bool {
    !matches!(fate, Fate::Kept | Fate::Spoiled(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        let parameters =
            [("who", "it's me"), ("my-param", "x")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        Scope { parameters: parameters.into(), scripts: vec!["answer".to_owned()] }
    }

    fn fate_of(text: &str) -> Fate {
        find(text, &scope())[0].fate.clone()
    }

    #[test]
    fn tags_that_argo_fills_in() {
        assert_eq!(fate_of("{{workflow.parameters.who}}"), Fate::Parameter("who".to_owned()));
        assert_eq!(
            fate_of("{{ workflow.parameters.my-param }}"),
            Fate::Parameter("my-param".to_owned())
        );
        assert_eq!(fate_of("{{inputs.parameters.answer}}"), Fate::Script("answer".to_owned()));
        assert_eq!(
            fate_of("{{=toJson(workflow.parameters['my-param'])}}"),
            Fate::Expression(vec!["my-param".to_owned()])
        );
        assert_eq!(fate_of("{{workflow.parameters.whom}}"), Fate::Unknown("whom".to_owned()));
    }

    #[test]
    fn a_mistyped_script_is_no_literal_text() {
        let mistyped = Fate::Mistyped("anwser".to_owned(), "answer".to_owned());
        assert_eq!(fate_of("{{inputs.parameters.anwser}}"), mistyped);
    }

    #[test]
    fn tags_that_argo_leaves_alone() {
        for text in [
            "{{ $labels.instance }}",
            "{{ .Values.x }}",
            "{{- if x }}",
            "{{pod}}",
            "{{{x}}}",
            "{{ \"{{\" }}",
        ] {
            assert_eq!(fate_of(text), Fate::Kept, "{text}");
        }
    }

    #[test]
    fn tags_that_argo_would_spoil() {
        for text in [
            "{{inputs.parameters.x}}",
            "{{ item.name }}",
            "{{retries}}",
            "{{workflow.name}}",
            "{{=<% %>=}}",
            "{{x",
        ] {
            assert!(matches!(fate_of(text), Fate::Spoiled(_)), "{text}");
        }
    }

    #[test]
    fn a_tag_behind_an_unclosed_one_is_found() {
        let text = "a: \"{{ never\"\n---\nb: \"{{workflow.parameters.who}}\"";
        let fates: Vec<_> = find(text, &scope()).into_iter().map(|tag| tag.fate).collect();
        assert_eq!(fates, [Fate::Spoiled(UNCLOSED), Fate::Parameter("who".to_owned())]);
    }

    #[test]
    fn masks_keep_offsets_and_come_off_again() {
        let text = "a: {{workflow.parameters.who}}-{{inputs.parameters.answer}} {{ .x }}";
        let tags = find(text, &scope());
        let masked = mask(text, &tags);
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains("workflow") && masked.contains("{{ .x }}"));
        assert_eq!(unmask(&masked, text, &tags), text);
    }
}
