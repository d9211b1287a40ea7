//! Comma lists on the command line, of `KEY=VALUE` pairs and of plain words.

use crate::finding::{Finding, rule};

/// Reads `KEY=VALUE,KEY=VALUE`, the value of `flag`; `\,` is a comma that belongs to a value.
///
/// Split at the first `=`; the value is taken as it stands, blanks and further `=` included.
pub fn parse_argument(flag: &str, value: &str) -> Result<Vec<(String, String)>, Vec<Finding>> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut findings = Vec::new();
    for piece in pieces(value) {
        match piece.split_once('=').map(|(key, value)| (key.trim(), value)) {
            Some(("", _)) => findings.push(
                syntax(flag, format!("`{piece}` has nothing before the `=`")).help(written(flag)),
            ),
            Some((key, value)) => pairs.push((key.to_owned(), value.to_owned())),
            None => findings.push(no_value(flag, &piece, pairs.last())),
        }
    }
    if findings.is_empty() { Ok(pairs) } else { Err(findings) }
}

/// Splits a comma list and trims its pieces; `\,` is a comma that belongs to a piece.
///
/// An empty piece stays, for the check of what the list holds to refuse.
pub fn split_commas(value: &str) -> Vec<String> {
    pieces(value).iter().map(|piece| piece.trim().to_owned()).collect()
}

/// Splits at commas. Backslashes count only in front of a comma, where two make one and an odd one keeps the comma.
///
/// In front of a comma that is how helm reads `--set`. Helm drops every other backslash too, which ruins patterns
/// and paths (`\d+`, `C:\temp`), so those stay here.
fn pieces(value: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for chunk in value.split_inclusive(',') {
        let Some(text) = chunk.strip_suffix(',') else {
            piece.push_str(chunk);
            continue;
        };
        let kept = text.trim_end_matches('\\');
        let backslashes = text.len() - kept.len();
        piece.push_str(kept);
        piece.push_str(&"\\".repeat(backslashes / 2));
        if backslashes % 2 == 1 {
            piece.push(',');
        } else {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    pieces
}

/// What a pair of a flag looks like.
fn form(flag: &str) -> &'static str {
    match flag {
        "--role" | "--workflow-role" => "STAGE=ROLE",
        "--name-prefix" => "STAGE=PREFIX",
        _ => "KEY=VALUE",
    }
}

/// How to write a pair of a flag.
fn written(flag: &str) -> String {
    let stages = if form(flag).starts_with("STAGE") {
        ", where STAGE is prereqs, install, delete or validate"
    } else {
        ""
    };
    format!("write it as {flag} {}{stages}", form(flag))
}

/// A finding about a flag's pairs; those of parameters have a rule of their own.
fn syntax(flag: &str, message: String) -> Finding {
    let of_params = matches!(flag, "-p" | "--params" | "--context-param");
    let rule = if of_params { &rule::PARAM_SYNTAX } else { &rule::ARGUMENT };
    Finding::new(rule, message).at_argument(flag)
}

/// What to say of a piece without `=`; after another pair its comma was most likely part of that pair's value.
fn no_value(flag: &str, piece: &str, before: Option<&(String, String)>) -> Finding {
    let files = matches!(flag, "-p" | "--params");
    if piece.trim().is_empty() {
        return syntax(flag, "an entry of the comma list is empty".to_owned()).help(written(flag));
    }
    let finding = syntax(flag, format!("`{piece}` is not {}", form(flag)));
    let or_file = if files { ", or use --params-file" } else { "" };
    match before {
        Some((key, _)) => finding.help(format!(
            "if the comma belongs to the value of `{key}`, write it as `\\,`{or_file}"
        )),
        None => finding.help(format!("{}{or_file}", written(flag))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn pairs_are_split_at_commas_and_the_first_equals_sign() {
        let pairs = parse_argument("-p", "a=1,b=x=y, c= z ,d=").unwrap();
        assert_eq!(pairs, [pair("a", "1"), pair("b", "x=y"), pair("c", " z "), pair("d", "")]);
    }

    #[test]
    fn backslashes_count_in_front_of_commas_only() {
        let pairs = parse_argument("-p", r"a=1\,2,b=x\\,c=\d+\\\,,d=\\host\").unwrap();
        let want = [pair("a", "1,2"), pair("b", r"x\"), pair("c", r"\d+\,"), pair("d", r"\\host\")];
        assert_eq!(pairs, want);
    }

    #[test]
    fn all_mistakes_are_found_and_explained() {
        let findings = parse_argument("-p", "a=1,2,=x,").unwrap_err();
        let messages: Vec<_> = findings.iter().map(|f| f.message.as_str()).collect();
        let want = [
            "`2` is not KEY=VALUE",
            "`=x` has nothing before the `=`",
            "an entry of the comma list is empty",
        ];
        assert_eq!(messages, want);
        let help = findings[0].help.as_deref().unwrap();
        assert_eq!(
            help,
            "if the comma belongs to the value of `a`, write it as `\\,`, or use --params-file"
        );
    }

    #[test]
    fn each_flag_has_its_own_form() {
        for (flag, rule, message, help) in [
            ("--label", "argument", "`a` is not KEY=VALUE", "write it as --label KEY=VALUE"),
            (
                "--role",
                "argument",
                "`a` is not STAGE=ROLE",
                "write it as --role STAGE=ROLE, where STAGE is prereqs, install, delete or validate",
            ),
            (
                "--params",
                "param-syntax",
                "`a` is not KEY=VALUE",
                "write it as --params KEY=VALUE, or use --params-file",
            ),
        ] {
            let found = parse_argument(flag, "a").unwrap_err().remove(0);
            assert_eq!((found.rule.id, found.message.as_str()), (rule, message));
            assert_eq!(found.help.as_deref(), Some(help));
        }
    }

    #[test]
    fn lists_are_trimmed() {
        assert_eq!(split_commas(r"a, b\,c ,"), ["a", "b,c", ""]);
    }

    /// Escapes a value, as somebody would for a place that is followed by a comma or not.
    fn escape(value: &str, last: bool) -> String {
        let mut out = String::new();
        let mut run = 0;
        let doubled = |out: &mut String, run: usize| out.push_str(&"\\".repeat(run));
        for c in value.chars() {
            if c == ',' {
                doubled(&mut out, run + 1);
            }
            run = if c == '\\' { run + 1 } else { 0 };
            out.push(c);
        }
        if !last {
            doubled(&mut out, run);
        }
        out
    }

    proptest! {
        #[test]
        fn escaped_values_come_back(a in r"[\\,=ab \n]*", b in r"[\\,=ab \n]*", c in any::<String>()) {
            let text = format!("k={},l={},m={}", escape(&a, false), escape(&b, false), escape(&c, true));
            prop_assert_eq!(parse_argument("-p", &text), Ok(vec![pair("k", &a), pair("l", &b), pair("m", &c)]));
        }
    }
}
