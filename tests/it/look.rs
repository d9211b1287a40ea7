//! The verbs that look, against a server on loopback that has one failed addon.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use addonctl::output::Streams;
use addonctl::{Outcome, controller};
use serde_json::{Value, json};

/// What a path is answered with.
type Answer = Box<dyn Fn(&str) -> (u16, String) + Send + Sync>;

/// A server, and what it was asked for.
struct Server {
    folder: tempfile::TempDir,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts one; it ends with the process.
    fn start(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        let answer = Arc::new(answer);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, log) = (Arc::clone(&answer), Arc::clone(&log));
                // A client may keep a connection in reserve, so that each has a thread of its own.
                std::thread::spawn(move || serve(stream, &answer, &log));
            }
        });
        let folder = tempfile::tempdir().unwrap();
        let config = json!({
            "apiVersion": "v1", "kind": "Config", "current-context": "c",
            "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
            "clusters": [{"name": "c", "cluster": {"server": format!("http://127.0.0.1:{port}")}}],
            "users": [{"name": "u", "user": {}}],
        });
        std::fs::write(folder.path().join("config"), config.to_string()).unwrap();
        Self { folder, asked }
    }

    fn run_into(&self, line: &[&str], out: &mut dyn Write) -> (Outcome, String) {
        let (mut input, mut err) = (std::io::empty(), Vec::new());
        let mut streams = Streams::new(&mut input, out, &mut err);
        let config = self.folder.path().join("config").display().to_string();
        let line = ["addonctl"].iter().chain(line).copied().chain(["--kubeconfig", &config]);
        let outcome = addonctl::run(line.map(Into::into), &mut streams);
        (outcome, String::from_utf8(err).unwrap())
    }

    /// Outcome, standard output and standard error.
    fn run(&self, line: &[&str]) -> (Outcome, String, String) {
        let mut out = Vec::new();
        let (outcome, err) = self.run_into(line, &mut out);
        (outcome, String::from_utf8(out).unwrap(), err)
    }
}

/// Answers the one request of a connection.
fn serve(mut stream: TcpStream, answer: &Answer, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let Some(Ok(request)) = lines.next() else { return };
    while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
    let path = request.split(' ').nth(1).unwrap().to_owned();
    let (code, body) = answer(&path);
    log.lock().unwrap().push(path);
    let kind = if body.starts_with('{') { "application/json" } else { "text/plain" };
    let mut text = format!("HTTP/1.1 {code} X\r\nconnection: close\r\n");
    write!(text, "content-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len()).unwrap();
    // A client that goes away early is no failure.
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
}

const MANIFEST: &str = r"{apiVersion: v1, kind: ConfigMap, metadata: {name: there}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: gone}}";

fn addon() -> Value {
    let template = json!({
        "apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow",
        "spec": {"entrypoint": "apply", "templates": [{
            "name": "apply", "container": {"image": "x", "command": ["kubectl", "apply"]},
            "inputs": {"artifacts": [{"name": "m", "path": "/m", "raw": {"data": MANIFEST}}]},
        }]},
    });
    let spec = json!({
        "pkgName": "web", "pkgVersion": "v1", "pkgType": "composite", "pkgDescription": "",
        "params": {"namespace": "shop"}, "lifecycle": {"install": {"template": template.to_string()}},
    });
    let checksum = controller::checksum(&serde_json::from_value(spec.clone()).unwrap());
    json!({
        "apiVersion": "addonmgr.keikoproj.io/v1alpha1", "kind": "Addon",
        "metadata": {"name": "web", "namespace": "addon-manager-system", "uid": "u1", "resourceVersion": "5"},
        "spec": spec,
        "status": {
            "checksum": checksum, "reason": "child 'web-install-1-wf-7' failed", "resources": [], "starttime": 0,
            "lifecycle": {"prereqs": "Succeeded", "installed": "Failed"},
        },
    })
}

fn workflow() -> Value {
    let node = |id: &str, step: &str, phase: &str| {
        json!({
            "id": id, "displayName": step, "type": "Pod", "phase": phase, "templateName": step,
            "message": if phase == "Failed" { "main: Error (exit code 1)" } else { "" },
            "startedAt": format!("2026-11-23T10:0{id}:00Z"), "finishedAt": format!("2026-11-23T10:0{id}:09Z"),
        })
    };
    json!({
        "apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow",
        "metadata": {"name": "web-install-1-wf", "ownerReferences": [{"apiVersion": "a/v1", "kind": "Addon", "name": "web", "uid": "u1"}]},
        "status": {
            "phase": "Failed", "startedAt": "2026-11-23T10:01:00Z", "finishedAt": "2026-11-23T10:02:09Z",
            "nodes": {"1": node("1", "prepare", "Succeeded"), "2": node("2", "apply", "Failed")},
        },
    })
}

fn pod(id: &str) -> Value {
    json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": {"name": format!("pod-{id}"), "annotations": {"workflows.argoproj.io/node-id": id},
            "labels": {"workflows.argoproj.io/workflow": "web-install-1-wf"}},
        "status": {"phase": "Failed", "containerStatuses": [{
            "name": "main", "image": "x", "imageID": "", "ready": false, "restartCount": 0,
            "state": {"terminated": {"exitCode": 1}},
        }]},
    })
}

