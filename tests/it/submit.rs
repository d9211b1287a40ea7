//! Addons submitted to a real API server: what is said, and what of others stays.

use kube::api::{Patch, PatchParams};
use serde_json::json;

use crate::apiserver::{ApiServer, addonctl, run, shared};
use crate::fake::{Fake, Fault, Rule};
use crate::play::{addon, config_map, told};

/// Runs a verb with an Addon of this version; exit code, standard output, standard error.
fn submit(server: &ApiServer, verb: &str, version: &str, more: &[&str]) -> (i32, String, String) {
    let command = [verb, "sub-one", "-n", "default", "-v", version, "--no-preflight"];
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
    for (verb, more) in [("apply", &[][..]), ("create", &[]), ("create", &["--force"])] {
        let (code, out, err) = submit(server, verb, "v3", more);
        let expected = "error: addon `sub-one` is being deleted; wait for that first: addonctl wait sub-one --for deleted\n";
        assert_eq!((code, out.as_str(), err.as_str()), (1, "", expected));
    }
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

#[test]
fn as_little_is_asked_for_as_can_be() {
    let Some(server) = shared("as_little_is_asked_for_as_can_be") else { return };
    let of_core = "GET /api/v1/namespaces";
    let addons = "/apis/addonmgr.keikoproj.io/v1alpha1/namespaces/addon-manager-system/addons";
    let look = [
        format!("GET {addons}"),
        format!("{of_core}/default"),
        format!(
            "{of_core}/addon-manager-system/serviceaccounts/addon-manager-workflow-installer-sa"
        ),
        format!("{of_core}/default/secrets/sub-secret"),
        "GET /api".to_owned(),
        "GET /apis".to_owned(),
        "GET /apis/apiextensions.k8s.io/v1/customresourcedefinitions/featureflags.flags.example.com"
            .to_owned(),
    ];
    let send = [format!("GET {addons}/sub-few"), format!("PATCH {addons}/sub-few")];
    let secret = "{apiVersion: v1, kind: Secret, metadata: {name: sub-secret, namespace: default}}";
    run(server.apply(secret));
    for (verb, more, looks) in
        [("create", "--no-preflight", false), ("create", "--force", true), ("apply", "-q", true)]
    {
        let fake = Fake::start(server, Vec::new());
        let command = [verb, "sub-few", "-n", "default", "-v", "v1", "--secrets", "sub-secret"];
        let install = ["--install", "examples/feature-flags/install/crd.yaml", more];
        let submit = addonctl(&fake.kubeconfig).args(command).args(install).output().unwrap();
        let (code, _, err) = told(submit);
        assert_eq!(code, 0, "{err}");
        let mut expected = if looks { [&look[..], &send[..]].concat() } else { send.to_vec() };
        let mut log = fake.log();
        assert!(log.ends_with(&send), "{verb} {more}: {log:#?}");
        // The two lists of kinds are asked for side by side.
        log.sort();
        expected.sort();
        assert_eq!(log, expected, "{verb} {more}");
        assert!(
            fake.requests().iter().all(|it| it.header("user-agent")[0].starts_with("addonctl/"))
        );
        let patch = fake.requests().pop().unwrap();
        assert_eq!(patch.query, "&fieldManager=addonctl&fieldValidation=Strict", "{verb} {more}");
    }
}

#[test]
fn what_others_manage_is_taken_over_only_by_force() {
    let Some(server) = shared("what_others_manage_is_taken_over_only_by_force") else { return };
    let text = addon("sub-own", &config_map("sub-own"), &[]);
    run(server.apply(&text));
    let apply = |more: &[&str]| {
        let apply = ["apply", "sub-own", "-n", "default", "-v", "v2", "--no-preflight", "-q"];
        let install = ["--install", "examples/feature-flags/install/crd.yaml"];
        told(server.addonctl().args(apply).args(install).args(more).output().unwrap())
    };
    for more in [&[][..], &["--dryrun=server"]] {
        let (code, out, err) = apply(more);
        assert_eq!((code, out.as_str()), (1, ""));
        for part in ["conflict", "\"test\"", ".spec.pkgVersion", "with --force-conflicts\n"] {
            assert!(err.contains(part), "{err}");
        }
    }
    let version = || {
        let addon = run(async { server.addons().await.get("sub-own").await.unwrap() });
        addon.data["spec"]["pkgVersion"].clone()
    };
    let (code, out, err) = apply(&["--force-conflicts", "--dryrun=server"]);
    assert!(code == 0 && out.contains("pkgVersion: v2"), "{err}");
    assert_eq!(version(), "v1");
    assert_eq!(apply(&["--force-conflicts"]).0, 0);
    assert_eq!(version(), "v2");
}

#[test]
fn a_dry_run_at_the_server_stores_nothing() {
    let Some(server) = shared("a_dry_run_at_the_server_stores_nothing") else { return };
    let create = ["create", "sub-dry", "-n", "default", "-v", "v1", "--no-preflight"];
    let install = ["--install", "examples/feature-flags/install/crd.yaml", "--dryrun=server"];
    let (code, out, err) = told(server.addonctl().args(create).args(install).output().unwrap());
    assert!(code == 0 && out.contains("\n  uid: ") && err.is_empty(), "{out}{err}");
    let there = run(async { server.addons().await.get_opt("sub-dry").await.unwrap() });
    assert!(there.is_none());
}

/// Three files with four Addons, which depend on each other: `a` on `b` and `b` on `c`, nobody on `d`.
fn set(prefix: &str) -> (tempfile::TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let one = |name: &str, on: Option<&str>| {
        let name = format!("{prefix}-{name}");
        let deps = on.map(|on| format!("{prefix}-{on}:*"));
        let flags: Vec<_> = deps.iter().flat_map(|deps| ["--deps", deps.as_str()]).collect();
        addon(&name, &config_map(&name), &flags)
    };
    let texts = [
        format!("---\n{}---\n{}", one("a", Some("b")), one("d", None)),
        one("b", Some("c")),
        one("c", None),
    ];
    let mut args = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let file = folder.path().join(format!("{number}.yaml"));
        std::fs::write(&file, text).unwrap();
        args.extend(["-f".to_owned(), file.display().to_string()]);
    }
    (folder, args)
}

