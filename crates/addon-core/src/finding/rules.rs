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

impl Rule {
    /// Whether it is about an object that is applied, and not about Argo's tags in its text.
    pub(crate) fn is_about_objects(&self) -> bool {
        const OTHERS: [&Rule; 10] = [
            &OBJECT_NAME,
            &OBJECT_TOO_LARGE,
            &SERVICE_DIGIT,
            &SERVER_FIELD,
            &RESOURCE_VERSION,
            &DATA_BASE64,
            &CRD_SPEC,
            &KEY_DUPLICATE,
            &KEY_READ,
            &LABEL,
        ];
        self.id.starts_with("manifest-") || OTHERS.contains(&self)
    }
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
    BASE_FILE = "base-file", Error, "the file is a project, or an Addon to start from";
    IGNORE = "ignore", Warning, "a comment that switches off a rule which does not exist seems to work and does not";
    PROJECT = "project", Error, "a project file says what addons are and what they are made of; `addonctl schema` prints its keys";
    WORKFLOW_TEMPLATE = "workflow-template", Error, "a Workflow template is filled in with the steps of a stage, and has to hold all of them";
    OWN_WORKFLOW = "own-workflow", Error, "a Workflow of your own takes a stage's place, and has to be one that the controller takes";
    EMPTY_ADDON = "empty-addon", Warning, "an Addon without any stage succeeds at once and installs nothing";

    ADDON_API_VERSION = "addon-api-version", Error, "the API server knows Addons of addonmgr.keikoproj.io/v1alpha1 alone";
    ADDON_NAMESPACE = "addon-namespace", Warning, "the controller sees Addons in the namespace addon-manager-system only";
    DEPENDENCY_STAR = "dependency-star", Warning, "`*` stands for versions that are semver and no pre-release; others are never found";
    DEPENDENCY_VERSION = "dependency-version", Error, "the controller waits for a version that fits, for ever";
    DEPENDENCY_CYCLE = "dependency-cycle", Error, "addons that depend on each other are never installed";
    DEPENDENCY_ELSEWHERE = "dependency-missing", Note, "a dependency that is not among the given Addons has to come from elsewhere, or the addon waits for ever";
    PACKAGE_DUPLICATE = "package-duplicate", Error, "the controller refuses two Addons of one package and version, both of them";
    ADDON_DUPLICATE = "addon-duplicate", Error, "of two Addons with one name, the second overwrites the first";
    OBJECT_OF_TWO = "object-of-two", Warning, "of two Addons that apply one object, the one that is deleted first takes it from the other";

    // Fields and their types.
    ADDON_INCOMPLETE = "addon-incomplete", Error, "the API server refuses an Addon without a name, and the controller does nothing with one without a spec";
    ADDON_SYNTAX = "addon-syntax", Error, "what is not YAML or JSON cannot be applied";
    FIELD_UNKNOWN = "unknown-field", Warning, "fields that the schema does not have are dropped without a word: from the Addon by the API server, from its Workflows by the controller";
    STEP_FIELD = "unknown-step-field", Error, "Argo's types drop unknown fields everywhere but in steps, where they refuse the Workflow";
    FIELD_TYPE = "field-type", Error, "the API server, or for a Workflow the controller, refuses a value of another type";
    FIELD_MISSING = "field-missing", Error, "the API server refuses an Addon without this field";
    FIELD_LENGTH = "field-length", Error, "the API server refuses what is longer or shorter than the CRD allows";

