//! What places start from, and where they lead.

use super::{Lowered, Lowering};
use crate::flat::Unsupported;
use crate::flat::expr::Depth;
use crate::flat::schema::{Path, TableId};
use crate::ir::{Definition, Package, Place, RecordId, Root, Subject, Type};

/// A record that a root of places is.
#[derive(Debug, Clone)]
pub(super) struct Base {
    pub(super) record: RecordId,
    /// Where it is; `None` if every fact of it is unknown.
    pub(super) row: Option<Row>,
}

/// A place in a row of a table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) depth: Depth,
    pub(super) table: TableId,
    pub(super) path: Path,
}

/// What the roots of places are.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    pub(super) account: Base,
    pub(super) request: Option<Base>,
    /// Outermost first.
    pub(super) elements: Vec<Base>,
    /// How many selections are around; more than there are elements within a definition that is called in one.
    pub(super) depth: Depth,
}

/// A place, resolved.
#[derive(Debug)]
pub(super) struct Found {
    /// Where it is; `None` if the fact is unknown for every account.
    pub(super) row: Option<Row>,
    pub(super) ty: Type,
}

impl Found {
    fn base(self) -> Lowered<Base> {
        match self.ty {
            Type::Record(record) => Ok(Base { record, row: self.row }),
            Type::Bool
            | Type::Int
            | Type::Decimal
            | Type::Text
            | Type::Money(_)
            | Type::Time
            | Type::Date
            | Type::OneOf(_)
            | Type::Set(_)
            | Type::Many(_) => Err(Unsupported::Malformed),
        }
    }
}

impl Scope {
    pub(super) fn root(&self, root: Root) -> Lowered<&Base> {
        let base = match root {
            Root::Account => Some(&self.account),
            Root::Request => self.request.as_ref(),
            Root::Element(outwards) => {
                let at = self.elements.len().checked_sub(outwards as usize + 1);
                at.map(|at| &self.elements[at])
            }
        };
        base.ok_or(Unsupported::Malformed)
    }

    /// The same within a selection, of which `element` is the innermost element.
    pub(super) fn within(&self, element: Base) -> Lowered<Self> {
        let mut inner = self.clone();
        inner.depth = inner.depth.checked_add(1).ok_or(Unsupported::TooLarge)?;
        inner.elements.push(element);
        Ok(inner)
    }
}

impl Lowering<'_> {
    /// Follows a place.
    pub(super) fn find(&self, place: &Place, scope: &Scope) -> Lowered<Found> {
        let base = scope.root(place.root)?;
        let mut found = Found { row: base.row.clone(), ty: Type::Record(base.record) };
        for &index in &place.fields {
            let Type::Record(record) = found.ty else { return Err(Unsupported::Malformed) };
            let field = self.program.records[record].fields.get(index as usize);
            found.ty = field.ok_or(Unsupported::Malformed)?.ty.clone();
            if let Some(row) = &mut found.row {
                row.path.push(index);
            }
        }
        Ok(found)
    }

    /// The scope within a definition that is called on `subject`. Of another account's request nothing is known.
    pub(super) fn called(&self, definition: &Definition, subject: &Subject, scope: &Scope) -> Lowered<Scope> {
        let same = Scope { elements: Vec::new(), ..scope.clone() };
        Ok(match subject {
            Subject::Same => same,
            Subject::Account(place) => Scope {
                account: self.find(place, scope)?.base()?,
                request: definition.request.map(unknown),
                ..same
            },
            Subject::Element(place) => Scope { elements: vec![self.find(place, scope)?.base()?], ..same },
        })
    }

    /// The scope within a policy that the account at a place is to satisfy. The account itself keeps its request; of
    /// another one's nothing is known.
    pub(super) fn asked(&self, package: &Package, place: &Place, scope: &Scope) -> Lowered<Scope> {
        let is_same = place.root == Root::Account && place.fields.is_empty();
        Ok(Scope {
            account: self.find(place, scope)?.base()?,
            request: if is_same { scope.request.clone() } else { package.request.map(unknown) },
            elements: Vec::new(),
            depth: scope.depth,
        })
    }
}

fn unknown(record: RecordId) -> Base {
    Base { record, row: None }
}
