//! `addonctl init`: a project to start from.

use std::path::Path;

use anyhow::Result;

use super::target::bad_input;
use crate::cli::Talk;
use crate::outcome::Outcome;
use crate::output::{self, Streams, say};
use crate::project::FILE;
use crate::shell;

const PROJECT: &str = include_str!("init/addonctl.yaml");
/// The file that the first line of a project names, for editors.
const SCHEMA: &str = "addonctl.schema.json";
const MANIFEST: &str = include_str!("init/configmap.yaml");

/// Runs the verb.
pub(crate) fn run(folder: &Path, talk: Talk, streams: &mut Streams<'_>) -> Result<Outcome> {
    let schema = super::schema::text()?;
    let files = [(FILE, PROJECT), ("install/configmap.yaml", MANIFEST), (SCHEMA, &schema)];
    let there: Vec<String> = files
        .iter()
        .map(|(name, _)| folder.join(name))
        .filter(|path| path.exists())
        .map(|path| path.display().to_string())
        .collect();
    if !there.is_empty() {
        let are = if there.len() == 1 { "exists" } else { "exist" };
        return bad_input(&format!("{} {are} already", there.join(" and ")), streams);
    }
    let name = name(folder);
    let files =
        files.map(|(file, text)| (file.to_owned(), text.replace("my-addon", &name).into_bytes()));
    output::new_files(folder, &files)?;
    if !talk.quiet {
        let folder = folder.to_string_lossy();
        let folder = shell::quote(&folder);
        say::note(&format!("made {folder}; next: addonctl create -f {folder} --dryrun"), streams)?;
    }
    Ok(Outcome::Done)
}

/// The folder's own name, where it is one for an addon.
fn name(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let fits = |name: &String| {
        let form = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        name.len() <= crate::addon::names::ADDON_NAME_MAX
            && name.chars().all(form)
            && !name.starts_with('-')
            && !name.ends_with('-')
    };
    name.filter(fits).unwrap_or_else(|| "my-addon".to_owned())
}
