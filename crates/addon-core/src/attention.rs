//! Who has to act next for an Addon to get on, and for how long nothing has been heard of him.

use serde_json::Value;

use crate::clock;
use crate::lifecycle;
use crate::live::Live;

/// So many seconds of silence are told; a controller that runs needs one or two.
pub const PATIENCE: i64 = 15;

/// Who has to act next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// The Addon's controller has to look at its present spec, or at its deletion.
    Controller,
    /// Argo has to begin with the Workflow of this name.
    Argo(String),
}

impl Whom {
    /// What is said of somebody who has been silent for so many seconds.
    pub fn silent_for(&self, seconds: i64) -> String {
        let age = clock::age(seconds);
        match self {
            Self::Controller => format!("the Addon controller has not looked at it for {age}"),
            Self::Argo(workflow) => format!("Argo has not begun with {workflow} for {age}"),
        }
    }

    /// The command that shows whether he runs.
    pub fn look() -> String {
        format!("kubectl -n {} get deploy,pods", lifecycle::NAMESPACE)
    }
}

/// Who has to act for an Addon; nobody while its stages run, or once it is where it shall be.
pub fn whom(live: &Live, workflows: &[Value]) -> Option<Whom> {
    let is_new = if live.deleted.is_some() { live.installed.is_none() } else { !live.is_current() };
    if is_new {
        return Some(Whom::Controller);
    }
    workflows.iter().find(|workflow| is_unclaimed(workflow)).map(|workflow| {
        Whom::Argo(workflow["metadata"]["name"].as_str().unwrap_or_default().to_owned())
    })
}

/// Whether no Argo has begun with a Workflow.
pub fn is_unclaimed(workflow: &Value) -> bool {
    workflow["status"]["phase"].as_str().unwrap_or_default().is_empty()
}

/// What has been heard of those who have to act for one Addon.
#[derive(Debug, Clone, Default)]
pub struct Attention {
    /// Who has to act, and since when.
    waits: Option<(Whom, i64)>,
    told: bool,
}

impl Attention {
    /// Hears who has to act. `now`, here and below: seconds on any clock that only goes forward.
    pub fn hear(&mut self, whom: Option<Whom>, now: i64) {
        if self.waits.as_ref().map(|(before, _)| before) != whom.as_ref() {
            self.waits = whom.map(|whom| (whom, now));
            self.told = false;
        }
    }

    /// What there is to say of somebody's silence, once for each.
    pub fn due(&mut self, now: i64) -> Option<String> {
        let (whom, since) = self.waits.as_ref()?;
        if self.told || now - since < PATIENCE {
            return None;
        }
        self.told = true;
        Some(format!("{}; is it running? {}", whom.silent_for(now - since), Whom::look()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn live(observed: i64, installed: &str, deleted: bool) -> Live {
        let mut addon = json!({
            "metadata": {"name": "a", "generation": 2}, "spec": {"pkgName": "a"},
            "status": {"checksum": "1", "observedGeneration": observed, "lifecycle": {"installed": installed}},
        });
        if deleted {
            addon["metadata"]["deletionTimestamp"] = "2026-01-01T00:00:00Z".into();
        }
        Live::from_value(&addon).unwrap()
    }

    #[test]
    fn it_is_known_who_has_to_act() {
        let new = json!({"metadata": {"name": "w"}});
        let running = json!({"metadata": {"name": "w"}, "status": {"phase": "Running"}});
        assert_eq!(whom(&live(1, "Succeeded", false), &[]), Some(Whom::Controller));
        assert_eq!(whom(&live(2, "Pending", false), &[]), None);
        assert_eq!(whom(&live(2, "Pending", false), &[new]), Some(Whom::Argo("w".to_owned())));
        assert_eq!(whom(&live(2, "Pending", false), &[running]), None);
        assert_eq!(whom(&live(1, "Deleting", true), &[]), None);
        assert_eq!(whom(&live(1, "Succeeded", true), &[]), Some(Whom::Controller));
    }

    #[test]
    fn silence_is_told_once_for_each() {
        let mut attention = Attention::default();
        attention.hear(Some(Whom::Controller), 100);
        assert_eq!(attention.due(114), None);
        attention.hear(Some(Whom::Controller), 110);
        let told = attention.due(115).unwrap();
        assert_eq!(
            told,
            "the Addon controller has not looked at it for 15s; is it running? kubectl -n addon-manager-system get deploy,pods"
        );
        assert_eq!(attention.due(200), None);
        attention.hear(Some(Whom::Argo("a-install-1-wf".to_owned())), 200);
        assert!(
            attention
                .due(216)
                .unwrap()
                .starts_with("Argo has not begun with a-install-1-wf for 16s")
        );
        attention.hear(None, 217);
        assert_eq!(attention.due(300), None);
    }
}
