//! The words of a command line before clap reads them: flags in front of the verb.

use std::collections::HashMap;
use std::ffi::OsString;

use clap::{Args as _, CommandFactory as _, ValueEnum as _};

use super::connection::{AddonNamespaceArgs, ConnectionArgs};
use super::{Cli, Color};

/// The line with the flags that say which cluster moved behind the verb, which alone takes them. kubectl takes them in front
/// as well, and people have aliases that put them there.
pub(crate) fn verb_first(line: &[OsString]) -> Vec<OsString> {
    let flagged = line.get(1).is_some_and(|word| word.to_string_lossy().starts_with('-'));
    if !flagged {
        return line.to_vec();
    }
    let (cluster, own) = (values(&cluster_flags()), values(&Cli::command()));
    let (mut moved, mut kept, mut at) = (Vec::new(), vec![line[0].clone()], 1);
    while let Some(word) = line.get(at).filter(|word| word.to_string_lossy().starts_with('-')) {
        let text = word.to_string_lossy();
        let name = text.split('=').next().unwrap_or_default();
        let known = cluster.get(name);
        let takes = *known.or(own.get(name)).unwrap_or(&false) && !text.contains('=');
        let end = line.len().min(at + 1 + usize::from(takes));
        let part = if known.is_some() { &mut moved } else { &mut kept };
        part.extend_from_slice(&line[at..end]);
        at = end;
    }
    let Some(verb) = line.get(at) else { return line.to_vec() };
    kept.push(verb.clone());
    [kept, moved, line[at + 1..].to_vec()].concat()
}

/// The value of `--color` in a line that clap refuses, whose words nobody has read.
pub(crate) fn color(line: &[OsString]) -> Color {
    let words: Vec<&str> = line.iter().filter_map(|word| word.to_str()).collect();
    let mut given = words.iter().enumerate().filter_map(|(at, word)| {
        word.strip_prefix("--color=")
            .or_else(|| (*word == "--color").then(|| words.get(at + 1).copied()).flatten())
    });
    given.next_back().and_then(|value| Color::from_str(value, false).ok()).unwrap_or_default()
}

/// Where the words are that are neither flags nor values of flags of a command.
pub(crate) fn positionals(command: &clap::Command, words: &[OsString]) -> Vec<usize> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(word) = words.get(at).map(|word| word.to_string_lossy()) {
        if word == "--" {
            found.extend(at + 1..words.len());
            break;
        }
        if let Some(long) = word.strip_prefix("--") {
            at += usize::from(command.get_arguments().any(|arg| is_long(arg, long) && waits(arg)));
        } else if word.starts_with('-') && word.len() > 1 {
            at += usize::from(ends_in_value(command, &word[1..]));
        } else {
            found.push(at);
        }
        at += 1;
    }
    found
}

/// Whether the flag's value is the next word.
fn waits(arg: &clap::Arg) -> bool {
    arg.get_action().takes_values() && !arg.is_require_equals_set()
}

fn is_long(arg: &clap::Arg, name: &str) -> bool {
    let aliases = arg.get_all_aliases().unwrap_or_default();
    arg.get_long() == Some(name) || aliases.contains(&name)
}

/// Whether the last of short flags in one word takes the next word as its value.
fn ends_in_value(command: &clap::Command, shorts: &str) -> bool {
    let valued = |short: char| {
        command.get_arguments().any(|arg| arg.get_short() == Some(short) && waits(arg))
    };
    shorts.find(valued).is_some_and(|at| shorts[at..].chars().nth(1).is_none())
}

fn cluster_flags() -> clap::Command {
    AddonNamespaceArgs::augment_args(ConnectionArgs::augment_args(clap::Command::new("addonctl")))
}

/// The long flags of a command, and whether a value follows each.
fn values(command: &clap::Command) -> HashMap<String, bool> {
    let long =
        |arg: &clap::Arg| Some((format!("--{}", arg.get_long()?), arg.get_action().takes_values()));
    command.get_arguments().filter_map(long).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colour_is_known_of_a_line_that_is_refused() {
        for (line, expected) in [
            ("a get --color always", Color::Always),
            ("a --color=never get --nothing", Color::Never),
            ("a --color always --color never", Color::Never),
            ("a --color", Color::Auto),
            ("a --color pink", Color::Auto),
            ("a", Color::Auto),
        ] {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            assert_eq!(color(&words), expected, "{line}");
        }
    }

    #[test]
    fn flags_of_the_cluster_go_behind_the_verb() {
        for (line, expected) in [
            ("a get x --context y", "a get x --context y"),
            ("a --context y get x", "a get --context y x"),
            ("a --context=y -q --as me get x", "a -q get --context=y --as me x"),
            ("a --color never --addon-namespace n get", "a --color never get --addon-namespace n"),
            ("a --color=never --kubeconfig", "a --color=never --kubeconfig"),
            ("a --nothing get", "a --nothing get"),
            ("a -- get", "a -- get"),
            ("a --context get", "a --context get"),
            ("a", "a"),
        ] {
            let words = |text: &str| text.split(' ').map(OsString::from).collect::<Vec<_>>();
            assert_eq!(verb_first(&words(line)), words(expected), "{line}");
        }
    }
}
