//! `addonctl schema`: the JSON schema of project files.

use anyhow::Result;

use crate::outcome::Outcome;
use crate::output::Streams;
use crate::project;
use crate::yaml::emit;

/// Prints the schema.
pub(crate) fn run(streams: &mut Streams<'_>) -> Result<Outcome> {
    super::print(&text()?, streams)
}

/// The schema as a file holds it.
pub(super) fn text() -> Result<String> {
    Ok(emit::to_json(&project::schema())?)
}
