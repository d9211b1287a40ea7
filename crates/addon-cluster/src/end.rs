//! The end of an Addon, and of what its last attempt left behind.

use k8s_openapi::api::core::v1::Pod;
use kube::Api;
use kube::api::{
    DeleteParams, DynamicObject, ListParams, PartialObjectMeta, Patch, PatchParams, PostParams,
    Preconditions, PropagationPolicy,
};
use serde_json::{Value, json};

use super::{CallError, Cluster, FIELD_MANAGER, addon_resource};
use addon_core::lifecycle::{FINALIZER, NAME_LABEL};
use addon_core::live::Live;

/// The label by which Argo's pods name their Workflow.
pub(super) const WORKFLOW_LABEL: &str = "workflows.argoproj.io/workflow";

/// How often a change is tried while the controller changes the same object.
const RACES: usize = 5;

/// Deletes the object of this uid alone; what it owns goes after it.
pub(super) fn only(uid: Option<String>) -> DeleteParams {
    DeleteParams {
        propagation_policy: Some(PropagationPolicy::Background),
        preconditions: Some(Preconditions { uid, resource_version: None }),
        ..DeleteParams::default()
    }
}

impl Cluster {
    /// The Addon of this name as the cluster has it.
    pub async fn live(&self, name: &str) -> anyhow::Result<Option<Live>> {
        let Some(object) = self.addon(name).await? else { return Ok(None) };
        let value = serde_json::to_value(object)?;
        let live = Live::from_value(&value)
            .map_err(|error| anyhow::anyhow!("addon {name} cannot be read: {error}"))?;
        Ok(Some(live))
    }

    /// Asks for the deletion of an Addon. The controller does the rest.
    pub async fn delete_addon(&self, addon: &Live, dry_run: bool) -> Result<(), CallError> {
        let mut params = only(Some(addon.uid.clone()));
        params.dry_run = dry_run;
        self.call(self.addons().delete(&addon.name, &params)).await.map(drop)
    }

    /// Takes the controller's finalizer away from an Addon, so that it goes without its delete stage.
    pub async fn drop_finalizer(&self, name: &str, uid: &str) -> Result<(), CallError> {
        for _ in 1..RACES {
            match self.try_drop_finalizer(name, uid).await {
                Err(error) if error.is_race() => {}
                end => return end,
            }
        }
        self.try_drop_finalizer(name, uid).await
    }

    async fn try_drop_finalizer(&self, name: &str, uid: &str) -> Result<(), CallError> {
        let Some(addon) = self.addon(name).await? else { return Ok(()) };
        if addon.metadata.uid.as_deref() != Some(uid) {
            return Ok(());
        }
        let mut left = addon.metadata.finalizers.unwrap_or_default();
        left.retain(|finalizer| finalizer != FINALIZER);
        // The version makes the server refuse the change if somebody else has changed the list meanwhile.
        let patch = Patch::Merge(json!({"metadata": {
            "uid": uid, "resourceVersion": addon.metadata.resource_version, "finalizers": left,
        }}));
        match self.call(self.addons().patch(name, &PatchParams::default(), &patch)).await {
            Err(error) if !error.is_not_found() => Err(error),
            _ => Ok(()),
        }
    }

    /// The Workflows of an Addon: those with its name that it owns.
    pub async fn workflows_of(&self, addon: &Live) -> Result<Vec<DynamicObject>, CallError> {
        let params = ListParams::default().labels(&format!("{NAME_LABEL}={}", addon.name));
        let mut list = self.call(self.workflows().list(&params)).await?.items;
        list.retain(|workflow| {
            let owners = workflow.metadata.owner_references.iter().flatten();
            owners.into_iter().any(|owner| owner.uid == addon.uid)
        });
        Ok(list)
    }

    /// Deletes Workflows and waits until they and their pods are gone: new ones will have the same names.
    pub async fn delete_workflows(&self, workflows: &[DynamicObject]) -> Result<(), CallError> {
        for workflow in workflows {
            let name = workflow.metadata.name.as_deref().unwrap_or_default();
            match self
                .call(self.workflows().delete(name, &only(workflow.metadata.uid.clone())))
                .await
            {
                Err(error) if !error.is_not_found() => return Err(error),
                _ => {}
            }
        }
        let pods: Api<PartialObjectMeta<Pod>> = Api::namespaced(self.client(), self.namespace());
        for workflow in workflows {
            let name = workflow.metadata.name.as_deref().unwrap_or_default();
            let uid = workflow.metadata.uid.as_deref();
            self.until_object(self.workflows(), name, |now| {
                now.is_none_or(|now| now.metadata.uid.as_deref() != uid).then_some(())
            })
            .await?;
            self.until_none(pods.clone(), &format!("{WORKFLOW_LABEL}={name}")).await?;
        }
        Ok(())
    }

    /// Changes an Addon's status, the very Addon that was looked at.
    pub async fn patch_status(&self, addon: &Live, status: &Value) -> Result<(), CallError> {
        let patch = Patch::Merge(json!({"metadata": {"uid": addon.uid}, "status": status}));
        let (api, params) = (self.addons(), PatchParams::default());
        self.call(api.patch_status(&addon.name, &params, &patch)).await.map(drop)
    }

    /// Creates a Workflow that an Addon owns.
    pub async fn create_workflow(
        &self,
        addon: &Live,
        mut workflow: Value,
    ) -> Result<(), CallError> {
        let resource = addon_resource();
        workflow["metadata"]["ownerReferences"] = json!([{
            "apiVersion": resource.api_version, "kind": resource.kind, "name": addon.name, "uid": addon.uid,
            "controller": true, "blockOwnerDeletion": true,
        }]);
        let object: DynamicObject = serde_json::from_value(workflow)
            .map_err(|error| CallError::Api(kube::Error::SerdeError(error)))?;
        let field_manager = Some(FIELD_MANAGER.to_owned());
        let params = PostParams { field_manager, ..PostParams::default() };
        self.call(self.workflows().create(&params, &object)).await.map(drop)
    }
}
