//! The compiled form of a policy: conditions and terms over the columns of a batch.

use super::batch::UNKNOWN;
use super::storage::Storage;
use crate::flat::{Cutoff, TableId};
use crate::ir::{AggregateKind, Arithmetic, Comparison, Extreme, Move, Quantifier, Shift, Truth};

/// How many selections may stand in each other, the accounts themselves counted.
pub(super) const MAX_DEPTH: usize = 8;

/// A condition. Its columns, where its kind has one, are of the table whose row is at `depth`.
#[derive(Debug)]
pub(super) struct Node {
    /// The innermost row that it reads: 0 is the account, 1 the element of the outermost selection around, …
    pub(super) depth: u8,
    pub(super) kind: Kind,
}

/// The conditions.
#[derive(Debug)]
pub(super) enum Kind {
    Constant(Truth),
    Not(Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    /// The second where the first is true, and otherwise unknown.
    Given(Box<Node>, Box<Node>),
    /// What the rows agree on that are possible.
    Case(Cases),
    /// A byte column's value is among these.
    Byte(usize, u64),
    /// A wide column's value compares so with a constant.
    Range(usize, Interval),
    /// A wide column's value compares so with a term that reads outer rows only.
    Against(usize, Comparison, Term),
    /// A wide column's time lies in a window of `now`; index of the window.
    Window(usize, usize),
    /// A term's time does.
    WindowOf(Term, usize),
    Compare(Comparison, Term, Term),
    Holds(Term),
    StartsWith(Term, String),
    Member(Term, Set),
    Present(Term),
    /// A collection or set is present, in the row at `depth`.
    PresentTable(TableId),
    Quantified(Quantifier, Box<Select>),
}

impl Node {
    /// How much there is to do for each account, roughly: selections count, more so those within others.
    pub(super) fn cost(&self) -> u32 {
        match &self.kind {
            Kind::Not(inner) => inner.cost(),
            Kind::All(parts) | Kind::Any(parts) => parts.iter().map(Self::cost).sum(),
            Kind::Given(given, then) => given.cost() + then.cost(),
            Kind::Case(cases) => cases.rows.iter().map(|(guard, value)| guard.cost() + value.cost()).sum(),
            Kind::Quantified(_, select) => 10 + 10 * select.filter.cost(),
            Kind::Constant(_) | Kind::Byte(..) => 1,
            Kind::Range(..) | Kind::Window(..) | Kind::Against(..) | Kind::PresentTable(_) => 2,
            Kind::WindowOf(..) | Kind::Compare(..) | Kind::Holds(_) | Kind::StartsWith(..) => 5,
            Kind::Present(_) | Kind::Member(..) => 5,
        }
    }
}

/// The rows of a table: guards and values.
#[derive(Debug)]
pub(super) struct Cases {
    pub(super) rows: Vec<(Node, Node)>,
    /// Where every guard asks for values of one byte column.
    pub(super) key: Option<Key>,
}

impl Cases {
    pub(super) fn new(rows: Vec<(Node, Node)>) -> Self {
        let key = Key::of(&rows);
        Self { rows, key }
    }
}

/// A column whose value says which row of a table it is, so that the rows need not be judged one after the other.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) depth: u8,
    pub(super) column: usize,
    /// For each value of the column the row that it chooses, or [`Key::OPEN`].
    chosen: [u8; 64],
}

impl Key {
    /// No row, or which one is unknown.
    const OPEN: u8 = u8::MAX;

    fn of(rows: &[(Node, Node)]) -> Option<Self> {
        let (Node { depth, kind: Kind::Byte(column, _) }, _) = rows.first()? else { return None };
        let mut key = Self { depth: *depth, column: *column, chosen: [Self::OPEN; 64] };
        for (row, (guard, _)) in rows.iter().enumerate() {
            let row = u8::try_from(row).ok().filter(|row| *row < 64)?;
            let values = if let Kind::Byte(column, values) = guard.kind
                && (guard.depth, column) == (key.depth, key.column)
            {
                values
            } else if let Kind::Constant(Truth::True) = guard.kind {
                u64::MAX
            } else {
                return None;
            };
            let open = (0..UNKNOWN).filter(|&value| values >> value & 1 == 1);
            for value in open {
                let chosen = &mut key.chosen[usize::from(value)];
                if *chosen == Self::OPEN {
                    *chosen = row;
                }
            }
        }
        Some(key)
    }

