//! Names made for parts and columns of a query: no two alike in any letter case, none longer than an engine holds.

use std::collections::BTreeSet;

/// PostgreSQL cuts longer names off without a word.
const MOST_BYTES: usize = 63;
/// Room for a number that tells two names apart.
const NUMBER_BYTES: usize = 8;

/// The names that are taken.
#[derive(Debug, Default)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    /// Marks a name as taken.
    pub(crate) fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_lowercase());
    }

    /// `wanted` where it is free and short enough; otherwise as much of it as fits, with a number.
    pub(crate) fn fresh(&mut self, wanted: &str) -> String {
        let mut short = wanted;
        while short.len() > MOST_BYTES - NUMBER_BYTES && (short.len() > MOST_BYTES || short != wanted) {
            let end = short.char_indices().next_back().map_or(0, |(at, _)| at);
            short = &short[..end];
        }
        let numbered = |number: usize| match number {
            1 => short.to_owned(),
            _ => format!("{short}_{number}"),
        };
        let first = if short == wanted { 1 } else { 2 };
        let mut candidates = (first..).map(numbered);
        let free = candidates.find(|name| !self.taken.contains(&name.to_lowercase()));
        let name = free.unwrap_or_default();
        self.reserve(&name);
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_in_any_letter_case_and_fit() {
        let mut names = Names::default();
        assert_eq!(names.fresh("trade"), "trade");
        assert_eq!(names.fresh("Trade"), "Trade_2");
        let long = "交易".repeat(20);
        let (one, two) = (names.fresh(&long), names.fresh(&long));
        assert!(one != two && one.len() <= MOST_BYTES && two.len() <= MOST_BYTES, "{one} {two}");
        assert_eq!(names.fresh(&"x".repeat(63)).len(), 63);
    }
}
