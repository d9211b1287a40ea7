//! `addonctl version`: of addonctl, and of the cluster where there is one.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use serde_json::{Value, json};

use crate::page_clusters::around;
use crate::scenes::{self, Scene};

fn version(kubeconfig: Option<&Path>, flags: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_addonctl"));
    let folder = tempfile::tempdir().unwrap();
    command.env_remove("KUBECONFIG").env("HOME", folder.path());
    if let Some(path) = kubeconfig {
        command.env("KUBECONFIG", path);
    }
    command.arg("version").args(flags).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn the_cluster_is_asked_where_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let scene: Arc<Scene> = Arc::new(around);
    let kubeconfig = scenes::start(scene, folder.path());
    let asked = text(&version(Some(&kubeconfig), &[]));
    for line in [
        "Kubernetes:     v1.37.2",
        "Addon CRD:      v1alpha1",
        "Addon Manager:  keikoproj/addon-manager:v0.10.0",
        "Argo Workflows: quay.io/argoproj/workflow-controller:v3.7.16",
    ] {
        assert!(asked.contains(line), "{asked}");
    }
    let json: Value =
        serde_json::from_str(&text(&version(Some(&kubeconfig), &["-o", "json"]))).unwrap();
    assert_eq!(json["cluster"]["addonCrd"], json!(["v1alpha1"]));
    assert!(!text(&version(Some(&kubeconfig), &["--client"])).contains("Kubernetes"));
}

#[test]
fn what_may_not_be_read_is_said_and_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let scene: Arc<Scene> = Arc::new(|asked| match asked.path.as_str() {
        "/version" => around(asked),
        _ => scenes::refusal(403, "Forbidden", "no"),
    });
    let output = version(Some(&scenes::start(scene, folder.path())), &[]);
    assert!(output.status.success());
    let text = text(&output);
    assert!(text.contains("Addon CRD:      may not be read\n"), "{text}");
    assert!(
        text.contains("Addon Manager:  no Deployment of it is seen in addon-manager-system\n"),
        "{text}"
    );
}

#[test]
fn addonctl_is_known_whatever_the_cluster_does() {
    let first = format!("addonctl {} (", env!("CARGO_PKG_VERSION"));
    let alone = version(None, &[]);
    assert!(alone.status.success() && text(&alone).starts_with(&first), "{alone:?}");
    let wrong = version(Some(Path::new("no/such/file")), &[]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(text(&wrong).starts_with(&first), "{wrong:?}");
}
