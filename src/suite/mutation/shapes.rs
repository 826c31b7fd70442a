//! The shapes of what is at hand where a condition stands: what else a place could be.

use crate::ir::{Definition, Field, Place, Policy, Program, Record, RecordId, Root, Select, Type};

/// The records at hand, elements innermost last.
#[derive(Debug, Clone)]
pub(super) struct Shapes<'p> {
    program: &'p Program,
    account: RecordId,
    request: Option<RecordId>,
    elements: Vec<RecordId>,
}

impl<'p> Shapes<'p> {
    pub(super) fn of_policy(program: &'p Program, policy: &Policy) -> Self {
        let package = &program.packages[policy.package];
        Self { program, account: package.account, request: package.request, elements: Vec::new() }
    }

    pub(super) fn of_definition(program: &'p Program, definition: &Definition) -> Self {
        let elements = definition.element.into_iter().collect();
        Self { program, account: definition.account, request: definition.request, elements }
    }

    /// The shapes within a selection.
    pub(super) fn within(&self, select: &Select) -> Self {
        let mut inner = self.clone();
        if let Some(Type::Many(record)) = self.field(&select.collection).map(|field| &field.ty) {
            inner.elements.push(*record);
        }
        inner
    }

    /// The field that a place names.
    pub(super) fn field(&self, place: &Place) -> Option<&'p Field> {
        let (last, _) = self.holder(place)?;
        let index = *place.fields.last()?;
        last.fields.get(index as usize)
    }

    /// The other places in the same record that hold a value of the same type, with their names.
    pub(super) fn siblings(&self, place: &Place) -> Vec<(Place, &'p str)> {
        let Some((holder, _)) = self.holder(place) else { return Vec::new() };
        let Some(own) = self.field(place) else { return Vec::new() };
        let others = holder
            .fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.ty == own.ty && field.name != own.name);
        others
            .map(|(index, field)| {
                let mut other = place.clone();
                if let Some(last) = other.fields.last_mut() {
                    *last = index as u32;
                }
                (other, field.name.as_str())
            })
            .collect()
    }

    /// The record that holds the last field of a place.
    fn holder(&self, place: &Place) -> Option<(&'p Record, RecordId)> {
        let mut id = match place.root {
            Root::Account => self.account,
            Root::Request => self.request?,
            Root::Element(depth) => {
                let last = self.elements.len().checked_sub(1)?;
                *self.elements.get(last.checked_sub(depth as usize)?)?
            }
        };
        let (_, path) = place.fields.split_last()?;
        for &index in path {
            match self.program.records[id].fields.get(index as usize)?.ty {
                Type::Record(inner) => id = inner,
                Type::Bool
                | Type::Int
                | Type::Decimal
                | Type::Text
                | Type::Money(_)
                | Type::Time
                | Type::Date
                | Type::OneOf(_)
                | Type::Set(_)
                | Type::Many(_) => return None,
            }
        }
        Some((&self.program.records[id], id))
    }
}
