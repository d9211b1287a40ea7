//! Where manifests lie in a Workflow: raw artifacts of its arguments, templates, steps and tasks, and resource templates.

use serde_json::Value;

use super::{Call, Template, WorkflowView};
use crate::yaml::items;

/// What a text belongs to.
#[derive(Debug, Clone, Copy)]
pub enum Holder<'a> {
    /// The arguments of the Workflow, which any template may take up.
    Workflow,
    /// The inputs of this template.
    Inputs(Template<'a>),
    /// A step, with the template that it calls, if there is one.
    Step(Option<Template<'a>>),
    /// A task of a graph, with the template that it calls, if there is one.
    Task(Option<Template<'a>>),
    /// This template, which has Argo itself do something with one object.
    Resource(Template<'a>),
}

/// A text in a Workflow that may be of manifests.
#[derive(Debug, Clone)]
pub struct Artifact<'a> {
    /// What it belongs to.
    pub holder: Holder<'a>,
    /// The name of the artifact; `manifest` for that of a resource template.
    pub name: &'a str,
    /// The path to the text from the Workflow's root: `spec.templates[0].resource.manifest`.
    pub path: String,
    /// The text, packed if it is so there.
    pub text: &'a str,
}

/// All texts of a Workflow that may be of manifests, in the order of its templates.
pub fn artifacts(workflow: WorkflowView<'_>) -> Vec<Artifact<'_>> {
    let mut all = Vec::new();
    all.extend(raw(&workflow.0["arguments"], "spec.arguments", Holder::Workflow));
    for (index, template) in workflow.templates().enumerate() {
        let path = format!("spec.templates[{index}]");
        let inputs = &template.0["inputs"];
        all.extend(raw(inputs, &format!("{path}.inputs"), Holder::Inputs(template)));
        all.extend(template.manifest().map(|text| Artifact {
            holder: Holder::Resource(template),
            name: "manifest",
            path: format!("{path}.resource.manifest"),
            text,
        }));
        let called = |call: &Value| workflow.template(Call(call).template()?);
        for (outer, group) in items(&template.0["steps"]).iter().enumerate() {
            for (inner, step) in items(group).iter().enumerate() {
                let path = format!("{path}.steps[{outer}][{inner}].arguments");
                all.extend(raw(&step["arguments"], &path, Holder::Step(called(step))));
            }
        }
        for (index, task) in items(&template.0["dag"]["tasks"]).iter().enumerate() {
            let path = format!("{path}.dag.tasks[{index}].arguments");
            all.extend(raw(&task["arguments"], &path, Holder::Task(called(task))));
        }
    }
    all
}

/// The raw artifacts among these inputs or arguments.
fn raw<'a>(of: &'a Value, path: &str, holder: Holder<'a>) -> impl Iterator<Item = Artifact<'a>> {
    items(&of["artifacts"]).iter().enumerate().filter_map(move |(index, artifact)| {
        let text = artifact["raw"]["data"].as_str()?;
        let name = artifact["name"].as_str().unwrap_or("?");
        let path = format!("{path}.artifacts[{index}].raw.data");
        Some(Artifact { holder, name, path, text })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_place_is_found_in_the_order_of_the_templates() {
        let of = |text: &str| json!({"artifacts": [{"name": "s3"}, {"name": "m", "raw": {"data": text}}]});
        let workflow = json!({"spec": {"arguments": of("1"), "templates": [
            {"name": "a", "inputs": of("2"), "container": {"args": ["apply"]}},
            {"name": "b", "steps": [[{"template": "a", "arguments": of("4")}],
                                    [{"template": "none"}, {"arguments": of("5")}]]},
            {"name": "c", "dag": {"tasks": [{"template": "d", "arguments": of("6")}]}},
            {"name": "d", "resource": {"action": "apply", "manifest": "7"}},
            {"resource": {"action": "apply", "manifest": 8}}]}});
        let found = artifacts(WorkflowView::new(&workflow));
        let told: Vec<_> = found
            .iter()
            .map(|artifact| {
                let (holder, template) = match artifact.holder {
                    Holder::Workflow => ("workflow", None),
                    Holder::Inputs(template) => ("inputs", Some(template)),
                    Holder::Step(template) => ("step", template),
                    Holder::Task(template) => ("task", template),
                    Holder::Resource(template) => ("resource", Some(template)),
                };
                let name = template.and_then(Template::name).unwrap_or("-");
                format!("{} {holder} {name} {}", artifact.text, artifact.path)
            })
            .collect();
        let expected = [
            "1 workflow - spec.arguments.artifacts[1].raw.data",
            "2 inputs a spec.templates[0].inputs.artifacts[1].raw.data",
            "4 step a spec.templates[1].steps[0][0].arguments.artifacts[1].raw.data",
            "5 step - spec.templates[1].steps[1][1].arguments.artifacts[1].raw.data",
            "6 task d spec.templates[2].dag.tasks[0].arguments.artifacts[1].raw.data",
            "7 resource d spec.templates[3].resource.manifest",
        ];
        assert_eq!(told, expected);
        for artifact in &found {
            let pointer = artifact.path.replace(['.', '['], "/").replace(']', "");
            let value = workflow.pointer(&format!("/{pointer}"));
            assert_eq!(value.and_then(Value::as_str), Some(artifact.text));
        }
    }
}
