//! Cases: a row a branch, and where a key is unknown, what all rows agree on that are still possible.

use super::eligible_after::{ALWAYS, Comes, NEVER};
use super::scalar::Scalar;
use super::state::Translator;
use crate::flat::{Condition, Value};
use crate::sql::tree::{Expr, Extreme, FALSE, TRUE};

impl Translator<'_> {
    /// What the rows that are possible agree on.
    pub(super) fn case(&mut self, rows: &[(Condition, Condition)]) -> Expr {
        let rows: Vec<(Expr, Expr)> =
            rows.iter().map(|(guard, value)| (self.condition(guard), self.condition(value))).collect();
        // With the key known, the first row that matches is the only one.
        if rows.iter().all(|(guard, _)| !guard.nullable()) {
            return Expr::case(rows, None);
        }
        let chosen = chosen(rows.iter().map(|(guard, _)| guard));
        let values = || rows.iter().map(|(_, value)| value.clone());
        let pairs = || chosen.iter().cloned().zip(values());
        let all = Expr::all(pairs().map(|(chosen, value)| Expr::any([Expr::not(chosen), value])));
        let none = Expr::all(pairs().map(|(chosen, value)| Expr::any([Expr::not(chosen), Expr::not(value)])));
        let any = Expr::not(Expr::is_false(Expr::any(chosen.iter().cloned())));
        let is = |truth| Expr::all([any.clone(), truth]);
        Expr::case([(is(all), TRUE), (is(none), FALSE)], None)
    }

    /// The value of the row that is known to be the one.
    pub(super) fn case_value(&mut self, rows: &[(Condition, Value)]) -> Scalar {
        let rows: Vec<(Expr, Scalar)> =
            rows.iter().map(|(guard, value)| (self.condition(guard), self.value(value))).collect();
        let chosen = chosen(rows.iter().map(|(guard, _)| guard));
        let branches = chosen.iter().cloned().zip(rows.iter().map(|(_, value)| value.value.clone()));
        let absent = chosen.iter().cloned().zip(rows.iter().map(|(_, value)| value.absent.clone()));
        let absent = Expr::any(absent.map(|(chosen, absent)| Expr::all([Expr::is_true(chosen), absent])));
        Scalar { value: Expr::case(branches.collect::<Vec<_>>(), None), absent }
    }

    /// The last instant before a case gets the truth `comes`: all rows that are possible must have it. Guards do not
    /// change with time here, or the case could lose it again.
    pub(super) fn case_after(&mut self, rows: &[(Condition, Condition)], comes: Comes) -> Option<Expr> {
        let mut before = Vec::new();
        let (mut ends, mut any) = (Vec::new(), Vec::new());
        for (guard, value) in rows {
            let guard = self.condition(guard);
            let is_possible = Expr::all([
                Expr::not(Expr::is_false(guard.clone())),
                Expr::not(Expr::any(before.iter().cloned())),
            ]);
            let end = self.eligible_after(value, comes)?;
            ends.push(Expr::case([(is_possible.clone(), end)], Some(Expr::time(ALWAYS))));
            any.push(is_possible);
            before.push(Expr::is_true(guard));
        }
        let end = Expr::extreme(Extreme::Greatest, ends);
        Some(Expr::case([(Expr::any(any), end)], Some(Expr::time(NEVER))))
    }
}

/// Whether each row is the one: its guard holds, and none before it.
fn chosen<'e>(guards: impl Iterator<Item = &'e Expr>) -> Vec<Expr> {
    let mut before: Vec<Expr> = Vec::new();
    let mut chosen = Vec::new();
    for guard in guards {
        let none_before = before.iter().map(|guard| Expr::not(guard.clone()));
        chosen.push(Expr::all(none_before.chain([guard.clone()]).collect::<Vec<_>>()));
        before.push(guard.clone());
    }
    chosen
}
