//! Terms that are the greater or the lesser of others: what they come to, and between what they lie where operands are unknown.

use exeunt::ir::{Arithmetic, Body, Comparison, Shift, Term, Value};

use super::calendar::Taken;
use super::known::Call;
use super::{Env, Truth, World, calendar};

/// The operands of a term, each with its value.
#[derive(Debug, Clone)]
pub(super) enum Operands {
    /// It is no extreme.
    One(Value),
    /// Not before the first, not after the second: of a count, or where a calendar of working days leaves it open.
    Between(Value, Value),
    /// The greatest (`true`) or the least of two.
    Of(bool, Box<[Operands; 2]>),
}

/// Between what a value lies; `None` where there is no end.
#[derive(Clone, Copy)]
struct Range {
    from: Option<i128>,
    to: Option<i128>,
}

impl<'a> World<'a> {
    /// The operands of a term, definitions written out; what moves an extreme moves each of them.
    pub(super) fn operands(&self, term: &Term, env: &Env<'a>) -> Operands {
        match term {
            Term::Shift(of, by) => self.operands(of, env).moved(by),
            Term::Call(definition, subject) => match &self.program.definitions()[*definition].body {
                Body::Term(body) => {
                    let inside = self.subject(subject, env);
                    let call = Call::of_definition(*definition, &inside);
                    self.known.operands(call, || self.operands(body, &inside))
                }
                Body::Condition(_) => panic!("a condition is called as a term"),
            },
            Term::Case(rows) => {
                let judged = rows.iter().map(|row| (self.condition(&row.guard, env), &row.value));
                match judged.into_iter().find(|(guard, _)| *guard != Some(false)) {
                    Some((Some(true), value)) => self.operands(value, env),
                    _ => Operands::One(Value::Unknown),
                }
            }
            Term::Arithmetic(how @ (Arithmetic::Max | Arithmetic::Min), left, right) => {
                let both = [self.operands(left, env), self.operands(right, env)];
                Operands::Of(*how == Arithmetic::Max, Box::new(both))
            }
            Term::Distinct(distinct) => match self.different(distinct, env) {
                Some((least, most)) => Operands::Between(Value::Number(least), Value::Number(most)),
                None => Operands::One(Value::Unknown),
            },
            Term::Constant(_)
            | Term::Now
            | Term::Field(_)
            | Term::Aggregate { .. }
            | Term::Moved(..)
            | Term::Anniversary(..)
            | Term::Arithmetic(
                Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply | Arithmetic::Divide(_),
                ..,
            ) => Operands::One(self.term(term, env)),
        }
    }
}

impl Operands {
    fn moved(self, by: &Shift) -> Self {
        match self {
            Self::One(value) => {
                between(moved(value.clone(), by, Taken::Worked), moved(value, by, Taken::Rest))
            }
            Self::Between(first, last) => match by {
                // What does not keep the order of all times does not keep bounds.
                Shift::Time(length) if (length.months, length.days, length.full_days) != (0, 0, false) => {
                    Self::One(Value::Unknown)
                }
                Shift::DateOf(_) => Self::One(Value::Unknown),
                Shift::Time(_)
                | Shift::Date(_)
                | Shift::DayEdge(..)
                | Shift::PeriodEdge(..)
                | Shift::Next(_)
                | Shift::WorkingDays(..)
                | Shift::ToWorkingDay(_) => {
                    let is_backwards = matches!(by, Shift::WorkingDays(count, _) if *count < 0);
                    let (towards, away) = if is_backwards {
                        (Taken::Rest, Taken::Worked)
                    } else {
                        (Taken::Worked, Taken::Rest)
                    };
                    between(moved(first, by, towards), moved(last, by, away))
                }
            },
            Self::Of(greatest, both) => {
                let [one, other] = *both;
                Self::Of(greatest, Box::new([one.moved(by), other.moved(by)]))
            }
        }
    }

    /// The value; absent where an operand is, and else unknown where one is.
    pub(super) fn value(self) -> Value {
        match self {
            Self::One(value) => value,
            Self::Between(first, last) if first == last => first,
            Self::Between(..) => Value::Unknown,
            Self::Of(greatest, both) => {
                let [one, other] = both.map(Self::value);
                match (&one, &other) {
                    (Value::Absent, _) | (_, Value::Absent) => Value::Absent,
                    (Value::Unknown, _) | (_, Value::Unknown) => Value::Unknown,
                    _ if greatest => one.max(other),
                    _ => one.min(other),
                }
            }
        }
    }

    /// Whether it is there: a value that is only bounded is.
    pub(super) fn presence(&self) -> Truth {
        match self {
            Self::One(Value::Unknown) => None,
            Self::One(value) => Some(*value != Value::Absent),
            Self::Between(..) => Some(true),
            // An extreme has no bounds of its own where it is no side of a comparison.
            Self::Of(_, both) => match both.each_ref().map(Self::presence) {
                [Some(false), _] | [_, Some(false)] => Some(false),
                [Some(true), Some(true)] if !self.is_open() => Some(true),
                _ => None,
            },
        }
    }

