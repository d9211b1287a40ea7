//! Whose an object of a cluster is, judged by what its metadata tells of those who applied, made and labelled it.
//!
//! Field managers say most: each addon applies as one of its own. Addons that were made otherwise apply as `kubectl`,
//! as anybody may; then labels, and what the other Addons name, have to do.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use crate::lifecycle::{MANAGED_BY, MANAGED_BY_LABEL, PART_OF_LABEL, field_manager};
use crate::manifest::Identity;

/// Whose an object is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// The addon's that is asked about, and no other's.
    Ours,
    /// Another addon's, or also another addon's: its name.
    Addon(String),
    /// Somebody's who is no addon: who that seems to be.
    Stranger(String),
    /// The addon's or a stranger's, which cannot be told apart: who has made it.
    Unclear(String),
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ours => f.write_str("its own"),
            Self::Addon(name) => write!(f, "addon {name} applies it"),
            Self::Stranger(maker) | Self::Unclear(maker) => write!(f, "made by {maker}"),
        }
    }
}

/// An object that exists, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What it is.
    pub identity: Identity,
    /// Whose it is.
    pub owner: Owner,
}

/// An addon that names an object in its templates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The addon's name.
    pub addon: String,
    /// The field manager that it applies the object as.
    pub manager: String,
}

impl Claim {
    /// Whether the field manager is the addon's alone.
    fn is_exact(&self) -> bool {
        self.manager == field_manager(&self.addon)
    }
}

/// Programs of kubectl's: what any of them made, an addon may have made, or a person.
const EVERYBODYS: [&str; 2] = ["kubectl", "argoexec"];

/// Whose an object is that `claim`'s addon names; `others`: the other Addons that name it.
pub fn judge(metadata: &Value, claim: &Claim, others: &[Claim]) -> Owner {
    let traces: Traces = serde_json::from_value(metadata.clone()).unwrap_or_default();
    if let Some(other) = traces.applied_by_another(&claim.addon) {
        return Owner::Addon(other.to_owned());
    }
    let own = traces.is_applied_by(&field_manager(&claim.addon));
    let named = others.iter().find(|other| !other.is_exact() && traces.may_be(other));
    let labelled = traces.addon();
    match labelled {
        _ if own => Owner::Ours,
        // Of two that apply as kubectl, the last one to apply has left its labels.
        Some(name) if name == claim.addon => {
            named.map_or(Owner::Ours, |other| Owner::Addon(other.addon.clone()))
        }
        Some(name) if others.iter().any(|other| other.addon == name) => {
            Owner::Addon(name.to_owned())
        }
        _ if claim.is_exact() => match named {
            Some(other) if traces.is_managed() => Owner::Addon(other.addon.clone()),
            _ => Owner::Stranger(traces.maker()),
        },
        _ if !traces.may_be(claim) => Owner::Stranger(traces.maker()),
        // The label says that it is an addon's; whose, another label of the user's hides.
        _ if traces.is_managed() => {
            named.map_or(Owner::Ours, |other| Owner::Addon(other.addon.clone()))
        }
        _ => Owner::Unclear(traces.maker()),
    }
}

/// What the metadata of an object tells of its past.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Traces {
    labels: BTreeMap<String, String>,
    annotations: BTreeMap<String, String>,
    creation_timestamp: String,
    managed_fields: Vec<Entry>,
}

/// Somebody who manages fields of an object.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Entry {
    manager: String,
    operation: String,
    subresource: String,
    time: String,
}

impl Traces {
    fn is_applied_by(&self, manager: &str) -> bool {
        self.managed_fields.iter().any(|entry| entry.applies() && entry.manager == manager)
    }

    fn applied_by_another(&self, addon: &str) -> Option<&str> {
        let all = field_manager("");
        let applied = self.managed_fields.iter().filter(|entry| entry.applies());
        let mut names = applied.filter_map(|entry| entry.manager.strip_prefix(&all));
        names.find(|name| *name != addon)
    }

