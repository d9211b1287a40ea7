//! Which versions a cluster has of what addonctl works with: Kubernetes, the CRD of Addons, the programs that run them.

use std::fmt::Debug;

use k8s_openapi::api::apps::v1::Deployment;
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
use kube::Api;
use kube::api::ListParams;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{CallError, Cluster, addon_resource};

/// What is known of a cluster's versions; what may not be read, or is not there, is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterVersions {
    /// Of the API server, such as `v1.37.2`.
    pub kubernetes: String,
    /// The versions of Addons that the API server serves; empty where there is no CRD of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addon_crd: Option<Vec<String>>,
    /// The image of the Addon Manager.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addon_manager: Option<String>,
    /// The image of Argo's workflow controller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub argo: Option<String>,
}

impl Cluster {
    /// Asks for the versions, with three requests.
    pub async fn versions(&self) -> Result<ClusterVersions, CallError> {
        let kubernetes = self.call(self.client().apiserver_version()).await?.git_version;
        let definitions: Api<CustomResourceDefinition> = Api::all(self.client());
        let resource = addon_resource();
        let name = format!("{}.{}", resource.plural, resource.group);
        let addon_crd = match self.call(definitions.get_opt(&name)).await {
            Ok(definition) => Some(definition.map(served).unwrap_or_default()),
            Err(error) if error.is_forbidden() => None,
            Err(error) => return Err(error),
        };
        let deployments: Api<Deployment> = Api::namespaced(self.client(), self.namespace());
        let images: Vec<String> =
            self.visible(&deployments).await?.iter().flat_map(images).collect();
        let of = |program: &str| {
            images.iter().find(|image| repository(image).ends_with(program)).cloned()
        };
        let (addon_manager, argo) = (of("addon-manager"), of("workflow-controller"));
        Ok(ClusterVersions { kubernetes, addon_crd, addon_manager, argo })
    }

    /// The objects of a kind; none where the user may not list them.
    async fn visible<K>(&self, api: &Api<K>) -> Result<Vec<K>, CallError>
    where
        K: Clone + DeserializeOwned + Debug,
    {
        match self.call(api.list(&ListParams::default())).await {
            Ok(list) => Ok(list.items),
            Err(error) if error.is_forbidden() || error.is_not_found() => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }
}

fn served(definition: CustomResourceDefinition) -> Vec<String> {
    let versions = definition.spec.versions.into_iter();
    versions.filter(|version| version.served).map(|version| version.name).collect()
}

fn images(deployment: &Deployment) -> Vec<String> {
    let spec = deployment.spec.template.spec.as_ref();
    let containers = spec.map(|spec| spec.containers.as_slice()).unwrap_or_default();
    containers.iter().filter_map(|container| container.image.clone()).collect()
}

/// An image's name without its tag and digest.
fn repository(image: &str) -> &str {
    let name = image.split('@').next().unwrap_or_default();
    match name.rsplit_once(':') {
        Some((repository, tag)) if !tag.contains('/') => repository,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_image_has_no_tag() {
        for (image, name) in [
            ("keikoproj/addon-manager:v0.10.0", "keikoproj/addon-manager"),
            ("host:5000/a/addon-manager", "host:5000/a/addon-manager"),
            ("host:5000/addon-manager:v1@sha256:0", "host:5000/addon-manager"),
            (
                "quay.io/argoproj/workflow-controller@sha256:0",
                "quay.io/argoproj/workflow-controller",
            ),
        ] {
            assert_eq!(repository(image), name);
        }
    }
}
