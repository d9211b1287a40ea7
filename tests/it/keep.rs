//! `apply NAME --keep`: one flag changes, and all else stays as the cluster has it.

use serde_json::Value;

use crate::apiserver::{ApiServer, run, shared};
use crate::play::told;

fn addonctl_says(server: &ApiServer, line: &[&str]) -> (i32, String, String) {
    told(server.addonctl().args(line).output().unwrap())
}

fn addon(server: &ApiServer, name: &str) -> Value {
    run(async { serde_json::to_value(server.addons().await.get(name).await.unwrap()).unwrap() })
}

fn template(addon: &Value, stage: &str) -> String {
    addon["spec"]["lifecycle"][stage]["template"].as_str().unwrap_or_default().to_owned()
}

/// A server sorts parameters, and with them the variables of a script.
fn sorted(text: &str) -> Vec<String> {
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn what_no_flag_says_stays_as_the_cluster_has_it() {
    let Some(server) = shared("what_no_flag_says_stays_as_the_cluster_has_it") else { return };
    let folder = tempfile::tempdir().unwrap();
    let map = |name: &str| {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: default}}\ndata: {{a: '{{{{workflow.parameters.size}}}}'}}\n"
        )
    };
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name).display().to_string();
        std::fs::write(&path, text).unwrap();
        path
    };
    let (first, second) = (file("one.yaml", &map("keep-one")), file("two.yaml", &map("keep-two")));
    let create = ["create", "keep", "-n", "default", "-v", "v1", "--no-preflight", "--prereqs"];
    let more = ["-p", "size=3", "-p", "other=x", "--label", "team=red", "--desc", "Keeps"];
    let script = file("say.sh", "#!/bin/sh\necho $other\n");
    let stages = [&first[..], "--prereqs", &script, "--install", &second];
    let (code, _, err) = addonctl_says(server, &[&create[..], &stages, &more].concat());
    assert_eq!(code, 0, "{err}");
    let before = addon(server, "keep");

    let keep = ["apply", "keep", "--keep", "--no-preflight"];
    let (code, out, err) = addonctl_says(server, &keep);
    assert_eq!((code, out.as_str()), (0, "addon.addonmgr.keikoproj.io/keep unchanged\n"), "{err}");

    let (code, out, _) = addonctl_says(server, &["diff", "keep", "--keep", "-v", "v2", "-q"]);
    assert_eq!(code, 1);
    assert!(out.contains("+  pkgVersion: v2\n") && !out.contains("desc"), "{out}");

    let change = [&keep[..], &["-v", "v2", "-p", "size=5"]].concat();
    let (code, out, err) = addonctl_says(server, &change);
    assert_eq!((code, out.as_str()), (0, "addon.addonmgr.keikoproj.io/keep configured\n"), "{err}");
    let after = addon(server, "keep");
    assert_eq!(after["spec"]["pkgVersion"], "v2");
    assert_eq!(after["spec"]["params"]["data"], serde_json::json!({"size": "5", "other": "x"}));
    assert_eq!(after["metadata"]["labels"], before["metadata"]["labels"]);
    assert_eq!(after["spec"]["pkgDescription"], "Keeps");
    for stage in ["prereqs", "install"] {
        let (old, new) = (template(&before, stage), template(&after, stage));
        let version = |it: &str| format!("\"app.kubernetes.io/version\": \"{it}\"");
        assert_eq!(sorted(&old.replace(&version("v1"), &version("v2"))), sorted(&new));
        assert_ne!(old, new);
    }

    // A stage that a flag names is made anew, and what deletes it with it.
    let third = file("three.yaml", &map("keep-three"));
    let (code, _, err) = addonctl_says(server, &[&keep[..], &["--install", &third]].concat());
    assert_eq!(code, 0, "{err}");
    let last = addon(server, "keep");
    assert_eq!(template(&last, "prereqs"), template(&after, "prereqs"));
    let delete = template(&last, "delete");
    assert!(delete.contains("keep-one") && delete.contains("keep-three"), "{delete}");
    assert!(!delete.contains("keep-two"), "{delete}");
}

#[test]
fn only_what_exists_is_kept_and_no_folder_is_told() {
    let Some(server) = shared("only_what_exists_is_kept_and_no_folder_is_told") else { return };
    let (code, _, err) = addonctl_says(server, &["apply", "keep-nope", "--keep"]);
    assert_eq!(code, 1);
    assert!(err.contains("\"keep-nope\" not found in namespace"), "{err}");
    let (code, _, _) = addonctl_says(server, &["diff", "keep-nope", "--keep", "-v", "v2"]);
    assert_eq!(code, 3);
    let (code, _, err) = addonctl_says(server, &["create", "keep-nope", "--keep"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "error: --keep is for apply and diff of an Addon that exists\n")
    );
    let (code, _, err) = addonctl_says(server, &["apply", "--keep"]);
    assert_eq!(code, 2, "{err}");
}
