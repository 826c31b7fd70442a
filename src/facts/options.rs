//! How facts are read.

/// How facts are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whether a key that nothing declares is refused.
    pub unknown_keys: UnknownKeys,
    /// The most errors, and the most warnings, that are worked out of one text; the others are counted.
    pub limit: usize,
}

/// How a key of the facts is treated that nothing declares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum UnknownKeys {
    /// The facts are refused, since a misspelt key of an optional field would read as absent.
    #[default]
    Refuse,
    /// The key is ignored, with a warning.
    Allow,
}

impl Default for Options {
    fn default() -> Self {
        Self { unknown_keys: UnknownKeys::default(), limit: Self::LIMIT }
    }
}

impl Options {
    /// How many errors are worked out where nothing else is asked for: more are read by nobody.
    pub const LIMIT: usize = 100;

    /// These options, with keys allowed that nothing declares.
    #[must_use]
    pub fn allowing_unknown_keys(self) -> Self {
        Self { unknown_keys: UnknownKeys::Allow, ..self }
    }
}
