//! Terms, places and sets.

use super::{Compiled, Compiler, Known, Scope};
use crate::eval::decide::Unheld;
use crate::eval::decide::layout::{Column, Path};
use crate::eval::decide::node::{Select, Set, Term, TermKind};
use crate::flat::Shift;
use crate::ir::{self, Body, Place, Type, Value};

impl<'p> Compiler<'p> {
    pub(super) fn term(&mut self, term: &'p ir::Term, scope: &Scope) -> Compiled<Term> {
        self.nested(|this| this.term_inner(term, scope))
    }

    fn term_inner(&mut self, term: &'p ir::Term, scope: &Scope) -> Compiled<Term> {
        let two = |this: &mut Self, one, two| -> Compiled<_> {
            let (one, two) = (this.term(one, scope)?, this.term(two, scope)?);
            Ok((one.depth.max(two.depth), Box::new(one), Box::new(two)))
        };
        Ok(match term {
            ir::Term::Constant(value) => constant_term(value)?,
            ir::Term::Now => Term { depth: 0, kind: TermKind::Now },
            ir::Term::Field(place) => self.field(place, scope)?,
            ir::Term::Count(select) => {
                self.aggregate(select, None, scope, |select, _| TermKind::Count(select))?
            }
            ir::Term::Total(select, of, _) => self.aggregate(select, Some(of), scope, TermKind::Total)?,
            ir::Term::Maximum(select, of) => self.aggregate(select, Some(of), scope, TermKind::Greatest)?,
            ir::Term::Minimum(select, of) => self.aggregate(select, Some(of), scope, TermKind::Least)?,
            ir::Term::Add(left, right) => {
                let (depth, left, right) = two(self, left, right)?;
                Term { depth, kind: TermKind::Add(left, right) }
            }
            ir::Term::Subtract(left, right) => {
                let (depth, left, right) = two(self, left, right)?;
                Term { depth, kind: TermKind::Subtract(left, right) }
            }
            ir::Term::Shift(of, duration) => {
                let step = match self.type_of(of, scope) {
                    Some(Type::Date) => Shift::Date(*duration),
                    Some(Type::Time) => Shift::Time(*duration),
                    _ => return Err(Unheld::Malformed),
                };
                moved(self.term(of, scope)?, step)
            }
            ir::Term::Day(of, edge, zone) => moved(self.term(of, scope)?, Shift::DayEdge(*edge, *zone)),
            ir::Term::Call(definition, subject) => {
                let Body::Term(body) = self.body(*definition)? else { return Err(Unheld::Malformed) };
                let inner = self.called(subject, scope);
                self.term(body, &inner)?
            }
        })
    }

    fn field(&mut self, place: &'p Place, scope: &Scope) -> Compiled<Term> {
        let Some(found) = self.walk(place, scope) else {
            return Ok(Term { depth: 0, kind: TermKind::Unknown });
        };
        if let Type::Many(_) | Type::Set(_) | Type::Record(_) = found.ty {
            return Err(Unheld::Malformed);
        }
        let Known { depth, table, path, .. } = &found.base;
        Ok(column_term(*depth, self.layout.column(*table, path, &found.ty)))
    }

    fn aggregate(
        &mut self,
        select: &'p ir::Select,
        of: Option<&'p ir::Term>,
        scope: &Scope,
        kind: impl FnOnce(Box<Select>, Box<Term>) -> TermKind,
    ) -> Compiled<Term> {
        Ok(match self.select(select, of, scope)? {
            Some((select, depth, of)) => {
                let of = of.unwrap_or(Term { depth: 0, kind: TermKind::Constant(1) });
                Term { depth, kind: kind(Box::new(select), Box::new(of)) }
            }
            None => Term { depth: 0, kind: TermKind::Unknown },
        })
    }

