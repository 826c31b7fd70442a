//! The keys of a case: their values by number, and as comparisons.

use crate::check::build::made;
use crate::check::expression::time_compare::{compared, ordered};
use crate::check::flow::rows::Domain;
use crate::check::state::Typed;
use crate::ir::{self, Comparison, Condition, ConditionKind, Constant, Edge, Term, Type, calendar};
use crate::source::Span;

/// A key of a case.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) span: Span,
    pub(super) of: KeyOf,
    pub(super) ty: Type,
    /// Whether it may be absent here.
    pub(super) optional: bool,
}

/// What rows are chosen by.
#[derive(Debug)]
pub(super) enum KeyOf {
    Value(Term),
    Condition(ConditionKind),
}

impl Key {
    /// Its values by number.
    pub(super) fn domain(&self) -> Domain {
        let (low, high) = match &self.ty {
            Type::Bool => (0, 1),
            Type::OneOf(values) => (0, values.len() as i128 - 1),
            Type::Time => (i128::from(calendar::FIRST), i128::from(calendar::LAST)),
            Type::Date => (i128::from(calendar::FIRST_DAY), i128::from(calendar::LAST_DAY)),
            Type::Number(_) | Type::Text | Type::Length => (-ir::MOST, ir::MOST),
            Type::Set(_) | Type::Many(_) | Type::Record(_) => (-ir::MOST, ir::MOST),
        };
        Domain { low, high, absent: self.optional }
    }

    /// A value of a pattern by number; of a day beside a time, an end of it.
    pub(super) fn number(&self, value: &Typed, edge: Edge, zone: ir::Zone) -> i128 {
        let Term::Constant(constant) = &value.term else { return 0 };
        match constant {
            Constant::Bool(value) => i128::from(*value),
            Constant::Number(units, _) => *units,
            Constant::Time(micros) => i128::from(*micros),
            Constant::Date(day) if self.ty == Type::Time => {
                i128::from(calendar::edge_of_day(*day, edge, zone))
            }
            Constant::Date(day) => i128::from(*day),
            Constant::Choice(_, at) => i128::from(*at),
            Constant::Text(_) | Constant::Length(_) => 0,
        }
    }

    fn typed(&self, term: &Term) -> Typed {
        Typed::sure(term.clone(), self.ty.clone())
    }

    pub(super) fn equals(&self, value: Typed, zone: ir::Zone, span: Span) -> ConditionKind {
        match &self.of {
            KeyOf::Value(term) => compared(Comparison::Equal, self.typed(term), value, zone, span),
            KeyOf::Condition(kind) if value.term == Term::Constant(Constant::Bool(false)) => {
                ConditionKind::Not(Box::new(made(kind.clone(), span)))
            }
            KeyOf::Condition(kind) => kind.clone(),
        }
    }

    pub(super) fn ordered(&self, comparison: Comparison, bound: Typed, zone: ir::Zone) -> ConditionKind {
        match &self.of {
            KeyOf::Value(term) => ordered(comparison, self.typed(term), bound, zone),
            KeyOf::Condition(kind) => kind.clone(),
        }
    }

    /// Whether it is present, if it need not be.
    pub(super) fn present(&self, span: Span) -> Option<Condition> {
        let KeyOf::Value(term) = &self.of else { return None };
        self.optional.then(|| made(ConditionKind::Present(term.clone()), span))
    }
}
