//! Retry, validate and orphans against a real API server; the tests play the controller and Argo.

use kube::api::{DynamicObject, Patch, PatchParams};
use serde_json::json;

use crate::apiserver::{ApiServer, addonctl, run, shared};
use crate::fake::Fake;
use crate::play::{addon, begin, config_map, ended, is_leaving, submitted, told, until};

async fn exists(server: &ApiServer, name: &str) -> bool {
    use k8s_openapi::api::core::v1::ConfigMap;
    let api: kube::Api<ConfigMap> = kube::Api::namespaced(server.client().await, "default");
    api.get_opt(name).await.unwrap().is_some()
}

#[test]
fn a_delete_that_fails_ends_at_once_and_is_retried() {
    let Some(server) = shared("a_delete_that_fails_ends_at_once_and_is_retried") else { return };
    run(async {
        let text = addon("del-fail", &config_map("del-fail"), &[]);
        let made = server.take_on(&text, "Succeeded", "Succeeded").await;
        server.submit_workflow(&made, "del-fail-install-1-wf").await;
        server.submit_workflow(&made, "del-fail-delete-1-wf").await;
    });
    let child = begin(server.addonctl().args(["delete", "del-fail", "-y", "-q"]));
    run(async {
        until(&server.addons().await, "del-fail", is_leaving).await;
        let failed =
            json!({"lifecycle": {"installed": "Delete Failed"}, "reason": "child 'x' failed"});
        server.set_status("del-fail", &failed).await;
    });
    let (code, out, err) = ended(child);
    assert_eq!((code, out.as_str()), (3, ""));
    let expected = "del-fail: Delete Failed: child 'x' failed\nhint: addonctl status del-fail shows why; when the cause is gone: addonctl retry del-fail\nWhy ";
    assert!(err.starts_with(expected), "{err}");
    assert!(err.ends_with("\ndel-fail: none of its objects is left\n"), "{err}");
    let child = begin(server.addonctl().args(["retry", "del-fail", "--wait", "--timeout", "60s"]));
    run(async {
        let deleting = |now: Option<&DynamicObject>| {
            now.is_some_and(|now| now.data["status"]["lifecycle"]["installed"] == "Deleting")
        };
        until(&server.addons().await, "del-fail", deleting).await;
        let workflows = server.workflows().await;
        assert!(workflows.get_opt("del-fail-delete-1-wf").await.unwrap().is_none());
        assert!(workflows.get_opt("del-fail-install-1-wf").await.unwrap().is_some());
        server.finalize("del-fail").await;
    });
    let (code, out, err) = ended(child);
    let expected = "addon.addonmgr.keikoproj.io/del-fail deletion retried\naddon.addonmgr.keikoproj.io \"del-fail\" deleted\n";
    assert_eq!((code, out.as_str()), (0, expected), "{err}");
}

#[test]
fn a_failed_addon_is_retried_without_its_old_workflows() {
    let Some(server) = shared("a_failed_addon_is_retried_without_its_old_workflows") else {
        return;
    };
    let made = run(async {
        let text = addon("again", &config_map("again"), &[]);
        let made = server.take_on(&text, "Succeeded", "Failed").await;
        server.submit_workflow(&made, "again-install-1-wf").await;
        // Another addon's, of the same name label.
        let mut other = made.clone();
        other.metadata.uid = Some("00000000-0000-0000-0000-000000000001".to_owned());
        server.submit_workflow(&other, "again-of-another-wf").await;
        made
    });
    let fake = Fake::start(server, Vec::new());
    let again = ["retry", "again", "--wait", "--timeout", "60s"];
    let child = begin(addonctl(&fake.kubeconfig).args(again));
    run(async {
        let asked = |now: Option<&DynamicObject>| {
            now.is_some_and(|now| now.data["status"]["checksum"] == "")
        };
        until(&server.addons().await, "again", asked).await;
        let workflows = server.workflows().await;
        assert!(workflows.get_opt("again-install-1-wf").await.unwrap().is_none());
        assert!(workflows.get_opt("again-of-another-wf").await.unwrap().is_some());
        let checksum = made.data["status"]["checksum"].clone();
        let pending = json!({"checksum": checksum, "lifecycle": {"prereqs": "Pending", "installed": "Pending"}});
        server.set_status("again", &pending).await;
        let done = json!({"lifecycle": {"prereqs": "Succeeded", "installed": "Succeeded"}});
        server.set_status("again", &done).await;
    });
    let (code, out, err) = ended(child);
    let expected =
        "addon.addonmgr.keikoproj.io/again retried\naddon.addonmgr.keikoproj.io/again succeeded\n";
    assert_eq!((code, out.as_str()), (0, expected), "{err}");
    let changes: Vec<_> = fake.log().into_iter().filter(|line| !line.starts_with("GET")).collect();
    let argo = "/apis/argoproj.io/v1alpha1/namespaces/addon-manager-system/workflows";
    let addons = "/apis/addonmgr.keikoproj.io/v1alpha1/namespaces/addon-manager-system/addons";
    let expected =
        [format!("DELETE {argo}/again-install-1-wf"), format!("PATCH {addons}/again/status")];
    assert_eq!(changes, expected);
    assert!(fake.log().len() <= 12, "{:#?}", fake.log());
    let (code, _, err) = told(server.addonctl().args(["retry", "again"]).output().unwrap());
    let expected = "error: addon.addonmgr.keikoproj.io \"again\" is installed; there is nothing to try again\n";
    assert_eq!((code, err.as_str()), (1, expected));
}

