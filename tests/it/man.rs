//! The manual pages in the repository are those of this addonctl.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::committed::{bless, is_current, output_of};

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn pages_are_current() {
    let folder = tempfile::tempdir().unwrap();
    output_of(&["man", "--output-dir", folder.path().to_str().unwrap()]);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("man");
    if bless() {
        let _ = fs::remove_dir_all(&kept);
    }
    let made = names(folder.path());
    for name in &made {
        is_current(&format!("man/{name}"), &fs::read(folder.path().join(name)).unwrap());
    }
    assert_eq!(names(&kept), made, "`make docs` brings man/ up to date");
}

#[test]
fn the_first_page_is_the_one_that_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    output_of(&["man", "--output-dir", folder.path().to_str().unwrap()]);
    assert_eq!(output_of(&["man"]), fs::read(folder.path().join("addonctl.1")).unwrap());
}

#[test]
fn pages_have_no_date() {
    let page = String::from_utf8(output_of(&["man"])).unwrap();
    let title = page.lines().find(|line| line.starts_with(".TH")).unwrap();
    assert!(title.starts_with(".TH addonctl 1  \"addonctl "), "{title}");
}
