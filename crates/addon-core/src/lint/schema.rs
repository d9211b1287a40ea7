//! An Addon against its CRD, the way the API server does it. What it finds is put right in the value, so that all that
//! comes after can go on: unknown fields are dropped, values of another type read as their text or taken for empty.

use serde_json::{Map, Value};

use super::document::{Document, kind_of};
use super::path::Path;
use crate::finding::{Finding, Findings, rule};
use crate::yaml::tree::{Kind, Node};

/// Fields of an object's metadata; all others are dropped.
const METADATA: [&str; 15] = [
    "name",
    "generateName",
    "namespace",
    "labels",
    "annotations",
    "finalizers",
    "ownerReferences",
    "managedFields",
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "selfLink",
];

/// What is wrong with an Addon's fields; afterwards it has the form of one.
pub(super) fn check(addon: &mut Value, document: &Document) -> Findings {
    let crd: Value = crate::yaml::read::value(crate::addon::crd::CRD).unwrap_or_default();
    let schema = &crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"];
    let mut walk = Walk { document, findings: Vec::new() };
    if let Some(fields) = addon.as_object_mut() {
        fields.shift_remove("status");
    }
    walk.metadata(&mut addon["metadata"]);
    walk.value(addon, schema, &Path::default());
    walk.findings
}

struct Walk<'a> {
    document: &'a Document,
    findings: Findings,
}

impl Walk<'_> {
    fn metadata(&mut self, metadata: &mut Value) {
        let path = Path::from("metadata");
        let Some(fields) = metadata.as_object_mut() else { return };
        self.known(fields, &path, &METADATA);
        for map in ["labels", "annotations"] {
            let own = fields.get_mut(map).and_then(Value::as_object_mut);
            for (key, value) in own.into_iter().flatten() {
                self.of_type(value, "string", &path.key(map).key(key));
            }
        }
    }

    fn value(&mut self, value: &mut Value, schema: &Value, path: &Path) {
        let wanted = schema["type"].as_str().unwrap_or_default();
        if !self.of_type(value, wanted, path) {
            return;
        }
        match value {
            Value::Object(fields) => self.object(fields, schema, path),
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(item, &schema["items"], &path.index(index));
                }
            }
            Value::String(text) => self.length(text, schema, path),
            _ => {}
        }
    }

    fn object(&mut self, fields: &mut Map<String, Value>, schema: &Value, path: &Path) {
        if let Some(known) = schema["properties"].as_object() {
            let names: Vec<&str> = known.keys().map(String::as_str).collect();
            self.known(fields, path, &names);
        }
        let required =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for field in required {
            if !fields.contains_key(field) {
                let message = format!("`{}` is missing", path.key(field));
                self.findings.push(self.document.about_key(&rule::FIELD_MISSING, path, message));
                let wanted = schema["properties"][field]["type"].as_str().unwrap_or_default();
                fields.insert(field.to_owned(), empty(wanted));
            }
        }
        for (key, value) in fields {
            let inner = match schema["properties"].get(key) {
                Some(inner) => inner,
                None => &schema["additionalProperties"],
            };
            if inner.is_object() {
                self.value(value, inner, &path.key(key));
            }
        }
    }

    /// Drops the fields that are not known, and says so.
    fn known(&mut self, fields: &mut Map<String, Value>, path: &Path, known: &[&str]) {
        let unknown: Vec<String> =
            fields.keys().filter(|key| !known.contains(&key.as_str())).cloned().collect();
        for key in unknown {
            fields.shift_remove(&key);
            let path = path.key(&key);
            let message = format!("the Addon has no field `{path}`");
            let finding = self.document.about_key(&rule::FIELD_UNKNOWN, &path, message);
            self.findings.push(suggest(finding, &key, known));
        }
    }

    /// Whether a value is of the type that the schema wants; one that is not is told and replaced.
    fn of_type(&mut self, value: &mut Value, wanted: &str, path: &Path) -> bool {
        let fits = match wanted {
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "array" => value.is_array(),
            "object" => value.is_object(),
            _ => true,
        };
        if !fits {
            let message = format!("`{path}` is {}, not {}", kind_of(value), article(wanted));
            let finding = self.document.finding(&rule::FIELD_TYPE, path, message);
            let scalar = value.is_number() || value.is_boolean();
            let quoted = wanted == "string" && scalar;
            self.findings.push(if quoted { self.document.quoting(finding, path) } else { finding });
            *value = match self.document.scalar(path) {
                Some((Node { kind: Kind::Scalar(text, _), .. }, _)) if quoted => {
                    text.clone().into()
                }
                _ => empty(wanted),
            };
        }
        fits
    }

    fn length(&mut self, text: &str, schema: &Value, path: &Path) {
        let length = text.chars().count() as u64;
        let too_long = schema["maxLength"].as_u64().filter(|most| length > *most);
        let too_short = schema["minLength"].as_u64().filter(|least| length < *least);
        let message = match (too_long, too_short) {
            (Some(most), _) => format!("`{path}` has {length} characters, of at most {most}"),
            (_, Some(_)) => format!("`{path}` is empty"),
            _ => return,
        };
        self.findings.push(self.document.finding(&rule::FIELD_LENGTH, path, message));
    }
}

/// The finding with the known name that the key may have been meant for.
pub(super) fn suggest(finding: Finding, key: &str, known: &[&str]) -> Finding {
    finding.suggesting(key, known.iter().copied())
}

/// A value of a type that says nothing.
fn empty(kind: &str) -> Value {
    match kind {
        "integer" => 0.into(),
        "array" => Value::Array(Vec::new()),
        "object" => Value::Object(Map::new()),
        _ => "".into(),
    }
}

fn article(kind: &str) -> &'static str {
    match kind {
        "string" => "a string",
        "integer" => "an integer",
        "array" => "a list",
        _ => "a map",
    }
}
