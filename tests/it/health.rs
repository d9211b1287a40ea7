//! How the objects of Addons are, told by `status` and `tree`, against a real API server.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};

use serde_json::{Value, json};

use crate::apiserver::{ApiServer, addonctl, run, shared};
use crate::fake::Fake;
use crate::play::{addon, begin, config_map, ended, told};

const PLAIN: [&str; 2] = ["--label-policy", "none"];

/// A Deployment that nobody runs.
fn deployment(name: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: default}}\nspec:\n  selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}}}}}\n    spec: {{containers: [{{name: web, image: nginx}}]}}\n"
    )
}

/// An installed Addon of these objects, some of which are there.
async fn installed(server: &ApiServer, name: &str, all: &[String], there: &[String]) {
    let made = addon(name, &all.join("---\n"), &PLAIN);
    server.take_on(&made, "Succeeded", "Succeeded").await;
    for object in there {
        server.apply(object).await;
    }
}

/// Makes a Deployment look as its controller leaves it.
async fn roll_out(server: &ApiServer, name: &str) {
    let status = json!({"status": {
        "observedGeneration": 1, "replicas": 1, "readyReplicas": 1, "updatedReplicas": 1, "availableReplicas": 1,
        "conditions": [
            {"type": "Available", "status": "True"},
            {"type": "Progressing", "status": "True", "reason": "NewReplicaSetAvailable"},
        ],
    }});
    let api: kube::Api<k8s_openapi::api::apps::v1::Deployment> =
        kube::Api::namespaced(server.client().await, "default");
    let patch = kube::api::Patch::Merge(&status);
    api.patch_status(name, &kube::api::PatchParams::default(), &patch).await.unwrap();
}

fn addonctl_says(server: &ApiServer, line: &[&str]) -> (i32, String, String) {
    told(server.addonctl().args(line).output().unwrap())
}

#[test]
fn the_status_of_what_is_installed_looks_at_its_objects() {
    let Some(server) = shared("the_status_of_what_is_installed_looks_at_its_objects") else {
        return;
    };
    let maps: Vec<_> = (0..3).map(|n| config_map(&format!("well-{n}"))).collect();
    let mut all = maps.clone();
    all.push(deployment("well"));
    let mut there = all.clone();
    let late = there.remove(0);
    run(installed(server, "well", &all, &there));

    let (code, out, _) = addonctl_says(server, &["status", "well", "--exit-code"]);
    let line = "Objects  2 of 4 fine; ConfigMap default/well-0 missing, Deployment default/well 0/1 ready (addonctl tree well)\n";
    assert!(out.contains(line), "{out}");
    assert_eq!(code, 3);
    assert_eq!(addonctl_says(server, &["status", "well"]).0, 0);

    run(server.apply(&late));
    let (code, out, _) = addonctl_says(server, &["status", "well", "--exit-code", "-o", "json"]);
    assert_eq!(code, 4, "{out}");
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (&json["apiVersion"], &json["kind"]),
        (&json!("addonctl.keikoproj.io/v1"), &json!("AddonStatus"))
    );
    let objects = &json["objects"];
    assert_eq!((&objects["total"], &objects["fine"]), (&json!(4), &json!(3)));
    assert_eq!(objects["notFine"][0]["health"], "InProgress");

    run(roll_out(server, "well"));
    let (code, out, _) = addonctl_says(server, &["status", "well", "--exit-code"]);
    assert!(out.contains("Objects  4 of 4 fine\n"), "{out}");
    assert_eq!(code, 0);

    let (code, out, err) = addonctl_says(server, &["status", "well", "nope", "-o", "yaml"]);
    assert!(out.contains("\nkind: List\n") && out.contains("kind: AddonStatus\n"), "{out}");
    assert!(err.contains("\"nope\" not found"), "{err}");
    assert_eq!(code, 1);
}

