//! What the API server stores of an Addon is what addonctl printed.

use std::io::Write as _;
use std::process::Stdio;

use addonctl::manifest::{self, Labels, Policy, Reading};
use addonctl::source::Source;
use serde_json::Value;

use crate::apiserver::{addonctl, run, shared};

/// An Addon with every flag that puts something into it.
const FULL: &[&str] = &[
    "create",
    "stored-full",
    "-n",
    "stored-ns",
    "-v",
    "v1.2",
    "--pkg-name",
    "core/stored",
    "-t",
    "helm",
    "-c",
    "beta",
    "--desc",
    "two\nlines: \"quoted\"",
    "--deps",
    "core/a:>=1.0",
    "--deps",
    "core/b:*",
    "--secrets",
    "one,two",
    "--selector",
    "app:x",
    "--selector-expr",
    "tier in (a,b)",
    "--label",
    "team=red",
    "--annotation",
    "note=0755",
    "-p",
    "replicas=3",
    "-p",
    "flag=true",
    "--cluster-name",
    "c1",
    "--cluster-region",
    "eu",
    "--install",
    "-",
    "--dryrun",
    "-o",
    "json",
    "--create-namespace",
];

const MANIFEST: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: stored}\ndata:\n  pem: |\n    -----BEGIN-----\n  n: \"{{workflow.parameters.replicas}}\"\n  f: \"{{workflow.parameters.flag}}\"\n";

#[test]
fn nothing_of_an_addon_is_pruned() {
    let Some(server) = shared("nothing_of_an_addon_is_pruned") else { return };
    let mut create = addonctl("/dev/null".as_ref())
        .args(FULL)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    create.stdin.take().unwrap().write_all(MANIFEST.as_bytes()).unwrap();
    let made = create.wait_with_output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let text = String::from_utf8(made.stdout).unwrap();
    let sent: Value = serde_json::from_str(&text).unwrap();
    let stored = serde_json::to_value(run(server.apply(&text))).unwrap();
    assert_eq!(stored["spec"], sent["spec"]);
    assert_eq!(stored["metadata"]["labels"], sent["metadata"]["labels"]);
    assert_eq!(stored["metadata"]["annotations"], sent["metadata"]["annotations"]);
    for field in ["pkgChannel", "pkgDeps", "selector", "secrets", "params", "lifecycle"] {
        assert!(sent["spec"].get(field).is_some(), "the Addon is not full: no {field}");
    }
}

/// A Job and a `ReplicationController` without labels: the API server gives them those of their pods.
const PODS_LABELS: [&str; 2] = [
    "apiVersion: batch/v1\nkind: Job\nmetadata: {name: NAME, namespace: default}\nspec:\n  template:\n    metadata: {labels: {app: x, five: \"5\"}}\n    spec: {restartPolicy: Never, containers: [{name: a, image: b}]}\n",
    "apiVersion: v1\nkind: ReplicationController\nmetadata: {name: NAME, namespace: default, labels: }\nspec:\n  template:\n    metadata: {labels: {app: x}}\n    spec: {containers: [{name: a, image: b}]}\n",
];

#[test]
fn labels_that_the_api_server_takes_from_pods_are_not_lost() {
    let Some(server) = shared("labels_that_the_api_server_takes_from_pods_are_not_lost") else {
        return;
    };
    for manifest in PODS_LABELS {
        let plain = run(server.apply(&manifest.replace("NAME", "pods-labels-plain")));
        let source = Source::new("x.yaml", manifest.replace("NAME", "pods-labels-made"));
        let labels = [("app.kubernetes.io/name".to_owned(), "web".to_owned())].into();
        let labels = Labels { labels, policy: Policy::Add };
        let (objects, findings) =
            manifest::read(&source, &Reading { labels, ..Reading::default() });
        assert_eq!(findings, []);
        let made = run(server.apply(&objects[0].text()));
        let (mut plain, mut made) = (plain.metadata.labels.unwrap(), made.metadata.labels.unwrap());
        // What the API server makes up for each Job would be the same only if nothing had labels.
        plain.retain(|key, _| !key.ends_with("controller-uid") && !key.ends_with("job-name"));
        assert_eq!(made.remove("app.kubernetes.io/name").as_deref(), Some("web"));
        assert_eq!(made, plain);
        assert!(made.contains_key("app"));
    }
}
