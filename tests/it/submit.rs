//! Addons submitted to a real API server: what is said, and what of others stays.

use kube::api::{Patch, PatchParams};
use serde_json::json;

use crate::apiserver::{ApiServer, run, shared};
use crate::play::told;

/// Runs a verb with an Addon of this version; exit code, standard output, standard error.
fn submit(server: &ApiServer, verb: &str, version: &str, more: &[&str]) -> (i32, String, String) {
    let command = [verb, "sub-one", "-n", "default", "-v", version, "--no-preflight", "-q"];
    let install = ["--install", "examples/feature-flags/install/crd.yaml"];
    told(server.addonctl().args(command).args(install).args(more).output().unwrap())
}

#[test]
fn an_addon_is_created_changed_and_left_alone() {
    let Some(server) = shared("an_addon_is_created_changed_and_left_alone") else { return };
    let name = "addon.addonmgr.keikoproj.io/sub-one";
    let said = |word: &str| (0, format!("{name} {word}\n"), String::new());
    assert_eq!(submit(server, "create", "v1", &[]), said("created"));
    let (code, out, err) = submit(server, "create", "v1", &[]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("already exists") && err.contains("addonctl apply sub-one"), "{err}");
    assert_eq!(submit(server, "apply", "v1", &[]), said("unchanged"));

    let others = json!({"metadata": {"finalizers": ["delete.addonmgr.keikoproj.io"], "labels": {"team": "red"}}});
    run(async {
        let api = server.addons().await;
        api.patch("sub-one", &PatchParams::default(), &Patch::Merge(&others)).await.unwrap();
    });
    let (code, out, _) = submit(server, "apply", "v2", &["--dryrun=server"]);
    assert!(code == 0 && out.contains("pkgVersion: v2"), "{out}");
    assert_eq!(submit(server, "apply", "v2", &[]), said("configured"));
    let stored = run(async { server.addons().await.get("sub-one").await.unwrap() });
    assert_eq!(stored.metadata.finalizers.unwrap(), ["delete.addonmgr.keikoproj.io"]);
    assert_eq!(stored.metadata.labels.unwrap()["team"], "red");
    assert_eq!(stored.data["spec"]["pkgVersion"], "v2");

    run(async {
        server.addons().await.delete("sub-one", &kube::api::DeleteParams::default()).await.unwrap()
    });
    let (code, _, err) = submit(server, "apply", "v3", &[]);
    assert!(code == 1 && err.contains("is being deleted"), "{err}");
    run(server.finalize("sub-one"));
}

#[test]
fn what_is_missing_is_named_together_before_anything_is_sent() {
    let Some(server) = shared("what_is_missing_is_named_together_before_anything_is_sent") else {
        return;
    };
    let create = ["create", "sub-two", "-n", "sub-nowhere", "-v", "v1", "--deps", "core/x:*"];
    let more = ["--secrets", "s1", "--install", "examples/feature-flags/install/crd.yaml"];
    let (code, out, err) = told(server.addonctl().args(create).args(more).output().unwrap());
    assert_eq!((code, out.as_str()), (1, ""));
    for rule in ["missing-namespace", "missing-secret", "missing-dependency"] {
        assert!(err.contains(rule), "{err}");
    }
    let there = run(async { server.addons().await.get_opt("sub-two").await.unwrap() });
    assert!(there.is_none());
}
