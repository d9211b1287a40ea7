//! The failures of the field, as the cluster shows them, and what is said of each.

use addonctl::controller;
use addonctl::diagnosis::{Diagnosis, Facts, LogTail, Other, State, diagnose};
use addonctl::live::Live;
use serde_json::{Value, json};

/// 10:10:00 on the day that all of this happens.
const NOW: i64 = 1_795_428_600;
const TEMPLATE: &str =
    "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {entrypoint: entry, templates: []}\n";

/// An Addon at work, three minutes old.
struct Case(Facts);

impl Case {
    fn new(prereqs: &str, installed: &str, reason: &str) -> Self {
        let mut addon = json!({
            "metadata": {"name": "web", "creationTimestamp": "2026-11-23T10:07:00Z"},
            "spec": {
                "pkgName": "web", "pkgVersion": "v1", "pkgType": "composite", "pkgDescription": "",
                "params": {"namespace": "shop"}, "lifecycle": {"install": {"template": TEMPLATE}},
            },
            "status": {
                "lifecycle": {"prereqs": prereqs, "installed": installed},
                "reason": reason, "resources": [], "starttime": 0,
            },
        });
        let spec = Live::from_value(&addon).unwrap().spec;
        addon["status"]["checksum"] = controller::checksum(&spec).into();
        let live = Live::from_value(&addon).unwrap();
        Self(Facts {
            live,
            namespace: controller::NAMESPACE.to_owned(),
            workflows: Vec::new(),
            pods: Vec::new(),
            events: Vec::new(),
            logs: Vec::new(),
            others: Vec::new(),
            notes: Vec::new(),
            now: NOW,
        })
    }

    /// Failed in its install workflow.
    fn failed() -> Self {
        Self::new("Succeeded", "Failed", "child 'web-install-1-wf-7' failed")
    }

    /// With the install Workflow in this state, and nodes as `(id, phase, message)`.
    fn workflow(mut self, phase: &str, nodes: &[(&str, &str, &str)]) -> Self {
        let nodes: serde_json::Map<String, Value> = nodes
            .iter()
            .map(|(id, phase, message)| {
                let node = json!({
                    "id": id, "displayName": format!("apply({id})"), "type": "Pod", "phase": phase,
                    "message": message, "templateName": "apply", "startedAt": "2026-11-23T10:08:00Z",
                });
                ((*id).to_owned(), node)
            })
            .collect();
        self.0.workflows.push(json!({
            "metadata": {"name": "web-install-1-wf", "creationTimestamp": "2026-11-23T10:08:00Z"},
            "spec": {"activeDeadlineSeconds": 60},
            "status": {
                "phase": phase, "nodes": nodes, "message": "child 'web-install-1-wf-7' failed",
                "startedAt": "2026-11-23T10:08:00Z",
                "finishedAt": if phase == "Running" { Value::Null } else { "2026-11-23T10:08:20Z".into() },
            },
        }));
        self
    }

    /// With the pod of a node in this state.
    fn pod(mut self, id: &str, status: &Value) -> Self {
        self.0.pods.push(json!({
            "metadata": {
                "name": format!("pod-{id}"), "annotations": {"workflows.argoproj.io/node-id": id},
                "labels": {"workflows.argoproj.io/workflow": "web-install-1-wf"},
            },
            "status": status,
        }));
        self
    }

    /// With the pod of node `0`, whose container has failed and said this.
    fn log(self, text: &str) -> Self {
        let mut case = self.workflow("Failed", &[("0", "Failed", "main: Error (exit code 1)")]);
        let ended = json!({"name": "main", "state": {"terminated": {"exitCode": 1}}});
        case = case.pod("0", &json!({"phase": "Failed", "containerStatuses": [ended]}));
        let lines = text.lines().map(str::to_owned).collect();
        case.0.logs.push(LogTail { pod: "pod-0".to_owned(), lines });
        case
    }

