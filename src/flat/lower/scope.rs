//! What places start from, and where they lead.

use crate::flat::expr::Depth;
use crate::flat::schema::{Path, TableId};
use crate::flat::unsupported::{Lowered, Unsupported};
use crate::ir::{Definition, Package, Place, Program, RecordId, Root, Subject, Type};

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
        let record = self.ty.record().ok_or(Unsupported::Malformed)?;
        Ok(Base { record, row: self.row })
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

    /// Follows a place.
    pub(super) fn find(&self, program: &Program, place: &Place) -> Lowered<Found> {
        let base = self.root(place.root)?;
        let mut found = Found { row: base.row.clone(), ty: Type::Record(base.record) };
        for &index in &place.fields {
            let record = found.ty.record().ok_or(Unsupported::Malformed)?;
            let field = program.records[record].fields.get(index as usize);
            found.ty = field.ok_or(Unsupported::Malformed)?.ty.clone();
            if let Some(row) = &mut found.row {
                row.path.push(index);
            }
        }
        Ok(found)
    }

    /// The scope within a definition that is called on `subject`. Of another account's request nothing is known.
    pub(super) fn called(
        &self,
        program: &Program,
        definition: &Definition,
        subject: &Subject,
    ) -> Lowered<Self> {
        let same = Self { elements: Vec::new(), ..self.clone() };
        Ok(match subject {
            Subject::Same => same,
            Subject::Account(place) => Self {
                account: self.find(program, place)?.base()?,
                request: definition.request.map(unknown),
                ..same
            },
            Subject::Element(place) => Self { elements: vec![self.find(program, place)?.base()?], ..same },
        })
    }

    /// The scope within a policy that the account at a place is to satisfy. The account itself keeps its request; of
    /// another one's nothing is known.
    pub(super) fn asked(&self, program: &Program, package: &Package, place: &Place) -> Lowered<Self> {
        let is_same = place.root == Root::Account && place.fields.is_empty();
        Ok(Self {
            account: self.find(program, place)?.base()?,
            request: if is_same { self.request.clone() } else { package.request.map(unknown) },
            elements: Vec::new(),
            depth: self.depth,
        })
    }

    /// The same within a selection, of which `element` is the innermost element.
    pub(super) fn within(&self, element: Base) -> Lowered<Self> {
        let mut inner = self.clone();
        inner.depth = inner.depth.checked_add(1).ok_or(Unsupported::TooLarge)?;
        inner.elements.push(element);
        Ok(inner)
    }
}

fn unknown(record: RecordId) -> Base {
    Base { record, row: None }
}
