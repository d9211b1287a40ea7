//! Settings that are pairs: a map in a file, a list of `KEY=VALUE` on the command line.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use serde_json::json;

use super::reader::{Reader, Text};
use super::style::Style;
use super::value::{Key, Setting, items, schema};
use crate::addon::StringMap;
use crate::finding::{Finding, Findings, Place, rule};
use crate::params::Param;
use crate::yaml::scalar::Plain;
use crate::yaml::tree::{Kind, Node};

/// One pair, and where it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
    /// The flag, or the place in a file.
    pub place: Place,
}

impl Pair {
    pub(super) fn new(key: &str, value: &str, place: &Place) -> Self {
        Self { key: key.to_owned(), value: value.to_owned(), place: place.clone() }
    }
}

/// How pairs were given: it says whether they replace farther ones or go together with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Map,
    List,
    Flag,
}

/// Pairs, in the order they were given. A key that one source gives twice is there twice, for its reader to judge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs<S> {
    /// The pairs.
    pub pairs: Vec<Pair>,
    form: Form,
    style: PhantomData<S>,
}

impl<S: Style> Pairs<S> {
    fn new(pairs: Vec<Pair>, form: Form) -> Self {
        Self { pairs, form, style: PhantomData }
    }

    /// The pairs of a map.
    pub fn of_map(map: &StringMap, place: &Place) -> Option<Self> {
        let pairs: Vec<Pair> =
            map.iter().map(|(key, value)| Pair::new(key, value, place)).collect();
        (!pairs.is_empty()).then(|| Self::new(pairs, Form::Map))
    }

    /// The pairs of a flag's values; those that are none are told.
    pub fn of_flag(values: &[String], flag: &str) -> (Option<Self>, Findings) {
        let (mut pairs, mut findings) = (Vec::new(), Vec::new());
        let place = Place::Argument(flag.to_owned());
        for value in values {
            let (read, found) = S::pairs(value, flag, &place);
            pairs.extend(read);
            findings.extend(found);
        }
        let given = !values.is_empty();
        (given.then(|| Self::new(pairs, Form::Flag)), findings)
    }

    /// The pairs of a map in a file.
    fn map(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Vec<Pair> {
        let entries = reader.map(value, key.name).unwrap_or_default();
        let pairs = entries.into_iter().filter_map(|entry| {
            let Text { text, place } = reader.scalar(entry.key, entry.at, entry.value)?;
            Some(Pair { key: entry.key.to_owned(), value: text, place })
        });
        pairs.collect()
    }

    /// The pairs of a list, or of a single text.
    fn listed(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Vec<Pair> {
        let (texts, is_list) = items(key, value, reader);
        let mut pairs = Vec::new();
        for Text { text, place } in texts {
            let (read, found) = if is_list {
                match S::pair(&text, &place) {
                    Ok(pair) => (vec![pair], Vec::new()),
                    Err(finding) => (Vec::new(), vec![*finding]),
                }
            } else {
                S::pairs(&text, key.name, &place)
            };
            pairs.extend(read);
            reader.findings.extend(found);
        }
        pairs
    }
}

impl<S: Style> Setting for Pairs<S> {
    fn read(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let is_map = matches!(value.kind, Kind::Map(_));
        let mut pairs =
            if is_map { Self::map(key, value, reader) } else { Self::listed(key, value, reader) };
        if S::PATHS {
            pairs = pairs
                .into_iter()
                .filter_map(|pair| {
                    let text = Text { text: pair.value, place: pair.place };
                    let Text { text, place } = reader.path(key.name, text)?;
                    Some(Pair { key: pair.key, value: text, place })
                })
                .collect();
        }
        Some(Self::new(pairs, if is_map { Form::Map } else { Form::List }))
    }

    fn over(self, far: Self) -> Self {
        let together = match self.form {
            Form::Flag => true,
            Form::Map => far.form == Form::Map,
            Form::List => false,
        };
        if !together {
            return self;
        }
        let (near, form) = (self.pairs, far.form);
        let mut pairs = far.pairs;
        for (index, pair) in near.iter().enumerate() {
            let first = !near[..index].iter().any(|before| before.key == pair.key);
            match pairs.iter_mut().find(|other| first && other.key == pair.key) {
                Some(other) => *other = pair.clone(),
                None => pairs.push(pair.clone()),
            }
        }
        Self::new(pairs, form)
    }
}

impl<S: Style> Serialize for Pairs<S> {
    fn serialize<Z: Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        serializer.collect_map(self.pairs.iter().map(|pair| (&pair.key, &pair.value)))
    }
}

schema!([S: Style] Pairs<S>, {
    let text = json!({"type": ["string", "number", "boolean"]});
    let map = json!({"type": "object", "additionalProperties": text});
    json!({"anyOf": [map, {"type": "array", "items": text}, text]})
});

/// Parameters: names and values, each with the place of its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParamMap(pub Vec<Param>);

impl Setting for ParamMap {
    fn read(_: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let entries = reader.map(value, "`params`")?;
        let params = entries.into_iter().filter_map(|entry| {
            if matches!(entry.value.kind, Kind::Scalar(_, Plain::Null)) {
                let (place, message) =
                    (reader.place(entry.at), format!("`{}` has no value", entry.key));
                let finding = Finding::new(&rule::PARAM_VALUE, message).at(place);
                let help = "write '' for an empty value, or the word in quotes";
                reader.findings.push(finding.help(help));
                return None;
            }
            let value = reader.scalar(entry.key, entry.at, entry.value)?;
            Some(Param::new(entry.key, value.text, reader.place(entry.at)))
        });
        Some(Self(params.collect()))
    }
}

impl Serialize for ParamMap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|param| (&param.name, &param.value)))
    }
}

schema!([] ParamMap, {
    json!({"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}})
});
