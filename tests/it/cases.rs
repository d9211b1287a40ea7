//! What addonctl prints, case by case: `tests/cases/*.trycmd`, each in the folder beside it.
//!
//! `TRYCMD=overwrite cargo test --test it cases` writes what they print now.

#[test]
fn what_is_printed_is_what_is_written_down() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("RUST_BACKTRACE", "0")
        .env("KUBECONFIG", "no/kubeconfig")
        .case("tests/cases/*.trycmd")
        .case("tests/cases/*.toml");
}

/// Two runs and another working directory give the same bytes.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let run = |folder: &str, install: &str| {
        let flags = ["-n", "hello-web", "-v", "v1", "-q", "--dryrun", "--install", install];
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_addonctl"))
            .args(["create", "a", "-p", "gateways=10.0.0.1"])
            .args(flags)
            .current_dir(folder)
            .env("LC_ALL", if folder == "." { "C" } else { "tr_TR.UTF-8" })
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let once = run(".", "examples/egress-fence/install");
    assert_eq!(once, run(".", "examples/egress-fence/install"));
    assert_eq!(once, run("examples/egress-fence", "./install"));
    let absolute = std::path::absolute("examples/egress-fence/install").unwrap();
    assert_eq!(once, run("/", absolute.to_str().unwrap()));
}

/// A file is written whole; standard output stays empty.
#[test]
fn an_output_file_holds_what_standard_output_would() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("addon.yaml");
    let run = |target: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_addonctl"))
            .args(["create", "-f", "examples/original/create.yaml", "--dryrun", "-O", target])
            .output()
            .unwrap()
            .stdout
    };
    let printed = run("-");
    assert!(!printed.is_empty());
    assert_eq!(run(file.to_str().unwrap()), b"");
    assert_eq!(std::fs::read(&file).unwrap(), printed);
}
