//! What was worked out once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::FixedState;

/// How many keys there is space for at first.
const FIRST: usize = 28;

/// What keys came to.
#[derive(Debug)]
pub(super) struct Known<K, V>(RefCell<HashMap<K, V, FixedState>>);

impl<K, V> Default for Known<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Eq + Hash, V: Clone> Known<K, V> {
    /// Forgets keys.
    pub(super) fn forget(&self, is_forgotten: impl Fn(&K) -> bool) {
        self.0.borrow_mut().retain(|key, _| !is_forgotten(key));
    }

    /// What a key comes to, worked out if it is not known yet; for that, other keys may be asked for.
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