fn list(items: &[Value]) -> (u16, String) {
    let list = json!({"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": "9"}, "items": items});
    (200, list.to_string())
}

fn status(code: u16, reason: &str) -> (u16, String) {
    let status = json!({"apiVersion": "v1", "kind": "Status", "status": "Failure", "message": reason, "reason": reason, "code": code});
    (code, status.to_string())
}

const NAMESPACE: &str = "addon-manager-system";

/// A cluster with the addon `web`, whose step `apply` has failed.
fn cluster(path: &str) -> (u16, String) {
    let own = path.split('?').next().unwrap_or_default();
    let below = own.split(&format!("/namespaces/{NAMESPACE}/")).nth(1).unwrap_or_default();
    match below {
        "addons" if path.contains("watch=") => {
            let mut object = addon();
            object["metadata"]["resourceVersion"] = "6".into();
            object["status"]["lifecycle"]["installed"] = "Succeeded".into();
            let changed = json!({"type": "MODIFIED", "object": object});
            (200, format!("{changed}\n"))
        }
        "addons" if path.contains("labelSelector") => list(&[]),
        "addons" => list(&[addon()]),
        "addons/web" => (200, addon().to_string()),
        "workflows" => list(&[workflow()]),
        "pods" => list(&[pod("2"), pod("1")]),
        "pods/pod-1/log" => (200, "prepared\n".to_owned()),
        "pods/pod-2/log" => {
            let argos = "time=\"x\" level=info msg=\"sub-process exited\" argo=true\nError: exit status 1\n";
            (
                200,
                format!(
                    "one\nError from server (NotFound): namespaces \"shop\" not found\n{argos}"
                ),
            )
        }
        "events" => {
            let event = |name: &str| {
                json!({"apiVersion": "v1", "kind": "Event", "metadata": {"name": name},
                "involvedObject": {"kind": "Addon", "name": name}, "type": "Warning", "reason": "Failed",
                "message": "it failed", "lastTimestamp": "2026-11-23T10:00:00Z"})
            };
            list(&[event("web"), event("somebody-else")])
        }
        _ => discovery(own),
    }
}

