//! What objects are called: names by the rules of their kinds, kinds, and versions of APIs.
//!
//! Source: the `validation` of each API group of Kubernetes; compared with a real API server in a test.

use super::names::{LABEL_MAX, SUBDOMAIN_MAX, bad_name, is_dns_label, is_subdomain};
use crate::finding::{Finding, Place, rule};

/// What is wrong with the name of an object, by the rules of its kind.
///
/// A name that is not known before a script runs is not judged.
pub fn object_name(group: &str, kind: &str, name: &str, place: &Place) -> Option<Finding> {
    let form = NameForm::of(group, kind);
    if kind == "Service" && group.is_empty() && name.starts_with(|c: char| c.is_ascii_digit()) {
        let message = format!("the Service `{name}` begins with a digit");
        return Some(Finding::new(&rule::SERVICE_DIGIT, message).at(place.clone()));
    }
    if name.contains("{{") || form.takes(name) {
        return None;
    }
    let article = if kind.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    let what = format!("{article} {kind}");
    let (rule, max) = (&rule::OBJECT_NAME, form.longest());
    Some(match form {
        NameForm::Segment => {
            let message = format!("`{name}` is not a name for {what}");
            let help = "it may not be `.` or `..`, nor hold `/` or `%`";
            Finding::new(rule, message).at(place.clone()).help(help)
        }
        _ => bad_name(rule, &what, name, place, max),
    })
}

/// The form that names of a kind have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameForm {
    /// A part of a path: anything without `/` and `%`.
    Segment,
    /// A lower-case label.
    Label,
    /// A lower-case domain name, of at most so many bytes.
    Subdomain(usize),
}

impl NameForm {
    fn of(group: &str, kind: &str) -> Self {
        match (group, kind) {
            ("rbac.authorization.k8s.io", _)
            | ("certificates.k8s.io", "ClusterTrustBundle")
            | ("networking.k8s.io", "IPAddress")
            | ("policy", "PodDisruptionBudget") => Self::Segment,
            ("", "Service" | "Namespace") => Self::Label,
            ("batch", "CronJob") => Self::Subdomain(52),
            _ => Self::Subdomain(SUBDOMAIN_MAX),
        }
    }

    fn longest(self) -> usize {
        match self {
            Self::Segment => usize::MAX,
            Self::Label => LABEL_MAX,
            Self::Subdomain(max) => max,
        }
    }

    fn takes(self, name: &str) -> bool {
        name.len() <= self.longest()
            && match self {
                Self::Segment => !matches!(name, "." | "..") && !name.contains(['/', '%']),
                Self::Label => is_dns_label(name),
                Self::Subdomain(_) => is_subdomain(name),
            }
    }
}

/// What is wrong with the kind of an object.
pub fn kind(kind: &str, place: &Place) -> Option<Finding> {
    let letter = kind.starts_with(|c: char| c.is_ascii_alphabetic());
    let fits = letter && kind.len() <= LABEL_MAX && is_dns_label(&kind.to_lowercase());
    (!fits && !kind.contains("{{")).then(|| {
        let message = format!("`{kind}` is not a kind");
        let help = "a kind is one word of letters and digits, such as ConfigMap";
        Finding::new(&rule::MANIFEST_KIND, message).at(place.clone()).help(help)
    })
}

/// What is wrong with the version of an object's API.
pub fn api_version(api_version: &str, place: &Place) -> Option<Finding> {
    let (group, version) = match api_version.split_once('/') {
        Some((group, version)) => (Some(group), version),
        None => (None, api_version),
    };
    let fits = group.is_none_or(is_subdomain) && is_dns_label(version);
    (!fits && !api_version.contains("{{")).then(|| {
        let message = format!("`{api_version}` is not an apiVersion");
        let help = "write VERSION or GROUP/VERSION in lower case, such as `v1` or `apps/v1`";
        Finding::new(&rule::MANIFEST_API_VERSION, message).at(place.clone()).help(help)
    })
}
