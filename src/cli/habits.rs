//! What people type who come from kubectl and Helm: understood where it can only mean one thing, else answered with the
//! words to type.

use std::ffi::OsString;

use clap::CommandFactory as _;
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Cli, line};

/// The verbs that build an Addon.
const BUILD: [&str; 3] = ["create", "apply", "diff"];
/// The verbs that take files as arguments.
const FILES: [&str; 3] = ["lint", "render", "unpack"];
/// The verbs that take names of Addons in the cluster.
const NAMES: [&str; 10] =
    ["delete", "events", "get", "logs", "orphans", "retry", "status", "tree", "validate", "wait"];
/// What some of them are called as well.
const OTHER_NAMES: [&str; 3] = ["describe", "list", "ls"];
/// What kubectl calls the kind of an Addon.
const KINDS: [&str; 4] =
    ["addon", "addons", "addon.addonmgr.keikoproj.io", "addons.addonmgr.keikoproj.io"];

/// Commands of other tools, and what to type here.
const COMMANDS: [(&[&str], &str); 16] = [
    (
        &["install", "deploy", "add", "run"],
        "an Addon is built and submitted with: addonctl apply NAME -n NAMESPACE -v VERSION --install PATH --wait",
    ),
    (
        &["upgrade", "update", "set", "patch", "replace"],
        "submit the new version with: addonctl apply NAME -n NAMESPACE -v VERSION --install PATH --wait",
    ),
    (
        &["uninstall", "remove", "rm", "del", "destroy", "purge"],
        "delete an Addon and what it installed with: addonctl delete NAME",
    ),
    (
        &["rollback", "undo"],
        "submit the earlier version again: addonctl apply NAME -n NAMESPACE -v EARLIER-VERSION --install PATH --wait",
    ),
    (
        &["explain", "why"],
        "addonctl status NAME explains an Addon, addonctl lint --explain RULE a rule, addonctl crd prints all fields",
    ),
    (&["plan", "preview", "compare"], "show what would change with: addonctl diff NAME ..."),
    (
        &["build", "generate", "package", "dryrun", "dry-run"],
        "print an Addon with: addonctl create NAME -n NAMESPACE -v VERSION --install PATH --dryrun",
    ),
    (&["new", "scaffold", "start"], "start a project with: addonctl init DIR"),
    (
        &["show", "inspect", "cat"],
        "addonctl get NAME -o yaml, addonctl status NAME or addonctl tree NAME",
    ),
    (&["log"], "print the logs with: addonctl logs NAME"),
    (&["event"], "list the events with: addonctl events NAME"),
    (&["watch"], "follow all Addons with: addonctl get -w, or one with: addonctl wait NAME"),
    (
        &["rollout"],
        "wait for an Addon with: addonctl wait NAME, see its steps with: addonctl tree NAME",
    ),
    (
        &["edit"],
        "change the files that the Addon is made of and submit them with addonctl apply; addonctl unpack NAME -d DIR gives files for an Addon that has none",
    ),
    (
        &["validate-config", "verify", "test"],
        "check files with: addonctl lint PATH, an installed addon with: addonctl validate NAME",
    ),
    (&["export", "pull", "convert"], "turn an Addon into files with: addonctl unpack NAME -d DIR"),
];

/// Flags of other tools: verbs (none: all), the flag, and what to type here.
const FLAGS: [(&[&str], &[&str], &str); 6] = [
    (&BUILD, &["--name"], "the name is an argument, without a flag: addonctl create NAME ..."),
    (
        &BUILD,
        &["--chart", "--repo"],
        "addonctl runs no Helm; give it what Helm makes: helm template CHART | addonctl create NAME -n NAMESPACE -v VERSION --install -",
    ),
    (
        &BUILD,
        &["-k", "--kustomize"],
        "addonctl runs no kustomize; give it what kustomize makes: kubectl kustomize DIR | addonctl create NAME -n NAMESPACE -v VERSION --install -",
    ),
    (&BUILD, &["-l"], "labels of the Addon are given as: --label KEY=VALUE"),
    (
        &NAMES,
        &["-n", "--namespace"],
        "Addons are in addon-manager-system, where the Addon Manager looks for them; another place is: --addon-namespace NAMESPACE",
    ),
    (&["wait"], &["--all"], "name the Addons to wait for: addonctl wait NAME ..."),
];

