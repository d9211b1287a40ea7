//! `diff` against a real API server, and beside the real kubectl.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::apiserver::{ApiServer, addonctl, kubectl, run, shared};
use crate::fake::{Fake, Fault, Request, Rule};
use crate::play::{addon, config_map, told};

/// A run with something on its standard input.
fn fed(command: &mut Command, input: &str) -> (i32, String, String) {
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    told(child.wait_with_output().unwrap())
}

/// The diff of an Addon made earlier.
fn diff(server: &ApiServer, addon: &str, more: &[&str]) -> (i32, String, String) {
    fed(server.addonctl().args(["diff", "-f", "-"]).args(more), addon)
}

/// Submits an Addon, as whoever looks at its diff has done before.
fn submit(server: &ApiServer, addon: &str) {
    let apply = ["apply", "-f", "-", "--no-preflight"];
    let (code, _, err) = fed(server.addonctl().args(apply), addon);
    assert_eq!(code, 0, "{err}");
}

/// A `ConfigMap`, a Secret, a Deployment and a Service, in one of two versions.
fn manifests(name: &str, new: bool) -> String {
    let or = |old: &'static str, new_one: &'static str| if new { new_one } else { old };
    let (greeting, secret) = (or("hello", "good morning"), or("aHVzaA==", "aHVzaCE="));
    let (replicas, image, port) = (or("2", "3"), or("nginx:1.26", "nginx:1.27"), or("80", "81"));
    let more = or("  gone: \"1\"\n", "  come: |\n    one\n    two\n");
    format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: default}}\ndata:\n  greeting: {greeting}\n  same: x\n{more}---\n\
         apiVersion: v1\nkind: Secret\nmetadata: {{name: {name}, namespace: default}}\ndata: {{password: {secret}, user: bWU=}}\n---\n\
         apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: default}}\nspec:\n  replicas: {replicas}\n  selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    spec: {{containers: [{{name: web, image: \"{image}\"}}]}}\n---\n\
         apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: default}}\nspec: {{selector: {{app: {name}}}, ports: [{{name: http, port: {port}}}]}}\n"
    )
}

/// The lines that change, by object, without what only kubectl shows.
fn changes(diff: &str) -> BTreeMap<String, Vec<String>> {
    let mut objects = BTreeMap::<String, Vec<String>>::new();
    let mut name = String::new();
    for line in diff.lines() {
        if let Some(header) = line.strip_prefix("diff -u -N ") {
            header.rsplit('/').next().unwrap().clone_into(&mut name);
        } else if line.starts_with(['+', '-'])
            && !line.starts_with("+++ ")
            && !line.starts_with("--- ")
            && !line[1..].starts_with("  generation: ")
        {
            objects.entry(name.clone()).or_default().push(line.replace('\'', "\""));
        }
    }
    objects
}

const PLAIN: [&str; 2] = ["--label-policy", "none"];

#[test]
fn what_differs_is_what_kubectl_finds() {
    let Some(server) = shared("what_differs_is_what_kubectl_finds") else { return };
    let test = "what_differs_is_what_kubectl_finds";
    let Some(mut apply) = kubectl(&server.kubeconfig(), test) else { return };
    let (old, new) = (manifests("diff-one", false), manifests("diff-one", true));
    let made = addon("diff-one", &old, &PLAIN);
    let (code, out, _) = diff(server, &made, &["-q"]);
    assert_eq!((code, changes(&out).len()), (1, 5), "{out}");
    let removed = |lines: &Vec<String>| lines.iter().any(|line| line.starts_with('-'));
    assert!(!changes(&out).values().any(removed), "{out}");

    // As the addon's workflows do.
    let manager = "--field-manager=addonmgr.keikoproj.io/diff-one";
    let apply = apply.args(["apply", "--server-side", "--force-conflicts", manager, "-f", "-"]);
    assert_eq!(fed(apply, &old).0, 0);
    submit(server, &made);
    assert_eq!(diff(server, &made, &[]), (0, String::new(), String::new()));
    let packed = addon("diff-one", &old, &["--label-policy", "none", "--pack", "always"]);
    submit(server, &packed);
    assert_eq!(diff(server, &packed, &[]), (0, String::new(), String::new()));

    for pack in ["never", "always"] {
        let flags = ["--label-policy", "none", "--pack", pack];
        let (code, out, err) = diff(server, &addon("diff-one", &new, &flags), &[]);
        assert_eq!((code, err.as_str()), (1, ""));
        assert!(out.contains("password: \"*** (after)\"") && !out.contains("aHVzaCE="), "{out}");
        let mut ours = changes(&out);
        let itself =
            ours.remove("addonmgr.keikoproj.io.v1alpha1.Addon.addon-manager-system.diff-one");
        let itself = itself.unwrap().join("\n");
        assert!(itself.contains("+      - ConfigMap default/diff-one, changed"), "{itself}");
        assert!(!itself.contains("greeting"), "{itself}");
        let mut theirs = kubectl(&server.kubeconfig(), test).unwrap();
        let theirs =
            theirs.args(["diff", "--server-side", "--force-conflicts", manager, "-f", "-"]);
        let (code, theirs, _) = fed(theirs, &new);
        assert_eq!(code, 1);
        assert_eq!(ours, changes(&theirs));
        assert_eq!(ours.len(), 4);
    }
}

#[test]
fn nothing_is_stored_and_a_refusal_is_an_error_of_its_object() {
    let Some(server) = shared("nothing_is_stored_and_a_refusal_is_an_error_of_its_object") else {
        return;
    };
    let fixed = |name: &str, value: &str| {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: default}}\nimmutable: true\ndata: {{a: {value}}}\n"
        )
    };
    run(async {
        server.apply(&fixed("diff-fixed", "x")).await;
        server.apply(&fixed("diff-firm", "x")).await;
    });
    let stored =
        |request: &Request| request.method != "GET" && !request.query.contains("dryRun=All");
    let one = |request: &Request| request.method == "PATCH" && request.path.ends_with("/diff-poor");
    let fake = Fake::start(
        server,
        vec![
            Rule { when: stored, times: usize::MAX, fault: Fault::Status(500) },
            Rule { when: one, times: usize::MAX, fault: Fault::Status(500) },
        ],
    );
    let all = [
        fixed("diff-fixed", "z"),
        fixed("diff-firm", "z"),
        config_map("diff-poor"),
        config_map("diff-new"),
    ];
    let text = addon("diff-refused", &all.join("---\n"), &[]);
    let (code, out, err) = fed(addonctl(&fake.kubeconfig).args(["diff", "-f", "-"]), &text);
    assert_eq!(code, 3, "{err}");
    assert_eq!(err.matches("error: ConfigMap default/diff-").count(), 3, "{err}");
    assert!(err.contains("diff-firm: ") && err.contains("field is immutable when"), "{err}");
    assert!(
        err.contains("error: ConfigMap default/diff-poor: something is wrong (HTTP 500"),
        "{err}"
    );
    assert_eq!(changes(&out).len(), 2, "{out}");
    let log = fake.log();
    assert!(
        log.iter().all(|line| line.starts_with("GET ") || line.starts_with("PATCH ")),
        "{log:#?}"
    );
    let left = run(async { server.addons().await.get_opt("diff-refused").await.unwrap() });
    assert!(left.is_none());
}

