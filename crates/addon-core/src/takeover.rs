//! Fields that another manager holds without a value in them, which an apply may take over without asking.
//!
//! The controller writes an Addon back as its own types have it: with an empty template for every stage that the Addon does
//! not have, an empty selector and empty maps. For the API server it manages those fields from then on.

use serde_json::{Value, json};

/// Whether all fields that a conflict names have no value in an object: nobody loses anything if they are taken over.
///
/// The paths are those of a conflict's causes: `.spec.lifecycle.delete.template`.
pub fn is_free<'a>(object: &Value, paths: impl IntoIterator<Item = &'a str>) -> bool {
    let mut paths = paths.into_iter().peekable();
    paths.peek().is_some() && paths.all(|path| is_empty_at(object, path))
}

/// Whether there is nothing at a path. Keys may have dots in them, and so each key that the path can mean is tried.
fn is_empty_at(value: &Value, path: &str) -> bool {
    if path.is_empty() || says_nothing(value) {
        return says_nothing(value);
    }
    // An element of a list is there because somebody put it there.
    let (Some(path), Value::Object(fields)) = (path.strip_prefix('.'), value) else { return false };
    let below = fields.iter().filter_map(|(key, value)| {
        let rest = path.strip_prefix(key.as_str())?;
        (rest.is_empty() || rest.starts_with(['.', '['])).then_some((value, rest))
    });
    below.into_iter().all(|(value, rest)| is_empty_at(value, rest))
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(says_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Says in so many words that a part of the spec is empty, where an Addon leaves it out, the one in the cluster has it, and
/// somebody else holds it too: the API server makes `null` of what then is left of it, and refuses that as no object.
pub fn empty_what_others_hold(addon: &mut Value, live: &Value, manager: &str) {
    let held = live["metadata"]["managedFields"].as_array().into_iter().flatten();
    let held = held.filter(|it| it["manager"] != manager && it["subresource"] != "status");
    for others in held {
        empty(&mut addon["spec"], &live["spec"], &others["fieldsV1"]["f:spec"], "spec");
    }
}

fn empty(ours: &mut Value, live: &Value, held: &Value, name: &str) {
    let (Value::Object(ours), Value::Object(held)) = (ours, held) else { return };
    for (key, below) in
        held.iter().filter_map(|(key, below)| Some((key.strip_prefix("f:")?, below)))
    {
        let live = &live[key];
        if live.is_object() && !says_nothing(live) {
            empty(ours.entry(key).or_insert_with(|| nothing(name, key)), live, below, key);
        }
    }
}

/// What means nothing in a part of the spec. The API server would make `null` of a map without an entry.
fn nothing(parent: &str, name: &str) -> Value {
    match (parent, name) {
        ("lifecycle", _) => json!({"template": ""}),
        ("params", "context") => json!({"clusterName": ""}),
        ("spec", "selector") => json!({"matchExpressions": []}),
        _ => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_hold_is_emptied_and_the_rest_left_out() {
        let held = |manager: &str, fields: Value| json!({"manager": manager, "fieldsV1": {"f:spec": fields}});
        let live = json!({
            "metadata": {"managedFields": [
                held("addonctl", json!({"f:overrides": {"f:template": {}}})),
                held("manager", json!({
                    "f:selector": {}, "f:params": {"f:context": {}, "f:data": {}},
                    "f:lifecycle": {"f:delete": {".": {}}, "f:install": {"f:template": {}}},
                })),
            ]},
            "spec": {
                "selector": {}, "overrides": {"template": {"a": "b"}},
                "params": {"namespace": "ns", "context": {"clusterName": "c"}},
                "lifecycle": {"delete": {"template": "x"}, "install": {"template": "x"}},
            },
        });
        let mut addon = json!({"spec": {"params": {"namespace": "ns"}, "lifecycle": {"install": {"template": "y"}}}});
        empty_what_others_hold(&mut addon, &live, "addonctl");
        let expected = json!({"spec": {
            "params": {"namespace": "ns", "context": {"clusterName": ""}},
            "lifecycle": {"install": {"template": "y"}, "delete": {"template": ""}},
        }});
        assert_eq!(addon, expected);
    }

    #[test]
    fn only_what_is_empty_is_free() {
        let addon = json!({"spec": {
            "pkgVersion": "v1", "selector": {}, "overrides": {"kustomize": {}, "template": {}}, "secrets": [],
            "pkgDeps": {"core/a.b": "v1", "core/a": ""}, "flag": false,
            "lifecycle": {"prereqs": {"template": ""}, "delete": {"template": "x"}},
        }});
        for (paths, expected) in [
            (&[".spec.lifecycle.prereqs.template"][..], true),
            (&[".spec.lifecycle.prereqs"], true),
            (&[".spec.lifecycle.prereqs.template", ".spec.selector"], true),
            (&[".spec.selector.matchLabels.app", ".spec.overrides"], true),
            (&[".spec.lifecycle.validate.template"], true),
            (&[".spec.pkgDeps.core/a"], true),
            (&[".spec.pkgDeps.core/a.b"], false),
            (&[".spec.lifecycle.delete.template"], false),
            (&[".spec.lifecycle.prereqs.template", ".spec.pkgVersion"], false),
            (&[".spec.secrets[name=\"x\"].name"], true),
            (&[".spec.flag"], false),
            (&[".spec.lifecycle"], false),
            (&["spec.selector"], false),
            (&[], false),
        ] {
            assert_eq!(is_free(&addon, paths.iter().copied()), expected, "{paths:?}");
        }
    }
}
