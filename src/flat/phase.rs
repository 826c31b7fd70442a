//! The dates of a policy split time into phases. In each phase, `now` compares with all of them in one way, whatever the
//! account is: a row of a law that came into force has come into force.

use super::expr::{Condition, Distinct, Select, Value, ValueKind, Window};
use super::fold::possible;
use super::shift::{is_reckoned_by_calendar, moved};
use crate::ir::calendar::{FIRST, LAST};
use crate::ir::{Comparison, Constant, Truth};

/// The time between two dates, both its ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phase {
    /// Its first instant.
    pub first: i64,
    /// Its last instant.
    pub last: i64,
}

impl Phase {
    /// The phases of conditions, from the beginning of the calendar to its end.
    #[must_use]
    pub fn of<'c>(conditions: impl IntoIterator<Item = &'c Condition>) -> Vec<Self> {
        let mut starts = Starts(vec![FIRST]);
        conditions.into_iter().for_each(|it| starts.condition(it));
        let Starts(mut starts) = starts;
        starts.retain(|at| (FIRST..=LAST).contains(at));
        starts.sort_unstable();
        starts.dedup();
        let lasts = starts.iter().skip(1).map(|next| next - 1).chain([LAST]);
        starts.iter().zip(lasts).map(|(&first, last)| Self { first, last }).collect()
    }
}

/// The instant of a window that is the same for every account.
fn instant(window: &Window) -> Option<i64> {
    if is_reckoned_by_calendar(&window.shifts) {
        return None;
    }
    let event = match window.event.kind {
        ValueKind::Constant(Constant::Time(micros)) => micros,
        ValueKind::Constant(Constant::Date(day)) => day.into(),
        ValueKind::Constant(_)
        | ValueKind::Unknown
        | ValueKind::Absent
        | ValueKind::Cell(_)
        | ValueKind::Aggregate(..)
        | ValueKind::Distinct(..)
        | ValueKind::Arithmetic(..)
        | ValueKind::Case(_)
        | ValueKind::Shifted(..)
        | ValueKind::Moved(..)
        | ValueKind::Anniversary(..) => return None,
    };
    Some(moved(&window.shifts, event))
}

/// Where phases start.
struct Starts(Vec<i64>);

impl Starts {
    fn window(&mut self, window: &Window) {
        let Some(at) = instant(window) else { return self.value(&window.event) };
        match window.comparison {
            Comparison::Less | Comparison::GreaterOrEqual => self.0.push(at),
            Comparison::LessOrEqual | Comparison::Greater => self.0.push(at + 1),
            Comparison::Equal | Comparison::NotEqual => self.0.extend([at, at + 1]),
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Constant(_) | Condition::RecordPresent(_) | Condition::RowsPresent(..) => {}
            Condition::Holds(value)
            | Condition::Present(value)
            | Condition::Member(value, _)
            | Condition::StartsWith(value, _) => self.value(value),
            Condition::Not(inner) => self.condition(inner),
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|it| self.condition(it)),
            Condition::Given(given, then) => [given, then].into_iter().for_each(|it| self.condition(it)),
            Condition::Compare(_, left, right) => [left, right].into_iter().for_each(|it| self.value(it)),
            Condition::Window(window) => self.window(window),
            Condition::Case(rows) => rows.iter().for_each(|(guard, value)| {
                self.condition(guard);
                self.condition(value);
            }),
            Condition::Count(_, select) => self.condition(&select.filter),
        }
    }

    fn value(&mut self, value: &Value) {
        match &value.kind {
            ValueKind::Unknown
            | ValueKind::Absent
            | ValueKind::Constant(_)
            | ValueKind::Cell(_)
            | ValueKind::Distinct(_, Distinct::Members(_) | Distinct::Known(..)) => {}
            ValueKind::Aggregate(_, select, of) => {
                self.condition(&select.filter);
                of.iter().for_each(|it| self.value(it));
            }
            ValueKind::Distinct(_, Distinct::Values(select, of)) => {
                self.condition(&select.filter);
                self.value(of);
            }
            ValueKind::Arithmetic(_, left, right)
            | ValueKind::Moved(left, right, _)
            | ValueKind::Anniversary(left, right) => [left, right].into_iter().for_each(|it| self.value(it)),
            ValueKind::Shifted(of, _) => self.value(of),
            ValueKind::Case(rows) => rows.iter().for_each(|(guard, value)| {
                self.condition(guard);
                self.value(value);
            }),
        }
    }
}

