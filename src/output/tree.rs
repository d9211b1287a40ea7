//! The tree of an Addon, drawn.

use anyhow::Result;

use super::Streams;
use super::paint::{self, Look, Piece, Tone};
use crate::diagnosis::deps::{Dependencies, Link, Repeat};
use crate::diagnosis::fold::{self, Folded};
use crate::diagnosis::tree::{Tree, TreeObject, TreeStage};
use crate::health::Status;

/// A line and what is below it.
struct Branch {
    line: Vec<Piece>,
    below: Vec<Branch>,
}

impl Branch {
    fn leaf(line: impl Into<String>) -> Self {
        Self { line: vec![Piece::plain(line)], below: Vec::new() }
    }

    /// A line with one word in it that has a meaning.
    fn toned(before: String, word: Piece, after: String) -> Self {
        let line = vec![Piece::plain(before), word, Piece::plain(after)];
        Self { line, below: Vec::new() }
    }

    fn with(self, below: Vec<Self>) -> Self {
        Self { below, ..self }
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
            let after = format!(" {}{message}", step.took);
            Branch::toned(format!("{} ", step.name), phase_of(&step.phase), after)
        });
        let head = format!("Workflow {} ", workflow.name);
        let branch = Branch::toned(head, phase_of(&workflow.phase), format!(" {}", workflow.took));
        branches.push(branch.with(steps.collect()));
    }
    branches.extend(tree.stages.iter().map(|it| stage(it, whole)));
    let head = [Piece::plain(format!("Addon {} ", tree.name)), phase_of(phase)];
    print(&head, &branches, streams)?;
    for note in &tree.notes {
        super::say::aside(&format!("note: {note}"), streams)?;
    }
    Ok(())
}

fn stage(stage: &TreeStage, whole: bool) -> Branch {
    let fine = stage.objects.iter().filter(|object| object.health == Status::Current).count();
    let head = format!("Objects of {}: ", stage.stage);
    let tone = if fine == stage.objects.len() { Tone::Good } else { Tone::Busy };
    let fine = Piece::new(tone, format!("{fine} of {} fine", stage.objects.len()));
    match fold::fold(&stage.objects).filter(|_| !whole) {
        Some(folded) => Branch::toned(head, fine, " (--show-objects lists each)".to_owned())
            .with(counted(&folded)),
        None => Branch::toned(head, fine, String::new())
            .with(stage.objects.iter().map(object).collect()),
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
        let word = Piece::new(tone_of(it.health), word);
        Branch::toned(format!("{}: {} ", it.kind, it.count), word, String::new())
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
    let state = Piece::new(tone_of(object.health), object.state.clone());
    Branch::toned(format!("{kind} {namespace}{}  ", object.name), state, age)
}

fn tone_of(health: Status) -> Tone {
    match health {
        Status::Current => Tone::Good,
        Status::InProgress | Status::Terminating => Tone::Busy,
        Status::Failed | Status::NotFound => Tone::Bad,
        Status::Unknown => Tone::Plain,
    }
}

fn phase_of(phase: &str) -> Piece {
    Piece::new(Tone::of_phase(phase), phase)
}

/// Draws what an Addon needs, and who needs it.
pub(crate) fn dependencies(it: &Dependencies, streams: &mut Streams<'_>) -> Result<()> {
    let branch = |heading: &str, none: &str, links: &[Link]| match links {
        [] => Branch::leaf(none),
        links => Branch::leaf(heading).with(links.iter().map(link).collect()),
    };
    let branches = [
        branch("Needs", "Needs nothing", &it.needs),
        branch("Needed by", "Needed by nothing", &it.needed_by),
    ];
    let head = format!("Addon {} ({} {}) ", it.name, it.package, it.version);
    print(&[Piece::plain(head), phase_of(&it.phase)], &branches, streams)
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
    let head = format!("{name} ({package} {version}, wanted: {wants}) ");
    Branch::toned(head, phase_of(phase), repeat.to_owned())
        .with(it.links.iter().map(link).collect())
}

/// Prints a head and the branches below it.
fn print(head: &[Piece], branches: &[Branch], streams: &mut Streams<'_>) -> Result<()> {
    let look = streams.look();
    let mut text = paint::line(head, look) + "\n";
    draw(branches, "", look, &mut text);
    Ok(streams.out.write_all(text.as_bytes())?)
}

fn draw(branches: &[Branch], indent: &str, look: Look, out: &mut String) {
    for (index, branch) in branches.iter().enumerate() {
        let last = index + 1 == branches.len();
        let (knot, line) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        let pieces = [&[Piece::plain(format!("{indent}{knot}"))], branch.line.as_slice()].concat();
        out.extend([paint::line(&pieces, look).as_str(), "\n"]);
        draw(&branch.below, &format!("{indent}{line}"), look, out);
    }
}
