//! The names of the parts of a policy, which the expectations of its tests refer to.

use std::collections::HashMap;

use crate::source::Span;
use crate::syntax::ast::{Clause, Name, in_groups};

/// What of a policy an expectation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::check) enum NamedPart {
    Requirement,
    Warning,
    Deadline,
    Outcome,
    Hold,
}

impl NamedPart {
    fn of(self, clause: &Clause) -> Vec<&Name> {
        match (self, clause) {
            (Self::Requirement, Clause::Require(require)) => vec![&require.name],
            (Self::Requirement, Clause::Notify(notify)) => vec![&notify.name],
            (Self::Outcome, Clause::Require(require)) => require.otherwise.iter().collect(),
            (Self::Warning, Clause::Warn(warn)) => vec![&warn.name],
            (Self::Deadline, Clause::Deadline(deadline)) => vec![&deadline.name],
            (Self::Outcome, Clause::Outcome(outcome)) => vec![&outcome.name],
            (Self::Hold, Clause::Data(data)) => data.holds.iter().map(|hold| &hold.name).collect(),
            (Self::Requirement, Clause::Warn(_) | Clause::Outcome(_) | Clause::Deadline(_))
            | (Self::Warning, Clause::Require(_) | Clause::Outcome(_) | Clause::Deadline(_))
            | (Self::Deadline, Clause::Require(_) | Clause::Warn(_) | Clause::Outcome(_))
            | (Self::Outcome, Clause::Warn(_) | Clause::Deadline(_))
            | (Self::Hold, Clause::Require(_) | Clause::Warn(_) | Clause::Outcome(_) | Clause::Deadline(_))
            | (Self::Requirement | Self::Warning | Self::Deadline | Self::Outcome, Clause::Data(_))
            | (Self::Warning | Self::Deadline | Self::Outcome | Self::Hold, Clause::Notify(_))
            | (
                _,
                Clause::Title(_)
                | Clause::When(_)
                | Clause::Group(_)
                | Clause::Step(_)
                | Clause::AsksNothing(_)
                | Clause::Grace(_),
            ) => Vec::new(),
        }
    }
}

/// The names of the parts of a policy, collected once for all expectations.
#[derive(Debug, Default)]
pub(in crate::check) struct PartNames<'a> {
    /// In the order of the text, to suggest one of them.
    pub(in crate::check) in_order: Vec<(&'a str, Option<Span>)>,
    /// The first declaration of each.
    pub(in crate::check) declared_at: HashMap<&'a str, Span>,
}

impl<'a> PartNames<'a> {
    /// The names of these parts among the clauses.
    pub(in crate::check) fn of(part: NamedPart, clauses: &'a [Clause]) -> Self {
        let mut names = Self::default();
        for name in in_groups(clauses).flat_map(|clause| part.of(clause)) {
            names.in_order.push((name.text.as_str(), Some(name.span)));
            names.declared_at.entry(name.text.as_str()).or_insert(name.span);
        }
        names
    }
}
