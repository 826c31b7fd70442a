//! Edits under which a text is read, and the way back from what was read to what was written.

use std::borrow::Cow;
use std::ops::Range;

/// An edit: what is read instead of some bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) at: Range<usize>,
    pub(super) new: Cow<'static, str>,
}

impl Edit {
    pub(super) fn new(at: Range<usize>, new: impl Into<Cow<'static, str>>) -> Self {
        Self { at, new: new.into() }
    }

    /// Whether every byte of `other` is a byte of this one too.
    fn covers(&self, other: &Self) -> bool {
        self.at.start <= other.at.start && other.at.end <= self.at.end
    }

    /// Whether no byte is replaced by both, and neither inserts into what the other replaces.
    fn is_apart_from(&self, other: &Self) -> bool {
        self.at.end <= other.at.start || other.at.end <= self.at.start
    }
}

/// Edits by place, no two of which overlap: it cannot be built otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Edits(Vec<Edit>);

impl Edits {
    /// Puts edits in order. Of two that overlap, the later one replaces an earlier one that it covers; else it is
    /// dropped.
    pub(super) fn merged(edits: Vec<Edit>) -> Self {
        let mut by_place: Vec<(usize, Edit)> = edits.into_iter().enumerate().collect();
        by_place.sort_by_key(|(age, edit)| (edit.at.start, edit.at.end, *age));
        let mut merged: Vec<(usize, Edit)> = Vec::with_capacity(by_place.len());
        for (age, edit) in by_place {
            let replaced = |(earlier, other): &(usize, Edit)| *earlier < age && edit.covers(other);
            while merged.last().is_some_and(|last| !edit.is_apart_from(&last.1) && replaced(last)) {
                merged.pop();
            }
            if merged.last().is_none_or(|(_, last)| edit.is_apart_from(last)) {
                merged.push((age, edit));
            }
        }
        Self(merged.into_iter().map(|(_, edit)| edit).collect())
    }

    /// These with one more, which takes the place of those that it covers; `None` if it is among them or only touches
    /// one.
    pub(super) fn with(&self, new: &Edit) -> Option<Self> {
        let is_insertion = new.at.is_empty();
        let mut all = Vec::with_capacity(self.0.len() + 1);
        for edit in &self.0 {
            let is_replaced = !is_insertion && new.covers(edit);
            if edit == new || !is_replaced && !new.is_apart_from(edit) {
                return None;
            }
            all.extend((!is_replaced).then(|| edit.clone()));
        }
        let at = all.partition_point(|edit| (edit.at.start, edit.at.end) <= (new.at.start, new.at.end));
        all.insert(at, new.clone());
        Some(Self(all))
    }

    /// Those that lie within a range and are wanted.
    pub(super) fn within(&self, range: &Range<usize>, wanted: impl FnMut(&&Edit) -> bool) -> Self {
        Self(self.between(range).iter().filter(wanted).cloned().collect())
    }

    /// Those that lie within a range.
    fn between(&self, range: &Range<usize>) -> &[Edit] {
        let from = self.0.partition_point(|edit| edit.at.start < range.start);
        // Of those that are apart and in order, the ends are in order too.
        let to = self.0.partition_point(|edit| edit.at.end <= range.end);
        self.0.get(from..to).unwrap_or_default()
    }
}

/// A part of a text, read under edits.
#[derive(Debug)]
pub(super) struct Edited<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) map: Map,
}

/// The way back from offsets of a patched text to those of the whole text as written.
#[derive(Debug, Clone, Default)]
pub(super) struct Map {
    base: usize,
    /// Where the part ends: what is read behind it is written nowhere.
    end: usize,
    /// By place: the bytes in the patched text, and what was written there.
    edits: Vec<(Range<usize>, Range<usize>)>,
}

impl<'t> Edited<'t> {
    /// The bytes `range` of `text`, under the edits that lie within.
    pub(super) fn new(text: &'t str, range: Range<usize>, edits: &Edits) -> Self {
        let mut map = Map { base: range.start, end: range.end, edits: Vec::new() };
        let mut patched = String::new();
        let mut copied = range.start;
        for edit in edits.between(&range) {
            patched.push_str(&text[copied..edit.at.start]);
            let start = patched.len();
            patched.push_str(&edit.new);
            map.edits.push((start..patched.len(), edit.at.clone()));
            copied = edit.at.end;
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
        let original = match after.checked_sub(1).map(|at| &self.edits[at]) {
            None => self.base + offset,
            Some((patched, written)) if offset <= patched.end => within(patched, written),
            Some((patched, written)) => written.end + (offset - patched.end),
        };
        original.min(self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, edits: Vec<Edit>) -> String {
        Edited::new(text, 0..text.len(), &Edits::merged(edits)).text.into_owned()
    }

    #[test]
    fn of_two_patches_at_one_place_the_later_is_made() {
        let both = |one: Edit, other: Edit| read("abcd", vec![one, other]);
        assert_eq!(both(Edit::new(1..2, "X"), Edit::new(1..2, "")), "acd");
        assert_eq!(both(Edit::new(1..2, "X"), Edit::new(0..3, "Y")), "Yd");
        assert_eq!(both(Edit::new(0..3, "Y"), Edit::new(1..2, "X")), "Yd");
        assert_eq!(both(Edit::new(0..2, "Y"), Edit::new(1..3, "X")), "Ycd");
        assert_eq!(both(Edit::new(0..3, "Y"), Edit::new(1..1, "X")), "Yd");
    }

    #[test]
    fn insertions_at_the_edge_of_another_patch_and_at_one_place_are_made() {
        let both = |one: Edit, other: Edit| read("abcd", vec![one, other]);
        assert_eq!(both(Edit::new(1..2, "X"), Edit::new(1..1, "Y")), "aYXcd");
        assert_eq!(both(Edit::new(1..2, "X"), Edit::new(2..2, "Y")), "aXYcd");
        assert_eq!(both(Edit::new(1..1, "X"), Edit::new(1..1, "Y")), "aXYbcd");
        assert_eq!(both(Edit::new(1..1, "X"), Edit::new(0..3, "Y")), "Yd");
    }

    /// Whatever is merged and added, edits are in order and apart.
    #[test]
    fn patches_never_overlap() {
        let places: Vec<Range<usize>> =
            (0..=4).flat_map(|start| (start..=4).map(move |end| start..end)).collect();
        let edit = |at: &Range<usize>, new: &'static str| Edit::new(at.clone(), new);
        for first in &places {
            for second in &places {
                for third in &places {
                    let three = vec![edit(first, "1"), edit(second, "2"), edit(third, "3")];
                    let two = Edits::merged(three[..2].to_vec());
                    for edits in
                        [Some(Edits::merged(three.clone())), two.with(&three[2])].into_iter().flatten()
                    {
                        let are_apart = edits.0.windows(2).all(|pair| pair[0].at.end <= pair[1].at.start);
                        assert!(are_apart, "{three:?}: {edits:?}");
                    }
                }
            }
        }
    }
}
