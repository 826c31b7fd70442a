//! Facts of many accounts in the layout of one policy: columns, filled row by row and emptied together.

use std::ops::Range;
use std::sync::Arc;

use super::scalar::Scalar;
use super::storage::{FieldPlan, RecordPlan, Storage, Target};
use crate::facts::Facts;
use crate::flat::{Schema, TableId};
use crate::ir::Value;
use crate::ir::calendar::{FIRST, LAST};

/// In a byte column: it did not happen.
pub(crate) const ABSENT: u8 = 62;
/// In a byte column: not in the input.
pub(crate) const UNKNOWN: u8 = 63;
/// The values of a byte column that are present.
pub(super) const PRESENT_VALUES: u64 = (1 << ABSENT) - 1;
/// In a byte column of booleans: true.
pub(super) const TRUE_VALUES: u64 = 1 << 1;
/// In a byte column of presence: it is there.
pub(crate) const PRESENT: u8 = 1;
/// In a wide column: not in the input.
pub(crate) const WIDE_UNKNOWN: i64 = i64::MIN;
/// In a wide column: it did not happen.
pub(crate) const WIDE_ABSENT: i64 = i64::MIN + 1;
/// The least value that a wide column holds.
pub(crate) const LEAST: i64 = i64::MIN + 2;

/// A value or a number of rows beyond what a batch holds. The complete evaluator takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overflow;

/// The rows of a table, and which row of the owning table owns which of them.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    /// Row `r` of the owning table owns the rows from `starts[r]` up to `starts[r + 1]`.
    starts: Vec<u32>,
    /// For each row of the owning table: [`PRESENT`], [`ABSENT`] or [`UNKNOWN`].
    states: Vec<u8>,
}

impl Rows {
    #[inline]
    pub(super) fn of(&self, row: usize) -> Range<usize> {
        self.starts[row] as usize..self.starts[row + 1] as usize
    }

    #[inline]
    pub(super) fn state(&self, row: usize) -> u8 {
        self.states[row]
    }

    pub(super) fn len(&self) -> usize {
        self.starts.last().map_or(0, |&end| end as usize)
    }

    /// Begins the rows of the next owning row; which there are is unknown until `mark` or `close`.
    pub(crate) fn open(&mut self) {
        self.states.push(UNKNOWN);
        self.starts.push(self.starts.last().copied().unwrap_or(0));
    }

    /// Says that there are none of the rows that were begun last, or that it is unknown which.
    pub(super) fn mark(&mut self, state: u8) {
        if let Some(last) = self.states.last_mut() {
            *last = state;
        }
    }

    /// Says what there is of the rows that were begun last.
    pub(crate) fn close(&mut self, state: u8, added: usize) -> Result<(), Overflow> {
        if let (Some(last), Some(end)) = (self.states.last_mut(), self.starts.last_mut()) {
            *last = state;
            *end = end.checked_add(u32::try_from(added).map_err(|_| Overflow)?).ok_or(Overflow)?;
        }
        Ok(())
    }
}

/// Facts of accounts, a row each, as one policy reads them.
#[derive(Clone)]
pub struct Batch {
    pub(super) plans: Arc<Plans>,
    accounts: usize,
    pub(crate) columns: Columns,
}

/// No fact is shown.
impl std::fmt::Debug for Batch {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Batch").field("accounts", &self.accounts).finish_non_exhaustive()
    }
}

/// What is to be read of an account and its request.
#[derive(Debug)]
pub(crate) struct Plans {
    pub(crate) account: RecordPlan,
    pub(crate) request: Option<RecordPlan>,
    pub(super) tables: Vec<Parts>,
}

/// What a row of a table is made of.
#[derive(Debug)]
pub(super) struct Parts {
    /// The table that owns its rows.
    owner: TableId,
    pub(super) columns: Vec<Storage>,
    /// The tables that have rows of their own for each row.
    pub(super) children: Vec<TableId>,
}

impl Plans {
    pub(super) fn new(
        schema: &Schema,
        storage: &[Storage],
        account: RecordPlan,
        request: Option<RecordPlan>,
    ) -> Self {
        let parts = |id: TableId| Parts {
            owner: schema.tables[id].owner,
            columns: schema.columns_of(id).map(|column| storage[column]).collect(),
            children: schema.children(id).collect(),
        };
        Self { account, request, tables: (0..schema.tables.len()).map(parts).collect() }
    }

    fn count(&self, kind: fn(Storage) -> bool) -> usize {
        self.tables.iter().flat_map(|table| &table.columns).filter(|&&column| kind(column)).count()
    }
}

