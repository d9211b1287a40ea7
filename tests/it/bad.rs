//! Inputs that somebody might give, by mistake or on purpose: `tests/bad/`, whose README says how to add one.

use std::fs;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Kilobytes of memory, and seconds of a processor.
const LIMITS: &str = "ulimit -v 4000000; ulimit -t 10";
/// What the lines call our program.
const NAMES: &str = "PATH=$BIN:$PATH; C='addonctl create a -n ns -v v1 --dryrun --install'";
/// Whoever waits longer than this waits for ever, on the slowest machine.
const HANGS: Duration = Duration::from_mins(2);
/// Verbs whose product on standard output is what is wrong, so that they fail with one.
const FAIL_WITH_PRODUCT: [&str; 3] = ["addonctl lint", "addonctl check", "addonctl diff"];

/// A line of a table.
#[derive(Debug)]
struct Row {
    place: String,
    command: String,
    exit: i32,
    says: String,
}

fn rows() -> Vec<Row> {
    let mut files: Vec<_> =
        fs::read_dir("tests/bad").unwrap().map(|it| it.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    files.iter().flat_map(|file| rows_of(file)).collect()
}

fn rows_of(file: &Path) -> Vec<Row> {
    let text = fs::read_to_string(file).unwrap().replace("\n    ", " ");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let place = format!("{}: {line}", file.display());
            let (command, said) =
                line.rsplit_once(" => ").unwrap_or_else(|| panic!("{place}: no ` => `"));
            let (exit, says) = said.split_once(' ').unwrap_or((said, ""));
            let exit = exit.parse().unwrap_or_else(|_| panic!("{place}: no exit code"));
            Row { command: command.to_owned(), exit, says: says.to_owned(), place }
        })
        .collect()
}

/// Runs a line in a folder of its own; none where it hangs.
fn run(row: &Row) -> Option<Output> {
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir("tests/bad/files").unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
    }
    let bin = Path::new(env!("CARGO_BIN_EXE_addonctl")).parent().unwrap().display().to_string();
    let line = format!("{LIMITS}; {NAMES}; {}", row.command);
    let child = Command::new("sh")
        .args(["-c", &line])
        .current_dir(folder.path())
        .envs([("BIN", bin.as_str()), ("NO_COLOR", "1"), ("KUBECONFIG", "no/kubeconfig")])
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .unwrap();
    let group = format!("-{}", child.id());
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || send.send(child.wait_with_output()));
    if let Ok(output) = receive.recv_timeout(HANGS) {
        return Some(output.unwrap());
    }
    Command::new("kill").args(["-KILL", "--", &group]).status().unwrap();
    None
}

/// What is not as the row and the house say.
fn complaints(row: &Row) -> Vec<String> {
    let Some(output) = run(row) else { return vec!["it hangs".to_owned()] };
    let mut wrong = Vec::new();
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let code = output.status.code();
    // The shell tells a killed program's signal so.
    if output.status.signal().is_some() || code.is_some_and(|code| code == 101 || code > 130) {
        wrong.push(format!("it ended by itself: {}", output.status));
    }
    if code != Some(row.exit) {
        wrong.push(format!("exit code {code:?}"));
    }
    let first = err.lines().chain(out.lines()).next().unwrap_or_default();
    let as_said = match row.says.strip_suffix("...") {
        Some(start) => first.starts_with(start),
        None => first == row.says,
    };
    if !as_said {
        wrong.push(format!("it says: {first}"));
    }
    if code != Some(0)
        && !out.is_empty()
        && !FAIL_WITH_PRODUCT.iter().any(|verb| row.command.contains(verb))
    {
        wrong.push("it fails with something on standard output".to_owned());
    }
    for (name, text) in [("standard output", &out), ("standard error", &err)] {
        let acts = text.chars().find(|c| addonctl::plain::acts(*c) && !matches!(c, '\n' | '\t'));
        wrong.extend(acts.map(|c| format!("{c:?} on {name}")));
    }
    for words in ["panicked at", "os error", "/.tmp", ".addonctl-"] {
        if err.contains(words) {
            wrong.push(format!("`{words}` on standard error: {err}"));
        }
    }
    wrong
}

#[test]
fn bad_inputs_are_answered() {
    let rows = rows();
    let (next, told) = (Mutex::new(rows.iter()), Mutex::new(Vec::new()));
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let row = next.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some(row) = row else { return };
                    let wrong = complaints(row);
                    if !wrong.is_empty() {
                        let text = format!("{}\n    {}", row.place, wrong.join("\n    "));
                        told.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                    }
                }
            });
        }
    });
    let told = told.into_inner().unwrap_or_else(PoisonError::into_inner);
    assert!(told.is_empty(), "{} of {} rows:\n{}", told.len(), rows.len(), told.join("\n"));
}
