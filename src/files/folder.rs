//! What a folder holds: its own regular files, in the order of their names' bytes, so that no locale changes the product.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::shown;
use crate::finding::{Finding, Findings, Place, rule};
use crate::{limits, plain};

/// The files of a folder, and what is wrong with the others. `takes`: whether a file is one that would be taken.
pub(super) fn files(
    path: &Path,
    recursive: bool,
    takes: impl Fn(&Path) -> bool,
    findings: &mut Findings,
) -> Vec<PathBuf> {
    let depth = if recursive { usize::MAX } else { 1 };
    let hidden = |entry: &DirEntry| {
        entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    // A folder that is named may be a link itself; what it really is, is what its files have to be in.
    let root = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let walk = WalkDir::new(path).min_depth(1).max_depth(depth).sort_by_file_name();
    let mut files = Vec::new();
    for entry in walk.into_iter().filter_entry(|entry| !hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if is_kustomization(&entry) => findings.push(kustomization(entry.path())),
            Ok(entry) if !takes(entry.path()) => files.push(entry.into_path()),
            Ok(entry) => match odd(&entry, &root) {
                Some(finding) => findings.push(finding),
                None => files.push(entry.into_path()),
            },
            Err(error) => {
                let origin = error.path().unwrap_or(path).to_owned();
                let why = error
                    .io_error()
                    .map_or_else(|| "it cannot be followed".to_owned(), plain::reason);
                findings.push(unreadable(&origin, &why));
            }
        }
        if files.len() > limits::FOLDER_FILES {
            findings.push(unreadable(
                path,
                &format!("it holds more than {} files", limits::FOLDER_FILES),
            ));
            return Vec::new();
        }
    }
    files
}

/// What is wrong with a file that would be taken, if it is not one of the folder's own.
fn odd(entry: &DirEntry, root: &Path) -> Option<Finding> {
    let path = entry.path();
    if entry.file_type().is_file() {
        return None;
    }
    if !entry.file_type().is_symlink() {
        return Some(skipped(path, "it is no regular file"));
    }
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) => return Some(unreadable(path, &plain::reason(&error))),
    };
    if !path.canonicalize().is_ok_and(|end| end.starts_with(root)) {
        let message = format!("{} is a link that leads out of its folder", shown(path));
        let finding = Finding::new(&rule::INPUT_LINK, message).at(Place::Input(shown(path)));
        return Some(finding.help("name what it leads to, or put a copy into the folder"));
    }
    (!metadata.is_file()).then(|| skipped(path, "it is a link to what is no regular file"))
}

fn unreadable(path: &Path, why: &str) -> Finding {
    let message = format!("cannot read {}: {why}", shown(path));
    Finding::new(&rule::INPUT_READ, message).at(Place::Input(shown(path)))
}

fn is_kustomization(entry: &DirEntry) -> bool {
    matches!(
        entry.file_name().to_str(),
        Some("kustomization.yaml" | "kustomization.yml" | "Kustomization")
    )
}

fn kustomization(path: &Path) -> Finding {
    let folder = shown(path.parent().unwrap_or(path));
    Finding::new(&rule::INPUT_KUSTOMIZATION, format!("{} is not built yet", shown(path)))
        .at(Place::Input(shown(path)))
        .help(format!(
            "build it first: kubectl kustomize {} | addonctl create ... --install -",
            crate::shell::quote(&folder)
        ))
}

/// A file that is passed over, and why.
fn skipped(path: &Path, why: &str) -> Finding {
    let message = format!("{} is skipped: {why}", shown(path));
    Finding::new(&rule::INPUT_SKIPPED, message).at(Place::Input(shown(path)))
}
