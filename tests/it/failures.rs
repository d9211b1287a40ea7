//! The failures of the field, provoked against a real API server: what is said of each, and what is to be run next.
//!
//! With `SHOW_FAILURES=1` it prints a table, with the seconds that addonctl took.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use kube::api::{Patch, PatchParams};
use serde_json::{Value, json};

use crate::apiserver::{ApiServer, NAMESPACE, addonctl, run, shared};
use crate::fake::{Fake, Fault, Request, Rule};
use crate::play::{addon, config_map, told};

/// A failed Addon, as the controller and Argo leave it, and what is to be said of it.
struct Case {
    name: &'static str,
    phase: &'static str,
    /// `status.reason`.
    reason: &'static str,
    /// Argo's message on the failed step; none, and there is no Workflow.
    message: &'static str,
    /// What the step has printed.
    log: &'static str,
    /// What has to be said, and the command that has to be offered.
    says: &'static str,
    next: &'static str,
}

const APPLY: &str = "addonctl apply NAME ... --wait";
const RETRY: &str = "addonctl retry NAME";
const EXIT: &str = "main: Error (exit code 1)";

/// One that ends by its reason alone.
const fn by_reason(
    name: &'static str,
    phase: &'static str,
    reason: &'static str,
    says: &'static str,
    next: &'static str,
) -> Case {
    Case { name, phase, reason, message: "", log: "", says, next }
}

/// One whose step has failed.
const fn by_step(
    name: &'static str,
    message: &'static str,
    log: &'static str,
    says: &'static str,
    next: &'static str,
) -> Case {
    let reason = "child 'x-install-1a2b-wf-3244437905' failed";
    Case { name, phase: "Failed", reason, message, log, says, next }
}

