//! `addonctl diff`: what an Addon would change in the cluster, in itself and in every object of its templates.

use std::collections::HashSet;

use anyhow::Result;
use indexmap::IndexMap;

use super::create::{self, Destination, Existing};
use super::delete::key;
use super::keep::Kept;
use super::target;
use crate::addon::{API_VERSION, Addon, KIND};
use crate::cli::diff::DiffArgs;
use crate::cli::{CreateArgs, Talk};
use crate::cluster::kinds::Kinds;
use crate::cluster::{self, CallError, Cluster};
use crate::contents::{self, Named};
use crate::diff::Pair;
use crate::finding::any_error;
use crate::lifecycle;
use crate::live::{self, Live, Verdict};
use crate::manifest::Identity;
use crate::outcome::Outcome;
use crate::output::{self, Report, Streams, say};

/// Runs the verb.
pub(super) fn run(args: DiffArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let DiffArgs { create, show_objects, external_diff } = args;
    if let Some(name) = only_a_name(&create) {
        let compared = compare_installed(&create, &name);
        let program = external_diff.as_deref();
        return Ok(told(compared, &Telling { program, talk, whole: show_objects }, streams));
    }
    let kept = match Kept::of(&create, streams) {
        Ok(kept) => kept,
        Err(error) => return Ok(failed(&error, streams)),
    };
    let destination = Destination::of(&create);
    let (addons, findings) = create::addons(create, Existing::Taken, kept.as_ref(), streams);
    Report::new(talk, streams.terminal).findings(&findings, streams)?;
    if any_error(&findings) {
        return Ok(Outcome::BadInput);
    }
    let program = external_diff.as_deref();
    let telling = Telling { program, talk, whole: show_objects };
    Ok(told(compare(&addons, &destination), &telling, streams))
}

/// The name, where a command line says nothing else about an Addon: the one in the cluster is meant.
fn only_a_name(args: &CreateArgs) -> Option<String> {
    let CreateArgs { name, package, target, params, stages, output, .. } = args;
    let lists = [&stages.prereqs, &stages.install, &stages.delete, &stages.validate]
        .into_iter()
        .chain([&stages.workflow, &params.params, &package.deps, &output.filename]);
    let bare = package.version.is_none() && target.namespace.is_none();
    let bare = bare && !output.keep;
    name.clone().filter(|_| bare && lists.into_iter().all(Vec::is_empty))
}

/// How a comparison is told.
struct Telling<'a> {
    program: Option<&'a str>,
    talk: Talk,
    whole: bool,
}

/// Tells a comparison, or why there is none.
fn told(
    compared: Result<Option<Comparison>>,
    telling: &Telling<'_>,
    streams: &mut Streams<'_>,
) -> Outcome {
    let told =
        compared.and_then(|compared| compared.map(|it| it.tell(telling, streams)).transpose());
    match told {
        Ok(outcome) => outcome.unwrap_or(Outcome::Interrupted),
        Err(error) => failed(&error, streams),
    }
}

/// Says what went wrong; 1 would mean that there are differences.
fn failed(error: &anyhow::Error, streams: &mut Streams<'_>) -> Outcome {
    match output::failure(error, streams) {
        Outcome::Failed => Outcome::NotCompared,
        outcome => outcome,
    }
}

/// The objects of an Addon in the cluster against what it installed; none if it was interrupted.
fn compare_installed(args: &CreateArgs, name: &str) -> Result<Option<Comparison>> {
    let namespace = args.target.addon_namespace.as_deref().unwrap_or(lifecycle::NAMESPACE);
    cluster::block_on_interruptible(async {
        let cluster = target::connect(&args.connection, namespace).await?;
        let live = target::existing(&cluster, name).await?;
        let kinds = cluster.kinds().await?;
        let mut comparison = Comparison::default();
        if live::verdict(Some(&live)) != Verdict::Succeeded {
            let note = format!("{name} is not installed as it stands: addonctl status {name}");
            comparison.notes.push(note);
        }
        let applied = contents::applied(&live.addon(namespace))?;
        comparison.objects(&cluster, &kinds, (name, applied), IndexMap::new()).await?;
        Ok(comparison)
    })
}

/// The comparison of all Addons; none if it was interrupted.
fn compare(addons: &[Addon], to: &Destination) -> Result<Option<Comparison>> {
    let Some(first) = addons.first() else { anyhow::bail!("there is no Addon to compare") };
    cluster::block_on_interruptible(async {
        let cluster = target::connect(&to.connection, &first.metadata.namespace).await?;
        let kinds = cluster.kinds().await?;
        let mut comparison = Comparison::default();
        for addon in addons {
            comparison.add(&cluster, &kinds, (addon, to.submit.force_conflicts)).await?;
        }
        Ok(comparison)
    })
}

/// What is known of all Addons so far.
#[derive(Default)]
struct Comparison {
    pairs: Vec<Pair>,
    notes: Vec<String>,
    errors: Vec<String>,
}

