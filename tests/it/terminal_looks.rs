//! What is looked at on a terminal: in colour unless that is not wanted, and no wider than the terminal.

use std::process::Command;

use vt100::Color;

use crate::apiserver::{ApiServer, addonctl, run, shared};
use crate::fake::{Fake, Request};
use crate::play::{addon, config_map};
use crate::pty::Terminal;
use crate::terminal::{on_its_way, tell, tried};

const RED: Color = Color::Idx(1);
const GREEN: Color = Color::Idx(2);
const YELLOW: Color = Color::Idx(3);

/// Runs a command to its end on a terminal of this width.
fn look(columns: u16, command: Command) -> Terminal {
    let mut terminal = Terminal::sized(columns, 40, command);
    terminal.end();
    terminal
}

fn command(server: &ApiServer, line: &[&str]) -> Command {
    let mut command = server.addonctl();
    command.args(line);
    command
}

const REASON: &str = "the reason is long, and it goes on for much longer than a terminal is wide";

/// An Addon that has failed.
fn failed(server: &ApiServer, name: &str) {
    on_its_way(server, name);
    tell(server, name, "Failed", REASON);
}

#[test]
fn tables_are_in_colour_and_as_wide_as_the_terminal() {
    let Some(server) = shared("tables_are_in_colour_and_as_wide_as_the_terminal") else { return };
    failed(server, "look-get");
    let get = ["get", "look-get"];
    let terminal = look(80, command(server, &get));
    assert_eq!(terminal.colour("Succeeded"), GREEN, "{}", terminal.screen());
    assert_eq!(terminal.colour("Failed"), RED);
    let screen = terminal.screen();
    assert_eq!(screen.lines().count(), 2, "{screen}");
    assert!(screen.contains("the reason") && screen.contains("…"), "{screen}");
    let terminal = look(20, command(server, &get));
    assert_eq!(terminal.screen().lines().count(), 2, "{}", terminal.screen());
    // All of it, where somebody asks for all of it or nobody looks.
    let wide = look(80, command(server, &["get", "look-get", "-o", "wide"]));
    assert!(wide.screen().replace('\n', "").contains(REASON), "{}", wide.screen());
    let piped = command(server, &get).output().unwrap();
    let piped = String::from_utf8(piped.stdout).unwrap();
    assert!(piped.contains(REASON) && !piped.contains('\u{1b}'), "{piped}");
    let piped = command(server, &["get", "look-get", "--color", "always"]).output().unwrap();
    assert!(String::from_utf8(piped.stdout).unwrap().contains("\u{1b}[31mFailed"));
}

#[test]
fn colour_is_decided_in_one_place() {
    let Some(server) = shared("colour_is_decided_in_one_place") else { return };
    failed(server, "look-no");
    let verbs = [["get", "look-no"], ["status", "look-no"], ["tree", "look-no"]];
    for verb in verbs {
        for (more, variable, coloured) in [
            (&[][..], ("TERM", "xterm"), true),
            (&[][..], ("TERM", "dumb"), false),
            (&[][..], ("NO_COLOR", "1"), false),
            (&["--color", "always"][..], ("NO_COLOR", "1"), true),
            (&["--color", "never"][..], ("CLICOLOR_FORCE", "1"), false),
        ] {
            let mut command = command(server, &[&verb[..], more].concat());
            command.env(variable.0, variable.1);
            let terminal = look(100, command);
            let written = terminal.written();
            assert_eq!(written.contains('\u{1b}'), coloured, "{verb:?} {variable:?}\n{written}");
            assert!(written.contains("Failed"), "{written}");
        }
        let forced = command(server, &verb).env("CLICOLOR_FORCE", "1").output().unwrap();
        let forced = String::from_utf8(forced.stdout).unwrap();
        assert!(forced.contains("\u{1b}[31m"), "{forced}");
    }
}