    /// Whether what a claim's addon would leave behind is there.
    fn may_be(&self, claim: &Claim) -> bool {
        if claim.is_exact() {
            return self.is_applied_by(&claim.manager);
        }
        self.managed_fields.iter().any(|entry| {
            entry.subresource.is_empty()
                && (entry.manager == claim.manager
                    || EVERYBODYS.iter().any(|name| entry.manager.starts_with(name)))
        })
    }

    fn is_managed(&self) -> bool {
        self.labels.get(MANAGED_BY_LABEL).is_some_and(|value| value == MANAGED_BY)
    }

    /// The addon that the labels name.
    fn addon(&self) -> Option<&str> {
        self.labels.get(PART_OF_LABEL).filter(|_| self.is_managed()).map(String::as_str)
    }

    /// Who seems to have made the object, in words.
    fn maker(&self) -> String {
        if let Some(release) = self.annotations.get("meta.helm.sh/release-name") {
            return format!("Helm (release {release})");
        }
        let people = self.managed_fields.iter().filter(|entry| entry.subresource.is_empty());
        let people = people.filter(|entry| entry.manager != "kube-controller-manager");
        // Who changed it last is told last, and whoever was there at the start was there first.
        let first = people.min_by_key(|entry| {
            (entry.time != self.creation_timestamp, entry.time.clone(), entry.manager.clone())
        });
        match first.map(|entry| entry.manager.as_str()) {
            None => "somebody unknown".to_owned(),
            Some("kubectl") => "kubectl apply --server-side".to_owned(),
            Some("kubectl-client-side-apply") => "kubectl apply".to_owned(),
            Some("kubectl-create") => "kubectl create".to_owned(),
            Some("helm") => "Helm".to_owned(),
            Some("argocd-controller") => "Argo CD".to_owned(),
            Some("kustomize-controller" | "helm-controller") => "Flux".to_owned(),
            Some(other) => other.to_owned(),
        }
    }
}

