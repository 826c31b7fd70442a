//! What is quoted in a message is not longer than a reader takes in: a text of a megabyte is named by its two ends.

use std::borrow::Cow;

/// A text is cut only beyond as many bytes.
const LONGEST: usize = 600;
/// How many characters of a quotation stand before and behind what is left out.
const KEPT: (usize, usize) = (80, 40);
/// How many names of a list are named.
const MOST_NAMED: usize = 24;

/// A text of a message with its long quotations cut, and if it is still long, with its own middle left out.
pub(super) fn brief(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let parts: Vec<Cow<'_, str>> = text.split('`').map(without_middle).collect();
    let cut = parts.join("`");
    if cut.len() <= 2 * LONGEST { cut } else { without_middle(&cut).into_owned() }
}

/// A quotation by itself, with its middle left out if it is long.
pub(super) fn brief_quotation(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST { Cow::Borrowed(text) } else { without_middle(text) }
}

fn without_middle(text: &str) -> Cow<'_, str> {
    let nth = |count: usize| text.char_indices().nth(count).map(|(at, _)| at);
    let last = |count: usize| text.char_indices().rev().nth(count).map(|(at, _)| at);
    match (nth(KEPT.0), last(KEPT.1)) {
        (Some(first), Some(rest)) if first < rest => {
            Cow::Owned(format!("{}…{}", &text[..first], &text[rest..]))
        }
        _ => Cow::Borrowed(text),
    }
}

/// Names as a list; of many the first ones.
pub(crate) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let named: Vec<&str> = names.iter().take(MOST_NAMED).map(AsRef::as_ref).collect();
    let more = if names.len() > MOST_NAMED { ", …" } else { "" };
    format!("{}{more}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_quotations_are_cut_and_the_words_around_them_stay() {
        let long = "é".repeat(1_000_000);
        let cut = brief(format!("`{long}` is not `{long}`"));
        assert!(cut.len() < 600, "{} bytes", cut.len());
        assert!(
            cut.starts_with("`é") && cut.contains("é…é") && cut.contains("` is not `") && cut.ends_with('`')
        );
    }

    #[test]
    fn a_long_text_without_quotations_is_cut_and_a_short_one_is_not() {
        assert!(brief("a, ".repeat(100_000)).len() < 200);
        let many = brief("`a`, ".repeat(100_000));
        assert!(many.len() < 200, "{} bytes", many.len());
        for text in ["", "`", "short", &"x".repeat(LONGEST)] {
            assert_eq!(brief(text.to_owned()), text);
        }
    }

    #[test]
    fn of_many_names_the_first_are_listed() {
        assert_eq!(listed(&["a", "b"]), "a, b");
        let many = vec!["a"; 1000];
        assert!(listed(&many).ends_with("a, a, …"));
    }
}
