//! Plans.

use super::Lowering;
use super::scope::{Base, Row, Scope};
use crate::flat::expr::{Condition, Select};
use crate::flat::plan::{FlatLine, FlatPlaced};
use crate::flat::schema::{Path, Rows};
use crate::flat::unsupported::{Lowered, Unsupported};
use crate::ir::{DataRule, Place, Policy, Truth};

impl<'p> Lowering<'p> {
    /// What becomes of the data of an account that is eligible.
    pub(super) fn plan(&mut self, policy: &'p Policy, scope: &Scope<'p>) -> Lowered<Vec<FlatPlaced>> {
        policy.data.iter().map(|placed| self.placed(policy, placed, scope)).collect()
    }

    fn placed(&mut self, policy: &'p Policy, placed: &'p DataRule, scope: &Scope<'p>) -> Lowered<FlatPlaced> {
        let (mut inner, mut rows) = (scope.clone(), Vec::new());
        if placed.looks_at_elements() {
            for place in &placed.path {
                let (row, within) = self.every_row(place, &inner)?;
                rows.push(row);
                inner = within;
            }
        }
        let end = placed.disposal.end().map(|end| self.value(end, &inner)).transpose()?;
        let line = FlatLine {
            clause: format!("{}#1", if placed.path.is_empty() { "account" } else { &placed.name }),
            origin: policy.when.origin,
            condition: None,
            disposal: placed.disposal.kind(),
            end,
        };
        Ok(FlatPlaced {
            name: placed.collection(),
            is_account: placed.path.is_empty(),
            rows,
            lines: vec![line],
        })
    }

    /// Every row of a collection, and the scope of what is said of one.
    fn every_row(&mut self, place: &'p Place, scope: &Scope<'p>) -> Lowered<(Select, Scope<'p>)> {
        let found = scope.find(self.program, place)?;
        let record = found.ty.elements().ok_or(Unsupported::Malformed)?;
        let owner = found.row.ok_or(Unsupported::Malformed)?;
        let table = self.schema.table(owner.table, &owner.path, Rows::Elements(record));
        let depth = scope.depth.checked_add(1).ok_or(Unsupported::TooLarge)?;
        let row = Row { depth, table, path: Path::new() };
        let inner = scope.within(Base { record, row: Some(row), value: None })?;
        let filter = Condition::Constant(Truth::True);
        Ok((Select { table, owner: owner.depth, depth, filter }, inner))
    }
}
