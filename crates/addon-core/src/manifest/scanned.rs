//! What a scan learns of a document: the few nodes that addonctl has to know, as byte ranges of the text.

use std::ops::Range;

use super::facts::Facts;
use crate::yaml::kubectl::{OddKey, Problem};

/// A scalar that matters: what it says and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scalar {
    /// Its value after YAML's escapes.
    pub(crate) value: String,
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// Unquoted, and without a tag: its type is guessed from its looks.
    pub(crate) plain: bool,
}

/// A node that matters: a scalar, a map whose inside is known, or something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// A scalar.
    Scalar(Scalar),
    /// A map.
    Map(Map),
    /// A list, a set, an alias: nothing that may stand there.
    Other(Range<usize>),
}

/// A map: where it is and what can be changed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Map {
    /// From the first key or the brace to the end.
    pub(crate) range: Range<usize>,
    /// `{a: b}` rather than lines.
    pub(crate) flow: bool,
    /// Its anchor; 0: none.
    pub(crate) anchor: usize,
    /// Its keys with the scalars they lead to (`None`: no scalar), for labels; for others empty.
    pub(crate) entries: Vec<(String, Option<Scalar>)>,
}

/// A value in a map of strings that may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bare {
    /// The map's path.
    pub(crate) map: &'static str,
    /// The value's key.
    pub(crate) key: String,
    /// The value.
    pub(crate) node: Node,
}

/// An element of `items` or of a list of objects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Its text.
    pub(crate) range: Range<usize>,
    /// The column of its first character, from 0: what its further lines are indented by.
    pub(crate) column: usize,
    /// `{a: b}` rather than lines.
    pub(crate) flow: bool,
    /// A map without anchor and tag: one that can be cut out.
    pub(crate) plain: bool,
}

/// What a document is as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Root {
    /// Nothing, or comments.
    #[default]
    Empty,
    /// A map: an object, or a List of them.
    Map,
    /// A list.
    List,
    /// Anything else.
    Scalar,
}

/// What the pass learns of one document. Ranges are byte offsets into the text that was scanned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Scanned {
    /// The document's text, without its `---` line.
    pub(crate) range: Range<usize>,
    /// The `%` lines before it.
    pub(crate) directives: Range<usize>,
    /// Whether it ends by `...`.
    pub(super) closed: bool,
    /// Its kind of node.
    pub(crate) root: Root,
    /// Where its content starts.
    pub(crate) start: usize,
    /// `apiVersion`.
    pub(crate) api_version: Option<Node>,
    /// `kind`.
    pub(crate) kind: Option<Node>,
    /// `metadata`.
    pub(crate) metadata: Option<Node>,
    /// `metadata.name`.
    pub(crate) name: Option<Node>,
    /// `metadata.generateName`.
    pub(crate) generate_name: Option<Node>,
    /// `metadata.namespace`.
    pub(crate) namespace: Option<Node>,
    /// `metadata.labels`.
    pub(crate) labels: Option<Node>,
    /// Where the key `labels` ends.
    pub(crate) labels_key_end: usize,
    /// `spec.template.metadata.labels`, for what makes pods.
    pub(crate) template_labels: Option<Node>,
    /// `spec.group`, for CRDs.
    pub(crate) spec_group: Option<Node>,
    /// `spec.scope`, for CRDs.
    pub(crate) spec_scope: Option<Node>,
    /// `spec.names.kind`, for CRDs.
    pub(crate) spec_kind: Option<Node>,
    /// The elements of `items` at the top, or of the list that the document is.
    pub(crate) items: Option<Vec<Item>>,
    /// What stands unquoted, or as no scalar at all, in a map whose values are strings.
    pub(crate) bare: Vec<Bare>,
    /// What is no string, by map and key, though it does not stand there bare: aliases, merged maps and tags bring it.
    pub(crate) not_strings: Vec<(&'static str, String)>,
    /// What else is known of it.
    pub(crate) facts: Facts,
    /// Why kubectl refuses the document, though it is YAML.
    pub(crate) problem: Option<Problem>,
    /// Keys that stand twice in a map, or are not what they look like.
    pub(crate) odd_keys: Vec<OddKey>,
    /// Keys that are maps or lists.
    pub(crate) nested_keys: Vec<Range<usize>>,
    /// Identity keys that stand twice: name and place of the second.
    pub(crate) duplicates: Vec<(&'static str, Range<usize>)>,
    /// Whether the document or its metadata has a merge key.
    pub(crate) merged: bool,
    /// The anchors that aliases refer to: what stands there has several places.
    pub(crate) aliases: Vec<usize>,
}

/// The maps that are looked into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    Root,
    Metadata,
    Labels,
    /// A map whose values are strings, by the path of its field.
    Strings(&'static str),
    Spec,
    Names,
    Template,
    TemplateMetadata,
    TemplateLabels,
}

impl Inside {
    /// The path of labels, for maps that are labels.
    pub(super) fn labels_path(self) -> &'static str {
        if self == Self::Labels { "metadata.labels" } else { "spec.template.metadata.labels" }
    }
}

