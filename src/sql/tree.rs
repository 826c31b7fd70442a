//! A small typed tree of SQL: as much of the language as policies need. Truth is SQL's own three-valued logic, in which
//! NULL is *unknown*. The constructors fold what is constant, so that a query says no more than it must.

mod fold;
mod nullable;
mod query;
mod walk;

pub(crate) use query::{Given, Gives, Join, Part, Query, Select, Source, Unnested, Value};
pub(crate) use walk::aliases;

pub(crate) use crate::ir::Extreme;
use crate::ir::{Comparison, Currency, Duration, Edge, MonthDay, Period, Zone};

/// The type of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    /// true, false or NULL
    Bool,
    /// 64 bits
    Int,
    /// a whole number that a sum of 64-bit integers fits
    Wide,
    /// exact, with so many decimals
    Decimal(u32),
    /// text
    Text,
    /// an instant
    Time,
    /// a day
    Date,
    /// an array
    Set(Box<Type>),
}

/// A literal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Literal {
    /// NULL of a boolean: unknown
    Unknown,
    /// TRUE, FALSE
    Bool(bool),
    /// a whole number
    Number(i128),
    /// units of 10^-scale
    Decimal(i128, u32),
    /// text
    Text(String),
    /// microseconds since 1970-01-01T00:00Z
    Time(i64),
    /// days since 1970-01-01
    Date(i32),
}

/// A column of a row at hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// The alias of its row.
    pub(crate) of: String,
    /// Its name.
    pub(crate) name: String,
    /// Whether it may be NULL.
    pub(crate) nullable: bool,
    /// Its value where an outer join found no row.
    pub(crate) default: Option<Literal>,
}

/// How rows are reduced to one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AggregateFunction {
    /// How many there are.
    Count,
    /// How many different values there are, NULL left out.
    Distinct,
    /// Whether there is one; false or NULL if there is none.
    Any,
    /// The sum.
    Sum,
    /// The greatest or least.
    Extreme(Extreme),
}

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    /// A column.
    Column(Column),
    /// A literal.
    Literal(Literal),
    /// The instant of the judgement.
    Now,
    /// Negation.
    Not(Box<Expr>),
    /// Conjunction of two or more.
    And(Vec<Expr>),
    /// Disjunction of two or more.
    Or(Vec<Expr>),
    /// A comparison.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// Whether the value is one of the literals.
    In(Box<Expr>, Vec<Literal>),
    /// Whether it is NULL.
    IsNull(Box<Expr>),
    /// The first that applies; NULL if none does and there is no other.
    Case(Vec<(Expr, Expr)>, Option<Box<Expr>>),
    /// The first that is not NULL.
    Coalesce(Box<Expr>, Literal),
    /// The end of several values; none is NULL.
    Extreme(Extreme, Vec<Expr>),
    /// A sum of numbers of this type; `true` subtracts.
    Sum(bool, Type, Box<Expr>, Box<Expr>),
    /// A product of numbers of this type, the right one whole.
    Product(Type, Box<Expr>, Box<Expr>),
    /// The same number in another exact type that holds it; of NULL, one of that type.
    Widen(Box<Expr>, Type),
    /// An amount with so many decimals and its currency, as the language writes it: `10.00 EUR`.
    Amount(Box<Expr>, Currency),
    /// An instant moved.
    Shift(Box<Expr>, Duration),
    /// A day moved by the months and days of a duration.
    ShiftDay(Box<Expr>, Duration),
    /// The first or last microsecond of a day in a zone.
    Day(Box<Expr>, Edge, Zone),
    /// How many different members a set has (`true`), or how many that are unknown.
    Members(Box<Expr>, bool),
    /// Whether a text begins with this one, by bytes.
    StartsWith(Box<Expr>, String),
    /// The day on which an instant falls in a zone.
    DateOf(Box<Expr>, Zone),
    /// The first or last day of the month, quarter or year of a day.
    PeriodEdge(Box<Expr>, Edge, Period),
    /// The first such day after a day.
    Next(Box<Expr>, MonthDay),
    /// Whether a set has a member; Kleene's three values.
    Contains(Box<Expr>, Box<Expr>),
    /// A set with the members that are none of the literals made unknown.
    Checked(Box<Expr>, Vec<Literal>),
    /// The rows of the group that fulfil the condition, reduced to one value.
    Aggregate {
        /// How.
        function: AggregateFunction,
        /// What is taken of each row; `None` where only the rows matter.
        of: Option<Box<Expr>>,
        /// Which rows.
        when: Box<Expr>,
    },
    /// The texts whose conditions hold, with commas between them.
    Names(Vec<(Expr, String)>),
    /// Texts as an array of JSON, in which NULL is null.
    JsonTexts(Vec<Expr>),
}

pub(crate) const TRUE: Expr = Expr::Literal(Literal::Bool(true));
pub(crate) const FALSE: Expr = Expr::Literal(Literal::Bool(false));
pub(crate) const UNKNOWN: Expr = Expr::Literal(Literal::Unknown);
