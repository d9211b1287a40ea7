//! The only client of the API server: connect, and call within a time limit.

pub(crate) mod compare;
mod connect;
pub(crate) mod end;
pub(crate) mod error;
pub(crate) mod follow;
pub(crate) mod kinds;
mod kubeconfig;
pub(crate) mod list;
pub(crate) mod look;
pub(crate) mod names;
pub(crate) mod objects;
mod preflight;
mod proxy;
pub(crate) mod submit;
pub(crate) mod watch;

use std::future::Future;
use std::time::Duration;

use anyhow::Result;
use kube::api::{ApiResource, DynamicObject, GroupVersionKind};
use kube::{Api, Client};

use crate::addon;
pub(crate) use connect::Connection;
pub(crate) use error::CallError;

/// The field manager of everything that addonctl applies.
pub(crate) const FIELD_MANAGER: &str = "addonctl";

/// A cluster, and the namespace of its Addons.
#[derive(Clone)]
pub(crate) struct Cluster {
    client: Client,
    namespace: String,
    timeout: Duration,
}

impl Cluster {
    /// The cluster that the flags name. Nothing is sent yet.
    pub(crate) async fn connect(connection: &Connection, namespace: &str) -> Result<Self> {
        let client = connect::client(connection).await?;
        Ok(Self { client, namespace: namespace.to_owned(), timeout: connection.timeout })
    }

    /// The namespace of the Addons, of their Workflows and of those's pods.
    pub(crate) fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The client, for kinds of Kubernetes' own.
    pub(crate) fn client(&self) -> Client {
        self.client.clone()
    }

    /// The Addons.
    pub(crate) fn addons(&self) -> Api<DynamicObject> {
        Api::namespaced_with(self.client(), &self.namespace, &addon_resource())
    }

    /// Argo's Workflows.
    pub(crate) fn workflows(&self) -> Api<DynamicObject> {
        let kind = GroupVersionKind::gvk("argoproj.io", "v1alpha1", "Workflow");
        let resource = ApiResource::from_gvk_with_plural(&kind, "workflows");
        Api::namespaced_with(self.client(), &self.namespace, &resource)
    }

    /// One request, which may not take longer than the flags allow.
    pub(crate) async fn call<T>(
        &self,
        request: impl Future<Output = kube::Result<T>>,
    ) -> Result<T, CallError> {
        match tokio::time::timeout(self.timeout, request).await {
            Ok(answer) => answer.map_err(CallError::Api),
            Err(_) => Err(CallError::TimedOut(self.timeout)),
        }
    }
}

/// The Addon kind, so that it need not be looked up.
pub(crate) fn addon_resource() -> ApiResource {
    let (group, version) = addon::API_VERSION.split_once('/').unwrap_or_default();
    ApiResource::from_gvk_with_plural(&GroupVersionKind::gvk(group, version, addon::KIND), "addons")
}

/// Runs what talks to a cluster. Nothing before this starts a runtime.
pub(crate) fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// The same, but Ctrl-C ends it at once: then there is no result.
pub(crate) fn block_on_interruptible<T>(
    work: impl Future<Output = Result<T>>,
) -> Result<Option<T>> {
    block_on(async {
        tokio::select! {
            biased;
            interrupt = tokio::signal::ctrl_c() => { interrupt?; Ok(None) }
            result = work => result.map(Some),
        }
    })
}
