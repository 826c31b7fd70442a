//! "Did you mean": the known word that is closest to a mistyped one.

/// The candidate nearest to `word` by edit distance, if one is near enough to be meant: a third of the word's
/// length, at least one edit, transpositions counted once (Damerau–Levenshtein).
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let reach = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != word)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|&(distance, _)| distance <= reach)
        .min()
        .map(|(_, candidate)| candidate)
}
