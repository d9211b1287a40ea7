//! The commands in the README and in docs/ print what stands below them.
//!
//! A page is read by people who paste: a `sh` block holds commands alone, and the block right behind it, if there is one,
//! what they print; a line `...` stands for any lines. What only the test has to know is in HTML comments in front:
//! `exit CODE`, `cluster SCENE`, `file PATH` (the block is that file's text) and `not run: WHY`. All blocks of a page run
//! in one folder, which has the examples. `ADDONCTL_BLESS=1` writes what is printed now into blocks without `...`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::committed::bless;
use crate::{page_clusters, scenes};

/// A fenced block of a page.
#[derive(Debug)]
pub(crate) struct Block {
    /// The number of its first line, for messages.
    pub(crate) line: usize,
    /// The word behind the fence.
    pub(crate) language: String,
    /// Where its text is.
    pub(crate) range: Range<usize>,
    /// The comments right in front of it.
    comments: Vec<String>,
    /// Whether only blank lines are between it and the block before.
    follows: bool,
}

impl Block {
    fn said(&self, word: &str) -> Option<&str> {
        self.comments.iter().find_map(|comment| {
            let rest = comment.strip_prefix(word)?;
            rest.strip_prefix([' ', ':']).map(str::trim)
        })
    }
}

/// The blocks of a page, in their order.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let (mut blocks, mut comments, mut open) = (Vec::new(), Vec::new(), None::<Block>);
    let (mut follows, mut at) = (false, 0);
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let (start, text) = (at, line.trim_end());
        at += line.len();
        if let Some(block) = &mut open {
            if text == "```" {
                block.range.end = start;
                blocks.extend(open.take());
                follows = true;
            }
        } else if let Some(language) = text.strip_prefix("```") {
            let (language, comments) = (language.to_owned(), std::mem::take(&mut comments));
            open = Some(Block { line: number + 1, language, range: at..at, comments, follows });
        } else if let Some(comment) =
            text.strip_prefix("<!-- ").and_then(|t| t.strip_suffix(" -->"))
        {
            comments.push(comment.to_owned());
        } else if !text.is_empty() {
            comments.clear();
            follows = false;
        }
    }
    blocks
}

/// Whether a text is as it is expected, where a line `...` stands for any lines.
fn matches(expected: &[&str], found: &[&str]) -> bool {
    match (expected, found) {
        ([], []) => true,
        (["...", rest @ ..], _) => (0..=found.len()).any(|skip| matches(rest, &found[skip..])),
        ([first, rest @ ..], [line, more @ ..]) => {
            first.trim_end() == line.trim_end() && matches(rest, more)
        }
        _ => false,
    }
}

/// The folder that a page's commands run in, and the clusters that they talk to.
struct Stage {
    folder: tempfile::TempDir,
    clusters: BTreeMap<String, PathBuf>,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy_folder(Path::new("examples"), &folder.path().join("examples"));
        fs::create_dir(folder.path().join(".home")).unwrap();
        Self { folder, clusters: BTreeMap::new() }
    }

    fn kubeconfig(&mut self, scene: Option<&str>) -> PathBuf {
        let Some(scene) = scene else { return "no/kubeconfig".into() };
        if let Some(known) = self.clusters.get(scene) {
            return known.clone();
        }
        let answers = page_clusters::named(scene, self.folder.path());
        let kubeconfig = scenes::start(answers, &self.folder.path().join(".home"));
        self.clusters.insert(scene.to_owned(), kubeconfig.clone());
        kubeconfig
    }

    /// Runs commands as somebody who pastes them; gives the exit code and all that is printed.
    fn run(&mut self, commands: &str, scene: Option<&str>) -> (i32, String) {
        let addonctl = Path::new(env!("CARGO_BIN_EXE_addonctl")).parent().unwrap();
        let path = format!("{}:/usr/local/bin:/usr/bin:/bin", addonctl.display());
        let output = Command::new("sh")
            .args(["-ec", &format!("exec 2>&1\n{commands}")])
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.folder.path().join(".home"))
            .env("KUBECONFIG", self.kubeconfig(scene))
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        // The pages are written for one kind of machine.
        let printed = printed.replace(env!("ADDONCTL_TARGET"), "x86_64-unknown-linux-gnu");
        // The clusters of the pages are four minutes old, and some seconds more on a busy machine.
        let printed = (1..60).fold(printed, |text, s| text.replace(&format!("4m{s}s"), "4m"));
        (output.status.code().unwrap(), printed)
    }
}

