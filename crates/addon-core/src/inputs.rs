//! Files and folders as the core asks for them: who reads a disk, or holds them in memory, implements [`Inputs`].

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::finding::{Finding, Findings, Place, rule};
use crate::source::Source;

/// What a file holds, told by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `.yaml`, `.yml`, `.json`, or standard input.
    Manifest,
    /// `.py`
    Python,
    /// `.sh`
    Shell,
}

impl FileKind {
    /// What a file of this name holds; none for other endings.
    pub fn of(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()? {
            "yaml" | "yml" | "json" => Self::Manifest,
            "py" => Self::Python,
            "sh" => Self::Shell,
            _ => return None,
        })
    }
}

/// A file that was read.
#[derive(Debug)]
pub struct Input {
    /// Its text.
    pub source: Arc<Source>,
    /// What it holds.
    pub kind: FileKind,
    /// Its name without the ending.
    pub stem: String,
}

impl Input {
    /// A file with its text.
    pub fn new(path: &Path, kind: FileKind, source: Arc<Source>) -> Self {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        Self { source, kind, stem: stem.unwrap_or_default() }
    }
}

/// Where texts come from. Paths are as the user wrote them; `-` is standard input.
pub trait Inputs {
    /// One file exactly as it is, line ends included.
    ///
    /// # Errors
    /// It is not there, cannot be read, or is no text.
    fn exact_text(&mut self, path: &str) -> Result<String, Box<Finding>>;

    /// The files of one argument, a file or a folder, in the order of their names; and what is wrong with them.
    fn inputs(&mut self, argument: &str, recursive: bool) -> (Vec<Input>, Findings);

    /// One file as a source.
    ///
    /// # Errors
    /// Those of [`Inputs::exact_text`].
    fn text(&mut self, path: &str) -> Result<Arc<Source>, Box<Finding>> {
        let origin = if path == "-" { "standard input" } else { path };
        Ok(Source::new(origin, self.exact_text(path)?))
    }

    /// The same, of a file that stands in an Addon as a whole, and so is a small one.
    ///
    /// # Errors
    /// Those of [`Inputs::text`].
    fn small_text(&mut self, path: &str) -> Result<Arc<Source>, Box<Finding>> {
        self.text(path)
    }
}

/// Files that are in memory, by their paths with `/`.
#[derive(Debug, Clone, Default)]
pub struct InMemory {
    files: BTreeMap<String, String>,
}

impl InMemory {
    /// Holds files.
    pub fn new<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (path.into(), text.into()));
        Self { files: files.collect() }
    }

    /// The paths that an argument stands for: itself, or the files of a folder.
    fn below(&self, argument: &str, recursive: bool) -> Vec<&String> {
        if let Some((path, _)) = self.files.get_key_value(argument) {
            return vec![path];
        }
        let folder = format!("{}/", argument.trim_end_matches('/'));
        let inner = |path: &&String| {
            path.strip_prefix(&folder).is_some_and(|inner| recursive || !inner.contains('/'))
        };
        let mut paths: Vec<&String> = self.files.keys().filter(inner).collect();
        paths.sort_by_key(|path| path.split('/').collect::<Vec<_>>());
        paths
    }
}

impl Inputs for InMemory {
    fn exact_text(&mut self, path: &str) -> Result<String, Box<Finding>> {
        self.files.get(path).cloned().ok_or_else(|| Box::new(not_there(path)))
    }

    fn inputs(&mut self, argument: &str, recursive: bool) -> (Vec<Input>, Findings) {
        let paths = self.below(argument, recursive);
        let findings = if paths.is_empty() { vec![not_there(argument)] } else { Vec::new() };
        let read = paths.into_iter().filter_map(|path| {
            let (file, text) = (Path::new(path), self.files.get(path)?);
            Some(Input::new(file, FileKind::of(file)?, Source::new(path, text.clone())))
        });
        (read.collect(), findings)
    }
}

/// A folder of files in memory, over all files of somebody else.
pub struct Overlay<'a> {
    folder: String,
    files: InMemory,
    others: &'a mut dyn Inputs,
}

impl<'a> Overlay<'a> {
    /// `folder`: the folder that the paths of all `files` begin with.
    pub fn new(folder: &str, files: InMemory, others: &'a mut dyn Inputs) -> Self {
        Self { folder: format!("{folder}/"), files, others }
    }

    fn of(&mut self, path: &str) -> &mut dyn Inputs {
        if path.starts_with(&self.folder) { &mut self.files } else { self.others }
    }
}

impl Inputs for Overlay<'_> {
    fn exact_text(&mut self, path: &str) -> Result<String, Box<Finding>> {
        self.of(path).exact_text(path)
    }

    fn inputs(&mut self, argument: &str, recursive: bool) -> (Vec<Input>, Findings) {
        self.of(argument).inputs(argument, recursive)
    }
}

fn not_there(path: &str) -> Finding {
    let message = format!("cannot read {path}: no such file or folder");
    Finding::new(&rule::INPUT_READ, message).at(Place::Input(path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_in_memory_are_read_as_those_of_a_disk() {
        let files = ["p/b.yaml", "p/a-b.sh", "p/a/c.yaml", "p/notes.txt", "q.yaml"];
        let mut inputs = InMemory::new(files.map(|path| (path, "x")));
        let mut read = |argument: &str, recursive| -> Vec<String> {
            let (read, found) = inputs.inputs(argument, recursive);
            assert_eq!(found.is_empty(), !read.is_empty());
            read.into_iter().map(|input| input.source.origin.clone()).collect()
        };
        assert_eq!(read("p", false), ["p/a-b.sh", "p/b.yaml"]);
        assert_eq!(read("p/", true), ["p/a/c.yaml", "p/a-b.sh", "p/b.yaml"]);
        assert_eq!(read("q.yaml", false), ["q.yaml"]);
        assert_eq!(read("r", true), [""; 0]);
    }

    #[test]
    fn a_folder_in_memory_lies_over_other_files() {
        let (memory, mut others) =
            (InMemory::new([("p/a", "near")]), InMemory::new([("a", "far")]));
        let mut inputs = Overlay::new("p", memory, &mut others);
        assert_eq!(inputs.exact_text("p/a").unwrap(), "near");
        assert_eq!(inputs.exact_text("a").unwrap(), "far");
        assert!(inputs.exact_text("p/b").is_err());
    }
}