    // The Workflow of a stage.
    TEMPLATE_SYNTAX = "template-syntax", Error, "the controller cannot read the template, and says so in the reason of `Validation Failed`";
    TEMPLATE_KIND = "template-kind", Error, "the controller takes `kind: Workflow` of `argoproj.io/v1alpha1` and nothing else";
    TEMPLATE_SPEC = "template-spec", Error, "a Workflow without a spec has nothing to run";
    TEMPLATE_DOCUMENTS = "template-documents", Error, "the controller reads the first document of a template and drops the others";
    ARGUMENT_INTEGER = "argument-integer", Error, "an integer under spec.arguments makes the controller panic: the Addon stays Pending for ever, without a reason";
    ARGUMENT_NAME = "argument-name", Error, "a parameter without a name makes the controller panic: the Addon stays Pending for ever, without a reason";
    GENERATE_NAME = "generate-name", Error, "the controller keeps generateName beside the name that it gives, and the API server checks its form";
    ENTRYPOINT = "entrypoint", Error, "Argo begins at the template that the entrypoint names, and refuses a Workflow without it";
    TEMPLATE_TYPE = "template-type", Error, "Argo wants exactly one of container, script, resource, steps, dag, suspend, containerSet, data, http and plugin";
    TEMPLATE_NAME = "template-name", Error, "Argo wants a name of its own for every template, step and task, of letters, digits and dashes";
    STEP_REFERENCE = "step-reference", Error, "Argo refuses a step whose template it cannot find";
    TASK_CYCLE = "task-cycle", Error, "Argo refuses a DAG whose tasks wait for each other";
    INPUT_MISSING = "input-missing", Error, "Argo refuses a step that does not give what its template asks for, and a Workflow whose parameters have no value";
    IMAGE = "image", Error, "Argo refuses a container without an image";
    IMAGE_COMMAND = "image-command", Warning, "without a command, Argo asks the registry for the image's own, which fails for private and mirrored images";
    IMAGE_GONE = "image-gone", Warning, "the image is no longer published, or so old that it does not fit clusters of today";
    TEMPLATE_DEADLINE = "template-deadline", Error, "Argo takes activeDeadlineSeconds on the workflow and on leaf templates only";
    DEADLINE_DEFAULT = "deadline-default", Warning, "where nothing is said, the controller ends the Workflow after 300 seconds";
    DEADLINE_TTL = "deadline-ttl", Warning, "the controller gives an addon up one hour after its start, whatever its Workflows are at";
    SERVICE_ACCOUNT = "service-account", Warning, "without a service account the pods run as `default`, which may do nothing on most clusters";
    TAG_UNRESOLVED = "tag-unresolved", Error, "Argo refuses a Workflow with a reference that it cannot resolve";
    TAG_UNCLOSED = "tag-unclosed", Warning, "Argo looks for the `}}` in all of the template that follows, and takes what is between for one tag";
    SAME_GROUP_OUTPUT = "same-group-output", Error, "steps of one group run side by side, so that none has the output of another";
    DELETE_ALL = "delete-all", Warning, "`kubectl delete all --all` takes along what others have in the namespace, and leaves what `all` does not mean: `ConfigMaps`, Secrets, roles, custom resources";
    RESOURCE_ACTION = "resource-action", Error, "Argo knows the actions get, create, apply, delete, replace and patch";
    RESOURCE_DOCUMENTS = "resource-documents", Error, "Argo applies all documents of a resource template, then stumbles over kubectl's answer and fails the step";
    RESOURCE_OWNER = "resource-owner", Warning, "an object owned by the Workflow is deleted with it, three days after it ended";
    ARGUMENT_ARTIFACT = "argument-artifact", Warning, "the controller rewrites manifests in the arguments of steps: it sets its labels over their own";
    ARGUMENT_ARTIFACT_BROKEN = "argument-artifact-broken", Error, "the controller rewrites manifests in the arguments of steps, and loses or changes what its YAML reader takes for something else";
    VALIDATE_NOT_RUN = "validate-not-run", Note, "the controller checks the form of the validate stage and never runs it";

