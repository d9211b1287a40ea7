//! What a scalar of a document stands for, by its tag and its looks.

use base64::Engine as _;
use serde_json::{Number, Value};

use super::document::{Decoder, Kind, Node};
use super::{Problem, Style};
use crate::yaml::scalar::{self, Plain};

impl Decoder<'_> {
    /// The number that a scalar is, where it is a float.
    pub(super) fn float(&self, number: usize) -> Option<f64> {
        let node = &self.document.nodes[number];
        let number = match node.kind {
            Kind::Alias(anchor) => *self.document.anchors.get(&anchor)?,
            _ => number,
        };
        let Node { kind: Kind::Scalar { text, style }, tag, .. } = &self.document.nodes[number]
        else {
            return None;
        };
        let plain = scalar::resolve(text);
        match tag.as_deref() {
            None if *style == Style::Plain && plain == Plain::Float => scalar::float(text),
            Some("tag:yaml.org,2002:float") => scalar::float(text),
            _ => None,
        }
    }

    pub(super) fn scalar(&self, number: usize, text: &str, style: Style) -> Result<Value, Problem> {
        const CORE: &str = "tag:yaml.org,2002:";
        let string = || Ok(Value::String(text.to_owned()));
        let tag = self.document.nodes[number].tag.as_deref();
        let wanted = match tag.map(|tag| tag.strip_prefix(CORE).unwrap_or(tag)) {
            None if style == Style::Quoted => return string(),
            None => "",
            Some("binary") if tag != Some("binary") => return self.binary(number, text),
            Some(core @ ("bool" | "int" | "float" | "null" | "timestamp")) if tag != Some(core) => {
                core
            }
            Some(_) => return string(),
        };
        let is = match scalar::resolve(text) {
            // Only what says so is a date.
            Plain::Timestamp if !matches!(wanted, "" | "timestamp") => Plain::String,
            plain => plain,
        };
        let fits = match (wanted, is) {
            ("", _)
            | ("bool", Plain::Bool)
            | ("int", Plain::Int)
            | ("float", Plain::Float)
            | ("null", Plain::Null)
            | ("timestamp", Plain::Timestamp) => true,
            // An integer that Go reads as one with a sign.
            ("float", Plain::Int) => scalar::integer(text).is_some_and(|it| it.is_i64()),
            _ => false,
        };
        if !fits {
            return self.refuse(number, format!("`{text}` is not what its tag `!!{wanted}` says"));
        }
        match is {
            Plain::Null => Ok(Value::Null),
            Plain::Bool => Ok(Value::Bool(scalar::is_true(text))),
            Plain::Int => Ok(scalar::integer(text).map_or(Value::Null, Value::Number)),
            Plain::Float => match scalar::float(text).and_then(json_number) {
                Some(number) => Ok(Value::Number(number)),
                None => {
                    self.refuse(number, format!("JSON, which it becomes, has no number `{text}`"))
                }
            },
            Plain::String | Plain::Timestamp | Plain::Merge => string(),
        }
    }

    fn binary(&self, number: usize, text: &str) -> Result<Value, Problem> {
        // Go's decoder passes over line breaks.
        let text: String = text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect();
        match base64::engine::general_purpose::STANDARD.decode(text) {
            Ok(bytes) => Ok(Value::String(String::from_utf8_lossy(&bytes).into_owned())),
            Err(_) => self.refuse(number, "what `!!binary` is in front of is no base64"),
        }
    }
}

/// A float as kubectl has it: one without a fraction is an integer, because Go prints it so.
fn json_number(value: f64) -> Option<Number> {
    #[expect(clippy::cast_possible_truncation, reason = "whole, and within what an i64 can be")]
    let whole = || value as i64;
    if value.fract() == 0.0 && value.abs() < 9e18 {
        Some(Number::from(whole()))
    } else {
        Number::from_f64(value)
    }
}

/// Go's `FormatFloat(value, 'g', -1, 32)`, which keys are printed with.
pub(super) fn go_float(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "keys are printed as 32 bits")]
    let value = value as f32;
    if value.is_nan() || value.is_infinite() {
        let sign = if value.is_sign_negative() && !value.is_nan() { "-" } else { "" };
        return format!("{sign}{}", if value.is_nan() { ".nan" } else { ".inf" });
    }
    let shortest = format!("{value:e}");
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if !(-4..6).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return format!("{digits}e{sign}{:02}", exponent.abs());
    }
    format!("{value}")
}
