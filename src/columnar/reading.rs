//! Reading a section: the accounts in order, and for each the rows of its collections, which stand in the same order.

use std::cmp::Ordering;

use super::chunk::Wrong;
use super::fault::Fault;
use super::keys::Id;
use super::plan::Child;
use super::section::Section;
use super::stream::{Extent, Stream};
use crate::decide::batch::{Batch, Columns, PRESENT};
use crate::diagnostic::messages::tables;

/// How many accounts are judged together.
const MOST_ACCOUNTS: usize = 2048;

/// A section that is being read.
pub(super) struct Reading<'t> {
    /// The tables, in the order of the plan.
    streams: Vec<Stream<'t>>,
    until: Option<Id>,
    /// The account at hand, and the positions of the elements in which its rows are nested.
    id: Id,
    positions: Vec<i64>,
    /// How many rows belong to no account.
    pub(super) strays: u64,
    /// The ids of the accounts in the batch, as JSON, and where each ends.
    pub(super) ids: Vec<u8>,
    pub(super) ends: Vec<usize>,
    /// The accounts of the batch that cannot be judged, and why.
    pub(super) refused: Vec<(usize, Fault)>,
}

impl<'t> Reading<'t> {
    /// Begins a section: passes over the rows of earlier ones.
    pub(super) fn new(
        mut streams: Vec<Stream<'t>>,
        section: &Section,
        columns: &mut Columns,
    ) -> Result<Self, Fault> {
        if let Some(from) = &section.from {
            for stream in &mut streams {
                while stream.compare(from, &[], columns)? == Some(Ordering::Less) {
                    stream.pass(Extent::Run, false, columns)?;
                }
            }
        }
        Ok(Self {
            streams,
            until: section.until.clone(),
            id: Id::none(),
            positions: Vec::new(),
            strays: 0,
            ids: Vec::new(),
            ends: Vec::new(),
            refused: Vec::new(),
        })
    }

    /// Fills a batch with the next accounts; gives whether there were any.
    pub(super) fn fill(&mut self, batch: &mut Batch) -> Result<bool, Fault> {
        batch.clear();
        self.ids.clear();
        self.ends.clear();
        self.refused.clear();
        while batch.len() < MOST_ACCOUNTS && self.account(batch)? {}
        for stream in &mut self.streams {
            stream.flush(&mut batch.columns)?;
        }
        if batch.is_empty() {
            self.count_strays(&mut batch.columns)?;
        }
        Ok(!batch.is_empty())
    }

    fn account(&mut self, batch: &mut Batch) -> Result<bool, Fault> {
        let account = batch.len();
        let columns = &mut batch.columns;
        let [accounts, ..] = self.streams.as_mut_slice() else { return Ok(false) };
        let Some((chunk, row)) = accounts.next(columns)? else { return Ok(false) };
        chunk.keys.ids.copy(row, &mut self.id);
        if self.until.as_ref().is_some_and(|until| self.id >= *until) {
            return Err(accounts.out_of_order());
        }
        self.id.write(&mut self.ids);
        self.ends.push(self.ids.len());
        accounts.pass(Extent::Row, true, columns)?;
        self.note(0, row..row + 1, account);
        self.collections(0, row, account, Some(PRESENT), columns)?;
        batch.finish(Ok::<(), ()>(())).unwrap_or_default();
        Ok(true)
    }

    /// Takes the rows that a row of a table owns, in each of the tables below it. `state` is that of the rows around:
    /// `None` where these are left out themselves.
    fn collections(
        &mut self,
        table: usize,
        row: usize,
        account: usize,
        state: Option<u8>,
        columns: &mut Columns,
    ) -> Result<(), Fault> {
        let children = &self.streams[table].plan.children;
        for (at, child) in children.iter().enumerate() {
            let known = self.streams[table].chunk().map(|chunk| chunk.states[at][row]);
            self.collection(*child, known.filter(|_| state.is_some()), account, columns)?;
        }
        Ok(())
    }

    fn collection(
        &mut self,
        child: Child,
        state: Option<u8>,
        account: usize,
        columns: &mut Columns,
    ) -> Result<(), Fault> {
        let keep = state == Some(PRESENT);
        if state.is_some() {
            columns.tables[child.rows].open();
        }
        let mut count = 0;
        loop {
            let stream = &mut self.streams[child.table];
            match stream.compare(&self.id, &self.positions, columns)? {
                None | Some(Ordering::Greater) => break,
                Some(Ordering::Less) => {
                    self.strays += stream.pass(Extent::Run, false, columns)?.len() as u64;
                }
                Some(Ordering::Equal) if stream.plan.children.is_empty() => {
                    let rows = stream.pass(Extent::Run, keep, columns)?;
                    count += rows.len();
                    if keep {
                        self.note(child.table, rows, account);
                    }
                }
                Some(Ordering::Equal) => {
                    self.element(child.table, keep, account, columns)?;
                    count += 1;
                }
            }
        }
        match state {
            Some(state) => columns.tables[child.rows]
                .close(state, if keep { count } else { 0 })
                .map_err(|_| Fault::new(&self.streams[child.table].plan.name, tables::too_many_rows())),
            None => Ok(()),
        }
    }

    /// Takes one row, and those that it owns.
    fn element(
        &mut self,
        table: usize,
        keep: bool,
        account: usize,
        columns: &mut Columns,
    ) -> Result<(), Fault> {
        let stream = &mut self.streams[table];
        let row = stream.pass(Extent::Row, keep, columns)?.start;
        let position = stream.chunk().and_then(|chunk| Some(chunk.position.as_ref()?.value(row)));
        self.positions.push(position.unwrap_or(0));
        if keep {
            self.note(table, row..row + 1, account);
        }
        self.collections(table, row, account, keep.then_some(PRESENT), columns)?;
        self.positions.pop();
        Ok(())
    }

    /// Notes which of the rows of an account hold what cannot be held.
    fn note(&mut self, table: usize, rows: std::ops::Range<usize>, account: usize) {
        let stream = &self.streams[table];
        let Some(chunk) = stream.chunk() else { return };
        for Wrong { row, column, what } in chunk.unheld(rows) {
            let fault = Fault::new(&stream.plan.name, what()).column(column);
            self.refused.push((account, fault.row(chunk.before + *row as u64 + 1)));
        }
    }

    /// Counts the rows of the section that come after those of its last account.
    fn count_strays(&mut self, columns: &mut Columns) -> Result<(), Fault> {
        let until = self.until.as_ref();
        for stream in self.streams.iter_mut().skip(1) {
            while match until {
                Some(until) => stream.compare(until, &[], columns)? == Some(Ordering::Less),
                None => stream.next(columns)?.is_some(),
            } {
                self.strays += stream.pass(Extent::Run, false, columns)?.len() as u64;
            }
        }
        Ok(())
    }
}
