//! What places start from, and where they lead.

use crate::flat::expr::{Depth, Set};
use crate::flat::schema::{Path, ScalarType, TableId};
use crate::flat::unsupported::{Lowered, Unsupported};
use crate::ir::{Definition, Package, Place, Program, RecordId, Root, Subject, Type, Value};

/// A record that a root of places is.
#[derive(Debug, Clone)]
pub(super) struct Base<'p> {
    pub(super) record: RecordId,
    /// Where it is; `None` if it is in no row.
    pub(super) row: Option<Row>,
    /// What it is, if it is the same for all accounts and in no row; without either, every fact of it is unknown.
    pub(super) value: Option<&'p Value>,
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
pub(super) struct Scope<'p> {
    pub(super) account: Base<'p>,
    pub(super) request: Option<Base<'p>>,
    /// Outermost first.
    pub(super) elements: Vec<Base<'p>>,
    /// How many selections are around; more than there are elements within a definition that is called in one.
    pub(super) depth: Depth,
}

/// A place, resolved.
#[derive(Debug)]
pub(super) struct Found<'p> {
    /// Where it is; `None` if it is in no row.
    pub(super) row: Option<Row>,
    /// What it is, if it is the same for all accounts; without either, the fact is unknown for every account.
    pub(super) value: Option<&'p Value>,
    pub(super) ty: Type,
}

/// The members of a set.
#[derive(Debug, Clone)]
pub(super) enum Members<'p> {
    /// Of each account its own.
    Facts(Set),
    /// The same for all accounts, as the service has them.
    Shared(&'p [Value], ScalarType),
}

impl<'p> Found<'p> {
    fn base(self) -> Lowered<Base<'p>> {
        let record = self.ty.record().ok_or(Unsupported::Malformed)?;
        Ok(Base { record, row: self.row, value: self.value })
    }

    /// The value that all accounts have, or that none of them is known to have; `None` if it is in a row.
    pub(super) fn shared(&self) -> Option<&'p Value> {
        self.row.is_none().then(|| self.value.unwrap_or(&Value::Unknown))
    }
}

impl<'p> Scope<'p> {
    pub(super) fn root(&self, program: &'p Program, root: Root) -> Lowered<Base<'p>> {
        let base = match root {
            Root::Account => Some(self.account.clone()),
            Root::Request => self.request.clone(),
            Root::Service(package) => program.service_of(package).map(|record| Base {
                record,
                row: None,
                value: program.services.get(package),
            }),
            Root::Element(outwards) => {
                let at = self.elements.len().checked_sub(outwards as usize + 1);
                at.map(|at| self.elements[at].clone())
            }
        };
        base.ok_or(Unsupported::Malformed)
    }

    /// Follows a place.
    pub(super) fn find(&self, program: &'p Program, place: &Place) -> Lowered<Found<'p>> {
        let base = self.root(program, place.root)?;
        let value = base.value.map(|value| value.follow(&place.fields).0);
        let mut found = Found { row: base.row, value, ty: Type::Record(base.record) };
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
        program: &'p Program,
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
    pub(super) fn asked(&self, program: &'p Program, package: &Package, place: &Place) -> Lowered<Self> {
        let is_same = place.root == Root::Account && place.fields.is_empty();
        Ok(Self {
            account: self.find(program, place)?.base()?,
            request: if is_same { self.request.clone() } else { package.request.map(unknown) },
            elements: Vec::new(),
            depth: self.depth,
        })
    }

    /// The same within a selection, of which `element` is the innermost element.
    pub(super) fn within(&self, element: Base<'p>) -> Lowered<Self> {
        let mut inner = self.clone();
        inner.depth = inner.depth.checked_add(1).ok_or(Unsupported::TooLarge)?;
        inner.elements.push(element);
        Ok(inner)
    }
}

fn unknown<'p>(record: RecordId) -> Base<'p> {
    Base { record, row: None, value: None }
}
