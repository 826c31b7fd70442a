//! Instants carried back over a move: `instant <= time + d` is `time >= first`, for moving is monotone.

use crate::ir::calendar::{FIRST, LAST};

/// The first time that `moved` takes to `instant` or later; one past the last if there is none.
pub(crate) fn first_from(instant: i64, moved: impl Fn(i64) -> i64) -> i64 {
    let (mut low, mut high) = (FIRST, LAST + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if moved(middle) >= instant { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Duration, Zone, calendar};

    #[test]
    fn the_cutoff_is_the_first_time_that_reaches_the_instant() {
        let zones = ["Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"];
        let lengths = [(0, 1, false), (6, 0, false), (12, 3, false), (0, 2, true), (-1, 0, false)];
        for (zone, (months, days, full_days)) in
            zones.into_iter().flat_map(|zone| lengths.map(|length| (zone, length)))
        {
            let zone = Zone::named(zone).unwrap();
            let by = Duration { months, days, micros: 0, full_days, zone };
            for step in 0..400_i64 {
                let instant = 1_770_000_000_000_000 + step * 86_399_000_000;
                let first = first_from(instant, |time| calendar::shift(time, &by));
                assert!(calendar::shift(first, &by) >= instant && calendar::shift(first - 1, &by) < instant);
            }
        }
    }

    #[test]
    fn what_nothing_reaches_is_past_the_last() {
        assert_eq!(first_from(0, |_| -1), LAST + 1);
        assert_eq!(first_from(0, |_| 1), FIRST);
    }
}
