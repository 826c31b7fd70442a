//! Source texts and places in them: [`FileId`], [`Span`], [`Sources`]. No I/O.

mod moves;

pub use moves::{Moves, Part};

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

/// Whether a character turns the direction of the text around it (Unicode TR 9), and so may disguise its order.
#[must_use]
pub fn turns_direction(sign: char) -> bool {
    matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character can control a terminal, end a line or disguise the order of the text around it.
#[must_use]
pub fn is_harmful(sign: char) -> bool {
    sign.is_control() || turns_direction(sign) || matches!(sign, '\u{2028}' | '\u{2029}')
}

/// Whether a command to Azure Pipelines, TeamCity or an older runner of GitHub begins here: `##[group]`, `##vso[…]`. They
/// are looked for anywhere in a line.
#[must_use]
pub fn begins_command(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("##") else { return false };
    rest.trim_start_matches(|sign: char| sign.is_ascii_alphabetic()).starts_with('[')
}

/// Identifies one text of several that are read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A half-open range of byte offsets in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// The text that the offsets count in.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// By where it begins, which few spans of a kind have in common.
impl Hash for Span {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(u64::from(self.file.0) << 32 | u64::from(self.start));
    }
}

impl Span {
    /// The range `start..end` of `file`.
    #[doc(hidden)]
    #[must_use]
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// The smallest span that covers both; they must lie in one file.
    #[doc(hidden)]
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        debug_assert_eq!(self.file, other.file);
        Self::new(self.file, self.start.min(other.start), self.end.max(other.end))
    }

    /// The empty span at the end of this one, where something may be inserted.
    #[doc(hidden)]
    #[must_use]
    pub fn after(self) -> Self {
        Self::new(self.file, self.end, self.end)
    }

    /// The offsets as a range for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One source text with the name that it is reported under.
#[derive(Clone)]
pub struct Source {
    /// How the file is called in messages: usually its path.
    pub name: String,
    /// The whole text.
    pub text: String,
    line_starts: Vec<u32>,
    /// How many characters and UTF-16 units stand before each block, once a column was asked for.
    counts: OnceLock<Vec<Count>>,
}

/// The text is left out: it may be the facts of an account.
impl std::fmt::Debug for Source {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Source")
            .field("name", &self.name)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// How many bytes of a text have one entry in its counts.
const BLOCK: usize = 256;

/// How long a stretch of a text is, as others count.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    chars: u32,
    utf16: u32,
}

impl Count {
    /// Of the characters that begin in some bytes of a text.
    fn of(bytes: &[u8]) -> Self {
        let chars = bytes.iter().filter(|&&byte| !is_continuation(byte)).count() as u32;
        // Of four bytes are those beyond the basic plane.
        let pairs = bytes.iter().filter(|&&byte| byte >= 0xf0).count() as u32;
        Self { chars, utf16: chars + pairs }
    }

    fn and(self, other: Self) -> Self {
        Self { chars: self.chars + other.chars, utf16: self.utf16 + other.utf16 }
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

impl Source {
    /// A text under its name. Texts are at most 4 GiB: spans hold 32-bit offsets.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let (name, text) = (name.into(), text.into());
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Self { name, text, line_starts, counts: OnceLock::new() }
    }

    /// The line (from 0) that holds the byte `offset`.
    #[must_use]
    pub fn line_of(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|&start| start <= offset) - 1
    }

    /// The byte at which `line` (from 0) starts; the text's length for the line past the last.
    #[must_use]
    pub fn line_start(&self, line: usize) -> Option<u32> {
        match line.cmp(&self.line_starts.len()) {
            std::cmp::Ordering::Less => Some(self.line_starts[line]),
            std::cmp::Ordering::Equal => Some(self.text.len() as u32),
            std::cmp::Ordering::Greater => None,
        }
    }

    /// Line and column of a byte, both from 1; the column counts characters. It takes as long in a long line as in a
    /// short one.
    #[must_use]
    pub fn position(&self, offset: u32) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.line_starts[line];
        (line + 1, (self.count(offset).chars - self.count(start).chars) as usize + 1)
    }

    /// Line and column of a byte as the protocol of language servers counts them: both from 0, the column in UTF-16
    /// units.
    #[must_use]
    pub fn position_utf16(&self, offset: u32) -> (u32, u32) {
        let line = self.line_of(offset);
        (line as u32, self.count(offset).utf16 - self.count(self.line_starts[line]).utf16)
    }

    /// What stands before a byte.
    fn count(&self, offset: u32) -> Count {
        let bytes = self.text.as_bytes();
        let offset = (offset as usize).min(bytes.len());
        let blocks = self.counts.get_or_init(|| counts(bytes));
        let block = offset / BLOCK;
        blocks[block].and(Count::of(&bytes[block * BLOCK..offset]))
    }
}

