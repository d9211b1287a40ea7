//! The house rules that a compiler does not know: which room may use what, and how large a file gets.

use std::fs;
use std::path::{Path, PathBuf};

/// What the core does without. That it knows no edge and no verb, its `Cargo.toml` says already.
const NOT_IN_CORE: [&str; 8] =
    ["std::fs", "std::env", "stdin", "stdout", "stderr", "SystemTime", "std::process", "std::net"];

/// Where sources are, and the room that a whole crate is; the rooms of the root are the modules below `src`.
const CRATES: [(&str, Option<&str>); 3] = [
    ("crates/addon-core/src", Some("core")),
    ("crates/addon-cluster/src", Some("cluster")),
    ("src", None),
];

/// The most lines a file has in front of its tests.
const LONGEST_FILE: usize = 300;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, sorted.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name();
    let files = walk.into_iter().filter_entry(|entry| !is_built(entry.path())).map(Result::unwrap);
    files.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Whether it is none of the project's own files.
fn is_built(path: &Path) -> bool {
    ["target", ".git", "node_modules"].iter().any(|name| path.ends_with(name))
}

/// A file of the sources.
struct SourceFile {
    /// The crate or the module of the root that it belongs to.
    room: String,
    /// Its path below the repository.
    path: String,
    text: String,
}

/// The sources of all crates.
fn sources() -> Vec<SourceFile> {
    let of = |(folder, whole): (&str, Option<&str>)| {
        let below = root().join(folder);
        let paths = files_below(&below).into_iter();
        let files: Vec<_> = paths
            .filter(|path| path.extension() == Some("rs".as_ref()))
            .map(|path| {
                let inner = path.strip_prefix(&below).unwrap().to_str().unwrap();
                let room = whole.unwrap_or(inner.split(['/', '.']).next().unwrap_or_default());
                let text = fs::read_to_string(&path).unwrap();
                SourceFile { room: room.to_owned(), path: format!("{folder}/{inner}"), text }
            })
            .collect();
        files
    };
    CRATES.into_iter().flat_map(of).collect()
}

/// A source without its tests and without comments, each `use` tree written out in front.
fn code(text: &str) -> String {
    let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = shipped.lines().map(|line| line.split("//").next().unwrap_or_default());
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let imports = code.split("use ").skip(1).filter_map(|rest| rest.split(';').next());
    imports.flat_map(written_out).chain([code.clone()]).collect::<Vec<_>>().join("\n")
}

/// `std::{fs, io::{self, Read}}` as `std::fs`, `std::io::self`, `std::io::Read`.
fn written_out(tree: &str) -> Vec<String> {
    let (mut stack, mut paths, mut prefix, mut word) =
        (Vec::new(), Vec::new(), String::new(), String::new());
    for c in tree.chars().chain([',']) {
        match c {
            '{' => {
                stack.push(prefix.clone());
                prefix.push_str(&std::mem::take(&mut word));
            }
            ',' | '}' => {
                if !word.is_empty() {
                    paths.push(format!("{prefix}{}", std::mem::take(&mut word)));
                }
                if c == '}' {
                    prefix = stack.pop().unwrap_or_default();
                }
            }
            c if c.is_whitespace() => {}
            c => word.push(c),
        }
    }
    paths
}

/// Every mention of something in sources of some rooms.
fn mentions(rooms: &[&str], forbidden: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for file in sources().iter().filter(|file| rooms.contains(&file.room.as_str())) {
        let code = code(&file.text);
        let words = forbidden.iter().filter(|word| code.contains(**word));
        found.extend(words.map(|word| format!("{}: {word}", file.path)));
    }
    found
}

#[test]
fn use_trees_are_written_out() {
    let paths = written_out("std::{fs, io::{self, Read}, path::Path}");
    assert_eq!(paths, ["std::fs", "std::io::self", "std::io::Read", "std::path::Path"]);
}

#[test]
fn what_is_there_is_found() {
    assert_ne!(mentions(&["files"], &["std::fs"]), Vec::<String>::new());
    assert_ne!(mentions(&["output"], &["crate::outcome"]), Vec::<String>::new());
}

