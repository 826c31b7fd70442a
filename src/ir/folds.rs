//! The hours that the clocks of a zone show twice, for back ends whose engines read them otherwise than we do.

use jiff::Timestamp;

use super::Zone;

/// A run of folds of one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Folds {
    /// How far the clocks are put back, in microseconds.
    pub size: i64,
    /// The wall-clock time, in microseconds since 1970-01-01T00:00 on that clock, before which clocks are put back by
    /// this much; `None` for the last run.
    pub until: Option<i64>,
}

/// By when the rules of a zone repeat themselves from year to year.
const REPEATS_BY: i64 = 4_102_444_800;
const MICROS: i64 = 1_000_000;
const MICROS_OF_A_DAY: i64 = 86_400 * MICROS;

impl Zone {
    /// By how much the clocks of the zone were, are and will be put back; empty where they never are.
    #[doc(hidden)]
    #[must_use]
    pub fn folds(self) -> Vec<Folds> {
        let rules = self.rules();
        let mut folds: Vec<Folds> = Vec::new();
        let mut before = rules.to_offset(Timestamp::MIN).seconds();
        for change in rules.following(Timestamp::MIN) {
            let (at, after) = (change.timestamp().as_second(), change.offset().seconds());
            let size = i64::from(before - after) * MICROS;
            if size > 0 {
                // A day after the last fold of a size there is none of another yet.
                let end = (at + i64::from(before)) * MICROS + MICROS_OF_A_DAY;
                match folds.last_mut() {
                    Some(last) if last.size == size => last.until = Some(end),
                    _ => folds.push(Folds { size, until: Some(end) }),
                }
            }
            before = after;
            if at > REPEATS_BY {
                break;
            }
        }
        if let Some(last) = folds.last_mut() {
            last.until = None;
        }
        folds
    }

    /// The instant, in microseconds, from which on the offset of the zone no longer changes; `None` if it always will.
    #[doc(hidden)]
    #[must_use]
    pub fn settled_since(self) -> Option<i64> {
        let last = self
            .rules()
            .following(Timestamp::MIN)
            .take_while(|it| it.timestamp().as_second() <= REPEATS_BY)
            .last();
        let further = self.rules().following(Timestamp::from_second(REPEATS_BY).ok()?).next();
        match (last, further) {
            (_, Some(_)) => None,
            (Some(last), None) => Some(last.timestamp().as_microsecond()),
            (None, None) => Some(super::calendar::FIRST),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600 * MICROS;

    fn sizes(zone: &str) -> Vec<i64> {
        Zone::named(zone).unwrap().folds().iter().map(|folds| folds.size).collect()
    }

    #[test]
    fn folds_have_the_sizes_of_history() {
        assert_eq!(sizes("UTC"), [0; 0]);
        assert_eq!(sizes("Asia/Shanghai"), [343 * MICROS, HOUR]);
        assert_eq!(sizes("Australia/Lord_Howe"), [2180 * MICROS, HOUR, HOUR / 2]);
        assert_eq!(Zone::named("Europe/Berlin").unwrap().folds().last().unwrap().until, None);
    }

    #[test]
    fn a_zone_settles_when_its_clocks_are_let_be() {
        assert_eq!(Zone::named("Asia/Shanghai").unwrap().settled_since(), Some(684_867_600 * MICROS));
        assert_eq!(Zone::named("Europe/Berlin").unwrap().settled_since(), None);
        assert_eq!(Zone::utc().settled_since(), Some(super::super::calendar::FIRST));
    }
}
