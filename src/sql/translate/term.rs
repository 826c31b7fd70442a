//! Values: literals, facts, sums, extremes and moved times.

use super::Translator;
use super::condition::{any, counted};
use super::facts::{Env, Scalar};
use super::rows::Aggregate;
use crate::ir::{self, Arithmetic, Body, Comparison, Constant, Duration, Edge, Shift, Term, Unit, calendar};
use crate::sql::tree::{AggregateFunction, Expr, Extreme, Literal, Type};
use crate::sql::types::column_type;

impl Translator<'_> {
    pub(super) fn term(&mut self, term: &Term, env: &Env) -> Scalar {
        if !self.spend() {
            return Scalar::unknown();
        }
        match term {
            Term::Constant(constant) => Scalar::known(Expr::Literal(self.literal(constant))),
            Term::Now => Scalar::known(self.now.map_or(Expr::Now, Expr::time)),
            Term::Field(place) => self.fact(place, env),
            Term::Aggregate { select, of: None, .. } => self.count(select, env),
            Term::Aggregate { kind, select, of: Some(of) } => match kind.extreme() {
                Some(end) => self.extreme(end, select, of, env),
                None => self.total(select, of, env),
            },
            Term::Arithmetic(how, left, right) => self.arithmetic(*how, left, right, env),
            Term::Shift(_, Shift::Time(_)) => self.unmoved(term, env).moved(shifted),
            Term::Shift(of, Shift::Date(by)) => {
                let turns_back = is_backwards(by) && self.may_pass_the_end(of);
                let of = self.term(of, env);
                of.map(|day| {
                    let moved = shifted_day(day.clone(), by);
                    if turns_back { unless_past(day, past_day(), moved) } else { moved }
                })
            }
            Term::Shift(of, Shift::DayEdge(edge, zone)) => {
                // The last instant of a day past the end is past it in every zone, but not its first.
                let is_past = *edge == Edge::Start && self.may_pass_the_end(of);
                let of = self.term(of, env);
                of.map(|day| {
                    let instant = Expr::Day(Box::new(day.clone()), *edge, *zone);
                    let past =
                        (Expr::Literal(Literal::Date(calendar::LAST_DAY)), Expr::time(calendar::BEYOND));
                    if is_past { unless_past(day, past, instant) } else { instant }
                })
            }
            Term::Call(definition, subject) => {
                let inner = self.called_on(subject, env);
                match &self.program.definitions[*definition].body {
                    Body::Term(body) => self.term(body, &inner),
                    Body::Condition(_) => Scalar::unknown(),
                }
            }
        }
    }

    fn literal(&self, constant: &Constant) -> Literal {
        match constant {
            Constant::Bool(value) => Literal::Bool(*value),
            Constant::Number(units, Unit::Int) => Literal::Number(*units),
            Constant::Number(units, unit @ (Unit::Decimal | Unit::Money(_))) => {
                Literal::Decimal(*units, unit.scale())
            }
            Constant::Text(text) => Literal::Text(text.clone()),
            Constant::Time(micros) => Literal::Time(*micros),
            Constant::Date(days) => Literal::Date(*days),
            Constant::Choice(of, at) => {
                let words = self.program.enumerations.get(*of);
                let word = words.and_then(|words| words.get(*at as usize));
                Literal::Text(word.cloned().unwrap_or_default())
            }
        }
    }

    fn count(&mut self, select: &ir::Select, env: &Env) -> Scalar {
        let Some(collection) = self.collection(&select.collection, env) else { return Scalar::unknown() };
        let inner = self.enter_elements(&collection, env);
        let filter = self.condition(&select.filter, &inner);
        let (count, perhaps) = self.tally(filter, counted, any);
        let sure = Expr::all([collection.known, Expr::not(perhaps)]);
        Scalar::known(Expr::case([(sure, count)], None))
    }

    fn total(&mut self, select: &ir::Select, of: &Term, env: &Env) -> Scalar {
        let ty = self.scope(env).inside_select(select).ty(of).unwrap_or(ir::Type::Number(Unit::Int));
        let Some((sum, perhaps, known)) = self.aggregated(select, of, env, |value, when| {
            let (value, none) = match column_type(&ty) {
                Type::Decimal(scale) => (value, Literal::Decimal(0, scale)),
                Type::Bool | Type::Int | Type::Wide | Type::Text | Type::Time | Type::Date | Type::Set(_) => {
                    (Expr::Widen(Box::new(value), Type::Wide), Literal::Number(0))
                }
            };
            Aggregate {
                of: Expr::aggregate(AggregateFunction::Sum, Some(value), when),
                none: Some(none),
                hint: "total".to_owned(),
            }
        }) else {
            return Scalar::unknown();
        };
        let sure = Expr::all([known, Expr::not(perhaps)]);
        Scalar::known(Expr::case([(sure, sum)], None))
    }

    fn extreme(&mut self, end: Extreme, select: &ir::Select, of: &Term, env: &Env) -> Scalar {
        let Some((value, perhaps, known)) = self.aggregated(select, of, env, |value, when| Aggregate {
            of: Expr::aggregate(AggregateFunction::Extreme(end), Some(value), when),
            none: None,
            hint: if end == Extreme::Greatest { "greatest" } else { "least" }.to_owned(),
        }) else {
            return Scalar::unknown();
        };
        let sure = Expr::all([known, Expr::not(perhaps)]);
        let absent = Expr::all([sure.clone(), Expr::is_null(value.clone())]);
        Scalar { value: Expr::case([(sure, value)], None), absent }
    }

    /// The aggregate over the selected elements, whether any of them is in doubt, and whether all are known.
    fn aggregated(
        &mut self,
        select: &ir::Select,
        of: &Term,
        env: &Env,
        aggregate: impl FnOnce(Expr, Expr) -> Aggregate,
    ) -> Option<(Expr, Expr, Expr)> {
        let collection = self.collection(&select.collection, env)?;
        let inner = self.enter_elements(&collection, env);
        let filter = self.condition(&select.filter, &inner);
        let value = self.term(of, &inner);
        let there = Expr::not(value.absent);
        let perhaps = Expr::not(Expr::is_false(filter.clone()));
        let in_doubt = Expr::any([Expr::is_null(filter.clone()), Expr::is_null(value.value.clone())]);
        let unknown = Expr::all([perhaps, there.clone(), in_doubt]);
        let mut aggregate = aggregate(value.value, Expr::all([filter, there]));
        aggregate.hint = format!("{} {}", self.context, aggregate.hint);
        let mut in_doubt = any(unknown, &self.context);
        in_doubt.hint = format!("{} unknown", self.context);
        let columns = self.leave(vec![aggregate, in_doubt]);
        let [value, perhaps] = columns.as_slice() else { return None };
        Some((value.clone(), perhaps.clone(), collection.known))
    }

    fn arithmetic(&mut self, how: Arithmetic, left: &Term, right: &Term, env: &Env) -> Scalar {
        let ty = self.scope(env).ty(left);
        let ty = ty.or_else(|| self.scope(env).ty(right));
        let column = match ty.as_ref().map(column_type) {
            Some(Type::Int) | None => Type::Wide,
            Some(other) => other,
        };
        let left = self.term(left, env);
        let right = self.term(right, env);
        let wide = |value: Expr| match column {
            Type::Wide => Box::new(Expr::Widen(Box::new(value), Type::Wide)),
            Type::Bool
            | Type::Int
            | Type::Decimal(_)
            | Type::Text
            | Type::Time
            | Type::Date
            | Type::Set(_) => Box::new(value),
        };
        let is_minus = how == Arithmetic::Subtract;
        let value = Expr::Sum(is_minus, column.clone(), wide(left.value), wide(right.value));
        Scalar { value, absent: Expr::any([left.absent, right.absent]) }
    }

    /// A term without what moves it.
    pub(super) fn unmoved(&mut self, term: &Term, env: &Env) -> Unmoved {
        match term {
            Term::Shift(of, Shift::Time(by)) => {
                let mut unmoved = self.unmoved(of, env);
                unmoved.moves.push(*by);
                unmoved
            }
            Term::Call(definition, subject) => {
                let inner = self.called_on(subject, env);
                match &self.program.definitions[*definition].body {
                    Body::Term(body) => self.unmoved(body, &inner),
                    Body::Condition(_) => Unmoved::of(Scalar::unknown(), false),
                }
            }
            Term::Constant(_)
            | Term::Now
            | Term::Field(_)
            | Term::Aggregate { .. }
            | Term::Arithmetic(..)
            | Term::Shift(_, Shift::Date(_) | Shift::DayEdge(..)) => {
                let may_be_past = self.may_pass_the_end(term);
                Unmoved::of(self.term(term, env), may_be_past)
            }
        }
    }

    /// Whether a term may lie past the calendar's end, where it stays however it is moved on.
    pub(super) fn may_pass_the_end(&self, term: &Term) -> bool {
        match term {
            Term::Shift(of, Shift::Time(by) | Shift::Date(by)) => {
                !is_backwards(by) || self.may_pass_the_end(of)
            }
            Term::Shift(_, Shift::DayEdge(Edge::End, _)) => true,
            Term::Shift(of, Shift::DayEdge(Edge::Start, _)) => self.may_pass_the_end(of),
            Term::Aggregate { kind, of, .. } => match (kind.extreme(), of) {
                (Some(_), Some(of)) => self.may_pass_the_end(of),
                (None, _) | (_, None) => false,
            },
            Term::Call(definition, _) => match &self.program.definitions[*definition].body {
                Body::Term(body) => self.may_pass_the_end(body),
                Body::Condition(_) => false,
            },
            Term::Constant(_) | Term::Now | Term::Field(_) | Term::Arithmetic(..) => false,
        }
    }
}

