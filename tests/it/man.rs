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

/// The part of a page between a heading and the next.
fn section<'p>(page: &'p str, title: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(&format!("\n.SH {title}\n"))?;
    Some(rest.split("\n.SH ").next().unwrap_or(rest))
}

#[test]
fn pages_say_what_people_look_for_in_them() {
    let folder = tempfile::tempdir().unwrap();
    output_of(&["man", "--output-dir", folder.path().to_str().unwrap()]);
    for name in names(folder.path()) {
        let page = fs::read_to_string(folder.path().join(&name)).unwrap();
        for title in ["NAME", "SYNOPSIS", "DESCRIPTION", "EXIT STATUS", "ENVIRONMENT", "SEE ALSO"] {
            assert!(section(&page, title).is_some(), "{name} has no {title}");
        }
        assert!(section(&page, "EXTRA").is_none(), "{name}");
        let undescribed = page.contains("\n\n.TP") || page.contains("\n\n.SH");
        assert!(!undescribed, "{name} has a flag without a description");
        let talks = page.contains("\\-\\-kubeconfig\\fR");
        let environment = section(&page, "ENVIRONMENT").unwrap();
        assert!(environment.contains("NO_COLOR"), "{name}");
        assert!(!talks || environment.contains("KUBECONFIG"), "{name}");
    }
    let diff = fs::read_to_string(folder.path().join("addonctl-diff.1")).unwrap();
    assert!(section(&diff, "ENVIRONMENT").unwrap().contains("KUBECTL_EXTERNAL_DIFF"));
    assert!(section(&diff, "EXAMPLES").unwrap().contains("addonctl diff"));
    assert!(section(&diff, "EXIT STATUS").unwrap().contains("something would change"));
}

#[test]
fn the_page_of_the_environment_has_every_variable() {
    let page = String::from_utf8(output_of(&["man"])).unwrap();
    let handbook = fs::read_to_string("docs/exit-codes-and-environment.md").unwrap();
    let environment = section(&page, "ENVIRONMENT").unwrap();
    let terms = environment.lines().filter_map(|line| line.strip_prefix(".B "));
    for variable in terms.flat_map(|names| names.split(", ")) {
        assert!(handbook.contains(&format!("`{variable}`")), "{variable}");
    }
    for text in section(&page, "EXIT STATUS").unwrap().split(".TP\n").skip(1) {
        let (code, meaning) = text.trim_start_matches(".B ").trim_end().split_once('\n').unwrap();
        let row = format!("| {code} | {} |", meaning.replace("\\-", "-"));
        assert!(handbook.contains(&row), "{row}");
    }
}