const CASES: &[Case] = &[
    by_reason(
        "secret-missing",
        "Failed",
        "Addon a could not validate secrets. addon a needs secret \"key\" that was not found in namespace default",
        "The secret key does not exist in the namespace default.",
        RETRY,
    ),
    by_reason(
        "self-dependency",
        "Validation Failed",
        "Addon a is not valid. invalid package dependency, addon cannot depend on it's own package name a:v1",
        "It depends on itself (a:v1).",
        APPLY,
    ),
    by_reason(
        "failing-template-no-yaml",
        "Validation Failed",
        "Addon a is not valid. invalid workflow template \"install\". yaml: mapping values are not allowed in this context",
        "The template of the install stage is no YAML.",
        APPLY,
    ),
    by_reason(
        "failing-template-kind",
        "Validation Failed",
        "invalid workflow, type is not a valid kind Workflow and api-version argoproj.io/v1alpha1",
        "A template is no Workflow",
        APPLY,
    ),
    by_reason(
        "parameter-taken",
        "Validation Failed",
        "invalid workflow, parameter named \"namespace\" found in addon params and in workflow x",
        "declares the parameter namespace",
        APPLY,
    ),
    by_reason(
        "parameter-twice",
        "Failed",
        "invalid spec: spec.arguments.parameters[3].name 'pkgName' is not unique",
        "The Workflow has pkgName twice",
        APPLY,
    ),
    by_reason(
        "name-too-long",
        "Validation Failed",
        "Addon name y must be less than 32 characters",
        "more than 31 characters",
        APPLY,
    ),
    by_reason(
        "duplicate",
        "Validation Failed",
        "Addon a is not valid. package version duplicate:v1 already exists and cannot be installed as a duplicate",
        "provides the same package and version",
        APPLY,
    ),
    by_reason(
        "tag-unresolved",
        "Failed",
        "invalid spec: templates.entry.steps[0].s templates.s: failed to resolve {{inputs.parameters.nope}}",
        "Argo cannot fill in {{inputs.parameters.nope}}.",
        APPLY,
    ),
    by_reason(
        "no-entrypoint",
        "Failed",
        "invalid spec: spec.entrypoint is required",
        "no spec.entrypoint",
        APPLY,
    ),
    by_reason(
        "too-large",
        "Failed",
        "etcdserver: request is too large",
        "larger than etcd takes",
        APPLY,
    ),
    by_step(
        "service-account",
        "pods \"p\" is forbidden: error looking up service account a/nobody: serviceaccount \"nobody\" not found",
        "",
        "create serviceaccount nobody",
        RETRY,
    ),
    by_step(
        "pod-security",
        "pods \"p\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false (container \"main\" must set a=false), seccompProfile (pod must set b)",
        "",
        "admits restricted:latest pods only: allowPrivilegeEscalation != false, seccompProfile\n",
        APPLY,
    ),
    by_step(
        "object-refused",
        EXIT,
        "The Deployment \"w\" is invalid: spec.replicas: Invalid value: -1\n",
        "The API server refuses Deployment w: spec.replicas: Invalid value: -1",
        APPLY,
    ),
    by_step(
        "immutable",
        EXIT,
        "The ConfigMap \"im\" is invalid: data: Forbidden: field is immutable when `immutable` is set\n",
        "ConfigMap im exists already",
        RETRY,
    ),
    by_step(
        "script-exception",
        EXIT,
        "Traceback (most recent call last):\nKeyError: 'NOPE'\n",
        "KeyError: 'NOPE'",
        APPLY,
    ),
    by_step(
        "webhook",
        EXIT,
        "Error from server: admission webhook \"deny.x\" denied the request: no latest tag\n",
        "The admission webhook deny.x refuses an object: no latest tag",
        RETRY,
    ),
    by_step(
        "policy",
        EXIT,
        "Error from server (Forbidden): configmaps \"c\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no\n",
        "The admission policy p refuses configmaps c: no",
        RETRY,
    ),
    by_step(
        "quota",
        EXIT,
        "Error from server (Forbidden): pods \"p\" is forbidden: exceeded quota: tight, requested: pods=1, used: pods=1\n",
        "The resource quota tight is used up",
        RETRY,
    ),
    by_step(
        "kind-unknown",
        EXIT,
        "error: resource mapping not found for name: \"w\": no matches for kind \"Widget\" in version \"x.y/v1\"\n",
        "does not know the kind Widget of x.y/v1",
        APPLY,
    ),
    by_step(
        "rights",
        EXIT,
        "Error from server (Forbidden): configmaps \"c\" is forbidden: User \"system:serviceaccount:a:w\" cannot patch resource \"configmaps\" in API group \"\"\n",
        "system:serviceaccount:a:w may not patch configmaps.",
        RETRY,
    ),
    by_step(
        "failing-namespace-missing",
        EXIT,
        "Error from server (NotFound): namespaces \"shop\" not found\n",
        "The namespace shop does not exist.",
        RETRY,
    ),
    by_step(
        "namespace-ending",
        EXIT,
        "Error from server (Forbidden): configmaps \"c\" is forbidden: unable to create new content in namespace shop because it is being terminated\n",
        "The namespace is being deleted.",
        RETRY,
    ),
    by_step(
        "image",
        "Back-off pulling image \"no/such:1\"",
        "",
        "The image no/such:1 cannot be pulled.",
        APPLY,
    ),
    by_step(
        "failing-argument-list",
        "exec /argo: argument list too long",
        "",
        "more manifests than this version of Argo",
        APPLY,
    ),
];

impl ApiServer {
    /// Leaves an Addon as it is once it has failed in this way.
    async fn fail(&self, case: &Case) {
        let name = case.name;
        let flags = ["--pkg-name", name];
        let taken =
            self.take_on(&addon(name, &config_map(name), &flags), "Succeeded", case.phase).await;
        self.set_status(name, &json!({"reason": case.reason})).await;
        if case.message.is_empty() {
            return;
        }
        let workflow = format!("{name}-install-1a2b-wf");
        self.submit_workflow(&taken, &workflow).await;
        let template = match case.name {
            "script-exception" => json!({"name": "step", "script": {"image": "x", "source": "x"}}),
            _ => json!({"name": "step", "container": {"image": "x"}}),
        };
        let node = json!({
            "id": "n", "displayName": "step", "templateName": "step", "type": "Pod", "phase": "Failed",
            "message": case.message, "startedAt": "2026-01-01T00:00:00Z",
        });
        let status = json!({
            "phase": "Failed", "message": case.reason, "nodes": {"n": node},
            "startedAt": "2026-01-01T00:00:00Z", "finishedAt": "2026-01-01T00:00:09Z",
        });
        let patch = Patch::Merge(json!({"spec": {"templates": [template]}, "status": status}));
        let params = PatchParams::default();
        self.workflows().await.patch(&workflow, &params, &patch).await.unwrap();
        if !case.log.is_empty() {
            self.pod(&workflow).await;
        }
    }

