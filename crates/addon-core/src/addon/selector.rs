//! Label selectors from flags: pairs, and expressions as `kubectl -l` takes them.
//!
//! Source of the grammar: k8s.io/apimachinery `pkg/labels/selector.go`; of the operators: `LabelSelector` in meta/v1,
//! which has no `>` and `<`.

use super::names::{is_label_key, is_label_value};
use super::{Requirement, Selector};
use crate::finding::{Finding, rule};
use crate::params::split_commas;

const PAIRS: &str = "--selector";
const EXPRESSIONS: &str = "--selector-expr";

/// Makes a selector of the values of `--selector` (`k:v,k=v`) and `--selector-expr` (`tier in (a,b),!canary`).
pub fn parse_selector(pairs: &[String], expressions: &[String]) -> (Selector, Vec<Finding>) {
    let mut selector = Selector::default();
    let mut findings = Vec::new();
    for pair in pairs.iter().flat_map(|list| split_commas(list)) {
        match parse_pair(&pair) {
            Ok((key, value)) => {
                let before = selector.match_labels.get(&key).filter(|before| **before != value);
                if let Some(before) = before {
                    let message = format!("`{key}` is `{before}` and `{value}` at once");
                    let help =
                        format!("write {EXPRESSIONS} '{key} in ({before},{value})' for either");
                    findings.push(*refused(PAIRS, message, help));
                } else {
                    selector.match_labels.insert(key, value);
                }
            }
            Err(finding) => findings.push(*finding),
        }
    }
    for expression in expressions.iter().flat_map(|list| split_outside_parentheses(list)) {
        match parse_expression(expression) {
            Ok(requirement) => selector.match_expressions.push(requirement),
            Err(finding) => findings.push(*finding),
        }
    }
    (selector, findings)
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
    check(PAIRS, pair, key, &[value])?;
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
    use super::*;

    fn parse(pairs: &[&str], expressions: &[&str]) -> (Selector, Vec<Finding>) {
        let owned = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        parse_selector(&owned(pairs), &owned(expressions))
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
