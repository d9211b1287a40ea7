//! The doorbell: the real command line and streams in, an exit code out.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use addonctl::output::Streams;

#[expect(clippy::disallowed_methods, reason = "a shell that completes asks before clap is there")]
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
    let line = std::env::args_os();
    match std::env::var_os(addonctl::COMPLETION) {
        Some(shell) => addonctl::complete(&shell, line, &mut streams).into(),
        None => addonctl::run(line, &mut streams).into(),
    }
}
