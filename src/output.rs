//! The only writer: where the product, the findings and the failures go, and in which words.

pub(crate) mod board;
pub(crate) mod checkup;
pub(crate) mod diagnosis;
pub(crate) mod diff;
pub(crate) mod document;
pub(crate) mod fit;
pub(crate) mod lint;
pub(crate) mod listing;
pub(crate) mod paint;
mod report;
mod safe;
pub(crate) mod say;
pub(crate) mod table;
pub(crate) mod tree;
mod write;

use std::io::{self, Read, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::ColorChoice;
use serde::Serialize;

use crate::cli::{Color, Format, Talk};
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::plain;
use crate::yaml::emit;
use paint::Look;
pub use safe::Safe;
pub(crate) use write::{files, new_files, new_folder, rewrite};

/// The world's streams, as parameters. Only who holds them can write, one after the other; none is ever locked.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output: the product alone.
    pub out: &'a mut dyn Write,
    /// Standard error: all talk.
    pub err: &'a mut dyn Write,
    /// Whether standard error is a terminal.
    pub terminal: bool,
    /// Whether standard output is one.
    pub out_terminal: bool,
    /// Whether questions can be asked: standard input and standard error are terminals.
    pub interactive: bool,
    /// Whether nothing but errors is wanted on standard error; the command line sets it.
    pub quiet: bool,
    /// When to use colour; the command line sets it.
    pub color: ColorChoice,
    /// The size of the terminal, asked for anew each time; none where it is not known.
    pub window: fn() -> Option<Window>,
    /// Whether standard error would take a line now, without waiting for anybody.
    pub is_ready: fn() -> bool,
    /// Waits until there is something to read on standard input, which is a terminal.
    pub until_typed: Option<fn()>,
}

/// The size of a terminal, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its width.
    pub columns: usize,
    /// Its height.
    pub rows: usize,
}

impl<'a> Streams<'a> {
    /// Streams none of which is a terminal.
    pub fn new(input: &'a mut dyn Read, out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self {
            input,
            out,
            err,
            terminal: false,
            out_terminal: false,
            interactive: false,
            quiet: false,
            color: ColorChoice::Auto,
            window: || None,
            is_ready: || true,
            until_typed: None,
        }
    }

    /// How lines on standard output are to look. A pipe gets all of a line, whatever its width.
    pub(crate) fn look(&self) -> Look {
        let color = match self.color {
            ColorChoice::Auto => Color::Auto,
            ColorChoice::Always => Color::Always,
            ColorChoice::Never => Color::Never,
        };
        Look {
            colour: is_coloured(color, self.out_terminal),
            columns: self.out_terminal.then(|| self.window().columns),
        }
    }

    /// The size of the terminal, or what a terminal has by tradition.
    pub(crate) fn window(&self) -> Window {
        (self.window)().unwrap_or(Window { columns: 80, rows: 24 })
    }
}

/// Says what went wrong, once. A reader that closed the pipe is no failure of ours.
pub(crate) fn failure(error: &anyhow::Error, streams: &mut Streams<'_>) -> Outcome {
    if error.chain().any(is_broken_pipe) {
        return Outcome::Done;
    }
    // Nowhere is left to complain about a standard error that does not work.
    let _ = writeln!(streams.err, "error: {}", plain::message(&told(error)));
    Outcome::Failed
}

/// An error and its causes, those of the system in our words.
fn told(error: &anyhow::Error) -> String {
    let words = error.chain().map(|cause| match cause.downcast_ref::<io::Error>() {
        Some(error) => plain::reason(error),
        None => cause.to_string(),
    });
    words.collect::<Vec<_>>().join(": ")
}

/// What was printed, whether or not somebody read it to its end: for verbs that say something by how they end.
pub(crate) fn unheard(printed: Result<()>) -> Result<()> {
    match printed {
        Err(error) if error.chain().any(is_broken_pipe) => Ok(()),
        other => other,
    }
}

/// Makes sure that the product got to where it goes.
pub(crate) fn finish(outcome: Outcome, streams: &mut Streams<'_>) -> Outcome {
    match streams.out.flush() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe && outcome == Outcome::Done => {
            failure(&error.into(), streams)
        }
        _ => outcome,
    }
}

