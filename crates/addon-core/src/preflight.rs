//! What an Addon needs from the cluster, judged by what the controller will do where it is missing.

use crate::addon::{Addon, AddonSpec, Constraint, Version};
use crate::diagnosis::deps;
use crate::finding::{Finding, Findings, Rule, rule};
use crate::lifecycle::Phase;
use crate::live::Live;
use crate::manifest::Identity;
use crate::ownership::{Held, Owner};

/// What the cluster says of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It exists.
    There,
    /// It exists, and is being deleted.
    Leaving,
    /// It does not exist.
    Missing,
    /// The user may not look.
    Hidden,
}

/// What the cluster says of everything that an Addon needs.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The target namespace.
    pub namespace: Answer,
    /// The service accounts of its workflows, in the Addon's namespace.
    pub service_accounts: Vec<(String, Answer)>,
    /// Its secrets, in the target namespace.
    pub secrets: Vec<(String, Answer)>,
    /// The other Addons; `None`: the user may not look.
    pub others: Option<Vec<Live>>,
}

/// What the prereqs stage makes before it is needed.
#[derive(Debug, Clone, Default)]
pub struct Promised {
    /// The objects that it applies.
    pub objects: Vec<Identity>,
    /// Whether it runs scripts, which may make anything.
    pub scripts: bool,
    /// The packages of the Addons that are submitted together with it.
    pub packages: Vec<String>,
}

impl Promised {
    fn holds(&self, kind: &str, name: &str) -> bool {
        self.objects.iter().any(|object| object.is("", kind) && object.name == name)
    }
}

/// All that is missing.
pub fn judge(addon: &Addon, facts: &Facts, promised: &Promised) -> Findings {
    let target = &addon.spec.params.namespace;
    let mut findings = Vec::new();
    let namespace = Thing {
        what: "target namespace",
        name: target,
        answer: facts.namespace,
        rule: &rule::MISSING_NAMESPACE,
    };
    let help = "create it, or let the addon do it: --create-namespace".to_owned();
    if facts.namespace == Answer::Leaving {
        let message =
            format!("the target namespace `{target}` is being deleted, and takes nothing new");
        let help = format!("wait until it is gone: kubectl wait --for=delete namespace/{target}");
        findings.push(Finding::new(&rule::MISSING_NAMESPACE, message).help(help));
    } else if !promised.holds("Namespace", target) {
        findings.extend(namespace.finding(promised.scripts, help));
    }
    for (name, answer) in &facts.service_accounts {
        let thing = Thing {
            what: "service account",
            name,
            answer: *answer,
            rule: &rule::MISSING_SERVICE_ACCOUNT,
        };
        let help = format!(
            "create it: kubectl -n {} create serviceaccount {name}, and give it the rights it needs; or choose another with --service-account",
            addon.metadata.namespace
        );
        findings.extend(thing.finding(false, help));
    }
    for (name, answer) in facts.secrets.iter().filter(|(name, _)| !promised.holds("Secret", name)) {
        let thing = Thing { what: "secret", name, answer: *answer, rule: &rule::MISSING_SECRET };
        findings
            .extend(thing.finding(promised.scripts, format!("create it in namespace {target}")));
    }
    match &facts.others {
        Some(others) => {
            findings.extend(dependencies(addon, others, &promised.packages));
            findings.extend(circle(addon, others));
            findings.extend(duplicate(addon, others));
        }
        None => findings.push(hidden("other Addons", "")),
    }
    findings
}

/// Something that has to be there.
struct Thing<'a> {
    what: &'static str,
    name: &'a str,
    answer: Answer,
    rule: &'static Rule,
}

impl Thing<'_> {
    /// What there is to say of it. `perhaps`: a script may make it in time.
    fn finding(&self, perhaps: bool, help: String) -> Option<Finding> {
        let Self { what, name, answer, rule } = self;
        match answer {
            Answer::There | Answer::Leaving => None,
            Answer::Hidden => Some(hidden(what, name)),
            Answer::Missing if perhaps => {
                let message = format!(
                    "there is no {what} `{name}` yet; a script of the prereqs stage has to make it"
                );
                Some(Finding::new(&rule::MISSING_UNLESS_MADE, message))
            }
            Answer::Missing => {
                Some(Finding::new(rule, format!("there is no {what} `{name}`")).help(help))
            }
        }
    }
}