/// What a page's commands print that does not stand there; and the page as it should be.
fn differences(name: &str, page: &str) -> (String, String) {
    let (mut stage, mut told, mut renewed) = (Stage::new(), String::new(), page.to_owned());
    let blocks = blocks(page);
    let mut changes = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let text = &page[block.range.clone()];
        if let Some(path) = block.said("file") {
            let path = stage.folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        if block.language != "sh" || block.said("not run").is_some() {
            continue;
        }
        let (code, printed) = stage.run(text, block.said("cluster"));
        let wanted = block.said("exit").map_or(0, |code| code.parse().unwrap());
        if code != wanted {
            let _ =
                writeln!(told, "{name}:{}: exit code {code}, not {wanted}:\n{printed}", block.line);
        }
        let Some(output) =
            blocks.get(index + 1).filter(|next| next.follows && next.language != "sh")
        else {
            continue;
        };
        let expected: Vec<&str> = page[output.range.clone()].lines().collect();
        let found: Vec<&str> = printed.trim_end().lines().collect();
        if !matches(&expected, &found) {
            // What stands for more than it says has to be changed by hand.
            if bless() && !expected.contains(&"...") {
                changes.push((output.range.clone(), format!("{}\n", printed.trim_end())));
            } else {
                let _ = writeln!(told, "{name}:{}: printed is\n{printed}", output.line);
            }
        }
    }
    for (range, text) in changes.into_iter().rev() {
        renewed.replace_range(range, &text);
    }
    (told, renewed)
}

/// The README and the pages of docs/ that are written by hand.
pub(crate) fn pages() -> Vec<PathBuf> {
    let mut pages = vec![PathBuf::from("README.md")];
    let docs = fs::read_dir("docs").unwrap().map(|entry| entry.unwrap().path());
    pages.extend(docs.filter(|path| !path.ends_with("rules.md")));
    pages.sort();
    pages
}

#[test]
fn commands_print_what_stands_below_them() {
    let mut all = String::new();
    for path in pages() {
        let page = fs::read_to_string(&path).unwrap();
        let (told, renewed) = differences(&path.display().to_string(), &page);
        if bless() && renewed != page {
            fs::write(&path, renewed).unwrap();
        }
        all.push_str(&told);
    }
    assert!(all.is_empty(), "{all}");
}

#[test]
fn commands_can_be_pasted_whole() {
    for path in pages() {
        let (name, page) = (path.display(), fs::read_to_string(&path).unwrap());
        for block in blocks(&page).iter().filter(|block| block.language == "sh") {
            for (index, line) in page[block.range.clone()].lines().enumerate() {
                let at = format!("{name}:{}: {line}", block.line + 1 + index);
                let notation = ["$ ", "> ", "? "].iter().any(|sign| line.starts_with(sign));
                assert!(!notation, "{at}: only the test's reader knows this sign");
                assert!(!line.contains("..."), "{at}: nobody can paste three dots");
            }
        }
    }
}

#[test]
fn a_line_of_dots_stands_for_any_lines() {
    for (expected, found, same) in [
        ("a\n...\nc", "a\nb\nb\nc", true),
        ("a\n...\nc", "a\nc", true),
        ("...\nc", "a\nb", false),
        ("a", "a \n", true),
        ("a", "a\nb", false),
    ] {
        let (expected, found): (Vec<_>, Vec<_>) =
            (expected.lines().collect(), found.lines().collect());
        assert_eq!(matches(&expected, &found), same, "{expected:?} {found:?}");
    }
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
