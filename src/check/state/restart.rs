//! What sets the policies of a lifecycle back.

use crate::source::Span;

/// The time of the account after which a lifecycle begins anew.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct Restart {
    /// The index of its field, unless it is wrong and reported.
    pub(in crate::check) field: Option<u32>,
    /// Where the lifecycle says so.
    pub(in crate::check) by: Span,
}
