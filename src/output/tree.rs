//! The tree of an Addon, drawn.

use anyhow::Result;

use super::Streams;
use crate::diagnosis::deps::{Dependencies, Link, Repeat};
use crate::diagnosis::fold::{self, Folded};
use crate::diagnosis::tree::{Tree, TreeObject, TreeStage};
use crate::health::Status;

/// A line and what is below it.
struct Branch {
    line: String,
    below: Vec<Branch>,
}

impl Branch {
    fn leaf(line: String) -> Self {
        Self { line, below: Vec::new() }
    }
}

/// Draws a tree on standard output. `whole`: with each object, however many they are.
pub(crate) fn tree(tree: &Tree, whole: bool, streams: &mut Streams<'_>) -> Result<()> {
    let phase = if tree.phase.is_empty() { "no status yet" } else { &tree.phase };
    let mut branches = Vec::new();
    for workflow in &tree.workflows {
        let steps = workflow.steps.iter().map(|step| {
            let message = match step.message.lines().next() {
                Some(line) if step.phase != "Succeeded" => format!(": {line}"),
                _ => String::new(),
            };
            Branch::leaf(format!("{} {} {}{message}", step.name, step.phase, step.took))
        });
        branches.push(Branch {
            line: format!("Workflow {} {} {}", workflow.name, workflow.phase, workflow.took),
            below: steps.collect(),
        });
    }
    branches.extend(tree.stages.iter().map(|it| stage(it, whole)));
    print(&format!("Addon {} {phase}", tree.name), &branches, streams)?;
    for note in &tree.notes {
        super::say::aside(&format!("note: {note}"), streams)?;
    }
    Ok(())
}

fn stage(stage: &TreeStage, whole: bool) -> Branch {
    let fine = stage.objects.iter().filter(|object| object.health == Status::Current).count();
    let line = format!("Objects of {}: {fine} of {} fine", stage.stage, stage.objects.len());
    match fold::fold(&stage.objects).filter(|_| !whole) {
        Some(folded) => {
            Branch { line: format!("{line} (--show-objects lists each)"), below: counted(&folded) }
        }
        None => Branch { line, below: stage.objects.iter().map(object).collect() },
    }
}

fn counted(folded: &Folded<'_>) -> Vec<Branch> {
    let listed = folded.listed.iter().map(|it| object(it));
    let counted = folded.counted.iter().map(|it| {
        let word = match it.health {
            Status::Current => "fine",
            Status::InProgress => "in progress",
            Status::Failed => "failed",
            Status::Terminating => "being deleted",
            Status::NotFound => "missing",
            Status::Unknown => "not seen",
        };
        Branch::leaf(format!("{}: {} {word}", it.kind, it.count))
    });
    listed.chain(counted).collect()
}

fn object(object: &TreeObject) -> Branch {
    let namespace = object.namespace.as_ref().map(|it| format!("{it}/")).unwrap_or_default();
    let age = if matches!(object.age.as_str(), "" | "<unknown>") {
        String::new()
    } else {
        format!(", {}", object.age)
    };
    let kind = object.kind_and_group();
    Branch::leaf(format!("{kind} {namespace}{}  {}{age}", object.name, object.state))
}

/// Draws what an Addon needs, and who needs it.
pub(crate) fn dependencies(it: &Dependencies, streams: &mut Streams<'_>) -> Result<()> {
    let branch = |heading: &str, none: &str, links: &[Link]| match links {
        [] => Branch::leaf(none.to_owned()),
        links => Branch { line: heading.to_owned(), below: links.iter().map(link).collect() },
    };
    let branches = [
        branch("Needs", "Needs nothing", &it.needs),
        branch("Needed by", "Needed by nothing", &it.needed_by),
    ];
    print(
        &format!("Addon {} ({} {}) {}", it.name, it.package, it.version, it.phase),
        &branches,
        streams,
    )
}

fn link(it: &Link) -> Branch {
    let Link { name, package, version, wants, phase, .. } = it;
    let Some(name) = name else {
        return Branch::leaf(format!("{package} {wants}: no Addon provides it"));
    };
    let version = version.as_deref().unwrap_or_default();
    let phase = if phase.is_empty() { "not looked at yet" } else { phase };
    let repeat = match it.repeat {
        Repeat::No => "",
        Repeat::Cycle => " -- a cycle: none of these is ever installed",
        Repeat::Above => " -- see above",
    };
    Branch {
        line: format!("{name} ({package} {version}, wanted: {wants}) {phase}{repeat}"),
        below: it.links.iter().map(link).collect(),
    }
}

/// Prints a head and the branches below it. Others' words must not steer the terminal.
fn print(head: &str, branches: &[Branch], streams: &mut Streams<'_>) -> Result<()> {
    let mut text = format!("{}\n", head.trim_end());
    draw(branches, "", &mut text);
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    Ok(streams.out.write_all(text.as_bytes())?)
}

fn draw(branches: &[Branch], indent: &str, out: &mut String) {
    for (index, branch) in branches.iter().enumerate() {
        let last = index + 1 == branches.len();
        let (knot, line) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        out.extend([indent, knot, branch.line.trim_end(), "\n"]);
        draw(&branch.below, &format!("{indent}{line}"), out);
    }
}
