//! Params files: a flat map of names and values, or the shape of an Addon's `spec.params`.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::set::duplicate;
use super::{FileParams, Param};
use crate::finding::{Finding, Place, Rule, did_you_mean, rule};
use crate::source::{Source, Span};
use crate::yaml::scalar::Plain;
use crate::yaml::tree::{self, Kind, Node, Tree};

/// The keys of `spec.params`.
const PARAMS_KEYS: [&str; 3] = ["namespace", "context", "data"];
/// The keys of `spec.params.context`.
const CONTEXT_KEYS: [&str; 3] = ["clusterName", "clusterRegion", "additionalConfigs"];
/// More than an Addon can hold; aliases could make a short file as long as one likes.
const MAX_ALIASED: usize = 1 << 20;

/// Reads a params file, YAML or JSON; values keep the spelling of the file (`1.20`, `yes`, `0644`).
///
/// It has the shape of `spec.params` where `data` or `context` is a map, and is a flat map otherwise. The names are
/// not checked here: see [`super::Set::add`].
pub fn parse_file(source: &Arc<Source>) -> (FileParams, Vec<Finding>) {
    let tree = match tree::read(&source.text) {
        Ok(tree) => tree,
        Err((message, offset)) => {
            let end = source.text.get(offset..).and_then(|rest| rest.chars().next());
            let range = offset..offset + end.filter(|c| *c != '\n').map_or(0, char::len_utf8);
            let finding = Finding::new(&rule::PARAM_SYNTAX, message).at(Span::new(source, range));
            return (FileParams::default(), vec![finding]);
        }
    };
    let mut reader = Reader { source, tree: &tree, findings: Vec::new(), aliased: 0 };
    let params = reader.document();
    (params, reader.findings)
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    tree: &'a Tree,
    findings: Vec<Finding>,
    /// Bytes that aliases stood for so far.
    aliased: usize,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> FileParams {
        let tree = self.tree;
        if let [_, second, ..] = tree.roots.as_slice() {
            self.refuse(
                &rule::PARAM_SYNTAX,
                "a params file is one document, and here a second one starts",
                &second.range,
                "leave out the `---` line, or make two files of it",
            );
            return FileParams::default();
        }
        match tree.roots.first() {
            None | Some(Node { kind: Kind::Scalar(_, Plain::Null), .. }) => FileParams::default(),
            Some(root) => self.map(root, "a params file").map_or_else(FileParams::default, |map| {
                if map.iter().any(|(key, _, value)| is_params_part(key, value)) {
                    self.params(&map)
                } else {
                    FileParams { data: self.values(&map), ..FileParams::default() }
                }
            }),
        }
    }

    /// `spec.params`.
    fn params(&mut self, map: &[Entry<'a>]) -> FileParams {
        let mut params = FileParams::default();
        for entry in map {
            let (key, _, value) = entry;
            match key.as_str() {
                "namespace" => params.namespace = self.param(entry),
                "data" => params.data = self.submap(value, "`data`"),
                "context" => {
                    let Some(context) = self.map(value, "`context`") else { continue };
                    self.context(&context, &mut params);
                }
                _ => self.unknown(entry, "a params file with `data` or `context`", &PARAMS_KEYS),
            }
        }
        params
    }

    /// `spec.params.context`.
    fn context(&mut self, map: &[Entry<'a>], params: &mut FileParams) {
        for entry in map {
            match entry.0.as_str() {
                "clusterName" => params.cluster_name = self.param(entry),
                "clusterRegion" => params.cluster_region = self.param(entry),
                "additionalConfigs" => {
                    params.additional_configs = self.submap(entry.2, "`additionalConfigs`");
                }
                _ => self.unknown(entry, "`context`", &CONTEXT_KEYS),
            }
        }
    }

    fn submap(&mut self, node: &'a Node, what: &str) -> Vec<Param> {
        self.map(node, what).map(|map| self.values(&map)).unwrap_or_default()
    }

    fn values(&mut self, map: &[Entry<'a>]) -> Vec<Param> {
        map.iter().filter_map(|entry| self.param(entry)).collect()
    }

    fn unknown(&mut self, (key, at, _): &Entry<'a>, what: &str, known: &[&str]) {
        let near = match key.as_str() {
            // What the Addon Manager's README calls it.
            "clusterContext" => Some("context"),
            _ => did_you_mean(key, known.iter().copied()),
        };
        let list = known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let help = near.map_or_else(
            || format!("it takes {list}; parameters of your own go under `data`"),
            |near| format!("did you mean `{near}`?"),
        );
        self.refuse(&rule::PARAM_SYNTAX, format!("{what} has no key `{key}`"), at, help);
    }

    /// The entries of a map: keys as text and each once. An empty value counts as an empty map.
    fn map(&mut self, node: &'a Node, what: &str) -> Option<Vec<Entry<'a>>> {
        self.tag(node);
        let entries = match &node.kind {
            Kind::Map(entries) => entries,
            Kind::Scalar(_, Plain::Null) => return None,
            Kind::Alias(_) => {
                self.refuse(
                    &rule::PARAM_SYNTAX,
                    format!("{what} is an alias"),
                    &node.range,
                    WRITE_OUT,
                );
                return None;
            }
            Kind::Scalar(..) | Kind::List(_) => {
                let message = format!("{what} is not a map of names and values");
                self.refuse(
                    &rule::PARAM_SYNTAX,
                    message,
                    &node.range,
                    "write `NAME: value`, one a line",
                );
                return None;
            }
        };
        let mut first: HashMap<String, &Range<usize>> = HashMap::new();
        let mut out = Vec::new();
        for (key, value) in entries {
            let Some(name) = self.key(key) else { continue };
            if let Some(first) = first.get(&name) {
                let finding = duplicate(&name, &self.place(&key.range), &self.place(first));
                self.findings.push(finding);
            } else {
                first.insert(name.clone(), &key.range);
                out.push((name, &key.range, value));
            }
        }
        Some(out)
    }

    fn key(&mut self, key: &'a Node) -> Option<String> {
        self.tag(key);
        match &key.kind {
            Kind::Scalar(_, Plain::Merge) => {
                let message = "merge keys are not taken in params files";
                self.refuse(&rule::PARAM_SYNTAX, message, &key.range, WRITE_OUT);
                None
            }
            Kind::Scalar(text, _) => Some(text.clone()),
            Kind::Alias(anchor) if self.tree.anchors.contains_key(anchor) => {
                self.tree.anchors.get(anchor).map(|(text, _)| text.clone())
            }
            _ => {
                let message = "a parameter's name is text, not a list or a map";
                self.refuse(&rule::PARAM_SYNTAX, message, &key.range, "write `NAME: value`");
                None
            }
        }
    }

    /// A parameter, unless its value is not one.
    fn param(&mut self, (name, at, value): &Entry<'a>) -> Option<Param> {
        self.tag(value);
        let scalar = match &value.kind {
            Kind::Scalar(text, plain) => Some((text, *plain)),
            Kind::Alias(anchor) => {
                let found = self.tree.anchors.get(anchor).map(|(text, plain)| (text, *plain));
                self.aliased += found.map_or(0, |(text, _)| text.len());
                found.filter(|_| self.aliased <= MAX_ALIASED)
            }
            Kind::Map(_) | Kind::List(_) => None,
        };
        // An empty value has no place of its own.
        let range = if value.range.is_empty() { at } else { &value.range };
        match scalar {
            Some((_, Plain::Null)) => {
                let help = "write '' for an empty value, or the word in quotes";
                self.refuse(&rule::PARAM_VALUE, format!("`{name}` has no value"), range, help);
                None
            }
            Some((text, _)) => Some(Param::new(name, text, self.place(at))),
            None => {
                self.not_text(name, value, range);
                None
            }
        }
    }

    fn not_text(&mut self, name: &str, value: &Node, range: &Range<usize>) {
        let (what, help) = match value.kind {
            Kind::Map(_) => ("a map", AS_TEXT),
            Kind::List(_) => ("a list", AS_TEXT),
            _ if self.aliased > MAX_ALIASED => ("made too long by aliases", WRITE_OUT),
            _ => ("an alias of a map or list", WRITE_OUT),
        };
        self.refuse(&rule::PARAM_VALUE, format!("the value of `{name}` is {what}"), range, help);
    }

    fn tag(&mut self, node: &Node) {
        let Some(tag) = &node.tag else { return };
        let message = format!("the tag `{tag}` is not taken in params files");
        let help = "values are text as it stands here; leave the tag out";
        self.refuse(&rule::PARAM_VALUE, message, &node.range, help);
    }

    fn place(&self, range: &Range<usize>) -> Place {
        Place::Text(Span::new(self.source, range.clone()))
    }

    fn refuse(
        &mut self,
        rule: &'static Rule,
        message: impl Into<String>,
        range: &Range<usize>,
        help: impl Into<String>,
    ) {
        let finding = Finding::new(rule, message).at(self.place(range)).help(help);
        self.findings.push(finding);
    }
}

/// A key as text, its place, and the value.
type Entry<'a> = (String, &'a Range<usize>, &'a Node);

const AS_TEXT: &str = "write it as JSON in quotes, or use --param-from-file";
const WRITE_OUT: &str = "write its entries out";

/// Whether an entry of the root shows that the file has the shape of `spec.params`.
fn is_params_part(key: &str, value: &Node) -> bool {
    matches!(key, "data" | "context") && matches!(value.kind, Kind::Map(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> (FileParams, Vec<Finding>) {
        parse_file(&Source::new("f.yaml", text.to_owned()))
    }

    fn data(text: &str) -> Vec<(String, String)> {
        let (params, findings) = parse(text);
        assert_eq!(findings, [], "{text}");
        pairs(&params.data)
    }

    fn pairs(params: &[Param]) -> Vec<(String, String)> {
        params.iter().map(|p| (p.name.clone(), p.value.clone())).collect()
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    /// `message @ text at the place` of each finding.
    fn refused(text: &str) -> Vec<String> {
        let (_, findings) = parse(text);
        let at = |f: &Finding| match &f.place {
            Some(Place::Text(span)) => span.text().to_owned(),
            other => format!("{other:?}"),
        };
        findings.iter().map(|f| format!("{} @ {}", f.message, at(f))).collect()
    }

    #[test]
    fn values_keep_their_spelling() {
        for value in ["1.20", "yes", "0644", "1e3", "2012-10-17", "true", "1_000", ".inf", "a b"] {
            assert_eq!(data(&format!("a: {value} # c\n")), owned(&[("a", value)]));
        }
        assert_eq!(
            data(r#"{"a": 1.20, "b": true, "c":1e3}"#),
            owned(&[("a", "1.20"), ("b", "true"), ("c", "1e3")])
        );
    }

    #[test]
    fn quoted_and_block_values_are_decoded() {
        let text = "a: \"x\\ty\"\nb: 'it''s'\nc: |\n  l1\n  l2\nd: >-\n  x\n  y\ne: !!str 1\nf: ''\nh: !!str\ng: \"null\"\n";
        let want = [
            ("a", "x\ty"),
            ("b", "it's"),
            ("c", "l1\nl2\n"),
            ("d", "x y"),
            ("e", "1"),
            ("f", ""),
            ("h", ""),
            ("g", "null"),
        ];
        assert_eq!(data(text), owned(&want));
    }

    #[test]
    fn json_escapes_are_decoded() {
        let text = r#"{"a": "\ud83d\ude00 \u00e4 \/ \\ud83d", "b": 1}"#;
        assert_eq!(data(text), owned(&[("a", "😀 ä / \\ud83d"), ("b", "1")]));
    }

    #[test]
    fn empty_files_have_no_params() {
        for text in ["", "# c\n", "---\n", "{}", "null\n", "--- # c\n---\n"] {
            assert_eq!(parse(text), (FileParams::default(), vec![]), "{text}");
        }
    }

    #[test]
    fn the_shape_of_spec_params_is_known() {
        let text = "namespace: ns\ncontext:\n  clusterName: c\n  clusterRegion: r\n  additionalConfigs: {x: 1}\ndata: {y: 2}\n";
        let (params, findings) = parse(text);
        assert_eq!(findings, []);
        let value = |p: Option<Param>| p.unwrap().value;
        assert_eq!(value(params.namespace), "ns");
        assert_eq!(value(params.cluster_name), "c");
        assert_eq!(value(params.cluster_region), "r");
        assert_eq!(pairs(&params.additional_configs), owned(&[("x", "1")]));
        assert_eq!(pairs(&params.data), owned(&[("y", "2")]));
        assert_eq!(data("namespace: ns\ndata: x\n").len(), 2);
    }

    #[test]
    fn unknown_keys_of_that_shape_are_refused() {
        let (_, findings) =
            parse("clusterContext: {}\ndata: {}\ncontext: {clustername: x}\nzzz: 1\n");
        let help: Vec<_> = findings.iter().map(|f| f.help.clone().unwrap()).collect();
        assert_eq!(help[0], "did you mean `context`?");
        assert_eq!(help[1], "did you mean `clusterName`?");
        assert!(help[2].starts_with("it takes `namespace`"));
    }

    #[test]
    fn what_is_not_text_is_refused_with_its_place() {
        let text = "a: ~\nb:\nc: null\nd: [1]\ne: {f: 1}\ng: !!int 3\nh: !x y\n";
        let want = [
            "`a` has no value @ ~",
            "`b` has no value @ b",
            "`c` has no value @ null",
            "the value of `d` is a list @ [1]",
            "the value of `e` is a map @ {f: 1}",
            "the tag `!!int` is not taken in params files @ 3",
            "the tag `!x` is not taken in params files @ y",
        ];
        assert_eq!(refused(text), want);
    }

    #[test]
    fn aliases_of_scalars_resolve_and_others_are_refused() {
        assert_eq!(data("a: &x 1.20\nb: *x\n"), owned(&[("a", "1.20"), ("b", "1.20")]));
        let text = "a: &x {k: 1}\nb: *x\n<<: *x\nc: &n ~\nd: *n\n";
        let want = [
            "merge keys are not taken in params files @ <<",
            "the value of `a` is a map @ {k: 1}",
            "the value of `b` is an alias of a map or list @ *x",
            "`c` has no value @ ~",
            "`d` has no value @ *n",
        ];
        assert_eq!(refused(text), want);
        let long = format!(
            "a: &x {}\n{}",
            "x".repeat(99_999),
            (0..20).map(|i| format!("b{i}: *x\n")).collect::<Vec<_>>().concat()
        );
        assert!(refused(&long)[0].starts_with("the value of `b10` is made too long by aliases"));
    }

    #[test]
    fn duplicates_show_both_places() {
        let (params, findings) = parse("a: 1\nb: 2\n\"a\": 3\n");
        assert_eq!(pairs(&params.data), owned(&[("a", "1"), ("b", "2")]));
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].rule, &rule::PARAM_DUPLICATE);
        let (first, label) = findings[0].related.as_ref().unwrap();
        assert_eq!((first.range.clone(), label.as_str()), (0..1, "given here first"));
    }

    #[test]
    fn other_texts_are_refused() {
        assert_eq!(refused("a: 1\n---\nb: 2\n").len(), 1);
        assert_eq!(refused("a=b"), ["a params file is not a map of names and values @ a=b"]);
        assert_eq!(refused("[a]\n"), ["a params file is not a map of names and values @ [a]"]);
        let (_, findings) = parse("a: 1\nb: \"x\n");
        assert_eq!(findings[0].rule, &rule::PARAM_SYNTAX);
        let Some(Place::Text(span)) = &findings[0].place else { panic!("no place") };
        assert_eq!(span.source.position(span.range.start).0, 2, "{findings:?}");
    }

    proptest! {
        #[test]
        fn any_text_in_json_comes_back(value in any::<String>(), key in "[a-zA-Z_-]{1,8}") {
            let text = format!("{{{}: {}}}", serde_json::to_string(&key).unwrap(), serde_json::to_string(&value).unwrap());
            prop_assert_eq!(data(&text), vec![(key.clone(), value.clone())]);
            let block = format!("# c\n{key}: {}\n", serde_json::to_string(&value).unwrap());
            prop_assert_eq!(data(&block), vec![(key, value)]);
        }

        #[test]
        fn any_text_in_ascii_json_comes_back(value in any::<String>()) {
            let escaped = value.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat();
            prop_assert_eq!(data(&format!("{{\"a\": \"{escaped}\"}}")), vec![("a".to_owned(), value)]);
        }

        #[test]
        fn no_text_makes_it_panic(text in r#"[-a-c:{}\[\],&*!'"| \n#?~<%.0]{0,40}"#) {
            let _ = parse(&text);
        }
    }
}
