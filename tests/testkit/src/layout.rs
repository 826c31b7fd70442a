//! Another layout for a text: the same words with other space between them, and comments in odd places.

use crate::Dice;

/// The text with other space between its words, and comments strewn in. Items keep the starts of their lines, by which
/// a file is cut.
#[must_use]
pub fn scrambled(text: &str, dice: &mut Dice) -> String {
    let mut scrambled = String::with_capacity(text.len() * 2);
    let mut rest = text;
    let mut after_comment = false;
    while let Some(c) = rest.chars().next() {
        let length = length_of_token(rest);
        let token = &rest[..length];
        if c.is_whitespace() {
            let starts_item = token.contains('\n') && !token.ends_with([' ', '\n']) || token.ends_with('\n');
            scrambled.push_str(&space(starts_item, after_comment, dice));
        } else {
            scrambled.push_str(token);
        }
        after_comment = token.starts_with("//");
        rest = &rest[length..];
    }
    scrambled
}

/// A text, a comment to the end of its line, a run of space, or one character.
fn length_of_token(rest: &str) -> usize {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    if rest.starts_with('"') {
        let mut escaped = false;
        for (at, c) in rest.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => return at + 1,
                _ => {}
            }
        }
        return rest.len();
    }
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with(char::is_whitespace) {
        return rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
    }
    first
}

fn space(starts_item: bool, after_comment: bool, dice: &mut Dice) -> String {
    let note = dice.below(1_000);
    let between = match (starts_item, dice.below(if starts_item { 4 } else { 24 })) {
        (true, 0) => "\n".to_owned(),
        (true, 1) => "\n\n\n\n".to_owned(),
        (true, 2) => format!("\n\n// note {note}: a \"word\"\n\n"),
        (true, _) => "\n\n".to_owned(),
        (false, 0) => format!(" // note {note}\n    "),
        (false, 1) => format!("\n // note {note}\n\n // and more }}\n  "),
        (false, 2 | 3) => "\n    ".to_owned(),
        (false, 4) => "\n\n\n  ".to_owned(),
        (false, 5) => "\t ".to_owned(),
        (false, _) => " ".to_owned(),
    };
    if after_comment && !between.trim_start_matches([' ', '\t']).starts_with('\n') {
        return format!("\n    {}", between.trim_start());
    }
    between
}
