//! A look at what an Addon needs, before it is submitted: few requests, and none that changes anything.

use std::fmt::Debug;

use k8s_openapi::api::core::v1::{Namespace, Secret, ServiceAccount};
use kube::Api;
use kube::api::ListParams;
use serde::de::DeserializeOwned;

use super::{CallError, Cluster};
use addon_core::addon::Addon;
use addon_core::live::Live;
use addon_core::preflight::{Answer, Facts};

impl Cluster {
    /// What the cluster says of everything that an Addon needs. `others`: the Addons that are visible.
    pub async fn preflight(
        &self,
        addon: &Addon,
        service_accounts: &[String],
        others: Option<&[Live]>,
    ) -> Result<Facts, CallError> {
        let target = &addon.spec.params.namespace;
        let namespaces: Api<Namespace> = Api::all(self.client());
        let accounts: Api<ServiceAccount> = Api::namespaced(self.client(), self.namespace());
        let secrets: Api<Secret> = Api::namespaced(self.client(), target);
        let mut facts = Facts {
            namespace: self.answer(&namespaces, target).await?,
            service_accounts: Vec::new(),
            secrets: Vec::new(),
            others: others.map(<[Live]>::to_vec),
        };
        for name in service_accounts {
            facts.service_accounts.push((name.clone(), self.answer(&accounts, name).await?));
        }
        for secret in &addon.spec.secrets {
            facts.secrets.push((secret.name.clone(), self.answer(&secrets, &secret.name).await?));
        }
        Ok(facts)
    }

    /// Whether an object exists. Only its metadata is asked for: a secret's content is nobody's business here.
    async fn answer<K>(&self, api: &Api<K>, name: &str) -> Result<Answer, CallError>
    where
        K: Clone + DeserializeOwned + Debug,
    {
        match self.call(api.get_metadata_opt(name)).await {
            Ok(Some(meta)) if meta.metadata.deletion_timestamp.is_some() => Ok(Answer::Leaving),
            Ok(Some(_)) => Ok(Answer::There),
            Ok(None) => Ok(Answer::Missing),
            Err(error) if error.is_forbidden() => Ok(Answer::Hidden),
            Err(error) => Err(error),
        }
    }

    /// All Addons, if the user may list them.
    pub async fn visible_addons(&self) -> Result<Option<Vec<Live>>, CallError> {
        match self.call(self.addons().list(&ListParams::default())).await {
            Ok(list) => {
                let values =
                    list.items.into_iter().filter_map(|object| serde_json::to_value(object).ok());
                Ok(Some(values.filter_map(|value| Live::from_value(&value).ok()).collect()))
            }
            Err(error) if error.is_forbidden() => Ok(None),
            Err(error) => Err(error),
        }
    }
}
