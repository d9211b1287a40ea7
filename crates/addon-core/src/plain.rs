//! Foreign text made plain: without bytes that mean something to a terminal, fit for a file's name, an error's words alone.

use std::borrow::Cow;
use std::error::Error as _;
use std::fmt::Write as _;
use std::io;

/// The longest name that is given to a file, in bytes: file systems take 255, and endings come behind it.
const LONGEST_NAME: usize = 80;

/// Text of any number of lines with every byte escaped that a terminal would act on.
///
/// ```
/// use addon_core::plain::text;
/// assert_eq!(text("a\u{1b}[31m\nb"), "a\\u{1b}[31m\nb");
/// ```
pub fn text(foreign: &str) -> Cow<'_, str> {
    escaped(foreign, |c| acts(c) && !matches!(c, '\n' | '\t'))
}

/// The same for a place of one line: an end of a line is escaped too, so that no line can be forged.
///
/// ```
/// use addon_core::plain::line;
/// assert_eq!(line("a\n::error::b"), "a\\n::error::b");
/// ```
pub fn line(foreign: &str) -> Cow<'_, str> {
    escaped(foreign, acts)
}

/// A message of several lines, such as an error with its hint. A line of foreign words among them is no command to whoever
/// reads what a pipeline prints.
///
/// ```
/// use addon_core::plain::message;
/// assert_eq!(message("no\n  hint: a\n::error::b\u{7}"), "no\n  hint: a\n ::error::b\\u{7}");
/// ```
pub fn message(foreign: &str) -> String {
    text(foreign).replace("\n::", "\n ::").replace("\n##[", "\n ##[")
}

/// Whether a terminal, or whoever reads what it shows, takes a character for something else than a sign: controls, what
/// changes the direction of text, and what is not seen at all.
pub fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn escaped(foreign: &str, escape: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !foreign.chars().any(&escape) {
        return Cow::Borrowed(foreign);
    }
    let mut out = String::with_capacity(foreign.len() + 16);
    for c in foreign.chars() {
        match c {
            '\n' if escape(c) => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' if escape(c) => out.push_str("\\t"),
            c if escape(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A name for a file, made of a foreign one: letters, digits, `_`, and behind one of them `-` and `.` too. `otherwise`
/// where nothing of it is left.
///
/// ```
/// use addon_core::plain::file_name;
/// assert_eq!(file_name("../../etc/passwd", "script"), "etc-passwd");
/// assert_eq!(file_name("..", "script"), "script");
/// assert_eq!(file_name("make_token", "script"), "make_token");
/// ```
pub fn file_name(foreign: &str, otherwise: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = foreign.chars().map(|c| if fits(c) { c } else { '-' }).collect();
    // `a-..-b` says no more than `a-b`.
    let says = |part: &&str| part.is_empty() || !part.chars().all(|c| c == '.');
    let name = name.split('-').filter(says).collect::<Vec<_>>().join("-");
    let name = name.trim_start_matches(['-', '.']);
    let name = name[..name.len().min(LONGEST_NAME)].trim_end_matches(['-', '.']);
    if name.is_empty() { otherwise.to_owned() } else { name.to_owned() }
}

/// Why reading or writing failed, in words: no numbers of errors, no paths of temporary files.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => return "no such file or folder".to_owned(),
        io::ErrorKind::IsADirectory => return "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => return "a part of its path is no folder".to_owned(),
        io::ErrorKind::StorageFull => return "no space is left".to_owned(),
        _ => {}
    }
    let mut innermost: &(dyn std::error::Error + 'static) = error;
    if let Some(inner) = error.get_ref() {
        innermost = inner;
        while let Some(source) = innermost.source() {
            innermost = source;
        }
    } else if let Some(source) = error.source() {
        innermost = source;
    }
    let words = innermost.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().to_string() + chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_acts_is_left() {
        let all: String = ('\0'..='\u{10ffff}').filter(|c| acts(*c)).collect();
        assert!(all.contains('\u{1b}') && all.contains('\u{9b}') && all.contains('\u{202e}'));
        assert!(!line(&all).chars().any(acts));
        assert!(text(&all).chars().filter(|c| acts(*c)).all(|c| matches!(c, '\n' | '\t')));
        assert!(matches!(line("usual: ä 漢 😀"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_name_is_one_component_that_shows() {
        let long = "a/".repeat(300);
        for foreign in [
            "", ".", "..", "...", "/", "../x", "/etc/x", "a/../b", ".hidden", "a\0b", "-rf", "~",
            &long, "a\nb", "ä",
        ] {
            let name = file_name(foreign, "x");
            assert!(!name.is_empty() && name.len() <= LONGEST_NAME, "{foreign:?}: {name:?}");
            assert!(!name.contains("..") && !name.starts_with(['-', '.']), "{foreign:?}: {name:?}");
            assert!(!name.contains(['/', '\\', '\0', '\n']), "{foreign:?}: {name:?}");
        }
        for usual in ["1.2-rc_3", "a--b", "_x"] {
            assert_eq!(file_name(usual, "x"), usual);
        }
    }

    #[test]
    fn reasons_have_no_numbers_and_no_paths() {
        let denied = io::Error::from_raw_os_error(13);
        assert_eq!(reason(&denied), "permission denied");
        let own = io::Error::other("it is too large");
        assert_eq!(reason(&own), "it is too large");
    }
}
