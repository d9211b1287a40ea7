//! What would change: an object as a cluster has it and as it would be, as texts that can be compared.

mod mask;
mod templates;
mod version;

use serde_json::Value;
use similar::TextDiff;

pub use version::Versions;

use crate::manifest::Identity;
use crate::plain;
use crate::yaml::emit::{self, EmitError};

/// An object before and after, as a person may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// `apps.v1.Deployment.NAMESPACE.NAME`, as `kubectl diff` names its files.
    pub name: String,
    /// As the cluster has it; empty where it has none.
    pub live: String,
    /// As it would be.
    pub merged: String,
    /// The versions, where its version label is all that differs.
    pub versions: Option<Versions>,
}

/// What a server writes into an object by itself.
const SERVERS: [&str; 6] =
    ["managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink"];

impl Pair {
    /// An object: what a server adds to it is left out, and what is secret is masked.
    pub fn of_object(
        identity: &Identity,
        live: Option<Value>,
        merged: Value,
    ) -> Result<Self, EmitError> {
        Self::masked(identity, live, merged, |live, merged| {
            if identity.is("", "Secret") {
                mask::secret(live, merged);
            }
        })
    }

    /// An Addon: its templates are told by the objects in them, which are shown themselves.
    pub fn of_addon(
        identity: &Identity,
        live: Option<Value>,
        merged: Value,
    ) -> Result<Self, EmitError> {
        Self::masked(identity, live, merged, |live, merged| {
            templates::tell(live, merged);
            mask::last_applied(live, merged);
        })
    }

    fn masked(
        identity: &Identity,
        live: Option<Value>,
        merged: Value,
        mask: impl Fn(&mut Value, &mut Value),
    ) -> Result<Self, EmitError> {
        let (mut live, mut merged) = (live.unwrap_or_default(), merged);
        for side in [&mut live, &mut merged] {
            hide(side);
            // Two servers, and a server and a file, need not agree on an order.
            side.sort_all_objects();
        }
        let versions = version::only(&live, &merged);
        mask(&mut live, &mut merged);
        let live = if live.is_null() { String::new() } else { emit::to_yaml(&live)? };
        Ok(Self { name: name(identity), live, merged: emit::to_yaml(&merged)?, versions })
    }

    /// Whether anything would change.
    pub fn differs(&self) -> bool {
        self.live != self.merged
    }

    /// What would change, as `diff -u -N` tells it; empty if nothing.
    pub fn unified(&self) -> String {
        if !self.differs() {
            return String::new();
        }
        let (live, merged) = (format!("LIVE/{}", self.name), format!("MERGED/{}", self.name));
        let diff = TextDiff::from_lines(self.live.as_str(), self.merged.as_str());
        let body = diff.unified_diff().header(&live, &merged).to_string();
        format!("diff -u -N {live} {merged}\n{body}")
    }
}

/// The name of an object's file, of so many bytes that a file system takes it. A slash, which no name may have, would be a
/// folder, and what acts on a terminal would do so in the head of a diff.
fn name(identity: &Identity) -> String {
    let Identity { api_version, kind, namespace, name } = identity;
    let namespace = namespace.as_deref().unwrap_or_default();
    let name = format!("{api_version}.{kind}.{namespace}.{name}");
    let name = name.replace(|c| c == '/' || plain::acts(c), ".");
    name[..name.floor_char_boundary(250)].to_owned()
}

