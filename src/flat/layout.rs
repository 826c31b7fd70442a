//! Where facts are in tables. The default layout follows from the shapes of the facts alone: a table for the
//! account, one a collection, the fields of nested records side by side. A mapping leads other tables to it.
//!
//! Absent and unknown are distinguished so that a missing value is safe: NULL in a required column is unknown; NULL in an
//! optional one is absent only where the column `…_known` beside it says so; and a collection without rows is
//! empty only where the column `…_known` of its owner says so.

use std::collections::{BTreeMap, HashSet};

use super::schema::{ACCOUNT, Path, REQUEST};
use crate::diagnostic::Message;
use crate::diagnostic::messages::sql;
use crate::ir::{PolicyId, Program, RecordId, Structure, Type};

/// The key of the account table.
pub(crate) const ID: &str = "id";
/// The column of when an account left, where that is given beside its facts. No fact is called so.
pub(crate) const LEFT: &str = "left at";
/// The key of an account in the tables of its collections.
pub(crate) const ACCOUNT_ID: &str = "account_id";
/// Stands before the name of a fact that is also that of a key.
const FACT: &str = "fact_";
/// The key of an element among those of its collection.
pub(crate) const POSITION: &str = "position";

/// The columns of a field.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Slot {
    /// A value in a column.
    Value(ValueSlot),
    /// A nested record, whose fields have slots of their own: a column that is true where it is present, false where
    /// it is absent, NULL where that is unknown.
    Record {
        /// That column.
        present: String,
        /// Whether the record may be absent.
        optional: bool,
    },
    /// A collection in a table of its own.
    Many {
        /// Index of that table.
        table: usize,
        /// A column that is true where it is known which elements there are; of an optional collection as that of a
        /// record.
        state: String,
        /// Whether the collection may be absent.
        optional: bool,
    },
}

/// A value in a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ValueSlot {
    /// The column.
    pub(crate) column: String,
    /// The type of the fact.
    pub(crate) of: Type,
    /// Of an optional fact, the column that says whether NULL means absent.
    pub(crate) known: Option<String>,
}

/// A table of facts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: String,
    /// The table of the owner of its elements; `None` for the account's.
    pub(crate) owner: Option<usize>,
    /// How the policy calls it: `account`, `account.trades`.
    pub(crate) path: String,
    /// Its key: the owner's, then its own.
    pub(crate) keys: Vec<String>,
    /// The columns of each field, by its path in a row.
    pub(crate) slots: BTreeMap<Path, Slot>,
    /// Every column in order, with its path in the policy.
    pub(crate) columns: Vec<(String, Declared)>,
}

impl Table {
    /// A fact by its path within the record of a row: `state` of `account.trades.state`.
    pub(crate) fn fact(&self, path: &str) -> String {
        let rest = path.strip_prefix(&self.path).and_then(|rest| rest.strip_prefix('.'));
        rest.unwrap_or(path).to_owned()
    }
}

/// What a column of the default layout is for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Declared {
    /// The fact, as the policy calls it.
    pub(crate) path: String,
    /// The type of what the column says.
    pub(crate) of: Type,
    /// What the column says.
    pub(crate) role: Role,
}

impl Declared {
    /// The words of an enumeration, whose column holds no others.
    pub(crate) fn words(&self) -> Option<&[String]> {
        self.of.choices().map(|words| &**words)
    }
}

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// a value
    Value,
    /// whether NULL in the value's column means absent, or which elements there are
    Known,
    /// whether a record is present
    Present,
}

/// The tables of a package's facts; the first is the account's.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Layout {
    pub(crate) tables: Vec<Table>,
}

/// How many columns all tables may have: records within records are written out, each time that they are held.
const MAX_COLUMNS: usize = 10_000;

impl Layout {
    /// The layout of the facts that a policy is judged on.
    ///
    /// # Errors
    ///
    /// Why there is none: too many columns, two columns or tables whose names no engine tells apart, or a name that one
    /// would cut off.
    pub(crate) fn of(program: &Program, policy: PolicyId) -> Result<Self, Message> {
        let package = &program.packages[program.policies[policy].package];
        let mut layout = Builder { program, tables: Vec::new(), columns: 0, beyond: None };
        layout.tables.push(Table {
            name: "account".to_owned(),
            owner: None,
            path: "account".to_owned(),
            keys: vec![ID.to_owned()],
            slots: BTreeMap::new(),
            columns: Vec::new(),
        });
        layout.record(0, package.account, &[ACCOUNT], "", "account");
        if let Some(request) = package.request {
            layout.record(0, request, &[REQUEST], "request_", "request");
        }
        if let Some(path) = layout.beyond {
            return Err(sql::too_many_columns(MAX_COLUMNS, &path));
        }
        let layout = Self { tables: layout.tables };
        match layout.name_refused() {
            Some(why) => Err(why),
            None => Ok(layout),
        }
    }

