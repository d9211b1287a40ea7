//! The torture addon: everything odd that manifests can hold, in one addon, and all of it arrives.

use std::path::Path;
use std::process::Command;

use addonctl::addon::{Addon, Stage};
use addonctl::contents;
use addonctl::source::Source;
use addonctl::yaml;
use serde_json::Value;

/// Small objects, and one of 300 KiB full of braces.
fn generated(folder: &Path) {
    let one = |n| {
        format!(
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: small-{n}\ndata: {{n: \"{n}\"}}\n"
        )
    };
    let small = (0..500).map(one).collect::<Vec<_>>().concat();
    std::fs::write(folder.join("small.yaml"), small).unwrap();
    let lines =
        "    sum by (job) (rate(http_requests_total{code=\"500\"}[5m])) {{instance}} {{job}}\n"
            .repeat(3900);
    let large = format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: large}}\ndata:\n  dashboard: |\n{lines}"
    );
    assert!(large.len() > 300 << 10);
    std::fs::write(folder.join("large.yaml"), large).unwrap();
}

fn torture() -> Addon {
    let folder = tempfile::tempdir().unwrap();
    generated(folder.path());
    let output = Command::new(env!("CARGO_BIN_EXE_addonctl"))
        .args([
            "create",
            "torture",
            "-n",
            "torture",
            "--create-namespace",
            "-v",
            "v1",
            "-q",
            "--dryrun",
        ])
        .args([
            "--prereqs",
            "tests/torture/prereqs",
            "--install",
            "tests/torture/install",
            "--install",
        ])
        .arg(folder.path())
        .args(["-p", "suffix=x,region=us-west-2"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.len() < 200 << 10, "{}", output.stdout.len());
    serde_json::from_value(yaml::read::value(&String::from_utf8(output.stdout).unwrap()).unwrap())
        .unwrap()
}

/// The objects of the files as any YAML reader sees them, parameters written out.
fn originals() -> Vec<Value> {
    let folder = Path::new("tests/torture/install");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut objects = Vec::new();
    for file in files {
        let text = Source::new("", std::fs::read_to_string(&file).unwrap()).text.clone();
        let text = text
            .replace("{{=toJson(workflow.parameters.region)}}", "\"us-west-2\"")
            .replace("{{workflow.parameters.region}}", "us-west-2")
            .replace("{{workflow.parameters.suffix}}", "x");
        if file.extension().is_some_and(|ending| ending == "json") {
            objects.extend(
                serde_json::Deserializer::from_str(&text).into_iter::<Value>().map(Result::unwrap),
            );
            continue;
        }
        for value in yaml::read::values(&text).unwrap() {
            match value["items"].as_array() {
                Some(items) => objects.extend(items.iter().cloned()),
                None => objects.push(value),
            }
        }
    }
    objects
}

fn without_addon_labels(mut object: Value, own: &Value) -> Value {
    let labels = object["metadata"]["labels"].as_object_mut().unwrap();
    labels.retain(|key, _| {
        !key.starts_with("app.kubernetes.io/") || own["metadata"]["labels"].get(key).is_some()
    });
    if labels.is_empty() && own["metadata"].get("labels").is_none() {
        object["metadata"].as_object_mut().unwrap().remove("labels");
    } else if labels.is_empty() {
        object["metadata"]["labels"] = own["metadata"]["labels"].clone();
    }
    object
}

#[test]
fn everything_odd_arrives_as_it_was_written() {
    let addon = torture();
    let install = contents::objects(&addon, Stage::Install).unwrap();
    let originals = originals();
    assert_eq!(install.len(), originals.len() + 501);
    for original in &originals {
        let name = original["metadata"]["name"].as_str().unwrap();
        let kind = original["kind"].as_str().unwrap();
        let arrived = install
            .iter()
            .find(|object| object.identity.name == name && object.identity.kind == kind);
        let arrived = arrived.unwrap_or_else(|| panic!("{kind} {name} is lost"));
        assert_eq!(
            without_addon_labels(arrived.value.clone(), original),
            *original,
            "{kind} {name}"
        );
    }
}

#[test]
fn what_goes_is_what_came_save_namespaces_and_crds() {
    let addon = torture();
    let applied = contents::applied(&addon).unwrap();
    let deleted = contents::deleted(&addon).unwrap();
    let name = |object: &contents::Named| object.identity.describe();
    let mut stay: Vec<_> = applied.iter().map(name).collect();
    let gone: Vec<_> = deleted.iter().map(name).collect();
    stay.retain(|object| !gone.contains(object));
    assert_eq!(
        stay,
        [
            "Namespace torture",
            "CustomResourceDefinition.apiextensions.k8s.io widgets.torture.example.com"
        ]
    );
    assert_eq!(applied.len(), gone.len() + stay.len());
}
