//! A diagnosis for a person: the one sentence first, then what it rests on, then what to run.

use anyhow::Result;

use super::Streams;
use super::paint::{self, Look, Piece, Tone};
use super::table::Table;
use crate::diagnosis::{Diagnosis, Standing, State};

/// Tells a diagnosis on standard output.
pub(crate) fn diagnosis(diagnosis: &Diagnosis, streams: &mut Streams<'_>) -> Result<()> {
    let text = text(diagnosis, true, streams.look());
    super::unheard(streams.out.write_all(text.as_bytes()).map_err(Into::into))
}

/// Tells why, on standard error: for verbs whose product is something else.
pub(crate) fn why(diagnosis: &Diagnosis, streams: &mut Streams<'_>) -> Result<()> {
    let text = text(diagnosis, false, Look::default());
    Ok(streams.err.write_all(text.as_bytes())?)
}

/// `whole`: with the head and the stages, not only the cause.
fn text(it: &Diagnosis, whole: bool, look: Look) -> String {
    let mut lines = Vec::new();
    if whole {
        let package = format!("{} {}", it.package, it.version);
        lines.push(plain(format!(
            "Addon    {}   package {package}, into namespace {}, created {} ago",
            it.name, it.target_namespace, it.age
        )));
        let tone = match it.standing() {
            Standing::Fine => Tone::Good,
            Standing::OnItsWay => Tone::Busy,
            Standing::Failed => Tone::Bad,
        };
        lines.push(vec![Piece::plain("State    "), Piece::new(tone, it.summary.clone())]);
        objects(it, &mut lines);
    }
    cause(it, &mut lines);
    // What is to be read is never cut: a sentence goes on in the next line of the terminal.
    let uncut = Look { columns: None, ..look };
    let mut text = said(&lines, uncut);
    if whole {
        text += &tables(it, look);
    }
    let mut lines = Vec::new();
    next(it, &mut lines);
    if !it.notes.is_empty() {
        lines.extend([plain(""), plain("Not seen")]);
        lines.extend(it.notes.iter().map(|note| plain(format!("  {note}"))));
    }
    text += &said(&lines, uncut);
    if text == "\n" {
        text.clear();
    }
    text
}

/// A line of words without a meaning.
fn plain(text: impl Into<String>) -> Vec<Piece> {
    vec![Piece::plain(text)]
}

fn said(lines: &[Vec<Piece>], look: Look) -> String {
    lines.iter().map(|pieces| paint::line(pieces, look) + "\n").collect()
}

/// How the objects are; where some are not fine, which command shows them all.
fn objects(it: &Diagnosis, lines: &mut Vec<Vec<Piece>>) {
    let Some(objects) = &it.objects else { return };
    let more =
        if objects.not_fine.is_empty() { String::new() } else { format!(" ({})", tree_of(it)) };
    let tone = if objects.not_fine.is_empty() { Tone::Good } else { Tone::Bad };
    lines.push(vec![
        Piece::plain("Objects  "),
        Piece::new(tone, objects.to_string()),
        Piece::plain(more),
    ]);
}

fn tree_of(it: &Diagnosis) -> String {
    let name = &it.name;
    match it.namespace.as_str() {
        crate::lifecycle::NAMESPACE => format!("addonctl tree {name}"),
        other => format!("addonctl tree {name} --addon-namespace {other}"),
    }
}

fn cause(it: &Diagnosis, lines: &mut Vec<Vec<Piece>>) {
    let Some(cause) = &it.cause else { return };
    lines.push(plain(format!("Why      {}", cause.sentence)));
    lines.push(plain(format!("Help     {}", cause.help)));
    for evidence in &cause.evidence {
        lines.extend([plain(""), plain(format!("{}:", capital(&evidence.from)))]);
        lines.extend(evidence.lines.iter().map(|line| plain(format!("  | {line}"))));
    }
}

/// The tables of the stages and of the dependencies, each below an empty line.
fn tables(it: &Diagnosis, look: Look) -> String {
    let tables = [Some(stages(it)), dependencies(it)];
    tables.into_iter().flatten().flat_map(|table| ["\n".to_owned(), table.text(look)]).collect()
}

fn stages(it: &Diagnosis) -> Table {
    let mut table = Table::new(&["STAGE", "PHASE", "TOOK", "STEP", "WORKFLOW"]).phases(&["PHASE"]);
    for stage in &it.stages {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        table.row(&[
            stage.stage.to_owned(),
            stage.phase.clone(),
            or_empty(&stage.took),
            or_empty(&stage.step),
            or_empty(&stage.workflow),
        ]);
    }
    table
}

fn dependencies(it: &Diagnosis) -> Option<Table> {
    if it.dependencies.is_empty() {
        return None;
    }
    let mut table = Table::new(&["DEPENDENCY", "WANTED", "IN THE CLUSTER"]);
    for dependency in &it.dependencies {
        let found = match dependency.found.as_slice() {
            [] => "none".to_owned(),
            found => found.join(", "),
        };
        table.row(&[dependency.package.clone(), dependency.wants.clone(), found]);
    }
    Some(table)
}

fn next(it: &Diagnosis, lines: &mut Vec<Vec<Piece>>) {
    if it.next.is_empty() || it.state == State::Done {
        return;
    }
    lines.extend([plain(""), plain("Next")]);
    for next in &it.next {
        lines.push(plain(format!("  {}:", next.purpose)));
        lines.push(plain(format!("    {}", next.command)));
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
