//! Documents that cannot be embedded as they stand: why, and their text printed from what they mean.

use super::scanned::Scanned;
use super::tags::Tag;
use crate::yaml;

/// A value as text: JSON stays JSON, where every string is quoted; what was quoted in YAML is lost by now.
pub(super) fn text(
    value: &serde_json::Value,
    masked: &str,
    tags: &[Tag],
) -> Result<String, String> {
    if masked.trim_start().starts_with('{') {
        return yaml::emit::to_json(value).map_err(|error| error.to_string());
    }
    if tags.iter().any(Tag::needs_argo) {
        return Err("parameters are filled into it; write it without aliases".to_owned());
    }
    match ambiguous_key(value) {
        Some(key) => Err(format!(
            "the key `{key}` means one thing quoted and another bare; quote it, or write the document without aliases"
        )),
        None => yaml::emit::to_yaml(value).map_err(|error| error.to_string()),
    }
}

/// Why a document cannot be embedded as it stands.
pub(super) fn why(text: &str, found: &Scanned, labels_are_unsafe: bool) -> Option<&'static str> {
    let json = text.trim_start().starts_with('{');
    // In a file of several documents kubectl reads JSON as YAML 1.1, which has no `\/` and no pairs of surrogates.
    if json && has_json_escapes(text) {
        return Some("because it holds escapes that only JSON knows");
    }
    if found.identity_is_shared() {
        return Some("because aliases hide what it is");
    }
    labels_are_unsafe.then_some("to get its labels, which cannot be put into the text as it stands")
}

/// Whether a text has `\/` or half of a surrogate pair. A backslash that is itself escaped starts nothing.
fn has_json_escapes(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let escape = &rest[at + 1..];
        if ["/", "ud", "uD"].iter().any(|it| escape.starts_with(it)) {
            return true;
        }
        let mut after = escape.chars();
        after.next();
        rest = after.as_str();
    }
    false
}

/// A key that YAML 1.1 takes for something else than a string where it stands bare: whether it did is lost by now.
fn ambiguous_key(value: &serde_json::Value) -> Option<&str> {
    match value {
        serde_json::Value::Object(map) => map.iter().find_map(|(key, value)| {
            if yaml::scalar::is_string(key) { ambiguous_key(value) } else { Some(key.as_str()) }
        }),
        serde_json::Value::Array(items) => items.iter().find_map(ambiguous_key),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_backslash_starts_no_escape() {
        for (text, expected) in [
            (r#"{"a": "x\\/y"}"#, false),
            (r#"{"a": "x\\ud"}"#, false),
            (r#"{"a": "x\/y"}"#, true),
            (r#"{"a": "\\\/"}"#, true),
            ("{\"a\": \"\\ud83d\\ude00\"}", true),
            ("{\"a\": \"\u{e9}\\\\\u{e9}\\u00e9\"}", false),
        ] {
            assert_eq!(has_json_escapes(text), expected, "{text}");
        }
    }
}
