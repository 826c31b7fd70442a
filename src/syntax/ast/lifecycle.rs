//! Policies that follow each other.

use super::Name;
use crate::source::Span;

/// `lifecycle dormancy: suspend then delete restarted by last_used`
#[derive(Debug, Clone)]
pub struct Lifecycle {
    /// Its name.
    pub name: Name,
    /// The `///` lines before it.
    pub doc: Option<String>,
    /// The policies, in the order in which they act.
    pub stages: Vec<Name>,
    /// The time of the account after which it begins anew.
    pub restarted_by: Name,
    /// `restarted by last_used`.
    pub restart: Span,
    /// The whole item.
    pub span: Span,
}
