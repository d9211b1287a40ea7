//! Labels put into a manifest's text: only the lines that are needed, everything else stays as it stands.

use std::borrow::Cow;
use std::ops::Range;

use indexmap::IndexMap;

use super::scanned::{Map, Node, Scalar, Scanned};
use crate::yaml::scalar;

choices! {
    /// What happens to labels that an object has already.
    #[derive(Default)]
    pub enum Policy {
        #[default]
        Add = "add", "Add labels that are missing";
        Overwrite = "overwrite", "Replace labels that exist";
        None = "none", "Do not touch labels";
    }
}

/// The labels that objects get, and how.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    /// Keys and values.
    pub labels: IndexMap<String, String>,
    /// What happens to labels that an object has already.
    pub policy: Policy,
}

/// A change of a text: `text` in the place of `range`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) range: Range<usize>,
    pub(crate) text: String,
}

impl Edit {
    /// The same edit of a text that starts `offset` bytes later.
    pub(crate) fn moved_back(self, offset: usize) -> Self {
        Self { range: self.range.start - offset..self.range.end - offset, text: self.text }
    }
}

/// The labels cannot be put in by inserting text; the document has to be written anew.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unsafe;

/// The edits that give a scanned document its labels, in the order of their places.
pub(crate) fn edits(text: &str, found: &Scanned, wanted: &Labels) -> Result<Vec<Edit>, Unsafe> {
    let Some(Node::Map(metadata)) = &found.metadata else { return Ok(Vec::new()) };
    if wanted.policy == Policy::None || wanted.labels.is_empty() {
        return Ok(Vec::new());
    }
    let shared = |map: &Map| found.is_shared(map);
    let wanted = &Wanted::of(wanted, inherited(found)?);
    match &found.labels {
        Some(Node::Map(labels)) => {
            let merged = labels.entries.iter().any(|(key, _)| key == "<<");
            if shared(labels) || shared(metadata) || merged {
                Err(Unsafe)
            } else {
                change(text, labels, wanted)
            }
        }
        Some(Node::Scalar(null))
            if null.plain && matches!(null.value.as_str(), "" | "~" | "null") =>
        {
            fill(text, null.range.clone(), found.labels_key_end, &wanted.labels)
        }
        // An alias is shared with another place.
        Some(Node::Other(_)) if !found.aliases.is_empty() => Err(Unsafe),
        // Anything else is for the API server to refuse.
        Some(_) => Ok(Vec::new()),
        // Metadata that is shared, or that may get labels through a merge key.
        None if shared(metadata) || found.merged => Err(Unsafe),
        None => introduce(text, metadata, &wanted.labels),
    }
}

/// A label's value and how it is written.
#[derive(Clone)]
struct Written {
    value: String,
    /// It may stand without quotes.
    bare: bool,
}

impl Written {
    /// The value as YAML; in flow maps always quoted, because they may be JSON.
    fn text(&self, flow: bool) -> String {
        if self.bare && !flow {
            return self.value.clone();
        }
        // JSON's strings are YAML's too.
        serde_json::Value::from(self.value.as_str()).to_string()
    }
}

type Entries = IndexMap<String, Written>;

/// The labels that one object gets, and how.
struct Wanted {
    labels: Entries,
    policy: Policy,
}

impl Wanted {
    /// The addon's labels beside those that the object inherits, as its own.
    fn of(addon: &Labels, mut labels: Entries) -> Self {
        for (key, value) in &addon.labels {
            let written = Written { value: value.clone(), bare: scalar::is_string(value) };
            if addon.policy == Policy::Overwrite || !labels.contains_key(key) {
                labels.insert(key.clone(), written);
            }
        }
        Self { labels, policy: addon.policy }
    }
}

/// The labels that the API server would give an object: a Job without any gets those of its pods, one with any does not.
/// Source: `SetDefaults_Job` and `SetDefaults_ReplicationController` of Kubernetes 1.37.
fn inherited(found: &Scanned) -> Result<Entries, Unsafe> {
    let is =
        |node: &Option<Node>, text: &str| matches!(node, Some(Node::Scalar(s)) if s.value == text);
    let job = is(&found.api_version, "batch/v1") && is(&found.kind, "Job");
    let controller = is(&found.api_version, "v1") && is(&found.kind, "ReplicationController");
    let own = match &found.labels {
        Some(Node::Map(map)) => !map.entries.is_empty(),
        Some(Node::Other(_)) => true,
        Some(Node::Scalar(_)) | None => false,
    };
    if own || !(job || controller) {
        return Ok(Entries::new());
    }
    match &found.template_labels {
        Some(Node::Map(map)) => map.entries.iter().map(pod_label).collect(),
        Some(Node::Other(_)) => Err(Unsafe),
        Some(Node::Scalar(_)) | None => Ok(Entries::new()),
    }
}

