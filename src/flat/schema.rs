//! The facts that a policy reads, as tables: one of accounts, one for each collection and set that is looked into, and in
//! each a column for every fact. Nested records dissolve into the columns of the table that they are in.

use crate::ir::{Choices, RecordId, Type, Unit};

/// Index of a table in [`Schema::tables`].
pub type TableId = usize;
/// Index of a column in [`Schema::columns`].
pub type ColumnId = usize;

/// The table of the accounts, a row each.
pub const ACCOUNTS: TableId = 0;

/// The steps from a row of a table to a fact: field indices. In the table of the accounts the first step is [`ACCOUNT`]
/// or [`REQUEST`]. The path of a row itself is empty.
pub type Path = Vec<u32>;

/// The first step to the facts of the account.
pub const ACCOUNT: u32 = 0;
/// The first step to the facts of the request.
pub const REQUEST: u32 = 1;

/// The type of a single value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScalarType {
    /// true or false
    Bool,
    /// a number
    Number(Unit),
    /// text
    Text,
    /// an instant
    Time,
    /// a day
    Date,
    /// a length of time
    Length,
    /// a value of an enumeration
    Choice(Choices),
}

impl ScalarType {
    /// The type of a fact that is a single value.
    #[must_use]
    pub fn of(ty: &Type) -> Option<Self> {
        Some(match ty {
            Type::Bool => Self::Bool,
            Type::Number(unit) => Self::Number(*unit),
            Type::Text => Self::Text,
            Type::Time => Self::Time,
            Type::Date => Self::Date,
            Type::Length => Self::Length,
            Type::OneOf(choices) => Self::Choice(choices.clone()),
            Type::Set(_) | Type::Many(_) | Type::Record(_) => return None,
        })
    }

    /// The same as a type of facts.
    #[must_use]
    pub fn ty(&self) -> Type {
        match self {
            Self::Bool => Type::Bool,
            Self::Number(unit) => Type::Number(*unit),
            Self::Text => Type::Text,
            Self::Time => Type::Time,
            Self::Date => Type::Date,
            Self::Length => Type::Length,
            Self::Choice(choices) => Type::OneOf(choices.clone()),
        }
    }
}

/// The tables and columns that a policy reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// The tables; each is after the one that owns its rows.
    pub tables: Vec<Table>,
    /// The columns of all tables.
    pub columns: Vec<Column>,
}

/// A collection, a set, or the accounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The table whose rows own these rows; for the accounts their own.
    pub owner: TableId,
    /// The collection's place in a row of the owner. Of a row of the owner, the collection may be present, absent or
    /// unknown.
    pub path: Path,
    /// What a row is.
    pub rows: Rows,
}

/// What a row of a table is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// An account with its request.
    Accounts,
    /// An element of a collection.
    Elements(RecordId),
    /// A member of a set.
    Members(ScalarType),
}

/// A fact of each row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The table.
    pub table: TableId,
    /// Its place in a row. Where a record on the way is absent or unknown, the value is too.
    pub path: Path,
    /// What it holds.
    pub role: Role,
}

/// What a column holds, for each row known, absent or unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// The value of a fact, or the member of a set.
    Value(ScalarType),
    /// Whether a record is present.
    Present,
}

impl Schema {
    /// The schema of a policy that reads nothing yet.
    #[must_use]
    pub fn new() -> Self {
        let accounts = Table { owner: ACCOUNTS, path: Path::new(), rows: Rows::Accounts };
        Self { tables: vec![accounts], columns: Vec::new() }
    }

    /// The table of the collection or set at a place in the rows of `owner`, added if it is not read yet. That of a set
    /// has the column of its members.
    pub(super) fn table(&mut self, owner: TableId, path: &[u32], rows: Rows) -> TableId {
        if let Some(known) = self.child(owner, path) {
            return known;
        }
        let id = self.tables.len();
        if let Rows::Members(ty) = &rows {
            self.columns.push(Column { table: id, path: Path::new(), role: Role::Value(ty.clone()) });
        }
        self.tables.push(Table { owner, path: path.to_vec(), rows });
        id
    }

    /// The column at a place in the rows of a table, added if it is not read yet.
    pub(super) fn column(&mut self, table: TableId, path: &[u32], role: Role) -> ColumnId {
        self.found(table, path).unwrap_or_else(|| {
            self.columns.push(Column { table, path: path.to_vec(), role });
            self.columns.len() - 1
        })
    }

    /// The table of the collection or set at a place in the rows of another, if it is read.
    #[must_use]
    pub fn child(&self, owner: TableId, path: &[u32]) -> Option<TableId> {
        self.children(owner).find(|&table| self.tables[table].path == path)
    }

    /// The tables whose rows are owned by those of another.
    pub fn children(&self, owner: TableId) -> impl Iterator<Item = TableId> {
        (1..self.tables.len()).filter(move |&table| self.tables[table].owner == owner)
    }

    /// The column at a place in the rows of a table, if it is read.
    #[must_use]
    pub fn found(&self, table: TableId, path: &[u32]) -> Option<ColumnId> {
        self.columns.iter().position(|column| column.table == table && column.path == path)
    }

    /// The columns of a table.
    pub fn columns_of(&self, table: TableId) -> impl Iterator<Item = ColumnId> {
        (0..self.columns.len()).filter(move |&column| self.columns[column].table == table)
    }

    /// Whether anything is read at a place in the rows of a table, or within it.
    #[must_use]
    pub fn is_read_within(&self, table: TableId, path: &[u32]) -> bool {
        self.columns_of(table).any(|column| self.columns[column].path.starts_with(path))
            || self.children(table).any(|child| self.tables[child].path.starts_with(path))
    }
}

impl Default for Schema {
    fn default() -> Self {
        Self::new()
    }
}
