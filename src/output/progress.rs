//! How far an addon is: one line that changes on a terminal, one line a change elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;

use super::{Streams, say};

/// The progress of one addon, on standard error.
pub(crate) struct Progress<'a, 'b> {
    name: String,
    bar: Option<ProgressBar>,
    streams: &'a mut Streams<'b>,
    what: String,
    step: String,
}

impl<'a, 'b> Progress<'a, 'b> {
    /// Starts to show it.
    pub(crate) fn new(name: &str, streams: &'a mut Streams<'b>) -> Self {
        let bar = (streams.terminal && !streams.quiet).then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix}: {msg} ({elapsed})")
            {
                bar.set_style(style);
            }
            bar.set_prefix(name.to_owned());
            bar.enable_steady_tick(std::time::Duration::from_millis(120));
            bar
        });
        Self { name: name.to_owned(), bar, streams, what: String::new(), step: String::new() }
    }

    /// What is waited for now.
    pub(crate) fn waits_for(&mut self, what: &str) {
        if self.what != what {
            what.clone_into(&mut self.what);
            self.step.clear();
            self.show();
        }
    }

    /// A Workflow has changed: its running step is worth showing.
    pub(crate) fn workflow(&mut self, workflow: &Value) {
        let nodes =
            workflow["status"]["nodes"].as_object().into_iter().flatten().map(|(_, node)| node);
        let mut running = nodes.filter(|node| node["type"] == "Pod" && node["phase"] == "Running");
        let step = running.find_map(|node| node["templateName"].as_str()).unwrap_or_default();
        if !step.is_empty() && self.step != step {
            step.clone_into(&mut self.step);
            self.show();
        }
    }

    /// Something on the side.
    pub(crate) fn note(&mut self, text: &str) {
        let line = format!("{}: the watch was cut and is taken up again ({text})", self.name);
        self.line(&line);
    }

    /// Clears the terminal's line.
    pub(crate) fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn show(&mut self) {
        let step =
            if self.step.is_empty() { String::new() } else { format!(", step {}", self.step) };
        let text = format!("waiting for {}{step}", self.what);
        match &self.bar {
            Some(bar) => bar.set_message(text),
            None => self.line(&format!("{}: {text}", self.name)),
        }
    }

    fn line(&mut self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            // Progress is not worth failing for.
            None => drop(say::aside(text, self.streams)),
        }
    }
}
