//! Scripts of a stage: they run before its manifests are applied, and the manifests can use what they print.

use std::sync::Arc;

use super::pack::{self, Strength};
use super::step::{self, File, Step, Variable, base_environment};
use super::{Content, Settings};
use crate::finding::{Finding, Findings, rule};
use crate::manifest::object::Object;
use crate::manifest::tags::{self, Fate, Scope};
use crate::manifest::unknown_reference;
use crate::plain;
use crate::source::{Source, Span};

/// The language of a script, told by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `.py`
    Python,
    /// `.sh`
    Shell,
}

/// A script.
#[derive(Debug)]
pub struct Script {
    /// The file's stem: what manifests call its output, `{{inputs.parameters.NAME}}`.
    pub name: String,
    /// The language.
    pub language: Language,
    /// Its text.
    pub source: Arc<Source>,
    /// The program that runs it.
    pub command: Vec<String>,
    /// Whether Argo must not see the text.
    pub hidden: bool,
    /// The parameters, as environment variables.
    pub environment: Vec<Variable>,
}

/// Variables that a parameter must not replace: programs in the container live by them.
const TAKEN: [&str; 12] = [
    "PATH",
    "HOME",
    "PWD",
    "SHELL",
    "USER",
    "HOSTNAME",
    "LANG",
    "IFS",
    "ENV",
    "LD_PRELOAD",
    "LD_LIBRARY_PATH",
    "PYTHONPATH",
];

impl Script {
    /// A script of a file. `stem` is its name without the ending.
    pub fn new(
        stem: &str,
        language: Language,
        source: Arc<Source>,
        scope: &Scope,
    ) -> (Self, Findings) {
        let mut findings = Vec::new();
        let tags = tags::find(&source.text, scope);
        for tag in &tags {
            let unknown = unknown_reference(tag, scope);
            findings
                .extend(unknown.map(|finding| finding.at(Span::new(&source, tag.range.clone()))));
        }
        let hidden = tags.iter().find(|tag| matches!(tag.fate, Fate::Spoiled(_)));
        let shown = tags.iter().find(|tag| tag.needs_argo());
        if let (Some(hidden), Some(shown)) = (hidden, shown) {
            findings.push(mixed(
                &Span::new(&source, shown.range.clone()),
                Span::new(&source, hidden.range.clone()),
            ));
        }
        let name = sanitised(stem);
        if name.trim_matches('-').is_empty() {
            findings.push(Finding::new(
                &rule::SCRIPT_NAME,
                format!("`{stem}` holds nothing to name a step after"),
            ));
        }
        let environment = environment(scope, &mut findings);
        let command = interpreter(&source.text, language);
        (Self { name, language, hidden: hidden.is_some(), command, source, environment }, findings)
    }

    /// The name of its step: Argo takes no `_` there.
    pub fn step_name(&self) -> String {
        step::script_step(&self.name)
    }

    /// The step that runs it.
    ///
    /// # Errors
    /// A text that Argo must not see cannot be packed; it is never shown instead.
    pub(crate) fn step(&self, settings: &Settings) -> Result<Step, Box<Finding>> {
        let image = match self.language {
            Language::Python => &settings.python_image,
            Language::Shell => &settings.shell_image,
        };
        let mut env = base_environment();
        env.extend(self.environment.iter().cloned());
        let file = if self.hidden { Some(self.file()?) } else { None };
        Ok(Step {
            name: self.step_name(),
            continue_on_failure: false,
            retries: 0,
            image: image.clone(),
            command: self.command.clone(),
            args: file.iter().filter_map(|file| file.unpacked.clone()).collect(),
            source: file.is_none().then(|| self.source.text.clone()),
            env,
            inputs: Vec::new(),
            files: file.into_iter().collect(),
            unpack_image: settings.unpack_image.clone(),
        })
    }

    /// The text, packed.
    fn file(&self) -> Result<File, Box<Finding>> {
        let packed = pack::pack([self.source.text.as_str()].into_iter(), Strength::Fast);
        let data = packed.map_err(|error| {
            let message = format!("the script cannot be packed: {}", plain::reason(&error));
            let finding = Finding::new(&rule::SELF_CHECK, message);
            Box::new(finding.at(Span::new(&self.source, 0..0)))
        })?;
        Ok(File {
            name: "script".to_owned(),
            path: "/tmp/script.xz.b64".to_owned(),
            unpacked: Some("/unpacked/script".to_owned()),
            folded: false,
            data,
        })
    }
}

