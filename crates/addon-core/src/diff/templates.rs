//! The templates of an Addon, told by the objects in them: which come, go and change. Their text is nothing to read.

use indexmap::IndexMap;
use serde_json::Value;

use super::version;
use crate::addon::{self, Addon, Metadata, Stage};
use crate::contents::{self, Named};

/// Writes in the place of both sides' templates what differs between them.
pub(super) fn tell(live: &mut Value, merged: &mut Value) {
    let addons = [read(live), read(merged)];
    for stage in Stage::ALL {
        let path = format!("/spec/lifecycle/{}/template", stage.name());
        let texts = [&*live, &*merged].map(|side| side.pointer(&path).cloned());
        let objects = addons.each_ref().map(|addon| objects(addon.as_ref(), stage));
        let [before, after] = match (&texts, &objects) {
            ([Some(a), Some(b)], [Some(before), Some(after)]) if a != b => {
                differences(before, after)
            }
            ([Some(a), Some(b)], _) if a != b => [
                format!("<{}, before>", size(a, objects[0].as_ref())).into(),
                format!("<{}, after>", size(b, objects[1].as_ref())).into(),
            ],
            ([before, after], [in_before, in_after]) => {
                [word(before.as_ref(), in_before.as_ref()), word(after.as_ref(), in_after.as_ref())]
            }
        };
        for (side, value) in [(&mut *live, before), (&mut *merged, after)] {
            if let Some(place) = side.pointer_mut(&path) {
                *place = value;
            }
        }
    }
}

fn read(side: &Value) -> Option<Addon> {
    let spec = addon::stored_spec(side.get("spec")?).ok()?;
    let text = |field: &str| side.pointer(field).and_then(Value::as_str).unwrap_or_default();
    let metadata = Metadata {
        name: text("/metadata/name").to_owned(),
        namespace: text("/metadata/namespace").to_owned(),
        ..Metadata::default()
    };
    Some(Addon { metadata, spec, ..Addon::default() })
}

/// The objects of a stage by what they are called; nothing where they cannot be told, or there are none.
fn objects(addon: Option<&Addon>, stage: Stage) -> Option<IndexMap<String, Named>> {
    let objects = contents::objects(addon?, stage).ok()?;
    let called = objects.into_iter().map(|object| (object.identity.describe(), object));
    Some(called.collect::<IndexMap<_, _>>()).filter(|objects| !objects.is_empty())
}

/// What a template holds that has nothing to be compared with.
fn word(text: Option<&Value>, objects: Option<&IndexMap<String, Named>>) -> Value {
    text.map_or(Value::Null, |text| format!("<{}>", size(text, objects)).into())
}

fn size(text: &Value, objects: Option<&IndexMap<String, Named>>) -> String {
    match (objects.map(IndexMap::len), text.as_str()) {
        (Some(count), _) => counted(count),
        (None, Some(text)) => format!("{} bytes", text.len()),
        (None, None) => format!("{} bytes", text.to_string().len()),
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "1 object".to_owned() } else { format!("{count} objects") }
}

/// What differs between the objects of two templates that are not the same.
fn differences(before: &IndexMap<String, Named>, after: &IndexMap<String, Named>) -> [Value; 2] {
    let (mut old, mut new, mut same, mut versions) = (Vec::new(), Vec::new(), 0, 0);
    for (called, object) in before {
        match after.get(called) {
            None => old.push(called.clone()),
            Some(other) if other.text == object.text => same += 1,
            Some(other) if version::only(&object.value, &other.value).is_some() => versions += 1,
            Some(_) => {
                old.push(called.clone());
                new.push(format!("{called}, changed"));
            }
        }
    }
    new.extend(after.keys().filter(|called| !before.contains_key(*called)).cloned());
    let kept = same + versions;
    if old.is_empty() && new.is_empty() {
        let what = if versions > 0 { "with another version label" } else { "with other steps" };
        let count = counted(kept);
        return [format!("<{count}>").into(), format!("<{count}, {what}>").into()];
    }
    if kept > 0 {
        let rest = if kept == 1 { "1 more".to_owned() } else { format!("{kept} more") };
        let new_rest =
            if versions > 0 { format!("{rest}, with another version label") } else { rest.clone() };
        old.push(rest);
        new.push(new_rest);
    }
    [old.into(), new.into()]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn addon(manifests: &str) -> Value {
        let template = json!({
            "apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow",
            "spec": {"templates": [{"name": "a", "container": {"args": ["apply"]},
                "inputs": {"artifacts": [{"name": "m", "raw": {"data": manifests}}]}}]},
        });
        json!({
            "metadata": {"name": "a", "namespace": "ns"},
            "spec": {"pkgName": "a", "pkgVersion": "v1", "pkgType": "composite", "pkgDescription": "",
                "params": {"namespace": "ns"}, "lifecycle": {"install": {"template": template.to_string()}}},
        })
    }

    fn map(name: &str, version: &str, data: &str) -> String {
        format!(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, labels: {{app.kubernetes.io/version: {version}}}}}\ndata: {{a: {data}}}\n"
        )
    }

    fn told(before: &[String], after: &[String]) -> [Value; 2] {
        let (mut live, mut merged) = (addon(&before.join("---\n")), addon(&after.join("---\n")));
        tell(&mut live, &mut merged);
        [live, merged].map(|side| side["spec"]["lifecycle"]["install"]["template"].clone())
    }

    #[test]
    fn objects_that_come_go_and_change_are_named() {
        let before = [map("a", "v1", "x"), map("b", "v1", "x"), map("c", "v1", "x")];
        let after = [map("b", "v1", "z"), map("c", "v2", "x"), map("d", "v2", "x")];
        assert_eq!(
            told(&before, &after),
            [
                json!(["ConfigMap a", "ConfigMap b", "1 more"]),
                json!([
                    "ConfigMap b, changed",
                    "ConfigMap d",
                    "1 more, with another version label"
                ]),
            ]
        );
    }

    #[test]
    fn where_no_object_changes_a_word_is_enough() {
        let (old, new) = ([map("a", "v1", "x")], [map("a", "v2", "x")]);
        assert_eq!(told(&old, &old), [json!("<1 object>"), json!("<1 object>")]);
        assert_eq!(
            told(&old, &new),
            [json!("<1 object>"), json!("<1 object, with another version label>")]
        );
    }
}
