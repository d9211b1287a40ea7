//! The two programs that make something of an Addon: the controller, and Argo's workflow controller.

use serde_json::Value;

use super::{Check, Facts, Seen, Verdict, text};
use crate::clock;
use crate::health::Health;
use crate::lifecycle::INSTANCE_ID;
use crate::manifest::Identity;

/// Who holds a lease writes it every few seconds; after a minute without a word it is gone.
const SILENCE: i64 = 60;

/// Who wrote a status within so many seconds runs, wherever that is.
const RECENT: i64 = 600;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Program {
    /// The Addon controller.
    Controller,
    /// Argo's workflow controller.
    Argo,
}

impl Program {
    fn code(self) -> &'static str {
        if self == Self::Controller { "controller" } else { "argo" }
    }

    fn called(self) -> &'static str {
        if self == Self::Controller { "the Addon controller" } else { "Argo's workflow controller" }
    }

    /// Whether a lease is the one that this program holds while it leads. Sources: the controller's `main.go`, and Argo's
    /// `workflow/controller/controller.go`, which appends the instance id.
    fn holds(self, lease: &Value) -> bool {
        let name = text(lease, "/metadata/name");
        match self {
            Self::Controller => name == "addonmgr.keikoproj.io",
            Self::Argo => name
                .strip_prefix("workflow-controller")
                .is_some_and(|rest| rest.is_empty() || rest.strip_prefix('-') == Some(INSTANCE_ID)),
        }
    }

    /// The image of this program in a Deployment, if that runs it.
    fn image(self, deployment: &Value) -> Option<&str> {
        let containers = deployment.pointer("/spec/template/spec/containers")?.as_array()?;
        let of_argo = |container: &&Value| {
            let words = ["command", "args"].into_iter().flat_map(|field| {
                container.get(field).and_then(Value::as_array).into_iter().flatten()
            });
            let mut words = words.filter_map(Value::as_str).chain([text(container, "/image")]);
            words.any(|word| word.contains("workflow-controller"))
        };
        let of_controller = |container: &&Value| {
            text(container, "/image").contains("addon-manager")
                || text(deployment, "/metadata/labels/control-plane") == "addon-manager"
        };
        let mut containers = containers.iter();
        let found = match self {
            Self::Argo => containers.find(of_argo),
            Self::Controller => containers.find(|it| of_controller(it) && !of_argo(it)),
        };
        found.map(|container| text(container, "/image"))
    }
}

/// Whether a program is alive.
pub(super) fn check(program: Program, facts: &Facts) -> Check {
    let (code, called) = (program.code(), program.called());
    let help = format!("kubectl -n {} get deployments,pods", facts.namespace);
    let lease = heartbeat(program, facts);
    let deployment = match &facts.deployments {
        Seen::There(all) => all.iter().find_map(|it| Some((it, program.image(it)?))),
        _ => None,
    };
    match (deployment, lease) {
        (Some((deployment, image)), lease) => {
            let identity = Identity {
                api_version: "apps/v1".to_owned(),
                kind: "Deployment".to_owned(),
                ..Identity::default()
            };
            let health = Health::of(&identity, deployment);
            let name = text(deployment, "/metadata/name");
            let ready = deployment.pointer("/status/readyReplicas").and_then(Value::as_i64);
            if ready.unwrap_or_default() == 0 {
                let text = format!("{called} does not run: Deployment {name} {}", health.reason);
                return Check::bad(code, text, help);
            }
            match lease {
                Some(age) if age > SILENCE => silent(program, age, help),
                _ => Check::good(
                    code,
                    format!("{called}: {image}, Deployment {name} {}", health.reason),
                ),
            }
        }
        (None, Some(age)) if age > SILENCE => silent(program, age, help),
        (None, Some(age)) => {
            let age = clock::age(age.max(0));
            Check::good(code, format!("{called} holds its lease, and wrote it {age} ago"))
        }
        (None, None) => elsewhere(program, facts, help),
    }
}

/// What can be said of a program that neither a Deployment nor a lease of the namespace knows.
fn elsewhere(program: Program, facts: &Facts, help: String) -> Check {
    let (code, called, namespace) = (program.code(), program.called(), &facts.namespace);
    if let Some(age) = last_written(program, facts) {
        let ago = clock::age(age.max(0));
        if age <= RECENT {
            return Check::good(
                code,
                format!("{called} runs somewhere: it wrote a status {ago} ago"),
            );
        }
        let last = format!("it wrote a status {ago} ago for the last time");
        let text = format!("nothing in {namespace} runs {called}; {last}");
        return Check::not(Verdict::Warning, code, text, help);
    }
    match &facts.deployments {
        Seen::There(_) | Seen::Missing => {
            let text = format!("nothing in {namespace} runs {called}");
            Check::bad(code, text, "install the Addon Manager, which brings Argo with it")
        }
        seen => Check::unseen(code, &format!("the Deployment of {called}"), seen),
    }
}

fn silent(program: Program, age: i64, help: String) -> Check {
    let text = format!(
        "{} is silent: it wrote its lease {} ago for the last time",
        program.called(),
        clock::age(age)
    );
    Check::bad(program.code(), text, help)
}

/// The seconds since a program wrote its lease; none without one.
fn heartbeat(program: Program, facts: &Facts) -> Option<i64> {
    let Seen::There(leases) = &facts.leases else { return None };
    let own = leases.iter().filter(|lease| program.holds(lease));
    let renewed = own.filter_map(|lease| clock::seconds(text(lease, "/spec/renewTime")));
    renewed.max().map(|time| facts.now - time)
}

/// The seconds since a program wrote a status: the controller one of an Addon, Argo one of a Workflow.
fn last_written(program: Program, facts: &Facts) -> Option<i64> {
    let objects = match program {
        Program::Controller => &facts.addons,
        Program::Argo => &facts.workflows,
    };
    let Seen::There(objects) = objects else { return None };
    let entries = objects.iter().filter_map(|it| it.pointer("/metadata/managedFields")?.as_array());
    let written = entries.flatten().filter(|entry| {
        let by = text(entry, "/manager");
        // People and their tools write a status too, to have it tried again.
        entry.pointer("/fieldsV1/f:status").is_some()
            && !by.starts_with("addonctl")
            && !by.starts_with("kubectl")
    });
    let times = written.filter_map(|entry| clock::seconds(text(entry, "/time")));
    times.max().map(|time| facts.now - time)
}

/// Whether Argo looks at the Workflows that the controller makes.
pub(super) fn instance(facts: &Facts) -> Option<Check> {
    let Seen::There(maps) = &facts.config_maps else { return None };
    let found = maps.iter().find_map(instance_of)?;
    Some(if found == INSTANCE_ID {
        Check::good("argo-instance", format!("Argo serves instance id {INSTANCE_ID}"))
    } else {
        Check::bad(
            "argo-instance",
            format!("Argo serves instance id {found}, and Workflows of Addons carry {INSTANCE_ID}"),
            format!(
                "set instanceID: {INSTANCE_ID} in the config map of Argo's workflow controller"
            ),
        )
    })
}

/// The instance id in the config map of a workflow controller: a key of its own, or a line of `config`.
fn instance_of(map: &Value) -> Option<&str> {
    let data = map.get("data")?;
    let key = data.get("instanceID").and_then(Value::as_str);
    key.or_else(|| {
        let config = data.get("config").and_then(Value::as_str)?;
        let line = config.lines().find_map(|line| line.trim().strip_prefix("instanceID:"))?;
        Some(line.trim().trim_matches(['"', '\'']))
    })
}
