//! "Did you mean": the known word that is closest to a mistyped one.

/// The candidate nearest to `word` by edit distance, if one is near enough to be meant: a third of the word's
/// length, at least one edit, transpositions counted once (Damerau–Levenshtein).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    ranked(word, candidates).into_iter().next()
}

/// So many candidates are compared letter by letter: those that share the longest beginning and end with the word,
/// since most mistakes are made at one place.
const MOST_COMPARED: usize = 64;

/// Every candidate near enough to be meant, the nearest first.
pub(crate) fn ranked<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = word.chars().count();
    let reach = (length / 3).max(1);
    let letters = sorted(word);
    let mut alike: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|candidate| *candidate != word && candidate.chars().count().abs_diff(length) <= reach)
        .map(|candidate| (unshared(word, candidate), candidate))
        .collect();
    if alike.len() > MOST_COMPARED {
        alike.select_nth_unstable(MOST_COMPARED);
        alike.truncate(MOST_COMPARED);
    }
    let mut near: Vec<(usize, bool, &str)> = alike
        .into_iter()
        .map(|(_, candidate)| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, _)| distance <= reach)
        // Of two that are as near, the one with the same letters.
        .map(|(distance, candidate)| (distance, sorted(candidate) != letters, candidate))
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(.., candidate)| candidate).collect()
}

/// How many bytes of the longer word stand between what both begin with and what both end with.
fn unshared(one: &str, other: &str) -> usize {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let ends = one[start..].iter().rev().zip(other[start..].iter().rev());
    one.len().max(other.len()) - start - ends.take_while(|(a, b)| a == b).count()
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_many_is_found() {
        let known: Vec<String> = (0..5_000).map(|at| format!("field{at:04}")).collect();
        for at in [0, 17, 2_500, 4_999] {
            let misspelt = format!("feild{at:04}");
            assert_eq!(nearest(&misspelt, known.iter().map(String::as_str)), Some(known[at].as_str()));
        }
    }

    #[test]
    fn what_two_words_share_is_what_they_begin_and_end_with() {
        assert_eq!(unshared("balance", "balanse"), 1);
        assert_eq!(unshared("aa", "a"), 1);
        assert_eq!(unshared("a", "b"), 1);
        assert_eq!(unshared("abc", ""), 3);
    }
}
