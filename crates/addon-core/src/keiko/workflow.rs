//! The Workflow that the controller submits for a stage.

use serde_json::{Map, Value, json};

use super::error::ControllerError;
use super::inject::{Injection, set_labels};
use super::read;
use crate::addon::{Addon, Stage};
use crate::lifecycle::{
    INSTANCE_ID, INSTANCE_ID_LABEL, NAMESPACE, WorkflowName, labels, parameters,
};

/// Seconds after which a finished Workflow goes when the template says nothing: 72 hours.
const TTL_SECONDS: i64 = 259_200;
/// Seconds that a Workflow may take when the template says nothing.
const DEADLINE_SECONDS: i64 = 300;

/// The Workflow that the controller submits for a stage, or none where the stage has no template.
///
/// Left out: the owner reference, which needs the Addon's uid, and the way through Argo's Go types, which drops the
/// fields they do not know. What [`super::validate`] finds in the arguments is not looked for again.
pub fn workflow(addon: &Addon, stage: Stage) -> Result<Option<Value>, ControllerError> {
    let template = addon.spec.lifecycle.get(stage).map_or("", |step| &step.template);
    if template.is_empty() {
        return Ok(None);
    }
    let mut workflow = read::template(stage, template)?;
    workflow.values_mut().for_each(read::settle_numbers);
    let draft = Draft { stage, addon };
    draft.name(&mut workflow)?;
    draft.complete(&mut workflow["spec"])?;
    let instance = [(INSTANCE_ID_LABEL, INSTANCE_ID)];
    set_labels(&mut workflow, &[&labels(addon)[..], &instance].concat());
    Ok(Some(workflow.into()))
}

/// A Workflow in the making.
struct Draft<'a> {
    stage: Stage,
    addon: &'a Addon,
}

