//! `addonctl tree`: an Addon with its Workflows, their steps, and what its objects are like.

use anyhow::Result;

use super::target::connection;
use super::{clock, status};
use crate::addon::{Addon, Metadata, Stage};
use crate::cli::look::StatusArgs;
use crate::cluster::look::Sight;
use crate::cluster::{self, Cluster};
use crate::contents::{self, Named, Verb};
use crate::diagnosis::tree::{self, Tree, TreeStage};
use crate::outcome::Outcome;
use crate::output::{self, Streams, Target};

/// Runs the verb.
pub(crate) fn run(args: StatusArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let StatusArgs { name, output, addons, connection: to } = args;
    let grown = cluster::block_on_interruptible(async {
        let cluster = Cluster::connect(&connection(to), &addons.addon_namespace).await?;
        let Some(sight) = cluster.sight(&name).await? else {
            return Err(status::absent(&cluster, &name));
        };
        grow(&cluster, sight).await
    })?;
    let Some(tree) = grown else { return Ok(Outcome::Interrupted) };
    match output {
        None => output::tree::tree(&tree, streams)?,
        Some(format) => output::value(&tree, &Target { format, file: "-".into() }, streams)?,
    }
    Ok(Outcome::Done)
}

async fn grow(cluster: &Cluster, sight: Sight) -> Result<Tree> {
    let now = clock::now();
    let Sight { addon, workflows, mut notes, .. } = sight;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut stages = Vec::new();
    for (stage, objects) in named(&addon, cluster.namespace(), &mut notes) {
        let objects = cluster.sightings(&objects, now).await?;
        stages.push(TreeStage { stage: stage.name(), objects });
    }
    Ok(Tree {
        name: text(&addon["metadata"]["name"]),
        phase: text(&addon["status"]["lifecycle"]["installed"]),
        workflows: workflows.iter().map(|workflow| tree::workflow(workflow, now)).collect(),
        stages,
        notes,
    })
}

/// What the stages apply, each object where it is named first.
fn named(
    addon: &serde_json::Value,
    namespace: &str,
    notes: &mut Vec<String>,
) -> Vec<(Stage, Vec<Named>)> {
    let spec = match serde_json::from_value(addon["spec"].clone()) {
        Ok(spec) => spec,
        Err(error) => {
            notes.push(format!("the Addon is not as this addonctl knows it: {error}"));
            return Vec::new();
        }
    };
    let metadata = Metadata {
        name: addon["metadata"]["name"].as_str().unwrap_or_default().to_owned(),
        namespace: namespace.to_owned(),
        ..Metadata::default()
    };
    let addon = Addon { metadata, spec, ..Addon::default() };
    let (mut stages, mut seen) = (Vec::new(), std::collections::HashSet::new());
    for stage in [Stage::Prereqs, Stage::Install] {
        match contents::objects(&addon, stage) {
            Ok(mut objects) => {
                objects.retain(|object| {
                    object.verb == Verb::Apply && seen.insert(object.identity.clone())
                });
                if !objects.is_empty() {
                    stages.push((stage, objects));
                }
            }
            Err(error) => notes.push(error.to_string()),
        }
    }
    stages
}
