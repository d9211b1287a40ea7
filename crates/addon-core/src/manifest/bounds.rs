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

/// Where a document's text starts: behind its `---`, or on the first line after it that is not blank.
pub(super) fn content_start(text: &str, marker_end: usize, explicit: bool) -> usize {
    let rest = &text[marker_end..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    if explicit && !rest[blanks..].starts_with('\n') {
        return marker_end + blanks;
    }
    // Leading blanks are the indent of the first line.
    let blank = rest.split_inclusive('\n').take_while(|line| line.trim().is_empty());
    marker_end + blank.map(str::len).sum::<usize>()
}
