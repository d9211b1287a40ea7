//! What every manager of Addons must agree on, because Addons and Workflows carry it: names, labels, parameters, phases.
//!
//! Source: keikoproj/addon-manager v0.10, read and run.

mod checksum;
mod phase;
mod workflow_name;

pub use checksum::checksum;
pub use phase::{Phase, UnknownPhase};
pub use workflow_name::{UnknownWorkflowName, WorkflowName};

use crate::addon::{Addon, AddonSpec};

/// What keeps an Addon from going before its delete Workflow has run. Set once the Addon has passed the checks.
pub const FINALIZER: &str = "delete.addonmgr.keikoproj.io";
/// The one namespace in which the controller sees Addons and Argo sees their Workflows.
pub const NAMESPACE: &str = "addon-manager-system";
/// The label by which one of several Argo controllers knows its Workflows.
pub const INSTANCE_ID_LABEL: &str = "workflows.argoproj.io/controller-instanceid";
/// The value of [`INSTANCE_ID_LABEL`] for the Argo that serves the Addon Manager.
pub const INSTANCE_ID: &str = "addon-manager-workflow-controller";
/// The service account that comes with the Addon Manager for Workflows; the controller does not put it in by itself.
pub const SERVICE_ACCOUNT: &str = "addon-manager-workflow-installer-sa";

/// The label that holds the Addon's name.
pub const NAME_LABEL: &str = "app.kubernetes.io/name";
/// The label that holds the Addon's name a second time.
pub const PART_OF_LABEL: &str = "app.kubernetes.io/part-of";
/// The label that holds [`MANAGED_BY`].
pub const MANAGED_BY_LABEL: &str = "app.kubernetes.io/managed-by";
/// The label that holds the package's version.
pub const VERSION_LABEL: &str = "app.kubernetes.io/version";
/// The value of [`MANAGED_BY_LABEL`].
pub const MANAGED_BY: &str = "addonmgr.keikoproj.io";

/// The field manager by which an addon's workflows apply its objects, so that each can be told to be the addon's.
pub fn field_manager(addon: &str) -> String {
    format!("{MANAGED_BY}/{addon}")
}

/// The names of the parameters that the controller adds to every Workflow whatever the Addon says, in its order.
pub const FIXED_PARAMETERS: [&str; 8] = [
    "namespace",
    "pkgChannel",
    "pkgName",
    "pkgVersion",
    "pkgType",
    "pkgDescription",
    "clusterName",
    "clusterRegion",
];

/// The labels that the controller sets on the Workflows of an Addon, and on the objects in them that it gets to see.
pub fn labels(addon: &Addon) -> [(&'static str, &str); 4] {
    [
        (NAME_LABEL, &addon.metadata.name),
        (PART_OF_LABEL, &addon.metadata.name),
        (MANAGED_BY_LABEL, MANAGED_BY),
        (VERSION_LABEL, &addon.spec.pkg_version),
    ]
}

/// The parameters that the controller adds to every Workflow: the fixed ones, empty or not, then those of the Addon.
///
/// The Addon's own come in Go's random map order there, in the order of the spec here.
pub fn parameters(spec: &AddonSpec) -> Vec<(String, String)> {
    let context = &spec.params.context;
    let fixed = [
        &spec.params.namespace,
        &spec.pkg_channel,
        &spec.pkg_name,
        &spec.pkg_version,
        &spec.pkg_type,
        &spec.pkg_description,
        &context.cluster_name,
        &context.cluster_region,
    ];
    let own = context.additional_configs.iter().chain(&spec.params.data);
    let fixed = FIXED_PARAMETERS.into_iter().zip(fixed).map(|(k, v)| (k.to_owned(), v.clone()));
    fixed.chain(own.map(|(k, v)| (k.clone(), v.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_come_in_the_order_of_the_controller() {
        let mut addon = Addon::default();
        addon.spec.pkg_name = "a".to_owned();
        addon.spec.pkg_version = "v1".to_owned();
        addon.spec.pkg_type = "composite".to_owned();
        addon.spec.params.namespace = "ns".to_owned();
        let params = &mut addon.spec.params;
        params.data.insert("who".to_owned(), "me".to_owned());
        params.context.additional_configs.insert("zone".to_owned(), "b".to_owned());
        params.context.cluster_region = "r".to_owned();
        let given = parameters(&addon.spec);
        let given: Vec<_> = given.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let expected = [
            ("namespace", "ns"),
            ("pkgChannel", ""),
            ("pkgName", "a"),
            ("pkgVersion", "v1"),
            ("pkgType", "composite"),
            ("pkgDescription", ""),
            ("clusterName", ""),
            ("clusterRegion", "r"),
            ("zone", "b"),
            ("who", "me"),
        ];
        assert_eq!(given, expected);
    }
}
