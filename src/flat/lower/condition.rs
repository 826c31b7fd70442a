//! Conditions.

use super::Lowering;
use super::scope::{Base, Members, Row, Scope};
use crate::flat::expr::{Cell, Condition, Select, Set, Value, ValueKind};
use crate::flat::schema::{Path, Role, Rows, ScalarType};
use crate::flat::unsupported::{Lowered, Unsupported};
use crate::ir::{
    self, Body, Comparison, ConditionKind, Place, PolicyId, Quantifier, Structure, Term, Truth, Type,
};

impl<'p> Lowering<'p> {
    pub(super) fn condition(
        &mut self,
        condition: &'p ir::Condition,
        scope: &Scope<'p>,
    ) -> Lowered<Condition> {
        self.nested(|this| this.condition_within(condition, scope))
    }

    fn condition_within(&mut self, condition: &'p ir::Condition, scope: &Scope<'p>) -> Lowered<Condition> {
        Ok(match &condition.kind {
            ConditionKind::Constant(value) => Condition::Constant((*value).into()),
            ConditionKind::Holds(term) => Condition::holds(self.value(term, scope)?),
            ConditionKind::Present(term) => self.present(term, scope)?,
            ConditionKind::Not(inner) => self.condition(inner, scope)?.negated(),
            ConditionKind::All(parts) => Condition::all(self.conditions(parts, scope)?),
            ConditionKind::Any(parts) => Condition::any(self.conditions(parts, scope)?),
            ConditionKind::Compare(comparison, left, right) => {
                self.compare(*comparison, left, right, scope)?
            }
            ConditionKind::Member(member, set) => {
                let member = self.value(member, scope)?;
                if member.kind == ValueKind::Absent {
                    return Ok(Condition::Constant(Truth::False));
                }
                match self.set(set, scope)? {
                    Members::Facts(set) => Condition::Member(member, set),
                    Members::Shared(members, ty) => self.member_of(&member, members, &ty)?,
                }
            }
            ConditionKind::StartsWith(text, prefix) => {
                Condition::starts_with(self.value(text, scope)?, prefix)
            }
            ConditionKind::Quantified(quantifier, select) => self.counted(*quantifier, select, scope)?,
            ConditionKind::Satisfies(policy, place) => self.satisfies(*policy, place, scope)?,
            ConditionKind::Case(rows) => {
                let rows = rows
                    .iter()
                    .map(|row| Ok((self.condition(&row.guard, scope)?, self.condition(&row.value, scope)?)));
                Condition::case(rows.collect::<Lowered<_>>()?)
            }
            ConditionKind::Call(id, subject) => {
                let definition = self.definition(*id)?;
                let inner = scope.called(self.program, definition, subject)?;
                match &definition.body {
                    Body::Condition(body) => self.condition(body, &inner)?,
                    Body::Term(body) => Condition::holds(self.value(body, &inner)?),
                }
            }
        })
    }

    fn conditions(&mut self, parts: &'p [ir::Condition], scope: &Scope<'p>) -> Lowered<Vec<Condition>> {
        parts.iter().map(|part| self.condition(part, scope)).collect()
    }

    fn compare(
        &mut self,
        comparison: Comparison,
        left: &'p Term,
        right: &'p Term,
        scope: &Scope<'p>,
    ) -> Lowered<Condition> {
        Ok(match (left, right) {
            (Term::Now, Term::Now) => Condition::Constant(comparison.holds(std::cmp::Ordering::Equal).into()),
            (Term::Now, bound) => Condition::window(comparison, &self.value(bound, scope)?),
            (bound, Term::Now) => Condition::window(comparison.flipped(), &self.value(bound, scope)?),
            (
                Term::Constant(_)
                | Term::Field(_)
                | Term::Aggregate { .. }
                | Term::Distinct(_)
                | Term::Arithmetic(..)
                | Term::Shift(..)
                | Term::Moved(..)
                | Term::Case(_)
                | Term::Anniversary(..)
                | Term::Call(..),
                _,
            ) => {
                let (left, right) = (self.value(left, scope)?, self.value(right, scope)?);
                self.count_nodes(left.operands().saturating_mul(right.operands()))?;
                Condition::compared(comparison, &left, &right)
            }
        })
    }

