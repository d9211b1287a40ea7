//! Waiting in front of a terminal: it is drawn, it ends by itself, by its time limit and by Ctrl-C, and leaves no litter.

use serde_json::{Value, json};

use crate::apiserver::{ApiServer, addonctl, run, shared};
use crate::fake::{Fake, Fault, Rule};
use crate::play::{addon, config_map};
use crate::pty::Terminal;

/// An Addon that the controller has taken on and that is on its way.
pub(crate) fn on_its_way(server: &ApiServer, name: &str) {
    run(server.take_on(&addon(name, &config_map(name), &[]), "Succeeded", "Pending"));
}

/// What the controller says of it now.
pub(crate) fn tell(server: &ApiServer, name: &str, installed: &str, reason: &str) {
    run(async {
        let now = server.addons().await.get(name).await.unwrap();
        let spec = serde_json::from_value(now.data["spec"].clone()).unwrap();
        let status = json!({
            "checksum": addonctl::lifecycle::checksum(&spec), "reason": reason, "resources": [], "starttime": 1,
            "lifecycle": {"prereqs": "Succeeded", "installed": installed},
        });
        server.set_status(name, &status).await;
    });
}

/// addonctl on a terminal of the usual size.
pub(crate) fn open(server: &ApiServer, line: &[&str]) -> Terminal {
    let mut command = server.addonctl();
    command.args(line);
    Terminal::run(command)
}

#[test]
fn a_wait_is_drawn_and_ends() {
    let Some(server) = shared("a_wait_is_drawn_and_ends") else { return };
    on_its_way(server, "tty-wait");
    let mut terminal = open(server, &["wait", "tty-wait"]);
    terminal.shows("tty-wait: waiting for the install stage");
    // The time goes on though nothing happens.
    terminal.shows("stage 1s");
    terminal.shows("stage 2s");
    tell(server, "tty-wait", "Succeeded", "");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert_eq!(terminal.screen(), "addon.addonmgr.keikoproj.io/tty-wait succeeded");
}

#[test]
fn ctrl_c_ends_a_wait_at_once() {
    let Some(server) = shared("ctrl_c_ends_a_wait_at_once") else { return };
    on_its_way(server, "tty-int");
    let mut terminal = open(server, &["wait", "tty-int"]);
    terminal.shows("stage 1s");
    terminal.ctrl('c');
    assert_eq!(terminal.end(), 130, "{}", terminal.screen());
    assert!(terminal.screen().contains("addonctl wait tty-int"), "{}", terminal.screen());
    assert!(!terminal.screen().contains("install stage"), "{}", terminal.screen());
}

#[test]
fn the_time_limit_ends_a_wait() {
    let Some(server) = shared("the_time_limit_ends_a_wait") else { return };
    on_its_way(server, "tty-late");
    let mut terminal = open(server, &["wait", "tty-late", "--timeout", "2s"]);
    assert_eq!(terminal.end(), 4);
    let screen = terminal.screen();
    assert!(
        screen.starts_with("tty-late: timed out while waiting for the install stage"),
        "{screen}"
    );
}

#[test]
fn several_are_followed_side_by_side() {
    let Some(server) = shared("several_are_followed_side_by_side") else { return };
    for name in ["tty-a", "tty-b", "tty-c"] {
        on_its_way(server, name);
    }
    let mut terminal = open(server, &["wait", "tty-a", "tty-b", "tty-c"]);
    for name in ["tty-a", "tty-b", "tty-c"] {
        terminal.shows(&format!("{name}: waiting for the install stage"));
    }
    tell(server, "tty-c", "Succeeded", "");
    terminal.shows("addon.addonmgr.keikoproj.io/tty-c succeeded");
    terminal.drops("tty-c: waiting");
    terminal.shows("tty-b: waiting");
    tell(server, "tty-a", "Succeeded", "");
    tell(server, "tty-b", "Succeeded", "");
    assert_eq!(terminal.end(), 0);
    assert_eq!(terminal.screen().lines().count(), 3, "{}", terminal.screen());
}

