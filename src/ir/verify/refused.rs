//! Why a program is refused.

use std::fmt;

use crate::ir::Origin;

/// A program that is refused (E0601): where and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The node, as `policies[3].requirements[0].condition.all[1]`; empty for the file as a whole.
    pub path: String,
    /// What is wrong with it: lower case, no full stop.
    pub reason: String,
    /// The place in the policies, where it is one that an author could have written: too large a condition.
    pub origin: Option<Origin>,
}

impl Refused {
    pub(in crate::ir) fn new(reason: impl Into<String>) -> Self {
        Self { path: String::new(), reason: reason.into(), origin: None }
    }

    /// The same, seen from one step further out.
    pub(in crate::ir) fn at(self, step: impl fmt::Display) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("{step}{joint}{}", self.path), ..self }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            out.write_str(&self.reason)
        } else {
            write!(out, "{}: {}", self.path, self.reason)
        }
    }
}

impl std::error::Error for Refused {}

/// What verification ends in.
pub(super) type Verified<T = ()> = Result<T, Refused>;

/// Checks every one of `items`, and puts the place of the one that fails before its path.
pub(super) fn each<'p, T>(items: &'p [T], step: &str, mut check: impl FnMut(&'p T) -> Verified) -> Verified {
    items
        .iter()
        .enumerate()
        .try_for_each(|(at, item)| check(item).map_err(|error| error.at(format!("{step}[{at}]"))))
}

pub(super) fn refuse<T>(reason: impl Into<String>) -> Verified<T> {
    Err(Refused::new(reason))
}
