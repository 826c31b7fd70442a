//! Cases inside one comparison, window or membership: it is written out for each combination of rows, so that the rows
//! that are possible have to agree on its truth, and on nothing smaller.

use crate::ir::walk::Node;
use crate::ir::{CaseRow, Condition, ConditionKind, Constant, Move, Term};

/// How many combinations of rows one comparison may have.
pub(in crate::check) const MOST_COMBINATIONS: usize = 64;

/// A comparison of cases as a case of comparisons; `None` if there would be too many. A case that stands in it twice is
/// one case.
pub(in crate::check) fn agreed(condition: Condition) -> Option<Condition> {
    distributed(condition, &mut { MOST_COMBINATIONS })
}

/// A value with all of its cases at the outside.
pub(in crate::check) fn lifted(term: Term) -> Option<Term> {
    lifted_within(term, &mut { MOST_COMBINATIONS })
}

/// Whether a value is chosen by a case.
pub(in crate::check) fn has_case(term: &Term) -> bool {
    first_case(term).is_some()
}

/// Whether a case of the value is by `now`.
pub(in crate::check) fn is_chosen_by_now(term: &Term) -> bool {
    let mut found = false;
    if has_case(term) {
        Node::Term(term).walk(&mut |node, _| found |= matches!(node, Node::Term(Term::Now)));
    }
    found
}

/// The number of ways in which the rows of a value's cases combine.
pub(in crate::check) fn has_too_many(term: &Term) -> bool {
    has_case(term) && lifted(term.clone()).is_none()
}

fn distributed(condition: Condition, left: &mut usize) -> Option<Condition> {
    let Some(rows) = case_of(&condition).cloned() else {
        *left = left.checked_sub(1)?;
        return Some(condition);
    };
    let of = Term::Case(rows.clone());
    let mut by_row = Vec::with_capacity(rows.len());
    for CaseRow { guard, value, law } in rows {
        let value = distributed(replaced_in(&condition, &of, &value), left)?;
        by_row.push(CaseRow { guard, value, law });
    }
    Some(Condition { kind: ConditionKind::Case(by_row), origin: condition.origin })
}

fn lifted_within(term: Term, left: &mut usize) -> Option<Term> {
    let Some(rows) = first_case(&term).cloned() else {
        *left = left.checked_sub(1)?;
        return Some(term);
    };
    let of = Term::Case(rows.clone());
    let mut by_row = Vec::with_capacity(rows.len());
    for CaseRow { guard, value, law } in rows {
        let value = lifted_within(replaced(&term, &of, &value), left)?;
        by_row.push(CaseRow { guard, value, law });
    }
    Some(Term::Case(by_row))
}

/// The first case in what a comparison is made of.
fn case_of(condition: &Condition) -> Option<&Vec<CaseRow<Term>>> {
    match &condition.kind {
        ConditionKind::Holds(term) | ConditionKind::Present(term) | ConditionKind::StartsWith(term, _) => {
            first_case(term)
        }
        ConditionKind::Compare(_, left, right) | ConditionKind::Member(left, right) => {
            first_case(left).or_else(|| first_case(right))
        }
        ConditionKind::Not(inner) => case_of(inner),
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().find_map(case_of),
        ConditionKind::Constant(_)
        | ConditionKind::Quantified(..)
        | ConditionKind::Satisfies(..)
        | ConditionKind::Call(..)
        | ConditionKind::Case(_) => None,
    }
}

fn first_case(term: &Term) -> Option<&Vec<CaseRow<Term>>> {
    match term {
        Term::Case(rows) => Some(rows),
        Term::Arithmetic(_, left, right) => first_case(left).or_else(|| first_case(right)),
        Term::Shift(of, _) => first_case(of),
        Term::Anniversary(of, other) | Term::Moved(of, other, _) => {
            first_case(of).or_else(|| first_case(other))
        }
        Term::Constant(_) | Term::Now | Term::Field(_) | Term::Call(..) => None,
        Term::Aggregate { .. } | Term::Distinct(_) => None,
    }
}

