//! Whose an object is: what a delete stage takes and leaves, and what the verbs say of it, on a real API server.

use std::io::Write as _;

use addonctl::workflow::guard;
use kube::api::{Patch, PatchParams};
use serde_json::{Value, json};

use crate::apiserver::{ApiServer, addonctl, kubectl, run, shared};
use crate::fake::Fake;
use crate::play::{addon, begin, config_map, ended, is_leaving, told, until};

/// Applies a config map as somebody, with labels.
async fn apply_as(server: &ApiServer, manager: &str, name: &str, labels: &Value) {
    let map = json!({
        "apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "b"},
        "metadata": {"name": name, "namespace": "default", "labels": labels},
    });
    let api = server.api(&serde_json::from_value(map.clone()).unwrap()).await;
    let params = PatchParams::apply(manager).force();
    api.patch(name, &params, &Patch::Apply(&map)).await.unwrap();
}

#[test]
fn a_delete_stage_finds_what_its_addon_has_applied_and_nothing_else() {
    let test = "a_delete_stage_finds_what_its_addon_has_applied_and_nothing_else";
    let Some(server) = shared(test) else { return };
    let Some(mut get) = kubectl(&server.kubeconfig(), test) else { return };
    let of = |addon: &str| json!({"app.kubernetes.io/part-of": addon, "app.kubernetes.io/managed-by": "addonmgr.keikoproj.io"});
    let own = "addonmgr.keikoproj.io/own-a";
    run(async {
        apply_as(server, own, "own-applied", &json!({"app.kubernetes.io/part-of": "else"})).await;
        apply_as(server, "kubectl", "own-labelled", &of("own-a")).await;
        apply_as(server, own, "own-edited", &json!({})).await;
        apply_as(server, "kubectl", "own-edited", &json!({"b": "c"})).await;
        apply_as(server, own, "own-shared", &of("own-a")).await;
        apply_as(server, "addonmgr.keikoproj.io/own-b", "own-shared", &json!({})).await;
        apply_as(server, "kubectl", "own-strangers", &json!({})).await;
        apply_as(server, "kubectl", "own-others", &of("own-ab")).await;
        apply_as(server, "addonmgr.keikoproj.io/own-ab", "own-longer", &json!({})).await;
    });
    let names =
        ["applied", "labelled", "edited", "shared", "strangers", "others", "longer", "missing"];
    let stub = |name: &&str| {
        format!(
            "---\n{{apiVersion: v1, kind: ConfigMap, metadata: {{name: own-{name}, namespace: default}}}}\n"
        )
    };
    let mut look = |names: &[&str], more: &str| {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let stubs: String = names.iter().map(stub).collect();
        file.write_all((stubs + more).as_bytes()).unwrap();
        let template = format!("go-template={}", guard::template("own-a"));
        let mut get = std::mem::replace(&mut get, kubectl(&server.kubeconfig(), test).unwrap());
        get.args(["get", "--ignore-not-found", "-o", &template, "-f", "/dev/null", "-f"]);
        let found = get.arg(file.path()).output().unwrap();
        let printed = String::from_utf8(found.stdout).unwrap();
        let stubs = printed.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let names = stubs.map(|stub| {
            assert_eq!((&stub["apiVersion"], &stub["kind"]), (&json!("v1"), &json!("ConfigMap")));
            assert_eq!(stub["metadata"]["namespace"], "default");
            stub["metadata"]["name"].as_str().unwrap().to_owned()
        });
        (found.status.success(), names.collect::<Vec<_>>())
    };
    let all = ["own-applied", "own-labelled", "own-edited"].map(str::to_owned).to_vec();
    assert_eq!(look(&names, ""), (true, all.clone()));
    assert_eq!(look(&["applied"], ""), (true, vec!["own-applied".to_owned()]));
    assert_eq!(look(&["missing"], ""), (true, Vec::new()));
    // What is there is found although a kind is not.
    let unknown = "---\n{apiVersion: example.com/v1, kind: Gone, metadata: {name: x}}\n";
    assert_eq!(look(&names, unknown), (false, all));
}

/// The words of `create`, with a config map of this name to install.
fn create(server: &ApiServer, addon: &str, map: &str, more: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.yaml");
    let shared = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: own-shared-space}\n";
    std::fs::write(&file, config_map(map) + "data: {a: b}\n" + shared).unwrap();
    let words = ["create", addon, "-n", "default", "-v", "v1", "--color", "never", "--install"];
    told(server.addonctl().args(words).arg(&file).args(more).output().unwrap())
}

