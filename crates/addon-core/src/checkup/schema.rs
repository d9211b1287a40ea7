//! The CRDs: the one of the Addon with the fields that addonctl writes and reads, and Argo's.

use serde::Deserialize;
use serde_json::Value;

use super::{Check, Facts, Seen, Verdict};
use crate::addon::{API_VERSION, Stage};
use crate::health::Health;
use crate::manifest::Identity;

/// The fields that are written and read.
const FIELDS: [&str; 18] = [
    "spec.pkgName",
    "spec.pkgVersion",
    "spec.pkgType",
    "spec.pkgDescription",
    "spec.pkgChannel",
    "spec.pkgDeps",
    "spec.params.namespace",
    "spec.params.context.clusterName",
    "spec.params.context.clusterRegion",
    "spec.params.context.additionalConfigs",
    "spec.params.data",
    "spec.selector",
    "spec.secrets",
    "status.checksum",
    "status.lifecycle.installed",
    "status.lifecycle.prereqs",
    "status.reason",
    "status.starttime",
];

/// What makes a kind known to a cluster.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Definition {
    spec: DefinitionSpec,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DefinitionSpec {
    versions: Vec<Version>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Version {
    name: String,
    served: bool,
    storage: bool,
    schema: Schema,
    subresources: Subresources,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Schema {
    #[serde(rename = "openAPIV3Schema")]
    root: Value,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Subresources {
    status: Option<Value>,
}

/// The CRD of the Addon.
pub(super) fn addons(seen: &Seen<Value>) -> Check {
    let code = "addon-crd";
    let name = "CRD addons.addonmgr.keikoproj.io";
    let help = "addonctl crd | kubectl apply --server-side -f -";
    let object = match seen {
        Seen::There(object) => object,
        Seen::Missing => return Check::bad(code, format!("there is no {name}"), help),
        seen => return Check::unseen(code, name, seen),
    };
    let version = API_VERSION.rsplit('/').next().unwrap_or_default();
    let definition = match definition(object) {
        Ok(definition) => definition,
        Err(reason) => return Check::bad(code, format!("{name} is {reason}"), help),
    };
    let Some(found) = definition.spec.versions.iter().find(|it| it.name == version && it.served)
    else {
        return Check::bad(code, format!("{name} does not serve {version}"), help);
    };
    if found.subresources.status.is_none() {
        let text = format!("{name} has no status subresource, so that no status can be written");
        return Check::bad(code, text, help);
    }
    let missing = missing_fields(&found.schema.root);
    if !missing.is_empty() {
        let text = format!("{name} is of another version: it lacks {}", missing.join(", "));
        return Check::bad(code, text, help);
    }
    let stored = if found.storage { "served and stored" } else { "served, stored as another" };
    Check::good(code, format!("{name}: {version}, {stored}"))
}

/// A CRD that is established; else how it is.
fn definition(object: &Value) -> Result<Definition, String> {
    let identity = Identity {
        api_version: "apiextensions.k8s.io/v1".to_owned(),
        kind: "CustomResourceDefinition".to_owned(),
        ..Identity::default()
    };
    let health = Health::of(&identity, object);
    if !health.is_fine() {
        return Err(health.reason);
    }
    Definition::deserialize(object).map_err(|error| format!("not as CRDs are: {error}"))
}

fn missing_fields(schema: &Value) -> Vec<String> {
    let of_stages = Stage::ALL.into_iter().flat_map(|stage| {
        ["template", "namePrefix"].map(|it| format!("spec.lifecycle.{stage}.{it}"))
    });
    let all = FIELDS.into_iter().map(str::to_owned).chain(of_stages);
    all.filter(|path| !has_field(schema, path)).collect()
}

/// Whether a schema knows a field, or takes any.
fn has_field(schema: &Value, path: &str) -> bool {
    let mut here = schema;
    for name in path.split('.') {
        let open = here.get("x-kubernetes-preserve-unknown-fields") == Some(&Value::Bool(true));
        match here.get("properties").and_then(|properties| properties.get(name)) {
            Some(field) => here = field,
            None => return open,
        }
    }
    true
}

/// The CRDs of Argo.
pub(super) fn argo(facts: &Facts) -> Vec<Check> {
    let help = "install the Addon Manager, which brings Argo and its CRDs with it";
    let one = |code, name: &str, seen: &Seen<Value>, verdict| match seen {
        Seen::There(object) => match definition(object) {
            Ok(_) => Check::good(code, format!("CRD {name}")),
            Err(reason) => Check::not(verdict, code, format!("CRD {name} is {reason}"), help),
        },
        Seen::Missing => Check::not(verdict, code, format!("there is no CRD {name}"), help),
        seen => Check::unseen(code, &format!("CRD {name}"), seen),
    };
    vec![
        one("workflow-crd", "workflows.argoproj.io", &facts.workflow_crd, Verdict::Bad),
        one("result-crd", "workflowtaskresults.argoproj.io", &facts.result_crd, Verdict::Warning),
    ]
}
