//! One verb, one file: each reads, builds and acts. This file only sends a command line to its verb.

mod ask;
mod check;
mod clock;
pub(crate) mod complete;
mod completions;
mod create;
mod delete;
mod diff;
mod events;
mod follow;
mod get;
mod given;
mod init;
mod keep;
mod lint;
mod logs;
mod man;
mod orphans;
mod owners;
mod render;
mod retry;
mod schema;
pub(crate) mod status;
mod submit;
mod target;
mod tree;
mod unpack;
mod validate;
mod version;
mod wait;

pub use completions::VARIABLE as COMPLETION;

use anyhow::Result;
use submit::Verb;

use crate::cli::{Cli, Command};
use crate::outcome::Outcome;
use crate::output::Streams;

/// Runs the verb that the command line names.
pub(crate) fn dispatch(cli: Cli, streams: &mut Streams<'_>) -> Result<Outcome> {
    match cli.command {
        Command::Create(args) => create::run(Verb::Create, *args, cli.talk, streams),
        Command::Diff(args) => diff::run(*args, cli.talk, streams),
        Command::Delete(args) => delete::run(&args, cli.talk, streams),
        Command::Retry(args) => retry::run(&args, cli.talk, streams),
        Command::Validate(args) => validate::run(&args, streams),
        Command::Check(args) => check::run(&args, cli.talk, streams),
        Command::Orphans(args) => orphans::run(&args, cli.talk, streams),
        Command::Lint(args) => lint::run(&args, cli.talk, streams),
        Command::Render(args) => render::run(&args, cli.talk, streams),
        Command::Unpack(args) => unpack::run(&args, cli.talk, streams),
        Command::Crd => print(crate::addon::crd::CRD, streams),
        Command::Apply(args) => create::run(Verb::Apply, *args, cli.talk, streams),
        Command::Wait(args) => wait::run(*args, streams),
        Command::Get(args) => get::run(&args, streams),
        Command::Status(args) => status::run(*args, streams),
        Command::Logs(args) => logs::run(&args, streams),
        Command::Events(args) => events::run(*args, streams),
        Command::Tree(args) => tree::run(*args, streams),
        Command::Schema => schema::run(streams),
        Command::Init { folder } => init::run(&folder, cli.talk, streams),
        Command::Template => print(crate::workflow::render::TEMPLATE, streams),
        Command::Completions { shell } => completions::run(shell, streams),
        Command::Man { output_dir } => man::run(output_dir.as_deref(), streams),
        Command::Version(args) => version::run(&args, streams),
    }
}

/// A text is the whole product.
fn print(text: &str, streams: &mut Streams<'_>) -> Result<Outcome> {
    streams.out.write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}
