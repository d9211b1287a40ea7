//! The tree of an Addon, drawn.

use anyhow::Result;

use super::Streams;
use crate::diagnosis::tree::{Tree, TreeObject};

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

/// Draws a tree on standard output.
pub(crate) fn tree(tree: &Tree, streams: &mut Streams<'_>) -> Result<()> {
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
    for stage in &tree.stages {
        let there = stage.objects.iter().filter(|object| object.exists).count();
        branches.push(Branch {
            line: format!("Objects of {}: {there} of {}", stage.stage, stage.objects.len()),
            below: stage.objects.iter().map(object).collect(),
        });
    }
    let mut text = format!("Addon {} {phase}\n", tree.name);
    draw(&branches, "", &mut text);
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    streams.out.write_all(text.as_bytes())?;
    for note in &tree.notes {
        super::say::aside(&format!("note: {note}"), streams)?;
    }
    Ok(())
}

fn object(object: &TreeObject) -> Branch {
    let group =
        object.api_version.split_once('/').map_or(String::new(), |(it, _)| format!(".{it}"));
    let namespace = object.namespace.as_ref().map(|it| format!("{it}/")).unwrap_or_default();
    let age = if matches!(object.age.as_str(), "" | "<unknown>") {
        String::new()
    } else {
        format!(", {}", object.age)
    };
    Branch::leaf(format!(
        "{}{group} {namespace}{}  {}{age}",
        object.kind, object.name, object.state
    ))
}

fn draw(branches: &[Branch], indent: &str, out: &mut String) {
    for (index, branch) in branches.iter().enumerate() {
        let last = index + 1 == branches.len();
        let (knot, line) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        out.extend([indent, knot, branch.line.trim_end(), "\n"]);
        draw(&branch.below, &format!("{indent}{line}"), out);
    }
}
