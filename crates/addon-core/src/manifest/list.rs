//! A List taken apart: its items cut out of the text as they stand, or written anew where that is not possible.

use serde_json::Value;

use super::scanned::{Item, Node, Scanned};
use crate::source::Span;
use crate::yaml;

/// An item of a List.
pub(super) struct Part {
    /// Where it stands.
    pub(super) span: Span,
    /// Its text.
    pub(super) text: String,
    /// Whether the text is the user's own, but for its indent.
    pub(super) kept: bool,
}

/// The items of a List. `masked` is the text that was scanned: as long as the source's, with tags hidden.
pub(super) fn parts(
    span: &Span,
    masked: &str,
    found: &Scanned,
    items: &[Item],
) -> Result<Vec<Part>, String> {
    let mut values = values(&masked[found.range.clone()])?;
    let completed = values.iter_mut().map(|value| complete(value, found)).collect::<Vec<_>>();
    let offset = span.range.start - found.range.start;
    let mut parts = Vec::with_capacity(items.len());
    for ((item, value), completed) in items.iter().zip(values).zip(completed) {
        let range = offset + item.range.start..offset + item.range.end;
        let item_span = Span::new(&span.source, range.clone());
        let cut = cut(&masked[item.range.clone()], item)
            .filter(|text| {
                !completed
                    && found.aliases.is_empty()
                    && item.plain
                    && yaml::read::value(text).is_ok_and(|cut| cut == value)
            })
            .and_then(|_| cut(&span.source.text[range], item));
        let part = match cut {
            Some(text) => Part { span: item_span, text, kept: true },
            None => Part { span: item_span, text: anew(&value)?, kept: false },
        };
        parts.push(part);
    }
    Ok(parts)
}

/// The values of the items, aliases and merge keys resolved.
fn values(document: &str) -> Result<Vec<Value>, String> {
    let mut value = yaml::read::value(document).map_err(|error| error.to_string())?;
    let items = match value.get_mut("items") {
        Some(items) => items.take(),
        None => value,
    };
    match items {
        Value::Array(items) => Ok(items),
        _ => Err("`items` is not a list".to_owned()),
    }
}

/// Gives an item the kind and version of its typed list, as kubectl does where it lacks one of them; whether it did.
fn complete(item: &mut Value, list: &Scanned) -> bool {
    let text = |node: &Option<Node>| match node {
        Some(Node::Scalar(scalar)) => scalar.value.clone(),
        _ => String::new(),
    };
    let (kind, version) = (text(&list.kind), text(&list.api_version));
    let Some(fields) = item.as_object_mut() else { return false };
    let lacks = |field: &str| fields.get(field).is_none_or(|value| value == "");
    let Some(kind) = kind.strip_suffix("List").filter(|kind| !kind.is_empty()) else {
        return false;
    };
    if !lacks("kind") && !lacks("apiVersion") {
        return false;
    }
    // They are looked for at the top first.
    fields.shift_insert(0, "kind".to_owned(), kind.into());
    fields.shift_insert(0, "apiVersion".to_owned(), version.into());
    true
}

fn anew(value: &Value) -> Result<String, String> {
    yaml::emit::to_yaml(value).map_err(|error| error.to_string())
}

/// The text of an item without the indent that the List gave it; nothing if a line has less indent than that.
fn cut(text: &str, item: &Item) -> Option<String> {
    if item.flow {
        return Some(format!("{text}\n"));
    }
    let text = whole_lines(text);
    let mut lines = text.split_inclusive('\n');
    let mut out = lines.next()?.to_owned();
    for line in lines {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let rest = &line[indent.min(item.column)..];
        if indent < item.column && !rest.trim_end().is_empty() && !rest.starts_with('#') {
            return None;
        }
        out.push_str(rest);
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    Some(out)
}

/// The text up to its last line end, if only the indent of the next item's `-` follows.
fn whole_lines(text: &str) -> &str {
    match text.rfind('\n') {
        Some(end) if text[end + 1..].trim().is_empty() => &text[..=end],
        _ => text,
    }
}
