//! Versions of packages, read and ordered as the controller does it.
//!
//! Source: Masterminds/semver v3.5.0, `version.go`: missing numbers are zero, zeros may lead, and so may a `v`.

use std::cmp::Ordering;
use std::sync::LazyLock;

use regex::Regex;

/// The version of a package: any text, and what it means where it is a semver version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub(super) text: String,
    pub(super) numbers: Option<Numbers>,
}

impl Version {
    /// Takes a text that an Addon has as its `pkgVersion`.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), numbers: Numbers::parse(text) }
    }
}

/// A semver version without its build, which plays no part in any comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    pub(super) major: u64,
    pub(super) minor: u64,
    pub(super) patch: u64,
    /// What follows a `-`; empty: it is no pre-release.
    pub(super) pre: String,
}

/// Longest version that is read, in bytes.
const LONGEST: usize = 256;

static FORM: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const IDENTIFIERS: &str = r"[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*";
    let form = format!(
        r"^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-({IDENTIFIERS}))?(?:\+{IDENTIFIERS})?$"
    );
    Regex::new(&form).ok()
});

impl Numbers {
    /// Reads a version; none where it is no semver version.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let parts = FORM.as_ref()?.captures(text).filter(|_| text.len() <= LONGEST)?;
        let number = |at: usize| parts.get(at).map_or(Some(0), |it| it.as_str().parse().ok());
        let pre = parts.get(4).map(|pre| pre.as_str().to_owned()).unwrap_or_default();
        let leading_zero = |part: &str| {
            part.len() > 1 && part.starts_with('0') && part.bytes().all(|b| b.is_ascii_digit())
        };
        let valid = !pre.split('.').any(leading_zero);
        valid
            .then(|| Some(Self { major: number(1)?, minor: number(2)?, patch: number(3)?, pre }))?
    }

    /// Which of two versions comes first; a pre-release comes before its version.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let numbers = |version: &Self| (version.major, version.minor, version.patch);
        let pre = || match (self.pre.is_empty(), other.pre.is_empty()) {
            (false, false) => pre_order(&self.pre, &other.pre),
            (one, another) => one.cmp(&another),
        };
        numbers(self).cmp(&numbers(other)).then_with(pre)
    }
}

/// Which of two pre-releases comes first: part by part, numbers before words, and the shorter before the longer.
fn pre_order(one: &str, other: &str) -> Ordering {
    let number = |part: &str| part.parse::<u64>().ok();
    let (mut one, mut other) = (one.split('.'), other.split('.'));
    loop {
        let order = match (one.next(), other.next()) {
            (None, None) => return Ordering::Equal,
            (Some(a), Some(b)) => match (number(a), number(b)) {
                (Some(a), Some(b)) => a.cmp(&b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => a.cmp(b),
            },
            (a, b) => a.is_some().cmp(&b.is_some()),
        };
        if order.is_ne() {
            return order;
        }
    }
}
