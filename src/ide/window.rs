//! What a window means, in words and dates.

use crate::ir::{self, Zone, calendar};
use crate::syntax::ast::{Duration, Window, WindowKind};

/// The meaning of a window at `now`, in a zone: `on or after 2026-05-17 12:00, Asia/Shanghai`. `None` for a window
/// whose bounds are facts.
pub(super) fn meaning(window: &Window, zone: Zone, now: i64) -> Option<String> {
    let at = |instant| format!("{}, {zone}", calendar::day_and_time(instant, zone));
    match &window.kind {
        WindowKind::Within(length) => {
            Some(format!("on or after {}", at(earliest(now, &moved(length, false, zone)))))
        }
        WindowKind::MoreThanAgo(length) => {
            Some(format!("before {}", at(earliest(now, &moved(length, false, zone)))))
        }
        WindowKind::InTheNext(length) => {
            Some(format!("from {} to {}", at(now), at(calendar::shift(now, &moved(length, false, zone)))))
        }
        WindowKind::WithinAfter(..)
        | WindowKind::WithinBefore(..)
        | WindowKind::Before(_)
        | WindowKind::After(_)
        | WindowKind::Since(_)
        | WindowKind::Between(..) => None,
    }
}

fn moved(length: &Duration, backwards: bool, zone: Zone) -> ir::Duration {
    let sign = if backwards { -1 } else { 1 };
    ir::Duration {
        months: length.months * sign,
        days: length.days * sign,
        micros: length.micros * i64::from(sign),
        full_days: length.full_days,
        zone,
    }
}

/// The instant from which on times, moved by the duration, are not before `now`. Where moving does not keep the order of
/// times (a month's last days, a clock put back) it is one of the instants between; a reader is told, nobody is judged.
fn earliest(now: i64, duration: &ir::Duration) -> i64 {
    let (mut low, mut high) = (calendar::FIRST, now);
    while low < high {
        let middle = low + (high - low) / 2;
        if calendar::shift(middle, duration) >= now {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
