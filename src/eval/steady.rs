//! Truths that time does not change, without step functions, and for many elements at once. Nearly all conditions on an
//! element compare a few of its facts with literals or with windows that are past.

use std::cmp::Ordering;

use super::evaluator::Evaluator;
use super::lanes::{Steady, first};
use super::place::{Env, ServiceFrames};
use super::scalar::Scalar;
use crate::ir::{
    Body, CaseRow, Comparison, Condition, ConditionKind, DefinitionId, Place, Root, Shift, Subject, Term,
    Truth, Value, calendar,
};

/// How many conditions are visited for one that is asked for. Definitions may name each other many times; beyond this, the
/// memo tables are needed.
const MOST_VISITED: u32 = 16;

/// What conditions are judged for: a single environment, or the elements of a selection in it, one in each lane.
#[derive(Clone, Copy)]
struct Block<'e, 'a> {
    env: &'e Env<'e, 'a>,
    services: &'e ServiceFrames<'a>,
    elements: Option<&'a [Value]>,
}

impl<'a> Block<'_, 'a> {
    /// A value that is the same in each lane; `None` if it is not, or if it has to be worked out.
    #[inline]
    fn fixed(&self, term: &'a Term) -> Option<Scalar<'a>> {
        match term {
            Term::Constant(value) => Some(value.into()),
            Term::Field(place) => {
                let root = match (self.elements, place.root) {
                    (Some(_), Root::Element(0)) => return None,
                    (Some(_), Root::Element(outwards)) => Root::Element(outwards - 1),
                    (_, root @ (Root::Account | Root::Request | Root::Service(_) | Root::Element(_))) => root,
                };
                let base = self.env.root(root, self.services);
                Some(base.map_or(Scalar::Unknown, |base| base.value.follow(&place.fields).0.into()))
            }
            Term::Now
            | Term::Aggregate { .. }
            | Term::Distinct(_)
            | Term::Arithmetic(..)
            | Term::Shift(..) => None,
            Term::Moved(..) | Term::Anniversary(..) | Term::Call(..) | Term::Case(_) => None,
        }
    }

    /// The elements, and the fields of them that a term reads.
    fn of_elements(&self, term: &'a Term) -> Option<(&'a [Value], &'a [u32])> {
        match (self.elements, term) {
            (Some(elements), Term::Field(Place { root: Root::Element(0), fields })) => {
                Some((elements, fields))
            }
            _ => None,
        }
    }

    /// The truth that follows from the value of a term.
    #[inline]
    fn of_value(&self, term: &'a Term, active: u64, truth: impl Fn(Scalar<'a>) -> Option<Truth>) -> Steady {
        let Some((elements, fields)) = self.of_elements(term) else {
            return Steady::all(self.fixed(term).and_then(truth), active);
        };
        each(elements, active, |element| truth(element.follow(fields).0.into()))
    }

    fn compared(&self, comparison: Comparison, left: &'a Term, right: &'a Term, active: u64) -> Steady {
        if let Some(bound) = self.fixed(right) {
            if let (Scalar::Choice(bound), Some((elements, fields))) = (bound, self.of_elements(left)) {
                return choices(elements, fields, (comparison, bound), active);
            }
            return self.of_value(left, active, |value| Some(value.compare(comparison, bound)));
        }
        if let Some(value) = self.fixed(left) {
            return self.of_value(right, active, |bound| Some(value.compare(comparison, bound)));
        }
        let (Some((elements, left)), Some((_, right))) = (self.of_elements(left), self.of_elements(right))
        else {
            return Steady::default();
        };
        each(elements, active, |element| {
            let (value, bound): (Scalar<'a>, Scalar<'a>) =
                (element.follow(left).0.into(), element.follow(right).0.into());
            Some(value.compare(comparison, bound))
        })
    }

    /// `now` compared with a bound that is before it, absent or unknown. Where exactly the past one is does not matter.
    fn past(&self, now: i64, comparison: Comparison, bound: &'a Term, active: u64) -> Steady {
        let (event, duration) = match bound {
            Term::Shift(event, Shift::Time(duration)) => (&**event, Some(duration)),
            Term::Constant(_)
            | Term::Now
            | Term::Field(_)
            | Term::Aggregate { .. }
            | Term::Distinct(_)
            | Term::Arithmetic(..)
            | Term::Shift(..)
            | Term::Moved(..)
            | Term::Case(_)
            | Term::Anniversary(..)
            | Term::Call(..) => (bound, None),
        };
        let of_past = Truth::from(comparison.holds(Ordering::Greater));
        self.of_value(event, active, |event| match event {
            Scalar::Time(micros) => {
                let at_most = duration.map_or(micros, |it| calendar::shifted_at_most(micros, it));
                (at_most < now).then_some(of_past)
            }
            Scalar::Unknown
            | Scalar::Absent
            | Scalar::Bool(_)
            | Scalar::Number(_)
            | Scalar::Text(_)
            | Scalar::Date(_)
            | Scalar::Between { .. }
            | Scalar::Length(_)
            | Scalar::Choice(_)
            | Scalar::Set(_)
            | Scalar::Many(_)
            | Scalar::Record(_) => Some(Scalar::Time(now).compare(comparison, event)),
        })
    }
}

