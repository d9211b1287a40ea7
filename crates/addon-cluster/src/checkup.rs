//! A look at all that Addons as a whole need: CRDs, programs, the account of the workflows, rights. Nothing is changed.

use addon_core::checkup::{Account, Facts, Right, Seen};
use addon_core::lifecycle::SERVICE_ACCOUNT;
use futures::StreamExt as _;
use k8s_openapi::api::authorization::v1::{
    ResourceAttributes, SelfSubjectAccessReview, SelfSubjectAccessReviewSpec, SubjectAccessReview,
    SubjectAccessReviewSpec,
};
use kube::Api;
use kube::api::{ApiResource, DynamicObject, GroupVersionKind, ListParams, PostParams};
use serde_json::Value;

use super::kinds::ABREAST;
use super::look::value;
use super::{CallError, Cluster};

impl Cluster {
    /// All that a check-up needs. `before`: an Addon Manager is yet to be installed, so that only rights count. A server
    /// that does not answer is an error; all else that cannot be seen is a fact. `now`: seconds since 1970.
    pub async fn checkup(
        &self,
        before: bool,
        kubectl_image: String,
        now: i64,
    ) -> Result<Facts, CallError> {
        let version = self.call(self.client().apiserver_version()).await?;
        let rights = if before { Right::of_installer() } else { Right::of_user() };
        let own = self.own_rights(rights).await?;
        let namespace = self.namespace().to_owned();
        let mut facts = Facts {
            server: version.git_version,
            kubectl_image,
            namespace: namespace.clone(),
            namespace_object: Seen::Missing,
            addon_crd: Seen::Missing,
            workflow_crd: Seen::Missing,
            result_crd: Seen::Missing,
            deployments: Seen::Missing,
            leases: Seen::Missing,
            addons: Seen::Missing,
            workflows: Seen::Missing,
            config_maps: Seen::Missing,
            account: Seen::Missing,
            account_rights: Account::Hidden,
            own,
            now,
        };
        if before {
            return Ok(facts);
        }
        let crds = self.kind(
            "apiextensions.k8s.io",
            "CustomResourceDefinition",
            "customresourcedefinitions",
            None,
        );
        facts.addon_crd = self.see(&crds, "addons.addonmgr.keikoproj.io").await?;
        facts.workflow_crd = self.see(&crds, "workflows.argoproj.io").await?;
        facts.result_crd = self.see(&crds, "workflowtaskresults.argoproj.io").await?;
        let namespaces = self.kind("", "Namespace", "namespaces", None);
        facts.namespace_object = self.see(&namespaces, &namespace).await?;
        let own = Some(namespace.as_str());
        let accounts = self.kind("", "ServiceAccount", "serviceaccounts", own);
        facts.account = self.see(&accounts, SERVICE_ACCOUNT).await?;
        facts.deployments =
            self.see_all(self.kind("apps", "Deployment", "deployments", own)).await?;
        facts.leases =
            self.see_all(self.kind("coordination.k8s.io", "Lease", "leases", own)).await?;
        facts.config_maps = self.see_all(self.kind("", "ConfigMap", "configmaps", own)).await?;
        facts.addons = self.see_metadata(self.addons()).await?;
        facts.workflows = self.see_metadata(self.workflows()).await?;
        facts.account_rights = self.rights_of_account().await?;
        Ok(facts)
    }

    /// The API of a kind of Kubernetes' own in its version v1.
    fn kind(
        &self,
        group: &str,
        kind: &str,
        plural: &str,
        namespace: Option<&str>,
    ) -> Api<DynamicObject> {
        let kind = GroupVersionKind::gvk(group, "v1", kind);
        self.api(&ApiResource::from_gvk_with_plural(&kind, plural), namespace)
    }

    async fn see(&self, api: &Api<DynamicObject>, name: &str) -> Result<Seen<Value>, CallError> {
        match self.call(api.get_opt(name)).await {
            Ok(Some(object)) => Ok(Seen::There(value(&object))),
            Ok(None) => Ok(Seen::Missing),
            Err(error) => unseen(error),
        }
    }

