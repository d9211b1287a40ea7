//! Steps and tasks: what they call, and whether they give it what it asks for.

use serde_json::Value;

use super::super::document::{Document, items};
use super::super::path::Path;
use super::templates::{parameter_names, unique_names};
use super::{cycle, is_elsewhere};
use crate::finding::{Findings, rule};

/// What is wrong with the steps and tasks of all templates, and with what the Workflow gives its entrypoint.
pub(super) fn check(spec: &Value, document: &Document) -> Findings {
    let mut check = Check { spec, document, findings: Vec::new() };
    for (index, template) in items(&spec["templates"]).iter().enumerate() {
        let path = Path::from("spec.templates").index(index);
        check.steps(&template["steps"], &path.key("steps"));
        check.tasks(&template["dag"]["tasks"], &path.key("dag").key("tasks"));
    }
    if let Some(entry) = check.template(spec["entrypoint"].as_str().unwrap_or_default()) {
        check.inputs(entry, &spec["arguments"], &Path::from("spec.entrypoint"));
    }
    check.values(&spec["arguments"]);
    let on_exit = spec["onExit"].as_str().unwrap_or_default();
    check.known(on_exit, &Path::from("spec.onExit"));
    check.findings
}

struct Check<'a> {
    spec: &'a Value,
    document: &'a Document,
    findings: Findings,
}

impl<'a> Check<'a> {
    fn template(&self, name: &str) -> Option<&'a Value> {
        items(&self.spec["templates"]).iter().find(|template| template["name"] == name)
    }

    fn steps(&mut self, groups: &Value, path: &Path) {
        let mut paths = Vec::new();
        let mut names = Vec::new();
        for (outer, group) in items(groups).iter().enumerate() {
            for (inner, step) in items(group).iter().enumerate() {
                let path = path.index(outer).index(inner);
                self.call(step, &path);
                paths.push(path);
                names.push(&step["name"]);
            }
        }
        self.findings.extend(unique_names(
            names.into_iter(),
            "step",
            |index| paths[index].clone(),
            self.document,
        ));
    }

    fn tasks(&mut self, tasks: &Value, path: &Path) {
        let names = items(tasks).iter().map(|task| &task["name"]);
        self.findings.extend(unique_names(names, "task", |i| path.index(i), self.document));
        let known: Vec<&str> =
            items(tasks).iter().filter_map(|task| task["name"].as_str()).collect();
        if let Some((index, circle)) = cycle::of_tasks(items(tasks)) {
            let message = format!("the tasks {circle} wait for each other");
            let path = path.index(index).key("name");
            self.findings.push(self.document.finding(&rule::TASK_CYCLE, &path, message));
        }
        for (index, task) in items(tasks).iter().enumerate() {
            let path = path.index(index);
            self.call(task, &path);
            for (at, before) in items(&task["dependencies"]).iter().enumerate() {
                if before.as_str().is_some_and(|before| !known.contains(&before)) {
                    let message = format!("{before} is none of the tasks");
                    let path = path.key("dependencies").index(at);
                    self.findings.push(self.document.finding(
                        &rule::STEP_REFERENCE,
                        &path,
                        message,
                    ));
                }
            }
        }
    }

    /// One step or task: it calls one template, which exists and gets its inputs.
    fn call(&mut self, step: &Value, path: &Path) {
        let arguments = path.key("arguments").key("parameters");
        let names = parameter_names(&step["arguments"]["parameters"], &arguments, self.document);
        self.findings.extend(names);
        if step["templateRef"].is_object() || step["inline"].is_object() {
            return;
        }
        let name = step["template"].as_str().unwrap_or_default();
        if name.is_empty() {
            let message = "the step calls no template";
            let path = path.key("name");
            return self.findings.push(self.document.finding(
                &rule::STEP_REFERENCE,
                &path,
                message,
            ));
        }
        self.known(name, &path.key("template"));
        if let Some(template) = self.template(name) {
            self.inputs(template, &step["arguments"], &path.key("template"));
        }
    }

    /// Whether there is a template of this name; one with a tag in it is not known yet.
    fn known(&mut self, name: &str, path: &Path) {
        let elsewhere = is_elsewhere(self.spec) || name.is_empty() || name.contains("{{");
        if elsewhere || self.template(name).is_some() {
            return;
        }
        let names = items(&self.spec["templates"]).iter().filter_map(|t| t["name"].as_str());
        let message = format!("there is no template `{name}`");
        let finding = self.document.finding(&rule::STEP_REFERENCE, path, message);
        self.findings.push(finding.suggesting(name, names));
    }

    /// Whether the Workflow's own arguments have values.
    fn values(&mut self, arguments: &Value) {
        let path = Path::from("spec.arguments.parameters");
        for (index, parameter) in items(&arguments["parameters"]).iter().enumerate() {
            if parameter["value"].is_null() && parameter["valueFrom"].is_null() {
                let name = parameter["name"].as_str().unwrap_or_default();
                let message = format!("the parameter `{name}` has neither value nor valueFrom");
                let path = path.index(index).key("name");
                self.findings.push(self.document.finding(&rule::INPUT_MISSING, &path, message));
            }
        }
    }

    /// Whether a template's inputs that have no value of their own are given.
    fn inputs(&mut self, template: &Value, arguments: &Value, path: &Path) {
        let name = template["name"].as_str().unwrap_or_default();
        for (kind, own) in [
            ("parameters", &["value", "default", "valueFrom"][..]),
            (
                "artifacts",
                &[
                    "raw",
                    "s3",
                    "git",
                    "http",
                    "gcs",
                    "oss",
                    "azure",
                    "hdfs",
                    "artifactory",
                    "plugin",
                ],
            ),
        ] {
            for input in items(&template["inputs"][kind]) {
                let wanted = input["name"].as_str().unwrap_or_default();
                let has = own.iter().any(|key| !input[*key].is_null()) || input["optional"] == true;
                let given = items(&arguments[kind]).iter().any(|given| given["name"] == wanted);
                if !has && !given {
                    let what = kind.trim_end_matches('s');
                    let message =
                        format!("the template `{name}` wants the {what} `{wanted}`, and gets none");
                    self.findings.push(self.document.finding(&rule::INPUT_MISSING, path, message));
                }
            }
        }
    }
}