/// The same as for other values, but enumerations are what conditions on elements compare most.
fn choices<'a>(
    elements: &'a [Value],
    fields: &'a [u32],
    (comparison, bound): (Comparison, u32),
    active: u64,
) -> Steady {
    let of = |order| Truth::from(comparison.holds(order));
    let (less, equal, greater) = (of(Ordering::Less), of(Ordering::Equal), of(Ordering::Greater));
    each(elements, active, |element| {
        let value = Scalar::from(element.follow(fields).0);
        Some(match value {
            Scalar::Choice(value) if value < bound => less,
            Scalar::Choice(value) if value == bound => equal,
            Scalar::Choice(_) => greater,
            Scalar::Unknown
            | Scalar::Absent
            | Scalar::Bool(_)
            | Scalar::Number(_)
            | Scalar::Text(_)
            | Scalar::Time(_)
            | Scalar::Date(_)
            | Scalar::Between { .. }
            | Scalar::Length(_)
            | Scalar::Set(_)
            | Scalar::Many(_)
            | Scalar::Record(_) => value.compare(comparison, Scalar::Choice(bound)),
        })
    })
}

/// The truth of each element in the `active` lanes.
#[inline]
fn each<'a>(elements: &'a [Value], active: u64, truth: impl Fn(&'a Value) -> Option<Truth>) -> Steady {
    let mut steady = Steady::default();
    for (lane, element) in elements.iter().enumerate() {
        if active >> lane & 1 == 1
            && let Some(truth) = truth(element)
        {
            *steady.lanes(truth) |= 1 << lane;
        }
    }
    steady
}

impl<'a> Evaluator<'a> {
    /// A condition's truth, if it is the same at all times and depends on few facts; `None` does not mean that it changes.
    pub(super) fn steady(&self, condition: &'a Condition, env: &Env<'_, 'a>) -> Option<Truth> {
        let block = Block { env, services: &self.services, elements: None };
        self.steady_within(condition, block, 1, &mut { MOST_VISITED }).truth(0)
    }

    /// The same for the filter of a selection and its elements, at most as many as there are lanes.
    pub(super) fn steady_elements(
        &self,
        filter: &'a Condition,
        elements: &'a [Value],
        env: &Env<'_, 'a>,
    ) -> Steady {
        let block = Block { env, services: &self.services, elements: Some(elements) };
        self.steady_within(filter, block, first(elements.len()), &mut { MOST_VISITED })
    }

