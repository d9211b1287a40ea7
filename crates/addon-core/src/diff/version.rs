//! Whether nothing but the label of the version differs between two objects, as in every object of a new version.

use serde_json::Value;

use crate::lifecycle::VERSION_LABEL;

/// Before and after, where it is the only difference.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Versions {
    /// The label as it is; empty where there is none.
    pub before: String,
    /// The label as it would be; empty where there would be none.
    pub after: String,
}

/// The versions, if two objects differ in that label and in nothing else.
pub(super) fn only(before: &Value, after: &Value) -> Option<Versions> {
    let label = |object: &Value| {
        let labels = object.get("metadata")?.get("labels")?;
        Some(labels.get(VERSION_LABEL)?.as_str()?.to_owned())
    };
    let versions = Versions {
        before: label(before).unwrap_or_default(),
        after: label(after).unwrap_or_default(),
    };
    if versions.before == versions.after || before.is_null() {
        return None;
    }
    let without = |object: &Value| {
        let mut object = object.clone();
        let labels = object.pointer_mut("/metadata/labels").and_then(Value::as_object_mut);
        if let Some(labels) = labels {
            labels.shift_remove(VERSION_LABEL);
        }
        object
    };
    (without(before) == without(after)).then_some(versions)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_else_may_differ() {
        let object = |version: &str, data: &str| json!({"metadata": {"labels": {"app.kubernetes.io/version": version, "a": "b"}}, "data": data});
        let told =
            |a: &Value, b: &Value| only(a, b).map(|it| format!("{} {}", it.before, it.after));
        assert_eq!(told(&object("v1", "x"), &object("v2", "x")).unwrap(), "v1 v2");
        assert_eq!(told(&object("v1", "x"), &object("v2", "y")), None);
        assert_eq!(told(&object("v1", "x"), &object("v1", "x")), None);
        assert_eq!(told(&Value::Null, &object("v1", "x")), None);
        let none = json!({"metadata": {"labels": {"a": "b"}}, "data": "x"});
        assert_eq!(told(&none, &object("v1", "x")).unwrap(), " v1");
    }
}
