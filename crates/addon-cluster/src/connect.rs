//! Which cluster, and as whom: flags, kubeconfig files, or the cluster around us.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, anyhow};
use http::header::{HeaderValue, USER_AGENT};
use kube::client::AuthError;
use kube::client::ClientBuilder;
use kube::config::{ExecConfig, KubeConfigOptions};
use kube::{Client, Config};
use tower::Layer;

use super::way::{Telling, Way};
use super::{CallError, kubeconfig, proxy};

/// What the flags say about the cluster.
#[derive(Debug, Clone, Default)]
pub struct Connection {
    /// `--kubeconfig`
    pub kubeconfig: Option<PathBuf>,
    /// `--context`
    pub context: Option<String>,
    /// `--cluster`
    pub cluster: Option<String>,
    /// `--user`
    pub user: Option<String>,
    /// `--as`
    pub as_user: Option<String>,
    /// `--as-group`
    pub as_groups: Vec<String>,
    /// `--request-timeout`
    pub timeout: Duration,
}

impl Connection {
    /// Whether there is any cluster to ask: one that the flags or a kubeconfig name, or the one around us. A kubeconfig
    /// that is named and cannot be read is an error.
    pub fn names_a_cluster(&self) -> Result<bool> {
        let chosen = self.context.is_some() || self.cluster.is_some() || self.user.is_some();
        let read = kubeconfig::read(self.kubeconfig.as_deref())?;
        Ok(chosen || read.is_some() || Config::incluster().is_ok())
    }
}

/// A client as the flags want it.
pub(super) async fn client(connection: &Connection) -> Result<(Client, Arc<Way>)> {
    let (mut config, way) = config(connection).await?;
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
    let plugin = config.auth_info.exec.clone();
    let builder = ClientBuilder::try_from(config).map_err(|error| match (error, plugin) {
        (kube::Error::Auth(error), Some(plugin)) => unauthenticated(&error, &plugin),
        (error, _) => anyhow!("cannot set up the connection: {}", CallError::Api(error)),
    })?;
    let way = Arc::new(way);
    let telling = Tell(Arc::clone(&way));
    Ok((builder.with_layer(&telling).build(), way))
}

/// Lays [`Telling`] around the client.
struct Tell(Arc<Way>);

impl<S> Layer<S> for Tell {
    type Service = Telling<S>;

    fn layer(&self, inner: S) -> Telling<S> {
        Telling { inner, way: Arc::clone(&self.0) }
    }
}

/// Nothing given falls back on the cluster around us; something that is given and wrong never does.
async fn config(connection: &Connection) -> Result<(Config, Way)> {
    let Connection { context, cluster, user, .. } = connection;
    let options = KubeConfigOptions {
        context: context.clone(),
        cluster: cluster.clone(),
        user: user.clone(),
    };
    let chosen = context.is_some() || cluster.is_some() || user.is_some();
    let mut read = match kubeconfig::read(connection.kubeconfig.as_deref())? {
        Some(read) => read,
        None if chosen => return Err(anyhow!("there is no kubeconfig to choose from; {HOW}")),
        None => {
            let config = Config::incluster().map_err(|_| {
                anyhow!("no cluster is known: there is no kubeconfig, and addonctl does not run in a cluster; {HOW}")
            })?;
            let known_from = "the cluster around addonctl".to_owned();
            let way = Way { server: config.cluster_url.clone(), known_from, proxy: None };
            return Ok((config, way));
        }
    };
    kubeconfig::check(&read, connection)?;
    let known_from = kubeconfig::known_from(&read, connection);
    let proxy = kubeconfig::proxy(&read, connection);
    let server = kubeconfig::server(&read, connection);
    let proxy =
        server.map(|server| proxy::choose(&server, proxy.as_deref())).transpose()?.flatten();
    // It reads a proxy that is given here, and not the environment then.
    kubeconfig::set_proxy(&mut read, connection, "http://proxy");
    let mut config = Config::from_custom_kubeconfig(read, &options)
        .await
        .map_err(|error| kubeconfig::unusable(&error))?;
    // The client holds `NO_PROXY` against the proxy's own address, and knows no loopback.
    config.proxy_url = proxy.as_ref().map(|proxy| proxy.url.clone());
    let way = Way { server: config.cluster_url.clone(), known_from, proxy };
    Ok((config, way))
}

/// How a kubeconfig is named.
const HOW: &str = "name one with --kubeconfig or $KUBECONFIG";

/// Why a credential plugin has given no credentials.
fn unauthenticated(error: &AuthError, plugin: &ExecConfig) -> anyhow::Error {
    let command: PathBuf =
        Path::new(plugin.command.as_deref().unwrap_or_default()).components().collect();
    let command = command.display();
    let why = match error {
        AuthError::AuthExecStart(why) => {
            let hint =
                plugin.install_hint.as_deref().map(str::trim).filter(|hint| !hint.is_empty());
            let hint = hint.unwrap_or("install it, or name another in the kubeconfig");
            return anyhow!(
                "cannot authenticate: the credential plugin `{command}` cannot be run: {why}\n  hint: {hint}"
            );
        }
        AuthError::AuthExecRun { out, .. } => {
            let said = String::from_utf8_lossy(&out.stderr);
            let said = said.trim().replace('\n', "\n  ");
            let colon = if said.is_empty() { "" } else { ": " };
            format!("failed ({}){colon}{said}", out.status)
        }
        AuthError::AuthExecParse(_) => "printed something that is no ExecCredential".to_owned(),
        AuthError::ExecPluginFailed => "printed an ExecCredential without a status".to_owned(),
        other => format!("gave no credentials: {other}"),
    };
    anyhow!("cannot authenticate: the credential plugin `{command}` {why}")
}