#[test]
fn one_that_is_refused_holds_up_only_what_needs_it() {
    let Some(server) = shared("one_that_is_refused_holds_up_only_what_needs_it") else { return };
    let (_folder, files) = set("set");
    let refuse = |fault| Rule {
        when: |it| it.method == "PATCH" && it.path.ends_with("/set-b"),
        times: 1,
        fault,
    };
    let said = |names: &[(&str, &str)]| {
        let line = |(name, word): &(&str, &str)| {
            format!("addon.addonmgr.keikoproj.io/set-{name} {word}\n")
        };
        names.iter().map(line).collect::<String>()
    };
    let apply = |fake: &Fake| {
        let apply = ["apply", "--no-preflight", "--request-timeout", "2s"];
        told(addonctl(&fake.kubeconfig).args(apply).args(&files).output().unwrap())
    };
    let fake = Fake::start(server, vec![refuse(Fault::Status(422))]);
    let (code, out, err) = apply(&fake);
    assert_eq!((code, out), (1, said(&[("d", "created"), ("c", "created")])));
    let expected = "error: set-b: the server does not want it (HTTP 422, Invalid)\nset-a: not sent, because it needs set-b\n";
    assert_eq!(err, expected);
    let fake = Fake::start(server, vec![refuse(Fault::Silence)]);
    let (code, out, err) = apply(&fake);
    assert_eq!((code, out), (1, said(&[("d", "unchanged"), ("c", "unchanged")])));
    assert!(err.starts_with("error: cannot submit set-b, set-a: http://127.0.0.1:"), "{err}");
    assert!(err.ends_with(") did not answer within 2 s (--request-timeout)\n"), "{err}");
    let (code, out, err) = apply(&Fake::start(server, Vec::new()));
    let all = [("d", "unchanged"), ("c", "unchanged"), ("b", "created"), ("a", "created")];
    assert_eq!((code, out, err), (0, said(&all), String::new()));
}

#[test]
fn what_several_lack_is_said_once() {
    let Some(server) = shared("what_several_lack_is_said_once") else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("both.yaml");
    let one = |name: &str| addon(name, &config_map(name), &["--service-account", "sub-nobody"]);
    std::fs::write(&file, format!("{}---\n{}", one("lack-a"), one("lack-b"))).unwrap();
    let (code, out, err) =
        told(server.addonctl().args(["apply", "-f"]).arg(&file).output().unwrap());
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(err.matches("no service account `sub-nobody`").count(), 1, "{err}");
    assert!(err.ends_with("1 error; nothing was made\n"), "{err}");
}
