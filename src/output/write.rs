//! The only writer of files: whole or not at all, where the user said and nowhere else.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::plain::reason;

/// What names of our own temporary files and folders start with.
const TEMPORARY: &str = ".addonctl-";
/// As many links as the kernel follows.
const LINKS: usize = 40;

/// A file below a folder: its path, with `/`, and its bytes.
pub(crate) type Named = (String, Vec<u8>);

/// Writes files below a folder, which is made where it is missing; what has their names is replaced.
pub(crate) fn files(below: &Path, files: &[Named]) -> Result<()> {
    write_all(below, files, replace)
}

/// Writes files below a folder where nothing has their names: all of them, or none.
pub(crate) fn new_files(below: &Path, files: &[Named]) -> Result<()> {
    let mut undo = Undo::default();
    undo.folders(below).map_err(|error| cannot_write(below, &error))?;
    for (path, bytes) in files {
        let file = inside(below, path).map_err(|error| cannot_write(&below.join(path), &error))?;
        let made =
            undo.folders(file.parent().unwrap_or(below)).and_then(|()| undo.file(&file, bytes));
        made.map_err(|error| cannot_write(&file, &error))?;
    }
    undo.keep();
    Ok(())
}

/// Writes files below a folder that is made for them: all of them, or nothing. A folder that is there has to be empty.
pub(crate) fn new_folder(folder: &Path, all: &[Named]) -> Result<()> {
    if let Some(first) = fs::read_dir(folder).ok().and_then(|mut entries| entries.next()) {
        first.map_err(|error| cannot_write(folder, &error))?;
        return Err(anyhow!("{} holds something already", folder.display()));
    }
    new_files(folder, all)
}

fn write_all(
    below: &Path,
    files: &[Named],
    write: impl Fn(&Path, &[u8]) -> io::Result<()>,
) -> Result<()> {
    for (path, bytes) in files {
        let file = inside(below, path).map_err(|error| cannot_write(&below.join(path), &error))?;
        let folder = file.parent().unwrap_or(below);
        let written = fs::create_dir_all(folder).and_then(|()| write(&file, bytes));
        written.map_err(|error| cannot_write(&file, &error))?;
    }
    Ok(())
}

/// A path below a folder; refused is one that leads out of it, also by way of a link that is there.
fn inside(below: &Path, path: &str) -> io::Result<PathBuf> {
    let refuse = |why: &str| Err(io::Error::other(format!("{why}, which leads out of its folder")));
    if path.contains('\0') {
        return Err(io::Error::other("its name holds a NUL"));
    }
    if path.is_empty() || path.split('/').any(str::is_empty) {
        return refuse("its path has an empty part");
    }
    let parts = Path::new(path).components().map(|part| matches!(part, Component::Normal(_)));
    if !parts.into_iter().all(|normal| normal) || path.split('/').any(|part| part == ".") {
        return refuse("its path has a part `.` or `..`");
    }
    let mut file = below.to_owned();
    for part in path.split('/') {
        if file != below && fs::symlink_metadata(&file).is_ok_and(|it| it.is_symlink()) {
            return refuse("a part of its path is a link");
        }
        file.push(part);
    }
    Ok(file)
}

/// What was made so far, and goes again unless it is kept.
#[derive(Default)]
struct Undo {
    made: Vec<PathBuf>,
}

impl Undo {
    /// Makes a folder and those around it that are missing.
    fn folders(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.folders(parent)?;
        }
        fs::create_dir(folder)?;
        self.made.push(folder.to_owned());
        Ok(())
    }

    /// Makes a file that is not there.
    fn file(&mut self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut new = OpenOptions::new().write(true).create_new(true).open(file)?;
        self.made.push(file.to_owned());
        new.write_all(bytes)
    }

    fn keep(&mut self) {
        self.made.clear();
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        for path in self.made.iter().rev() {
            // What cannot be taken away again was told already by what went wrong.
            let _ = if path.is_dir() { fs::remove_dir(path) } else { fs::remove_file(path) };
        }
    }
}

