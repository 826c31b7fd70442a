//! What it is to move a time or a date by a length. A length that is written out becomes steps of its own; one that is a
//! fact takes the same steps once it is known.

use super::{Duration, Edge, Length, LengthKind, Move, Moved, Shift, Type, Zone, calendar};

impl Length {
    /// The steps by which a time or a date is moved. A date moved by days, months and years is a date. With hours in the
    /// length it becomes a time: the date is moved by the days first, and the hours are counted from the end of the day
    /// arrived at, or backwards from its beginning, so that a longer length never ends earlier. A time moved by full or working
    /// days is at the last instant of the day arrived at, or backwards at the first.
    #[must_use]
    pub(crate) fn steps(&self, of_date: bool, backwards: bool, zone: Zone) -> Vec<Shift> {
        let sign = if backwards { -1 } else { 1 };
        let full_days = match self.kind {
            LengthKind::Elapsed => false,
            LengthKind::FullDays => true,
            LengthKind::WorkingDays(calendar) => {
                let counted = Shift::WorkingDays(self.days * sign, calendar);
                let edge = if backwards { Edge::Start } else { Edge::End };
                return match of_date {
                    true => vec![counted],
                    false => vec![Shift::DateOf(zone), counted, Shift::DayEdge(edge, zone)],
                };
            }
        };
        let (months, days, micros) = (self.months * sign, self.days * sign, self.micros * i64::from(sign));
        let exactly = |micros| Shift::Time(Duration { months: 0, days: 0, micros, full_days: false, zone });
        if of_date {
            let mut steps = Vec::with_capacity(3);
            if micros == 0 || (months, days) != (0, 0) {
                steps.push(Shift::Date(Duration { months, days, micros: 0, full_days: false, zone }));
            }
            if micros != 0 {
                let edge = if backwards { Edge::Start } else { Edge::End };
                steps.extend([Shift::DayEdge(edge, zone), exactly(micros)]);
            }
            return steps;
        }
        if full_days && backwards {
            // The first instant of a day is the one after the last of the day before it.
            let days = days.saturating_sub(1);
            return vec![Shift::Time(Duration { months, days, micros, full_days, zone }), exactly(1)];
        }
        vec![Shift::Time(Duration { months, days, micros, full_days, zone })]
    }
}

impl Move {
    /// The steps that it takes by a length that is known; `None` where no step yields the day on which it arrives.
    pub(crate) fn steps_by(self, by: &Length) -> Option<Vec<Shift>> {
        let mut steps = by.steps(self.takes() == Type::Date, self.backwards, self.zone);
        match self.of {
            Moved::Date if !by.keeps_dates() => return None,
            Moved::DayEdge(edge) if by.keeps_dates() => steps.push(Shift::DayEdge(edge, self.zone)),
            Moved::Time | Moved::Date | Moved::DayEdge(_) => {}
        }
        Some(steps)
    }

    /// Where a time, in microseconds, or a date, as days since 1970-01-01, arrives.
    #[must_use]
    pub fn apply(self, value: i64, by: &Length) -> i64 {
        let arrive = |steps: Vec<Shift>| steps.iter().fold(value, |value, step| step.apply(value));
        self.steps_by(by).map_or_else(
            || calendar::day_containing(arrive(by.steps(true, self.backwards, self.zone)), self.zone).into(),
            arrive,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000_000;

    #[test]
    fn a_date_moved_by_hours_arrives_within_a_day() {
        let zone = Zone::utc();
        let by = |text| Length::read(text).unwrap();
        let day = |of, backwards, length| Move { of, backwards, zone }.apply(100, &by(length));
        assert_eq!(day(Moved::Date, false, "2d"), 102);
        assert_eq!(day(Moved::Date, false, "2d1h"), 103);
        assert_eq!(day(Moved::Date, true, "1h"), 99);
        let start = |day: i64| day * 24 * HOUR;
        assert_eq!(day(Moved::DayEdge(Edge::Start), false, "2d"), start(102));
        assert_eq!(day(Moved::DayEdge(Edge::End), false, "2 full days"), start(103) - 1);
        assert_eq!(day(Moved::DayEdge(Edge::Start), false, "2d1h"), start(103) - 1 + HOUR);
        assert_eq!(day(Moved::DayEdge(Edge::End), true, "1h"), start(100) - HOUR);
    }
}
