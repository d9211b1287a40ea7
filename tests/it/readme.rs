//! Every command in a console block of the README prints what stands below it; the quick start's commands run too.
//!
//! `TRYCMD=overwrite cargo test --test it readme` writes what they print now.

use std::path::Path;

/// The README runs in a copy, among the examples and the two files that the original's command names.
#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment to write what it saw"
)]
fn the_console_blocks_print_what_stands_below_them() {
    let folder = tempfile::tempdir().unwrap();
    let (copy, inside) = (folder.path().join("README.md"), folder.path().join("README.in"));
    std::fs::copy("README.md", &copy).unwrap();
    copy_folder(Path::new("examples"), &inside.join("examples"));
    copy_folder(Path::new("examples/original"), &inside);
    trycmd::TestCases::new().env("NO_COLOR", "1").env("RUST_BACKTRACE", "0").case(&copy).run();
    if std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite") {
        std::fs::copy(&copy, "README.md").unwrap();
    }
}

#[test]
fn the_quick_start_prints_an_addon() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let command = readme.split("cargo run --release -- ").nth(1).unwrap();
    let command = command.split("```").next().unwrap().replace('\\', " ");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_addonctl"))
        .args(command.split_whitespace())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8(output.stdout).unwrap().contains("\nkind: Addon\n"));
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
