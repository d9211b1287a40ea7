//! Labels, annotations and label selectors, of an Addon and of its Workflows.

use serde_json::Value;

use super::document::{Document, items};
use super::path::Path;
use crate::addon::names;
use crate::finding::{Finding, Findings, Place, rule};

/// What the API server would refuse in an object's labels and annotations, of those that its file has.
pub(super) fn check(object: &Value, document: &Document) -> Findings {
    let mut findings = Vec::new();
    for map in ["labels", "annotations"] {
        let all = Path::from("metadata").key(map);
        for (key, value) in object["metadata"][map].as_object().into_iter().flatten() {
            let path = all.key(key);
            if !path.find(&document.root).whole {
                continue;
            }
            let place = Place::Text(document.span(&path));
            let of_key = if map == "labels" { names::label_key } else { names::annotation_key };
            findings.extend(of_key(key, &place));
            let value = value.as_str().filter(|_| map == "labels");
            findings.extend(value.and_then(|value| names::label_value(value, &place)));
        }
    }
    findings
}

/// What is no label selector. The API server takes it, and the controller finds no resources by it.
pub(super) fn selector(selector: &Value, path: &Path, document: &Document) -> Findings {
    let place = |path: &Path| Place::Text(document.span(path));
    let mut findings = Vec::new();
    for (key, value) in selector["matchLabels"].as_object().into_iter().flatten() {
        let place = place(&path.key("matchLabels").key(key));
        findings.extend(names::label_key(key, &place));
        findings.extend(value.as_str().and_then(|value| names::label_value(value, &place)));
    }
    for (index, requirement) in items(&selector["matchExpressions"]).iter().enumerate() {
        let path = path.key("matchExpressions").index(index);
        let key = requirement["key"].as_str().unwrap_or_default();
        findings.extend(names::label_key(key, &place(&path.key("key"))));
        let values = items(&requirement["values"]);
        let told = match requirement["operator"].as_str().unwrap_or_default() {
            "In" | "NotIn" if values.is_empty() => ("values", "the operator needs values"),
            "Exists" | "DoesNotExist" if !values.is_empty() => {
                ("values", "the operator takes no values")
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" => continue,
            _ => ("operator", "label selectors have no such operator"),
        };
        let (field, message) = told;
        let finding: Finding = document.finding(&rule::SELECTOR, &path.key(field), message);
        findings.push(finding.help("the operators are In, NotIn, Exists and DoesNotExist"));
    }
    findings
}
