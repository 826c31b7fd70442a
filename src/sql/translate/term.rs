//! Values: literals, facts, sums, extremes and moved times.

use super::Translator;
use super::condition::{any, counted};
use super::facts::{Env, Scalar};
use super::rows::Aggregate;
use crate::ir::{self, Body, Duration, Term, Value, calendar, currency};
use crate::sql::layout::column_type;
use crate::sql::tree::{End, Expr, Literal, TRUE, Type, UNKNOWN};

impl Translator<'_> {
    /// A term; `expected` gives constants their type.
    pub(super) fn term(&mut self, term: &Term, env: &Env, expected: Option<&ir::Type>) -> Scalar {
        if !self.spend() {
            return Scalar::unknown();
        }
        match term {
            Term::Constant(value) => self.constant(value, expected),
            Term::Now => Scalar::known(self.now.map_or(Expr::Now, Expr::time)),
            Term::Field(place) => self.fact(place, env),
            Term::Count(select) => self.count(select, env),
            Term::Total(select, of, none) => self.total(select, of, none, env, expected),
            Term::Maximum(select, of) => self.extreme(End::Greatest, select, of, env, expected),
            Term::Minimum(select, of) => self.extreme(End::Least, select, of, env, expected),
            Term::Add(left, right) => self.sum(false, left, right, env, expected),
            Term::Subtract(left, right) => self.sum(true, left, right, env, expected),
            Term::Shift(of, by) => {
                let is_date = self.type_of(of, env) == Some(ir::Type::Date);
                let of = self.term(of, env, None);
                of.map(|value| if is_date { shifted_day(value, by) } else { shifted(value, by) })
            }
            Term::Day(of, edge, zone) => {
                let of = self.term(of, env, Some(&ir::Type::Date));
                of.map(|value| Expr::Day(Box::new(value), *edge, *zone))
            }
            Term::Call(definition, subject) => {
                let inner = self.called_on(subject, env);
                match &self.program.definitions[*definition].body {
                    Body::Term(body) => self.term(body, &inner, expected),
                    Body::Condition(_) => Scalar::unknown(),
                }
            }
        }
    }

    /// Where only constants are compared, nothing tells their type: amounts are then in minor units, and choices numbers.
    fn constant(&mut self, value: &Value, expected: Option<&ir::Type>) -> Scalar {
        let literal = match (value, expected) {
            (Value::Unknown, _) => return Scalar::unknown(),
            (Value::Absent, _) => return Scalar { value: UNKNOWN, absent: TRUE },
            (Value::Bool(value), _) => Literal::Bool(*value),
            (Value::Int(value), _) => Literal::Number(i128::from(*value)),
            (Value::Decimal(units), _) => Literal::Decimal(*units, ir::DECIMAL_SCALE),
            (Value::Money(units), Some(ir::Type::Money(code))) => {
                Literal::Decimal(*units, currency::minor_digits(code).unwrap_or(0))
            }
            (Value::Money(units), _) => Literal::Number(*units),
            (Value::Text(text), _) => Literal::Text(text.clone()),
            (Value::Time(micros), _) => Literal::Time(*micros),
            (Value::Date(days), _) => Literal::Date(*days),
            (Value::Choice(at), Some(ir::Type::OneOf(words))) => {
                Literal::Text(words.get(*at as usize).cloned().unwrap_or_default())
            }
            (Value::Choice(at), _) => Literal::Number(i128::from(*at)),
            _ => {
                self.refuse("a constant of this type has no literal in SQL");
                return Scalar::unknown();
            }
        };
        Scalar::known(Expr::Literal(literal))
    }

    fn count(&mut self, select: &ir::Select, env: &Env) -> Scalar {
        let Some(collection) = self.collection(&select.collection, env) else { return Scalar::unknown() };
        let inner = self.enter_elements(&collection, env);
        let filter = self.condition(&select.filter, &inner);
        let (count, perhaps) = self.tally(filter, counted, any);
        let sure = Expr::all([collection.known, Expr::not(perhaps)]);
        Scalar::known(Expr::case([(sure, count)], None))
    }

    fn total(
        &mut self,
        select: &ir::Select,
        of: &Term,
        none: &Value,
        env: &Env,
        expected: Option<&ir::Type>,
    ) -> Scalar {
        let ty = match none {
            Value::Int(_) => ir::Type::Int,
            Value::Decimal(_) => ir::Type::Decimal,
            _ => self.aggregated_type(select, of, env).or(expected.cloned()).unwrap_or(ir::Type::Int),
        };
        let Some((sum, perhaps, known)) = self.aggregated(select, of, env, expected, |value, when| {
            let (value, none) = match column_type(&ty) {
                Type::Decimal(scale) => (value, Literal::Decimal(0, scale)),
                _ => (Expr::Widen(Box::new(value), Type::Wide), Literal::Number(0)),
            };
            Aggregate {
                of: Expr::SumWhere(Box::new(value), Box::new(when)),
                none: Some(none),
                hint: "total".to_owned(),
            }
        }) else {
            return Scalar::unknown();
        };
        let sure = Expr::all([known, Expr::not(perhaps)]);
        Scalar::known(Expr::case([(sure, sum)], None))
    }

    fn extreme(
        &mut self,
        end: End,
        select: &ir::Select,
        of: &Term,
        env: &Env,
        expected: Option<&ir::Type>,
    ) -> Scalar {
        let Some((value, perhaps, known)) =
            self.aggregated(select, of, env, expected, |value, when| Aggregate {
                of: Expr::ExtremeWhere(end, Box::new(value), Box::new(when)),
                none: None,
                hint: if end == End::Greatest { "greatest" } else { "least" }.to_owned(),
            })
        else {
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
        expected: Option<&ir::Type>,
        aggregate: impl FnOnce(Expr, Expr) -> Aggregate,
    ) -> Option<(Expr, Expr, Expr)> {
        let collection = self.collection(&select.collection, env)?;
        let inner = self.enter_elements(&collection, env);
        let filter = self.condition(&select.filter, &inner);
        let value = self.term(of, &inner, expected);
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

    fn aggregated_type(&mut self, select: &ir::Select, of: &Term, env: &Env) -> Option<ir::Type> {
        let collection = self.collection(&select.collection, env)?;
        let inner = self.enter_elements(&collection, env);
        let ty = self.type_of(of, &inner);
        self.rows.pop();
        ty
    }

    fn sum(
        &mut self,
        minus: bool,
        left: &Term,
        right: &Term,
        env: &Env,
        expected: Option<&ir::Type>,
    ) -> Scalar {
        let ty = self.type_of(left, env).or_else(|| self.type_of(right, env)).or(expected.cloned());
        let column = match ty.as_ref().map(column_type) {
            Some(Type::Int) | None => Type::Wide,
            Some(other) => other,
        };
        let left = self.term(left, env, ty.as_ref());
        let right = self.term(right, env, ty.as_ref());
        let wide = |value: Expr| match column {
            Type::Wide => Box::new(Expr::Widen(Box::new(value), Type::Wide)),
            _ => Box::new(value),
        };
        let value = Expr::Sum(minus, column.clone(), wide(left.value), wide(right.value));
        Scalar { value, absent: Expr::any([left.absent, right.absent]) }
    }

    /// The type of a term; `None` for an amount or a choice that stands alone.
    pub(super) fn type_of(&mut self, term: &Term, env: &Env) -> Option<ir::Type> {
        Some(match term {
            Term::Constant(value) => return type_of_constant(value),
            Term::Now | Term::Day(..) => ir::Type::Time,
            Term::Field(place) => return self.type_at(place, env),
            Term::Count(_) => ir::Type::Int,
            Term::Total(select, of, _) | Term::Maximum(select, of) | Term::Minimum(select, of) => {
                return self.aggregated_type(select, of, env);
            }
            Term::Add(left, right) | Term::Subtract(left, right) => {
                return self.type_of(left, env).or_else(|| self.type_of(right, env));
            }
            Term::Shift(of, _) => return self.type_of(of, env),
            Term::Call(definition, subject) => {
                let inner = self.called_on(subject, env);
                let Body::Term(body) = &self.program.definitions[*definition].body else { return None };
                return self.type_of(body, &inner);
            }
        })
    }

    /// A term without what moves it, which follows in order.
    pub(super) fn unmoved(&mut self, term: &Term, env: &Env) -> (Scalar, Vec<Duration>) {
        match term {
            Term::Shift(of, by) if self.type_of(of, env) == Some(ir::Type::Time) => {
                let (of, mut moves) = self.unmoved(of, env);
                moves.push(*by);
                (of, moves)
            }
            Term::Call(definition, subject) => {
                let inner = self.called_on(subject, env);
                match &self.program.definitions[*definition].body {
                    Body::Term(body) => self.unmoved(body, &inner),
                    Body::Condition(_) => (Scalar::unknown(), Vec::new()),
                }
            }
            term => (self.term(term, env, Some(&ir::Type::Time)), Vec::new()),
        }
    }
}

fn type_of_constant(value: &Value) -> Option<ir::Type> {
    Some(match value {
        Value::Bool(_) => ir::Type::Bool,
        Value::Int(_) => ir::Type::Int,
        Value::Decimal(_) => ir::Type::Decimal,
        Value::Text(_) => ir::Type::Text,
        Value::Time(_) => ir::Type::Time,
        Value::Date(_) => ir::Type::Date,
        _ => return None,
    })
}

/// A moved instant, kept within the calendar; NULL stays NULL.
pub(super) fn shifted(value: Expr, by: &Duration) -> Expr {
    if let Expr::Literal(Literal::Time(micros)) = value {
        return Expr::time(calendar::shift(micros, by));
    }
    let (end, bound) = match is_backwards(by) {
        true => (End::Greatest, calendar::FIRST),
        false => (End::Least, calendar::LAST),
    };
    let kept = match is_beyond(by) {
        true => Expr::time(bound),
        false => Expr::extreme(end, vec![Expr::Shift(Box::new(value.clone()), *by), Expr::time(bound)]),
    };
    if value.nullable() { Expr::case([(Expr::is_present(value), kept)], None) } else { kept }
}

/// A moved instant that is only compared with a present one: it need not be kept within the calendar.
pub(super) fn shifted_freely(value: Expr, by: &Duration) -> Expr {
    if is_beyond(by) { shifted(value, by) } else { Expr::Shift(Box::new(value), *by) }
}

fn is_backwards(by: &Duration) -> bool {
    by.months < 0 || by.days < 0 || by.micros < 0
}

/// Whether any instant moved so lands beyond the calendar. Engines reckon this far, but not as far as a duration goes.
fn is_beyond(by: &Duration) -> bool {
    const YEARS: i64 = 10_000;
    i64::from(by.months).abs() > 12 * YEARS
        || i64::from(by.days).abs() > 366 * YEARS
        || by.micros.unsigned_abs() > (366 * YEARS * 86_400_000_000).unsigned_abs()
}

fn shifted_day(value: Expr, by: &Duration) -> Expr {
    if let Expr::Literal(Literal::Date(days)) = value {
        return Expr::Literal(Literal::Date(calendar::shift_day(days, by)));
    }
    let (end, bound) = match is_backwards(by) {
        true => (End::Greatest, calendar::FIRST),
        false => (End::Least, calendar::LAST),
    };
    let bound = Expr::Literal(Literal::Date(bound.div_euclid(86_400_000_000) as i32));
    let kept = match is_beyond(by) {
        true => bound,
        false => Expr::extreme(end, vec![Expr::ShiftDay(Box::new(value.clone()), *by), bound]),
    };
    if value.nullable() { Expr::case([(Expr::is_present(value), kept)], None) } else { kept }
}
