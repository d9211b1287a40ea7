//! `addonctl tree`: an Addon with its Workflows, their steps, and what its objects are like.

use anyhow::Result;
use kube::api::ListParams;

use super::clock;
use super::target::{connection, not_found};
use crate::addon::{self, Addon, Metadata, Stage};
use crate::cli::look::{OneArgs, TreeArgs};
use crate::cluster::look::Sight;
use crate::cluster::{self, Cluster};
use crate::contents::{self, Named, Verb};
use crate::diagnosis::deps;
use crate::diagnosis::tree::{self, Tree, TreeStage};
use crate::live::Live;
use crate::outcome::Outcome;
use crate::output::{self, Streams, document};

/// Runs the verb.
pub(crate) fn run(args: TreeArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    if args.deps {
        return show_dependencies(args.one, streams);
    }
    let OneArgs { name, output, addons, connection: to } = args.one;
    let grown = cluster::block_on_interruptible(async {
        let cluster = Cluster::connect(&connection(to), &addons.addon_namespace).await?;
        let Some(sight) = cluster.sight(&name).await? else {
            return Err(not_found(&cluster, &name));
        };
        grow(&cluster, sight).await
    })?;
    let Some(tree) = grown else { return Ok(Outcome::Interrupted) };
    match output {
        None => output::tree::tree(&tree, args.show_objects, streams)?,
        Some(format) => document::one("AddonTree", &tree, format, streams)?,
    }
    Ok(Outcome::Done)
}

fn show_dependencies(args: OneArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let OneArgs { name, output, addons, connection: to } = args;
    let found = cluster::block_on_interruptible(async {
        let cluster = Cluster::connect(&connection(to), &addons.addon_namespace).await?;
        let all = cluster.all(cluster.addons(), ListParams::default()).await?;
        // An Addon that cannot be read has no dependencies that could be told.
        let all: Vec<_> = all.iter().filter_map(|addon| Live::from_value(addon).ok()).collect();
        deps::dependencies(&name, &all).ok_or_else(|| not_found(&cluster, &name))
    })?;
    let Some(dependencies) = found else { return Ok(Outcome::Interrupted) };
    match output {
        None => output::tree::dependencies(&dependencies, streams)?,
        Some(format) => document::one("AddonDependencies", &dependencies, format, streams)?,
    }
    Ok(Outcome::Done)
}

async fn grow(cluster: &Cluster, sight: Sight) -> Result<Tree> {
    let now = clock::now();
    let Sight { addon, workflows, mut notes, .. } = sight;
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let named = named(&addon, cluster.namespace(), &mut notes);
    // All at once, so that what a cluster serves is asked for once.
    let all: Vec<Named> = named.iter().flat_map(|(_, objects)| objects.clone()).collect();
    let mut seen = cluster.sightings(&all, now).await?.into_iter();
    let stages = named.iter().map(|(stage, objects)| TreeStage {
        stage: stage.name(),
        objects: seen.by_ref().take(objects.len()).collect(),
    });
    Ok(Tree {
        name: text(&addon["metadata"]["name"]),
        phase: Live::from_value(&addon)
            .map(|live| live.phase_name().to_owned())
            .unwrap_or_default(),
        workflows: workflows.iter().map(|workflow| tree::workflow(workflow, now)).collect(),
        stages: stages.collect(),
        notes,
    })
}

/// What the stages apply, each object where it is named first.
fn named(
    addon: &serde_json::Value,
    namespace: &str,
    notes: &mut Vec<String>,
) -> Vec<(Stage, Vec<Named>)> {
    let spec = match addon::stored_spec(&addon["spec"]) {
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
