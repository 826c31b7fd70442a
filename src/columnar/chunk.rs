//! Some rows of a table as the columns of a batch take them.

use std::cmp::Ordering;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Int8Type, Int16Type, Int32Type, Int64Type};
use arrow_array::types::{UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch};
use arrow_schema::DataType;

use super::cells::{Around, Cells, Unheld, Words, states};
use super::fault::Fault;
use super::keys::{Ids, Keys};
use super::plan::{Part, Source, TablePlan};
use crate::decide::batch::{ABSENT, Columns, Overflow, PRESENT, UNKNOWN};
use crate::decide::storage::Storage;
use crate::diagnostic::messages::tables;
use crate::flat::TableId;

/// Rows of a table.
#[derive(Debug)]
pub(super) struct Chunk {
    /// How many rows of the file precede it.
    pub(super) before: u64,
    pub(super) rows: usize,
    pub(super) keys: Keys,
    /// Where the rows of each owner end.
    pub(super) ends: Vec<usize>,
    /// The positions of the rows themselves, where they own others.
    pub(super) position: Option<Int64Array>,
    /// For each table whose rows these own, what is known of them.
    pub(super) states: Vec<Vec<u8>>,
    /// Values that cannot be held, by rows.
    pub(super) unheld: Vec<Wrong>,
    columns: Vec<(Storage, Cells)>,
    sets: Vec<Set>,
    /// Columns that say of every row that it is there.
    whole: Vec<Storage>,
}

/// A value that cannot be held.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    pub(super) row: usize,
    pub(super) column: String,
    pub(super) what: Words,
}

/// Sets of rows.
#[derive(Debug)]
struct Set {
    table: TableId,
    column: Storage,
    states: Vec<u8>,
    /// The members of the set of a row stand between its number and the next one.
    ends: Vec<usize>,
    members: Cells,
}

impl Chunk {
    /// Reads what `plan` asks for.
    pub(super) fn new(plan: &TablePlan, read: &RecordBatch, before: u64) -> Result<Self, Fault> {
        let table = Table { plan, read };
        let (id, positions) =
            plan.owner.split_first().ok_or_else(|| Fault::new(&plan.name, tables::no_key()))?;
        let ids = Ids::of(table.column(id)?)
            .ok_or_else(|| Fault::new(&plan.name, tables::not_a_key()).column(id))?;
        if let Some(row) = ids.first_missing() {
            return Err(Fault::new(&plan.name, tables::key_missing())
                .column(id)
                .row(before + row as u64 + 1));
        }
        let positions =
            positions.iter().map(|name| table.positions(name, before)).collect::<Result<_, _>>()?;
        let own = plan.position.as_deref().filter(|_| !plan.children.is_empty());
        let position = own.map(|name| table.positions(name, before)).transpose()?;
        let mut chunk = Self {
            before,
            rows: read.num_rows(),
            ends: Vec::new(),
            keys: Keys { ids, positions },
            position,
            states: Vec::new(),
            unheld: Vec::new(),
            columns: Vec::new(),
            sets: Vec::new(),
            whole: Vec::new(),
        };
        chunk.find_ends(plan)?;
        table.parts(&plan.parts, None, &mut chunk)?;
        chunk.unheld.sort_by_key(|wrong| wrong.row);
        Ok(chunk)
    }

    fn find_ends(&mut self, plan: &TablePlan) -> Result<(), Fault> {
        let is_of_accounts = plan.position.is_none();
        for row in 1..self.rows {
            match self.keys.step(row) {
                Ordering::Less => self.ends.push(row),
                Ordering::Equal if !is_of_accounts => {}
                Ordering::Equal | Ordering::Greater => {
                    return Err(out_of_order(plan, self.before + row as u64 + 1));
                }
            }
        }
        self.ends.push(self.rows);
        Ok(())
    }

    /// Adds rows to the columns of a batch.
    pub(super) fn append(&self, rows: std::ops::Range<usize>, to: &mut Columns) -> Result<(), Overflow> {
        for (column, cells) in &self.columns {
            append(cells, rows.clone(), *column, to)?;
        }
        for set in &self.sets {
            for row in rows.clone() {
                let members =
                    if set.states[row] == PRESENT { set.ends[row]..set.ends[row + 1] } else { 0..0 };
                let count = members.len();
                append(&set.members, members, set.column, to)?;
                to.tables[set.table].open();
                to.tables[set.table].close(set.states[row], count)?;
            }
        }
        for &column in &self.whole {
            if let Storage::Byte(at) = column {
                to.bytes[at].extend(std::iter::repeat_n(PRESENT, rows.len()));
            }
        }
        Ok(())
    }

    /// The values among some rows that cannot be held.
    pub(super) fn unheld(&self, rows: std::ops::Range<usize>) -> &[Wrong] {
        let first = self.unheld.partition_point(|wrong| wrong.row < rows.start);
        let end = self.unheld.partition_point(|wrong| wrong.row < rows.end);
        &self.unheld[first..end]
    }
}

/// What is wrong where a key is not after the one before it.
pub(super) fn out_of_order(plan: &TablePlan, row: u64) -> Fault {
    let keys: Vec<String> = plan.owner.iter().map(|key| format!("`{key}`")).collect();
    let keys = keys.join(", ");
    let what = match plan.position {
        None => tables::accounts_not_sorted(&keys),
        Some(_) => tables::rows_not_sorted(&keys),
    };
    Fault::new(&plan.name, what).row(row)
}

