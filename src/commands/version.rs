//! `addonctl version`: which addonctl this is, and which versions the cluster has, for people and for scripts.

use std::fmt::Write as _;

use anyhow::Result;
use serde::Serialize;

use super::target;
use crate::addon::API_VERSION;
use crate::cli::Format;
use crate::cli::version::VersionArgs;
use crate::cluster::versions::ClusterVersions;
use crate::cluster::{self, Connection};
use crate::outcome::Outcome;
use crate::output::{self, Streams};
use crate::yaml::emit;

/// What is printed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Versions {
    /// Of addonctl.
    version: &'static str,
    /// That addonctl is built from, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<&'static str>,
    /// That addonctl is built for.
    target: &'static str,
    /// Of the Addons it builds.
    addon_api_version: &'static str,
    /// Of the cluster, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster: Option<ClusterVersions>,
}

/// Runs the verb. What is known of addonctl is printed even if the cluster does not answer.
pub(crate) fn run(args: &VersionArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let commit = env!("ADDONCTL_COMMIT");
    let mut version = Versions {
        version: env!("CARGO_PKG_VERSION"),
        commit: (!commit.is_empty()).then_some(commit),
        target: env!("ADDONCTL_TARGET"),
        addon_api_version: API_VERSION,
        cluster: None,
    };
    let asked = if args.client { Ok(None) } else { ask(args) };
    let failed = match asked {
        Ok(cluster) => {
            version.cluster = cluster;
            None
        }
        Err(error) => Some(error),
    };
    let text = match args.output {
        None => text(&version, &args.namespace.addon_namespace),
        Some(Format::Yaml) => emit::to_yaml(&version)?,
        Some(Format::Json) => emit::to_json(&version)?,
    };
    let outcome = super::print(&text, streams)?;
    Ok(failed.map_or(outcome, |error| output::failure(&error, streams)))
}

/// The versions of the cluster; none where no cluster is known.
fn ask(args: &VersionArgs) -> Result<Option<ClusterVersions>> {
    let connection: Connection = target::connection(args.connection.clone());
    if !connection.names_a_cluster()? {
        return Ok(None);
    }
    cluster::block_on(async {
        let namespace = &args.namespace.addon_namespace;
        let cluster = target::connect(&args.connection, namespace).await?;
        Ok(Some(cluster.versions().await?))
    })
}

fn text(version: &Versions, namespace: &str) -> String {
    let commit = version.commit.map(|commit| format!("commit {commit}, ")).unwrap_or_default();
    let mut text = format!("addonctl {} ({commit}{})\n", version.version, version.target);
    let Some(cluster) = &version.cluster else { return text };
    let crd = match cluster.addon_crd.as_deref() {
        None => "may not be read".to_owned(),
        Some([]) => {
            "none; to install it: addonctl crd | kubectl apply --server-side -f -".to_owned()
        }
        Some(served) => served.join(", "),
    };
    let program = |image: &Option<String>| {
        image.clone().unwrap_or_else(|| format!("no Deployment of it is seen in {namespace}"))
    };
    for (name, value) in [
        ("Kubernetes:", cluster.kubernetes.clone()),
        ("Addon CRD:", crd),
        ("Addon Manager:", program(&cluster.addon_manager)),
        ("Argo Workflows:", program(&cluster.argo)),
    ] {
        let _ = writeln!(text, "{name:16}{value}");
    }
    text
}
