//! Values: literals, facts, counts, sums, extremes and moved times.

use super::event::may_pass_the_end;
use super::rows::Aggregate;
use super::scalar::Scalar;
use super::shift::{Moving, moved};
use super::state::Translator;
use super::tally::{any, count, unknown};
use crate::diagnostic::messages::sql;
use crate::flat::{Distinct, ScalarType, Select, Value, ValueKind};
use crate::ir::{AggregateKind, Arithmetic, Comparison, Constant, Unit};
use crate::sql::tree::{AggregateFunction, Expr, Extreme, Literal, Type};
use crate::sql::types::column_type;

impl Translator<'_> {
    pub(super) fn value(&mut self, value: &Value) -> Scalar {
        match &value.kind {
            ValueKind::Unknown => Scalar::unknown(),
            ValueKind::Absent => Scalar::absent(),
            ValueKind::Constant(constant) => Scalar::known(Expr::Literal(literal(&value.ty, constant))),
            ValueKind::Cell(cell) => self.cell(*cell),
            ValueKind::Aggregate(kind, select, of) => self.aggregate_of(*kind, select, of.as_deref()),
            ValueKind::Distinct(end, distinct) => self.distinct(*end, distinct),
            ValueKind::Arithmetic(how, left, right) => match how {
                Arithmetic::Add => self.sum_of(false, left, right),
                Arithmetic::Subtract => self.sum_of(true, left, right),
                Arithmetic::Max => self.extreme_of(Extreme::Greatest, left, right),
                Arithmetic::Min => self.extreme_of(Extreme::Least, left, right),
                Arithmetic::Multiply => self.product(left, right),
                // Engines divide in types of their own.
                Arithmetic::Divide(_) => {
                    self.refuse(sql::rounded_share());
                    Scalar::unknown()
                }
            },
            // A row's own length has no cutoff, and engines move by calendars of their own.
            ValueKind::Moved(..) => {
                self.refuse(sql::length_of_the_facts());
                Scalar::unknown()
            }
            ValueKind::Case(rows) => self.case_value(rows),
            ValueKind::Anniversary(..) => {
                self.refuse(sql::anniversary_of_each_row());
                Scalar::unknown()
            }
            ValueKind::Shifted(_, shift) if shift.calendar().is_some() => {
                self.refuse(sql::working_days_of_each_row());
                Scalar::unknown()
            }
            ValueKind::Shifted(of, shift) => {
                let may_be_past = may_pass_the_end(of);
                self.value(of).map(|value| moved(value, &[*shift], may_be_past, Moving::Any))
            }
        }
    }

    fn aggregate_of(&mut self, kind: AggregateKind, select: &Select, of: Option<&Value>) -> Scalar {
        let aggregate = match (kind, of) {
            (AggregateKind::Count, _) => self.count(select),
            (AggregateKind::Sum, Some(of)) => self.sum(select, of),
            (AggregateKind::Max, Some(of)) => self.extreme(Extreme::Greatest, select, of),
            (AggregateKind::Min, Some(of)) => self.extreme(Extreme::Least, select, of),
            // Verified programs have none.
            (AggregateKind::Sum | AggregateKind::Max | AggregateKind::Min, None) => None,
        };
        aggregate.unwrap_or_else(Scalar::unknown)
    }

    fn count(&mut self, select: &Select) -> Option<Scalar> {
        let rows = self.selected(select)?;
        let [count, perhaps] = self.tally(&rows, &select.filter, count, any);
        let surely = Expr::all([rows.known, Expr::not(perhaps)]);
        Some(Scalar::known(Expr::case([(surely, count)], None)))
    }

    fn sum(&mut self, select: &Select, of: &Value) -> Option<Scalar> {
        let sum = |value: Expr, when: Expr| {
            let (value, none) = match column_type(&of.ty.ty()) {
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
        };
        let (sum, surely) = self.reduced(select, of, sum)?;
        Some(Scalar::known(Expr::case([(surely, sum)], None)))
    }

    fn extreme(&mut self, end: Extreme, select: &Select, of: &Value) -> Option<Scalar> {
        let extreme = |value: Expr, when: Expr| Aggregate {
            of: Expr::aggregate(AggregateFunction::Extreme(end), Some(value), when),
            none: None,
            hint: if end == Extreme::Greatest { "greatest" } else { "least" }.to_owned(),
        };
        let (value, surely) = self.reduced(select, of, extreme)?;
        let absent = Expr::all([surely.clone(), Expr::is_null(value.clone())]);
        Some(Scalar { value: Expr::case([(surely, value)], None), absent })
    }

    /// An aggregate of a value of the selected rows, and whether neither they nor it are in doubt; the latter is not NULL.
    fn reduced(
        &mut self,
        select: &Select,
        of: &Value,
        aggregate: impl FnOnce(Expr, Expr) -> Aggregate,
    ) -> Option<(Expr, Expr)> {
        let rows = self.selected(select)?;
        let [value, perhaps] = self.with_rows(&rows, |this| {
            let filter = this.condition(&select.filter);
            let value = this.value(of);
            let is_present = Expr::not(value.absent);
            let may_be_selected = Expr::not(Expr::is_false(filter.clone()));
            let in_doubt = Expr::any([Expr::is_null(filter.clone()), Expr::is_null(value.value.clone())]);
            let in_doubt = Expr::all([may_be_selected, is_present.clone(), in_doubt]);
            let mut aggregate = aggregate(value.value, Expr::all([filter, is_present]));
            aggregate.hint = format!("{} {}", this.context, aggregate.hint);
            [aggregate, unknown(any, in_doubt, &this.context)]
        });
        Some((value, Expr::all([rows.known, Expr::not(perhaps)])))
    }

    /// How many different values there are, or an end of what that may be.
    fn distinct(&mut self, end: Option<Extreme>, distinct: &Distinct) -> Scalar {
        let Some((known, least, most)) = self.different(distinct) else { return Scalar::unknown() };
        let branch = match end {
            Some(Extreme::Least) => (known, least),
            Some(Extreme::Greatest) => (known, most),
            None => {
                let is_certain = Expr::compare(Comparison::Equal, most, least.clone());
                (Expr::all([known, is_certain]), least)
            }
        };
        Scalar::known(Expr::case([branch], None))
    }

    /// Whether anything is known of different values, which is not NULL, and the least and the most that they may be.
    fn different(&mut self, distinct: &Distinct) -> Option<(Expr, Expr, Expr)> {
        let sum = |one, other| Expr::Sum(false, Type::Int, Box::new(one), Box::new(other));
        match distinct {
            // Compared with by its ends; where it stands as a value, they differ.
            Distinct::Known(..) => None,
            Distinct::Members(set) => {
                let set = self.set(*set);
                let members = |known| Expr::members(set.value.clone(), known);
                let or_none = |number| Expr::case([(set.absent.clone(), Expr::number(0))], Some(number));
                let known = Expr::any([set.absent.clone(), Expr::is_present(set.value.clone())]);
                Some((known, or_none(members(true)), or_none(sum(members(true), members(false)))))
            }
            Distinct::Values(select, of) => {
                let rows = self.selected(select)?;
                let [certain, all, unknown] = self.with_rows(&rows, |this| {
                    let (filter, value) = (this.condition(&select.filter), this.value(of));
                    let perhaps = Expr::not(Expr::is_false(filter.clone()));
                    let in_doubt = Expr::all([perhaps.clone(), value.is_unknown()]);
                    let different = |when, hint: &str| Aggregate {
                        of: Expr::distinct_where(value.value.clone(), when),
                        none: Some(Literal::Number(0)),
                        hint: format!("{} {hint}", this.context),
                    };
                    [
                        different(filter, "different"),
                        different(perhaps, "perhaps different"),
                        unknown(count, in_doubt, &this.context),
                    ]
                });
                Some((rows.known, certain, sum(all, unknown)))
            }
        }
    }

    /// The greater or the lesser of two values. The engines' own functions leave NULL out.
    fn extreme_of(&mut self, end: Extreme, left: &Value, right: &Value) -> Scalar {
        let (left, right) = (self.value(left), self.value(right));
        let are_known = [&left, &right].map(|it| Expr::is_present(it.value.clone()));
        let end = Expr::extreme(end, vec![left.value, right.value]);
        Scalar {
            value: Expr::case([(Expr::all(are_known), end)], None),
            absent: Expr::any([left.absent, right.absent]),
        }
    }

    /// A product that no engine has to round: of 38 digits at most.
    fn product(&mut self, left: &Value, right: &Value) -> Scalar {
        let is_small =
            matches!(right.kind, ValueKind::Constant(Constant::Number(by, _)) if by.abs() < MOST_FACTOR);
        let ty = match column_type(&left.ty.ty()) {
            Type::Int => Type::Wide,
            other @ (Type::Bool
            | Type::Wide
            | Type::Decimal(_)
            | Type::Text
            | Type::Time
            | Type::Date
            | Type::Set(_)) => other,
        };
        if !(is_narrow(left) && (is_small || ty == Type::Wide && is_narrow(right))) {
            self.refuse(sql::product_of_many_digits());
            return Scalar::unknown();
        }
        let (left, right) = (self.value(left), self.value(right));
        let widened = |value: Expr| Box::new(Expr::Widen(Box::new(value), Type::Wide));
        let value = match ty {
            Type::Wide => Expr::Product(ty, widened(left.value), widened(right.value)),
            Type::Decimal(_)
            | Type::Bool
            | Type::Int
            | Type::Text
            | Type::Time
            | Type::Date
            | Type::Set(_) => Expr::Product(ty, Box::new(left.value), Box::new(right.value)),
        };
        Scalar { value, absent: Expr::any([left.absent, right.absent]) }
    }

    fn sum_of(&mut self, subtracts: bool, left: &Value, right: &Value) -> Scalar {
        let ty = match column_type(&left.ty.ty()) {
            Type::Int => Type::Wide,
            other @ (Type::Bool
            | Type::Wide
            | Type::Decimal(_)
            | Type::Text
            | Type::Time
            | Type::Date
            | Type::Set(_)) => other,
        };
        let (left, right) = (self.value(left), self.value(right));
        let operand = |value: Expr| match ty {
            Type::Wide => Box::new(Expr::Widen(Box::new(value), Type::Wide)),
            Type::Bool
            | Type::Int
            | Type::Decimal(_)
            | Type::Text
            | Type::Time
            | Type::Date
            | Type::Set(_) => Box::new(value),
        };
        let value = Expr::Sum(subtracts, ty.clone(), operand(left.value), operand(right.value));
        Scalar { value, absent: Expr::any([left.absent, right.absent]) }
    }
}