    /// The type of a term, as far as it decides how the term is moved.
    fn type_of(&self, term: &ir::Term, scope: &Scope) -> Option<Type> {
        match term {
            ir::Term::Constant(Value::Time(_)) | ir::Term::Day(..) => Some(Type::Time),
            ir::Term::Constant(Value::Date(_)) => Some(Type::Date),
            ir::Term::Field(place) => {
                self.walk(place, scope).map_or(Some(Type::Time), |found| Some(found.ty))
            }
            ir::Term::Shift(of, _) => self.type_of(of, scope),
            ir::Term::Maximum(select, of) | ir::Term::Minimum(select, of) => {
                let Some(found) = self.walk(&select.collection, scope) else { return Some(Type::Time) };
                let Type::Many(record) = found.ty else { return None };
                let mut inner = scope.clone();
                inner.elements.push(Some(Known { record, path: Path::new(), ..found.base }));
                self.type_of(of, &inner)
            }
            ir::Term::Call(definition, subject) => {
                let Body::Term(body) = &self.program.definitions.get(*definition)?.body else { return None };
                self.type_of(body, &self.called(subject, scope))
            }
            ir::Term::Constant(_)
            | ir::Term::Now
            | ir::Term::Count(_)
            | ir::Term::Total(..)
            | ir::Term::Add(..)
            | ir::Term::Subtract(..) => None,
        }
    }

    pub(super) fn set(&mut self, term: &'p ir::Term, scope: &Scope) -> Compiled<(Set, u8)> {
        match term {
            ir::Term::Constant(Value::Set(members)) => {
                let members = members.iter().map(constant_term).collect::<Compiled<_>>()?;
                Ok((Set::Constant(members), 0))
            }
            ir::Term::Constant(Value::Absent) => Ok((Set::Absent, 0)),
            ir::Term::Constant(Value::Unknown) => Ok((Set::Unknown, 0)),
            ir::Term::Field(place) => {
                let Some(found) = self.walk(place, scope) else { return Ok((Set::Unknown, 0)) };
                let Type::Set(element) = &found.ty else { return Err(Unheld::Malformed) };
                let depth = found.base.depth;
                let table = self.layout.table(found.base.table, &found.base.path);
                let column = self.layout.column(table, &[], element).ok_or(Unheld::Malformed)?;
                Ok((Set::Table(table, depth, column), depth))
            }
            ir::Term::Call(definition, subject) => {
                let Body::Term(body) = self.body(*definition)? else { return Err(Unheld::Malformed) };
                let inner = self.called(subject, scope);
                self.nested(|this| this.set(body, &inner))
            }
            ir::Term::Constant(_)
            | ir::Term::Now
            | ir::Term::Count(_)
            | ir::Term::Total(..)
            | ir::Term::Maximum(..)
            | ir::Term::Minimum(..)
            | ir::Term::Add(..)
            | ir::Term::Subtract(..)
            | ir::Term::Shift(..)
            | ir::Term::Day(..) => Err(Unheld::Malformed),
        }
    }
}

fn moved(of: Term, step: Shift) -> Term {
    Term { depth: of.depth, kind: TermKind::Shift(Box::new(of), step) }
}

fn constant_term(value: &Value) -> Compiled<Term> {
    let kind = match value {
        Value::Unknown => TermKind::Unknown,
        Value::Absent => TermKind::Absent,
        Value::Bool(value) => TermKind::Constant(i128::from(*value)),
        Value::Int(value) | Value::Time(value) => TermKind::Constant(i128::from(*value)),
        Value::Decimal(value) | Value::Money(value) => TermKind::Constant(*value),
        Value::Date(days) => TermKind::Constant(i128::from(*days)),
        Value::Choice(index) => TermKind::Constant(i128::from(*index)),
        Value::Text(text) => TermKind::Text(text.clone()),
        Value::Set(_) | Value::Many(_) | Value::Record(_) => return Err(Unheld::Malformed),
    };
    Ok(Term { depth: 0, kind })
}

pub(super) fn column_term(depth: u8, column: Option<Column>) -> Term {
    match column {
        Some(Column::Byte(at)) => Term { depth, kind: TermKind::ByteColumn(at) },
        Some(Column::Wide(at)) => Term { depth, kind: TermKind::WideColumn(at) },
        Some(Column::Text(at)) => Term { depth, kind: TermKind::TextColumn(at) },
        None => Term { depth: 0, kind: TermKind::Unknown },
    }
}
