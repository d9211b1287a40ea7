//! The JSON schema of project files, derived from the settings.

use schemars::schema_for;
use serde_json::{Map, Value, json};

use super::settings::Settings;

/// A project is one addon, or several; both may have clusters.
pub fn schema() -> Value {
    let properties = properties();
    let clusters = map_of("cluster", CLUSTERS);
    let of_one = map_of("clusterAddon", "Values for one addon on this cluster alone");
    let mut addon = settings_and(&properties, &[]);
    addon["required"] = json!(["name"]);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Project of addonctl",
        "if": {"required": ["addons"]},
        "then": several(),
        "else": settings_and(&properties, &[("clusters", clusters)]),
        "$defs": {
            "addon": addon,
            "defaults": or_nothing(settings_and(&without_name(&properties), &[])),
            "cluster": or_nothing(settings_and(&properties, &[])),
            "clusterAddon": or_nothing(settings_and(&properties, &[])),
            "clusterOfSeveral": or_nothing(settings_and(&without_name(&properties), &[("addons", of_one)])),
        },
    })
}

/// A file that lists addons.
fn several() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["addons"],
        "properties": {
            "addons": {
                "description": "The addons",
                "type": "array",
                "minItems": 1,
                "items": {"$ref": "#/$defs/addon"},
            },
            "defaults": {
                "description": "Values for every addon that does not give its own",
                "$ref": "#/$defs/defaults",
            },
            "clusters": map_of("clusterOfSeveral", CLUSTERS),
        },
    })
}

/// A map of settings, and of what else stands there.
fn settings_and(properties: &Map<String, Value>, more: &[(&str, Value)]) -> Value {
    let mut all = properties.clone();
    all.extend(more.iter().map(|(key, schema)| ((*key).to_owned(), schema.clone())));
    json!({"type": "object", "additionalProperties": false, "properties": all})
}

fn without_name(properties: &Map<String, Value>) -> Map<String, Value> {
    let mut properties = properties.clone();
    properties.shift_remove("name");
    properties
}

fn map_of(what: &str, description: &str) -> Value {
    json!({
        "description": description,
        "type": ["object", "null"],
        "additionalProperties": {"$ref": format!("#/$defs/{what}")},
    })
}

/// A map that may be left empty.
fn or_nothing(mut schema: Value) -> Value {
    schema["type"] = json!(["object", "null"]);
    schema
}

const CLUSTERS: &str = "What is different on a cluster, by the name that --cluster-name gives";

/// The keys of the settings.
fn properties() -> Map<String, Value> {
    let mut schema = schema_for!(Settings).to_value();
    let properties = schema.get_mut("properties").and_then(Value::as_object_mut);
    let mut properties = properties.map(std::mem::take).unwrap_or_default();
    for property in properties.values_mut() {
        // What is not said is left out; nothing is written as null.
        if let Some(Value::Array(types)) = property.get_mut("type") {
            types.retain(|kind| kind != "null");
        }
        if let Some(Value::Array(values)) = property.get_mut("enum") {
            values.retain(|value| !value.is_null());
        }
        without_null(property);
    }
    properties
}

/// Takes the alternative out that an optional field has.
fn without_null(property: &mut Value) {
    let Some(Value::Array(forms)) = property.get_mut("anyOf") else { return };
    forms.retain(|form| form["type"] != "null");
    if let [only] = forms.as_slice() {
        let only = only.clone();
        if let (Some(fields), Value::Object(inner)) = (property.as_object_mut(), only) {
            fields.shift_remove("anyOf");
            fields.extend(inner);
        }
    }
}