/// The kinds, and the objects outside of the Addons' namespace.
fn discovery(path: &str) -> (u16, String) {
    match path {
        "/api" => {
            let kinds = json!({"apiVersion": "apidiscovery.k8s.io/v2", "kind": "APIGroupDiscoveryList", "metadata": {},
                "items": [{"metadata": {}, "versions": [{"version": "v1", "resources": [{
                    "resource": "configmaps", "responseKind": {"group": "", "version": "v1", "kind": "ConfigMap"},
                    "scope": "Namespaced", "singularResource": "configmap", "verbs": ["get"]}]}]}]});
            (200, kinds.to_string())
        }
        "/apis" => (200, json!({"apiVersion": "apidiscovery.k8s.io/v2", "kind": "APIGroupDiscoveryList", "metadata": {}, "items": []}).to_string()),
        "/api/v1/namespaces/shop/configmaps/there" => {
            (200, json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "there"}}).to_string())
        }
        _ => status(404, "NotFound"),
    }
}

fn server() -> Server {
    Server::start(Box::new(cluster))
}

#[test]
fn status_says_why_in_few_requests() {
    let server = server();
    let (outcome, out, err) = server.run(&["status", "web"]);
    assert_eq!((outcome, err.as_str()), (Outcome::Done, ""));
    for part in [
        "State    Failed, in the install stage, step apply\n",
        "Why      The namespace shop does not exist.\n",
        "Log of step apply (pod pod-2):\n  | one\n  | Error from server",
        "install   Failed          69s    apply   web-install-1-wf\n",
        "    addonctl retry web\n",
        "    addonctl logs web --stage install\n",
    ] {
        assert!(out.contains(part), "{part}\n{out}");
    }
    let asked = server.asked.lock().unwrap();
    assert_eq!(asked.len(), 5, "{asked:#?}");
    let (_, out, _) = server_with_alias();
    assert!(out.contains("\"code\": \"namespace-missing\""), "{out}");
}

fn server_with_alias() -> (Outcome, String, String) {
    server().run(&["describe", "web", "-o", "json"])
}

#[test]
fn what_may_not_be_seen_is_a_note() {
    let server = Server::start(Box::new(|path| match path {
        path if path.contains("/log") || path.contains("/events") => status(403, "Forbidden"),
        path => cluster(path),
    }));
    let (outcome, out, _) = server.run(&["status", "web"]);
    assert_eq!(outcome, Outcome::Done);
    assert!(
        out.contains("Why      Step apply of the install stage failed: main: Error (exit code 1)."),
        "{out}"
    );
    assert!(
        out.contains(
            "Not seen\n  you may not see events\n  you may not see the log of pod pod-2\n"
        ),
        "{out}"
    );
}

#[test]
fn get_lists_and_names_and_misses() {
    let server = server();
    let (outcome, out, _) = server.run(&["get"]);
    assert_eq!(outcome, Outcome::Done);
    let lines: Vec<_> =
        out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        lines,
        [
            "NAME PACKAGE VERSION PREREQS STATUS REASON AGE",
            "web web v1 Succeeded Failed The namespace shop does not exist. <unknown>",
        ]
    );
    let (_, out, _) = server.run(&["ls", "-o", "name"]);
    assert_eq!(out, "addon.addonmgr.keikoproj.io/web\n");
    let (outcome, out, err) = server.run(&["list", "nope", "web", "-o", "name"]);
    assert_eq!((outcome, out.as_str()), (Outcome::Failed, "addon.addonmgr.keikoproj.io/web\n"));
    assert_eq!(
        err,
        "error: addons.addonmgr.keikoproj.io \"nope\" not found in namespace addon-manager-system\n"
    );
    let (outcome, out, err) = server.run(&["get", "-l", "a=b"]);
    assert_eq!((outcome, out.as_str()), (Outcome::Done, ""));
    assert_eq!(err, "No resources found in addon-manager-system namespace.\n");
    let (_, out, _) = server.run(&["get", "web", "-o", "yaml"]);
    assert!(out.starts_with("apiVersion: addonmgr.keikoproj.io/v1alpha1\nkind: Addon\n"), "{out}");
}

/// A pipe whose reader goes away after some lines.
struct Pipe(Vec<u8>, usize);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        let lines = self.0.split(|byte| *byte == b'\n').count() - 1;
        if lines < self.1 { Ok(()) } else { Err(std::io::ErrorKind::BrokenPipe.into()) }
    }
}

