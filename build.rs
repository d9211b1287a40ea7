//! Tells the program which commit and which target it is built from, where that can be known.
//!
//! The same sources give the same program: nothing here depends on the time or on the folder. The commit comes from
//! `ADDONCTL_COMMIT`, which packagers set, from the note that `cargo package` leaves in an archive, or from git. A debug
//! build has none, so that a commit builds nothing anew.

#![expect(clippy::disallowed_methods, reason = "cargo tells a build script by the environment")]

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// So many digits of a commit are shown.
const DIGITS: usize = 12;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=ADDONCTL_COMMIT");
    let target = env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-env=ADDONCTL_TARGET={target}");
    let commit = commit().unwrap_or_default();
    let commit: String =
        commit.trim().chars().filter(char::is_ascii_hexdigit).take(DIGITS).collect();
    println!("cargo::rustc-env=ADDONCTL_COMMIT={commit}");
}

fn commit() -> Option<String> {
    if let Some(given) = env::var("ADDONCTL_COMMIT").ok().filter(|given| !given.is_empty()) {
        return Some(given);
    }
    let root = env::var("CARGO_MANIFEST_DIR").ok()?;
    let root = Path::new(&root);
    if let Ok(note) = fs::read_to_string(root.join(".cargo_vcs_info.json")) {
        let hash = note.split("\"sha1\"").nth(1)?.split('"').nth(1)?;
        return Some(hash.to_owned());
    }
    // A folder above may be another project's.
    if env::var("PROFILE").ok()? != "release" || !root.join(".git").exists() {
        return None;
    }
    let git = |arguments: &[&str]| {
        let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    for file in ["HEAD", "logs/HEAD"] {
        let path = git(&["rev-parse", "--git-path", file])?;
        println!("cargo::rerun-if-changed={}", root.join(path).display());
    }
    git(&["rev-parse", "HEAD"])
}