    /// The pod of a Workflow's only step, whose container has failed.
    async fn pod(&self, workflow: &str) {
        let pod = json!({
            "apiVersion": "v1", "kind": "Pod",
            "metadata": {
                "name": format!("{workflow}-pod"), "namespace": NAMESPACE,
                "labels": {"workflows.argoproj.io/workflow": workflow},
                "annotations": {"workflows.argoproj.io/node-id": "n"},
            },
            "spec": {"containers": [{"name": "main", "image": "x"}]},
        });
        self.apply(&pod.to_string()).await;
        let ended = json!({"exitCode": 1, "reason": "Error"});
        let status = json!({"status": {"phase": "Failed", "containerStatuses": [
            {"name": "main", "image": "x", "imageID": "", "ready": false, "restartCount": 0, "state": {"terminated": ended}},
        ]}});
        let pods: kube::Api<k8s_openapi::api::core::v1::Pod> =
            kube::Api::namespaced(self.client().await, NAMESPACE);
        let patch = Patch::Merge(status);
        pods.patch_status(&format!("{workflow}-pod"), &PatchParams::default(), &patch)
            .await
            .unwrap();
    }
}

/// What was said, in how many seconds.
struct Said {
    name: String,
    seconds: f64,
    out: String,
}

impl Said {
    /// One line of the table: the cause, and the first command.
    fn row(&self) -> String {
        let line = |starts: &[&str]| {
            let mut lines = self.out.lines().map(str::trim);
            lines
                .find(|line| starts.iter().any(|start| line.starts_with(start)))
                .unwrap_or("-")
                .to_owned()
        };
        let cause = line(&["Why ", "error"]);
        let next = line(&["addonctl ", "hint:", "Help "]);
        format!("{:<18} {:5.1} s  {cause}  ->  {next}\n", self.name, self.seconds)
    }
}

