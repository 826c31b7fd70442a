//! Seams of a text: places at which it can be taken apart, whatever stands on either side, so that each part is read
//! by itself. A mistake in one part reaches no other, and a part that did not change need not be read again.

use std::ops::Range;

use crate::syntax::vocabulary::{Form, ItemHead};

/// The parts of a text, in order; together they are the text.
///
/// A seam lies behind a line that is a closing brace alone, at its first column, if what stands next is the head of an
/// item at its first column. In a text that parses, the brace ends an item there: within a block, nothing goes on
/// behind a brace with one of these words and a name or a text. And an item that ends in a brace ends with it, so
/// what stands behind has no part in how it is read.
pub(super) fn segments(text: &str) -> Vec<Range<usize>> {
    let seams = memchr::memmem::find_iter(text.as_bytes(), "\n}").filter_map(|at| seam(text, at + 2));
    let mut segments = Vec::new();
    let mut start = 0;
    for seam in seams {
        segments.push(start..seam);
        start = seam;
    }
    segments.push(start..text.len());
    segments
}

/// The seam behind the brace that ends at `at`, if there is one.
fn seam(text: &str, at: usize) -> Option<usize> {
    let line = at + text[at..].find('\n')?;
    let is_alone = text[at..line].trim().is_empty();
    (is_alone && begins_with_head(&text[line + 1..])).then_some(line + 1)
}

/// Whether a text begins with a head, apart from comments.
fn begins_with_head(text: &str) -> bool {
    let is_empty = |line: &&str| line.trim().is_empty() || line.starts_with("//");
    text.lines().find(|line| !is_empty(line)).is_some_and(is_head)
}

fn is_head(line: &str) -> bool {
    let Some((word, rest)) = line.split_once([' ', '\t']) else { return false };
    let named = |c: char| c.is_alphabetic() || matches!(c, '_' | '"');
    ItemHead::of(word).is_some_and(ItemHead::is_only_an_item) && rest.trim_start().starts_with(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        segments(text).into_iter().map(|part| &text[part]).collect()
    }

    #[test]
    fn a_seam_lies_between_a_brace_and_a_head_at_the_first_column() {
        let text = "package a\naccount {\n}\n\n/// What it says.\npolicy p on request {\n}\n// A comment.\ntest \"t\" for p at 2026-01-01 {\n}\n";
        let parts = parts(text);
        assert_eq!(parts.len(), 3);
        assert!(parts[1].starts_with("\n/// What"), "{parts:?}");
        assert!(parts[2].starts_with("// A comment"), "{parts:?}");
        assert_eq!(parts.concat(), text);
    }

    #[test]
    fn what_may_go_on_within_a_block_is_no_seam() {
        for text in [
            "test \"t\" for p at 2026-01-01 {\naccount {\n}\nrequest {\n}\n}\n",
            "test \"t\" for p at 2026-01-01 {\naccount { a: {\n}\ntest: 1 }\n}\n",
            "test \"t\" for p at 2026-01-01 {\naccount { a: {\n}\ntest : 1 }\n}\n",
            "policy p on request {\ndata {\n}\noutcome close\n}\n",
            "account {\n} policy p on request {\n}",
            "account {\n}\n  policy p on request {\n  }",
            "condition c = no trade\npolicy p on request {}\n",
            "",
            "\n}",
        ] {
            assert_eq!(parts(text), [text]);
        }
    }
}
