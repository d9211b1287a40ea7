//! The only writer: where the product, the findings and the failures go, and in which words.

use std::io::{self, Read, Write};

use crate::outcome::Outcome;

/// The world's streams, as parameters.
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output: the product alone.
    pub out: &'a mut dyn Write,
    /// Standard error: all talk.
    pub err: &'a mut dyn Write,
    /// Whether standard error is a terminal.
    pub terminal: bool,
}

/// Says what went wrong, once. A reader that closed the pipe is no failure of ours.
pub(crate) fn failure(error: &anyhow::Error, streams: &mut Streams<'_>) -> Outcome {
    if error.chain().any(is_broken_pipe) {
        return Outcome::Done;
    }
    // Nowhere is left to complain about a standard error that does not work.
    let _ = writeln!(streams.err, "error: {error:#}");
    Outcome::Failed
}

/// Prints clap's word on a command line: help and version are products, all else is talk.
pub(crate) fn usage(error: &clap::Error, streams: &mut Streams<'_>) -> Outcome {
    let text = error.render();
    let _ = if error.use_stderr() {
        write!(streams.err, "{text}")
    } else {
        write!(streams.out, "{text}")
    };
    if error.use_stderr() { Outcome::BadInput } else { Outcome::Done }
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
