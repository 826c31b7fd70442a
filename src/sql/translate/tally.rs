//! Counts of the rows that a filter selects, and of those of which it is unknown.

use super::facts::Rows;
use super::rows::Aggregate;
use super::state::Translator;
use crate::flat::Condition;
use crate::ir::{Comparison, Quantifier};
use crate::sql::tree::{Expr, FALSE, Literal, TRUE, Type};

/// An aggregate over the rows of which a condition is true, named after what it is for.
pub(super) type Tally = fn(Expr, &str) -> Aggregate;

/// Of how many rows a condition is true.
pub(super) fn count(when: Expr, context: &str) -> Aggregate {
    let hint = format!("{context} count");
    Aggregate { of: Expr::count_where(when), none: Some(Literal::Number(0)), hint }
}

/// Whether a condition is true of any row.
pub(super) fn any(when: Expr, context: &str) -> Aggregate {
    let hint = format!("{context} some");
    Aggregate { of: Expr::any_where(when), none: Some(Literal::Bool(false)), hint }
}

/// Either of them, of the rows of which something is unknown.
pub(super) fn unknown(tally: Tally, when: Expr, context: &str) -> Aggregate {
    Aggregate { hint: format!("{context} unknown"), ..tally(when, context) }
}

impl Translator<'_> {
    /// One aggregate of the rows of which a filter is true, and another of those of which it is unknown.
    pub(super) fn tally(
        &mut self,
        rows: &Rows,
        filter: &Condition,
        selected: Tally,
        doubtful: Tally,
    ) -> [Expr; 2] {
        self.with_rows(rows, |this| {
            let filter = this.condition(filter);
            let is_unknown = Expr::is_null(filter.clone());
            [selected(filter, &this.context), unknown(doubtful, is_unknown, &this.context)]
        })
    }
}

/// Whether a bound on the number of selected rows holds: [`Quantifier::of_counts`] over columns.
pub(super) fn bounded(quantifier: Quantifier, yes: &Expr, unknown: &Expr, known: &Expr) -> Expr {
    let (least, most) = quantifier.range();
    let holds = if least == most {
        let is = Expr::compare(Comparison::Equal, yes.clone(), number(least));
        Expr::all([is, is_none(unknown)])
    } else {
        Expr::all([at_least(yes, least), at_most(yes, unknown, most)])
    };
    let too_many = most.checked_add(1).map_or(FALSE, |more| at_least(yes, more));
    let too_few = least.checked_sub(1).map_or(FALSE, |fewer| at_most(yes, unknown, fewer));
    decided(known, holds, Expr::any([too_many, too_few]))
}

/// True or false where all rows are known and one of the two, never NULL, is true.
pub(super) fn decided(known: &Expr, holds: Expr, fails: Expr) -> Expr {
    let surely = |truth: Expr| Expr::all([known.clone(), truth]);
    Expr::case([(surely(holds), TRUE), (surely(fails), FALSE)], None)
}

/// No more than `n`, those that are unknown included.
fn at_most(yes: &Expr, unknown: &Expr, n: u64) -> Expr {
    if n == 0 {
        return Expr::all([is_none(yes), is_none(unknown)]);
    }
    if n == u64::MAX {
        return TRUE;
    }
    let count = if matches!(unknown, Expr::Literal(_)) {
        yes.clone()
    } else {
        Expr::Sum(false, Type::Int, Box::new(yes.clone()), Box::new(unknown.clone()))
    };
    Expr::compare(Comparison::LessOrEqual, count, number(n))
}

fn is_none(count: &Expr) -> Expr {
    if matches!(count, Expr::Literal(_)) {
        TRUE
    } else {
        Expr::compare(Comparison::Equal, count.clone(), Expr::number(0))
    }
}

fn at_least(count: &Expr, n: u64) -> Expr {
    match n {
        0 => TRUE,
        1 => Expr::compare(Comparison::Greater, count.clone(), Expr::number(0)),
        n => Expr::compare(Comparison::GreaterOrEqual, count.clone(), number(n)),
    }
}

fn number(n: u64) -> Expr {
    Expr::number(i128::from(n))
}
