//! How deep a text may nest.

use crate::diagnostic::messages::literals;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How deeply brackets, and words that nest without them, may be nested.
pub(super) const MOST_NESTED: usize = 128;

pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, literals::nested_too_deeply())
        .label(literals::more_than_levels(MOST_NESTED))
        .help(literals::name_part_with_condition())
}
