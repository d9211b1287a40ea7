//! `diff` of what is installed, and of a mere new version, against a real API server.

use std::fmt::Write as _;

use crate::apiserver::{ApiServer, run, shared};
use crate::play::{addon, told};

fn maps(prefix: &str, version: &str, count: usize) -> Vec<String> {
    let one = |n| {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {prefix}-{n}\n  namespace: default\n  labels: {{app.kubernetes.io/version: {version}}}\ndata: {{a: x}}\n"
        )
    };
    (0..count).map(one).collect()
}

fn made(name: &str, manifests: &[String], version: &str) -> String {
    let text = addon(name, &manifests.join("---\n"), &["--label-policy", "none"]);
    text.replace("\"pkgVersion\": \"v1\"", &format!("\"pkgVersion\": \"{version}\""))
}

fn addonctl_says(server: &ApiServer, line: &[&str]) -> (i32, String, String) {
    told(server.addonctl().args(line).output().unwrap())
}

#[test]
fn a_name_alone_compares_what_is_installed_with_what_is_there() {
    let Some(server) = shared("a_name_alone_compares_what_is_installed_with_what_is_there") else {
        return;
    };
    let all = maps("drift", "v1", 3);
    run(async {
        server.take_on(&made("drift", &all, "v1"), "Succeeded", "Succeeded").await;
        for object in &all {
            server.apply(object).await;
        }
    });
    let (code, out, err) = addonctl_says(server, &["diff", "drift"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));

    run(server.apply(&all[1].replace("a: x", "a: z, more: z")));
    let (code, out, err) = addonctl_says(server, &["diff", "drift"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let changed: Vec<_> =
        out.lines().filter(|line| line.starts_with("-  ") || line.starts_with("+  ")).collect();
    assert_eq!(changed, ["-  a: z", "+  a: x"], "{out}");

    let (code, _, err) = addonctl_says(server, &["diff", "drift-nope"]);
    assert_eq!(code, 3);
    assert!(err.contains("\"drift-nope\" not found in namespace"), "{err}");
    run(server.take_on(&made("drift", &all, "v1"), "Succeeded", "Failed"));
    let (_, _, err) = addonctl_says(server, &["diff", "drift"]);
    assert!(err.contains("note: drift is not installed as it stands"), "{err}");
}

#[test]
fn a_mere_new_version_is_one_line() {
    let Some(server) = shared("a_mere_new_version_is_one_line") else { return };
    let (old, new) = (maps("bump", "v1", 5), maps("bump", "v2", 5));
    run(async {
        server.apply(&made("bump", &old, "v1")).await;
        for object in &old {
            server.apply(object).await;
        }
    });
    let file = tempfile::NamedTempFile::new().unwrap();
    let diff = |text: &str, more: &[&str]| {
        std::fs::write(file.path(), text).unwrap();
        let path = file.path().display().to_string();
        addonctl_says(server, &[&["diff", "--force-conflicts", "-f", &path], more].concat())
    };
    let (code, out, _) = diff(&made("bump", &new, "v2"), &[]);
    assert_eq!(code, 1);
    let line = "5 objects: version label only, v1 -> v2 (--show-objects shows each)\n";
    assert!(out.ends_with(line), "{out}");
    assert!(!out.contains("v1.ConfigMap"), "{out}");
    assert!(out.contains("template: <5 objects, with another version label>"), "{out}");
    let (_, out, _) = diff(&made("bump", &new, "v2"), &["--show-objects"]);
    assert_eq!(out.matches("diff -u -N LIVE/v1.ConfigMap").count(), 5, "{out}");

    let mut more = new.clone();
    let text = maps("bump", "v2", 6).remove(5);
    more.push(text);
    more[0].write_str("immutable: false\n").unwrap();
    let (_, out, _) = diff(&made("bump", &more, "v2"), &[]);
    for part in [
        "+      - ConfigMap default/bump-0, changed\n",
        "+      - ConfigMap default/bump-5\n",
        "+      - 4 more, with another version label\n",
        "4 objects: version label only",
    ] {
        assert!(out.contains(part), "{part}\n{out}");
    }
}
