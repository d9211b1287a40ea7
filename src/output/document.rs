//! What programs read: each thing with a kind and a version of its own; docs/output.md describes them.

use anyhow::Result;
use serde::Serialize;

use super::{Streams, Target};
use crate::cli::Format;

/// The version of all these kinds. Within it, fields are added and never taken away or given another meaning.
pub(crate) const API_VERSION: &str = "addonctl.keikoproj.io/v1";

/// A thing under its kind.
#[derive(Debug, Serialize)]
pub(crate) struct Document<'a, T> {
    #[serde(rename = "apiVersion")]
    api_version: &'static str,
    kind: &'static str,
    #[serde(flatten)]
    body: &'a T,
}

impl<'a, T> Document<'a, T> {
    pub(crate) fn new(kind: &'static str, body: &'a T) -> Self {
        Self { api_version: API_VERSION, kind, body }
    }
}

/// Prints one thing.
pub(crate) fn one<T: Serialize>(
    kind: &'static str,
    body: &T,
    format: Format,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let target = Target { format, file: "-".into() };
    super::value(&Document::new(kind, body), &target, streams)
}

/// Prints several things as a List, as kubectl does, however many they are.
pub(crate) fn list<T: Serialize>(
    kind: &'static str,
    bodies: &[T],
    format: Format,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let items: Vec<_> = bodies.iter().map(|body| Document::new(kind, body)).collect();
    let list = serde_json::json!({"apiVersion": "v1", "kind": "List", "items": items});
    super::value(&list, &Target { format, file: "-".into() }, streams)
}
