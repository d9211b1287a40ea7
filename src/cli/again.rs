//! Command lines that go on where one has ended: with its flags of the cluster, quoted for a shell.

use std::time::Duration;

use super::connection::ConnectionArgs;
use super::submit::Awaited;
use crate::lifecycle::NAMESPACE;
use crate::shell;

/// As long as a verb waits where no flag says otherwise.
const USUAL: Duration = Duration::from_mins(10);

/// As long as a single request may take where no flag says otherwise.
const USUAL_REQUEST: Duration = Duration::from_secs(30);

/// What every command about the same Addons has to have.
#[derive(Debug, Clone)]
pub(crate) struct Again {
    flags: Vec<String>,
    timeout: Duration,
}

impl Again {
    /// Of a command line with these flags. `namespace`: that of the Addons.
    pub(crate) fn new(connection: &ConnectionArgs, namespace: &str) -> Self {
        let mut flags = Vec::new();
        let mut add = |flag: &str, value: &str| flags.extend([flag.to_owned(), value.to_owned()]);
        if namespace != NAMESPACE {
            add("--addon-namespace", namespace);
        }
        let ConnectionArgs {
            kubeconfig,
            context,
            cluster,
            user,
            as_user,
            as_groups,
            request_timeout,
        } = connection;
        if let Some(file) = kubeconfig {
            add("--kubeconfig", &file.display().to_string());
        }
        let named =
            [("--context", context), ("--cluster", cluster), ("--user", user), ("--as", as_user)];
        for (flag, value) in named {
            if let Some(value) = value {
                add(flag, value);
            }
        }
        for group in as_groups {
            add("--as-group", group);
        }
        if *request_timeout != USUAL_REQUEST {
            add("--request-timeout", &spoken(*request_timeout));
        }
        Self { flags, timeout: USUAL }
    }

    /// The same with a time limit.
    pub(crate) fn within(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// A command with these words of its own; it has no time limit.
    pub(crate) fn line(&self, words: &[&str]) -> String {
        let own = ["addonctl"].iter().chain(words).copied();
        shell::line(own.chain(self.flags.iter().map(String::as_str)))
    }

    /// A command that waits as long as the one before it.
    pub(crate) fn waiting(&self, words: &[&str]) -> String {
        if self.timeout == USUAL {
            return self.line(words);
        }
        self.limited(words, self.timeout)
    }

    /// A command that waits longer than the one before it.
    pub(crate) fn waiting_longer(&self, words: &[&str]) -> String {
        self.limited(words, (self.timeout * 2).max(Duration::from_mins(30)))
    }

    /// `addonctl wait` for some Addons. `longer`: than the command before it.
    pub(crate) fn wait(&self, names: &[&str], state: Awaited, longer: bool) -> String {
        let state: &[&str] = match state {
            Awaited::Succeeded => &[],
            Awaited::Healthy => &["--for", "healthy"],
            Awaited::Deleted => &["--for", "deleted"],
        };
        let words = [&["wait"], names, state].concat();
        if longer { self.waiting_longer(&words) } else { self.waiting(&words) }
    }

    fn limited(&self, words: &[&str], timeout: Duration) -> String {
        self.line(&[words, &["--timeout", &spoken(timeout)]].concat())
    }
}

/// A duration as one would type it.
pub(crate) fn spoken(duration: Duration) -> String {
    match duration.as_secs() {
        hours if hours % 3600 == 0 => format!("{}h", hours / 3600),
        minutes if minutes % 60 == 0 => format!("{}m", minutes / 60),
        seconds => format!("{seconds}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_kept_and_quoted() {
        let connection = ConnectionArgs {
            kubeconfig: Some("my config".into()),
            context: Some("prod".to_owned()),
            as_user: Some("me".to_owned()),
            as_groups: vec!["a".to_owned(), "b".to_owned()],
            request_timeout: Duration::from_secs(5),
            ..ConnectionArgs::default()
        };
        let again = Again::new(&connection, "elsewhere").within(Duration::from_secs(90));
        assert_eq!(
            again.wait(&["a", "b"], Awaited::Deleted, false),
            "addonctl wait a b --for deleted --timeout 90s --addon-namespace elsewhere --kubeconfig 'my config' --context prod --as me --as-group a --as-group b --request-timeout 5s"
        );
        let connection =
            ConnectionArgs { request_timeout: USUAL_REQUEST, ..ConnectionArgs::default() };
        let again = Again::new(&connection, NAMESPACE).within(USUAL);
        assert_eq!(again.wait(&["a"], Awaited::Succeeded, false), "addonctl wait a");
        assert_eq!(
            again.wait(&["a"], Awaited::Healthy, true),
            "addonctl wait a --for healthy --timeout 30m"
        );
        assert_eq!(again.line(&["status", "a b"]), "addonctl status 'a b'");
    }
}
