//! One verb, one file: each reads, builds and acts. This file only sends a command line to its verb.

use anyhow::Result;

use crate::cli::{Cli, Command};
use crate::outcome::Outcome;
use crate::output::Streams;

/// Runs the verb that the command line names.
#[expect(clippy::needless_pass_by_value, reason = "verbs with arguments take them out of it")]
pub(crate) fn dispatch(cli: Cli, streams: &mut Streams<'_>) -> Result<Outcome> {
    match cli.command {
        Command::Crd => {
            write!(streams.out, "{}", crate::addon::crd::CRD)?;
            Ok(Outcome::Done)
        }
        Command::Version => {
            writeln!(streams.out, "addonctl {}", env!("CARGO_PKG_VERSION"))?;
            Ok(Outcome::Done)
        }
    }
}
