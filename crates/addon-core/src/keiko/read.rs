//! Reads YAML as the controller's YAML library does: Go's yaml.v3 into a map, first document only.
//!
//! One difference is known and left: yaml.v3 takes an unquoted date for a time (and writes `2012-10-17` back as
//! `2012-10-17T00:00:00Z`), while here it stays the string it looks like.

use serde_json::{Map, Value};

use super::error::ControllerError;
use crate::addon::Stage;

/// The first document of a text; null where there is none. The error is the reader's, in one line.
pub(super) fn first_document(text: &str) -> Result<Value, String> {
    let options = serde_saphyr::options! {
        // Go's reader takes 0644 for an octal number, but `yes` for a string when it has no type to aim at.
        legacy_octal_numbers: true,
        strict_booleans: true,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_depth: 128,
            max_nodes: 20_000_000,
            max_events: 50_000_000,
            max_documents: 100_000,
            max_total_scalar_bytes: 512 << 20,
            max_total_comment_bytes: 512 << 20,
        },
    };
    let mut bytes = text.as_bytes();
    let first = serde_saphyr::read_with_options(&mut bytes, options).next();
    first.unwrap_or(Ok(Value::Null)).map_err(|error| error.to_string())
}

/// A stage's template as a Workflow: a map of the right kind with a spec.
pub(super) fn template(stage: Stage, text: &str) -> Result<Map<String, Value>, ControllerError> {
    let workflow = match first_document(text) {
        Ok(Value::Object(workflow)) => workflow,
        Ok(Value::Null) => Map::new(),
        Ok(_) => return Err(ControllerError::NotYaml { stage, cause: "it is no map".to_owned() }),
        Err(cause) => return Err(ControllerError::NotYaml { stage, cause }),
    };
    let is =
        |field: &str, wanted: &str| workflow.get(field).and_then(Value::as_str) == Some(wanted);
    if !is("kind", "Workflow") || !is("apiVersion", "argoproj.io/v1alpha1") {
        return Err(ControllerError::NotWorkflow { stage });
    }
    if !workflow.contains_key("spec") {
        return Err(ControllerError::SpecMissing { stage });
    }
    Ok(workflow)
}

/// Makes integers of the floats that have no fraction, as a way through Go's JSON or YAML writer does (`1e3`: 1000).
pub(super) fn settle_numbers(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            let whole = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 1e18);
            // Written out and read again, because Rust has no checked way from a float to an integer.
            if let Some(integer) = whole.and_then(|float| format!("{float:.0}").parse::<i64>().ok())
            {
                *value = integer.into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(settle_numbers),
        Value::Object(fields) => fields.values_mut().for_each(settle_numbers),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn settled(text: &str) -> Value {
        let mut value = first_document(text).unwrap();
        settle_numbers(&mut value);
        value
    }

    #[test]
    fn scalars_as_go_reads_them() {
        assert_eq!(
            settled("[0644, 1e3, 1_000, 1.5, yes, on, true, ~]"),
            json!([420, 1000, 1000, 1.5, "yes", "on", true, null])
        );
    }

    #[test]
    fn only_the_first_document_counts() {
        assert_eq!(settled("# c\n---\na: 1\n---\nb: 2\n"), json!({"a": 1}));
        assert_eq!(settled("a: 1\n--- # c\nb: 2\n"), json!({"a": 1}));
        assert_eq!(settled("# nothing\n"), Value::Null);
    }

    #[test]
    fn what_go_refuses() {
        for text in ["a: b: c\n", "a: 1\na: 2\n", "{{workflow.parameters.x}}: 1\n"] {
            assert!(first_document(text).is_err(), "{text}");
        }
    }
}
