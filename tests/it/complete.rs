//! What the tab key offers: asked as the shells' scripts ask, and by the shells themselves.

use std::io::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::apiserver::{addonctl, run, shared};
use crate::play;

/// The words that are offered at the end of a line, asked as bash's script asks.
fn offered(kubeconfig: &Path, line: &[&str]) -> Vec<String> {
    let output = addonctl(kubeconfig)
        .env("ADDONCTL_COMPLETE", "bash")
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", (line.len() - 1).to_string())
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .arg("--")
        .args(line)
        .output()
        .unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn names_come_from_the_cluster_and_the_kubeconfig() {
    let Some(server) = shared("names_come_from_the_cluster_and_the_kubeconfig") else { return };
    run(server.apply(&play::addon("tab-one", &play::config_map("tab-one"), &[])));
    let config = server.kubeconfig();
    // On a busy machine the server may be late, and then nothing is offered.
    let offered = |line: &[&str]| {
        (0..50).map(|_| offered(&config, line)).find(|words| !words.is_empty()).unwrap_or_default()
    };
    for verb in [
        "delete", "wait", "retry", "validate", "orphans", "status", "logs", "events", "tree", "get",
    ] {
        assert_eq!(offered(&["addonctl", verb, "tab-"]), ["tab-one"], "{verb}");
    }
    assert_eq!(offered(&["addonctl", "apply", "tab-o"]), ["tab-one"]);
    assert_eq!(offered(&["addonctl", "render", "tab-o"]), ["tab-one"]);
    assert_eq!(offered(&["addonctl", "create", "x", "-n", "kube-s"]), ["kube-system"]);
    assert_eq!(
        offered(&["addonctl", "get", "--addon-namespace=kube-p"]),
        ["--addon-namespace=kube-public"]
    );
    assert_eq!(offered(&["addonctl", "create", "x", "--deps", "tab-o"]), ["tab-one:v1"]);
    let contexts = offered(&["addonctl", "status", "--context", ""]);
    assert!(!contexts.is_empty());
    assert_eq!(offered(&["addonctl", "logs", "x", "--stage", "in"]), ["install"]);
    assert_eq!(offered(&["addonctl", "lint", "x", "--ignore", "argument-i"]), ["argument-integer"]);
}

#[test]
fn a_cluster_that_is_away_offers_nothing_and_says_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // It takes connections and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let config = |server: &str| {
        let file = folder.path().join("config");
        let text = format!(
            "apiVersion: v1\nkind: Config\ncurrent-context: c\nclusters: [{{name: c, cluster: {{server: \"{server}\"}}}}]\n\
             contexts: [{{name: c, context: {{cluster: c, user: u}}}}]\nusers: [{{name: u, user: {{}}}}]\n"
        );
        std::fs::write(&file, text).unwrap();
        file
    };
    let address = format!("http://{}", silent.local_addr().unwrap());
    let line = ["addonctl", "delete", ""];
    let flags = |offered: Vec<String>| offered.into_iter().filter(|word| !word.starts_with('-'));
    assert_eq!(flags(offered(&config(&address), &line)).count(), 0);
    drop(silent);
    assert_eq!(flags(offered(&config(&address), &line)).count(), 0);
    let broken = folder.path().join("broken");
    std::fs::write(&broken, "{").unwrap();
    assert_eq!(flags(offered(&broken, &line)).count(), 0);
    assert_eq!(offered(&config(&address), &["addonctl", "get", "--context", ""]), ["c"]);
}

/// Runs a shell's script where there is that shell.
fn shell(program: &str, flags: &[&str], script: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_BIN_EXE_addonctl")).parent().unwrap();
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", folder.display());
    let mut command = Command::new(program);
    command.env_clear().env("PATH", path).env("KUBECONFIG", "/nowhere").args(flags).arg(script);
    let Ok(output) = command.stdin(Stdio::null()).output() else {
        let line = format!("skipped: completion in {program}, which is not here\n");
        std::io::stderr().write_all(line.as_bytes()).unwrap();
        return None;
    };
    Some(String::from_utf8(output.stdout).unwrap())
}

/// What bash would insert at the end of a line that it cut into words.
fn bash(words: &[&str], current: &str) -> Option<Vec<String>> {
    let list = format!("'{}'", words.join("' '"));
    let line = spaced(words);
    let script = format!(
        "source <(addonctl completions bash); COMP_WORDS=({list}); COMP_CWORD={}; COMP_LINE='{line}'; COMP_TYPE=9; \
         _addonctl addonctl '{current}' '' 2>/dev/null; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        words.len() - 1
    );
    // The words stand apart in the line but for = and :.
    let script =
        script.replace(&format!("COMP_LINE='{line}'"), &format!("COMP_LINE='{}'", spaced(words)));
    Some(shell("bash", &["--norc", "-c"], &script)?.lines().map(str::to_owned).collect())
}

/// The words stand apart in the line but for = and :.
fn spaced(words: &[&str]) -> String {
    let mut line = String::new();
    for word in words {
        let glued = word.starts_with(['=', ':']) || line.ends_with(['=', ':']);
        if !line.is_empty() && !glued {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[test]
fn bash_completes_values_behind_signs() {
    let Some(verbs) = bash(&["addonctl", "cre"], "cre") else { return };
    assert_eq!(verbs, ["create"]);
    assert_eq!(bash(&["addonctl", "lint", "x", "--output", "=", "sa"], "sa").unwrap(), ["sarif"]);
    assert_eq!(bash(&["addonctl", "logs", "x", "--stage", "pre"], "pre").unwrap(), ["prereqs"]);
}

#[test]
fn fish_completes() {
    let script = |line: &str| format!("addonctl completions fish | source; complete -C '{line}'");
    let Some(told) = shell("fish", &["--no-config", "-c"], &script("addonctl unp")) else { return };
    assert!(told.starts_with("unpack\t"), "{told}");
    let told =
        shell("fish", &["--no-config", "-c"], &script("addonctl lint x --output=gi")).unwrap();
    assert!(told.contains("github"), "{told}");
}
