//! Waiting for an Addon over a bad line: what spoils a request or a watch is got over, and only the truth ends it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStderr, Command};
use std::time::Duration;

use kube::api::{DeleteParams, DynamicObject};
use serde_json::json;

use crate::apiserver::{ApiServer, addonctl, own, run, shared};
use crate::fake::{Fake, Fault, Request, Rule};
use crate::play::{addon, begin, config_map, ended, told};

/// A run of addonctl whose standard error is read as it comes.
struct Run {
    child: Child,
    err: BufReader<ChildStderr>,
    heard: String,
}

impl Run {
    fn begin(command: &mut Command) -> Self {
        let mut child = begin(command);
        let err = BufReader::new(child.stderr.take().unwrap());
        Self { child, err, heard: String::new() }
    }

    /// Waits until something is said.
    fn says(&mut self, text: &str) {
        while !self.heard.contains(text) {
            let count = self.err.read_line(&mut self.heard).unwrap();
            assert!(count > 0, "it has never said {text}, but:\n{}", self.heard);
        }
    }

    /// Exit code, standard output, standard error.
    fn end(mut self) -> (i32, String, String) {
        while self.err.read_line(&mut self.heard).unwrap() > 0 {}
        let (code, out, _) = ended(self.child);
        (code, out, self.heard)
    }
}

fn checksum(addon: &DynamicObject) -> String {
    addonctl::controller::checksum(&serde_json::from_value(addon.data["spec"].clone()).unwrap())
}

impl ApiServer {
    /// What the controller says of an Addon as it is now.
    async fn report(&self, name: &str, installed: &str) {
        let now = self.addons().await.get(name).await.unwrap();
        let status = json!({
            "checksum": checksum(&now), "reason": format!("{installed} it is"), "resources": [], "starttime": 1,
            "lifecycle": {"prereqs": "Succeeded", "installed": installed},
        });
        self.set_status(name, &status).await;
    }
}

/// What happens to the watches and to the lists of Addons, in order.
struct Line {
    watches: &'static [Fault],
    lists: &'static [Fault],
}

impl Line {
    fn fake(&self, server: &'static ApiServer) -> Fake {
        let rule = |when: fn(&Request) -> bool| {
            move |fault: &Fault| Rule { when, times: 1, fault: *fault }
        };
        let watches = self.watches.iter().map(rule(Request::watches_addons));
        let lists = self.lists.iter().map(rule(Request::lists_addons));
        Fake::start(server, watches.chain(lists).collect())
    }

    /// Has something to tell to each watch that will not end well, and success to the one after.
    fn drive(&self, server: &ApiServer, fake: &Fake, name: &str) {
        let bad = self.watches.iter().filter(|fault| !matches!(fault, Fault::Slow(_))).count();
        for number in 1..=bad {
            fake.until(number, Request::watches_addons);
            let news = json!({"checksum": "", "lifecycle": {}, "reason": "", "resources": [], "starttime": number});
            run(server.set_status(name, &news));
        }
        fake.until(bad + 1, Request::watches_addons);
        run(server.report(name, "Succeeded"));
    }
}

const LINES: [Line; 5] = [
    Line { watches: &[Fault::Cut(0), Fault::Cut(100)], lists: &[Fault::Closed] },
    Line { watches: &[Fault::Later(429, 1), Fault::Status(503)], lists: &[Fault::Later(429, 1)] },
    Line { watches: &[Fault::Gone, Fault::Status(410)], lists: &[Fault::Status(410)] },
    Line { watches: &[Fault::Spoilt, Fault::Garbage], lists: &[Fault::Garbage] },
    Line {
        watches: &[Fault::Closed, Fault::Slow(Duration::from_millis(300))],
        lists: &[Fault::Slow(Duration::from_millis(300)), Fault::Cut(50)],
    },
];

/// The flags of an Addon that these tests submit.
const INSTALL: [&str; 6] =
    ["-n", "default", "--install", "examples/feature-flags/install/crd.yaml", "-v", "v2"];
const WAIT: [&str; 3] = ["--wait", "--no-preflight", "--force-conflicts"];

#[test]
fn a_wait_gets_over_a_bad_line() {
    let Some(server) = shared("a_wait_gets_over_a_bad_line") else { return };
    let mut runs = Vec::new();
    for verb in ["wait", "create", "apply"] {
        for (number, line) in LINES.iter().enumerate() {
            let name = format!("line-{verb}-{number}");
            if verb != "create" {
                run(server.take_on(&addon(&name, &config_map(&name), &[]), "Pending", "Pending"));
            }
            let fake = line.fake(server);
            let mut command = addonctl(&fake.kubeconfig);
            command.args([verb, &name, "--timeout", "60s"]);
            if verb != "wait" {
                command.args(INSTALL).args(WAIT);
            }
            runs.push((line, name, fake, begin(&mut command)));
        }
    }
    for (line, name, fake, _) in &runs {
        line.drive(server, fake, name);
    }
    for (_, name, _, child) in runs {
        let (code, out, err) = ended(child);
        let last = format!("addon.addonmgr.keikoproj.io/{name} succeeded\n");
        assert!(code == 0 && out.ends_with(&last), "{name} {code}: {out}{err}");
    }
}

