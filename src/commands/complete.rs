//! What a shell asks at the tab key: the words that can stand where the cursor is.
//!
//! The shell runs addonctl with its own line behind `--`. Whatever goes wrong, there is nothing to offer and nothing said.

use std::ffi::{OsStr, OsString};
use std::sync::mpsc;
use std::time::Duration;

use anyhow::Result;
use clap::{Arg, Command, CommandFactory as _};
use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};

use super::completions::{VARIABLE, shell};
use super::target;
use crate::cli::Cli;
use crate::cli::connection::ConnectionArgs;
use crate::cluster::{self, Cluster, Connection, names};
use crate::outcome::Outcome;
use crate::output::Streams;
use crate::{controller, files, finding};

/// How long somebody at a keyboard waits before it feels broken.
const PATIENCE: Duration = Duration::from_millis(700);
/// Verbs whose arguments are names of Addons.
const NAMED: [&str; 12] = [
    "apply", "delete", "diff", "events", "get", "logs", "orphans", "retry", "status", "tree",
    "validate", "wait",
];
/// Verbs whose arguments are files, or names of Addons.
const GIVEN: [&str; 2] = ["render", "unpack"];

/// Answers a shell. `line`: our own name, `--`, and the shell's words.
pub(crate) fn run(name: &OsStr, line: &[OsString], streams: &mut Streams<'_>) -> Result<Outcome> {
    let Some(shell) = name.to_str().and_then(shell) else {
        anyhow::bail!("{VARIABLE} names no shell: bash, zsh, fish, elvish or powershell");
    };
    let words: Vec<OsString> =
        line.iter().skip_while(|word| *word != "--").skip(1).cloned().collect();
    if words.is_empty() {
        shell.write_registration(VARIABLE, "addonctl", "addonctl", "addonctl", streams.out)?;
        return Ok(Outcome::Done);
    }
    let mut answer = Vec::new();
    let folder = files::here();
    let mut command = command(&words);
    // A line that cannot be completed is none to talk about.
    if shell.write_complete(&mut command, words, folder.as_deref(), &mut answer).is_ok() {
        streams.out.write_all(&answer)?;
    }
    Ok(Outcome::Done)
}

/// The command line, with completers that know what is typed already.
fn command(words: &[OsString]) -> Command {
    let asked = Asked::of(words);
    let mut command = Cli::command();
    let verbs: Vec<String> =
        command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    for verb in verbs {
        command = command.mut_subcommand(&verb, |sub| {
            sub.mut_args(|argument| completed(argument, &verb, &asked))
        });
    }
    command
}

fn completed(argument: Arg, verb: &str, asked: &Asked) -> Arg {
    let candidates = |of: fn(&Asked) -> Vec<String>| {
        let asked = asked.clone();
        ArgValueCandidates::new(move || {
            of(&asked).into_iter().map(CompletionCandidate::new).collect()
        })
    };
    let id = argument.get_id().as_str().to_owned();
    match id.as_str() {
        "context" => argument.add(candidates(|asked| asked.known().contexts)),
        "cluster" => argument.add(candidates(|asked| asked.known().clusters)),
        "user" => argument.add(candidates(|asked| asked.known().users)),
        "namespace" | "addon_namespace" => argument.add(candidates(Asked::namespaces)),
        "deps" => argument.add(candidates(Asked::packages)),
        "ignore" | "explain" if verb == "lint" => argument.add(candidates(|_| rules())),
        "name" | "names" if NAMED.contains(&verb) => argument.add(candidates(Asked::addons)),
        "given" if GIVEN.contains(&verb) => {
            let asked = asked.clone();
            let completer = move |typed: &OsStr| files_and_names(&asked, typed);
            argument.add(ArgValueCompleter::new(completer))
        }
        _ => argument,
    }
}

fn rules() -> Vec<String> {
    finding::all().into_iter().map(|rule| rule.id.to_owned()).collect()
}

/// Files, and Addons of the cluster where it does not look like a path.
fn files_and_names(asked: &Asked, typed: &OsStr) -> Vec<CompletionCandidate> {
    let mut all = PathCompleter::any().complete(typed);
    let start = typed.to_string_lossy();
    if !start.contains(['/', '.']) {
        let names = asked.addons().into_iter().filter(|name| name.starts_with(start.as_ref()));
        all.extend(names.map(CompletionCandidate::new));
    }
    all
}

/// What the line says already about the cluster.
#[derive(Debug, Clone)]
struct Asked {
    connection: Connection,
    namespace: String,
}

impl Asked {
    fn of(words: &[OsString]) -> Self {
        let value = |flag: &str| {
            let mut words = words.iter().map(|word| word.to_string_lossy());
            while let Some(word) = words.next() {
                if word == flag {
                    return words.next().map(std::borrow::Cow::into_owned);
                }
                let rest = word.strip_prefix(flag).and_then(|rest| rest.strip_prefix('='));
                if let Some(rest) = rest {
                    return Some(rest.to_owned());
                }
            }
            None
        };
        let connection = target::connection(ConnectionArgs {
            kubeconfig: value("--kubeconfig").map(Into::into),
            context: value("--context"),
            cluster: value("--cluster"),
            user: value("--user"),
            as_user: value("--as"),
            as_groups: value("--as-group").into_iter().collect(),
            request_timeout: PATIENCE,
        });
        let namespace = value("--addon-namespace");
        Self {
            connection,
            namespace: namespace.unwrap_or_else(|| controller::NAMESPACE.to_owned()),
        }
    }

    fn known(&self) -> names::Known {
        names::known(&self.connection)
    }

    fn addons(&self) -> Vec<String> {
        self.ask(async |cluster| Ok(cluster.addon_names().await?))
    }

    fn namespaces(&self) -> Vec<String> {
        self.ask(async |cluster| Ok(cluster.namespace_names().await?))
    }

    fn packages(&self) -> Vec<String> {
        self.ask(async |cluster| Ok(cluster.package_names().await?))
    }

    /// Asks the cluster, and does not wait for it longer than a person would. What still runs then ends with us.
    fn ask(
        &self,
        question: impl AsyncFnOnce(Cluster) -> Result<Vec<String>> + Send + 'static,
    ) -> Vec<String> {
        let (say, hear) = mpsc::channel();
        let Self { connection, namespace } = self.clone();
        std::thread::spawn(move || {
            let answer = cluster::block_on(async {
                let cluster = Cluster::connect(&connection, &namespace).await?;
                question(cluster).await
            });
            // Nobody listens any more once it took too long.
            let _ = say.send(answer.unwrap_or_default());
        });
        hear.recv_timeout(PATIENCE).unwrap_or_default()
    }
}