    /// Whether it compares so with others; nothing is absent where it is asked.
    pub(super) fn compare(&self, comparison: Comparison, other: &Self) -> Truth {
        let (left, right) = (self.range(), other.range());
        // Of two ends that are known, whether the first is below, or not above, the second.
        let below =
            |one: Option<i128>, two: Option<i128>| matches!((one, two), (Some(one), Some(two)) if one < two);
        let up_to =
            |one: Option<i128>, two: Option<i128>| matches!((one, two), (Some(one), Some(two)) if one <= two);
        let decided = |yes: bool, no: bool| (yes || no).then_some(yes);
        match comparison {
            Comparison::Less => decided(below(left.to, right.from), up_to(right.to, left.from)),
            Comparison::LessOrEqual => decided(up_to(left.to, right.from), below(right.to, left.from)),
            Comparison::Greater => decided(below(right.to, left.from), up_to(left.to, right.from)),
            Comparison::GreaterOrEqual => decided(up_to(right.to, left.from), below(left.to, right.from)),
            Comparison::Equal | Comparison::NotEqual => {
                let apart = below(left.to, right.from) || below(right.to, left.from);
                let same = up_to(left.to, right.from) && up_to(right.to, left.from);
                decided(same, apart).map(|same| same == (comparison == Comparison::Equal))
            }
        }
    }

    fn range(&self) -> Range {
        match self {
            Self::One(value) => {
                let known = key(value);
                Range { from: known, to: known }
            }
            Self::Between(first, last) => Range { from: key(first), to: key(last) },
            Self::Of(greatest, both) => {
                let [one, other] = [both[0].range(), both[1].range()];
                // The greatest is at least every one of which the least is known, and at most all only if all are known.
                let either = |one: Option<i128>, two: Option<i128>| [one, two].into_iter().flatten();
                let both = |one: Option<i128>, two: Option<i128>| Some((one?, two?));
                if *greatest {
                    let to = both(one.to, other.to).map(|(one, two)| one.max(two));
                    Range { from: either(one.from, other.from).max(), to }
                } else {
                    let from = both(one.from, other.from).map(|(one, two)| one.min(two));
                    Range { from, to: either(one.to, other.to).min() }
                }
            }
        }
    }

    /// Whether a calendar of working days leaves one of them open.
    fn is_open(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::Between(..) => true,
            Self::Of(_, both) => both.iter().any(Self::is_open),
        }
    }

    /// Whether one of them is absent.
    pub(super) fn lacks_one(&self) -> bool {
        match self {
            Self::One(value) => *value == Value::Absent,
            Self::Between(..) => false,
            Self::Of(_, both) => both.iter().any(Self::lacks_one),
        }
    }
}

fn key(value: &Value) -> Option<i128> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Time(time) => Some((*time).into()),
        Value::Date(day) => Some((*day).into()),
        Value::Unknown
        | Value::Absent
        | Value::Bool(_)
        | Value::Text(_)
        | Value::Length(_)
        | Value::Choice(_)
        | Value::Set(_)
        | Value::Many(_)
        | Value::Record(_) => None,
    }
}

fn between(one: Value, other: Value) -> Operands {
    match one.cmp(&other) {
        std::cmp::Ordering::Equal => Operands::One(one),
        std::cmp::Ordering::Less => Operands::Between(one, other),
        std::cmp::Ordering::Greater => Operands::Between(other, one),
    }
}

/// A time or a date moved, with days that a calendar of working days does not cover taken for one or the other.
fn moved(value: Value, by: &Shift, taken: Taken) -> Value {
    match (value, by) {
        (Value::Date(day), Shift::WorkingDays(count, of)) => {
            Value::Date(calendar::working_day(day, *count, of.days(), taken))
        }
        (Value::Date(day), Shift::ToWorkingDay(of)) => {
            Value::Date(calendar::moved_to_working_day(day, of.days(), taken))
        }
        (Value::Time(time), Shift::Time(by)) => Value::Time(calendar::later(time, by)),
        (Value::Date(day), Shift::Date(by)) => Value::Date(calendar::later_day(day, by)),
        (Value::Date(day), Shift::DayEdge(edge, zone)) => Value::Time(calendar::edge(day, *edge, *zone)),
        (Value::Time(time), Shift::DateOf(zone)) => Value::Date(calendar::date_of(time, *zone)),
        (Value::Date(day), Shift::PeriodEdge(edge, period)) => {
            Value::Date(calendar::edge_of_period(day, *edge, *period))
        }
        (Value::Date(day), Shift::Next(wanted)) => Value::Date(calendar::next(day, *wanted)),
        (other @ (Value::Unknown | Value::Absent), _) => other,
        (other, by) => panic!("{other:?} is moved by {by:?}"),
    }
}
