//! Constraints on versions: which versions of a package a dependency takes, as the controller judges it.
//!
//! Source: Masterminds/semver v3.5.0, `constraints.go`, which the controller resolves `pkgDeps` with. The test compares
//! with what that library says.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

use super::names::is_label_value;
use super::version::{Numbers, Version};

/// What a dependency says of the version that it wants: that very text, or a range of semver versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    text: String,
    /// Of these ranges one has to fit; none where the text is no constraint of semver.
    ranges: Vec<Range>,
}

impl Constraint {
    /// Reads a constraint; none where the controller could never resolve it.
    pub fn parse(text: &str) -> Option<Self> {
        let ranges = ranges(text);
        // The controller looks for the exact text first, and a version is always a label value.
        let exact = !text.is_empty() && is_label_value(text);
        (exact || ranges.is_some())
            .then(|| Self { text: text.to_owned(), ranges: ranges.unwrap_or_default() })
    }

    /// Whether a version fits.
    pub fn fits(&self, version: &Version) -> bool {
        let range_fits = |numbers: &Numbers| self.ranges.iter().any(|range| range.fits(numbers));
        version.text == self.text || version.numbers.as_ref().is_some_and(range_fits)
    }
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Comparisons, all of which have to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Range(Vec<Comparison>);

impl Range {
    fn fits(&self, version: &Numbers) -> bool {
        // A pre-release is wanted only by a range that names one.
        let wants_pre = self.0.iter().any(|comparison| !comparison.than.pre.is_empty());
        (version.pre.is_empty() || wants_pre)
            && self.0.iter().all(|comparison| comparison.holds(version))
    }
}

/// One comparison with a version.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Comparison {
    operator: Operator,
    than: Numbers,
    /// How many of the three numbers are written, up to the first wildcard.
    written: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    Tilde,
    Caret,
}

impl Operator {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "" | "=" => Self::Equal,
            "!=" => Self::NotEqual,
            ">" => Self::Greater,
            "<" => Self::Less,
            ">=" | "=>" => Self::GreaterOrEqual,
            "<=" | "=<" => Self::LessOrEqual,
            "~" | "~>" => Self::Tilde,
            "^" => Self::Caret,
            _ => return None,
        })
    }
}

impl Comparison {
    fn holds(&self, version: &Numbers) -> bool {
        let (order, written) = (version.order(&self.than), self.written);
        let major = version.major.cmp(&self.than.major);
        let minor = || version.minor.cmp(&self.than.minor);
        match self.operator {
            Operator::Equal if written == 3 => order.is_eq(),
            Operator::Equal | Operator::Tilde => self.tilde(version),
            Operator::NotEqual if written == 1 => major.is_ne(),
            Operator::NotEqual if written == 2 => {
                major.then_with(minor).is_ne() || version.pre != self.than.pre
            }
            Operator::NotEqual => order.is_ne(),
            Operator::Greater if written == 1 => major.is_gt(),
            Operator::Greater if written == 2 => major.then_with(minor).is_gt(),
            Operator::Greater => order.is_gt(),
            Operator::Less => order.is_lt(),
            Operator::GreaterOrEqual => order.is_ge(),
            Operator::LessOrEqual if written == 3 => order.is_le(),
            Operator::LessOrEqual if written == 1 => major.is_le(),
            Operator::LessOrEqual => major.then_with(minor).is_le(),
            Operator::Caret => self.caret(version),
        }
    }

    /// `~1.2.3`: from it on, within 1.2; `~0.0.0` takes everything.
    fn tilde(&self, version: &Numbers) -> bool {
        let Self { than, written, .. } = self;
        let zero = (than.major, than.minor, than.patch) == (0, 0, 0);
        let everything = zero && matches!(written, 0 | 3);
        version.order(than).is_ge()
            && (everything
                || version.major == than.major && (version.minor == than.minor || *written == 1))
    }

    /// `^1.2.3`: from it on, as long as the first number that is not zero is the same.
    fn caret(&self, version: &Numbers) -> bool {
        let Self { than, written, .. } = self;
        let major = version.major == than.major;
        let minor = major && version.minor == than.minor;
        version.order(than).is_ge()
            && match (than.major, than.minor) {
                _ if *written == 1 => major,
                (1.., _) => major,
                (0, 1..) => minor,
                _ if *written == 2 => minor,
                _ => minor && version.patch == than.patch,
            }
    }
}

/// What Masterminds' regular expressions take, put together as there.
struct Forms {
    /// `1.2 - 1.4`: its two versions.
    hyphen: Regex,
    /// A whole range.
    range: Regex,
    /// One comparison: operator, three numbers, pre-release.
    comparison: Regex,
}

/// Go's `\s`.
const BLANK: &str = r"[\t\n\x0c\r ]";

