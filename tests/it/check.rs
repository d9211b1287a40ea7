//! `check` against a real API server: one without an Addon Manager, then with all of it.

use serde_json::{Value, json};

use crate::apiserver::{ApiServer, NAMESPACE, own, run};
use crate::play::told;

fn check(server: &ApiServer, more: &[&str]) -> (i32, String, String) {
    told(server.addonctl().arg("check").args(more).output().unwrap())
}

/// A Deployment whose pods are up, and the lease of its program.
async fn start(server: &ApiServer, name: &str, image: &str, lease: &str) {
    let labels = json!({"app": name});
    let deployment = json!({
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name, "namespace": NAMESPACE},
        "spec": {"selector": {"matchLabels": labels}, "template": {
            "metadata": {"labels": labels}, "spec": {"containers": [{"name": "main", "image": image}]},
        }},
    });
    server.apply(&deployment.to_string()).await;
    let status = json!({"status": {"replicas": 1, "readyReplicas": 1, "updatedReplicas": 1, "availableReplicas": 1}});
    let api: kube::Api<k8s_openapi::api::apps::v1::Deployment> =
        kube::Api::namespaced(server.client().await, NAMESPACE);
    let patch = kube::api::Patch::Merge(&status);
    api.patch_status(name, &kube::api::PatchParams::default(), &patch).await.unwrap();
    // Written in a time to come, so that it is fresh however long the test takes.
    let lease = json!({
        "apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": {"name": lease, "namespace": NAMESPACE},
        "spec": {"holderIdentity": "x", "renewTime": "2999-01-01T00:00:00.000000Z"},
    });
    server.apply(&lease.to_string()).await;
}

async fn complete(server: &ApiServer) {
    start(server, "controller", "keikoproj/addon-manager:v0.10.0", "addonmgr.keikoproj.io").await;
    let (image, lease) = (
        "quay.io/argoproj/workflow-controller:v3.7.16",
        "workflow-controller-addon-manager-workflow-controller",
    );
    start(server, "workflow-controller", image, lease).await;
    let instance = "addon-manager-workflow-controller";
    let all = [
        json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "workflow-controller", "namespace": NAMESPACE},
            "data": {"instanceID": instance}}),
        json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": {"name": "installer"},
            "rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}),
        json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "installer"},
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "installer"},
            "subjects": [{"kind": "ServiceAccount", "name": "addon-manager-workflow-installer-sa", "namespace": NAMESPACE}]}),
        json!({"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
        "metadata": {"name": "workflowtaskresults.argoproj.io"}, "spec": {
            "group": "argoproj.io", "scope": "Namespaced",
            "names": {"kind": "WorkflowTaskResult", "listKind": "WorkflowTaskResultList",
                "plural": "workflowtaskresults", "singular": "workflowtaskresult"},
            "versions": [{"name": "v1alpha1", "served": true, "storage": true,
                "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true}}}],
        }}),
    ];
    for object in all {
        server.apply(&object.to_string()).await;
    }
}

#[test]
fn what_is_missing_is_told_until_nothing_is() {
    let Some(server) = own("what_is_missing_is_told_until_nothing_is") else { return };
    let (code, out, _) = check(server, &[]);
    assert_eq!(code, 1, "{out}");
    for line in [
        "ok      Kubernetes v1.",
        "ok      CRD addons.addonmgr.keikoproj.io: v1alpha1, served and stored\n",
        "ok      CRD workflows.argoproj.io\n",
        "warning there is no CRD workflowtaskresults.argoproj.io\n",
        "FAILED  nothing in addon-manager-system runs the Addon controller\n        help: install",
        "FAILED  nothing in addon-manager-system runs Argo's workflow controller\n",
        "FAILED  addon-manager-workflow-installer-sa may not create and patch workflowtaskresults.argoproj.io; patch namespaces",
        "ok      you may do all that addonctl does\n",
        "3 missing or broken, 1 to look at\n",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    run(complete(server));
    let (code, out, err) = check(server, &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("keikoproj/addon-manager:v0.10.0"), "{out}");
    assert!(out.ends_with("12 of 12 fine\n"), "{out}");
    let (_, out, _) = check(server, &["-o", "json"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["kind"], &json["passed"]), (&json!("AddonManagerCheck"), &json!(true)));

    let (code, out, _) = check(server, &["--pre"]);
    assert_eq!(code, 0, "{out}");
    let (code, out, _) = check(server, &["--context", "viewer"]);
    assert_eq!(code, 1);
    for line in [
        "unknown you may not see CRD addons.addonmgr.keikoproj.io\n",
        "FAILED  you may not get, list, watch, create, patch and delete addons.addonmgr.keikoproj.io; patch",
        "unknown you may not see service account addon-manager-workflow-installer-sa\n",
    ] {
        assert!(out.contains(line), "{line}\n{out}");
    }
    let (code, out, _) = check(server, &["--pre", "--context", "viewer"]);
    assert_eq!(code, 1);
    assert!(out.contains("FAILED  you may not create namespaces; create"), "{out}");
}
