//! One verb, one file: each reads, builds and acts. This file only sends a command line to its verb.

mod clock;
mod completions;
mod create;
mod events;
mod get;
mod logs;
mod man;
pub(crate) mod status;
mod submit;
mod tree;
mod version;
mod wait;

use std::ffi::OsString;

use anyhow::Result;
use submit::Verb;

use crate::cli::connection::ConnectionArgs;
use crate::cli::{Cli, Command};
use crate::cluster::Connection;
use crate::outcome::Outcome;
use crate::output::Streams;

/// Runs the verb that the command line names. `line` is the command line itself.
pub(crate) fn dispatch(cli: Cli, line: &[OsString], streams: &mut Streams<'_>) -> Result<Outcome> {
    match cli.command {
        Command::Create(args) => create::run(Verb::Create, *args, cli.talk, line, streams),
        Command::Crd => print(crate::addon::crd::CRD, streams),
        Command::Apply(args) => create::run(Verb::Apply, *args, cli.talk, line, streams),
        Command::Wait(args) => wait::run(*args, streams),
        Command::Get(args) => get::run(&args, streams),
        Command::Status(args) => status::run(*args, streams),
        Command::Logs(args) => logs::run(&args, streams),
        Command::Events(args) => events::run(*args, streams),
        Command::Tree(args) => tree::run(*args, streams),
        Command::Template => print(crate::workflow::render::TEMPLATE, streams),
        Command::Completions { shell } => completions::run(shell, streams),
        Command::Man { output_dir } => man::run(output_dir.as_deref(), streams),
        Command::Version { output } => version::run(output, streams),
    }
}

/// The flags about the cluster as the cluster edge takes them.
fn connection(args: ConnectionArgs) -> Connection {
    let ConnectionArgs { kubeconfig, context, cluster, user, as_user, as_groups, request_timeout } =
        args;
    Connection { kubeconfig, context, cluster, user, as_user, as_groups, timeout: request_timeout }
}

/// A text is the whole product.
fn print(text: &str, streams: &mut Streams<'_>) -> Result<Outcome> {
    streams.out.write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}
