//! Windows as one integer comparison an event: for a given `now`, the times from which on `now` is not later than the
//! time moved.
//!
//! Moving keeps the order of times but for two things: where the wall clock jumps, times less than a jump apart may change
//! places, and where a month is too short, the days that its last stands for overlap. So the cut-off is exact where the
//! order is kept around it, and otherwise has a band of days within which each time is moved by itself.

use super::node::{Interval, Move, Window};
use crate::ir::Comparison;
use crate::ir::calendar::{self, FIRST, LAST};

/// Times further apart than this keep their order when moved: offsets differ by 26 hours at most, and the wall clock is
/// read twice, there and back; and up to four days may end on one, as 28 to 31 January moved by a month.
const JUMP: i64 = 2 * 26 * 3_600_000_000 + 4 * MICROS_OF_A_DAY;
const MICROS_OF_A_DAY: i64 = 86_400_000_000;

/// What a window comes to at some `now`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// Earlier times are moved to before `now` …
    pub(super) low: i64,
    /// … and times from here on to `now` or later (to later than `now`, if the window asks for that).
    pub(super) high: i64,
    /// Whether these times, or the others, are in the window.
    pub(super) negated: bool,
}

impl Cut {
    /// Finds the cut-off of a window. One that is no half-line has none: each of its times is moved by itself.
    pub(super) fn new(window: &Window, now: i64) -> Self {
        let (strictly, negated) = match window.comparison {
            Comparison::LessOrEqual => (false, false),
            Comparison::Less => (true, false),
            Comparison::Greater => (false, true),
            Comparison::GreaterOrEqual => (true, true),
            Comparison::Equal | Comparison::NotEqual => {
                return Self { low: i64::MIN, high: i64::MAX, negated: false };
            }
        };
        let bound = now.saturating_add(i64::from(strictly));
        let reaches = |time: i64| window.moved(time) >= bound;
        let cut = first(now, window, &reaches);
        let band = if keeps_order(window, cut) { 0 } else { window.moves.len() as i64 * jump(window) };
        let (low, high) = (cut.saturating_sub(band), cut.saturating_add(band));
        Self { low, high, negated }
    }

    /// The times that are in the window whatever the band around the cut-off comes to.
    pub(super) fn certain(&self) -> Interval {
        let bound =
            if self.negated { (Comparison::Less, self.low) } else { (Comparison::GreaterOrEqual, self.high) };
        Interval::of(bound.0, bound.1.into())
    }

    /// The band, in which each time has to be moved by itself.
    pub(super) fn band(&self) -> Option<Interval> {
        (self.low < self.high).then(|| Interval::between(self.low.into(), i128::from(self.high) - 1))
    }
}

/// A time that reaches, while the one before it does not; one after [`LAST`] if none does.
fn first(now: i64, window: &Window, reaches: &impl Fn(i64) -> bool) -> i64 {
    let (least, most) = if window.is_of_days() { (i32::MIN.into(), i32::MAX.into()) } else { (FIRST, LAST) };
    let (mut below, mut at) = (least - 1, most + 1);
    // The window's length tells nearly where: search outwards from there.
    let unit = if window.is_of_days() { MICROS_OF_A_DAY } else { 1 };
    let about = now / unit;
    let guess = about.saturating_sub(window.moved(about).saturating_sub(now) / unit).clamp(least, most);
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

/// [`JUMP`] in the unit of the times that are moved.
fn jump(window: &Window) -> i64 {
    if window.is_of_days() { JUMP / MICROS_OF_A_DAY + 1 } else { JUMP }
}

/// Whether all times around the cut-off keep their order, at each step of their way to `now`.
fn keeps_order(window: &Window, cut: i64) -> bool {
    let around = jump(window);
    let (mut from, mut to) = (cut.saturating_sub(around), cut.saturating_add(around));
    for step in &window.moves {
        if let Move::Time(duration) = step
            && !calendar::keeps_order(from, to, duration)
        {
            return false;
        }
        (from, to) = (step.apply(from), step.apply(to));
    }
    true
}
