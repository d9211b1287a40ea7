//! What is known of an Addon that is followed: whether it is there, and who has to act next.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::attention::{self, Attention};
use crate::live::Live;

/// What is known of one.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Whether it was there, and not on its way out.
    is_there: bool,
    /// Its Workflows with which Argo has not begun.
    unclaimed: BTreeSet<String>,
    live: Option<Live>,
    pub(super) attention: Attention,
}

impl Known {
    /// Hears what the Addon is like, and tells whether it was there and is not any more, or is on its way out.
    pub(super) fn hear_addon(&mut self, live: Option<&Live>, now: i64) -> bool {
        let was_there = self.is_there;
        self.is_there |= live.is_some_and(|live| live.deleted.is_none());
        self.live = live.cloned();
        self.hear(now);
        was_there && live.is_none_or(|live| live.deleted.is_some())
    }

    pub(super) fn hear_workflow(&mut self, workflow: &Value, now: i64) {
        let name = workflow["metadata"]["name"].as_str().unwrap_or_default();
        if attention::is_unclaimed(workflow) {
            self.unclaimed.insert(name.to_owned());
        } else {
            self.unclaimed.remove(name);
        }
        self.hear(now);
    }

    /// Hears who has to act next.
    fn hear(&mut self, now: i64) {
        let workflow = |name: &String| json!({"metadata": {"name": name}});
        let unclaimed: Vec<_> = self.unclaimed.iter().map(workflow).collect();
        let whom = self.live.as_ref().and_then(|live| attention::whom(live, &unclaimed));
        self.attention.hear(whom, now);
    }
}
