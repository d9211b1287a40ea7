//! Tests of the typed project: what is read, merged, refused, and that what is written comes back.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::addon::{Addon, StringMap};
use crate::finding::{Findings, Place, any_error};
use crate::inputs::InMemory;
use crate::source::Source;
use crate::yaml::emit;

fn source(text: &str) -> Arc<Source> {
    Source::new("at/addonctl.yaml", text.to_owned())
}

/// The one plan of a text, which is right.
fn plan(text: &str, request: &Request) -> Plan {
    let (project, findings) = Project::read(&source(text));
    assert_eq!(findings, [], "{text}");
    let (mut plans, findings) = project.plans(request);
    assert_eq!(findings, [], "{text}");
    assert_eq!(plans.len(), 1);
    plans.remove(0)
}

/// `LINE:COLUMN message; help` of what is wrong with a text.
fn refused(text: &str) -> Vec<String> {
    let (_, findings) = Project::read(&source(text));
    let told = findings.iter().map(|finding| {
        let Some(Place::Text(span)) = &finding.place else { return format!("{finding:?}") };
        let (line, column) = span.source.position(span.range.start);
        let first = finding.related.as_ref().map(|(first, _)| {
            let (line, column) = first.source.position(first.range.start);
            format!(" (first {line}:{column})")
        });
        format!("{line}:{column} {}{}", finding.message, first.unwrap_or_default())
    });
    told.collect()
}

fn flags(settings: Settings) -> Request {
    Request { settings, ..Request::default() }
}

fn pairs<S: Style>(pairs: Option<&Pairs<S>>) -> Vec<String> {
    let pairs = pairs.into_iter().flat_map(|pairs| &pairs.pairs);
    pairs.map(|pair| format!("{}={}", pair.key, pair.value)).collect()
}

const LEVELS: &str = "\
defaults: {version: v1, install: [a, b], label: {team: x, tier: y}, params: {n: 1, m: 2}}
addons:
- {name: web, install: c, label: {tier: z}, params: {n: 3}}
- {name: dns, namespace: dns, deps: {web: '1'}}
clusters:
  prod:
    namespace: prod
    params: {n: 4}
    addons: {web: {params: {n: 5}, no-delete: true}}
";

#[test]
fn the_nearest_value_counts_and_maps_go_together() {
    let name = Some(Given::flag("web".to_owned(), "NAME"));
    let cluster = Some(Given::flag("prod".to_owned(), "--cluster-name"));
    let request = flags(Settings { name, cluster_name: cluster, ..Settings::default() });
    let Plan { settings, params, of_several } = plan(LEVELS, &request);
    assert!(of_several);
    assert_eq!(settings.version.unwrap().value, "v1");
    assert_eq!(settings.namespace.unwrap().value, "prod");
    assert_eq!(settings.install.unwrap().0[0].value, "at/c");
    assert!(settings.no_delete.unwrap().value);
    assert_eq!(pairs(settings.label.as_ref()), ["team=x", "tier=z"]);
    let all = params.iter().flat_map(|layer| &layer.pairs);
    let all: Vec<String> = all.map(|param| format!("{}={}", param.name, param.value)).collect();
    assert_eq!(all, ["n=1", "m=2", "n=3", "n=4", "n=5"]);
}

#[test]
fn a_list_takes_the_place_of_a_map_and_flags_go_together_with_both() {
    let text = "defaults: {deps: {a: '1'}}\naddons: [{name: x, deps: ['b:2']}]\n";
    assert_eq!(pairs(plan(text, &Request::default()).settings.deps.as_ref()), ["b=2"]);
    let (deps, found) = Pairs::of_flag(&["b:3,c:>=1,<2".to_owned()], "--deps");
    assert_eq!(found, []);
    let request = flags(Settings { deps, ..Settings::default() });
    assert_eq!(pairs(plan(text, &request).settings.deps.as_ref()), ["b=3", "c=>=1,<2"]);
}

#[test]
fn what_excludes_a_farther_value_takes_it_away() {
    let text = "name: x\nno-delete: true\nvalidate: v\n";
    let delete = Paths::of_flag(["d".to_owned()], "--delete");
    let no_validate = Some(Given::flag(true, "--no-validate"));
    let request = flags(Settings { delete, no_validate, ..Settings::default() });
    let settings = plan(text, &request).settings;
    assert!(settings.no_delete.is_none() && settings.validate.is_none());
    assert_eq!(settings.delete.unwrap().0[0].value, "d");
}

