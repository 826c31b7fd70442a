//! Terms, places and sets.

use super::{Compiled, Compiler, Known, Scope};
use crate::eval::decide::Unheld;
use crate::eval::decide::layout::Column;
use crate::eval::decide::node::{Select, Set, Term, TermKind};
use crate::ir::{self, AggregateKind, Arithmetic, Body, Constant, Place, Shift, Type};

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
            ir::Term::Constant(value) => constant_term(value),
            ir::Term::Now => Term { depth: 0, kind: TermKind::Now },
            ir::Term::Field(place) => self.field(place, scope)?,
            ir::Term::Aggregate { kind, select, of } => {
                self.aggregate(select, of.as_deref(), scope, aggregated(*kind))?
            }
            ir::Term::Arithmetic(how, left, right) => {
                let (depth, left, right) = two(self, left, right)?;
                let kind = match how {
                    Arithmetic::Add => TermKind::Add(left, right),
                    Arithmetic::Subtract => TermKind::Subtract(left, right),
                };
                Term { depth, kind }
            }
            ir::Term::Shift(of, shift) => moved(self.term(of, scope)?, *shift),
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

    pub(super) fn set(&mut self, term: &'p ir::Term, scope: &Scope) -> Compiled<(Set, u8)> {
        match term {
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
            | ir::Term::Aggregate { .. }
            | ir::Term::Arithmetic(..)
            | ir::Term::Shift(..) => Err(Unheld::Malformed),
        }
    }
}

fn moved(of: Term, step: Shift) -> Term {
    Term { depth: of.depth, kind: TermKind::Shift(Box::new(of), step) }
}

/// How a selection is aggregated; a count sums 1 of each.
fn aggregated(kind: AggregateKind) -> fn(Box<Select>, Box<Term>) -> TermKind {
    match kind {
        AggregateKind::Count => |select, _| TermKind::Count(select),
        AggregateKind::Sum => TermKind::Total,
        AggregateKind::Max => TermKind::Greatest,
        AggregateKind::Min => TermKind::Least,
    }
}

fn constant_term(constant: &Constant) -> Term {
    let kind = match constant {
        Constant::Bool(value) => TermKind::Constant(i128::from(*value)),
        Constant::Number(value, _) => TermKind::Constant(*value),
        Constant::Time(value) => TermKind::Constant(i128::from(*value)),
        Constant::Date(days) => TermKind::Constant(i128::from(*days)),
        Constant::Choice(_, index) => TermKind::Constant(i128::from(*index)),
        Constant::Text(text) => TermKind::Text(text.clone()),
    };
    Term { depth: 0, kind }
}

pub(super) fn column_term(depth: u8, column: Option<Column>) -> Term {
    match column {
        Some(Column::Byte(at)) => Term { depth, kind: TermKind::ByteColumn(at) },
        Some(Column::Wide(at)) => Term { depth, kind: TermKind::WideColumn(at) },
        Some(Column::Text(at)) => Term { depth, kind: TermKind::TextColumn(at) },
        None => Term { depth: 0, kind: TermKind::Unknown },
    }
}
