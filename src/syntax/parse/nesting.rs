//! How deep a text may nest.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How deeply brackets, and words that nest without them, may be nested.
pub(super) const MOST_NESTED: usize = 128;

pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(Code::TooDeep, span, "this is nested too deeply")
        .label(format!("more than {MOST_NESTED} levels"))
        .help("name a part of it with `condition … = …`")
}
