//! What a template does with the manifests that it is given: the one answer to whether it applies, deletes or only looks.

use super::Template;
use crate::yaml::items;

/// What is done with manifests.
///
/// In order of weight: a program that does several things with them counts as what stands first here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// The objects are created or changed by `kubectl apply`.
    Apply,
    /// They are created.
    Create,
    /// They are put in the place of those that are there.
    Replace,
    /// Those that are there are changed by pieces of objects.
    Patch,
    /// They are deleted.
    Delete,
    /// They are read, or waited for.
    Look,
}

impl Action {
    /// The action of a word on a command line.
    fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "apply" => Self::Apply,
            "create" => Self::Create,
            "replace" => Self::Replace,
            "delete" => Self::Delete,
            "rollout" | "wait" => Self::Look,
            _ => return None,
        })
    }

    /// The action of a resource template, if Argo knows it.
    fn of_resource(action: &str) -> Option<Self> {
        Some(match action {
            "patch" => Self::Patch,
            "get" => Self::Look,
            "apply" | "create" | "replace" | "delete" => return Self::of_word(action),
            _ => return None,
        })
    }
}

/// One command of a program's line or script.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Command<'a> {
    words: Vec<&'a str>,
}

impl Command<'_> {
    /// What it does with manifests, as far as a word of its own says so: that of kubectl, if kubectl is run.
    pub fn action(&self) -> Option<Action> {
        let words = &self.words[self.kubectl().map_or(0, |at| at + 1)..];
        words.iter().find_map(|word| Action::of_word(word))
    }

    /// Whether it is kubectl that does it, and its first word says what.
    pub fn is_plain_kubectl(&self) -> bool {
        let next = self.kubectl().and_then(|at| self.words.get(at + 1));
        next.is_some_and(|word| Action::of_word(word).is_some())
    }

    /// What it does, guessed by what its files and flags are called where no word says so: `./apply.sh`.
    fn guess(&self) -> Option<Action> {
        let pieces =
            self.words.iter().flat_map(|word| word.split(|c: char| !c.is_ascii_alphanumeric()));
        self.action().or_else(|| pieces.filter_map(Action::of_word).min())
    }

    fn kubectl(&self) -> Option<usize> {
        self.words.iter().position(|word| *word == "kubectl" || word.ends_with("/kubectl"))
    }
}

impl<'a> Template<'a> {
    /// What its program does with manifests; none where nothing says so.
    pub fn action(self) -> Option<Action> {
        self.commands().iter().filter_map(Command::guess).min()
    }

    /// What Argo itself does with its manifest; none where it has no such action.
    pub fn resource_action(self) -> Option<Action> {
        Action::of_resource(self.value()["resource"]["action"].as_str()?)
    }

    /// Whether it is of the kind that has Argo itself do something with an object.
    pub fn is_resource(self) -> bool {
        self.value()["resource"].is_object()
    }

    /// The program itself, the first word of its command.
    pub fn program_name(self) -> Option<&'a str> {
        let kind = if self.is_script() { "script" } else { "container" };
        items(&self.value()[kind]["command"]).first()?.as_str()
    }

    /// The words and texts of the program that it runs, as they are given to it.
    pub fn program(self) -> impl Iterator<Item = &'a str> {
        ["container", "script"].into_iter().flat_map(move |kind| {
            let program = &self.value()[kind];
            let words = items(&program["command"]).iter().chain(items(&program["args"]));
            words.chain([&program["source"]]).filter_map(serde_json::Value::as_str)
        })
    }

    /// The commands of its program, as a shell parts them, as far as that can be seen.
    pub fn commands(self) -> Vec<Command<'a>> {
        let mut commands = vec![Command::default()];
        for text in self.program() {
            for (number, line) in text.lines().enumerate() {
                let goes_on =
                    commands.last().is_some_and(|command| command.words.last() == Some(&"\\"));
                if number > 0 && !goes_on {
                    commands.push(Command::default());
                }
                add_line(&mut commands, line);
            }
        }
        commands.retain(|command| !command.words.is_empty());
        commands
    }
}

