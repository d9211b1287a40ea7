//! `addonctl diff`: what an Addon would change in the cluster, in itself and in every object of its templates.

use std::collections::HashSet;
use std::ffi::OsString;

use anyhow::Result;
use indexmap::IndexMap;

use super::create::{self, Way};
use super::delete::key;
use super::target;
use crate::addon::{API_VERSION, Addon, KIND};
use crate::cli::Talk;
use crate::cli::diff::DiffArgs;
use crate::cluster::kinds::Kinds;
use crate::cluster::{self, CallError, Cluster};
use crate::contents::{self, Named};
use crate::diff::Pair;
use crate::files::Files;
use crate::finding::any_error;
use crate::live::Live;
use crate::manifest::Identity;
use crate::outcome::Outcome;
use crate::output::{self, Report, Streams, say};

/// Runs the verb. `line` is the command line, to be read again behind the values of a file.
pub(super) fn run(
    args: DiffArgs,
    talk: Talk,
    line: &[OsString],
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let DiffArgs { create, external_diff } = args;
    let mut findings = Vec::new();
    let read =
        create::addons(true, create, line, &mut Files::new(&mut *streams.input), &mut findings);
    let (addons, way) = match read {
        Ok(read) => read,
        Err(usage) => return Ok(output::usage(&usage, talk.color, streams)),
    };
    Report::new(talk, streams.terminal).findings(&findings, streams)?;
    if any_error(&findings) {
        return Ok(Outcome::BadInput);
    }
    let program = external_diff.filter(|command| !command.trim().is_empty());
    let told = compare(&addons, &way).and_then(|compared| {
        compared.map(|it| it.tell(program.as_deref(), talk, streams)).transpose()
    });
    match told {
        Ok(outcome) => Ok(outcome.unwrap_or(Outcome::Interrupted)),
        // 1 means that there are differences.
        Err(error) => Ok(match output::failure(&error, streams) {
            Outcome::Failed => Outcome::NotCompared,
            outcome => outcome,
        }),
    }
}

/// The comparison of all Addons; none if it was interrupted.
fn compare(addons: &[Addon], way: &Way) -> Result<Option<Comparison>> {
    let Some(first) = addons.first() else { anyhow::bail!("there is no Addon to compare") };
    cluster::block_on_interruptible(async {
        let cluster = target::connect(&way.connection, &first.metadata.namespace).await?;
        let kinds = cluster.kinds().await?;
        let mut comparison = Comparison::default();
        for addon in addons {
            comparison.add(&cluster, &kinds, (addon, way.submit.force_conflicts)).await?;
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
        let name = &addon.metadata.name;
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
    fn tell(
        &self,
        program: Option<&str>,
        talk: Talk,
        streams: &mut Streams<'_>,
    ) -> Result<Outcome> {
        let differs = match program {
            Some(program) => output::diff::external(program, &self.pairs, streams)?,
            None => output::diff::unified(&self.pairs, talk, streams)?,
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