    fn event(mut self, kind: &str, name: &str, reason: &str, message: &str) -> Self {
        self.0.events.push(json!({
            "type": "Warning", "reason": reason, "message": message,
            "involvedObject": {"kind": kind, "name": name}, "lastTimestamp": "2026-11-23T10:09:00Z",
        }));
        self
    }

    fn other(mut self, name: &str, package: &str, phase: &str) -> Self {
        let text = str::to_owned;
        let (name, package, phase) = (text(name), text(package), text(phase));
        let (version, needs) = (text("v1"), Vec::new());
        self.0.others.push(Other { name, package, version, phase, needs });
        self
    }

    fn depends(mut self, package: &str) -> Self {
        self.0.live.spec.pkg_deps.insert(package.to_owned(), "v2".to_owned());
        self.0.live.checksum = controller::checksum(&self.0.live.spec);
        self
    }

    fn told(&self) -> Diagnosis {
        diagnose(&self.0)
    }

    /// The cause's code and sentence, and the first command.
    #[track_caller]
    fn says(&self, code: &str, sentence: &str, command: &str) {
        let told = self.told();
        let cause = told.cause.unwrap();
        assert_eq!((cause.code, cause.sentence.as_str()), (code, sentence));
        assert_eq!(told.next[0].command, command);
    }
}

const RETRY: &str = "addonctl retry web";
const APPLY: &str = "addonctl apply web ... --wait";
const CHECK: &str = "addonctl check";
const WAIT: &str = "addonctl wait web";

#[test]
fn a_missing_secret() {
    Case::new("Succeeded", "Failed", "Addon a/web could not validate secrets. addon web needs secret \"key\" that was not found in namespace shop")
        .says("secret-missing", "The secret key does not exist in the namespace shop.", RETRY);
}

#[test]
fn a_missing_dependency() {
    let reason = "Addon a/web is waiting on dependencies to be installed. required dependency is not installed: unable to resolve required dependency base:v2";
    let case = Case::new("Pending", "Validation Failed", reason).depends("base");
    case.says(
        "dependency-missing",
        "It depends on base:v2, and no Addon of the cluster provides that.",
        WAIT,
    );
    assert_eq!(case.told().state, State::Stuck);
    let case = case.other("the-base", "base", "Failed");
    case.says(
        "dependency-missing",
        "It depends on base v2, and the Addon the-base provides v1 (Failed).",
        WAIT,
    );
    let told = case.told();
    assert_eq!(told.dependencies[0].found, ["the-base v1 (Failed)"]);
    assert_eq!(told.next[1].command, "addonctl status the-base");
}

#[test]
fn a_duplicate() {
    let reason = "Addon a/web is not valid. package version web:v1 already exists and cannot be installed as a duplicate";
    let case = Case::new("Pending", "Validation Failed", reason).other("twin", "web", "Succeeded");
    let sentence = "The Addon twin provides web v1 as well, so the controller takes neither.";
    case.says("duplicate", sentence, APPLY);
    assert_eq!(case.told().next[1].command, "addonctl status twin");
}

#[test]
fn a_template_that_the_controller_refuses() {
    for (reason, code) in [
        (
            "Addon x is not valid. invalid workflow template \"install\". yaml: mapping values are not allowed in this context",
            "template-invalid",
        ),
        (
            "invalid workflow, type is not a valid kind Workflow and api-version argoproj.io/v1alpha1",
            "template-invalid",
        ),
        (
            "invalid workflow, parameter named \"namespace\" found in addon params and in workflow x",
            "parameter-taken",
        ),
        ("Addon name y must be less than 32 characters", "name-too-long"),
        (
            "invalid package dependency, addon cannot depend on it's own package name f-self:v1",
            "dependency-own",
        ),
    ] {
        let told = Case::new("Pending", "Validation Failed", reason).told();
        assert_eq!((told.cause.unwrap().code, told.next[0].command.as_str()), (code, APPLY));
    }
}

