//! What would change: as a unified diff, or by the program that the user prefers.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use tempfile::TempDir;

use super::{Streams, is_coloured};
use crate::cli::Talk;
use crate::diff::{Pair, Versions};
use crate::plain;

const BOLD: &str = "\x1b[1m";
const CYAN: &str = "\x1b[36m";
const GREEN: &str = "\x1b[32m";
const RED: &str = "\x1b[31m";
const RESET: &str = "\x1b[0m";

/// From more objects than these on that differ in their version label alone, they are counted.
const MANY: usize = 3;

/// Prints what differs; whether anything does. `whole`: each object, even where only its version label changes.
pub(crate) fn unified(
    pairs: &[Pair],
    talk: Talk,
    whole: bool,
    streams: &mut Streams<'_>,
) -> Result<bool> {
    let color = is_coloured(talk.color, streams.out_terminal);
    super::unheard(print(pairs, color, whole, streams))?;
    Ok(pairs.iter().any(Pair::differs))
}

fn print(pairs: &[Pair], color: bool, whole: bool, streams: &mut Streams<'_>) -> Result<()> {
    let mut counts = BTreeMap::<&Versions, usize>::new();
    for versions in pairs.iter().filter_map(|pair| pair.versions.as_ref()) {
        *counts.entry(versions).or_default() += 1;
    }
    counts.retain(|_, count| *count > MANY && !whole);
    let folded = |pair: &&Pair| pair.versions.as_ref().is_some_and(|it| counts.contains_key(it));
    for pair in pairs.iter().filter(|pair| !folded(pair)) {
        let text = pair.unified();
        let text = plain::text(&text).into_owned();
        let text = if color { coloured(&text) } else { text };
        streams.out.write_all(text.as_bytes())?;
    }
    for (Versions { before, after }, count) in &counts {
        let or_none =
            |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
        let (before, after) = (or_none(before), or_none(after));
        writeln!(
            streams.out,
            "{count} objects: version label only, {before} -> {after} (--show-objects shows each)"
        )?;
    }
    Ok(())
}

/// A unified diff in the colours that git gives it.
fn coloured(text: &str) -> String {
    let mut body = false;
    let mut out = String::with_capacity(text.len() * 5 / 4);
    for line in text.lines() {
        body |= line.starts_with("@@");
        let style = match line.as_bytes().first() {
            _ if !body => BOLD,
            Some(b'@') => CYAN,
            Some(b'+') => GREEN,
            Some(b'-') => RED,
            _ => "",
        };
        let end = if style.is_empty() { "" } else { RESET };
        out.extend([style, line, end, "\n"]);
    }
    out
}

/// Lets a program compare two folders, a file for each object; whether it found a difference.
pub(crate) fn external(command: &str, pairs: &[Pair], streams: &mut Streams<'_>) -> Result<bool> {
    let (program, words) = split(command);
    let folder = |prefix| tempfile::Builder::new().prefix(prefix).tempdir();
    let place = "cannot make a temporary folder";
    let (live, merged): (TempDir, TempDir) =
        (folder("LIVE-").context(place)?, folder("MERGED-").context(place)?);
    write(live.path(), pairs, |pair| &pair.live)?;
    write(merged.path(), pairs, |pair| &pair.merged)?;
    streams.out.flush()?;
    let mut child = Command::new(program);
    child.args([live.path(), merged.path()]).args(words).stdin(Stdio::inherit());
    let status = child.status().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => anyhow::anyhow!("there is no such program"),
        _ => error.into(),
    });
    match status.with_context(|| format!("cannot run `{program}`, the external diff"))?.code() {
        Some(0) => Ok(false),
        Some(1) => Ok(true),
        Some(code) => bail!("`{command}`, the external diff, failed with exit code {code}"),
        None => bail!("`{command}`, the external diff, was killed"),
    }
}

fn write(folder: &Path, pairs: &[Pair], side: impl Fn(&Pair) -> &String) -> Result<()> {
    let files = pairs.iter().map(|pair| (pair.name.clone(), side(pair).clone().into_bytes()));
    super::files(folder, &files.collect::<Vec<_>>())
}

/// The program and what follows the two folders. kubectl splits at blanks, knows no quotes and passes on no word with
/// anything but letters, digits, `-` and `=` in it; the same value has to do the same here.
fn split(command: &str) -> (&str, Vec<&str>) {
    let mut words = command.split(' ').filter(|word| !word.is_empty());
    let program = words.next().unwrap_or_default();
    let passes = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '=';
    (program, words.filter(|word| word.chars().all(passes)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_as_kubectl_splits_it() {
        assert_eq!(split("diff -u --color=never"), ("diff", vec!["-u", "--color=never"]));
        assert_eq!(split("/opt/d --x 'a b' $(id) -U=3"), ("/opt/d", vec!["--x", "-U=3"]));
    }

    #[test]
    fn heads_are_bold_and_removed_rules_are_red() {
        let text = "--- a\n+++ b\n@@ -1 +1 @@\n--- x\n y\n";
        let expected = "\x1b[1m--- a\x1b[0m\n\x1b[1m+++ b\x1b[0m\n\x1b[36m@@ -1 +1 @@\x1b[0m\n\x1b[31m--- x\x1b[0m\n y\n";
        assert_eq!(coloured(text), expected);
    }
}