/// A line in which words from other tools are those of addonctl: `apply addon.yaml`, `describe addon x`, `lint -f FILE`.
pub(crate) fn understood(line: &[OsString]) -> Vec<OsString> {
    let line = line::verb_first(line);
    // All flags are laid out only where they matter, so that help and version answer at once.
    let matters = |word: &OsString| {
        let word = word.to_str().unwrap_or_default();
        [&BUILD[..], &FILES, &NAMES, &OTHER_NAMES].iter().any(|names| names.contains(&word))
    };
    if line.len() < 3 || !line.iter().any(matters) {
        return line;
    }
    let root = Cli::command();
    let Some((command, at)) = verb(&root, &line) else { return line };
    let (head, rest) = line.split_at(at + 1);
    let rest = match command.get_name() {
        name if BUILD.contains(&name) => files_flagged(rest, &line::positionals(command, rest)),
        name if FILES.contains(&name) => files_bare(rest),
        name if NAMES.contains(&name) => {
            kinds_dropped(rest, &line::positionals(command, rest), name == "get")
        }
        _ => return line,
    };
    [head, &rest].concat()
}

/// The command that a line names, and where it does.
fn verb<'c>(root: &'c clap::Command, line: &[OsString]) -> Option<(&'c clap::Command, usize)> {
    let at = 1 + line::positionals(root, line.get(1..)?).first()?;
    Some((root.find_subcommand(&line[at])?, at))
}

/// `create a.yaml` is `create -f a.yaml`: no Addon has such a name.
fn files_flagged(words: &[OsString], arguments: &[usize]) -> Vec<OsString> {
    let flagged = |(at, word): (usize, &OsString)| {
        let is_file = arguments.contains(&at) && is_path(&word.to_string_lossy());
        is_file.then(|| OsString::from("-f")).into_iter().chain([word.clone()])
    };
    words.iter().enumerate().flat_map(flagged).collect()
}

fn is_path(word: &str) -> bool {
    let ending = word.rsplit_once('.').map(|(_, ending)| ending);
    word == "." || word.contains('/') || matches!(ending, Some("yaml" | "yml" | "json"))
}

/// `lint -f a.yaml` is `lint a.yaml`.
fn files_bare(words: &[OsString]) -> Vec<OsString> {
    let bare = |word: &OsString| match word.to_str() {
        Some("-f" | "--filename") => None,
        Some(text) => {
            let value = text.strip_prefix("-f=").or_else(|| text.strip_prefix("--filename="));
            Some(value.map_or_else(|| word.clone(), OsString::from))
        }
        None => Some(word.clone()),
    };
    words.iter().filter_map(bare).collect()
}

/// `get addons`, `status addon x` and `logs addon/x` say the kind as well, which is always the same here.
fn kinds_dropped(words: &[OsString], arguments: &[usize], lists: bool) -> Vec<OsString> {
    let without_kind = |(at, word): (usize, &OsString)| {
        let text = word.to_string_lossy();
        if !arguments.contains(&at) {
            return Some(word.clone());
        }
        // A single word is a name, unless a list needs none.
        let more = arguments.len() > 1 || lists;
        if more && arguments.first() == Some(&at) && KINDS.contains(&text.as_ref()) {
            return None;
        }
        let name = text.split_once('/').filter(|(kind, _)| KINDS.contains(kind));
        Some(name.map_or_else(|| word.clone(), |(_, name)| name.into()))
    };
    words.iter().enumerate().filter_map(without_kind).collect()
}

/// An error on a command line, with the words to type in place of clap's guesses, where they are known.
pub(crate) fn advised(mut error: clap::Error, line: &[OsString]) -> clap::Error {
    let Some(advice) = advice(&error, line) else { return error };
    for guess in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg] {
        error.remove(guess);
    }
    let advice = ContextValue::StyledStrs(vec![StyledStr::from(advice)]);
    error.insert(ContextKind::Suggested, advice);
    error
}

