//! Label selectors from flags: pairs, and expressions as `kubectl -l` takes them.
//!
//! Source of the grammar: k8s.io/apimachinery `pkg/labels/selector.go`; of the operators: `LabelSelector` in meta/v1,
//! which has no `>` and `<`.

use super::names::{is_label_key, is_label_value};
use super::{Requirement, StringMap};
use crate::finding::{Finding, Place, rule};

const PAIRS: &str = "--selector";
const EXPRESSIONS: &str = "--selector-expr";

/// A label of a selector.
#[derive(Debug, Clone, Copy)]
pub struct LabelPair<'a> {
    /// The label's key.
    pub key: &'a str,
    /// Its value.
    pub value: &'a str,
    /// Where the pair was given.
    pub place: &'a Place,
}

/// The labels of a selector; one key with two values is refused.
pub fn match_labels<'a>(
    pairs: impl IntoIterator<Item = LabelPair<'a>>,
) -> (StringMap, Vec<Finding>) {
    let (mut labels, mut findings) = (StringMap::new(), Vec::new());
    for LabelPair { key, value, place } in pairs {
        if let Err(finding) = check(PAIRS, &format!("{key}:{value}"), key, &[value]) {
            findings.push(finding.at(place.clone()));
            continue;
        }
        match labels.get(key).filter(|before: &&String| *before != value) {
            Some(before) => {
                let message = format!("`{key}` is `{before}` and `{value}` at once");
                let help = format!("write {EXPRESSIONS} '{key} in ({before},{value})' for either");
                findings.push(refused(PAIRS, message, help).at(place.clone()));
            }
            None => drop(labels.insert(key.to_owned(), value.to_owned())),
        }
    }
    (labels, findings)
}

/// The requirements of a comma list of expressions (`tier in (a,b),!canary`).
pub fn requirements(list: &str, place: &Place) -> (Vec<Requirement>, Vec<Finding>) {
    let (mut requirements, mut findings) = (Vec::new(), Vec::new());
    for expression in split_outside_parentheses(list) {
        match parse_expression(expression) {
            Ok(requirement) => requirements.push(requirement),
            Err(finding) => findings.push(finding.at(place.clone())),
        }
    }
    (requirements, findings)
}

/// A label and its value: `k:v` or `k=v`.
///
/// # Errors
/// The text has another form, or is an expression.
pub fn selector_pair(pair: &str, place: &Place) -> Result<(String, String), Box<Finding>> {
    parse_pair(pair).map_err(|finding| Box::new(finding.at(place.clone())))
}

fn refused(flag: &str, message: String, help: impl Into<String>) -> Box<Finding> {
    Box::new(Finding::new(&rule::SELECTOR, message).at_argument(flag).help(help))
}

/// `k:v` or `k=v`.
fn parse_pair(pair: &str) -> Result<(String, String), Box<Finding>> {
    let Some((key, value)) = pair.split_once([':', '=']) else {
        let message = format!("`{pair}` is not KEY:VALUE or KEY=VALUE");
        return Err(refused(PAIRS, message, format!("for the key alone there is {EXPRESSIONS}")));
    };
    if key.ends_with('!') || value.starts_with('=') {
        let message = format!("`{pair}` is not KEY:VALUE or KEY=VALUE");
        return Err(refused(PAIRS, message, format!("expressions go into {EXPRESSIONS}")));
    }
    let (key, value) = (key.trim(), value.trim());
    Ok((key.to_owned(), value.to_owned()))
}

/// `k`, `!k`, `k in (a,b)`, `k notin (a,b)`, `k=v`, `k==v`, `k!=v`.
fn parse_expression(text: &str) -> Result<Requirement, Box<Finding>> {
    if let Some(key) = text.strip_prefix('!').map(str::trim) {
        return requirement(text, key, "DoesNotExist", Vec::new());
    }
    let end = text.find([' ', '\t', '=', '!', '(', '<', '>']).unwrap_or(text.len());
    let (key, rest) = text.split_at(end);
    let rest = rest.trim();
    if rest.is_empty() {
        return requirement(text, key, "Exists", Vec::new());
    }
    for (sign, operator) in [("!=", "NotIn"), ("==", "In"), ("=", "In")] {
        if let Some(value) = rest.strip_prefix(sign) {
            return requirement(text, key, operator, vec![value.trim()]);
        }
    }
    for (word, operator) in [("notin", "NotIn"), ("in", "In")] {
        let set = rest.strip_prefix(word).map(str::trim_start);
        let inner = set.and_then(|set| set.strip_prefix('(')?.strip_suffix(')'));
        if let Some(inner) = inner.filter(|inner| !inner.trim().is_empty()) {
            return requirement(text, key, operator, inner.split(',').map(str::trim).collect());
        }
    }
    let message = format!("`{text}` is not a requirement on labels");
    let help = "such as `tier in (a,b)`, `tier notin (a)`, `tier!=a`, `tier`, `!tier`";
    Err(refused(EXPRESSIONS, message, help))
}

