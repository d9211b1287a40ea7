//! The house rules that a compiler does not know: which room may use what, and how large a file gets.

use std::fs;
use std::path::{Path, PathBuf};

/// Same input, same bytes: these know no file, clock, environment, network or terminal.
const CORE: [&str; 17] = [
    "addon",
    "clock",
    "contents",
    "diagnosis",
    "diff",
    "params",
    "manifest",
    "workflow",
    "blueprint",
    "controller",
    "finding",
    "lint",
    "live",
    "preflight",
    "source",
    "unpack",
    "yaml",
];

/// What the core does without.
const NOT_IN_CORE: [&str; 16] = [
    "std::fs",
    "std::env",
    "stdin",
    "stdout",
    "stderr",
    "SystemTime",
    "std::process",
    "tokio",
    "clap",
    "kube::",
    "crate::cli",
    "crate::cluster",
    "crate::files",
    "crate::output",
    "crate::commands",
    "crate::outcome",
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

/// The sources with their paths below `src/`.
fn sources() -> Vec<(String, String)> {
    let src = root().join("src");
    let files =
        files_below(&src).into_iter().filter(|path| path.extension() == Some("rs".as_ref()));
    files
        .map(|path| {
            let name = path.strip_prefix(&src).unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
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

/// The room that a source belongs to: the name of its module below the crate.
fn room(name: &str) -> &str {
    name.split(['/', '.']).next().unwrap_or_default()
}

/// Every mention of something in sources of some rooms.
fn mentions(rooms: &[&str], forbidden: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in sources().iter().filter(|(name, _)| rooms.contains(&room(name))) {
        let code = code(text);
        found.extend(
            forbidden
                .iter()
                .filter(|word| code.contains(**word))
                .map(|word| format!("{name}: {word}")),
        );
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
    let edges = ["cli", "cluster", "commands", "files", "lib", "main", "outcome", "output"];
    for (name, _) in sources() {
        let room = room(&name);
        assert!(CORE.contains(&room) || edges.contains(&room), "{name}: core or edge?");
    }
}

#[test]
fn the_core_knows_no_world() {
    assert_eq!(mentions(&CORE, &NOT_IN_CORE), Vec::<String>::new());
}

#[test]
fn edges_know_neither_each_other_nor_the_verbs() {
    for edge in ["files", "output", "cluster"] {
        let others = ["crate::files", "crate::output", "crate::cluster", "crate::commands"];
        let others: Vec<_> =
            others.into_iter().filter(|other| *other != format!("crate::{edge}")).collect();
        assert_eq!(mentions(&[edge], &others), Vec::<String>::new());
    }
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
    for (name, text) in sources().into_iter().filter(|(name, _)| !name.ends_with("/tests.rs")) {
        let lines = text.lines().take_while(|line| line.trim() != "#[cfg(test)]").count();
        if lines > LONGEST_FILE {
            long.push(format!("{name}: {lines} lines"));
        }
    }
    assert_eq!(long, Vec::<String>::new(), "at most {LONGEST_FILE} lines before the tests");
}

#[test]
fn files_say_what_they_are_for() {
    for (name, text) in sources() {
        assert!(text.starts_with("//! "), "{name} starts with no `//!` sentence");
        assert!(!name.ends_with("mod.rs"), "{name}: foo.rs beside foo/, no mod.rs");
    }
}

#[test]
fn nothing_is_left_undone() {
    // Put together here, so that this file holds none of them.
    let marks = [["todo", "!("], ["unimplemented", "!("], ["dbg", "!("], ["FIX", "ME"]]
        .map(|halves| halves.concat());
    for (name, text) in sources() {
        for mark in &marks {
            assert!(!text.contains(mark), "{name}: {mark}");
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
