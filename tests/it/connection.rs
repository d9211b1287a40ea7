//! Ways to a cluster that do not work, in words.

use std::process::{Command, Output};
use std::time::Duration;

use crate::apiserver::{addonctl, own, run, shared};
use crate::fake::{Fake, Fault, Rule};
use crate::play::{config_map, told};

fn failed(command: &mut Command, code: i32) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let stderr = String::from_utf8(stderr).unwrap();
    assert_eq!(status.code(), Some(code), "{stderr}");
    assert!(stdout.is_empty());
    stderr
}

#[test]
fn what_a_user_may_not_do_is_said_with_a_hint() {
    let Some(server) = shared("what_a_user_may_not_do_is_said_with_a_hint") else { return };
    let said = failed(server.addonctl().args(["retry", "x", "--context", "viewer"]), 1);
    assert_eq!(
        said,
        "error: addons.addonmgr.keikoproj.io \"x\" is forbidden: User \"viewer\" cannot get resource \"addons\" in API group \"addonmgr.keikoproj.io\" in the namespace \"addon-manager-system\" (HTTP 403, Forbidden)\n  hint: ask for the permission, or act as somebody who has it with --as\n"
    );
    let said = failed(server.addonctl().args(["retry", "x", "--as", "viewer"]), 1);
    assert!(said.contains("User \"viewer\" cannot get"), "{said}");
}

#[test]
fn what_does_not_exist_is_said_as_kubectl_says_it() {
    let Some(server) = shared("what_does_not_exist_is_said_as_kubectl_says_it") else { return };
    let said = failed(server.addonctl().args(["delete", "nobody", "-y"]), 1);
    assert_eq!(
        said,
        "error: addons.addonmgr.keikoproj.io \"nobody\" not found in namespace addon-manager-system\n"
    );
}

#[test]
fn what_the_kubeconfig_does_not_have_is_named() {
    let Some(server) = shared("what_the_kubeconfig_does_not_have_is_named") else { return };
    let said = failed(server.addonctl().args(["retry", "x", "--context", "nope"]), 1);
    assert_eq!(said, "error: the kubeconfig has no context `nope`; it has admin, viewer\n");
    let said = failed(server.addonctl().args(["retry", "x", "--user", "nope"]), 1);
    assert_eq!(said, "error: the kubeconfig has no user `nope`; it has admin, viewer\n");
    let said = failed(server.addonctl().args(["retry", "x", "--cluster", "nope"]), 1);
    assert_eq!(said, "error: the kubeconfig has no cluster `nope`; it has it\n");
}

#[test]
fn a_server_that_is_not_there_is_said() {
    let Some(server) = shared("a_server_that_is_not_there_is_said") else { return };
    let nowhere = server.write_kubeconfig("nowhere", "http://127.0.0.1:1");
    let said = failed(addonctl(&nowhere).args(["retry", "x"]), 1);
    let file = nowhere.display();
    assert_eq!(
        said,
        format!(
            "error: cannot reach http://127.0.0.1:1 (context admin, kubeconfig {file}): connection refused\n"
        )
    );
    let through = addonctl(&server.write_kubeconfig("far", "http://cluster.invalid:6443"));
    let mut through = through;
    let said =
        failed(through.env("HTTPS_PROXY", "http://me:word@127.0.0.1:1").args(["status", "x"]), 1);
    let expected = "http://cluster.invalid:6443 (context admin, kubeconfig ";
    assert!(said.contains(expected), "{said}");
    assert!(
        said.ends_with(
            ") through the proxy http://127.0.0.1:1 ($HTTPS_PROXY): connection refused\n"
        ),
        "{said}"
    );
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    let Some(server) = shared("a_server_that_never_answers_is_given_up") else { return };
    let rule = Rule { when: |_| true, times: usize::MAX, fault: Fault::Silence };
    let fake = Fake::start(server, vec![rule]);
    let mut retry = addonctl(&fake.kubeconfig);
    let said = failed(retry.args(["retry", "x", "--request-timeout", "1s"]), 1);
    assert!(said.starts_with("error: http://127.0.0.1:"), "{said}");
    assert!(said.ends_with(") did not answer within 1 s (--request-timeout)\n"), "{said}");
}

#[test]
fn what_is_no_api_server_is_said() {
    let Some(server) = shared("what_is_no_api_server_is_said") else { return };
    let rule = Rule { when: |_| true, times: usize::MAX, fault: Fault::Garbage };
    let fake = Fake::start(server, vec![rule]);
    let mut retry = addonctl(&fake.kubeconfig);
    let said = failed(retry.args(["retry", "x"]), 1);
    assert!(said.starts_with("error: the API server sent something unexpected: "), "{said}");
}

#[test]
fn a_server_that_is_busy_is_asked_again() {
    let Some(server) = shared("a_server_that_is_busy_is_asked_again") else { return };
    let busy = |code| Rule { when: |_| true, times: 2, fault: Fault::Status(code) };
    let slow = Rule { when: |_| true, times: 1, fault: Fault::Slow(Duration::from_millis(200)) };
    let fake = Fake::start(server, vec![busy(429), busy(503), slow]);
    let mut retry = addonctl(&fake.kubeconfig);
    let said = failed(retry.args(["retry", "nobody"]), 1);
    assert!(said.contains("\"nobody\" not found"), "{said}");
    assert_eq!(fake.log().len(), 5);
}

