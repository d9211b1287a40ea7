//! Repeated runs of lines, folded before xz sees them and unfolded in the pod by awk, to the same bytes.
//!
//! CRDs hold whole schemas over and over, at other depths each time. To xz these are different lines, since the blanks
//! in front differ; it pays for each of them, in bytes and in time. Here such a run becomes one line that says how far
//! up it stood, how many lines it has, and how much deeper it stands now.
//!
//! ```
//! use addon_core::workflow::fold::{fold, unfold};
//!
//! let schema = "  type: object\n  description: What the pods of this workload are to be made of.\n  required: [name]\n";
//! let deeper = schema.replace("  ", "    ");
//! let text = format!("a:\n{schema}b:\n  c:\n{deeper}");
//! let folded = fold(&text).unwrap();
//! assert!(folded.ends_with("b:\n  c:\n\u{1}5 3 2\n"));
//! assert_eq!(unfold(&folded, text.len()).unwrap(), text);
//! ```

use std::collections::HashMap;
use std::fmt::{self, Write as _};

/// What the first line of a folded text says, so that nobody takes it for a text as it is.
const HEADER: &str = "\u{1}folded\n";
/// What a line starts with that stands for others. YAML has no such character.
const MARK: char = '\u{1}';
/// The fewest lines that are folded.
const SHORTEST: usize = 3;
/// The fewest bytes that are, without the blanks in front: xz writes less for a shorter run than for its fold. Chosen
/// by trial on bundles of CRDs and of dashboards.
const SMALLEST: usize = 64;
/// How many earlier places are tried for the longest run.
const CANDIDATES: usize = 16;

/// The program that takes a folded text back, for any awk: tried with those of busybox, GNU and mawk.
///
/// It has no single quote, so that a shell can be given it in some.
pub const AWK: &str = r#"NR==1{next}substr($0,1,1)=="\001"{split(substr($0,2),a," ");s=n+1-a[1];for(k=0;k<a[2];k++){x=L[s+k];if(x!=""){if(a[3]>0)x=sprintf("%"a[3]"s","")x;else if(a[3]<0)x=substr(x,1-a[3])}L[++n]=x;print x}next}{L[++n]=$0;print}"#;

/// Why a folded text cannot be taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnfoldError {
    /// A line says something that no folding writes; its number, from 1.
    Malformed(usize),
    /// The text is longer than the caller wants it, in bytes.
    TooLong(usize),
}

impl fmt::Display for UnfoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(line) => write!(f, "line {line} of its folded text is damaged"),
            Self::TooLong(limit) => write!(f, "it unfolds to more than {limit} bytes"),
        }
    }
}

impl std::error::Error for UnfoldError {}

/// Whether a text is a folded one.
pub fn is_folded(text: &str) -> bool {
    text.starts_with(HEADER)
}

/// The text with its repetitions folded; none where that is impossible or saves nothing.
pub fn fold(text: &str) -> Option<String> {
    // awk ends every line that it prints.
    if text.contains(MARK) || !text.ends_with('\n') {
        return None;
    }
    let lines: Vec<&str> = text[..text.len() - 1].split('\n').collect();
    let runs = Runs::new(&lines);
    let mut out = String::with_capacity(text.len() / 2);
    out.push_str(HEADER);
    let (mut at, mut folded) = (0, false);
    while at < lines.len() {
        if let Some(Run { back, count, deeper }) = runs.longest(at) {
            let _ = writeln!(out, "{MARK}{back} {count} {deeper}");
            folded = true;
            at += count;
        } else {
            out.push_str(lines[at]);
            out.push('\n');
            at += 1;
        }
    }
    folded.then_some(out)
}

/// The text that a folded one stands for, of at most `limit` bytes: some folds make much of little.
///
/// # Errors
/// The text was not made by [`fold`], or it is longer than the limit.
pub fn unfold(folded: &str, limit: usize) -> Result<String, UnfoldError> {
    let body = folded.strip_prefix(HEADER).ok_or(UnfoldError::Malformed(1))?;
    let mut unfolded = Unfolded { text: String::new(), starts: Vec::new(), limit };
    for (index, line) in body.split_inclusive('\n').enumerate() {
        let malformed = UnfoldError::Malformed(index + 2);
        let line = line.strip_suffix('\n').ok_or(malformed)?;
        match line.strip_prefix(MARK) {
            Some(words) => {
                let run = Run::parse(words, unfolded.starts.len()).ok_or(malformed)?;
                unfolded.repeat(&run, malformed)?;
            }
            None => unfolded.push(line, 0)?,
        }
    }
    Ok(unfolded.text)
}

