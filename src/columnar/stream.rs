//! The rows of a table, in order: they are taken run by run, a run being the rows of one owner, or passed over.

use std::cmp::Ordering;
use std::ops::Range;

use parquet::arrow::arrow_reader::ParquetRecordBatchReader;

use super::chunk::{Chunk, out_of_order};
use super::fault::Fault;
use super::file::TableFile;
use super::keys::Id;
use super::plan::TablePlan;
use crate::decide::batch::{Columns, Overflow};
use crate::diagnostic::messages::tables;

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// To the end of the run.
    Run,
    /// By one row.
    Row,
}

/// A table's rows from some group on.
pub(super) struct Stream<'t> {
    pub(super) plan: &'t TablePlan,
    file: &'t TableFile,
    reader: ParquetRecordBatchReader,
    /// How many rows of the file precede those that the reader gives next.
    before: u64,
    chunk: Option<Chunk>,
    /// The next row of the chunk, and which of its runs that belongs to.
    row: usize,
    run: usize,
    /// Rows that were taken and are not in the batch yet.
    taken: Range<usize>,
    /// The key of the last row of the chunk before.
    last: Option<(Id, Vec<i64>)>,
}

impl<'t> Stream<'t> {
    pub(super) fn new(
        plan: &'t TablePlan,
        file: &'t TableFile,
        reader: ParquetRecordBatchReader,
        before: u64,
    ) -> Self {
        Self { plan, file, reader, before, chunk: None, row: 0, run: 0, taken: 0..0, last: None }
    }

    /// The chunk that holds the next row, and which row that is; `None` after the last.
    pub(super) fn next(&mut self, to: &mut Columns) -> Result<Option<(&Chunk, usize)>, Fault> {
        while self.chunk.as_ref().is_none_or(|chunk| self.row >= chunk.rows) {
            self.flush(to)?;
            let Some(read) = self.reader.next() else {
                return Ok(None);
            };
            let read = read.map_err(|error| self.file.fault(&error))?;
            if read.num_rows() == 0 {
                continue;
            }
            let chunk = Chunk::new(self.plan, &read, self.before)?;
            self.check_first(&chunk)?;
            self.before += chunk.rows as u64;
            (self.row, self.run, self.taken) = (0, 0, 0..0);
            self.chunk = Some(chunk);
        }
        let row = self.row;
        Ok(self.chunk.as_ref().map(|chunk| (chunk, row)))
    }

    /// The first key of a chunk comes after the last of the one before.
    fn check_first(&mut self, chunk: &Chunk) -> Result<(), Fault> {
        let is_of_accounts = self.plan.position.is_none();
        if let Some((id, positions)) = &self.last {
            let order = chunk.keys.compare(0, id, positions);
            if order.is_lt() || (order.is_eq() && is_of_accounts) {
                return Err(out_of_order(self.plan, chunk.before + 1));
            }
        }
        let (id, positions) = self.last.get_or_insert_with(|| (Id::none(), Vec::new()));
        let last = chunk.rows - 1;
        chunk.keys.ids.copy(last, id);
        positions.clear();
        positions.extend(chunk.keys.positions.iter().map(|of| of.value(last)));
        Ok(())
    }

    /// How the key of the next row's owner compares with a key; `None` after the last row.
    pub(super) fn compare(
        &mut self,
        id: &Id,
        positions: &[i64],
        to: &mut Columns,
    ) -> Result<Option<Ordering>, Fault> {
        Ok(self.next(to)?.map(|(chunk, row)| chunk.keys.compare(row, id, positions)))
    }

    /// Passes over the rest of the run, as far as the chunk holds it, or over its next row alone; gives which rows those
    /// are. They go into the batch if they are to be kept.
    pub(super) fn pass(
        &mut self,
        extent: Extent,
        keep: bool,
        to: &mut Columns,
    ) -> Result<Range<usize>, Fault> {
        let run_end = self.chunk.as_ref().and_then(|chunk| chunk.ends.get(self.run).copied());
        let run_end = run_end.unwrap_or(self.row);
        let end = if extent == Extent::Run { run_end } else { self.row + 1 };
        if keep && self.taken.end != self.row {
            self.flush(to)?;
            self.taken = self.row..self.row;
        }
        if keep {
            self.taken.end = end;
        }
        self.run += usize::from(end >= run_end);
        Ok(std::mem::replace(&mut self.row, end)..end)
    }

    /// Puts the rows that were taken into the batch.
    pub(super) fn flush(&mut self, to: &mut Columns) -> Result<(), Fault> {
        if let Some(chunk) = self.chunk.as_ref().filter(|_| !self.taken.is_empty()) {
            let added = chunk.append(self.taken.clone(), to);
            added.map_err(|Overflow| Fault::new(&self.plan.name, tables::too_many_texts()))?;
        }
        self.taken = self.row..self.row;
        Ok(())
    }

    /// The chunk of the rows that were passed last.
    pub(super) fn chunk(&self) -> Option<&Chunk> {
        self.chunk.as_ref()
    }

    /// A fault of the next row's key.
    pub(super) fn out_of_order(&self) -> Fault {
        let before = self.chunk.as_ref().map_or(0, |chunk| chunk.before);
        out_of_order(self.plan, before + self.row as u64 + 1)
    }
}
