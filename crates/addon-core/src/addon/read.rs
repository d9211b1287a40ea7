//! Addons out of objects as files and servers have them.

use serde::Deserialize as _;
use serde_json::Value;

use super::{API_VERSION, Addon, AddonSpec, KIND};

/// An Addon that a person wrote, without what a server adds to one. The error says what is not as the CRD has it; a field
/// that the CRD does not have is one, since the API server would drop it.
pub fn read(object: Value) -> Result<Addon, String> {
    let mut unknown = Vec::new();
    let note = |path: serde_ignored::Path<'_>| unknown.push(path.to_string().replace(".?", ""));
    let read = serde_ignored::deserialize(without_servers_own(object), note);
    let addon = read.map_err(|error| error.to_string())?;
    match unknown.as_slice() {
        [] => Ok(addon),
        [field] => Err(format!("there is no field `{field}`")),
        fields => Err(format!("there are no fields `{}`", fields.join("`, `"))),
    }
}

/// An Addon that a server stored. What this version does not know of it is left out: a later CRD may have more.
pub fn stored(object: Value) -> Result<Addon, String> {
    serde_json::from_value(without_servers_own(object)).map_err(|error| error.to_string())
}

/// The spec of an Addon that a server stored, read in the same way.
pub fn stored_spec(spec: &Value) -> Result<AddonSpec, String> {
    AddonSpec::deserialize(spec).map_err(|error| error.to_string())
}

/// The object without its status, and without the metadata that nobody writes.
fn without_servers_own(mut object: Value) -> Value {
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
    object
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// An Addon with fields of a later CRD everywhere.
    fn later() -> Value {
        json!({
            "apiVersion": API_VERSION, "kind": KIND, "metadata": {"name": "a", "generation": 3},
            "spec": {
                "pkgName": "a", "later": {"deep": 1}, "params": {"namespace": "ns", "later": true},
                "lifecycle": {"install": {"template": "t", "later": []}}, "secrets": [{"name": "s", "later": "x"}],
                "selector": {"matchLabels": {"a": "b"}, "later": 0},
            },
            "status": {"later": {}},
        })
    }

    #[test]
    fn what_a_person_wrote_is_read_strictly_and_what_a_server_stored_is_not() {
        let error = read(later()).unwrap_err();
        for field in [
            "spec.later",
            "spec.params.later",
            "spec.lifecycle.install.later",
            "spec.secrets.0.later",
        ] {
            assert!(error.contains(&format!("`{field}`")), "{error}");
        }
        let addon = stored(later()).unwrap();
        assert_eq!((addon.spec.pkg_name.as_str(), addon.spec.secrets[0].name.as_str()), ("a", "s"));
        assert_eq!(stored_spec(&later()["spec"]), Ok(addon.spec));
        assert!(stored_spec(&json!({"pkgName": 3})).is_err());
    }
}
