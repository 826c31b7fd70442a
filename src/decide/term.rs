//! Terms for one row: their values when every row that they read is fixed.

use super::batch::UNKNOWN;
use super::node::{Set, Term, TermKind};
use super::run::{Env, Run};
use super::scalar::Scalar;
use super::storage::Storage;
use crate::ir::{AggregateKind, Comparison, Truth};

impl<'a> Run<'a> {
    /// A term with every row that it reads fixed.
    pub(super) fn scalar(&self, term: &'a Term, env: &Env) -> Scalar<'a> {
        let column = |column| self.facts.value(column, env.row(term.depth));
        match &term.kind {
            TermKind::Unknown => Scalar::Unknown,
            TermKind::Constant(value) => Scalar::Number(*value),
            TermKind::Text(text) => Scalar::Text(text.as_bytes()),
            TermKind::ByteColumn(at) => column(Storage::Byte(*at)),
            TermKind::WideColumn(at) => column(Storage::Wide(*at)),
            TermKind::TextColumn(at) => column(Storage::Text(*at)),
            TermKind::Aggregate(kind, select, of) => match kind {
                AggregateKind::Count => self.count(select, env),
                AggregateKind::Sum | AggregateKind::Max | AggregateKind::Min => {
                    self.reduce(*kind, select, of.as_deref(), env)
                }
            },
            TermKind::Arithmetic(how, left, right) => {
                self.scalar(left, env).combine(*how, self.scalar(right, env))
            }
            TermKind::Moved(of, by, how) => self.scalar(of, env).moved(self.scalar(by, env), *how),
            TermKind::Case(rows) => {
                for (guard, value) in rows {
                    match self.one(guard, env) {
                        Truth::True => return self.scalar(value, env),
                        Truth::Unknown => return Scalar::Unknown,
                        Truth::False => {}
                    }
                }
                Scalar::Unknown
            }
            TermKind::Shift(of, shift) => match self.scalar(of, env) {
                Scalar::Number(value) => Scalar::Number(shift.apply(value as i64).into()),
                other @ (Scalar::Unknown | Scalar::Absent | Scalar::Text(_)) => other,
            },
            TermKind::Anniversary(of, after) => self.scalar(of, env).anniversary(self.scalar(after, env)),
        }
    }

    /// Whether a value is an element of a set.
    pub(super) fn member(&self, member: &'a Term, set: &'a Set, env: &Env) -> Truth {
        let member = self.scalar(member, env);
        if member == Scalar::Absent {
            return Truth::False;
        }
        let equals = |of: Scalar<'a>| member.compare(Comparison::Equal, of);
        let found = match set {
            Set::Unknown => return Truth::Unknown,
            Set::Table(table, around, column) => {
                let rows = &self.facts.tables[*table];
                let row = env.row(*around);
                if rows.state(row) == UNKNOWN {
                    return Truth::Unknown;
                }
                rows.of(row).map(|row| equals(self.facts.value(*column, row))).max()
            }
        };
        found.unwrap_or(Truth::False)
    }
}