/// An instant and the moves that follow.
#[derive(Debug)]
pub(super) struct Unmoved {
    pub(super) of: Scalar,
    pub(super) moves: Vec<Duration>,
    /// Whether the instant may lie past the calendar's end.
    may_be_past: bool,
}

impl Unmoved {
    fn of(of: Scalar, may_be_past: bool) -> Self {
        Self { of, moves: Vec::new(), may_be_past }
    }

    /// The instant moved, each time by `shift`.
    pub(super) fn moved(&self, shift: fn(Expr, &Duration) -> Expr) -> Scalar {
        self.of.clone().map(|value| self.moved_from(value, &self.moves, shift))
    }

    /// Another instant of the same kind moved by `moves`.
    pub(super) fn moved_from(
        &self,
        value: Expr,
        moves: &[Duration],
        shift: fn(Expr, &Duration) -> Expr,
    ) -> Expr {
        let mut may_be_past = self.may_be_past;
        moves.iter().fold(value, |value, by| {
            let turns_back = may_be_past && is_backwards(by);
            may_be_past |= !is_backwards(by);
            let moved = shift(value.clone(), by);
            let past = (Expr::time(calendar::LAST), Expr::time(calendar::BEYOND));
            if turns_back { unless_past(value, past, moved) } else { moved }
        })
    }
}

