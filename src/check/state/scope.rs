//! What names mean at a point of the text, and which optional values are known to be present there.

use super::refinement::{Refinement, extreme_of};
use crate::ir::{PackageId, RecordId, Root, Select, Term};

/// The names at hand: the account, the request, the elements of the phrases around.
#[derive(Debug, Clone)]
pub(in crate::check) struct Scope {
    /// Index of the package whose names are meant.
    pub(in crate::check) package: PackageId,
    /// The shape of the account, if the package declares it.
    pub(in crate::check) account: Option<RecordId>,
    /// The shape of the request, if it may be read here.
    pub(in crate::check) request: Option<RecordId>,
    /// The shapes of the elements around, innermost last.
    pub(in crate::check) elements: Vec<RecordId>,
    /// The values that are known to be present, each once.
    present: Vec<Refinement>,
    /// The elements that there are known to be.
    elements_shown: Vec<Refinement>,
}

impl Scope {
    /// A scope without elements.
    pub(in crate::check) fn new(
        package: PackageId,
        account: Option<RecordId>,
        request: Option<RecordId>,
    ) -> Self {
        let (elements, present, elements_shown) = Default::default();
        Self { package, account, request, elements, present, elements_shown }
    }

    /// This scope inside a phrase over `record`.
    pub(in crate::check) fn with_element(&self, record: RecordId) -> Self {
        let mut inner = self.clone();
        inner.present = self.present.iter().filter_map(Refinement::deeper).collect();
        inner.elements_shown = self.elements_shown.iter().filter_map(Refinement::deeper).collect();
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
                Refinement::Elements(_) => self.elements_shown.push(value),
                Refinement::Present(_) if self.present.contains(&value) => {}
                Refinement::Present(_) => self.present.push(value),
            }
        }
    }

    /// Whether `value` is known to be present.
    pub(in crate::check) fn is_present(&self, value: &Term) -> bool {
        let elements: &[Refinement] = if extreme_of(value).is_some() { &self.elements_shown } else { &[] };
        self.present.iter().chain(elements).any(|shown| shown.is_presence_of(value))
    }

    /// Whether there are known to be elements of the selection.
    pub(in crate::check) fn has_some_of(&self, select: &Select) -> bool {
        self.elements_shown.iter().any(|shown| shown.is_some_of(select))
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
            Root::Element(depth) => {
                self.elements.len().checked_sub(depth as usize + 1).map(|at| self.elements[at])
            }
        }
    }
}