fn append(
    cells: &Cells,
    rows: std::ops::Range<usize>,
    column: Storage,
    to: &mut Columns,
) -> Result<(), Overflow> {
    match (cells, column) {
        (Cells::Bytes(cells), Storage::Byte(at)) => to.bytes[at].extend_from_slice(&cells[rows]),
        (Cells::Wides(cells), Storage::Wide(at)) => to.wides[at].extend_from_slice(&cells[rows]),
        (Cells::Texts(texts, marks), Storage::Text(at)) => {
            for row in rows {
                let entry = match marks[row] {
                    super::cells::IS_TEXT => to.pack(texts.value(row).as_bytes())?,
                    mark => mark,
                };
                to.texts[at].push(entry);
            }
        }
        (Cells::Bytes(_), Storage::Wide(_) | Storage::Text(_))
        | (Cells::Wides(_), Storage::Byte(_) | Storage::Text(_))
        | (Cells::Texts(..), Storage::Byte(_) | Storage::Wide(_)) => return Err(Overflow),
    }
    Ok(())
}

/// Rows as they are read, and what is to be made of them.
struct Table<'a> {
    plan: &'a TablePlan,
    read: &'a RecordBatch,
}

impl Table<'_> {
    fn column(&self, name: &str) -> Result<&ArrayRef, Fault> {
        self.read
            .column_by_name(name)
            .ok_or_else(|| Fault::new(&self.plan.name, tables::not_read()).column(name))
    }

    fn positions(&self, name: &str, before: u64) -> Result<Int64Array, Fault> {
        let array = self.column(name)?;
        if let Some(nulls) = array.nulls().filter(|nulls| nulls.null_count() > 0) {
            let row = (0..nulls.len()).find(|&row| nulls.is_null(row)).unwrap_or(0);
            let fault = Fault::new(&self.plan.name, tables::position_missing());
            return Err(fault.column(name).row(before + row as u64 + 1));
        }
        integers(array).ok_or_else(|| Fault::new(&self.plan.name, tables::not_whole_numbers()).column(name))
    }

    fn parts(&self, parts: &[Part], around: Around<'_>, to: &mut Chunk) -> Result<(), Fault> {
        for part in parts {
            match part {
                Part::Value(column, source) => {
                    let array = self.column(&source.name)?;
                    let cells = self.cells(array.as_ref(), *column, source, around, &mut to.unheld)?;
                    to.columns.push((*column, cells));
                }
                Part::Record(column, present, inner) => {
                    let states = states(self.column(present)?.as_ref(), ABSENT, around);
                    self.parts(inner, Some(&states), to)?;
                    to.columns.extend(column.map(|column| (column, Cells::Bytes(states))));
                }
                Part::Many(state, optional) => {
                    let when_false = if *optional { ABSENT } else { UNKNOWN };
                    to.states.push(states(self.column(state)?.as_ref(), when_false, around));
                }
                Part::Set(table, column, source) => {
                    let set = self.set(*table, *column, source, around, &mut to.unheld)?;
                    to.sets.push(set);
                }
                Part::Row(column) => to.whole.push(*column),
            }
        }
        Ok(())
    }

    fn cells(
        &self,
        array: &dyn Array,
        column: Storage,
        source: &Source,
        around: Around<'_>,
        wrong: &mut Vec<Wrong>,
    ) -> Result<Cells, Fault> {
        let known = source.known.as_ref().map(|known| self.column(known)).transpose()?;
        let mut unheld: Vec<Unheld> = Vec::new();
        let cells =
            Cells::of(array, &source.of, column, known.map(|known| known.as_boolean()), around, &mut unheld);
        wrong.extend(unheld.into_iter().map(|(row, what)| Wrong { row, column: source.name.clone(), what }));
        Ok(cells)
    }

    fn set(
        &self,
        table: TableId,
        column: Storage,
        source: &Source,
        around: Around<'_>,
        wrong: &mut Vec<Wrong>,
    ) -> Result<Set, Fault> {
        let array = self.column(&source.name)?;
        let list = array.as_list::<i32>();
        let crate::ir::Type::Set(of) = &source.of else {
            return Err(Fault::new(&self.plan.name, tables::not_a_set()).column(&source.name));
        };
        let mut unheld: Vec<Unheld> = Vec::new();
        let members = Cells::of(list.values().as_ref(), of, column, None, None, &mut unheld);
        let ends: Vec<usize> = list.value_offsets().iter().map(|&end| end as usize).collect();
        wrong.extend(unheld.into_iter().map(|(member, what)| Wrong {
            row: ends.partition_point(|&end| end <= member).saturating_sub(1),
            column: source.name.clone(),
            what,
        }));
        let known = source.known.as_ref().map(|known| self.column(known)).transpose()?;
        let states = super::cells::of_sets(list, known.map(|known| known.as_boolean()), around);
        Ok(Set { table, column, states, ends, members })
    }
}

/// Whole numbers as such of 64 bits, if all fit.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enumeration is not ours")]
fn integers(array: &ArrayRef) -> Option<Int64Array> {
    fn widened<T: ArrowPrimitiveType>(array: &ArrayRef) -> Option<Int64Array>
    where
        T::Native: TryInto<i64>,
    {
        array
            .as_primitive::<T>()
            .values()
            .iter()
            .map(|&value| value.try_into().ok())
            .collect::<Option<Vec<_>>>()
            .map(Int64Array::from)
    }
    match array.data_type() {
        DataType::Int8 => widened::<Int8Type>(array),
        DataType::Int16 => widened::<Int16Type>(array),
        DataType::Int32 => widened::<Int32Type>(array),
        DataType::Int64 => Some(array.as_primitive::<Int64Type>().clone()),
        DataType::UInt8 => widened::<UInt8Type>(array),
        DataType::UInt16 => widened::<UInt16Type>(array),
        DataType::UInt32 => widened::<UInt32Type>(array),
        DataType::UInt64 => widened::<UInt64Type>(array),
        _ => None,
    }
}
