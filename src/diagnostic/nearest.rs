//! "Did you mean": the known word that is closest to a mistyped one.

/// The candidate nearest to `word` by edit distance, if one is near enough to be meant: a third of the word's
/// length, at least one edit, transpositions counted once (Damerau–Levenshtein).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    ranked(word, candidates).into_iter().next()
}

/// Every candidate near enough to be meant, the nearest first.
pub(crate) fn ranked<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = word.chars().count();
    let reach = (length / 3).max(1);
    let letters = sorted(word);
    let mut near: Vec<(usize, bool, &str)> = candidates
        .into_iter()
        .filter(|candidate| *candidate != word && candidate.chars().count().abs_diff(length) <= reach)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, _)| distance <= reach)
        // Of two that are as near, the one with the same letters.
        .map(|(distance, candidate)| (distance, sorted(candidate) != letters, candidate))
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(.., candidate)| candidate).collect()
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