/// A run of lines that stood before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// How many lines further up it began.
    back: usize,
    /// How many lines it has.
    count: usize,
    /// How many more blanks stand in front of its lines now.
    deeper: isize,
}

impl Run {
    /// Reads the words of a fold behind so many lines; none if they mean no lines of those.
    fn parse(words: &str, lines: usize) -> Option<Self> {
        let mut words = words.split(' ');
        let run = Self {
            back: words.next()?.parse().ok()?,
            count: words.next()?.parse().ok()?,
            deeper: words.next()?.parse().ok()?,
        };
        let known = run.back <= lines && run.count <= run.back && words.next().is_none();
        known.then_some(run)
    }
}

/// A text on its way back.
struct Unfolded {
    text: String,
    /// Where each line starts.
    starts: Vec<usize>,
    limit: usize,
}

impl Unfolded {
    /// Adds a line with so many blanks in front.
    fn push(&mut self, line: &str, blanks: usize) -> Result<(), UnfoldError> {
        if self.text.len().saturating_add(line.len()).saturating_add(blanks) >= self.limit {
            return Err(UnfoldError::TooLong(self.limit));
        }
        self.starts.push(self.text.len());
        self.text.extend(std::iter::repeat_n(' ', blanks));
        self.text.push_str(line);
        self.text.push('\n');
        Ok(())
    }

    /// Adds the lines of a run once more.
    fn repeat(&mut self, run: &Run, malformed: UnfoldError) -> Result<(), UnfoldError> {
        let first = self.starts.len() - run.back;
        for index in first..first + run.count {
            let start = self.starts[index];
            let length = self.text[start..].find('\n').unwrap_or_default();
            let line = self.text[start..start + length].to_owned();
            let blanks = usize::try_from(run.deeper).unwrap_or_default();
            let fewer = if line.is_empty() { 0 } else { run.deeper.min(0).unsigned_abs() };
            let own = line.len() - line.trim_start_matches(' ').len();
            let rest = line.get(fewer..).filter(|_| fewer <= own).ok_or(malformed)?;
            self.push(rest, if line.is_empty() { 0 } else { blanks })?;
        }
        Ok(())
    }
}

/// Lines without their indent, and where each run of a few of them stood before.
struct Runs {
    /// The same number for the same text behind the indent.
    words: Vec<u32>,
    /// Blanks in front of each line.
    indents: Vec<isize>,
    /// For each line, the last one before it where the same few lines begin.
    earlier: Vec<Option<u32>>,
    /// Bytes of each line behind the blanks.
    lengths: Vec<usize>,
    /// Whether a line has nothing at all, not even blanks.
    empty: Vec<bool>,
}

