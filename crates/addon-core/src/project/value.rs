//! The values of settings: single ones, and lists; each knows where it was given.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::reader::{Reader, Text};
use super::scalar::{Scalar, text_schema};
use crate::finding::{Finding, Place, rule};
use crate::params::split_commas;
use crate::yaml::tree::{Kind, Node};

/// A key of a project file: what it is called, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'n> {
    pub(super) name: &'static str,
    pub(super) at: &'n Node,
}

/// What a key may hold.
pub(super) trait Setting: Sized {
    /// Reads the value of a key; what is wrong with it goes to the reader's findings.
    fn read(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Option<Self>;

    /// This value over a farther one, which counts where the two do not exclude each other.
    #[must_use]
    fn over(self, _far: Self) -> Self {
        self
    }
}

/// A value and where it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// The flag, or the place in a file.
    pub place: Place,
}

impl<T> Given<T> {
    /// A value given at `place`.
    pub fn new(value: T, place: impl Into<Place>) -> Self {
        Self { value, place: place.into() }
    }

    /// The value of a flag.
    pub fn flag(value: T, flag: &str) -> Self {
        Self { value, place: Place::Argument(flag.to_owned()) }
    }
}

impl<T: Scalar> Setting for Given<T> {
    fn read(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let Text { text, place } = reader.scalar(key.name, key.at, value)?;
        match T::parse(&text) {
            Ok(value) => Some(Self { value, place }),
            Err(form) => {
                let message = format!("`{}` is {form}, not `{text}`", key.name);
                reader.findings.push(Finding::new(&rule::PROJECT, message).at(place));
                None
            }
        }
    }
}

impl<T: Scalar> Serialize for Given<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.to_value().serialize(serializer)
    }
}

/// Implements `JsonSchema` for a type with a schema of its own.
macro_rules! schema {
    ([$($generics:tt)*] $name:ty, $schema:expr) => {
        impl<$($generics)*> JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                std::any::type_name::<Self>().into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                Schema::try_from($schema).unwrap_or_default()
            }
        }
    };
}
pub(super) use schema;

schema!([T: Scalar] Given<T>, T::schema());
schema!([] List, list_schema());
schema!([] Paths, list_schema());
schema!([] Lines, list_schema());
schema!([] FilePath, json!({"type": "string"}));

fn list_schema() -> Value {
    json!({"anyOf": [text_schema(), {"type": "array", "items": text_schema()}]})
}

/// Texts: a list, or one that is a comma list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct List(pub Vec<Given<String>>);

/// Paths: a list, or one that is a comma list. They are as seen from where the command runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paths(pub Vec<Given<String>>);

/// Texts in which a comma is a comma: a list, or one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines(pub Vec<Given<String>>);

/// The path of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePath(pub Given<String>);

/// The values of a key that takes a list, each with its place.
pub(super) fn items(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> (Vec<Text>, bool) {
    match &value.kind {
        Kind::List(items) => {
            if items.is_empty() {
                reader.refuse(value, format!("`{}` lists nothing", key.name));
            }
            let read = items.iter().filter_map(|item| reader.item(key.name, value, item));
            (read.collect(), true)
        }
        _ => (reader.scalar(key.name, key.at, value).into_iter().collect(), false),
    }
}

/// The same, a single value divided at its commas.
fn divided(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Vec<Text> {
    let (texts, listed) = items(key, value, reader);
    if listed {
        return texts;
    }
    let pieces = texts.into_iter().flat_map(|Text { text, place }| {
        split_commas(&text).into_iter().map(move |text| Text { text, place: place.clone() })
    });
    pieces.collect()
}

fn given(texts: Vec<Text>) -> Vec<Given<String>> {
    texts.into_iter().map(|Text { text, place }| Given { value: text, place }).collect()
}

impl Setting for List {
    fn read(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self(given(divided(key, value, reader))))
    }
}

impl Setting for Paths {
    fn read(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let texts = divided(key, value, reader).into_iter();
        let paths: Vec<Text> = texts.filter_map(|text| reader.path(key.name, text)).collect();
        Some(Self(given(paths)))
    }
}

impl Setting for Lines {
    fn read(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        Some(Self(given(items(key, value, reader).0)))
    }
}

impl Setting for FilePath {
    fn read(key: Key<'_>, value: &Node, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.scalar(key.name, key.at, value)?;
        let Text { text, place } = reader.path(key.name, text)?;
        Some(Self(Given { value: text, place }))
    }
}

/// One value as itself, several as a list.
fn one_or_many<S: Serializer>(items: &[Given<String>], serializer: S) -> Result<S::Ok, S::Error> {
    match items {
        [one] if split_commas(&one.value) == [one.value.as_str()] => one.serialize(serializer),
        all => serializer.collect_seq(all),
    }
}

macro_rules! serialized_lists {
    ($($name:ident),*) => { $(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                one_or_many(&self.0, serializer)
            }
        }

        impl $name {
            /// The values of a flag.
            pub fn of_flag(values: impl IntoIterator<Item = String>, flag: &str) -> Option<Self> {
                let given = values.into_iter().map(|value| Given::flag(value, flag));
                Some(Self(given.collect())).filter(|list| !list.0.is_empty())
            }
        }
    )* };
}
serialized_lists!(List, Paths, Lines);

impl Serialize for FilePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
