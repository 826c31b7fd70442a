//! Parts of earlier texts that stand in the present ones, perhaps elsewhere.

use super::Span;

/// A part with its place before and its place now, which are of one length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where it stood.
    pub was: Span,
    /// Where it stands.
    pub now: Span,
}

impl Part {
    /// Where a place of the earlier text is now, if it lies in this part.
    #[must_use]
    pub fn now(&self, before: Span) -> Option<Span> {
        moved(before, self.was, self.now)
    }

    /// Where a place of the present text was, if it lies in this part.
    #[must_use]
    pub fn before(&self, now: Span) -> Option<Span> {
        moved(now, self.now, self.was)
    }
}

fn moved(span: Span, from: Span, to: Span) -> Option<Span> {
    let lies_within = span.file == from.file && from.start <= span.start && span.end <= from.end;
    let place = |offset: u32| offset - from.start + to.start;
    lies_within.then(|| Span::new(to.file, place(span.start), place(span.end)))
}

/// The parts that stayed as they were. No two of them overlap, before or now.
#[derive(Debug, Default)]
pub struct Moves {
    /// By the place that they had.
    by_before: Vec<Part>,
    /// By the place that they have.
    by_now: Vec<Part>,
}

impl FromIterator<Part> for Moves {
    fn from_iter<T: IntoIterator<Item = Part>>(parts: T) -> Self {
        let mut by_now: Vec<Part> = parts.into_iter().collect();
        let mut by_before = by_now.clone();
        by_now.sort_by_key(|part| part.now);
        by_before.sort_by_key(|part| part.was);
        Self { by_before, by_now }
    }
}

impl Moves {
    /// The part in which a place of the present texts lies.
    #[must_use]
    pub fn part(&self, now: Span) -> Option<&Part> {
        let next =
            self.by_now.partition_point(|part| (part.now.file, part.now.start) <= (now.file, now.start));
        self.by_now[..next].last().filter(|part| part.before(now).is_some())
    }

    /// Where a place of the earlier texts is now.
    #[must_use]
    pub fn now(&self, before: Span) -> Option<Span> {
        let start = (before.file, before.start);
        let next = self.by_before.partition_point(|part| (part.was.file, part.was.start) <= start);
        self.by_before[..next].last()?.now(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn span(file: u32, start: u32, end: u32) -> Span {
        Span::new(FileId(file), start, end)
    }

    #[test]
    fn a_place_goes_with_its_part_and_one_across_parts_is_lost() {
        let parts = [
            Part { was: span(0, 0, 10), now: span(1, 0, 10) },
            Part { was: span(0, 10, 20), now: span(1, 25, 35) },
        ];
        let moves: Moves = parts.into_iter().collect();
        assert_eq!(moves.now(span(0, 12, 20)), Some(span(1, 27, 35)));
        assert_eq!(moves.now(span(0, 5, 12)), None);
        assert_eq!(moves.now(span(0, 20, 21)), None);
        assert_eq!(moves.now(span(1, 0, 1)), None);
        assert_eq!(moves.part(span(1, 27, 35)), Some(&parts[1]));
        assert_eq!(moves.part(span(1, 10, 26)), None);
        assert_eq!(parts[1].before(span(1, 27, 35)), Some(span(0, 12, 20)));
    }
}
