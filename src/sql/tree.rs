//! A small typed tree of SQL: as much of the language as policies need. Truth is SQL's own three-valued logic, in which
//! NULL is *unknown*. The constructors fold what is constant, so that a query says no more than it must.

use std::collections::BTreeSet;

use crate::ir::{Comparison, Duration, Edge, Zone};

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
    /// Its type.
    pub(crate) ty: Type,
    /// Whether it may be NULL.
    pub(crate) nullable: bool,
    /// What stands where an outer join found no row.
    pub(crate) default: Option<Literal>,
}

/// Which end of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// the latest, the greatest
    Greatest,
    /// the earliest, the least
    Least,
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
    Extreme(End, Vec<Expr>),
    /// A sum of numbers of this type; `true` subtracts.
    Sum(bool, Type, Box<Expr>, Box<Expr>),
    /// The same number in another exact type that holds it.
    Widen(Box<Expr>, Type),
    /// An instant moved.
    Shift(Box<Expr>, Duration),
    /// A day moved by the months and days of a duration.
    ShiftDay(Box<Expr>, Duration),
    /// The first or last microsecond of a day in a zone.
    Day(Box<Expr>, Edge, Zone),
    /// Whether a set has a member; Kleene's three values.
    Contains(Box<Expr>, Box<Expr>),
    /// A set with the members that are none of the literals made unknown.
    Checked(Box<Expr>, Vec<Literal>),
    /// How many rows of the group fulfil the condition.
    CountWhere(Box<Expr>),
    /// The greatest or least of the group, of the rows that fulfil the condition.
    ExtremeWhere(End, Box<Expr>, Box<Expr>),
    /// The sum over the group, of the rows that fulfil the condition.
    SumWhere(Box<Expr>, Box<Expr>),
    /// The texts whose conditions hold, with commas between them.
    Names(Vec<(Expr, String)>),
}

pub(crate) const TRUE: Expr = Expr::Literal(Literal::Bool(true));
pub(crate) const FALSE: Expr = Expr::Literal(Literal::Bool(false));
pub(crate) const UNKNOWN: Expr = Expr::Literal(Literal::Unknown);

impl Expr {
    pub(crate) fn number(value: i128) -> Self {
        Self::Literal(Literal::Number(value))
    }

    pub(crate) fn time(micros: i64) -> Self {
        Self::Literal(Literal::Time(micros))
    }

    pub(crate) fn text(text: &str) -> Self {
        Self::Literal(Literal::Text(text.to_owned()))
    }

