//! The parts of the controller and of Argo, played by a test.

use std::io::Write as _;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use kube::Api;
use kube::api::{DynamicObject, Patch, PatchParams};
use serde_json::{Value, json};

use crate::apiserver::{ApiServer, NAMESPACE, addonctl};

/// How long anything may take here.
const PATIENCE: Duration = Duration::from_mins(1);

/// The text of an Addon whose install stage applies these manifests. More flags can be given.
pub(crate) fn addon(name: &str, manifests: &str, flags: &[&str]) -> String {
    let create = ["create", name, "-n", "default", "-v", "v1", "--install", "-", "--dryrun"];
    let mut create = addonctl("/dev/null".as_ref())
        .args(create)
        .args(["-o", "json", "-q"])
        .args(flags)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    create.stdin.take().unwrap().write_all(manifests.as_bytes()).unwrap();
    let made = create.wait_with_output().unwrap();
    assert!(made.status.success());
    String::from_utf8(made.stdout).unwrap()
}

/// A config map as an addon submits it.
pub(crate) fn config_map(name: &str) -> String {
    format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: default}}\n")
}

/// The same with the labels of an addon.
pub(crate) fn submitted(name: &str, addon: &str) -> String {
    format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: default, labels: {{app.kubernetes.io/part-of: {addon}, app.kubernetes.io/managed-by: addonmgr.keikoproj.io, app.kubernetes.io/version: v0}}}}\n"
    )
}

impl ApiServer {
    /// Submits an Addon and takes it on as the controller does: the finalizer, and a status.
    pub(crate) async fn take_on(
        &self,
        addon: &str,
        prereqs: &str,
        installed: &str,
    ) -> DynamicObject {
        let addon = self.apply(addon).await;
        let name = addon.metadata.name.clone().unwrap();
        let finalizer = json!({"metadata": {"finalizers": ["delete.addonmgr.keikoproj.io"]}});
        let api = self.addons().await;
        api.patch(&name, &PatchParams::default(), &Patch::Merge(&finalizer)).await.unwrap();
        let spec = serde_json::from_value(addon.data["spec"].clone()).unwrap();
        let status = json!({
            "checksum": addonctl::controller::checksum(&spec), "reason": "", "resources": [], "starttime": 1,
            "lifecycle": {"prereqs": prereqs, "installed": installed},
        });
        self.set_status(&name, &status).await
    }

    /// Changes an Addon's status.
    pub(crate) async fn set_status(&self, name: &str, status: &Value) -> DynamicObject {
        let patch = Patch::Merge(json!({"status": status}));
        let api = self.addons().await;
        api.patch_status(name, &PatchParams::default(), &patch).await.unwrap()
    }

    /// Lets an Addon go.
    pub(crate) async fn finalize(&self, name: &str) {
        let patch = Patch::Merge(json!({"metadata": {"finalizers": []}}));
        self.addons().await.patch(name, &PatchParams::default(), &patch).await.unwrap();
    }

    /// A Workflow that an Addon owns.
    pub(crate) async fn submit_workflow(&self, addon: &DynamicObject, name: &str) -> DynamicObject {
        let owner = &addon.metadata;
        let workflow = json!({
            "apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow",
            "metadata": {
                "name": name, "namespace": NAMESPACE, "labels": {"app.kubernetes.io/name": owner.name},
                "ownerReferences": [{"apiVersion": "addonmgr.keikoproj.io/v1alpha1", "kind": "Addon", "name": owner.name, "uid": owner.uid}],
            },
            "spec": {},
        });
        self.apply(&workflow.to_string()).await
    }
}

/// Looks at an object until it is as wanted.
pub(crate) async fn until(
    api: &Api<DynamicObject>,
    name: &str,
    wanted: impl Fn(Option<&DynamicObject>) -> bool,
) -> Option<DynamicObject> {
    let look = async {
        loop {
            let now = api.get_opt(name).await.unwrap();
            if wanted(now.as_ref()) {
                return now;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, look).await.unwrap_or_else(|_| panic!("{name} never came to be"))
}

/// How a run ended: exit code, standard output, standard error.
pub(crate) fn ended(child: Child) -> (i32, String, String) {
    told(child.wait_with_output().unwrap())
}

/// The same of what has ended.
pub(crate) fn told(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Whether an object is on its way out.
pub(crate) fn is_leaving(object: Option<&DynamicObject>) -> bool {
    object.is_some_and(|object| object.metadata.deletion_timestamp.is_some())
}

/// Starts a command whose output is read later.
pub(crate) fn begin(command: &mut Command) -> std::process::Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}
