//! What fits together: documents divided over steps and artifacts, plain or packed, within Argo's limits.

use std::iter;

use super::pack::{self, Strength};
use super::{Packing, Settings, order};
use crate::finding::{Finding, rule};
use crate::manifest::Object;

/// A step's plain manifests: Argo up to 3.5 hands them to the pod in an environment variable of at most 128 KiB.
const STEP_LIMIT: usize = 100 << 10;
/// A packed artifact: the same limit, less the rest of the template and one byte a line for its escape.
const PACKED_LIMIT: usize = 120 << 10;
/// A file packed fast that more effort can still bring under the limit, so that it need not be divided: two files
/// take more room than one, because what documents share is in both, and ten more seconds on the cluster.
const WITHIN_REACH: usize = PACKED_LIMIT / 4 * 5;
/// A workflow whose manifests stay readable: Argo copies them into its status.
const WORKFLOW_LIMIT: usize = 300 << 10;

/// Whether Argo may see a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// It may or may not.
    Either,
    /// It has to, to fill something in.
    Shown,
    /// It must not: it would spoil something.
    Hidden,
}

/// A document of a stage's manifests.
#[derive(Debug)]
pub(crate) struct Doc<'a> {
    /// Its text, in pieces.
    pub(crate) pieces: Vec<&'a str>,
    /// Whether Argo may see it.
    pub(crate) sight: Sight,
    /// Whether others wait for it: a Namespace or a CRD.
    pub(crate) first: bool,
    /// What messages call it.
    pub(crate) object: Option<&'a Object>,
}

impl<'a> Doc<'a> {
    /// The document of an object.
    pub(crate) fn of(object: &'a Object) -> Self {
        let sight = match (object.for_argo(), object.against_argo()) {
            (Some(_), _) => Sight::Shown,
            (None, Some(_)) => Sight::Hidden,
            (None, None) => Sight::Either,
        };
        Self {
            pieces: object.pieces().collect(),
            sight,
            first: order::is_first(object),
            object: Some(object),
        }
    }

    fn size(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum::<usize>() + SEPARATOR.len()
    }
}

/// A file of manifests in a step.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Artifact {
    /// The manifests, packed or not.
    pub(crate) data: String,
    /// Whether they are packed.
    pub(crate) packed: bool,
}

/// The files of one step.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    /// In the order that kubectl takes them.
    pub(crate) artifacts: Vec<Artifact>,
}

impl Batch {
    fn size(&self) -> usize {
        self.artifacts.iter().map(|artifact| artifact.data.len()).sum()
    }
}

const SEPARATOR: &str = "---\n";

/// Divides groups of documents over steps. No group shares a step with another one.
pub(crate) fn divide(
    groups: &[Vec<Doc<'_>>],
    settings: &Settings,
) -> Result<Vec<Batch>, Vec<Finding>> {
    let size = |group: &Vec<Doc<'_>>| group.iter().map(Doc::size).sum::<usize>();
    let readable =
        groups.iter().map(size).filter(|size| *size <= STEP_LIMIT).sum::<usize>() <= WORKFLOW_LIMIT;
    let divided = |strength| -> Result<Vec<Batch>, Vec<Finding>> {
        let batches = groups.iter().map(|group| {
            let pack_free = match settings.pack {
                Packing::Always => true,
                Packing::Never => false,
                Packing::Auto => !readable || size(group) > STEP_LIMIT,
            };
            divide_group(group, pack_free, strength)
        });
        Ok(batches.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    };
    let fast = divided(Strength::Fast)?;
    if total(&fast) <= WORKFLOW_LIMIT { Ok(fast) } else { divided(Strength::Small) }
}

fn total(batches: &[Batch]) -> usize {
    batches.iter().map(Batch::size).sum()
}

/// One group, in as few steps as the limits allow: what others wait for, then what is packed, then what Argo has
/// to see.
fn divide_group(
    group: &[Doc<'_>],
    pack_free: bool,
    strength: Strength,
) -> Result<Vec<Batch>, Vec<Finding>> {
    let hidden =
        |doc: &&Doc<'_>| doc.sight == Sight::Hidden || (pack_free && doc.sight == Sight::Either);
    let (packed, plain): (Vec<_>, Vec<_>) = group.iter().partition(hidden);
    let (first, rest) = if packed.is_empty() {
        (plain, Vec::new())
    } else {
        plain.into_iter().partition(|doc| doc.first)
    };
    let mut artifacts = split_plain(&first)?;
    artifacts.extend(pack_all(&packed, strength)?);
    artifacts.extend(split_plain(&rest)?);
    let mut steps: Vec<Batch> = Vec::new();
    for artifact in artifacts {
        match steps.last_mut() {
            Some(step) if step.size() + artifact.data.len() <= PACKED_LIMIT => {
                step.artifacts.push(artifact);
            }
            _ => steps.push(Batch { artifacts: vec![artifact] }),
        }
    }
    Ok(steps)
}

/// Plain documents, cut where a step would grow too large.
fn split_plain(docs: &[&Doc<'_>]) -> Result<Vec<Artifact>, Vec<Finding>> {
    let mut steps: Vec<Vec<&Doc<'_>>> = Vec::new();
    let mut room = 0;
    let mut findings = Vec::new();
    for doc in docs {
        if doc.size() > STEP_LIMIT {
            findings.push(too_large(doc, doc.size(), STEP_LIMIT));
        }
        match steps.last_mut() {
            Some(step) if doc.size() <= room => step.push(doc),
            _ => {
                steps.push(vec![doc]);
                room = STEP_LIMIT;
            }
        }
        room = room.saturating_sub(doc.size());
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    Ok(steps
        .into_iter()
        .map(|docs| Artifact { data: joined(&docs).collect(), packed: false })
        .collect())
}

/// Packed documents, divided until every file is small enough.
fn pack_all(docs: &[&Doc<'_>], strength: Strength) -> Result<Vec<Artifact>, Vec<Finding>> {
    if docs.is_empty() {
        return Ok(Vec::new());
    }
    let pack = |strength| {
        pack::pack(joined(docs), strength)
            .map_err(|error| vec![Finding::new(&rule::SELF_CHECK, error.to_string())])
    };
    let mut data = pack(strength)?;
    let alone = docs.len() == 1;
    if data.len() > PACKED_LIMIT
        && (alone || data.len() <= WITHIN_REACH)
        && strength == Strength::Fast
    {
        data = pack(Strength::Small)?;
    }
    match (data.len() <= PACKED_LIMIT, docs) {
        (true, _) => Ok(vec![Artifact { data, packed: true }]),
        (false, [only]) => Err(vec![too_large(only, data.len(), PACKED_LIMIT)]),
        (false, _) => {
            let parts = even_parts(docs, data.len().div_ceil(PACKED_LIMIT).min(docs.len()));
            let packed: Result<Vec<_>, _> =
                parts.iter().map(|part| pack_all(part, strength)).collect();
            Ok(packed?.into_iter().flatten().collect())
        }
    }
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
    let (size, packed) = (size.div_ceil(1 << 10), limit == PACKED_LIMIT);
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