#[test]
fn get_goes_on_with_each_change() {
    let mut pipe = Pipe(Vec::new(), 3);
    let (outcome, _) = server().run_into(&["get", "-w"], &mut pipe);
    assert_eq!(outcome, Outcome::Done);
    let out = String::from_utf8(pipe.0).unwrap();
    let lines: Vec<_> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert!(lines[1].contains("Failed") && lines[2].contains("Succeeded"), "{out}");
    assert_eq!(lines[0].find("STATUS"), lines[2].rfind("Succeeded"), "{out}");
}

#[test]
fn logs_come_in_the_order_of_the_steps() {
    let server = server();
    let expected = "[prepare] prepared\n[apply] one\n[apply] Error from server (NotFound): namespaces \"shop\" not found\n";
    let (outcome, out, _) = server.run(&["logs", "web", "--tail", "7"]);
    assert_eq!((outcome, out.as_str()), (Outcome::Done, expected));
    assert!(server.asked.lock().unwrap().iter().any(|path| path.contains("tailLines=15")));
    let (_, out, _) = server.run(&["logs", "web", "--tail", "1"]);
    let last =
        "[prepare] prepared\n[apply] Error from server (NotFound): namespaces \"shop\" not found\n";
    assert_eq!(out, last);
    let (outcome, out, _) = server.run(&["logs", "web", "-f", "--stage", "install"]);
    assert_eq!((outcome, out), (Outcome::Done, expected.replace('[', "[install/")));
    let (outcome, _, err) = server.run(&["logs", "web", "--stage", "delete"]);
    assert_eq!(outcome, Outcome::Failed);
    assert_eq!(
        err,
        "error: there is no workflow of the delete stage of web; see addonctl status web\n"
    );
}

#[test]
fn a_log_that_is_cut_is_taken_up_again() {
    let looks = AtomicUsize::new(0);
    let server = Server::start(Box::new(move |path| {
        let looked = looks.load(Ordering::Relaxed);
        let (mut workflow, mut pod) = (workflow(), pod("2"));
        if looked < 2 {
            workflow["status"]["phase"] = "Running".into();
            workflow["status"]["finishedAt"] = Value::Null;
            pod["status"]["containerStatuses"][0]["state"] = json!({"running": {}});
        }
        match path.split('?').next().unwrap_or_default().rsplit('/').next() {
            Some("workflows") => list(&[workflow]),
            Some("pods") => {
                looks.fetch_add(1, Ordering::Relaxed);
                list(&[pod])
            }
            Some("log") if looked < 2 => (200, "one\n".to_owned()),
            _ => cluster(path),
        }
    }));
    let (outcome, out, _) = server.run(&["logs", "web", "-f"]);
    let expected = "[install/apply] one\n[install/apply] Error from server (NotFound): namespaces \"shop\" not found\n";
    assert_eq!((outcome, out.as_str()), (Outcome::Done, expected));
}

#[test]
fn events_are_the_addons_own() {
    let (outcome, out, _) = server().run(&["events", "web"]);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(out.lines().count(), 2, "{out}");
    assert!(
        out.lines().nth(1).unwrap().ends_with("Warning   Failed   addon/web   it failed"),
        "{out}"
    );
}

#[test]
fn the_tree_has_the_objects_that_the_templates_name() {
    let (outcome, out, err) = server().run(&["tree", "web"]);
    assert_eq!((outcome, err.as_str()), (Outcome::Done, ""));
    assert_eq!(
        out,
        "Addon web Failed\n\
         ├─ Workflow web-install-1-wf Failed 69s\n\
         │  ├─ prepare Succeeded 9s\n\
         │  └─ apply Failed 9s: main: Error (exit code 1)\n\
         └─ Objects of install: 1 of 2 fine\n   \
            ├─ ConfigMap shop/there  exists\n   \
            └─ ConfigMap shop/gone  missing\n"
    );
}
