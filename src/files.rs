//! The only reader: files, folders and standard input become sources.

mod folder;

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::finding::{Finding, Findings, Place, rule};
use crate::inputs::{FileKind, Input, Inputs};
use crate::source::{self, Source};
use crate::{limits, plain};

/// The reader, with standard input: that can be read once.
pub(crate) struct Files<'a> {
    stdin: &'a mut dyn Read,
    stdin_read: bool,
    /// How much may still be read.
    left: usize,
}

impl<'a> Files<'a> {
    /// A reader of the file system and of `stdin`.
    pub(crate) fn new(stdin: &'a mut dyn Read) -> Self {
        Self { stdin, stdin_read: false, left: limits::ALL_FILES }
    }

    fn source(&mut self, path: &Path, most: usize) -> Result<Arc<Source>, Box<Finding>> {
        let text = self.read(path, most)?;
        Ok(Source::new(origin(path), text))
    }

    fn read(&mut self, path: &Path, most: usize) -> Result<String, Box<Finding>> {
        let bytes = if is_stdin(path) { self.read_stdin(most) } else { self.read_file(path, most) };
        let text = bytes.and_then(source::decode);
        text.map_err(|why| {
            let origin = origin(path);
            let finding = Finding::new(&rule::INPUT_READ, format!("cannot read {origin}: {why}"));
            Box::new(finding.at(Place::Input(origin)))
        })
    }

    fn read_stdin(&mut self, most: usize) -> Result<Vec<u8>, String> {
        if std::mem::replace(&mut self.stdin_read, true) {
            return Err("it can be given once only, and was given before".to_owned());
        }
        let bytes = bounded(&mut *self.stdin, most)?;
        self.count(bytes)
    }

    /// A file, or what else the user names: a pipe of a shell, a device.
    fn read_file(&mut self, path: &Path, most: usize) -> Result<Vec<u8>, String> {
        if path.as_os_str().is_empty() {
            return Err("its name is empty".to_owned());
        }
        let file = File::open(path).map_err(|error| plain::reason(&error))?;
        let metadata = file.metadata().map_err(|error| plain::reason(&error))?;
        if metadata.is_file() && metadata.len() > most as u64 {
            return Err(too_large(most));
        }
        let bytes = bounded(file, most)?;
        self.count(bytes)
    }

    fn count(&mut self, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        let most = limits::spoken(limits::ALL_FILES);
        let left = self.left.checked_sub(bytes.len());
        self.left = left.ok_or_else(|| format!("with it, more than {most} would be read"))?;
        Ok(bytes)
    }

    /// The texts of one argument that may be manifests: a file with any ending, those of a folder and of all below it, or
    /// `-`. What cannot be read is told; a folder may hold anything besides.
    pub(crate) fn manifests(&mut self, argument: &str) -> (Vec<Arc<Source>>, Findings) {
        if !Path::new(argument).is_dir() {
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
    /// One file, or standard input for `-`, as a source.
    fn text(&mut self, path: &str) -> Result<Arc<Source>, Box<Finding>> {
        self.source(Path::new(path), limits::FILE)
    }

    /// The same, of a file that stands in an Addon as a whole.
    fn small_text(&mut self, path: &str) -> Result<Arc<Source>, Box<Finding>> {
        self.source(Path::new(path), limits::SMALL_FILE)
    }

    /// One file, or standard input for `-`, exactly as it is: a value.
    fn exact_text(&mut self, path: &str) -> Result<String, Box<Finding>> {
        self.read(Path::new(path), limits::SMALL_FILE)
    }

    /// The files of one argument: a file, a folder, or `-`.
    fn inputs(&mut self, argument: &str, recursive: bool) -> (Vec<Input>, Findings) {
        let path = Path::new(argument);
        let (mut inputs, mut findings) = (Vec::new(), Vec::new());
        let in_folder = !is_stdin(path) && path.is_dir();
        let files = if in_folder {
            folder::files(path, recursive, |file| FileKind::of(file).is_some(), &mut findings)
        } else {
            vec![path.to_owned()]
        };
        for file in &files {
            let kind = FileKind::of(file);
            let kind = if in_folder { kind } else { kind.or_else(|| nameless(file)) };
            match kind {
                None if in_folder => findings.push(skipped(file)),
                None => findings.push(unknown_ending(file)),
                Some(kind) => match self.source(file, limits::FILE) {
                    Ok(source) => inputs.push(Input::new(file, kind, source)),
                    Err(finding) => findings.push(*finding),
                },
            }
        }
        (inputs, findings)
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What messages call a file.
fn origin(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { shown(path) }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// All bytes, of which there may be so many.
fn bounded(from: impl Read, most: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = from.take(most as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| plain::reason(&error))?;
    if bytes.len() > most { Err(too_large(most)) } else { Ok(bytes) }
}

fn too_large(most: usize) -> String {
    format!("it is larger than {}", limits::spoken(most))
}

/// The folder that addonctl runs in.
pub(crate) fn here() -> Option<PathBuf> {
    std::env::current_dir().ok()
}

/// What is no regular file has no ending that says something: a shell's `<(COMMAND)` is `/dev/fd/63`.
fn nameless(path: &Path) -> Option<FileKind> {
    let odd = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir());
    (odd || is_stdin(path)).then_some(FileKind::Manifest)
}

fn skipped(path: &Path) -> Finding {
    let message = format!("{} is skipped", shown(path));
    Finding::new(&rule::INPUT_SKIPPED, message).at(Place::Input(shown(path)))
}

fn unknown_ending(path: &Path) -> Finding {
    let (there, path) = (path.exists(), shown(path));
    let finding = if path.is_empty() {
        Finding::new(&rule::INPUT_READ, "cannot read a file whose name is empty")
    } else if there {
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