static FORMS: LazyLock<Option<Forms>> = LazyLock::new(|| {
    const OPERATOR: &str = "=||!=|>|<|>=|=>|<=|=<|~|~>|\\^";
    const NUMBER: &str = r"[0-9|xX*]+";
    const IDENTIFIERS: &str = r"[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*";
    let version =
        format!(r"v?{NUMBER}(?:\.{NUMBER})?(?:\.{NUMBER})?(?:-{IDENTIFIERS})?(?:\+{IDENTIFIERS})?");
    let parts = format!(
        r"v?({NUMBER})(?:\.({NUMBER}))?(?:\.({NUMBER}))?(?:-({IDENTIFIERS}))?(?:\+{IDENTIFIERS})?"
    );
    let one = format!("(?:{OPERATOR}){BLANK}*(?:{version}){BLANK}*");
    let regex = |text: String| Regex::new(&text).ok();
    Some(Forms {
        hyphen: regex(format!("{BLANK}*({version}){BLANK}+-{BLANK}+({version}){BLANK}*"))?,
        range: regex(format!("^{BLANK}*{one}(?:(?:{BLANK}+|,{BLANK}*){one})*$"))?,
        comparison: regex(format!("({OPERATOR}){BLANK}*{parts}"))?,
    })
});

/// Longest constraint that is read, in bytes.
const LONGEST: usize = 512;
/// Most ranges of a constraint.
const MOST: usize = 32;

/// The ranges between `||`; none where one of them is no range.
fn ranges(text: &str) -> Option<Vec<Range>> {
    let forms = FORMS.as_ref().filter(|_| text.len() <= LONGEST)?;
    let text = forms.hyphen.replace_all(text, ">= $1, <= $2 ");
    let ranges: Vec<&str> = text.split("||").collect();
    if ranges.len() > MOST {
        return None;
    }
    ranges.into_iter().map(|range| comparisons(forms, range).map(Range)).collect()
}

fn comparisons(forms: &Forms, range: &str) -> Option<Vec<Comparison>> {
    if !forms.range.is_match(range) {
        return None;
    }
    let found = forms.comparison.captures_iter(range);
    let comparison = |parts: regex::Captures<'_>| {
        let part = |at: usize| parts.get(at).map_or("", |part| part.as_str());
        let numbers = [part(2), part(3), part(4)];
        let wild = |number: &&str| matches!(*number, "" | "x" | "X" | "*");
        let written = numbers.iter().position(wild).unwrap_or(3);
        let mut version = numbers[..written].to_vec();
        version.resize(3, "0");
        let pre = if part(5).is_empty() { String::new() } else { format!("-{}", part(5)) };
        Some(Comparison {
            operator: Operator::parse(part(1))?,
            than: Numbers::parse(&(version.join(".") + &pre))?,
            written,
        })
    };
    found.map(comparison).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with Masterminds/semver 3.5.0, `NewConstraint` and `Check`.
    const TABLE: &str = include_str!("../../tests/constraints.tsv");

    fn text(quoted: &str) -> String {
        serde_json::from_str(quoted).unwrap()
    }

    #[test]
    fn versions_fit_as_masterminds_semver_has_it() {
        let mut lines = TABLE.lines().skip(1);
        let versions: Vec<String> = lines.next().unwrap().split('\t').skip(1).map(text).collect();
        let mut wrong = Vec::new();
        let mut rows = 0;
        for line in lines {
            rows += 1;
            let (constraint, expected) = line.split_once('\t').unwrap();
            let constraint = text(constraint);
            let Some(ranges) = ranges(&constraint) else {
                if expected != "refused" {
                    wrong.push(format!("{constraint:?} is refused"));
                }
                continue;
            };
            if expected == "refused" {
                wrong.push(format!("{constraint:?} is taken"));
                continue;
            }
            for (version, expected) in versions.iter().zip(expected.chars()) {
                let says = match Numbers::parse(version) {
                    None => '?',
                    Some(numbers) if ranges.iter().any(|range| range.fits(&numbers)) => 'y',
                    Some(_) => 'n',
                };
                if says != expected {
                    wrong.push(format!("{constraint:?} {version:?}: {says}, not {expected}"));
                }
            }
        }
        assert!(rows > 800);
        assert!(wrong.is_empty(), "{} of {rows}: {}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn a_version_that_is_not_semver_fits_its_very_text_alone() {
        let fits = |version: &str, constraint: &str| {
            Constraint::parse(constraint).is_some_and(|it| it.fits(&Version::new(version)))
        };
        assert!(fits("latest", "latest"));
        assert!(!fits("latest", "*"));
        assert!(!fits("1.2.3", "latest"));
        assert!(fits("1.2.3-beta.1", "1.2.3-beta.1"));
        for refused in ["", "^latest", "a b", "@1"] {
            assert_eq!(Constraint::parse(refused), None, "{refused}");
        }
    }
}
