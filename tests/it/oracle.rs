//! `addonctl lint` against reality: small Addons, each with one thing wrong, judged by lint and by what is real.
//!
//! `tests/lint` holds them; their first lines say what is wrong, who says so, and which rule tells it. The API server and
//! the CRD are real; the controller is the model, which was compared with the real one; Argo's word is that of Argo's
//! own `workflow/validate` and Go types (`tests/argo`); manifests go to the real kubectl. What only shows when it runs
//! is marked `run`, what only several Addons show `set`.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use addonctl::addon::{self, Addon, Stage};
use addonctl::controller;
use addonctl::yaml::read;
use kube::Api;
use kube::api::{DynamicObject, PostParams};
use serde_json::{Value, json};

use crate::apiserver::{ApiServer, kubectl, run, shared};

/// An Addon of the corpus, or several.
struct Case {
    name: String,
    why: String,
    expected: String,
    rules: Vec<String>,
    file: PathBuf,
    objects: Vec<Value>,
}

fn corpus() -> Vec<Case> {
    let mut files: Vec<PathBuf> = fs::read_dir("tests/lint")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    files.sort();
    files.into_iter().map(case).collect()
}

fn case(file: PathBuf) -> Case {
    let text = fs::read_to_string(&file).unwrap();
    let line = |start: &str| {
        let found = text.lines().find_map(|line| line.strip_prefix(start));
        found.unwrap_or_default().trim().to_owned()
    };
    Case {
        name: file.file_stem().unwrap().to_str().unwrap().to_owned(),
        why: text.lines().next().unwrap().trim_start_matches("# ").to_owned(),
        expected: line("# expect:"),
        rules: line("# rule:").split_whitespace().map(str::to_owned).collect(),
        objects: read::values(&text).unwrap(),
        file,
    }
}

impl Case {
    fn addons(&self) -> Vec<Addon> {
        self.objects.iter().filter_map(|object| addon::read(object.clone()).ok()).collect()
    }

    /// The Workflows that the controller would submit.
    fn workflows(&self) -> Vec<Value> {
        let addons = self.addons();
        let all = addons.iter().flat_map(|addon| Stage::ALL.map(|stage| (addon, stage)));
        all.filter_map(|(addon, stage)| controller::workflow(addon, stage).ok()?).collect()
    }
}

/// What is real, and what it said of the cases, by their names.
struct Reality {
    api: HashMap<String, String>,
    argo: HashMap<String, Value>,
    kubectl: HashSet<String>,
}

/// Where reality says no first; nothing where it does not.
fn verdict(case: &Case, Reality { api, argo, kubectl }: &Reality) -> String {
    let from_api = api.get(&case.name).cloned();
    if let Some(said) = from_api.as_deref().filter(|said| ["api", "pruned"].contains(said)) {
        return said.to_owned();
    }
    let refused = |addon: &Addon| {
        !controller::validate(addon).is_empty()
            || Stage::ALL.into_iter().any(|stage| controller::workflow(addon, stage).is_err())
    };
    if case.addons().iter().any(refused) {
        return "controller".to_owned();
    }
    if let Some(said) = from_api {
        return said;
    }
    let said = &argo[&case.name];
    let judges = [
        ("decode", "decode"),
        ("refused", "argo"),
        ("elsewhere", "elsewhere"),
        ("unknown", "dropped"),
    ];
    for (field, judge) in judges {
        if said[field].is_string() {
            return judge.to_owned();
        }
    }
    let written: Vec<&str> = case
        .objects
        .iter()
        .filter_map(|object| object["spec"]["lifecycle"]["install"]["template"].as_str())
        .collect();
    if kubectl.contains(&case.name) {
        return "kubectl".to_owned();
    }
    if loses(&written, &case.workflows()) {
        return "loses".to_owned();
    }
    let by_default = |workflow: &Value| workflow["spec"]["activeDeadlineSeconds"] == 300;
    if case.workflows().iter().any(by_default) {
        return "controller-default".to_owned();
    }
    String::new()
}

/// Whether documents of a template, or of manifests in its arguments, are others or gone once the controller had them.
fn loses(written: &[&str], submitted: &[Value]) -> bool {
    const AT: &str = "/spec/templates/0/steps/0/0/arguments/artifacts/0/raw/data";
    written.iter().zip(submitted).any(|(before, after)| {
        let documents = read::values(before).unwrap();
        let text = |workflow: &Value| {
            workflow.pointer(AT).and_then(Value::as_str).map(|text| {
                read::values(text).unwrap().into_iter().filter(|v| !v.is_null()).collect::<Vec<_>>()
            })
        };
        let (own, made) =
            (text(&documents[0]).unwrap_or_default(), text(after).unwrap_or_default());
        let kept = own.len() == made.len() && own.iter().zip(&made).all(|(a, b)| holds(b, a));
        documents.len() > 1 || !kept
    })
}