#[test]
fn only_this_very_spec_ends_a_wait() {
    let Some(server) = shared("only_this_very_spec_ends_a_wait") else { return };
    for verb in ["apply", "wait"] {
        let name = format!("stale-{verb}");
        run(async {
            let text = addon(&name, &config_map(&name), &[]);
            server.take_on(&text, "Succeeded", "Succeeded").await;
            if verb == "wait" {
                server.apply(&addon(&name, &config_map("another"), &[])).await;
            }
        });
        let mut command = server.addonctl();
        command.args([verb, &name, "--timeout", "60s"]);
        if verb == "apply" {
            command.args(INSTALL).args(WAIT);
        }
        let mut wait = Run::begin(&mut command);
        wait.says("waiting for the controller to take notice");
        run(async {
            let of_another =
                json!({"checksum": "00000000", "lifecycle": {"installed": "Succeeded"}});
            server.set_status(&name, &of_another).await;
            let failed_before =
                json!({"checksum": "11111111", "lifecycle": {"installed": "Failed"}});
            server.set_status(&name, &failed_before).await;
            server.report(&name, "Failed").await;
        });
        let (code, out, err) = wait.end();
        assert!(code == 3 && !out.contains("succeeded"), "{out}{err}");
        assert!(err.contains(&format!("{name}: Failed: Failed it is")), "{err}");
    }
}

#[test]
fn a_deletion_by_somebody_else_ends_a_wait_for_success() {
    let Some(server) = shared("a_deletion_by_somebody_else_ends_a_wait_for_success") else {
        return;
    };
    for verb in ["create", "wait"] {
        let name = format!("taken-{verb}");
        if verb == "wait" {
            run(server.apply(&addon(&name, &config_map(&name), &[])));
        }
        let mut command = server.addonctl();
        command.args([verb, &name, "--timeout", "5m"]);
        if verb == "create" {
            command.args(INSTALL).args(WAIT);
        }
        let mut wait = Run::begin(&mut command);
        wait.says("waiting for the controller to take notice");
        run(async { server.addons().await.delete(&name, &DeleteParams::default()).await.unwrap() });
        let (code, out, err) = wait.end();
        assert!(code == 3 && !out.contains("succeeded"), "{code} {out}{err}");
        assert!(err.contains(&format!("{name}: somebody has deleted it meanwhile\n")), "{err}");
    }
}

#[test]
fn who_is_silent_is_named() {
    let Some(server) = shared("who_is_silent_is_named") else { return };
    let (of_controller, of_argo) = ("silent-controller", "silent-argo");
    run(async {
        server.apply(&addon(of_controller, &config_map(of_controller), &[])).await;
        let text = addon(of_argo, &config_map(of_argo), &[]);
        let taken = server.take_on(&text, "Succeeded", "Pending").await;
        server.submit_workflow(&taken, "silent-argo-install-1-wf").await;
    });
    let mut wait =
        Run::begin(server.addonctl().args(["wait", of_controller, of_argo, "--timeout", "2m"]));
    let look = "is it running? kubectl -n addon-manager-system get deploy,pods";
    wait.says(&format!("{of_controller}: the Addon controller has not looked at it for "));
    wait.says(&format!("{of_argo}: Argo has not begun with silent-argo-install-1-wf for "));
    assert!(wait.heard.contains(look), "{}", wait.heard);
    let (_, out, _) =
        told(server.addonctl().args(["status", of_controller, of_argo]).output().unwrap());
    assert!(out.contains("Why      The Addon controller has not looked at it for "), "{out}");
    assert!(
        out.contains("Why      Argo has not begun with silent-argo-install-1-wf for "),
        "{out}"
    );
    assert!(
        out.contains(
            "Help     see whether it runs: kubectl -n addon-manager-system get deploy,pods"
        ),
        "{out}"
    );
    run(async {
        server.report(of_controller, "Succeeded").await;
        server.report(of_argo, "Succeeded").await;
    });
    assert_eq!(wait.end().0, 0);
}

#[test]
fn a_wait_outlives_the_api_server() {
    let Some(server) = own("a_wait_outlives_the_api_server") else { return };
    run(server.take_on(&addon("outlive", &config_map("outlive"), &[]), "Pending", "Pending"));
    let mut wait = Run::begin(server.addonctl().args(["wait", "outlive", "--timeout", "5m"]));
    wait.says("waiting for the prereqs stage");
    server.kill();
    wait.says("the watch was cut");
    server.serve();
    run(server.report("outlive", "Succeeded"));
    let (code, out, err) = wait.end();
    let expected = "addon.addonmgr.keikoproj.io/outlive succeeded\n";
    assert_eq!((code, out.as_str()), (0, expected), "{err}");
}

#[test]
fn a_wait_ends_where_it_has_no_hope() {
    let Some(server) = shared("a_wait_ends_where_it_has_no_hope") else { return };
    let wait = ["wait", "nobody", "--context", "viewer"];
    let (code, out, err) = told(server.addonctl().args(wait).output().unwrap());
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("User \"viewer\" cannot list resource \"addons\""), "{err}");
    let silent = Rule { when: |_| true, times: usize::MAX, fault: Fault::Silence };
    let fake = Fake::start(server, vec![silent]);
    let wait = ["wait", "nobody", "--timeout", "1s"];
    let (code, out, err) = told(addonctl(&fake.kubeconfig).args(wait).output().unwrap());
    assert_eq!((code, out.as_str()), (4, ""));
    assert!(err.starts_with("nobody: timed out while waiting for the Addon to exist\n"), "{err}");
}
