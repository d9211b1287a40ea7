//! Writes values as YAML that every reader, kubectl above all, reads back as the same values.

use std::fmt;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// The value as one YAML document, fields in their own order, ending in a line break.
///
/// Strings that a YAML 1.1 reader would take for something else (`yes`, `0644`, `1_000`, dates) are quoted; strings
/// of several lines become block literals wherever a block literal can hold them.
pub fn to_yaml(value: &impl Serialize) -> Result<String, EmitError> {
    let value = serde_json::to_value(value).map_err(EmitError::of)?;
    // No line is ever folded: a long command or label stays one line that can be searched and copied.
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX };
    serde_saphyr::to_string_with_options(&Portable(&value), options).map_err(EmitError::of)
}

/// The value as indented JSON, fields in their own order, ending in a line break.
pub fn to_json(value: &impl Serialize) -> Result<String, EmitError> {
    let mut text = serde_json::to_string_pretty(value).map_err(EmitError::of)?;
    text.push('\n');
    Ok(text)
}

/// A value that has no YAML or JSON form: a map whose keys are no strings, or a `Serialize` that fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmitError(String);

impl EmitError {
    fn of(cause: impl fmt::Display) -> Self {
        Self(cause.to_string())
    }
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the value cannot be written: {}", self.0)
    }
}

impl std::error::Error for EmitError {}

/// A value on its way out, with the strings quoted that the YAML writer would turn into a block it must not.
struct Portable<'a>(&'a Value);

impl Serialize for Portable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::String(text) if starts_block_with_tab(text) => {
                serde_saphyr::DoubleQuoted(text.as_str()).serialize(serializer)
            }
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(&Portable(item)))?;
                list.end()
            }
            Value::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                fields
                    .iter()
                    .try_for_each(|(key, item)| map.serialize_entry(key, &Portable(item)))?;
                map.end()
            }
            plain => plain.serialize(serializer),
        }
    }
}

