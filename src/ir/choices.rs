//! The values of an enumeration.

use std::collections::HashMap;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The names of an enumeration's values in the order of their declaration. All types that speak of one enumeration share
/// them: it may have thousands of values, and be mentioned as often.
#[derive(Clone)]
pub struct Choices(Arc<Shared>);

struct Shared {
    names: Vec<String>,
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

impl From<Vec<String>> for Choices {
    fn from(names: Vec<String>) -> Self {
        let mut hasher = DefaultHasher::new();
        names.hash(&mut hasher);
        Self(Arc::new(Shared { names, hash: hasher.finish(), places: OnceLock::new() }))
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
        self.0.names.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Choices {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
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
