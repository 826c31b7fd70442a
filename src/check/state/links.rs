//! What each name of the text refers to. Kept for tools and for the warnings of unused declarations. A declaration is
//! identified by the span of its name.

use crate::source::Span;

/// A name, and the name that declares what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// Where it is used.
    pub at: Span,
    /// The name in its declaration.
    pub to: Span,
    /// Whether the text does not name it, but means it: a bare window means the record's dated-by time.
    pub implied: bool,
}

/// Names with what they refer to.
#[derive(Debug, Default, Clone)]
pub(crate) struct Links {
    /// Names, and what means a declaration without naming it.
    pub(in crate::check) uses: Vec<Link>,
    /// Names of what a test gives a value, or what is given words, which is no use of it.
    pub(in crate::check) given: Vec<Link>,
}

impl Links {
    /// The declarations that are used.
    pub(in crate::check) fn used(&self) -> impl Iterator<Item = Span> {
        self.uses.iter().map(|link| link.to)
    }

    /// Takes in what others refer to.
    pub(in crate::check) fn extend(&mut self, others: &Self) {
        self.uses.extend_from_slice(&others.uses);
        self.given.extend_from_slice(&others.given);
    }

    /// Moves every place; whether each has one.
    pub(in crate::check) fn relocate(&mut self, place: &impl Fn(Span) -> Option<Span>) -> bool {
        self.uses.iter_mut().chain(&mut self.given).all(|link| {
            let placed = place(link.at).zip(place(link.to));
            if let Some((at, to)) = placed {
                (link.at, link.to) = (at, to);
            }
            placed.is_some()
        })
    }

    /// Every link, in the order of the text.
    #[must_use]
    pub(crate) fn into_sorted(self) -> Vec<Link> {
        let mut links = self.uses;
        links.extend(self.given);
        links.sort_unstable();
        links.dedup();
        links
    }
}
