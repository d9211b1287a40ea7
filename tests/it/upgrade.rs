//! Addons that the controller has written back with its empty fields, changed and told the truth about all the same.

use kube::Api;
use kube::api::{ApiResource, DynamicObject, GroupVersionKind, Patch, PatchParams, PostParams};
use serde_json::{Value, json};

use crate::apiserver::{ApiServer, own, run, shared};
use crate::play::{addon, config_map, told};

const INSTALL: [&str; 7] = [
    "-n",
    "default",
    "--install",
    "examples/hello-web/install/deployment.yaml",
    "--no-preflight",
    "-p",
    "replicas=1",
];
const WORKLOAD: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: up-later}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec: {containers: [{name: a, image: b}]}\n";

/// Fills the gaps of an object with those of another.
fn fill(value: &mut Value, with: &Value) {
    let (Some(fields), Value::Object(with)) = (value.as_object_mut(), with) else { return };
    for (key, with) in with {
        fill(fields.entry(key.clone()).or_insert_with(|| with.clone()), with);
    }
}

impl ApiServer {
    /// Writes an Addon back as the controller does: its types have these fields, whether there is something in them or not.
    async fn write_back(&self, name: &str) -> DynamicObject {
        let mut addon = self.addons().await.get(name).await.unwrap();
        let empty = json!({"template": ""});
        let gaps = json!({"spec": {
            "selector": {}, "overrides": {"kustomize": {}}, "params": {"context": {}},
            "lifecycle": {"prereqs": empty, "install": empty, "delete": empty, "validate": empty},
        }});
        fill(&mut addon.data, &gaps);
        addon.metadata.finalizers = Some(vec!["delete.addonmgr.keikoproj.io".to_owned()]);
        let params = PostParams { field_manager: Some("manager".to_owned()), dry_run: false };
        self.addons().await.replace(name, &params, &addon).await.unwrap()
    }

    /// Exit code, standard output and standard error of a verb.
    fn says(&self, args: &[&str]) -> (i32, String, String) {
        told(self.addonctl().args(args).output().unwrap())
    }
}

#[test]
fn an_upgrade_may_add_and_drop_what_the_controller_holds_empty() {
    let Some(server) = shared("an_upgrade_may_add_and_drop_what_the_controller_holds_empty") else {
        return;
    };
    let name = "up-stages";
    let apply = |more: &[&str]| server.says(&[&["apply", name][..], &INSTALL, more].concat());
    assert_eq!(apply(&["-v", "v1", "--no-delete"]).0, 0);
    run(server.write_back(name));
    let more = ["-v", "v2", "--create-namespace", "--selector", "app:x", "--cluster-name", "c1"];
    let configured = format!("addon.addonmgr.keikoproj.io/{name} configured\n");
    let (code, out, err) = apply(&[&more[..], &["--dryrun=server"]].concat());
    assert!(code == 0 && out.contains("pkgVersion: v2"), "{err}");
    let (code, out, err) = apply(&more);
    assert_eq!((code, &out), (0, &configured), "{err}");
    let stored = run(async { server.addons().await.get(name).await.unwrap() });
    let lifecycle = &stored.data["spec"]["lifecycle"];
    for stage in ["prereqs", "install", "delete", "validate"] {
        assert!(!lifecycle[stage]["template"].as_str().unwrap().is_empty(), "{stage}");
    }
    assert_eq!(stored.data["spec"]["selector"]["matchLabels"]["app"], "x");
    // And back: what nobody wants any more goes.
    let (code, out, err) = apply(&["-v", "v3", "--no-delete", "--no-validate"]);
    assert_eq!((code, &out), (0, &configured), "{err}");
    let stored = run(async { server.addons().await.get(name).await.unwrap() });
    let template = &stored.data["spec"]["lifecycle"]["prereqs"]["template"];
    assert!(template.is_null() || template == "", "{template}");
}

#[test]
fn what_another_has_filled_stays_his() {
    let Some(server) = shared("what_another_has_filled_stays_his") else { return };
    let name = "up-filled";
    let apply = |more: &[&str]| server.says(&[&["apply", name][..], &INSTALL, more].concat());
    assert_eq!(apply(&["-v", "v1", "--no-delete"]).0, 0);
    let mut addon = run(server.write_back(name));
    addon.data["spec"]["params"]["context"]["clusterName"] = "theirs".into();
    run(async {
        let params = PostParams { field_manager: Some("somebody".to_owned()), dry_run: false };
        server.addons().await.replace(name, &params, &addon).await.unwrap()
    });
    let (code, _, err) = apply(&["-v", "v2", "--create-namespace", "--cluster-name", "ours"]);
    assert!(
        code == 1 && err.contains("\"somebody\"") && err.contains("--force-conflicts"),
        "{err}"
    );
    let stored = run(async { server.addons().await.get(name).await.unwrap() });
    assert_eq!(stored.data["spec"]["pkgVersion"], "v1");
}

