//! The typed project: what the command line and a project file say about addons, merged, and read into Blueprints.
//!
//! The nearest value counts: the command line, the cluster's values for an addon, the cluster's values, the addon's, the
//! defaults. A file says what is built, and never where that goes or what runs.

mod build;
mod custom_workflow;
mod foreign;
mod gather;
mod package;
mod pairs;
mod parameters;
mod plan;
mod read;
mod reader;
mod scalar;
mod schema;
mod settings;
mod stages;
mod style;
mod value;

pub use build::build_all;
pub use foreign::{FOREIGN, Foreign, foreign};
pub use gather::{blueprint, build};
pub use pairs::{Pair, Pairs, ParamMap};
pub use plan::{ParamLayer, Plan, Request};
pub use read::{Project, ProjectAddon, ProjectCluster, is_project};
pub use scalar::{PackageType, Scalar, Seconds};
pub use schema::schema;
pub use settings::{KEYS, Settings};
pub use style::{
    Assignment, Dependencies, Equations, FileAssignment, SelectorPairs, StageFile, Style,
};
pub use value::{FilePath, Given, Lines, List, Paths};

/// The name of a project file.
pub const FILE: &str = "addonctl.yaml";

#[cfg(test)]
mod tests;
