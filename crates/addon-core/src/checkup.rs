//! Whether a cluster has what Addons need as a whole: the CRD, the controller, Argo, the account of the workflows, rights.

mod facts;
mod programs;
mod schema;

use serde::Serialize;
use serde_json::Value;

pub use facts::{Account, Facts, Right, Seen};

use crate::lifecycle::{NAMESPACE, SERVICE_ACCOUNT};
use programs::Program;

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// It is as it has to be.
    Good,
    /// It works, but not for everything.
    Warning,
    /// Addons cannot be installed, or not be looked at.
    Bad,
    /// It could not be looked at.
    Unknown,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// A name for programs; stable.
    pub code: &'static str,
    /// How it came out.
    pub verdict: Verdict,
    /// What was found, in one sentence.
    pub text: String,
    /// What helps, where it is not good.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checkup {
    /// Whether nothing is bad.
    pub passed: bool,
    /// Each thing that was looked at.
    pub checks: Vec<Check>,
}

impl Checkup {
    fn of(checks: Vec<Check>) -> Self {
        Self { passed: checks.iter().all(|check| check.verdict != Verdict::Bad), checks }
    }

    /// How many came out like this.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.checks.iter().filter(|check| check.verdict == verdict).count()
    }
}

impl Check {
    fn good(code: &'static str, text: impl Into<String>) -> Self {
        Self { code, verdict: Verdict::Good, text: text.into(), help: None }
    }

    fn not(
        verdict: Verdict,
        code: &'static str,
        text: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { code, verdict, text: text.into(), help: Some(help.into()) }
    }

    fn bad(code: &'static str, text: impl Into<String>, help: impl Into<String>) -> Self {
        Self::not(Verdict::Bad, code, text, help)
    }

    /// It could not be looked at. `seen` says why.
    fn unseen<T>(code: &'static str, what: &str, seen: &Seen<T>) -> Self {
        let why = match seen {
            Seen::Failed(why) => format!("{what} cannot be seen: {why}"),
            _ => format!("you may not see {what}"),
        };
        Self { code, verdict: Verdict::Unknown, text: why, help: None }
    }
}

/// Checks an Addon Manager that is there.
pub fn check(facts: &Facts) -> Checkup {
    let mut checks = vec![server(facts)];
    checks.extend(skew(facts));
    checks.push(schema::addons(&facts.addon_crd));
    checks.extend(schema::argo(facts));
    checks.push(namespace(facts));
    checks.push(programs::check(Program::Controller, facts));
    checks.push(programs::check(Program::Argo, facts));
    checks.extend(programs::instance(facts));
    checks.push(account(facts));
    checks.extend(account_rights(facts));
    checks.push(own_rights(facts));
    Checkup::of(checks)
}

/// Checks a cluster before an Addon Manager is installed.
pub fn check_before(facts: &Facts) -> Checkup {
    let mut checks = vec![server(facts)];
    checks.extend(skew(facts));
    let missing: Vec<&Right> = facts.own.iter().filter(|right| !right.allowed).collect();
    checks.push(if missing.is_empty() {
        Check::good("rights", "you may install the Addon Manager")
    } else {
        let text = format!("you may not {}", Right::told_of(missing));
        Check::bad(
            "rights",
            text,
            "ask for the permission, or act as somebody who has it with --as",
        )
    });
    Checkup::of(checks)
}

fn server(facts: &Facts) -> Check {
    Check::good("server", format!("Kubernetes {}", facts.server))
}

/// The minor version of `v1.37.2` or `1.36`.
fn minor(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').nth(1)?.parse().ok()
}

/// Whether the kubectl in the workflows is near enough to the server: one minor version, by Kubernetes' policy on skew.
fn skew(facts: &Facts) -> Option<Check> {
    let tag = facts.kubectl_image.rsplit_once(':')?.1;
    let (server, kubectl) = (minor(&facts.server)?, minor(tag)?);
    let image = &facts.kubectl_image;
    Some(if server.abs_diff(kubectl) <= 1 {
        Check::good("kubectl", format!("workflows run {image}"))
    } else {
        let text = format!("workflows run {image}, which is too far from the server's version");
        let name = image.rsplit_once(':').map_or(image.as_str(), |(name, _)| name);
        let help = format!("create and apply Addons with --image {name}:v1.{server}.0");
        Check::not(Verdict::Warning, "kubectl", text, help)
    })
}

