//! `addonctl man`: the manual, one page for addonctl and one for each of its commands.

use std::path::Path;

use anyhow::Result;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use crate::cli::Cli;
use crate::outcome::Outcome;
use crate::output::{self, Streams};

/// Runs the verb.
pub(crate) fn run(folder: Option<&Path>, streams: &mut Streams<'_>) -> Result<Outcome> {
    let mut root = Cli::command().disable_help_subcommand(true);
    root.build();
    match folder {
        None => streams.out.write_all(&page(&root)?)?,
        Some(folder) => output::folder(folder, &pages(&root)?)?,
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
    Man::new(command.clone()).source(source).manual("addonctl").date("").render(&mut page)?;
    Ok(page)
}
