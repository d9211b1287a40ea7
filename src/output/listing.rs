//! Lists of Addons and of events.

use serde_json::{Value, json};

use super::table::Table;
use crate::cli::look::ListFormat;
use crate::clock;
use crate::diagnosis::facts::event_time;
use crate::live::Live;

/// Objects as the List that kubectl prints.
pub(crate) fn list_of(items: &[Value], version: &str) -> Value {
    json!({"apiVersion": version, "kind": "List", "items": items})
}

/// A table of Addons.
pub(crate) struct Addons {
    /// With more columns.
    pub(crate) wide: bool,
    /// With the namespace in front.
    pub(crate) namespaces: bool,
    /// The present, in seconds since 1970.
    pub(crate) now: i64,
}

impl Addons {
    /// Whether a format is a table.
    pub(crate) fn is_table(format: Option<ListFormat>) -> bool {
        matches!(format, None | Some(ListFormat::Wide))
    }

    /// The table of these Addons.
    pub(crate) fn table(&self, addons: &[Value]) -> Table {
        let mut header = Vec::new();
        if self.namespaces {
            header.push("NAMESPACE");
        }
        header.extend(["NAME", "PACKAGE", "VERSION", "PREREQS", "STATUS", "REASON", "AGE"]);
        if self.wide {
            header.extend(["TYPE", "CHANNEL", "TARGET", "CURRENT", "WORKFLOWS"]);
        }
        let mut table = Table::new(&header).phases(&["PREREQS", "STATUS"]).yielding("REASON");
        for addon in addons {
            table.row(&self.row(addon));
        }
        table
    }

    fn row(&self, addon: &Value) -> Vec<String> {
        let (metadata, spec) = (&addon["metadata"], &addon["spec"]);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut cells = Vec::new();
        if self.namespaces {
            cells.push(text(&metadata["namespace"]));
        }
        let live = Live::from_value(addon).ok();
        let of_live = |say: fn(&Live) -> String| live.as_ref().map(say).unwrap_or_default();
        let created = metadata["creationTimestamp"].as_str().unwrap_or_default();
        cells.extend([
            text(&metadata["name"]),
            text(&spec["pkgName"]),
            text(&spec["pkgVersion"]),
            of_live(|live| live.prereqs.map(|phase| phase.to_string()).unwrap_or_default()),
            of_live(|live| live.phase_name().to_owned()),
            of_live(Live::remark),
            clock::since(created, self.now),
        ]);
        if self.wide {
            cells.extend([
                text(&spec["pkgType"]),
                text(&spec["pkgChannel"]),
                text(&spec["params"]["namespace"]),
                live.as_ref().map_or("<unknown>", current).to_owned(),
                stages(spec),
            ]);
        }
        cells
    }
}

/// Whether the status speaks of the present spec.
fn current(live: &Live) -> &'static str {
    if live.is_current() { "yes" } else { "no" }
}

/// The stages that have a template.
fn stages(spec: &Value) -> String {
    let has = |stage: &crate::addon::Stage| {
        let template = spec["lifecycle"][stage.name()]["template"].as_str();
        template.is_some_and(|template| !template.is_empty())
    };
    let names: Vec<_> =
        crate::addon::Stage::ALL.iter().filter(|stage| has(stage)).map(|it| it.name()).collect();
    names.join(",")
}

/// A table of events.
pub(crate) fn events(events: &[Value], now: i64) -> Table {
    let mut table =
        Table::new(&["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"]).phases(&["TYPE"]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    for event in events {
        let about = &event["involvedObject"];
        let kind = text(&about["kind"]).to_lowercase();
        let times = event["count"].as_i64().or(event["series"]["count"].as_i64()).unwrap_or(1);
        let mut seen = clock::since(event_time(event), now);
        if times > 1 {
            seen = format!("{seen} (x{times})");
        }
        table.row(&[
            seen,
            text(&event["type"]),
            text(&event["reason"]),
            format!("{kind}/{}", text(&about["name"])),
            text(&event["message"]),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::paint::Look;

    #[test]
    fn addons_are_listed() {
        let addon = json!({
            "metadata": {"name": "a", "namespace": "ns", "generation": 2, "creationTimestamp": "1970-01-01T00:00:10Z"},
            "spec": {"pkgName": "core/a", "pkgVersion": "v1", "pkgType": "helm", "pkgDescription": "",
                "params": {"namespace": "t"}, "lifecycle": {"install": {"template": "x"}}},
            "status": {"checksum": "1", "observedGeneration": 2, "reason": "", "lifecycle": {"prereqs": "Succeeded", "installed": "Failed"}},
        });
        let table =
            Addons { wide: false, namespaces: false, now: 20 }.table(std::slice::from_ref(&addon));
        assert_eq!(
            table.text(Look::default()),
            "NAME   PACKAGE   VERSION   PREREQS     STATUS   REASON   AGE\n\
             a      core/a    v1        Succeeded   Failed            10s\n"
        );
        let mut addon = addon;
        addon["metadata"]["generation"] = 3.into();
        let table = Addons { wide: true, namespaces: true, now: 20 }.table(&[addon]);
        let row = table
            .text(Look::default())
            .lines()
            .nth(1)
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(
            row,
            "ns a core/a v1 Not looked at the controller has yet to look at this spec; Failed was an earlier one 10s helm t no install"
        );
    }
}
