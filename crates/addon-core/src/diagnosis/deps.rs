//! What an Addon needs and who needs it, all the way in both directions.

use std::collections::HashSet;

use serde::Serialize;

use crate::live::Live;

/// An Addon between those that it needs and those that need it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dependencies {
    /// The Addon's name.
    pub name: String,
    /// `spec.pkgName`.
    pub package: String,
    /// `spec.pkgVersion`.
    pub version: String,
    /// `status.lifecycle.installed`; empty where there is none.
    pub phase: String,
    /// What it needs.
    pub needs: Vec<Link>,
    /// Who needs it.
    pub needed_by: Vec<Link>,
}

/// A dependency, seen from one of its ends.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// The Addon at the other end; none where no Addon provides the package.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The package at the other end.
    pub package: String,
    /// Its version, if an Addon provides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The version that is asked for.
    pub wants: String,
    /// The phase of the Addon at the other end; empty where there is none.
    pub phase: String,
    /// How it goes on from here.
    pub repeat: Repeat,
    /// The further dependencies in the same direction.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

/// Whether an Addon was met before on the way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Repeat {
    /// It was not.
    #[default]
    No,
    /// It stands further up on the very way here, so that none of them is ever installed.
    Cycle,
    /// It stands somewhere above, with all that follows it.
    Above,
}

/// Which way to go.
#[derive(Debug, Clone, Copy)]
enum Way {
    Needs,
    NeededBy,
}

/// The dependencies of the Addon of a name among all Addons; nothing where it is not among them.
pub fn dependencies(name: &str, all: &[Live]) -> Option<Dependencies> {
    let addon = all.iter().find(|addon| addon.name == name)?;
    let links = |way| {
        let mut walk = Walk { all, way, path: vec![&addon.name], seen: HashSet::new() };
        walk.links(addon)
    };
    Some(Dependencies {
        name: addon.name.clone(),
        package: addon.spec.pkg_name.clone(),
        version: addon.spec.pkg_version.clone(),
        phase: phase(addon),
        needs: links(Way::Needs),
        needed_by: links(Way::NeededBy),
    })
}

/// The packages that need each other in a circle from a package back to it; nothing where there is none. `all`: the other
/// packages, each with those that it needs.
pub fn circle(package: &str, needs: &[String], all: &[(&str, Vec<String>)]) -> Option<Vec<String>> {
    let mut ways: Vec<Vec<String>> = needs.iter().map(|need| vec![need.clone()]).collect();
    let mut seen = HashSet::new();
    while let Some(way) = ways.pop() {
        let Some(last) = way.last().filter(|last| seen.insert((*last).clone())) else { continue };
        let below = all.iter().filter(|(name, _)| name == last).flat_map(|(_, needs)| needs);
        for need in below {
            if need == package {
                return Some([vec![package.to_owned()], way].concat());
            }
            ways.push([way.clone(), vec![need.clone()]].concat());
        }
    }
    None
}

/// `a, b and c`.
pub fn named(names: &[String]) -> String {
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn phase(addon: &Live) -> String {
    addon.installed.map(|phase| phase.name().to_owned()).unwrap_or_default()
}

struct Walk<'a> {
    all: &'a [Live],
    way: Way,
    /// The names from the first Addon to the present one.
    path: Vec<&'a str>,
    seen: HashSet<&'a str>,
}

impl<'a> Walk<'a> {
    fn links(&mut self, from: &'a Live) -> Vec<Link> {
        let all = self.all;
        match self.way {
            Way::Needs => {
                let mut links = Vec::new();
                for (package, wants) in &from.spec.pkg_deps {
                    let before = links.len();
                    for other in all.iter().filter(|other| other.spec.pkg_name == *package) {
                        links.push(self.link(other, wants));
                    }
                    if links.len() == before {
                        let (package, wants) = (package.clone(), wants.clone());
                        links.push(Link { package, wants, ..Link::default() });
                    }
                }
                links
            }
            Way::NeededBy => {
                let wants = |other: &'a Live| other.spec.pkg_deps.get(&from.spec.pkg_name);
                let dependents = all.iter().filter_map(|other| Some((other, wants(other)?)));
                dependents.map(|(other, wants)| self.link(other, wants)).collect()
            }
        }
    }

    fn link(&mut self, other: &'a Live, wants: &str) -> Link {
        let repeat = if self.path.contains(&other.name.as_str()) {
            Repeat::Cycle
        } else if !self.seen.insert(&other.name) {
            Repeat::Above
        } else {
            Repeat::No
        };
        let mut links = Vec::new();
        if repeat == Repeat::No {
            self.path.push(&other.name);
            links = self.links(other);
            self.path.pop();
        }
        Link {
            name: Some(other.name.clone()),
            package: other.spec.pkg_name.clone(),
            version: Some(other.spec.pkg_version.clone()),
            wants: wants.to_owned(),
            phase: phase(other),
            repeat,
            links,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn addon(name: &str, needs: &[&str]) -> Live {
        let deps: serde_json::Map<_, _> =
            needs.iter().map(|need| ((*need).to_owned(), "*".into())).collect();
        Live::from_value(&json!({
            "metadata": {"name": name, "generation": 1},
            "spec": {"pkgName": name, "pkgVersion": "v1", "pkgDeps": deps},
            "status": {"checksum": "1", "observedGeneration": 1, "lifecycle": {"installed": "Succeeded"}},
        }))
        .unwrap()
    }

    fn told(links: &[Link]) -> String {
        let one = |link: &Link| {
            let name = link.name.clone().unwrap_or_else(|| format!("no {}", link.package));
            let repeat = match link.repeat {
                Repeat::No => "",
                Repeat::Cycle => "!",
                Repeat::Above => "^",
            };
            let below = if link.links.is_empty() { String::new() } else { told(&link.links) };
            format!("{name}{repeat}{below}")
        };
        format!("({})", links.iter().map(one).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn both_directions_are_followed_to_their_ends() {
        let all = [
            addon("web", &["dns", "db"]),
            addon("dns", &["net"]),
            addon("db", &["net", "disk"]),
            addon("net", &[]),
            addon("shop", &["web"]),
        ];
        let web = dependencies("web", &all).unwrap();
        assert_eq!(told(&web.needs), "(dns(net) db(net^ no disk))");
        assert_eq!(told(&web.needed_by), "(shop)");
        let net = dependencies("net", &all).unwrap();
        assert_eq!(told(&net.needed_by), "(dns(web(shop)) db(web^))");
        assert!(dependencies("nope", &all).is_none());
    }

    #[test]
    fn cycles_are_said_and_end() {
        let all = [addon("a", &["b"]), addon("b", &["a", "b"])];
        let a = dependencies("a", &all).unwrap();
        assert_eq!(told(&a.needs), "(b(a! b!))");
        assert_eq!(told(&a.needed_by), "(b(a! b!))");
    }
}
