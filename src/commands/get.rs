//! `addonctl get`: Addons as a table or as they are, once or as they change.

use std::ops::ControlFlow;

use anyhow::Result;
use futures::StreamExt as _;
use kube::api::ListParams;
use serde_json::Value;

use super::target::{connection, not_found};
use super::{clock, status};
use crate::cli::Format;
use crate::cli::look::{GetArgs, ListFormat};
use crate::cluster::look::value;
use crate::cluster::{self, Cluster};
use crate::lifecycle::Phase;
use crate::live::{Live, Verdict, verdict};
use crate::outcome::Outcome;
use crate::output::listing::{Addons, list_of};
use crate::output::{self, Streams, Target, say};

/// So many failed Addons are explained in a list.
const EXPLAINED: usize = 20;
/// So many of them side by side.
const ABREAST: usize = 4;

/// Runs the verb.
pub(crate) fn run(args: &GetArgs, streams: &mut Streams<'_>) -> Result<Outcome> {
    let ended = cluster::block_on_interruptible(async {
        let to = connection(args.connection.clone());
        let cluster = Cluster::connect(&to, &args.addons.addon_namespace).await?;
        let mut printer = Printer { args, widths: Vec::new(), begun: false };
        if args.watch {
            return watch(&cluster, &mut printer, streams).await;
        }
        let (mut found, missing) = read(&cluster, args).await?;
        found.retain(|addon| !args.failed || has_failed(addon));
        let nothing = found.is_empty() && missing.is_empty();
        if nothing && Addons::is_table(args.output) {
            say::aside(&none(&cluster, args), streams)?;
        } else if !(found.is_empty() && Addons::is_table(args.output)) {
            if Addons::is_table(args.output) {
                explain(&cluster, &mut found).await;
            }
            printer.print(&found, streams)?;
        }
        for name in &missing {
            writeln!(streams.err, "error: {}", not_found(&cluster, name))?;
        }
        Ok(if missing.is_empty() { Outcome::Done } else { Outcome::Failed })
    })?;
    Ok(ended.unwrap_or(Outcome::Interrupted))
}

/// The Addons that are asked for, and the names of those that do not exist.
async fn read(cluster: &Cluster, args: &GetArgs) -> Result<(Vec<Value>, Vec<String>)> {
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    if args.names.is_empty() {
        let api = if args.all_namespaces { cluster.addons_everywhere() } else { cluster.addons() };
        let mut params = ListParams::default();
        params.label_selector.clone_from(&args.selector);
        found = cluster.all(api, params).await?;
        return Ok((found, missing));
    }
    for name in &args.names {
        match cluster.addon(name).await? {
            Some(addon) => found.push(value(&addon)),
            None => missing.push(name.clone()),
        }
    }
    Ok((found, missing))
}

/// Whether an Addon has come to an end that is none that anybody wants.
fn has_failed(addon: &Value) -> bool {
    let live = Live::from_value(addon);
    live.is_ok_and(|live| matches!(verdict(Some(&live)), Verdict::Failed(..)))
}

/// Puts the cause in the place of a reason that says nothing but which node of a Workflow has failed. What cannot be told is
/// left as it is.
async fn explain(cluster: &Cluster, addons: &mut [Value]) {
    let says_nothing = |addon: &&Value| {
        let live =
            Live::from_value(addon).ok().filter(|live| live.installed == Some(Phase::Failed));
        let here = addon["metadata"]["namespace"] == cluster.namespace();
        here && live
            .is_some_and(|live| live.reason.is_empty() || live.reason.starts_with("child '"))
    };
    let names = addons.iter().filter(says_nothing).take(EXPLAINED);
    let names: Vec<String> =
        names.filter_map(|it| it["metadata"]["name"].as_str().map(str::to_owned)).collect();
    let causes = names.iter().map(|name| status::why(cluster, name));
    let causes: Vec<_> = futures::stream::iter(causes).buffered(ABREAST).collect().await;
    for (name, diagnosis) in names.iter().zip(causes) {
        let addon = addons.iter_mut().find(|addon| addon["metadata"]["name"] == name.as_str());
        if let (Some(addon), Some(cause)) = (addon, diagnosis.ok().and_then(|it| it.cause)) {
            addon["status"]["reason"] = cause.sentence.into();
        }
    }
}

