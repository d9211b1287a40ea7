//! Ways to a cluster that do not work, in words.

use std::process::{Command, Output};
use std::time::Duration;

use crate::apiserver::{addonctl, shared};
use crate::fake::{Fake, Fault, Rule};

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
        "error: addon.addonmgr.keikoproj.io \"nobody\" not found in namespace addon-manager-system\n"
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
    assert!(said.starts_with("error: cannot reach the API server: "), "{said}");
    assert!(said.contains("onnection refused"), "{said}");
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    let Some(server) = shared("a_server_that_never_answers_is_given_up") else { return };
    let rule = Rule { when: |_| true, times: usize::MAX, fault: Fault::Silence };
    let fake = Fake::start(server, vec![rule]);
    let mut retry = addonctl(&fake.kubeconfig);
    let said = failed(retry.args(["retry", "x", "--request-timeout", "1s"]), 1);
    assert_eq!(said, "error: the API server did not answer within 1 s (--request-timeout)\n");
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
