//! Parameters of several sources as one ordered map.

use indexmap::IndexMap;
use indexmap::map::Entry;

use super::{Param, check_name};
use crate::finding::{Finding, Place, rule};

/// Parameters by name: the value is that of the last source, the position that of the first.
///
/// Sources are added from the weakest to the strongest: base file, params files in their order,
/// `--param-from-file`, `-p`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Set {
    params: IndexMap<String, Param>,
}

impl Set {
    /// No parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one source. A name that it gives twice is refused, and names that are new to the set are checked.
    pub fn add(&mut self, source: impl IntoIterator<Item = Param>, findings: &mut Vec<Finding>) {
        let mut seen: IndexMap<String, Place> = IndexMap::new();
        for param in source {
            match seen.entry(param.name.clone()) {
                Entry::Occupied(first) => {
                    findings.push(duplicate(&param.name, &param.place, first.get()));
                    continue;
                }
                Entry::Vacant(slot) => slot.insert(param.place.clone()),
            };
            match self.params.entry(param.name.clone()) {
                Entry::Occupied(mut weaker) => *weaker.get_mut() = param,
                Entry::Vacant(slot) => {
                    findings.extend(check_name(&param.name, &param.place));
                    slot.insert(param);
                }
            }
        }
    }

    /// The parameter of this name.
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.params.get(name)
    }

    /// The parameters in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Param> {
        self.params.values()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.params.is_empty()
    }

    /// Names and values alone.
    pub fn into_map(self) -> IndexMap<String, String> {
        self.params.into_iter().map(|(name, param)| (name, param.value)).collect()
    }
}

/// Names that are in `data` and in `additionalConfigs`: the controller makes parameters of both.
pub fn clashes(data: &Set, additional_configs: &Set) -> Vec<Finding> {
    data.iter()
        .filter_map(|param| Some((param, additional_configs.get(&param.name)?)))
        .map(|(param, other)| {
            let message =
                format!("`{}` is given as a parameter and as a context parameter", param.name);
            with_first(
                Finding::new(&rule::PARAM_DUPLICATE, message).at(param.place.clone()),
                &other.place,
            )
        })
        .collect()
}

/// One name twice in one source.
pub(super) fn duplicate(name: &str, place: &Place, first: &Place) -> Finding {
    let message = format!("`{name}` is given twice");
    with_first(Finding::new(&rule::PARAM_DUPLICATE, message).at(place.clone()), first)
}

fn with_first(finding: Finding, first: &Place) -> Finding {
    match first {
        Place::Text(span) => finding.related(span.clone(), "given here first"),
        Place::Argument(name) | Place::Input(name) if finding.place.as_ref() != Some(first) => {
            finding.help(format!("the other one is from {name}"))
        }
        _ => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(flag: &str, pairs: &[(&str, &str)]) -> Vec<Param> {
        let place = Place::Argument(flag.to_owned());
        pairs.iter().map(|(name, value)| Param::new(*name, *value, place.clone())).collect()
    }

    #[test]
    fn later_sources_win_and_keep_the_place_in_the_order() {
        let (mut set, mut findings) = (Set::new(), Vec::new());
        set.add(params("f", &[("a", "1"), ("b", "2")]), &mut findings);
        set.add(params("-p", &[("c", "3"), ("a", "4")]), &mut findings);
        assert_eq!(findings, []);
        let map: Vec<_> = set.into_map().into_iter().collect();
        let want = [("a", "4"), ("b", "2"), ("c", "3")];
        assert_eq!(map, want.map(|(k, v)| (k.to_owned(), v.to_owned())));
    }

    #[test]
    fn a_name_twice_in_one_source_is_refused() {
        let (mut set, mut findings) = (Set::new(), Vec::new());
        set.add(params("-p", &[("a", "1"), ("a", "2")]), &mut findings);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].rule, &rule::PARAM_DUPLICATE);
        assert_eq!(set.get("a").unwrap().value, "1");
    }

    #[test]
    fn names_are_checked_once() {
        let (mut set, mut findings) = (Set::new(), Vec::new());
        set.add(params("f", &[("a.b", "1"), ("pkgName", "x")]), &mut findings);
        set.add(params("-p", &[("a.b", "2")]), &mut findings);
        let rules: Vec<_> = findings.iter().map(|f| f.rule.id).collect();
        assert_eq!(rules, ["param-name", "param-reserved"]);
    }

    #[test]
    fn data_and_context_share_one_space_of_names() {
        let (mut data, mut context, mut findings) = (Set::new(), Set::new(), Vec::new());
        data.add(params("-p", &[("a", "1"), ("b", "2")]), &mut findings);
        context.add(params("--context-param", &[("b", "3")]), &mut findings);
        let found = clashes(&data, &context);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].help.as_deref(), Some("the other one is from --context-param"));
    }
}