    /// Every one of `parts`.
    pub(crate) fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::junction(parts, &TRUE, &FALSE, |part| match part {
            Self::And(parts) => Ok(parts),
            other => Err(other),
        })
        .map_or_else(|one| one, Self::And)
    }

    /// Any of `parts`.
    pub(crate) fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::junction(parts, &FALSE, &TRUE, |part| match part {
            Self::Or(parts) => Ok(parts),
            other => Err(other),
        })
        .map_or_else(|one| one, Self::Or)
    }

    fn junction(
        parts: impl IntoIterator<Item = Self>,
        neutral: &Self,
        decisive: &Self,
        inner: fn(Self) -> Result<Vec<Self>, Self>,
    ) -> Result<Vec<Self>, Self> {
        let mut kept: Vec<Self> = Vec::new();
        for part in parts {
            for part in inner(part).unwrap_or_else(|one| vec![one]) {
                if part == *decisive {
                    return Err(part);
                }
                if part != *neutral && !kept.contains(&part) {
                    kept.push(part);
                }
            }
        }
        match kept.len() {
            0 => Err(neutral.clone()),
            1 => Err(kept.swap_remove(0)),
            _ => Ok(kept),
        }
    }

    /// What is not so.
    pub(crate) fn not(inner: Self) -> Self {
        match inner {
            Self::Literal(Literal::Bool(value)) => Self::Literal(Literal::Bool(!value)),
            Self::Literal(Literal::Unknown) => UNKNOWN,
            Self::Not(inner) => *inner,
            Self::Compare(comparison, left, right) => Self::Compare(negated(comparison), left, right),
            other => Self::Not(Box::new(other)),
        }
    }

    pub(crate) fn compare(comparison: Comparison, left: Self, right: Self) -> Self {
        Self::Compare(comparison, Box::new(left), Box::new(right))
    }

    pub(crate) fn is_null(inner: Self) -> Self {
        match inner {
            Self::Literal(literal) => Self::Literal(Literal::Bool(literal == Literal::Unknown)),
            inner if !inner.nullable() => FALSE,
            inner => Self::IsNull(Box::new(inner)),
        }
    }

    pub(crate) fn is_present(inner: Self) -> Self {
        Self::not(Self::is_null(inner))
    }

    /// Whether a truth is true; never NULL.
    pub(crate) fn is_true(inner: Self) -> Self {
        Self::or_else(inner, false)
    }

    /// Whether a truth is false; never NULL.
    pub(crate) fn is_false(inner: Self) -> Self {
        Self::not(Self::or_else(inner, true))
    }

    fn or_else(inner: Self, value: bool) -> Self {
        match inner {
            Self::Literal(Literal::Unknown) => Self::Literal(Literal::Bool(value)),
            inner if !inner.nullable() => inner,
            inner => Self::Coalesce(Box::new(inner), Literal::Bool(value)),
        }
    }

    /// The first branch whose condition is true.
    pub(crate) fn case(branches: impl IntoIterator<Item = (Self, Self)>, otherwise: Option<Self>) -> Self {
        let mut kept = Vec::new();
        let mut otherwise = otherwise;
        for (when, then) in branches {
            if when == FALSE || when == UNKNOWN {
                continue;
            }
            if when == TRUE {
                otherwise = Some(then);
                break;
            }
            // What is unknown opens no branch.
            let when = match when {
                Self::Coalesce(inner, Literal::Bool(false)) => *inner,
                other => other,
            };
            kept.push((when, then));
        }
        let says_nothing = kept.iter().all(|(_, then)| *then == UNKNOWN);
        match otherwise {
            Some(otherwise) if kept.is_empty() => otherwise,
            None | Some(UNKNOWN) if says_nothing => UNKNOWN,
            otherwise => Self::Case(kept, otherwise.map(Box::new)),
        }
    }

    /// The end of several instants; none is NULL.
    pub(crate) fn extreme(end: End, of: Vec<Self>) -> Self {
        let mut kept: Vec<Self> = Vec::new();
        for part in of {
            let parts = match part {
                Self::Extreme(inner, parts) if inner == end => parts,
                other => vec![other],
            };
            for part in parts {
                if !kept.contains(&part) {
                    kept.push(part);
                }
            }
        }
        if kept.len() == 1 { kept.swap_remove(0) } else { Self::Extreme(end, kept) }
    }

    /// Whether it may be NULL.
    pub(crate) fn nullable(&self) -> bool {
        self.nullable_where(&mut Vec::new())
    }

    fn nullable_where(&self, present: &mut Vec<Self>) -> bool {
        if present.contains(self) {
            return false;
        }
        match self {
            Self::Column(column) => column.nullable && column.default.is_none(),
            Self::Literal(literal) => *literal == Literal::Unknown,
            Self::Not(inner)
            | Self::Widen(inner, _)
            | Self::Shift(inner, _)
            | Self::ShiftDay(inner, _)
            | Self::Day(inner, ..)
            | Self::In(inner, _) => inner.nullable_where(present),
            Self::And(parts) => nullable_conjunction(parts, present),
            Self::Or(parts) | Self::Extreme(_, parts) => parts.iter().any(|it| it.nullable_where(present)),
            Self::Compare(_, left, right) | Self::Sum(_, _, left, right) => {
                left.nullable_where(present) || right.nullable_where(present)
            }
            Self::Case(branches, otherwise) => {
                otherwise.as_ref().is_none_or(|it| it.nullable_where(present))
                    || branches.iter().any(|(_, then)| then.nullable_where(present))
            }
            Self::Now | Self::IsNull(_) | Self::Coalesce(..) | Self::CountWhere(_) | Self::Names(_) => false,
            Self::Contains(..) | Self::Checked(..) | Self::ExtremeWhere(..) | Self::SumWhere(..) => true,
        }
    }

    /// Calls `visit` with every column in it.
    pub(crate) fn columns<'e>(&'e self, visit: &mut impl FnMut(&'e Column)) {
        if let Self::Column(column) = self {
            visit(column);
        }
        for child in self.children() {
            child.columns(visit);
        }
    }

    fn children(&self) -> Vec<&Self> {
        match self {
            Self::Column(_) | Self::Literal(_) | Self::Now => Vec::new(),
            Self::Not(inner)
            | Self::In(inner, _)
            | Self::IsNull(inner)
            | Self::Coalesce(inner, _)
            | Self::Widen(inner, _)
            | Self::Shift(inner, _)
            | Self::ShiftDay(inner, _)
            | Self::Day(inner, ..)
            | Self::Checked(inner, _)
            | Self::CountWhere(inner) => vec![inner],
            Self::And(parts) | Self::Or(parts) | Self::Extreme(_, parts) => parts.iter().collect(),
            Self::Compare(_, left, right)
            | Self::Sum(_, _, left, right)
            | Self::Contains(left, right)
            | Self::ExtremeWhere(_, left, right)
            | Self::SumWhere(left, right) => vec![left, right],
            Self::Case(branches, otherwise) => {
                let mut all: Vec<&Self> = branches.iter().flat_map(|(when, then)| [when, then]).collect();
                all.extend(otherwise.as_deref());
                all
            }
            Self::Names(names) => names.iter().map(|(when, _)| when).collect(),
        }
    }

    /// The same with every column replaced.
    pub(crate) fn with_columns(self, replace: &mut impl FnMut(Column) -> Self) -> Self {
        let mut boxed = |inner: Box<Self>| Box::new(inner.with_columns(replace));
        match self {
            Self::Column(column) => replace(column),
            Self::Literal(_) | Self::Now => self,
            Self::Not(inner) => Self::Not(boxed(inner)),
            Self::In(inner, literals) => Self::In(boxed(inner), literals),
            Self::IsNull(inner) => Self::IsNull(boxed(inner)),
            Self::Coalesce(inner, literal) => Self::Coalesce(boxed(inner), literal),
            Self::Widen(inner, ty) => Self::Widen(boxed(inner), ty),
            Self::Shift(inner, by) => Self::Shift(boxed(inner), by),
            Self::ShiftDay(inner, by) => Self::ShiftDay(boxed(inner), by),
            Self::Day(inner, edge, zone) => Self::Day(boxed(inner), edge, zone),
            Self::Checked(inner, literals) => Self::Checked(boxed(inner), literals),
            Self::CountWhere(inner) => Self::CountWhere(boxed(inner)),
            Self::Compare(comparison, left, right) => Self::Compare(comparison, boxed(left), boxed(right)),
            Self::Sum(minus, ty, left, right) => Self::Sum(minus, ty, boxed(left), boxed(right)),
            Self::Contains(set, member) => Self::Contains(boxed(set), boxed(member)),
            Self::ExtremeWhere(end, of, when) => Self::ExtremeWhere(end, boxed(of), boxed(when)),
            Self::SumWhere(of, when) => Self::SumWhere(boxed(of), boxed(when)),
            Self::And(parts) => Self::And(each(parts, replace)),
            Self::Or(parts) => Self::Or(each(parts, replace)),
            Self::Extreme(end, parts) => Self::Extreme(end, each(parts, replace)),
            Self::Case(branches, otherwise) => {
                let branches = branches
                    .into_iter()
                    .map(|(when, then)| (when.with_columns(replace), then.with_columns(replace)));
                let branches = branches.collect();
                Self::Case(branches, otherwise.map(|it| Box::new(it.with_columns(replace))))
            }
            Self::Names(names) => {
                let names = names.into_iter().map(|(when, name)| (when.with_columns(replace), name));
                Self::Names(names.collect())
            }
        }
    }
}

