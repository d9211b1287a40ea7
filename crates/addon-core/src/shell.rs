//! Words quoted for a shell, so that a command in a hint can be pasted whatever names are in it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The word as bash and zsh read it back: as it is where that is safe, else in quotes. Bytes that mean something to a
/// terminal are escaped too.
///
/// ```
/// use addon_core::shell::quote;
/// assert_eq!(quote("a/b-c.yaml"), "a/b-c.yaml");
/// assert_eq!(quote("My Addon"), "'My Addon'");
/// assert_eq!(quote("it's"), r"'it'\''s'");
/// assert_eq!(quote("a\nb"), r"$'a\nb'");
/// ```
pub fn quote(word: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return Cow::Borrowed(word);
    }
    if !word.chars().any(needs_escape) {
        return Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")));
    }
    let mut quoted = String::from("$'");
    for c in word.chars() {
        match c {
            '\n' => quoted.push_str(r"\n"),
            '\t' => quoted.push_str(r"\t"),
            '\\' | '\'' => quoted.extend(['\\', c]),
            c if needs_escape(c) => {
                let _ = write!(quoted, "\\U{:08x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    Cow::Owned(quoted)
}

/// Controls, and what changes the direction of text or is not seen at all.
fn needs_escape(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Words as one command line.
pub fn line<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    words.into_iter().map(quote).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_from_a_shell() {
        for (word, quoted) in [
            ("", "''"),
            ("web", "web"),
            ("~", "'~'"),
            ("*.yaml", "'*.yaml'"),
            ("$(id)", "'$(id)'"),
            ("a\u{1b}[31m", r"$'a\U0000001b[31m'"),
            ("a'\n\\", r"$'a\'\n\\'"),
            ("\u{202e}x", r"$'\U0000202ex'"),
            ("ä", "'ä'"),
        ] {
            assert_eq!(quote(word), quoted);
        }
        assert_eq!(line(["addonctl", "create", "-f", "My Addon"]), "addonctl create -f 'My Addon'");
    }
}
