//! Terms for one row: their values when every row that they read is fixed.

use std::collections::HashSet;

use super::batch::UNKNOWN;
use super::node::{Distinct, Set, Term, TermKind};
use super::run::{Env, Run};
use super::scalar::Scalar;
use super::storage::Storage;
use crate::ir::{AggregateKind, Comparison, Extreme, Truth};

impl<'a> Run<'a> {
    /// A term with every row that it reads fixed.
    pub(super) fn scalar(&self, term: &'a Term, env: &Env) -> Scalar<'a> {
        let column = |column| self.facts.value(column, env.row(term.depth));
        match &term.kind {
            TermKind::Unknown => Scalar::Unknown,
            TermKind::Absent => Scalar::Absent,
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
            TermKind::Distinct(end, distinct) => match (self.distinct(distinct, env), end) {
                (None, _) => Scalar::Unknown,
                (Some((least, _)), Some(Extreme::Least)) => Scalar::Number(least),
                (Some((_, most)), Some(Extreme::Greatest)) => Scalar::Number(most),
                (Some((least, most)), None) if least == most => Scalar::Number(least),
                (Some(_), None) => Scalar::Unknown,
            },
            TermKind::Arithmetic(how, left, right) => {
                self.scalar(left, env).combine(*how, self.scalar(right, env))
            }
            TermKind::Shift(of, shift) => self.scalar(of, env).moved(shift),
            TermKind::Moved(of, by, how) => self.scalar(of, env).moved_by(self.scalar(by, env), *how),
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
            TermKind::Anniversary(of, after) => self.scalar(of, env).anniversary(self.scalar(after, env)),
        }
    }

    /// Between what the number of different values lies; `None` where nothing is known of them.
    fn distinct(&self, distinct: &'a Distinct, env: &Env) -> Option<(i128, i128)> {
        let mut different = Different::default();
        match distinct {
            Distinct::Members(Set::Unknown) => return None,
            Distinct::Members(Set::Table(table, around, column)) => {
                let (rows, row) = (&self.facts.tables[*table], env.row(*around));
                if rows.state(row) == UNKNOWN {
                    return None;
                }
                rows.of(row).for_each(|row| different.add(true, self.facts.value(*column, row)));
            }
            Distinct::Values(select, of) => {
                self.each_selected(select, env, |certain, env| different.add(certain, self.scalar(of, env)))?;
            }
        }
        Some(different.bounds())
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

/// Different values: those that are there for certain, all that may be, and how many are unknown.
#[derive(Default)]
struct Different<'a> {
    certain: HashSet<Key<'a>>,
    all: HashSet<Key<'a>>,
    unknown: i128,
}

/// A known value.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Key<'a> {
    Number(i128),
    Text(&'a [u8]),
}

impl<'a> Different<'a> {
    fn add(&mut self, certain: bool, value: Scalar<'a>) {
        let key = match value {
            Scalar::Absent => return,
            Scalar::Unknown | Scalar::Between(..) => {
                self.unknown += 1;
                return;
            }
            Scalar::Number(value) => Key::Number(value),
            Scalar::Text(text) => Key::Text(text),
        };
        self.all.insert(key);
        if certain {
            self.certain.insert(key);
        }
    }

    fn bounds(&self) -> (i128, i128) {
        (self.certain.len() as i128, self.all.len() as i128 + self.unknown)
    }
}