#[test]
fn what_was_installed_is_not_what_is_asked_for_now() {
    let Some(server) = shared("what_was_installed_is_not_what_is_asked_for_now") else { return };
    for (name, installed) in [("up-good", "Succeeded"), ("up-bad", "Failed")] {
        run(async {
            let text = addon(name, &config_map(name), &[]);
            server.take_on(&text, "Succeeded", installed).await;
            server.apply(&text.replace("\"v1\"", "\"v2\"")).await;
        });
        let (code, out, err) = server.says(&["get", name]);
        assert!(code == 0 && out.contains("Not looked at") && out.contains(" v2 "), "{out}{err}");
        let (_, out, _) = server.says(&["status", name]);
        let said = format!("State    Not looked at yet; {installed} was an earlier spec\n");
        assert!(out.contains(&said), "{out}");
        let (code, _, err) = server.says(&["retry", name]);
        assert!(code == 1 && err.contains("has not looked at"), "{err}");
        let (code, _, err) = server.says(&["wait", name, "--timeout", "1s"]);
        assert!(code == 4 && err.contains("the controller to take notice"), "{err}");
        let (code, out, _) = server.says(&["tree", name]);
        assert!(code == 0 && out.contains("Not looked at"), "{out}");
        let (_, out, _) = server.says(&["get", name, "--failed"]);
        assert_eq!(out, "");
        let needs =
            addon(&format!("{name}-needs"), &config_map(name), &["--deps", &format!("{name}:*")]);
        run(server.apply(&needs));
        let (_, out, _) = server.says(&["tree", "--deps", &format!("{name}-needs")]);
        assert!(out.contains("not looked at yet"), "{out}");
    }
}

impl ApiServer {
    /// Gives the server a CRD that keeps fields which this addonctl does not know.
    async fn keep_unknown_fields(&self) {
        let keep = ["", "/properties/params", "/properties/lifecycle/properties/install"];
        let spec = keep.map(|at| format!("/spec{at}"));
        let places = spec
            .into_iter()
            .chain(["/status".to_owned(), "/status/properties/lifecycle".to_owned()]);
        let patch = places.map(|at| json!({
            "op": "add", "value": true,
            "path": format!("/spec/versions/0/schema/openAPIV3Schema/properties{at}/x-kubernetes-preserve-unknown-fields"),
        }));
        let patch = serde_json::from_value(patch.collect()).unwrap();
        let kind = GroupVersionKind::gvk("apiextensions.k8s.io", "v1", "CustomResourceDefinition");
        let crds: Api<DynamicObject> =
            Api::all_with(self.client().await, &ApiResource::from_gvk(&kind));
        let params = PatchParams::default();
        crds.patch("addons.addonmgr.keikoproj.io", &params, &Patch::<()>::Json(patch))
            .await
            .unwrap();
    }
}

#[test]
fn fields_of_a_later_crd_are_no_trouble_to_any_verb() {
    let Some(server) = own("fields_of_a_later_crd_are_no_trouble_to_any_verb") else { return };
    let name = "up-later";
    run(server.keep_unknown_fields());
    run(server.take_on(&addon(name, WORKLOAD, &[]), "Succeeded", "Failed"));
    let later = json!({
        "spec": {"later": {"deep": [1]}, "params": {"later": true}, "lifecycle": {"install": {"later": "x"}}},
        "status": {"later": [{}], "lifecycle": {"later": 1}},
    });
    // The server takes up a new CRD when it gets to it.
    run(async {
        let (params, api) = (PatchParams::default(), server.addons().await);
        loop {
            api.patch(name, &params, &Patch::Merge(&later)).await.unwrap();
            let now = api.patch_status(name, &params, &Patch::Merge(&later)).await.unwrap();
            if now.data["spec"]["lifecycle"]["install"]["later"] == "x"
                && now.data["status"]["later"].is_array()
            {
                break;
            }
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("project").display().to_string();
    for (args, expected) in [
        (&["get", name][..], 0),
        (&["get", name, "-o", "yaml"], 0),
        (&["status", name], 0),
        (&["tree", name], 0),
        (&["tree", "--deps", name], 0),
        (&["events", name], 0),
        (&["render", name], 0),
        (&["unpack", name, "-d", &folder], 0),
        (&["orphans", name], 0),
        (&["wait", name, "--timeout", "60s"], 3),
        (&["delete", name, "--dry-run"], 0),
        (&["retry", name], 0),
        (&["validate", name, "--no-wait"], 0),
        (&["delete", name, "-y", "--no-wait"], 0),
    ] {
        let (code, out, err) = server.says(args);
        assert_eq!(code, expected, "{args:?}: {out}{err}");
        assert!(!err.contains("not as this addonctl knows it"), "{args:?}: {err}");
    }
}
