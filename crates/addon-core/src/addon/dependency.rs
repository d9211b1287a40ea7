//! Dependencies: `PACKAGE:CONSTRAINT`, the constraint a version, `*` or a range.
//!
//! Source of the grammar: Masterminds/semver v3, `constraints.go`, which the controller resolves `pkgDeps` with.

use super::names::is_label_value;
use crate::finding::{Finding, Place, rule};

/// Splits a dependency at the first `:` into package name and constraint.
pub fn dependency(text: &str, place: &Place) -> Result<(String, String), Box<Finding>> {
    let refuse = |message: String, help: String| {
        Err(Box::new(Finding::new(&rule::DEPENDENCY, message).at(place.clone()).help(help)))
    };
    let (package, constraint) = text.split_once(':').unwrap_or((text, ""));
    let (package, constraint) = (package.trim(), constraint.trim());
    if package.is_empty() {
        let help = "write PACKAGE:VERSION".to_owned();
        return refuse(format!("the dependency `{text}` names no package"), help);
    }
    if constraint.is_empty() {
        let message = format!("the dependency `{text}` says no version");
        return refuse(message, format!("write `{package}:*` for any version"));
    }
    if !is_constraint(constraint) {
        let message = format!("`{constraint}` is neither a version nor a range of versions");
        let help =
            "such as `1.2.3`, `*`, `^1.2`, `~1.2`, `1.x`, `>=1.0 <2`, `1.2 - 1.4`, `1.2 || 2.0`";
        return refuse(message, help.to_owned());
    }
    Ok((package.to_owned(), constraint.to_owned()))
}

/// Whether the controller can resolve it: a package's exact version, or a constraint.
pub fn is_constraint(text: &str) -> bool {
    // The controller looks for the exact text first, and a version is always a label value.
    (!text.is_empty() && is_label_value(text)) || text.split("||").all(is_range)
}

/// Comparisons and `LOW - HIGH` side by side, parted by commas or blanks.
fn is_range(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some(after) = comparison(rest) {
        // An empty rest after a comma is no comparison, and so ends in a refusal.
        match after.strip_prefix(',') {
            Some(next) => rest = next.trim_start(),
            None if after.is_empty() => return true,
            None => rest = after,
        }
    }
    false
}

/// What follows `>=1.0` or `1.0 - 2.0`.
fn comparison(text: &str) -> Option<&str> {
    let start = text.trim_start_matches(['=', '!', '<', '>', '~', '^']);
    let operator = &text[..text.len() - start.len()];
    let rest = version(start.trim_start()).filter(|_| OPERATORS.contains(&operator))?;
    match rest.strip_prefix("- ").filter(|_| operator.is_empty()) {
        Some(high) => version(high.trim_start()),
        None => Some(rest),
    }
}

/// What follows a version.
fn version(text: &str) -> Option<&str> {
    let (version, rest) =
        text.split_at(text.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(text.len()));
    is_version(version).then(|| rest.trim_start())
}

const OPERATORS: [&str; 12] = ["", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^"];

/// `v1`, `1.2`, `1.x`, `*`, `1.2.3-rc.1+build`.
fn is_version(text: &str) -> bool {
    let text = text.strip_prefix('v').unwrap_or(text);
    let (text, build) = split_off(text, '+');
    let (numbers, pre) = split_off(text, '-');
    let parts: Vec<&str> = numbers.split('.').collect();
    parts.len() <= 3
        && parts.iter().all(|part| is_number(part))
        && is_identifiers(pre)
        && is_identifiers(build)
}

fn split_off(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(head, tail)| (head, Some(tail)))
}

fn is_number(part: &str) -> bool {
    matches!(part, "x" | "X" | "*")
        || (!part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

fn is_identifiers(text: Option<&str>) -> bool {
    let valid = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    text.is_none_or(|text| text.split('.').all(|id| !id.is_empty() && id.bytes().all(valid)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<(String, String), Box<Finding>> {
        dependency(text, &Place::Argument("--deps".to_owned()))
    }

    #[test]
    fn split_at_the_first_colon() {
        let parsed = parse("core/a.b: >=1.0").unwrap();
        assert_eq!(parsed, ("core/a.b".to_owned(), ">=1.0".to_owned()));
    }

    /// Checked against Masterminds/semver 3.5.0, `NewConstraint`; `latest` is an exact text.
    #[rustfmt::skip]
    const GOOD: &[&str] = &[
        "*", "latest", "1.2.3", "v1", "1.2", "1.x", "1.2.X", ">=1.0,<2", ">= 1.0, < 2", ">=1.0 <2", "^1.2",
        "~1.2", "~>1", "1.2 - 2.0", "1.2 - 2.0, !=1.5", "01.2", ">=v1.2", "  1 ", "1||2", "1.x.3", "<1\t>0",
        ">=1.2-rc1", ">= v1", "*.1", "1.2 || >=3", "!=1.5", "^1.2.3-rc.1+b", "=>1", "x", ">=*", "1.2.3+b",
    ];
    /// Refused there too.
    #[rustfmt::skip]
    const BAD: &[&str] = &[
        "", ">=", ">1,", ",1", "^latest", "1.2 -", ">1 - 2", ">1,,2", "==1", ">=1.0<2", "^1.2.3 -rc", "^xx",
        "^1x.2", "1|2", "1 - ", "a b", ">>1", "1 ||", "|| 1", ">=1.2.3.4", "^1.2-", "1:2", "@1",
    ];

    #[test]
    fn constraints_of_masterminds_semver() {
        let wrong: Vec<_> = (GOOD.iter().filter(|text| !is_constraint(text)))
            .chain(BAD.iter().filter(|text| is_constraint(text)))
            .collect();
        assert_eq!(wrong, [] as [&&str; 0]);
    }

    #[test]
    fn what_is_missing_is_said() {
        for text in ["core/a", "core/a:", " core/a : "] {
            assert_eq!(parse(text).unwrap_err().help.unwrap(), "write `core/a:*` for any version");
        }
        assert!(parse(":1").unwrap_err().message.contains("names no package"));
        assert!(parse("a:^x.y.q").is_err());
    }
}
