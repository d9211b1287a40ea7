//! The clusters that the pages' commands talk to: one where addons are installed, one where `web` has failed.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::scenes::{Answer, Asked, Scene, missing};

const ADDONS: &str = "/apis/addonmgr.keikoproj.io/v1alpha1/namespaces/addon-manager-system/addons";
const WORKFLOWS: &str = "/apis/argoproj.io/v1alpha1/namespaces/addon-manager-system/workflows";

/// The scene of a name. `folder` has the files of the page.
pub(crate) fn named(name: &str, folder: &Path) -> Arc<Scene> {
    match name {
        "installed" => installed(),
        "failed" => failed(folder),
        other => panic!("no scene is called {other}"),
    }
}

/// When the pages were begun.
#[expect(clippy::disallowed_methods, reason = "addonctl tells ages by the same clock")]
static NOW: LazyLock<SystemTime> = LazyLock::new(SystemTime::now);

/// So many minutes ago.
fn ago(minutes: u64) -> String {
    let at = *NOW - Duration::from_mins(minutes);
    let seconds = at.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    k8s_openapi::jiff::Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap().to_string()
}

/// An Addon as the cluster has it after some time.
fn stored(mut addon: Value, prereqs: &str, install: &str, reason: &str) -> Value {
    let spec = serde_json::from_value(addon["spec"].clone()).unwrap();
    let metadata = addon["metadata"].as_object_mut().unwrap();
    metadata.insert("uid".to_owned(), "0b6b6d0a-2a4c-4d6e-9f0e-6f7d3f1f3a51".into());
    metadata.insert("resourceVersion".to_owned(), "7".into());
    metadata.insert("creationTimestamp".to_owned(), ago(4).into());
    addon["status"] = json!({
        "checksum": addonctl::controller::checksum(&spec), "reason": reason, "resources": [], "starttime": 1,
        "lifecycle": {"prereqs": prereqs, "installed": install},
    });
    addon
}

fn list(items: &[Value]) -> Answer {
    Answer::Once(
        200,
        json!({"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": "9"}, "items": items}),
    )
}

fn named_object(path: &str) -> Answer {
    let (kind, name) = match path.trim_start_matches('/').split('/').collect::<Vec<_>>()[..] {
        [.., "namespaces", name] => ("Namespace", name),
        [.., "serviceaccounts", name] => ("ServiceAccount", name),
        [.., "configmaps", name] => ("ConfigMap", name),
        _ => return missing(),
    };
    // The addon of the pages has applied them, by the field manager of its own.
    let applied = json!([{"manager": "addonmgr.keikoproj.io/web", "operation": "Apply", "apiVersion": "v1",
        "time": ago(4), "fieldsType": "FieldsV1", "fieldsV1": {"f:metadata": {"f:labels": {}}}}]);
    let metadata = json!({"name": name, "creationTimestamp": ago(4), "managedFields": applied});
    Answer::Once(
        200,
        json!({"apiVersion": "v1", "kind": kind, "metadata": metadata, "status": {"phase": "Active"}}),
    )
}

fn discovery() -> Answer {
    let kind = |resource: &str, kind: &str, scope: &str| {
        json!({"resource": resource, "responseKind": {"group": "", "version": "v1", "kind": kind}, "scope": scope,
            "singularResource": "", "verbs": ["get", "list"]})
    };
    Answer::Once(
        200,
        json!({"apiVersion": "apidiscovery.k8s.io/v2", "kind": "APIGroupDiscoveryList", "metadata": {}, "items": [
            {"metadata": {}, "versions": [{"version": "v1", "resources": [
                kind("configmaps", "ConfigMap", "Namespaced"), kind("namespaces", "Namespace", "Cluster"),
            ]}]},
        ]}),
    )
}

fn no_groups() -> Answer {
    Answer::Once(
        200,
        json!({"apiVersion": "apidiscovery.k8s.io/v2", "kind": "APIGroupDiscoveryList", "metadata": {}, "items": []}),
    )
}

