//! Selections by windows alone. Whether any trade was completed within 15 days follows from the last of the instants, and
//! so does when none will be: each row is read once, not once for every question.

use super::eligible_after::{Comes, NEVER, last_before};
use super::event::{Event, cutoff, is_literal, may_pass_the_end};
use super::facts::Rows;
use super::rows::Aggregate;
use super::shift::{Moving, moved};
use super::state::Translator;
use super::tally::{any, unknown};
use crate::flat::{Condition, Cutoff, Window, is_reckoned_by_calendar, steady};
use crate::ir::{Comparison, Shift};
use crate::sql::tree::{AggregateFunction, Expr, Extreme, Literal, TRUE};

/// `now` compared with an event of a row.
struct Boundary {
    comparison: Comparison,
    event: Event,
}

impl Boundary {
    /// The end of the events of all rows that tells whether any is in the window.
    fn end(&self) -> Extreme {
        match self.comparison {
            Comparison::Less | Comparison::LessOrEqual => Extreme::Greatest,
            Comparison::Equal | Comparison::NotEqual | Comparison::Greater | Comparison::GreaterOrEqual => {
                Extreme::Least
            }
        }
    }

    /// What that end is called.
    fn name(&self) -> &'static str {
        match self.end() {
            Extreme::Greatest => "latest",
            Extreme::Least => "earliest",
        }
    }

    fn moved(&self) -> Expr {
        self.event.moved(Moving::Any).value
    }
}

/// The windows of which a condition of a row asks for any; `None` if it asks for anything else.
fn windows(condition: &Condition) -> Option<Vec<&Window>> {
    match condition {
        Condition::Window(window) => has_one_end(window).then(|| vec![window]),
        Condition::Any(parts) => {
            let parts: Option<Vec<_>> = parts.iter().map(windows).collect();
            Some(parts?.concat())
        }
        Condition::Constant(_)
        | Condition::Holds(_)
        | Condition::Not(_)
        | Condition::All(_)
        | Condition::Given(..)
        | Condition::Case(_)
        | Condition::Compare(..)
        | Condition::Member(..)
        | Condition::StartsWith(..)
        | Condition::Present(_)
        | Condition::RecordPresent(_)
        | Condition::RowsPresent(..)
        | Condition::Count(..) => None,
    }
}

fn has_one_end(window: &Window) -> bool {
    match window.comparison {
        Comparison::Equal | Comparison::NotEqual => false,
        Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => {
            !window.event.trend().varies()
                && !is_literal(&window.event)
                && !is_reckoned_by_calendar(&window.shifts)
        }
    }
}

/// Shifts by which the end of the events gives the end of the events moved. Events before the cutoff need not keep their
/// order: whatever their window asks for has been so, or not, whenever that was.
fn steady_shifts(window: &Window, now: i64) -> Option<Vec<Shift>> {
    let (_, from) = Cutoff::new(window.comparison, &window.shifts, now).exact()?;
    steady(from, &window.shifts)
}

impl Translator<'_> {
    fn boundaries(&mut self, windows: &[&Window]) -> Vec<Boundary> {
        let boundary = |window: &&Window| Boundary {
            comparison: window.comparison,
            event: self.event(&window.event, &window.shifts),
        };
        windows.iter().map(boundary).collect()
    }

    /// Whether any row is in one of the windows that a filter asks for, and whether that is unknown of any; neither is
    /// NULL. `None` if the filter asks for anything else, or no cutoff decides a window.
    pub(super) fn any_in_windows(&mut self, rows: &Rows, filter: &Condition) -> Option<[Expr; 2]> {
        let windows = windows(filter)?;
        let bounds: Option<Vec<(Comparison, Expr)>> = match self.now {
            Some(now) => windows.iter().map(|it| cutoff(it.comparison, &it.shifts, now)).collect(),
            None => windows.iter().map(|it| Some((it.comparison.flipped(), Expr::Now))).collect(),
        };
        let bounds = bounds?;
        let mut columns = self.try_with_rows(rows, |this| {
            let boundaries = this.boundaries(&windows);
            let ends = boundaries.iter().map(|it| {
                let of = if this.now.is_some() { it.event.of.value.clone() } else { it.moved() };
                this.end_of(it.end(), of, None, it.name())
            });
            let mut aggregates: Vec<Aggregate> = ends.collect();
            aggregates.push(this.in_doubt(&boundaries));
            Some(aggregates)
        })?;
        let perhaps = columns.pop()?;
        let met = columns
            .into_iter()
            .zip(bounds)
            .map(|(end, (comparison, bound))| Expr::is_true(Expr::compare(comparison, end, bound)));
        Some([Expr::any(met), perhaps])
    }

    /// The last instant before the first row comes into one of the windows that a filter asks for, or before the last
    /// leaves them; not NULL. `None` if the filter asks for anything else, or this may happen again.
    pub(super) fn windows_after(&mut self, rows: &Rows, filter: &Condition, comes: Comes) -> Option<Expr> {
        let windows = windows(filter)?;
        let before: Option<Vec<_>> = windows.iter().map(|it| last_before(it.comparison, comes)).collect();
        let before = before?;
        let steady: Vec<Option<Vec<Shift>>> =
            windows.iter().map(|it| self.now.and_then(|now| steady_shifts(it, now))).collect();
        let (end, none) = comes.of_any();
        let mut columns = self.try_with_rows(rows, |this| {
            let boundaries = this.boundaries(&windows);
            let ends =
                boundaries.iter().zip(&before).zip(&steady).map(|((it, before), steady)| match steady {
                    Some(_) => this.end_of(end, it.event.of.value.clone(), None, it.name()),
                    None => this.end_of(end, before(it.moved()), Some(none), "opens after"),
                });
            let mut aggregates: Vec<Aggregate> = ends.collect();
            aggregates.push(this.in_doubt(&boundaries));
            Some(aggregates)
        })?;
        let perhaps = columns.pop()?;
        let of_rows = columns.into_iter().zip(&windows).zip(before.iter().zip(steady));
        let ends = of_rows.map(|((column, window), (before, steady))| {
            let Some(shifts) = steady else { return column };
            let may_be_past = may_pass_the_end(&window.event);
            let at = before(moved(column.clone(), &shifts, may_be_past, Moving::Present));
            Expr::case([(Expr::is_present(column), at)], Some(Expr::time(none)))
        });
        let ends = Expr::extreme(end, ends.collect());
        Some(match comes {
            Comes::True => ends,
            Comes::False => Expr::case([(perhaps, Expr::time(NEVER))], Some(ends)),
        })
    }

    /// Whether the event of any row is unknown.
    fn in_doubt(&self, boundaries: &[Boundary]) -> Aggregate {
        let is_unknown = Expr::any(boundaries.iter().map(|it| it.event.of.is_unknown()));
        unknown(any, is_unknown, &self.context)
    }

    fn end_of(&self, end: Extreme, of: Expr, none: Option<i64>, hint: &str) -> Aggregate {
        Aggregate {
            of: Expr::aggregate(AggregateFunction::Extreme(end), Some(of), TRUE),
            none: none.map(Literal::Time),
            hint: format!("{} {hint}", self.context),
        }
    }
}
