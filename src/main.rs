//! The doorbell: the real command line and streams in, an exit code out.

use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use addonctl::output::{Safe, Streams, Window};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::termios::tcgetwinsize;

#[expect(clippy::disallowed_methods, reason = "a shell that completes asks before clap is there")]
fn main() -> ExitCode {
    // Unlocked: a lock that is held through a wait would stop whoever else wants to write, for ever.
    let (terminal, out_terminal) = (io::stderr().is_terminal(), io::stdout().is_terminal());
    let (mut input, mut err) = (io::stdin(), Safe::talk(io::stderr()));
    let mut out = Safe::product(io::stdout(), out_terminal);
    let interactive = terminal && input.is_terminal();
    let mut streams = Streams {
        terminal,
        out_terminal,
        interactive,
        window,
        is_ready,
        until_typed: interactive.then_some(until_typed),
        ..Streams::new(&mut input, &mut out, &mut err)
    };
    let line = std::env::args_os();
    match std::env::var_os(addonctl::COMPLETION) {
        Some(shell) => addonctl::complete(&shell, line, &mut streams).into(),
        None => addonctl::run(line, &mut streams).into(),
    }
}

/// The size of the terminal that standard output or standard error is.
fn window() -> Option<Window> {
    let size = tcgetwinsize(io::stdout()).or_else(|_| tcgetwinsize(io::stderr())).ok()?;
    // Some that pass a terminal on do not know its size, and say 0.
    let known = size.ws_col > 0 && size.ws_row > 0;
    known.then(|| Window { columns: size.ws_col.into(), rows: size.ws_row.into() })
}

/// Waits until somebody has typed a line, or has left.
fn until_typed() {
    let input = io::stdin();
    // A signal that somebody else takes care of is no answer.
    while poll(&mut [PollFd::new(&input, PollFlags::IN)], None) == Err(Errno::INTR) {}
}

/// Whether standard error would take a line now.
fn is_ready() -> bool {
    let err = io::stderr();
    let mut asked = [PollFd::new(&err, PollFlags::OUT)];
    poll(&mut asked, Some(&Timespec::default())).is_ok_and(|ready| ready > 0)
}