    async fn see_all(&self, api: Api<DynamicObject>) -> Result<Seen<Vec<Value>>, CallError> {
        match self.all(api, ListParams::default()).await {
            Ok(objects) => Ok(Seen::There(objects)),
            Err(error) if error.is_not_found() => Ok(Seen::Missing),
            Err(error) => unseen(error),
        }
    }

    /// The metadata of a page of objects; who writes at all has written some of them.
    async fn see_metadata(&self, api: Api<DynamicObject>) -> Result<Seen<Vec<Value>>, CallError> {
        match self.call(api.list_metadata(&ListParams::default().limit(500))).await {
            Ok(list) => Ok(Seen::There(list.items.iter().map(value).collect())),
            Err(error) if error.is_not_found() => Ok(Seen::Missing),
            Err(error) => unseen(error),
        }
    }

    /// Which of these rights the user has.
    async fn own_rights(&self, rights: Vec<Right>) -> Result<Vec<Right>, CallError> {
        let api: Api<SelfSubjectAccessReview> = Api::all(self.client());
        let asked = rights.into_iter().map(|right| {
            let spec = SelfSubjectAccessReviewSpec {
                resource_attributes: Some(self.attributes(&right)),
                ..SelfSubjectAccessReviewSpec::default()
            };
            let review = SelfSubjectAccessReview { spec, ..SelfSubjectAccessReview::default() };
            let api = api.clone();
            async move {
                let answer = self.call(api.create(&PostParams::default(), &review)).await?;
                Ok(Right { allowed: answer.status.is_some_and(|status| status.allowed), ..right })
            }
        });
        let answers: Vec<_> = futures::stream::iter(asked).buffered(ABREAST).collect().await;
        answers.into_iter().collect()
    }

    /// What the account of the workflows may do, if the user may ask.
    async fn rights_of_account(&self) -> Result<Account, CallError> {
        match self.account_has(Right::everything()).await {
            Ok(right) if right.allowed => return Ok(Account::Everything),
            Ok(_) => {}
            Err(error) if error.status().is_some() => return Ok(Account::Hidden),
            Err(error) => return Err(error),
        }
        let asked = Right::of_account().into_iter().map(|right| self.account_has(right));
        let answers: Vec<_> = futures::stream::iter(asked).buffered(ABREAST).collect().await;
        Ok(Account::Some(answers.into_iter().collect::<Result<_, _>>()?))
    }

    async fn account_has(&self, right: Right) -> Result<Right, CallError> {
        let namespace = self.namespace();
        let groups = ["system:serviceaccounts", "system:authenticated"].map(str::to_owned);
        let own = format!("system:serviceaccounts:{namespace}");
        let spec = SubjectAccessReviewSpec {
            user: Some(format!("system:serviceaccount:{namespace}:{SERVICE_ACCOUNT}")),
            groups: Some(groups.into_iter().chain([own]).collect()),
            resource_attributes: Some(self.attributes(&right)),
            ..SubjectAccessReviewSpec::default()
        };
        let review = SubjectAccessReview { spec, ..SubjectAccessReview::default() };
        let api: Api<SubjectAccessReview> = Api::all(self.client());
        let answer = self.call(api.create(&PostParams::default(), &review)).await?;
        Ok(Right { allowed: answer.status.is_some_and(|status| status.allowed), ..right })
    }

    fn attributes(&self, right: &Right) -> ResourceAttributes {
        let (resource, sub) = match right.resource.split_once('/') {
            Some((resource, sub)) => (resource, Some(sub.to_owned())),
            None => (right.resource, None),
        };
        ResourceAttributes {
            verb: Some(right.verb.to_owned()),
            group: Some(right.group.to_owned()),
            resource: Some(resource.to_owned()),
            subresource: sub,
            namespace: right.namespaced.then(|| self.namespace().to_owned()),
            ..ResourceAttributes::default()
        }
    }
}

/// A look that failed; a server that does not answer at all ends the check-up.
fn unseen<T>(error: CallError) -> Result<Seen<T>, CallError> {
    match error.status() {
        Some(status) if status.code == 403 => Ok(Seen::Hidden),
        Some(status) => Ok(Seen::Failed(status.message.clone())),
        None => Err(error),
    }
}
