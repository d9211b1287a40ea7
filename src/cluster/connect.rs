//! Which cluster, and as whom: flags, kubeconfig files, or the cluster around us.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use http::header::{HeaderValue, USER_AGENT};
use kube::config::{KubeConfigOptions, Kubeconfig, KubeconfigError};
use kube::{Client, Config};

/// What the flags say about the cluster.
#[derive(Debug, Clone, Default)]
pub(crate) struct Connection {
    /// `--kubeconfig`
    pub(crate) kubeconfig: Option<PathBuf>,
    /// `--context`
    pub(crate) context: Option<String>,
    /// `--cluster`
    pub(crate) cluster: Option<String>,
    /// `--user`
    pub(crate) user: Option<String>,
    /// `--as`
    pub(crate) as_user: Option<String>,
    /// `--as-group`
    pub(crate) as_groups: Vec<String>,
    /// `--request-timeout`
    pub(crate) timeout: Duration,
}

/// A client as the flags want it.
pub(super) async fn client(connection: &Connection) -> Result<Client> {
    let mut config = config(connection).await?;
    config.connect_timeout = Some(connection.timeout);
    // A limit on reading would cut watches; `Cluster::call` limits each request as a whole.
    config.read_timeout = None;
    config.headers.push((
        USER_AGENT,
        HeaderValue::from_static(concat!("addonctl/", env!("CARGO_PKG_VERSION"))),
    ));
    if let Some(user) = &connection.as_user {
        config.auth_info.impersonate = Some(user.clone());
    }
    if !connection.as_groups.is_empty() {
        config.auth_info.impersonate_groups = Some(connection.as_groups.clone());
    }
    bypass_proxy(&mut config);
    Client::try_from(config).context("cannot set up the connection")
}

/// Nothing given falls back on the cluster around us; something that is given and wrong never does.
async fn config(connection: &Connection) -> Result<Config> {
    let Connection { kubeconfig, context, cluster, user, .. } = connection;
    let options = KubeConfigOptions {
        context: context.clone(),
        cluster: cluster.clone(),
        user: user.clone(),
    };
    let chosen = context.is_some() || cluster.is_some() || user.is_some();
    if let Some(path) = kubeconfig {
        let read = Kubeconfig::read_from(path).map_err(|error| unusable(&error))?;
        return Config::from_custom_kubeconfig(read, &options)
            .await
            .map_err(|error| unusable(&error));
    }
    match Config::from_kubeconfig(&options).await {
        Ok(config) => Ok(config),
        Err(error) if !chosen && is_absent(&error) => Config::incluster()
            .map_err(|_| anyhow!("no cluster is known: there is no kubeconfig, and addonctl does not run in a cluster; name one with --kubeconfig or $KUBECONFIG")),
        Err(error) => Err(unusable(&error)),
    }
}

/// Whether there is no kubeconfig at all where one is looked for by default.
fn is_absent(error: &KubeconfigError) -> bool {
    match error {
        KubeconfigError::FindPath => true,
        KubeconfigError::ReadConfig(why, path) => {
            why.kind() == io::ErrorKind::NotFound
                && path.ends_with(".kube/config")
                && !kubeconfig_is_set()
        }
        _ => false,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "KUBECONFIG is a list, which clap's `env` cannot take; the client reads it itself"
)]
fn kubeconfig_is_set() -> bool {
    std::env::var("KUBECONFIG").is_ok_and(|list| !list.is_empty())
}

fn unusable(error: &KubeconfigError) -> anyhow::Error {
    match error {
        KubeconfigError::ReadConfig(why, path) => {
            anyhow!("cannot read the kubeconfig {}: {why}", path.display())
        }
        KubeconfigError::LoadContext(name) => anyhow!("the kubeconfig has no context `{name}`"),
        KubeconfigError::LoadClusterOfContext(name) => {
            anyhow!("the kubeconfig has no cluster `{name}`")
        }
        KubeconfigError::CurrentContextNotSet => {
            anyhow!("the kubeconfig has no current context; choose one with --context")
        }
        other => anyhow!("the kubeconfig cannot be used: {other}"),
    }
}

/// The client holds `NO_PROXY` against the proxy's own address instead of the cluster's, so it is asked here.
fn bypass_proxy(config: &mut Config) {
    let Some(host) = config.cluster_url.host() else { return };
    if no_proxy().is_some_and(|list| exempts(&list, host)) {
        config.proxy_url = None;
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "as every program with a proxy does, in both spellings"
)]
fn no_proxy() -> Option<String> {
    std::env::var("NO_PROXY").or_else(|_| std::env::var("no_proxy")).ok()
}

/// Whether a `NO_PROXY` list names a host: by itself, by a domain above it, or by `*`.
fn exempts(list: &str, host: &str) -> bool {
    list.split(',').map(|entry| entry.trim().trim_start_matches("*.").trim_start_matches('.')).any(
        |entry| {
            let below = host.strip_suffix(entry).is_some_and(|rest| rest.ends_with('.'));
            entry == "*" || entry == host || (!entry.is_empty() && below)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_exempted_by_name_and_by_domain() {
        assert!(exempts("10.0.0.1, .corp.example", "api.corp.example"));
        assert!(exempts("corp.example", "api.corp.example"));
        assert!(exempts("*", "x"));
        assert!(!exempts("corp.example", "notcorp.example"));
        assert!(!exempts("", "x"));
    }
}
