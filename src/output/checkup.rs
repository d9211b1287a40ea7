//! A check-up, a line for each thing: signs and colours on a terminal, words elsewhere.

use std::fmt::Write as _;

use anyhow::Result;

use super::{Streams, is_coloured};
use crate::checkup::{Check, Checkup, Verdict};
use crate::cli::Color;

const GREEN: &str = "\x1b[32m";
const YELLOW: &str = "\x1b[33m";
const RED: &str = "\x1b[31m";
const RESET: &str = "\x1b[0m";

/// Prints a check-up on standard output.
pub(crate) fn lines(it: &Checkup, color: Color, streams: &mut Streams<'_>) -> Result<()> {
    let signs = streams.out_terminal && anstyle_query::term_supports_color();
    let text = text(it, signs, is_coloured(color, streams.out_terminal));
    super::unheard(streams.out.write_all(text.as_bytes()).map_err(Into::into))
}

fn text(it: &Checkup, signs: bool, color: bool) -> String {
    let mut out = String::new();
    for check in &it.checks {
        let mark = mark(check, signs);
        let style = match check.verdict {
            _ if !color => "",
            Verdict::Good => GREEN,
            Verdict::Bad => RED,
            Verdict::Warning | Verdict::Unknown => YELLOW,
        };
        let reset = if style.is_empty() { "" } else { RESET };
        out.extend([style, mark, reset, " ", &visible(&check.text), "\n"]);
        if let Some(help) = &check.help {
            let indent = " ".repeat(mark.chars().count() + 1);
            out.extend([&indent, "help: ", &visible(help), "\n"]);
        }
    }
    let count = |verdict, word: &str| match it.count(verdict) {
        0 => String::new(),
        count => format!(", {count} {word}"),
    };
    let (good, all) = (it.count(Verdict::Good), it.checks.len());
    let bad = count(Verdict::Bad, "missing or broken");
    let (warnings, unseen) =
        (count(Verdict::Warning, "to look at"), count(Verdict::Unknown, "not seen"));
    // Writing into a string cannot fail.
    let _ = writeln!(out, "{good} of {all} fine{bad}{warnings}{unseen}");
    out
}

/// A sign, or a word where there can be none; all of one width.
fn mark(check: &Check, signs: bool) -> &'static str {
    match (check.verdict, signs) {
        (Verdict::Good, true) => "✔",
        (Verdict::Warning, true) => "!",
        (Verdict::Bad, true) => "✗",
        (Verdict::Unknown, true) => "?",
        (Verdict::Good, false) => "ok     ",
        (Verdict::Warning, false) => "warning",
        (Verdict::Bad, false) => "FAILED ",
        (Verdict::Unknown, false) => "unknown",
    }
}

/// Others' words must not steer the terminal.
fn visible(text: &str) -> String {
    text.chars().map(|c| if crate::plain::acts(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_on_a_terminal_and_words_elsewhere() {
        let check = |verdict, text: &str, help: Option<&str>| Check {
            code: "x",
            verdict,
            text: text.to_owned(),
            help: help.map(str::to_owned),
        };
        let all = Checkup {
            passed: false,
            checks: vec![
                check(Verdict::Good, "Kubernetes v1", None),
                check(Verdict::Bad, "there is no CRD\x1b", Some("make one")),
            ],
        };
        let words = "ok      Kubernetes v1\nFAILED  there is no CRD \n        help: make one\n1 of 2 fine, 1 missing or broken\n";
        assert_eq!(text(&all, false, false), words);
        let signs = "\x1b[32m✔\x1b[0m Kubernetes v1\n\x1b[31m✗\x1b[0m there is no CRD \n  help: make one\n1 of 2 fine, 1 missing or broken\n";
        assert_eq!(text(&all, true, true), signs);
    }
}
