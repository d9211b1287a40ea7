//! API errors in words: the server's message, its causes, and a hint; never a dump of structures.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use kube::core::Status;

/// A request that failed.
#[derive(Debug)]
pub(crate) enum CallError {
    /// The server or the way to it said no.
    Api(kube::Error),
    /// There was no answer in time.
    TimedOut(Duration),
}

impl CallError {
    /// The server's own word.
    pub(crate) fn status(&self) -> Option<&Status> {
        match self {
            Self::Api(kube::Error::Api(status)) => Some(status),
            _ => None,
        }
    }

    /// Whether the object, or its kind, does not exist.
    pub(crate) fn is_not_found(&self) -> bool {
        self.status().is_some_and(|status| status.code == 404)
    }

    /// Whether the user may not do this.
    pub(crate) fn is_forbidden(&self) -> bool {
        self.status().is_some_and(|status| status.code == 403)
    }
}

impl Error for CallError {}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TimedOut(limit) => {
                write!(
                    f,
                    "the API server did not answer within {} s (--request-timeout)",
                    limit.as_secs()
                )
            }
            Self::Api(error) => match error {
                kube::Error::Api(status) => api(f, status),
                kube::Error::Auth(error) => write!(f, "cannot authenticate: {error}"),
                kube::Error::SerdeError(error) => {
                    write!(f, "the API server sent something unexpected: {error}")
                }
                other => unreachable(f, other),
            },
        }
    }
}

fn api(f: &mut fmt::Formatter<'_>, status: &Status) -> fmt::Result {
    let reason =
        if status.reason.is_empty() { String::new() } else { format!(", {}", status.reason) };
    write!(f, "{} (HTTP {}{reason})", status.message.trim_end(), status.code)?;
    let causes = status.details.iter().flat_map(|details| &details.causes);
    for cause in causes.filter(|cause| !status.message.contains(&cause.message)) {
        write!(f, "\n  - {}: {}", cause.field, cause.message)?;
    }
    match status.code {
        401 => write!(
            f,
            "\n  hint: the credentials were refused; log in again, or choose another --user or --context"
        ),
        403 => {
            write!(f, "\n  hint: ask for the permission, or act as somebody who has it with --as")
        }
        404 if status.message.contains("the server could not find the requested resource") => {
            write!(
                f,
                "\n  hint: the cluster does not know this kind; for Addons: addonctl crd | kubectl apply --server-side -f -"
            )
        }
        409 if status.reason == "Conflict" => {
            write!(f, "\n  hint: others manage these fields; take them over with --force-conflicts")
        }
        _ => Ok(()),
    }
}

/// The way to the server: the chain of causes, each said once.
fn unreachable(f: &mut fmt::Formatter<'_>, error: &kube::Error) -> fmt::Result {
    let mut said: Vec<String> = Vec::new();
    let mut cause: Option<&dyn Error> = error.source();
    while let Some(current) = cause {
        let text = current.to_string();
        if !said.iter().any(|before| before.contains(&text)) {
            said.push(text);
        }
        cause = current.source();
    }
    write!(f, "cannot reach the API server: {}", said.join(": "))
}
