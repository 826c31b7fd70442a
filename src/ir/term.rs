//! Terms: values, and the places of the facts that they are read from.

use serde::{Deserialize, Serialize};

use super::{
    CaseRow, Comparison, Constant, DefinitionId, Edge, MonthDay, PackageId, Period, Select, Type, Uncovered,
    Unit, WorkCalendar, Zone,
};

/// A value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[serde(remote = "Self")]
#[serde(deny_unknown_fields)]
pub enum Term {
    /// A literal.
    Constant(Constant),
    /// The instant of the judgement.
    Now,
    /// A fact.
    Field(Place),
    /// A selection reduced to one value.
    Aggregate {
        /// How.
        kind: AggregateKind,
        /// The elements.
        select: Box<Select>,
        /// What is taken of each element, absent values left out; `None` where only the elements are counted.
        of: Option<Box<Term>>,
    },
    /// How many different values there are. Where some are unknown it lies between two bounds, and is compared by them.
    Distinct(Distinct),
    /// Two values of one type combined: numbers, or, for an extreme, whatever has an order. An extreme that is compared is
    /// compared operand by operand, as [`Extreme::asks_all`] says, and a shift of one moves each of its operands.
    Arithmetic(Arithmetic, Box<Term>, Box<Term>),
    /// A time or date moved.
    Shift(Box<Term>, Shift),
    /// A time or date moved by a length that is a value.
    Moved(Box<Term>, Box<Term>, Move),
    /// The first anniversary of a date that is after another.
    Anniversary(Box<Term>, Box<Term>),
    /// A definition whose body is a term.
    Call(DefinitionId, Subject),
    /// The value of the first row whose guard is true; unknown where that guard, or one before it, is unknown.
    Case(Vec<CaseRow<Term>>),
}

/// Of what the different values are counted: equal ones once, absent ones not at all. One that is unknown, or of which it is
/// unknown whether it is meant, may be another one or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distinct {
    /// The members of a set.
    Members(Box<Term>),
    /// What is taken of each element of a selection.
    Values(Box<Select>, Box<Term>),
}

/// How a selection is reduced to one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AggregateKind {
    /// How many elements there are.
    Count,
    /// The sum of a number; zero if there is none.
    Sum,
    /// The greatest value; absent if there is none.
    Max,
    /// The least value; absent if there is none.
    Min,
}

impl AggregateKind {
    /// Its name in the text of a program.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Sum => "sum",
            Self::Max => "max",
            Self::Min => "min",
        }
    }

    /// Whether a value is taken of each element.
    #[must_use]
    pub fn takes_values(self) -> bool {
        match self {
            Self::Count => false,
            Self::Sum | Self::Max | Self::Min => true,
        }
    }

    /// Whether it takes values of this type.
    #[must_use]
    pub fn takes(self, ty: &Type) -> bool {
        match self {
            Self::Count => false,
            Self::Sum => ty.unit().is_some(),
            Self::Max | Self::Min => ty.is_ordered(),
        }
    }

    /// The type of the result, from that of what is taken of each element.
    #[must_use]
    pub fn ty(self, of: Option<Type>) -> Option<Type> {
        match self {
            Self::Count => Some(Type::Number(Unit::Int)),
            Self::Sum | Self::Max | Self::Min => of,
        }
    }

    /// The result over no elements; `None` where it is absent.
    #[must_use]
    pub fn identity(self) -> Option<i128> {
        match self {
            Self::Count | Self::Sum => Some(0),
            Self::Max | Self::Min => None,
        }
    }

    /// The result of one element more. Values of a time, date or number are given by their integers; a count takes 1 of each.
    #[must_use]
    pub fn step(self, result: Option<i128>, value: i128) -> i128 {
        let Some(result) = result else { return value };
        match self {
            Self::Count | Self::Sum => result.saturating_add(value),
            Self::Max => result.max(value),
            Self::Min => result.min(value),
        }
    }
}

/// An end of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// The last.
    Greatest,
    /// The first.
    Least,
}

impl Extreme {
    /// The other one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::Greatest => Self::Least,
            Self::Least => Self::Greatest,
        }
    }

    /// Whether this end of some values compares so with another value if all of them do, or if any does; `None` for
    /// equality, which is both `<=` and `>=`.
    #[must_use]
    pub fn asks_all(self, comparison: Comparison) -> Option<bool> {
        match comparison {
            Comparison::Less | Comparison::LessOrEqual => Some(self == Self::Greatest),
            Comparison::Greater | Comparison::GreaterOrEqual => Some(self == Self::Least),
            Comparison::Equal | Comparison::NotEqual => None,
        }
    }
}

