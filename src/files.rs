//! The only reader: files, folders and standard input become sources.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use crate::finding::{Finding, Findings, Place, rule};
use crate::inputs::{FileKind, Input, Inputs};
use crate::source::{self, Source};

/// The reader, with standard input: that can be read once.
pub(crate) struct Files<'a> {
    stdin: &'a mut dyn Read,
    stdin_read: bool,
}

impl<'a> Files<'a> {
    /// A reader of the file system and of `stdin`.
    pub(crate) fn new(stdin: &'a mut dyn Read) -> Self {
        Self { stdin, stdin_read: false }
    }

    fn read_stdin(&mut self) -> Result<Vec<u8>, String> {
        if std::mem::replace(&mut self.stdin_read, true) {
            return Err("it can be given once only, and was given before".to_owned());
        }
        let mut bytes = Vec::new();
        self.stdin.read_to_end(&mut bytes).map_err(|error| plain(&error))?;
        Ok(bytes)
    }

    /// The texts of one argument that may be manifests: a file with any ending, those of a folder and of all below it, or
    /// `-`. What cannot be read is told; a folder may hold anything besides.
    pub(crate) fn manifests(&mut self, argument: &str) -> (Vec<Arc<Source>>, Findings) {
        if Path::new(argument).is_file() {
            return match self.text(argument) {
                Ok(source) => (vec![source], Vec::new()),
                Err(finding) => (Vec::new(), vec![*finding]),
            };
        }
        let (inputs, mut findings) = self.inputs(argument, true);
        findings.retain(|finding| finding.rule == &rule::INPUT_READ);
        let manifests = inputs.into_iter().filter(|input| input.kind == FileKind::Manifest);
        (manifests.map(|input| input.source).collect(), findings)
    }
}

impl Inputs for Files<'_> {
    /// One file, or standard input for `-`, exactly as it is.
    fn exact_text(&mut self, path: &str) -> Result<String, Box<Finding>> {
        let read = if path == "-" {
            self.read_stdin()
        } else {
            fs::read(path).map_err(|error| plain(&error))
        };
        let origin = if path == "-" { "standard input" } else { path };
        let refused = |why: &str| {
            let finding = Finding::new(&rule::INPUT_READ, format!("cannot read {origin}: {why}"));
            Box::new(finding.at(Place::Input(origin.to_owned())))
        };
        let bytes = read.map_err(|why| refused(&why))?;
        source::decode(bytes).map_err(|why| refused(&why))
    }

    /// The files of one argument: a file, a folder, or `-`.
    fn inputs(&mut self, argument: &str, recursive: bool) -> (Vec<Input>, Findings) {
        let path = Path::new(argument);
        let (mut inputs, mut findings) = (Vec::new(), Vec::new());
        let files = if argument != "-" && path.is_dir() {
            folder(path, recursive, &mut findings)
        } else {
            vec![path.to_owned()]
        };
        let in_folder = path.is_dir();
        for file in &files {
            let kind = if argument == "-" { Some(FileKind::Manifest) } else { FileKind::of(file) };
            match kind {
                None if in_folder => findings.push(skipped(file)),
                None => findings.push(unknown_ending(file)),
                Some(kind) => match self.text(&file.to_string_lossy()) {
                    Ok(source) => inputs.push(Input::new(file, kind, source)),
                    Err(finding) => findings.push(*finding),
                },
            }
        }
        (inputs, findings)
    }
}

/// The folder that addonctl runs in.
pub(crate) fn here() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// The files of a folder in the order of their names' bytes, so that no locale changes the product.
fn folder(path: &Path, recursive: bool, findings: &mut Findings) -> Vec<PathBuf> {
    let depth = if recursive { usize::MAX } else { 1 };
    let hidden = |entry: &DirEntry| {
        entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
    };
    let walk =
        WalkDir::new(path).follow_links(true).min_depth(1).max_depth(depth).sort_by_file_name();
    let mut files = Vec::new();
    for entry in walk.into_iter().filter_entry(|entry| !hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if is_kustomization(&entry) => findings.push(kustomization(entry.path())),
            Ok(entry) => files.push(entry.into_path()),
            Err(error) => {
                let origin = error.path().unwrap_or(path).display().to_string();
                let why = error.io_error().map_or_else(|| error.to_string(), plain);
                let message = format!("cannot read {origin}: {why}");
                findings.push(Finding::new(&rule::INPUT_READ, message).at(Place::Input(origin)));
            }
        }
    }
    files
}

fn is_kustomization(entry: &DirEntry) -> bool {
    matches!(
        entry.file_name().to_str(),
        Some("kustomization.yaml" | "kustomization.yml" | "Kustomization")
    )
}

fn kustomization(path: &Path) -> Finding {
    let folder = path.parent().unwrap_or(path).display();
    Finding::new(&rule::INPUT_KUSTOMIZATION, format!("{} is not built yet", path.display()))
        .at(Place::Input(path.display().to_string()))
        .help(format!(
            "build it first: kubectl kustomize {folder} | addonctl create ... --install -"
        ))
}

fn skipped(path: &Path) -> Finding {
    let message = format!("{} is skipped", path.display());
    Finding::new(&rule::INPUT_SKIPPED, message).at(Place::Input(path.display().to_string()))
}

fn unknown_ending(path: &Path) -> Finding {
    let path = path.display().to_string();
    let finding = if Path::new(&path).exists() {
        Finding::new(
            &rule::INPUT_READ,
            format!("{path} has none of the endings .yaml, .yml, .json, .py and .sh"),
        )
        .help("rename it, or give it as manifests through standard input: --install - < FILE")
    } else {
        Finding::new(&rule::INPUT_READ, format!("cannot read {path}: no such file or folder"))
    };
    finding.at(Place::Input(path))
}

/// The words of an error without its number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