#[test]
fn every_room_is_known() {
    let rooms = ["cli", "cluster", "commands", "core", "files", "lib", "main", "outcome", "output"];
    for SourceFile { room, path, .. } in sources() {
        assert!(rooms.contains(&room.as_str()), "{path}: which room is that?");
    }
}

#[test]
fn the_core_knows_no_world() {
    assert_eq!(mentions(&["core"], &NOT_IN_CORE), Vec::<String>::new());
}

#[test]
fn streams_come_in_at_the_door_and_nobody_locks_them() {
    let rooms = ["cli", "cluster", "commands", "core", "files", "lib", "outcome", "output"];
    assert_eq!(mentions(&rooms, &["io::stdout", "io::stderr"]), Vec::<String>::new());
    let locks = ["stdin().lock", "stdout().lock", "stderr().lock", "StdoutLock", "StderrLock"];
    assert_eq!(mentions(&["main"], &locks), Vec::<String>::new());
}

#[test]
fn edges_know_neither_each_other_nor_the_verbs() {
    for edge in ["files", "output"] {
        let others = ["crate::files", "crate::output", "crate::cluster", "crate::commands"];
        let others: Vec<_> =
            others.into_iter().filter(|other| *other != format!("crate::{edge}")).collect();
        assert_eq!(mentions(&[edge], &others), Vec::<String>::new());
    }
}

#[test]
fn parameters_are_read_by_who_knows_no_addon() {
    let of_params = |file: &SourceFile| file.path.starts_with("crates/addon-core/src/params");
    for file in sources().iter().filter(|file| of_params(file)) {
        assert!(!code(&file.text).contains("crate::addon"), "{}", file.path);
    }
}

#[test]
fn edges_and_core_do_not_know_who_rings() {
    assert_eq!(
        mentions(&["files", "cluster", "core"], &["crate::cli", "clap::"]),
        Vec::<String>::new()
    );
    let doorbell = ["crate::parse", "crate::run", "crate::complete"];
    let all = ["cli", "commands", "files", "output", "outcome"];
    assert_eq!(mentions(&all, &doorbell), Vec::<String>::new());
}

#[test]
fn only_edges_touch_files_and_streams() {
    let rooms = ["cli", "commands", "lib", "outcome"];
    let world =
        ["std::fs", "std::env", "io::stdin", "io::stdout", "io::stderr", "std::process::Command"];
    assert_eq!(mentions(&rooms, &world), Vec::<String>::new());
}

#[test]
fn files_are_short() {
    let mut long = Vec::new();
    for SourceFile { path, text, .. } in
        sources().into_iter().filter(|file| !file.path.ends_with("/tests.rs"))
    {
        let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
        if lines > LONGEST_FILE {
            long.push(format!("{path}: {lines} lines"));
        }
    }
    assert_eq!(long, Vec::<String>::new(), "at most {LONGEST_FILE} lines before the tests");
}

#[test]
fn files_say_what_they_are_for() {
    for SourceFile { path, text, .. } in sources() {
        assert!(text.starts_with("//! "), "{path} starts with no `//!` sentence");
        assert!(!path.ends_with("mod.rs"), "{path}: foo.rs beside foo/, no mod.rs");
    }
}

#[test]
fn nothing_is_left_undone() {
    // Put together here, so that this file holds none of them.
    let marks = [["todo", "!("], ["unimplemented", "!("], ["dbg", "!("], ["FIX", "ME"]]
        .map(|halves| halves.concat());
    for SourceFile { path, text, .. } in sources() {
        for mark in &marks {
            assert!(!text.contains(mark), "{path}: {mark}");
        }
    }
}

#[test]
fn no_path_of_a_machine_is_written_down() {
    let paths = [["/ro", "ot/"], ["/wo", "rk/"]].map(|halves| halves.concat());
    let mut found = Vec::new();
    for file in files_below(root()) {
        // What is no text holds no sentence.
        let Ok(text) = fs::read_to_string(&file) else { continue };
        for path in paths.iter().filter(|path| text.contains(*path)) {
            found.push(format!("{}: {path}", file.display()));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}