/// How two values are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arithmetic {
    /// Their sum.
    Add,
    /// Their difference.
    Subtract,
    /// The greater of them.
    Max,
    /// The lesser of them.
    Min,
    /// Their product, of which the right one is a whole number.
    Multiply,
    /// The left one divided by the right one, a whole number of the text that is at least 1, and rounded.
    Divide(Rounding),
}

/// Which way a quotient is rounded, to the parts of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the lesser neighbour.
    Down,
    /// To the greater one.
    Up,
    /// To the nearest, and from the middle to the even one.
    HalfEven,
}

impl Rounding {
    /// Its words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Up => "up",
            Self::HalfEven => "half even",
        }
    }

    /// A quotient, rounded; `None` unless the divisor is positive.
    fn divide(self, value: i128, by: i128) -> Option<i128> {
        if by < 1 {
            return None;
        }
        let (down, rest) = (value.div_euclid(by), value.rem_euclid(by));
        let is_up = match self {
            Self::Down => false,
            Self::Up => rest > 0,
            Self::HalfEven => rest > by - rest || rest == by - rest && down % 2 != 0,
        };
        Some(down + i128::from(is_up))
    }
}

impl Arithmetic {
    /// The end of its operands that it picks, unless it computes.
    #[must_use]
    pub fn extreme(self) -> Option<Extreme> {
        match self {
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide(_) => None,
            Self::Max => Some(Extreme::Greatest),
            Self::Min => Some(Extreme::Least),
        }
    }

    /// Whether it combines values of this type.
    #[must_use]
    pub fn takes(self, ty: &Type) -> bool {
        match self {
            Self::Add | Self::Subtract | Self::Multiply | Self::Divide(_) => ty.unit().is_some(),
            Self::Max | Self::Min => ty.is_ordered(),
        }
    }

    /// Its text in a program, from those of its operands.
    #[must_use]
    pub fn written(self, left: &str, right: &str) -> String {
        match self {
            Self::Add => format!("({left} + {right})"),
            Self::Subtract => format!("({left} - {right})"),
            Self::Max => format!("max({left}, {right})"),
            Self::Min => format!("min({left}, {right})"),
            Self::Multiply => format!("({left} * {right})"),
            Self::Divide(rounding) => format!("({left} / {right} rounded {})", rounding.words()),
        }
    }

    /// The result. 128 bits hold all sums that the bounds of values let in; beyond that they saturate. A product that they do
    /// not hold is unknown, `None`.
    #[must_use]
    pub fn apply(self, left: i128, right: i128) -> Option<i128> {
        match self {
            Self::Add => Some(left.saturating_add(right)),
            Self::Subtract => Some(left.saturating_sub(right)),
            Self::Max => Some(left.max(right)),
            Self::Min => Some(left.min(right)),
            Self::Multiply => left.checked_mul(right),
            Self::Divide(rounding) => rounding.divide(left, right),
        }
    }
}

/// A move of a time or a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// A time by a duration.
    Time(Duration),
    /// A date by a duration without microseconds and full days.
    Date(Duration),
    /// From a date to the first or last microsecond of it in a zone: a date compared with a time is a whole day.
    DayEdge(Edge, Zone),
    /// From a time to the date on which it falls in a zone.
    DateOf(Zone),
    /// From a date to the first or last date of its month, quarter or year.
    PeriodEdge(Edge, Period),
    /// From a date to the first such day after it.
    Next(MonthDay),
    /// From a date to the Nth working day after it, or before it where the number is negative.
    WorkingDays(i32, WorkCalendar),
    /// From a date to the next working day, unless it is one.
    ToWorkingDay(WorkCalendar),
}

impl Shift {
    /// The type of what it moves.
    #[must_use]
    pub fn takes(self) -> Type {
        match self {
            Self::Time(_) | Self::DateOf(_) => Type::Time,
            Self::Date(_) | Self::DayEdge(..) | Self::PeriodEdge(..) | Self::Next(_) => Type::Date,
            Self::WorkingDays(..) | Self::ToWorkingDay(_) => Type::Date,
        }
    }

