//! What is not shown: the data of Secrets, and copies of whole Addons. That they differ is.

use serde_json::{Map, Value};

/// kubectl's words for a value that is not shown.
const MASK: &str = "***";
const BEFORE: &str = "*** (before)";
const AFTER: &str = "*** (after)";

/// Where a client-side `kubectl apply` keeps a copy of the whole object.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// How one side of a value that is not shown is written.
#[derive(Clone, Copy)]
enum Side {
    /// Both sides are the same, or there is only one.
    Only,
    /// As it is, and it would be different.
    Before,
    /// As it would be.
    After,
}

/// Masks what a Secret keeps, on both sides, as kubectl does.
pub(super) fn secret(live: &mut Value, merged: &mut Value) {
    let mask = |_: &Value, side| match side {
        Side::Only => MASK.to_owned(),
        Side::Before => BEFORE.to_owned(),
        Side::After => AFTER.to_owned(),
    };
    for field in ["data", "stringData"] {
        let path = format!("/{field}");
        let maps = [&*live, &*merged].map(|side| side.pointer(&path).is_none_or(Value::is_object));
        if maps == [true, true] {
            every(live.pointer_mut(&path), merged.pointer_mut(&path), |_| true, mask);
        } else {
            // No server takes it, but it may be somebody's password all the same.
            every(Some(live), Some(merged), |key| key == field, mask);
        }
    }
    let path = "/metadata/annotations";
    every(live.pointer_mut(path), merged.pointer_mut(path), |key| key == LAST_APPLIED, mask);
}

/// Writes its length in place of the copy of an Addon that a client-side `kubectl apply` keeps.
pub(super) fn last_applied(live: &mut Value, merged: &mut Value) {
    let length = |value: &Value, side| {
        let bytes = value.as_str().map_or_else(|| value.to_string().len(), str::len);
        match side {
            Side::Only => format!("<{bytes} bytes>"),
            Side::Before => format!("<{bytes} bytes, before>"),
            Side::After => format!("<{bytes} bytes, after>"),
        }
    };
    let path = "/metadata/annotations";
    every(live.pointer_mut(path), merged.pointer_mut(path), |key| key == LAST_APPLIED, length);
}

/// Writes something else in place of the chosen values of two maps.
fn every(
    live: Option<&mut Value>,
    merged: Option<&mut Value>,
    chosen: impl Fn(&str) -> bool,
    word: impl Fn(&Value, Side) -> String,
) {
    let mut none = Map::new();
    let mut none_either = Map::new();
    let live = live.and_then(Value::as_object_mut).unwrap_or(&mut none);
    let merged = merged.and_then(Value::as_object_mut).unwrap_or(&mut none_either);
    for (key, before) in live.iter_mut().filter(|(key, _)| chosen(key)) {
        match merged.get_mut(key) {
            Some(after) if after != before => {
                *before = word(before, Side::Before).into();
                *after = word(after, Side::After).into();
            }
            Some(after) => {
                *before = word(before, Side::Only).into();
                *after = before.clone();
            }
            None => *before = word(before, Side::Only).into(),
        }
    }
    for (key, after) in merged.iter_mut().filter(|(key, _)| chosen(key)) {
        if !live.contains_key(key) {
            *after = word(after, Side::Only).into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn masked(mut live: Value, mut merged: Value) -> (Value, Value) {
        secret(&mut live, &mut merged);
        (live, merged)
    }

    #[test]
    fn keys_stay_and_values_do_not() {
        let live = json!({"data": {"same": "a", "other": "b", "old": "c"}, "type": "Opaque"});
        let merged = json!({"data": {"same": "a", "other": "x", "new": "d"}, "type": "Opaque"});
        let (live, merged) = masked(live, merged);
        assert_eq!(
            live,
            json!({"data": {"same": "***", "other": "*** (before)", "old": "***"}, "type": "Opaque"})
        );
        assert_eq!(
            merged,
            json!({"data": {"same": "***", "other": "*** (after)", "new": "***"}, "type": "Opaque"})
        );
    }

    #[test]
    fn nothing_secret_is_left_whatever_the_shape() {
        let copy = json!({LAST_APPLIED: "{\"data\": {\"a\": \"hush\"}}", "team": "red"});
        let merged =
            json!({"stringData": {"a": "hush"}, "data": "hush", "metadata": {"annotations": copy}});
        let (live, merged) = masked(Value::Null, merged);
        assert_eq!(live, Value::Null);
        assert_eq!(
            merged,
            json!({"stringData": {"a": "***"}, "data": "***", "metadata": {"annotations": {LAST_APPLIED: "***", "team": "red"}}})
        );
    }
}
