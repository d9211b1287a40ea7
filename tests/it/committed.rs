//! Files that addonctl itself makes and that are kept in the repository: run, compare, or write anew.

use std::fs;
use std::path::Path;

use addonctl::Outcome;
use addonctl::output::Streams;

/// What a command line prints.
pub(crate) fn output_of(arguments: &[&str]) -> Vec<u8> {
    let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
    let mut streams = Streams::new(&mut input, &mut out, &mut err);
    let line = ["addonctl"].iter().chain(arguments).map(Into::into);
    let outcome = addonctl::run(line, &mut streams);
    assert_eq!(outcome, Outcome::Done, "{}", String::from_utf8_lossy(&err));
    out
}

/// Whether files are to be written anew: `make docs` says so.
#[expect(clippy::disallowed_methods, reason = "a test has no command line to say it on")]
pub(crate) fn bless() -> bool {
    std::env::var("ADDONCTL_BLESS").is_ok_and(|value| value == "1")
}

/// The file is what was made just now.
pub(crate) fn is_current(file: &str, made: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if bless() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, made).unwrap();
    }
    let kept = fs::read(&path).unwrap_or_default();
    assert!(kept == made, "{file} is out of date; `make docs` writes it anew");
}
