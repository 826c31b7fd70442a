//! Values.

use std::collections::BTreeSet;

use super::Lowering;
use super::scope::{Members, Row, Scope};
use crate::flat::expr::{Cell, Condition, Distinct, Set, Value, ValueKind};
use crate::flat::fold::possible;
use crate::flat::schema::{Role, ScalarType};
use crate::flat::unsupported::{Lowered, Unsupported};
use crate::ir::{self, AggregateKind, Place, Term, Truth, Unit};

/// The value of the row that is known to be the one.
fn case(rows: Vec<(Condition, Value)>) -> Lowered<Value> {
    let ty = rows.first().ok_or(Unsupported::Malformed)?.1.ty.clone();
    let mut rows = possible(rows);
    Ok(match rows.first() {
        None => Value { ty, kind: ValueKind::Unknown },
        Some((Condition::Constant(Truth::True), _)) => rows.swap_remove(0).1,
        Some(_) => Value { ty, kind: ValueKind::Case(rows) },
    })
}

impl<'p> Lowering<'p> {
    pub(super) fn value(&mut self, term: &'p Term, scope: &Scope<'p>) -> Lowered<Value> {
        self.nested(|this| this.value_within(term, scope))
    }

    fn value_within(&mut self, term: &'p Term, scope: &Scope<'p>) -> Lowered<Value> {
        Ok(match term {
            Term::Constant(constant) => {
                let ty = constant.ty(self.program).as_ref().and_then(ScalarType::of);
                let kind = ValueKind::Constant(constant.clone());
                Value { ty: ty.ok_or(Unsupported::Malformed)?, kind }
            }
            // It is only compared with, which `compare` sees to.
            Term::Now => return Err(Unsupported::Malformed),
            Term::Field(place) => self.field(place, scope)?,
            Term::Aggregate { kind, select, of } => self.aggregate(*kind, select, of.as_deref(), scope)?,
            Term::Distinct(distinct) => self.distinct(distinct, scope)?,
            Term::Arithmetic(how, left, right) => {
                let (left, right) = (self.value(left, scope)?, self.value(right, scope)?);
                let ty = left.ty.clone();
                let kind = match (&left.kind, &right.kind) {
                    (ValueKind::Absent, _) | (_, ValueKind::Absent) => ValueKind::Absent,
                    (_, _) => ValueKind::Arithmetic(*how, Box::new(left), Box::new(right)),
                };
                Value { ty, kind }
            }
            Term::Shift(of, shift) => {
                let ty = ScalarType::of(&shift.ty()).ok_or(Unsupported::Malformed)?;
                self.value(of, scope)?.shifted(*shift, &ty)
            }
            Term::Moved(of, by, how) => {
                let (of, by) = (self.value(of, scope)?, self.value(by, scope)?);
                let ty = ScalarType::of(&how.ty()).ok_or(Unsupported::Malformed)?;
                // A length that all accounts have moves them as one that is written.
                let steps = if let ValueKind::Constant(ir::Constant::Length(length)) = &by.kind {
                    how.steps_by(length)
                } else {
                    None
                };
                match (&of.kind, &by.kind, steps) {
                    (ValueKind::Absent, ..) | (_, ValueKind::Absent, _) => {
                        Value { ty, kind: ValueKind::Absent }
                    }
                    (_, _, Some(steps)) => {
                        let step = |of: Value, step: ir::Shift| {
                            Ok(of.shifted(step, &ScalarType::of(&step.ty()).ok_or(Unsupported::Malformed)?))
                        };
                        steps.into_iter().try_fold(of, step)?
                    }
                    (_, _, None) => Value { ty, kind: ValueKind::Moved(Box::new(of), Box::new(by), *how) },
                }
            }
            Term::Case(rows) => {
                let rows = rows
                    .iter()
                    .map(|row| Ok((self.condition(&row.guard, scope)?, self.value(&row.value, scope)?)));
                case(rows.collect::<Lowered<_>>()?)?
            }
            Term::Anniversary(of, after) => {
                let (of, after) = (self.value(of, scope)?, self.value(after, scope)?);
                let kind = match (&of.kind, &after.kind) {
                    (ValueKind::Absent, _) | (_, ValueKind::Absent) => ValueKind::Absent,
                    (_, _) => ValueKind::Anniversary(Box::new(of), Box::new(after)),
                };
                Value { ty: ScalarType::Date, kind }
            }
            Term::Call(id, subject) => {
                let (definition, body) = self.value_of(*id)?;
                let inner = scope.called(self.program, definition, subject)?;
                self.value(body, &inner)?
            }
        })
    }

    fn field(&mut self, place: &Place, scope: &Scope<'p>) -> Lowered<Value> {
        let found = scope.find(self.program, place)?;
        let ty = ScalarType::of(&found.ty).ok_or(Unsupported::Malformed)?;
        Ok(match (found.shared(), &found.row) {
            (Some(shared), _) => self.shared(shared, ty),
            (None, Some(row)) => self.cell(row, ty),
            (None, None) => Value { ty, kind: ValueKind::Unknown },
        })
    }

    /// A value that is the same for all accounts.
    pub(super) fn shared(&self, value: &ir::Value, ty: ScalarType) -> Value {
        let constant = ir::Constant::of(value, &ty.ty()).map(ValueKind::Constant);
        let none = if *value == ir::Value::Absent { ValueKind::Absent } else { ValueKind::Unknown };
        Value { ty, kind: constant.unwrap_or(none) }
    }

    /// The value of the fact at a place in a row.
    pub(super) fn cell(&mut self, row: &Row, ty: ScalarType) -> Value {
        let column = self.schema.column(row.table, &row.path, Role::Value(ty.clone()));
        Value { ty, kind: ValueKind::Cell(Cell { depth: row.depth, column }) }
    }

    fn distinct(&mut self, distinct: &'p ir::Distinct, scope: &Scope<'p>) -> Lowered<Value> {
        let distinct = match distinct {
            ir::Distinct::Members(set) => match self.set(set, scope)? {
                Members::Facts(Set::Unknown) => None,
                Members::Facts(set @ Set::Rows(..)) => Some(Distinct::Members(set)),
                Members::Shared(members, _) => {
                    let known: BTreeSet<&ir::Value> =
                        members.iter().filter(|member| **member != ir::Value::Unknown).collect();
                    let unknown = members.iter().filter(|member| **member == ir::Value::Unknown).count();
                    Some(Distinct::Known(known.len() as i64, (known.len() + unknown) as i64))
                }
            },
            ir::Distinct::Values(select, of) => match self.select(select, Some(of), scope)? {
                (Some(select), Some(of)) => Some(Distinct::Values(Box::new(select), Box::new(of))),
                (_, _) => None,
            },
        };
        let kind = match distinct {
            None => ValueKind::Unknown,
            Some(Distinct::Known(least, most)) if least == most => ValueKind::number(least),
            Some(distinct) => ValueKind::Distinct(None, distinct),
        };
        Ok(Value { ty: ScalarType::Number(Unit::Int), kind })
    }

    fn aggregate(
        &mut self,
        kind: AggregateKind,
        select: &'p ir::Select,
        of: Option<&'p Term>,
        scope: &Scope<'p>,
    ) -> Lowered<Value> {
        let (select, of) = self.select(select, of, scope)?;
        let ty = match &of {
            Some(of) => of.ty.clone(),
            None => ScalarType::Number(Unit::Int),
        };
        let kind = match select {
            Some(select) => ValueKind::Aggregate(kind, Box::new(select), of.map(Box::new)),
            None => ValueKind::Unknown,
        };
        Ok(Value { ty, kind })
    }
}
