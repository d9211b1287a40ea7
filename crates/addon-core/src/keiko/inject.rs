//! Puts the Addon's labels into the manifests of a Workflow that the controller gets to see, the way it does it.
//!
//! It sees the raw artifacts of arguments (of the Workflow, and of steps) and the manifests of resource templates. Input
//! artifacts of templates, tasks of a dag and scripts it leaves alone.

use serde_json::{Map, Value, json};

use super::error::ControllerError;
use super::read;
use crate::addon::Stage;
use crate::yaml::emit;

/// What the controller takes for a document separator, wherever it stands: in a block literal, at a PEM block's end.
const SEPARATOR: &str = "---\n";

/// Labels, and where they go.
pub(super) struct Injection<'a> {
    /// The stage of the Workflow.
    pub(super) stage: Stage,
    /// The labels.
    pub(super) labels: &'a [(&'a str, &'a str)],
}

impl Injection<'_> {
    /// Labels every manifest under a Workflow's spec that the controller looks at.
    pub(super) fn label_spec(&self, spec: &mut Value) -> Result<(), ControllerError> {
        self.label_holder(spec, "spec")?;
        // The controller asserts a list, so that a Workflow of a workflowTemplateRef alone makes it panic.
        for (index, template) in self.list(spec.get_mut("templates"), "spec.templates")? {
            let path = format!("spec.templates[{index}]");
            self.label_holder(template, &path)?;
            if let Some(groups) = template.get_mut("steps") {
                self.label_steps(groups, &format!("{path}.steps"))?;
            }
        }
        Ok(())
    }

    fn label_steps(&self, groups: &mut Value, path: &str) -> Result<(), ControllerError> {
        for (outer, group) in self.list(Some(groups), path)? {
            let path = format!("{path}[{outer}]");
            for (inner, step) in self.list(Some(group), &path)? {
                self.label_holder(step, &format!("{path}[{inner}]"))?;
            }
        }
        Ok(())
    }

    /// Labels the artifacts of a holder's arguments, or, where it has none, its resource manifest.
    fn label_holder(&self, holder: &mut Value, path: &str) -> Result<(), ControllerError> {
        if !holder.is_object() {
            return Err(self.wrong_type(path, "a map"));
        }
        if let Some(artifacts) = self.dig(holder, ["arguments", "artifacts"], path)? {
            let path = format!("{path}.arguments.artifacts");
            for (index, artifact) in self.list(Some(artifacts), &path)? {
                self.label_artifact(artifact, &format!("{path}[{index}]"))?;
            }
            return Ok(());
        }
        let Some(manifest) = self.dig(holder, ["resource", "manifest"], path)? else {
            return Ok(());
        };
        let path = format!("{path}.resource.manifest");
        let text = manifest.as_str().ok_or_else(|| self.wrong_type(&path, "a string"))?;
        *manifest = self.label_text(text, &path)?.into();
        Ok(())
    }

    /// Labels a raw artifact; one from elsewhere gets an empty raw text for its pains.
    fn label_artifact(&self, artifact: &mut Value, path: &str) -> Result<(), ControllerError> {
        let Some(fields) = artifact.as_object_mut() else {
            return Err(self.wrong_type(path, "a map"));
        };
        let raw = fields.entry("raw").or_insert_with(|| json!({}));
        let path = format!("{path}.raw");
        let Some(raw) = raw.as_object_mut() else {
            return Err(self.unusable(&path, "a map"));
        };
        let data = raw.entry("data").or_insert_with(|| "".into());
        let path = format!("{path}.data");
        let text = data.as_str().ok_or_else(|| self.unusable(&path, "a string"))?;
        *data = self.label_text(text, &path)?.into();
        Ok(())
    }

    fn label_text(&self, text: &str, path: &str) -> Result<String, ControllerError> {
        let documents: Result<Vec<_>, _> =
            text.split(SEPARATOR).map(|part| label_document(part.trim(), self.labels)).collect();
        let (stage, path) = (self.stage, path.to_owned());
        let documents =
            documents.map_err(|cause| ControllerError::NotLabelled { stage, path, cause })?;
        Ok(documents.join(SEPARATOR))
    }

    /// The field at the end of two keys. What is null on the way counts as absent; null at the end does not.
    fn dig<'v>(
        &self,
        holder: &'v mut Value,
        [first, last]: [&str; 2],
        path: &str,
    ) -> Result<Option<&'v mut Value>, ControllerError> {
        match holder.get_mut(first) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(fields)) => Ok(fields.get_mut(last)),
            Some(_) => Err(self.unusable(&format!("{path}.{first}"), "a map")),
        }
    }

    /// The items of what the controller asserts to be a list, numbered.
    fn list<'v>(
        &self,
        value: Option<&'v mut Value>,
        path: &str,
    ) -> Result<impl Iterator<Item = (usize, &'v mut Value)> + use<'v>, ControllerError> {
        let items = value.and_then(Value::as_array_mut);
        items
            .map(|items| items.iter_mut().enumerate())
            .ok_or_else(|| self.wrong_type(path, "a list"))
    }

    fn wrong_type(&self, path: &str, expected: &'static str) -> ControllerError {
        ControllerError::WrongType { stage: self.stage, path: path.to_owned(), expected }
    }

    fn unusable(&self, path: &str, expected: &'static str) -> ControllerError {
        ControllerError::Unusable { stage: self.stage, path: path.to_owned(), expected }
    }
}

