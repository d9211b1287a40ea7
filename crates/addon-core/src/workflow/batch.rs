//! What fits together: documents divided over steps and artifacts, plain or packed, within Argo's limits.

use super::artifact::{Artifact, Packer, split_plain};
use super::order::{self, ApplyRank};
use super::pack::Strength;
use super::{Packing, Settings};
use crate::finding::Finding;
use crate::limits;
use crate::manifest::Object;

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
    /// What it waits for, and what waits for it.
    pub(crate) rank: ApplyRank,
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
            rank: order::rank(object),
            object: Some(object),
        }
    }

    pub(super) fn size(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum::<usize>() + SEPARATOR.len()
    }
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

    /// Whether nothing in another batch waits for anything in this one, nor the other way round.
    fn may_run_beside(&self, other: &Self) -> bool {
        let mut ranks = self.artifacts.iter().chain(&other.artifacts).map(|it| it.ranks);
        let first = ranks.next();
        first.is_none_or(|(low, high)| low == high && ranks.all(|it| it == (low, high)))
    }
}

pub(super) const SEPARATOR: &str = "---\n";

/// Divides groups of documents over groups of steps. No group shares a step with another one; the steps of a group may
/// run side by side.
pub(crate) fn divide(
    groups: &[Vec<Doc<'_>>],
    settings: &Settings,
) -> Result<Vec<Vec<Batch>>, Vec<Finding>> {
    let size = |group: &Vec<Doc<'_>>| group.iter().map(Doc::size).sum::<usize>();
    let readable =
        groups.iter().map(size).filter(|size| *size <= limits::PLAIN_STEP).sum::<usize>()
            <= limits::READABLE_WORKFLOW;
    let folds = settings.folds();
    let divided = |strength| -> Result<Vec<Vec<Batch>>, Vec<Finding>> {
        let batches = groups.iter().map(|group| {
            let pack_free = match settings.pack {
                Packing::Always => true,
                Packing::Never => false,
                Packing::Auto => !readable || size(group) > limits::PLAIN_STEP,
            };
            divide_group(group, pack_free, Packer { strength, folds }).map(side_by_side)
        });
        Ok(batches.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    };
    let fast = divided(Strength::Fast)?;
    if total(&fast) <= limits::READABLE_WORKFLOW { Ok(fast) } else { divided(Strength::Small) }
}

fn total(groups: &[Vec<Batch>]) -> usize {
    groups.iter().flatten().map(Batch::size).sum()
}

/// Batches that go one after the other, those together that need not.
fn side_by_side(batches: Vec<Batch>) -> Vec<Vec<Batch>> {
    let mut groups: Vec<Vec<Batch>> = Vec::new();
    for batch in batches {
        match groups.last_mut() {
            Some(group) if group.iter().all(|other| other.may_run_beside(&batch)) => {
                group.push(batch);
            }
            _ => groups.push(vec![batch]),
        }
    }
    groups
}

/// One group, in as few steps as the limits allow: what others wait for, then what is packed, then what Argo has
/// to see.
fn divide_group(
    group: &[Doc<'_>],
    pack_free: bool,
    method: Packer,
) -> Result<Vec<Batch>, Vec<Finding>> {
    let hidden =
        |doc: &&Doc<'_>| doc.sight == Sight::Hidden || (pack_free && doc.sight == Sight::Either);
    let (packed, plain): (Vec<_>, Vec<_>) = group.iter().partition(hidden);
    let (first, rest) = if packed.is_empty() {
        (plain, Vec::new())
    } else {
        plain.into_iter().partition(|doc| doc.rank == ApplyRank::First)
    };
    let mut artifacts = split_plain(&first)?;
    artifacts.extend(method.pack_all(&packed)?);
    artifacts.extend(split_plain(&rest)?);
    let mut steps: Vec<Batch> = Vec::new();
    for artifact in artifacts {
        match steps.last_mut() {
            Some(step) if step.size() + artifact.data.len() <= limits::PACKED_ARTIFACT => {
                step.artifacts.push(artifact);
            }
            _ => steps.push(Batch { artifacts: vec![artifact] }),
        }
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::super::artifact::Form;
    use super::*;

    fn batch(ranks: &[ApplyRank]) -> Batch {
        let doc = |rank: &ApplyRank| Doc {
            pieces: vec!["x\n"],
            sight: Sight::Either,
            rank: *rank,
            object: None,
        };
        let docs: Vec<_> = ranks.iter().map(doc).collect();
        let docs: Vec<_> = docs.iter().collect();
        Batch { artifacts: vec![Artifact::new(String::new(), Form::Plain, &docs)] }
    }

    #[test]
    fn only_what_waits_for_nothing_runs_side_by_side() {
        use ApplyRank::{First, Last, Middle};

        let sizes = |batches: Vec<Batch>| -> Vec<usize> {
            side_by_side(batches).iter().map(Vec::len).collect()
        };
        let all = |ranks: &[&[ApplyRank]]| ranks.iter().map(|ranks| batch(ranks)).collect();
        assert_eq!(sizes(all(&[&[Middle], &[Middle, Middle], &[Middle]])), [3]);
        assert_eq!(sizes(all(&[&[First], &[First]])), [2], "CRDs do not wait for each other");
        assert_eq!(sizes(all(&[&[First, Middle], &[Middle]])), [1, 1], "a Namespace is waited for");
        assert_eq!(sizes(all(&[&[Middle], &[Middle, Last]])), [1, 1], "a webhook comes last");
        assert_eq!(sizes(all(&[&[First], &[Middle], &[Middle], &[Last]])), [1, 2, 1]);
    }
}
