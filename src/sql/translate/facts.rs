//! Facts: the columns of the layout that hold a column of the flat form.

use super::scalar::Scalar;
use super::state::Translator;
use crate::diagnostic::messages::sql;
use crate::flat::layout::{LEFT, Slot, ValueSlot};
use crate::flat::{ACCOUNT, Cell, Depth, Select, Set, TableId};
use crate::ir;
use crate::sql::tree::{Column, Expr, FALSE, Literal, TRUE, Type};
use crate::sql::types::column_type;

/// The records on the way to a fact: present or not.
struct Way {
    /// One of them is absent, and all before it are present; never NULL.
    absent: Expr,
    /// All are present; NULL and false where not.
    present: Vec<Expr>,
}

/// The rows of a selection.
#[derive(Debug)]
pub(super) struct Rows {
    /// The depth of the row that owns them.
    pub(super) owner: usize,
    /// Index of their table in the layout.
    pub(super) table: usize,
    /// Whether it is known which rows there are; never NULL. What is absent has none.
    pub(super) known: Expr,
}

impl<'a> Translator<'a> {
    fn slot(&self, row: usize, path: &[u32]) -> Option<&'a Slot> {
        self.layout.tables[self.rows.get(row)?.table].slots.get(path)
    }

    /// How a policy calls the fact at a place in the row at a depth: `account.orders.closed`.
    pub(super) fn words(&self, depth: Depth, path: &[u32]) -> String {
        let row = usize::from(depth);
        let column = match self.slot(row, path) {
            Some(Slot::Value(slot)) => &slot.column,
            Some(Slot::Record { present: column, .. } | Slot::Many { state: column, .. }) => column,
            None => return String::new(),
        };
        let columns = &self.layout.tables[self.rows[row].table].columns;
        columns.iter().find(|(name, _)| name == column).map_or_else(String::new, |(_, of)| of.path.clone())
    }

    fn column(&self, row: usize, name: &str) -> Expr {
        let of = self.rows[row].alias.clone();
        Expr::Column(Column { of, name: name.to_owned(), nullable: true, default: None })
    }

    fn way(&self, row: usize, path: &[u32]) -> Way {
        let mut way = Way { absent: FALSE, present: Vec::new() };
        for steps in 1..path.len() {
            let Some(Slot::Record { present, optional }) = self.slot(row, &path[..steps]) else { continue };
            let present = self.column(row, present);
            if *optional {
                let here = Expr::is_false(present.clone());
                let mut parts: Vec<Expr> = way.present.iter().cloned().map(Expr::is_true).collect();
                parts.push(here);
                way.absent = Expr::any([way.absent, Expr::all(parts)]);
            }
            way.present.push(present);
        }
        way
    }

    /// A value, or whether a record is present.
    pub(super) fn cell(&mut self, cell: Cell) -> Scalar {
        let column = &self.policy.schema.columns[cell.column];
        self.fact(cell.depth, &column.path)
    }

    /// The members of a set, or whether it is known which elements a collection has.
    pub(super) fn owned(&mut self, owner: Depth, table: TableId) -> Scalar {
        let table = &self.policy.schema.tables[table];
        self.fact(owner, &table.path)
    }

    pub(super) fn set(&mut self, set: Set) -> Scalar {
        match set {
            Set::Unknown => Scalar::unknown(),
            Set::Rows(owner, table) => self.owned(owner, table),
        }
    }

    /// The fact at a place in the row at a depth.
    fn fact(&mut self, depth: Depth, path: &[u32]) -> Scalar {
        let row = usize::from(depth);
        let Some(slot) = self.slot(row, path) else { return self.without_column() };
        let way = self.way(row, path);
        let own = match slot {
            Slot::Value(slot) => {
                let value = self.column_value(row, slot);
                self.since(row, path, slot, value)
            }
            Slot::Record { present, optional } => self.three_valued(row, present, *optional),
            Slot::Many { state, optional: true, .. } => self.three_valued(row, state, true),
            Slot::Many { state, .. } => {
                let known = self.column(row, state);
                Scalar::known(Expr::case([(known, TRUE)], None))
            }
        };
        if way.present.is_empty() {
            return own;
        }
        let present = Expr::all(way.present);
        let absent = Expr::any([way.absent, Expr::all([Expr::is_true(present.clone()), own.absent])]);
        Scalar { value: Expr::case([(present, own.value)], None), absent }
    }

    fn three_valued(&self, row: usize, present: &str, optional: bool) -> Scalar {
        let present = self.column(row, present);
        let absent = if optional { Expr::is_false(present.clone()) } else { FALSE };
        Scalar { value: Expr::case([(present, TRUE)], None), absent }
    }

    fn column_value(&self, row: usize, slot: &ValueSlot) -> Scalar {
        let column = self.column(row, &slot.column);
        let absent = match &slot.known {
            Some(known) => {
                let known = Expr::is_true(self.column(row, known));
                Expr::all([Expr::is_null(column.clone()), known])
            }
            None => FALSE,
        };
        Scalar { value: checked(column, &slot.of), absent }
    }

    /// A value of an account that has left: where nothing else is said, its own times say so too.
    fn since(&self, row: usize, path: &[u32], slot: &ValueSlot, given: Scalar) -> Scalar {
        let (Some(leaving), [ACCOUNT, index]) = (&self.policy.leaving, path) else { return given };
        if row > 0 || !leaving.times.contains(index) {
            return given;
        }
        let left = self.column(row, LEFT);
        let left = match column_type(&slot.of) {
            Type::Time => left,
            Type::Date => Expr::DateOf(Box::new(left), leaving.zone),
            Type::Bool | Type::Int | Type::Wide | Type::Decimal(_) | Type::Text | Type::Set(_) => {
                return given;
            }
        };
        let Scalar { value, absent } = given;
        let is_said = Expr::any([absent.clone(), Expr::is_present(value.clone())]);
        Scalar { value: Expr::case([(is_said, value)], Some(left)), absent }
    }

    /// When an account left, of what is left of it.
    pub(super) fn left_at(&self) -> Expr {
        self.column(0, LEFT)
    }

    fn without_column(&mut self) -> Scalar {
        self.refuse(sql::no_table_holds());
        Scalar::unknown()
    }

    /// The rows of a selection; `None` if no table holds them, which is reported.
    pub(super) fn selected(&mut self, select: &Select) -> Option<Rows> {
        debug_assert_eq!(self.rows.len(), usize::from(select.depth), "rows are numbered by their depth");
        let owner = usize::from(select.owner);
        let path = &self.policy.schema.tables[select.table].path;
        let Some(Slot::Many { table, state, optional }) = self.slot(owner, path) else {
            self.without_column();
            return None;
        };
        let way = self.way(owner, path);
        let state = self.column(owner, state);
        let own = if *optional { Expr::is_present(state) } else { Expr::is_true(state) };
        let present = Expr::all(way.present.into_iter().map(Expr::is_true));
        let known = Expr::any([way.absent, Expr::all([present, own])]);
        Some(Rows { owner, table: *table, known })
    }
}

/// A column of an enumeration holds its words; what is none of them is unknown.
fn checked(column: Expr, of: &ir::Type) -> Expr {
    if let Some(words) = of.choices() {
        Expr::case([(Expr::In(Box::new(column.clone()), texts(words)), column)], None)
    } else if let Some(words) = of.member().and_then(ir::Type::choices) {
        Expr::Checked(Box::new(column), texts(words))
    } else {
        column
    }
}

pub(super) fn texts(words: &[String]) -> Vec<Literal> {
    words.iter().map(|word| Literal::Text(word.clone())).collect()
}