/// Leaves out what nobody asked for: the status, and what servers keep their books with.
fn hide(object: &mut Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.shift_remove("status");
    }
    if let Some(metadata) = object.pointer_mut("/metadata").and_then(Value::as_object_mut) {
        metadata.retain(|key, _| !SERVERS.contains(&key.as_str()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn identity(api_version: &str, kind: &str, namespace: Option<&str>) -> Identity {
        Identity {
            api_version: api_version.to_owned(),
            kind: kind.to_owned(),
            namespace: namespace.map(str::to_owned),
            name: "x".to_owned(),
        }
    }

    fn pair(live: Option<Value>, merged: Value) -> Pair {
        Pair::of_object(&identity("v1", "ConfigMap", Some("ns")), live, merged).unwrap()
    }

    #[test]
    fn files_are_named_as_kubectl_names_them() {
        assert_eq!(name(&identity("apps/v1", "Deployment", Some("ns"))), "apps.v1.Deployment.ns.x");
        assert_eq!(name(&identity("v1", "Namespace", None)), "v1.Namespace..x");
        assert_eq!(name(&identity("../..", "A\u{1b}", Some("../../x"))), "......A........x.x");
        assert_eq!(name(&identity("v1", &"K".repeat(300), None)).len(), 250);
    }

    #[test]
    fn what_only_a_server_writes_is_no_difference() {
        let live = json!({
            "metadata": {"name": "x", "uid": "1", "resourceVersion": "2", "generation": 3, "managedFields": [],
                "creationTimestamp": "2020-01-01T00:00:00Z"},
            "kind": "ConfigMap", "data": {"b": "1", "a": "2"}, "status": {"phase": "Active"},
        });
        let merged = json!({
            "kind": "ConfigMap", "data": {"a": "2", "b": "1"},
            "metadata": {"resourceVersion": "9", "generation": 4, "name": "x"},
        });
        let pair = pair(Some(live), merged);
        assert!(!pair.differs(), "{pair:?}");
        assert_eq!(pair.unified(), "");
        assert_eq!(
            pair.merged,
            "data:\n  a: \"2\"\n  b: \"1\"\nkind: ConfigMap\nmetadata:\n  name: x\n"
        );
    }

    #[test]
    fn changes_are_told_as_diff_tells_them() {
        let pair = pair(
            Some(json!({"data": {"a": "x", "b": "y"}})),
            json!({"data": {"a": "x", "b": "z"}}),
        );
        let expected = "diff -u -N LIVE/v1.ConfigMap.ns.x MERGED/v1.ConfigMap.ns.x\n--- LIVE/v1.ConfigMap.ns.x\n+++ MERGED/v1.ConfigMap.ns.x\n@@ -1,3 +1,3 @@\n data:\n   a: x\n-  b: \"y\"\n+  b: z\n";
        assert_eq!(pair.unified(), expected);
    }

    #[test]
    fn what_is_new_is_all_added() {
        let text = pair(None, json!({"data": {"a": "x"}})).unified();
        assert!(text.ends_with("@@ -0,0 +1,2 @@\n+data:\n+  a: x\n"), "{text}");
    }

    #[test]
    fn secrets_are_masked_and_config_maps_are_not() {
        let data = |value: &str| json!({"data": {"a": value}});
        let secret = identity("v1", "Secret", Some("ns"));
        let text = Pair::of_object(&secret, Some(data("one")), data("two")).unwrap().unified();
        assert!(
            text.ends_with("-  a: \"*** (before)\"\n+  a: \"*** (after)\"\n")
                && !text.contains("one"),
            "{text}"
        );
        assert!(pair(Some(data("one")), data("two")).unified().contains("+  a: two\n"));
    }

    #[test]
    fn workflows_of_an_addon_are_told_by_their_length() {
        let addon = |version: &str, template: &str| json!({"spec": {"pkgVersion": version, "lifecycle": {"install": {"template": template}, "delete": {"template": "same"}}}});
        let identity = identity("addonmgr.keikoproj.io/v1alpha1", "Addon", Some("ns"));
        let pair =
            Pair::of_addon(&identity, Some(addon("v1", "four")), addon("v2", "three")).unwrap();
        let text = pair.unified();
        for line in [
            "-  pkgVersion: v1\n",
            "+  pkgVersion: v2\n",
            "template: <4 bytes, before>\n",
            "template: <5 bytes, after>\n",
            "       template: <4 bytes>\n",
        ] {
            assert!(text.contains(line), "{line}{text}");
        }
        let pair = Pair::of_addon(&identity, None, addon("v2", "three")).unwrap();
        assert!(pair.unified().contains("+      template: <5 bytes>\n"), "{pair:?}");
    }
}
