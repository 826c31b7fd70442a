//! Reading a text again after a change: what was read of its segments is kept where they stand in it still.

use std::collections::HashMap;
use std::ops::Range;

use super::Parsed;
use crate::source::FileId;
use crate::syntax::ast::File;
use crate::syntax::ast::shift::{Shift, Shifted as _};

/// A part of a text that is read by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its bytes.
    pub range: Range<usize>,
    /// How many of the file's items were read of it.
    pub items: usize,
    /// Whether nothing was wrong in it.
    pub is_sound: bool,
}

/// What was read of an earlier text, by the texts of its segments.
#[derive(Debug, Default)]
pub struct Known<'t> {
    trees: HashMap<&'t str, Vec<Placed>>,
}

/// The tree of a segment, and where it begins.
#[derive(Debug)]
struct Placed {
    tree: File,
    file: FileId,
    start: u32,
}

impl<'t> Known<'t> {
    /// Takes the tree of `text` apart. Segments with mistakes are read anew: what was found there has places too.
    #[must_use]
    pub fn new(file: FileId, text: &'t str, mut tree: File, segments: &[Segment]) -> Self {
        let mut known = Self::default();
        let mut items = std::mem::take(&mut tree.items).into_iter();
        for segment in segments {
            // The first segment alone says what stands at the top of a file.
            let mut tree = std::mem::take(&mut tree);
            tree.items.extend(items.by_ref().take(segment.items));
            if segment.is_sound {
                let placed = Placed { tree, file, start: segment.range.start as u32 };
                known.trees.entry(&text[segment.range.clone()]).or_default().push(placed);
            }
        }
        known
    }

    /// What was read of a segment of this text, as it is at its place now.
    pub(super) fn take(&mut self, file: FileId, text: &str, range: &Range<usize>) -> Option<Parsed> {
        let Placed { mut tree, file: from, start } = self.trees.get_mut(&text[range.clone()])?.pop()?;
        let to = range.start as u32;
        if (from, start) != (file, to) {
            tree.shift(Shift::new(start, file, to));
        }
        let segment = Segment { range: range.clone(), items: tree.items.len(), is_sound: true };
        Some(Parsed { file: tree, segments: vec![segment], ..Parsed::default() })
    }
}
