//! Dependencies: `PACKAGE:CONSTRAINT`, the constraint a version, `*` or a range.

use super::constraint::Constraint;
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
    if Constraint::parse(constraint).is_none() {
        let message = format!("`{constraint}` is neither a version nor a range of versions");
        let help =
            "such as `1.2.3`, `*`, `^1.2`, `~1.2`, `1.x`, `>=1.0 <2`, `1.2 - 1.4`, `1.2 || 2.0`";
        return refuse(message, help.to_owned());
    }
    Ok((package.to_owned(), constraint.to_owned()))
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
        assert!(parse(":1").unwrap_err().message.contains("names no package"));
        assert!(parse("a:^x.y.q").is_err());
    }
}