/// So many objects of others are told one by one.
const EACH: usize = 20;

/// What the Addon would take from others. `adopts`: the user wants that.
pub fn taken(held: &[Held], adopts: bool) -> Findings {
    let shared = |held: &&Held| {
        let identity = &held.identity;
        identity.is("", "Namespace")
            || identity.is("apiextensions.k8s.io", "CustomResourceDefinition")
    };
    let foreign = held.iter().filter(|held| held.owner != Owner::Ours);
    let (shared, mut taken): (Vec<_>, Vec<_>) = foreign.partition(shared);
    let more = taken.len().saturating_sub(EACH);
    taken.truncate(EACH);
    let told = |held: &Held| {
        let (what, owner) = (held.identity.describe(), &held.owner);
        match owner {
            Owner::Addon(name) => format!("{what} belongs to addon {name}"),
            owner => format!("{what} exists already, {owner}"),
        }
    };
    let mut findings: Findings = shared
        .iter()
        .map(|held| Finding::new(&rule::OBJECT_SHARED, format!("{}; it is shared", told(held))))
        .collect();
    if adopts {
        findings.extend(taken.iter().map(|held| {
            Finding::new(&rule::OBJECT_SHARED, format!("{}; the addon takes it over", told(held)))
        }));
        return findings;
    }
    findings.extend(taken.iter().map(|held| {
        let way = match &held.owner {
            Owner::Addon(_) => "leave it out or give it another name; or take it over: --adopt",
            _ => "give it another name, or delete that one; or take it over: --adopt",
        };
        Finding::new(&rule::OBJECT_TAKEN, told(held)).help(way)
    }));
    if more > 0 {
        let message = format!("{more} more objects are somebody else's");
        findings.push(Finding::new(&rule::OBJECT_TAKEN, message));
    }
    findings
}

fn hidden(what: &str, name: &str) -> Finding {
    let name = if name.is_empty() { String::new() } else { format!(" `{name}`") };
    Finding::new(
        &rule::NOT_VISIBLE,
        format!("you may not look at the {what}{name}, so it was not checked"),
    )
}

/// Dependencies that are not installed. The controller waits for them, so they are no errors.
fn dependencies(addon: &Addon, others: &[Live], promised: &[String]) -> Findings {
    let deps = addon.spec.pkg_deps.iter().filter(|(package, _)| !promised.contains(package));
    let lacking = deps.filter_map(|(package, constraint)| {
        let wanted = Constraint::parse(constraint);
        let fits = |version: &str| {
            wanted.as_ref().is_some_and(|wanted| wanted.fits(&Version::new(version)))
        };
        let mut candidates = others
            .iter()
            .filter(|other| other.spec.pkg_name == *package && fits(&other.spec.pkg_version));
        let message =
            match candidates.clone().find(|other| other.installed != Some(Phase::Succeeded)) {
                _ if candidates.clone().any(|other| other.installed == Some(Phase::Succeeded)) => {
                    return None;
                }
                Some(other) => format!(
                    "dependency `{package}:{constraint}` is not installed: addon {} is {}",
                    other.name,
                    phase(other)
                ),
                None if candidates.next().is_none() => {
                    format!("no addon provides the dependency `{package}:{constraint}`")
                }
                None => return None,
            };
        Some(
            Finding::new(&rule::MISSING_DEPENDENCY, message)
                .help("the addon waits until it is installed"),
        )
    });
    lacking.collect()
}

/// A dependency that needs this Addon itself: none of them would ever be installed.
fn circle(addon: &Addon, others: &[Live]) -> Option<Finding> {
    let needs = |spec: &AddonSpec| spec.pkg_deps.keys().cloned().collect::<Vec<_>>();
    let all = others.iter().filter(|other| other.name != addon.metadata.name);
    let all: Vec<_> = all.map(|other| (other.spec.pkg_name.as_str(), needs(&other.spec))).collect();
    let circle = deps::circle(&addon.spec.pkg_name, &needs(&addon.spec), &all)?;
    let message = format!(
        "{} depend on each other, so that none of them is ever installed",
        deps::named(&circle)
    );
    Some(
        Finding::new(&rule::DEPENDENCY_CYCLE, message)
            .help(format!("leave {} out of --deps, here or there", deps::named(&circle[1..]))),
    )
}