#[test]
fn what_cannot_be_tried_out_is_noted() {
    let Some(server) = shared("what_cannot_be_tried_out_is_noted") else { return };
    let crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: tows.diff.example.com}\nspec: {group: diff.example.com, names: {kind: Tow, plural: tows}, scope: Namespaced, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}\n";
    let tow = "apiVersion: diff.example.com/v1\nkind: Tow\nmetadata: {name: t}\n";
    let far = "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: diff-nowhere}\nstringData: {a: hush}\n";
    let text = addon("diff-new", &[crd, tow, far].join("---\n"), &[]);
    let (code, out, err) = diff(server, &text, &[]);
    assert_eq!((code, changes(&out).len()), (1, 4), "{out}{err}");
    let notes = "note: diff-new: kind Tow diff.example.com/v1 is not there yet; 1 object is shown as written\n\
                 note: diff-new: namespace diff-nowhere is not there yet; 1 object is shown as written\n";
    assert_eq!(err, notes);
    assert!(out.contains("+  a: \"***\"\n") && !out.contains("hush"), "{out}");

    let fence = ["diff", "diff-fence", "-n", "default", "-v", "v1", "-p", "gateways=10.0.0.1"];
    let fence =
        fed(server.addonctl().args(fence).args(["--install", "examples/egress-fence/install"]), "");
    let note = "note: diff-fence: known only when a script has run, and not compared\n  NetworkPolicy.networking.k8s.io default/egress-fence\n";
    assert_eq!((fence.0, fence.2.as_str()), (1, note), "{}", fence.1);
    assert_eq!(changes(&fence.1).len(), 1);
}

