//! Pieces that are printed as they are written, but for the space in them.

/// A piece with single spaces between its words, none before a comma, and without its comments. Texts in it stay as
/// they are.
pub(super) fn spaced(piece: &str) -> String {
    let mut spaced = String::with_capacity(piece.len());
    let mut gap = false;
    let mut rest = piece;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => length_of_text(rest),
            '/' if rest.starts_with("//") => {
                gap = true;
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            _ => c.len_utf8(),
        };
        if c.is_whitespace() {
            gap = true;
        } else {
            if gap && c != ',' && !spaced.is_empty() {
                spaced.push(' ');
            }
            spaced.push_str(&rest[..length]);
            gap = c == ',';
        }
        rest = &rest[length..];
    }
    spaced
}

/// How long the text is that a piece begins with, quotes included.
fn length_of_text(piece: &str) -> usize {
    let mut escaped = false;
    for (at, c) in piece.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    piece.len()
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn space_is_single_and_texts_stay() {
        assert_eq!(spaced("at   least\n 3"), "at least 3");
        assert_eq!(spaced("one of a ,b,  c"), "one of a, b, c");
        assert_eq!(spaced("eligible // when?\n after 3d  ago"), "eligible after 3d ago");
        assert_eq!(spaced(r#"message zh  "a  \" // b""#), r#"message zh "a  \" // b""#);
    }
}