    /// Whether a value, record or collection is present.
    fn present(&mut self, term: &'p Term, scope: &Scope<'p>) -> Lowered<Condition> {
        if let Term::Call(id, subject) = term {
            let (definition, body) = self.value_of(*id)?;
            let inner = scope.called(self.program, definition, subject)?;
            return self.nested(|this| this.present(body, &inner));
        }
        let Term::Field(place) = term else { return Ok(Condition::present(self.value(term, scope)?)) };
        let found = scope.find(self.program, place)?;
        if let Some(shared) = found.shared() {
            return Ok(Condition::Constant(is_present(shared)));
        }
        let row = found.row.ok_or(Unsupported::Malformed)?;
        Ok(match ScalarType::of(&found.ty) {
            Some(ty) => Condition::Present(self.cell(&row, ty)),
            None => match rows_of(&found.ty) {
                Some(rows) => {
                    Condition::RowsPresent(row.depth, self.schema.table(row.table, &row.path, rows))
                }
                None => self.record_present(&row),
            },
        })
    }

    fn record_present(&mut self, row: &Row) -> Condition {
        let column = self.schema.column(row.table, &row.path, Role::Present);
        Condition::RecordPresent(Cell { depth: row.depth, column })
    }

    /// A bound on how many elements are selected.
    pub(super) fn counted(
        &mut self,
        quantifier: Quantifier,
        select: &'p ir::Select,
        scope: &Scope<'p>,
    ) -> Lowered<Condition> {
        let quantifier = match quantifier {
            Quantifier::AtLeast(0) => return Ok(Condition::Constant(Truth::True)),
            Quantifier::Exactly(0) => Quantifier::AtMost(0),
            other @ (Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_)) => other,
        };
        Ok(match self.select(select, None, scope)? {
            (Some(select), _) => Condition::Count(quantifier, Box::new(select)),
            (None, _) => Condition::Constant(quantifier.of_unknown()),
        })
    }

    /// A selection, `None` if nothing is known of the collection; and what is taken of its elements.
    pub(super) fn select(
        &mut self,
        select: &'p ir::Select,
        of: Option<&'p Term>,
        scope: &Scope<'p>,
    ) -> Lowered<(Option<Select>, Option<Value>)> {
        let found = scope.find(self.program, &select.collection)?;
        let record = found.ty.elements().ok_or(Unsupported::Malformed)?;
        let depth = scope.depth.checked_add(1).ok_or(Unsupported::TooLarge)?;
        let owner =
            found.row.map(|row| (row.depth, self.schema.table(row.table, &row.path, Rows::Elements(record))));
        let row = owner.map(|(_, table)| Row { depth, table, path: Path::new() });
        let inner = scope.within(Base { record, row, value: None })?;
        let filter = self.condition(&select.filter, &inner)?;
        let of = of.map(|of| self.value(of, &inner)).transpose()?;
        Ok((owner.map(|(owner, table)| Select { table, owner, depth, filter }), of))
    }

    /// Everything that another policy requires, of the account at a place, which must be present.
    fn satisfies(&mut self, policy: PolicyId, place: &'p Place, scope: &Scope<'p>) -> Lowered<Condition> {
        let policy = self.program.policies.get(policy).ok_or(Unsupported::Malformed)?;
        let inner = scope.asked(self.program, &self.program.packages[policy.package], place)?;
        let mut parts = Vec::new();
        if let Some(present) = self.presence_on_the_way(place, scope)? {
            parts.push(present);
        }
        parts.push(self.condition(&policy.when, &inner)?);
        for requirement in &policy.requirements {
            parts.push(self.required(policy, requirement, &inner)?);
        }
        Ok(Condition::all(parts))
    }

    /// Whether there is a record at a place; `None` if there always is. Only the last optional record on the way decides.
    fn presence_on_the_way(&mut self, place: &Place, scope: &Scope<'p>) -> Lowered<Option<Condition>> {
        let record = scope.root(self.program, place.root)?.record;
        let Some(fields) = self.program.optional_prefix(record, &place.fields) else { return Ok(None) };
        let found = scope.find(self.program, &Place { root: place.root, fields: fields.to_vec() })?;
        let shared = found.shared().map(|shared| Condition::Constant(is_present(shared)));
        let of_row = found.row.map(|row| self.record_present(&row));
        Ok(Some(shared.or(of_row).unwrap_or(Condition::Constant(Truth::Unknown))))
    }

    /// Whether a value is one of those that all accounts share: each is compared with, since there is no row that has them.
    fn member_of(&mut self, member: &Value, members: &[ir::Value], ty: &ScalarType) -> Lowered<Condition> {
        self.count_nodes(members.len().saturating_mul(3))?;
        let is_known = matches!(member.kind, ValueKind::Constant(_));
        let compared = members.iter().map(|one| {
            let one = self.shared(one, ty.clone());
            if is_known && matches!(one.kind, ValueKind::Constant(_)) {
                return Condition::compared(Comparison::Equal, member, &one);
            }
            // A greater or lesser of several is a value here, and not compared operand by operand.
            Condition::Compare(Comparison::Equal, member.clone(), one)
        });
        Ok(Condition::any(compared.collect()))
    }

    pub(super) fn set(&mut self, term: &'p Term, scope: &Scope<'p>) -> Lowered<Members<'p>> {
        match term {
            Term::Field(place) => {
                let found = scope.find(self.program, place)?;
                let (Some(_), Some(rows)) = (found.ty.member(), rows_of(&found.ty)) else {
                    return Err(Unsupported::Malformed);
                };
                if let (Some(shared), Rows::Members(ty)) = (found.shared(), &rows) {
                    return Ok(match shared {
                        ir::Value::Set(members) => Members::Shared(members, ty.clone()),
                        // A set within an absent record has no members.
                        ir::Value::Absent => Members::Shared(&[], ty.clone()),
                        ir::Value::Unknown
                        | ir::Value::Bool(_)
                        | ir::Value::Number(_)
                        | ir::Value::Text(_)
                        | ir::Value::Time(_)
                        | ir::Value::Date(_)
                        | ir::Value::Length(_)
                        | ir::Value::Choice(_)
                        | ir::Value::Many(_)
                        | ir::Value::Record(_) => Members::Facts(Set::Unknown),
                    });
                }
                let Row { depth, table, path } = found.row.ok_or(Unsupported::Malformed)?;
                Ok(Members::Facts(Set::Rows(depth, self.schema.table(table, &path, rows))))
            }
            Term::Call(id, subject) => {
                let (definition, body) = self.value_of(*id)?;
                let inner = scope.called(self.program, definition, subject)?;
                self.nested(|this| this.set(body, &inner))
            }
            Term::Constant(_)
            | Term::Now
            | Term::Aggregate { .. }
            | Term::Distinct(_)
            | Term::Arithmetic(..)
            | Term::Shift(..)
            | Term::Moved(..)
            | Term::Case(_)
            | Term::Anniversary(..) => Err(Unsupported::Malformed),
        }
    }
}

/// Whether a value is present that all accounts have.
fn is_present(value: &ir::Value) -> Truth {
    match value {
        ir::Value::Unknown => Truth::Unknown,
        ir::Value::Absent => Truth::False,
        ir::Value::Bool(_)
        | ir::Value::Number(_)
        | ir::Value::Text(_)
        | ir::Value::Time(_)
        | ir::Value::Date(_)
        | ir::Value::Length(_)
        | ir::Value::Choice(_)
        | ir::Value::Set(_)
        | ir::Value::Many(_)
        | ir::Value::Record(_) => Truth::True,
    }
}

/// What a collection or set has as rows.
fn rows_of(ty: &Type) -> Option<Rows> {
    match ty.structure() {
        Structure::Many(record) => Some(Rows::Elements(record)),
        Structure::Set(member) => ScalarType::of(member).map(Rows::Members),
        Structure::Single | Structure::Record(_) => None,
    }
}
