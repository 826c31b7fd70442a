//! Values for one row: what terms come to when every row that they read is fixed.

use super::batch::{ABSENT, Columns, UNKNOWN, WIDE_ABSENT, WIDE_UNKNOWN};
use super::layout::Column;
use super::node::{Set, Term, TermKind};
use super::run::{Env, Run};
use crate::ir::{Comparison, Truth};

/// What a term comes to for one row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scalar<'a> {
    Unknown,
    Absent,
    /// Numbers, times, days, booleans and enumerations: 128 bits hold every sum of what the edges let in.
    Number(i128),
    Text(&'a [u8]),
}

impl Scalar<'_> {
    /// False where an operand is absent; unknown where one is unknown and none absent.
    pub(super) fn compare(self, comparison: Comparison, other: Self) -> Truth {
        let order = match (self, other) {
            (Self::Absent, _) | (_, Self::Absent) => return Truth::False,
            (Self::Number(one), Self::Number(two)) => one.cmp(&two),
            (Self::Text(one), Self::Text(two)) => one.cmp(two),
            _ => return Truth::Unknown,
        };
        comparison.holds(order).into()
    }

    pub(super) fn is_present(self) -> Truth {
        match self {
            Self::Unknown => Truth::Unknown,
            Self::Absent => Truth::False,
            Self::Number(_) | Self::Text(_) => Truth::True,
        }
    }

    pub(super) fn holds(self) -> Truth {
        match self {
            Self::Number(value) => (value != 0).into(),
            Self::Absent => Truth::False,
            Self::Unknown | Self::Text(_) => Truth::Unknown,
        }
    }
}

impl Columns {
    pub(super) fn value(&self, column: Column, row: usize) -> Scalar<'_> {
        match column {
            Column::Byte(at) => match self.bytes[at][row] {
                UNKNOWN => Scalar::Unknown,
                ABSENT => Scalar::Absent,
                value => Scalar::Number(i128::from(value)),
            },
            Column::Wide(at) => match self.wides[at][row] {
                WIDE_UNKNOWN => Scalar::Unknown,
                WIDE_ABSENT => Scalar::Absent,
                value => Scalar::Number(i128::from(value)),
            },
            Column::Text(at) => match self.texts[at][row] {
                WIDE_UNKNOWN => Scalar::Unknown,
                WIDE_ABSENT => Scalar::Absent,
                packed => Scalar::Text(self.text_at(packed)),
            },
        }
    }
}

impl<'a> Run<'a> {
    /// A term with every row that it reads fixed.
    pub(super) fn scalar(&self, term: &'a Term, env: &Env) -> Scalar<'a> {
        let column = |column| self.facts.value(column, env.row(term.depth));
        match &term.kind {
            TermKind::Unknown => Scalar::Unknown,
            TermKind::Constant(value) => Scalar::Number(*value),
            TermKind::Text(text) => Scalar::Text(text.as_bytes()),
            TermKind::Now => Scalar::Number(i128::from(self.moment.now)),
            TermKind::ByteColumn(at) => column(Column::Byte(*at)),
            TermKind::WideColumn(at) => column(Column::Wide(*at)),
            TermKind::TextColumn(at) => column(Column::Text(*at)),
            TermKind::Count(select) => self.count(select, env),
            TermKind::Total(select, of) => self.total(select, of, env),
            TermKind::Greatest(select, of) => self.extreme(select, of, i128::max, env),
            TermKind::Least(select, of) => self.extreme(select, of, i128::min, env),
            TermKind::Add(one, two) => {
                both(self.scalar(one, env), self.scalar(two, env), i128::saturating_add)
            }
            TermKind::Subtract(one, two) => {
                both(self.scalar(one, env), self.scalar(two, env), i128::saturating_sub)
            }
            TermKind::Shift(of, step) => match self.scalar(of, env) {
                Scalar::Number(value) => Scalar::Number(step.apply(value as i64).into()),
                other @ (Scalar::Unknown | Scalar::Absent | Scalar::Text(_)) => other,
            },
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

fn both<'a>(one: Scalar<'a>, two: Scalar<'a>, of: fn(i128, i128) -> i128) -> Scalar<'a> {
    match (one, two) {
        (Scalar::Absent, _) | (_, Scalar::Absent) => Scalar::Absent,
        (Scalar::Number(one), Scalar::Number(two)) => Scalar::Number(of(one, two)),
        _ => Scalar::Unknown,
    }
}
