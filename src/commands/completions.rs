//! `addonctl completions`: what a shell has to know to complete a command line.
//!
//! The scripts are short: they ask addonctl itself at each tab key, so that names of Addons complete too.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, anyhow};
use clap::Command;
use clap_complete::Shell;
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use crate::outcome::Outcome;
use crate::output::Streams;

/// The variable in which a script tells addonctl that it asks, and for which shell.
pub const VARIABLE: &str = "ADDONCTL_COMPLETE";
const BASH: &str = include_str!("completions/bash.sh");

/// Runs the verb.
pub(crate) fn run(wanted: Shell, streams: &mut Streams<'_>) -> Result<Outcome> {
    let shell = shell(&wanted.to_string()).ok_or_else(|| anyhow!("{wanted} is not known"))?;
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, "addonctl", "addonctl", "addonctl", &mut script)?;
    streams.out.write_all(&script)?;
    Ok(Outcome::Done)
}

/// What speaks to a shell.
pub(super) fn shell(name: &str) -> Option<&'static dyn EnvCompleter> {
    let all: [&'static dyn EnvCompleter; 5] = [&OurBash, &OurZsh, &Fish, &Elvish, &Powershell];
    all.into_iter().find(|shell| shell.is(name))
}

/// The library's bash with a script of our own. Bash cuts words at `=` and `:`; the library's script takes the pieces for
/// words, so that `--flag=value` and `KEY=VALUE` never complete, and it inserts values with blanks unquoted.
struct OurBash;

impl EnvCompleter for OurBash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    fn write_registration(
        &self,
        variable: &str,
        _name: &str,
        program: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let script = BASH.replace("@PROGRAM@", program).replace("@COMPLETER@", completer);
        out.write_all(script.replace("@VARIABLE@", variable).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<(), io::Error> {
        Bash.write_complete(command, words, folder, out)
    }
}

/// The library's zsh, whose script has to be sourced. Ours can also lie in a folder of `$fpath`, where zsh runs the whole
/// file at the first tab key and takes it for the function of its name.
struct OurZsh;

impl EnvCompleter for OurZsh {
    fn name(&self) -> &'static str {
        "zsh"
    }

    fn is(&self, name: &str) -> bool {
        name == "zsh"
    }

    fn write_registration(
        &self,
        variable: &str,
        name: &str,
        program: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut script = Vec::new();
        Zsh.write_registration(variable, name, program, completer, &mut script)?;
        let function = format!("_clap_dynamic_completer_{name}");
        let last = format!("compdef {function} {program}");
        let either = format!(
            "if [[ $funcstack[1] == _{name} ]]; then\n    {function} \"$@\"\nelse\n    {last}\nfi"
        );
        out.write_all(String::from_utf8_lossy(&script).replace(&last, &either).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> Result<(), io::Error> {
        Zsh.write_complete(command, words, folder, out)
    }
}
