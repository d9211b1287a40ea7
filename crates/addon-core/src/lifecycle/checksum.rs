//! The checksum of an Addon's spec, by which the controller tells one spec from another.
//!
//! The controller prints its typed spec with Go's `%+v` and takes Adler-32 of the text, so the checksum depends on the
//! names and the order of its Go fields: `AddonSpec`, `PackageSpec`, `AddonParams`, `LabelSelector` and so on.

use std::fmt::{self, Display};

use crate::addon::{AddonSpec, Params, Requirement, Secret, Selector, StringMap, WorkflowStep};
use crate::addon::{Overrides, Stage};

/// The checksum as the controller writes it: lower-case hex, not padded.
pub fn checksum(spec: &AddonSpec) -> String {
    format!("{:x}", adler2::adler32_slice(GoSpec(spec).to_string().as_bytes()))
}

/// A spec that displays as Go's `%+v` of the controller's type.
struct GoSpec<'a>(&'a AddonSpec);

impl Display for GoSpec<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spec = self.0;
        write!(
            f,
            "{{PackageSpec:{{PkgChannel:{} PkgName:{} PkgVersion:{} PkgType:{} PkgDescription:{} PkgDeps:{}}}",
            spec.pkg_channel,
            spec.pkg_name,
            spec.pkg_version,
            spec.pkg_type,
            spec.pkg_description,
            GoMap(&spec.pkg_deps),
        )?;
        write!(f, " Params:{} Selector:{}", GoParams(&spec.params), GoSelector(&spec.selector))?;
        write!(f, " Overrides:{}", GoOverrides(&spec.overrides))?;
        write!(f, " Secrets:{}", GoList(spec.secrets.iter().map(GoSecret)))?;
        let step = |stage| GoStep(spec.lifecycle.get(stage));
        write!(
            f,
            " Lifecycle:{{Prereqs:{} Install:{} Delete:{} Validate:{}}}}}",
            step(Stage::Prereqs),
            step(Stage::Install),
            step(Stage::Delete),
            step(Stage::Validate),
        )
    }
}

struct GoParams<'a>(&'a Params);

impl Display for GoParams<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Params { namespace, context, data } = self.0;
        write!(
            f,
            "{{Namespace:{namespace} Context:{{ClusterName:{} ClusterRegion:{} AdditionalConfigs:{}}} Data:{}}}",
            context.cluster_name,
            context.cluster_region,
            GoMap(&context.additional_configs),
            GoMap(data),
        )
    }
}

struct GoSelector<'a>(&'a Selector);

impl Display for GoSelector<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Selector { match_labels, match_expressions } = self.0;
        let expressions = GoList(match_expressions.iter().map(GoRequirement));
        write!(f, "{{MatchLabels:{} MatchExpressions:{expressions}}}", GoMap(match_labels))
    }
}

struct GoRequirement<'a>(&'a Requirement);

impl Display for GoRequirement<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Requirement { key, operator, values } = self.0;
        write!(f, "{{Key:{key} Operator:{operator} Values:{}}}", GoList(values.iter()))
    }
}

struct GoOverrides<'a>(&'a Overrides);

impl Display for GoOverrides<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Overrides { kustomize, template } = self.0;
        write!(
            f,
            "{{Kustomize:{{Labels:{} Annotations:{} Resources:{} Overlay:{{Template:{}}}}} Template:{}}}",
            GoMap(&kustomize.labels),
            GoMap(&kustomize.annotations),
            GoList(kustomize.resources.iter()),
            GoMap(&kustomize.overlay.template),
            GoMap(template),
        )
    }
}

struct GoSecret<'a>(&'a Secret);

impl Display for GoSecret<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Secret { name, cmd, args } = self.0;
        write!(f, "{{Name:{name} Cmd:{} Args:{}}}", cmd.unwrap_or(0), GoList(args.iter()))
    }
}

/// A step; one that is left out prints like an empty one, for in Go it is the same value.
struct GoStep<'a>(Option<&'a WorkflowStep>);

impl Display for GoStep<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(WorkflowStep { name_prefix, role, workflow_role, template }) = self.0 else {
            return f.write_str("{NamePrefix: Role: WorkflowRole: Template:}");
        };
        write!(
            f,
            "{{NamePrefix:{name_prefix} Role:{role} WorkflowRole:{workflow_role} Template:{template}}}"
        )
    }
}

