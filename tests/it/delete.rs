//! `delete` against a real API server; the tests play the controller.

use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use ::addonctl::output::Streams;
use kube::api::{Patch, PatchParams};
use serde_json::json;

use crate::apiserver::{ApiServer, addonctl, run, shared};
use crate::fake::{Fake, Fault, Rule};
use crate::play::{addon, begin, config_map, ended, is_leaving, submitted, told, until};

#[test]
fn delete_waits_and_says_what_is_left() {
    let Some(server) = shared("delete_waits_and_says_what_is_left") else { return };
    let manifests = format!("{}---\n{}", config_map("del-gone"), config_map("del-left"));
    run(async {
        server.take_on(&addon("del", &manifests, &[]), "Succeeded", "Succeeded").await;
        server.apply(&submitted("del-left", "del")).await;
    });
    let fake = Fake::start(server, Vec::new());
    let child =
        begin(addonctl(&fake.kubeconfig).args(["delete", "del", "--yes", "--timeout", "60s"]));
    run(async {
        until(&server.addons().await, "del", is_leaving).await;
        server.set_status("del", &json!({"lifecycle": {"installed": "Deleting"}})).await;
        server.finalize("del").await;
    });
    let (code, out, err) = ended(child);
    assert_eq!((code, out.as_str()), (0, "addon.addonmgr.keikoproj.io \"del\" deleted\n"), "{err}");
    let plan = "del: its delete stage takes away\n  ConfigMap default/del-left\n  ConfigMap default/del-gone\n";
    let left = "warning: del is gone, but these are still there:\n  ConfigMap default/del-left\n";
    assert!(err.starts_with(plan) && err.ends_with(left), "{err}");
    let addons = "/apis/addonmgr.keikoproj.io/v1alpha1/namespaces/addon-manager-system/addons";
    let log = fake.log();
    assert_eq!(log.iter().filter(|line| **line == format!("DELETE {addons}/del")).count(), 1);
    assert_eq!(log.iter().filter(|line| line.contains("?watch")).count(), 2, "{log:#?}");
    assert!(log.len() <= 14, "{log:#?}");
}