fn is_log(request: &Request) -> bool {
    request.path.ends_with("/log")
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test has no command line to take it from")]
fn every_failure_is_told_with_its_cause_and_the_next_command() {
    let Some(server) = shared("every_failure_is_told_with_its_cause_and_the_next_command") else {
        return;
    };
    let mut table = String::new();
    for case in CASES {
        run(server.fail(case));
        let log = Rule { when: is_log, times: usize::MAX, fault: Fault::Text(case.log) };
        let fake = Fake::start(server, vec![log]);
        let begun = Instant::now();
        let wait = ["wait", case.name, "--timeout", "60s"];
        let (code, out, err) = told(addonctl(&fake.kubeconfig).args(wait).output().unwrap());
        let said = Said {
            name: case.name.to_owned(),
            seconds: begun.elapsed().as_secs_f64(),
            out: out + &err,
        };
        assert_eq!(code, 3, "{}: {}", case.name, said.out);
        assert!(said.out.contains(case.says), "{}: {}", case.name, said.out);
        let next = case.next.replace("NAME", case.name);
        assert!(said.out.contains(&next), "{}: {}", case.name, said.out);
        table.push_str(&said.row());
    }
    let ways = ways_to_a_cluster(server).into_iter().chain(ways_of_addons(server));
    for Way { name, mut command, says } in ways {
        let begun = Instant::now();
        let (code, out, err) = told(command.output().unwrap());
        let seconds = begun.elapsed().as_secs_f64();
        let said = Said { name: name.to_owned(), seconds, out: out + &err };
        assert!(code != 0 && said.out.contains(says), "{name}: {}", said.out);
        table.push_str(&said.row());
    }
    if std::env::var_os("SHOW_FAILURES").is_some() {
        std::io::Write::write_all(&mut std::io::stderr(), table.as_bytes()).unwrap();
    }
}

/// A run that does not get as far as to a failed Addon, and what is said.
struct Way {
    name: &'static str,
    command: Command,
    says: &'static str,
}

impl Way {
    fn new(name: &'static str, kubeconfig: &Path, args: &[&str], says: &'static str) -> Self {
        let mut command = addonctl(kubeconfig);
        command.args(args);
        Self { name, command, says }
    }
}

/// Ways to a cluster that lead nowhere.
fn ways_to_a_cluster(server: &'static ApiServer) -> Vec<Way> {
    let status = ["status", "x"];
    let here = server.kubeconfig();
    let nowhere = server.write_kubeconfig("f-nowhere", "https://127.0.0.1:1");
    let far = server.write_kubeconfig("f-far", "https://cluster.invalid:6443");
    let spoilt = |fault| {
        Fake::start(server, vec![Rule { when: |_| true, times: usize::MAX, fault }]).kubeconfig
    };
    let refused = "through the proxy http://127.0.0.1:1 ($HTTPS_PROXY): connection refused";
    let mut proxied = Way::new("dead-proxy", &far, &status, refused);
    proxied.command.env("HTTPS_PROXY", "http://127.0.0.1:1");
    let (page, denied) = (spoilt(Fault::Page), spoilt(Fault::Status(401)));
    let (context, viewer) =
        (["status", "x", "--context", "nope"], ["status", "x", "--context", "viewer"]);
    vec![
        proxied,
        Way::new("connection-refused", &nowhere, &status, "connection refused"),
        Way::new("unknown-name", &far, &status, "the name cluster.invalid is not known"),
        Way::new("wrong-context", &here, &context, "it has admin, viewer"),
        Way::new("web-page", &page, &status, "it answers with a web page"),
        Way::new(
            "expired-token",
            &denied,
            &status,
            "(HTTP 401, Unauthorized)\n  hint: the credentials were refused",
        ),
        Way::new("not-allowed", &here, &viewer, "\n  hint: ask for the permission"),
        Way::new(
            "crd-missing",
            &spoilt(Fault::Missing),
            &status,
            "the CRD of the Addon is not installed\n  hint: ",
        ),
    ]
}

/// A template with an argument that is an integer, over which the controller stumbles.
const INTEGER: &str = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {entrypoint: a, arguments: {parameters: [{name: x, value: 3}]}}\n";

/// Addons that never get as far as to fail.
fn ways_of_addons(server: &ApiServer) -> Vec<Way> {
    run(async {
        let needs = addon("circle-b", &config_map("circle-b"), &["--deps", "circle-a:*"]);
        server.take_on(&needs, "Pending", "Validation Failed").await;
        let missing = addon("needs-nobody", &config_map("needs-nobody"), &["--deps", "nobody:v2"]);
        server.take_on(&missing, "Pending", "Validation Failed").await;
        let reason = "is waiting on dependencies to be installed. required dependency is not installed: unable to resolve required dependency nobody:v2";
        server.set_status("needs-nobody", &json!({"reason": reason})).await;
        let integer = addon("integer", &config_map("integer"), &[]);
        let mut integer: Value = serde_json::from_str(&integer).unwrap();
        integer["spec"]["lifecycle"]["install"]["template"] = INTEGER.into();
        server.take_on(&integer.to_string(), "Pending", "Pending").await;
    });
    let here = server.kubeconfig();
    let flags =
        ["-n", "default", "-v", "v1", "--install", "examples/feature-flags/install/crd.yaml"];
    let long = [&["create", "a2345678901234567890123456789012"][..], &flags].concat();
    let circle = [&["create", "circle-a", "--deps", "circle-b:*"][..], &flags].concat();
    let wait = |name: &'static str| ["wait", name, "--timeout", "1s"];
    vec![
        Way::new("name-too-long", &here, &long, "31"),
        Way::new("circle", &here, &circle, "circle-a and circle-b depend on each other"),
        Way::new(
            "no-dependency",
            &here,
            &wait("needs-nobody"),
            "waiting for nobody:v2, which no Addon provides; install one that does\n",
        ),
        Way::new("integer-argument", &here, &wait("integer"), "is an integer; quote it"),
    ]
}
