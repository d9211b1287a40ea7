//! What was seen of a cluster, before anything is made of it.

use indexmap::IndexMap;
use serde_json::Value;

/// What a look at something gave.
#[derive(Debug, Clone, PartialEq)]
pub enum Seen<T> {
    /// It is there.
    There(T),
    /// It is not.
    Missing,
    /// The user may not look.
    Hidden,
    /// Something else was in the way.
    Failed(String),
}

/// All that was seen.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The server's version, `v1.37.2`.
    pub server: String,
    /// The image with the kubectl that workflows run, where no flag says another.
    pub kubectl_image: String,
    /// The namespace of the Addons.
    pub namespace: String,
    /// That namespace itself.
    pub namespace_object: Seen<Value>,
    /// The CRD of the Addon.
    pub addon_crd: Seen<Value>,
    /// The CRD of Argo's Workflow.
    pub workflow_crd: Seen<Value>,
    /// The CRD that Argo's pods report their results in.
    pub result_crd: Seen<Value>,
    /// Deployments of the namespace.
    pub deployments: Seen<Vec<Value>>,
    /// Leases of the namespace.
    pub leases: Seen<Vec<Value>>,
    /// The metadata of the Addons, which says who wrote what and when.
    pub addons: Seen<Vec<Value>>,
    /// The metadata of the Workflows.
    pub workflows: Seen<Vec<Value>>,
    /// Config maps of the namespace.
    pub config_maps: Seen<Vec<Value>>,
    /// The account that workflows run as.
    pub account: Seen<Value>,
    /// What that account may do.
    pub account_rights: Account,
    /// What the user may do.
    pub own: Vec<Right>,
    /// When it was seen, in seconds since 1970.
    pub now: i64,
}

/// What the account of the workflows may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// All of it.
    Everything,
    /// Some of it.
    Some(Vec<Right>),
    /// The user may not ask.
    Hidden,
}

/// Something that somebody may do, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// `get`, `patch`, `*`.
    pub verb: &'static str,
    /// The API group; empty for Kubernetes' own first one.
    pub group: &'static str,
    /// The plural, with a subresource: `pods/log`.
    pub resource: &'static str,
    /// Whether it is in the namespace of the Addons; else it is in all.
    pub namespaced: bool,
    /// Whether nothing works without it.
    pub vital: bool,
    /// The verbs of addonctl that need it.
    pub needed_by: &'static [&'static str],
    /// Whether it is allowed.
    pub allowed: bool,
}

impl Right {
    const fn new(
        verb: &'static str,
        group: &'static str,
        resource: &'static str,
        needed_by: &'static [&'static str],
    ) -> Self {
        Self { verb, group, resource, namespaced: true, vital: false, needed_by, allowed: false }
    }

    const fn vital(mut self) -> Self {
        self.vital = true;
        self
    }

    const fn everywhere(mut self) -> Self {
        self.namespaced = false;
        self
    }

    /// `get and list pods, patch addons.addonmgr.keikoproj.io/status`.
    pub fn told_of<'a>(rights: impl IntoIterator<Item = &'a Self>) -> String {
        let mut verbs = IndexMap::<String, Vec<&str>>::new();
        for right in rights {
            verbs.entry(right.object()).or_default().push(right.verb);
        }
        let told = verbs.iter().map(|(object, verbs)| match verbs.as_slice() {
            [rest @ .., last] if !rest.is_empty() => {
                format!("{} and {last} {object}", rest.join(", "))
            }
            verbs => format!("{} {object}", verbs.join(", ")),
        });
        told.collect::<Vec<_>>().join("; ")
    }

    /// `addons.addonmgr.keikoproj.io/status`.
    fn object(&self) -> String {
        let (resource, sub) = match self.resource.split_once('/') {
            Some((resource, sub)) => (resource, format!("/{sub}")),
            None => (self.resource, String::new()),
        };
        let group = if self.group.is_empty() { String::new() } else { format!(".{}", self.group) };
        format!("{resource}{group}{sub}")
    }

    /// What the user of addonctl needs; none of it is known to be allowed yet.
    pub fn of_user() -> Vec<Self> {
        const LOOK: &[&str] = &["get", "status", "wait"];
        const ADDONS: &str = "addonmgr.keikoproj.io";
        vec![
            Self::new("get", ADDONS, "addons", LOOK).vital(),
            Self::new("list", ADDONS, "addons", LOOK).vital(),
            Self::new("watch", ADDONS, "addons", &["wait"]).vital(),
            Self::new("create", ADDONS, "addons", &["create", "apply"]),
            Self::new("patch", ADDONS, "addons", &["create", "apply", "diff"]),
            Self::new("delete", ADDONS, "addons", &["delete"]),
            Self::new("patch", ADDONS, "addons/status", &["retry"]),
            Self::new("list", "argoproj.io", "workflows", &["status", "tree"]),
            Self::new("watch", "argoproj.io", "workflows", &["wait"]),
            Self::new("create", "argoproj.io", "workflows", &["validate"]),
            Self::new("delete", "argoproj.io", "workflows", &["retry"]),
            Self::new("list", "", "pods", &["status", "logs"]),
            Self::new("get", "", "pods/log", &["status", "logs"]),
            Self::new("list", "", "events", &["status", "events"]),
        ]
    }

    /// What whoever installs an Addon Manager needs.
    pub fn of_installer() -> Vec<Self> {
        const NONE: &[&str] = &[];
        vec![
            Self::new("create", "", "namespaces", NONE).everywhere(),
            Self::new("create", "apiextensions.k8s.io", "customresourcedefinitions", NONE)
                .everywhere(),
            Self::new("create", "rbac.authorization.k8s.io", "clusterroles", NONE).everywhere(),
            Self::new("create", "rbac.authorization.k8s.io", "clusterrolebindings", NONE)
                .everywhere(),
            Self::new("create", "", "serviceaccounts", NONE),
            Self::new("create", "", "configmaps", NONE),
            Self::new("create", "apps", "deployments", NONE),
        ]
    }

    /// Everything, as the account of the workflows has it where nobody took anything away.
    pub fn everything() -> Self {
        Self::new("*", "*", "*", &[]).everywhere()
    }

    /// What the account of the workflows needs where it may not do everything.
    pub fn of_account() -> Vec<Self> {
        const NONE: &[&str] = &[];
        let patch = |group, resource| Self::new("patch", group, resource, NONE).everywhere();
        vec![
            // Argo's pods cannot say that they are done without these.
            Self::new("create", "argoproj.io", "workflowtaskresults", NONE).vital(),
            Self::new("patch", "argoproj.io", "workflowtaskresults", NONE).vital(),
            patch("", "namespaces"),
            patch("", "configmaps"),
            patch("", "secrets"),
            patch("", "services"),
            patch("", "serviceaccounts"),
            patch("apps", "deployments"),
            patch("rbac.authorization.k8s.io", "clusterroles"),
            patch("apiextensions.k8s.io", "customresourcedefinitions"),
        ]
    }
}