impl Entry {
    fn applies(&self) -> bool {
        self.operation == "Apply" && self.subresource.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Field managers as MANAGER, or MANAGER:Update, the first of them the maker.
    fn metadata(managers: &[&str], labels: &[(&str, &str)]) -> Value {
        let entries = managers.iter().enumerate().map(|(index, manager)| {
            let (manager, operation) = manager.split_once(':').unwrap_or((manager, "Apply"));
            json!({"manager": manager, "operation": operation, "time": format!("2026-01-01T00:00:0{index}Z")})
        });
        let labels: BTreeMap<_, _> = labels.iter().copied().collect();
        json!({
            "labels": labels, "creationTimestamp": "2026-01-01T00:00:00Z",
            "managedFields": entries.collect::<Vec<_>>(),
        })
    }

    fn claim(addon: &str, manager: &str) -> Claim {
        Claim { addon: addon.to_owned(), manager: manager.to_owned() }
    }

    const WEB: &str = "addonmgr.keikoproj.io/web";
    const DNS: &str = "addonmgr.keikoproj.io/dns";
    const MANAGED: (&str, &str) = (MANAGED_BY_LABEL, MANAGED_BY);
    const OF_WEB: (&str, &str) = (PART_OF_LABEL, "web");
    const OF_DNS: (&str, &str) = (PART_OF_LABEL, "dns");
    const OF_USER: (&str, &str) = (PART_OF_LABEL, "shop");

    fn other(name: &str) -> Owner {
        Owner::Addon(name.to_owned())
    }

    fn stranger(maker: &str) -> Owner {
        Owner::Stranger(maker.to_owned())
    }

    #[test]
    fn what_an_addon_has_applied_as_itself_is_its_own() {
        let web = claim("web", WEB);
        let judge = |managers: &[&str], labels: &[(&str, &str)]| {
            judge(&metadata(managers, labels), &web, &[])
        };
        assert_eq!(judge(&[WEB], &[]), Owner::Ours, "with --label-policy none");
        assert_eq!(judge(&[WEB], &[OF_USER]), Owner::Ours, "with the user's own labels");
        assert_eq!(judge(&[WEB, "kubectl-edit:Update", "kubectl"], &[]), Owner::Ours, "edited");
        assert_eq!(judge(&["kubectl-create:Update", WEB], &[]), Owner::Ours, "taken over");
        assert_eq!(judge(&["kubectl"], &[OF_WEB, MANAGED]), Owner::Ours, "by the labels");
    }

    #[test]
    fn what_another_addon_has_applied_is_that_ones() {
        let (web, dns) = (claim("web", WEB), claim("dns", "kubectl"));
        let judge = |managers: &[&str], labels: &[(&str, &str)], others: &[Claim]| {
            judge(&metadata(managers, labels), &web, others)
        };
        assert_eq!(judge(&[DNS], &[], &[]), other("dns"));
        assert_eq!(judge(&[WEB, DNS], &[OF_WEB, MANAGED], &[]), other("dns"), "shared");
        let named = std::slice::from_ref(&dns);
        assert_eq!(judge(&["kubectl"], &[OF_DNS, MANAGED], named), other("dns"));
        assert_eq!(judge(&["kubectl"], &[OF_USER, MANAGED], named), other("dns"));
        assert_eq!(judge(&["kubectl"], &[OF_WEB, MANAGED], named), other("dns"), "shared");
        // That another one names it is not enough.
        let exact = [claim("dns", DNS)];
        assert_eq!(judge(&[WEB], &[], &exact), Owner::Ours);
        assert_eq!(judge(&["kubectl"], &[OF_WEB, MANAGED], &exact), Owner::Ours);
        assert_eq!(judge(&["kubectl-create:Update"], &[], named), stranger("kubectl create"));
    }

    #[test]
    fn what_nobody_of_the_addons_has_applied_is_a_strangers() {
        let web = claim("web", WEB);
        let judge = |managers: &[&str]| judge(&metadata(managers, &[]), &web, &[]);
        for (manager, maker) in [
            ("kubectl-create:Update", "kubectl create"),
            ("kubectl-client-side-apply:Update", "kubectl apply"),
            ("kubectl", "kubectl apply --server-side"),
            ("helm:Update", "Helm"),
            ("argocd-controller", "Argo CD"),
            ("kustomize-controller", "Flux"),
            ("operator:Update", "operator"),
        ] {
            assert_eq!(judge(&[manager, "kubectl-edit:Update"]), stranger(maker));
        }
        assert_eq!(judge(&[]), stranger("somebody unknown"));
        assert_eq!(judge(&["kube-controller-manager:Update", "x:Update"]), stranger("x"));
        let mut released = metadata(&["helm:Update"], &[OF_WEB]);
        released["annotations"] = json!({"meta.helm.sh/release-name": "shop"});
        assert_eq!(super::judge(&released, &web, &[]), stranger("Helm (release shop)"));
    }

    #[test]
    fn of_addons_that_apply_as_anybody_labels_tell() {
        let web = claim("web", "kubectl");
        let judge = |managers: &[&str], labels: &[(&str, &str)]| {
            judge(&metadata(managers, labels), &web, &[])
        };
        let unclear = |maker: &str| Owner::Unclear(maker.to_owned());
        // The controller of the original labels what lies in the steps' arguments.
        assert_eq!(judge(&["kubectl"], &[OF_WEB, MANAGED]), Owner::Ours);
        assert_eq!(judge(&["kubectl"], &[OF_USER, MANAGED]), Owner::Ours, "the user's part-of");
        assert_eq!(judge(&["kubectl"], &[]), unclear("kubectl apply --server-side"));
        assert_eq!(judge(&["kubectl-create:Update"], &[]), unclear("kubectl create"));
        assert_eq!(judge(&["argoexec"], &[OF_USER]), unclear("argoexec"));
        assert_eq!(judge(&["helm:Update"], &[OF_USER, MANAGED]), stranger("Helm"));
        assert_eq!(judge(&[DNS], &[]), other("dns"));
    }
}