impl Comparison {
    async fn add(
        &mut self,
        cluster: &Cluster,
        kinds: &Kinds,
        (addon, force_conflicts): (&Addon, bool),
    ) -> Result<()> {
        let applied = contents::applied(addon)?;
        let mut missing = IndexMap::<String, usize>::new();
        let itself = own_identity(addon);
        match cluster.compare_addon(addon, force_conflicts).await {
            Err(error) => self.refused(&itself, &error),
            Ok(sides) => {
                missing.extend(sides.missing.map(|what| (what, 1)));
                if let Some(live) = &sides.live {
                    self.stays(cluster, kinds, (live, &applied)).await;
                }
                self.pairs.push(Pair::of_addon(&itself, sides.live, sides.merged)?);
            }
        }
        self.objects(cluster, kinds, (&addon.metadata.name, applied), missing).await
    }

    /// Compares the objects of an Addon. `missing`: what is not there yet, and how much that concerns already.
    async fn objects(
        &mut self,
        cluster: &Cluster,
        kinds: &Kinds,
        (name, applied): (&str, Vec<Named>),
        mut missing: IndexMap<String, usize>,
    ) -> Result<()> {
        let (known, open): (Vec<_>, Vec<_>) =
            applied.into_iter().partition(|object| object.is_known() && !object.open);
        for (object, sides) in known.iter().zip(cluster.compare(kinds, &known).await?) {
            let identity = kinds.place(object);
            match sides {
                Err(error) => self.refused(&identity, &error),
                Ok(sides) => {
                    if let Some(what) = sides.missing {
                        *missing.entry(what).or_default() += 1;
                    }
                    self.pairs.push(Pair::of_object(&identity, sides.live, sides.merged)?);
                }
            }
        }
        for (what, count) in missing {
            let shown =
                if count == 1 { "1 object is".into() } else { format!("{count} objects are") };
            self.notes.push(format!("{name}: {what} is not there yet; {shown} shown as written"));
        }
        let open: Vec<_> = open.iter().map(|object| kinds.place(object)).collect();
        self.list(&format!("{name}: known only when a script has run, and not compared"), &open);
        Ok(())
    }

    /// Notes what the Addon in the cluster submits and this one does not name: nobody takes it away.
    async fn stays(
        &mut self,
        cluster: &Cluster,
        kinds: &Kinds,
        (live, applied): (&serde_json::Value, &[Named]),
    ) {
        let live = match Live::from_value(live) {
            Ok(live) => live,
            Err(why) => {
                return self
                    .notes
                    .push(format!("the Addon is not as this addonctl knows it: {why}"));
            }
        };
        let name = &live.name;
        if live.deleted.is_some() {
            self.notes.push(format!("{name} is being deleted: addonctl wait {name} --for deleted"));
        }
        let before = match contents::applied(&live.addon(cluster.namespace())) {
            Ok(before) => before,
            Err(why) => return self.notes.push(format!("{name}, as it is in the cluster: {why}")),
        };
        let place = |object: &Named| kinds.place(object);
        let named: HashSet<_> = applied.iter().map(|object| key(&place(object))).collect();
        let dropped: Vec<_> =
            before.into_iter().filter(|object| !named.contains(&key(&place(object)))).collect();
        let there = match cluster.existing(kinds, &dropped).await {
            Ok(found) => found.into_iter().map(|found| found.identity).collect(),
            // Better one too many than none.
            Err(_) => dropped.iter().map(place).collect::<Vec<_>>(),
        };
        let heading = format!(
            "{name}: no longer named, and left in the cluster; after the upgrade: addonctl orphans {name}"
        );
        self.list(&heading, &there);
    }

    fn refused(&mut self, identity: &Identity, error: &CallError) {
        self.errors.push(format!("{}: {error}", identity.describe()));
    }

    fn list(&mut self, heading: &str, objects: &[Identity]) {
        if !objects.is_empty() {
            let lines = objects.iter().map(|object| format!("\n  {}", object.describe()));
            self.notes.push(heading.to_owned() + &lines.collect::<String>());
        }
    }

    /// Tells it: differences to standard output, all else beside it.
    fn tell(&self, telling: &Telling<'_>, streams: &mut Streams<'_>) -> Result<Outcome> {
        let program = telling.program.filter(|command| !command.trim().is_empty());
        let differs = match program {
            Some(program) => output::diff::external(program, &self.pairs, streams)?,
            None => output::diff::unified(&self.pairs, telling.talk, telling.whole, streams)?,
        };
        for note in &self.notes {
            say::aside(&format!("note: {note}"), streams)?;
        }
        for error in &self.errors {
            say::note(&format!("error: {error}"), streams)?;
        }
        Ok(match (self.errors.is_empty(), differs) {
            (false, _) => Outcome::NotCompared,
            (true, true) => Outcome::Differs,
            (true, false) => Outcome::Done,
        })
    }
}

/// The identity of the Addon itself.
fn own_identity(addon: &Addon) -> Identity {
    Identity {
        api_version: API_VERSION.to_owned(),
        kind: KIND.to_owned(),
        namespace: Some(addon.metadata.namespace.clone()),
        name: addon.metadata.name.clone(),
    }
}
