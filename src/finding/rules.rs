//! Every rule: its id, how bad a breach is, and why the rule exists.

use super::Severity::{self, Error, Note, Warning};

/// A rule that inputs have to keep.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// What messages and `--ignore` lists call it.
    pub id: &'static str,
    /// How bad a breach is.
    pub severity: Severity,
    /// Why the rule exists: what the CRD, the controller, Argo or kubectl would do otherwise.
    pub why: &'static str,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $severity:ident, $why:literal;)*) => {
        $(#[doc = $why] pub static $name: Rule = Rule { id: $id, severity: $severity, why: $why };)*
        /// All rules, in the order of this file.
        pub fn all() -> Vec<&'static Rule> { vec![$(&$name),*] }
    };
}

rules! {
    // The Addon itself.
    ADDON_NAME = "addon-name", Error, "an Addon's name is a lower-case RFC 1123 subdomain and a label value";
    ADDON_NAME_LENGTH = "addon-name-length", Error, "the controller refuses names of more than 31 bytes, because workflow names are made of them";
    PKG_NAME = "pkg-name", Error, "other addons depend on this one by its package name";
    PKG_VERSION_LABEL = "pkg-version-label", Error, "the version becomes a label of the Workflow, and labels hold at most 63 of `A-Za-z0-9._-`, with a letter or digit at both ends";
    NAMESPACE_NAME = "namespace-name", Error, "a namespace's name is a lower-case RFC 1123 label of at most 63 characters";
    NAMESPACE_MISSING = "namespace-missing", Error, "the controller refuses an Addon without a target namespace";
    NAME_PREFIX = "name-prefix", Error, "the prefix becomes part of workflow names, and the CRD allows 10 characters";
    DEPENDENCY = "dependency", Error, "the controller resolves a dependency by package name and semver constraint";
    DEPENDENCY_SELF = "dependency-self", Error, "an addon that depends on itself is never installed";
    DEPENDENCY_DUPLICATE = "dependency-duplicate", Error, "pkgDeps is a map: of two entries for one package, one would be lost";
    SECRET_NAME = "secret-name", Error, "the controller looks the secret up by this name in the target namespace";
    SELECTOR = "selector", Error, "the selector is a Kubernetes label selector";
    LABEL = "label", Error, "the API server refuses labels and annotations that break its syntax";
    ARGUMENT = "argument", Error, "the value does not have the form that this flag takes";
    STAGE = "stage", Error, "an Addon has the stages prereqs, install, delete and validate";
    TOO_LARGE = "addon-too-large", Error, "etcd refuses requests of more than 1.5 MiB, and Argo copies a workflow's manifests into its status";
    BASE_FILE = "base-file", Error, "the file gives values for flags, or is an Addon to start from";
    EMPTY_ADDON = "empty-addon", Warning, "an Addon without any stage succeeds at once and installs nothing";

    // Parameters.
    PARAM_NAME = "param-name", Error, "Argo takes parameter names of `A-Za-z0-9_-` only";
    PARAM_RESERVED = "param-reserved", Error, "the controller adds a parameter of this name itself, and Argo refuses a Workflow with two";
    PARAM_DUPLICATE = "param-duplicate", Error, "of two values for one parameter, one would be lost";
    PARAM_VALUE = "param-value", Error, "parameters are strings; a value that has no one spelling as text is not guessed at";
    PARAM_SYNTAX = "param-syntax", Error, "a parameter is given as KEY=VALUE, or in a file as a map";
    PARAM_UNKNOWN = "param-unknown", Error, "Argo refuses a Workflow with a reference to a parameter that nothing supplies";
    PARAM_UNUSED = "param-unused", Warning, "no manifest or script uses the parameter";

    // Inputs.
    INPUT_READ = "input-read", Error, "the input cannot be read";
    INPUT_EMPTY = "input-empty", Error, "an input that gives no object is most often a wrong path, and an empty apply fails";
    INPUT_SKIPPED = "input-skipped", Note, "only .yaml, .yml, .json, .py and .sh files are taken from a folder";
    INPUT_KUSTOMIZATION = "input-kustomization", Error, "a kustomization is built, not applied";

    // Manifests.
    MANIFEST_SYNTAX = "manifest-syntax", Error, "kubectl cannot read what is not YAML or JSON";
    MANIFEST_NOT_OBJECT = "manifest-not-object", Error, "kubectl applies objects, and an object is a map";
    MANIFEST_API_VERSION = "manifest-api-version", Error, "kubectl refuses an object without apiVersion";
    MANIFEST_KIND = "manifest-kind", Error, "kubectl refuses an object without kind";
    MANIFEST_NAME = "manifest-name", Error, "kubectl apply needs a name to find the object by";
    MANIFEST_GENERATE_NAME = "manifest-generate-name", Error, "kubectl apply cannot be used with generateName: every run would make another object";
    MANIFEST_NOT_STRING = "manifest-not-string", Error, "the API server wants a string here and refuses anything else";
    MANIFEST_DUPLICATE = "manifest-duplicate", Error, "of two objects of one kind, namespace and name in a stage, the second apply overwrites the first";
    MANIFEST_DUPLICATE_KEY = "manifest-duplicate-key", Error, "kubectl takes the last of two equal keys; here that means that a document lacks its `---` line";
    MANIFEST_YAML_VERSION = "manifest-yaml-version", Error, "kubectl refuses `%YAML` directives other than 1.1";
    MANIFEST_REEMITTED = "manifest-reemitted", Note, "the text could not be kept as it stands, so it was written anew; what it means is unchanged";

    // Argo's tags.
    TAG_REFUSED = "tag-refused", Error, "Argo refuses the Workflow over this `{{ }}`";
    TAG_REPLACED = "tag-replaced", Error, "Argo would put a value of its own in the place of this `{{ }}`";
    TAG_MIXED = "tag-mixed", Error, "a document is either seen by Argo or hidden from it, not both";
    TAG_BREAKS_DOCUMENT = "tag-breaks-document", Error, "Argo puts a value into the text as it stands, so quotes and line breaks in it change the document";

    // Scripts.
    SCRIPT_NAME = "script-name", Error, "steps and outputs are named after their script, and a stage has one of each name";
    SCRIPT_ENVIRONMENT = "script-environment", Error, "scripts get every parameter as an environment variable";
    SCRIPT_BYTES = "script-bytes", Error, "a Workflow holds text, so a script has to be UTF-8";

    // What the cluster has to have.
    MISSING_NAMESPACE = "missing-namespace", Error, "objects without a namespace of their own go there, and the controller does not create it";
    MISSING_SERVICE_ACCOUNT = "missing-service-account", Error, "the API server refuses pods whose service account does not exist";
    MISSING_SECRET = "missing-secret", Error, "the controller looks for it after the prereqs stage, and fails the Addon for good where it is missing";
    MISSING_DEPENDENCY = "missing-dependency", Warning, "the controller installs an addon only after its dependencies";
    MISSING_UNLESS_MADE = "missing-unless-made", Warning, "what a script makes cannot be known before it runs";
    PACKAGE_TAKEN = "package-taken", Error, "the controller refuses two Addons of one package and version, both of them";
    NOT_VISIBLE = "not-visible", Note, "the check was left out, because you may not look";

    // The built Addon, read back.
    SELF_CHECK = "self-check", Error, "what the controller would submit must hold the very manifests that went in; this is a bug in addonctl";
}