fn phase(addon: &Live) -> String {
    addon
        .installed
        .map_or_else(|| "not seen by the controller yet".to_owned(), |phase| phase.to_string())
}

/// Another Addon with the same package in the same version: the controller refuses both.
fn duplicate(addon: &Addon, others: &[Live]) -> Option<Finding> {
    let spec = &addon.spec;
    let same = |other: &&Live| {
        other.name != addon.metadata.name
            && other.spec.pkg_name == spec.pkg_name
            && other.spec.pkg_version == spec.pkg_version
    };
    let other = others.iter().find(same)?;
    let message =
        format!("addon {} is package {}:{} already", other.name, spec.pkg_name, spec.pkg_version);
    Some(
        Finding::new(&rule::PACKAGE_TAKEN, message)
            .help("give this one another --pkg-name or --version"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live(name: &str, package: &str, version: &str, installed: Phase) -> Live {
        let spec = AddonSpec {
            pkg_name: package.to_owned(),
            pkg_version: version.to_owned(),
            ..AddonSpec::default()
        };
        let (uid, created) = (String::new(), String::new());
        let (resource_version, checksum, reason) = (String::new(), String::new(), String::new());
        let (name, installed) = (name.to_owned(), Some(installed));
        Live {
            name,
            uid,
            resource_version,
            generation: None,
            changed: String::new(),
            created,
            deleted: None,
            finalizers: vec![],
            spec,
            checksum,
            observed: None,
            prereqs: None,
            installed,
            earlier: None,
            reason,
            started: None,
        }
    }

    fn addon() -> Addon {
        let mut addon = Addon::default();
        addon.metadata.name = "a".to_owned();
        addon.spec.pkg_name = "core/a".to_owned();
        addon.spec.pkg_version = "v1".to_owned();
        addon.spec.params.namespace = "ns".to_owned();
        addon.spec.pkg_deps = [("core/dns".to_owned(), ">=1.2, <2".to_owned())].into();
        addon
    }

    fn ids(facts: &Facts, promised: &Promised) -> Vec<&'static str> {
        judge(&addon(), facts, promised).iter().map(|finding| finding.rule.id).collect()
    }

    fn facts(answer: Answer, others: Option<Vec<Live>>) -> Facts {
        let named = |name: &str| vec![(name.to_owned(), answer)];
        Facts { namespace: answer, service_accounts: named("sa"), secrets: named("s"), others }
    }

    #[test]
    fn everything_missing_is_named_together() {
        let found = ids(&facts(Answer::Missing, Some(vec![])), &Promised::default());
        assert_eq!(
            found,
            [
                "missing-namespace",
                "missing-service-account",
                "missing-secret",
                "missing-dependency"
            ]
        );
    }

    #[test]
    fn what_the_addon_makes_itself_is_not_missing() {
        let object = |kind: &str, name: &str| Identity {
            api_version: "v1".to_owned(),
            kind: kind.to_owned(),
            namespace: None,
            name: name.to_owned(),
        };
        let promised = Promised {
            objects: vec![object("Namespace", "ns"), object("Secret", "s")],
            scripts: false,
            packages: Vec::new(),
        };
        let dns = live("dns", "core/dns", "v1.4.0", Phase::Succeeded);
        assert_eq!(
            ids(&facts(Answer::Missing, Some(vec![dns])), &promised),
            ["missing-service-account"]
        );
    }

    #[test]
    fn a_namespace_on_its_way_out_takes_nothing() {
        let namespace = Identity {
            api_version: "v1".to_owned(),
            kind: "Namespace".to_owned(),
            namespace: None,
            name: "ns".to_owned(),
        };
        let promised = Promised { objects: vec![namespace], scripts: true, packages: vec![] };
        let dns = live("dns", "core/dns", "v1.4.0", Phase::Succeeded);
        let mut facts = facts(Answer::There, Some(vec![dns]));
        assert!(judge(&addon(), &facts, &promised).is_empty());
        facts.namespace = Answer::Leaving;
        let found = judge(&addon(), &facts, &promised);
        assert!(found[0].message.contains("`ns` is being deleted"), "{found:?}");
    }

    #[test]
    fn what_others_have_is_taken_only_on_demand() {
        let held = |kind: &str, owner: Owner| {
            let api_version = match kind {
                "CustomResourceDefinition" => "apiextensions.k8s.io/v1",
                _ => "v1",
            };
            let identity = Identity {
                api_version: api_version.to_owned(),
                kind: kind.to_owned(),
                namespace: None,
                name: "x".to_owned(),
            };
            Held { identity, owner }
        };
        let stranger = || Owner::Stranger("kubectl create".to_owned());
        let all = [
            held("ConfigMap", Owner::Ours),
            held("Namespace", stranger()),
            held("CustomResourceDefinition", Owner::Addon("b".to_owned())),
            held("ConfigMap", stranger()),
            held("Secret", Owner::Addon("b".to_owned())),
        ];
        let told = |adopts| {
            let findings = taken(&all, adopts);
            findings.iter().map(|it| format!("{}: {}", it.rule.id, it.message)).collect::<Vec<_>>()
        };
        let shared = [
            "object-shared: Namespace x exists already, made by kubectl create; it is shared",
            "object-shared: CustomResourceDefinition.apiextensions.k8s.io x belongs to addon b; it is shared",
        ];
        let refused = [
            "object-taken: ConfigMap x exists already, made by kubectl create",
            "object-taken: Secret x belongs to addon b",
        ];
        assert_eq!(told(false), [shared, refused].concat());
        let adopted =
            refused.map(|it| it.replace("-taken", "-shared") + "; the addon takes it over");
        assert_eq!(told(true), [shared.map(str::to_owned), adopted].concat());
        let many = vec![held("ConfigMap", stranger()); EACH + 5];
        let found = taken(&many, false);
        assert_eq!(found.len(), EACH + 1);
        assert_eq!(found[EACH].message, "5 more objects are somebody else's");
    }

    #[test]
    fn who_may_not_look_gets_notes() {
        let found = judge(&addon(), &facts(Answer::Hidden, None), &Promised::default());
        assert!(!found.is_empty() && found.iter().all(|finding| finding.rule.id == "not-visible"));
    }

    #[test]
    fn what_is_submitted_together_is_not_missing() {
        let promised = Promised { packages: vec!["core/dns".to_owned()], ..Promised::default() };
        assert_eq!(ids(&facts(Answer::There, Some(vec![])), &promised), [] as [&str; 0]);
    }

    #[test]
    fn circles_are_no_matter_of_waiting() {
        let mut dns = live("dns", "core/dns", "1.4.0", Phase::ValidationFailed);
        dns.spec.pkg_deps = [("core/net".to_owned(), "*".to_owned())].into();
        let mut net = live("net", "core/net", "1.0.0", Phase::Pending);
        net.spec.pkg_deps = [("core/a".to_owned(), "*".to_owned())].into();
        let found =
            judge(&addon(), &facts(Answer::There, Some(vec![dns, net])), &Promised::default());
        let circle = found.iter().find(|finding| finding.rule.id == "dependency-cycle").unwrap();
        assert!(
            circle.message.starts_with("core/a, core/dns and core/net depend on each other"),
            "{}",
            circle.message
        );
    }

    #[test]
    fn a_dependency_has_to_be_installed_in_a_version_that_fits() {
        let there = |version, phase| Some(vec![live("dns", "core/dns", version, phase)]);
        let with = |others| ids(&facts(Answer::There, others), &Promised::default());
        assert_eq!(with(there("1.4.0", Phase::Succeeded)), [] as [&str; 0]);
        assert_eq!(with(there("2.0.0", Phase::Succeeded)), ["missing-dependency"]);
        assert_eq!(with(there("1.4.0", Phase::Failed)), ["missing-dependency"]);
        let same = Some(vec![
            live("b", "core/a", "v1", Phase::Pending),
            live("dns", "core/dns", "1.4.0", Phase::Succeeded),
        ]);
        assert_eq!(with(same), ["package-taken"]);
    }
}
