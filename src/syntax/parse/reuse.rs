//! Reading a text again after a change: what was read of the segments before and behind the change is kept.

use std::ops::Range;

use super::parsed::{Parsed, Segment};
use crate::source::{FileId, Span};
use crate::syntax::ast::File;
use crate::syntax::ast::shift::{Shift, Shifted as _};

/// What was read of an earlier text, by its segments.
#[derive(Debug, Default)]
pub struct Known<'t> {
    file: FileId,
    text: &'t str,
    /// In the order of the text; without a tree where something was wrong.
    segments: Vec<(Range<usize>, Option<File>)>,
}

impl<'t> Known<'t> {
    /// Takes the tree of `text` apart. Segments with mistakes are read anew: what was found there has places too.
    #[must_use]
    pub fn new(file: FileId, text: &'t str, mut tree: File, segments: &[Segment]) -> Self {
        let mut items = std::mem::take(&mut tree.items).into_iter();
        let of_segment = |segment: &Segment| {
            // Only the first segment has the header of a file.
            let mut tree = std::mem::take(&mut tree);
            tree.items.extend(items.by_ref().take(segment.items));
            (segment.range.clone(), segment.is_sound.then_some(tree))
        };
        Self { file, text, segments: segments.iter().map(of_segment).collect() }
    }

    /// How a text differs from the known one.
    pub(super) fn change(&self, text: &str) -> Change {
        let (old, new) = (self.text.as_bytes(), text.as_bytes());
        Change { old: old.len(), new: new.len(), before: same_start(old, new), behind: same_end(old, new) }
    }

    /// What was read of a segment of a text that differs by `change`, as it is at its place now.
    pub(super) fn take(&mut self, file: FileId, range: &Range<usize>, change: &Change) -> Option<Parsed> {
        let was = change.before(range)?;
        let at = self.segments.binary_search_by_key(&was.start, |(range, _)| range.start).ok()?;
        let (_, tree) = self.segments.get_mut(at).filter(|(known, _)| *known == was)?;
        let mut tree = tree.take()?;
        let (from, to) = (was.start as u32, range.start as u32);
        if (self.file, from) != (file, to) {
            tree.shift(Shift::new(from, file, to));
        }
        let was = Some(Span::new(self.file, from, was.end as u32));
        let segment = Segment { range: range.clone(), items: tree.items.len(), is_sound: true, was };
        Some(Parsed { file: tree, segments: vec![segment], ..Parsed::default() })
    }
}

/// How one text differs from another: by what is between their common start and their common end.
#[derive(Debug)]
pub(super) struct Change {
    old: usize,
    new: usize,
    /// How many bytes are the same before the change.
    before: usize,
    /// How many are the same behind it.
    behind: usize,
}

impl Change {
    /// Where a range of the new text is in the old one, if the change does not touch it.
    fn before(&self, range: &Range<usize>) -> Option<Range<usize>> {
        if range.end <= self.before {
            return Some(range.clone());
        }
        let old = |at: usize| self.old - (self.new - at);
        (self.new - range.start <= self.behind).then(|| old(range.start)..old(range.end))
    }
}

/// Compared at once.
const BLOCK: usize = 256;

/// How many bytes are the same from the start on.
fn same_start(one: &[u8], other: &[u8]) -> usize {
    let same = one.chunks(BLOCK).zip(other.chunks(BLOCK)).take_while(|(one, other)| one == other);
    let blocks: usize = same.map(|(block, _)| block.len()).sum();
    blocks + one[blocks..].iter().zip(&other[blocks..]).take_while(|(one, other)| one == other).count()
}

/// How many are the same up to the end.
fn same_end(one: &[u8], other: &[u8]) -> usize {
    let same = one.rchunks(BLOCK).zip(other.rchunks(BLOCK)).take_while(|(one, other)| one == other);
    let blocks: usize = same.map(|(block, _)| block.len()).sum();
    let rest = one[..one.len() - blocks].iter().rev().zip(other[..other.len() - blocks].iter().rev());
    blocks + rest.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_up_to_a_change_and_behind_it() {
        for length in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let (start, end) = ("s".repeat(length), "e".repeat(length));
            let (one, other) = (format!("{start}1{end}"), format!("{start}22{end}"));
            assert_eq!(same_start(one.as_bytes(), other.as_bytes()), length);
            assert_eq!(same_end(one.as_bytes(), other.as_bytes()), length);
            assert_eq!(same_start(one.as_bytes(), one.as_bytes()), one.len());
            assert_eq!(same_end(start.as_bytes(), format!("x{start}").as_bytes()), length);
        }
    }

    #[test]
    fn what_a_change_does_not_touch_is_found_where_it_was() {
        let change = Change { old: 10, new: 12, before: 4, behind: 5 };
        assert_eq!(change.before(&(0..4)), Some(0..4));
        assert_eq!(change.before(&(7..12)), Some(5..10));
        assert_eq!(change.before(&(3..5)), None);
        assert_eq!(change.before(&(6..12)), None);
    }
}
