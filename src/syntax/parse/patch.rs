//! Edits under which a text is read, and the way back from what was read to what was written.

use std::borrow::Cow;
use std::ops::Range;

/// An edit: what is read instead of some bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patch {
    pub(super) at: Range<usize>,
    pub(super) new: Cow<'static, str>,
}

impl Patch {
    pub(super) fn new(at: Range<usize>, new: impl Into<Cow<'static, str>>) -> Self {
        Self { at, new: new.into() }
    }
}

/// A part of a text, read under patches.
#[derive(Debug)]
pub(super) struct Patched<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) map: Map,
}

/// The way back from offsets of a patched text to those of the whole text as written.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    base: usize,
    /// By place: the bytes in the patched text, and what was written there.
    edits: Vec<(Range<usize>, Range<usize>)>,
}

impl<'t> Patched<'t> {
    /// The bytes `range` of `text`, under the patches that lie within; patches are ordered and apart.
    pub(super) fn new(text: &'t str, range: Range<usize>, patches: &[Patch]) -> Self {
        let from = patches.partition_point(|patch| patch.at.start < range.start);
        let within = patches[from..].iter().take_while(|patch| patch.at.end <= range.end);
        let mut map = Map { base: range.start, edits: Vec::new() };
        let mut patched = String::new();
        let mut copied = range.start;
        for patch in within.filter(|patch| patch.at.start >= range.start) {
            patched.push_str(&text[copied..patch.at.start]);
            let start = patched.len();
            patched.push_str(&patch.new);
            map.edits.push((start..patched.len(), patch.at.clone()));
            copied = patch.at.end;
        }
        if map.edits.is_empty() {
            return Self { text: Cow::Borrowed(&text[range]), map };
        }
        patched.push_str(&text[copied..range.end]);
        Self { text: Cow::Owned(patched), map }
    }
}

impl Map {
    /// Where what begins at `offset` was written.
    pub(super) fn start(&self, offset: usize) -> usize {
        self.original(offset, |patched, written| {
            if offset == patched.end && offset > patched.start { written.end } else { written.start }
        })
    }

    /// Where what ends at `offset` was written.
    pub(super) fn end(&self, offset: usize) -> usize {
        self.original(
            offset,
            |patched, written| {
                if offset == patched.start { written.start } else { written.end }
            },
        )
    }

    fn original(&self, offset: usize, within: impl Fn(&Range<usize>, &Range<usize>) -> usize) -> usize {
        let after = self.edits.partition_point(|(patched, _)| patched.start <= offset);
        match after.checked_sub(1).map(|at| &self.edits[at]) {
            None => self.base + offset,
            Some((patched, written)) if offset <= patched.end => within(patched, written),
            Some((patched, written)) => written.end + (offset - patched.end),
        }
    }
}
