//! What is read of which table: the columns that a policy needs, by their names in the default layout of `sql`, and
//! where they go in the columns of a batch.

use crate::decide::CompiledPolicy;
use crate::decide::storage::{RecordPlan, Storage, Target};
use crate::flat::layout::{Layout, Slot, ValueSlot};
use crate::flat::{ACCOUNT, REQUEST, TableId};
use crate::ir::{PolicyId, Program, Type};

/// Every table that is read; the first is that of the accounts.
pub(super) type Plan = Vec<TablePlan>;

/// A table.
#[derive(Debug, Clone)]
pub(super) struct TablePlan {
    /// Its name, which is that of its file.
    pub(super) name: String,
    /// The key of the owner of a row, as columns; of an account, its own.
    pub(super) owner: Vec<String>,
    /// The column that tells the rows of one owner apart, where they own rows themselves.
    pub(super) position: Option<String>,
    /// What a row is made of.
    pub(super) parts: Vec<Part>,
    /// The tables whose rows these rows own, in the order of their [`Part::Many`].
    pub(super) children: Vec<Child>,
}

/// A table whose rows are owned by those of another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Child {
    /// Index in the [`Plan`].
    pub(super) table: usize,
    /// Where the rows go.
    pub(super) rows: TableId,
}

/// A part of a row.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// A value.
    Value(Storage, Source),
    /// Whether a nested record is there, by which column, and its own parts.
    Record(Option<Storage>, String, Vec<Part>),
    /// What is known of a collection: the column that says it, and whether false there means that it is absent.
    Many(String, bool),
    /// A set, and where its members go.
    Set(TableId, Storage, Source),
    /// That the row itself is there.
    Row(Storage),
}

/// Where a value stands.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// The column.
    pub(super) name: String,
    /// The type of the fact.
    pub(super) of: Type,
    /// Of an optional fact, the column that says whether a missing value means absent.
    pub(super) known: Option<String>,
}

impl Source {
    fn of(slot: &ValueSlot) -> Self {
        Self { name: slot.column.clone(), of: slot.of.clone(), known: slot.known.clone() }
    }

    /// The words of an enumeration that stands in the column itself.
    pub(super) fn words(&self) -> Option<&[String]> {
        self.of.choices().map(|words| &**words)
    }
}

/// What a policy, compiled, reads; `None` if some of it has no place in tables.
pub(super) fn plan(program: &Program, policy: PolicyId, decider: &CompiledPolicy) -> Option<Plan> {
    let layout = Layout::of(program, policy).ok()?;
    let mut planner = Planner { layout: &layout, plan: Plan::new() };
    planner.table(0);
    let plans = &decider.plans;
    for (step, record) in [(ACCOUNT, Some(&plans.account)), (REQUEST, plans.request.as_ref())] {
        if let Some(record) = record {
            let parts = planner.whole(0, 0, &[step], record)?;
            planner.plan[0].parts.extend(parts);
        }
    }
    Some(planner.plan)
}

struct Planner<'l> {
    layout: &'l Layout,
    plan: Plan,
}

impl Planner<'_> {
    /// Begins a table of the layout; gives its index in the plan.
    fn table(&mut self, table: usize) -> usize {
        let declared = &self.layout.tables[table];
        let mut owner = declared.keys.clone();
        let position = declared.owner.and_then(|_| owner.pop());
        let name = declared.name.clone();
        self.plan.push(TablePlan { name, owner, position, parts: Vec::new(), children: Vec::new() });
        self.plan.len() - 1
    }

    /// The parts of a record that a row stands for.
    fn whole(&mut self, at: usize, table: usize, path: &[u32], record: &RecordPlan) -> Option<Vec<Part>> {
        let mut parts = self.record(at, table, path, record)?;
        parts.extend(record.presence.map(Part::Row));
        Some(parts)
    }

    /// The parts of a record at a place in the rows of a table, which is the one at `at` of the plan.
    fn record(&mut self, at: usize, table: usize, path: &[u32], record: &RecordPlan) -> Option<Vec<Part>> {
        let layout = self.layout;
        let mut parts = Vec::new();
        for field in &record.fields {
            let path = [path, &[field.index]].concat();
            // A record within itself has no place in tables.
            parts.push(match (layout.tables[table].slots.get(&path)?, &field.target) {
                (Slot::Value(slot), Target::Column(column)) => Part::Value(*column, Source::of(slot)),
                (Slot::Value(slot), Target::Set(rows, Some(column))) => {
                    Part::Set(*rows, *column, Source::of(slot))
                }
                (Slot::Record { present, .. }, Target::Record(inner)) => {
                    let within = self.record(at, table, &path, inner)?;
                    Part::Record(inner.presence, present.clone(), within)
                }
                (Slot::Many { table: child, state, optional }, Target::Many(rows, element)) => {
                    let planned = self.table(*child);
                    self.plan[at].children.push(Child { table: planned, rows: *rows });
                    self.plan[planned].parts = self.whole(planned, *child, &[], element)?;
                    Part::Many(state.clone(), *optional)
                }
                _ => return None,
            });
        }
        Some(parts)
    }
}