#[test]
fn what_is_no_longer_named_stays() {
    let Some(server) = shared("what_is_no_longer_named_stays") else { return };
    let both = format!(
        "{}---\n{}---\n{}",
        config_map("diff-a"),
        config_map("diff-b"),
        config_map("diff-c")
    );
    submit(server, &addon("diff-stay", &both, &[]));
    run(server.apply(&config_map("diff-b")));
    let text = addon("diff-stay", &config_map("diff-a"), &[]);
    let (code, _, err) = diff(server, &text, &[]);
    let note = "note: diff-stay: no longer named, and left in the cluster; after the upgrade: addonctl orphans diff-stay\n  ConfigMap default/diff-b\n";
    assert_eq!((code, err.as_str()), (1, note));
    assert_eq!(diff(server, &text, &["-q"]).2, "");
}

/// A program that a shell runs, in a folder of its own.
fn script(text: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("program");
    fs::write(&file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    (folder, file)
}

#[test]
fn another_program_gets_two_folders() {
    let Some(server) = shared("another_program_gets_two_folders") else { return };
    let text = addon("diff-other", &config_map("diff-other"), &[]);
    let (_folder, program) = script(
        "[ \"$3\" = --code=5 ] && exit 5\n[ \"$3\" = --code=0 ] && exit 0\ncd \"$2\"\necho \"$3\" *\ncd \"$1\"\nwc -c * | tail -1\nexit 1",
    );
    let other = |flags: &str| {
        let command = format!("{} {flags}", program.display());
        let mut run = server.addonctl();
        let path = "/usr/bin:/bin";
        fed(
            run.args(["diff", "-f", "-"]).env("KUBECTL_EXTERNAL_DIFF", command).env("PATH", path),
            &text,
        )
    };
    let (code, out, err) = other("--side");
    let names = "--side addonmgr.keikoproj.io.v1alpha1.Addon.addon-manager-system.diff-other v1.ConfigMap.default.diff-other\n0 total\n";
    assert_eq!((code, out.trim_start(), err.as_str()), (1, names, ""));
    assert_eq!(other("--code=0").0, 0);
    let (code, _, err) = other("--code=5");
    assert_eq!((code, err.contains("failed with exit code 5")), (3, true), "{err}");
    let (code, _, err) = diff(server, &text, &["--external-diff", "/no/such"]);
    assert_eq!(code, 3);
    assert_eq!(err, "error: cannot run `/no/such`, the external diff: there is no such program\n");
}

#[test]
fn files_of_flags_colours_and_bad_input() {
    let Some(server) = shared("files_of_flags_colours_and_bad_input") else { return };
    let flags = ["diff", "-f", "examples/original/create.yaml", "-v", "v0.3", "--color", "always"];
    let (code, out, _) = told(server.addonctl().args(flags).output().unwrap());
    assert_eq!(code, 1);
    assert!(out.contains("\x1b[32m+  pkgVersion: v0.3\x1b[0m\n"), "{out}");
    let bad =
        ["diff", "Hello", "-n", "default", "-v", "v1", "--install", "examples/original/mixed.yaml"];
    let (code, out, err) = told(server.addonctl().args(bad).output().unwrap());
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("error[addon-name]"), "{err}");
    let nowhere = ["diff", "-f", "examples/original/create.yaml", "--context", "no-such"];
    let (code, _, err) = told(server.addonctl().args(nowhere).output().unwrap());
    assert_eq!((code, err.starts_with("error: ")), (3, true), "{err}");
}
