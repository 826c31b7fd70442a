//! Cases: a row a branch, and where a key is unknown, what all rows agree on that are still possible.

use super::eligible_after::{ALWAYS, Comes, NEVER};
use super::scalar::Scalar;
use super::state::Translator;
use crate::flat::{Condition, Value};
use crate::sql::tree::{Expr, Extreme, FALSE, TRUE, UNKNOWN};

impl Translator<'_> {
    /// What the rows that are possible agree on.
    pub(super) fn case(&mut self, rows: &[(Condition, Condition)]) -> Expr {
        let rows: Vec<(Expr, Expr)> =
            rows.iter().map(|(guard, value)| (self.condition(guard), self.condition(value))).collect();
        // With the key known, the first row that matches is the only one.
        if rows.iter().all(|(guard, _)| !guard.nullable()) {
            return Expr::case(rows, None);
        }
        let is_true = agreed(&rows, |value| Expr::not(Expr::is_true(value)));
        let is_false = agreed(&rows, |value| Expr::not(Expr::is_false(value)));
        self.bounded(Expr::case([(is_true, TRUE), (is_false, FALSE)], None))
    }

    /// The value of the row that is known to be the one.
    pub(super) fn case_value(&mut self, rows: &[(Condition, Value)]) -> Scalar {
        let rows: Vec<(Expr, Scalar)> =
            rows.iter().map(|(guard, value)| (self.condition(guard), self.value(value))).collect();
        let value = known(rows.iter().map(|(guard, value)| (guard, value.value.clone())), UNKNOWN);
        let absent = known(rows.iter().map(|(guard, value)| (guard, value.absent.clone())), FALSE);
        Scalar {
            value: self.bounded(Expr::case(value, None)),
            absent: self.bounded(Expr::case(absent, Some(FALSE))),
        }
    }

    /// The last instant before a case gets the truth `comes`: all rows that are possible must have it. Guards do not
    /// change with time here, or the case could lose it again.
    pub(super) fn case_after(&mut self, rows: &[(Condition, Condition)], comes: Comes) -> Option<Expr> {
        let rows = rows
            .iter()
            .map(|(guard, value)| Some((self.condition(guard), self.eligible_after(value, comes)?)));
        let rows: Vec<(Expr, Expr)> = rows.collect::<Option<_>>()?;
        let never = Expr::time(NEVER);
        if rows.iter().all(|(guard, _)| !guard.nullable()) {
            return Some(Expr::case(rows, Some(never)));
        }
        let none = Expr::all(rows.iter().map(|(guard, _)| Expr::is_false(guard.clone())));
        Some(self.bounded(Expr::case([(none, never)], Some(last_of_possible(&rows)))))
    }
}

/// The last end of the rows that are possible. Halves are asked for again only where no guard before them is true, so that a
/// guard is written as often as the rows can be halved, and not once for every row behind it.
fn last_of_possible(rows: &[(Expr, Expr)]) -> Expr {
    let always = || Some(Expr::time(ALWAYS));
    match rows {
        [] => return Expr::time(ALWAYS),
        [(guard, end)] => {
            let is_possible = Expr::not(Expr::is_false(guard.clone()));
            return Expr::case([(is_possible, end.clone())], always());
        }
        _ => {}
    }
    let (before, behind) = rows.split_at(rows.len() / 2);
    let is_decided = Expr::any(before.iter().map(|(guard, _)| Expr::is_true(guard.clone())));
    let behind = Expr::case([(Expr::not(is_decided), last_of_possible(behind))], always());
    Expr::extreme(Extreme::Greatest, vec![last_of_possible(before), behind])
}

/// Whether no row that is possible `fails`. The branches of a CASE are tried in their order, so that the rows before one need
/// not be repeated: a row is reached if no guard before it holds, and is then possible unless its guard is false.
fn agreed(rows: &[(Expr, Expr)], fails: impl Fn(Expr) -> Expr) -> Expr {
    let mut branches = Vec::new();
    for (guard, value) in rows {
        let is_possible = Expr::not(Expr::is_false(guard.clone()));
        branches.push((Expr::all([is_possible, fails(value.clone())]), FALSE));
        branches.push((guard.clone(), TRUE));
    }
    // Behind the last row, some row was possible if some guard is unknown, and it did not fail.
    let unknown = Expr::any(rows.iter().map(|(guard, _)| Expr::is_null(guard.clone())));
    Expr::case(branches, Some(unknown))
}

/// The branches that give the result of the row that is known to be the one; where that is unknown, `otherwise`.
fn known<'e>(rows: impl Iterator<Item = (&'e Expr, Expr)>, otherwise: Expr) -> Vec<(Expr, Expr)> {
    let branches = |(guard, result): (&Expr, Expr)| {
        [(Expr::is_null(guard.clone()), otherwise.clone()), (guard.clone(), result)]
    };
    rows.flat_map(branches).collect()
}
