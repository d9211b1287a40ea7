//! What `--filename` names: an Addon to start from, or a map whose keys are the long flags.
//!
//! A map is turned into command line arguments and read by the same parser as the user's own, so that every flag is
//! a key without further ado.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::CommandFactory;
use serde_json::Value;

use crate::addon::{Addon, KIND};
use crate::cli::{Cli, Command, CreateArgs};
use crate::finding::{Finding, Findings, any_error, did_you_mean, rule};
use crate::params::Param;
use crate::source::{Source, Span};
use crate::yaml::read;
use crate::yaml::scalar::Plain;
use crate::yaml::tree::{self, Kind, Node};

/// What a create starts from.
#[derive(Debug, Default)]
pub(super) struct Base {
    /// The Addon; empty where there is none.
    pub(super) addon: Addon,
    /// The parameters of the map.
    pub(super) params: Vec<Param>,
}

/// The verbs that take the flags of create.
const VERBS: [&str; 3] = ["create", "apply", "diff"];
/// Keys that hold paths, which are relative to the file that names them.
const PATHS: [&str; 6] =
    ["prereqs", "install", "delete", "validate", "params-file", "param-from-file"];
/// Keys whose lists may be maps, and what stands between key and value.
const MAPS: [(&str, char); 9] = [
    ("deps", ':'),
    ("selector", ':'),
    ("label", '='),
    ("annotation", '='),
    ("context-param", '='),
    ("param-from-file", '='),
    ("name-prefix", '='),
    ("role", '='),
    ("workflow-role", '='),
];
/// Flags whose values are not comma lists.
const NO_LISTS: [&str; 4] = ["annotation", "param-from-file", "params-file", "script-image"];

/// Reads the file that the arguments start from, if they do, and the arguments again behind its values.
pub(super) fn read(
    args: CreateArgs,
    source: Option<&Arc<Source>>,
    line: &[OsString],
    findings: &mut Findings,
) -> Result<(CreateArgs, Base), Box<clap::Error>> {
    let Some(source) = source.cloned() else { return Ok((args, Base::default())) };
    if is_addon(&source) {
        let addon = addon(&source, findings);
        return Ok((args, Base { addon, params: Vec::new() }));
    }
    let folder = Path::new(&source.origin).parent().unwrap_or(Path::new("")).to_owned();
    let mut settings = Settings {
        source,
        folder,
        line,
        tokens: Vec::new(),
        params: Vec::new(),
        findings: Vec::new(),
    };
    settings.read(args.name.is_none());
    let Settings { tokens, params, findings: found, .. } = settings;
    let bad = any_error(&found);
    findings.extend(found);
    let base = Base { addon: Addon::default(), params };
    if bad { Ok((args, base)) } else { Ok((again(line, tokens)?, base)) }
}

/// The command line once more, the file's values in front of the user's own.
fn again(line: &[OsString], tokens: Vec<OsString>) -> Result<CreateArgs, Box<clap::Error>> {
    let verb = line
        .iter()
        .position(|word| VERBS.iter().any(|verb| word == verb))
        .map_or(line.len(), |at| at + 1);
    let joined: Vec<OsString> =
        line[..verb].iter().cloned().chain(tokens).chain(line[verb..].iter().cloned()).collect();
    match crate::parse(&joined).map_err(Box::new)?.command {
        Command::Create(args) | Command::Apply(args) => Ok(*args),
        Command::Diff(args) => Ok(args.create),
        _ => {
            let kind = clap::error::ErrorKind::InvalidSubcommand;
            Err(Box::new(Cli::command().error(kind, "none of create, apply and diff")))
        }
    }
}

pub(super) fn is_addon(source: &Source) -> bool {
    read::value(&source.text).is_ok_and(|value| value["kind"] == KIND)
}

/// An Addon without what a server adds to it.
fn addon(source: &Arc<Source>, findings: &mut Findings) -> Addon {
    let parsed = read::value(&source.text).map_err(|error| error.to_string()).and_then(typed);
    parsed.unwrap_or_else(|why| {
        findings.push(not_an_addon(source, &why));
        Addon::default()
    })
}

/// A value as an Addon, without what a server adds to it.
pub(super) fn typed(mut value: Value) -> Result<Addon, String> {
    strip_server_fields(&mut value);
    serde_json::from_value(value).map_err(|error| error.to_string())
}

pub(super) fn not_an_addon(source: &Arc<Source>, why: &str) -> Finding {
    let finding = Finding::new(&rule::BASE_FILE, format!("not an Addon as the CRD has it: {why}"));
    finding.at(Span::new(source, 0..0))
}

/// `status` and the metadata that only a server writes.
fn strip_server_fields(addon: &mut Value) {
    if let Some(fields) = addon.as_object_mut() {
        fields.shift_remove("status");
    }
    if let Some(metadata) = addon.get_mut("metadata").and_then(Value::as_object_mut) {
        metadata.retain(|key, _| {
            ["name", "namespace", "labels", "annotations"].contains(&key.as_str())
        });
    }
}

/// A map of flags, on its way to arguments.
struct Settings<'a> {
    source: Arc<Source>,
    folder: PathBuf,
    line: &'a [OsString],
    tokens: Vec<OsString>,
    params: Vec<Param>,
    findings: Findings,
}