fn each(parts: Vec<Expr>, replace: &mut impl FnMut(Column) -> Expr) -> Vec<Expr> {
    parts.into_iter().map(|part| part.with_columns(replace)).collect()
}

/// A conjunct that shows a value to be there makes the others false, not unknown, where it is not.
fn nullable_conjunction(parts: &[Expr], present: &mut Vec<Expr>) -> bool {
    let before = present.len();
    for part in parts {
        if let Expr::Not(inner) = part
            && let Expr::IsNull(inner) = inner.as_ref()
        {
            present.push(inner.as_ref().clone());
        }
    }
    let nullable = parts.iter().any(|part| part.nullable_where(present));
    present.truncate(before);
    nullable
}

fn negated(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterOrEqual,
        Comparison::LessOrEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessOrEqual,
        Comparison::GreaterOrEqual => Comparison::Less,
    }
}

/// What a `SELECT` reads.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    /// A table, by its qualified name.
    Table(Vec<String>),
    /// A named part of the query.
    Part(String),
    /// A column of the row at hand that holds many: an array of records, or JSON.
    Unnested(Unnested),
}

/// The elements of a column, as rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unnested {
    /// Whether the column holds JSON.
    pub(crate) json: bool,
    /// The alias of the row that has the column.
    pub(crate) of: String,
    /// The column.
    pub(crate) column: Vec<String>,
}