#[test]
fn a_workflow_that_argo_refuses() {
    for (reason, code) in [
        (
            "invalid spec: spec.arguments.parameters[3].name 'pkgName' is not unique",
            "parameter-twice",
        ),
        (
            "invalid spec: templates.entry.steps[0].s templates.s: failed to resolve {{inputs.parameters.nope}}",
            "tag-unresolved",
        ),
        ("invalid spec: spec.entrypoint is required", "entrypoint-missing"),
        ("invalid spec: template name 'x' undefined", "workflow-invalid"),
        ("etcdserver: request is too large", "too-large"),
    ] {
        let told = Case::new("Pending", "Failed", reason).told();
        assert_eq!(told.cause.unwrap().code, code);
    }
}

#[test]
fn no_reason_but_an_event() {
    Case::new("Succeeded", "Failed", "")
        .event("Addon", "web", "Failed", "Addon a/web install failed. failed creating wf web-install-1-wf err Workflow \"x\" is invalid: metadata.labels: Invalid value: \"1.0+build\": a valid label must be")
        .says("version-label", "`1.0+build` cannot be the value of a label, which the package's version has to be.", APPLY);
}

#[test]
fn neither_reason_nor_event() {
    Case::new("Succeeded", "Failed", "").says("unknown", "Nothing that is left says why.", RETRY);
}

#[test]
fn an_unquoted_integer_stays_pending_for_ever() {
    let mut case = Case::new("Pending", "Pending", "");
    let template = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {arguments: {parameters: [{name: x, value: 3}]}}\n";
    case.0.live.spec.lifecycle.install.as_mut().unwrap().template = template.to_owned();
    case.says(
        "stuck",
        "The controller stumbles over it each time, without a word: spec.arguments.parameters[0].value of the install template is an integer; quote it.",
        APPLY,
    );
    assert_eq!(case.told().state, State::Failed);
}

#[test]
fn a_missing_service_account() {
    let message = "pods \"web-1\" is forbidden: error looking up service account a/nobody: serviceaccount \"nobody\" not found";
    let case = Case::failed().workflow("Error", &[("0", "Error", message)]);
    case.says(
        "service-account-missing",
        "The service account nobody does not exist in the namespace a.",
        RETRY,
    );
    assert!(
        case.told()
            .cause
            .unwrap()
            .help
            .starts_with("create it: kubectl -n a create serviceaccount nobody")
    );
}

#[test]
fn pods_that_pod_security_refuses() {
    let message = "pods \"web-1\" is forbidden: violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false";
    Case::failed().workflow("Failed", &[("0", "Error", message), ("1", "Error", message)]).says(
        "pod-security",
        "The namespace admits restricted:latest pods only: allowPrivilegeEscalation != false",
        APPLY,
    );
}

#[test]
fn logs_of_kubectl() {
    for (log, code, sentence) in [
        (
            "The Deployment \"w\" is invalid: \n* spec.replicas: Invalid value: -1\n* spec.b: Required value\nError: exit status 1\n",
            "object-invalid",
            "The API server refuses Deployment w: spec.replicas: Invalid value: -1; spec.b: Required value",
        ),
        (
            "error: resource mapping not found for name: \"w\": no matches for kind \"Widget\" in version \"x.y/v1\"\nensure CRDs are installed first\n",
            "kind-unknown",
            "The cluster does not know the kind Widget of x.y/v1: its CRD is missing, or comes later than the object.",
        ),
        (
            "Error from server: admission webhook \"deny.x\" denied the request: no latest tag\n",
            "webhook-refused",
            "The admission webhook deny.x refuses an object: no latest tag",
        ),
        (
            "Error from server (InternalError): Internal error occurred: failed calling webhook \"v.x\": no endpoints available\n",
            "webhook-away",
            "The webhook v.x does not answer: no endpoints available",
        ),
        (
            "Error from server (Forbidden): pods \"p\" is forbidden: exceeded quota: tight, requested: pods=1, used: pods=1\n",
            "quota",
            "The resource quota tight is used up: requested: pods=1, used: pods=1",
        ),
        (
            "Error from server (Forbidden): configmaps \"c\" is forbidden: User \"system:serviceaccount:a:w\" cannot patch resource \"configmaps\" in API group \"\"\n",
            "rbac",
            "system:serviceaccount:a:w may not patch configmaps.",
        ),
        (
            "Error from server (NotFound): namespaces \"shop\" not found\n",
            "namespace-missing",
            "The namespace shop does not exist.",
        ),
        (
            "Waiting for rollout\nerror: timed out waiting for the condition on deployments/web\n",
            "wait-timeout",
            "deployments/web did not become ready in time.",
        ),
    ] {
        let told = Case::failed().log(log).told();
        let cause = told.cause.unwrap();
        assert_eq!((cause.code, cause.sentence.as_str()), (code, sentence));
        assert_eq!(cause.evidence[0].from, "log of step apply (pod pod-0)");
        assert!(told.next.iter().any(|it| it.command == "addonctl logs web --stage install"));
        assert_eq!(told.summary, "Failed, in the install stage, step apply");
    }
}

