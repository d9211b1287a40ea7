//! The CRD of the Addon, for clusters and validators that do not have it.

/// The `CustomResourceDefinition` as YAML.
///
/// Equal in meaning to `config/crd/bases/addonmgr.keikoproj.io_addons.yaml` of keikoproj/addon-manager v0.10; the
/// descriptions are our own.
pub const CRD: &str = include_str!("crd.yaml");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::CRD;

    /// An Addon in which every field says something; maps hold one entry, `k`.
    fn full_addon() -> Value {
        let map = || json!({"k": "v"});
        let step = || json!({"namePrefix": "p", "role": "r", "workflowRole": "w", "template": "t"});
        json!({
            "apiVersion": "addonmgr.keikoproj.io/v1alpha1",
            "kind": "Addon",
            "metadata": {"name": "n", "namespace": "ns", "labels": map(), "annotations": map()},
            "spec": {
                "pkgName": "a", "pkgVersion": "b", "pkgType": "c", "pkgDescription": "d", "pkgChannel": "e", "pkgDeps": map(),
                "params": {
                    "namespace": "f",
                    "context": {"clusterName": "g", "clusterRegion": "h", "additionalConfigs": map()},
                    "data": map(),
                },
                "selector": {"matchLabels": map(), "matchExpressions": [{"key": "i", "operator": "In", "values": ["j"]}]},
                "overrides": {
                    "kustomize": {"labels": map(), "annotations": map(), "resources": ["k"], "overlay": {"template": map()}},
                    "template": map(),
                },
                "secrets": [{"name": "l", "cmd": 1, "args": ["m"]}],
                "lifecycle": {"prereqs": step(), "install": step(), "delete": step(), "validate": step()},
            },
        })
    }

    /// The paths of a value with the types of what they lead to; items of lists are `[]`.
    fn paths_of_value(value: &Value, path: &str, into: &mut BTreeSet<String>) {
        let kind = match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    paths_of_value(value, &format!("{path}.{key}"), into);
                }
                "object"
            }
            Value::Array(items) => {
                for item in items {
                    paths_of_value(item, &format!("{path}[]"), into);
                }
                "array"
            }
            Value::String(_) => "string",
            Value::Number(_) => "integer",
            other => panic!("{path}: {other}"),
        };
        into.insert(format!("{path}: {kind}"));
    }

    /// The same for a schema; the entries of maps are called `k`.
    fn paths_of_schema(schema: &Value, path: &str, into: &mut BTreeSet<String>) {
        for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
            paths_of_schema(schema, &format!("{path}.{key}"), into);
        }
        if schema["additionalProperties"].is_object() {
            paths_of_schema(&schema["additionalProperties"], &format!("{path}.k"), into);
        }
        if schema["items"].is_object() {
            paths_of_schema(&schema["items"], &format!("{path}[]"), into);
        }
        into.insert(format!("{path}: {}", schema["type"].as_str().unwrap()));
    }

    #[test]
    fn the_schema_and_the_types_know_the_same_fields() {
        // Through the types, so that a field they do not know is refused, and one they drop is missed below.
        let addon = crate::addon::read(full_addon()).unwrap();
        let crd: Value = serde_saphyr::from_str(CRD).unwrap();
        let schema = &crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"];
        let (mut of_types, mut of_schema) = (BTreeSet::new(), BTreeSet::new());
        paths_of_value(&serde_json::to_value(addon.spec).unwrap(), "spec", &mut of_types);
        paths_of_schema(schema, "spec", &mut of_schema);
        assert_eq!(of_types, of_schema);
    }
}