impl Batch {
    pub(super) fn new(plans: Arc<Plans>) -> Self {
        let bytes = plans.count(|column| matches!(column, Storage::Byte(_)));
        let wides = plans.count(|column| matches!(column, Storage::Wide(_)));
        let texts = plans.count(|column| matches!(column, Storage::Text(_)));
        let columns = Columns {
            tables: plans.tables.iter().map(|_| Rows { starts: vec![0], states: Vec::new() }).collect(),
            bytes: vec![Vec::new(); bytes],
            wides: vec![Vec::new(); wides],
            texts: vec![Vec::new(); texts],
            arena: Vec::new(),
        };
        Self { plans, accounts: 0, columns }
    }

    /// How many accounts it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.accounts
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.accounts == 0
    }

    /// Forgets all accounts and keeps the space.
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// Forgets the accounts from the `accounts`th on.
    fn truncate(&mut self, accounts: usize) {
        self.accounts = accounts;
        self.columns.truncate(&self.plans, accounts);
    }

    /// Adds an account.
    ///
    /// # Errors
    ///
    /// [`Overflow`] if some value does not fit the layout; the batch is then as before.
    pub fn push(&mut self, facts: &Facts) -> Result<(), Overflow> {
        let mut filled = self.columns.record(&self.plans.account, &facts.account);
        if let (Ok(()), Some(plan)) = (filled, &self.plans.request) {
            filled = self.columns.record(plan, facts.request.as_ref().unwrap_or(&Value::Unknown));
        }
        self.finish(filled)
    }

    /// Counts the account whose columns were filled, or forgets what was filled of it.
    pub(crate) fn finish<E: Copy>(&mut self, filled: Result<(), E>) -> Result<(), E> {
        match filled {
            Ok(()) => self.accounts += 1,
            Err(_) => self.truncate(self.accounts),
        }
        filled
    }
}

/// The columns of all tables.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    pub(crate) tables: Vec<Rows>,
    pub(crate) bytes: Vec<Vec<u8>>,
    pub(crate) wides: Vec<Vec<i64>>,
    /// Texts as ranges of the arena, packed; or one of the two marks of a wide column.
    pub(crate) texts: Vec<Vec<i64>>,
    arena: Vec<u8>,
}

impl Columns {
    fn truncate(&mut self, plans: &Plans, accounts: usize) {
        for (id, parts) in plans.tables.iter().enumerate() {
            let length = if id == 0 { accounts } else { self.truncate_rows(id, parts.owner, accounts) };
            for &column in &parts.columns {
                match column {
                    Storage::Byte(at) => self.bytes[at].truncate(length),
                    Storage::Wide(at) => self.wides[at].truncate(length),
                    Storage::Text(at) => self.texts[at].truncate(length),
                }
            }
        }
        if accounts == 0 {
            self.arena.clear();
        }
    }

    /// Removes the rows of removed owning rows, and returns how many are left. Tables come after the tables that own them.
    fn truncate_rows(&mut self, table: TableId, around: TableId, accounts: usize) -> usize {
        let around = if around == 0 { accounts } else { self.tables[around].len() };
        let rows = &mut self.tables[table];
        rows.states.truncate(around);
        rows.starts.truncate(around + 1);
        rows.len()
    }

    fn record(&mut self, plan: &RecordPlan, value: &Value) -> Result<(), Overflow> {
        let (presence, values, otherwise): (_, &[Value], _) = match value {
            Value::Record(values) => (PRESENT, values, &Value::Unknown),
            Value::Absent => (ABSENT, &[], &Value::Absent),
            Value::Unknown
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Text(_)
            | Value::Time(_)
            | Value::Date(_)
            | Value::Length(_)
            | Value::Choice(_)
            | Value::Set(_)
            | Value::Many(_) => (UNKNOWN, &[], &Value::Unknown),
        };
        if let Some(Storage::Byte(at)) = plan.presence {
            self.bytes[at].push(presence);
        }
        for field in &plan.fields {
            self.field(field, values.get(field.index as usize).unwrap_or(otherwise))?;
        }
        Ok(())
    }

