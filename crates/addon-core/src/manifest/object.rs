//! An object of a manifest: its identity, its text and what Argo makes of that text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::labels::{self, Edit};
use super::tags::Tag;
use crate::source::{Source, Span};

/// What identifies an object in a cluster, as written in its manifest and with parameters filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Identity {
    /// `apiVersion`.
    pub api_version: String,
    /// `kind`.
    pub kind: String,
    /// `metadata.namespace`, if there is one.
    pub namespace: Option<String>,
    /// `metadata.name`.
    pub name: String,
}

impl Identity {
    /// The API group; empty for the core group.
    pub fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// `Deployment.apps/NAME`, as kubectl would name it.
    pub fn describe(&self) -> String {
        let namespace =
            self.namespace.as_ref().map(|namespace| format!("{namespace}/")).unwrap_or_default();
        match self.group() {
            "" => format!("{} {namespace}{}", self.kind, self.name),
            group => format!("{}.{group} {namespace}{}", self.kind, self.name),
        }
    }

    /// Whether it is of this kind and group.
    pub fn is(&self, group: &str, kind: &str) -> bool {
        self.kind == kind && self.group() == group
    }
}

/// The kind that a CRD defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defined {
    /// Its API group.
    pub group: String,
    /// Its kind.
    pub kind: String,
    /// Whether its objects live in namespaces.
    pub namespaced: bool,
}

/// An object, ready to be embedded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Where the user wrote it.
    pub span: Span,
    /// Its identity with every known parameter filled in.
    pub identity: Identity,
    /// Its identity as written, `{{ }}` tags included.
    pub written: Identity,
    /// What it defines, if it is a CRD.
    pub defines: Option<Defined>,
    /// The tags of its text.
    pub tags: Vec<Tag>,
    /// The text, where it is not simply what stands at `span`.
    pub(crate) rewritten: Option<String>,
    /// The labels to put in.
    pub(crate) edits: Vec<Edit>,
}

impl Object {
    /// The text before labels are put in.
    pub(crate) fn bare_text(&self) -> &str {
        self.rewritten.as_deref().unwrap_or_else(|| self.span.text())
    }

    /// The text that is embedded.
    pub fn text(&self) -> Cow<'_, str> {
        labels::apply(self.bare_text(), &self.edits)
    }

    /// The pieces of the text that is embedded, nothing copied.
    pub fn pieces(&self) -> impl Iterator<Item = &str> {
        labels::pieces(self.bare_text(), &self.edits)
    }

    /// How long the embedded text is, in bytes.
    pub fn size(&self) -> usize {
        self.pieces().map(str::len).sum()
    }

    /// The first tag that Argo has to see.
    pub fn for_argo(&self) -> Option<&Tag> {
        self.tags.iter().find(|tag| tag.needs_argo())
    }

    /// The first tag that Argo must not see.
    pub fn against_argo(&self) -> Option<&Tag> {
        self.tags.iter().find(|tag| matches!(tag.fate, super::tags::Fate::Spoiled(_)))
    }

    /// The place of a tag, or of the whole object where its text is not the user's own.
    pub fn place(&self, range: &Range<usize>) -> Span {
        if self.rewritten.is_some() {
            return self.span.clone();
        }
        let start = self.span.range.start;
        Span::new(&self.span.source, start + range.start..start + range.end)
    }

    /// The text that it comes from.
    pub fn source(&self) -> &Arc<Source> {
        &self.span.source
    }
}
