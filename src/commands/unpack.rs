//! `addonctl unpack`: write the project that makes an Addon again.

use anyhow::{Result, anyhow};

use super::given;
use super::target::bad_input;
use crate::cli::Talk;
use crate::cli::unpack::UnpackArgs;
use crate::outcome::Outcome;
use crate::output::{self, Report, Streams, say};
use crate::shell;
use crate::unpack::{self, Unpacked};

/// Runs the verb.
pub(crate) fn run(args: &UnpackArgs, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let report = Report::new(talk, streams.terminal);
    let Some(addons) = given::addons(&args.addon, report, streams)? else {
        return Ok(Outcome::BadInput);
    };
    let [addon] = addons.as_slice() else {
        let names: Vec<&str> = addons.iter().map(|addon| addon.metadata.name.as_str()).collect();
        let text = format!("give one Addon, not {}: {}", names.len(), names.join(", "));
        return bad_input(&text, streams);
    };
    let Unpacked { files, notes } = unpack::unpack(addon).map_err(|why| anyhow!(why))?;
    output::new_folder(&args.output_dir, &files)?;
    for note in notes {
        say::aside(&note, streams)?;
    }
    let folder = args.output_dir.to_string_lossy();
    let folder = shell::quote(&folder);
    say::aside(&format!("made {folder}; next: addonctl create -f {folder} --dryrun"), streams)?;
    Ok(Outcome::Done)
}