#[test]
fn what_others_have_made_is_not_taken_over_without_a_word() {
    let Some(server) = shared("what_others_have_made_is_not_taken_over_without_a_word") else {
        return;
    };
    run(async {
        apply_as(server, "kubectl", "own-kept", &json!({})).await;
        apply_as(server, "addonmgr.keikoproj.io/own-first", "own-first", &json!({})).await;
        let space =
            "{apiVersion: v1, kind: Namespace, metadata: {name: own-shared-space, labels: {a: b}}}";
        server.apply(space).await;
    });
    for (map, says) in [
        (
            "own-kept",
            "error[object-taken]: ConfigMap default/own-kept exists already, made by kubectl apply --server-side\n",
        ),
        (
            "own-first",
            "error[object-taken]: ConfigMap default/own-first belongs to addon own-first\n",
        ),
    ] {
        let (code, out, err) = create(server, "own-taker", map, &[]);
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        assert!(err.contains(says) && err.contains("--adopt"), "{err}");
        // What all share is noted and no more.
        let shared = "note[object-shared]: Namespace own-shared-space exists already, made by test; it is shared\n";
        assert!(err.contains(shared), "{err}");
        assert_eq!(
            create(server, "own-taker", map, &["--dryrun", "-q"]).0,
            0,
            "no cluster is asked"
        );
    }
    let (code, out, err) = create(server, "own-taker", "own-kept", &["--adopt"]);
    assert_eq!(
        (code, out.as_str()),
        (0, "addon.addonmgr.keikoproj.io/own-taker created\n"),
        "{err}"
    );
    assert!(err.contains("own-kept exists already, made by kubectl apply --server-side; the addon takes it over\n"), "{err}");
    // What an addon has itself is no news.
    run(apply_as(server, "addonmgr.keikoproj.io/own-has", "own-has", &json!({})));
    let (code, _, err) = create(server, "own-has", "own-has", &["--dryrun=server"]);
    assert_eq!((code, err.contains("object-taken")), (0, false), "{err}");
}

#[test]
fn few_requests_tell_whose_very_many_objects_are() {
    let Some(server) = shared("few_requests_tell_whose_very_many_objects_are") else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("maps.yaml");
    let maps: Vec<_> = (0..300).map(|number| config_map(&format!("own-lot-{number}"))).collect();
    std::fs::write(&file, maps.join("---\n")).unwrap();
    let fake = Fake::start(server, Vec::new());
    let words = ["create", "own-lot", "-n", "default", "-v", "v1", "--install"];
    let (code, _, err) = told(addonctl(&fake.kubeconfig).args(words).arg(&file).output().unwrap());
    assert_eq!(code, 0, "{err}");
    assert!(fake.log().len() <= 10, "{:#?}", fake.log());
}

#[test]
fn delete_leaves_what_others_have_made() {
    let Some(server) = shared("delete_leaves_what_others_have_made") else { return };
    let manifests = format!("{}---\n{}", config_map("own-mine"), config_map("own-theirs"));
    let text = addon("own-del", &manifests, &[]);
    run(async {
        server.take_on(&text, "Succeeded", "Failed").await;
        apply_as(server, "addonmgr.keikoproj.io/own-del", "own-mine", &json!({})).await;
        apply_as(server, "kubectl", "own-theirs", &json!({})).await;
    });
    let plan = "own-del: its delete stage takes away\n  ConfigMap default/own-mine\n\
                own-del: these stay, because others have made them (--delete-foreign takes them too)\n  \
                ConfigMap default/own-theirs: made by kubectl apply --server-side\n";
    let dry = ["delete", "own-del", "--dry-run"];
    let (code, _, err) = told(server.addonctl().args(dry).output().unwrap());
    assert_eq!((code, err.as_str()), (0, plan));
    let delete = ["delete", "own-del", "-y", "--no-wait", "--delete-foreign"];
    let (code, _, err) = told(server.addonctl().args(delete).output().unwrap());
    assert_eq!(code, 0, "{err}");
    assert!(err.ends_with("ConfigMap default/own-theirs deleted\n"), "{err}");
    run(async {
        let maps = server
            .api(
                &serde_json::from_value(json!({
                    "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"namespace": "default"},
                }))
                .unwrap(),
            )
            .await;
        assert!(maps.get_opt("own-theirs").await.unwrap().is_none());
        assert!(maps.get_opt("own-mine").await.unwrap().is_some(), "that is for the delete stage");
        server.finalize("own-del").await;
    });
}

