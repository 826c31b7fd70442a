//! Narrowing: which optional values a condition shows to be present. It is read off the lowered condition, so it
//! follows what is evaluated.

use crate::check::state::{DefinitionSummary, Elements, Refinement, extreme_of, is_about_no_element};
use crate::ir::{
    Condition, ConditionKind, DefinitionId, IndexVec, Place, Quantifier, Root, Select, Subject, Term,
};

/// What is present wherever `condition` has the truth `sense`, by the summaries of the definitions that it calls.
pub(in crate::check) fn refinements_if(
    condition: &Condition,
    sense: bool,
    definitions: &IndexVec<DefinitionId, DefinitionSummary>,
) -> Vec<Refinement> {
    match (&condition.kind, sense) {
        (ConditionKind::Present(value) | ConditionKind::StartsWith(value, _), true) => {
            present_with(value, definitions)
        }
        // A comparison with an absent operand is false.
        (ConditionKind::Compare(_, left, right), true) => {
            let mut shown = present_with(left, definitions);
            shown.extend(present_with(right, definitions));
            shown
        }
        (ConditionKind::Quantified(bound, select), _) if needs_elements(*bound, sense) => {
            elements(select, None, definitions)
        }
        (ConditionKind::Not(inner), _) => refinements_if(inner, !sense, definitions),
        (ConditionKind::All(parts), true) | (ConditionKind::Any(parts), false) => {
            parts.iter().flat_map(|part| refinements_if(part, sense, definitions)).collect()
        }
        (ConditionKind::All(parts), false) | (ConditionKind::Any(parts), true) => {
            shown_by_all(parts, sense, definitions)
        }
        // One of the rows is the one, and has the truth that all possible rows have.
        (ConditionKind::Case(rows), _) => shown_by_all(rows.iter().map(|row| &row.value), sense, definitions),
        (ConditionKind::Call(id, subject), _) => {
            let shown = &definitions[*id].shows[usize::from(sense)];
            shown.iter().filter_map(|value| seen_from(value, subject)).collect()
        }
        // What is not there compares with nothing, so that a comparison is false of it as of many a present value.
        (ConditionKind::Compare(..) | ConditionKind::StartsWith(..) | ConditionKind::Present(_), false)
        | (
            ConditionKind::Constant(_)
            | ConditionKind::Holds(_)
            | ConditionKind::Member(..)
            | ConditionKind::Quantified(..)
            | ConditionKind::Satisfies(..),
            _,
        ) => Vec::new(),
    }
}

/// What every part shows: one of them decides, but which is not known.
fn shown_by_all<'c>(
    parts: impl IntoIterator<Item = &'c Condition>,
    sense: bool,
    definitions: &IndexVec<DefinitionId, DefinitionSummary>,
) -> Vec<Refinement> {
    let mut parts = parts.into_iter();
    let Some(first) = parts.next() else { return Vec::new() };
    let mut shown = refinements_if(first, sense, definitions);
    for part in parts {
        if shown.is_empty() {
            break;
        }
        let also = refinements_if(part, sense, definitions);
        shown.retain(|value| also.contains(value));
    }
    shown
}

/// What is present where a value is.
fn present_with(value: &Term, definitions: &IndexVec<DefinitionId, DefinitionSummary>) -> Vec<Refinement> {
    match value {
        Term::Field(_) | Term::Call(..) => vec![Refinement::Present(value.clone())],
        Term::Shift(of, _) => present_with(of, definitions),
        Term::Arithmetic(_, left, right) | Term::Moved(left, right, _) | Term::Anniversary(left, right) => {
            let mut shown = present_with(left, definitions);
            shown.extend(present_with(right, definitions));
            shown
        }
        Term::Aggregate { .. } => match extreme_of(value) {
            Some((select, of)) => elements(select, Some(of), definitions),
            None => Vec::new(),
        },
        Term::Constant(_) | Term::Now | Term::Case(_) | Term::Distinct(_) => Vec::new(),
    }
}

/// The selection has elements, which have what its filter shows, and `of`.
fn elements(
    select: &Select,
    of: Option<&Term>,
    definitions: &IndexVec<DefinitionId, DefinitionSummary>,
) -> Vec<Refinement> {
    let present =
        refinements_if(&select.filter, true, definitions).into_iter().filter_map(|shown| match shown {
            Refinement::Present(value) => Some(value),
            Refinement::Elements(_) => None,
        });
    let having = present.chain(of.cloned()).collect();
    vec![Refinement::Elements(Elements { select: select.clone(), having })]
}

/// Whether a bound can have this truth only if there are elements.
fn needs_elements(bound: Quantifier, sense: bool) -> bool {
    match (bound, sense) {
        (Quantifier::AtLeast(least), true) => least > 0,
        (Quantifier::Exactly(number), _) => (number > 0) == sense,
        (Quantifier::AtMost(_), false) => true,
        (Quantifier::AtLeast(_), false) | (Quantifier::AtMost(_), true) => false,
    }
}

/// What a definition shows of its own subject, as the caller names it.
fn seen_from(shown: &Refinement, subject: &Subject) -> Option<Refinement> {
    match shown {
        Refinement::Present(Term::Field(place)) => {
            Some(Refinement::Present(Term::Field(place_from(place, subject)?)))
        }
        Refinement::Present(Term::Call(id, inner)) => {
            Some(Refinement::Present(Term::Call(*id, subject_from(inner, subject)?)))
        }
        Refinement::Elements(elements)
            if *subject == Subject::Same && is_about_no_element(&elements.select) =>
        {
            Some(shown.clone())
        }
        Refinement::Present(_) | Refinement::Elements(_) => None,
    }
}

fn place_from(place: &Place, subject: &Subject) -> Option<Place> {
    let base = match (place.root, subject) {
        (Root::Account, Subject::Account(base)) | (Root::Element(0), Subject::Element(base)) => base,
        (Root::Service(_), _) => return Some(place.clone()),
        (Root::Account | Root::Request, Subject::Same | Subject::Element(_)) => return Some(place.clone()),
        (Root::Request, Subject::Account(_)) | (Root::Element(_), _) => return None,
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
            Subject::Same | Subject::Element(_) => place_from(place, subject).map(Subject::Element),
        },
    }
}