/// Every Addon that is submitted is installed at once.
fn installed() -> Arc<Scene> {
    let addons = Mutex::new(Vec::<Value>::new());
    Arc::new(move |asked: &Asked| {
        let mut addons = addons.lock().unwrap();
        let path = asked.path.as_str();
        let name = path.strip_prefix(&format!("{ADDONS}/"));
        match (asked.method.as_str(), path) {
            ("PATCH", _) if name.is_some() => {
                let mut addon = stored(asked.body.clone(), "", "", "");
                // The Addon Manager has not seen it yet.
                addon["status"] = json!({});
                addons.retain(|other| other["metadata"]["name"] != addon["metadata"]["name"]);
                addons.push(addon.clone());
                Answer::Once(201, addon)
            }
            ("GET", _) if name.is_some() => {
                let known = addons.iter().find(|addon| addon["metadata"]["name"] == name.unwrap());
                known.map_or_else(missing, |addon| Answer::Once(200, addon.clone()))
            }
            ("GET", ADDONS) if asked.watch => {
                let phases =
                    [("Pending", "Pending"), ("Succeeded", "Pending"), ("Succeeded", "Succeeded")];
                let Some(last) = addons.last_mut() else { return Answer::Watch(Vec::new()) };
                let events = phases.map(|(prereqs, install)| {
                    *last = stored(last.clone(), prereqs, install, "");
                    json!({"type": "MODIFIED", "object": last})
                });
                Answer::Watch(events.to_vec())
            }
            ("GET", ADDONS) => list(&addons),
            ("GET", WORKFLOWS) if asked.watch => Answer::Watch(Vec::new()),
            ("GET", WORKFLOWS) => list(&[]),
            _ => around(asked),
        }
    })
}

/// What every cluster has.
pub(crate) fn around(asked: &Asked) -> Answer {
    let path = asked.path.as_str();
    if path.ends_with("accessreviews") {
        let mut review = asked.body.clone();
        review["status"] = json!({"allowed": true});
        return Answer::Once(201, review);
    }
    let own = path.split("/namespaces/addon-manager-system/").nth(1).unwrap_or_default();
    match (path, own) {
        ("/version", _) => Answer::Once(200, version()),
        ("/api", _) => discovery(),
        ("/apis", _) => no_groups(),
        (_, "deployments") => list(&[
            deployment("addon-manager-controller", "keikoproj/addon-manager:v0.10.0"),
            deployment("workflow-controller", "quay.io/argoproj/workflow-controller:v3.7.16"),
        ]),
        (_, "leases") => list(&[
            lease("addonmgr.keikoproj.io"),
            lease("workflow-controller-addon-manager-workflow-controller"),
        ]),
        (_, "configmaps") => list(&[json!({
            "metadata": {"name": "workflow-controller"},
            "data": {"instanceID": "addon-manager-workflow-controller"},
        })]),
        (_, "events" | "pods") => list(&[]),
        _ => match path.split_once("/customresourcedefinitions/") {
            Some((_, name)) => Answer::Once(200, definition(name)),
            None => named_object(path),
        },
    }
}

fn version() -> Value {
    json!({
        "major": "1", "minor": "37", "gitVersion": "v1.37.2", "gitCommit": "", "gitTreeState": "", "buildDate": "",
        "goVersion": "", "compiler": "", "platform": "",
    })
}

