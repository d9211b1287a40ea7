//! Which of the things seen is the cause.

use super::facts::{Facts, event_time, name};
use super::known::{self, Known, Remedy};
use super::{Cause, Evidence, deps, failure, stages};
use crate::addon::{Addon, Constraint, Metadata, Stage, Version};
use crate::attention::{self, PATIENCE, Whom};
use crate::clock;
use crate::keiko::{self, Effect};
use crate::lifecycle::{self, Phase};
use crate::live::{Verdict, verdict};

/// Why the Addon is not where it shall be; nothing while all goes well.
pub(super) fn find(facts: &Facts) -> Option<Cause> {
    match verdict(Some(&facts.live)) {
        Verdict::Succeeded | Verdict::Absent => None,
        Verdict::Deleting => {
            let found = failure::of_stage(facts, Stage::Delete);
            found.or_else(|| unheard(facts)).or_else(|| unclaimed(facts))
        }
        Verdict::Failed(Phase::ValidationFailed, _) => Some(by_reason(facts)),
        Verdict::Failed(Phase::DeleteFailed, _) => {
            Some(failure::of_stage(facts, Stage::Delete).unwrap_or_else(|| by_reason(facts)))
        }
        Verdict::Failed(..) => Some(failed(facts)),
        Verdict::Waiting(_) => waiting(facts),
    }
}

/// A failed Addon: what the reason says, then what its Workflows say, then what the events say.
fn failed(facts: &Facts) -> Cause {
    let spoken = known::known(&facts.live.reason).filter(|known| known.code != "ttl");
    if let Some(known) = spoken {
        return known.cause(vec![reason(facts)]);
    }
    let stage = [Stage::Install, Stage::Prereqs];
    let found = stage.into_iter().find_map(|stage| failure::of_stage(facts, stage));
    found.unwrap_or_else(|| by_reason(facts))
}

/// An Addon that waits: for somebody else, for its Workflow, or for ever.
fn waiting(facts: &Facts) -> Option<Cause> {
    if let Some(cause) = in_a_circle(facts) {
        return Some(cause);
    }
    if let Some(cause) = stuck(facts) {
        return Some(cause);
    }
    if !facts.live.is_current() {
        return unheard(facts);
    }
    if facts.live.installed == Some(Phase::ValidationFailed) || !facts.live.reason.is_empty() {
        return Some(by_reason(facts));
    }
    let running = [Stage::Install, Stage::Prereqs];
    running
        .into_iter()
        .find_map(|stage| failure::of_stage(facts, stage))
        .or_else(|| unclaimed(facts))
}

/// What makes the controller stumble each time, without a word.
fn stuck(facts: &Facts) -> Option<Cause> {
    let addon = addon(facts);
    let validated = keiko::validate(&addon).into_iter();
    let made = Stage::ALL.into_iter().filter_map(|stage| keiko::workflow(&addon, stage).err());
    let error = validated.chain(made).find(|error| error.effect() == Effect::Stuck)?;
    Some(Cause {
        code: "stuck",
        sentence: format!("The controller stumbles over it each time, without a word: {error}."),
        help: "correct the template; the Addon stays Pending for ever otherwise".to_owned(),
        evidence: vec![Evidence {
            from: "the spec in the cluster".to_owned(),
            lines: vec![error.to_string()],
        }],
        remedy: Remedy::Change,
    })
}

/// An Addon that needs one which needs this one.
fn in_a_circle(facts: &Facts) -> Option<Cause> {
    let spec = &facts.live.spec;
    let needs: Vec<String> = spec.pkg_deps.keys().cloned().collect();
    let others: Vec<_> =
        facts.others.iter().map(|other| (other.package.as_str(), other.needs.clone())).collect();
    let circle = deps::circle(&spec.pkg_name, &needs, &others)?;
    let name = |package: &String| {
        let other = facts.others.iter().find(|other| other.package == *package);
        other.map_or_else(|| facts.live.name.clone(), |other| other.name.clone())
    };
    let names: Vec<String> = circle.iter().map(name).collect();
    let neither = if names.len() == 2 { "neither" } else { "none of them" };
    let evidence = if facts.live.reason.is_empty() { Vec::new() } else { vec![reason(facts)] };
    Some(Cause {
        code: "dependency-cycle",
        sentence: format!(
            "{} depend on each other; {neither} is ever installed.",
            deps::named(&names)
        ),
        help: format!(
            "take {} out of the dependencies of {}, or the other way round",
            circle[1], facts.live.name
        ),
        evidence,
        remedy: Remedy::Change,
    })
}

/// Nobody has looked at the Addon's present spec, or at its deletion.
fn unheard(facts: &Facts) -> Option<Cause> {
    let live = &facts.live;
    if attention::whom(live, &[]) != Some(Whom::Controller) {
        return None;
    }
    let waited = facts.now - clock::seconds(live.deleted.as_deref().unwrap_or(&live.changed))?;
    if waited < PATIENCE {
        return None;
    }
    if facts.namespace != lifecycle::NAMESPACE {
        return Some(Cause {
            code: "unheard",
            sentence: format!("The controller sees Addons in {} alone.", lifecycle::NAMESPACE),
            help: "apply it there, and delete this one".to_owned(),
            evidence: Vec::new(),
            remedy: Remedy::Change,
        });
    }
    Some(silent(&Whom::Controller, waited, "unheard"))
}