#[test]
fn an_exception_of_a_script() {
    let log = "looking\nTraceback (most recent call last):\n  File \"x\", line 3\nKeyError: 'NOPE'\ntime=\"x\" level=info argo=true error=\"<nil>\"\nError: exit status 1\n";
    let mut case = Case::failed().log(log);
    let sentence = "Step apply of the install stage failed: KeyError: 'NOPE'.";
    case.says("step-failed", sentence, RETRY);
    // Run again as it is, a script says the same again.
    case.0.workflows[0]["spec"]["templates"] =
        json!([{"name": "apply", "script": {"source": "x"}}]);
    case.says("step-failed", sentence, APPLY);
    assert_eq!(case.told().next[1].command, RETRY);
}

#[test]
fn a_failed_step_without_its_log() {
    Case::failed().workflow("Failed", &[("0", "Failed", "main: Error (exit code 1)")]).says(
        "step-failed",
        "Step apply of the install stage failed: main: Error (exit code 1).",
        RETRY,
    );
}

#[test]
fn a_deadline() {
    let mut case =
        Case::failed().workflow("Failed", &[("0", "Failed", "main: Error (exit code 143)")]);
    case.0.workflows[0]["status"]["finishedAt"] = "2026-11-23T10:09:00Z".into();
    let sentence = "The install stage took longer than its deadline of 60s, and was ended.";
    case.says("deadline", sentence, APPLY);
    // What held it up until then is the cause, not that time was over.
    let waiting = json!({"name": "main", "state": {"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image \"no/such:1\""}}});
    let case = case.pod("0", &json!({"containerStatuses": [waiting]}));
    case.says("image", "The image no/such:1 cannot be pulled.", APPLY);
}