#[test]
fn many_objects_are_listed_and_not_asked_for_one_by_one() {
    let Some(server) = shared("many_objects_are_listed_and_not_asked_for_one_by_one") else {
        return;
    };
    let all: Vec<_> = (0..40).map(|n| config_map(&format!("crowd-{n}"))).collect();
    run(installed(server, "crowd", &all, &all[1..]));
    let fake = Fake::start(server, Vec::new());
    let (code, out, _) = told(addonctl(&fake.kubeconfig).args(["tree", "crowd"]).output().unwrap());
    assert_eq!(code, 0, "{out}");
    let mut expected =
        "└─ Objects of install: 39 of 40 fine (--show-objects lists each)\n".to_owned();
    expected.push_str("   ├─ ConfigMap default/crowd-0  missing\n   └─ ConfigMap: 39 fine\n");
    assert!(out.ends_with(&expected), "{out}");
    let about = |log: &[String]| log.iter().filter(|it| it.contains("/configmaps")).count();
    assert_eq!(about(&fake.log()), 1, "{:#?}", fake.log());
    let (_, out, _) = addonctl_says(server, &["tree", "crowd", "--show-objects"]);
    assert_eq!(out.lines().filter(|line| line.contains("exists")).count(), 39, "{out}");

    let before = fake.log().len();
    let mut diff = addonctl(&fake.kubeconfig);
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), addon("crowd", &all.join("---\n"), &PLAIN)).unwrap();
    let (code, _, err) = told(diff.args(["diff", "-f"]).arg(file.path()).output().unwrap());
    assert_eq!(code, 1, "{err}");
    let log = &fake.log()[before..];
    let mut gets = String::new();
    for line in log.iter().filter(|it| it.starts_with("GET") && it.contains("/configmaps")) {
        writeln!(gets, "{line}").unwrap();
    }
    assert_eq!(gets, "GET /api/v1/namespaces/default/configmaps\n");
}

#[test]
fn dependencies_are_followed_in_both_directions() {
    let Some(server) = shared("dependencies_are_followed_in_both_directions") else { return };
    let with = |name: &str, deps: &str| {
        let flags = ["--deps", deps];
        addon(name, &config_map(name), if deps.is_empty() { &[] } else { &flags })
    };
    run(async {
        server.apply(&with("chain-a", "chain-b:*")).await;
        server.apply(&with("chain-b", "chain-c:^1.2")).await;
        server.apply(&with("ring-a", "ring-b:*")).await;
        server.apply(&with("ring-b", "ring-a:*")).await;
    });
    let (code, out, _) = addonctl_says(server, &["tree", "chain-b", "--deps"]);
    assert_eq!(code, 0);
    assert_eq!(
        out,
        "Addon chain-b (chain-b v1)\n\
         ├─ Needs\n\
         │  └─ chain-c ^1.2: no Addon provides it\n\
         └─ Needed by\n   \
            └─ chain-a (chain-a v1, wanted: *) not looked at yet\n"
    );
    let (_, out, _) = addonctl_says(server, &["tree", "ring-a", "--deps"]);
    assert!(
        out.contains("ring-a (ring-a v1, wanted: *) not looked at yet -- a cycle: none"),
        "{out}"
    );
    let (_, out, _) = addonctl_says(server, &["tree", "ring-a", "--deps", "-o", "json"]);
    assert!(out.contains("\"repeat\": \"cycle\""), "{out}");
}

#[test]
fn waiting_for_health_ends_when_all_is_fine_or_never_will_be() {
    let test = "waiting_for_health_ends_when_all_is_fine_or_never_will_be";
    let Some(server) = shared(test) else { return };
    let all = [config_map("calm-map"), deployment("calm")];
    run(installed(server, "calm", &all, &all));
    let line = ["wait", "calm", "--for", "healthy"];
    let (code, _, err) = addonctl_says(server, &[&line[..], &["--timeout", "1s"]].concat());
    assert_eq!(code, 4, "{err}");
    // How far it came within that time is chance.
    assert!(err.contains("calm: timed out while waiting for "), "{err}");
    assert!(err.contains("addonctl wait calm --for healthy --timeout 30m"), "{err}");

    let mut waiting = begin(server.addonctl().args(line));
    let mut heard = BufReader::new(waiting.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(heard.any(|line| line.contains("its objects: 1 of 2 fine")));
    run(roll_out(server, "calm"));
    let (code, out, _) = ended(waiting);
    assert_eq!((code, out.as_str()), (0, "addon.addonmgr.keikoproj.io/calm healthy\n"));

    let mut waiting = begin(server.addonctl().args(["wait", "calm-2", "--for", "healthy"]));
    let mut heard = BufReader::new(waiting.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(heard.any(|line| line.contains("the Addon to exist")));
    let all = [config_map("calm-map-2")];
    run(installed(server, "calm-2", &all, &[]));
    let (code, _, _) = ended(waiting);
    assert_eq!(code, 3);
    let (code, out, err) =
        addonctl_says(server, &["wait", "calm-2", "--for", "healthy", "-o", "json"]);
    assert_eq!(code, 3);
    assert!(err.contains("only 0 of 1 fine; ConfigMap default/calm-map-2 missing\n"), "{err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&json["kind"], &json["end"]), (&json!("AddonWait"), &json!("failed")));
    assert_eq!(json["objects"]["notFine"][0]["health"], "NotFound");
}
