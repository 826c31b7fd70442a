//! The values of an enumeration.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::localised::in_language;
use super::{LocalisedText, Worded};

/// The names of an enumeration's values in the order of their declaration. All types that speak of one enumeration share
/// them: it may have thousands of values, and be mentioned as often. With them come the words that people are shown, by which
/// enumerations do not differ.
#[derive(Clone)]
pub struct Choices(Arc<Shared>);

struct Shared {
    names: Vec<String>,
    /// For each name its words; empty where no name has any.
    words: Vec<Vec<LocalisedText>>,
    hash: u64,
    /// The place of each name, once one was looked for among many.
    places: OnceLock<HashMap<String, usize>>,
}

/// Among as many names one is found as fast by comparing.
const FEW: usize = 16;

impl Choices {
    /// The place of a value.
    #[must_use]
    pub fn index_of(&self, name: &str) -> Option<usize> {
        let Shared { names, places, .. } = &*self.0;
        if names.len() <= FEW {
            return names.iter().position(|known| known == name);
        }
        let places = places.get_or_init(|| {
            // Of a name that is there twice, the first place: the last one entered stays.
            names.iter().enumerate().rev().map(|(at, name)| (name.clone(), at)).collect()
        });
        places.get(name).copied()
    }
}

impl Choices {
    /// What people are shown instead of a value's name; none if it has no words.
    #[must_use]
    pub fn words(&self, index: usize) -> &[LocalisedText] {
        self.0.words.get(index).map_or(&[], Vec::as_slice)
    }

    /// A value as people are shown it in a language: its words, or else its name.
    #[must_use]
    pub fn shown(&self, index: usize, language: &str) -> Option<&str> {
        in_language(self.words(index), language).or_else(|| self.get(index).map(String::as_str))
    }

    /// Values with their words, in the order of their declaration.
    #[must_use]
    pub fn with_words(values: Vec<Worded>) -> Self {
        let (names, words): (Vec<String>, Vec<_>) =
            values.into_iter().map(|value| (value.name, value.words)).unzip();
        let has_words = words.iter().any(|words| !words.is_empty());
        Self::new(names, if has_words { words } else { Vec::new() })
    }

    fn new(names: Vec<String>, words: Vec<Vec<LocalisedText>>) -> Self {
        let mut hasher = DefaultHasher::new();
        names.hash(&mut hasher);
        Self(Arc::new(Shared { names, words, hash: hasher.finish(), places: OnceLock::new() }))
    }
}

impl From<Vec<String>> for Choices {
    fn from(names: Vec<String>) -> Self {
        Self::new(names, Vec::new())
    }
}

impl Deref for Choices {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0.names
    }
}

impl PartialEq for Choices {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.hash == other.0.hash && self.0.names == other.0.names
    }
}

impl Eq for Choices {}

impl Hash for Choices {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.hash);
    }
}

impl fmt::Debug for Choices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.names.fmt(f)
    }
}

impl Serialize for Choices {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value =
            |(at, name): (usize, &String)| Worded { name: name.clone(), words: self.words(at).to_vec() };
        serializer.collect_seq(self.iter().enumerate().map(value))
    }
}

impl<'de> Deserialize<'de> for Choices {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::with_words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_found_where_it_is_first_among_few_and_many() {
        for count in [1, FEW, FEW + 1, 1_000] {
            let mut names: Vec<String> = (0..count).map(|at| format!("value{at}")).collect();
            names.push("value0".to_owned());
            let choices = Choices::from(names);
            for at in 0..count {
                assert_eq!(choices.index_of(&format!("value{at}")), Some(at));
            }
            assert_eq!(choices.index_of("value"), None);
        }
    }

    #[test]
    fn enumerations_of_the_same_values_are_the_same() {
        let of =
            |names: &[&str]| Choices::from(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
        assert_ne!(of(&["a", "b"]), of(&["b", "a"]));
        assert_ne!(of(&["a", "b"]), of(&["ab"]));
    }
}