/// The CRD of Addons is the one that addonctl has; those of Argo say no more than that they are there.
fn definition(name: &str) -> Value {
    let own = || {
        let made = Command::new(env!("CARGO_BIN_EXE_addonctl")).arg("crd").output().unwrap();
        serde_saphyr::from_str::<Value>(&String::from_utf8(made.stdout).unwrap()).unwrap()
    };
    let argo = || {
        json!({"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
            "spec": {"group": "argoproj.io", "scope": "Namespaced", "names": {"kind": "A", "plural": "a"},
                "versions": [{"name": "v1alpha1", "served": true, "storage": true}]}})
    };
    let mut definition = if name.starts_with("addons.") { own() } else { argo() };
    definition["metadata"]["name"] = name.into();
    definition["status"] = json!({"storedVersions": ["v1alpha1"], "conditions": [{"type": "Established", "status": "True"}]});
    definition
}

fn deployment(name: &str, image: &str) -> Value {
    json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name, "namespace": "addon-manager-system"},
        "spec": {"replicas": 1, "selector": {}, "template": {"spec": {"containers": [{"name": "c", "image": image}]}}},
        "status": {"replicas": 1, "readyReplicas": 1, "updatedReplicas": 1, "availableReplicas": 1,
            "conditions": [{"type": "Available", "status": "True"}]}})
}

fn lease(name: &str) -> Value {
    json!({"metadata": {"name": name}, "spec": {"holderIdentity": "x", "renewTime": "2999-01-01T00:00:00.000000Z"}})
}

const LOG: &str = "error: resource mapping not found for name: \"web\" namespace: \"web\" from \"/tmp/manifests.yaml\": \
    no matches for kind \"ServiceMonitor\" in version \"monitoring.coreos.com/v1\"\nensure CRDs are installed first\n";

/// The addon `web` of the page has a `ServiceMonitor`, and the cluster does not know that kind.
fn failed(folder: &Path) -> Arc<Scene> {
    let made = Command::new(env!("CARGO_BIN_EXE_addonctl"))
        .args(["create", "-f", "web", "--dryrun", "-o", "json", "-q"])
        .current_dir(folder)
        .output()
        .unwrap();
    let addon: Value = serde_json::from_slice(&made.stdout).unwrap();
    let addon = stored(addon, "Succeeded", "Failed", "child 'web-install-8a1f3c55-wf-1837' failed");
    Arc::new(move |asked: &Asked| {
        let below = asked.path.rsplit("/addon-manager-system/").next().unwrap_or_default();
        match below {
            "addons/web" => Answer::Once(200, addon.clone()),
            "addons" => list(std::slice::from_ref(&addon)),
            "workflows" => list(&[workflow(&addon)]),
            "pods" => list(&[pod()]),
            "pods/web-install-8a1f3c55-wf-apply-1837/log" => Answer::Text(LOG.to_owned()),
            _ => around(asked),
        }
    })
}

fn workflow(addon: &Value) -> Value {
    let owner = &addon["metadata"];
    json!({
        "apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow",
        "metadata": {"name": "web-install-8a1f3c55-wf", "ownerReferences": [
            {"apiVersion": "addonmgr.keikoproj.io/v1alpha1", "kind": "Addon", "name": "web", "uid": owner["uid"]},
        ]},
        "status": {"phase": "Failed", "startedAt": ago(4), "finishedAt": ago(3), "nodes": {"web-install-8a1f3c55-wf-1837": {
            "id": "web-install-8a1f3c55-wf-1837", "displayName": "apply(0)", "type": "Pod", "phase": "Failed",
            "templateName": "apply", "message": "main: Error (exit code 1)", "startedAt": ago(4), "finishedAt": ago(3),
        }}},
    })
}

fn pod() -> Value {
    json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": "web-install-8a1f3c55-wf-apply-1837",
            "annotations": {"workflows.argoproj.io/node-id": "web-install-8a1f3c55-wf-1837"},
            "labels": {"workflows.argoproj.io/workflow": "web-install-8a1f3c55-wf"}},
        "status": {"phase": "Failed", "containerStatuses": [{
            "name": "main", "image": "registry.k8s.io/kubectl", "imageID": "", "ready": false, "restartCount": 0,
            "state": {"terminated": {"exitCode": 1}},
        }]},
    })
}
