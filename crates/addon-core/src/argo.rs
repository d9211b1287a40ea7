//! An Argo Workflow as it is read: its templates, its parameters, the places of manifests in it, and what becomes of them.
//!
//! A view of a value, because the Workflows of others have any form: what is of another type than Argo's counts as absent.

mod action;
mod artifacts;

pub use action::{Action, Command};
pub use artifacts::{Artifact, Holder, artifacts};

use serde_json::Value;

use crate::yaml::items;

/// Prefixes of names in `{{ }}` that Argo reserves: what it cannot resolve behind them, it refuses.
///
/// Source: Argo Workflows v3.4.8 to v4.1.2, `util/template`.
const RESERVED: [&str; 7] =
    ["item.", "steps.", "inputs.", "outputs.", "pod.", "workflow.", "tasks."];

/// Whether Argo refuses a name in `{{ }}` that it cannot resolve, where it leaves others as they are.
pub fn is_reserved(name: &str) -> bool {
    RESERVED.iter().any(|prefix| name.starts_with(prefix))
}

/// The spec of a Workflow.
#[derive(Debug, Clone, Copy)]
pub struct WorkflowView<'a>(&'a Value);

impl<'a> WorkflowView<'a> {
    /// The view of a whole Workflow.
    pub fn new(workflow: &'a Value) -> Self {
        Self(&workflow["spec"])
    }

    /// All templates.
    pub fn templates(self) -> impl Iterator<Item = Template<'a>> {
        items(&self.0["templates"]).iter().map(Template)
    }

    /// The first template of a name.
    pub fn template(self, name: &str) -> Option<Template<'a>> {
        self.templates().find(|template| template.name() == Some(name))
    }

    /// The template that runs first.
    pub fn entrypoint(self) -> Option<Template<'a>> {
        self.template(self.0["entrypoint"].as_str()?)
    }

    /// The parameters that have a value, by name.
    pub fn parameters(self) -> impl Iterator<Item = (String, String)> {
        items(&self.0["arguments"]["parameters"]).iter().filter_map(|parameter| {
            Some((parameter["name"].as_str()?.to_owned(), parameter["value"].as_str()?.to_owned()))
        })
    }
}

/// A template of a Workflow.
#[derive(Debug, Clone, Copy)]
pub struct Template<'a>(&'a Value);

impl<'a> Template<'a> {
    /// The name that steps call it by.
    pub fn name(self) -> Option<&'a str> {
        self.0["name"].as_str()
    }

    /// Everything in it.
    pub fn value(self) -> &'a Value {
        self.0
    }

    /// The artifacts that it takes.
    pub fn input_artifacts(self) -> &'a [Value] {
        items(&self.0["inputs"]["artifacts"])
    }

    /// The steps that it calls, group after group.
    pub fn steps(self) -> impl Iterator<Item = Call<'a>> {
        items(&self.0["steps"]).iter().flat_map(items).map(Call)
    }

    /// Whether it calls steps, and is nothing by itself.
    pub fn has_steps(self) -> bool {
        !self.0["steps"].is_null()
    }

    /// Whether it is a script that Argo hands to a program.
    pub fn is_script(self) -> bool {
        self.0["script"].is_object()
    }

    /// The text of its script.
    pub fn source(self) -> Option<&'a str> {
        self.0["script"]["source"].as_str()
    }

    /// The manifest that Argo itself applies, deletes or reads.
    pub fn manifest(self) -> Option<&'a str> {
        self.0["resource"]["manifest"].as_str()
    }
}

/// A step or a task: the call of a template.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a>(&'a Value);

impl<'a> Call<'a> {
    /// The name of the template that is called.
    pub fn template(self) -> Option<&'a str> {
        self.0["template"].as_str()
    }

    /// The artifacts that it hands over.
    pub fn artifacts(self) -> &'a [Value] {
        items(&self.0["arguments"]["artifacts"])
    }

    /// The parameters that it hands over.
    pub fn parameters(self) -> &'a [Value] {
        items(&self.0["arguments"]["parameters"])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_of_another_form_counts_as_absent() {
        for workflow in [
            json!(null),
            json!({"spec": []}),
            json!({"spec": {"templates": {"a": 1}, "entrypoint": 3, "arguments": [1]}}),
            json!({"spec": {"templates": [1, null, {"steps": [1, [2]], "inputs": []}]}}),
        ] {
            let view = WorkflowView::new(&workflow);
            assert!(view.entrypoint().is_none());
            assert_eq!(view.parameters().count(), 0);
            assert!(view.templates().flat_map(Template::steps).all(|c| c.template().is_none()));
        }
    }

    #[test]
    fn templates_are_found_by_name_and_parameters_have_values() {
        let workflow = json!({"spec": {"entrypoint": "b",
            "arguments": {"parameters": [{"name": "x", "value": "1"}, {"name": "y"}]},
            "templates": [{"name": "a"}, {"name": "b", "script": {"source": "echo"}}, {"name": "b"}]}});
        let view = WorkflowView::new(&workflow);
        assert_eq!(view.entrypoint().and_then(Template::source), Some("echo"));
        let parameters: Vec<_> = view.parameters().collect();
        assert_eq!(parameters, [("x".to_owned(), "1".to_owned())]);
    }

    #[test]
    fn reserved_are_names_behind_a_prefix() {
        assert!(is_reserved("workflow.name") && is_reserved("item.x"));
        assert!(!is_reserved("workflow") && !is_reserved(".Values.pod.x"));
    }
}
