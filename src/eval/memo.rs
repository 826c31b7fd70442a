//! A memo table.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

use foldhash::fast::FixedState;

/// How many keys are compared one by one. Most accounts need no more, and then nothing is hashed.
const FEW: usize = 12;

/// A memo table.
#[derive(Debug)]
pub(super) struct Memo<K, V> {
    few: RefCell<Vec<(K, V)>>,
    many: RefCell<HashMap<K, V, FixedState>>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { few: RefCell::default(), many: RefCell::default() }
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// Forgets keys.
    pub(super) fn forget(&self, is_forgotten: impl Fn(&K) -> bool) {
        self.few.borrow_mut().retain(|(key, _)| !is_forgotten(key));
        self.many.borrow_mut().retain(|key, _| !is_forgotten(key));
    }

    /// The value of a key, computed if it is not there yet. Computing it may ask for other keys.
    pub(super) fn or_else(&self, key: K, work_out: impl FnOnce() -> V) -> V {
        if let Some(known) = self.known(&key) {
            return known;
        }
        let found = work_out();
        let mut few = self.few.borrow_mut();
        if few.len() < FEW {
            few.push((key, found.clone()));
        } else {
            self.many.borrow_mut().insert(key, found.clone());
        }
        found
    }

    fn known(&self, key: &K) -> Option<V> {
        let few = self.few.borrow();
        let known = few.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
        known.or_else(|| self.many.borrow().get(key).cloned())
    }
}

impl<K: Eq + Hash> Memo<K, ()> {
    /// Whether a key is new; from now on it is not.
    pub(super) fn is_new(&self, key: K) -> bool {
        let mut is_new = false;
        self.or_else(key, || is_new = true);
        is_new
    }
}
