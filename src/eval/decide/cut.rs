//! Windows as one integer comparison an event: for a given `now`, the times from which on `now` is not later than the
//! time moved.
//!
//! Moving keeps the order of times but for one thing: where the zone changes its offset, the wall clock jumps, and times
//! less than a jump apart may change places. So the cut-off is exact where the offset is constant around both the times
//! and `now`, and otherwise has a band of days within which each time is moved by itself.

use super::node::{Interval, Window};
use crate::ir::Comparison;
use crate::ir::calendar::{FIRST, LAST};

/// Times further apart than this keep their order when moved: offsets differ by 26 hours at most, and the wall clock is
/// read twice, there and back.
const JUMP: i64 = 2 * 26 * 3_600_000_000;

/// So many days may end on one: 28 to 31 January, moved by a month.
const CLAMPED: i64 = 4 * 86_400_000_000;

/// What a window comes to at some `now`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// The window's own comparison, of `now` with the time moved.
    pub(super) comparison: Comparison,
    /// Earlier times are moved to before `now` …
    pub(super) low: i64,
    /// … and times from here on to `now` or later (to later than `now`, if `comparison` asks for more than that).
    pub(super) high: i64,
    /// Whether these times, or the others, are in the window.
    pub(super) negated: bool,
}

impl Cut {
    /// Finds the cut-off of a window; `None` of one that is no half-line.
    pub(super) fn new(window: &Window, now: i64) -> Option<Self> {
        let (strictly, negated) = match window.comparison {
            Comparison::LessOrEqual => (false, false),
            Comparison::Less => (true, false),
            Comparison::Greater => (false, true),
            Comparison::GreaterOrEqual => (true, true),
            Comparison::Equal | Comparison::NotEqual => return None,
        };
        let bound = now.saturating_add(i64::from(strictly));
        let reaches = |time: i64| window.moved(time) >= bound;
        let cut = first(now, window, &reaches);
        let band = if is_even(window, cut) { 0 } else { window.shifts.len() as i64 * (JUMP + CLAMPED) };
        let (low, high) = (cut.saturating_sub(band), cut.saturating_add(band));
        Some(Self { comparison: window.comparison, low, high, negated })
    }

    /// The times that are in the window, if one comparison says it.
    pub(super) fn interval(&self) -> Option<Interval> {
        let reached = Interval::of(Comparison::GreaterOrEqual, i128::from(self.high));
        (self.low == self.high).then_some(if self.negated { reached.complement() } else { reached })
    }
}

/// A time that reaches, while the one before it does not; one after [`LAST`] if none does.
fn first(now: i64, window: &Window, reaches: &impl Fn(i64) -> bool) -> i64 {
    let (mut below, mut at) = (FIRST.saturating_sub(1), LAST + 1);
    // The window's length tells nearly where: search outwards from there.
    let guess = now.saturating_sub(window.moved(now).saturating_sub(now)).clamp(FIRST, LAST);
    let mut width = 1_i64;
    if reaches(guess) {
        at = guess;
        while at.saturating_sub(width) > below {
            let try_at = at - width;
            if !reaches(try_at) {
                below = try_at;
                break;
            }
            at = try_at;
            width = width.saturating_mul(2);
        }
    } else {
        below = guess;
        while below.saturating_add(width) < at {
            let try_at = below + width;
            if reaches(try_at) {
                at = try_at;
                break;
            }
            below = try_at;
            width = width.saturating_mul(2);
        }
    }
    while below + 1 < at {
        let middle = below + (at - below) / 2;
        if reaches(middle) {
            at = middle;
        } else {
            below = middle;
        }
    }
    at
}

/// Whether no offset changes near the times around the cut-off, at any step of their way to `now`.
fn is_even(window: &Window, cut: i64) -> bool {
    let (mut from, mut to) = (cut.saturating_sub(2 * JUMP), cut.saturating_add(2 * JUMP));
    for shift in &window.shifts {
        if !shift.is_even(from, to) {
            return false;
        }
        (from, to) = (shift.apply(from.clamp(FIRST, LAST)), shift.apply(to.clamp(FIRST, LAST)));
        (from, to) = (from.saturating_sub(JUMP), to.saturating_add(JUMP));
        if !shift.is_even(from, to) {
            return false;
        }
    }
    true
}
