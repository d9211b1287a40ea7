//! Forms of YAML, some twenty thousand, each read by addonctl and by the real kubectl: what one refuses, the other does.
//!
//! They are products of keys, values and the places where those can stand, and what comes out of them when characters are
//! put in at random (the same ones each time).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use addonctl::finding::any_error;
use addonctl::manifest::{self, Reading};
use addonctl::source::Source;
use addonctl::yaml::read;
use serde_json::Value;

use crate::apiserver::kubectl;

#[rustfmt::skip]
const KEYS: &[&str] = &[
    "a", "\"a b\"", "'a'", "yes", "~", "null", "", "3", "1.5", "1e3", "1e6", "1e20", "1e-5", "0x1F", "010", "18446744073709551615",
    "true", "oFF", "2012-10-17", ".inf", "!!str 3", "!!int \"3\"", "!!null a", "&k a", "&k", "<<", "\"<<\"", "!!merge <<", "[a]",
    "[]", "{a: b}", "*x", "!t a", "? a", "-", "- a", "a:", "a#", "a b", "?", "{{a}}", "!!binary aGk=", "!!float 3", "%a", "@a",
    "`a", "a: b", ":a", "::", "|", "\u{e9}", "\u{200b}", "a\tb",
];

#[rustfmt::skip]
const VALUES: &[&str] = &[
    "b", "", "~", "null", "\"b\"", "'b'", "3", "1.5", "1.0", "1e3", "1e400", "0o7", "0777", "0b11", "0b-1", "1_000", ".inf", ".nan",
    "yes", "oFF", "tRUE", "y", "N", "on", "2012-10-17", "!!str", "!!str 3", "!!int 3", "!!int \"3\"", "!!int x", "!!float 3",
    "!!float x", "!!float 18446744073709551615", "!!null x", "!!null", "!!null \"\"", "!!bool yes", "!!bool foo", "!!binary aGk=",
    "!!binary \"###\"", "!!binary aG", "!!timestamp 2012-10-17", "!!timestamp x", "!!set {a}", "!foo 3", "! 3",
    "!<tag:yaml.org,2002:int> 3", "!e!x 3", "&x b", "&x", "*x", "*nope", "[a, b]", "[a, b, ]", "[,]", "[a,,b]", "[]", "{}", "{a}",
    "{a: }", "{a:}", "{a: b:}", "{a: -}", "{a: - b}", "{\"a\":b}", "{\"a\": b}", "{a: ?}", "{a: :b}", "{: b}", "{? : b}",
    "{? a : b}", "{? a}", "{?a: b}", "{a: b?}", "{a: b#}", "{a: b #}", "{a: b}# c", "{}# c", "[a: b]", "[? a: b]", "[: b]", "[a]: b",
    "{[a]: b}", "{{a: b}: c}", "{a: b, a: c}", "{a: b, \"a\": c}", "{<<: {a: b}}", "{<<: [{a: b}, {a: c}]}", "{<<: 3}", "{<<: b}",
    "{<<: ~}", "{<<: [{a: b}, 3]}", "{<<: *x}", "{a: z, <<: {a: b}}", "{<<: {a: b}, a: z}", "{<<: {a: !!int 3}}",
    "\"\\ud83d\\ude00\"", "\"\\u00e4\"", "\"\\x4\"", "\"\\U0001F600\"", "\"\\/\"", "\"\\q\"", "\"\\0\"", "\"a\\\n  b\"", "\"a\n  b\"",
    "\"a\n\n  b\"", "'a\n  b'", "'a''b'", "\"a", "'a", "a: b", "a :b", "a:b", "- a", "-a", "-\n  - a", "|\n    b", "|\n    \tb",
    "|\n  \tb", "|\n\tb", "|#c\n    b", "| #c\n    b", "|c\n    b", "|2\n    b", "|0\n    b", "|-\n    b\n", "|+\n    b\n\n",
    "|+2-\n b", ">\n    a\n    b\n\n    c", ">\n    a\n     b\n    c", "|\n", "b\n\t", "b\n  \t", "b\n\t# c", "b\n  \t# c", "b\tc",
    "b\t", "\tb", "b #c", "b# c", "b\n  c", "b\n c", "b\nc", "b\n  c: d", "%a", "@a", "`a", "&", "*", "!", "&a b c", "& b", "*a b",
    "!a", "a, b", "a]", "a}", "\"a\"b", "\"a\" b", "\0", "\u{7}", "\u{7f}", "\u{85}", "\u{2028}", "a\u{2028}b", "a\u{feff}b",
    "\u{fffe}", "\u{1F600}", "{{ .x }}", "\"{{ .x }}\"", "{% x %}", "<<", "=", "[[[[a]]]]", "[a]\n  b", "{a: b\n}", "{a: b\n\t}",
    "[\n\ta]", "{\n  a: b,\n\tc: d}", "{a: !!str}", "{a: !!str , b: c}", "{a: &y, b: *y}", "{a: &y b, c: *y}", "{&y a: b, *y: c}",
    "{&y a: b, *y : c}", "{a: &y {b: *y}}", "&y {a: *y}", "&y [*y]", "{a: &y {b: c}, <<: *y}", "{a: &y [{b: c}], <<: *y}",
    "{a: &y [b], <<: *y}",
];

