//! `addonctl orphans`: what carries an Addon's labels and is named by none of its templates.

use std::collections::HashSet;

use anyhow::{Result, bail};
use serde_json::json;

use super::ask::{self, Answer};
use super::delete::key;
use super::target::{self, bad_input, called, connect, not_found};
use crate::addon::{Addon, Stage};
use crate::cli::Talk;
use crate::cli::orphans::{Listing, OrphansArgs};
use crate::cluster::kinds::{Found, Kinds};
use crate::cluster::{self, Cluster};
use crate::contents;
use crate::controller::{MANAGED_BY, MANAGED_BY_LABEL, PART_OF_LABEL};
use crate::manifest::Identity;
use crate::outcome::Outcome;
use crate::output::table::Table;
use crate::output::{Streams, say};

/// Managers of what the cluster itself makes of an object, labels copied.
const CONTROLLERS: &str = "kube-controller-manager";

/// Runs the verb.
pub(super) fn run(args: &OrphansArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let asks = args.delete && !args.yes;
    if asks && !streams.interactive {
        return bad_input("there is no terminal to ask on; add --yes", streams);
    }
    let orphans = cluster::block_on(async {
        let cluster = connect(&args.connection, &args.namespace.addon_namespace).await?;
        find(&cluster, args, talk, streams).await
    })?;
    if orphans.is_empty() {
        if !talk.quiet {
            say::note(&format!("{}: no orphans", args.name), streams)?;
        }
        if args.output == Listing::Json {
            say::line("[]", streams)?;
        }
        return Ok(Outcome::Done);
    }
    if !args.delete {
        return print(&orphans, args.output, streams);
    }
    if asks {
        let identities: Vec<_> = orphans.iter().map(|found| found.identity.clone()).collect();
        say::list(&format!("{}: orphans", args.name), &identities, streams)?;
        match ask::agreed("Delete them?", streams)? {
            Answer::Yes => {}
            Answer::No => bail!("nothing was deleted"),
            Answer::Interrupted => return target::interrupted("nothing was deleted", streams),
        }
    }
    cluster::block_on(async {
        let cluster = connect(&args.connection, &args.namespace.addon_namespace).await?;
        delete(&cluster, &orphans, streams).await
    })
}

async fn find(
    cluster: &Cluster,
    args: &OrphansArgs,
    talk: Talk,
    streams: &mut Streams<'_>,
) -> Result<Vec<Found>> {
    let name = &args.name;
    let live = cluster.live(name).await?;
    if live.is_none() && args.delete {
        return Err(not_found(cluster, name));
    }
    if live.is_none() && !talk.quiet {
        say::note(
            &format!("note: {} does not exist; these carry its labels", called(name)),
            streams,
        )?;
    }
    let kinds = cluster.kinds().await?;
    let present = match &live {
        Some(live) => Present::new(&live.addon(cluster.namespace()), &kinds)?,
        None => Present::default(),
    };
    let selector = format!("{PART_OF_LABEL}={name},{MANAGED_BY_LABEL}={MANAGED_BY}");
    let (found, unseen) = cluster.labelled(&kinds, &selector).await?;
    if let Some((kind, error)) = unseen.first() {
        let count = unseen.len();
        say::note(
            &format!("warning: {count} kinds could not be listed, {kind} for one: {error}"),
            streams,
        )?;
    }
    let services: HashSet<_> = found
        .iter()
        .filter(|object| object.identity.is("", "Service"))
        .map(|object| (object.identity.namespace.clone(), object.identity.name.clone()))
        .collect();
    let copied = |object: &Found| {
        let Identity { namespace, name, .. } = &object.identity;
        object.identity.is("", "Endpoints") && services.contains(&(namespace.clone(), name.clone()))
    };
    let mut orphans = found;
    orphans.retain(|object| {
        is_somebodys(object) && !copied(object) && !present.names(&object.identity)
    });
    Ok(orphans)
}

