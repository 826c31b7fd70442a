//! Sameness of conditions and terms but for where they are written. `==` compares the origins too.

use super::{Condition, ConditionKind, Select, Term};

/// Whether two conditions say the same.
pub(crate) fn same(one: &Condition, other: &Condition) -> bool {
    match (&one.kind, &other.kind) {
        (ConditionKind::Not(a), ConditionKind::Not(b)) => same(a, b),
        (ConditionKind::All(a), ConditionKind::All(b)) | (ConditionKind::Any(a), ConditionKind::Any(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (ConditionKind::Quantified(n, a), ConditionKind::Quantified(m, b)) => n == m && same_select(a, b),
        (ConditionKind::Compare(how, a, x), ConditionKind::Compare(like, b, y)) => {
            how == like && same_term(a, b) && same_term(x, y)
        }
        (ConditionKind::Member(a, x), ConditionKind::Member(b, y)) => same_term(a, b) && same_term(x, y),
        (ConditionKind::Present(a), ConditionKind::Present(b)) => same_term(a, b),
        (a, b) => a == b,
    }
}

/// Whether two selections have the same elements by their form.
pub(crate) fn same_select(one: &Select, other: &Select) -> bool {
    one.collection == other.collection && same(&one.filter, &other.filter)
}

/// Whether two terms stand for the same value by their form.
pub(crate) fn same_term(one: &Term, other: &Term) -> bool {
    match (one, other) {
        (Term::Count(a), Term::Count(b)) => same_select(a, b),
        (Term::Total(a, x, none), Term::Total(b, y, nothing)) => {
            none == nothing && same_select(a, b) && same_term(x, y)
        }
        (Term::Maximum(a, x), Term::Maximum(b, y)) | (Term::Minimum(a, x), Term::Minimum(b, y)) => {
            same_select(a, b) && same_term(x, y)
        }
        (Term::Add(a, x), Term::Add(b, y)) | (Term::Subtract(a, x), Term::Subtract(b, y)) => {
            same_term(a, b) && same_term(x, y)
        }
        (Term::Shift(a, by), Term::Shift(b, also)) => by == also && same_term(a, b),
        (Term::Day(a, edge, zone), Term::Day(b, end, place)) => {
            edge == end && zone == place && same_term(a, b)
        }
        (a, b) => a == b,
    }
}
