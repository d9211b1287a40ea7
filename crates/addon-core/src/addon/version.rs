//! Versions and constraints, compared as the controller does it.
//!
//! Source: Masterminds/semver v3, `constraints.go`: missing numbers are zero, a leading `v` is allowed, and a pre-release
//! fits only a comparison that names one.

use std::cmp::Ordering;

/// Whether a version fits a constraint: by its very text, or by semver.
pub fn satisfies(version: &str, constraint: &str) -> bool {
    if version == constraint {
        return true;
    }
    let Some(version) = Version::parse(version) else { return false };
    constraint.split("||").any(|range| {
        let parts = parts(range);
        !parts.is_empty() && parts.iter().all(|part| fits(&version, part))
    })
}

/// A version as three numbers, the last of which were written, and a pre-release.
#[derive(Debug, Clone)]
struct Version {
    semver: semver::Version,
    /// How many of the numbers are there and no wildcard.
    written: usize,
}

impl Version {
    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix('v').unwrap_or(text);
        let (text, build) = text.split_once('+').map_or((text, ""), |(a, b)| (a, b));
        let (numbers, pre) = text.split_once('-').map_or((text, ""), |(a, b)| (a, b));
        let wild = |part: &&str| matches!(*part, "x" | "X" | "*");
        let parts: Vec<&str> = numbers.split('.').collect();
        let written = parts.iter().position(wild).unwrap_or(parts.len());
        if parts.len() > 3 {
            return None;
        }
        let mut numbers = [0; 3];
        for (number, part) in numbers.iter_mut().zip(&parts[..written]) {
            *number = part.parse().ok()?;
        }
        let [major, minor, patch] = numbers;
        let pre = semver::Prerelease::new(pre).ok()?;
        let build = semver::BuildMetadata::new(build).ok()?;
        Some(Self { semver: semver::Version { major, minor, patch, pre, build }, written })
    }

    /// The first version after all that share the first `count` numbers.
    fn after(&self, count: usize) -> semver::Version {
        let semver::Version { major, minor, .. } = self.semver;
        match count {
            0 => semver::Version::new(u64::MAX, 0, 0),
            1 => semver::Version::new(major + 1, 0, 0),
            2 => semver::Version::new(major, minor + 1, 0),
            _ => semver::Version::new(major, minor, self.semver.patch + 1),
        }
    }
}

/// One comparison.
#[derive(Debug)]
struct Part {
    operator: String,
    version: Version,
}

/// The comparisons of a range, all of which have to hold; none where one cannot be read.
fn parts(range: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some((low, high)) = range.split_once(" - ") {
        for (operator, text) in [(">=", low), ("<=", high)] {
            let Some(version) = Version::parse(text) else { return Vec::new() };
            parts.push(Part { operator: operator.to_owned(), version });
        }
        return parts;
    }
    let mut rest = range.trim();
    while !rest.is_empty() {
        let start = rest.trim_start_matches(['=', '!', '<', '>', '~', '^']);
        let operator = rest[..rest.len() - start.len()].to_owned();
        let start = start.trim_start();
        let end = start.find([',', ' ']).unwrap_or(start.len());
        let Some(version) = Version::parse(&start[..end]) else { return Vec::new() };
        parts.push(Part { operator, version });
        rest = start[end..].trim_start_matches([',', ' ']);
    }
    parts
}

fn fits(version: &Version, part: &Part) -> bool {
    let wanted = &part.version;
    if !version.semver.pre.is_empty() && wanted.semver.pre.is_empty() {
        return false;
    }
    let order = version.semver.cmp_precedence(&wanted.semver);
    let within = |count: usize| order != Ordering::Less && version.semver < wanted.after(count);
    let exact = wanted.written == 3;
    match part.operator.as_str() {
        "" | "=" if exact => order == Ordering::Equal,
        "" | "=" => within(wanted.written),
        "!=" if exact => order != Ordering::Equal,
        "!=" => !within(wanted.written),
        ">" if exact => order == Ordering::Greater,
        ">" => version.semver >= wanted.after(wanted.written),
        "<" => order == Ordering::Less,
        ">=" | "=>" => order != Ordering::Less,
        "<=" | "=<" if exact => order != Ordering::Greater,
        "<=" | "=<" => version.semver < wanted.after(wanted.written),
        "~" | "~>" => within(wanted.written.min(2)),
        "^" => within(leading(wanted)),
        _ => false,
    }
}

/// How many numbers a caret keeps: up to the first that is not zero.
fn leading(version: &Version) -> usize {
    let semver::Version { major, minor, .. } = version.semver;
    let kept = match (major, minor) {
        (0, 0) => 3,
        (0, _) => 2,
        _ => 1,
    };
    kept.min(version.written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_fit_as_masterminds_has_it() {
        for (version, constraint, expected) in [
            ("latest", "latest", true),
            ("latest", "*", false),
            ("v1.2.3-beta.1", "*", false),
            ("v1.2.3-beta.1", ">=1.2.0-0", true),
            ("1.2.3", "*", true),
            ("1.2.3", "v1.2", true),
            ("1.3.0", "1.2", false),
            ("1.2.3", "^1.1", true),
            ("2.0.0", "^1.1", false),
            ("0.2.9", "^0.2.3", true),
            ("0.3.0", "^0.2.3", false),
            ("0.0.4", "^0.0.3", false),
            ("1.2.9", "~1.2.3", true),
            ("1.3.0", "~1.2.3", false),
            ("1.9.0", "~1", true),
            ("1.5.0", ">=1.0, <2", true),
            ("2.0.0", ">=1.0 <2", false),
            ("1.4.5", "1.2 - 1.4.5", true),
            ("2.0.0", "1.x || 2.0", true),
            ("1.0.1", ">1", false),
            ("2.0.0", ">1", true),
            ("1.5.0", "<=1", true),
            ("1.2.4", "!=1.2.3", true),
        ] {
            assert_eq!(satisfies(version, constraint), expected, "{version} {constraint}");
        }
    }
}
