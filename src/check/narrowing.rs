//! Narrowing: which optional values a condition shows to be present. It is read off the lowered condition, so it
//! follows what will be evaluated and nothing else.

use super::checker::Checker;
use crate::ir::{Condition, ConditionKind, Place, Root, Subject, Term};

impl Checker<'_> {
    /// The values that are present wherever `condition` has the truth `sense`.
    pub(super) fn shown_present(&self, condition: &Condition, sense: bool) -> Vec<Term> {
        match (&condition.kind, sense) {
            (ConditionKind::Present(value), true) => narrowable(value),
            // A comparison with an absent operand is false.
            (ConditionKind::Compare(_, left, right), true) => {
                let mut shown = narrowable(left);
                shown.extend(narrowable(right));
                shown
            }
            (ConditionKind::Not(inner), _) => self.shown_present(inner, !sense),
            (ConditionKind::All(parts), true) | (ConditionKind::Any(parts), false) => {
                parts.iter().flat_map(|part| self.shown_present(part, sense)).collect()
            }
            (ConditionKind::All(parts), false) | (ConditionKind::Any(parts), true) => {
                self.shown_by_each(parts, sense)
            }
            (ConditionKind::Call(id, subject), _) => {
                let shown = &self.known_definitions[*id].shows[usize::from(sense)];
                shown.iter().filter_map(|value| seen_from(value, subject)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What every part shows: one of them decided, and it is not known which.
    fn shown_by_each(&self, parts: &[Condition], sense: bool) -> Vec<Term> {
        let Some((first, rest)) = parts.split_first() else { return Vec::new() };
        let mut shown = self.shown_present(first, sense);
        for part in rest {
            if shown.is_empty() {
                break;
            }
            let also = self.shown_present(part, sense);
            shown.retain(|value| also.contains(value));
        }
        shown
    }
}

/// The value that a term is present with: facts and calls can be named again, sums and aggregates cannot.
fn narrowable(term: &Term) -> Vec<Term> {
    match term {
        Term::Field(_) | Term::Call(..) => vec![term.clone()],
        Term::Shift(of, _) | Term::Day(of, ..) => narrowable(of),
        _ => Vec::new(),
    }
}

/// What a definition shows of its own subject, as the caller names it.
fn seen_from(value: &Term, subject: &Subject) -> Option<Term> {
    match value {
        Term::Field(place) => Some(Term::Field(place_from(place, subject)?)),
        Term::Call(id, inner) => Some(Term::Call(*id, subject_from(inner, subject)?)),
        _ => None,
    }
}

fn place_from(place: &Place, subject: &Subject) -> Option<Place> {
    let base = match (place.root, subject) {
        (Root::Account, Subject::Account(base)) | (Root::Element(0), Subject::Element(base)) => base,
        (Root::Account | Root::Request, Subject::Same | Subject::Element(_)) => return Some(place.clone()),
        _ => return None,
    };
    let mut seen = base.clone();
    seen.fields.extend_from_slice(&place.fields);
    Some(seen)
}

fn subject_from(inner: &Subject, subject: &Subject) -> Option<Subject> {
    match inner {
        Subject::Same => match subject {
            Subject::Same | Subject::Account(_) => Some(subject.clone()),
            Subject::Element(_) => Some(Subject::Same),
        },
        Subject::Account(place) => place_from(place, subject).map(Subject::Account),
        Subject::Element(place) => match subject {
            // The element's own definitions may read an account that is another one from here.
            Subject::Account(_) => None,
            _ => place_from(place, subject).map(Subject::Element),
        },
    }
}
