//! Queries about the accounts themselves: how many there are, and their keys, range by range. A key leaves the engine as
//! text, which is exact for every type that it orders.

use super::columns;
use super::dialect::{Dialect, Writer};
use super::mapping::Mapping;
use super::tree::Type;
use crate::flat::layout;

/// Accounts by their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keys {
    /// Those of a range, in the engine's own order of them.
    Range(KeyRange),
    /// These alone.
    These(Vec<String>),
}

/// A range of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRange {
    /// Those after this one; all from the first on if there is none.
    pub after: Option<String>,
    /// Those up to this one, itself included.
    pub until: String,
}

/// The table of the accounts, with its key.
#[derive(Debug, Clone)]
pub struct Accounts {
    dialect: Dialect,
    table: String,
    key: String,
}

impl Accounts {
    /// Those of a mapping, or of the default layout.
    #[must_use]
    pub fn of(dialect: Dialect, mapping: Option<&Mapping>) -> Self {
        let writer = dialect.writer();
        let default = (vec!["account".to_owned()], layout::ID.to_owned());
        let (table, key) = mapping.and_then(Mapping::accounts).unwrap_or(default);
        let table: Vec<String> = table.iter().map(|part| writer.identifier(part)).collect();
        Self { dialect, table: table.join("."), key: writer.identifier(&key) }
    }

    /// Whether keys of the type that the engine calls `ty` come out of it exactly as text, and back.
    #[must_use]
    pub fn takes_keys_of(dialect: Dialect, ty: &str) -> bool {
        let ty = ty.to_lowercase();
        let name = ty.split('(').next().unwrap_or_default().trim_end();
        let others = match dialect {
            Dialect::Postgres => [
                "text",
                "character varying",
                "character",
                "name",
                "citext",
                "uuid",
                "date",
                "oid",
                "timestamp without time zone",
                "timestamp with time zone",
            ]
            .as_slice(),
            Dialect::DuckDb => &["varchar", "uuid", "date", "timestamp", "timestamp with time zone"],
            Dialect::Spark => &["string", "date", "timestamp"],
        };
        let is_timestamp = ty.starts_with("timestamp") && ty.ends_with("time zone");
        columns::is_exact_number(dialect, name) || others.contains(&name) || is_timestamp
    }

    /// The qualified name of the table, quoted.
    #[must_use]
    pub fn table(&self) -> &str {
        &self.table
    }

    /// That name as a literal text.
    #[must_use]
    pub fn table_literal(&self) -> String {
        self.text(&self.table)
    }

    /// The name of the key's column, quoted.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// A query for the keys as the engine has them, to ask for their type.
    #[must_use]
    pub fn keys(&self) -> String {
        format!("SELECT {} AS key FROM {}", self.column(), self.rows())
    }

    /// A query for how many `accounts` there are, and how many of them are `keyed`: have a key.
    #[must_use]
    pub fn count(&self) -> String {
        format!("SELECT count(*) AS accounts, count({}) AS keyed FROM {}", self.column(), self.rows())
    }

    /// A query for the end of a batch of the next `most` accounts after a key: the `last` key, how many `accounts` they
    /// are, and how many `keys` these have.
    #[must_use]
    pub fn batch(&self, after: Option<&str>, most: u64) -> String {
        let (column, rows) = (self.column(), self.rows());
        let later = after.map(|after| format!(" WHERE {column} > {}", self.text(after))).unwrap_or_default();
        let last = self.as_text("batch.one");
        format!(
            "WITH batch AS (SELECT {column} AS one FROM {rows}{later} ORDER BY {column} LIMIT {most}) \
             SELECT (SELECT {last} FROM batch ORDER BY batch.one DESC LIMIT 1) AS last, count(*) AS accounts, \
             count(DISTINCT batch.one) AS keys FROM batch"
        )
    }

    /// A query for each `key` up to one, itself included.
    #[must_use]
    pub fn until(&self, last: &str) -> String {
        let column = self.column();
        let key = self.as_text(&column);
        format!("SELECT {key} AS key FROM {} WHERE {column} <= {}", self.rows(), self.text(last))
    }

    /// A query for the first `key` of a range that several `accounts` have.
    #[must_use]
    pub fn repeated(&self, keys: &KeyRange) -> String {
        let (column, rows) = (self.column(), self.rows());
        let key = self.as_text(&column);
        let after = keys.after.as_deref().map(|after| format!("{column} > {} AND ", self.text(after)));
        format!(
            "SELECT {key} AS key, count(*) AS accounts FROM {rows} WHERE {}{column} <= {} \
             GROUP BY {column} HAVING count(*) > 1 ORDER BY {column} LIMIT 1",
            after.unwrap_or_default(),
            self.text(&keys.until),
        )
    }

    /// The rows of a query (without a semicolon) in the order of the keys, which become text; `columns` are those besides `id`.
    #[must_use]
    pub fn in_order<'c>(&self, rows: &str, columns: impl IntoIterator<Item = &'c str>) -> String {
        let id = self.as_text("judged.id");
        let columns = columns.into_iter().map(|name| format!(", judged.{}", self.writer().identifier(name)));
        format!(
            "SELECT {id} AS id{} FROM (\n{rows}\n) AS judged ORDER BY judged.id",
            columns.collect::<String>()
        )
    }

    fn rows(&self) -> String {
        format!("{} AS accounts", self.table)
    }

    /// The key's column. Its row is named, for an alias of the result may have the same name.
    fn column(&self) -> String {
        format!("accounts.{}", self.key)
    }

    fn writer(&self) -> &'static dyn Writer {
        self.dialect.writer()
    }

    fn text(&self, text: &str) -> String {
        self.writer().text(text)
    }

    fn as_text(&self, key: &str) -> String {
        format!("CAST({key} AS {})", self.writer().ty(&Type::Text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_of_types_that_come_out_exactly() {
        let takes = |dialect, types: &[&str]| {
            types.iter().map(|ty| Accounts::takes_keys_of(dialect, ty)).collect::<Vec<_>>()
        };
        let good = ["HUGEINT", "UHUGEINT", "DECIMAL(38,0)", "BIGINT", "VARCHAR", "UUID", "DATE", "TIMESTAMP"];
        assert_eq!(takes(Dialect::DuckDb, &good), [true; 8]);
        let bad = ["DOUBLE", "FLOAT", "TIMESTAMP_NS", "TIMESTAMP_S", "BLOB", "VARCHAR[]", "JSON", ""];
        assert_eq!(takes(Dialect::DuckDb, &bad), [false; 8]);
        let good = [
            "bigint",
            "numeric",
            "numeric(38,0)",
            "text",
            "character varying(8)",
            "uuid",
            "timestamp(3) with time zone",
        ];
        assert_eq!(takes(Dialect::Postgres, &good), [true; 7]);
        let bad = ["double precision", "real", "bytea", "jsonb", "text[]", "money", "boolean"];
        assert_eq!(takes(Dialect::Postgres, &bad), [false; 7]);
    }
}
