//! YAML and JSON read as kubectl reads them, into JSON values: aliases and merge keys resolved.

use std::fmt;

use serde_json::Value;

use super::kubectl::{self, Problem};
use crate::limits;

/// Why a text cannot be read, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// Where, in bytes.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// Why.
    pub message: String,
}

impl ReadError {
    fn new(text: &str, Problem { offset, message }: Problem) -> Self {
        let offset = text.floor_char_boundary(offset);
        let before = &text[..offset];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        Self { offset, line, column: before[start..].chars().count() + 1, message }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ReadError {}

/// One document as a value; null where there is none.
///
/// # Errors
/// Says what cannot be read, or that there are several documents.
pub fn value(text: &str) -> Result<Value, ReadError> {
    let mut all = values(text)?;
    if all.len() > 1 {
        let message = "there are several documents where one is expected".to_owned();
        return Err(ReadError::new(text, Problem { offset: text.len(), message }));
    }
    Ok(all.pop().unwrap_or_default())
}

/// All documents as values; empty ones are left out.
///
/// # Errors
/// Says what cannot be read.
pub fn values(text: &str) -> Result<Vec<Value>, ReadError> {
    match json_values(text) {
        Some(values) => Ok(values),
        None => kubectl::documents(text).map_err(|problem| ReadError::new(text, problem)),
    }
}

/// The values of a text that is JSON.
fn json_values(text: &str) -> Option<Vec<Value>> {
    if !text.trim_start().starts_with(['{', '[']) || has_many_nodes(text) {
        return None;
    }
    serde_json::Deserializer::from_str(text).into_iter().collect::<Result<_, _>>().ok()
}

/// Whether a JSON text may have more values than are read. The other reader counts them one by one.
fn has_many_nodes(text: &str) -> bool {
    let opens = |byte: &u8| matches!(byte, b',' | b'{' | b'[' | b':');
    text.len() > limits::NODES && text.bytes().filter(opens).count() > limits::NODES
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_are_what_kubectl_takes_them_for() {
        let text = "{a: oFF, b: tRUE, yes: 1.0, 1.50: 0644, c: 2012-10-17}";
        let expected = json!({"a": "oFF", "b": "tRUE", "true": 1, "1.5": 420, "c": "2012-10-17"});
        assert_eq!(value(text), Ok(expected));
    }

    #[test]
    fn json_is_read_by_its_own_rules() {
        assert_eq!(value(r#"{"a": "\ud83d\ude00\/"}"#), Ok(json!({"a": "\u{1f600}/"})));
        assert_eq!(values("{\"a\": 1}\n[2]"), Ok(vec![json!({"a": 1}), json!([2])]));
        assert!(value(r#"a: "\ud83d\ude00""#).is_err());
    }

    #[test]
    fn an_error_has_its_place() {
        let error = values("a: 1\n---\nö: [b\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 4, column 1: `,` or `]` has to come here, in a list in brackets"
        );
    }

    #[test]
    fn empty_documents_are_none() {
        assert_eq!(values("---\n# c\n---\na: 1\n---\n").unwrap().len(), 1);
        assert_eq!(value(""), Ok(Value::Null));
    }
}