fn literal(ty: &ScalarType, constant: &Constant) -> Literal {
    match constant {
        Constant::Bool(value) => Literal::Bool(*value),
        Constant::Number(units, Unit::Int) => Literal::Number(*units),
        Constant::Number(units, unit @ (Unit::Decimal | Unit::Money(_))) => {
            Literal::Decimal(*units, unit.scale())
        }
        Constant::Text(text) => Literal::Text(text.clone()),
        Constant::Time(micros) => Literal::Time(*micros),
        Constant::Date(days) => Literal::Date(*days),
        Constant::Length(length) => Literal::Text(length.to_string()),
        Constant::Choice(_, at) => {
            let words = if let ScalarType::Choice(choices) = ty { &choices[..] } else { &[] };
            words.get(*at as usize).map_or(Literal::Unknown, |word| Literal::Text(word.clone()))
        }
    }
}

/// Factors below this have at most nine digits: with the 28 of an amount or a decimal a product has no more than 38.
const MOST_FACTOR: i128 = 1_000_000_000;

/// Whether a value has no more digits than its type lets into a fact.
fn is_narrow(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Unknown | ValueKind::Absent | ValueKind::Constant(_) => true,
        ValueKind::Cell(_) | ValueKind::Distinct(..) => true,
        ValueKind::Aggregate(kind, _, of) => match kind {
            AggregateKind::Count => true,
            AggregateKind::Max | AggregateKind::Min => of.as_deref().is_some_and(is_narrow),
            AggregateKind::Sum => false,
        },
        ValueKind::Case(rows) => rows.iter().all(|(_, value)| is_narrow(value)),
        ValueKind::Arithmetic(..)
        | ValueKind::Shifted(..)
        | ValueKind::Moved(..)
        | ValueKind::Anniversary(..) => false,
    }
}
