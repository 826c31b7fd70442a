//! What names mean at a point of the text, and which optional values are known to be present there.

use crate::ir::{Place, RecordId, Root, Subject, Term};

/// The names at hand: the account, the request, the elements of the phrases around.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// Index of the package whose names are meant.
    pub(super) package: usize,
    /// The shape of the account, if the package declares it.
    pub(super) account: Option<RecordId>,
    /// The shape of the request, if it may be read here.
    pub(super) request: Option<RecordId>,
    /// The shapes of the elements around, innermost last.
    pub(super) elements: Vec<RecordId>,
    /// Values known to be present: facts, and calls of definitions.
    present: Vec<Term>,
}

impl Scope {
    /// A scope without elements.
    pub(super) fn new(package: usize, account: Option<RecordId>, request: Option<RecordId>) -> Self {
        Self { package, account, request, elements: Vec::new(), present: Vec::new() }
    }

    /// This scope inside a phrase over `record`.
    pub(super) fn with_element(&self, record: RecordId) -> Self {
        let mut inner = self.clone();
        inner.present.iter_mut().for_each(deepen);
        inner.elements.push(record);
        inner
    }

    /// This scope where `values` are present.
    pub(super) fn with_present(&self, values: Vec<Term>) -> Self {
        let mut inner = self.clone();
        inner.present.extend(values);
        inner
    }

    /// Whether `value` is known to be present.
    pub(super) fn is_present(&self, value: &Term) -> bool {
        self.present.contains(value)
    }

    /// The roots that bare names are looked up in, innermost first, with their shapes.
    pub(super) fn roots(&self) -> impl Iterator<Item = (Root, RecordId)> + '_ {
        let elements = self.elements.iter().rev().enumerate();
        elements
            .map(|(depth, &record)| (Root::Element(depth as u32), record))
            .chain(self.account.map(|record| (Root::Account, record)))
    }

    /// The shape of what stands at a root.
    pub(super) fn shape_at(&self, root: Root) -> Option<RecordId> {
        match root {
            Root::Account => self.account,
            Root::Request => self.request,
            Root::Element(depth) => {
                self.elements.len().checked_sub(depth as usize + 1).map(|at| self.elements[at])
            }
        }
    }
}

/// The same value, seen from one phrase further in.
fn deepen(value: &mut Term) {
    let deeper = |place: &mut Place| {
        if let Root::Element(depth) = &mut place.root {
            *depth += 1;
        }
    };
    match value {
        Term::Field(place) | Term::Call(_, Subject::Account(place) | Subject::Element(place)) => {
            deeper(place);
        }
        _ => {}
    }
}