impl Draft<'_> {
    /// Gives it the name and the namespace; a `generateName` of the template stays beside the name.
    fn name(&self, workflow: &mut Map<String, Value>) -> Result<(), ControllerError> {
        // A null of the template's own is no map to Go either, so the name would be lost.
        let metadata = workflow.entry("metadata").or_insert_with(|| json!({}));
        let metadata =
            metadata.as_object_mut().ok_or_else(|| self.unusable("metadata", "a map"))?;
        let own = self.addon.metadata.namespace.as_str();
        let namespace = if own.is_empty() { NAMESPACE } else { own };
        metadata.insert("namespace".to_owned(), namespace.into());
        metadata.insert(
            "name".to_owned(),
            WorkflowName::new(self.addon, self.stage).to_string().into(),
        );
        Ok(())
    }

    /// Adds the parameters, the labels and the two limits, in the controller's order.
    fn complete(&self, spec: &mut Value) -> Result<(), ControllerError> {
        let fields = spec.as_object_mut().ok_or_else(|| self.wrong_type("spec", "a map"))?;
        self.add_parameters(fields)?;
        let labels = labels(self.addon);
        Injection { stage: self.stage, labels: &labels }.label_spec(spec)?;
        let fields = spec.as_object_mut().ok_or_else(|| self.wrong_type("spec", "a map"))?;
        let ttl = fields.entry("ttlStrategy").or_insert_with(|| json!({}));
        let ttl = ttl.as_object_mut().ok_or_else(|| self.unusable("spec.ttlStrategy", "a map"))?;
        self.limit(ttl, "secondsAfterCompletion", "spec.ttlStrategy", TTL_SECONDS)?;
        self.limit(fields, "activeDeadlineSeconds", "spec", DEADLINE_SECONDS)
    }

    /// Appends the Addon's parameters, also such as the template has already: Argo refuses the Workflow then.
    fn add_parameters(&self, spec: &mut Map<String, Value>) -> Result<(), ControllerError> {
        let arguments = spec.entry("arguments").or_insert(Value::Null);
        if arguments.is_null() {
            *arguments = json!({});
        }
        if !arguments.is_object() {
            return Err(self.wrong_type("spec.arguments", "a map"));
        }
        let list = &mut arguments["parameters"];
        if list.is_null() {
            *list = json!([]);
        }
        let Some(list) = list.as_array_mut() else {
            return Err(self.wrong_type("spec.arguments.parameters", "a list"));
        };
        let all = parameters(&self.addon.spec);
        list.extend(all.into_iter().map(|(name, value)| json!({"name": name, "value": value})));
        Ok(())
    }

    /// Sets a number of seconds that is absent or 0. One that is no integer, null too, is refused.
    fn limit(
        &self,
        fields: &mut Map<String, Value>,
        key: &str,
        path: &str,
        default: i64,
    ) -> Result<(), ControllerError> {
        let seconds = fields.entry(key).or_insert(0.into());
        match seconds.as_i64() {
            None => return Err(self.unusable(&format!("{path}.{key}"), "an integer")),
            Some(0) => *seconds = default.into(),
            Some(_) => {}
        }
        Ok(())
    }

    fn wrong_type(&self, path: &str, expected: &'static str) -> ControllerError {
        ControllerError::WrongType { stage: self.stage, path: path.to_owned(), expected }
    }

    fn unusable(&self, path: &str, expected: &'static str) -> ControllerError {
        ControllerError::Unusable { stage: self.stage, path: path.to_owned(), expected }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Effect;
    use super::*;
    use crate::addon::WorkflowStep;

    fn addon(spec: &str) -> Addon {
        let mut addon = Addon::default();
        addon.metadata.name = "a".to_owned();
        addon.spec.pkg_version = "v1".to_owned();
        addon.spec.params.namespace = "ns".to_owned();
        let template = format!(
            "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {{generateName: x-, labels: {{own: l}}}}\nspec: {spec}\n"
        );
        let step = WorkflowStep { template, ..WorkflowStep::default() };
        *addon.spec.lifecycle.slot(Stage::Install) = Some(step);
        addon
    }

    fn made(spec: &str) -> Result<Value, ControllerError> {
        workflow(&addon(spec), Stage::Install).map(Option::unwrap)
    }

    #[test]
    fn a_template_becomes_a_workflow() {
        let addon = addon(
            "{entrypoint: e, arguments: {parameters: [{name: own, value: x}]}, templates: []}",
        );
        let made = workflow(&addon, Stage::Install).unwrap().unwrap();
        let name = format!("a-install-{}-wf", crate::lifecycle::checksum(&addon.spec));
        let metadata = json!({
            "generateName": "x-",
            "labels": {
                "own": "l",
                "app.kubernetes.io/name": "a",
                "app.kubernetes.io/part-of": "a",
                "app.kubernetes.io/managed-by": "addonmgr.keikoproj.io",
                "app.kubernetes.io/version": "v1",
                "workflows.argoproj.io/controller-instanceid": "addon-manager-workflow-controller",
            },
            "namespace": "addon-manager-system",
            "name": name,
        });
        assert_eq!(made["metadata"], metadata);
        assert_eq!(made["spec"]["ttlStrategy"], json!({"secondsAfterCompletion": 259_200}));
        assert_eq!(made["spec"]["activeDeadlineSeconds"], 300);
        let names: Vec<_> = made["spec"]["arguments"]["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|p| p["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, [&["own"][..], &crate::lifecycle::FIXED_PARAMETERS].concat());
    }

    #[test]
    fn limits_of_the_template_stay() {
        let made = made("{templates: [], ttlStrategy: {secondsAfterSuccess: 5, secondsAfterCompletion: 9}, activeDeadlineSeconds: 1e3}").unwrap();
        assert_eq!(
            made["spec"]["ttlStrategy"],
            json!({"secondsAfterSuccess": 5, "secondsAfterCompletion": 9})
        );
        assert_eq!(made["spec"]["activeDeadlineSeconds"], 1000);
        let zero = self::made(
            "{templates: [], ttlStrategy: {secondsAfterCompletion: 0}, activeDeadlineSeconds: 0}",
        )
        .unwrap();
        assert_eq!(
            (
                zero["spec"]["ttlStrategy"]["secondsAfterCompletion"].as_i64(),
                zero["spec"]["activeDeadlineSeconds"].as_i64()
            ),
            (Some(259_200), Some(300))
        );
    }

    #[test]
    fn what_it_cannot_make_a_workflow_of() {
        for (spec, effect, text) in [
            (
                "{templates: [], activeDeadlineSeconds: '60'}",
                Effect::Fails,
                "spec.activeDeadlineSeconds of the install template is not an integer",
            ),
            (
                "{templates: [], ttlStrategy: {secondsAfterCompletion: ~}}",
                Effect::Fails,
                "spec.ttlStrategy.secondsAfterCompletion of the install template is not an integer",
            ),
            (
                "{templates: [], ttlStrategy: 3}",
                Effect::Fails,
                "spec.ttlStrategy of the install template is not a map",
            ),
            (
                "{templates: [], arguments: {parameters: {a: b}}}",
                Effect::Stuck,
                "spec.arguments.parameters of the install template is not a list",
            ),
            (
                "{templates: [], arguments: [a]}",
                Effect::Stuck,
                "spec.arguments of the install template is not a map",
            ),
            (
                "{templates: [], ttlStrategy: ~}",
                Effect::Fails,
                "spec.ttlStrategy of the install template is not a map",
            ),
            ("~", Effect::Stuck, "spec of the install template is not a map"),
        ] {
            let error = made(spec).unwrap_err();
            assert_eq!((error.to_string().as_str(), error.effect()), (text, effect), "{spec}");
        }
    }

    #[test]
    fn no_template_no_workflow() {
        assert_eq!(workflow(&addon("{}"), Stage::Delete), Ok(None));
        let mut addon = addon("{}");
        addon.spec.lifecycle.slot(Stage::Install).as_mut().unwrap().template.clear();
        assert_eq!(workflow(&addon, Stage::Install), Ok(None));
    }
}