/// A Workflow of the install stage whose step has been tried so often; the last try runs.
pub(crate) fn tried(server: &ApiServer, name: &str, attempts: usize) -> Value {
    let id = |number| format!("p{number}");
    let mut nodes = json!({"r": {"id": "r", "type": "Retry", "displayName": "apply", "templateName": "apply",
        "phase": "Running", "children": (0..attempts).map(id).collect::<Vec<_>>()}});
    for number in 0..attempts {
        let phase = if number + 1 == attempts { "Running" } else { "Failed" };
        nodes[id(number)] = json!({"id": id(number), "type": "Pod", "displayName": format!("apply({number})"),
            "templateName": "apply", "phase": phase, "message": "Error (exit code 1)",
            "startedAt": format!("2026-01-01T00:00:0{number}Z")});
    }
    let owner = run(async { server.addons().await.get(name).await.unwrap() });
    json!({
        "apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow",
        "metadata": {
            "name": format!("{name}-install-1a2b3c4d-wf"), "namespace": crate::apiserver::NAMESPACE,
            "labels": {"app.kubernetes.io/name": name},
            "ownerReferences": [{"apiVersion": "addonmgr.keikoproj.io/v1alpha1", "kind": "Addon", "name": name, "uid": owner.metadata.uid}],
        },
        "spec": {"templates": [{"name": "apply", "retryStrategy": {"limit": "3"}}]},
        "status": {"phase": "Running", "nodes": nodes},
    })
}

#[test]
fn attempts_are_told_as_they_fail() {
    let Some(server) = shared("attempts_are_told_as_they_fail") else { return };
    on_its_way(server, "tty-try");
    let mut terminal = open(server, &["wait", "tty-try"]);
    terminal.shows("waiting for the install stage");
    run(server.apply(&tried(server, "tty-try", 1).to_string()));
    terminal.shows("tty-try: waiting for the install stage, step apply ");
    run(server.apply(&tried(server, "tty-try", 2).to_string()));
    terminal.shows("step apply (attempt 2 of 4)");
    terminal.shows("tty-try: apply failed (attempt 1 of 4): Error (exit code 1); Argo tries again");
    tell(server, "tty-try", "Succeeded", "");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn the_log_says_why_an_attempt_has_failed() {
    let Some(server) = shared("the_log_says_why_an_attempt_has_failed") else { return };
    on_its_way(server, "tty-log");
    let pod = json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": "tty-log-pod", "namespace": crate::apiserver::NAMESPACE,
            "labels": {"workflows.argoproj.io/workflow": "tty-log-install-1a2b3c4d-wf"},
            "annotations": {"workflows.argoproj.io/node-id": "p0"}},
        "spec": {"containers": [{"name": "main", "image": "kubectl"}]},
    });
    run(server.apply(&pod.to_string()));
    let log = "time=\"2026-01-01T00:00:00Z\" level=info msg=\"capturing logs\" argo=true\nerror: no matches for kind \"Gateway\"\n";
    let logs =
        Rule { when: |request| request.path.ends_with("/log"), times: 1, fault: Fault::Text(log) };
    let fake = Fake::start(server, vec![logs]);
    let mut command = addonctl(&fake.kubeconfig);
    command.args(["wait", "tty-log"]);
    let mut terminal = Terminal::sized(120, 24, command);
    terminal.shows("waiting for the install stage");
    run(server.apply(&tried(server, "tty-log", 2).to_string()));
    terminal.shows(
        "tty-log: apply failed (attempt 1 of 4): no matches for kind \"Gateway\"; Argo tries again",
    );
    tell(server, "tty-log", "Succeeded", "");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_drawing_fits_every_terminal() {
    let Some(server) = shared("a_drawing_fits_every_terminal") else { return };
    let name = "tty-of-a-name-that-is-long";
    on_its_way(server, name);
    let mut command = server.addonctl();
    command.args(["wait", name]);
    let mut terminal = Terminal::sized(20, 6, command);
    terminal.shows("tty-of-a-name-t… ");
    terminal.resize(12, 4);
    terminal.shows("tty-of-…");
    terminal.drops("name-th");
    terminal.resize(100, 24);
    terminal.shows("long: waiting for the install stage");
    assert_eq!(terminal.screen().matches("tty-of").count(), 1, "{}", terminal.screen());
    tell(server, name, "Failed", "it does not want to");
    assert_eq!(terminal.end(), 3);
    assert!(terminal.screen().starts_with(name), "{}", terminal.screen());
    assert!(!terminal.screen().contains("waiting"), "{}", terminal.screen());
}

#[test]
fn a_terminal_that_cannot_draw_gets_lines() {
    let Some(server) = shared("a_terminal_that_cannot_draw_gets_lines") else { return };
    on_its_way(server, "tty-dumb");
    let mut command = server.addonctl();
    command.args(["wait", "tty-dumb"]).env("TERM", "dumb");
    let mut terminal = Terminal::run(command);
    terminal.shows("tty-dumb: waiting for the install stage");
    tell(server, "tty-dumb", "Succeeded", "");
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.written().contains('\u{1b}'), "{:?}", terminal.written());
}