    // Parameters.
    PARAM_NAME = "param-name", Error, "Argo takes parameter names of `A-Za-z0-9_-` only";
    PARAM_RESERVED = "param-reserved", Error, "the controller adds a parameter of this name itself, and Argo refuses a Workflow with two";
    PARAM_DUPLICATE = "param-duplicate", Error, "of two values for one parameter, one would be lost";
    PARAM_VALUE = "param-value", Error, "parameters are strings; a value that has no one spelling as text is not guessed at";
    PARAM_SYNTAX = "param-syntax", Error, "a parameter is given as KEY=VALUE, or in a file as a map";
    PARAM_UNKNOWN = "param-unknown", Error, "Argo refuses a Workflow with a reference to a parameter that nothing supplies";
    PARAM_UNUSED = "param-unused", Warning, "no manifest or script uses the parameter";

    // Inputs.
    INPUT_READ = "input-read", Error, "nothing is made of a part of what was given";
    INPUT_EMPTY = "input-empty", Error, "an input that gives no object is most often a wrong path, and an empty apply fails";
    INPUT_SKIPPED = "input-skipped", Note, "only .yaml, .yml, .json, .py and .sh files are taken from a folder";
    INPUT_LINK = "input-link", Error, "a folder may come from anybody, and its links lead to any file of this machine";
    INPUT_KUSTOMIZATION = "input-kustomization", Error, "a kustomization is built, not applied";

    // Manifests.
    PACKED = "packed", Error, "what cannot be unpacked here cannot be unpacked in the pod";
    MANIFEST_SYNTAX = "manifest-syntax", Error, "kubectl cannot read what is not YAML or JSON";
    MANIFEST_NOT_OBJECT = "manifest-not-object", Error, "kubectl applies objects, and an object is a map";
    MANIFEST_API_VERSION = "manifest-api-version", Error, "kubectl refuses an object without apiVersion";
    MANIFEST_KIND = "manifest-kind", Error, "kubectl refuses an object without kind";
    MANIFEST_NAME = "manifest-name", Error, "kubectl apply needs a name to find the object by";
    MANIFEST_GENERATE_NAME = "manifest-generate-name", Error, "kubectl apply cannot be used with generateName: every run would make another object";
    MANIFEST_NOT_STRING = "manifest-not-string", Error, "the API server wants a string here and refuses anything else";
    MANIFEST_DUPLICATE = "manifest-duplicate", Error, "of two objects of one kind, namespace and name in a stage, the second apply overwrites the first";
    OBJECT_NAME = "object-name", Error, "the API server refuses names that break the rules of their kind";
    OBJECT_TOO_LARGE = "object-too-large", Error, "the API server and etcd refuse objects, data and annotations beyond their limits";
    SERVICE_DIGIT = "service-digit", Warning, "older clusters refuse a Service whose name does not begin with a letter";
    SERVER_FIELD = "server-field", Error, "server-side apply refuses managedFields, and a uid that is not the object's own";
    RESOURCE_VERSION = "resource-version", Warning, "the API server refuses to change an object that no longer has the version that the manifest names";
    DATA_BASE64 = "data-base64", Error, "the API server decodes this data, and refuses the object where it cannot";
    CRD_SPEC = "crd-spec", Error, "the API server refuses a CRD without a spec, or whose name is not its plural and group";
    API_REMOVED = "api-removed", Warning, "an object of an API that the cluster does not serve is refused";
    MANIFEST_DUPLICATE_KEY = "manifest-duplicate-key", Error, "kubectl takes the last of two equal keys; here that means that a document lacks its `---` line";
    KEY_DUPLICATE = "key-duplicate", Warning, "kubectl takes the last of two equal keys in a map and drops the other without a word";
    KEY_READ = "key-read", Warning, "a bare key that YAML takes for a bool or a number becomes the text of that value";
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
    OBJECT_TAKEN = "object-taken", Error, "the addon would overwrite what somebody else relies on, and its deletion would take it away";
    OBJECT_SHARED = "object-shared", Note, "what exists already is changed by the addon, and is not its alone";
    NOT_VISIBLE = "not-visible", Note, "the check was left out, because you may not look";

    // The built Addon, read back.
    SELF_CHECK = "self-check", Error, "what the controller would submit must hold the very manifests that went in; this is a bug in addonctl";
}
