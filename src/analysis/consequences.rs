//! What could not be read may have declared something: a name that it declared is not called unknown.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Sources;

/// What the texts declare that could not be read.
#[derive(Debug, Default)]
pub(super) struct Unread {
    /// The words of pieces that could not be read.
    pub(super) words: BTreeSet<String>,
    /// How many declarations lack their name.
    pub(super) nameless: usize,
}

impl Unread {
    /// The diagnostics but for those of names that may be declared after all.
    pub(super) fn without_consequences(&self, found: Diagnostics, sources: &Sources) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = found.into_iter().collect();
        found.retain(|one| !one.undeclared || self.tells_of(sources.slice(one.primary.span)));
        let meant: HashSet<&str> = self.meant(&found, sources);
        let is_meant: Vec<bool> = found
            .iter()
            .map(|one| one.undeclared && meant.contains(sources.slice(one.primary.span)))
            .collect();
        let told = found.into_iter().zip(is_meant).filter(|(_, is_meant)| !is_meant);
        told.map(|(one, _)| one).collect()
    }

    fn tells_of(&self, written: &str) -> bool {
        !written.is_empty() && !self.words.contains(written)
    }

    /// The names that the declarations without one are taken to have: a name for each, those that are used most and
    /// that are like no other.
    fn meant<'s>(&self, found: &[Diagnostic], sources: &'s Sources) -> HashSet<&'s str> {
        let mut uses: BTreeMap<&str, (bool, Reverse<usize>)> = BTreeMap::new();
        for one in found.iter().filter(|one| self.nameless > 0 && one.undeclared) {
            let (is_like_another, count) = uses.entry(sources.slice(one.primary.span)).or_default();
            *is_like_another |= one.fix.is_some();
            count.0 += 1;
        }
        let mut names: Vec<(&str, (bool, Reverse<usize>))> = uses.into_iter().collect();
        names.sort_by_key(|(_, rank)| *rank);
        names.into_iter().take(self.nameless).map(|(name, _)| name).collect()
    }
}
