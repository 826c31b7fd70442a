//! Plans.

use super::Lowering;
use super::scope::{Base, Row, Scope};
use crate::flat::expr::{Cell, Condition, Select, Value, ValueKind};
use crate::flat::plan::{FlatHold, FlatLine, FlatPlaced, LengthAfterLeaving};
use crate::flat::schema::{Path, Role, Rows, ScalarType};
use crate::flat::unsupported::{Lowered, Unsupported};
use crate::ir::{Constant, Method, Place, Placed, Policy, RecordId, Retention, Term, Truth};

/// Which accounts a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// Those that may leave now.
    Leaving,
    /// Those that have left, of which something is left.
    Left,
}

impl<'p> Lowering<'p> {
    /// What becomes of the data of an account that is eligible.
    pub(super) fn plan(&mut self, policy: &'p Policy, scope: &Scope<'p>) -> Lowered<Vec<FlatPlaced>> {
        policy.data.iter().map(|placed| self.placed(policy, placed, scope, Of::Leaving)).collect()
    }

    /// What becomes of what is left of an account that has left.
    pub(super) fn plan_of_rests(
        &mut self,
        policy: &'p Policy,
        scope: &Scope<'p>,
    ) -> Lowered<Vec<FlatPlaced>> {
        let placed = policy.data.iter().filter(|placed| !placed.path.is_empty() || placed.retains());
        placed.map(|placed| self.placed(policy, placed, scope, Of::Left)).collect()
    }

    fn placed(
        &mut self,
        policy: &'p Policy,
        placed: &'p Placed,
        scope: &Scope<'p>,
        of: Of,
    ) -> Lowered<FlatPlaced> {
        let given = match (of, placed.path.first()) {
            (Of::Left, Some(place)) => Some(self.every_row(place, scope)?.0),
            (Of::Left, None) | (Of::Leaving, _) => None,
        };
        let (mut inner, mut rows, mut keys) = (scope.clone(), Vec::new(), Vec::new());
        let mut around = vec![scope.clone()];
        if placed.looks_at_elements() {
            for place in &placed.path {
                let (row, record, within) = self.every_row(place, &inner)?;
                keys.push(self.key_of(&row, record)?);
                rows.push(row);
                inner = within;
                around.push(inner.clone());
            }
        }
        let zone = self.program.packages.get(policy.package).ok_or(Unsupported::Malformed)?.zone;
        let mut lines = Vec::with_capacity(placed.rules.len());
        for (at, rule) in placed.rules.iter().enumerate() {
            let condition = rule.condition.as_ref().map(|it| self.condition(it, &inner)).transpose()?;
            let after_leaving = rule.disposal.after_leaving().map(|length| {
                let Term::Constant(Constant::Length(length)) = length else {
                    return LengthAfterLeaving::OfFacts;
                };
                LengthAfterLeaving::Known(*length)
            });
            let end = match of {
                // An account that is eligible has not left, so that such an end is absent.
                Of::Leaving => rule.disposal.retention().filter(|retention| !retention.is_after_leaving()),
                Of::Left => rule.disposal.retention(),
            };
            let end = end.map(|retention| self.end_of(retention, &inner, of)).transpose()?;
            lines.push(FlatLine {
                clause: placed.clause(at),
                origin: rule.origin,
                condition,
                disposal: rule.disposal.kind(),
                method: rule.disposal.method().map(Method::json),
                purpose: rule.purpose.clone(),
                copies: rule.copies.map(|within| within.steps(false, false, zone)),
                end,
                after_leaving,
            });
        }
        let mut holds = Vec::with_capacity(placed.holds.len());
        for held in &placed.holds {
            let hold = policy.holds.get(held.hold as usize).ok_or(Unsupported::Malformed)?;
            let conditions = around.iter().map(|scope| self.condition(&hold.condition, scope));
            let conditions = conditions.collect::<Lowered<Vec<Condition>>>()?;
            // Where no line looks at elements, nothing that holds say does.
            let mut around = inner.clone();
            around.elements.truncate(inner.elements.len().saturating_sub(held.outwards as usize));
            let filter = held.filter.as_ref().map(|it| self.condition(it, &around)).transpose()?;
            holds.push(FlatHold { name: hold.name.clone(), origin: hold.origin, conditions, filter });
        }
        let kept_with = placed.kept_with_collections();
        let (name, is_account) = (placed.collection(), placed.path.is_empty());
        let (tells, is_shared) = (placed.tells(), placed.is_shared);
        Ok(FlatPlaced { name, is_account, tells, rows, keys, is_shared, lines, holds, kept_with, given })
    }

    /// The last instant of a period, or that of the other one where its start is absent.
    fn end_of(&mut self, retention: &'p Retention, scope: &Scope<'p>, of: Of) -> Lowered<Value> {
        let end = self.value(&retention.end, scope)?;
        let without = match of {
            // An account that is eligible has not left, so that an end after leaving is absent.
            Of::Leaving => retention.without_start.as_ref().filter(|_| retention.after_leaving.is_none()),
            Of::Left => retention.without_start.as_ref(),
        };
        let Some(without) = without else { return Ok(end) };
        let without = self.value(without, scope)?;
        let rows =
            vec![(Condition::Present(end.clone()), end.clone()), (Condition::Constant(Truth::True), without)];
        Ok(Value { ty: end.ty, kind: ValueKind::Case(rows) })
    }

    /// Every row of a collection, and the scope of what is said of one.
    fn every_row(&mut self, place: &'p Place, scope: &Scope<'p>) -> Lowered<(Select, RecordId, Scope<'p>)> {
        let found = scope.find(self.program, place)?;
        let record = found.ty.elements().ok_or(Unsupported::Malformed)?;
        let owner = found.row.ok_or(Unsupported::Malformed)?;
        let table = self.schema.table(owner.table, &owner.path, Rows::Elements(record));
        let depth = scope.depth.checked_add(1).ok_or(Unsupported::TooLarge)?;
        let row = Row { depth, table, path: Path::new() };
        let inner = scope.within(Base { record, row: Some(row), value: None })?;
        let filter = Condition::Constant(Truth::True);
        Ok((Select { table, owner: owner.depth, depth, filter }, record, inner))
    }

    /// The field that tells a row apart from the others of its collection.
    fn key_of(&mut self, row: &Select, record: RecordId) -> Lowered<Option<Cell>> {
        let declared = &self.program.records[record];
        let Some((at, field)) = declared.key.zip(declared.key_field()) else { return Ok(None) };
        let ty = ScalarType::of(&field.ty).ok_or(Unsupported::Malformed)?;
        let column = self.schema.column(row.table, &[at], Role::Value(ty));
        Ok(Some(Cell { depth: row.depth, column }))
    }
}