/// A joined row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Join {
    /// Whether rows without a partner stay.
    pub(crate) outer: bool,
    /// What is joined.
    pub(crate) source: Source,
    /// Its alias.
    pub(crate) alias: String,
    /// The condition; nothing for the elements of a column.
    pub(crate) on: Vec<(Expr, Expr)>,
}

/// A `SELECT`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Select {
    /// Take over every column of this alias first.
    pub(crate) all_of: Option<String>,
    /// What it gives.
    pub(crate) columns: Vec<(Value, String)>,
    /// What it reads.
    pub(crate) from: Source,
    /// The alias of that.
    pub(crate) alias: String,
    /// What is joined to it.
    pub(crate) joins: Vec<Join>,
    /// Which rows.
    pub(crate) filter: Option<Expr>,
    /// What one row of the result stands for.
    pub(crate) group: Vec<Expr>,
}

/// A column of a result: computed, or taken from the user's own tables.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Computed.
    Expr(Expr),
    /// Read as a mapping says.
    Given(Given),
}

/// A value read as a mapping says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Given {
    /// The alias of the row.
    pub(crate) of: String,
    /// The column, and the fields within it.
    pub(crate) path: Vec<String>,
    /// Whether what the column holds is JSON.
    pub(crate) json: bool,
    /// What is wanted of it.
    pub(crate) gives: Gives,
    /// Stored codes and what they stand for; others are unknown.
    pub(crate) codes: Vec<(Literal, String)>,
    /// Whether amounts are stored in minor units.
    pub(crate) minor_units: bool,
}

/// What is wanted of a value of the user's own tables.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Gives {
    /// The value, as this type.
    Value(Type),
    /// Whether a record is there: false where it is null or missing, NULL where it is something else.
    IsRecord,
    /// Whether it is an array.
    IsArray,
    /// The position of an element among those of its column.
    Ordinal,
}

/// A named part of a query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// Its name.
    pub(crate) name: String,
    /// What is to be said of it, a line each.
    pub(crate) comment: Vec<String>,
    /// What it is.
    pub(crate) select: Select,
}

/// A whole query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Query {
    /// What is to be said of it, a line each.
    pub(crate) comment: Vec<String>,
    /// The named parts; each reads earlier ones only.
    pub(crate) parts: Vec<Part>,
    /// What it gives.
    pub(crate) body: Select,
}

/// The aliases that expressions read.
pub(crate) fn aliases<'e>(expressions: impl IntoIterator<Item = &'e Expr>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for expression in expressions {
        expression.columns(&mut |column| {
            found.insert(column.of.clone());
        });
    }
    found
}
