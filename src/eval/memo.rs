//! A memo table.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::FixedState;

/// How many keys there is space for at first.
const FIRST: usize = 28;

/// A memo table.
#[derive(Debug)]
pub(super) struct Memo<K, V>(RefCell<HashMap<K, V, FixedState>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// Forgets keys.
    pub(super) fn forget(&self, is_forgotten: impl Fn(&K) -> bool) {
        self.0.borrow_mut().retain(|key, _| !is_forgotten(key));
    }

    /// The value of a key, computed if it is not there yet. Computing it may ask for other keys.
    pub(super) fn or_else(&self, key: K, work_out: impl FnOnce() -> V) -> V {
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone();
        }
        let found = work_out();
        let mut known = self.0.borrow_mut();
        if known.is_empty() {
            known.reserve(FIRST);
        }
        known.insert(key, found.clone());
        found
    }
}