#[test]
fn a_watch_shows_each_change_in_a_line() {
    let Some(server) = shared("a_watch_shows_each_change_in_a_line") else { return };
    on_its_way(server, "look-watch");
    let mut terminal = Terminal::sized(70, 20, command(server, &["get", "look-watch", "-w"]));
    terminal.shows("Pending");
    assert_eq!(terminal.colour("Pending"), YELLOW);
    tell(server, "look-watch", "Failed", REASON);
    terminal.shows("Failed");
    assert_eq!(terminal.colour("Failed"), RED);
    terminal.resize(40, 20);
    tell(server, "look-watch", "Succeeded", "");
    terminal.shows("Suc…");
    terminal.ctrl('c');
    assert_eq!(terminal.end(), 130, "{}", terminal.screen());
}

#[test]
fn status_and_tree_are_in_colour() {
    let Some(server) = shared("status_and_tree_are_in_colour") else { return };
    failed(server, "look-see");
    run(server.apply(&tried(server, "look-see", 2).to_string()));
    let terminal = look(100, command(server, &["status", "look-see"]));
    assert_eq!(terminal.colour("Failed"), RED, "{}", terminal.screen());
    assert_eq!(terminal.colour("Why"), Color::Default);
    let terminal = look(60, command(server, &["tree", "look-see"]));
    assert_eq!(terminal.colour("Failed"), RED, "{}", terminal.screen());
    assert_eq!(terminal.colour("Running"), YELLOW, "{}", terminal.screen());
    assert_eq!(terminal.colour("missing"), RED, "{}", terminal.screen());
    let narrow = look(20, command(server, &["tree", "look-see"]));
    let lines = terminal.screen().lines().count();
    assert_eq!(narrow.screen().lines().count(), lines, "{}", narrow.screen());
    for verb in ["events", "logs", "orphans"] {
        // None of them has anything to show here; they end, and say so.
        let terminal = look(20, command(server, &[verb, "look-see"]));
        assert!(!terminal.screen().is_empty(), "{verb}");
    }
}

#[test]
fn logs_that_are_followed_are_ended_by_ctrl_c() {
    let Some(server) = shared("logs_that_are_followed_are_ended_by_ctrl_c") else { return };
    on_its_way(server, "look-logs");
    let fake = Fake::start(server, Vec::new());
    let mut logs = addonctl(&fake.kubeconfig);
    logs.args(["logs", "look-logs", "-f"]);
    let mut terminal = Terminal::run(logs);
    fake.until(1, Request::watches_addons);
    terminal.ctrl('c');
    assert_eq!(terminal.end(), 130, "{}", terminal.screen());
}

#[test]
fn findings_are_in_colour() {
    let bare = || addonctl("/dev/null".as_ref());
    let mut create = bare();
    create.args(["create", "Bad_Name", "-n", "default", "-v", "v1", "--dryrun", "--install"]);
    create.arg("examples/feature-flags/install/crd.yaml");
    let terminal = look(80, create);
    assert_ne!(terminal.colour("error"), Color::Default, "{}", terminal.screen());
    let mut lint = bare();
    lint.args(["lint", "-o", "text", "tests/bad/files/addon.yaml"]);
    let terminal = look(80, lint);
    assert!(terminal.written().contains('\u{1b}'), "{}", terminal.screen());
    let mut usage = bare();
    usage.arg("--nonsense");
    assert_ne!(look(80, usage).colour("error"), Color::Default);
}

#[test]
fn differences_are_in_colour() {
    let Some(server) = shared("differences_are_in_colour") else { return };
    on_its_way(server, "look-diff");
    run(server.apply(&addon("look-diff", &config_map("look-diff"), &[])));
    let mut file = tempfile::Builder::new().suffix(".yaml").tempfile().unwrap();
    let text = addon("look-diff", &config_map("look-other"), &["--desc", "changed"]);
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    let diff = command(server, &["diff", "--force-conflicts", "-f", file.path().to_str().unwrap()]);
    let terminal = look(100, diff);
    let written = terminal.written();
    assert!(written.contains("\u{1b}[32m") && written.contains("\u{1b}[31m"), "{written:?}");
}