/// Puts a changed text in a file's place, its line ends kept. `known` is the text that was changed: a file that holds
/// another by now, or bytes that a text cannot keep, is left alone.
pub(crate) fn rewrite(file: &str, known: &str, changed: &str) -> Result<()> {
    let path = Path::new(file);
    let failed = |error: io::Error| cannot_write(path, &error);
    let read = File::open(path).map_err(failed)?;
    // What is written to cannot be read back from anything else, and is no larger than what was read from it.
    if !read.metadata().map_err(failed)?.is_file() {
        return Err(anyhow!("{file} cannot be changed: it is no regular file"));
    }
    let (mut own, most) = (String::new(), known.len() as u64 * 2 + 16);
    read.take(most).read_to_string(&mut own).map_err(failed)?;
    let crlf = own.contains("\r\n");
    anyhow::ensure!(own.replace("\r\n", "\n") == known, "{file} cannot be changed as it stands");
    let text = if crlf { changed.replace('\n', "\r\n") } else { changed.to_owned() };
    replace(path, text.as_bytes()).map_err(failed)
}

/// Writes a file that the user named: a regular one is replaced as a whole, anything else is written to.
pub(crate) fn product(file: &Path, bytes: &[u8]) -> Result<()> {
    replace(file, bytes).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            anyhow!("its folder does not exist").context(format!("cannot write {}", file.display()))
        }
        _ => cannot_write(file, &error),
    })
}

fn cannot_write(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow!("{}", reason(error)).context(format!("cannot write {}", path.display()))
}

/// Puts bytes in a file's place by renaming, so that nobody ever sees half of it. Links stay, and what they lead to is
/// replaced. What is no regular file (a device, a pipe) is opened and written to.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::metadata(file) {
        Ok(metadata) if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        Ok(metadata) if metadata.is_file() && !is_descriptor(file) => {
            // A file that must not be written to must not be replaced either.
            OpenOptions::new().write(true).open(file)?;
            let target = fs::canonicalize(file)?;
            match renamed(&target, bytes, Some(&metadata)) {
                // A folder may take no new files, or the file be one that is mounted there.
                Err(error) if may_be_written_in_place(&error) => in_place(&target, bytes, true),
                done => done,
            }
        }
        Ok(_) => in_place(file, bytes, false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            renamed(&end_of_links(file)?, bytes, None)
        }
        Err(error) => Err(error),
    }
}

/// Whether a path is another name for an open file: what that is was chosen by whoever opened it.
fn is_descriptor(file: &Path) -> bool {
    let starts = ["/dev/fd", "/proc/self/fd", "/dev/stdout", "/dev/stderr", "/dev/stdin"];
    starts.iter().any(|start| file.starts_with(start))
}

fn may_be_written_in_place(error: &io::Error) -> bool {
    use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem | ResourceBusy)
}

fn in_place(file: &Path, bytes: &[u8], truncate: bool) -> io::Result<()> {
    let mut open = OpenOptions::new();
    // Behind what an open file holds already; devices and pipes have no end.
    let mut open = open.write(true).append(!truncate).truncate(truncate).open(file)?;
    open.write_all(bytes)?;
    open.flush()
}

/// Where a link leads to that leads to nothing yet; the path itself if it is none.
fn end_of_links(file: &Path) -> io::Result<PathBuf> {
    let mut end = file.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&end) {
            Ok(next) => end = end.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(end),
        }
    }
    Err(io::Error::other("its links lead in a circle"))
}

