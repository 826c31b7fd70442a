//! Why a program is refused.

use std::fmt;

use crate::diagnostic::Message;
use crate::diagnostic::messages::programs;
use crate::ir::Origin;

/// A built program that is refused (E0601): it has another format, is damaged, or is not what the compiler could have
/// written.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct InvalidProgram {
    /// The node, as `policies[3].requirements[0].condition.all[1]`; empty for the file as a whole.
    pub path: String,
    /// What is wrong with it: lower case, no full stop.
    pub reason: Message,
    /// The place in the policies, where it is one that an author could have written: too large a condition.
    pub(crate) origin: Option<Origin>,
}

impl InvalidProgram {
    pub(in crate::ir) fn new(reason: Message) -> Self {
        Self { path: String::new(), reason, origin: None }
    }

    /// Where and why, in every language.
    #[must_use]
    pub fn message(&self) -> Message {
        match self.path.as_str() {
            "" => self.reason.clone(),
            path => programs::at_path(path, &self.reason),
        }
    }

    /// The same, seen from one step further out.
    pub(in crate::ir) fn at(self, step: impl fmt::Display) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("{step}{joint}{}", self.path), ..self }
    }
}

impl fmt::Display for InvalidProgram {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(out)
    }
}

impl std::error::Error for InvalidProgram {}

/// What verification ends in.
pub(super) type Verified<T = ()> = Result<T, InvalidProgram>;

/// Checks every one of `items`, and puts the place of the one that fails before its path.
pub(super) fn each<'p, T>(items: &'p [T], step: &str, mut check: impl FnMut(&'p T) -> Verified) -> Verified {
    items
        .iter()
        .enumerate()
        .try_for_each(|(at, item)| check(item).map_err(|error| error.at(format!("{step}[{at}]"))))
}

pub(super) fn refuse<T>(reason: Message) -> Verified<T> {
    Err(InvalidProgram::new(reason))
}