#[test]
fn delete_survives_a_bad_connection() {
    let Some(server) = shared("delete_survives_a_bad_connection") else { return };
    run(server.take_on(&addon("del-bad", &config_map("del-bad"), &[]), "Succeeded", "Succeeded"));
    let watch =
        |request: &crate::fake::Request| request.is_watch() && request.path.ends_with("/addons");
    let rule = |fault| Rule { when: watch, times: 1, fault };
    let faults = [Fault::Cut(0), Fault::Gone, Fault::Status(503), Fault::Cut(100), Fault::Garbage];
    let fake = Fake::start(server, faults.map(rule).into());
    let child =
        begin(addonctl(&fake.kubeconfig).args(["delete", "del-bad", "-y", "--timeout", "90s"]));
    run(async {
        until(&server.addons().await, "del-bad", is_leaving).await;
        while fake.log().iter().filter(|line| line.ends_with("/addons?watch")).count() < 6 {
            server.set_status("del-bad", &json!({"starttime": fake.log().len()})).await;
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        server.finalize("del-bad").await;
    });
    let (code, out, err) = ended(child);
    assert_eq!(
        (code, out.as_str()),
        (0, "addon.addonmgr.keikoproj.io \"del-bad\" deleted\n"),
        "{err}"
    );
}

#[test]
fn delete_asks_and_tries() {
    let Some(server) = shared("delete_asks_and_tries") else { return };
    let text = addon("del-dry", &config_map("del-dry"), &[]);
    run(server.take_on(&text, "Succeeded", "Succeeded"));
    let (code, _, err) = told(server.addonctl().args(["delete", "del-dry"]).output().unwrap());
    assert_eq!(code, 2);
    assert_eq!(err, "error: there is no terminal to ask on; add --yes\n");
    let (code, _, err) =
        told(server.addonctl().args(["delete", "del-dry", "--force", "-y"]).output().unwrap());
    assert_eq!((code, err.contains("--confirm NAME")), (2, true), "{err}");
    for (flag, word) in [("--dry-run", "(dry run)"), ("--dry-run=server", "(server dry run)")] {
        let (code, out, err) =
            told(server.addonctl().args(["delete", "del-dry", flag]).output().unwrap());
        assert_eq!(code, 0);
        assert_eq!(out, format!("addon.addonmgr.keikoproj.io \"del-dry\" deleted {word}\n"));
        assert_eq!(err, "del-dry: its delete stage takes away\n  ConfigMap default/del-dry\n");
    }
    let two = ["delete", "del-dry", "no-such", "-y"];
    let (code, _, err) = told(server.addonctl().args(two).output().unwrap());
    assert_eq!((code, err.contains("\"no-such\" not found")), (1, true), "{err}");
    run(async {
        let now = server.addons().await.get("del-dry").await.unwrap();
        assert!(now.metadata.deletion_timestamp.is_none());
    });
    let none = ["delete", "no-such", "-y", "--ignore-not-found"];
    assert_eq!(
        told(server.addonctl().args(none).output().unwrap()),
        (0, String::new(), String::new())
    );
}

#[test]
fn many_objects_are_told_by_kind() {
    let Some(server) = shared("many_objects_are_told_by_kind") else { return };
    let maps: Vec<_> = (0..21).map(|number| config_map(&format!("del-many-{number}"))).collect();
    run(server.take_on(&addon("del-many", &maps.join("---\n"), &[]), "Succeeded", "Succeeded"));
    let many = ["delete", "del-many", "--dry-run"];
    let (code, _, err) = told(server.addonctl().args(many).output().unwrap());
    let expected = "del-many: its delete stage takes away (21; --show-objects lists each)\n  ConfigMap: 21 in namespace default\n";
    assert_eq!((code, err.as_str()), (0, expected));
    let (_, _, err) = told(server.addonctl().args(many).arg("--show-objects").output().unwrap());
    assert_eq!(err.matches("\n  ConfigMap default/del-many-").count(), 21, "{err}");
}

#[test]
fn delete_gives_up_waiting_in_time() {
    let Some(server) = shared("delete_gives_up_waiting_in_time") else { return };
    run(server.take_on(&addon("del-slow", &config_map("x"), &[]), "Succeeded", "Succeeded"));
    let slow = ["delete", "del-slow", "-yq", "--timeout", "1s"];
    let (code, _, err) = told(server.addonctl().args(slow).output().unwrap());
    assert_eq!((code, err.contains("error: not gone after 1s: del-slow\n")), (4, true), "{err}");
    let no_wait = ["delete", "del-slow", "-yq", "--no-wait"];
    assert_eq!(told(server.addonctl().args(no_wait).output().unwrap()).0, 0);
}

#[test]
fn force_drops_the_finalizer_of_the_controller_and_no_other() {
    let Some(server) = shared("force_drops_the_finalizer_of_the_controller_and_no_other") else {
        return;
    };
    run(server.take_on(&addon("del-force", &config_map("del-force"), &[]), "Succeeded", "Failed"));
    let force = ["delete", "del-force", "--force", "--confirm", "del-force"];
    let (code, out, err) = told(server.addonctl().args(force).output().unwrap());
    assert_eq!(
        (code, out.as_str()),
        (0, "addon.addonmgr.keikoproj.io \"del-force\" deleted\n"),
        "{err}"
    );
    assert!(err.contains("these stay, if they exist\n  ConfigMap default/del-force\n"), "{err}");
    run(async {
        let text = addon("del-two", &config_map("del-two"), &[]);
        server.take_on(&text, "Succeeded", "Failed").await;
        let both = json!({"metadata": {"finalizers": ["delete.addonmgr.keikoproj.io", "example.com/other"]}});
        let api = server.addons().await;
        api.patch("del-two", &PatchParams::default(), &Patch::Merge(&both)).await.unwrap();
    });
    let force = ["delete", "del-two", "--force", "--confirm", "del-two", "--no-wait", "-q"];
    // The controller is at it as well.
    let race = Rule { when: |it| it.method == "PATCH", times: 2, fault: Fault::Status(409) };
    let fake = Fake::start(server, vec![race]);
    assert_eq!(told(addonctl(&fake.kubeconfig).args(force).output().unwrap()).0, 0);
    run(async {
        let now = server.addons().await.get("del-two").await.unwrap();
        assert_eq!(now.metadata.finalizers.unwrap(), ["example.com/other"]);
    });
}

/// addonctl in this process, with a terminal on which somebody types.
fn typed(server: &ApiServer, args: &[&str], typed: &str) -> (u8, String, String) {
    let (mut input, mut out, mut err) = (typed.as_bytes(), Vec::new(), Vec::new());
    let mut streams = Streams { interactive: true, ..Streams::new(&mut input, &mut out, &mut err) };
    let kubeconfig = server.kubeconfig().into_os_string();
    let line = ["addonctl"].iter().chain(args).map(OsString::from);
    let line = line.chain(["--kubeconfig".into(), kubeconfig]);
    let code = ::addonctl::run(line, &mut streams).code();
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn a_question_is_asked_and_its_answer_counts() {
    let Some(server) = shared("a_question_is_asked_and_its_answer_counts") else { return };
    run(server.take_on(&addon("asked", &config_map("asked"), &[]), "Succeeded", "Failed"));
    let (code, _, err) = typed(server, &["delete", "asked"], "n\n");
    let expected = "asked: its delete stage takes away\n  ConfigMap default/asked\nDelete it? [y/N] error: nothing was deleted\n";
    assert_eq!((code, err.as_str()), (1, expected));
    assert_eq!(typed(server, &["delete", "asked"], "").0, 1);
    let (code, _, err) = typed(server, &["delete", "asked", "--force"], "another\n");
    assert_eq!((code, err.ends_with("error: nothing was deleted\n")), (1, true), "{err}");
    let now = run(async { server.addons().await.get("asked").await }).unwrap();
    assert!(now.metadata.deletion_timestamp.is_none());
    let (code, out, err) = typed(server, &["delete", "asked", "--force"], "asked\n");
    let expected = "addon.addonmgr.keikoproj.io \"asked\" deleted\n";
    assert_eq!((code, out.as_str()), (0, expected), "{err}");
}

#[test]
fn ctrl_c_ends_the_waiting_and_not_the_deletion() {
    let Some(server) = shared("ctrl_c_ends_the_waiting_and_not_the_deletion") else { return };
    run(server.take_on(&addon("del-int", &config_map("i"), &[]), "Succeeded", "Succeeded"));
    let child = begin(server.addonctl().args(["delete", "del-int", "-y"]));
    run(async { until(&server.addons().await, "del-int", is_leaving).await });
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let (code, _, err) = ended(child);
    assert_eq!(code, 130, "{err}");
    assert!(err.ends_with("addonctl wait del-int --for deleted\n"), "{err}");
}
