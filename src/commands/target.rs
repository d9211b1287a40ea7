//! What the verbs of a cluster share: the connection, an Addon by name, and how a wait ends.

use std::time::Duration;

use anyhow::{Result, anyhow};

pub(super) use crate::cli::again::spoken;
use crate::cli::connection::ConnectionArgs;
use crate::cluster::{CallError, Cluster, Connection};
use crate::live::Live;
use crate::outcome::Outcome;
use crate::output::{Streams, say};

/// The flags about the cluster as the cluster edge takes them.
pub(super) fn connection(args: ConnectionArgs) -> Connection {
    let ConnectionArgs { kubeconfig, context, cluster, user, as_user, as_groups, request_timeout } =
        args;
    let timeout = request_timeout;
    Connection { kubeconfig, context, cluster, user, as_user, as_groups, timeout }
}

/// The cluster that the flags name, and the namespace of its Addons.
pub(super) async fn connect(args: &ConnectionArgs, namespace: &str) -> Result<Cluster> {
    Cluster::connect(&connection(args.clone()), namespace).await
}

/// What kubectl calls an Addon.
pub(super) fn called(name: &str) -> String {
    format!("addon.addonmgr.keikoproj.io \"{name}\"")
}

/// The Addon of this name; that there is none is an error.
pub(super) async fn existing(cluster: &Cluster, name: &str) -> Result<Live> {
    cluster.live(name).await?.ok_or_else(|| not_found(cluster, name))
}

/// kubectl's word for what is not there, and where it was looked for.
pub(super) fn not_found(cluster: &Cluster, name: &str) -> anyhow::Error {
    let namespace = cluster.namespace();
    anyhow!("addons.addonmgr.keikoproj.io \"{name}\" not found in namespace {namespace}")
}

/// Whether an error is about the server as a whole, so that it would be the same for the next Addon.
pub(super) fn no_server(error: &anyhow::Error) -> bool {
    error.downcast_ref::<CallError>().is_some_and(CallError::is_of_the_server)
}

/// The work, or none where it takes longer than `limit`.
pub(super) async fn within<T>(
    limit: Duration,
    work: impl Future<Output = Result<T>>,
) -> Result<Option<T>> {
    tokio::time::timeout(limit, work).await.ok().transpose()
}

/// The command line itself is wrong; nothing was done.
pub(super) fn bad_input(text: &str, streams: &mut Streams<'_>) -> Result<Outcome> {
    say::note(&format!("error: {text}"), streams)?;
    Ok(Outcome::BadInput)
}

/// Says that Ctrl-C has ended it, and what is to be known of that.
pub(super) fn interrupted(text: &str, streams: &mut Streams<'_>) -> Result<Outcome> {
    // The terminal has put ^C where its cursor was.
    let start = if streams.terminal { "\n" } else { "" };
    say::note(&format!("{start}interrupted; {text}"), streams)?;
    Ok(Outcome::Interrupted)
}
