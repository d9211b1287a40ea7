//! Keys of maps: those that kubectl refuses, those that stand twice, and those that it takes for something else.

use super::identity::Subject;
use crate::finding::{Finding, Findings, rule};
use crate::yaml::kubectl::OddKey;

/// Checks the keys of an object.
pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    nested_keys(subject, findings);
    duplicates(subject, findings);
    odd_keys(subject, findings);
}

/// Keys that JSON does not have, and so kubectl refuses. Nearly always they are somebody's template, unquoted.
fn nested_keys(subject: &Subject<'_>, findings: &mut Findings) {
    for range in &subject.found.nested_keys {
        let place = (subject.place)(range);
        let text = &place.source.text;
        let start = place.range.start;
        if text[start..].starts_with("{{") {
            // The inner one is told.
            continue;
        }
        let braces = text[start..].starts_with('{') && text[..start].ends_with('{');
        let message = if braces {
            "an unquoted `{{` is a map inside a map to YAML"
        } else {
            "a key has to be a string"
        };
        let finding = Finding::new(&rule::MANIFEST_SYNTAX, message).at(place.clone());
        findings.push(match template_help(text) {
            Some(help) => finding.help(help),
            None if braces => finding.help("put the value into quotes"),
            None => finding,
        });
    }
}

/// What to do with a text that is no YAML, if it looks like something else.
pub(super) fn syntax_help(text: &str) -> Option<&'static str> {
    let starts = |sign: &str| text.lines().any(|line| line.trim_start().starts_with(sign));
    let json = text.trim_start().starts_with(['{', '/']) && (starts("//") || starts("/*"));
    let help = "JSON has no comments, and YAML's begin with `#`: remove those with `//` or `/*`";
    if json { Some(help) } else { template_help(text) }
}

/// What to do with a text that looks like a template of Helm or the like, if it does.
pub(super) fn template_help(text: &str) -> Option<&'static str> {
    let signs = ["{{-", "{{ .", "{{.", "{{ include ", "{{ if ", "{{ range ", "{{ end", "{%"];
    let template = signs.iter().any(|sign| text.contains(sign));
    template.then_some(
        "this looks like a template (Helm, Jinja): give what it renders to, as `helm template` prints it",
    )
}

/// Keys that stand twice, and those that kubectl takes for another text than is written.
fn odd_keys(subject: &Subject<'_>, findings: &mut Findings) {
    let identity = &subject.found.duplicates;
    let told = |odd: &OddKey| identity.iter().any(|(_, at)| *at == odd.range);
    for odd in subject.found.odd_keys.iter().filter(|odd| !told(odd)) {
        let (key, place) = (subject.written(&odd.key), (subject.place)(&odd.range));
        findings.push(if let Some(first) = &odd.first {
            let message = format!("the key `{key}` stands twice in one map");
            Finding::new(&rule::KEY_DUPLICATE, message)
                .at(place)
                .related((subject.place)(first), "first here")
                .help("remove one of the two")
        } else {
            let written = place.text().to_owned();
            Finding::new(&rule::KEY_READ, format!("kubectl reads the key `{written}` as `{key}`"))
                .at(place)
                .help(format!("quote it: \"{written}\""))
        });
    }
}

fn duplicates(subject: &Subject<'_>, findings: &mut Findings) {
    for (key, range) in &subject.found.duplicates {
        let message = format!("a second `{key}` in one document");
        let finding =
            Finding::new(&rule::MANIFEST_DUPLICATE_KEY, message).at((subject.place)(range));
        findings.push(
            finding.help("put a `---` line between the two objects, or remove one of the keys"),
        );
    }
}