/// What the present templates name.
#[derive(Default)]
struct Present {
    named: HashSet<(String, String, Option<String>, String)>,
    /// Kinds of objects whose names are known only when a script has run: none of these is called an orphan.
    open: HashSet<(String, String)>,
}

impl Present {
    fn new(addon: &Addon, kinds: &Kinds) -> Result<Self> {
        let mut present = Self::default();
        for stage in Stage::ALL {
            for object in contents::objects(addon, stage)? {
                let identity = kinds.place(&object);
                if object.is_known() {
                    present.named.insert(key(&identity));
                } else {
                    present.open.insert((identity.group().to_owned(), identity.kind));
                }
            }
        }
        Ok(present)
    }

    fn names(&self, identity: &Identity) -> bool {
        self.named.contains(&key(identity))
            || self.open.contains(&(identity.group().to_owned(), identity.kind.clone()))
    }
}

/// Whether somebody submitted an object, and not a controller, Argo or the event recorder.
fn is_somebodys(object: &Found) -> bool {
    let Found { identity, meta, .. } = object;
    let metadata = &meta.metadata;
    let owned = metadata.owner_references.as_ref().is_some_and(|owners| !owners.is_empty());
    let argos = matches!(identity.group(), "argoproj.io" | "addonmgr.keikoproj.io")
        || metadata
            .labels
            .iter()
            .flatten()
            .any(|(key, _)| key.starts_with("workflows.argoproj.io/"));
    let managers = metadata.managed_fields.as_deref().unwrap_or_default();
    let made = !managers.is_empty()
        && managers.iter().all(|entry| entry.manager.as_deref() == Some(CONTROLLERS));
    !owned && !argos && !made && identity.kind != "Event"
}

fn print(orphans: &[Found], listing: Listing, streams: &mut Streams<'_>) -> Result<Outcome> {
    match listing {
        Listing::Name => {
            for orphan in orphans {
                say::line(&argument(orphan), streams)?;
            }
        }
        Listing::Json => {
            let list: Vec<_> = orphans.iter().map(|o| &o.identity).map(|o| json!({
                "apiVersion": o.api_version, "kind": o.kind, "namespace": o.namespace, "name": o.name,
            })).collect();
            say::line(&serde_json::to_string_pretty(&list)?, streams)?;
        }
        Listing::Table => {
            let mut table = Table::new(&["NAMESPACE", "KIND", "NAME", "VERSION"]);
            for orphan in orphans {
                table.row(&row(orphan));
            }
            write!(streams.out, "{}", table.text(streams.look()))?;
        }
    }
    Ok(Outcome::Done)
}

/// An orphan as a row: namespace, kind, name and version.
fn row(orphan: &Found) -> [String; 4] {
    let Identity { kind, name, namespace, .. } = &orphan.identity;
    let kind = match orphan.identity.group() {
        "" => kind.clone(),
        group => format!("{kind}.{group}"),
    };
    let labels = orphan.meta.metadata.labels.as_ref();
    let version = labels.and_then(|labels| labels.get(crate::controller::VERSION_LABEL));
    let or_none = |text: Option<&String>| text.map_or_else(|| "<none>".to_owned(), String::clone);
    [or_none(namespace.as_ref()), kind, name.clone(), or_none(version)]
}

/// An orphan as kubectl's arguments: `-n NAMESPACE KIND/NAME`.
fn argument(orphan: &Found) -> String {
    match &orphan.identity.namespace {
        Some(namespace) => format!("-n {namespace} {}", orphan.argument()),
        None => orphan.argument(),
    }
}

/// Deletes what it can, and names what it cannot.
async fn delete(
    cluster: &Cluster,
    orphans: &[Found],
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let mut outcome = Outcome::Done;
    for orphan in orphans {
        match cluster.delete_found(orphan).await {
            Ok(()) => say::done(&format!("{} deleted", orphan.argument()), streams)?,
            Err(error) => {
                say::note(&format!("error: {}: {error}", orphan.identity.describe()), streams)?;
                outcome = Outcome::Failed;
            }
        }
    }
    Ok(outcome)
}
