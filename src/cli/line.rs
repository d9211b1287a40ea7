//! The words of a command line before clap reads them: flags in front of the verb.

use std::collections::HashMap;
use std::ffi::OsString;

use clap::{Args as _, CommandFactory as _};

use super::Cli;
use super::connection::{AddonNamespaceArgs, ConnectionArgs};

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
