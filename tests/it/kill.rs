//! addonctl killed at every point of a change: the next run completes what was begun.

use std::path::Path;

use serde_json::Value;

use crate::apiserver::{ApiServer, addonctl, run, shared};
use crate::fake::{Fake, Fault};
use crate::play::{addon, begin, config_map, told};

/// Runs addonctl until its request of this number, which the server gets or not, and kills it there.
fn kill_at(server: &'static ApiServer, number: usize, fault: Fault, args: &[&str]) {
    let fake = Fake::start_at(server, number, fault);
    let mut child = begin(addonctl(&fake.kubeconfig).args(args));
    fake.until_stuck(&mut child);
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Every point of a run of so many requests: before the server gets one, and when it has answered.
fn points(count: usize) -> impl Iterator<Item = (usize, Fault, &'static str)> {
    let ends = |number| [(number, Fault::Silence, "before"), (number, Fault::Swallowed, "after")];
    (0..count).flat_map(ends)
}

/// Writes two Addons of a version, one of which needs the other.
fn two(folder: &Path, name: &str, version: &str) -> String {
    let (base, on_top) = (format!("{name}-base"), format!("{name}-top"));
    let manifest = config_map(&format!("{name}-{version}"));
    let texts = [
        addon(&on_top, &manifest, &["--deps", &format!("{base}:*")]),
        addon(&base, &manifest, &[]),
    ];
    let file = folder.join(format!("{name}-{version}.yaml"));
    std::fs::write(&file, texts.join("---\n")).unwrap();
    file.display().to_string()
}

/// The Addons whose names begin so, as they were sent.
fn stored(server: &ApiServer, name: &str) -> Vec<Value> {
    let list =
        run(async { server.addons().await.list(&kube::api::ListParams::default()).await.unwrap() });
    let of_name = |it: &kube::api::DynamicObject| {
        it.metadata.name.as_deref().is_some_and(|it| it.starts_with(&format!("{name}-")))
    };
    let found = list.items.into_iter().filter(of_name);
    found.map(|mut it| it.data["spec"].take()).collect()
}

/// Runs addonctl on its own.
fn whole(server: &ApiServer, args: &[&str]) -> (i32, String, String) {
    told(server.addonctl().args(args).output().unwrap())
}

/// How many requests a run makes that nobody disturbs.
fn requests(server: &'static ApiServer, args: &[&str]) -> usize {
    let fake = Fake::start(server, Vec::new());
    let (code, _, err) = told(addonctl(&fake.kubeconfig).args(args).output().unwrap());
    assert_eq!(code, 0, "{err}");
    fake.log().len()
}

#[test]
fn an_apply_that_is_killed_is_completed_by_the_next() {
    let Some(server) = shared("an_apply_that_is_killed_is_completed_by_the_next") else { return };
    let folder = tempfile::tempdir().unwrap();
    let two = |name: &str, version: &str| two(folder.path(), name, version);
    let count = requests(server, &["apply", "-q", "-f", &two("kill", "new")]);
    for (number, fault, word) in points(count) {
        for upgrade in [false, true] {
            let name = format!("kill-{number}-{word}-{upgrade}");
            if upgrade {
                let (code, _, err) = whole(server, &["apply", "-q", "-f", &two(&name, "old")]);
                assert_eq!(code, 0, "{err}");
            }
            let apply = ["apply", "-q", "-f", &two(&name, "new")];
            kill_at(server, number, fault, &apply);
            let (code, _, err) = whole(server, &apply);
            assert_eq!((code, err.as_str()), (0, ""), "{name}");
            let stored = stored(server, &name);
            assert_eq!(stored.len(), 2);
            let is_new = |spec: &Value| spec.to_string().contains(&format!("{name}-new"));
            assert!(stored.iter().all(is_new), "{name}: {stored:#?}");
        }
    }
}

#[test]
fn a_create_that_is_killed_is_completed_by_the_next() {
    let Some(server) = shared("a_create_that_is_killed_is_completed_by_the_next") else { return };
    let install = ["--install", "examples/feature-flags/install/crd.yaml"];
    let create = |name: &str| {
        let create = ["create", name, "-n", "default", "-v", "v1", "-q"];
        [&create[..], &install].concat().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let args = create("kill-create");
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let count = requests(server, &args);
    for (number, fault, word) in points(count) {
        let name = format!("kill-{number}-{word}");
        let args = create(&name);
        let args: Vec<_> = args.iter().map(String::as_str).collect();
        kill_at(server, number, fault, &args);
        let (code, _, err) = whole(server, &args);
        if number == count - 1 && word == "after" {
            assert!(code == 1 && err.contains("already exists"), "{err}");
        } else {
            assert_eq!((code, err.as_str()), (0, ""), "{name}");
        }
        let spec = run(async { server.addons().await.get(&name).await.unwrap() });
        assert_eq!(spec.data["spec"]["pkgVersion"], "v1");
    }
}

#[test]
fn a_delete_that_is_killed_is_completed_by_the_next() {
    let Some(server) = shared("a_delete_that_is_killed_is_completed_by_the_next") else { return };
    let text = addon("kill-delete", &config_map("kill-delete"), &[]);
    let delete = ["delete", "kill-delete", "--force", "--confirm", "kill-delete", "-q"];
    run(server.take_on(&text, "Succeeded", "Failed"));
    for (number, fault, word) in points(requests(server, &delete)) {
        run(server.take_on(&text, "Succeeded", "Failed"));
        kill_at(server, number, fault, &delete);
        let again = [&delete[..], &["--ignore-not-found"]].concat();
        let (code, _, err) = whole(server, &again);
        assert_eq!(code, 0, "{number} {word}: {err}");
        let left = run(async { server.addons().await.get_opt("kill-delete").await.unwrap() });
        assert!(left.is_none(), "{number} {word}");
    }
}

#[test]
fn a_retry_that_is_killed_is_completed_by_the_next() {
    let Some(server) = shared("a_retry_that_is_killed_is_completed_by_the_next") else { return };
    let text = addon("kill-retry", &config_map("kill-retry"), &[]);
    let workflow = "kill-retry-install-1-wf";
    let fail = || {
        run(async {
            let made = server.take_on(&text, "Succeeded", "Failed").await;
            server.submit_workflow(&made, workflow).await;
        });
    };
    let retry = ["retry", "kill-retry", "-q"];
    fail();
    for (number, fault, word) in points(requests(server, &retry)) {
        fail();
        kill_at(server, number, fault, &retry);
        let (code, _, err) = whole(server, &retry);
        assert_eq!(code, 0, "{number} {word}: {err}");
        run(async {
            let now = server.addons().await.get("kill-retry").await.unwrap();
            assert_eq!(now.data["status"]["checksum"], "");
            let workflows = server.workflows().await;
            assert!(workflows.get_opt(workflow).await.unwrap().is_none(), "{number} {word}");
        });
    }
}