#[test]
fn a_pod_that_does_not_start() {
    let running =
        || Case::new("Succeeded", "Pending", "").workflow("Running", &[("0", "Pending", "")]);
    let waiting = |reason: &str, message: &str| json!({"containerStatuses": [{"name": "main", "state": {"waiting": {"reason": reason, "message": message}}}]});
    let case = running()
        .pod("0", &waiting("ErrImagePull", "failed to pull image \"no/such:1\": not found"));
    case.says("image", "The image no/such:1 cannot be pulled: not found", APPLY);
    assert_eq!(case.told().summary, "Pending, held up, in the install stage, step apply");
    let pending = json!({"conditions": [{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/3 nodes are available"}]});
    let sentence = "No node takes the pod: 0/3 nodes are available";
    running().pod("0", &pending).says("unschedulable", sentence, WAIT);
    running()
        .pod("0", &waiting("ContainerCreating", ""))
        .event(
            "Pod",
            "pod-0",
            "FailedMount",
            "MountVolume.SetUp failed for volume \"v\" : secret \"s\" not found",
        )
        .says(
            "mount",
            "A volume of the pod cannot be mounted: \"v\" : secret \"s\" not found",
            WAIT,
        );
    assert_eq!(running().pod("0", &waiting("ContainerCreating", "")).told().cause, None);
}

#[test]
fn a_failed_deletion() {
    let mut case = Case::new("Succeeded", "Delete Failed", "child 'x' failed");
    case.0.live.deleted = Some("2026-11-23T10:08:00Z".to_owned());
    let mut case = case.log("error: timed out waiting for the condition\n");
    case.0.workflows[0]["metadata"]["name"] = "web-delete-1-wf".into();
    let sentence = "What the step waits for did not come true in time.";
    case.says("wait-timeout", sentence, RETRY);
    let commands: Vec<_> = case.told().next.into_iter().map(|next| next.command).collect();
    assert_eq!(commands[1], "addonctl delete web --force");
}

#[test]
fn a_failed_deletion_after_a_failed_installation() {
    let mut case = Case::new("Succeeded", "Delete Failed", "child 'x' failed")
        .log("Error: The Widget \"w\" is invalid: spec.x: no\n");
    let mut deletion = case.0.workflows[0].clone();
    deletion["metadata"]["name"] = "web-delete-1-wf".into();
    case.0.workflows.push(deletion);
    case.0.live.deleted = Some("2026-11-23T10:08:00Z".to_owned());
    let told = case.told();
    assert_eq!(told.summary, "Delete Failed, in the delete stage, step apply");
    let help = told.cause.unwrap().help;
    assert!(help.contains("delete again") && !help.contains("correct the manifest"), "{help}");
    assert_eq!(told.next[0].command, RETRY);
}

#[test]
fn a_circle_of_dependencies() {
    let reason = "Addon a/web is waiting on dependencies to be installed. required dependency is not installed: unable to resolve required dependency base:v2";
    let mut case = Case::new("Pending", "Validation Failed", reason).depends("base");
    case = case.other("the-base", "base", "Validation Failed");
    case.0.others[0].needs = vec!["web".to_owned()];
    case.says(
        "dependency-cycle",
        "web and the-base depend on each other; neither is ever installed.",
        APPLY,
    );
    let told = case.told();
    let said = format!("{:?}{:?}", told.cause, told.next);
    for word in ["goes on by itself", "waits until", "the words are the controller's own"] {
        assert!(!said.contains(word), "{said}");
    }
}

#[test]
fn the_next_command_does_something() {
    let case = Case::failed()
        .log("Error from server: admission webhook \"deny.x\" denied the request: no\n");
    let next: Vec<_> = case.told().next.into_iter().map(|it| it.command).collect();
    assert_eq!(next[..2], [APPLY, RETRY]);
}

#[test]
fn nobody_takes_notice() {
    let mut case = Case::new("", "", "");
    case.0.live.checksum.clear();
    case.says(
        "unheard",
        "The Addon controller has not looked at it for 3m; it may not be running.",
        CHECK,
    );
    case.0.namespace = "default".to_owned();
    assert_eq!(
        case.told().cause.unwrap().sentence,
        "The controller sees Addons in addon-manager-system alone."
    );
    case.0.live.changed = "2026-11-23T10:09:50Z".to_owned();
    assert_eq!(case.told().cause, None);
}

#[test]
fn argo_does_not_take_the_workflow_up() {
    let mut case = Case::new("Succeeded", "Pending", "").workflow("", &[]);
    case.0.workflows[0]["status"] = Value::Null;
    let sentence = "Argo has not begun with web-install-1-wf for 2m; it may not be running.";
    case.says("argo-away", sentence, CHECK);
}

#[test]
fn all_is_well() {
    let case =
        Case::new("Succeeded", "Succeeded", "").workflow("Succeeded", &[("0", "Succeeded", "")]);
    let told = case.told();
    assert_eq!((told.state, told.cause, told.next.len()), (State::Done, None, 0));
    assert_eq!(told.stages[1].took.as_deref(), Some("20s"));
}
