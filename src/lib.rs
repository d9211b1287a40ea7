//! Builds Addons for the Kubernetes Addon Manager out of the user's own manifests and scripts.
//!
//! Data flows one way: `args -> files -> Blueprint -> Addon -> output`. ARCHITECTURE.md has the map.

pub use addon_core::attention;
pub use addon_core::{
    addon, argo, blueprint, bundle, checkup, choice, clock, contents, dependents, diagnosis, diff,
    finding, health, inputs, keiko, lifecycle, limits, lint, live, manifest, ownership, params,
    plain, preflight, progress, project, shell, source, unpack, workflow, yaml,
};

/// Both rooms that know controllers, under one name.
pub mod controller {
    pub use addon_core::keiko::*;
    pub use addon_core::lifecycle::*;
}

// The edges: the only places that read files and write output.
use addon_cluster as cluster;
mod files;
pub mod output;

// The verbs.
mod cli;
mod commands;
mod outcome;

pub use commands::COMPLETION;
pub use outcome::Outcome;

use std::ffi::{OsStr, OsString};

use clap::FromArgMatches;
use output::Streams;

/// Runs one command line; what it prints goes to `streams`.
pub fn run(args: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> Outcome {
    let line = cli::habits::understood(&args.into_iter().collect::<Vec<_>>());
    let outcome = match parse(&line) {
        Ok(cli) => {
            streams.quiet = cli.talk.quiet;
            streams.color = cli.talk.color.into();
            commands::dispatch(cli, streams)
                .unwrap_or_else(|error| output::failure(&error, streams))
        }
        Err(usage) => {
            let usage = cli::habits::advised(usage, &line);
            output::usage(&usage, cli::line::color(&line), streams)
        }
    };
    output::finish(outcome, streams)
}

/// Answers the completion script of a shell, which says in the variable [`COMPLETION`] which shell it is, and gives the
/// user's line behind `--`.
pub fn complete(
    shell: &OsStr,
    args: impl IntoIterator<Item = OsString>,
    streams: &mut Streams<'_>,
) -> Outcome {
    let line: Vec<OsString> = args.into_iter().collect();
    commands::complete::run(shell, &line, streams)
        .unwrap_or_else(|error| output::failure(&error, streams))
}

/// Reads a command line.
fn parse(line: &[OsString]) -> Result<cli::Cli, clap::Error> {
    let line = cli::line::verb_first(line);
    cli::Cli::from_arg_matches(&cli::command().try_get_matches_from(line)?)
}
