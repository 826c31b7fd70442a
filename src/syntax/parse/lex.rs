//! The tokens of a text without its tree, for whoever looks only at what is written: an editor before the pointer, or a
//! reader of headers. They are those that the parser reads.

use unicode_normalization::UnicodeNormalization as _;

use super::effort::Effort;
use super::token::Kind;
use super::{Builder, Languages, scan};
use crate::source::FileId;
use crate::syntax::vocabulary::{Form, ItemHead};

/// A token of a text; comments are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lexeme<'t> {
    /// The text that is read: a full-width comma is a comma.
    pub(crate) text: &'t str,
    /// Its first byte.
    pub(crate) start: usize,
    /// One past its last byte.
    pub(crate) end: usize,
    /// Whether it is a name or a keyword.
    pub(crate) is_word: bool,
    /// Whether it is the first of its line, and at the first column.
    pub(crate) is_unindented: bool,
}

/// The tokens of a text, in order. What is wrong with them is for [`super::parse`] to report.
pub(crate) fn lexemes(text: &str) -> Vec<Lexeme<'_>> {
    let mut builder = Builder::new(FileId(0), 0, &Languages::from([]), Effort::default());
    let (tokens, _) = scan::tokens(&mut builder, text);
    let tokens = tokens.into_iter().filter(|token| token.kind != Kind::Doc);
    tokens
        .map(|token| Lexeme {
            text: token.meant.unwrap_or(&text[token.start..token.end]),
            start: token.start,
            end: token.end,
            is_word: token.kind == Kind::Word,
            is_unindented: token.indent == Some(0),
        })
        .collect()
}

/// The header of a file: the names after `package` and after `use`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The packages that it may belong to.
    pub packages: Vec<String>,
    /// The packages that it may use.
    pub uses: Vec<String>,
}

/// Reads the header of a file from its tokens, without parsing it. Both words are names wherever the grammar allows one,
/// and a header may be anywhere, so there may be names too many, but never too few.
///
/// No token goes beyond its line, so only the lines that contain one of the words are read.
#[must_use]
pub fn header(text: &str) -> Header {
    let mut header = Header::default();
    let heads = [ItemHead::Package, ItemHead::Use].map(|head| head.head().text());
    let mut places: Vec<usize> =
        heads.iter().flat_map(|word| memchr::memmem::find_iter(text.as_bytes(), word)).collect();
    places.sort_unstable();
    let mut end = 0;
    for at in places {
        if at < end {
            continue;
        }
        let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
        end = text[at..].find('\n').map_or(text.len(), |length| at + length);
        let mut tokens = lexemes(&text[start..end]);
        if tokens.last().is_some_and(|last| heads.contains(&last.text)) {
            tokens.extend(text[end..].lines().find_map(|line| lexemes(line).first().copied()));
        }
        for pair in tokens.windows(2).filter(|pair| pair[0].is_word && pair[1].is_word) {
            let names = match ItemHead::of(pair[0].text) {
                Some(ItemHead::Package) => &mut header.packages,
                Some(ItemHead::Use) => &mut header.uses,
                Some(_) | None => continue,
            };
            names.push(pair[1].text.nfc().collect());
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> (Vec<String>, Vec<String>) {
        let Header { packages, uses } = header(text);
        (packages, uses)
    }

    #[test]
    fn a_header_is_read_from_tokens_and_not_from_comments_or_texts() {
        let text = "// package no\n/// use no\npackage // it is\n  a\nuse b use c\nlanguages en\n\
                    policy p on request {\n  require x: true en \"use d\"\n}\n";
        assert_eq!(names(text), (vec!["a".to_owned()], vec!["b".to_owned(), "c".to_owned()]));
        assert_eq!(names("mypackage a\nuser b"), (Vec::new(), Vec::new()));
        assert_eq!(names("condition c = no d package a"), (vec!["a".to_owned()], Vec::new()));
        assert_eq!(names("package gro\u{308}sse").0, ["gr\u{f6}sse"]);
        assert_eq!(names("package").0, [""; 0]);
    }

    #[test]
    fn tokens_are_those_that_the_parser_reads() {
        let texts: Vec<&str> = lexemes("zone Etc/GMT+8\n a.b, \"x, {y}").iter().map(|it| it.text).collect();
        assert_eq!(texts, ["zone", "Etc", "/", "GMT", "+", "8", "a", ".", "b", ",", "\"x, {y}"]);
        let texts: Vec<&str> =
            lexemes("is\u{ff1a} 2026-01-01T00:00Z 15d <= 0.5").iter().map(|it| it.text).collect();
        assert_eq!(texts, ["is", ":", "2026-01-01T00:00Z", "15d", "<=", "0.5"]);
    }
}
