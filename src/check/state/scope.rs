//! What names mean at a point of the text, and which optional values are known to be present there.

use std::collections::HashSet;
use std::rc::Rc;

use super::refinement::{Elements, Refinement, extreme_of, is_about_no_element};
use crate::ir::{DefinitionId, PackageId, Place, RecordId, Root, Select, Subject, Term};

/// A value that may be known to be present. Elements are counted from the outermost one, so that a value has one name at
/// every depth.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Named {
    Field(Place),
    Call(DefinitionId, Subject),
}

/// Elements that there are known to be.
#[derive(Debug, Clone)]
struct Shown {
    elements: Elements,
    /// How many elements were around where they were shown, if their selection speaks of one of these: it holds only
    /// there.
    around: Option<usize>,
}

/// What is known at a point of the text, in layers: a copy shares those of the scope that it was made of, so that many
/// copies of what many conditions show take no longer than the text.
#[derive(Debug, Clone, Default)]
struct Known {
    present: Vec<Rc<HashSet<Named>>>,
    elements: Vec<Rc<Vec<Shown>>>,
}

/// The last layer, or a new one if others share it.
fn own_layer<T: Default>(layers: &mut Vec<Rc<T>>) -> Option<&mut T> {
    if layers.last_mut().is_none_or(|last| Rc::get_mut(last).is_none()) {
        layers.push(Rc::default());
    }
    layers.last_mut().and_then(Rc::get_mut)
}

/// The names at hand: the account, the request, the elements of the phrases around.
#[derive(Debug, Clone)]
pub(in crate::check) struct Scope {
    /// Index of the package whose names are meant.
    pub(in crate::check) package: PackageId,
    /// The shape of the account, if the package declares it.
    pub(in crate::check) account: Option<RecordId>,
    /// The shape of the request, if it may be read here.
    pub(in crate::check) request: Option<RecordId>,
    /// The shape of the service, if the package declares it.
    pub(in crate::check) service: Option<RecordId>,
    /// The shapes of the elements around, innermost last.
    pub(in crate::check) elements: Vec<RecordId>,
    known: Known,
}

impl Scope {
    /// A scope without elements.
    pub(in crate::check) fn new(
        package: PackageId,
        account: Option<RecordId>,
        request: Option<RecordId>,
        service: Option<RecordId>,
    ) -> Self {
        Self { package, account, request, service, elements: Vec::new(), known: Known::default() }
    }

    /// This scope inside a phrase over `record`.
    pub(in crate::check) fn with_element(&self, record: RecordId) -> Self {
        let mut inner = self.clone();
        inner.elements.push(record);
        inner
    }

    /// This scope where `values` are present.
    pub(in crate::check) fn with_present(&self, values: Vec<Refinement>) -> Self {
        let mut inner = self.clone();
        inner.add_present(values);
        inner
    }

    /// From here on, `values` are present.
    pub(in crate::check) fn add_present(&mut self, values: Vec<Refinement>) {
        for value in values {
            match value {
                Refinement::Present(term) => {
                    let named = self.named(&term).filter(|named| !self.knows(named));
                    if let (Some(named), Some(layer)) = (named, own_layer(&mut self.known.present)) {
                        layer.insert(named);
                    }
                }
                Refinement::Elements(elements) => {
                    let speaks_of_outer = !is_about_no_element(&elements.select);
                    let around = speaks_of_outer.then_some(self.elements.len());
                    if let Some(layer) = own_layer(&mut self.known.elements) {
                        layer.push(Shown { elements, around });
                    }
                }
            }
        }
    }

    /// Whether `value` is known to be present.
    pub(in crate::check) fn is_present(&self, value: &Term) -> bool {
        match extreme_of(value) {
            Some((select, of)) => self.shown(select).any(|shown| shown.having.contains(of)),
            None => self.named(value).is_some_and(|named| self.knows(&named)),
        }
    }

    /// Whether there are known to be elements of the selection.
    pub(in crate::check) fn has_some_of(&self, select: &Select) -> bool {
        self.shown(select).next().is_some()
    }

    fn knows(&self, named: &Named) -> bool {
        self.known.present.iter().any(|layer| layer.contains(named))
    }

    /// What is known of elements of the selection.
    fn shown<'s>(&'s self, select: &'s Select) -> impl Iterator<Item = &'s Elements> {
        let holds_here = |shown: &&Shown| shown.around.is_none_or(|around| around == self.elements.len());
        let all = self.known.elements.iter().flat_map(|layer| layer.iter()).filter(holds_here);
        all.map(|shown| &shown.elements).filter(move |elements| elements.are_among(select))
    }

    /// A fact or a definition's value by its name at every depth.
    fn named(&self, value: &Term) -> Option<Named> {
        match value {
            Term::Field(place) => self.to_outermost(place).map(Named::Field),
            Term::Call(id, subject) => {
                let subject = match subject {
                    Subject::Same => Some(Subject::Same),
                    Subject::Account(place) => self.to_outermost(place).map(Subject::Account),
                    Subject::Element(place) => self.to_outermost(place).map(Subject::Element),
                };
                subject.map(|subject| Named::Call(*id, subject))
            }
            Term::Constant(_)
            | Term::Now
            | Term::Aggregate { .. }
            | Term::Distinct(_)
            | Term::Arithmetic(..)
            | Term::Moved(..)
            | Term::Shift(..)
            | Term::Case(_)
            | Term::Anniversary(..) => None,
        }
    }

    /// A place with its element counted from the outermost one.
    fn to_outermost(&self, place: &Place) -> Option<Place> {
        let root = match place.root {
            Root::Account | Root::Request | Root::Service(_) => place.root,
            Root::Element(depth) => {
                let around = u32::try_from(self.elements.len()).ok()?;
                Root::Element(around.checked_sub(depth + 1)?)
            }
        };
        Some(Place { root, fields: place.fields.clone() })
    }

    /// The roots that bare names are looked up in, innermost first, with their shapes.
    pub(in crate::check) fn roots(&self) -> impl Iterator<Item = (Root, RecordId)> + '_ {
        let elements = self.elements.iter().rev().enumerate();
        elements
            .map(|(depth, &record)| (Root::Element(depth as u32), record))
            .chain(self.account.map(|record| (Root::Account, record)))
    }

    /// The shape of what stands at a root.
    pub(in crate::check) fn shape_at(&self, root: Root) -> Option<RecordId> {
        match root {
            Root::Account => self.account,
            Root::Request => self.request,
            Root::Service(package) => self.service.filter(|_| package == self.package),
            Root::Element(depth) => {
                self.elements.len().checked_sub(depth as usize + 1).map(|at| self.elements[at])
            }
        }
    }
}
