//! Addons out of objects as files and servers have them.

use serde_json::Value;

use super::{API_VERSION, Addon, KIND};

/// An Addon out of an object as a server has it, without what a server adds. The error says what is not as the CRD has it.
pub fn read(mut object: Value) -> Result<Addon, String> {
    if let Some(fields) = object.as_object_mut() {
        fields.shift_remove("status");
    }
    if let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.retain(|key, _| {
            ["name", "namespace", "labels", "annotations"].contains(&key.as_str())
        });
    }
    // kubectl keeps what it applied there; it is nothing that anybody wrote.
    if let Some(annotations) =
        object.pointer_mut("/metadata/annotations").and_then(Value::as_object_mut)
    {
        annotations.shift_remove("kubectl.kubernetes.io/last-applied-configuration");
    }
    serde_json::from_value(object).map_err(|error| error.to_string())
}

/// The Addons among some objects, and how many others there are; a List stands for what is in it.
pub fn split(objects: Vec<Value>) -> (Vec<Value>, usize) {
    let (mut addons, mut others) = (Vec::new(), 0);
    for mut object in objects.into_iter().filter(|object| !object.is_null()) {
        let kind = object["kind"].as_str().unwrap_or_default();
        if kind == KIND && object["apiVersion"] == API_VERSION {
            addons.push(object);
        } else if kind.ends_with("List") && object["items"].is_array() {
            let items = object["items"].as_array_mut().map(std::mem::take).unwrap_or_default();
            let (inner, rest) = split(items);
            addons.extend(inner);
            others += rest;
        } else {
            others += 1;
        }
    }
    (addons, others)
}
