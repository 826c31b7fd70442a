//! What names mean at a point of the text, and which optional values are known to be present there.

use crate::ir::{Place, RecordId, Root};

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
    /// Places known to be present.
    present: Vec<Place>,
}

impl Scope {
    /// A scope without elements.
    pub(super) fn new(package: usize, account: Option<RecordId>, request: Option<RecordId>) -> Self {
        Self { package, account, request, elements: Vec::new(), present: Vec::new() }
    }

    /// This scope inside a phrase over `record`.
    pub(super) fn with_element(&self, record: RecordId) -> Self {
        let mut inner = self.clone();
        for place in &mut inner.present {
            if let Root::Element(depth) = &mut place.root {
                *depth += 1;
            }
        }
        inner.elements.push(record);
        inner
    }

    /// This scope where `places` are present.
    pub(super) fn with_present(&self, places: &[Place]) -> Self {
        let mut inner = self.clone();
        inner.present.extend_from_slice(places);
        inner
    }

    /// Whether `place` is known to be present.
    pub(super) fn is_present(&self, place: &Place) -> bool {
        self.present.contains(place)
    }

    /// The roots that bare names are looked up in, innermost first, with their shapes.
    pub(super) fn roots(&self) -> impl Iterator<Item = (Root, RecordId)> + '_ {
        let elements = self.elements.iter().rev().enumerate();
        elements
            .map(|(depth, &record)| (Root::Element(depth as u32), record))
            .chain(self.account.map(|record| (Root::Account, record)))
    }
}
