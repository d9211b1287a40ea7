//! What the API server looks at in an object beside its identity: labels, annotations, sizes, and what only a server sets.

use base64::Engine as _;
use serde_json::Value;

/// A string in a map, by the map's path and its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The map.
    pub(crate) map: &'static str,
    /// The key.
    pub(crate) key: String,
    /// The value.
    pub(crate) value: String,
}

/// What is known of an object by its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Its labels, those of its pods, and its annotations, the latter without their values.
    pub(crate) labels: Vec<Entry>,
    /// Keys and values of its annotations, in bytes.
    pub(crate) annotation_bytes: usize,
    /// The data of a `ConfigMap` or Secret, in bytes as the API server counts them.
    pub(crate) data_bytes: usize,
    /// Values of maps of base64 that are none.
    pub(crate) not_base64: Vec<Entry>,
    /// Fields of its metadata that only a server sets.
    pub(crate) of_server: Vec<&'static str>,
    /// Whether it has a `spec`.
    pub(crate) has_spec: bool,
    /// `spec.names.plural` and `spec.group`, as a CRD has them.
    pub(crate) plural: Option<(String, String)>,
    /// The whole as JSON without blanks, in bytes, where it may be more than a server takes.
    pub(crate) json_bytes: usize,
}

/// Texts that are shorter cannot be too large for a server.
const MAY_BE_TOO_LARGE: usize = 1 << 20;

impl Facts {
    /// The facts of an object whose text has so many bytes.
    pub(super) fn of(object: &Value, text_bytes: usize) -> Self {
        let metadata = &object["metadata"];
        let set = |field: &&&str| !metadata[**field].is_null();
        let names = (&object["spec"]["names"]["plural"], &object["spec"]["group"]);
        Self {
            labels: labels(object),
            annotation_bytes: bytes(&metadata["annotations"], str::len),
            data_bytes: data_bytes(object),
            not_base64: not_base64(object),
            of_server: OF_SERVER.iter().filter(set).copied().collect(),
            has_spec: object["spec"].is_object(),
            plural: names
                .0
                .as_str()
                .zip(names.1.as_str())
                .map(|(a, b)| (a.to_owned(), b.to_owned())),
            json_bytes: if text_bytes > MAY_BE_TOO_LARGE { object.to_string().len() } else { 0 },
        }
    }
}

/// What a server sets, and refuses or takes for a condition where a client sends it.
const OF_SERVER: [&str; 3] = ["managedFields", "resourceVersion", "uid"];

fn labels(object: &Value) -> Vec<Entry> {
    let maps = [
        ("metadata.labels", &object["metadata"]["labels"]),
        ("metadata.annotations", &object["metadata"]["annotations"]),
        ("spec.template.metadata.labels", &object["spec"]["template"]["metadata"]["labels"]),
    ];
    let entries = maps.into_iter().flat_map(|(map, values)| {
        values.as_object().into_iter().flatten().map(move |(key, value)| {
            let value = value.as_str().filter(|_| map != "metadata.annotations");
            Entry { map, key: key.clone(), value: value.unwrap_or_default().to_owned() }
        })
    });
    entries.collect()
}

/// Sum of a map's keys and values, in bytes; `size`: how much a value counts.
fn bytes(map: &Value, size: impl Fn(&str) -> usize) -> usize {
    let entries = map.as_object().into_iter().flatten();
    entries.map(|(key, value)| key.len() + value.as_str().map_or(0, &size)).sum()
}

fn data_bytes(object: &Value) -> usize {
    let values = |map: &Value, size: fn(&str) -> usize| -> usize {
        let values = map.as_object().into_iter().flatten();
        values.map(|(_, value)| value.as_str().map_or(0, size)).sum()
    };
    let decoded: fn(&str) -> usize = |text| text.len() / 4 * 3;
    let data = if object["kind"] == "Secret" { decoded } else { str::len };
    values(&object["data"], data)
        + values(&object["stringData"], str::len)
        + values(&object["binaryData"], decoded)
}

fn not_base64(object: &Value) -> Vec<Entry> {
    let maps = match object["kind"].as_str() {
        Some("Secret") => [("data", &object["data"])],
        Some("ConfigMap") => [("binaryData", &object["binaryData"])],
        _ => return Vec::new(),
    };
    let entries = maps.into_iter().flat_map(|(map, values)| {
        let strings = values.as_object().into_iter().flatten();
        strings.filter_map(move |(key, value)| {
            let (key, value) = (key.clone(), value.as_str()?.to_owned());
            (!is_base64(&value)).then_some(Entry { map, key, value })
        })
    });
    entries.collect()
}

/// Whether Go's decoder takes a text, which passes over line breaks.
pub(super) fn is_base64(text: &str) -> bool {
    let text: Vec<u8> = text.bytes().filter(|b| !matches!(b, b'\r' | b'\n')).collect();
    base64::engine::general_purpose::STANDARD.decode(text).is_ok()
}
