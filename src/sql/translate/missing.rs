//! The facts for want of which something is unknown: those that it reads outside selections, and of what is selected the collection.

use super::state::Translator;
use crate::diagnostic::messages::sql;
use crate::flat::{ACCOUNT, Cell, Condition, Depth, Distinct, Read, Select, Set, TableId, Value, ValueKind};
use crate::sql::tree::Expr;

/// A fact, and when something is unknown for want of it.
#[derive(Debug, Clone)]
pub(super) struct Missing {
    /// Never NULL.
    pub(super) when: Expr,
    /// The fact as a policy calls it.
    pub(super) path: String,
    /// Whether it is one of the account, and not of an element.
    pub(super) is_of_account: bool,
}

/// Facts that may be missing, each once.
#[derive(Debug, Default)]
pub(super) struct AllMissing(pub(super) Vec<Missing>);

impl AllMissing {
    pub(super) fn add(&mut self, missing: Missing) {
        match self.0.iter_mut().find(|known| known.path == missing.path) {
            Some(known) => {
                let when = std::mem::replace(&mut known.when, missing.when);
                known.when = Expr::any([when, known.when.clone()]);
            }
            None => self.0.push(missing),
        }
    }
}

impl Translator<'_> {
    /// Adds what is missing where a value is unknown and `when` holds, which is never NULL.
    pub(super) fn missing_in_value(&mut self, value: &Value, when: Expr, found: &mut AllMissing) {
        match &value.kind {
            ValueKind::Unknown | ValueKind::Absent | ValueKind::Constant(_) => {}
            ValueKind::Cell(cell) => self.missing_cell(*cell, when, found),
            ValueKind::Shifted(of, _) => self.missing_in_value(of, when, found),
            ValueKind::Arithmetic(_, left, right)
            | ValueKind::Moved(left, right, _)
            | ValueKind::Anniversary(left, right) => {
                self.missing_in_value(left, when.clone(), found);
                self.missing_in_value(right, when, found);
            }
            ValueKind::Case(rows) => {
                let mut open = when;
                for (guard, value) in rows {
                    let (possible, after) = self.missing_in_guard(guard, open, found);
                    self.missing_in_value(value, possible, found);
                    open = after;
                }
            }
            ValueKind::Aggregate(_, select, of) => {
                let is_unknown = self.value(value).is_unknown();
                self.missing_selection(select, of.as_deref(), Expr::all([when, is_unknown]), found);
            }
            ValueKind::Distinct(_, Distinct::Values(select, of)) => {
                let is_unknown = self.value(value).is_unknown();
                self.missing_selection(select, Some(of), Expr::all([when, is_unknown]), found);
            }
            ValueKind::Distinct(_, Distinct::Members(set)) => {
                let is_unknown = self.value(value).is_unknown();
                self.missing_set(*set, Expr::all([when, is_unknown]), found);
            }
            ValueKind::Distinct(_, Distinct::Known(..)) => {}
        }
    }

    /// The same of a condition, of which `when` says that it is unknown, too.
    pub(super) fn missing_in_condition(&mut self, condition: &Condition, when: Expr, found: &mut AllMissing) {
        match condition {
            Condition::Constant(_) => {}
            Condition::Holds(value) | Condition::Present(value) | Condition::StartsWith(value, _) => {
                self.missing_in_value(value, when, found);
            }
            Condition::Not(inner) => self.missing_in_condition(inner, when, found),
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| self.missing_in_part(part, &when, found));
            }
            Condition::Given(given, then) => {
                self.missing_in_part(given, &when, found);
                self.missing_in_part(then, &when, found);
            }
            Condition::Compare(_, left, right) => {
                self.missing_in_value(left, when.clone(), found);
                self.missing_in_value(right, when, found);
            }
            Condition::Window(window) => self.missing_in_value(&window.event, when, found),
            Condition::Member(value, set) => {
                self.missing_in_value(value, when.clone(), found);
                self.missing_set(*set, when, found);
            }
            Condition::RecordPresent(cell) => self.missing_cell(*cell, when, found),
            Condition::RowsPresent(owner, table) => self.missing_rows(*owner, *table, when, found),
            Condition::Case(rows) => {
                let mut open = when;
                for (guard, value) in rows {
                    let (possible, after) = self.missing_in_guard(guard, open, found);
                    self.missing_in_part(value, &possible, found);
                    open = after;
                }
            }
            Condition::Count(_, select) => self.missing_selection(select, None, when, found),
        }
    }

    fn missing_in_part(&mut self, part: &Condition, when: &Expr, found: &mut AllMissing) {
        let is_unknown = Expr::is_null(self.condition(part));
        self.missing_in_condition(part, Expr::all([when.clone(), is_unknown]), found);
    }

    /// What is missing to say whether a row of a case, or a line, is the one, if it is still open whether any before it is; when that row is
    /// possible, and when it is still open behind it.
    pub(super) fn missing_in_guard(
        &mut self,
        guard: &Condition,
        open: Expr,
        found: &mut AllMissing,
    ) -> (Expr, Expr) {
        let truth = self.condition(guard);
        let is_unknown = Expr::is_null(truth.clone());
        self.missing_in_condition(guard, Expr::all([open.clone(), is_unknown]), found);
        let possible = Expr::all([open.clone(), Expr::not(Expr::is_false(truth.clone()))]);
        (possible, Expr::all([open, Expr::not(Expr::is_true(truth))]))
    }

    pub(super) fn missing_cell(&mut self, cell: Cell, when: Expr, found: &mut AllMissing) {
        let is_unknown = self.cell(cell).is_unknown();
        let path = self.policy.schema.columns[cell.column].path.clone();
        self.missing_fact(cell.depth, &path, Expr::all([when, is_unknown]), found);
    }

    fn missing_set(&mut self, set: Set, when: Expr, found: &mut AllMissing) {
        match set {
            Set::Unknown => {}
            // A member of it may be unknown as well as the set.
            Set::Rows(owner, table) => {
                let path = self.policy.schema.tables[table].path.clone();
                self.missing_fact(owner, &path, when, found);
            }
        }
    }

    fn missing_rows(&mut self, owner: Depth, table: TableId, when: Expr, found: &mut AllMissing) {
        let is_unknown = self.owned(owner, table).is_unknown();
        let path = self.policy.schema.tables[table].path.clone();
        self.missing_fact(owner, &path, Expr::all([when, is_unknown]), found);
    }

    fn missing_fact(&self, depth: Depth, path: &[u32], when: Expr, found: &mut AllMissing) {
        let is_of_account = depth == 0 && path.first() == Some(&ACCOUNT);
        found.add(Missing { when, path: self.words(depth, path), is_of_account });
    }

    /// A selection is unknown for want of the collection, or of facts of its elements, which are called by the collection.
    fn missing_selection(&mut self, select: &Select, of: Option<&Value>, when: Expr, found: &mut AllMissing) {
        let Some(rows) = self.selected(select) else { return };
        let path = self.policy.schema.tables[select.table].path.clone();
        // Facts of the account would be named by none of the elements that they select.
        let mut reads_account = false;
        let mut visit = |read: Read| {
            let (depth, path) = match read {
                Read::Cell(cell) => (cell.depth, &self.policy.schema.columns[cell.column].path),
                Read::Rows(owner, table) => (owner, &self.policy.schema.tables[table].path),
            };
            reads_account |= depth == 0 && path.first() == Some(&ACCOUNT);
        };
        select.filter.reads(&mut visit);
        of.iter().for_each(|of| of.reads(&mut visit));
        if reads_account {
            self.refuse(sql::selection_by_account());
        }
        let unknown_rows = Expr::all([when.clone(), Expr::not(rows.known.clone())]);
        self.missing_fact(select.owner, &path, unknown_rows, found);
        let elements = format!("{}[]", self.words(select.owner, &path));
        let when = Expr::all([when, rows.known]);
        found.add(Missing { when, path: elements, is_of_account: false });
    }
}
