//! Parameters: read from flags and files, merged in the order of their precedence, and checked by name.

mod argument;
mod file;
mod name;
mod set;

pub use argument::{parse_argument, split_commas};
pub use file::parse_file;
pub use name::check_name;
pub use set::{Set, clashes};

use crate::finding::Place;

/// One parameter and where it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Its value, spelled as in the source.
    pub value: String,
    /// Where messages about it point: its key in a file, or the flag.
    pub place: Place,
}

impl Param {
    /// A parameter given at `place`.
    pub fn new(name: impl Into<String>, value: impl Into<String>, place: impl Into<Place>) -> Self {
        Self { name: name.into(), value: value.into(), place: place.into() }
    }
}

/// What a params file holds: `spec.params` of an Addon, of which a flat map is the `data` alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileParams {
    /// `namespace`: the target namespace.
    pub namespace: Option<Param>,
    /// `context.clusterName`.
    pub cluster_name: Option<Param>,
    /// `context.clusterRegion`.
    pub cluster_region: Option<Param>,
    /// `context.additionalConfigs`.
    pub additional_configs: Vec<Param>,
    /// `data`, or the whole of a flat map.
    pub data: Vec<Param>,
}
