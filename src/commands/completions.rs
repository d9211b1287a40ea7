//! `addonctl completions`: what a shell has to know to complete a command line.

use anyhow::Result;
use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::outcome::Outcome;
use crate::output::Streams;

/// Runs the verb.
pub(crate) fn run(shell: Shell, streams: &mut Streams<'_>) -> Result<Outcome> {
    // The generator panics where it cannot write, which a buffer does not do.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "addonctl", &mut script);
    streams.out.write_all(&script)?;
    Ok(Outcome::Done)
}
