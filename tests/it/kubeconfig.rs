//! The ways to a cluster that a kubeconfig, its plugins, proxies and a pod's own files make.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::apiserver::{ApiServer, addonctl, shared};
use crate::connect::Proxy;
use crate::play::told;

/// What a run says that has reached the server with all rights.
const REACHED: &str =
    "error: addons.addonmgr.keikoproj.io \"nobody\" not found in namespace addon-manager-system\n";

/// What is said, after a way to a cluster was looked for.
fn said(command: &mut Command) -> String {
    said_with(command, &[])
}

/// What is said, after a way to a cluster was looked for with these flags.
fn said_with(command: &mut Command, flags: &[&OsStr]) -> String {
    let (code, out, err) = told(command.args(["retry", "nobody"]).args(flags).output().unwrap());
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    err
}

/// The server's kubeconfig, to be changed.
fn kubeconfig(server: &ApiServer) -> Value {
    serde_json::from_str(&fs::read_to_string(server.kubeconfig()).unwrap()).unwrap()
}

fn write(folder: &Path, name: &str, kubeconfig: &Value) -> PathBuf {
    let file = folder.join(name);
    fs::write(&file, kubeconfig.to_string()).unwrap();
    file
}

#[test]
fn a_list_of_files_is_one_kubeconfig() {
    let Some(server) = shared("a_list_of_files_is_one_kubeconfig") else { return };
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = (kubeconfig(server), kubeconfig(server));
    first["users"] = json!([]);
    first["current-context"] = "".into();
    second["clusters"] = json!([{"name": "it", "cluster": {"server": "https://127.0.0.1:1"}}]);
    let first = write(folder.path(), "first", &first);
    let second = write(folder.path(), "second", &second);
    let missing = folder.path().join("missing");
    let list = |files: &[&Path]| std::env::join_paths(files).unwrap();
    let all = list(&[&missing, &first, Path::new(""), &second]);
    assert_eq!(said(addonctl(Path::new("")).env("KUBECONFIG", all)), REACHED);
    let none = list(&[&missing, &missing]);
    let err = said(addonctl(Path::new("")).env("KUBECONFIG", none));
    assert!(err.starts_with("error: $KUBECONFIG names no file that exists: "), "{err}");
    let err = said(&mut addonctl(&first));
    let expected = "error: the kubeconfig has no current context; choose one with --context; it has admin, viewer\n";
    assert_eq!(err, expected);
    let err = said_with(&mut addonctl(&first), &["--kubeconfig".as_ref(), missing.as_ref()]);
    assert!(err.starts_with("error: cannot read the kubeconfig "), "{err}");
    let at_home = folder.path().join(".kube");
    fs::create_dir(&at_home).unwrap();
    fs::copy(server.kubeconfig(), at_home.join("config")).unwrap();
    assert_eq!(said(addonctl(Path::new("")).env("HOME", folder.path())), REACHED);
}