/// The keys that matter inside a map: the name they are kept under, and the map to look into.
pub(super) fn known(inside: Inside, key: &str) -> Option<(&'static str, Option<Inside>)> {
    Some(match (inside, key) {
        (Inside::Root, "apiVersion") => ("apiVersion", None),
        (Inside::Root, "kind") => ("kind", None),
        (Inside::Root, "metadata") => ("metadata", Some(Inside::Metadata)),
        (Inside::Root, "spec") => ("spec", Some(Inside::Spec)),
        (Inside::Metadata, "name") => ("name", None),
        (Inside::Metadata, "generateName") => ("generateName", None),
        (Inside::Metadata, "namespace") => ("namespace", None),
        (Inside::Metadata, "labels") => ("labels", Some(Inside::Labels)),
        (Inside::Metadata, "annotations") => {
            ("annotations", Some(Inside::Strings("metadata.annotations")))
        }
        (Inside::Root, "data") => ("data", Some(Inside::Strings("data"))),
        (Inside::Root, "stringData") => ("stringData", Some(Inside::Strings("stringData"))),
        (Inside::Root, "binaryData") => ("binaryData", Some(Inside::Strings("binaryData"))),
        (Inside::Spec, "group") => ("group", None),
        (Inside::Spec, "scope") => ("scope", None),
        (Inside::Spec, "template") => ("template", Some(Inside::Template)),
        (Inside::Template, "metadata") => ("template.metadata", Some(Inside::TemplateMetadata)),
        (Inside::TemplateMetadata, "labels") => {
            ("template.metadata.labels", Some(Inside::TemplateLabels))
        }
        (Inside::Spec, "names") => ("names", Some(Inside::Names)),
        (Inside::Names, "kind") => ("names.kind", None),
        _ => return None,
    })
}

impl Scanned {
    /// Whether a map stands in several places.
    pub(crate) fn is_shared(&self, map: &Map) -> bool {
        map.anchor != 0 && self.aliases.contains(&map.anchor)
    }

    /// Whether aliases or merge keys stand where the object says what it is.
    pub(crate) fn identity_is_shared(&self) -> bool {
        let nodes = [&self.api_version, &self.kind, &self.metadata, &self.name, &self.namespace];
        let alias = |node: &&Option<Node>| matches!(node, Some(Node::Other(_)));
        self.merged || (!self.aliases.is_empty() && nodes.iter().any(alias))
    }

    /// Where a node is kept, by the name that [`known`] gives it.
    pub(super) fn slot(&mut self, name: &str) -> Option<&mut Option<Node>> {
        Some(match name {
            "apiVersion" => &mut self.api_version,
            "kind" => &mut self.kind,
            "metadata" => &mut self.metadata,
            "name" => &mut self.name,
            "generateName" => &mut self.generate_name,
            "namespace" => &mut self.namespace,
            "labels" => &mut self.labels,
            "template.metadata.labels" => &mut self.template_labels,
            "group" => &mut self.spec_group,
            "scope" => &mut self.spec_scope,
            "names.kind" => &mut self.spec_kind,
            _ => return None,
        })
    }
}