/// What is past the calendar's end stays there: `moved` of a value that is not beyond the last.
fn unless_past(value: Expr, (last, beyond): (Expr, Expr), moved: Expr) -> Expr {
    Expr::case([(Expr::compare(Comparison::Greater, value, last), beyond)], Some(moved))
}

fn past_day() -> (Expr, Expr) {
    let day = |days| Expr::Literal(Literal::Date(days));
    (day(calendar::LAST_DAY), day(calendar::BEYOND_DAY))
}

/// An instant that is compared with another that may be past the calendar's end as well: all of these are one.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
pub(super) fn within_calendar(value: Expr) -> Expr {
    match value {
        Expr::Day(..) => Expr::extreme(Extreme::Least, vec![value, Expr::time(calendar::BEYOND)]),
        other => other,
    }
}

/// A moved instant, that past the calendar's end being all one; NULL stays NULL.
pub(super) fn shifted(value: Expr, by: &Duration) -> Expr {
    if let Expr::Literal(Literal::Time(micros)) = value {
        return Expr::time(calendar::shift(micros, by));
    }
    let moved = Expr::Shift(Box::new(value.clone()), *by);
    let kept = match Reach::of(by) {
        Reach::Beyond => Expr::time(calendar::BEYOND),
        Reach::Forwards => Expr::extreme(Extreme::Least, vec![moved, Expr::time(calendar::BEYOND)]),
        Reach::Backwards => Expr::extreme(Extreme::Greatest, vec![moved, Expr::time(calendar::FIRST)]),
        Reach::FarBack => {
            let safe =
                calendar::shift(calendar::FIRST, &opposite(by)).saturating_sub(SLACK_DAYS * MICROS_OF_A_DAY);
            let first = Expr::time(calendar::FIRST);
            let moved = Expr::extreme(Extreme::Greatest, vec![moved, first.clone()]);
            let is_safe = Expr::compare(Comparison::GreaterOrEqual, value.clone(), Expr::time(safe));
            Expr::case([(is_safe, moved)], Some(first))
        }
    };
    if value.nullable() { Expr::case([(Expr::is_present(value), kept)], None) } else { kept }
}