/// Whether a value has all that another has.
fn holds(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            part.iter().all(|(key, value)| whole.get(key).is_some_and(|own| holds(own, value)))
        }
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len() && whole.iter().zip(part).all(|(a, b)| holds(a, b))
        }
        _ => whole == part,
    }
}

/// What the API server says: `api` where it refuses an Addon, `pruned` where it drops something of it, `workflow` where
/// it refuses the Workflow.
async fn ask_api(server: &ApiServer, cases: &[Case]) -> HashMap<String, String> {
    let (addons, workflows) = (server.addons().await, server.workflows().await);
    let mut said = HashMap::new();
    for case in cases {
        for object in &case.objects {
            match create(&addons, object).await {
                None => drop(said.insert(case.name.clone(), "api".to_owned())),
                Some(stored) if !holds(&stored, object) => {
                    said.insert(case.name.clone(), "pruned".to_owned());
                }
                Some(_) => {}
            }
        }
        for workflow in case.workflows() {
            if create(&workflows, &workflow).await.is_none() {
                said.entry(case.name.clone()).or_insert_with(|| "workflow".to_owned());
            }
        }
    }
    said
}

/// What would be stored; none where it is refused.
async fn create(api: &Api<DynamicObject>, object: &Value) -> Option<Value> {
    let mut object = object.clone();
    let namespace = object["metadata"]["namespace"].clone();
    // Elsewhere is as good a place, as far as the API server is concerned.
    object["metadata"]["namespace"] = "addon-manager-system".into();
    let typed: DynamicObject = serde_json::from_value(object).ok()?;
    let dry = PostParams { dry_run: true, ..PostParams::default() };
    let stored = api.create(&dry, &typed).await.ok()?;
    let mut stored = serde_json::to_value(stored).unwrap();
    stored["metadata"]["namespace"] = namespace;
    Some(stored)
}

/// Argo's word on the Workflows of all cases; none where it cannot be had.
fn ask_argo(cases: &[Case]) -> Option<HashMap<String, Value>> {
    if Command::new("go").arg("version").output().is_err() {
        assert!(!in_ci(), "no Go to build Argo's validation with, and CI=true");
        std::io::stderr().write_all(b"skipped: Argo's word on tests/lint (no Go)\n").unwrap();
        return None;
    }
    let built = Command::new("tests/argo/build.sh").output().unwrap();
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "Argo's validation cannot be built: {said}");
    let program = String::from_utf8(built.stdout).unwrap();
    let mut child =
        Command::new(program.trim()).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let questions: String = cases
        .iter()
        .flat_map(|case| case.workflows().into_iter().map(move |workflow| (case, workflow)))
        .map(|(case, workflow)| json!({"id": case.name, "workflow": workflow}).to_string() + "\n")
        .collect();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(questions.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let mut said: HashMap<String, Value> = HashMap::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let answer: Value = serde_json::from_str(line).unwrap();
        let id = answer["id"].as_str().unwrap().to_owned();
        let before = said.entry(id).or_insert_with(|| json!({}));
        before.as_object_mut().unwrap().extend(answer.as_object().unwrap().clone());
    }
    for case in cases {
        said.entry(case.name.clone()).or_insert_with(|| json!({}));
    }
    Some(said)
}

/// The cases with a manifest that kubectl, or the API server behind it, does not take from it.
fn ask_kubectl(server: &ApiServer, cases: &[Case]) -> Option<HashSet<String>> {
    let mut refused = HashSet::new();
    for case in cases {
        for text in case.workflows().iter().flat_map(applied) {
            let mut command = kubectl(&server.kubeconfig(), "reality_says_what_is_expected")?;
            command.args(["apply", "--dry-run=server", "-n", "default", "-f", "-"]);
            let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
            let mut child = quiet.stdin(Stdio::piped()).spawn().unwrap();
            // It may have seen enough before all is written.
            drop(child.stdin.take().unwrap().write_all(text.as_bytes()));
            if !child.wait().unwrap().success() {
                refused.insert(case.name.clone());
            }
        }
    }
    Some(refused)
}