impl Condition {
    /// What is left of it within a phase.
    #[must_use]
    pub fn within(&self, phase: Phase) -> Self {
        let each = |parts: &[Self]| parts.iter().map(|it| it.within(phase)).collect();
        match self {
            Self::Constant(_) | Self::RecordPresent(_) | Self::RowsPresent(..) => self.clone(),
            Self::Holds(value) => Self::Holds(value.within(phase)),
            Self::Present(value) => Self::Present(value.within(phase)),
            Self::Member(value, set) => Self::Member(value.within(phase), *set),
            Self::StartsWith(value, prefix) => Self::StartsWith(value.within(phase), prefix.clone()),
            Self::Not(inner) => inner.within(phase).negated(),
            Self::All(parts) => Self::all(each(parts)),
            Self::Any(parts) => Self::any(each(parts)),
            Self::Given(given, then) => {
                Self::Given(Box::new(given.within(phase)), Box::new(then.within(phase)))
            }
            Self::Compare(comparison, left, right) => {
                Self::Compare(*comparison, left.within(phase), right.within(phase))
            }
            Self::Window(window) => match instant(window) {
                Some(at) => Self::Constant(Truth::from(window.comparison.holds(phase.first.cmp(&at)))),
                None => Self::Window(Window { event: window.event.within(phase), ..window.clone() }),
            },
            Self::Case(rows) => Self::case(
                rows.iter().map(|(guard, value)| (guard.within(phase), value.within(phase))).collect(),
            ),
            Self::Count(quantifier, select) => Self::Count(*quantifier, Box::new(select.within(phase))),
        }
    }
}

impl Select {
    fn within(&self, phase: Phase) -> Self {
        Self { filter: self.filter.within(phase), ..self.clone() }
    }
}

impl Value {
    fn within(&self, phase: Phase) -> Self {
        let boxed = |value: &Self| Box::new(value.within(phase));
        let kind = match &self.kind {
            ValueKind::Unknown
            | ValueKind::Absent
            | ValueKind::Constant(_)
            | ValueKind::Cell(_)
            | ValueKind::Distinct(_, Distinct::Members(_) | Distinct::Known(..)) => self.kind.clone(),
            ValueKind::Aggregate(kind, select, of) => {
                ValueKind::Aggregate(*kind, Box::new(select.within(phase)), of.as_deref().map(boxed))
            }
            ValueKind::Distinct(end, Distinct::Values(select, of)) => {
                ValueKind::Distinct(*end, Distinct::Values(Box::new(select.within(phase)), boxed(of)))
            }
            ValueKind::Arithmetic(how, left, right) => ValueKind::Arithmetic(*how, boxed(left), boxed(right)),
            ValueKind::Moved(of, by, how) => ValueKind::Moved(boxed(of), boxed(by), *how),
            ValueKind::Anniversary(of, after) => ValueKind::Anniversary(boxed(of), boxed(after)),
            ValueKind::Shifted(of, shift) => ValueKind::Shifted(boxed(of), *shift),
            ValueKind::Case(rows) => {
                let rows = rows.iter().map(|(guard, value)| (guard.within(phase), value.within(phase)));
                let mut rows = possible(rows.collect());
                match rows.as_slice() {
                    [] => ValueKind::Unknown,
                    [(Condition::Constant(Truth::True), _)] => return rows.swap_remove(0).1,
                    _ => ValueKind::Case(rows),
                }
            }
        };
        Self { ty: self.ty.clone(), kind }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flat::ScalarType;

    fn compared(comparison: Comparison, at: i64) -> Condition {
        let event = Value { ty: ScalarType::Time, kind: ValueKind::Constant(Constant::Time(at)) };
        Condition::Window(Window { comparison, event, shifts: Vec::new() })
    }

    #[test]
    fn a_comparison_is_constant_between_its_instants() {
        let of = |comparison| Phase::of([&compared(comparison, 10)]);
        let [before, from] = [Phase { first: FIRST, last: 9 }, Phase { first: 10, last: LAST }];
        let [until, after] = [Phase { first: FIRST, last: 10 }, Phase { first: 11, last: LAST }];
        assert_eq!(of(Comparison::Less), [before, from]);
        assert_eq!(of(Comparison::GreaterOrEqual), [before, from]);
        assert_eq!(of(Comparison::LessOrEqual), [until, after]);
        assert_eq!(of(Comparison::Greater), [until, after]);
        assert_eq!(of(Comparison::NotEqual), [before, Phase { first: 10, last: 10 }, after]);
        let truths: Vec<_> =
            of(Comparison::Equal).iter().map(|&it| compared(Comparison::Equal, 10).within(it)).collect();
        assert_eq!(truths, [Truth::False, Truth::True, Truth::False].map(Condition::Constant));
    }

    #[test]
    fn only_the_row_of_the_phase_is_left_of_a_case() {
        let value = |truth| Condition::Constant(truth);
        let case = Condition::Case(vec![
            (compared(Comparison::Less, 10), value(Truth::False)),
            (compared(Comparison::Less, 20), value(Truth::Unknown)),
            (Condition::Constant(Truth::True), value(Truth::True)),
        ]);
        let phases = Phase::of([&case]);
        assert_eq!(phases.iter().map(|it| it.last).collect::<Vec<_>>(), [9, 19, LAST]);
        let left: Vec<_> = phases.iter().map(|&it| case.within(it)).collect();
        assert_eq!(left, [Truth::False, Truth::Unknown, Truth::True].map(Condition::Constant));
    }

    #[test]
    fn without_a_date_time_is_one_phase() {
        assert_eq!(Phase::of([&Condition::Constant(Truth::True)]), [Phase { first: FIRST, last: LAST }]);
    }
}
