//! When waiting is enough: the last instant at which a condition does not hold yet, of conditions that, once true, stay
//! true. `now > t` holds after `t`; `no trade within 15d` holds after the last trade's window.

use super::condition::window_of_present;
use super::facts::Rows;
use super::rows::Aggregate;
use super::scalar::Scalar;
use super::shift::Moving;
use super::state::Translator;
use crate::flat::{Condition, Select, Trend, Window, is_reckoned_by_calendar};
use crate::ir::{Comparison, Duration, Quantifier, Zone, calendar};
use crate::sql::tree::{AggregateFunction, Expr, Extreme, FALSE, Literal, TRUE};

/// Before every instant: it is so at all times.
pub(super) const ALWAYS: i64 = calendar::FIRST;
/// At no instant of the calendar any more: what is not so even at the last never will be.
pub(super) const NEVER: i64 = calendar::LAST;

/// The truth that a condition comes to have, and keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comes {
    True,
    False,
}

impl Comes {
    fn negated(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
        }
    }

    /// Whether a condition of this trend may lose the truth again.
    pub(super) fn may_turn_back(self, trend: Trend) -> bool {
        match self {
            Self::True => trend.falls,
            Self::False => trend.rises,
        }
    }

    /// Any of many are so once the first is, and none any longer once the last is not. With it, the instant if there are
    /// none.
    pub(super) fn of_any(self) -> (Extreme, i64) {
        match self {
            Self::True => (Extreme::Least, NEVER),
            Self::False => (Extreme::Greatest, ALWAYS),
        }
    }
}

impl Translator<'_> {
    /// The last instant before a condition gets the truth `comes`: [`ALWAYS`] if it has it at all times, [`NEVER`] if it
    /// never will; not NULL. `None` if the condition may lose it again.
    pub(super) fn eligible_after(&mut self, condition: &Condition, comes: Comes) -> Option<Expr> {
        let trend = condition.trend();
        if !trend.varies() {
            let truth = self.condition(condition);
            return Some(at_all_times(truth, comes));
        }
        if comes.may_turn_back(trend) {
            return None;
        }
        match condition {
            Condition::Not(inner) => self.eligible_after(inner, comes.negated()),
            Condition::All(parts) => self.junction(parts, Extreme::Greatest, comes),
            Condition::Any(parts) => self.junction(parts, Extreme::Least, comes),
            Condition::Given(given, then) => {
                let after = self.eligible_after(then, comes)?;
                if comes == Comes::True && window_of_present(given, then).is_some() {
                    return Some(after);
                }
                let given = self.eligible_after(given, Comes::True)?;
                Some(Expr::extreme(Extreme::Greatest, vec![given, after]))
            }
            Condition::Case(rows) => self.case_after(rows, comes),
            Condition::Window(window) => self.window_after(window, comes),
            Condition::Count(quantifier, select) => self.count_after(*quantifier, select, comes),
            Condition::Constant(_)
            | Condition::Holds(_)
            | Condition::Compare(..)
            | Condition::Member(..)
            | Condition::StartsWith(..)
            | Condition::Present(_)
            | Condition::RecordPresent(_)
            | Condition::RowsPresent(..) => None,
        }
    }

    /// `end` is that of coming true: all hold once the last does, any once the first does.
    fn junction(&mut self, parts: &[Condition], end: Extreme, comes: Comes) -> Option<Expr> {
        let end = if comes == Comes::True { end } else { end.opposite() };
        let instants: Option<Vec<Expr>> = parts.iter().map(|part| self.eligible_after(part, comes)).collect();
        Some(Expr::extreme(end, instants?))
    }

    /// `now` compared with an event.
    fn window_after(&mut self, window: &Window, comes: Comes) -> Option<Expr> {
        // No expression counts working days, so that no query says when they end.
        if window.event.trend().varies() || is_reckoned_by_calendar(&window.shifts) {
            return None;
        }
        let before = last_before(window.comparison, comes)?;
        let event = self.event(&window.event, &window.shifts);
        let at = before(event.moved(Moving::Present).value);
        Some(at_boundary(event.of, at, comes))
    }

    /// Only `no` and `some` follow from an instant of each row.
    fn count_after(&mut self, quantifier: Quantifier, select: &Select, comes: Comes) -> Option<Expr> {
        let any_comes = match quantifier {
            Quantifier::AtLeast(1) => comes,
            Quantifier::AtMost(0) => comes.negated(),
            Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_) => return None,
        };
        let rows = self.selected(select)?;
        let ends = match self.windows_after(&rows, &select.filter, any_comes) {
            Some(ends) => ends,
            None => self.end_of_each(&rows, &select.filter, any_comes)?,
        };
        Some(Expr::case([(rows.known, ends)], Some(Expr::time(NEVER))))
    }

    /// The end of the instants of all rows.
    fn end_of_each(&mut self, rows: &Rows, filter: &Condition, comes: Comes) -> Option<Expr> {
        let (end, none) = comes.of_any();
        let columns = self.try_with_rows(rows, |this| {
            let of = this.eligible_after(filter, comes)?;
            let of = Expr::aggregate(AggregateFunction::Extreme(end), Some(of), TRUE);
            let none = Some(Literal::Time(none));
            Some(vec![Aggregate { of, none, hint: format!("{} opens after", this.context) }])
        });
        columns?.pop()
    }
}

/// The instant after which a condition that waiting does not change has a truth.
fn at_all_times(truth: Expr, comes: Comes) -> Expr {
    let is_so = match comes {
        Comes::True => Expr::is_true(truth),
        Comes::False => Expr::is_false(truth),
    };
    Expr::case([(is_so, Expr::time(ALWAYS))], Some(Expr::time(NEVER)))
}

/// A comparison with an absent event is false at all times; with an unknown one it is never decided.
fn at_boundary(of: Scalar, at: Expr, comes: Comes) -> Expr {
    let unknown = Expr::is_null(of.value);
    let absent = match comes {
        Comes::True => (FALSE, Expr::time(NEVER)),
        Comes::False => (of.absent, Expr::time(ALWAYS)),
    };
    Expr::case([absent, (unknown, Expr::time(NEVER))], Some(at))
}

/// Maps the instant that `now` is compared with to the last one before the comparison gets the truth `comes`; `None` if the
/// comparison gets the other truth with time.
pub(super) fn last_before(comparison: Comparison, comes: Comes) -> Option<fn(Expr) -> Expr> {
    match (comparison, comes) {
        (Comparison::Greater, Comes::True) | (Comparison::LessOrEqual, Comes::False) => Some(|at| at),
        (Comparison::GreaterOrEqual, Comes::True) | (Comparison::Less, Comes::False) => {
            Some(|at| Expr::shifted(at, a_microsecond_back()))
        }
        (Comparison::Greater | Comparison::GreaterOrEqual, Comes::False)
        | (Comparison::Less | Comparison::LessOrEqual, Comes::True)
        | (Comparison::Equal | Comparison::NotEqual, _) => None,
    }
}

fn a_microsecond_back() -> Duration {
    Duration { months: 0, days: 0, micros: -1, full_days: false, zone: Zone::utc() }
}
