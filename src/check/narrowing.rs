//! Narrowing: which optional values a condition shows to be present. It is read off the lowered condition, so it
//! follows what will be evaluated and nothing else.

use super::checker::Checker;
use crate::ir::entailment::entails;
use crate::ir::walk::Node;
use crate::ir::{Condition, ConditionKind, Place, Quantifier, Root, Select, Subject, Term};

/// What a condition shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    /// A fact or a definition's value is present.
    Present(Term),
    /// A collection has elements of a kind, so that its extremes are present.
    Elements(Elements),
}

/// Elements that there are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Elements {
    /// Which: at least one is selected.
    select: Select,
    /// What each of them has, of what an element may lack.
    having: Vec<Term>,
}

impl Shown {
    /// Whether the value is a present one by this.
    pub(super) fn is_presence_of(&self, value: &Term) -> bool {
        match self {
            Self::Present(shown) => shown == value,
            Self::Elements(shown) => match extreme_of(value) {
                Some((select, of)) => shown.are_among(select) && shown.having.contains(of),
                None => false,
            },
        }
    }

    /// Whether there are elements of the selection by this.
    pub(super) fn is_some_of(&self, select: &Select) -> bool {
        matches!(self, Self::Elements(shown) if shown.are_among(select))
    }

    /// The same, seen from one phrase further in; what elements there are in an element around is not carried along.
    pub(super) fn deeper(&self) -> Option<Self> {
        let mut shown = self.clone();
        match &mut shown {
            Self::Present(Term::Field(place))
            | Self::Present(Term::Call(_, Subject::Account(place) | Subject::Element(place))) => {
                if let Root::Element(depth) = &mut place.root {
                    *depth += 1;
                }
            }
            Self::Present(_) => {}
            Self::Elements(elements) if !of_no_element(&elements.select) => return None,
            Self::Elements(_) => {}
        }
        Some(shown)
    }
}

/// The selection of an aggregate that is absent where nothing is selected, and what it takes of each element.
pub(super) fn extreme_of(value: &Term) -> Option<(&Select, &Term)> {
    match value {
        Term::Aggregate { kind, select, of: Some(of) } if kind.identity().is_none() => Some((select, of)),
        Term::Aggregate { .. }
        | Term::Constant(_)
        | Term::Now
        | Term::Field(_)
        | Term::Arithmetic(..)
        | Term::Shift(..)
        | Term::Call(..) => None,
    }
}

impl Elements {
    fn are_among(&self, select: &Select) -> bool {
        self.select.collection == select.collection && entails(&self.select.filter, &select.filter)
    }
}

impl Checker<'_> {
    /// What is present wherever `condition` has the truth `sense`.
    pub(super) fn shown_present(&self, condition: &Condition, sense: bool) -> Vec<Shown> {
        match (&condition.kind, sense) {
            (ConditionKind::Present(value), true) => self.shown_by_value(value),
            // A comparison with an absent operand is false.
            (ConditionKind::Compare(_, left, right), true) => {
                let mut shown = self.shown_by_value(left);
                shown.extend(self.shown_by_value(right));
                shown
            }
            (ConditionKind::Quantified(bound, select), _) if needs_elements(*bound, sense) => {
                self.elements(select, None)
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
    fn shown_by_each(&self, parts: &[Condition], sense: bool) -> Vec<Shown> {
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

    /// What is present with a value.
    fn shown_by_value(&self, value: &Term) -> Vec<Shown> {
        match value {
            Term::Field(_) | Term::Call(..) => vec![Shown::Present(value.clone())],
            Term::Shift(of, _) => self.shown_by_value(of),
            Term::Arithmetic(_, left, right) => {
                let mut shown = self.shown_by_value(left);
                shown.extend(self.shown_by_value(right));
                shown
            }
            Term::Aggregate { .. } => match extreme_of(value) {
                Some((select, of)) => self.elements(select, Some(of)),
                None => Vec::new(),
            },
            Term::Constant(_) | Term::Now => Vec::new(),
        }
    }

    /// That the selection has elements, and they what its filter shows, and `of`.
    fn elements(&self, select: &Select, of: Option<&Term>) -> Vec<Shown> {
        let present = self.shown_present(&select.filter, true).into_iter().filter_map(|shown| match shown {
            Shown::Present(value) => Some(value),
            Shown::Elements(_) => None,
        });
        let having = present.chain(of.cloned()).collect();
        vec![Shown::Elements(Elements { select: select.clone(), having })]
    }
}

/// Whether a bound of this truth is kept only by elements that there are.
fn needs_elements(bound: Quantifier, sense: bool) -> bool {
    match (bound, sense) {
        (Quantifier::AtLeast(least), true) => least > 0,
        (Quantifier::Exactly(number), _) => (number > 0) == sense,
        (Quantifier::AtMost(_), false) => true,
        (Quantifier::AtLeast(_), false) | (Quantifier::AtMost(_), true) => false,
    }
}

/// Whether a selection speaks of no element around it.
fn of_no_element(select: &Select) -> bool {
    let is_outer =
        |place: &Place, depth: usize| matches!(place.root, Root::Element(at) if at as usize >= depth);
    let mut outer = is_outer(&select.collection, 0);
    Node::Condition(&select.filter).walk(&mut |node, around| {
        let depth = around.len() + 1;
        outer |= node.place().is_some_and(|place| is_outer(place, depth));
        outer |= node.select().is_some_and(|inner| is_outer(&inner.collection, depth));
    });
    !outer
}

/// What a definition shows of its own subject, as the caller names it.
fn seen_from(shown: &Shown, subject: &Subject) -> Option<Shown> {
    match shown {
        Shown::Present(Term::Field(place)) => Some(Shown::Present(Term::Field(place_from(place, subject)?))),
        Shown::Present(Term::Call(id, inner)) => {
            Some(Shown::Present(Term::Call(*id, subject_from(inner, subject)?)))
        }
        Shown::Elements(elements) if *subject == Subject::Same && of_no_element(&elements.select) => {
            Some(shown.clone())
        }
        Shown::Present(_) | Shown::Elements(_) => None,
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
            Subject::Same | Subject::Element(_) => place_from(place, subject).map(Subject::Element),
        },
    }
}
