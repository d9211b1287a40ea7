//! What a manual page says beside the flags: environment, files, exit codes.

/// Commands that a fact is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum About {
    /// All of them.
    Every,
    /// Those that talk to a cluster.
    Cluster,
    /// These.
    These(&'static [&'static str]),
}

/// A fact: what it is about, its name, and a sentence.
pub(super) type Fact = (About, &'static str, &'static str);

/// The variables that addonctl reads.
pub(super) const ENVIRONMENT: [Fact; 11] = [
    (
        About::Cluster,
        "KUBECONFIG",
        "Kubeconfig files, separated by colons, which are merged as kubectl merges them. --kubeconfig wins over it.",
    ),
    (
        About::Cluster,
        "HTTPS_PROXY, https_proxy",
        "Proxy on the way to the cluster, unless the kubeconfig names one in proxy-url.",
    ),
    (
        About::Cluster,
        "NO_PROXY, no_proxy",
        "Hosts, domains, addresses and networks that are reached without a proxy, separated by commas.",
    ),
    (
        About::Cluster,
        "KUBERNETES_SERVICE_HOST, KUBERNETES_SERVICE_PORT",
        "In a pod: the cluster that addonctl runs in, which is used if there is no kubeconfig.",
    ),
    (
        About::These(&["diff"]),
        "KUBECTL_EXTERNAL_DIFF",
        "Program that compares two folders, with its arguments, as for kubectl diff. --external-diff wins over it.",
    ),
    (
        About::These(&["diff", "unpack"]),
        "TMPDIR",
        "Folder for temporary files; /tmp if it is not set.",
    ),
    (
        About::Every,
        "NO_COLOR",
        "If it is set and not empty: no colours, unless --color asks for them.",
    ),
    (
        About::Every,
        "CLICOLOR_FORCE",
        "If it is set and not 0: colours, even if the output is no terminal. NO_COLOR wins over it.",
    ),
    (About::Every, "CLICOLOR", "If it is 0: no colours."),
    (About::Every, "TERM", "If it is dumb: no colours and no progress that is drawn anew."),
    (About::Every, "COLUMNS", "Width of the help, where the terminal does not tell it."),
];

/// The files that addonctl reads and writes without being told their names.
pub(super) const FILES: [Fact; 2] = [
    (
        About::These(&["create", "apply", "diff", "lint", "init", "unpack"]),
        "addonctl.yaml",
        "The project of a folder: what a create needs, for one addon or several. create, apply, diff and lint find it where they run.",
    ),
    (
        About::Cluster,
        "~/.kube/config",
        "The kubeconfig, if neither --kubeconfig nor KUBECONFIG names another.",
    ),
];

/// The exit codes.
pub(super) const EXIT: [(&str, &str); 6] = [
    ("0", "Everything is done."),
    (
        "1",
        "It failed: an output could not be written, the API server refused something, or something is missing.",
    ),
    ("2", "A flag or an input is wrong; nothing was made and nothing was sent."),
    ("3", "The addon failed: the cluster did what it was asked to do, and it did not work."),
    ("4", "The time for waiting is over; the work goes on in the cluster."),
    ("130", "Interrupted with Ctrl-C; what has begun goes on in the cluster."),
];
