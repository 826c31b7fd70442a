//! Conditions and values over rows of tables. Nothing is bound by name and nothing is called: definitions and other
//! policies are expanded, and each place is a column of a row around.

use super::schema::{ColumnId, ScalarType, TableId};
use super::time::Trend;
use crate::ir::{AggregateKind, Arithmetic, Comparison, Constant, Extreme, Move, Quantifier, Shift, Truth};

/// How many selections there are around a row: 0 is the row of the account, 1 that of the element of the outermost
/// selection around, and so on.
pub type Depth = u8;

/// A condition, with Kleene's three values.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// The same of every account.
    Constant(Truth),
    /// A boolean value; false where it is absent.
    Holds(Value),
    /// Negation.
    Not(Box<Condition>),
    /// Every one of them; true if there is none.
    All(Vec<Condition>),
    /// At least one of them; false if there is none.
    Any(Vec<Condition>),
    /// The second where the first is true, and otherwise unknown.
    Given(Box<Condition>, Box<Condition>),
    /// A comparison of two values of one type; false where one is absent.
    Compare(Comparison, Value, Value),
    /// `now` compared with an event.
    Window(Window),
    /// Whether a value is a member of a set; false where either is absent.
    Member(Value, Set),
    /// Whether a text begins with this one, by code points; false where it is absent.
    StartsWith(Value, String),
    /// Whether a value is present.
    Present(Value),
    /// Whether a record is present.
    RecordPresent(Cell),
    /// Whether a collection or set is present in the row at a depth.
    RowsPresent(Depth, TableId),
    /// What all rows agree on that are still possible, and otherwise unknown: a row is possible if its guard, the first
    /// of the two, is not false and no guard before it is true. Never empty.
    Case(Vec<(Condition, Condition)>),
    /// How many of a selection there are; never [`Quantifier::AtLeast`] 0 or [`Quantifier::Exactly`] 0, which are true
    /// and [`Quantifier::AtMost`] 0. Unknown where the rows are unknown; what is absent has no rows.
    Count(Quantifier, Box<Select>),
}

/// `now` compared with a time that shifts may have moved; false where the event is absent.
#[derive(Debug, Clone, PartialEq)]
pub struct Window {
    /// `now` is on the left.
    pub comparison: Comparison,
    /// The event, a time or a day.
    pub event: Value,
    /// What moves the event to the instant that `now` is compared with, in order.
    pub shifts: Vec<Shift>,
}

/// A value of a column, in the row at a depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The row.
    pub depth: Depth,
    /// The column, of the table of that row.
    pub column: ColumnId,
}

/// Rows of a table of which a condition is true.
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// The table.
    pub table: TableId,
    /// The depth of the row that owns the rows.
    pub owner: Depth,
    /// The depth of the rows in the filter.
    pub depth: Depth,
    /// What must be true.
    pub filter: Condition,
}

/// A value with its type.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The type.
    pub ty: ScalarType,
    /// The value.
    pub kind: ValueKind,
}

/// A value: known, absent or unknown. `now` is not one; it is only compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueKind {
    /// Unknown for every account, such as the request of another account.
    Unknown,
    /// Absent for every account, as a fact of the service may be.
    Absent,
    /// A literal.
    Constant(Constant),
    /// A fact.
    Cell(Cell),
    /// A selection reduced to one value. Unknown where the rows are unknown, or whether one is selected, or its value.
    Aggregate(AggregateKind, Box<Select>, Option<Box<Value>>),
    /// How many different values there are, or the end of what that may be; the number itself, which is unknown where the two
    /// differ, is never compared: the ends are. Unknown where the rows are.
    Distinct(Option<Extreme>, Distinct),
    /// Two values of one type combined; absent where one is. An extreme is never compared: its operands are.
    Arithmetic(Arithmetic, Box<Value>, Box<Value>),
    /// The value of the first row whose guard is true; unknown where that guard, or one before it, is unknown.
    Case(Vec<(Condition, Value)>),
    /// A time or date moved, never an extreme; absent where it is.
    Shifted(Box<Value>, Shift),
    /// A time or date moved by a length that is a value; absent where one of them is.
    Moved(Box<Value>, Box<Value>, Move),
    /// The first anniversary of a date after another; absent where one is.
    Anniversary(Box<Value>, Box<Value>),
}

/// Of what the different values are counted: equal ones once, absent ones not at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Distinct {
    /// The members of a set; none where it is absent.
    Members(Set),
    /// What is taken of each row of a selection.
    Values(Box<Select>, Box<Value>),
    /// The same for all accounts, as a set of the service is: between the two. It is compared by these alone, and as a value it
    /// is unknown.
    Known(i64, i64),
}

/// A set of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// Unknown for every account.
    Unknown,
    /// The members that the row at a depth owns.
    Rows(Depth, TableId),
}

