//! What holds for every input: labels change nothing else, documents are found however they are set apart, and any
//! string comes out as kubectl reads it.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use addonctl::manifest::{self, Labels, Object, Policy, Reading, Scope};
use addonctl::source::Source;
use addonctl::yaml;
use proptest::prelude::*;
use serde_json::{Value, json};

const WANTED: [(&str, &str); 2] =
    [("app.kubernetes.io/name", "a"), ("app.kubernetes.io/version", "1.0")];

fn read(text: &str, policy: Policy) -> (Vec<Object>, bool) {
    let labels =
        Labels { labels: WANTED.map(|(k, v)| (k.to_owned(), v.to_owned())).into(), policy };
    let source: Arc<Source> = Source::new("x.yaml", text.to_owned());
    let (objects, findings) = manifest::read(&source, &Reading { scope: Scope::default(), labels });
    let errors: Vec<_> = findings.iter().filter(|finding| finding.is_error()).collect();
    assert!(errors.is_empty(), "{text}\n{errors:?}");
    (objects, findings.iter().any(|finding| finding.rule.id == "manifest-reemitted"))
}

/// The labels that an object should have in the end.
fn labelled(mut object: Value, policy: Policy) -> Value {
    if policy == Policy::None {
        return object;
    }
    let labels = &mut object["metadata"]["labels"];
    if labels.is_null() {
        *labels = json!({});
    }
    for (key, value) in WANTED {
        if policy == Policy::Overwrite || labels.get(key).is_none() {
            labels[key] = value.into();
        }
    }
    object
}

/// Ways to write `metadata` of an object named `x`, each indented by `pad`.
fn metadata() -> impl Strategy<Value = String> {
    let labels = prop_oneof![
        Just(String::new()),
        Just("PADlabels: {}\n".to_owned()),
        Just("PADlabels:\n".to_owned()),
        Just("PADlabels: null # none\n".to_owned()),
        Just("PADlabels: ~\n".to_owned()),
        Just("PAD# a comment\nPADlabels: {a: b, \"c\": 'd'}\n".to_owned()),
        Just(
            "PADlabels:\nPADPAD# a comment\nPADPADa: b\nPADPADapp.kubernetes.io/name: \"own\"\n"
                .to_owned()
        ),
        Just("PADlabels:\nPADPAD\"app.kubernetes.io/version\": '9'\n".to_owned()),
        Just("PAD\"labels\" :  { app.kubernetes.io/name: own }\n".to_owned()),
        Just("PADlabels: &l\nPADPADa: b\nPADannotations: *l\n".to_owned()),
        Just("PADlabels:\nPADPAD<<: {a: b}\nPADPADc: d\n".to_owned()),
    ];
    let block = (labels, any::<bool>(), 1_usize..5).prop_map(|(labels, name_first, pad)| {
        let name = "PADname: x # a comment\n";
        let body = if name_first { format!("{name}{labels}") } else { format!("{labels}{name}") };
        format!("metadata:\n{body}").replace("PAD", &" ".repeat(pad))
    });
    let flow = prop_oneof![
        Just("metadata: {name: x}\n".to_owned()),
        Just("metadata: { \"name\": \"x\", \"labels\": {} }\n".to_owned()),
        Just("metadata: {labels: {a: \"b\"}, name: x}\n".to_owned()),
        Just(
            "metadata: {\n  name: x,\n  labels: {\n    app.kubernetes.io/name: own } }\n"
                .to_owned()
        ),
    ];
    prop_oneof![3 => block, 1 => flow]
}

/// An object with the given metadata somewhere in it.
fn object() -> impl Strategy<Value = String> {
    let data = prop_oneof![
        Just("data:\n  labels: {x: y}\n  t: |\n    ---\n    metadata:\n      name: z\n".to_owned()),
        Just("data: {a: \"b\"}\n\n# the end\n".to_owned()),
        Just("spec:\n- metadata: {name: inner}\n- 1e3\n- 0644\n".to_owned()),
    ];
    (metadata(), data, any::<bool>()).prop_map(|(metadata, data, first)| {
        let head = "apiVersion: example.com/v1\nkind: Widget\n";
        if first { format!("{metadata}{head}{data}") } else { format!("{head}{data}{metadata}") }
    })
}

fn policy() -> impl Strategy<Value = Policy> {
    prop_oneof![Just(Policy::Add), Just(Policy::Overwrite), Just(Policy::None)]
}

