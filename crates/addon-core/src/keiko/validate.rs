//! The controller's checks that need nothing but the Addon itself.

use serde_json::Value;

use super::error::ControllerError;
use super::read;
use crate::addon::names::ADDON_NAME_MAX;
use crate::addon::{Addon, Stage};

/// Why the controller would not take the Addon; empty when it would.
///
/// The name, the target namespace and the templates, in that order. The controller stops at the first; here all are
/// told. Duplicates and dependencies are not looked at: they depend on the other Addons of the cluster.
pub fn validate(addon: &Addon) -> Vec<ControllerError> {
    let mut errors = Vec::new();
    let name = &addon.metadata.name;
    if name.len() > ADDON_NAME_MAX {
        errors.push(ControllerError::NameTooLong { name: name.clone() });
    }
    if addon.spec.params.namespace.is_empty() {
        errors.push(ControllerError::NamespaceEmpty);
    }
    for stage in Stage::ALL {
        let template = addon.spec.lifecycle.get(stage).map_or("", |step| &step.template);
        if !template.is_empty() {
            validate_template(addon, stage, template, &mut errors);
        }
    }
    errors
}

fn validate_template(addon: &Addon, stage: Stage, text: &str, errors: &mut Vec<ControllerError>) {
    let workflow = match read::template(stage, text) {
        Ok(workflow) => workflow,
        Err(error) => return errors.push(error),
    };
    // Arguments that are no map are not looked into here; they come to light when the Workflow is made.
    let Some(arguments) = workflow["spec"].get("arguments").filter(|it| it.is_object()) else {
        return;
    };
    // The deep copy of the arguments comes first, and it is what stumbles over integers.
    find_integers(arguments, "spec.arguments", &mut |path| {
        errors.push(ControllerError::IntegerArgument { stage, path });
    });
    let parameters = arguments.get("parameters").and_then(Value::as_array);
    for (index, parameter) in parameters.into_iter().flatten().enumerate() {
        match parameter.get("name").and_then(Value::as_str) {
            None => {
                let path = format!("spec.arguments.parameters[{index}]");
                errors.push(ControllerError::ParameterNameless { stage, path });
            }
            Some(name) if is_taken(addon, name) => {
                let parameter = name.to_owned();
                errors.push(ControllerError::ParameterTaken { stage, parameter });
            }
            Some(_) => {}
        }
    }
}

/// Whether the controller's check takes the parameter for one of the Addon's.
///
/// It forgets `pkgName` and its like: those pass here, and Argo then refuses the Workflow that has them twice.
fn is_taken(addon: &Addon, name: &str) -> bool {
    let params = &addon.spec.params;
    matches!(name, "namespace" | "clusterName" | "clusterRegion")
        || params.context.additional_configs.contains_key(name)
        || params.data.contains_key(name)
}

/// Calls `found` with the path of every integer in the value. Floats are none: Go's deep copy takes them.
fn find_integers(value: &Value, path: &str, found: &mut impl FnMut(String)) {
    match value {
        Value::Number(number) if !number.is_f64() => found(path.to_owned()),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_integers(item, &format!("{path}[{index}]"), found);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                find_integers(item, &format!("{path}.{key}"), found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::Effect;
    use super::*;
    use crate::addon::WorkflowStep;

    const HEAD: &str = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n";

    fn addon(template: &str) -> Addon {
        let mut addon = Addon::default();
        addon.metadata.name = "a".to_owned();
        addon.spec.params.namespace = "ns".to_owned();
        addon.spec.params.data.insert("who".to_owned(), "me".to_owned());
        let step = WorkflowStep { template: template.to_owned(), ..WorkflowStep::default() };
        *addon.spec.lifecycle.slot(Stage::Install) = Some(step);
        addon
    }

    fn said(template: &str) -> Vec<String> {
        validate(&addon(template)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sound_addon_passes() {
        assert_eq!(said(""), [""; 0]);
        let parameters = "spec: {arguments: {parameters: [{name: x, value: '3'}, {name: pkgName}, {name: y, value: 1.5}]}}";
        assert_eq!(said(&format!("{HEAD}{parameters}")), [""; 0]);
        assert_eq!(said(&format!("{HEAD}spec: {{arguments: [3]}}")), [""; 0]);
    }

    #[test]
    fn name_and_namespace() {
        let mut addon = addon("");
        addon.spec.params.namespace.clear();
        addon.metadata.name = "a".repeat(32);
        let errors = validate(&addon);
        assert_eq!(
            errors,
            [
                ControllerError::NameTooLong { name: "a".repeat(32) },
                ControllerError::NamespaceEmpty
            ]
        );
        addon.metadata.name.pop();
        assert_eq!(validate(&addon).len(), 1);
    }

    #[test]
    fn templates_that_are_no_workflow() {
        let stage = Stage::Install;
        for text in [
            "kind: Workflow\nspec: {}",
            "# nothing",
            "apiVersion: argoproj.io/v1\nkind: Workflow\nspec: {}",
            "a: 1",
        ] {
            assert_eq!(validate(&addon(text)), [ControllerError::NotWorkflow { stage }], "{text}");
        }
        assert_eq!(validate(&addon(HEAD)), [ControllerError::SpecMissing { stage }]);
        for text in ["x", "- a", "a: b: c"] {
            assert!(
                matches!(validate(&addon(text))[..], [ControllerError::NotYaml { .. }]),
                "{text}"
            );
        }
    }

    #[test]
    fn parameters_that_make_it_stumble() {
        let arguments = "spec: {arguments: {parameters: [{name: who}, {name: x, value: 3}, {value: x}, {name: namespace}]}}";
        let errors = validate(&addon(&format!("{HEAD}{arguments}")));
        let told: Vec<_> = errors.iter().map(|error| (error.to_string(), error.effect())).collect();
        let expected = [
            (
                "spec.arguments.parameters[1].value of the install template is an integer; quote it",
                Effect::Stuck,
            ),
            (
                "the install template declares the parameter `who`, which the Addon supplies",
                Effect::Refused,
            ),
            ("spec.arguments.parameters[2] of the install template has no name", Effect::Stuck),
            (
                "the install template declares the parameter `namespace`, which the Addon supplies",
                Effect::Refused,
            ),
        ];
        assert_eq!(told, expected.map(|(text, effect)| (text.to_owned(), effect)));
    }
}
