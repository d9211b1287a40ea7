//! How pairs are written where they are not a map: `KEY=VALUE`, `PKG:CONSTRAINT`, and the like.

use super::pairs::Pair;
use crate::addon::{selector_pair, split_dependencies};
use crate::finding::{Finding, Findings, Place, Rule, rule};
use crate::params::{parse_argument, split_commas};

/// How pairs are written where they are not a map.
pub trait Style: PartialEq + Clone + std::fmt::Debug {
    /// What a pair looks like.
    const FORM: &'static str;
    /// What else there is to say of that.
    const MORE: &'static str = "";
    /// The rule that other forms break.
    const RULE: &'static Rule = &rule::ARGUMENT;
    /// Whether the values are paths.
    const PATHS: bool = false;

    /// The pairs of a comma list, each as it is written.
    fn divide(text: &str) -> Vec<String> {
        vec![text.to_owned()]
    }

    /// One pair.
    ///
    /// # Errors
    /// The text has another form.
    fn pair(text: &str, place: &Place) -> Result<Pair, Box<Finding>> {
        if let Some((key, value)) = text.split_once('=') {
            return Ok(Pair::new(key.trim(), value, place));
        }
        let message = format!("`{text}` is not {}", Self::FORM);
        let finding = Finding::new(Self::RULE, message).at(place.clone());
        Err(Box::new(match place {
            Place::Argument(flag) => {
                finding.help(format!("write it as {flag} {}{}", Self::FORM, Self::MORE))
            }
            _ => finding.help("write a map: `KEY: value`, one a line"),
        }))
    }

    /// All pairs of a comma list; `name` is the flag or the key that it is given to.
    fn pairs(text: &str, _name: &str, place: &Place) -> (Vec<Pair>, Findings) {
        let (mut pairs, mut findings) = (Vec::new(), Vec::new());
        for piece in Self::divide(text) {
            match Self::pair(&piece, place) {
                Ok(pair) => pairs.push(pair),
                Err(finding) => findings.push(*finding),
            }
        }
        (pairs, findings)
    }
}

/// `PKG:CONSTRAINT,PKG:CONSTRAINT`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependencies;

impl Style for Dependencies {
    const FORM: &'static str = "PKG:CONSTRAINT";

    fn divide(text: &str) -> Vec<String> {
        split_dependencies(text)
    }

    fn pair(text: &str, place: &Place) -> Result<Pair, Box<Finding>> {
        // What is missing is said with what else is wrong with a dependency.
        let (package, constraint) = text.split_once(':').unwrap_or((text, ""));
        Ok(Pair::new(package.trim(), constraint.trim(), place))
    }
}

/// `KEY:VALUE,KEY=VALUE`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectorPairs;

impl Style for SelectorPairs {
    const FORM: &'static str = "KEY:VALUE or KEY=VALUE";

    fn divide(text: &str) -> Vec<String> {
        split_commas(text)
    }

    fn pair(text: &str, place: &Place) -> Result<Pair, Box<Finding>> {
        selector_pair(text, place).map(|(key, value)| Pair::new(&key, &value, place))
    }
}

/// `KEY=VALUE,KEY=VALUE`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equations;

impl Style for Equations {
    const FORM: &'static str = "KEY=VALUE";

    fn pairs(text: &str, name: &str, place: &Place) -> (Vec<Pair>, Findings) {
        match parse_argument(name, text) {
            Ok(read) => {
                let pair = |(key, value): (String, String)| Pair::new(&key, &value, place);
                (read.into_iter().map(pair).collect(), Vec::new())
            }
            Err(found) => {
                (Vec::new(), found.into_iter().map(|finding| finding.at(place.clone())).collect())
            }
        }
    }
}

/// `KEY=VALUE`, in which a comma is a comma
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment;

impl Style for Assignment {
    const FORM: &'static str = "KEY=VALUE";
}

/// `KEY=FILE`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAssignment;

impl Style for FileAssignment {
    const FORM: &'static str = "KEY=FILE";
    const RULE: &'static Rule = &rule::PARAM_SYNTAX;
    const PATHS: bool = true;
}

/// `STAGE=FILE`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageFile;

impl Style for StageFile {
    const FORM: &'static str = "STAGE=FILE";
    const MORE: &'static str = ", where STAGE is prereqs, install, delete or validate";
    const PATHS: bool = true;
}
