//! `addonctl lint` on whole Addons: what addonctl makes passes, and findings come in the forms that tools read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn lint(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_addonctl"));
    command.arg("lint").args(arguments).env("RUST_BACKTRACE", "0").output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn rules(path: &Path) -> Vec<String> {
    let output = lint(&[path.to_str().unwrap(), "-o", "json", "--severity", "note"]);
    let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rules = findings.as_array().unwrap().iter();
    rules.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

/// An Addon with one of nearly everything.
fn broken() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/lint.in/broken.yaml")
}

#[test]
fn what_addonctl_makes_passes() {
    let output = lint(&["examples", "--warnings-as-errors"]);
    assert_eq!((code(&output), &output.stdout[..]), (0, &b""[..]));
    let made = Command::new(env!("CARGO_BIN_EXE_addonctl"))
        .args(["create", "torture", "-n", "ns", "-v", "v1", "-p", "region=x", "-p", "suffix=y"])
        .args(["--install", "tests/torture/install", "-R", "-q", "--dryrun"])
        .output()
        .unwrap();
    let file = tempfile::NamedTempFile::with_suffix(".yaml").unwrap();
    fs::write(&file, made.stdout).unwrap();
    // Two of its keys are odd on purpose, and stay as they are written.
    assert_eq!(rules(file.path()), ["key-read", "key-read"]);
}

#[test]
fn every_form_tells_the_same() {
    let path = broken();
    let path = path.to_str().unwrap();
    let json: Value = serde_json::from_slice(&lint(&[path, "-o", "json"]).stdout).unwrap();
    let json = json.as_array().unwrap();
    let sarif: Value = serde_json::from_slice(&lint(&[path, "-o", "sarif"]).stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let github = lint(&[path, "-o", "github"]).stdout;
    let github: Vec<&str> = std::str::from_utf8(&github).unwrap().lines().collect();
    assert!(json.len() >= 20);
    assert_eq!((json.len(), json.len()), (results.len(), github.len()));
    let known = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for ((finding, result), line) in json.iter().zip(results).zip(github) {
        assert_eq!(finding["rule"], result["ruleId"]);
        assert!(known.iter().any(|rule| rule["id"] == finding["rule"]));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(finding["line"], place["region"]["startLine"]);
        assert!(line.contains(&format!("line={},", finding["line"])), "{line}");
    }
}

#[test]
fn what_is_fixed_is_not_told_again_and_nothing_else_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.yaml");
    let before = fs::read_to_string(broken()).unwrap().replace('\n', "\r\n");
    fs::write(&file, &before).unwrap();
    let told = rules(&file);
    let output = lint(&[file.to_str().unwrap(), "--fix", "-q"]);
    assert_eq!(code(&output), 1);
    let after = fs::read_to_string(&file).unwrap();
    let changed: Vec<&str> = after
        .lines()
        .filter(|line| !before.lines().any(|old| old == *line))
        .map(str::trim)
        .collect();
    let expected = [
        "replicas: \"3\"",
        "serviceAccountName: addon-manager-workflow-installer-sa",
        "value: \"3\"",
    ];
    assert_eq!(changed, expected);
    assert_eq!(after.matches("\r\n").count(), after.matches('\n').count());
    assert_eq!(rules(&file).len(), told.len() - 3);
    let again = lint(&[file.to_str().unwrap(), "--fix", "-q"]);
    assert_eq!((code(&again), fs::read_to_string(&file).unwrap()), (1, after));
}

#[test]
fn the_page_of_rules_is_up_to_date() {
    let page = crate::committed::output_of(&["lint", "--explain", "all"]);
    let head = "# Rules\n\nWhat `addonctl lint` and `addonctl create` look at. `--ignore` and comments take the ids.\n\n";
    crate::committed::is_current("docs/rules.md", &[head.as_bytes(), &page].concat());
}

#[test]
fn the_schema_is_up_to_date() {
    let schema = crate::committed::output_of(&["schema"]);
    crate::committed::is_current("schema/addonctl.schema.json", &schema);
}

#[test]
fn a_project_begins_and_is_not_begun_twice() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("my-first");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_addonctl"));
        command.args(arguments).arg(&project).output().unwrap()
    };
    assert_eq!(code(&run(&["init"])), 0);
    let made = run(&["create", "--dryrun", "-f"]);
    assert_eq!((code(&made), &made.stderr[..]), (0, &b""[..]));
    assert!(String::from_utf8(made.stdout).unwrap().contains("  name: my-first\n"));
    assert_eq!(code(&run(&["lint", "--warnings-as-errors"])), 0);
    // The first line is for editors, and names a file that is there.
    let text = fs::read_to_string(project.join("addonctl.yaml")).unwrap();
    let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=");
    let schema = fs::read(project.join(schema.unwrap())).unwrap();
    assert_eq!(schema, crate::committed::output_of(&["schema"]));
    let file = project.join("addonctl.yaml");
    fs::write(&file, "name: mine\n").unwrap();
    assert_eq!(code(&run(&["init"])), 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), "name: mine\n");
}

/// Tools show an annotation where it stands, so that every place of a project has to be one of a file that is there.
#[test]
fn what_is_wrong_with_a_project_is_told_once_in_a_file_that_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("addonctl.yaml");
    let text = "\
defaults: {version: v1, namespace: ns, install: cm.yaml}
addons:
- {name: a, deps: {b: '*'}}
- {name: b, deps: {a: '*'}}
clusters:
  prod: {version: 1+1}
";
    fs::write(&project, text).unwrap();
    let manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n";
    fs::write(folder.path().join("cm.yaml"), manifest).unwrap();
    let path = folder.path().to_str().unwrap();
    let file = project.to_str().unwrap();
    let output = lint(&[path, "-o", "github"]);
    assert_eq!(code(&output), 1);
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(told.lines().count(), 3, "{told}");
    for (line, rule) in [(3, "dependency-cycle"), (4, "object-of-two"), (6, "pkg-version-label")] {
        let place = format!("file={file},line={line},");
        assert!(told.lines().any(|it| it.contains(&place) && it.contains(rule)), "{told}");
    }
    let sarif: Value = serde_json::from_slice(&lint(&[path, "-o", "sarif"]).stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.ends_with("addonctl.yaml"), "{uri}");
    }
}

#[test]
fn a_project_runs_nothing_and_names_no_cluster() {
    let folder = tempfile::tempdir().unwrap();
    let ran = folder.path().join("ran");
    let config = format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts: [{{name: c, context: {{cluster: k, user: u}}}}]\nclusters: [{{name: k, cluster: {{server: 'https://127.0.0.1:1'}}}}]\nusers: [{{name: u, user: {{exec: {{apiVersion: client.authentication.k8s.io/v1, command: sh, args: [-c, 'touch {}; exit 1'], interactiveMode: Never}}}}}}]\n",
        ran.display()
    );
    fs::write(folder.path().join("kc.yaml"), config).unwrap();
    let manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n";
    fs::write(folder.path().join("cm.yaml"), manifest).unwrap();
    let text = "name: a\nversion: v1\nnamespace: ns\ninstall: cm.yaml\nkubeconfig: kc.yaml\noutput-file: out.yaml\n";
    fs::write(folder.path().join("addonctl.yaml"), text).unwrap();
    for verb in ["diff", "apply", "create"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_addonctl"));
        let output = command.arg(verb).current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{verb}: {said}");
        assert!(said.contains("`kubeconfig` is no key of a project file"), "{said}");
        assert!(!ran.exists() && !folder.path().join("out.yaml").exists());
    }
}
