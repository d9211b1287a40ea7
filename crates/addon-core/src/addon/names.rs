//! Names, versions and labels of an Addon: what the API server and the controller accept.
//!
//! Source of the forms: k8s.io/apimachinery `util/validation` (RFC 1123 names, label keys and values).

use crate::finding::{Finding, Place, Rule, rule};

/// The controller's limit for an Addon's name, in bytes.
pub const ADDON_NAME_MAX: usize = 31;
/// The CRD's limit for `namePrefix`.
pub const NAME_PREFIX_MAX: usize = 10;
pub(super) const LABEL_MAX: usize = 63;
pub(super) const SUBDOMAIN_MAX: usize = 253;

/// What is wrong with an Addon's name: form and length, both at once.
pub fn addon_name(name: &str, place: &Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(finding) = subdomain(&rule::ADDON_NAME, "an Addon", name, place) {
        findings.push(finding);
    }
    if name.len() > ADDON_NAME_MAX {
        let message = format!("`{name}` has {} bytes, {ADDON_NAME_MAX} are allowed", name.len());
        findings.push(Finding::new(&rule::ADDON_NAME_LENGTH, message).at(place.clone()));
    }
    findings
}

/// What is wrong with a secret's name.
pub fn secret_name(name: &str, place: &Place) -> Option<Finding> {
    subdomain(&rule::SECRET_NAME, "a secret", name, place)
}

/// What is wrong with the name of the target namespace.
pub fn namespace(name: &str, place: &Place) -> Option<Finding> {
    if name.is_empty() {
        let finding = Finding::new(&rule::NAMESPACE_MISSING, "there is no target namespace");
        return Some(finding.at(place.clone()));
    }
    if name.len() <= LABEL_MAX && is_dns_label(name) {
        return None;
    }
    Some(bad_name(&rule::NAMESPACE_NAME, "a namespace", name, place, LABEL_MAX))
}

/// What is wrong with the name of a service account.
pub fn service_account(name: &str, place: &Place) -> Option<Finding> {
    subdomain(&rule::OBJECT_NAME, "a service account", name, place)
}

/// What is wrong with a workflow's name prefix; an empty one is none at all.
pub fn name_prefix(prefix: &str, place: &Place) -> Option<Finding> {
    // A part in the middle of the name, so a dash may start or end it.
    let form = prefix.bytes().all(|b| is_lower_alnum(b) || b == b'-');
    if form && prefix.len() <= NAME_PREFIX_MAX {
        return None;
    }
    let message = format!("`{prefix}` is not a prefix for workflow names");
    let help =
        format!("at most {NAME_PREFIX_MAX} characters: lower-case letters, digits and dashes");
    Some(Finding::new(&rule::NAME_PREFIX, message).at(place.clone()).help(help))
}

/// What is wrong with a package version, which becomes a label; the controller takes an empty one.
pub fn pkg_version(version: &str, place: &Place) -> Option<Finding> {
    if is_label_value(version) {
        return None;
    }
    let message = format!("`{version}` is not a label value, which a version has to be");
    let finding = Finding::new(&rule::PKG_VERSION_LABEL, message).at(place.clone());
    let better = version.trim().replace('+', "-");
    Some(if is_label_value(&better) && !better.is_empty() {
        finding.help(format!("write `{better}`"))
    } else {
        finding.help(VALUE_FORM)
    })
}

/// What is wrong with the key of a label or an annotation.
pub fn label_key(key: &str, place: &Place) -> Option<Finding> {
    if is_label_key(key) {
        return None;
    }
    let message = format!("`{key}` is not a label key");
    let help = "write NAME or PREFIX/NAME: the name of at most 63 of `A-Za-z0-9._-` with a letter or digit at both \
                ends, the prefix a lower-case domain name";
    Some(Finding::new(&rule::LABEL, message).at(place.clone()).help(help))
}

/// What is wrong with the key of an annotation, whose prefix may be in upper case.
pub fn annotation_key(key: &str, place: &Place) -> Option<Finding> {
    label_key(&key.to_lowercase(), place).map(|finding| Finding {
        message: format!("`{key}` is not a key for an annotation"),
        ..finding
    })
}

/// What is wrong with the value of a label.
pub fn label_value(value: &str, place: &Place) -> Option<Finding> {
    if is_label_value(value) {
        return None;
    }
    let message = format!("`{value}` is not a label value");
    Some(Finding::new(&rule::LABEL, message).at(place.clone()).help(VALUE_FORM))
}

const VALUE_FORM: &str =
    "at most 63 of `A-Za-z0-9._-`, with a letter or digit at both ends, or nothing";

/// Whether it can be a label's value.
pub fn is_label_value(value: &str) -> bool {
    value.is_empty() || is_qualified_part(value)
}

/// Whether it can be a label's key, with or without a prefix.
pub fn is_label_key(key: &str) -> bool {
    match key.split_once('/') {
        Some((prefix, name)) => is_subdomain(prefix) && is_qualified_part(name),
        None => is_qualified_part(key),
    }
}

