//! Why a stage failed, or what holds it up: its Workflow's steps, their pods, and what those have said.

use serde_json::Value;

use super::facts::{Facts, Node, event_time, holdups, name};
use super::known::{self, Known, Remedy};
use super::{Cause, Evidence, stages};
use crate::addon::Stage;
use crate::clock;

/// So many lines of a log are shown.
const LINES: usize = 12;
/// A line of more characters is folded where it can be.
const WIDTH: usize = 120;
/// So many seconds short of the deadline count as the deadline.
const GRACE: i64 = 5;

/// Why a stage failed or stands still; nothing where it runs well or is over.
pub(super) fn of_stage(facts: &Facts, stage: Stage) -> Option<Cause> {
    let workflow = stages::workflow(facts, stage)?;
    let phase = workflow["status"]["phase"].as_str().unwrap_or_default();
    let failed = matches!(phase, "Failed" | "Error");
    if phase == "Succeeded" {
        return None;
    }
    let sight = Sight { facts, stage, workflow };
    let leaves = Node::leaves(workflow);
    if !failed {
        let mut open = leaves.iter().rev().filter(|node| node.open());
        return open
            .find_map(|node| sight.held_up(*node))
            .or_else(|| sight.unborn())
            .or_else(|| sight.tried_again(&leaves));
    }
    let over: Vec<Node<'_>> = leaves.iter().rev().copied().filter(|node| node.failed()).collect();
    let spoken = over.iter().find_map(|node| sight.spoken(*node));
    let held = || over.iter().find_map(|node| sight.held_up(*node));
    let late = sight.deadline();
    // Whatever a step says was cut off when time was over; what held it up was there before.
    Some(match (spoken, late) {
        (Some(cause), None) => cause,
        (Some(cause), Some(_)) if !matches!(cause.code, "step-failed" | "deadline") => cause,
        (spoken, Some(mut late)) => {
            if let Some(mut held) = held() {
                held.evidence.append(&mut late.evidence);
                return Some(held);
            }
            late.evidence.extend(spoken.into_iter().flat_map(|cause| cause.evidence));
            late
        }
        (None, None) => held().unwrap_or_else(|| sight.message()),
    })
}

/// A Workflow that is looked at.
struct Sight<'a> {
    facts: &'a Facts,
    stage: Stage,
    workflow: &'a Value,
}