/// A Workflow's status as Argo writes it.
fn argo(phase: &str) -> serde_json::Value {
    json!({"status": {"phase": phase, "message": "child failed", "nodes": {
        "a": {"id": "a", "type": "Pod", "displayName": "verify(0)", "phase": phase, "message": "main: Error (exit code 1)"},
    }}})
}

#[test]
fn the_validate_stage_is_submitted_and_followed() {
    let Some(server) = shared("the_validate_stage_is_submitted_and_followed") else { return };
    let text = addon(
        "valid",
        &config_map("valid"),
        &["--validate", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/check.sh")],
    );
    let made = run(server.take_on(&text, "Succeeded", "Succeeded"));
    let spec = serde_json::from_value(made.data["spec"].clone()).unwrap();
    let name = format!("valid-validate-{}-wf", addonctl::controller::checksum(&spec));
    for (phase, code, last) in [
        (
            "Failed",
            3,
            "error: the validate stage of addon valid failed: child failed\n  verify(0): main: Error (exit code 1)\nWhat it printed: addonctl logs valid --stage validate\nvalid: 0 of 1 fine; ConfigMap default/valid missing\n",
        ),
        ("Succeeded", 0, "validate: verify(0) Succeeded\n"),
    ] {
        let before = run(async { server.workflows().await.get_opt(&name).await.unwrap() });
        let before = before.and_then(|workflow| workflow.metadata.uid);
        let child = begin(server.addonctl().args(["validate", "valid", "--timeout", "60s"]));
        run(async {
            let api = server.workflows().await;
            let new =
                |now: Option<&DynamicObject>| now.is_some_and(|now| now.metadata.uid != before);
            let workflow = until(&api, &name, new).await.unwrap();
            let labels = workflow.metadata.labels.unwrap();
            assert_eq!(labels["app.kubernetes.io/name"], "valid");
            assert_eq!(
                labels["workflows.argoproj.io/controller-instanceid"],
                "addon-manager-workflow-controller"
            );
            assert_eq!(
                workflow.metadata.owner_references.unwrap()[0].uid,
                *made.metadata.uid.as_ref().unwrap()
            );
            api.patch(&name, &PatchParams::default(), &Patch::Merge(argo(phase))).await.unwrap();
        });
        let (ended_with, out, err) = ended(child);
        assert_eq!(ended_with, code, "{err}");
        assert!(out.starts_with(&format!("workflow.argoproj.io/{name} created\n")), "{out}");
        assert!(err.ends_with(last), "{err}");
    }
    run(server.take_on(
        &addon("no-valid", &config_map("v"), &["--no-validate"]),
        "Succeeded",
        "Succeeded",
    ));
    let (code, _, err) = told(server.addonctl().args(["validate", "no-valid"]).output().unwrap());
    assert_eq!((code, err.as_str()), (1, "error: addon no-valid has no validate stage\n"));
}

#[test]
fn orphans_are_found_and_deleted() {
    let Some(server) = shared("orphans_are_found_and_deleted") else { return };
    run(async {
        server
            .take_on(&addon("orph", &config_map("orph-here"), &[]), "Succeeded", "Succeeded")
            .await;
        server.apply(&submitted("orph-here", "orph")).await;
        let old = server.apply(&submitted("orph-old", "orph")).await;
        server.apply(&submitted("orph-others", "another")).await;
        let mut owned: serde_json::Value =
            serde_saphyr::from_str(&submitted("orph-owned", "orph")).unwrap();
        owned["metadata"]["ownerReferences"] = json!([{"apiVersion": "v1", "kind": "ConfigMap", "name": "orph-old", "uid": old.metadata.uid}]);
        server.apply(&owned.to_string()).await;
    });
    let list = |args: &[&str]| {
        told(server.addonctl().args(["orphans", "orph"]).args(args).output().unwrap())
    };
    let table =
        "NAMESPACE   KIND        NAME       VERSION\ndefault     ConfigMap   orph-old   v0\n";
    assert_eq!(list(&[]), (0, table.to_owned(), String::new()));
    assert_eq!(list(&["-o", "name"]).1, "-n default configmap/orph-old\n");
    assert!(list(&["-o", "json"]).1.contains("\"name\": \"orph-old\""));
    assert_eq!(list(&["--delete"]).0, 2);
    assert_eq!(list(&["--delete", "-y"]).1, "configmap/orph-old deleted\n");
    run(async {
        assert!(!exists(server, "orph-old").await);
        assert!(exists(server, "orph-here").await);
        assert!(exists(server, "orph-others").await);
    });
    assert_eq!(list(&[]), (0, String::new(), "orph: no orphans\n".to_owned()));
}