/// Whether the text would be a block literal whose first line that is not empty starts with a tab.
///
/// libyaml and Go's parsers look for indentation there and refuse the tab; serde-saphyr 2.1 writes it all the same.
fn starts_block_with_tab(text: &str) -> bool {
    text.contains('\n') && text.trim_start_matches('\n').starts_with('\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// Strings that one YAML reader or another is known to misread.
    const NASTY: &[&str] = &[
        "",
        " ",
        "~",
        "null",
        "Null",
        "yes",
        "y",
        "N",
        "on",
        "Off",
        "true",
        "TRUE",
        "False",
        ".inf",
        "-.INF",
        ".nan",
        "0",
        "-1",
        "+1",
        "0644",
        "0o7",
        "0x1F",
        "0b11",
        "1e3",
        "1.",
        ".5",
        "1_000",
        "1__0",
        "0_",
        "12:30:45",
        "190:20:30.15",
        "2012-10-17",
        "2001-12-14t21:59:43.10-05:00",
        "1.20",
        "1e400",
        "99999999999999999999",
        "=",
        "<<",
        "-",
        "- a",
        "---",
        "...",
        "?",
        "? a",
        ":",
        "a: b",
        "a:",
        ":a",
        "#",
        "a #b",
        "#a",
        "!",
        "!!str a",
        "&a",
        "*a",
        "|",
        ">",
        "%YAML 1.2",
        "@a",
        "`a`",
        "'",
        "\"",
        "[",
        "]",
        "{",
        "}",
        ",",
        "[a]",
        "{a: 1}",
        "{{x}}",
        "{{workflow.parameters.x}}",
        "\\",
        "\\n",
        "it's",
        "\"a\": 'b'",
        " lead",
        "trail ",
        "\ttab",
        "tab\t",
        "a\tb",
        "\n",
        "\n\n",
        "a\n",
        "a\n\n",
        "\na",
        "\n\na\n",
        "a\nb",
        "a \nb  \n",
        "  a\nb\n",
        "a\n  b\n c",
        "\ta\nb",
        "\n\ta\n",
        "\n \ta\n",
        " \n\ta\n",
        "a\n\tb\n",
        "\t\n",
        " \n",
        " \n \n",
        "a\n \n",
        "\n a",
        "#a\n#b\n",
        "- a\n- b\n",
        "a\r\nb\r\n",
        "a\rb",
        "\r",
        "a\n\r",
        "a\u{85}b",
        "a\u{85}\nb",
        "a\u{2028}b",
        "a\u{2028}\nb\n",
        "a\u{2029}b\n",
        "\u{feff}",
        "\u{feff}a",
        "a\n\u{feff}b\n",
        "a\u{a0}b",
        "\u{a0}",
        "---\n",
        "---\na: 1\n---\nb: 2\n",
        "a\n---\n",
        "...\n",
        "a\n...\n",
        "%TAG\n",
        "\u{0}",
        "a\u{7}\nb",
        "\u{7f}",
        "\u{fffe}",
        "\u{1f600}",
        "\u{1f600}\na\n",
        "ä\nö",
        "#!/bin/sh\nset -eu\ncat <<EOF\n\ta: {{x}}\nEOF\n",
    ];

    /// The string in every place that a string can take, beside neighbours that a slip would swallow.
    fn everywhere(text: &str) -> Value {
        let beside = format!("{text}.");
        json!({
            "value": text,
            "after": 1,
            "list": [text, "x", text, [text, [text]], {"k": text, "z": text}],
            "map": { text: text, beside: { text: [text] } },
            "end": text,
        })
    }

    fn round_trip(value: &Value) {
        let yaml = to_yaml(value).unwrap();
        let back: Value = serde_saphyr::from_str(&yaml).unwrap_or_else(|e| panic!("{e}\n{yaml}"));
        assert_eq!(&back, value, "{yaml}");
    }

    #[test]
    fn nasty_strings_come_back() {
        for text in NASTY {
            round_trip(&everywhere(text));
            round_trip(&json!(text));
            round_trip(&json!([text]));
        }
    }

    #[test]
    fn strings_that_yaml_1_1_takes_for_something_else_are_quoted() {
        for text in ["yes", "0644", "1e3", "1_000", "2012-10-17", "~", "=", "<<", "12:30:45"] {
            let yaml = to_yaml(&json!({ "k": text })).unwrap();
            assert!(
                yaml.contains(&format!("k: \"{text}\"")) || yaml.contains(&format!("k: '{text}'")),
                "{yaml}"
            );
        }
    }

    #[test]
    fn lines_become_block_literals() {
        let yaml = to_yaml(&json!({ "a": "x \n\n  y: ---\n", "b": ["p\nq"] })).unwrap();
        assert_eq!(yaml, "a: |\n  x \n\n    y: ---\nb:\n- |-\n  p\n  q\n");
    }

    #[test]
    fn long_lines_stay_whole() {
        let line = "word ".repeat(100) + "end";
        assert_eq!(to_yaml(&json!({ "a": line })).unwrap(), format!("a: {line}\n"));
    }

    #[test]
    fn json_ends_in_a_line_break() {
        assert_eq!(
            to_json(&json!({ "b": 1, "a": [] })).unwrap(),
            "{\n  \"b\": 1,\n  \"a\": []\n}\n"
        );
    }

    #[test]
    fn keys_that_are_no_strings_are_refused() {
        let odd = std::collections::BTreeMap::from([(vec![1], 2)]);
        assert!(to_yaml(&odd).is_err());
    }

    proptest! {
        #[test]
        fn any_string_comes_back(text in any::<String>()) {
            round_trip(&everywhere(&text));
        }

        /// Made of what YAML is made of, so that far more of it is near a rule than with characters at random.
        #[test]
        fn any_heap_of_yaml_marks_comes_back(
            text in "([ \t\n\r:#'\"|>!&*%@{}\\[\\],?=~<a01_.-]|---|\n|\u{85}|\u{2028}|\u{feff}|\u{1f600}|y|e){0,16}"
        ) {
            round_trip(&everywhere(&text));
        }
    }
}