/// Prints clap's message on a command line: help and version are products, errors go to standard error.
pub(crate) fn usage(error: &clap::Error, color: Color, streams: &mut Streams<'_>) -> Outcome {
    let terminal = if error.use_stderr() { streams.terminal } else { streams.out_terminal };
    let rendered = error.render();
    let acts = |value: String| value.contains(|c| plain::acts(c) && c != '\n');
    // What the line holds of others' styles could not be told from our own.
    let foreign = error.context().any(|(_, value)| acts(value.to_string()));
    let text = if is_coloured(color, terminal) && !foreign {
        rendered.ansi().to_string()
    } else {
        plain::text(&rendered.to_string()).into_owned()
    };
    // clap leaves blanks at the ends of lines.
    let text: String = text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    if error.use_stderr() {
        // Nowhere is left to complain about it.
        let _ = write!(streams.err, "{text}");
        return Outcome::BadInput;
    }
    match write!(streams.out, "{text}") {
        Err(error) => failure(&error.into(), streams),
        Ok(()) => Outcome::Done,
    }
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Whether to colour what goes to a stream; `terminal`: whether that is one.
fn is_coloured(color: Color, terminal: bool) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let wanted = anstyle_query::clicolor_force()
                || (terminal && anstyle_query::term_supports_color());
            wanted && !anstyle_query::no_color()
        }
    }
}

/// How findings are told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Report {
    color: bool,
    quiet: bool,
}

impl Report {
    /// `terminal`: whether standard error is one.
    pub(crate) fn new(talk: Talk, terminal: bool) -> Self {
        Self { color: is_coloured(talk.color, terminal), quiet: talk.quiet }
    }

    /// Whether nothing but errors is wanted.
    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Tells the findings, errors last: they are what is looked for.
    pub(crate) fn findings(self, findings: &[Finding], streams: &mut Streams<'_>) -> Result<()> {
        let mut told: Vec<&Finding> =
            findings.iter().filter(|finding| finding.is_error() || !self.quiet).collect();
        told.sort_by_key(|finding| finding.rule.severity);
        let shown = report::first_of_each(&told);
        for finding in &shown.findings {
            writeln!(streams.err, "{}", report::finding(finding, self.color))?;
        }
        for line in &shown.more {
            writeln!(streams.err, "{line}\n")?;
        }
        let errors = told.iter().filter(|finding| finding.is_error()).count();
        if errors > 0 {
            let noun = if errors == 1 { "error" } else { "errors" };
            writeln!(streams.err, "{errors} {noun}; nothing was made")?;
        }
        Ok(())
    }
}

/// Where an Addon goes, and how.
#[derive(Debug)]
pub(crate) struct Target {
    /// The format.
    pub(crate) format: Format,
    /// The file; `-` is standard output.
    pub(crate) file: PathBuf,
}

/// Writes anything in the format and to the place that the flags want.
pub(crate) fn value(
    value: &impl Serialize,
    target: &Target,
    streams: &mut Streams<'_>,
) -> Result<()> {
    values(&[value], target, streams)
}

/// Writes several things: as documents one after the other, in JSON as a List, unless it is one. A file is there as a
/// whole or not at all.
pub(crate) fn values(
    values: &[impl Serialize],
    target: &Target,
    streams: &mut Streams<'_>,
) -> Result<()> {
    let text = match (target.format, values) {
        (Format::Yaml, all) => {
            let texts: Result<Vec<String>, _> = all.iter().map(emit::to_yaml).collect();
            texts?.join("---\n")
        }
        (Format::Json, [one]) => emit::to_json(one)?,
        (Format::Json, all) => {
            emit::to_json(&serde_json::json!({"apiVersion": "v1", "kind": "List", "items": all}))?
        }
    };
    match target.file.to_str() {
        Some("-" | "/dev/stdout" | "/dev/fd/1" | "/proc/self/fd/1") => {
            Ok(streams.out.write_all(text.as_bytes())?)
        }
        _ => write::product(&target.file, text.as_bytes()),
    }
}