/// Where a key can stand, as `@`.
const PLACES_OF_KEYS: &[&str] = &[
    "data: {@: b}\n",
    "data: {@}\n",
    "data:\n  @\n",
    "data: {\"q\": @}\n",
    "data: {? @ : b}\n",
    "data:\n  ? @\n  : b\n",
    "data:\n  ? @\n",
    "data: {x: y, @: b, z: w}\n",
];

/// Where a value can stand, as `@`.
const PLACES_OF_VALUES: &[&str] = &[
    "data: @\n",
    "@\n",
    "data: {a: @}\n",
    "data: {a: @, b: c}\n",
    "data:\n- @\n",
    "data:\n  - @\n  - b\n",
    "data: [@, b]\n",
    "data: {x: &x b, a: @}\n",
    "data:\n  x: &x {q: r}\n  a: @\n",
    "data:\n  a:   @\n  b: c\n",
    "data:\n  a: @",
    "data:\n  a:\n    @\n  b: c\n",
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).unwrap()
    }
}

/// Puts characters into a form, or in the place of its own.
fn mangled(form: &str, dice: &mut Dice) -> String {
    let marks: Vec<char> =
        " \t\n:-?,[]{}#&*!|>'\"%@`~<a1=.\\\u{85}\u{2028}\u{feff}".chars().collect();
    let mut chars: Vec<char> = form.chars().collect();
    for _ in 0..=dice.below(2) {
        let at = dice.below(chars.len() + 1);
        if dice.below(2) == 0 && at < chars.len() {
            chars.remove(at);
        }
        chars.insert(at, marks[dice.below(marks.len())]);
    }
    chars.into_iter().collect()
}

fn forms() -> Vec<String> {
    let mut forms = BTreeSet::new();
    for key in KEYS {
        forms.extend(VALUES.iter().map(|value| format!("data:\n  {key}: {value}\n")));
        forms.extend(PLACES_OF_KEYS.iter().map(|place| place.replace('@', key)));
    }
    for value in VALUES {
        forms.extend(PLACES_OF_VALUES.iter().map(|place| place.replace('@', value)));
    }
    let plain: Vec<String> = forms.iter().cloned().collect();
    let mut dice = Dice(1);
    for _ in 0..4000 {
        forms.insert(mangled(&plain[dice.below(plain.len())], &mut dice));
    }
    // kubectl parts documents by lines before it reads them; where a byte order mark starts a line, addonctl drops it.
    forms.into_iter().filter(|form| !form.contains("---") && !form.contains("\n\u{feff}")).collect()
}

fn text(number: usize, form: &str) -> String {
    format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: n{number}}}\n{form}")
}

/// What kubectl makes of the texts, by number. It goes on after a file that it cannot read.
fn ask_kubectl(texts: &[String], folder: &Path) -> Option<BTreeMap<usize, Value>> {
    fs::create_dir_all(folder).unwrap();
    for (number, text) in texts.iter().enumerate() {
        fs::write(folder.join(format!("{number:05}.yaml")), text).unwrap();
    }
    let mut command =
        kubectl(Path::new("/dev/null"), "forms_of_yaml_are_what_kubectl_takes_them_for")?;
    command
        .env("HOME", folder)
        .args(["annotate", "--local", "zz=1", "-o", "json", "-f"])
        .arg(folder);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    // One that ends over a single file would have said of none what it reads.
    assert!(said.matches(".yaml").count() > 1000 || texts.len() < 1000, "{said}");
    let objects = serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>();
    let number = |object: &Value| {
        object["metadata"]["name"].as_str().and_then(|name| name.strip_prefix('n')?.parse().ok())
    };
    Some(
        objects
            .filter_map(|object| object.ok().map(|it| (number(&it), it)))
            .filter_map(|(n, it)| Some((n?, it)))
            .collect(),
    )
}

/// Whether two values are the same to Go, which holds large numbers as floats.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

#[test]
fn forms_of_yaml_are_what_kubectl_takes_them_for() {
    let folder = tempfile::tempdir().unwrap();
    let forms = forms();
    assert!(forms.len() > 15_000, "{}", forms.len());
    let texts: Vec<String> = forms.iter().enumerate().map(|(n, form)| text(n, form)).collect();
    let Some(taken) = ask_kubectl(&texts, &folder.path().join("forms")) else { return };
    assert!(taken.len() > 4000 && texts.len() - taken.len() > 4000, "{}", taken.len());
    let mut wrong = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let form = &forms[number];
        let (objects, findings) =
            manifest::read(&Source::new("x.yaml", text.clone()), &Reading::default());
        match (taken.get(&number), read::value(text)) {
            (Some(object), Ok(value)) if !same(&value["data"], &object["data"]) => {
                wrong.push(format!("{form:?}: {} is not {}", value["data"], object["data"]));
            }
            (Some(object), Ok(_)) => {
                let strings = object["data"]
                    .as_object()
                    .is_some_and(|data| data.values().all(Value::is_string));
                if strings && any_error(&findings) {
                    wrong.push(format!("{form:?}: {:?}", findings[0].message));
                }
            }
            (Some(_), Err(error)) => wrong.push(format!("{form:?} is refused: {error}")),
            // An object whose name is another by now was not asked for.
            (None, Ok(value)) if value["metadata"]["name"] != format!("n{number}") => {}
            (None, _) if any_error(&findings) || objects.is_empty() => {}
            (None, _) => wrong.push(format!("{form:?} is taken")),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        texts.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}
