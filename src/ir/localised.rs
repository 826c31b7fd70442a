//! Words for people, in one language.

use serde::{Deserialize, Serialize};

/// Words in one language: those of a value, or what people are shown instead of a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct LocalisedText {
    /// The tag of the language: `zh`, `en`.
    pub language: String,
    /// The words.
    pub text: String,
}

/// A name with what people are shown instead of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worded {
    /// The name.
    pub name: String,
    /// The words, one for each language of the package.
    pub words: Vec<LocalisedText>,
}

/// The words in a language, if there are any.
pub(crate) fn in_language<'w>(words: &'w [LocalisedText], language: &str) -> Option<&'w str> {
    words.iter().find(|words| words.language == language).map(|words| words.text.as_str())
}
