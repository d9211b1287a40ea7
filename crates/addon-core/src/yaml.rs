//! YAML as kubectl reads it: writing values so that every reader agrees, and knowing what a plain scalar is.

pub mod emit;
pub mod read;
pub mod scalar;
pub mod tree;

use granit_parser::{Options, Parser, StrInput};

/// A parser of a text's events. Comments are none of them: whether the parser makes them so depends on features that
/// other crates choose.
pub(crate) fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    Parser::with_options(StrInput::new(text), options)
}
