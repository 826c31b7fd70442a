//! What can be typed at a place, by what precedes it. It reads the words before the pointer rather than the tree,
//! since a text that is being typed seldom parses there; what they name is taken from what the texts declare.

mod context;
mod offer;

pub use offer::{Item, ItemKind};

use crate::analysis::Analysis;
use crate::source::FileId;

/// What can be typed at `offset`, the likeliest kind first. The editor narrows the list by what is typed already.
#[must_use]
pub fn complete(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Item> {
    let Some(source) = analysis.sources.get(file) else { return Vec::new() };
    let Some(before) = source.text.get(..offset as usize) else { return Vec::new() };
    offer::offer(analysis, file, &context::before(before))
}