impl Sight<'_> {
    /// What a failed step has said: in its log, or Argo about it.
    fn spoken(&self, node: Node<'_>) -> Option<Cause> {
        let pod = node.pod(&self.facts.pods).map(name);
        let log = self.facts.logs.iter().find(|log| Some(log.pod.as_str()) == pod);
        let own = |line: &&String| !known::is_argos(line);
        let lines: Vec<String> =
            log.into_iter().flat_map(|log| &log.lines).filter(own).cloned().collect();
        let message = node.text("message");
        let telling = known::telling(&lines);
        let known = telling.as_deref().and_then(known::known).or_else(|| known::known(message));
        let known = known.filter(|known| known.code != "deadline");
        if telling.is_none() && (known.is_none() && is_plain(message)) {
            return None;
        }
        let mut evidence = Vec::new();
        if let Some(log) = log.filter(|_| !lines.is_empty()) {
            let skip = lines.len().saturating_sub(LINES);
            let from = format!("log of step {} (pod {})", node.step(), log.pod);
            evidence.push(Evidence { from, lines: lines[skip..].to_vec() });
        }
        if !message.is_empty() {
            evidence.push(node_evidence(node));
        }
        let known =
            known.unwrap_or_else(|| self.step_failed(node, telling.as_deref().unwrap_or(message)));
        Some(known.cause(evidence))
    }

    /// Whether a step runs a script of the Addon's own, which says the same again if it is run again.
    fn is_script(&self, node: Node<'_>) -> bool {
        let templates = self.workflow["spec"]["templates"].as_array().into_iter().flatten();
        let of_node = |it: &&Value| it["name"] == node.text("templateName");
        templates.filter(of_node).any(|template| template["script"].is_object())
    }

    fn step_failed(&self, node: Node<'_>, why: &str) -> Known {
        let why = why.trim().trim_start_matches("error: ");
        Known {
            code: "step-failed",
            sentence: format!(
                "Step {} of the {} stage failed: {}.",
                node.step(),
                self.stage,
                why.trim_end_matches('.')
            ),
            help: if self.is_script(node) {
                "correct the script; run again as it is, it fails in the same way".to_owned()
            } else {
                "see the log; what it complains about may be the manifest, the script or the cluster".to_owned()
            },
            remedy: if self.is_script(node) { Remedy::Change } else { Remedy::Retry },
        }
    }

    /// What holds a step's pod up: kubelet's reasons, the scheduler's, or its warnings.
    fn held_up(&self, node: Node<'_>) -> Option<Cause> {
        let message = node.text("message");
        if let Some(known) = known::known(message) {
            return Some(known.cause(vec![node_evidence(node)]));
        }
        let pod = node.pod(&self.facts.pods)?;
        let texts = holdups(pod).into_iter().map(|(reason, message)| {
            let text = if message.is_empty() { reason } else { format!("{reason}: {message}") };
            (format!("pod {}", name(pod)), text)
        });
        let of_pod = |event: &&Value| {
            event["type"] == "Warning" && event["involvedObject"]["name"] == name(pod)
        };
        let warnings = self.facts.events.iter().rev().filter(of_pod).map(|event| {
            let ago = clock::since(event_time(event), self.facts.now);
            let text = |field: &str| event[field].as_str().unwrap_or_default();
            (
                format!("event of pod {}, {ago} ago", name(pod)),
                format!("{}: {}", text("reason"), text("message")),
            )
        });
        let said: Vec<_> = texts.chain(warnings).collect();
        let known = said.iter().find_map(|(_, text)| known::known(text))?;
        let evidence = said.into_iter().map(|(from, text)| Evidence { from, lines: vec![text] });
        Some(known.cause(evidence.take(3).collect()))
    }

    /// Why the last try of a step that is being tried again failed.
    fn tried_again(&self, leaves: &[Node<'_>]) -> Option<Cause> {
        let nodes = self.workflow["status"]["nodes"].as_object()?;
        let being_retried = |node: &&Node<'_>| {
            let of_node = |retry: &Value| {
                let children = retry["children"].as_array().into_iter().flatten();
                retry["type"] == "Retry"
                    && Node(retry).open()
                    && children.into_iter().any(|child| *child == node.0["id"])
            };
            node.failed() && nodes.values().any(of_node)
        };
        let node = leaves.iter().rev().find(being_retried)?;
        let mut cause = self.spoken(*node)?;
        cause.sentence.push_str(" It is being tried again.");
        Some(cause)
    }

    /// A Workflow without a step yet, about which there is a warning.
    fn unborn(&self) -> Option<Cause> {
        let message = self.workflow["status"]["message"].as_str().unwrap_or_default();
        let known = known::known(message)?;
        Some(known.cause(vec![self.workflow_evidence()]))
    }

    /// The deadline, if that is what ended the Workflow.
    fn deadline(&self) -> Option<Cause> {
        let (spec, status) = (&self.workflow["spec"], &self.workflow["status"]);
        let time = |field: &str| status[field].as_str().and_then(clock::seconds);
        let limit = spec["activeDeadlineSeconds"].as_i64()?;
        let took = time("finishedAt")? - time("startedAt")?;
        let said = self.workflow["status"]["message"].as_str().unwrap_or_default();
        let killed = Node::leaves(self.workflow).iter().any(|node| {
            let message = node.text("message");
            message.contains("exit code 143")
                || message.contains("exit code 137")
                || known::known(message).is_some_and(|it| it.code == "deadline")
        });
        let over = took >= limit || (killed && took + GRACE >= limit);
        if !over && !said.contains("Max duration limit") {
            return None;
        }
        Some(Cause {
            code: "deadline",
            sentence: format!(
                "The {} stage took longer than its deadline of {}, and was ended.",
                self.stage,
                clock::age(limit)
            ),
            help: "if it only needs more time: --deadline; else see what it was doing".to_owned(),
            evidence: vec![Evidence {
                from: format!("workflow {}", name(self.workflow)),
                lines: vec![format!("activeDeadlineSeconds {limit}, ran for {took} s")],
            }],
            remedy: Remedy::Change,
        })
    }

    /// What Argo says of the Workflow as a whole.
    fn message(&self) -> Cause {
        let message = self.workflow["status"]["message"].as_str().unwrap_or_default();
        let known = known::known(message).unwrap_or_else(|| {
            let leaves = Node::leaves(self.workflow);
            let node = leaves.iter().rev().find(|node| node.failed());
            let said = node.map_or(message, |node| node.text("message"));
            let said = if said.is_empty() { "Argo gives no reason" } else { said };
            match node {
                Some(node) => self.step_failed(*node, said),
                None => Known {
                    code: "workflow-failed",
                    sentence: format!("The workflow of the {} stage failed: {said}", self.stage),
                    help: "see the workflow".to_owned(),
                    remedy: Remedy::Retry,
                },
            }
        });
        known.cause(vec![self.workflow_evidence()])
    }

    fn workflow_evidence(&self) -> Evidence {
        let message = self.workflow["status"]["message"].as_str().unwrap_or_default();
        Evidence {
            from: format!("Argo about workflow {}", name(self.workflow)),
            lines: message.lines().map(str::to_owned).collect(),
        }
    }
}

/// Argo's message about a step.
fn node_evidence(node: Node<'_>) -> Evidence {
    let step = node.text("displayName");
    let from = format!("Argo about step {step}");
    Evidence { from, lines: node.text("message").lines().flat_map(folded).collect() }
}

/// A line that is longer than a screen, as several: Pod Security has a word on each container.
fn folded(line: &str) -> Vec<String> {
    if line.chars().count() <= WIDTH {
        return vec![line.to_owned()];
    }
    line.split_inclusive("), ").map(|part| part.trim_end().to_owned()).collect()
}

/// Whether Argo's message tells nothing but that there was an exit code.
fn is_plain(message: &str) -> bool {
    message.is_empty() || message.contains("Error (exit code") || message.starts_with("child '")
}
