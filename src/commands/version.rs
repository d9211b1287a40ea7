//! `addonctl version`: which addonctl this is, for people and for scripts.

use anyhow::Result;
use serde::Serialize;

use crate::addon::API_VERSION;
use crate::cli::Format;
use crate::outcome::Outcome;
use crate::output::Streams;
use crate::yaml::emit;

/// What scripts are told.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    /// Of addonctl.
    version: &'static str,
    /// Of the Addons it builds.
    addon_api_version: &'static str,
}

/// Runs the verb.
pub(crate) fn run(format: Option<Format>, streams: &mut Streams<'_>) -> Result<Outcome> {
    let version = Version { version: env!("CARGO_PKG_VERSION"), addon_api_version: API_VERSION };
    let text = match format {
        None => format!("addonctl {}\n", version.version),
        Some(Format::Yaml) => emit::to_yaml(&version)?,
        Some(Format::Json) => emit::to_json(&version)?,
    };
    super::print(&text, streams)
}