fn none(cluster: &Cluster, args: &GetArgs) -> String {
    if args.failed {
        return "No Addon has failed.".to_owned();
    }
    if args.all_namespaces {
        return "No resources found".to_owned();
    }
    format!("No resources found in {} namespace.", cluster.namespace())
}

/// Prints what there is, then each change.
async fn watch(
    cluster: &Cluster,
    printer: &mut Printer<'_>,
    streams: &mut Streams<'_>,
) -> Result<Outcome> {
    let args = printer.args;
    let api = if args.all_namespaces { cluster.addons_everywhere() } else { cluster.addons() };
    let mut trouble = None;
    let hear = |addons: Vec<Value>| {
        let wanted = |addon: &Value| {
            let name = addon["metadata"]["name"].as_str().unwrap_or_default();
            let named = args.names.is_empty() || args.names.iter().any(|it| it == name);
            named && (!args.failed || has_failed(addon))
        };
        let addons: Vec<Value> = addons.into_iter().filter(wanted).collect();
        if addons.is_empty() {
            return ControlFlow::Continue(());
        }
        match printer.print(&addons, streams) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                trouble = Some(error);
                ControlFlow::Break(())
            }
        }
    };
    cluster.watch_all(api, args.selector.as_deref(), hear).await?;
    trouble.map_or(Ok(Outcome::Done), Err)
}

/// Prints Addons in the format that is wanted.
struct Printer<'a> {
    args: &'a GetArgs,
    widths: Vec<usize>,
    begun: bool,
}

impl Printer<'_> {
    fn print(&mut self, addons: &[Value], streams: &mut Streams<'_>) -> Result<()> {
        let format = match self.args.output {
            Some(ListFormat::Yaml) => Format::Yaml,
            Some(ListFormat::Json) => Format::Json,
            Some(ListFormat::Name) => {
                for addon in addons {
                    let name = addon["metadata"]["name"].as_str().unwrap_or_default();
                    writeln!(streams.out, "addon.addonmgr.keikoproj.io/{name}")?;
                }
                return Ok(streams.out.flush()?);
            }
            None | Some(ListFormat::Wide) => {
                self.table(addons, streams)?;
                return Ok(streams.out.flush()?);
            }
        };
        let target = Target { format, file: "-".into() };
        let mut plain = addons.to_vec();
        // Who manages which field is nothing to read; kubectl leaves it out as well.
        for addon in &mut plain {
            addon["metadata"].as_object_mut().map(|metadata| metadata.remove("managedFields"));
        }
        if self.begun && format == Format::Yaml {
            writeln!(streams.out, "---")?;
        }
        self.begun = true;
        match plain.as_slice() {
            [one] if self.args.watch || self.args.names.len() == 1 => {
                output::value(one, &target, streams)?;
            }
            all => output::value(&list_of(all, "v1"), &target, streams)?,
        }
        Ok(streams.out.flush()?)
    }

    fn table(&mut self, addons: &[Value], streams: &mut Streams<'_>) -> Result<()> {
        let wide = self.args.output == Some(ListFormat::Wide);
        let shape = Addons { wide, namespaces: self.args.all_namespaces, now: clock::now() };
        let table = shape.table(addons);
        self.widths = table.widths(&self.widths);
        let mut look = streams.look();
        if wide {
            look.columns = None;
        }
        let text = table.render(&self.widths, !self.begun, look);
        streams.out.write_all(text.as_bytes())?;
        self.begun = true;
        Ok(())
    }
}