/// A Workflow that no Argo controller has taken up.
fn unclaimed(facts: &Facts) -> Option<Cause> {
    let stages = [Stage::Delete, Stage::Install, Stage::Prereqs].into_iter();
    let mut workflows = stages.filter_map(|stage| stages::workflow(facts, stage));
    let workflow = workflows.find(|workflow| attention::is_unclaimed(workflow))?;
    let created = workflow["metadata"]["creationTimestamp"].as_str().and_then(clock::seconds)?;
    let whom = Whom::Argo(name(workflow).to_owned());
    let waited = facts.now - created;
    (waited >= PATIENCE).then(|| {
        let mut cause = silent(&whom, waited, "argo-away");
        let id = lifecycle::INSTANCE_ID;
        cause.help =
            format!("{}; Argo's workflow controller needs the instance id {id}", cause.help);
        cause
    })
}

/// Somebody who has to act and does not.
fn silent(whom: &Whom, seconds: i64, code: &'static str) -> Cause {
    Cause {
        code,
        sentence: format!("{}; it may not be running.", capital(&whom.silent_for(seconds))),
        help: format!("see whether it runs: {}", Whom::look()),
        evidence: Vec::new(),
        remedy: Remedy::Wait,
    }
}

/// What the reason says, or the last warning where there is no reason.
fn by_reason(facts: &Facts) -> Cause {
    let (evidence, text) = if facts.live.reason.is_empty() {
        match last_warning(facts) {
            Some(event) => event,
            None => return unexplained(facts),
        }
    } else {
        (reason(facts), facts.live.reason.clone())
    };
    match known::known(&text) {
        Some(known) => with_others(known, facts).cause(vec![evidence]),
        None => Cause {
            code: "other",
            sentence: capital(text.trim()),
            help: "the words are the controller's own".to_owned(),
            evidence: vec![evidence],
            remedy: Remedy::Retry,
        },
    }
}

/// Failed, and nobody says why: what the model of the controller says of the spec.
fn unexplained(facts: &Facts) -> Cause {
    let addon = addon(facts);
    let made = Stage::ALL.into_iter().filter_map(|stage| keiko::workflow(&addon, stage).err());
    let errors = keiko::validate(&addon).into_iter().chain(made).map(|it| it.to_string());
    let lines: Vec<String> = errors.collect();
    let (code, sentence, remedy) = match lines.first() {
        Some(error) => ("spec", format!("{}.", capital(error)), Remedy::Change),
        None => ("unknown", "Nothing that is left says why.".to_owned(), Remedy::Retry),
    };
    let help = match code {
        "spec" => "correct the template",
        _ => "events live for an hour, workflows for three days; run it again and look at once",
    };
    let evidence = if lines.is_empty() {
        Vec::new()
    } else {
        vec![Evidence { from: "the spec in the cluster".to_owned(), lines }]
    };
    Cause { code, sentence, help: help.to_owned(), evidence, remedy }
}

/// A known cause, with the other Addons named that it is about.
fn with_others(mut known: Known, facts: &Facts) -> Known {
    let spec = &facts.live.spec;
    if known.code == "duplicate" {
        let twin = |o: &&super::Other| o.package == spec.pkg_name && o.version == spec.pkg_version;
        if let Some(other) = facts.others.iter().find(twin) {
            known.sentence = format!(
                "The Addon {} provides {} {} as well, so the controller takes neither.",
                other.name, other.package, other.version
            );
        }
    }
    if known.code == "dependency-missing" {
        let there = facts.others.iter().find(|other| spec.pkg_deps.contains_key(&other.package));
        if let Some(other) = there {
            let wants = spec.pkg_deps.get(&other.package).map_or("", String::as_str);
            let phase = if other.phase.is_empty() { "not begun" } else { &other.phase };
            known.sentence = format!(
                "It depends on {} {wants}, and the Addon {} provides {} ({phase}).",
                other.package, other.name, other.version
            );
            let version = Version::new(&other.version);
            let fits = Constraint::parse(wants).is_some_and(|wanted| wanted.fits(&version));
            known.help = if fits && other.phase == "Succeeded" {
                "that fits; the controller looks again within half a minute".to_owned()
            } else {
                format!(
                    "get {} to Succeeded, in a version that {wants} takes; this Addon then goes on by itself",
                    other.name
                )
            };
        }
    }
    known
}

/// The controller's reason as evidence.
fn reason(facts: &Facts) -> Evidence {
    Evidence {
        from: "the Addon's status.reason".to_owned(),
        lines: facts.live.reason.lines().map(str::to_owned).collect(),
    }
}

/// The newest warning about the Addon itself.
fn last_warning(facts: &Facts) -> Option<(Evidence, String)> {
    let about = |event: &&serde_json::Value| {
        let about = &event["involvedObject"];
        event["type"] == "Warning" && about["kind"] == "Addon" && about["name"] == facts.live.name
    };
    let event = facts.events.iter().rev().find(about)?;
    let message = event["message"].as_str().unwrap_or_default().trim().to_owned();
    let ago = clock::since(event_time(event), facts.now);
    let from = format!("event {}, {ago} ago", event["reason"].as_str().unwrap_or_default());
    Some((Evidence { from, lines: vec![message.clone()] }, message))
}

/// The Addon as the model of the controller takes it.
fn addon(facts: &Facts) -> Addon {
    let metadata = Metadata {
        name: facts.live.name.clone(),
        namespace: facts.namespace.clone(),
        ..Metadata::default()
    };
    Addon { metadata, spec: facts.live.spec.clone(), ..Addon::default() }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