impl Settings<'_> {
    fn read(&mut self, takes_name: bool) {
        let tree = match tree::read(&self.source.text) {
            Ok(tree) => tree,
            Err((message, offset)) => {
                let at = Span::new(&self.source, offset..offset);
                self.findings.push(Finding::new(&rule::BASE_FILE, message).at(at));
                return;
            }
        };
        let [Node { kind: Kind::Map(entries), .. }] = tree.roots.as_slice() else {
            let finding =
                Finding::new(&rule::BASE_FILE, "the file is not one map of flags and their values");
            self.findings.push(finding.at(Span::new(&self.source, 0..0)));
            return;
        };
        for (key, value) in entries {
            let Kind::Scalar(name, _) = &key.kind else { continue };
            match name.as_str() {
                "name" if takes_name => self.positional(value),
                "name" => {}
                "params" => self.params(value),
                _ => self.flag(name, key, value),
            }
        }
    }

    fn positional(&mut self, value: &Node) {
        if let Some(name) = self.scalar(value) {
            self.tokens.push(name.into());
        }
    }

    fn params(&mut self, value: &Node) {
        let Kind::Map(entries) = &value.kind else {
            return self.refuse(value, "`params` is a map of names and values");
        };
        for (key, value) in entries {
            let (Kind::Scalar(name, _), Some(text)) = (&key.kind, self.scalar(value)) else {
                continue;
            };
            self.params.push(Param::new(name, text, Span::new(&self.source, key.range.clone())));
        }
    }

    fn flag(&mut self, name: &str, key: &Node, value: &Node) {
        let command = Cli::command();
        let create = command.find_subcommand("create");
        let flags: Vec<_> = create.into_iter().flat_map(clap::Command::get_arguments).collect();
        let known = |name: &str| {
            flags.iter().find(|flag| flag.get_long() == Some(name) && name != "filename")
        };
        let Some(flag) = known(name) else {
            let known = flags.iter().filter_map(|flag| flag.get_long()).chain(["name"]);
            let near = did_you_mean(name, known);
            let finding =
                Finding::new(&rule::BASE_FILE, format!("`{name}` is no flag of `addonctl create`"));
            let finding = finding.at(Span::new(&self.source, key.range.clone()));
            self.findings.push(match near {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding,
            });
            return;
        };
        if self.given(name, flag.get_short()) && !MAPS.iter().any(|(map, _)| *map == name) {
            return;
        }
        if !flag.get_action().takes_values() {
            return self.switch(name, value);
        }
        for text in self.values(name, value) {
            self.tokens.push(format!("--{name}={text}").into());
        }
    }

    /// Whether the user gave the flag on the command line, so that it overrides the file.
    fn given(&self, name: &str, short: Option<char>) -> bool {
        let long = format!("--{name}");
        self.line.iter().map(|word| word.to_string_lossy()).any(|word| {
            let long = word
                .strip_prefix(&long)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('='));
            long || short.is_some_and(|short| {
                !word.starts_with("--") && word.starts_with(&format!("-{short}"))
            })
        })
    }

    fn switch(&mut self, name: &str, value: &Node) {
        match self.scalar(value).as_deref() {
            Some("true") => self.tokens.push(format!("--{name}").into()),
            Some("false") | None => {}
            Some(_) => self.refuse(value, &format!("`{name}` is true or false")),
        }
    }

    /// The values of a flag: one, a list of them, or a map where the flag takes pairs.
    fn values(&mut self, name: &str, value: &Node) -> Vec<String> {
        let pairs = MAPS.iter().find(|(map, _)| *map == name);
        let texts: Vec<String> = match (&value.kind, pairs) {
            (Kind::List(items), _) => items.iter().filter_map(|item| self.scalar(item)).collect(),
            (Kind::Map(entries), Some((_, separator))) => entries
                .iter()
                .filter_map(|(key, value)| match &key.kind {
                    Kind::Scalar(key, _) => {
                        Some(format!("{key}{separator}{}", self.scalar(value)?))
                    }
                    _ => None,
                })
                .collect(),
            _ => return self.scalar(value).into_iter().map(|text| self.path(name, text)).collect(),
        };
        let listed = !NO_LISTS.contains(&name);
        let texts = texts.into_iter().map(|text| self.path(name, text));
        texts.map(|text| if listed { text.replace(',', "\\,") } else { text }).collect()
    }

    /// A path as seen from where the command runs.
    fn path(&self, name: &str, text: String) -> String {
        if !PATHS.contains(&name) {
            return text;
        }
        let join = |path: &str| {
            if path == "-" {
                path.to_owned()
            } else {
                self.folder.join(path).to_string_lossy().into_owned()
            }
        };
        match text.split_once('=') {
            Some((key, path)) if name == "param-from-file" => format!("{key}={}", join(path)),
            _ => join(&text),
        }
    }

    /// A scalar in its own spelling.
    fn scalar(&mut self, node: &Node) -> Option<String> {
        match &node.kind {
            Kind::Scalar(_, Plain::Null) => None,
            Kind::Scalar(text, _) => Some(text.clone()),
            _ => {
                self.refuse(node, "a single value is expected here");
                None
            }
        }
    }

    fn refuse(&mut self, node: &Node, message: &str) {
        let finding =
            Finding::new(&rule::BASE_FILE, message).at(Span::new(&self.source, node.range.clone()));
        self.findings.push(finding);
    }
}