    /// What is wrong with a name of a column or table.
    fn name_refused(&self) -> Option<Message> {
        let mut tables: HashSet<String> = HashSet::new();
        for table in &self.tables {
            let mut columns: HashSet<String> = table.keys.iter().map(|key| key.to_lowercase()).collect();
            for (column, declared) in &table.columns {
                if column.len() > 63 {
                    return Some(sql::column_name_too_long(&declared.path));
                }
                if !columns.insert(column.to_lowercase()) {
                    return Some(sql::two_columns_called(&table.name, column));
                }
            }
            if table.name.len() > 63 {
                return Some(sql::table_name_too_long(&table.path));
            }
            if !tables.insert(table.name.to_lowercase()) {
                return Some(sql::two_tables_called(&table.name));
            }
        }
        None
    }
}

struct Builder<'p> {
    program: &'p Program,
    tables: Vec<Table>,
    columns: usize,
    /// The fact at which there were too many columns.
    beyond: Option<String>,
}

impl Builder<'_> {
    fn record(&mut self, table: usize, record: RecordId, at: &[u32], prefix: &str, path: &str) {
        for (index, field) in self.program.records[record].fields.iter().enumerate() {
            let place = [at, &[index as u32]].concat();
            let column = format!("{prefix}{}", field.name);
            let path = format!("{path}.{}", field.name);
            self.columns += 1;
            if self.columns > MAX_COLUMNS {
                self.beyond.get_or_insert(path);
                return;
            }
            let slot = match field.ty.structure() {
                Structure::Record(inner) => {
                    let present = self.column(table, format!("{column}_present"), &path, Role::Present);
                    self.record(table, inner, &place, &format!("{column}_"), &path);
                    Slot::Record { present, optional: field.optional }
                }
                Structure::Many(inner) => {
                    let (state, role) = match field.optional {
                        true => (format!("{column}_present"), Role::Present),
                        false => (format!("{column}_known"), Role::Known),
                    };
                    let state = self.column(table, state, &path, role);
                    let table = self.collection(table, inner, &column, &path);
                    Slot::Many { table, state, optional: field.optional }
                }
                Structure::Single | Structure::Set(_) => {
                    Slot::Value(self.value(table, column, &path, &field.ty, field.optional))
                }
            };
            self.tables[table].slots.insert(place, slot);
        }
    }

    fn value(&mut self, table: usize, column: String, path: &str, of: &Type, optional: bool) -> ValueSlot {
        let is_key = |key: &String| key.to_lowercase() == column.to_lowercase();
        // An account with a fact `id` has a key as well, which need not be the same.
        let column = match self.tables[table].keys.iter().any(is_key) {
            true => format!("{FACT}{column}"),
            false => column,
        };
        let declared = Declared { path: path.to_owned(), of: of.clone(), role: Role::Value };
        self.tables[table].columns.push((column.clone(), declared));
        let known = optional.then(|| self.column(table, format!("{column}_known"), path, Role::Known));
        ValueSlot { column, of: of.clone(), known }
    }

    fn column(&mut self, table: usize, name: String, path: &str, role: Role) -> String {
        let declared = Declared { path: path.to_owned(), of: Type::Bool, role };
        self.tables[table].columns.push((name.clone(), declared));
        name
    }

    fn collection(&mut self, owner: usize, record: RecordId, name: &str, path: &str) -> usize {
        let above = &self.tables[owner];
        let mut keys = match above.owner {
            None => vec![ACCOUNT_ID.to_owned()],
            Some(_) => above.keys.clone(),
        };
        if above.owner.is_some() {
            // The owner's own position takes the name of its table.
            keys.pop();
            keys.push(format!("{}_{POSITION}", above.name));
        }
        keys.push(POSITION.to_owned());
        let is_request = path.starts_with("request.") && owner == 0;
        let table_name = if is_request { name.to_owned() } else { format!("{}_{name}", above.name) };
        self.tables.push(Table {
            name: table_name,
            owner: Some(owner),
            path: path.to_owned(),
            keys,
            slots: BTreeMap::new(),
            columns: Vec::new(),
        });
        let table = self.tables.len() - 1;
        self.record(table, record, &[], "", path);
        table
    }
}
