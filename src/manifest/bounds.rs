//! Where the documents of a text start and end.

use super::scanned::Scanned;

/// The next `---` line after an offset.
pub(super) fn next_document(text: &str, offset: usize) -> Option<usize> {
    let from = text.floor_char_boundary(offset);
    text[from..].match_indices("\n---").map(|(at, _)| from + at + 1).find(|at| {
        let rest = &text[at + 3..];
        rest.is_empty() || rest.starts_with([' ', '\t', '\n'])
    })
}

/// Gives the comments before the next document to the last one, unless that ended by `...`.
pub(super) fn extend_last(documents: &mut [Scanned], next: usize) {
    if let Some(last) = documents.last_mut().filter(|last| !last.closed) {
        last.range.end = next;
    }
}

/// Where a document's text starts: on the line after a bare `---`, else at what stands behind it.
pub(super) fn content_start(text: &str, marker_end: usize, explicit: bool) -> usize {
    let rest = &text[marker_end..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    // Without a `---`, leading blanks are the indent of the first line.
    match &rest[blanks..] {
        line if line.starts_with('\n') => marker_end + blanks + 1,
        _ if explicit => marker_end + blanks,
        _ => marker_end,
    }
}
