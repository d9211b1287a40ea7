//! Each verb that asks or waits, in front of a terminal: its questions, its end, and the command that goes on after it.

use std::io::Write as _;
use std::process::Command;

use crate::apiserver::{ApiServer, run, shared};
use crate::play::{addon, config_map};
use crate::pty::Terminal;
use crate::terminal::{on_its_way, open, tell};

/// What is on the screen, as one line: a command that is wider than the terminal is whole again.
fn flat(terminal: &Terminal) -> String {
    terminal.screen().replace('\n', " ")
}

/// A run that is interrupted as soon as this is on the screen: what it says then.
fn interrupted(server: &ApiServer, line: &[&str], shown: &str) -> String {
    let mut command = server.addonctl();
    command.args(line);
    let mut terminal = Terminal::sized(160, 24, command);
    terminal.shows(shown);
    terminal.ctrl('c');
    assert_eq!(terminal.end(), 130, "{}", terminal.screen());
    flat(&terminal)
}

/// A file with a config map.
fn manifest(name: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
    file.write_all(config_map(name).as_bytes()).unwrap();
    file
}

#[test]
fn every_command_that_goes_on_has_the_flags() {
    let Some(server) = shared("every_command_that_goes_on_has_the_flags") else { return };
    on_its_way(server, "tty-on");
    let kubeconfig = server.kubeconfig().display().to_string();
    let to = ["--kubeconfig", kubeconfig.as_str(), "--context", "admin"];
    let ends = format!("--kubeconfig {kubeconfig} --context admin");
    let file = manifest("tty-on");
    let file = file.path().to_str().unwrap();
    let apply = ["apply", "tty-on", "-n", "default", "-v", "v2", "--install", file, "--wait"];
    let apply = [&apply[..], &["--no-preflight", "--force-conflicts", "--timeout", "9m"]].concat();
    for (line, shown, goes_on) in [
        (
            vec!["wait", "tty-on", "--for", "deleted", "--timeout", "5m"],
            "somebody to delete it 1s",
            "addonctl wait tty-on --for deleted --timeout 5m",
        ),
        (
            vec!["wait", "tty-on", "--for", "healthy"],
            "stage 1s",
            "addonctl wait tty-on --for healthy",
        ),
        (apply, "to take notice 1s", "addonctl wait tty-on --timeout 9m"),
        (
            vec!["delete", "tty-on", "--yes", "--timeout", "5m"],
            "the delete stage 1s",
            "addonctl wait tty-on --for deleted --timeout 5m",
        ),
    ] {
        let said = interrupted(server, &[line, to.to_vec()].concat(), shown);
        let expected = format!("{goes_on} {ends}");
        assert!(said.contains("interrupted; ") && said.contains(&expected), "{expected}\n{said}");
        assert!(!said.contains("waiting for"), "{said}");
    }
    let mut late = server.addonctl();
    late.args(["wait", "tty-on", "--for", "deleted", "--timeout", "1s", "--context", "admin"]);
    let mut terminal = Terminal::sized(160, 24, late);
    assert_eq!(terminal.end(), 4);
    let hint = "addonctl wait tty-on --for deleted --timeout 30m --context admin";
    assert!(flat(&terminal).contains(hint), "{}", flat(&terminal));
}

#[test]
fn a_question_is_answered_by_any_key() {
    let Some(server) = shared("a_question_is_answered_by_any_key") else { return };
    on_its_way(server, "tty-ask");
    let no: fn(&Terminal) = |terminal| terminal.types("n\n");
    let nothing: fn(&Terminal) = |terminal| terminal.types("\n");
    let interrupt: fn(&Terminal) = |terminal| terminal.ctrl('c');
    let eof: fn(&Terminal) = |terminal| terminal.ctrl('d');
    let other: fn(&Terminal) = |terminal| terminal.types("tty-another\n");
    let force = ["delete", "tty-ask", "--force"];
    let name = "Type the name of the Addon to let go of it (tty-ask):";
    for (line, question, key, code) in [
        (&force[..2], "Delete it? [y/N]", no, 1),
        (&force[..2], "Delete it? [y/N]", nothing, 1),
        (&force[..2], "Delete it? [y/N]", interrupt, 130),
        (&force[..2], "Delete it? [y/N]", eof, 1),
        (&force[..], name, other, 1),
        (&force[..], name, interrupt, 130),
        (&force[..], name, eof, 1),
    ] {
        let mut terminal = open(server, line);
        terminal.shows(question);
        key(&terminal);
        assert_eq!(terminal.end(), code, "{}", terminal.screen());
        let screen = terminal.screen();
        let last = screen.lines().last().unwrap();
        let expected = if code == 130 {
            "interrupted; nothing was deleted"
        } else {
            "error: nothing was deleted"
        };
        assert_eq!(last, expected, "{screen}");
    }
    let mut terminal = open(server, &["delete", "tty-ask"]);
    terminal.shows("Delete it? [y/N]");
    terminal.types("y\n");
    terminal.shows("tty-ask: waiting for the delete stage");
    terminal.shows("stage 1s");
    run(server.finalize("tty-ask"));
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    terminal.shows("addon.addonmgr.keikoproj.io \"tty-ask\" deleted");
    terminal.drops("waiting");
    on_its_way(server, "tty-ask");
    let mut terminal = open(server, &force);
    terminal.shows(name);
    terminal.types("tty-ask\n");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    terminal.shows("\"tty-ask\" deleted");
}

