//! What a query is made of, from the tables that it reads to its named parts.

use super::{Expr, Literal, Type};

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
    /// The expressions that the rows of one group share.
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
    /// Stored codes with the values that they encode; others are unknown.
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
    /// The same of a value that may be carried or not: false where it is null, NULL where it is missing or something else.
    IsRecordOrNull,
    /// Likewise of an array.
    IsArrayOrNull,
    /// Whether there is something, if only null.
    IsThere,
    /// The position of an element among those of its column.
    Ordinal,
}

/// A named part of a query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Part {
    /// Its name.
    pub(crate) name: String,
    /// Lines of comment.
    pub(crate) comment: Vec<String>,
    /// What it is.
    pub(crate) select: Select,
}

/// A whole query.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Query {
    /// Lines of comment.
    pub(crate) comment: Vec<String>,
    /// The named parts; each reads earlier ones only.
    pub(crate) parts: Vec<Part>,
    /// The names of those that have few columns and are read by many: they are computed once.
    pub(crate) kept: Vec<String>,
    /// What it gives.
    pub(crate) body: Select,
    /// Further rows of the same columns, after those.
    pub(crate) also: Vec<Select>,
}