impl Condition {
    /// Whether time alone may change it, and which way.
    #[must_use]
    pub fn trend(&self) -> Trend {
        match self {
            Self::Constant(_) | Self::RecordPresent(_) | Self::RowsPresent(..) => Trend::CONSTANT,
            Self::Holds(value)
            | Self::Present(value)
            | Self::Member(value, _)
            | Self::StartsWith(value, _) => value.trend(),
            Self::Not(inner) => inner.trend().negated(),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().map(Self::trend).fold(Trend::CONSTANT, Trend::and)
            }
            Self::Given(given, then) => given.trend().unsteady().and(then.trend()),
            Self::Case(rows) => rows.iter().fold(Trend::CONSTANT, |trend, (guard, value)| {
                trend.and(guard.trend().unsteady()).and(value.trend())
            }),
            Self::Compare(_, left, right) => left.trend().and(right.trend()),
            Self::Window(window) => Trend::of_now(window.comparison).and(window.event.trend()),
            Self::Count(quantifier, select) => select.filter.trend().counted(*quantifier),
        }
    }
}

/// A fact that is read: a column of the row at a depth, or rows that it owns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// The value of a column.
    Cell(Cell),
    /// A collection or set.
    Rows(Depth, TableId),
}

impl Set {
    fn reads(self, visit: &mut impl FnMut(Read)) {
        match self {
            Self::Unknown => {}
            Self::Rows(owner, table) => visit(Read::Rows(owner, table)),
        }
    }
}

impl Select {
    fn reads(&self, visit: &mut impl FnMut(Read)) {
        visit(Read::Rows(self.owner, self.table));
        self.filter.reads(visit);
    }
}

impl Condition {
    /// Calls `visit` with everything that is read, within selections too.
    pub fn reads(&self, visit: &mut impl FnMut(Read)) {
        match self {
            Self::Constant(_) => {}
            Self::RowsPresent(owner, table) => visit(Read::Rows(*owner, *table)),
            Self::Holds(value) | Self::Present(value) | Self::StartsWith(value, _) => value.reads(visit),
            Self::Member(value, set) => {
                value.reads(visit);
                set.reads(visit);
            }
            Self::Not(inner) => inner.reads(visit),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.reads(visit)),
            Self::Given(given, then) => [given, then].into_iter().for_each(|it| it.reads(visit)),
            Self::Compare(_, left, right) => [left, right].into_iter().for_each(|it| it.reads(visit)),
            Self::Window(window) => window.event.reads(visit),
            Self::RecordPresent(cell) => visit(Read::Cell(*cell)),
            Self::Case(rows) => {
                for (guard, value) in rows {
                    guard.reads(visit);
                    value.reads(visit);
                }
            }
            Self::Count(_, select) => select.reads(visit),
        }
    }
}

impl Value {
    /// Calls `visit` with everything that is read, within selections too.
    pub fn reads(&self, visit: &mut impl FnMut(Read)) {
        match &self.kind {
            ValueKind::Unknown | ValueKind::Absent | ValueKind::Constant(_) => {}
            ValueKind::Cell(cell) => visit(Read::Cell(*cell)),
            ValueKind::Aggregate(_, select, of) => {
                select.reads(visit);
                of.iter().for_each(|of| of.reads(visit));
            }
            ValueKind::Distinct(_, Distinct::Values(select, of)) => {
                select.reads(visit);
                of.reads(visit);
            }
            ValueKind::Distinct(_, Distinct::Members(set)) => set.reads(visit),
            ValueKind::Distinct(_, Distinct::Known(..)) => {}
            ValueKind::Arithmetic(_, left, right)
            | ValueKind::Moved(left, right, _)
            | ValueKind::Anniversary(left, right) => [left, right].into_iter().for_each(|it| it.reads(visit)),
            ValueKind::Shifted(of, _) => of.reads(visit),
            ValueKind::Case(rows) => {
                for (guard, value) in rows {
                    guard.reads(visit);
                    value.reads(visit);
                }
            }
        }
    }

    /// The time or date that shifts move to this one, and the shifts in order.
    #[must_use]
    pub fn unshifted(&self) -> (&Self, Vec<Shift>) {
        let (mut of, mut shifts) = (self, Vec::new());
        while let ValueKind::Shifted(inner, shift) = &of.kind {
            shifts.push(*shift);
            of = inner;
        }
        shifts.reverse();
        (of, shifts)
    }

    /// How time alone may change what depends on it: a value that changes may lead either way.
    #[must_use]
    pub fn trend(&self) -> Trend {
        match &self.kind {
            ValueKind::Unknown | ValueKind::Absent => Trend::CONSTANT,
            ValueKind::Constant(_) | ValueKind::Cell(_) => Trend::CONSTANT,
            ValueKind::Aggregate(_, select, of) => {
                let of = of.as_ref().map_or(Trend::CONSTANT, |of| of.trend());
                select.filter.trend().unsteady().and(of)
            }
            ValueKind::Distinct(_, Distinct::Members(_) | Distinct::Known(..)) => Trend::CONSTANT,
            ValueKind::Distinct(_, Distinct::Values(select, of)) => {
                select.filter.trend().unsteady().and(of.trend())
            }
            ValueKind::Arithmetic(_, left, right)
            | ValueKind::Moved(left, right, _)
            | ValueKind::Anniversary(left, right) => left.trend().and(right.trend()),
            ValueKind::Shifted(of, _) => of.trend(),
            ValueKind::Case(rows) => rows.iter().fold(Trend::CONSTANT, |trend, (guard, value)| {
                trend.and(guard.trend().unsteady()).and(value.trend())
            }),
        }
    }
}