    /// The type of what it yields.
    #[must_use]
    pub fn ty(self) -> Type {
        match self {
            Self::Time(_) | Self::DayEdge(..) => Type::Time,
            Self::Date(_) | Self::DateOf(_) | Self::PeriodEdge(..) | Self::Next(_) => Type::Date,
            Self::WorkingDays(..) | Self::ToWorkingDay(_) => Type::Date,
        }
    }

    /// The length that it moves by, unless it goes to a place of the calendar.
    #[must_use]
    pub fn duration(&self) -> Option<&Duration> {
        match self {
            Self::Time(by) | Self::Date(by) => Some(by),
            Self::DayEdge(..) | Self::DateOf(_) | Self::PeriodEdge(..) | Self::Next(_) => None,
            Self::WorkingDays(..) | Self::ToWorkingDay(_) => None,
        }
    }

    /// The calendar of working days that it is reckoned by: beyond what that covers there are only bounds.
    #[must_use]
    pub fn calendar(&self) -> Option<WorkCalendar> {
        match self {
            Self::WorkingDays(_, calendar) | Self::ToWorkingDay(calendar) => Some(*calendar),
            Self::Time(_) | Self::Date(_) | Self::DayEdge(..) => None,
            Self::DateOf(_) | Self::PeriodEdge(..) | Self::Next(_) => None,
        }
    }

    /// Whether it takes bounds of a value to bounds of the result: it keeps the order of all values, wherever they are.
    #[must_use]
    pub fn keeps_bounds(&self) -> bool {
        match self {
            Self::Time(by) => by.months == 0 && by.days == 0 && !by.full_days,
            Self::DateOf(_) => false,
            Self::Date(_) | Self::DayEdge(..) | Self::PeriodEdge(..) | Self::Next(_) => true,
            Self::WorkingDays(..) | Self::ToWorkingDay(_) => true,
        }
    }

    /// Where its calendar would have to say more for this date to arrive at one day.
    #[must_use]
    pub fn uncovered(&self, day: i64) -> Option<Uncovered> {
        let backwards = matches!(self, Self::WorkingDays(count, _) if *count < 0);
        self.calendar().map(|calendar| calendar.uncovered(clamped(day), backwards))
    }
}

fn clamped(day: i64) -> i32 {
    day.clamp(i32::MIN.into(), i32::MAX.into()) as i32
}

/// A move by a length that is known only with the facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// What is moved, and what of it is meant.
    pub of: Moved,
    /// Whether it is moved to what lies before it.
    pub backwards: bool,
    /// The zone whose calendar is meant.
    pub zone: Zone,
}

/// What a move takes and yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// A time, to a time.
    Time,
    /// A date, to the date on which it arrives.
    Date,
    /// A date, to the first or last instant of the day on which it arrives; with hours in the length, to that instant.
    DayEdge(Edge),
}

impl Move {
    /// The type of what it moves.
    #[must_use]
    pub fn takes(self) -> Type {
        match self.of {
            Moved::Time => Type::Time,
            Moved::Date | Moved::DayEdge(_) => Type::Date,
        }
    }

    /// The type of what it yields.
    #[must_use]
    pub fn ty(self) -> Type {
        match self.of {
            Moved::Time | Moved::DayEdge(_) => Type::Time,
            Moved::Date => Type::Date,
        }
    }
}

/// A length of time to move by: months first, then days, then microseconds; all of one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    /// Calendar months.
    pub months: i32,
    /// Calendar days.
    pub days: i32,
    /// Microseconds.
    pub micros: i64,
    /// To the last microsecond of the day arrived at.
    pub full_days: bool,
    /// The zone whose calendar is meant.
    pub zone: Zone,
}

/// A fact's place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Where to start.
    pub root: Root,
    /// Field indices from there on. An absent record on the way makes the place absent.
    pub fields: Vec<u32>,
}

/// Where a place starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Root {
    /// The account under judgement.
    Account,
    /// The request.
    Request,
    /// The service of a package, which is the same for all accounts.
    Service(PackageId),
    /// An element of a selection: 0 is the innermost.
    Element(u32),
}

/// What a definition is called on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The account and request at hand, no element.
    Same,
    /// The record at the place stands as [`Root::Account`]; no element.
    Account(Place),
    /// The record at the place is [`Root::Element`] 0, and the only one.
    Element(Place),
}