/// The finding for a text that Argo would have to see and must not see.
pub(crate) fn mixed(shown: &Span, hidden: Span) -> Finding {
    let message = format!(
        "`{}` needs Argo, but Argo would spoil `{}` beside it",
        shown.text(),
        excerpt(hidden.text())
    );
    Finding::new(&rule::TAG_MIXED, message)
        .at(shown.clone())
        .related(hidden, "Argo would change or refuse this")
        .help("keep the two in documents of their own, or write the value out instead of the parameter")
}

fn excerpt(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    &line[..line.floor_char_boundary(40)]
}

/// What manifests can call a script's output: Argo's parameter names hold `A-Za-z0-9_-`.
pub fn sanitised(stem: &str) -> String {
    stem.chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '-' })
        .collect()
}

/// Names that two scripts of a stage share.
pub fn clashes(scripts: &[Script]) -> Findings {
    let mut findings = Vec::new();
    for (index, script) in scripts.iter().enumerate() {
        if let Some(other) =
            scripts[..index].iter().find(|other| other.step_name() == script.step_name())
        {
            let message = format!(
                "the scripts {} and {} make the same step name",
                other.source.origin, script.source.origin
            );
            let place = Span::new(&script.source, 0..0);
            findings.push(
                Finding::new(&rule::SCRIPT_NAME, message).at(place).help("rename one of them"),
            );
        }
    }
    findings
}

/// Every parameter as an environment variable: `clusterName` becomes `CLUSTER_NAME`.
fn environment(scope: &Scope, findings: &mut Findings) -> Vec<Variable> {
    let mut variables: Vec<Variable> = Vec::new();
    for parameter in scope.parameters.keys() {
        let name = variable_name(parameter);
        let taken = TAKEN.contains(&name.as_str())
            || name == "POD_NAMESPACE"
            || name.starts_with("KUBERNETES_");
        let twice = variables.iter().any(|variable| variable.name == name);
        if taken || twice {
            let why = if taken {
                "has a meaning of its own"
            } else {
                "stands for another parameter already"
            };
            let message = format!(
                "parameter `{parameter}` would become the environment variable `{name}`, which {why}"
            );
            findings.push(
                Finding::new(&rule::SCRIPT_ENVIRONMENT, message).help("rename the parameter"),
            );
            continue;
        }
        variables
            .push(Variable { name, value: format!("{{{{workflow.parameters.{parameter}}}}}") });
    }
    variables
}

/// `clusterName`, `cluster-name` and `cluster_name` as `CLUSTER_NAME`.
fn variable_name(parameter: &str) -> String {
    let mut name = String::new();
    let mut lower = false;
    for c in parameter.chars() {
        if c.is_ascii_uppercase() && lower {
            name.push('_');
        }
        lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        name.push(if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// The program of the `#!` line with its options, by its name alone; else the language's own.
fn interpreter(text: &str, language: Language) -> Vec<String> {
    let shebang = text.lines().next().and_then(|line| line.strip_prefix("#!")).unwrap_or_default();
    let mut words =
        shebang.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word).to_owned());
    let mut command: Vec<String> = match words.next() {
        Some(env) if env == "env" => words.filter(|word| word != "-S").collect(),
        Some(program) => std::iter::once(program).chain(words).collect(),
        None => Vec::new(),
    };
    if command.is_empty() {
        command.push(match language {
            Language::Python => "python3".to_owned(),
            Language::Shell => "sh".to_owned(),
        });
    }
    command
}

/// The scripts whose output the manifests use, by name.
pub(super) fn outputs_used(content: &Content) -> Vec<String> {
    let mentions = |object: &Object, name: &str| {
        object.tags.iter().any(|tag| tag.fate == Fate::Script(name.to_owned()))
    };
    let used = content
        .scripts
        .iter()
        .filter(|script| content.objects.iter().any(|object| mentions(object, &script.name)));
    used.map(|script| script.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_named_as_shells_do() {
        for (parameter, variable) in [
            ("clusterName", "CLUSTER_NAME"),
            ("my-param", "MY_PARAM"),
            ("who", "WHO"),
            ("pkgVersion", "PKG_VERSION"),
            ("1st", "_1ST"),
            ("someURL", "SOME_URL"),
        ] {
            assert_eq!(variable_name(parameter), variable);
        }
    }

    #[test]
    fn the_first_line_names_the_program() {
        assert_eq!(interpreter("echo", Language::Shell), ["sh"]);
        assert_eq!(interpreter("#!/bin/sh -e\n", Language::Shell), ["sh", "-e"]);
        assert_eq!(interpreter("#!/usr/bin/env -S bash -eu\n", Language::Shell), ["bash", "-eu"]);
        assert_eq!(interpreter("#!/usr/bin/python3\n", Language::Python), ["python3"]);
    }
}