#[test]
fn several_are_deleted_side_by_side() {
    let Some(server) = shared("several_are_deleted_side_by_side") else { return };
    let names = ["tty-del-a", "tty-del-b"];
    for name in names {
        on_its_way(server, name);
    }
    let mut terminal = open(server, &["delete", "tty-del-a", "tty-del-b", "--yes"]);
    for name in names {
        terminal.shows(&format!("{name}: waiting for the delete stage"));
    }
    run(server.finalize("tty-del-b"));
    terminal.shows("\"tty-del-b\" deleted");
    terminal.shows("tty-del-a: waiting");
    tell(server, "tty-del-a", "Delete Failed", "it does not want to go");
    assert_eq!(terminal.end(), 3, "{}", terminal.screen());
    terminal.shows("tty-del-a: Delete Failed: it does not want to go");
    terminal.drops("waiting for");
    let mut terminal = open(server, &["retry", "tty-del-a", "--wait"]);
    terminal.shows("tty-del-a: waiting for the delete stage");
    run(server.finalize("tty-del-a"));
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
}

#[test]
fn create_waits_on_a_terminal() {
    let Some(server) = shared("create_waits_on_a_terminal") else { return };
    let file = manifest("tty-create");
    let file = file.path().to_str().unwrap();
    let create = ["create", "tty-create", "-n", "default", "-v", "v1", "--install", file];
    let mut terminal = open(server, &[&create[..], &["--wait"]].concat());
    terminal.shows("addon.addonmgr.keikoproj.io/tty-create created");
    terminal.shows("tty-create: waiting for the controller to take notice");
    terminal.shows("1s");
    tell(server, "tty-create", "Succeeded", "");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert_eq!(
        terminal.screen(),
        "addon.addonmgr.keikoproj.io/tty-create created\naddon.addonmgr.keikoproj.io/tty-create succeeded"
    );
}

#[test]
fn retry_waits_on_a_terminal() {
    let Some(server) = shared("retry_waits_on_a_terminal") else { return };
    run(server.take_on(&addon("tty-retry", &config_map("r"), &[]), "Succeeded", "Failed"));
    let said = interrupted(
        server,
        &["retry", "tty-retry", "--wait", "--timeout", "5m"],
        "to take notice 1s",
    );
    assert!(said.contains("addonctl retry tty-retry --wait --timeout 5m"), "{said}");
    tell(server, "tty-retry", "Failed", "again");
    let mut terminal = open(server, &["retry", "tty-retry", "--wait"]);
    terminal.shows("tty-retry: waiting for the controller to take notice");
    tell(server, "tty-retry", "Succeeded", "");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
}

#[test]
fn validate_is_followed_on_a_terminal() {
    let Some(server) = shared("validate_is_followed_on_a_terminal") else { return };
    let file = manifest("tty-valid");
    let flags = ["--validate", file.path().to_str().unwrap()];
    let text = addon("tty-valid", &config_map("v"), &flags);
    run(server.take_on(&text, "Succeeded", "Succeeded"));
    let said = interrupted(server, &["validate", "tty-valid", "--timeout", "5m"], "created");
    assert!(said.contains("addonctl validate tty-valid --timeout 5m"), "{said}");
    let mut terminal = open(server, &["validate", "tty-valid", "--timeout", "1s"]);
    terminal.shows("is running already");
    assert_eq!(terminal.end(), 4, "{}", terminal.screen());
    assert!(
        flat(&terminal).contains("addonctl validate tty-valid --timeout 30m"),
        "{}",
        flat(&terminal)
    );
}

#[test]
fn a_stopped_terminal_is_ended_by_ctrl_c() {
    let Some(server) = shared("a_stopped_terminal_is_ended_by_ctrl_c") else { return };
    on_its_way(server, "tty-stop");
    let mut terminal = open(server, &["wait", "tty-stop"]);
    terminal.shows("stage 1s");
    terminal.ctrl('s');
    // More news than a terminal keeps.
    for number in 0..3 {
        tell(server, "tty-stop", "Pending", &format!("{number}"));
    }
    terminal.ctrl('c');
    assert_eq!(terminal.end(), 130, "{}", terminal.screen());
}

#[test]
fn quiet_says_nothing_but_errors() {
    let Some(server) = shared("quiet_says_nothing_but_errors") else { return };
    on_its_way(server, "tty-quiet");
    let mut terminal = open(server, &["wait", "tty-quiet", "-q"]);
    tell(server, "tty-quiet", "Succeeded", "");
    assert_eq!((terminal.end(), terminal.written().as_str()), (0, ""));
    let mut command: Command = server.addonctl();
    command.args(["delete", "tty-quiet", "-q", "--yes", "--force", "--confirm", "tty-quiet"]);
    let mut terminal = Terminal::run(command);
    assert_eq!((terminal.end(), terminal.written().as_str()), (0, ""));
}
