//! Where a fact stands: `account.trades[3].state`.

use std::fmt;

use crate::diagnostic::{FactPath, FactStep, push_key};

/// The steps from the envelope to a fact.
#[derive(Debug, Clone, Default)]
pub(super) struct Path<'a>(Vec<Step<'a>>);

/// One step.
#[derive(Debug, Clone)]
pub(super) enum Step<'a> {
    /// Into an object.
    Key(&'a str),
    /// Into an array.
    Index(usize),
    /// Into an array, at any element.
    Any,
}

impl<'a> Path<'a> {
    pub(super) fn push(&mut self, step: Step<'a>) {
        self.0.push(step);
    }

    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    /// The path with any element in the place of each one.
    pub(super) fn with_any_element(&self) -> Self {
        let step = |step: &Step<'a>| match step {
            Step::Key(key) => Step::Key(key),
            Step::Index(_) | Step::Any => Step::Any,
        };
        Self(self.0.iter().map(step).collect())
    }

    /// The path of a member of the object here.
    pub(super) fn member(&self, key: &str) -> String {
        key_in(&self.to_string(), key)
    }

    /// The same path, not borrowed.
    pub(super) fn owned(&self) -> FactPath {
        // Where any element is meant, the path names the collection.
        FactPath::new(self.0.iter().map_while(|step| match step {
            Step::Key(key) => Some(FactStep::Key((*key).to_owned())),
            Step::Index(index) => Some(FactStep::Index(*index)),
            Step::Any => None,
        }))
    }

    /// The path of a member, likewise.
    pub(super) fn owned_member(&self, key: &str) -> FactPath {
        let own = self.owned();
        FactPath::new(own.steps().iter().cloned().chain([FactStep::Key(key.to_owned())]))
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut path = String::new();
        for step in &self.0 {
            match step {
                Step::Key(key) => push_key(&mut path, key),
                Step::Any => path.push_str("[]"),
                Step::Index(index) => fmt::Write::write_fmt(&mut path, format_args!("[{index}]"))?,
            }
        }
        out.write_str(&path)
    }
}

/// The path of a key of the object at `path`.
pub(crate) fn key_in(path: &str, key: &str) -> String {
    let mut path = path.to_owned();
    push_key(&mut path, key);
    path
}
