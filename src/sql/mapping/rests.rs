//! Where the facts of accounts that have left are: those that were carried in JSON, those that are asked again in columns, and the
//! collections that are kept where the mapping says.

use std::collections::{BTreeMap, BTreeSet};

use super::{From, Known, Left, MappedColumn, MappedRests, MappedTable, Mapping, Nulls, Text};
use crate::flat::layout::{Layout, Table};
use crate::ir::{ACCOUNT, PolicyId, Program, RecordId, Structure, is_within};

impl Mapping {
    /// A mapping whose accounts are the rests that were left by a policy; `None` if this one does not say where rests are.
    pub(crate) fn of_rests(&self, program: &Program, policy: PolicyId, layout: &Layout) -> Option<Self> {
        let rests = self.rests.as_ref()?;
        let package = &program.packages[program.policies[policy].package];
        let mut keys = BTreeMap::new();
        json_keys(program, package.account, ACCOUNT, &[ACCOUNT.to_owned()], &mut keys);
        if let Some(request) = package.request {
            json_keys(program, request, REQUEST, &[REQUEST.to_owned()], &mut keys);
        }
        let carried = Carried { rests, keys, asked: program.asked_by_holds(policy) };
        let account = layout.tables.first().map(|table| carried.account(table, layout));
        let given = self.tables.iter().filter(|table| table.path.text != ACCOUNT).cloned();
        let mut tables: Vec<MappedTable> = account.into_iter().chain(given).collect();
        for (at, table) in layout.tables.iter().enumerate().skip(1) {
            let outermost = &layout.tables[outermost(layout, at)];
            if !self.tables.iter().any(|mapped| mapped.path.text == outermost.path) {
                tables.push(carried.collection(table, layout));
            }
        }
        let left = Left {
            column: rests.left.text.clone(),
            policy_column: rests.policy.text.clone(),
            policy: program.policy_name(policy),
        };
        Some(Self { tables, left: Some(left), ..self.clone() })
    }

    /// Whether a collection is given, and not carried for want of a section of its own.
    pub(crate) fn gives(&self, path: &str) -> bool {
        self.tables.iter().any(|table| table.path.text == path && table.nulls == Nulls::Absent)
    }
}

/// What the facts of a request are called by.
const REQUEST: &str = "request";

/// Where facts are that were carried.
struct Carried<'m> {
    rests: &'m MappedRests,
    /// The keys that lead to each fact from the record that holds it.
    keys: BTreeMap<String, Vec<String>>,
    /// What holds read, which is asked again.
    asked: BTreeSet<String>,
}

impl Carried<'_> {
    /// The column of what was carried; `None` of what never is.
    fn column_of(&self, path: &str) -> Option<&Text> {
        let is_asked = self.asked.iter().any(|asked| is_within(path, asked));
        self.rests.carried.as_ref().filter(|_| !is_asked)
    }

    fn account(&self, table: &Table, layout: &Layout) -> MappedTable {
        let mut columns = self.rests.columns.clone();
        let is_given = |path: &str| self.rests.columns.iter().any(|column| column.path.text == path);
        for path in facts_of(table, layout) {
            if !is_given(&table.fact(path)) {
                columns.push(self.fact(table.fact(path), path, true));
            }
        }
        MappedTable {
            path: self.text(ACCOUNT.to_owned()),
            from: From::Table(self.rests.table.clone()),
            owner: vec![self.rests.key.clone()],
            key: None,
            known: Known::Unsaid,
            columns,
            nulls: Nulls::Absent,
        }
    }

    fn collection(&self, table: &Table, layout: &Layout) -> MappedTable {
        let is_of_account = table.owner == Some(0);
        let path = self.path_of(&table.path, is_of_account);
        let (from, nulls) = match path {
            Some(path) => (From::Column { json: true, path }, Nulls::AbsentInJson),
            None => (From::Nothing, Nulls::Unknown),
        };
        let columns = facts_of(table, layout);
        MappedTable {
            columns: columns.map(|path| self.fact(table.fact(path), path, false)).collect(),
            path: self.text(table.path.clone()),
            from,
            owner: Vec::new(),
            key: None,
            known: Known::Unsaid,
            nulls,
        }
    }

    fn fact(&self, name: String, path: &str, is_of_account: bool) -> MappedColumn {
        let column = self.path_of(path, is_of_account);
        MappedColumn {
            path: self.text(name),
            nulls: if column.is_some() { Nulls::AbsentInJson } else { Nulls::Unknown },
            column,
            json: true,
            known: None,
            present: None,
            codes: Vec::new(),
            minor_units: false,
        }
    }

    /// The way to a fact, from the column of the rest or from the record of the element that holds it.
    fn path_of(&self, path: &str, is_of_account: bool) -> Option<Vec<String>> {
        let column = self.column_of(path)?;
        let first = is_of_account.then(|| column.text.clone());
        Some(first.into_iter().chain(self.keys.get(path)?.iter().cloned()).collect())
    }

    fn text(&self, text: String) -> Text {
        Text { text, span: self.rests.span }
    }
}

/// The table of the collection that a table's rows are within, which the account holds itself.
fn outermost(layout: &Layout, mut at: usize) -> usize {
    while let Some(owner) = layout.tables[at].owner.filter(|owner| *owner != 0) {
        at = owner;
    }
    at
}

/// Each fact of a table once, but for its collections.
fn facts_of<'l>(table: &'l Table, layout: &'l Layout) -> impl Iterator<Item = &'l str> {
    let paths: BTreeSet<&str> = table.columns.iter().map(|(_, declared)| declared.path.as_str()).collect();
    paths.into_iter().filter(|path| !layout.tables.iter().any(|other| other.path == **path))
}

/// The keys that lead to each fact within a record, in JSON.
fn json_keys(
    program: &Program,
    record: RecordId,
    path: &str,
    keys: &[String],
    found: &mut BTreeMap<String, Vec<String>>,
) {
    for field in &program.records[record].fields {
        let path = format!("{path}.{}", field.name);
        let here = [keys, std::slice::from_ref(&field.key)].concat();
        match field.ty.structure() {
            Structure::Record(inner) => json_keys(program, inner, &path, &here, found),
            Structure::Many(inner) => json_keys(program, inner, &path, &[], found),
            Structure::Single | Structure::Set(_) => {}
        }
        found.insert(path, here);
    }
}
