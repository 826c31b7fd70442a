//! A digest of texts in whatever order they come, for an engine promises none.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The sum of the texts' BLAKE3 hashes modulo 2^256.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    /// Adds a text.
    pub(super) fn add(&mut self, text: &str) {
        let mut carry = 0;
        for (sum, byte) in self.0.iter_mut().zip(blake3::hash(text.as_bytes()).as_bytes()) {
            let [low, high] = (u16::from(*sum) + u16::from(*byte) + carry).to_le_bytes();
            *sum = low;
            carry = u16::from(high);
        }
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        blake3::Hash::from_bytes(self.0).to_hex().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        blake3::Hash::from_hex(text).map(|hash| Self(*hash.as_bytes())).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;

    fn of(texts: &[&str]) -> Digest {
        let mut digest = Digest::default();
        texts.iter().for_each(|text| digest.add(text));
        digest
    }

    #[test]
    fn a_digest_tells_sets_apart_and_not_orders() {
        assert_eq!(of(&["a", "b", "c"]), of(&["c", "a", "b"]));
        let others: [&[&str]; 6] =
            [&[], &["a", "b"], &["a", "b", "c", "c"], &["a", "b", "d"], &["ab", "c"], &["a", "a", "c"]];
        for other in others {
            assert_ne!(of(&["a", "b", "c"]), of(other), "{other:?}");
        }
        let written = serde_json::to_string(&of(&["a", "b"])).expect("JSON");
        assert_eq!(serde_json::from_str::<Digest>(&written).expect("a digest"), of(&["b", "a"]));
    }
}
