//! Plain scalars: what kubectl takes an unquoted piece of YAML for.
//!
//! Source: `resolve` of go-yaml v2, which kubectl reads manifests with (`sigs.k8s.io/yaml`). Its rules are those of
//! YAML 1.1 less the base-60 numbers, plus what Go's `strconv` accepts. The table in the tests was checked, scalar
//! by scalar, against kubectl 1.32 and 1.37 (`kubectl annotate --local -o json`).

/// What a plain scalar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// Text.
    String,
    /// Nothing, `~`, `null`.
    Null,
    /// `true`, `no`, `on`, `y`.
    Bool,
    /// A number that Go reads as int64 or uint64.
    Int,
    /// Any other number, the infinities and not-a-number (those three kubectl refuses: JSON has no such values).
    Float,
    /// A date. kubectl keeps its text as it stands; readers that use go-yaml v3 (the Addon Manager) rewrite it.
    Timestamp,
    /// `<<`: as a key it merges a map; as a value it is text.
    Merge,
}

/// Whether kubectl reads the plain scalar, as a value, as text.
pub fn is_string(text: &str) -> bool {
    matches!(resolve(text), Plain::String | Plain::Timestamp | Plain::Merge)
}

/// What kubectl resolves the plain scalar to.
pub fn resolve(text: &str) -> Plain {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Null,
        "<<" => return Plain::Merge,
        _ if BOOLS.contains(&text) => return Plain::Bool,
        _ if NOT_FINITE.contains(&text) => return Plain::Float,
        _ => {}
    }
    match text.as_bytes()[0] {
        b'.' if underscores_part_digits(text) && is_float(&text.replace('_', "")) => Plain::Float,
        b'0'..=b'9' | b'+' | b'-' => number_or_date(text),
        _ => Plain::String,
    }
}

/// Whether a plain scalar that is a bool is true.
pub(crate) fn is_true(text: &str) -> bool {
    text.starts_with(['y', 'Y', 't', 'T']) || text.eq_ignore_ascii_case("on")
}

/// The value of a plain scalar that is an integer.
pub(crate) fn integer(text: &str) -> Option<serde_json::Number> {
    let plain = text.replace('_', "");
    let negated = |magnitude: u64| 0i64.checked_sub_unsigned(magnitude).map(Into::into);
    if is_int(&plain) {
        return match plain.strip_prefix('-') {
            Some(digits) => negated(magnitude(digits)?),
            None => Some(magnitude(plain.strip_prefix('+').unwrap_or(&plain))?.into()),
        };
    }
    let signed = plain.strip_prefix("0b").filter(|_| is_signed_binary(&plain))?;
    match signed.strip_prefix('-') {
        Some(digits) => negated(in_radix(digits, 2)?),
        None => Some(in_radix(signed.strip_prefix('+')?, 2)?.into()),
    }
}

