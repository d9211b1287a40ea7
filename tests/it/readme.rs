//! The first command of the README, which a clone is tried out with; `pages` runs the others.

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
