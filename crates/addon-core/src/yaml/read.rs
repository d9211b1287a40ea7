//! YAML read as kubectl reads it, into a JSON value: aliases and merge keys resolved.

use serde::de::DeserializeOwned;

/// Limits far above any add-on's and far below what would hurt; serde-saphyr's own are too small for bundles of CRDs.
fn options() -> serde_saphyr::Options {
    serde_saphyr::options! {
        legacy_octal_numbers: true,
        budget: serde_saphyr::budget! {
            max_depth: 250,
            max_nodes: 20_000_000,
            max_events: 50_000_000,
            max_documents: 100_000,
            max_total_scalar_bytes: 512 << 20,
            max_total_comment_bytes: 512 << 20,
        },
    }
}

/// One document as a type.
pub fn typed<T: DeserializeOwned>(text: &str) -> Result<T, serde_saphyr::Error> {
    serde_saphyr::from_str_with_options(text, options())
}

/// One document as a value.
pub fn value(text: &str) -> Result<serde_json::Value, serde_saphyr::Error> {
    typed(text)
}

/// All documents as values; empty ones are left out.
pub fn values(text: &str) -> Result<Vec<serde_json::Value>, serde_saphyr::Error> {
    serde_saphyr::from_multiple_with_options(text, options())
}