proptest! {
    #[test]
    fn labels_are_all_that_changes(text in object(), policy in policy()) {
        let (objects, printed) = read(&text, policy);
        prop_assert_eq!(objects.len(), 1);
        let after = objects[0].text();
        let expected = labelled(yaml::read::value(&text).unwrap(), policy);
        prop_assert_eq!(yaml::read::value(&after).unwrap(), expected, "{}", after);
        let null_is_replaced = text.contains("labels: null") || text.contains("labels: ~");
        if !printed && policy == Policy::Add && !null_is_replaced {
            // What was inserted can be taken out again, and the user's own words are left.
            let mut rest = text.chars().peekable();
            after.chars().for_each(|c| { rest.next_if_eq(&c); });
            prop_assert_eq!(rest.next(), None, "{}", after);
        }
    }

    #[test]
    fn documents_are_found_however_they_are_set_apart(
        documents in prop::collection::vec((object(), 0_usize..6), 1..6),
        crlf in any::<bool>(),
    ) {
        let separators = ["---\n", "--- # c\n", "...\n", "...\n---\n", "---\n# only a comment\n---\n", "---\n\u{feff}"];
        let mut text = String::new();
        for (document, separator) in &documents {
            text.push_str(document);
            text.push_str(separators[*separator]);
        }
        let expected: Vec<Value> = documents.iter().map(|(document, _)| yaml::read::value(document).unwrap()).collect();
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let (objects, _) = read(&text, Policy::None);
        let found: Vec<Value> = objects.iter().map(|object| yaml::read::value(&object.text()).unwrap()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn a_list_holds_what_its_items_are(documents in prop::collection::vec(object(), 1..4), pad in 0_usize..3) {
        let pad = " ".repeat(pad);
        let items: String = documents.iter().map(|document| {
            let mut lines = document.lines();
            let first = lines.next().unwrap();
            lines.fold(format!("{pad}- {first}\n"), |out, line| match line {
                "" => out + "\n",
                line => out + &pad + "  " + line + "\n",
            })
        }).collect();
        let (objects, _) = read(&format!("kind: List\napiVersion: v1\nitems:\n{items}"), Policy::None);
        let found: Vec<Value> = objects.iter().map(|object| yaml::read::value(&object.text()).unwrap()).collect();
        let expected: Vec<Value> = documents.iter().map(|document| yaml::read::value(document).unwrap()).collect();
        prop_assert_eq!(found, expected);
    }
}

/// Strings that one YAML reader or another takes for something else.
const NASTY: [&str; 28] = [
    "yes",
    "NO",
    "on",
    "0644",
    "1_000",
    "1e3",
    "2012-10-17",
    "12:30:45",
    "~",
    "null",
    "",
    " lead",
    "trail ",
    "=",
    "<<",
    "- a",
    "a: b",
    "a #b",
    "{{ .x }}",
    "\t\ttab\nfirst",
    "two\nlines\n\n",
    "---\nx: y\n",
    "ä\u{85}\u{2028}ö",
    "\u{feff}bom",
    "\r\ncrlf",
    "\"q\" 'q' \\",
    "😀",
    "\u{1}",
];

/// The Addon that the program makes of a manifest and of parameters, as a value.
fn created(manifest: &str, params: &Value) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("params.json");
    std::fs::write(&file, params.to_string()).unwrap();
    let mut create = Command::new(env!("CARGO_BIN_EXE_addonctl"))
        .args([
            "create",
            "a",
            "-n",
            "ns",
            "-v",
            "v1",
            "--install",
            "-",
            "--dryrun",
            "-q",
            "--no-validate",
            "--params-file",
        ])
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    create.stdin.take().unwrap().write_all(manifest.as_bytes()).unwrap();
    let output = create.wait_with_output().unwrap();
    assert!(output.status.success());
    kubectl_reads(&String::from_utf8(output.stdout).unwrap())
}

/// What the real kubectl reads, or our own reader where there is none.
fn kubectl_reads(text: &str) -> Value {
    #[expect(clippy::disallowed_methods, reason = "a test has no command line to take it from")]
    let Ok(kubectl) = std::env::var("KUBECTL") else {
        let line = b"skipped: any_string_comes_out_as_kubectl_reads_it compares with our own reader (no KUBECTL)\n";
        std::io::stderr().write_all(line).unwrap();
        return yaml::read::value(text).unwrap();
    };
    let mut annotate = Command::new(kubectl)
        .args(["annotate", "--local", "-o", "json", "-f", "-", "read=by-kubectl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    annotate.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = annotate.wait_with_output().unwrap();
    assert!(output.status.success(), "{text}");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn any_string_comes_out_as_kubectl_reads_it() {
    let strings: Vec<(String, Value)> = NASTY
        .iter()
        .enumerate()
        .map(|(index, text)| (format!("p{index}"), Value::from(*text)))
        .collect();
    let map = Value::from_iter(strings);
    let manifest =
        json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": map});
    let block = yaml::emit::to_yaml(&manifest).unwrap();
    for text in [block, manifest.to_string()] {
        let addon = created(&text, &map);
        assert_eq!(addon["spec"]["params"]["data"], map);
        let addon = serde_json::from_value(json!({
            "apiVersion": addon["apiVersion"], "kind": addon["kind"], "spec": addon["spec"],
            "metadata": {"name": "a", "namespace": "addon-manager-system"},
        }));
        let install =
            addonctl::contents::objects(&addon.unwrap(), addonctl::addon::Stage::Install).unwrap();
        assert_eq!(install.len(), 1);
        assert_eq!(install[0].value["data"], map);
    }
}
