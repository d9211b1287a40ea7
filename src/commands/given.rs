//! Addons that a command line names: in files and folders, on standard input, or in the cluster.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow};

use super::target;
use crate::addon::{self, Addon};
use crate::cli::given::GivenArgs;
use crate::cluster;
use crate::files::Files;
use crate::finding::{Finding, Findings, any_error, rule};
use crate::output::{Report, Streams, say};
use crate::source::{Source, Span};
use crate::yaml::read;

/// The Addons, in the order they are named; none where findings were told that stand in the way.
pub(super) fn addons(
    args: &GivenArgs,
    report: Report,
    streams: &mut Streams<'_>,
) -> Result<Option<Vec<Addon>>> {
    let (mut all, mut findings, mut others) = (Vec::new(), Vec::new(), 0);
    let (files, names): (Vec<&String>, Vec<&String>) =
        args.given.iter().partition(|given| is_file(given));
    for source in sources(&files, streams, &mut findings) {
        others += of_source(&source, &mut all, &mut findings);
    }
    report.findings(&findings, streams)?;
    if any_error(&findings) {
        return Ok(None);
    }
    if others > 0 && !report.is_quiet() {
        let what =
            if others == 1 { "1 object that is" } else { &format!("{others} objects that are") };
        say::note(&format!("passed over: {what} not an Addon"), streams)?;
    }
    if !names.is_empty() {
        all.extend(of_cluster(&names, args).with_context(|| no_such_file(&names))?);
    }
    if all.is_empty() {
        let given: Vec<&str> = args.given.iter().map(String::as_str).collect();
        say::note(&format!("error: there is no Addon in {}", given.join(", ")), streams)?;
        return Ok(None);
    }
    Ok(Some(all))
}

/// Whether it is meant for a file; a name has neither slash nor ending.
fn is_file(given: &str) -> bool {
    let path = Path::new(given);
    let ending = path.extension().and_then(|ending| ending.to_str());
    given == "-"
        || given.contains('/')
        || matches!(ending, Some("yaml" | "yml" | "json"))
        || path.exists()
}

fn sources(
    files: &[&String],
    streams: &mut Streams<'_>,
    findings: &mut Findings,
) -> Vec<std::sync::Arc<Source>> {
    let mut reader = Files::new(&mut *streams.input);
    let mut sources = Vec::new();
    for file in files {
        let (read, found) = reader.manifests(file);
        sources.extend(read);
        findings.extend(found);
    }
    sources
}

/// The Addons of a text; gives how many other objects there are.
fn of_source(
    source: &std::sync::Arc<Source>,
    all: &mut Vec<Addon>,
    findings: &mut Findings,
) -> usize {
    let refused = |message: String, at: usize| {
        Finding::new(&rule::ADDON_SYNTAX, message).at(Span::new(source, at..at))
    };
    // What cannot be read and speaks of no Addon is another tool's.
    let values = match read::values(&source.text) {
        Ok(values) => values,
        Err(_) if !source.text.contains(addon::API_VERSION) => return 1,
        Err(error) => {
            findings.push(refused(error.message, error.offset));
            return 0;
        }
    };
    let (addons, others) = addon::split(values);
    for value in addons {
        match addon::read(value) {
            Ok(addon) => all.push(addon),
            Err(why) => {
                findings.push(refused(format!("not an Addon as the CRD has it: {why}"), 0));
            }
        }
    }
    others
}

/// Why a name was looked for in the cluster: it may have been meant for a file.
fn no_such_file(names: &[&String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    format!("there is no file {}, and no such Addon was found", quoted.join(" or "))
}

/// The Addons of these names in the cluster.
pub(super) fn of_cluster(names: &[&String], args: &GivenArgs) -> Result<Vec<Addon>> {
    cluster::block_on(async {
        let namespace = &args.addons.addon_namespace;
        let cluster = target::connect(&args.connection, namespace).await?;
        let mut all = Vec::new();
        for name in names {
            let found = cluster.addon(name).await?;
            let object = found.ok_or_else(|| target::not_found(&cluster, name))?;
            let read = addon::stored(serde_json::to_value(object)?);
            all.push(
                read.map_err(|why| anyhow!("{name} is not as this addonctl knows it: {why}"))?,
            );
        }
        Ok(all)
    })
}
