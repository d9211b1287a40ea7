//! Dependencies: `PACKAGE:CONSTRAINT`, the constraint a version, `*` or a range.

use super::constraint::Constraint;
use crate::finding::{Finding, Place, rule};
use crate::params::split_commas;
use crate::shell;

/// Splits a dependency at the first `:` into package name and constraint.
pub fn dependency(text: &str, place: &Place) -> Result<(String, String), Box<Finding>> {
    let refuse = |message: String, help: String| {
        Err(Box::new(Finding::new(&rule::DEPENDENCY, message).at(place.clone()).help(help)))
    };
    let (package, constraint) = text.split_once(':').unwrap_or((text, ""));
    let (package, constraint) = (package.trim(), constraint.trim());
    if !text.contains(':')
        && let Some(meant) = meant(text)
    {
        let message = format!("the dependency `{text}` has no `:` between package and version");
        return refuse(message, format!("write {}", shell::quote(&meant)));
    }
    if package.contains(|c: char| c.is_whitespace() || c.is_control() || c == ',') {
        let message = format!("`{package}` is not the name of a package");
        return refuse(message, "it has no blanks and no commas; write PACKAGE:VERSION".to_owned());
    }
    if package.is_empty() {
        let help = "write PACKAGE:VERSION".to_owned();
        return refuse(format!("the dependency `{text}` names no package"), help);
    }
    if constraint.is_empty() {
        let message = format!("the dependency `{text}` says no version");
        return refuse(message, format!("write `{package}:*` for any version"));
    }
    if Constraint::parse(constraint).is_none() {
        let message = format!("`{constraint}` is neither a version nor a range of versions");
        let help =
            "such as `1.2.3`, `*`, `^1.2`, `~1.2`, `1.x`, `>=1.0 <2`, `1.2 - 1.4`, `1.2 || 2.0`";
        return refuse(message, help.to_owned());
    }
    Ok((package.to_owned(), constraint.to_owned()))
}

/// The dependency that a text without `:` means: `a=1` is `a:1`, `a>=1` is `a:>=1`.
fn meant(text: &str) -> Option<String> {
    let at = text.find(|c: char| "<>=~^!@".contains(c) || c.is_whitespace())?;
    let (package, rest) = text.split_at(at);
    let constraint = rest.trim_start_matches(['@', ' ']);
    let constraint = constraint.trim_start_matches("==").trim();
    let plain = constraint.strip_prefix('=').unwrap_or(constraint);
    (!package.is_empty() && Constraint::parse(plain).is_some())
        .then(|| format!("{package}:{plain}"))
}

/// The dependencies of a comma list. What has no `:` is no package, so it goes on with the range before it:
/// `core/x:>=1.0,<2` is one dependency.
pub fn split_dependencies(list: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for item in split_commas(list) {
        match found.last_mut() {
            Some(previous)
                if !item.contains(':') && item.starts_with(['<', '>', '=', '!', '~', '^']) =>
            {
                previous.push(',');
                previous.push_str(&item);
            }
            _ => found.push(item),
        }
    }
    found
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

    #[test]
    fn what_is_missing_is_said() {
        for text in ["core/a", "core/a:", " core/a : "] {
            assert_eq!(parse(text).unwrap_err().help.unwrap(), "write `core/a:*` for any version");
        }
        for (text, help) in [
            ("a=1", "write a:1"),
            ("a==1.2", "write a:1.2"),
            ("core/a@1.2", "write core/a:1.2"),
            ("a>=1", "write 'a:>=1'"),
            ("a ~1", "write 'a:~1'"),
        ] {
            assert_eq!(parse(text).unwrap_err().help.unwrap(), help);
        }
        for text in ["a b:*", "a\u{1b}:v1", "a,b:1"] {
            assert!(parse(text).unwrap_err().message.contains("is not the name of a package"));
        }
        assert!(parse(":1").unwrap_err().message.contains("names no package"));
        assert!(parse("a:^x.y.q").is_err());
    }
}
