//! What is wrong with objects whatever their kind is for, as addonctl and a real API server see it: names, labels,
//! sizes, and fields that only a server sets.

use addonctl::finding::any_error;
use addonctl::manifest::{self, Reading};
use addonctl::source::Source;
use futures::StreamExt as _;
use kube::Api;
use kube::api::{DynamicObject, Patch, PatchParams};
use kube::core::{ApiResource, GroupVersionKind};
use serde_json::{Value, json};

use crate::apiserver::{ApiServer, run, shared};

/// A kind: its API version, its plural, whether its objects live in namespaces, and what it needs beside a name.
struct Kind(&'static str, &'static str, &'static str, bool, fn() -> Value);

#[expect(clippy::too_many_lines, reason = "it is a table")]
fn kinds() -> Vec<Kind> {
    vec![
        Kind("v1", "ConfigMap", "configmaps", true, || json!({})),
        Kind("v1", "Secret", "secrets", true, || json!({})),
        Kind("v1", "ServiceAccount", "serviceaccounts", true, || json!({})),
        Kind("v1", "Namespace", "namespaces", false, || json!({})),
        Kind("v1", "Service", "services", true, || json!({"spec": {"ports": [{"port": 80}]}})),
        Kind(
            "v1",
            "Pod",
            "pods",
            true,
            || json!({"spec": {"containers": [{"name": "a", "image": "a"}]}}),
        ),
        Kind("v1", "ResourceQuota", "resourcequotas", true, || json!({"spec": {}})),
        Kind("apps/v1", "Deployment", "deployments", true, workload),
        Kind("apps/v1", "DaemonSet", "daemonsets", true, workload),
        Kind("batch/v1", "CronJob", "cronjobs", true, || {
            json!({"spec": {"schedule": "0 0 * * *", "jobTemplate": {"spec": {"template": {"spec":
                {"restartPolicy": "Never", "containers": [{"name": "a", "image": "a"}]}}}}}})
        }),
        Kind("rbac.authorization.k8s.io/v1", "Role", "roles", true, || json!({"rules": []})),
        Kind(
            "rbac.authorization.k8s.io/v1",
            "ClusterRole",
            "clusterroles",
            false,
            || json!({"rules": []}),
        ),
        Kind(
            "networking.k8s.io/v1",
            "NetworkPolicy",
            "networkpolicies",
            true,
            || json!({"spec": {"podSelector": {}}}),
        ),
        Kind(
            "networking.k8s.io/v1",
            "IngressClass",
            "ingressclasses",
            false,
            || json!({"spec": {"controller": "a.b/c"}}),
        ),
        Kind(
            "policy/v1",
            "PodDisruptionBudget",
            "poddisruptionbudgets",
            true,
            || json!({"spec": {"minAvailable": 1, "selector": {}}}),
        ),
        Kind(
            "storage.k8s.io/v1",
            "StorageClass",
            "storageclasses",
            false,
            || json!({"provisioner": "a.b/c"}),
        ),
        Kind(
            "storage.k8s.io/v1",
            "CSIDriver",
            "csidrivers",
            false,
            || json!({"spec": {"attachRequired": false}}),
        ),
        Kind(
            "scheduling.k8s.io/v1",
            "PriorityClass",
            "priorityclasses",
            false,
            || json!({"value": 1}),
        ),
        Kind("argoproj.io/v1alpha1", "Workflow", "workflows", true, || json!({"spec": {}})),
    ]
}

fn workload() -> Value {
    json!({"spec": {"selector": {"matchLabels": {"a": "b"}}, "template": {
        "metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "a", "image": "a"}]}}}})
}

fn names() -> Vec<String> {
    let given = [
        "a",
        "a-b",
        "a.b",
        "a..b",
        "1a",
        "1",
        "-a",
        "a-",
        "a.",
        ".a",
        "A",
        "aB",
        "a_b",
        "a:b",
        "system:a",
        "a b",
        "a/b",
        "..",
        ".",
        "a%b",
        "ä",
        "a*",
        "a@b",
        "a-.b",
        "a.-b",
        "kube-x",
        "\u{1b}[31mred",
        "Foo Bar/../x",
    ];
    let long = [52, 53, 63, 64, 253, 254].map(|length| "a".repeat(length));
    given.into_iter().map(str::to_owned).chain(long).collect()
}

fn object(kind: &Kind, metadata: &Value) -> Value {
    let mut object = json!({"apiVersion": kind.0, "kind": kind.1, "metadata": metadata});
    let fields = (kind.4)();
    object.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    object
}

/// Whether the API server takes an object, by server-side apply as in the pods of an Addon; nothing is stored.
async fn takes(client: kube::Client, kind: &Kind, object: &Value) -> Result<(), String> {
    let (group, version) = kind.0.split_once('/').unwrap_or(("", kind.0));
    let resource =
        ApiResource::from_gvk_with_plural(&GroupVersionKind::gvk(group, version, kind.1), kind.2);
    let api: Api<DynamicObject> = if kind.3 {
        Api::namespaced_with(client, "default", &resource)
    } else {
        Api::all_with(client, &resource)
    };
    let params = PatchParams::apply("test").force().dry_run();
    let name = object["metadata"]["name"].as_str().unwrap();
    api.patch(name, &params, &Patch::Apply(object))
        .await
        .map(drop)
        .map_err(|error| error.to_string())
}

fn here(object: &Value) -> Result<(), String> {
    let (_, findings) =
        manifest::read(&Source::new("x.json", object.to_string()), &Reading::default());
    if any_error(&findings) { Err(findings[0].message.clone()) } else { Ok(()) }
}

fn compare(server: &ApiServer, cases: &[(&Kind, Value)]) {
    let theirs = run(async {
        let client = server.client().await;
        let asked = cases.iter().map(|(kind, object)| takes(client.clone(), kind, object));
        futures::stream::iter(asked).buffered(8).collect::<Vec<_>>().await
    });
    let mut wrong = Vec::new();
    for ((_, object), theirs) in cases.iter().zip(theirs) {
        let ours = here(object);
        if theirs.is_ok() != ours.is_ok() {
            let mut text = object.to_string();
            text.truncate(text.floor_char_boundary(200));
            wrong.push(format!("{text}: {theirs:?}, here {ours:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn names_are_what_the_api_server_takes() {
    let Some(server) = shared("names_are_what_the_api_server_takes") else { return };
    let kinds = kinds();
    let names = names();
    let cases: Vec<_> = kinds
        .iter()
        .flat_map(|kind| names.iter().map(move |name| (kind, object(kind, &json!({"name": name})))))
        // A client cannot ask for some: they are steps in a path, or no part of one.
        .filter(|(kind, object)| {
            let name = object["metadata"]["name"].as_str().unwrap();
            let any_name = kind.0.starts_with("rbac") || kind.1 == "PodDisruptionBudget";
            let awkward = name.contains([' ', '\u{1b}']) && any_name;
            ![".", "..", "a/b", "Foo Bar/../x"].contains(&name) && !awkward
        })
        .collect();
    compare(server, &cases);
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a list of cases")]
fn labels_annotations_and_sizes_are_what_the_api_server_takes() {
    let Some(server) = shared("labels_annotations_and_sizes_are_what_the_api_server_takes") else {
        return;
    };
    let kinds = kinds();
    let kind = |name: &str| kinds.iter().find(|kind| kind.1 == name).unwrap();
    let mut cases = Vec::new();
    let texts = [
        "a",
        "",
        "a b",
        "a/b",
        "a/b/c",
        "/a",
        "a/",
        "A/b",
        "a.b/c",
        "a_b/c",
        "ä",
        "-a",
        "a-",
        "a.b",
        "A",
        "a:b",
        "1",
        "true",
        &"a".repeat(63),
        &"a".repeat(64),
        &format!("{}/a", "a".repeat(253)),
        &format!("{}/a", "a".repeat(254)),
    ]
    .map(str::to_owned);
    for text in &texts {
        for metadata in [
            json!({"name": "a", "labels": {text: "b"}}),
            json!({"name": "a", "labels": {"a": text}}),
            json!({"name": "a", "annotations": {text: "b"}}),
            json!({"name": "a", "annotations": {"a": text}}),
        ] {
            cases.push((kind("ConfigMap"), object(kind("ConfigMap"), &metadata)));
        }
        let mut workload = object(kind("Deployment"), &json!({"name": "a"}));
        workload["spec"]["template"]["metadata"]["labels"]["x"] = text.as_str().into();
        cases.push((kind("Deployment"), workload));
    }
    for kilobytes in [200, 300] {
        let metadata = json!({"name": "a", "annotations": {"a": "x".repeat(kilobytes << 10)}});
        cases.push((kind("ConfigMap"), object(kind("ConfigMap"), &metadata)));
    }
    for kilobytes in [1000, 1023, 1025, 1400] {
        for name in ["ConfigMap", "Secret"] {
            let mut large = object(kind(name), &json!({"name": "a"}));
            let field = if name == "Secret" { "stringData" } else { "data" };
            large[field] = json!({"a": "x".repeat(kilobytes << 10)});
            cases.push((kind(name), large));
        }
    }
    for field in ["resourceVersion", "uid"] {
        cases.push((
            kind("ConfigMap"),
            object(kind("ConfigMap"), &json!({"name": "a", field: "7"})),
        ));
    }
    let managed = json!({"name": "a", "managedFields": [{"manager": "x", "operation": "Apply", "apiVersion": "v1",
        "fieldsType": "FieldsV1", "fieldsV1": {}}]});
    cases.push((kind("ConfigMap"), object(kind("ConfigMap"), &managed)));
    for data in ["YQ==", "YQ", "a", "", "Y Q==", "YQ==\n", "****", "YWE="] {
        for (name, field) in [("Secret", "data"), ("ConfigMap", "binaryData")] {
            let mut encoded = object(kind(name), &json!({"name": "a"}));
            encoded[field] = json!({"a": data});
            cases.push((kind(name), encoded));
        }
    }
    let crd = Kind(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        "customresourcedefinitions",
        false,
        || {
            json!({"spec": {"group": "x.y", "scope": "Cluster", "names": {"plural": "as", "singular": "a", "kind": "A", "listKind": "AList"},
            "versions": [{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": {"type": "object"}}}]}})
        },
    );
    for name in ["as.x.y", "a.x.y", "as.x"] {
        cases.push((&crd, object(&crd, &json!({"name": name}))));
    }
    let bare = Kind(crd.0, crd.1, crd.2, false, || json!({}));
    cases.push((&bare, object(&bare, &json!({"name": "as.x.y"}))));
    compare(server, &cases);
}
