//! The doorbell: the real command line and streams in, an exit code out.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use addonctl::output::Streams;

fn main() -> ExitCode {
    let (mut input, mut out, mut err) = (io::stdin(), io::stdout().lock(), io::stderr().lock());
    let (terminal, out_terminal) = (err.is_terminal(), out.is_terminal());
    let interactive = terminal && input.is_terminal();
    let mut streams = Streams {
        input: &mut input,
        out: &mut out,
        err: &mut err,
        terminal,
        out_terminal,
        interactive,
        quiet: false,
    };
    addonctl::run(std::env::args_os(), &mut streams).into()
}