/// The value of a plain scalar that is a number, as a float.
pub(crate) fn float(text: &str) -> Option<f64> {
    match text.trim_start_matches(['+', '-']) {
        ".inf" | ".Inf" | ".INF" if text.starts_with('-') => Some(f64::NEG_INFINITY),
        ".inf" | ".Inf" | ".INF" => Some(f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" => Some(f64::NAN),
        _ => match resolve(text) {
            Plain::Int => integer(text)?.as_f64(),
            Plain::Float => text.replace('_', "").parse().ok(),
            _ => None,
        },
    }
}

#[rustfmt::skip]
const BOOLS: [&str; 22] = [
    "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON",
    "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF",
];
#[rustfmt::skip]
const NOT_FINITE: [&str; 12] = [
    ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN",
];

fn number_or_date(text: &str) -> Plain {
    if is_timestamp(text) {
        return Plain::Timestamp;
    }
    // Wherever they are: `1__0`, `0x_1F` and `1_` are numbers.
    let plain = text.replace('_', "");
    if is_int(&plain) || is_signed_binary(&plain) {
        Plain::Int
    } else if is_float(&plain) {
        Plain::Float
    } else {
        Plain::String
    }
}

/// Go's `ParseInt(text, 0, 64)` or `ParseUint(text, 0, 64)`.
fn is_int(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let Some(magnitude) = magnitude(digits) else { return false };
    match text.as_bytes()[0] {
        b'-' => magnitude <= i64::MIN.unsigned_abs(),
        b'+' => magnitude <= i64::MAX.unsigned_abs(),
        _ => true,
    }
}

/// The value of digits with Go's prefixes; `0644` is octal.
fn magnitude(digits: &str) -> Option<u64> {
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', _, ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', _, ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    in_radix(digits, radix)
}

/// As `u64::from_str_radix`, without the plus sign that it takes.
fn in_radix(digits: &str, radix: u32) -> Option<u64> {
    digits.chars().all(|c| c.is_digit(radix)).then(|| u64::from_str_radix(digits, radix).ok())?
}

/// `0b-11`: go-yaml cuts the prefix off and lets Go read the rest, sign and all.
fn is_signed_binary(text: &str) -> bool {
    text.strip_prefix("0b")
        .and_then(|rest| rest.strip_prefix(['+', '-']))
        .and_then(|digits| in_radix(digits, 2))
        .is_some_and(|value| i64::try_from(value).is_ok())
}

/// go-yaml's `^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`, and within the range of a float64.
fn is_float(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let starts = unsigned.starts_with(|c: char| c.is_ascii_digit())
        || unsigned.strip_prefix('.').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    // Rust reads the same forms, and words besides; those do not start with a digit.
    starts && text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// Go's rule for floats, which go-yaml leaves the underscores in where the text starts with a point.
fn underscores_part_digits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    (0..bytes.len())
        .filter(|i| bytes[*i] == b'_')
        .all(|i| digit(i.checked_sub(1)) && digit(Some(i + 1)))
}

/// The four layouts of go-yaml: a date, and with a time after `T` or `t` (zone needed) or spaces (no zone).
fn is_timestamp(text: &str) -> bool {
    let Some((date, time)) = split_date(text) else { return false };
    let mut parts = date.splitn(3, '-');
    let mut number = || parts.next().and_then(|part| part.parse::<u16>().ok());
    let (Some(year), Some(month), Some(day)) = (number(), number(), number()) else { return false };
    (1..=days_in(year, month)).contains(&day)
        && match time.chars().next() {
            None => true,
            Some(' ') => time_rest(time.trim_start_matches(' ')) == Some(""),
            Some(_) => time_rest(&time[1..]).is_some_and(is_zone),
        }
}

/// `2006-1-2` and what follows it, which starts with `T`, `t` or a space, or is empty.
fn split_date(text: &str) -> Option<(&str, &str)> {
    let (date, time) = text.split_at(text.find(['T', 't', ' ']).unwrap_or(text.len()));
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let short = |part: &str| (1..=2).contains(&part.len()) && digits(part);
    (year.len() == 4 && digits(year) && short(month) && short(day)).then_some((date, time))
}

fn days_in(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// What is left after `15:4:5` with or without a fraction.
fn time_rest(text: &str) -> Option<&str> {
    let rest = below(text, 24)?.strip_prefix(':')?;
    let rest = below(rest, 60)?.strip_prefix(':')?;
    let rest = below(rest, 60)?;
    let Some(fraction) = rest.strip_prefix(['.', ',']) else { return Some(rest) };
    let end = fraction.find(|c: char| !c.is_ascii_digit()).unwrap_or(fraction.len());
    (end > 0).then(|| &fraction[end..])
}

/// What is left after a number of one or two digits that is below `limit`.
fn below(text: &str, limit: u8) -> Option<&str> {
    let end = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(end);
    number.parse::<u8>().is_ok_and(|n| n < limit).then_some(rest)
}

/// `Z` or `-05:00`; Go lets 24 hours and 60 minutes pass.
fn is_zone(text: &str) -> bool {
    let minutes = |text: &str| text.len() == 2 && below(text, 61) == Some("");
    text == "Z"
        || text
            .strip_prefix(['+', '-'])
            .and_then(|zone| zone.split_once(':'))
            .is_some_and(|(h, m)| h.len() == 2 && below(h, 25) == Some("") && minutes(m))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checked against kubectl 1.32 and 1.37.2 (text, null, bool or number; it refuses `.inf` and `.nan`), and for
    /// the kind of number and the dates, which kubectl's output does not show, against gopkg.in/yaml.v2 2.4.0.
    #[rustfmt::skip]
    const TABLE: &[(Plain, &[&str])] = &[
        (Plain::Bool, &["yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF", "y", "Y", "n",
            "N", "true", "True", "TRUE", "false", "False", "FALSE"]),
        (Plain::Null, &["", "~", "null", "Null", "NULL"]),
        (Plain::Int, &["0", "1", "-1", "+1", "42", "0644", "-0644", "+0644", "0o7", "0o17", "0O17", "010", "00",
            "0x1F", "0X1f", "0x1f", "-0x1F", "+0x1F", "0b1", "0B11", "-0b11", "+0b11", "0b-11", "0b+11", "0b_1",
            "0x_1F", "1_000", "1_", "1__0", "0_", "+_1", "+1_0", "0xFFFFFFFFFFFFFFFF", "18446744073709551615",
            "9223372036854775808", "-9223372036854775808", "01777777777777777777777",
            "0b1111111111111111111111111111111111111111111111111111111111111111", "20121017"]),
        (Plain::Float, &["08", "09", "0_8", "18446744073709551616", "-9223372036854775809", "+18446744073709551615",
            "0777777777777777777777777777", "1.5", "1.", ".5", "-.5", "+.5", "+1.5", "1_0.5", "1.5_0", ".5_0",
            "-.5_0", ".1_2_3", "1e3", "1E3", "1e+3", "1e-3", "+1e3", "-1e3", ".5e3", "1.e3", "1e1_0", "1_e3",
            "1e-400", "1.20", "685.230_15e+03", ".inf", ".Inf", ".INF", "+.inf", "-.Inf", "+.INF", ".nan", ".NaN",
            ".NAN"]),
        (Plain::String, &["yEs", "nO", "oN", "oFF", "tRue", "fAlse", "nULL", "nil", "none", "NaN", "nan", "Inf",
            "inf", "Infinity", "0o8", "0o", "0x", "0xG", "0b2", "0b", "-0b-11", "-0b+11", "_1", "-_", "--", "+-1",
            "--1", "+", "++", "1,000", "0xFFFFFFFFFFFFFFFFFF",
            "0b11111111111111111111111111111111111111111111111111111111111111111", "._5", ".5_", "1e", "1e+", "e3",
            ".e3", "1e400", "-1e400", "1.2.3", "v1.2", ".1.2", ".", "..", "...", ".x", ".5x", ".0x1p4", "0x1p-2",
            "0x1.8p1", "1p3", ".iNF", ".Nan", "+.nan", "-.nan", ".infinity", ".5p3", ".1e400", "+e3", "-.e3", "-.",
            "+.", "12:30:45", "190:20:30.15", "1:2", "60:00", "-1:30", "1:30", "2001-13-01", "2001-02-30", "2012-10",
            "2012-10-17T", "12012-10-17", "2001-12-14T21:59:43", "2012_10-17", "=", "a", "abc", "10m", "1Gi", "1h",
            "0.5Gi", "1d", "1f", "1.5f", "1L", "0x1g", "1e3m", "5m30s", "~x", "null1", "nullx", "true1", "yes1",
            "0o7x", "NO-WAY", "+x", "-x", "yes no", "1 2", "true false", "0 1", "2001-12-14 21:59:43.10 -5",
            "\u{661}", "\u{ff11}", "1\u{661}", ".\u{661}"]),
        (Plain::Timestamp, &["2012-10-17", "2001-12-14t21:59:43.10-05:00", "2001-12-14T21:59:43Z", "2001-1-1",
            "2012-1-17T1:2:3Z", "2001-12-14 21:59:43", "2001-12-14 21:59:43.1", "2000-02-29", "2001-1-1 1:2:3,5", "2001-1-1T1:2:3+24:60"]),
        (Plain::Merge, &["<<"]),
    ];

    #[test]
    fn plain_scalars_are_what_kubectl_takes_them_for() {
        let wrong: Vec<_> = TABLE
            .iter()
            .flat_map(|(want, texts)| texts.iter().map(move |text| (*text, *want)))
            .filter(|(text, want)| resolve(text) != *want)
            .map(|(text, want)| (text, want, resolve(text)))
            .collect();
        assert_eq!(wrong, []);
    }

    #[test]
    fn dates_and_merge_keys_are_text_as_values() {
        assert!(["2012-10-17", "<<", "a"].iter().all(|text| is_string(text)));
        assert!(["", "yes", "1", ".5"].iter().all(|text| !is_string(text)));
    }
}