fn is_qualified_part(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    let ends = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    text.len() <= LABEL_MAX && text.bytes().all(inner) && ends(bytes.first()) && ends(bytes.last())
}

pub(super) fn is_subdomain(text: &str) -> bool {
    text.len() <= SUBDOMAIN_MAX && text.split('.').all(is_dns_label)
}

/// The form alone; its length is limited to 63 where it stands for itself, not as a part of a subdomain.
pub(super) fn is_dns_label(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(|b| is_lower_alnum(b) || b == b'-')
}

pub(super) fn is_lower_alnum(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn subdomain(rule: &'static Rule, what: &str, name: &str, place: &Place) -> Option<Finding> {
    (!is_subdomain(name)).then(|| bad_name(rule, what, name, place, SUBDOMAIN_MAX))
}

pub(super) fn bad_name(
    rule: &'static Rule,
    what: &str,
    name: &str,
    place: &Place,
    max: usize,
) -> Finding {
    let message = format!("`{name}` is not a name for {what}");
    let finding = Finding::new(rule, message).at(place.clone());
    let dots = max == SUBDOMAIN_MAX;
    match nearest_name(name, dots).filter(|better| better.len() <= max) {
        Some(better) => finding.help(format!("a valid name would be `{better}`")),
        None if name.len() > max => finding.help(format!("at most {max} characters")),
        None => finding.help("lower-case letters, digits and dashes"),
    }
}

/// The valid name that looks most like `name`.
fn nearest_name(name: &str, dots: bool) -> Option<String> {
    let part = |text: &str| {
        let dashed: String = text
            .to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        dashed.trim_matches('-').to_owned()
    };
    let parts: Vec<String> =
        if dots { name.split('.').map(part).collect() } else { vec![part(name)] };
    let better = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(".");
    (!better.is_empty() && better != name).then_some(better)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> Place {
        Place::Argument("X".to_owned())
    }

    fn help(finding: Option<Finding>) -> String {
        finding.unwrap().help.unwrap()
    }

    #[test]
    fn addon_names() {
        for good in ["a", "my-addon", "a.b-c.d9", &"a".repeat(31)] {
            assert_eq!(addon_name(good, &place()), []);
        }
        for bad in ["", "A", "a_b", "-a", "a-", "a..b", ".a", "a/b", "ä"] {
            assert_eq!(addon_name(bad, &place())[0].rule, &rule::ADDON_NAME, "{bad}");
        }
        let both = addon_name(&"A".repeat(32), &place());
        let rules: Vec<_> = both.iter().map(|f| f.rule.id).collect();
        assert_eq!(rules, ["addon-name", "addon-name-length"]);
        let near = addon_name("My_Addon.V1-", &place()).remove(0);
        assert_eq!(near.help.as_deref(), Some("a valid name would be `my-addon.v1`"));
    }

    #[test]
    fn namespaces() {
        assert_eq!(namespace("kube-system", &place()), None);
        assert_eq!(namespace(&"a".repeat(63), &place()), None);
        assert_eq!(namespace("", &place()).unwrap().rule, &rule::NAMESPACE_MISSING);
        for bad in ["a.b", "A", "-", &"a".repeat(64)] {
            assert_eq!(namespace(bad, &place()).unwrap().rule, &rule::NAMESPACE_NAME);
        }
        assert_eq!(help(namespace("A.b", &place())), "a valid name would be `a-b`");
        assert_eq!(help(namespace(&"a".repeat(64), &place())), "at most 63 characters");
    }

    #[test]
    fn prefixes() {
        for good in ["", "pre", "a123456789", "a-"] {
            assert_eq!(name_prefix(good, &place()), None);
        }
        for bad in ["a1234567890", "A", "a_", "a."] {
            assert_eq!(name_prefix(bad, &place()).unwrap().rule, &rule::NAME_PREFIX);
        }
    }

    #[test]
    fn versions() {
        for good in ["", "1.2.3", "v1", "latest", "1.2.3-rc_1", &"1".repeat(63)] {
            assert_eq!(pkg_version(good, &place()), None);
        }
        assert_eq!(help(pkg_version("1.2.3+build", &place())), "write `1.2.3-build`");
        assert_eq!(help(pkg_version("1.2 3", &place())), VALUE_FORM);
        assert!(pkg_version(&"1".repeat(64), &place()).is_some());
        assert!(pkg_version("1.", &place()).is_some());
    }

    #[test]
    fn labels() {
        for good in ["app", "app.kubernetes.io/name", "a_B.c-9", "x.y/Z"] {
            assert_eq!(label_key(good, &place()), None, "{good}");
        }
        for bad in ["", "/a", "a/", "A/b", "a/b/c", "-a", "a b", "ä"] {
            assert_eq!(label_key(bad, &place()).unwrap().rule, &rule::LABEL, "{bad}");
        }
        assert_eq!(label_value("", &place()), None);
        assert!(label_value("a/b", &place()).is_some());
    }

    #[test]
    fn secrets() {
        assert_eq!(secret_name("my.secret", &place()), None);
        assert!(secret_name("my secret", &place()).is_some());
        assert!(secret_name("", &place()).is_some());
    }
}
