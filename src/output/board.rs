//! Addons on their way: a line for each below all that is said meanwhile on a terminal, a line for each change elsewhere.
//!
//! Whoever waits owns the streams through the board, so that nobody else can write while it draws. It has no thread: the
//! one that waits draws, and holds no lock in between.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::fit::{cut, width};
use super::table::one_line;
use super::{Streams, say};
use crate::progress::{FailedAttempt, Progress};

/// How often the drawing is made anew though nothing has changed: the time goes on.
pub(crate) const TICK: Duration = Duration::from_secs(1);

/// Puts the cursor at the start of its line, and takes away what is there and below.
const CLEAR: &str = "\r\x1b[J";

/// Some Addons on their way, on standard error.
pub(crate) struct Board<'s, 'b> {
    streams: &'s mut Streams<'b>,
    rows: Vec<Row>,
    begun: Instant,
    draws: bool,
    is_drawn: bool,
}

struct Row {
    progress: Progress,
    is_open: bool,
}

impl<'s, 'b> Board<'s, 'b> {
    /// Starts to show them.
    pub(crate) fn new<'n>(
        names: impl IntoIterator<Item = &'n str>,
        streams: &'s mut Streams<'b>,
    ) -> Self {
        let row = |name| Row { progress: Progress::new(name), is_open: true };
        Self {
            rows: names.into_iter().map(row).collect(),
            begun: Instant::now(),
            draws: streams.terminal && !streams.quiet && anstyle_query::term_supports_color(),
            is_drawn: false,
            streams,
        }
    }

    /// The streams, the drawing taken away. It comes back with the next news.
    pub(crate) fn streams(&mut self) -> &mut Streams<'b> {
        self.clear();
        self.streams
    }

    /// What one waits for now.
    pub(crate) fn waits_for(&mut self, index: usize, what: &str) {
        if self.rows[index].progress.waits_for(what) {
            self.show(index);
        }
    }

    /// A Workflow has changed: its running step is worth showing. Gives the attempts that have failed.
    pub(crate) fn workflow(&mut self, index: usize, workflow: &Value) -> Vec<FailedAttempt> {
        if self.rows[index].progress.hear(workflow) {
            self.show(index);
        }
        self.rows[index].progress.failed_attempts(workflow)
    }

    /// Says something of one of them.
    pub(crate) fn note(&mut self, index: usize, text: &str) {
        let line = one_line(&format!("{}: {text}", self.rows[index].progress.name));
        // Progress is not worth failing for.
        drop(say::aside(&line, self.streams()));
    }

    /// One is at its end.
    pub(crate) fn close(&mut self, index: usize) {
        self.rows[index].is_open = false;
        self.clear();
    }

    /// Draws it as it is now. Elsewhere than on a terminal that can move its cursor there is nothing to draw.
    pub(crate) fn draw(&mut self) {
        // A terminal that takes nothing more, because somebody has stopped it, must not stop the waiting.
        if !self.draws || !(self.streams.is_ready)() {
            return;
        }
        let window = self.streams.window();
        let lines = self.lines(window.columns, window.rows);
        if lines.is_empty() {
            return self.clear();
        }
        let mut frame = format!("{CLEAR}{}\r", lines.join("\n"));
        if lines.len() > 1 {
            // The cursor stays at the top: wherever a terminal of another size puts the lines, all is below it.
            // Writing into a string cannot fail.
            let _ = write!(frame, "\x1b[{}A", lines.len() - 1);
        }
        self.is_drawn = true;
        self.write(&frame);
    }

    /// A line for each, or for as many as there is room for.
    fn lines(&self, columns: usize, rows: usize) -> Vec<String> {
        let seconds = self.begun.elapsed().as_secs();
        let time = if seconds < 60 {
            format!(" {seconds}s")
        } else {
            format!(" {}m{:02}s", seconds / 60, seconds % 60)
        };
        // The last column stays free: some terminals go on to the next line once it is written.
        let room = columns.saturating_sub(1 + width(&time));
        let line = |row: &Row| format!("{}{time}", cut(&one_line(&text(row)), room));
        let open: Vec<_> = self.rows.iter().filter(|row| row.is_open).collect();
        let most = rows.saturating_sub(1).max(1);
        if open.len() <= most {
            return open.into_iter().map(line).collect();
        }
        let shown = most - 1;
        let rest = cut(&format!("and {} more", open.len() - shown), columns.saturating_sub(1));
        open.into_iter().take(shown).map(line).chain([rest]).collect()
    }

    /// A change: drawn soon where this is drawn, else a line.
    fn show(&mut self, index: usize) {
        if self.draws {
            return self.draw();
        }
        let line = one_line(&text(&self.rows[index]));
        // Progress is not worth failing for.
        drop(say::aside(&line, self.streams));
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.is_drawn) {
            self.write(CLEAR);
        }
    }

    fn write(&mut self, text: &str) {
        // Progress is not worth failing for.
        let _ = self.streams.err.write_all(text.as_bytes());
        let _ = self.streams.err.flush();
    }
}

impl Drop for Board<'_, '_> {
    fn drop(&mut self) {
        self.clear();
    }
}

fn text(row: &Row) -> String {
    match row.progress.line() {
        line if line.is_empty() => format!("{}: looking", row.progress.name),
        line => format!("{}: {line}", row.progress.name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_into_the_window() {
        let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
        let mut streams = Streams::new(&mut input, &mut out, &mut err);
        let mut board = Board::new(["a", "b", "c", "d"], &mut streams);
        board.waits_for(0, "something that is\nquite long");
        assert_eq!(board.lines(24, 10)[..2], ["a: waiting for some… 0s", "b: looking 0s"]);
        assert_eq!(board.lines(80, 4)[1..], ["b: looking 0s", "and 2 more"]);
        assert_eq!(board.lines(1, 1), [""]);
        for index in 0..4 {
            board.close(index);
        }
        assert_eq!(board.lines(80, 24), [""; 0]);
        drop(board);
        assert_eq!(
            String::from_utf8(err).unwrap(),
            "a: waiting for something that is quite long\n"
        );
    }
}