#[test]
fn somebody_else_is_acted_as() {
    let Some(server) = shared("somebody_else_is_acted_as") else { return };
    let alone = failed(server.addonctl().args(["retry", "x", "--as-group", "ops"]), 2);
    assert!(alone.contains("--as <USER>"), "{alone}");
    // The viewer may not even look; as somebody of this group, the admin may.
    let groups = ["--as", "viewer", "--as-group", "ops", "--as-group", "system:masters"];
    let said = failed(server.addonctl().args(["retry", "nobody"]).args(groups), 1);
    assert!(said.contains("\"nobody\" not found"), "{said}");
    let fake = Fake::start(server, Vec::new());
    failed(addonctl(&fake.kubeconfig).args(["retry", "nobody"]).args(groups), 1);
    let requests = fake.requests();
    assert_eq!(requests[0].header("impersonate-user"), ["viewer"]);
    assert_eq!(requests[0].header("impersonate-group"), ["ops", "system:masters"]);
}

#[test]
fn nothing_that_waits_waits_for_a_server_that_was_never_there() {
    let Some(server) = shared("nothing_that_waits_waits_for_a_server_that_was_never_there") else {
        return;
    };
    let nowhere = server.write_kubeconfig("never", "http://127.0.0.1:1");
    for args in [
        &["wait", "x"][..],
        &["wait", "x", "--for", "deleted"],
        &["wait", "x", "y", "--for", "healthy"],
        &["get", "-w"],
        &["logs", "x", "-f"],
        &["status", "x", "y", "z"],
        &["retry", "x", "y"],
        &["orphans", "x"],
    ] {
        let said = failed(addonctl(&nowhere).args(args), 1);
        assert!(said.starts_with("error: cannot reach http://127.0.0.1:1 ("), "{args:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{args:?}: {said}");
    }
}

#[test]
fn a_variable_is_not_blamed_on_the_kubeconfig() {
    let Some(server) = shared("a_variable_is_not_blamed_on_the_kubeconfig") else { return };
    let far = server.write_kubeconfig("far-away", "https://cluster.invalid:6443");
    for proxy in ["nonsense://", "ftp://proxy:1"] {
        let said = failed(addonctl(&far).env("HTTPS_PROXY", proxy).args(["get"]), 1);
        let expected = format!("error: $HTTPS_PROXY is no address of a proxy: `{proxy}`; ");
        assert!(said.starts_with(&expected), "{said}");
        // To a loopback address no proxy leads.
        server.addonctl().env("HTTPS_PROXY", proxy).args(["get"]).output().unwrap();
        let near = server.addonctl().env("HTTPS_PROXY", proxy).args(["get", "nobody"]).output();
        let said = String::from_utf8(near.unwrap().stderr).unwrap();
        assert!(said.contains("not found"), "{said}");
    }
}

#[test]
fn a_web_page_is_not_printed() {
    let Some(server) = shared("a_web_page_is_not_printed") else { return };
    let rule = Rule { when: |_| true, times: usize::MAX, fault: Fault::Page };
    let fake = Fake::start(server, vec![rule]);
    for args in [&["get"][..], &["status", "x"], &["delete", "x", "-y"]] {
        let said = failed(addonctl(&fake.kubeconfig).args(args), 1);
        assert!(
            said.contains(") is no API server: it answers with a web page (HTTP 200)\n"),
            "{said}"
        );
        assert!(!said.contains('<'), "{said}");
    }
}

#[test]
fn a_missing_crd_is_what_every_verb_says() {
    let Some(server) = own("a_missing_crd_is_what_every_verb_says") else { return };
    run(server.drop_crd("addons.addonmgr.keikoproj.io"));
    let install =
        ["--install", "examples/feature-flags/install/crd.yaml", "-n", "default", "-v", "v1"];
    for args in [
        &["get"][..],
        &["get", "x"],
        &["get", "-w"],
        &["status", "x"],
        &["status"],
        &["tree", "x"],
        &["tree", "x", "--deps"],
        &["logs", "x"],
        &["logs", "x", "-f"],
        &["events", "x"],
        &["wait", "x"],
        &["wait", "x", "--for", "deleted"],
        &["retry", "x"],
        &["retry", "--all-failed"],
        &["delete", "x", "-y"],
        &["validate", "x"],
        &["orphans", "x"],
        &["render", "x"],
        &[&["create", "x"][..], &install].concat(),
        &[&["apply", "x", "--no-preflight"][..], &install].concat(),
    ] {
        let said = failed(server.addonctl().args(args), 1);
        assert!(
            said.contains(
                "knows no addons.addonmgr.keikoproj.io: the CRD of the Addon is not installed\n"
            ),
            "{args:?}: {said}"
        );
        assert!(
            said.contains("addonctl crd | kubectl apply --server-side -f -"),
            "{args:?}: {said}"
        );
        assert!(!said.contains("page not found"), "{args:?}: {said}");
    }
}

#[test]
fn a_server_that_dies_in_a_comparison_is_said_once() {
    let Some(server) = shared("a_server_that_dies_in_a_comparison_is_said_once") else { return };
    let folder = tempfile::tempdir().unwrap();
    let maps: Vec<String> = (0..40).map(|number| config_map(&format!("dies-{number}"))).collect();
    let file = folder.path().join("maps.yaml");
    std::fs::write(&file, maps.join("---\n")).unwrap();
    let rule = Rule {
        when: |it| it.method == "PATCH" && it.path.contains("/configmaps/dies-7"),
        times: usize::MAX,
        fault: Fault::Closed,
    };
    let fake = Fake::start(server, vec![rule]);
    let mut diff = addonctl(&fake.kubeconfig);
    diff.args(["diff", "dies", "-n", "default", "-v", "v1", "--install"]).arg(&file);
    let (code, _, err) = told(diff.output().unwrap());
    assert!(code > 1 && err.lines().count() < 4, "{code} {err}");
    assert!(err.contains(") broke: it closed the connection without an answer"), "{err}");
}