/// A Go map: Go prints maps sorted by key.
struct GoMap<'a>(&'a StringMap);

impl Display for GoMap<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut entries: Vec<_> = self.0.iter().collect();
        entries.sort_unstable();
        f.write_str("map[")?;
        for (index, (key, value)) in entries.into_iter().enumerate() {
            write!(f, "{}{key}:{value}", if index == 0 { "" } else { " " })?;
        }
        f.write_str("]")
    }
}

/// A Go slice.
struct GoList<I>(I);

impl<I: Iterator<Item: Display> + Clone> Display for GoList<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (index, item) in self.0.clone().enumerate() {
            write!(f, "{}{item}", if index == 0 { "" } else { " " })?;
        }
        f.write_str("]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn spec(value: serde_json::Value) -> AddonSpec {
        serde_json::from_value(value).unwrap()
    }

    // The expected texts and sums were made by the controller's own Go type.

    #[test]
    fn a_bare_spec() {
        let spec = spec(
            json!({"pkgName": "a", "pkgVersion": "v1", "pkgType": "composite", "pkgDescription": "", "params": {"namespace": "ns"}}),
        );
        assert_eq!(
            GoSpec(&spec).to_string(),
            "{PackageSpec:{PkgChannel: PkgName:a PkgVersion:v1 PkgType:composite PkgDescription: PkgDeps:map[]} \
             Params:{Namespace:ns Context:{ClusterName: ClusterRegion: AdditionalConfigs:map[]} Data:map[]} \
             Selector:{MatchLabels:map[] MatchExpressions:[]} \
             Overrides:{Kustomize:{Labels:map[] Annotations:map[] Resources:[] Overlay:{Template:map[]}} Template:map[]} \
             Secrets:[] Lifecycle:{Prereqs:{NamePrefix: Role: WorkflowRole: Template:} \
             Install:{NamePrefix: Role: WorkflowRole: Template:} Delete:{NamePrefix: Role: WorkflowRole: Template:} \
             Validate:{NamePrefix: Role: WorkflowRole: Template:}}}"
        );
        assert_eq!(checksum(&spec), "2416d96f");
    }

    #[test]
    fn a_full_spec() {
        let spec = spec(json!({
            "pkgName": "core/my-addon", "pkgVersion": "v1.2.3", "pkgType": "composite", "pkgDescription": "d e", "pkgChannel": "c",
            "pkgDeps": {"b": "*", "a": "v1"},
            "params": {
                "namespace": "ns",
                "context": {"clusterName": "cn", "clusterRegion": "us-west-2", "additionalConfigs": {"z": "1", "y": "true"}},
                "data": {"k2": "v2", "k1": "v 1"},
            },
            "selector": {"matchLabels": {"app": "x"}},
            "secrets": [{"name": "s1"}, {"name": "s2", "cmd": 1, "args": ["q"]}],
            "lifecycle": {
                "prereqs": {"namePrefix": "pre", "template": "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n"},
                "install": {"template": "x"},
            },
        }));
        let text = GoSpec(&spec).to_string();
        assert!(text.contains("PkgDeps:map[a:v1 b:*]"), "{text}");
        assert!(
            text.contains("Secrets:[{Name:s1 Cmd:0 Args:[]} {Name:s2 Cmd:1 Args:[q]}]"),
            "{text}"
        );
        assert_eq!(checksum(&spec), "aab811cc");
    }

    #[test]
    fn a_name_prefix_counts() {
        let spec = spec(json!({
            "pkgName": "a", "pkgVersion": "v1", "pkgType": "composite", "pkgDescription": "", "params": {"namespace": "ns"},
            "lifecycle": {"prereqs": {"namePrefix": "p234567890", "template": "t"}},
        }));
        assert_eq!(checksum(&spec), "967cdc2f");
    }

    #[test]
    fn adler32_as_rfc_1950_has_it() {
        assert_eq!(adler2::adler32_slice(b""), 1);
        assert_eq!(adler2::adler32_slice(b"Wikipedia"), 0x11E6_0398);
        assert_eq!(
            adler2::adler32_slice(&vec![0xff; 100_000]),
            0x149a_302c,
            "sums that overflow without the modulus"
        );
    }
}
