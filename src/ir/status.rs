//! Statuses.

use crate::enumeration::enumeration;
use serde::{Deserialize, Serialize};

enumeration! {
    /// The status of an account under a policy at an instant.
    ///
    /// Only [`Status::Eligible`] allows the outcome of the policy. Treat a status that you do not know like
    /// [`Status::Undetermined`]: a minor version may add one.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    #[cfg_attr(not(feature = "internals"), non_exhaustive)]
    pub enum Status {
        /// The policy does not apply to the account: its `when` is false, or the request was cancelled.
        Inapplicable,
        /// A requirement is false.
        Blocked,
        /// No requirement is false, but facts are missing that decide whether all are true.
        Undetermined,
        /// All requirements are true; the grace period still runs.
        Cooling,
        /// All requirements are true, and the grace period, if there is one, is over.
        Eligible,
    }
}

impl Status {
    /// Whether requirements decide it, which tests name after `by`: the false ones of `blocked`, the unknown ones of
    /// `undetermined`.
    #[doc(hidden)]
    #[must_use]
    pub fn is_by_requirements(self) -> bool {
        match self {
            Self::Blocked | Self::Undetermined => true,
            Self::Inapplicable | Self::Cooling | Self::Eligible => false,
        }
    }

    /// Its word in the language and in JSON: `eligible`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Inapplicable => "inapplicable",
            Self::Blocked => "blocked",
            Self::Undetermined => "undetermined",
            Self::Cooling => "cooling",
            Self::Eligible => "eligible",
        }
    }
}