/// The condition with a value in the place of a term.
fn replaced_in(condition: &Condition, term: &Term, by: &Term) -> Condition {
    let inside = |part: &Condition| replaced_in(part, term, by);
    let value = |of: &Term| replaced(of, term, by);
    let kind = match &condition.kind {
        ConditionKind::Holds(of) => ConditionKind::Holds(value(of)),
        ConditionKind::Present(of) => ConditionKind::Present(value(of)),
        ConditionKind::StartsWith(of, prefix) => ConditionKind::StartsWith(value(of), prefix.clone()),
        ConditionKind::Compare(how, left, right) => ConditionKind::Compare(*how, value(left), value(right)),
        ConditionKind::Member(member, set) => ConditionKind::Member(value(member), value(set)),
        ConditionKind::Not(inner) => ConditionKind::Not(Box::new(inside(inner))),
        ConditionKind::All(parts) => ConditionKind::All(parts.iter().map(inside).collect()),
        ConditionKind::Any(parts) => ConditionKind::Any(parts.iter().map(inside).collect()),
        other @ (ConditionKind::Constant(_)
        | ConditionKind::Quantified(..)
        | ConditionKind::Satisfies(..)
        | ConditionKind::Call(..)
        | ConditionKind::Case(_)) => other.clone(),
    };
    Condition { kind, origin: condition.origin }
}

fn replaced(of: &Term, term: &Term, by: &Term) -> Term {
    if of == term {
        return by.clone();
    }
    match of {
        Term::Arithmetic(how, left, right) => {
            Term::Arithmetic(*how, Box::new(replaced(left, term, by)), Box::new(replaced(right, term, by)))
        }
        Term::Shift(inner, shift) => Term::Shift(Box::new(replaced(inner, term, by)), *shift),
        Term::Anniversary(inner, after) => {
            Term::Anniversary(Box::new(replaced(inner, term, by)), Box::new(replaced(after, term, by)))
        }
        Term::Moved(inner, length, how) => moved(replaced(inner, term, by), replaced(length, term, by), *how),
        Term::Constant(_)
        | Term::Now
        | Term::Field(_)
        | Term::Aggregate { .. }
        | Term::Distinct(_)
        | Term::Call(..)
        | Term::Case(_) => of.clone(),
    }
}

/// A time or date moved by the length of a row: one that is written out becomes steps, as everywhere.
fn moved(of: Term, by: Term, how: Move) -> Term {
    if let Term::Constant(Constant::Length(length)) = &by
        && let Some(steps) = how.steps_by(length)
    {
        return steps.into_iter().fold(of, |of, step| Term::Shift(Box::new(of), step));
    }
    Term::Moved(Box::new(of), Box::new(by), how)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Arithmetic, Comparison, Origin, Unit};

    const NOWHERE: Origin = Origin { file: 0, start: 0, end: 0 };

    fn made(kind: ConditionKind) -> Condition {
        Condition { kind, origin: NOWHERE }
    }

    fn number(value: i128) -> Term {
        Term::Constant(Constant::Number(value, Unit::Int))
    }

    /// A case with so many rows, from `first` on.
    fn case(rows: i128, first: i128) -> Term {
        let row = |at| {
            let guard = made(ConditionKind::Constant(at + 1 == rows));
            CaseRow { guard, value: number(first + at), law: None }
        };
        Term::Case((0..rows).map(row).collect())
    }

    fn compared(left: Term, right: Term) -> Condition {
        made(ConditionKind::Compare(Comparison::Less, left, right))
    }

    fn leaves(condition: &Condition) -> usize {
        let ConditionKind::Case(rows) = &condition.kind else { return 1 };
        rows.iter().map(|row| leaves(&row.value)).sum()
    }

    #[test]
    fn a_comparison_is_written_out_for_each_combination_of_rows() {
        let sum = |one, other| Term::Arithmetic(Arithmetic::Add, Box::new(one), Box::new(other));
        for (left, right, expected) in [
            (number(1), number(2), Some(1)),
            (number(1), case(3, 0), Some(3)),
            (case(2, 0), case(3, 5), Some(6)),
            // The same case twice is one case.
            (case(3, 0), sum(case(3, 0), number(1)), Some(3)),
            (case(8, 0), case(8, 9), Some(64)),
            (case(8, 0), case(9, 9), None),
        ] {
            let found = agreed(compared(left.clone(), right.clone())).map(|it| leaves(&it));
            assert_eq!(found, expected, "{left:?} {right:?}");
        }
    }

    #[test]
    fn a_window_of_two_edges_is_one_comparison() {
        let window =
            made(ConditionKind::All(vec![compared(case(2, 0), number(3)), compared(number(1), case(2, 0))]));
        let Some(Condition { kind: ConditionKind::Case(rows), .. }) = agreed(window) else { panic!() };
        assert!(rows.iter().all(|row| matches!(row.value.kind, ConditionKind::All(_))));
    }
}
