//! Who needs an Addon that is to be deleted, and what goes before what.

use crate::addon::{Constraint, Version};
use crate::live::Live;

/// A deletion of several Addons, thought through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order<'a> {
    /// The Addons to delete, in groups: what others need goes after those others.
    pub groups: Vec<Vec<&'a Live>>,
    /// Addons that are not to be deleted and need one that is: each with the name of that one.
    pub needed: Vec<(&'a Live, &'a Live)>,
}

/// The order in which to delete the Addons of these names among all. `cascade`: whoever needs one of them goes as well.
pub fn order<'a>(names: &[String], all: &'a [Live], cascade: bool) -> Order<'a> {
    let mut goes: Vec<&Live> = all.iter().filter(|addon| names.contains(&addon.name)).collect();
    let mut needed = still_needed(&goes, all);
    while cascade && !needed.is_empty() {
        for (addon, _) in needed {
            if !goes.iter().any(|other| other.name == addon.name) {
                goes.push(addon);
            }
        }
        needed = still_needed(&goes, all);
    }
    Order { groups: in_groups(goes), needed }
}

/// Addons that stay, and would lose the last one that gives them what they need.
fn still_needed<'a>(goes: &[&'a Live], all: &'a [Live]) -> Vec<(&'a Live, &'a Live)> {
    let is_going = |addon: &Live| goes.iter().any(|other| other.name == addon.name);
    let stays = all.iter().filter(|addon| !is_going(addon) && addon.deleted.is_none());
    let loses = |addon: &'a Live| {
        let lost = goes.iter().find(|gone| needs(addon, gone))?;
        let others = all.iter().filter(|other| !is_going(other) && other.deleted.is_none());
        let another = others
            .filter(|other| other.spec.pkg_name == lost.spec.pkg_name)
            .any(|other| needs(addon, other));
        (!another).then_some((addon, *lost))
    };
    stays.filter_map(loses).collect()
}

/// Whether an Addon depends on another one, in the version that it has.
fn needs(addon: &Live, other: &Live) -> bool {
    let wanted = addon.spec.pkg_deps.get(&other.spec.pkg_name);
    let wanted = wanted.filter(|_| addon.name != other.name).and_then(|it| Constraint::parse(it));
    wanted.is_some_and(|wanted| wanted.fits(&Version::new(&other.spec.pkg_version)))
}

/// Those first that nobody of the rest needs. Addons that need each other go together in the end.
fn in_groups(mut rest: Vec<&Live>) -> Vec<Vec<&Live>> {
    let mut groups = Vec::new();
    while !rest.is_empty() {
        let (free, bound): (Vec<&Live>, Vec<&Live>) =
            rest.iter().partition(|addon| !rest.iter().any(|other| needs(other, addon)));
        if free.is_empty() {
            groups.push(bound);
            break;
        }
        groups.push(free);
        rest = bound;
    }
    groups
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn live(name: &str, package: &str, version: &str, deps: &[(&str, &str)]) -> Live {
        let deps: serde_json::Map<_, _> =
            deps.iter().map(|(key, value)| ((*key).to_owned(), json!(value))).collect();
        Live::from_value(&json!({
            "metadata": {"name": name},
            "spec": {"pkgName": package, "pkgVersion": version, "pkgDeps": deps},
        }))
        .unwrap()
    }

    /// Groups as `a b > c`, and who needs what.
    fn told(names: &[&str], all: &[Live], cascade: bool) -> (String, Vec<String>) {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        let Order { groups, needed } = order(&names, all, cascade);
        let names = |group: &Vec<&Live>| {
            group.iter().map(|addon| addon.name.as_str()).collect::<Vec<_>>().join(" ")
        };
        let needed = needed.iter().map(|(who, what)| format!("{} needs {}", who.name, what.name));
        (groups.iter().map(names).collect::<Vec<_>>().join(" > "), needed.collect())
    }

    fn chain() -> Vec<Live> {
        vec![
            live("dns", "core/dns", "1.2.0", &[]),
            live("mon", "mon", "1", &[("core/dns", ">=1.0")]),
            live("web", "web", "1", &[("mon", "*"), ("core/dns", "*")]),
            live("alone", "alone", "1", &[]),
        ]
    }

    #[test]
    fn whoever_needs_another_goes_before_it() {
        let all = chain();
        let none = Vec::<String>::new;
        assert_eq!(
            told(&["dns", "mon", "web"], &all, false),
            ("web > mon > dns".to_owned(), none())
        );
        assert_eq!(told(&["dns"], &all, true), ("web > mon > dns".to_owned(), none()));
        let expected = ("alone web > mon > dns".to_owned(), none());
        assert_eq!(told(&["alone", "dns"], &all, true), expected);
        assert_eq!(told(&["web"], &all, false), ("web".to_owned(), none()));
    }

    #[test]
    fn who_still_needs_one_is_named() {
        let all = chain();
        let (order, needed) = told(&["dns"], &all, false);
        assert_eq!(
            (order.as_str(), needed),
            ("dns", vec!["mon needs dns".to_owned(), "web needs dns".to_owned()])
        );
        assert_eq!(told(&["dns", "web"], &all, false).1, ["mon needs dns"]);
    }

    #[test]
    fn another_that_gives_the_same_will_do() {
        let mut all = chain();
        all.push(live("dns2", "core/dns", "1.3.0", &[]));
        assert!(told(&["dns"], &all, false).1.is_empty());
        assert_eq!(told(&["dns", "dns2"], &all, false).1.len(), 2);
        // In a version that does not fit it is nobody's dependency.
        all.push(live("old", "core/dns", "0.9.0", &[]));
        all.retain(|addon| addon.name != "web");
        assert!(told(&["old"], &all, false).1.is_empty());
        all[0].deleted = Some("2026-01-01T00:00:00Z".to_owned());
        assert_eq!(told(&["dns2"], &all, false).1, ["mon needs dns2"], "the other one is going");
    }

    #[test]
    fn those_that_need_each_other_go_together() {
        let all = [
            live("a", "a", "1.0.0", &[("b", "*")]),
            live("b", "b", "1.0.0", &[("a", "*")]),
            live("c", "c", "1.0.0", &[("a", "*")]),
        ];
        assert_eq!(told(&["a"], &all, true).0, "c > a b");
        assert_eq!(told(&["a"], &all, false).1, ["b needs a", "c needs a"]);
    }
}
