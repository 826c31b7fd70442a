//! The columns that a policy reads numbers and instants from, so that whoever runs its query can ask the engine for their
//! types first: an engine compares a binary fraction with an amount, or a clock time without its zone with an instant,
//! without a word.

use super::dialect::Writer;
use super::mapping::{self, Mapping};
use super::print;
use super::tree::{Column, Expr, Gives, Query, Select, Source, Type, Value};
use super::{Dialect, mapping::used_columns};
use crate::diagnostic::Diagnostic;
use crate::flat::layout::{Layout, Role};
use crate::sql::types::column_type;

/// Columns of one table, or of the elements of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// A query (without a semicolon) that gives them, to be described and not run.
    pub query: String,
    /// Of each column of the query, in their order, the fact that it holds.
    pub facts: Vec<Fact>,
}

/// A fact, and what its column must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The fact, as the policy calls it: `account.balance`.
    pub path: String,
    /// What is read of its column.
    pub holds: Holds,
}

/// What a column must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Exact numbers.
    Numbers,
    /// Instants, not times on a clock without a zone.
    Instants,
}

impl Holds {
    fn of(ty: &Type) -> Option<Self> {
        match ty {
            Type::Int | Type::Wide | Type::Decimal(_) => Some(Self::Numbers),
            Type::Time => Some(Self::Instants),
            Type::Set(member) => Self::of(member),
            Type::Bool | Type::Text | Type::Date => None,
        }
    }

    /// Whether a column of the type that the engine calls `ty` holds these.
    #[must_use]
    pub fn fits(self, dialect: Dialect, ty: &str) -> bool {
        let ty = ty.trim_end_matches("[]").to_lowercase();
        let name = ty.split('(').next().unwrap_or_default().trim_end();
        match self {
            Self::Numbers => is_exact_number(dialect, name),
            Self::Instants => ty.starts_with("timestamp") && ty.ends_with("with time zone"),
        }
    }
}

/// Whether a type, by the name that the engine gives it in small letters, is one of exact numbers.
pub(super) fn is_exact_number(dialect: Dialect, name: &str) -> bool {
    match dialect {
        Dialect::Postgres => matches!(name, "smallint" | "integer" | "bigint" | "numeric"),
        Dialect::DuckDb => {
            let integers = ["tinyint", "smallint", "integer", "bigint", "hugeint"];
            name == "decimal"
                || name == "bignum"
                || integers.contains(&name)
                || name.strip_prefix('u').is_some_and(|name| integers.contains(&name))
        }
        Dialect::Spark => matches!(name, "tinyint" | "smallint" | "int" | "bigint" | "decimal"),
    }
}

/// The columns of numbers and instants that a query reads of the tables of the layout, or of those that they are mapped to.
pub(super) fn columns(
    query: &Query,
    layout: &Layout,
    mapped: Option<&Mapping>,
    writer: &dyn Writer,
) -> Result<Vec<Columns>, Vec<Diagnostic>> {
    let selects = match mapped {
        Some(mapped) => {
            let parts = mapping::mapped_parts(query, layout, mapped, writer)?;
            parts.into_iter().map(|(table, part)| (table, part.select)).collect()
        }
        None => used_columns(query, layout)
            .into_iter()
            .map(|(table, names)| (table, of_layout(layout, table, names)))
            .collect::<Vec<_>>(),
    };
    Ok(selects.into_iter().filter_map(|(table, select)| typed(layout, table, select, writer)).collect())
}

/// The columns of a table of the default layout.
fn of_layout(layout: &Layout, table: usize, names: impl IntoIterator<Item = String>) -> Select {
    let name = layout.tables[table].name.clone();
    let column = |column: String| {
        let of = Column { of: name.clone(), name: column.clone(), nullable: true, default: None };
        (Value::Expr(Expr::Column(of)), column)
    };
    Select {
        all_of: None,
        columns: names.into_iter().map(column).collect(),
        from: Source::Table(vec![name.clone()]),
        alias: name.clone(),
        joins: Vec::new(),
        filter: None,
        group: Vec::new(),
    }
}

/// Those columns of a part whose types matter.
fn typed(layout: &Layout, table: usize, mut select: Select, writer: &dyn Writer) -> Option<Columns> {
    let mut facts = Vec::new();
    select.columns.retain(|(value, name)| {
        let of = layout.tables[table].columns.iter().find(|(column, _)| column == name);
        let declared = of.map(|(_, declared)| declared).filter(|declared| declared.role == Role::Value);
        let Some(declared) = declared else { return false };
        let is_plain = match value {
            Value::Expr(_) => true,
            Value::Given(given) => {
                !given.json && given.codes.is_empty() && matches!(given.gives, Gives::Value(_))
            }
        };
        let Some(holds) = Holds::of(&column_type(&declared.of)).filter(|_| is_plain) else { return false };
        facts.push(Fact { path: declared.path.clone(), holds });
        true
    });
    (!facts.is_empty()).then(|| Columns { query: print::select(&select, writer), facts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_numbers_and_instants_fit() {
        let fits = |dialect, holds: Holds, ty| holds.fits(dialect, ty);
        for ty in ["BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT", "DECIMAL(28,2)", "DECIMAL(18,3)[]"] {
            assert!(fits(Dialect::DuckDb, Holds::Numbers, ty), "{ty}");
        }
        for ty in ["DOUBLE", "FLOAT", "VARCHAR", "DOUBLE[]", "UDECIMAL", "JSON", ""] {
            assert!(!fits(Dialect::DuckDb, Holds::Numbers, ty), "{ty}");
        }
        for ty in ["smallint", "numeric", "numeric(28,2)", "bigint[]"] {
            assert!(fits(Dialect::Postgres, Holds::Numbers, ty), "{ty}");
        }
        for ty in ["double precision", "real", "money", "text", "real[]"] {
            assert!(!fits(Dialect::Postgres, Holds::Numbers, ty), "{ty}");
        }
        assert!(fits(Dialect::Postgres, Holds::Instants, "timestamp(3) with time zone"));
        assert!(fits(Dialect::DuckDb, Holds::Instants, "TIMESTAMP WITH TIME ZONE"));
        for ty in ["timestamp without time zone", "TIMESTAMP", "TIMESTAMP_NS", "date"] {
            assert!(!fits(Dialect::Postgres, Holds::Instants, ty), "{ty}");
        }
    }
}