/// A label of a pod template; none where it comes from elsewhere in the text.
fn pod_label((key, value): &(String, Option<Scalar>)) -> Result<(String, Written), Unsafe> {
    let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b));
    let value = value.as_ref().filter(|_| plain).ok_or(Unsafe)?.value.clone();
    // Quoted, because a parameter in it may turn out to be a number.
    Ok((key.clone(), Written { value, bare: false }))
}

/// Labels into a map that has some.
fn change(text: &str, labels: &Map, wanted: &Wanted) -> Result<Vec<Edit>, Unsafe> {
    let own = |key: &str| labels.entries.iter().find(|(own, _)| own == key);
    let absent: Entries = wanted
        .labels
        .iter()
        .filter(|(key, _)| own(key).is_none())
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    let mut edits = insert(text, labels, &absent, "")?;
    if wanted.policy == Policy::Overwrite {
        for (key, value) in &wanted.labels {
            match own(key) {
                None => {}
                Some((_, Some(scalar)))
                    if !scalar.range.is_empty() && !text[scalar.range.clone()].contains('\n') =>
                {
                    edits.push(Edit { range: scalar.range.clone(), text: value.text(labels.flow) });
                }
                Some(_) => return Err(Unsafe),
            }
        }
    }
    edits.sort_by_key(|edit| edit.range.start);
    Ok(edits)
}

/// A `labels` map into metadata that has none.
fn introduce(text: &str, metadata: &Map, labels: &Entries) -> Result<Vec<Edit>, Unsafe> {
    insert(text, metadata, labels, "labels")
}

/// Entries in front of a map's first one; with `under`, as one entry of that name.
fn insert(text: &str, map: &Map, labels: &Entries, under: &str) -> Result<Vec<Edit>, Unsafe> {
    if labels.is_empty() {
        return Ok(Vec::new());
    }
    let at = map.range.start;
    if map.flow {
        let inside = flow_entries(labels);
        let entry = if under.is_empty() { inside } else { format!("\"{under}\": {{{inside}}}") };
        let separator = if text[at + 1..map.range.end - 1].trim().is_empty() { "" } else { ", " };
        return Ok(vec![Edit { range: at + 1..at + 1, text: entry + separator }]);
    }
    let indent = indent(text, at).ok_or(Unsafe)?;
    let pad = " ".repeat(indent);
    let mut lines = String::new();
    if !under.is_empty() {
        lines = format!("{under}:\n{pad}  ");
    }
    let deeper = if under.is_empty() { pad.clone() } else { format!("{pad}  ") };
    let entries: Vec<_> =
        labels.iter().map(|(key, value)| format!("{key}: {}\n", value.text(false))).collect();
    lines += &entries.join(&deeper);
    Ok(vec![Edit { range: at..at, text: lines + &pad }])
}

/// Labels in the place of a null.
fn fill(
    text: &str,
    null: Range<usize>,
    key_end: usize,
    labels: &Entries,
) -> Result<Vec<Edit>, Unsafe> {
    let map = format!("{{{}}}", flow_entries(labels));
    if !null.is_empty() {
        return Ok(vec![Edit { range: null, text: map }]);
    }
    let rest = &text[key_end..];
    let colon = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if !rest[colon..].starts_with(':') {
        return Err(Unsafe);
    }
    let at = key_end + colon + 1;
    Ok(vec![Edit { range: at..at, text: format!(" {map}") }])
}

/// The column of a block map's first key, if it starts its line and is an ordinary key.
fn indent(text: &str, at: usize) -> Option<usize> {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
    let ordinary =
        text[at..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '"' || c == '\'');
    (ordinary && line.bytes().all(|byte| byte == b' ')).then_some(line.len())
}

fn flow_entries(labels: &Entries) -> String {
    let entries: Vec<_> =
        labels.iter().map(|(key, value)| format!("\"{key}\": {}", value.text(true))).collect();
    entries.join(", ")
}

/// The text with the edits made.
pub(crate) fn apply<'a>(text: &'a str, edits: &[Edit]) -> Cow<'a, str> {
    if edits.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(pieces(text, edits).collect())
}

/// The pieces of the edited text, nothing copied.
pub(crate) fn pieces<'a>(text: &'a str, edits: &'a [Edit]) -> impl Iterator<Item = &'a str> {
    let starts = std::iter::once(0).chain(edits.iter().map(|edit| edit.range.end));
    let ends = edits.iter().map(|edit| edit.range.start).chain(std::iter::once(text.len()));
    let inserted = edits.iter().map(|edit| edit.text.as_str()).chain(std::iter::once(""));
    starts.zip(ends).zip(inserted).flat_map(|((start, end), new)| [&text[start..end], new])
}