fn advice(error: &clap::Error, line: &[OsString]) -> Option<&'static str> {
    let context = match error.kind() {
        ErrorKind::InvalidSubcommand => ContextKind::InvalidSubcommand,
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        _ => return None,
    };
    let Some(ContextValue::String(typed)) = error.get(context) else { return None };
    if context == ContextKind::InvalidSubcommand {
        let known = COMMANDS.iter().find(|(names, _)| names.contains(&typed.as_str()));
        return known.map(|(_, advice)| *advice);
    }
    let root = Cli::command();
    let verb = verb(&root, line).map(|(command, _)| command.get_name()).unwrap_or_default();
    let known = FLAGS.iter().find(|(verbs, flags, _)| {
        (verbs.is_empty() || verbs.contains(&verb)) && flags.contains(&typed.as_str())
    });
    known.map(|(_, _, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn words_of_other_tools_are_understood() {
        for (line, expected) in [
            ("a apply addon.yaml", "a apply -f addon.yaml"),
            ("a apply addon.yaml other.yml", "a apply -f addon.yaml -f other.yml"),
            ("a create deployment.yaml --dryrun", "a create -f deployment.yaml --dryrun"),
            ("a diff . -q", "a diff -f . -q"),
            ("a create x --install a.yaml -p b.yaml", "a create x --install a.yaml -p b.yaml"),
            ("a create x -Rf a.yaml", "a create x -Rf a.yaml"),
            ("a create x -n ns/y", "a create x -n ns/y"),
            ("a create --dryrun x.json", "a create --dryrun -f x.json"),
            ("a --context c apply b/ ", "a apply --context c -f b/ "),
            ("a lint -f addon.yaml -q", "a lint addon.yaml -q"),
            ("a render --filename=addon.yaml", "a render addon.yaml"),
            ("a logs x -f", "a logs x -f"),
            ("a describe addon x", "a describe x"),
            ("a get addons", "a get"),
            ("a list addons -o yaml", "a list -o yaml"),
            ("a get addon x", "a get x"),
            ("a get -o yaml addon x", "a get -o yaml x"),
            ("a get addons.addonmgr.keikoproj.io x y", "a get x y"),
            ("a delete addon/x addon/y --yes", "a delete x y --yes"),
            ("a delete addon x --timeout 5m", "a delete x --timeout 5m"),
            ("a status addon", "a status addon"),
            ("a delete addon", "a delete addon"),
            ("a status x addon", "a status x addon"),
            ("a nothing addon x", "a nothing addon x"),
            ("a", "a"),
            ("a --quiet", "a --quiet"),
        ] {
            assert_eq!(understood(&words(line)), words(expected), "{line}");
        }
    }

    #[test]
    fn words_that_are_not_understood_are_answered() {
        for (line, expected) in [
            ("a install x", "addonctl apply NAME"),
            ("a upgrade x", "addonctl apply NAME"),
            ("a uninstall x", "addonctl delete NAME"),
            ("a rollback x", "EARLIER-VERSION"),
            ("a explain addon", "addonctl crd"),
            ("a create --name x", "addonctl create NAME"),
            ("a create x -k dir", "kubectl kustomize"),
            ("a get -n kube-system", "--addon-namespace"),
            ("a delete x --namespace=y", "--addon-namespace"),
            ("a wait --all", "addonctl wait NAME"),
        ] {
            let line = understood(&words(line));
            let error = advised(crate::parse(&line).unwrap_err(), &line);
            let text = error.to_string();
            assert!(text.contains(&format!("tip: {}", advice(&error, &line).unwrap())), "{text}");
            assert!(text.contains(expected), "{text}");
            assert!(!text.contains("similar"), "{text}");
            assert_eq!(error.exit_code(), 2);
        }
    }

    #[test]
    fn flags_of_other_tools_mean_what_they_mean_there() {
        for line in [
            "a create x --set a=b --set-string c=d --values f.yaml --set-file e=f --kube-context k",
            "a create x --dry-run",
            "a delete x --dryrun",
            "a completion bash",
            "a wait x --for=delete",
            "a get -q -q",
        ] {
            crate::parse(&words(line)).unwrap_or_else(|error| panic!("{line}: {error}"));
        }
    }

    #[test]
    fn no_word_of_the_tables_is_a_word_of_addonctl() {
        let root = Cli::command();
        for name in COMMANDS.iter().flat_map(|(names, _)| *names) {
            assert!(root.find_subcommand(name).is_none(), "{name} is a command");
        }
        for name in BUILD.iter().chain(&FILES).chain(&NAMES) {
            assert!(root.find_subcommand(name).is_some(), "{name} is no command");
        }
    }
}
