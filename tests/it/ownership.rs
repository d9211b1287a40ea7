//! Whose an object is: what a delete stage takes and leaves, and what the verbs say of it, on a real API server.

use std::io::Write as _;

use addonctl::workflow::guard;
use kube::api::{Patch, PatchParams};
use serde_json::{Value, json};

use crate::apiserver::{ApiServer, kubectl, run, shared};

/// Applies a config map as somebody, with labels.
async fn apply_as(server: &ApiServer, manager: &str, name: &str, labels: &Value) {
    let map = json!({
        "apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "b"},
        "metadata": {"name": name, "namespace": "default", "labels": labels},
    });
    let api = server.api(&serde_json::from_value(map.clone()).unwrap()).await;
    let params = PatchParams::apply(manager).force();
    api.patch(name, &params, &Patch::Apply(&map)).await.unwrap();
}

#[test]
fn a_delete_stage_finds_what_its_addon_has_applied_and_nothing_else() {
    let test = "a_delete_stage_finds_what_its_addon_has_applied_and_nothing_else";
    let Some(server) = shared(test) else { return };
    let Some(mut get) = kubectl(&server.kubeconfig(), test) else { return };
    let of = |addon: &str| json!({"app.kubernetes.io/part-of": addon, "app.kubernetes.io/managed-by": "addonmgr.keikoproj.io"});
    let own = "addonmgr.keikoproj.io/own-a";
    run(async {
        apply_as(server, own, "own-applied", &json!({"app.kubernetes.io/part-of": "else"})).await;
        apply_as(server, "kubectl", "own-labelled", &of("own-a")).await;
        apply_as(server, own, "own-edited", &json!({})).await;
        apply_as(server, "kubectl", "own-edited", &json!({"b": "c"})).await;
        apply_as(server, own, "own-shared", &of("own-a")).await;
        apply_as(server, "addonmgr.keikoproj.io/own-b", "own-shared", &json!({})).await;
        apply_as(server, "kubectl", "own-strangers", &json!({})).await;
        apply_as(server, "kubectl", "own-others", &of("own-ab")).await;
        apply_as(server, "addonmgr.keikoproj.io/own-ab", "own-longer", &json!({})).await;
    });
    let names =
        ["applied", "labelled", "edited", "shared", "strangers", "others", "longer", "missing"];
    let stub = |name: &&str| {
        format!(
            "---\n{{apiVersion: v1, kind: ConfigMap, metadata: {{name: own-{name}, namespace: default}}}}\n"
        )
    };
    let mut look = |names: &[&str], more: &str| {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let stubs: String = names.iter().map(stub).collect();
        file.write_all((stubs + more).as_bytes()).unwrap();
        let template = format!("go-template={}", guard::template("own-a"));
        let mut get = std::mem::replace(&mut get, kubectl(&server.kubeconfig(), test).unwrap());
        get.args(["get", "--ignore-not-found", "-o", &template, "-f", "/dev/null", "-f"]);
        let found = get.arg(file.path()).output().unwrap();
        let printed = String::from_utf8(found.stdout).unwrap();
        let stubs = printed.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let names = stubs.map(|stub| {
            assert_eq!((&stub["apiVersion"], &stub["kind"]), (&json!("v1"), &json!("ConfigMap")));
            assert_eq!(stub["metadata"]["namespace"], "default");
            stub["metadata"]["name"].as_str().unwrap().to_owned()
        });
        (found.status.success(), names.collect::<Vec<_>>())
    };
    let all = ["own-applied", "own-labelled", "own-edited"].map(str::to_owned).to_vec();
    assert_eq!(look(&names, ""), (true, all.clone()));
    assert_eq!(look(&["applied"], ""), (true, vec!["own-applied".to_owned()]));
    assert_eq!(look(&["missing"], ""), (true, Vec::new()));
    // What is there is found although a kind is not.
    let unknown = "---\n{apiVersion: example.com/v1, kind: Gone, metadata: {name: x}}\n";
    assert_eq!(look(&names, unknown), (false, all));
}
