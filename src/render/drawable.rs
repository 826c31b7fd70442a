//! Texts as they are drawn below diagnostics: what could steer a terminal is shown as escapes, and places move along with them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::harmless::escaped;
use crate::source::{FileId, Source, Sources, Span};

/// Texts of which those that a diagnostic speaks of can be drawn.
pub(super) struct Drawable<'a> {
    sources: &'a Sources,
    /// The texts that are drawn otherwise than they are written.
    escaped: BTreeMap<FileId, Escaped>,
}

/// A text with its escapes.
struct Escaped {
    source: Source,
    /// For each character that became an escape: its first byte, and by how many bytes the text up to its end has grown.
    growth: Vec<(u32, u32)>,
}

impl<'a> Drawable<'a> {
    /// Texts of which these files are going to be drawn.
    pub(super) fn new(sources: &'a Sources, files: impl Iterator<Item = FileId>) -> Self {
        let mut drawable = Self { sources, escaped: BTreeMap::new() };
        let mut files: Vec<FileId> = files.collect();
        files.sort_unstable();
        files.dedup();
        for file in files {
            let escaped = sources.get(file).and_then(Escaped::of);
            drawable.escaped.extend(escaped.map(|escaped| (file, escaped)));
        }
        drawable
    }

    /// A text as it is drawn.
    pub(super) fn get(&self, file: FileId) -> Option<&Source> {
        match self.escaped.get(&file) {
            Some(escaped) => Some(&escaped.source),
            None => self.sources.get(file),
        }
    }

    /// Where a place is drawn.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        match self.escaped.get(&span.file) {
            Some(escaped) => escaped.moved(span.start)..escaped.moved(span.end),
            None => span.range(),
        }
    }
}

impl Escaped {
    /// `None` if the text and its name are drawn as they are.
    fn of(source: &Source) -> Option<Self> {
        let name = escaped(&source.name);
        let (mut text, mut growth) = (String::new(), Vec::new());
        let mut end = 0;
        for (at, shown) in escapes(&source.text) {
            text.push_str(&source.text[end..at]);
            text.push_str(&shown);
            end = at + source.text[at..].chars().next().map_or(0, char::len_utf8);
            growth.push((at as u32, (text.len() - end) as u32));
        }
        if name == source.name && growth.is_empty() {
            return None;
        }
        text.push_str(&source.text[end..]);
        Some(Self { source: Source::new(name, text), growth })
    }

    fn moved(&self, offset: u32) -> usize {
        let before = self.growth.partition_point(|&(at, _)| at < offset);
        let grown = before.checked_sub(1).map_or(0, |last| self.growth[last].1);
        (offset + grown) as usize
    }
}

/// Where a text is drawn otherwise, and how. Its lines stay lines; a tab is drawn as blanks in any case.
fn escapes(text: &str) -> impl Iterator<Item = (usize, String)> {
    text.char_indices().filter_map(move |(at, sign)| {
        let is_kept = matches!(sign, '\n' | '\t') || sign == '\r' && text[at + 1..].starts_with('\n');
        if is_kept || matches!(sign, ' '..='~') {
            return None;
        }
        let mut bytes = [0; 4];
        match escaped(sign.encode_utf8(&mut bytes)) {
            std::borrow::Cow::Borrowed(_) => None,
            std::borrow::Cow::Owned(shown) => Some((at, shown)),
        }
    })
}
