//! `addonctl schema`: the JSON schema of project files, made of the flags of create.

use anyhow::Result;
use clap::{Arg, ArgAction, CommandFactory as _};
use serde_json::{Map, Value, json};

use super::create::settings::MAPS;
use crate::cli::Cli;
use crate::outcome::Outcome;
use crate::output::Streams;
use crate::yaml::emit;

/// Runs the verb.
pub(crate) fn run(streams: &mut Streams<'_>) -> Result<Outcome> {
    super::print(&text()?, streams)
}

/// The schema as a file holds it.
pub(super) fn text() -> Result<String> {
    Ok(emit::to_json(&schema())?)
}

/// A project is one addon, or several; both may have clusters.
fn schema() -> Value {
    let values = flags();
    let with = |more: Value| {
        let mut all = values.clone();
        all.extend(more.as_object().cloned().unwrap_or_default());
        json!({"type": "object", "additionalProperties": false, "properties": all})
    };
    let name = json!({"type": "string", "description": "Name of the Addon, at most 31 characters"});
    let of_one = json!({
        "description": "Values for one addon on this cluster alone",
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/values"},
    });
    let clusters = json!({
        "description": "What is different on a cluster, by the name that --cluster-name gives",
        "type": "object",
        "additionalProperties": {"$ref": "#/$defs/cluster"},
    });
    let mut addon = with(json!({"name": name.clone()}));
    addon["required"] = json!(["name"]);
    let several = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["addons"],
        "properties": {
            "addons": {"description": "The addons", "type": "array", "items": {"$ref": "#/$defs/addon"}},
            "defaults": {"description": "Values for every addon that does not give its own", "$ref": "#/$defs/values"},
            "clusters": {"$ref": "#/$defs/clusters"},
        },
    });
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Project of addonctl",
        "if": {"required": ["addons"]},
        "then": several,
        "else": with(json!({"name": name, "clusters": {"$ref": "#/$defs/clusters"}})),
        "$defs": {
            "scalar": {"type": ["string", "number", "boolean", "null"]},
            "values": with(json!({})),
            "cluster": with(json!({"addons": of_one})),
            "clusters": clusters,
            "addon": addon,
        },
    })
}

/// Every long flag of create, but the one that names the file.
fn flags() -> Map<String, Value> {
    let command = Cli::command();
    let create = command.find_subcommand("create");
    let flags = create.into_iter().flat_map(clap::Command::get_arguments);
    let named = flags.filter_map(|flag| Some((flag.get_long()?, flag)));
    let wanted =
        named.filter(|(name, _)| !["filename", "keep", "help", "color", "quiet"].contains(name));
    wanted.map(|(name, flag)| (name.to_owned(), property(name, flag))).collect()
}

fn property(name: &str, flag: &Arg) -> Value {
    let scalar = json!({"$ref": "#/$defs/scalar"});
    let map = json!({"type": "object", "additionalProperties": scalar});
    let description = flag.get_help().map(ToString::to_string).unwrap_or_default();
    let mut property = if name == "params" {
        map
    } else if !flag.get_action().takes_values() {
        json!({"type": "boolean"})
    } else if matches!(flag.get_action(), ArgAction::Append) {
        let mut forms = vec![scalar.clone(), json!({"type": "array", "items": scalar})];
        if MAPS.iter().any(|(pairs, _)| *pairs == name) {
            forms.push(map);
        }
        json!({"anyOf": forms})
    } else {
        let values: Vec<String> =
            flag.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
        if values.is_empty() { scalar } else { json!({"enum": values}) }
    };
    property["description"] = description.into();
    property
}
