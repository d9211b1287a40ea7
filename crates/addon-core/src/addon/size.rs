//! How large an Addon may be: what Argo and etcd hold of it.

use super::{Addon, Stage};
use crate::limits;

/// A part of an Addon that is too large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLarge {
    /// The stage whose template it is; none: the Addon or its annotations.
    pub stage: Option<Stage>,
    /// Whether the annotations are meant, and not the whole.
    pub annotations: bool,
    /// What is said of it.
    pub message: String,
}

/// What of an Addon is too large.
pub fn too_large(addon: &Addon) -> Vec<TooLarge> {
    let message = |what: &str, size: usize, limit: usize, who: &str| {
        let kib = |bytes: usize| bytes.div_ceil(1 << 10);
        format!("{what} takes {} KiB, and {who} holds {} KiB", kib(size), kib(limit))
    };
    let template =
        |stage: Stage| addon.spec.lifecycle.get(stage).map_or(0, |step| step.template.len());
    let mut found: Vec<TooLarge> = Stage::ALL
        .into_iter()
        .filter(|stage| template(*stage) > limits::WORKFLOW)
        .map(|stage| {
            let what = format!("the {stage} workflow");
            let message = message(&what, template(stage), limits::WORKFLOW, "Argo");
            TooLarge { stage: Some(stage), annotations: false, message }
        })
        .collect();
    let annotations = addon.metadata.annotations.iter().map(|(key, value)| key.len() + value.len());
    let annotations: usize = annotations.sum();
    if annotations > limits::ANNOTATIONS {
        let message = message(
            "the text of the annotations",
            annotations,
            limits::ANNOTATIONS,
            "the API server",
        );
        found.push(TooLarge { stage: None, annotations: true, message });
    }
    // It is stored as JSON.
    let total = serde_json::to_string(addon).map_or(0, |json| json.len());
    if total > limits::ADDON {
        let message = message("the Addon", total, limits::ADDON, "etcd");
        found.push(TooLarge { stage: None, annotations: false, message });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::addon::WorkflowStep;

    #[test]
    fn all_of_an_addon_counts() {
        let mut addon = Addon::default();
        assert_eq!(too_large(&addon), []);
        addon.spec.params.data.insert("a".to_owned(), "x".repeat(limits::ADDON));
        addon.metadata.annotations.insert("a".to_owned(), "x".repeat(limits::ANNOTATIONS));
        let template = "x".repeat(limits::WORKFLOW + 1);
        let step = WorkflowStep { template, ..WorkflowStep::default() };
        *addon.spec.lifecycle.slot(Stage::Install) = Some(step);
        let messages: Vec<_> = too_large(&addon).into_iter().map(|it| it.message).collect();
        assert_eq!(
            messages,
            [
                "the install workflow takes 451 KiB, and Argo holds 450 KiB",
                "the text of the annotations takes 257 KiB, and the API server holds 256 KiB",
                "the Addon takes 2107 KiB, and etcd holds 1400 KiB",
            ]
        );
    }
}