#[test]
fn nearer_params_files_replace_farther_ones_and_lose_to_pairs_beside_them() {
    let text = "\
defaults: {params-file: far.yaml, params: {a: far}}
addons: [{name: x, version: v1, namespace: ns, params-file: near.yaml, params: {b: pair}}]
";
    let mut inputs = InMemory::new([
        ("at/far.yaml", "{a: lost, c: lost}"),
        ("at/near.yaml", "{a: near, b: lost}"),
    ]);
    let (addon, findings) = build(plan(text, &Request::default()), Addon::default(), &mut inputs);
    assert!(!any_error(&findings), "{findings:?}");
    let data = addon.unwrap().spec.params.data;
    let told: Vec<String> = data.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(told, ["a=near", "b=pair"]);
}

/// Texts, and what is wrong with them.
const WRONG: &[(&str, &[&str])] = &[
    ("a: 1", &["1:1 `a` is no key of a project file"]),
    ("version: v1\nversion: v2", &["2:1 `version` is given twice (first 1:1)"]),
    ("params: {k: 1, k: 2}", &["1:16 `k` is given twice (first 1:10)"]),
    ("version:", &["1:1 `version` has no value"]),
    ("version: ~", &["1:10 `version` has no value"]),
    ("params: {k: ~}", &["1:10 `k` has no value"]),
    ("deps: {x: ~}", &["1:11 `x` has no value"]),
    ("install: [a, ~]", &["1:14 an item of `install` has no value"]),
    ("install: ''", &["1:10 `install` names no path"]),
    ("install: []", &["1:10 `install` lists nothing"]),
    ("[a]: 2", &["1:1 a key is text, and nothing else"]),
    ("version: {a: b}", &["1:10 `version` takes no map"]),
    ("version: [a]", &["1:10 `version` takes one value, not a list"]),
    ("version: !!int 3", &["1:16 the tag `!!int` is not taken in a project file"]),
    ("type: hlm", &["1:7 `type` is one of helm, ship, kustomize, cnab, composite, not `hlm`"]),
    ("no-delete: yes", &["1:12 `no-delete` is true or false, not `yes`"]),
    ("retry-limit: -1", &["1:14 `retry-limit` is a number from 0 on, not `-1`"]),
    ("install: ../a", &["1:10 `../a` is not in the folder of the project"]),
    ("workflow: {install: /a}", &["1:21 `/a` is not in the folder of the project"]),
    (
        "delete: a\nno-delete: true",
        &["2:1 `delete` and `no-delete` exclude each other (first 1:1)"],
    ),
    ("defaults: {}", &["1:1 `defaults` has no meaning here"]),
    ("addons: []", &["1:9 `addons` lists no addon"]),
    ("addons: {a: b}", &["1:9 `addons` is a list of addons"]),
    ("addons: [{version: v1}]", &["1:10 the addon has no `name`"]),
    ("addons: [{name: a}, {name: a}]", &["1:28 there are two addons `a` (first 1:17)"]),
    ("name: x\naddons: [{name: a}]", &["1:1 `name` stands beside `addons`"]),
    ("defaults: {name: x}\naddons: [{name: a}]", &["1:12 `name` is of one addon alone"]),
    (
        "addons: [{name: a}]\nclusters: {p: {foo: 1, addons: {b: {bar: 1}}}}",
        &[
            "2:16 `foo` is no key of a project file",
            "2:33 there is no addon `b`",
            "2:37 `bar` is no key of a project file",
        ],
    ),
    ("clusters: {p: , p: {}}", &["1:17 `p` is given twice (first 1:12)"]),
    (
        "a: &x {b: c}\nparams: *x",
        &[
            "1:1 `a` is no key of a project file",
            "2:9 aliases stand for single values here, not for maps and lists",
        ],
    ),
    ("label: {<<: 1}", &["1:9 a project file takes no merge keys"]),
    ("- a", &["1:1 a project file is a map of keys and their values"]),
    ("", &["1:1 a project file is a map of keys and their values"]),
    (
        "name: a\n---\nname: b",
        &["3:1 a project file is one document, and here a second one starts"],
    ),
];

#[test]
fn everything_that_is_wrong_is_told_at_its_place() {
    for (text, told) in WRONG {
        assert_eq!(refused(text), *told, "{text}");
    }
}

