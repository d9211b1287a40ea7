//! A diagnosis for a person: the one sentence first, then what it rests on, then what to run.

use anyhow::Result;

use super::Streams;
use crate::diagnosis::{Diagnosis, State};

/// Tells a diagnosis on standard output.
pub(crate) fn diagnosis(diagnosis: &Diagnosis, streams: &mut Streams<'_>) -> Result<()> {
    Ok(streams.out.write_all(text(diagnosis, true).as_bytes())?)
}

/// Tells why, on standard error: for verbs whose product is something else.
pub(crate) fn why(diagnosis: &Diagnosis, streams: &mut Streams<'_>) -> Result<()> {
    Ok(streams.err.write_all(text(diagnosis, false).as_bytes())?)
}

/// `whole`: with the head and the stages, not only the cause.
fn text(it: &Diagnosis, whole: bool) -> String {
    let mut lines = Vec::new();
    if whole {
        let package = format!("{} {}", it.package, it.version);
        lines.push(format!(
            "Addon    {}   package {package}, into namespace {}, created {} ago",
            it.name, it.target_namespace, it.age
        ));
        lines.push(format!("State    {}", it.summary));
        objects(it, &mut lines);
    }
    cause(it, &mut lines);
    if whole {
        stages(it, &mut lines);
        dependencies(it, &mut lines);
    }
    next(it, &mut lines);
    if !it.notes.is_empty() {
        lines.extend([String::new(), "Not seen".to_owned()]);
        lines.extend(it.notes.iter().map(|note| format!("  {note}")));
    }
    let mut text: String = lines.iter().map(|line| visible(line.trim_end()) + "\n").collect();
    if text == "\n" {
        text.clear();
    }
    text
}

/// How the objects are; where some are not fine, which command shows them all.
fn objects(it: &Diagnosis, lines: &mut Vec<String>) {
    let Some(objects) = &it.objects else { return };
    let more =
        if objects.not_fine.is_empty() { String::new() } else { format!(" ({})", tree_of(it)) };
    lines.push(format!("Objects  {objects}{more}"));
}

fn tree_of(it: &Diagnosis) -> String {
    let name = &it.name;
    match it.namespace.as_str() {
        crate::lifecycle::NAMESPACE => format!("addonctl tree {name}"),
        other => format!("addonctl tree {name} --addon-namespace {other}"),
    }
}

fn cause(it: &Diagnosis, lines: &mut Vec<String>) {
    let Some(cause) = &it.cause else { return };
    lines.push(format!("Why      {}", cause.sentence));
    lines.push(format!("Help     {}", cause.help));
    for evidence in &cause.evidence {
        lines.extend([String::new(), format!("{}:", capital(&evidence.from))]);
        lines.extend(evidence.lines.iter().map(|line| format!("  | {line}")));
    }
}

fn stages(it: &Diagnosis, lines: &mut Vec<String>) {
    let mut table = super::table::Table::new(&["STAGE", "PHASE", "TOOK", "STEP", "WORKFLOW"]);
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
    lines.push(String::new());
    lines.extend(table.text().lines().map(str::to_owned));
}

fn dependencies(it: &Diagnosis, lines: &mut Vec<String>) {
    if it.dependencies.is_empty() {
        return;
    }
    let mut table = super::table::Table::new(&["DEPENDENCY", "WANTED", "IN THE CLUSTER"]);
    for dependency in &it.dependencies {
        let found = match dependency.found.as_slice() {
            [] => "none".to_owned(),
            found => found.join(", "),
        };
        table.row(&[dependency.package.clone(), dependency.wants.clone(), found]);
    }
    lines.push(String::new());
    lines.extend(table.text().lines().map(str::to_owned));
}

fn next(it: &Diagnosis, lines: &mut Vec<String>) {
    if it.next.is_empty() || it.state == State::Done {
        return;
    }
    lines.extend([String::new(), "Next".to_owned()]);
    for next in &it.next {
        lines.push(format!("  {}:", next.purpose));
        lines.push(format!("    {}", next.command));
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Others' words must not steer the terminal.
fn visible(text: &str) -> String {
    text.chars().filter(|c| *c == '\t' || !c.is_control()).collect()
}
