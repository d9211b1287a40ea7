//! The only client of the API server: connect, and call within a time limit.

pub mod checkup;
pub mod compare;
mod connect;
pub mod end;
pub mod error;
pub mod follow;
pub mod kinds;
mod kubeconfig;
pub mod list;
pub mod look;
pub mod names;
pub mod objects;
mod preflight;
mod proxy;
pub mod read;
pub mod settle;
pub mod submit;
pub mod versions;
pub mod watch;
mod way;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use kube::api::{ApiResource, DynamicObject, GroupVersionKind};
use kube::{Api, Client};

use addon_core::addon;
pub use connect::Connection;
pub use error::CallError;
use way::Way;

/// The field manager of everything that addonctl applies.
pub const FIELD_MANAGER: &str = "addonctl";

/// A cluster, and the namespace of its Addons.
#[derive(Clone)]
pub struct Cluster {
    client: Client,
    namespace: String,
    timeout: Duration,
    way: Arc<Way>,
}

impl Cluster {
    /// The cluster that the flags name. Nothing is sent yet.
    pub async fn connect(connection: &Connection, namespace: &str) -> Result<Self> {
        let (client, way) = connect::client(connection).await?;
        Ok(Self { client, namespace: namespace.to_owned(), timeout: connection.timeout, way })
    }

    /// The namespace of the Addons, of their Workflows and of those's pods.
    pub fn namespace(&self) -> &str {
        &self.namespace
    }

    /// The client, for kinds of Kubernetes' own.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// The Addons.
    pub fn addons(&self) -> Api<DynamicObject> {
        Api::namespaced_with(self.client(), &self.namespace, &addon_resource())
    }

    /// Argo's Workflows.
    pub fn workflows(&self) -> Api<DynamicObject> {
        let kind = GroupVersionKind::gvk("argoproj.io", "v1alpha1", "Workflow");
        let resource = ApiResource::from_gvk_with_plural(&kind, "workflows");
        Api::namespaced_with(self.client(), &self.namespace, &resource)
    }

    /// One request, which may not take longer than the flags allow.
    pub async fn call<T>(
        &self,
        request: impl Future<Output = kube::Result<T>>,
    ) -> Result<T, CallError> {
        match tokio::time::timeout(self.timeout, request).await {
            Ok(answer) => answer.map_err(CallError::Api),
            Err(_) => Err(self.timed_out()),
        }
    }

    /// There was no answer in time.
    fn timed_out(&self) -> CallError {
        CallError::TimedOut { limit: self.timeout, way: self.way.to_string() }
    }
}

/// The Addon kind, so that it need not be looked up.
pub fn addon_resource() -> ApiResource {
    let (group, version) = addon::API_VERSION.split_once('/').unwrap_or_default();
    ApiResource::from_gvk_with_plural(&GroupVersionKind::gvk(group, version, addon::KIND), "addons")
}

/// Runs what talks to a cluster. Nothing before this starts a runtime.
pub fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

/// The same, but Ctrl-C ends it at once: then there is no result.
pub fn block_on_interruptible<T>(work: impl Future<Output = Result<T>>) -> Result<Option<T>> {
    block_on(async {
        tokio::select! {
            biased;
            interrupt = tokio::signal::ctrl_c() => { interrupt?; Ok(None) }
            result = work => result.map(Some),
        }
    })
}
