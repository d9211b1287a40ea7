//! Files of manifests: documents joined, plain or packed, each within the limit of a step.

use std::iter;

use super::batch::{Doc, SEPARATOR, Sight};
use super::order::ApplyRank;
use super::pack::{Packable, Strength};
use crate::finding::{Finding, rule};
use crate::limits;

/// A file packed fast that more effort can still bring under the limit, so that it need not be divided: two files
/// take more room than one, because what documents share is in both.
const WITHIN_REACH: usize = limits::PACKED_ARTIFACT / 4 * 5;

/// A file of manifests in a step.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Artifact {
    /// The manifests, in this form.
    pub(crate) data: String,
    /// Whether they are packed.
    pub(crate) form: Form,
    /// The first and the last rank of what is in it.
    pub(super) ranks: (ApplyRank, ApplyRank),
}

/// What has to be done with a file in the pod before kubectl can read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Nothing.
    Plain,
    /// base64 and xz come off.
    Packed,
    /// So they do, and then what is folded is unfolded.
    Folded,
}

impl Artifact {
    pub(super) fn new(data: String, form: Form, docs: &[&Doc<'_>]) -> Self {
        let ranks = || docs.iter().map(|doc| doc.rank);
        let middle = ApplyRank::Middle;
        let ranks = (ranks().min().unwrap_or(middle), ranks().max().unwrap_or(middle));
        Self { data, form, ranks }
    }
}

/// How documents are packed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packer {
    pub(super) strength: Strength,
    /// Whether the pods know how to unfold.
    pub(super) folds: bool,
}

impl Packer {
    /// Packed documents, divided until every file is small enough.
    pub(super) fn pack_all(self, docs: &[&Doc<'_>]) -> Result<Vec<Artifact>, Vec<Finding>> {
        if docs.is_empty() {
            return Ok(Vec::new());
        }
        let pieces = joined(docs).collect();
        let text = if self.folds { Packable::folded(pieces) } else { Packable::Plain(pieces) };
        let pack = |strength| {
            text.pack(strength)
                .map_err(|error| vec![Finding::new(&rule::SELF_CHECK, error.to_string())])
        };
        let mut data = pack(self.strength)?;
        let within_reach = docs.len() == 1 || data.len() <= WITHIN_REACH;
        if data.len() > limits::PACKED_ARTIFACT && within_reach && self.strength == Strength::Fast {
            data = pack(Strength::Small)?;
        }
        match (data.len() <= limits::PACKED_ARTIFACT, docs) {
            (true, _) => {
                let folded = matches!(text, Packable::Folded(_));
                let form = if folded { Form::Folded } else { Form::Packed };
                Ok(vec![Artifact::new(data, form, docs)])
            }
            (false, [only]) => Err(vec![too_large(only, data.len(), limits::PACKED_ARTIFACT)]),
            (false, _) => {
                let parts =
                    even_parts(docs, data.len().div_ceil(limits::PACKED_ARTIFACT).min(docs.len()));
                let packed: Result<Vec<_>, _> =
                    parts.iter().map(|part| self.pack_all(part)).collect();
                Ok(packed?.into_iter().flatten().collect())
            }
        }
    }
}

/// Plain documents, cut where a step would grow too large.
pub(super) fn split_plain(docs: &[&Doc<'_>]) -> Result<Vec<Artifact>, Vec<Finding>> {
    let mut steps: Vec<Vec<&Doc<'_>>> = Vec::new();
    let mut room = 0;
    let mut findings = Vec::new();
    for doc in docs {
        if doc.size() > limits::PLAIN_STEP {
            findings.push(too_large(doc, doc.size(), limits::PLAIN_STEP));
        }
        match steps.last_mut() {
            Some(step) if doc.size() <= room => step.push(doc),
            _ => {
                steps.push(vec![doc]);
                room = limits::PLAIN_STEP;
            }
        }
        room = room.saturating_sub(doc.size());
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(steps
        .into_iter()
        .map(|docs| Artifact::new(joined(&docs).collect(), Form::Plain, &docs))
        .collect())
}

/// Runs of documents of about the same size, none empty.
fn even_parts<'d, 'a>(docs: &[&'d Doc<'a>], parts: usize) -> Vec<Vec<&'d Doc<'a>>> {
    let total: usize = docs.iter().map(|doc| doc.size()).sum();
    let mut out: Vec<Vec<&Doc<'_>>> = vec![Vec::new()];
    let mut seen = 0;
    for doc in docs {
        let due = (seen * parts) / total.max(1);
        if due >= out.len() && out.last().is_some_and(|last| !last.is_empty()) {
            out.push(Vec::new());
        }
        if let Some(last) = out.last_mut() {
            last.push(doc);
        }
        seen += doc.size();
    }
    if out.len() == 1 && docs.len() > 1 {
        // One giant first or last: cut it off.
        let rest = out[0].split_off(docs.len() / 2);
        out.push(rest);
    }
    out
}

/// Documents as one text, in pieces, each from a line of its own and set off by `---`.
pub(crate) fn joined<'a>(docs: &'a [&'a Doc<'a>]) -> impl Iterator<Item = &'a str> + Clone {
    docs.iter().enumerate().flat_map(|(index, doc)| {
        let text = || doc.pieces.iter().copied().filter(|piece| !piece.is_empty());
        // A text that starts with a brace would make kubectl take the whole file for JSON, and a block literal
        // that starts with a blank would need its indent spelled out.
        let starts_plain =
            text().next().is_some_and(|piece| !piece.starts_with(['{', '[', ' ', '\t', '\n']));
        let before = if index > 0 || !starts_plain { SEPARATOR } else { "" };
        let after =
            if text().next_back().is_some_and(|piece| piece.ends_with('\n')) { "" } else { "\n" };
        iter::once(before).chain(text()).chain(iter::once(after))
    })
}

fn too_large(doc: &Doc<'_>, size: usize, limit: usize) -> Finding {
    let what =
        doc.object.map_or_else(|| "a document".to_owned(), |object| object.identity.describe());
    let (size, packed) = (size.div_ceil(1 << 10), limit == limits::PACKED_ARTIFACT);
    let even = if packed { " even when packed" } else { "" };
    let limit = limit >> 10;
    let message = format!("{what} takes {size} KiB{even}, and a step holds {limit} KiB");
    let finding = Finding::new(&rule::TOO_LARGE, message);
    let finding = match doc.object {
        Some(object) => finding.at(object.span.clone()),
        None => finding,
    };
    finding.help(match doc.sight {
        Sight::Shown => "take the parameters out of this document, so that it can be packed",
        _ if packed => "split the object, or keep its data out of the manifest",
        _ => "let it be packed: --pack auto",
    })
}