#[test]
fn a_file_never_says_where_an_addon_goes_or_what_runs() {
    for (key, _) in FOREIGN {
        assert!(!KEYS.contains(key), "{key}");
        for text in [format!("{key}: x"), format!("addons: [{{name: a, {key}: x}}]")] {
            let told = refused(&text);
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].contains(" is for the command line to say"), "{told:?}");
        }
    }
}

#[test]
fn aliases_of_single_values_and_empty_structure_are_taken() {
    let text = "name: &n web\npkg-name: *n\nparams:\nclusters:\n  prod:\n";
    assert_eq!(plan(text, &Request::default()).settings.pkg_name.unwrap().value, "web");
}

#[test]
fn spellings_stay() {
    let text = "name: x\nversion: 1.20\nparams: {a: yes, b: 0644, c: 1e3}\n";
    let plan = plan(text, &Request::default());
    assert_eq!(plan.settings.version.unwrap().value, "1.20");
    let values: Vec<&str> = plan.params[0].pairs.iter().map(|p| p.value.as_str()).collect();
    // Levels without parameters are layers too.
    let values = if values.is_empty() {
        plan.params[1].pairs.iter().map(|p| p.value.as_str()).collect()
    } else {
        values
    };
    assert_eq!(values, ["yes", "0644", "1e3"]);
}

#[test]
fn a_mistake_in_what_addons_share_is_told_once() {
    let text = "defaults: {version: 1+1, namespace: ns}\naddons: [{name: a}, {name: b}]\n";
    let (project, _) = Project::read(&source(text));
    let (plans, _) = project.plans(&Request::default());
    let (_, findings) = build_all(plans, &mut InMemory::default());
    let told: Findings = findings.into_iter().filter(crate::finding::Finding::is_error).collect();
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn every_key_is_in_the_schema_and_says_what_it_is_for() {
    let schema = schema();
    let properties = schema["else"]["properties"].as_object().unwrap();
    for key in KEYS {
        let property = &properties[*key];
        assert!(property["description"].as_str().is_some_and(|text| text.len() > 10), "{key}");
        let has_form = ["type", "enum", "anyOf"].iter().any(|form| property.get(form).is_some());
        assert!(has_form, "{key}: {property}");
    }
    assert_eq!(properties.len(), KEYS.len() + 1);
    let words = serde_json::json!(["restricted", "baseline"]);
    assert_eq!(properties["pod-security"]["enum"], words);
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9 ,:#~'\"\\\\{}=-]{1,12}"
}

fn given<T>(value: T) -> Given<T> {
    Given { value, place: Place::Input("x".to_owned()) }
}

fn map() -> impl Strategy<Value = StringMap> {
    proptest::collection::vec(("[a-z]{1,4}", text()), 0..4).prop_map(|it| it.into_iter().collect())
}

proptest! {
    /// What is written is read again, whatever it holds: nothing is lost between an Addon and the file that makes it.
    #[test]
    fn what_is_written_is_read_again(
        name in "[a-z]{1,9}", desc in text(), label in map(), annotation in map(), context in map(),
        secrets in proptest::collection::vec(text(), 0..3), paths in proptest::collection::vec("[a-z,]{1,6}", 1..3),
        switch in any::<bool>(), limit in any::<u32>(), seconds in 1_u32..,
    ) {
        let place = Place::Input("x".to_owned());
        let secrets: Vec<_> = secrets.into_iter().map(given).collect();
        let settings = Settings {
            name: Some(given(name)),
            desc: Some(given(desc)),
            pkg_type: Some(given(PackageType::Cnab)),
            label: Pairs::of_map(&label, &place),
            annotation: Pairs::of_map(&annotation, &place),
            context_param: Pairs::of_map(&context, &place),
            secrets: (!secrets.is_empty()).then_some(List(secrets)),
            install: Some(Paths(paths.into_iter().map(given).collect())),
            recursive: Some(given(switch)),
            retry_limit: Some(given(limit)),
            deadline: Some(given(Seconds(seconds))),
            ..Settings::default()
        };
        let written = emit::to_yaml(&settings).unwrap();
        let (project, findings) = Project::read(&Source::new("addonctl.yaml", written.clone()));
        prop_assert_eq!(findings, [], "{}", written);
        let read = &project.addons[0].settings;
        prop_assert_eq!(emit::to_yaml(read).unwrap(), written);
    }
}