fn renamed(file: &Path, bytes: &[u8], old: Option<&fs::Metadata>) -> io::Result<()> {
    if file.file_name().is_none() || file.as_os_str().as_encoded_bytes().ends_with(b"/") {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let folder =
        file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .permissions(old.map_or_else(|| Permissions::from_mode(0o666), fs::Metadata::permissions))
        .tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    if let Some(old) = old {
        // Only root can give a file away; for others it stays theirs, as with any editor.
        let _ = std::os::unix::fs::fchown(temporary.as_file(), Some(old.uid()), Some(old.gid()));
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn named(path: &str, text: &str) -> Named {
        (path.to_owned(), text.as_bytes().to_owned())
    }

    fn below(folder: &Path) -> Vec<String> {
        let walk = walkdir::WalkDir::new(folder).min_depth(1).sort_by_file_name();
        let path = |entry: walkdir::DirEntry| {
            entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned()
        };
        walk.into_iter().map(|entry| path(entry.unwrap())).collect()
    }

    #[test]
    fn paths_that_lead_out_are_refused_and_nothing_is_left() {
        let folder = tempfile::tempdir().unwrap();
        symlink("/", folder.path().join("link")).unwrap();
        for path in [
            "",
            "/",
            "/x",
            "../x",
            "a/../../x",
            "a/..",
            "a//x",
            "./x",
            "a/./x",
            "a/",
            "..",
            ".",
            "a\0b",
            "link/x",
        ] {
            let all = [named("first/file", "x"), named(path, "x")];
            new_files(folder.path(), &all).unwrap_err();
            files(folder.path(), &all[1..]).unwrap_err();
            assert_eq!(below(folder.path()), ["link"], "{path:?}");
        }
        new_files(folder.path(), &[named("a", "x"), named("a", "y")]).unwrap_err();
        new_files(folder.path(), &[named("link", "x")]).unwrap_err();
        assert_eq!(below(folder.path()), ["link"]);
    }

    #[test]
    fn a_new_folder_may_be_there_or_be_a_link_but_holds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (empty, link) = (folder.path().join("empty"), folder.path().join("link"));
        fs::create_dir(&empty).unwrap();
        symlink(&empty, &link).unwrap();
        new_folder(&link, &[named("a/b", "x")]).unwrap();
        assert_eq!(below(&empty), ["a", "a/b"]);
        let error = new_folder(&link, &[named("c", "x")]).unwrap_err();
        assert!(format!("{error:#}").ends_with("holds something already"), "{error:#}");
        new_folder(&empty.join("a/b"), &[named("c", "x")]).unwrap_err();
        new_folder(&folder.path().join("x/y"), &[named("../c", "x")]).unwrap_err();
        assert_eq!(below(folder.path()), ["empty", "empty/a", "empty/a/b", "link"]);
    }

    #[test]
    fn links_and_permissions_stay() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, Permissions::from_mode(0o666)).unwrap();
        symlink("real", &link).unwrap();
        product(&link, b"new").unwrap();
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&real).unwrap().mode() & 0o777, 0o666);
        symlink("not-yet", folder.path().join("dangling")).unwrap();
        product(&folder.path().join("dangling"), b"new").unwrap();
        assert_eq!(below(folder.path()), ["dangling", "link", "not-yet", "real"]);
        symlink("round", folder.path().join("round")).unwrap();
        product(&folder.path().join("round"), b"new").unwrap_err();
        product(folder.path(), b"new").unwrap_err();
        product(&folder.path().join("no/such"), b"new").unwrap_err();
        assert_eq!(below(folder.path()), ["dangling", "link", "not-yet", "real", "round"]);
    }

    #[test]
    fn pipes_and_devices_are_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = {
            let pipe = pipe.clone();
            std::thread::spawn(move || fs::read_to_string(pipe).unwrap())
        };
        product(&pipe, b"through").unwrap();
        assert_eq!(reader.join().unwrap(), "through");
        symlink("/dev/null", folder.path().join("null")).unwrap();
        product(&folder.path().join("null"), b"x").unwrap();
        assert_eq!(below(folder.path()), ["null", "pipe"]);
        rewrite("/dev/null", "", "x").unwrap_err();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}