/// What stands before each block, and before the end.
fn counts(bytes: &[u8]) -> Vec<Count> {
    let mut before = Count::default();
    let behind = bytes.chunks(BLOCK).map(|block| {
        before = before.and(Count::of(block));
        before
    });
    std::iter::once(Count::default()).chain(behind).collect()
}

/// The texts of one run, in the order in which they were added: policies, and the facts that these name.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
    /// Files of facts, by the file that names them and the path that it gives.
    facts: BTreeMap<(FileId, String), Result<FileId, FactsUnread>>,
}

/// Why a file of facts that policies name is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactsUnread {
    /// There is none.
    NotThere,
    /// A link leads out of the folder of the policies.
    Outside,
    /// It is a folder, a device, a pipe or a socket.
    NotRegular,
    /// It is larger than so many MiB.
    TooLarge(u64),
    /// It is not UTF-8.
    NotText,
    /// The system refuses to read it.
    NotReadable,
}

impl Sources {
    /// No texts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text and names it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.share(Arc::new(Source::new(name, text)))
    }

    /// Adds a text that others hold too.
    pub fn share(&mut self, source: Arc<Source>) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.files.push(source);
        id
    }

    /// Those of the policies that are wanted, numbered anew.
    #[must_use]
    pub fn only(&self, is_wanted: impl Fn(FileId) -> bool) -> Self {
        let mut only = Self::new();
        for (id, _) in self.policies().filter(|(id, _)| is_wanted(*id)) {
            only.share(Arc::clone(&self.files[id.0 as usize]));
        }
        only
    }

    /// Adds a file of facts, which the policies in `beside` name by `path`.
    pub fn add_facts(
        &mut self,
        beside: FileId,
        path: impl Into<String>,
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> FileId {
        let id = self.add(name, text);
        self.facts.insert((beside, path.into()), Ok(id));
        id
    }

    /// Notes why there is no text of the facts that the policies in `beside` name by `path`.
    pub fn lack_facts(&mut self, beside: FileId, path: impl Into<String>, why: FactsUnread) {
        self.facts.insert((beside, path.into()), Err(why));
    }

    /// The file of facts that the policies in `beside` name by `path`; an error if it is not read, `None` if nobody asked
    /// for it yet.
    #[must_use]
    pub fn facts(&self, beside: FileId, path: &str) -> Option<Result<FileId, FactsUnread>> {
        self.facts.get(&(beside, path.to_owned())).copied()
    }

    /// Puts another text in the place of one.
    pub fn replace(&mut self, id: FileId, text: impl Into<String>) {
        if let Some(file) = self.files.get_mut(id.0 as usize) {
            *file = Arc::new(Source::new(file.name.as_str(), text));
        }
    }

    /// The text of `id`, if it is one of these.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize).map(Arc::as_ref)
    }

    /// What `span` covers; empty if it lies in no text of these.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).and_then(|file| file.text.get(span.range())).unwrap_or("")
    }

    /// Every text that is no file of facts, with its name.
    pub fn policies(&self) -> impl Iterator<Item = (FileId, &Source)> {
        let facts: BTreeSet<FileId> = self.facts.values().filter_map(|found| found.ok()).collect();
        self.iter().filter(move |(id, _)| !facts.contains(id))
    }

    /// Every text with its name.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.files.iter().enumerate().map(|(at, file)| (FileId(at as u32), file.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns are those that counting from the start of the line gives, at every byte of a text with characters of
    /// every length.
    #[test]
    fn columns_are_counted_from_the_start_of_the_line() {
        let text = format!("{}\n\r\n{}\n{}", "aé杭🎉".repeat(100), "x".repeat(3 * BLOCK), "🎉".repeat(200));
        let source = Source::new("a", text.as_str());
        for offset in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
            let line = text[..offset].matches('\n').count();
            let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
            let before = &text[start..offset];
            assert_eq!(source.position(offset as u32), (line + 1, before.chars().count() + 1), "{offset}");
            let utf16 = before.encode_utf16().count() as u32;
            assert_eq!(source.position_utf16(offset as u32), (line as u32, utf16), "{offset}");
        }
        let end = source.position(text.len() as u32);
        assert_eq!(source.position(u32::MAX), end, "beyond the text is its end");
    }

    #[test]
    fn an_empty_text_has_one_place() {
        assert_eq!(Source::new("a", "").position(0), (1, 1));
    }
}