/// Adds the words of a line, up to a comment: to the last command until a separator, and then to new ones.
fn add_line<'a>(commands: &mut Vec<Command<'a>>, line: &'a str) {
    for (number, piece) in line.split([';', '|', '&']).enumerate() {
        if number > 0 {
            commands.push(Command::default());
        }
        let parts = |c: char| c.is_whitespace() || "\"'`$(){}".contains(c);
        for word in piece.split(parts).filter(|word| !word.is_empty()) {
            if word.starts_with('#') {
                return;
            }
            if let Some(command) = commands.last_mut() {
                command.words.push(word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Action::{Apply, Create, Delete, Look, Patch, Replace};
    use super::*;
    use serde_json::{Value, json};

    /// What programs do with manifests, and whether one kubectl command does it and nothing else is done.
    #[test]
    fn programs() {
        let line = |text: &str| json!({"container": {"command": ["sh", "-c"], "args": [text]}});
        let script = |text: &str| json!({"script": {"command": ["bash"], "source": text}});
        let args = |words: &[&str]| json!({"container": {"args": words}});
        let kubectl =
            |words: &[&str]| json!({"container": {"command": ["kubectl"], "args": words}});
        let table: [(Value, Option<Action>, bool); 25] = [
            (kubectl(&["apply", "--server-side", "-f", "/tmp/a"]), Some(Apply), true),
            (kubectl(&["create", "-f", "/tmp/a"]), Some(Create), true),
            (kubectl(&["replace", "--force", "-f", "/tmp/a"]), Some(Replace), true),
            (kubectl(&["delete", "--ignore-not-found", "--wait"]), Some(Delete), true),
            (kubectl(&["rollout", "status", "-f", "/tmp/a"]), Some(Look), true),
            (kubectl(&["-n", "x", "apply", "-f", "/tmp/a"]), Some(Apply), false),
            // What it waits for, and what its file is called, is not what it does.
            (kubectl(&["wait", "--for=delete", "-f", "/tmp/a"]), Some(Look), true),
            (kubectl(&["wait", "--for", "delete", "-f", "/tmp/a"]), Some(Look), true),
            (kubectl(&["delete", "-f", "/tmp/apply.yaml"]), Some(Delete), true),
            (args(&["apply", "-f", "/tmp/a"]), Some(Apply), false),
            (args(&["--mode=delete"]), Some(Delete), false),
            (args(&["--verbose"]), None, false),
            (json!({}), None, false),
            (line("kubectl apply -f /tmp/a"), Some(Apply), true),
            (line("/usr/bin/kubectl apply -f /tmp/a"), Some(Apply), true),
            (line("kubectl apply -f /tmp/a; echo done"), Some(Apply), false),
            (line("kubectl delete x y; kubectl apply -f /tmp/a"), Some(Apply), false),
            (line("kubectl delete -f /tmp/a && kubectl wait --for=delete x"), Some(Delete), false),
            (line("kubectl create ns x --dry-run -o yaml|kubectl apply -f -"), Some(Apply), false),
            (line("./apply.sh && kubectl wait --for=condition=Ready pods"), Some(Apply), false),
            (line("out=\"$(kubectl apply -f /tmp/a)\""), Some(Apply), true),
            (script("# apply it later\nkubectl delete -f /tmp/a\n"), Some(Delete), false),
            (script("kubectl \\\n  wait -f /tmp/a \\\n  --for delete\n"), Some(Look), false),
            (script("set -e\nfor f in *; do kubectl create -f $f; done"), Some(Create), false),
            (script("python /opt/install.py"), None, false),
        ];
        for (template, action, alone) in table {
            assert_eq!(Template(&template).action(), action, "{template}");
            let plain = match Template(&template).commands().as_slice() {
                [one] => one.is_plain_kubectl(),
                _ => false,
            };
            assert_eq!(plain, alone, "{template}");
        }
    }

    #[test]
    fn resources() {
        let table = [
            ("apply", Some(Apply)),
            ("create", Some(Create)),
            ("replace", Some(Replace)),
            ("patch", Some(Patch)),
            ("delete", Some(Delete)),
            ("get", Some(Look)),
            ("wait", None),
            ("{{inputs.parameters.action}}", None),
        ];
        for (word, action) in table {
            let template = json!({"resource": {"action": word}});
            assert_eq!(Template(&template).resource_action(), action, "{word}");
        }
    }
}
