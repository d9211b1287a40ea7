//! Names for a shell to complete: from the kubeconfig, and of what is in the cluster.

use kube::Api;
use kube::api::{ApiResource, DynamicObject, GroupVersionKind, ListParams};
use kube::config::Kubeconfig;

use super::{CallError, Cluster, Connection, addon_resource, kubeconfig};

/// As many names as anybody reads.
const MOST: u32 = 500;

/// The names that a kubeconfig knows.
#[derive(Debug, Default)]
pub struct Known {
    /// Contexts.
    pub contexts: Vec<String>,
    /// Clusters.
    pub clusters: Vec<String>,
    /// Users.
    pub users: Vec<String>,
}

/// What the kubeconfig knows that the flags, the environment or the home folder name; nothing if it cannot be read.
pub fn known(connection: &Connection) -> Known {
    let read = kubeconfig::read(connection.kubeconfig.as_deref());
    let Ok(Some(Kubeconfig { contexts, clusters, auth_infos, .. })) = read else {
        return Known::default();
    };
    Known {
        contexts: contexts.into_iter().map(|named| named.name).collect(),
        clusters: clusters.into_iter().map(|named| named.name).collect(),
        users: auth_infos.into_iter().map(|named| named.name).collect(),
    }
}

impl Cluster {
    /// The names of the Addons.
    pub async fn addon_names(&self) -> Result<Vec<String>, CallError> {
        let api = Api::namespaced_with(self.client(), self.namespace(), &addon_resource());
        self.names(api).await
    }

    /// The names of the namespaces.
    pub async fn namespace_names(&self) -> Result<Vec<String>, CallError> {
        let kind = GroupVersionKind::gvk("", "v1", "Namespace");
        let resource = ApiResource::from_gvk_with_plural(&kind, "namespaces");
        self.names(Api::all_with(self.client(), &resource)).await
    }

    /// `PACKAGE:VERSION` of the Addons.
    pub async fn package_names(&self) -> Result<Vec<String>, CallError> {
        let list = self.call(async { self.addons().list(&limited()).await }).await?;
        let spec = |addon: &DynamicObject, field: &str| {
            addon.data["spec"][field].as_str().unwrap_or_default().to_owned()
        };
        let packages = list
            .items
            .iter()
            .map(|addon| format!("{}:{}", spec(addon, "pkgName"), spec(addon, "pkgVersion")));
        Ok(packages.collect())
    }

    async fn names(&self, api: Api<DynamicObject>) -> Result<Vec<String>, CallError> {
        let list = self.call(async { api.list_metadata(&limited()).await }).await?;
        Ok(list.items.into_iter().filter_map(|object| object.metadata.name).collect())
    }
}

fn limited() -> ListParams {
    ListParams::default().limit(MOST)
}