    fn field(&mut self, field: &FieldPlan, value: &Value) -> Result<(), Overflow> {
        match &field.target {
            Target::Column(column) => self.scalar(*column, value),
            Target::Record(plan) => self.record(plan, value),
            Target::Many(table, plan) => {
                if let Value::Many(elements) = value {
                    for element in elements {
                        self.record(plan, element)?;
                    }
                    return self.end(*table, PRESENT, elements.len());
                }
                self.end(*table, if *value == Value::Absent { ABSENT } else { UNKNOWN }, 0)
            }
            Target::Set(table, column) => {
                if let Value::Set(members) = value {
                    for member in members.iter().filter(|_| column.is_some()) {
                        self.scalar(column.ok_or(Overflow)?, member)?;
                    }
                    return self.end(*table, PRESENT, members.len());
                }
                self.end(*table, if *value == Value::Absent { ABSENT } else { UNKNOWN }, 0)
            }
        }
    }

    /// Records the rows that the current row of the owning table owns.
    fn end(&mut self, table: TableId, state: u8, added: usize) -> Result<(), Overflow> {
        let rows = &mut self.tables[table];
        rows.open();
        rows.close(state, added)
    }

    fn scalar(&mut self, column: Storage, value: &Value) -> Result<(), Overflow> {
        match column {
            Storage::Byte(at) => self.bytes[at].push(match value {
                Value::Bool(value) => u8::from(*value),
                Value::Choice(index) => u8::try_from(*index).map_err(|_| Overflow)?,
                Value::Absent => ABSENT,
                Value::Unknown
                | Value::Number(_)
                | Value::Text(_)
                | Value::Time(_)
                | Value::Date(_)
                | Value::Length(_)
                | Value::Set(_)
                | Value::Many(_)
                | Value::Record(_) => UNKNOWN,
            }),
            Storage::Wide(at) => self.wides[at].push(match value {
                Value::Number(value) => fitting(*value)?,
                Value::Time(micros) if (FIRST..=LAST).contains(micros) => *micros,
                Value::Time(_) => return Err(Overflow),
                Value::Date(days) => i64::from(*days),
                Value::Choice(index) => i64::from(*index),
                Value::Absent => WIDE_ABSENT,
                Value::Unknown
                | Value::Bool(_)
                | Value::Text(_)
                | Value::Length(_)
                | Value::Set(_)
                | Value::Many(_)
                | Value::Record(_) => WIDE_UNKNOWN,
            }),
            Storage::Text(at) => match value {
                Value::Text(text) => {
                    let packed = self.pack(text.as_bytes())?;
                    self.texts[at].push(packed);
                }
                // Months, days and hours do not fit one number; a text holds all three.
                Value::Length(length) => {
                    let packed = self.pack(length.to_string().as_bytes())?;
                    self.texts[at].push(packed);
                }
                Value::Absent => self.texts[at].push(WIDE_ABSENT),
                Value::Unknown
                | Value::Bool(_)
                | Value::Number(_)
                | Value::Time(_)
                | Value::Date(_)
                | Value::Choice(_)
                | Value::Set(_)
                | Value::Many(_)
                | Value::Record(_) => self.texts[at].push(WIDE_UNKNOWN),
            },
        }
        Ok(())
    }

    /// The value at a row of a column.
    pub(super) fn value(&self, column: Storage, row: usize) -> Scalar<'_> {
        match column {
            Storage::Byte(at) => match self.bytes[at][row] {
                UNKNOWN => Scalar::Unknown,
                ABSENT => Scalar::Absent,
                value => Scalar::Number(i128::from(value)),
            },
            Storage::Wide(at) => match self.wides[at][row] {
                WIDE_UNKNOWN => Scalar::Unknown,
                WIDE_ABSENT => Scalar::Absent,
                value => Scalar::Number(i128::from(value)),
            },
            Storage::Text(at) => match self.texts[at][row] {
                WIDE_UNKNOWN => Scalar::Unknown,
                WIDE_ABSENT => Scalar::Absent,
                packed => Scalar::Text(self.text_at(packed)),
            },
        }
    }

    /// Stores a text, and returns its entry in a text column.
    pub(crate) fn pack(&mut self, text: &[u8]) -> Result<i64, Overflow> {
        let start = self.arena.len();
        let end = i32::try_from(start + text.len()).map_err(|_| Overflow)?;
        self.arena.extend_from_slice(text);
        Ok((start as i64) << 32 | i64::from(end))
    }

    /// The text of an entry of a text column.
    pub(super) fn text_at(&self, packed: i64) -> &[u8] {
        &self.arena[(packed >> 32) as usize..(packed & 0xFFFF_FFFF) as usize]
    }
}

/// The value as a wide column holds it.
pub(super) fn fitting(value: i128) -> Result<i64, Overflow> {
    i64::try_from(value).ok().filter(|&value| value >= LEAST).ok_or(Overflow)
}