/// A moved instant that is only compared with one of the calendar: it may lie anywhere past the end.
pub(super) fn shifted_freely(value: Expr, by: &Duration) -> Expr {
    match Reach::of(by) {
        Reach::Beyond | Reach::FarBack => shifted(value, by),
        Reach::Forwards | Reach::Backwards => Expr::Shift(Box::new(value), *by),
    }
}

fn is_backwards(by: &Duration) -> bool {
    by.months < 0 || by.days < 0 || by.micros < 0
}

/// Days by which moving there and back may miss the start.
const SLACK_DAYS: i64 = 400;
const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// How far a duration leads, for engines that do not reckon as far as it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Past the calendar's end from every instant.
    Beyond,
    Forwards,
    Backwards,
    /// From some instants to before 4713 BC, where PostgreSQL's times begin.
    FarBack,
}

impl Reach {
    fn of(by: &Duration) -> Self {
        match (is_longer_than(by, 10_000), is_backwards(by)) {
            (true, false) => Self::Beyond,
            (false, false) => Self::Forwards,
            (_, true) if is_longer_than(by, 4_000) => Self::FarBack,
            (_, true) => Self::Backwards,
        }
    }
}

fn is_longer_than(by: &Duration, years: i64) -> bool {
    i64::from(by.months).abs() > 12 * years
        || i64::from(by.days).abs() > 366 * years
        || by.micros.unsigned_abs() > (366 * years * MICROS_OF_A_DAY).unsigned_abs()
}

fn opposite(by: &Duration) -> Duration {
    let (months, days) = (by.months.saturating_neg(), by.days.saturating_neg());
    Duration { months, days, micros: by.micros.saturating_neg(), full_days: false, ..*by }
}

fn shifted_day(value: Expr, by: &Duration) -> Expr {
    let day = |days| Expr::Literal(Literal::Date(days));
    if let Expr::Literal(Literal::Date(days)) = value {
        return day(calendar::shift_day(days, by));
    }
    let moved = Expr::ShiftDay(Box::new(value.clone()), *by);
    let kept = match Reach::of(by) {
        Reach::Beyond => day(calendar::BEYOND_DAY),
        Reach::Forwards => Expr::extreme(Extreme::Least, vec![moved, day(calendar::BEYOND_DAY)]),
        Reach::Backwards => Expr::extreme(Extreme::Greatest, vec![moved, day(calendar::FIRST_DAY)]),
        Reach::FarBack => {
            let safe = calendar::shift_day(calendar::FIRST_DAY, &opposite(by)) - SLACK_DAYS as i32;
            let moved = Expr::extreme(Extreme::Greatest, vec![moved, day(calendar::FIRST_DAY)]);
            let is_safe = Expr::compare(Comparison::GreaterOrEqual, value.clone(), day(safe));
            Expr::case([(is_safe, moved)], Some(day(calendar::FIRST_DAY)))
        }
    };
    if value.nullable() { Expr::case([(Expr::is_present(value), kept)], None) } else { kept }
}
