//! Where Addons go once they are built: what the command line says, and nothing else.

use std::cell::Cell;

use anyhow::Result;

use super::super::submit::{self, Submission, Verb};
use crate::addon::Addon;
use crate::cli::CreateArgs;
use crate::cli::again::Again;
use crate::cli::connection::ConnectionArgs;
use crate::cli::create::DryRun;
use crate::cli::submit::SubmitArgs;
use crate::outcome::Outcome;
use crate::output::{self, Report, Streams, Target, say};

/// Where Addons go.
pub(in crate::commands) struct Destination {
    dry_run: Option<DryRun>,
    target: Target,
    pub(in crate::commands) submit: SubmitArgs,
    pub(in crate::commands) connection: ConnectionArgs,
}

impl Destination {
    /// Where the flags send them.
    pub(in crate::commands) fn of(args: &CreateArgs) -> Self {
        let target = Target { format: args.output.output, file: args.output.output_file.clone() };
        let (submit, connection) = (args.submit.clone(), args.connection.clone());
        Self { dry_run: args.output.dryrun, target, submit, connection }
    }

    /// Prints, writes or submits them.
    pub(super) fn deliver(
        self,
        verb: Verb,
        addons: Vec<Addon>,
        report: Report,
        streams: &mut Streams<'_>,
    ) -> Result<Outcome> {
        if self.dry_run.is_some() && self.submit.wait {
            say::aside("note: --wait is ignored: with --dryrun nothing is submitted", streams)?;
        }
        if self.dry_run == Some(DryRun::Client) {
            output::values(&addons, &self.target, streams)?;
            return Ok(Outcome::Done);
        }
        let dry_run = self.dry_run.is_some();
        let (target, args) = (self.target, self.submit);
        let namespace = addons.first().map_or("", |addon| &addon.metadata.namespace);
        let again = Again::new(&self.connection, namespace).within(args.timeout);
        let begun = Cell::new(false);
        let submission = Submission { addons, verb, dry_run, target, args, begun, again, report };
        submit::run(&submission, &self.connection, streams)
    }
}