/// The texts that a Workflow's containers apply with kubectl, and the manifests that Argo does, parameters filled in.
fn applied(workflow: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let templates = list(&workflow["spec"]["templates"]);
    let steps: Vec<Value> = templates.iter().flat_map(|t| list(&t["steps"])).collect();
    let steps: Vec<Value> = steps.iter().flat_map(list).collect();
    let mut texts = Vec::new();
    for template in &templates {
        if template["resource"]["action"] == "apply" {
            texts.extend(template["resource"]["manifest"].as_str().map(str::to_owned));
        }
        if template["container"]["args"][0] != "apply" {
            continue;
        }
        let calls = steps.iter().filter(|step| step["template"] == template["name"]);
        let given = calls.flat_map(|step| list(&step["arguments"]["artifacts"]));
        let artifacts = list(&template["inputs"]["artifacts"]).into_iter().chain(given);
        texts.extend(artifacts.filter_map(|a| Some(a["raw"]["data"].as_str()?.to_owned())));
    }
    let parameters = list(&workflow["spec"]["arguments"]["parameters"]);
    for text in &mut texts {
        for parameter in &parameters {
            let (name, value) = (parameter["name"].as_str(), parameter["value"].as_str());
            let tag = format!("{{{{workflow.parameters.{}}}}}", name.unwrap_or_default());
            *text = text.replace(&tag, value.unwrap_or_default());
        }
    }
    texts
}

#[expect(clippy::disallowed_methods, reason = "in CI no test may be left out")]
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true")
}

/// Rules and their severities, as lint tells them.
fn lint(file: &Path) -> Vec<(String, String)> {
    let output = Command::new(env!("CARGO_BIN_EXE_addonctl"))
        .args(["lint", "-q", "-o", "json", "--severity", "note"])
        .arg(file)
        .output()
        .unwrap();
    let findings: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let told = findings.as_array().unwrap().iter();
    told.map(|finding| (text(&finding["rule"]), text(&finding["severity"]))).collect()
}

#[test]
fn reality_says_what_is_expected() {
    let Some(server) = shared("reality_says_what_is_expected") else { return };
    let cases = corpus();
    let Some(argo) = ask_argo(&cases) else { return };
    let Some(kubectl) = ask_kubectl(server, &cases) else { return };
    let reality = Reality { api: run(ask_api(server, &cases)), argo, kubectl };
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let said = verdict(case, &reality);
            let silent = ["run", "set", "fine"].contains(&case.expected.as_str());
            let expected = if silent { "" } else { &case.expected };
            let argo = &reality.argo[&case.name];
            (said != expected).then(|| format!("{}: {said:?}, not {expected:?} {argo}", case.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lint_says_what_reality_says() {
    let cases = corpus();
    assert!(cases.len() >= 80);
    let mut wrong = Vec::new();
    for case in &cases {
        let told = lint(&case.file);
        for rule in &case.rules {
            if !told.iter().any(|(id, _)| id == rule) {
                wrong.push(format!("{}: `{rule}` is missing in {told:?}", case.name));
            }
        }
        // Nothing else is called an error: an alarm that is false is worse than none.
        for (rule, severity) in told.iter().filter(|(_, severity)| severity != "note") {
            if !case.rules.contains(rule) {
                wrong.push(format!("{}: `{rule}` is told, a {severity}", case.name));
            }
        }
        let refused = ["api", "controller", "workflow", "decode", "argo", "kubectl"]
            .contains(&case.expected.as_str());
        // What a cluster serves depends on its version.
        let told = told.iter().any(|(rule, severity)| severity == "error" || rule == "api-removed");
        if refused && !told {
            wrong.push(format!("{}: is refused, and lint has no error", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_of_rules_and_judges_is_up_to_date() {
    let judge = |expected: &str| match expected {
        "api" => "the API server refuses the Addon",
        "pruned" => "the API server drops the field",
        "controller" => "the controller fails or stands still (model)",
        "controller-default" => "the controller sets its own value (model)",
        "workflow" => "the API server refuses the Workflow",
        "decode" => "Argo's Go types do not take it",
        "dropped" => "Argo's Go types drop it",
        "argo" => "Argo's validation refuses it",
        "kubectl" => "kubectl, or the API server behind it, refuses the manifest",
        "elsewhere" => "Argo looks the template up in the cluster: nobody can say without one",
        "loses" => "what the controller submits is not what was written (model)",
        "set" => "follows from the controller's dependency checks (read and run before)",
        "run" => "shows when it runs (seen on a cluster before)",
        _ => "works, odd as it looks: lint says nothing",
    };
    let mut text = "# Rules, and how each was confirmed\n\nEach file has one thing wrong, or looks as if it had. `tests/it/oracle.rs` asks lint and what is real.\n\n| Rule | File | What is wrong | Who says so |\n|---|---|---|---|\n".to_owned();
    let mut rows: Vec<String> = corpus()
        .iter()
        .map(|case| {
            let rules = if case.rules.is_empty() { "-".to_owned() } else { case.rules.join(", ") };
            let (name, why) = (&case.name, &case.why);
            format!("| {rules} | [{name}]({name}.yaml) | {why} | {} |\n", judge(&case.expected))
        })
        .collect();
    rows.sort();
    text += &rows.concat();
    crate::committed::is_current("tests/lint/README.md", text.as_bytes());
}