    /// The row that a value of the column chooses, if it is known.
    #[inline]
    pub(super) fn row(&self, value: u8) -> Option<usize> {
        let row = self.chosen[usize::from(value & 63)];
        (row != Self::OPEN).then_some(usize::from(row))
    }
}

/// A selection from a collection.
#[derive(Debug)]
pub(super) struct Select {
    /// The collection.
    pub(super) table: TableId,
    /// The depth of the row that holds it.
    pub(super) around: u8,
    /// The depth of its elements.
    pub(super) depth: u8,
    /// Which elements.
    pub(super) filter: Node,
    /// Whether the filter, or what is taken of the elements, reads outer rows besides the element.
    pub(super) reads_outer: bool,
}

/// A value.
#[derive(Debug)]
pub(super) struct Term {
    /// The innermost row that it reads.
    pub(super) depth: u8,
    pub(super) kind: TermKind,
}

/// The values.
#[derive(Debug)]
pub(super) enum TermKind {
    Unknown,
    Absent,
    Constant(i128),
    Text(String),
    ByteColumn(usize),
    WideColumn(usize),
    TextColumn(usize),
    /// A selection reduced to one value.
    Aggregate(AggregateKind, Box<Select>, Option<Box<Term>>),
    /// How many different values there are, or an end of what that may be.
    Distinct(Option<Extreme>, Distinct),
    Arithmetic(Arithmetic, Box<Term>, Box<Term>),
    Shift(Box<Term>, Shift),
    /// A time or date moved by a length that is a value, as a text.
    Moved(Box<Term>, Box<Term>, Move),
    /// The value of the first row whose guard is true.
    Case(Vec<(Node, Term)>),
    Anniversary(Box<Term>, Box<Term>),
}

/// Of what the different values are counted.
#[derive(Debug)]
pub(super) enum Distinct {
    Members(Set),
    Values(Box<Select>, Box<Term>),
}

/// A set.
#[derive(Debug)]
pub(super) enum Set {
    Unknown,
    /// The column of its table, and the depth of the row that holds it.
    Table(TableId, u8, Storage),
}

/// The values from `from` to `to`, or, of those that are present, all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) outside: bool,
}

impl Interval {
    pub(super) const ALL: Self = Self { from: super::batch::LEAST, to: i64::MAX, outside: false };
    const NONE: Self = Self { outside: true, ..Self::ALL };

    /// The values that compare so with `bound`.
    pub(super) fn of(comparison: Comparison, bound: i128) -> Self {
        let (least, most) = (i128::from(Self::ALL.from), i128::from(Self::ALL.to));
        match comparison {
            Comparison::Less => Self::between(least, bound.saturating_sub(1)),
            Comparison::LessOrEqual => Self::between(least, bound),
            Comparison::Greater => Self::between(bound.saturating_add(1), most),
            Comparison::GreaterOrEqual => Self::between(bound, most),
            Comparison::Equal => Self::between(bound, bound),
            Comparison::NotEqual => Self::between(bound, bound).complement(),
        }
    }

    /// The values from one to another, both included.
    pub(super) fn between(from: i128, to: i128) -> Self {
        let from = from.max(i128::from(Self::ALL.from));
        let to = to.min(i128::from(Self::ALL.to));
        match (i64::try_from(from), i64::try_from(to)) {
            (Ok(from), Ok(to)) if from <= to => Self { from, to, outside: false },
            _ => Self::NONE,
        }
    }

    /// The events that are in a window, whatever those between its bounds are.
    pub(super) fn certain(cutoff: &Cutoff) -> Self {
        match cutoff.is_before {
            true => Self::of(Comparison::Less, cutoff.low.into()),
            false => Self::of(Comparison::GreaterOrEqual, cutoff.high.into()),
        }
    }

    /// The events that have to be shifted one by one.
    pub(super) fn uncertain(cutoff: &Cutoff) -> Option<Self> {
        let last = i128::from(cutoff.high) - 1;
        (cutoff.low < cutoff.high).then(|| Self::between(cutoff.low.into(), last))
    }

    /// All other values.
    pub(super) fn complement(self) -> Self {
        Self { outside: !self.outside, ..self }
    }
}

/// A comparison of `now` with an event that is shifted.
#[derive(Debug)]
pub(super) struct Window {
    /// `now` on the left.
    pub(super) comparison: Comparison,
    pub(super) shifts: Vec<Shift>,
    /// An earlier window that has just those times in it that are not in this one.
    pub(super) complement: Option<usize>,
}
