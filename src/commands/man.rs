//! `addonctl man`: the manual, one page for addonctl and one for each of its commands.

mod facts;

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use self::facts::{About, Fact};
use crate::cli::Cli;
use crate::cli::help::related;
use crate::outcome::Outcome;
use crate::output::{self, Streams};

/// Runs the verb.
pub(crate) fn run(folder: Option<&Path>, streams: &mut Streams<'_>) -> Result<Outcome> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    match folder {
        None => streams.out.write_all(&page(&root)?)?,
        Some(folder) => output::files(folder, &pages(&root)?)?,
    }
    Ok(Outcome::Done)
}

/// All pages with the names of their files.
fn pages(root: &Command) -> Result<Vec<(String, Vec<u8>)>> {
    let commands = std::iter::once(root).chain(root.get_subcommands());
    commands.map(|command| Ok((format!("{}.1", name(command)), page(command)?))).collect()
}

/// `addonctl`, `addonctl-create`.
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

/// A page. It has no date: the same version gives the same bytes.
fn page(command: &Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    let source = concat!("addonctl ", env!("CARGO_PKG_VERSION"));
    // A page has room for the flags that short help leaves out.
    let full = command.clone().mut_args(|arg| arg.hide_short_help(false));
    let man = Man::new(full).source(source).manual("addonctl").date("");
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    page.extend(synopsis(command).into_bytes());
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    page.extend(rest(command).into_bytes());
    Ok(page)
}

fn synopsis(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let lines: Vec<String> = usage.lines().map(|line| escaped(line.trim())).collect();
    format!(".SH SYNOPSIS\n{}\n", lines.join("\n.br\n"))
}

/// What follows the flags.
fn rest(command: &Command) -> String {
    let help = command.get_after_long_help().or(command.get_after_help());
    let (mut examples, mut notes, mut codes) = (Vec::new(), Vec::new(), None);
    for paragraph in help.map(ToString::to_string).unwrap_or_default().split("\n\n") {
        if let Some(text) = paragraph.strip_prefix("Exit codes:") {
            codes = Some(text.trim_start_matches('\n').to_owned());
        } else if paragraph.starts_with("Example") || paragraph.starts_with("  ") {
            let text = paragraph.split_once(":\n").filter(|(head, _)| !head.contains('\n'));
            examples.push(text.map_or(paragraph, |(_, text)| text).to_owned());
        } else if !paragraph.is_empty() {
            notes.push(paragraph.to_owned());
        }
    }
    let mut page = String::new();
    verbatim("NOTES", &notes, &mut page);
    verbatim("EXAMPLES", &examples, &mut page);
    match codes {
        Some(codes) => verbatim("EXIT STATUS", &[codes], &mut page),
        None => tagged("EXIT STATUS", &facts::EXIT, &mut page),
    }
    tagged("ENVIRONMENT", &about(command, &facts::ENVIRONMENT), &mut page);
    tagged("FILES", &about(command, &facts::FILES), &mut page);
    let _ = writeln!(page, ".SH SEE ALSO\n{}", see_also(command));
    page
}

/// The facts that are about a command; the first page has all of them.
fn about(command: &Command, facts: &[Fact]) -> Vec<(&'static str, &'static str)> {
    let talks = command.get_arguments().any(|arg| arg.get_id() == "kubeconfig");
    let meant = |about: About| match about {
        About::Every => true,
        About::Cluster => talks,
        About::These(names) => names.contains(&command.get_name()),
    };
    let root = command.has_subcommands();
    let own = facts.iter().filter(|(of, ..)| root || meant(*of));
    own.map(|(_, name, text)| (*name, *text)).collect()
}

fn see_also(command: &Command) -> String {
    let own = related(command.get_name());
    let mut pages: Vec<String> = own.map(|name| format!("addonctl-{name}")).collect();
    if !command.has_subcommands() {
        pages.insert(0, "addonctl".to_owned());
    }
    pages.push("kubectl".to_owned());
    let pages: Vec<String> =
        pages.iter().map(|page| format!(".BR {} (1)", escaped(page))).collect();
    pages.join(" ,\n")
}

/// A section of terms and what they mean; nothing if there are none.
fn tagged(title: &str, entries: &[(&str, &str)], page: &mut String) {
    if entries.is_empty() {
        return;
    }
    let _ = writeln!(page, ".SH {title}");
    for (term, text) in entries {
        let _ = writeln!(page, ".TP\n.B {}\n{}", escaped(term), escaped(text));
    }
}

/// A section of texts whose lines stay as they are; nothing if there are none.
fn verbatim(title: &str, texts: &[String], page: &mut String) {
    if texts.is_empty() {
        return;
    }
    let lines: Vec<String> = texts.join("\n\n").lines().map(escaped).collect();
    let _ = writeln!(page, ".SH {title}\n.nf\n{}\n.fi", lines.join("\n"));
}

/// A line as roff prints it.
fn escaped(line: &str) -> String {
    let text = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    if text.starts_with('.') { format!("\\&{text}") } else { text }
}