fn namespace(facts: &Facts) -> Check {
    let name = &facts.namespace;
    match &facts.namespace_object {
        Seen::There(object) if object.pointer("/metadata/deletionTimestamp").is_some() => {
            Check::bad(
                "namespace",
                format!("namespace {name} is being deleted"),
                "wait until it is gone, and install the Addon Manager again",
            )
        }
        Seen::There(_) if name == NAMESPACE => {
            Check::good("namespace", format!("namespace {name}"))
        }
        Seen::There(_) => Check::not(
            Verdict::Warning,
            "namespace",
            format!("namespace {name} exists, but the Addon Manager looks at {NAMESPACE} alone"),
            format!("leave --addon-namespace out, which is {NAMESPACE} then"),
        ),
        Seen::Missing => Check::bad(
            "namespace",
            format!("there is no namespace {name}"),
            "install the Addon Manager, or name its namespace with --addon-namespace",
        ),
        seen => Check::unseen("namespace", &format!("namespace {name}"), seen),
    }
}

fn account(facts: &Facts) -> Check {
    let what = format!("service account {SERVICE_ACCOUNT}");
    match &facts.account {
        Seen::There(_) => Check::good("service-account", what),
        Seen::Missing => {
            let create =
                format!("kubectl -n {} create serviceaccount {SERVICE_ACCOUNT}", facts.namespace);
            Check::bad(
                "service-account",
                format!("there is no {what}, which workflows run as"),
                create,
            )
        }
        seen => Check::unseen("service-account", &what, seen),
    }
}

fn account_rights(facts: &Facts) -> Option<Check> {
    if !matches!(facts.account, Seen::There(_)) {
        return None;
    }
    let code = "service-account-rights";
    Some(match &facts.account_rights {
        Account::Everything => Check::good(code, format!("{SERVICE_ACCOUNT} may do everything")),
        Account::Hidden => Check {
            code,
            verdict: Verdict::Unknown,
            text: format!("you may not ask what {SERVICE_ACCOUNT} may do"),
            help: None,
        },
        Account::Some(rights) => {
            let missing: Vec<&Right> = rights.iter().filter(|right| !right.allowed).collect();
            let told = Right::told_of(missing.iter().copied());
            let help = "bind it to a ClusterRole that may do what the Addons contain";
            if rights.iter().any(|right| !right.allowed && right.vital) {
                let text = format!("{SERVICE_ACCOUNT} may not {told}");
                Check::bad(code, text, help)
            } else if missing.is_empty() {
                let text =
                    format!("{SERVICE_ACCOUNT} may do what most Addons need, but not everything");
                Check::good(code, text)
            } else {
                let text = format!("{SERVICE_ACCOUNT} may not {told}");
                Check::not(Verdict::Warning, code, text, help)
            }
        }
    })
}

fn own_rights(facts: &Facts) -> Check {
    let missing: Vec<&Right> = facts.own.iter().filter(|right| !right.allowed).collect();
    if missing.is_empty() {
        return Check::good("rights", "you may do all that addonctl does");
    }
    let vital = missing.iter().any(|right| right.vital);
    let verdict = if vital { Verdict::Bad } else { Verdict::Warning };
    let mut verbs: Vec<&str> = missing.iter().flat_map(|right| right.needed_by).copied().collect();
    verbs.sort_unstable();
    verbs.dedup();
    Check::not(
        verdict,
        "rights",
        format!("you may not {}", Right::told_of(missing)),
        format!(
            "needed by {}; ask for the permission, or act as somebody who has it with --as",
            verbs.join(", ")
        ),
    )
}

/// A text field, empty where there is none.
fn text<'a>(object: &'a Value, field: &str) -> &'a str {
    object.pointer(field).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests;
