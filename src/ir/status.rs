//! What a judgement comes to.

use serde::{Deserialize, Serialize};

/// What a judgement comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The policy does not speak of the account.
    Inapplicable,
    /// Some requirement is false.
    Blocked,
    /// None is false, some is unknown.
    Undetermined,
    /// All hold; the grace still runs.
    Cooling,
    /// All hold, and the grace is over.
    Eligible,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 5] =
        [Self::Inapplicable, Self::Blocked, Self::Undetermined, Self::Cooling, Self::Eligible];

    /// Whether requirements make it so, which `by` names: the false ones of `blocked`, the unknown ones of `undetermined`.
    #[must_use]
    pub fn is_by_requirements(self) -> bool {
        match self {
            Self::Blocked | Self::Undetermined => true,
            Self::Inapplicable | Self::Cooling | Self::Eligible => false,
        }
    }

    /// Its word in the language and in JSON.
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