fn requirement(
    text: &str,
    key: &str,
    operator: &str,
    values: Vec<&str>,
) -> Result<Requirement, Box<Finding>> {
    check(EXPRESSIONS, text, key, &values)?;
    Ok(Requirement {
        key: key.to_owned(),
        operator: operator.to_owned(),
        values: values.into_iter().map(str::to_owned).collect(),
    })
}

fn check(flag: &str, text: &str, key: &str, values: &[&str]) -> Result<(), Box<Finding>> {
    if !is_label_key(key) {
        let message = format!("`{key}` in `{text}` is not a label key");
        return Err(refused(flag, message, "such as `app` or `app.kubernetes.io/name`"));
    }
    match values.iter().find(|value| !is_label_value(value)) {
        Some(value) => Err(refused(
            flag,
            format!("`{value}` in `{text}` is not a label value"),
            "at most 63 of `A-Za-z0-9._-`, with a letter or digit at both ends",
        )),
        None => Ok(()),
    }
}

fn split_outside_parentheses(list: &str) -> Vec<&str> {
    let mut inside = false;
    list.split(move |c| {
        inside = (inside || c == '(') && c != ')';
        c == ',' && !inside
    })
    .map(str::trim)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::Selector;
    use super::*;

    fn parse(pairs: &[&str], expressions: &[&str]) -> (Selector, Vec<Finding>) {
        let place = Place::Argument(PAIRS.to_owned());
        let (mut read, mut findings) = (Vec::new(), Vec::new());
        for pair in pairs.iter().flat_map(|list| crate::params::split_commas(list)) {
            match selector_pair(&pair, &place) {
                Ok(pair) => read.push(pair),
                Err(finding) => findings.push(*finding),
            }
        }
        let (match_labels, found) =
            match_labels(read.iter().map(|(key, value)| LabelPair { key, value, place: &place }));
        findings.extend(found);
        let mut match_expressions = Vec::new();
        for list in expressions {
            let (requirements, found) = requirements(list, &place);
            match_expressions.extend(requirements);
            findings.extend(found);
        }
        (Selector { match_labels, match_expressions }, findings)
    }

    #[test]
    fn pairs_in_both_spellings() {
        let (selector, findings) =
            parse(&["app:x, tier=y", "app.kubernetes.io/name:z", "e:", "app=x"], &[]);
        assert_eq!(findings, []);
        let labels: Vec<_> =
            selector.match_labels.iter().map(|(k, v)| format!("{k} {v}")).collect();
        assert_eq!(labels, ["app x", "tier y", "app.kubernetes.io/name z", "e "]);
    }

    #[test]
    fn expressions_of_kubectl() {
        let texts = [
            "tier in (a, b),!canary",
            "x.y/z",
            "a notin (b)",
            "a=b,c == d,e!=f",
            "g in(h,)",
            "! i",
        ];
        let (selector, findings) = parse(&[], &texts);
        assert_eq!(findings, []);
        let got: Vec<_> = selector
            .match_expressions
            .iter()
            .map(|r| format!("{} {} {}", r.key, r.operator, r.values.join("|")))
            .collect();
        let want = [
            "tier In a|b",
            "canary DoesNotExist ",
            "x.y/z Exists ",
            "a NotIn b",
            "a In b",
            "c In d",
            "e NotIn f",
            "g In h|",
            "i DoesNotExist ",
        ];
        assert_eq!(got, want);
    }

    #[test]
    fn all_that_is_malformed_is_found() {
        let pairs = ["app", "a b:c", "a:b c", "app:x,app:y", "a!=b", "a==b", ""];
        let expressions = [
            "a in b",
            "a in ()",
            "a > 1",
            "a in (b",
            "a b",
            "in (a)",
            "a=b/c",
            "a,,b",
            "a in (b) c",
        ];
        let (_, findings) = parse(&pairs, &expressions);
        let messages: Vec<_> = findings.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(findings.len(), pairs.len() + expressions.len(), "{messages:#?}");
        assert!(findings.iter().all(|f| f.rule == &rule::SELECTOR && f.help.is_some()));
    }
}