/// A kubeconfig whose user is known to a plugin, which is this shell script; without one it does not exist.
fn with_plugin(server: &ApiServer, folder: &Path, script: Option<&str>) -> PathBuf {
    let plugin = folder.join("plugin");
    if let Some(script) = script {
        fs::write(&plugin, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&plugin, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut config = kubeconfig(server);
    config["users"] = json!([{"name": "admin", "user": {"exec": {
        "apiVersion": "client.authentication.k8s.io/v1", "command": "./plugin", "args": ["secret"],
        "interactiveMode": "Never", "installHint": "brew install plugin",
    }}}]);
    write(folder, "with-plugin", &config)
}

#[test]
fn a_plugin_knows_who_the_user_is() {
    let Some(server) = shared("a_plugin_knows_who_the_user_is") else { return };
    let folder = tempfile::tempdir().unwrap();
    let plugin = folder.path().join("plugin").display().to_string();
    let credential = |status: &str| {
        format!(
            "echo '{{\"apiVersion\": \"client.authentication.k8s.io/v1\", \"kind\": \"ExecCredential\"{status}}}'"
        )
    };
    let works = credential(", \"status\": {\"token\": \"admin-token\"}");
    let fails = "echo log in first >&2; echo at https://sso.example >&2; exit 7";
    let failed =
        |why: &str| format!("error: cannot authenticate: the credential plugin `{plugin}` {why}\n");
    for (script, expected) in [
        (Some(works.as_str()), REACHED.to_owned()),
        (Some(fails), failed("failed (exit status: 7): log in first\n  at https://sso.example")),
        (Some("echo hello"), failed("printed something that is no ExecCredential")),
        (Some(&credential("")), failed("printed an ExecCredential without a status")),
    ] {
        let kubeconfig = with_plugin(server, folder.path(), script);
        assert_eq!(said(&mut addonctl(&kubeconfig)), expected);
    }
    let empty = tempfile::tempdir().unwrap();
    let err = said(&mut addonctl(&with_plugin(server, empty.path(), None)));
    assert!(err.contains("` cannot be run: No such file or directory"), "{err}");
    assert!(err.ends_with("\n  hint: brew install plugin\n"), "{err}");
}

#[test]
fn a_proxy_leads_to_where_it_has_to() {
    let Some(server) = shared("a_proxy_leads_to_where_it_has_to") else { return };
    let folder = tempfile::tempdir().unwrap();
    // A name that only the proxy knows.
    let mut config = kubeconfig(server);
    let cluster = &mut config["clusters"][0]["cluster"];
    let direct = cluster["server"].as_str().unwrap().to_owned();
    cluster["server"] = direct.replace("127.0.0.1", "api.it.invalid").into();
    cluster["tls-server-name"] = "kubernetes".into();
    let far = write(folder.path(), "far", &config);
    let target = direct.replace("https://127.0.0.1", "api.it.invalid");
    let proxy = Proxy::start("200 OK");
    let through = |kubeconfig: &Path, no_proxy: &str| {
        let mut command = addonctl(kubeconfig);
        command.env("HTTPS_PROXY", &proxy.url).env("NO_PROXY", no_proxy);
        (said(&mut command), proxy.asked())
    };
    let reached = (REACHED.to_owned(), vec![target.clone()]);
    assert_eq!(through(&far, ""), reached);
    // That the proxy itself needs no proxy says nothing of the cluster; nor does the name of another.
    assert_eq!(through(&far, "127.0.0.1,127.0.0.0/8,it.example,10.0.0.0/8"), reached);
    for exempt in [".it.invalid", "*", "example.com, api.it.invalid"] {
        let (err, asked) = through(&far, exempt);
        assert!(err.starts_with("error: cannot reach https://api.it.invalid:"), "{err}");
        assert_eq!(asked, [""; 0]);
    }
    assert_eq!(through(&server.kubeconfig(), ""), (REACHED.to_owned(), Vec::new()));
    let (err, _) = through(&far, "a,,b");
    assert!(err.contains("$NO_PROXY has an entry that cannot be read"), "{err}");

    config["clusters"][0]["cluster"]["proxy-url"] = proxy.url.clone().into();
    let given = write(folder.path(), "given", &config);
    let mut command = addonctl(&given);
    command.env("HTTPS_PROXY", "http://127.0.0.1:1").env("NO_PROXY", "*");
    assert_eq!((said(&mut command), proxy.asked()), reached);
    let refusing = Proxy::start("407 Proxy Authentication Required");
    let err = said(addonctl(&far).env("HTTPS_PROXY", &refusing.url));
    assert!(err.contains("cannot reach https://") && err.contains("proxy"), "{err}");
}

/// Puts a pod's files into their place, as only a mount namespace of its own lets one, and becomes addonctl there.
const POD: &str = r#"
mount -t tmpfs none /run && mkdir -p /run/secrets/kubernetes.io/serviceaccount &&
cp "$FILES"/* /run/secrets/kubernetes.io/serviceaccount/ && exec "$0" retry nobody
"#;

#[test]
fn a_pod_needs_no_kubeconfig() {
    let name = "a_pod_needs_no_kubeconfig";
    let Some(server) = shared(name) else { return };
    let outside = said(addonctl(Path::new("")).env("KUBERNETES_SERVICE_HOST", "127.0.0.1"));
    assert_eq!(
        outside,
        "error: no cluster is known: there is no kubeconfig, and addonctl does not run in a cluster; name one with --kubeconfig or $KUBECONFIG\n"
    );
    let chosen = said_with(&mut addonctl(Path::new("")), &["--context".as_ref(), "x".as_ref()]);
    assert_eq!(
        chosen,
        "error: there is no kubeconfig to choose from; name one with --kubeconfig or $KUBECONFIG\n"
    );
    let files = tempfile::tempdir().unwrap();
    let config = kubeconfig(server);
    let cluster = &config["clusters"][0]["cluster"];
    let authority = cluster["certificate-authority"].as_str().unwrap();
    fs::copy(authority, files.path().join("ca.crt")).unwrap();
    fs::write(files.path().join("token"), "admin-token").unwrap();
    fs::write(files.path().join("namespace"), "default").unwrap();
    let (_, port) = cluster["server"].as_str().unwrap().rsplit_once(':').unwrap();
    let mut pod = Command::new("unshare");
    pod.args(["--user", "--map-root-user", "--mount", "sh", "-c", POD]);
    pod.arg(env!("CARGO_BIN_EXE_addonctl")).stdin(Stdio::null());
    pod.env("FILES", files.path()).env_remove("KUBECONFIG").env_remove("HOME");
    pod.env("KUBERNETES_SERVICE_HOST", "127.0.0.1").env("KUBERNETES_SERVICE_PORT", port);
    let ran = pod.output();
    match ran.map(told) {
        Ok((1, out, err)) if err.starts_with("error: ") => {
            assert_eq!((out, err), (String::new(), REACHED.to_owned()));
        }
        // Not every machine lets everybody mount.
        other => eprintln!("skipped: the half of {name} inside a pod ({other:?})"),
    }
}
