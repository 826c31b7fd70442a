//! Damages: a token dropped, swapped, duplicated or misspelt.

use std::ops::Range;

use exeunt_testkit::Dice;

/// The tokens of a text; comments are none.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = match c {
            _ if rest.starts_with("//") => {
                at += rest.find('\n').unwrap_or(rest.len());
                continue;
            }
            '"' => {
                let mut escaped = false;
                let close = rest.char_indices().skip(1).find(|&(_, c)| {
                    let closes = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    closes
                });
                close.map_or(rest.len(), |(close, _)| close + 1)
            }
            _ if is_word(c) => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
            _ => c.len_utf8(),
        };
        if !c.is_whitespace() {
            tokens.push(at..at + length);
        }
        at += length;
    }
    tokens
}

/// A damaged text, with the bytes that the damage and its neighbouring tokens cover.
pub(super) struct Damaged {
    pub(super) text: String,
    pub(super) near: Range<usize>,
    pub(super) what: String,
    /// Whether it lies within a text in quotes.
    pub(super) is_prose: bool,
}

/// Drops, swaps, duplicates or misspells a token.
pub(super) fn damage(text: &str, tokens: &[Range<usize>], dice: &mut Dice) -> Damaged {
    let at = dice.below(tokens.len() - 1);
    let (token, next) = (&tokens[at], &tokens[at + 1]);
    let word = &text[token.clone()];
    let (changed, new, what) = match dice.below(4) {
        0 => (token.clone(), String::new(), format!("drop `{word}`")),
        1 => {
            let between = &text[token.end..next.start];
            let other = &text[next.clone()];
            (token.start..next.end, format!("{other}{between}{word}"), format!("swap `{word}` `{other}`"))
        }
        2 => (token.clone(), format!("{word} {word}"), format!("duplicate `{word}`")),
        _ => {
            let new = misspelt(word, dice);
            let what = format!("misspell `{word}` `{new}`");
            (token.clone(), new, what)
        }
    };
    let before = at.checked_sub(1).map_or(0, |at| tokens[at].start);
    let last = if changed.end == next.end { at + 2 } else { at + 1 };
    let behind = tokens.get(last).map_or(text.len(), |token| token.end);
    let damaged = format!("{}{new}{}", &text[..changed.start], &text[changed.end..]);
    let near = before..behind + new.len() - changed.len();
    let line = text[..token.start].lines().count().max(1);
    let what = format!("line {line}: {what}");
    let is_prose = word.starts_with('"') && new.starts_with('"') && new.ends_with('"');
    Damaged { text: damaged, near, what, is_prose }
}

/// A word with one character doubled, left out, or swapped with the next.
fn misspelt(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len());
    match dice.below(3) {
        0 => letters.insert(at, letters[at]),
        1 if letters.len() > 1 => drop(letters.remove(at)),
        _ if at + 1 < letters.len() && letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}