/// Reads a document, labels it and writes it anew, keys sorted. What follows a second `---` of its own is lost.
fn label_document(text: &str, labels: &[(&str, &str)]) -> Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let mut document = match read::first_document(text)? {
        Value::Null => json!({}),
        document => document,
    };
    let fields = document.as_object_mut().ok_or("it is no map")?;
    set_labels(fields, labels);
    read::settle_numbers(&mut document);
    document.sort_all_objects();
    emit::to_yaml(&document).map_err(|error| error.to_string())
}

/// Sets labels over those of an object. All of its own are lost as soon as one of them is not a string; an object
/// whose metadata is no map is left as it is.
pub(super) fn set_labels(object: &mut Map<String, Value>, labels: &[(&str, &str)]) {
    let metadata = object.entry("metadata").or_insert_with(|| json!({}));
    let Some(metadata) = metadata.as_object_mut() else {
        return;
    };
    let own = metadata.get("labels").and_then(Value::as_object);
    let own = own.filter(|own| own.values().all(Value::is_string));
    let mut all = own.cloned().unwrap_or_default();
    all.extend(labels.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())));
    metadata.insert("labels".to_owned(), all.into());
}

#[cfg(test)]
mod tests {
    use super::*;

    const INJECTION: Injection<'_> =
        Injection { stage: Stage::Install, labels: &[("z", "1"), ("app", "new")] };

    fn labelled(text: &str) -> String {
        INJECTION.label_text(text, "here").unwrap()
    }

    #[test]
    fn documents_are_labelled_and_written_anew() {
        let text = "---\nkind: A # why\nmetadata:\n  labels: {app: old, own: x}\nmode: 0644\nb: 1e3\n---\n\n---\nkind: B\n";
        assert_eq!(
            labelled(text),
            "---\nb: 1000\nkind: A\nmetadata:\n  labels:\n    app: new\n    own: x\n    z: \"1\"\nmode: 420\n\
             ---\n---\nkind: B\nmetadata:\n  labels:\n    app: new\n    z: \"1\"\n"
        );
    }

    #[test]
    fn what_gets_lost() {
        let own = "metadata:\n  labels:\n    own: x\n    on: true\n";
        assert_eq!(labelled(own), "metadata:\n  labels:\n    app: new\n    z: \"1\"\n");
        assert_eq!(
            labelled("a: 1\n--- # c\nb: 2\n"),
            "a: 1\nmetadata:\n  labels:\n    app: new\n    z: \"1\"\n"
        );
        assert_eq!(labelled("# nothing\n"), "metadata:\n  labels:\n    app: new\n    z: \"1\"\n");
        assert_eq!(labelled("metadata: x\n"), "metadata: x\n");
    }

    #[test]
    fn what_cannot_be_labelled() {
        for text in [
            "- a\n",
            "echo hello\n",
            "pem: |\n  -----BEGIN X-----\n  abc\n",
            "a: {{workflow.parameters.x}}\n",
        ] {
            assert!(INJECTION.label_text(text, "here").is_err(), "{text}");
        }
    }

    #[test]
    fn only_some_places_are_looked_at() {
        let raw = || json!([{"name": "m", "raw": {"data": "a: 1"}}]);
        let mut spec = json!({
            "arguments": {"artifacts": raw()},
            "templates": [
                {"inputs": {"artifacts": raw()}, "script": {"source": "a: 1"}},
                {"resource": {"manifest": "a: 1"}},
                {"steps": [[{"arguments": {"artifacts": raw()}, "inline": {"resource": {"manifest": "a: 1"}}}]]},
                {"dag": {"tasks": [{"arguments": {"artifacts": raw()}}]}},
                {"steps": [[{"arguments": {"artifacts": [{"name": "m", "from": "x"}]}}]], "arguments": null},
            ],
        });
        INJECTION.label_spec(&mut spec).unwrap();
        let done = "a: 1\nmetadata:\n  labels:\n    app: new\n    z: \"1\"\n";
        let seen =
            |pointer: &str| spec.pointer(pointer).and_then(Value::as_str).map(|text| text == done);
        assert_eq!(seen("/arguments/artifacts/0/raw/data"), Some(true));
        assert_eq!(seen("/templates/0/inputs/artifacts/0/raw/data"), Some(false));
        assert_eq!(seen("/templates/0/script/source"), Some(false));
        assert_eq!(seen("/templates/1/resource/manifest"), Some(true));
        assert_eq!(seen("/templates/2/steps/0/0/arguments/artifacts/0/raw/data"), Some(true));
        assert_eq!(seen("/templates/2/steps/0/0/inline/resource/manifest"), Some(false));
        assert_eq!(seen("/templates/3/dag/tasks/0/arguments/artifacts/0/raw/data"), Some(false));
        assert_eq!(
            spec.pointer("/templates/4/steps/0/0/arguments/artifacts/0/raw"),
            Some(&json!({"data": ""}))
        );
    }

    #[test]
    fn types_that_it_takes_for_granted() {
        for (spec, path) in [
            (json!({}), "spec.templates"),
            (json!({"templates": [1]}), "spec.templates[0]"),
            (
                json!({"templates": [{"resource": {"manifest": {}}}]}),
                "spec.templates[0].resource.manifest",
            ),
            (json!({"templates": [{"steps": [{}]}]}), "spec.templates[0].steps[0]"),
        ] {
            let error = INJECTION.label_spec(&mut spec.clone()).unwrap_err();
            let ControllerError::WrongType { path: found, .. } = error else { panic!("{error:?}") };
            assert_eq!(found, path);
        }
    }
}