impl Runs {
    fn new(lines: &[&str]) -> Self {
        let mut numbers = HashMap::with_capacity(lines.len() / 4);
        let (mut words, mut indents, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
        for line in lines {
            let bare = line.trim_start_matches(' ');
            lengths.push(bare.len());
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            words.push(*numbers.entry(bare).or_insert(next));
            indents.push(isize::try_from(line.len() - bare.len()).unwrap_or(isize::MAX));
        }
        let empty = lines.iter().map(|line| line.is_empty()).collect();
        let mut runs = Self { words, indents, lengths, empty, earlier: Vec::new() };
        runs.earlier = runs.find_earlier();
        runs
    }

    fn find_earlier(&self) -> Vec<Option<u32>> {
        let mut last = HashMap::with_capacity(self.words.len() / 4);
        let starts = 0..self.words.len();
        starts.map(|at| last.insert(self.beginning(at)?, u32::try_from(at).ok()?)).collect()
    }

    /// The first few lines from here on, told from others by their words and how their indents differ.
    fn beginning(&self, at: usize) -> Option<[(u32, isize); SHORTEST]> {
        let own = *self.indents.get(at)?;
        let mut few = [(0, 0); SHORTEST];
        for (index, line) in few.iter_mut().enumerate() {
            let (word, here) = (*self.words.get(at + index)?, at + index);
            // An empty line stays empty at any depth.
            *line = (word, if self.empty[here] { isize::MIN } else { self.indents[here] - own });
        }
        Some(few)
    }

    /// The longest run that starts here and stood before.
    fn longest(&self, at: usize) -> Option<Run> {
        let before = |at: &usize| self.earlier[*at].map(|line| line as usize);
        let places = std::iter::successors(before(&at), before).take(CANDIDATES);
        // Of two as long the nearer one: xz writes small numbers in less.
        let (place, count) = places
            .map(|place| (place, self.common(place, at)))
            .reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let deeper = self.indents[at] - self.indents[place];
        let bytes: usize = self.lengths[at..at + count].iter().sum();
        (count >= SHORTEST && bytes >= SMALLEST).then_some(Run { back: at - place, count, deeper })
    }

    /// How many lines from `place` on are those from `at` on, but for the indent.
    fn common(&self, place: usize, at: usize) -> usize {
        let deeper = self.indents[at] - self.indents[place];
        let same = |offset: &usize| {
            let (one, other) = (place + offset, at + offset);
            self.words[one] == self.words[other]
                && self.empty[one] == self.empty[other]
                && (self.empty[one] || self.indents[other] - self.indents[one] == deeper)
        };
        let room = (at - place).min(self.words.len() - at);
        (0..room).take_while(same).count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As much as any text of these tests.
    const LIMIT: usize = 1 << 20;

    /// Whether a text comes back, folded or not.
    fn comes_back(text: &str) {
        if let Some(folded) = fold(text) {
            assert_eq!(unfold(&folded, LIMIT).as_deref(), Ok(text));
        }
    }

    #[test]
    fn a_run_is_folded_at_another_depth_and_with_empty_lines() {
        let long = "long ".repeat(20);
        let deep = format!("    a: 1\n\n    b: {long}\n    c: 3\n");
        let text = format!("x:\n{deep}  y:\n{}end\n", deep.replace("    ", "  "));
        let folded = fold(&text).unwrap();
        assert!(folded.ends_with("  y:\n\u{1}5 4 -2\nend\n"), "{folded:?}");
        comes_back(&text);
    }

    #[test]
    fn what_is_small_is_left_to_xz() {
        let run = "a: 1\nb: 2\nc: 3\n";
        assert_eq!(fold(&run.repeat(2)), None);
        assert!(fold(&run.repeat(40)).is_some());
    }

    #[test]
    fn what_awk_would_change_is_not_folded() {
        let run = "a: 1\nb: 2\nc: 3\n".repeat(9);
        assert_eq!(fold(&format!("{run}{run}d")), None, "no line break at the end");
        assert_eq!(fold(&format!("\u{1}x\n{run}{run}")), None, "a mark of its own");
        assert_eq!(fold("a: 1\nb: 2\n"), None, "nothing is repeated");
    }

    #[test]
    fn what_somebody_made_up_is_an_error() {
        for body in [
            "\u{1}1 1 0",
            "x\n\u{1}1 2 0",
            "x\n\u{1}1 1",
            "x\n\u{1}1 1 -1",
            "x\n\u{1}1 1 0 0",
            "\u{1}",
        ] {
            let error = unfold(&format!("{HEADER}{body}\n"), LIMIT).unwrap_err();
            assert!(matches!(error, UnfoldError::Malformed(2 | 3)), "{body}: {error}");
        }
        let mut bomb = String::new();
        for power in 0..60 {
            let _ = writeln!(bomb, "{MARK}{0} {0} 0", 1_u64 << power);
        }
        assert_eq!(unfold(&format!("{HEADER}x\n{bomb}"), LIMIT), Err(UnfoldError::TooLong(LIMIT)));
        let deep = format!("{HEADER}x\n{}", "\u{1}1 1 400000\n".repeat(9));
        assert_eq!(unfold(&deep, LIMIT), Err(UnfoldError::TooLong(LIMIT)));
        assert_eq!(unfold("x\n", LIMIT), Err(UnfoldError::Malformed(1)));
    }

    /// Lines that are likely to be repeated, at some depth.
    fn lines() -> impl Strategy<Value = String> {
        let line = (
            0_usize..5,
            prop::sample::select(vec![
                "",
                "a: 1",
                "- b",
                "ä\r",
                "\t",
                " ",
                "description: what it is for",
            ]),
        );
        let block = prop::collection::vec(line, 1..12);
        (prop::collection::vec(block, 1..4), prop::collection::vec((0_usize..4, 0_usize..6), 0..12))
            .prop_map(|(blocks, order)| {
                let mut text = String::new();
                for (block, deeper) in order {
                    for (indent, line) in &blocks[block % blocks.len()] {
                        let _ = writeln!(text, "{}{line}", " ".repeat(indent + deeper));
                    }
                }
                text
            })
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "(.|\n|[ ]{1,4}|a: b\n){0,200}") {
            comes_back(&text);
        }

        #[test]
        fn texts_that_repeat_themselves_come_back(text in lines()) {
            comes_back(&text);
        }

        #[test]
        fn no_fold_makes_a_panic(words in "(\u{1}[0-9 -]{0,8}\n|x\n| {2}y\n){0,30}") {
            let _ = unfold(&format!("{HEADER}{words}"), LIMIT);
        }
    }
}
