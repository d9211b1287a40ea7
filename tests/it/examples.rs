//! The examples: the command of each README prints the addon.yaml beside it.
//!
//! `SNAPSHOTS=overwrite cargo test --test it examples` writes what they print now.

use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test is told by the environment to write what it saw"
)]
fn every_example_prints_its_addon() {
    let examples: Vec<PathBuf> = std::fs::read_dir("examples")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|folder| folder.join("README.md").exists())
        .collect();
    assert!(examples.len() >= 3, "{examples:?}");
    for example in examples {
        let printed = run(&command(&example.join("README.md")));
        let expected = example.join("addon.yaml");
        if std::env::var("SNAPSHOTS").is_ok_and(|mode| mode == "overwrite") {
            std::fs::write(&expected, &printed).unwrap();
        }
        compare(&expected, &printed);
    }
}

/// The words of the README's command.
fn command(readme: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(readme).unwrap();
    let block = text.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let line = block.replace("\\\n", " ");
    // What is quoted stands between the odd and the even quotes.
    let parts = line.split('\'').enumerate();
    parts
        .flat_map(|(index, part)| match index % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

fn run(words: &[String]) -> String {
    assert_eq!(words[0], "addonctl");
    let output = Command::new(env!("CARGO_BIN_EXE_addonctl")).args(&words[1..]).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && stderr.is_empty(), "{words:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap()
}

fn compare(expected: &Path, printed: &str) {
    let wanted = std::fs::read_to_string(expected).unwrap_or_default();
    let lines = wanted.lines().zip(printed.lines()).enumerate();
    for (index, (wanted, printed)) in lines {
        assert_eq!(wanted, printed, "{}, line {}", expected.display(), index + 1);
    }
    assert_eq!(wanted, printed, "{}", expected.display());
}

/// What the original put into Addons, and what no Addon can live with.
#[test]
fn no_example_holds_what_made_the_original_fail() {
    let noise = ["status:", "null", "creationTimestamp", "generateName", "delete all", "pyhton"];
    for name in ["hello-web", "feature-flags", "egress-fence"] {
        let addon = std::fs::read_to_string(format!("examples/{name}/addon.yaml")).unwrap();
        let addon = addon.replace("/dev/null", "");
        let found: Vec<_> = noise.iter().filter(|word| addon.contains(**word)).collect();
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}
