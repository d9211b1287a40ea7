//! API errors in words: the server's message, its causes, and a hint; never a dump of structures.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use kube::core::Status;
use kube::core::response::StatusCause;

use super::way::Lost;

/// A request that failed.
#[derive(Debug)]
pub enum CallError {
    /// The server or the way to it said no.
    Api(kube::Error),
    /// There was no answer in time.
    TimedOut {
        /// How long it was waited for.
        limit: Duration,
        /// The way to the server, in words.
        way: String,
    },
    /// An Addon is not as the CRD has it: why.
    Unreadable(String),
}

impl CallError {
    /// The server's own word.
    pub fn status(&self) -> Option<&Status> {
        match self {
            Self::Api(kube::Error::Api(status)) => Some(status),
            _ => None,
        }
    }

    /// Whether the object, or its kind, does not exist.
    pub fn is_not_found(&self) -> bool {
        self.status().is_some_and(|status| status.code == 404)
            || self.lost().is_some_and(Lost::is_unserved)
    }

    /// Whether the kind is not served at all.
    pub fn is_unserved(&self) -> bool {
        self.lost().is_some_and(Lost::is_unserved)
    }

    /// Whether there was no connection at all.
    pub fn is_unreachable(&self) -> bool {
        self.lost().is_some_and(Lost::is_unreachable)
    }

    /// Whether it says something of the server as a whole, so that the next request would not fare better.
    pub fn is_of_the_server(&self) -> bool {
        match self {
            Self::TimedOut { .. } => true,
            Self::Unreadable(_) => false,
            Self::Api(error) => !matches!(error, kube::Error::Api(_)) && !self.is_unserved(),
        }
    }

    fn lost(&self) -> Option<&Lost> {
        let Self::Api(error) = self else { return None };
        Lost::of(error)
    }

    /// Whether the server understood the request and does not want it, so that another may fare better.
    pub fn is_refusal(&self) -> bool {
        self.status().is_some_and(|s| matches!(s.code, 400..500) && !matches!(s.code, 401 | 429))
    }

    /// Whether the object has changed since it was read.
    pub fn is_race(&self) -> bool {
        self.status().is_some_and(|status| status.code == 409 && causes(status).next().is_none())
    }

    /// The fields that others manage, where that is why the server refuses an apply.
    pub fn conflicts(&self) -> Vec<&str> {
        let conflict = |cause: &&StatusCause| cause.reason == "FieldManagerConflict";
        let status = self.status().into_iter().filter(|status| status.code == 409);
        status.flat_map(causes).filter(conflict).map(|cause| cause.field.as_str()).collect()
    }

    /// Whether the user may not do this.
    pub fn is_forbidden(&self) -> bool {
        self.status().is_some_and(|status| status.code == 403)
    }
}

impl Error for CallError {}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimedOut { limit, way } => {
                let seconds = limit.as_secs();
                write!(f, "{way} did not answer within {seconds} s (--request-timeout)")
            }
            Self::Unreadable(why) => {
                write!(f, "the Addon is not as this addonctl knows it: {why}")
            }
            Self::Api(error) => match error {
                kube::Error::Api(status) => api(f, status),
                kube::Error::Auth(error) => write!(f, "cannot authenticate: {error}"),
                kube::Error::SerdeError(error) => {
                    write!(f, "the API server sent something unexpected: {error}")
                }
                other => match Lost::of(other) {
                    Some(lost) => lost.fmt(f),
                    None => unreachable(f, other),
                },
            },
        }
    }
}

fn api(f: &mut fmt::Formatter<'_>, status: &Status) -> fmt::Result {
    let reason =
        if status.reason.is_empty() { String::new() } else { format!(", {}", status.reason) };
    write!(f, "{} (HTTP {}{reason})", status.message.trim_end(), status.code)?;
    for cause in causes(status).filter(|cause| !status.message.contains(&cause.message)) {
        write!(f, "\n  - {}: {}", cause.field, cause.message)?;
    }
    match status.code {
        401 => write!(
            f,
            "\n  hint: the credentials were refused; log in again, or choose another --user or --context"
        ),
        403 if status.message.contains(" cannot ") => {
            write!(f, "\n  hint: ask for the permission, or act as somebody who has it with --as")
        }
        _ if status.message.contains("custom resource definition is terminating") => write!(
            f,
            "\n  hint: the CRD is being deleted, and all Addons with it; once it is gone: addonctl crd | kubectl apply --server-side -f -"
        ),
        _ if status.message.contains("because it is being terminated") => {
            write!(
                f,
                "\n  hint: the namespace is being deleted; wait until it is gone, and create it again"
            )
        }
        404 if status.message.contains("the server could not find the requested resource") => {
            write!(
                f,
                "\n  hint: the cluster does not know this kind; for Addons: addonctl crd | kubectl apply --server-side -f -"
            )
        }
        // Any other conflict is a race, which nobody gets out of by force.
        409 if causes(status).any(|cause| cause.reason == "FieldManagerConflict") => {
            write!(f, "\n  hint: others manage these fields; take them over with --force-conflicts")
        }
        _ => Ok(()),
    }
}

fn causes(status: &Status) -> impl Iterator<Item = &StatusCause> {
    status.details.iter().flat_map(|details| &details.causes)
}

fn unreachable(f: &mut fmt::Formatter<'_>, error: &kube::Error) -> fmt::Result {
    match error.source() {
        Some(cause) => write!(f, "the answer of the API server broke off: {}", said(cause)),
        None => write!(f, "the API server: {error}"),
    }
}

/// An error with the chain of its causes, each said once.
pub(super) fn said(error: &dyn Error) -> String {
    let mut said: Vec<String> = Vec::new();
    let mut cause = Some(error);
    while let Some(current) = cause {
        let text = current.to_string();
        if !said.iter().any(|before| before.contains(&text)) {
            said.push(text);
        }
        cause = current.source();
    }
    said.join(": ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn force_is_offered_only_where_it_helps() {
        let said = |causes: &str| {
            let text = format!(
                r#"{{"message": "no", "reason": "Conflict", "code": 409, "details": {{"causes": [{causes}]}}}}"#
            );
            let status: Status = serde_json::from_str(&text).unwrap();
            CallError::Api(kube::Error::Api(Box::new(status))).to_string()
        };
        assert_eq!(said(""), "no (HTTP 409, Conflict)");
        let managed =
            said(r#"{"reason": "FieldManagerConflict", "field": ".spec", "message": "no"}"#);
        assert!(managed.ends_with("with --force-conflicts"), "{managed}");
    }

    #[test]
    fn permission_is_asked_for_only_where_it_is_missing() {
        let said = |code: u16, message: &str| {
            let status = json!({"message": message, "reason": "Forbidden", "code": code});
            let status: Status = serde_json::from_value(status).unwrap();
            CallError::Api(kube::Error::Api(Box::new(status))).to_string()
        };
        let asks = |said: &str| said.contains("ask for the permission");
        assert!(asks(&said(
            403,
            "addons is forbidden: User \"me\" cannot list resource \"addons\""
        )));
        let terminating = "create not allowed while custom resource definition is terminating";
        for code in [403, 405] {
            let said = said(code, terminating);
            assert!(!asks(&said) && said.contains("the CRD is being deleted"), "{said}");
        }
        let ending = "addons \"a\" is forbidden: unable to create new content in namespace x because it is being terminated";
        let ending = said(403, ending);
        assert!(!asks(&ending) && ending.contains("the namespace is being deleted"), "{ending}");
        assert!(!asks(&said(403, "exceeded quota: tight")));
    }
}
