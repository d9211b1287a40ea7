//! The settings of an addon: every key that a project file takes, which is every flag that says what an addon is.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::pairs::{Pairs, ParamMap};
use super::reader::{Entry, Reader};
use super::scalar::{PackageType, Seconds};
use super::style::{Assignment, Dependencies, Equations, FileAssignment, SelectorPairs, StageFile};
use super::value::{FilePath, Given, Key, Lines, List, Paths, Setting};
use crate::manifest::Policy;
use crate::workflow::{Packing, PodSecurity};

macro_rules! settings {
    ($($(#[$doc:meta])* $key:literal $field:ident: $kind:ty;)*) => {
        /// What is said about one addon. What is not said is as the defaults are, or as a farther source says.
        #[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub struct Settings {
            $(
                $(#[$doc])*
                #[serde(rename = $key, skip_serializing_if = "Option::is_none")]
                pub $field: Option<$kind>,
            )*
        }

        /// All keys, in the order in which they are written.
        pub const KEYS: &[&str] = &[$($key),*];

        impl Settings {
            /// Takes in an entry of a map; whether its key is one of a setting.
            pub(super) fn take(&mut self, entry: &Entry<'_>, reader: &mut Reader<'_>) -> bool {
                match entry.key {
                    $($key => {
                        let key = Key { name: $key, at: entry.at };
                        self.$field = Setting::read(key, entry.value, reader);
                    })*
                    _ => return false,
                }
                true
            }

            /// These settings over farther ones, key by key.
            fn each_over(self, far: Self) -> Self {
                Self { $($field: over(self.$field, far.$field),)* }
            }
        }
    };
}

settings! {
    /// Name of the Addon, at most 31 characters
    "name" name: Given<String>;
    /// Package name, which other addons name in their deps; by default the name
    "pkg-name" pkg_name: Given<String>;
    /// Version of the package
    "version" version: Given<String>;
    /// Type of the package, for information only
    "type" pkg_type: Given<PackageType>;
    /// Release channel, such as stable; for information only
    "channel" channel: Given<String>;
    /// Description of the package
    "desc" desc: Given<String>;
    /// Packages that must be installed first, and the versions of them that fit
    "deps" deps: Pairs<Dependencies>;
    /// Secrets that must exist before the install stage
    "secrets" secrets: List;
    /// Labels of the objects that the Addon's status lists
    "selector" selector: Pairs<SelectorPairs>;
    /// Requirements on labels, such as `tier in (a,b)`, `!beta`
    "selector-expr" selector_expr: Lines;
    /// Labels of the Addon itself
    "label" label: Pairs<Equations>;
    /// Annotations of the Addon itself
    "annotation" annotation: Pairs<Assignment>;
    /// Target namespace: of objects that name none, and of secrets
    "namespace" namespace: Given<String>;
    /// Whether the target Namespace is put into the prereqs stage
    "create-namespace" create_namespace: Given<bool>;
    /// Name of the cluster
    "cluster-name" cluster_name: Given<String>;
    /// Region of the cluster
    "cluster-region" cluster_region: Given<String>;
    /// Further facts about the cluster; parameters like the addon's own
    "context-param" context_param: Pairs<Equations>;
    /// Namespace of the Addon itself, which is where the Addon Manager looks
    "addon-namespace" addon_namespace: Given<String>;
    /// Parameters: names and values, which are strings
    "params" params: ParamMap;
    /// YAML or JSON files of parameters
    "params-file" params_file: Paths;
    /// Parameters whose values are the contents of files
    "param-from-file" param_from_file: Pairs<FileAssignment>;
    /// Files or folders of what the addon itself needs
    "prereqs" prereqs: Paths;
    /// Files or folders of the addon itself
    "install" install: Paths;
    /// What to delete with the Addon; by default what it installed
    "delete" delete: Paths;
    /// Whether nothing is deleted with the Addon
    "no-delete" no_delete: Given<bool>;
    /// Whether the generated delete stage deletes Namespaces too, with everything in them
    "delete-namespaces" delete_namespaces: Given<bool>;
    /// Whether the generated delete stage deletes CRDs too, with all objects of them
    "delete-crds" delete_crds: Given<bool>;
    /// Objects and scripts that check the addon, instead of the generated stage
    "validate" validate: Paths;
    /// Whether there is no validate stage
    "no-validate" no_validate: Given<bool>;
    /// Whether folders inside folders are read too
    "recursive" recursive: Given<bool>;
    /// Prefixes in the names of stages' workflows, at most 10 characters, by stage
    "name-prefix" name_prefix: Pairs<Equations>;
    /// Workflows of your own, which are not changed, by stage
    "workflow" workflow: Pairs<StageFile>;
    /// Roles, by stage; today's Addon Manager ignores them
    "role" role: Pairs<Equations>;
    /// Workflow roles, by stage; today's Addon Manager ignores them
    "workflow-role" workflow_role: Pairs<Equations>;
    /// Image with kubectl in it
    "image" image: Given<String>;
    /// Image for scripts, or images for languages as `py=IMAGE` and `sh=IMAGE`
    "script-image" script_image: Lines;
    /// Image that unpacks packed manifests; needs sh, base64 and unxz
    "unpack-image" unpack_image: Given<String>;
    /// Template for the workflows, instead of the one that `addonctl template` prints
    "workflow-template" workflow_template: FilePath;
    /// Service account of the workflows' pods, in the Addon's namespace
    "service-account" service_account: Given<String>;
    /// Time after which a workflow is stopped, in seconds or as 90s, 10m, 1h
    "deadline" deadline: Given<Seconds>;
    /// How many times a failed step is run again
    "retry-limit" retry_limit: Given<u32>;
    /// When manifests are packed (xz): auto packs large ones, and text that Argo would change
    "pack" pack: Given<Packing>;
    /// What happens to the labels app.kubernetes.io/name, version, part-of and managed-by
    "label-policy" label_policy: Given<Policy>;
    /// Pod Security Standard that the workflows' pods meet
    "pod-security" pod_security: Given<PodSecurity>;
}

fn over<T: Setting>(near: Option<T>, far: Option<T>) -> Option<T> {
    match (near, far) {
        (Some(near), Some(far)) => Some(near.over(far)),
        (near, far) => near.or(far),
    }
}

/// Whether a switch is on.
pub(super) fn is_on(switch: Option<&Given<bool>>) -> bool {
    switch.is_some_and(|given| given.value)
}

impl Settings {
    /// These settings over farther ones: of each key the nearest value counts, maps go together key by key, and what
    /// excludes a farther value takes it away.
    #[must_use]
    pub fn over(self, mut far: Self) -> Self {
        if self.delete.is_some() || is_on(self.no_delete.as_ref()) {
            (far.delete, far.no_delete) = (None, None);
            (far.delete_namespaces, far.delete_crds) = (None, None);
        }
        if is_on(self.delete_namespaces.as_ref()) || is_on(self.delete_crds.as_ref()) {
            (far.delete, far.no_delete) = (None, None);
        }
        if self.validate.is_some() || is_on(self.no_validate.as_ref()) {
            (far.validate, far.no_validate) = (None, None);
        }
        self.each_over(far)
    }

    /// Keys of one map that exclude each other.
    pub(super) fn exclusive(entries: &[Entry<'_>], reader: &mut Reader<'_>) {
        let by_key: IndexMap<&str, &Entry<'_>> =
            entries.iter().map(|entry| (entry.key, entry)).collect();
        for (key, other) in [
            ("delete", "no-delete"),
            ("delete", "delete-namespaces"),
            ("delete", "delete-crds"),
            ("no-delete", "delete-namespaces"),
            ("no-delete", "delete-crds"),
            ("validate", "no-validate"),
        ] {
            let (Some(one), Some(two)) = (by_key.get(key), by_key.get(other)) else { continue };
            reader.exclusive(one, two);
        }
    }
}
