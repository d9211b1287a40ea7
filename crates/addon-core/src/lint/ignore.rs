//! Comments that switch rules off: `# addonctl: ignore RULE[, RULE]`, for a line or for a file.

use crate::finding::{Finding, Findings, Place, Rule, rule};
use crate::source::{Source, Span};
use std::sync::Arc;

/// What a comment starts with that switches rules off for its own line, or for the next that is no comment.
const LINE: &str = "addonctl: ignore ";
/// The same for the whole file.
const FILE: &str = "addonctl: ignore-file ";

/// The findings that no comment of their file switches off.
pub(super) fn apply(findings: Findings, sources: &[Arc<Source>]) -> Findings {
    let mut kept = Vec::new();
    for finding in findings {
        let source = match &finding.place {
            Some(Place::Text(span)) => Some((&span.source, span.range.start)),
            _ => None,
        };
        if !source.is_some_and(|(source, at)| ignored(source, at, finding.rule)) {
            kept.push(finding);
        }
    }
    kept.extend(sources.iter().flat_map(unknown));
    kept
}

fn ignored(source: &Source, offset: usize, rule: &Rule) -> bool {
    let text = &source.text;
    if !text.contains("addonctl: ignore") {
        return false;
    }
    let line = source.position(offset).0 - 1;
    let lines: Vec<&str> = text.lines().collect();
    let above = lines[..line.min(lines.len())].iter().rev();
    let above = above.take_while(|line| line.trim_start().starts_with('#'));
    let own = lines.get(line).into_iter();
    own.chain(above).any(|line| names(line, LINE).any(|name| name == rule.id))
        || lines.iter().any(|line| names(line, FILE).any(|name| name == rule.id))
}

/// The rules that a line's comment names behind a word.
fn names<'a>(line: &'a str, word: &str) -> impl Iterator<Item = &'a str> {
    let comment = line.split_once('#').map_or("", |(_, comment)| comment.trim_start());
    let list = comment.strip_prefix(word).unwrap_or_default();
    list.split([',', ' ']).map(str::trim).filter(|name| !name.is_empty())
}

/// Comments that name a rule which does not exist: they would be taken for working.
fn unknown(source: &Arc<Source>) -> Findings {
    let known: Vec<&str> = crate::finding::all().iter().map(|rule| rule.id).collect();
    let mut findings = Vec::new();
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        for name in names(line, LINE).chain(names(line, FILE)).filter(|n| !known.contains(n)) {
            let at = start + line.find(name).unwrap_or_default();
            let span = Span::new(source, at..at + name.len());
            let finding =
                Finding::new(&rule::IGNORE, format!("there is no rule `{name}`")).at(span);
            findings.push(finding.suggesting(name, known.iter().copied()));
        }
        start += line.len();
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_switch_rules_off() {
        let text = "# addonctl: ignore-file pkg-name\na: 1 # addonctl: ignore stage, label\n# addonctl: ignore image\n# why\nb: 2\nc: 3\n";
        let source = Source::new("x", text.to_owned());
        let off = |word: &str, rule| ignored(&source, text.find(word).unwrap(), rule);
        assert!(off("a:", &rule::STAGE) && off("a:", &rule::LABEL) && off("b:", &rule::IMAGE));
        assert!(off("c:", &rule::PKG_NAME));
        assert!(!off("c:", &rule::IMAGE) && !off("b:", &rule::STAGE));
    }

    #[test]
    fn a_rule_that_is_none_is_told() {
        let source = Source::new("x", "# addonctl: ignore imag\na: 1\n".to_owned());
        let [finding] = &apply(Vec::new(), &[source])[..] else { panic!() };
        assert_eq!(finding.help.as_deref(), Some("did you mean `image`?"));
    }
}