#[test]
fn a_delete_stage_that_cannot_tell_is_not_let_loose_on_what_others_have_made() {
    let test = "a_delete_stage_that_cannot_tell_is_not_let_loose_on_what_others_have_made";
    let Some(server) = shared(test) else { return };
    let mut made: Value =
        serde_json::from_str(&addon("own-old", &config_map("own-old"), &[])).unwrap();
    let stubs = "{apiVersion: v1, kind: ConfigMap, metadata: {name: own-old, namespace: default}}";
    made["spec"]["lifecycle"]["delete"]["template"] = json!(format!(
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {{entrypoint: d, templates: [{{name: d, container: {{image: k, command: [kubectl], args: [delete, -f, /tmp/m]}}, inputs: {{artifacts: [{{name: m, path: /tmp/m, raw: {{data: \"{stubs}\"}}}}]}}}}]}}\n"
    ));
    run(async {
        server.take_on(&made.to_string(), "Succeeded", "Failed").await;
        apply_as(server, "kubectl", "own-old", &json!({})).await;
    });
    let delete = |more: &[&str]| {
        let delete = ["delete", "own-old", "-y", "--no-wait"];
        told(server.addonctl().args(delete).args(more).output().unwrap())
    };
    let (code, out, err) = delete(&[]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    let says = "  ConfigMap default/own-old: made by kubectl apply --server-side\nnothing was deleted\nhint: --delete-foreign";
    assert!(err.contains(says), "{err}");
    let now = run(async { server.addons().await.get("own-old").await.unwrap() });
    assert!(now.metadata.deletion_timestamp.is_none());
    assert_eq!(delete(&["--delete-foreign"]).0, 0);
    run(server.finalize("own-old"));
}

#[test]
fn whoever_needs_an_addon_goes_before_it_or_keeps_it() {
    let Some(server) = shared("whoever_needs_an_addon_goes_before_it_or_keeps_it") else { return };
    run(async {
        for (name, needs) in [("own-base", ""), ("own-mid", "own-base:*"), ("own-top", "own-mid:*")]
        {
            let deps = ["--deps", needs];
            let flags = if needs.is_empty() { &[][..] } else { &deps[..] };
            // Only a version of that form satisfies a constraint.
            let made = addon(name, &config_map(name), flags).replace("\"v1\"", "\"1.0.0\"");
            server.take_on(&made, "Succeeded", "Succeeded").await;
        }
    });
    let delete = |words: &[&str]| {
        let mut command = server.addonctl();
        command.arg("delete").args(words);
        command
    };
    for words in [&["own-base", "-y"][..], &["own-base", "--dry-run"]] {
        let (code, out, err) = told(delete(words).output().unwrap());
        assert_eq!((code, out.as_str()), (1, ""), "{err}");
        let says = "error: addon own-mid needs own-base\nnothing was deleted\nhint: addonctl delete own-base --cascade deletes those that need it first\n";
        assert!(err.ends_with(says), "{err}");
    }
    let (code, out, _) = told(delete(&["own-base", "--cascade", "--dry-run"]).output().unwrap());
    let named: Vec<_> = out.lines().filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!((code, named), (0, vec!["own-top", "own-mid", "own-base"]));
    let (code, _, err) = told(delete(&["own-top", "no-such", "-y"]).output().unwrap());
    assert_eq!((code, err.ends_with("; nothing was deleted\n")), (1, true), "{err}");

    let child = begin(&mut delete(&["own-base", "--cascade", "-y", "--timeout", "60s"]));
    run(async {
        let addons = server.addons().await;
        for (name, next) in
            [("own-top", Some("own-mid")), ("own-mid", Some("own-base")), ("own-base", None)]
        {
            until(&addons, name, is_leaving).await;
            if let Some(next) = next {
                let next = addons.get(next).await.unwrap();
                assert!(next.metadata.deletion_timestamp.is_none(), "{name} is still there");
            }
            server.finalize(name).await;
        }
    });
    let (code, out, err) = ended(child);
    let named: Vec<_> = out.lines().filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!((code, named), (0, vec!["own-top", "own-mid", "own-base"]), "{err}");
}

#[test]
fn a_deletion_that_fails_says_why_and_keeps_what_is_needed() {
    let test = "a_deletion_that_fails_says_why_and_keeps_what_is_needed";
    let Some(server) = shared(test) else { return };
    run(async {
        for (name, needs) in [("own-low", None), ("own-high", Some("own-low:*"))] {
            let deps: Vec<_> = needs.iter().flat_map(|needs| ["--deps", needs]).collect();
            let made = addon(name, &config_map(name), &deps).replace("\"v1\"", "\"1.0.0\"");
            server.take_on(&made, "Succeeded", "Succeeded").await;
        }
        apply_as(server, "addonmgr.keikoproj.io/own-high", "own-high", &json!({})).await;
    });
    let delete = ["delete", "own-low", "own-high", "-y", "--timeout", "60s"];
    let child = begin(server.addonctl().args(delete));
    run(async {
        until(&server.addons().await, "own-high", is_leaving).await;
        let failed =
            json!({"lifecycle": {"installed": "Delete Failed"}, "reason": "child 'x' failed"});
        server.set_status("own-high", &failed).await;
    });
    let (code, out, err) = ended(child);
    assert_eq!((code, out.as_str()), (3, ""), "{err}");
    for says in [
        "own-high: Delete Failed: child 'x' failed\n",
        "Why ",
        "own-high: 1 of 1 objects are left:\n  ConfigMap default/own-high\n",
        "own-low: not deleted, because it is still needed\n",
    ] {
        assert!(err.contains(says), "{says}: {err}");
    }
    let low = run(async { server.addons().await.get("own-low").await.unwrap() });
    assert!(low.metadata.deletion_timestamp.is_none());
    run(server.finalize("own-high"));
}

#[test]
fn many_addons_are_told_on_a_line_each_and_summed_up() {
    let Some(server) = shared("many_addons_are_told_on_a_line_each_and_summed_up") else { return };
    let names: Vec<_> = (0..6).map(|number| format!("own-many-{number}")).collect();
    run(async {
        for name in &names {
            server.apply(&addon(name, &config_map(name), &[])).await;
        }
    });
    let delete = ["delete", "-y", "--timeout", "60s"];
    let (code, out, err) = told(server.addonctl().args(delete).args(&names).output().unwrap());
    assert_eq!((code, out.lines().count()), (0, 6), "{err}");
    assert!(err.contains("own-many-3: 0 objects go, 1 stay\n"), "{err}");
    assert!(err.ends_with("6 Addons deleted, 0 objects gone\n"), "{err}");
}

#[test]
fn that_a_script_deletes_is_said() {
    let Some(server) = shared("that_a_script_deletes_is_said") else { return };
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("away.sh");
    std::fs::write(&script, "kubectl delete configmap own-script\n").unwrap();
    let flags = ["--delete", script.to_str().unwrap()];
    run(server.take_on(
        &addon("own-script", &config_map("own-script"), &flags),
        "Succeeded",
        "Failed",
    ));
    let dry = ["delete", "own-script", "--dry-run"];
    let (code, _, err) = told(server.addonctl().args(dry).output().unwrap());
    let says =
        "own-script: its delete stage runs a script; what that takes away cannot be known before\n";
    assert_eq!((code, err.starts_with(says)), (0, true), "{err}");
    assert!(!err.contains("nothing in the cluster goes"), "{err}");
}

#[test]
fn addons_that_share_a_namespace_want_the_same_of_it() {
    let namespace_of = |name: &str| {
        let text = addon(name, &config_map(name), &["--create-namespace", "--no-validate"]);
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        let mut render = addonctl("/dev/null".as_ref());
        render.args(["render", "--manifests", "--stage", "prereqs", "-o", "json"]).arg(file.path());
        let (code, out, err) = told(render.output().unwrap());
        assert_eq!(code, 0, "{err}");
        let rendered: Value = serde_json::from_str(&out).unwrap();
        let object = rendered.get("items").map_or(rendered.clone(), |items| items[0].clone());
        assert_eq!(object["kind"], "Namespace", "{object}");
        object
    };
    assert_eq!(namespace_of("share-one"), namespace_of("share-two"));
}