    /// The truth in the `active` lanes.
    fn steady_within(
        &self,
        condition: &'a Condition,
        block: Block<'_, 'a>,
        active: u64,
        visits: &mut u32,
    ) -> Steady {
        let Some(left) = visits.checked_sub(1) else { return Steady::default() };
        *visits = left;
        match &condition.kind {
            ConditionKind::Constant(value) => Steady::all(Some((*value).into()), active),
            ConditionKind::Holds(term) => block.of_value(term, active, |value| Some(value.holds())),
            ConditionKind::Present(term) => block.of_value(term, active, |value| Some(value.is_present())),
            ConditionKind::Compare(comparison, Term::Now, bound) => {
                block.past(self.now, *comparison, bound, active)
            }
            ConditionKind::Compare(comparison, bound, Term::Now) => {
                block.past(self.now, comparison.flipped(), bound, active)
            }
            ConditionKind::Compare(comparison, left, right) => {
                block.compared(*comparison, left, right, active)
            }
            ConditionKind::StartsWith(text, prefix) => {
                block.of_value(text, active, |text| Some(text.starts_with(prefix)))
            }
            ConditionKind::Not(inner) => self.steady_within(inner, block, active, visits).negated(),
            ConditionKind::All(parts) => self.steady_joined(parts, |part| part, block, active, visits),
            ConditionKind::Any(parts) => {
                self.steady_joined(parts, Steady::negated, block, active, visits).negated()
            }
            ConditionKind::Call(definition, subject) => {
                self.steady_call(*definition, subject, block, active, visits)
            }
            ConditionKind::Case(rows) => self.steady_case(rows, block, active, visits),
            ConditionKind::Member(..) | ConditionKind::Quantified(..) | ConditionKind::Satisfies(..) => {
                Steady::default()
            }
        }
    }

    /// Whether all parts hold, each as `turned` makes it.
    fn steady_joined(
        &self,
        parts: &'a [Condition],
        turned: fn(Steady) -> Steady,
        block: Block<'_, 'a>,
        active: u64,
        visits: &mut u32,
    ) -> Steady {
        let (mut no, mut unknown, mut open) = (0, 0, 0);
        for part in parts {
            // A part that is false decides, whatever the others are.
            let left = active & !no;
            if left == 0 {
                break;
            }
            let part = turned(self.steady_within(part, block, left, visits));
            no |= part.no;
            unknown |= part.unknown;
            open |= left & !part.found();
        }
        let unknown = unknown & !open & !no;
        Steady { yes: active & !(no | unknown | open), unknown, no }
    }

    /// What the rows that are possible agree on; nothing is found of an element of which a part is not found.
    fn steady_case(
        &self,
        rows: &'a [CaseRow<Condition>],
        block: Block<'_, 'a>,
        active: u64,
        visits: &mut u32,
    ) -> Steady {
        let (mut left, mut open) = (active, 0);
        let (mut possible, mut all_yes, mut all_no) = (0, active, active);
        for row in rows {
            if left == 0 {
                break;
            }
            let guard = self.steady_within(&row.guard, block, left, visits);
            open |= left & !guard.found();
            let taken = left & guard.found() & !guard.no;
            if taken != 0 {
                let value = self.steady_within(&row.value, block, taken, visits);
                open |= taken & !value.found();
                possible |= taken;
                all_yes &= !taken | value.yes;
                all_no &= !taken | value.no;
            }
            left &= !guard.yes & !open;
        }
        let found = active & !open;
        let (yes, no) = (all_yes & possible & found, all_no & possible & found);
        Steady { yes, no, unknown: found & !yes & !no }
    }

    fn steady_call(
        &self,
        definition: DefinitionId,
        subject: &'a Subject,
        block: Block<'_, 'a>,
        active: u64,
        visits: &mut u32,
    ) -> Steady {
        let Body::Condition(body) = &self.program.definitions[definition].body else {
            return Steady::default();
        };
        match (subject, block.elements) {
            (Subject::Element(place), Some(_)) => match (place.root, place.fields.as_slice()) {
                // A definition knows one element, so that it cannot tell that there are others around.
                (Root::Element(0), []) => {
                    let env = block.env.without_elements();
                    self.steady_within(body, Block { env: &env, ..block }, active, visits)
                }
                (Root::Account | Root::Request | Root::Service(_) | Root::Element(_), _) => Steady::default(),
            },
            (Subject::Same | Subject::Account(_) | Subject::Element(_), None) => {
                self.on_subject(subject, block.env, |env| {
                    self.steady_within(body, Block { env, elements: None, ..block }, active, visits)
                })
            }
            (Subject::Same | Subject::Account(_), Some(_)) => Steady::default(),
        }
    }
}
