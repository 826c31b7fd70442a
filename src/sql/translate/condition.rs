//! Conditions, in SQL's own three-valued logic: NULL is unknown. It is Kleene's, so `and`, `or` and `not` carry over; a
//! comparison with an absent value is false here and NULL there, which each comparison makes good.

use super::event::{is_literal, may_pass_the_end};
use super::facts::texts;
use super::scalar::{Scalar, compared};
use super::shift::within_calendar;
use super::state::Translator;
use super::tally::{any, bounded, count, decided};
use crate::flat::{Cell, Condition, ScalarType, Select, Set, Value, ValueKind, Window};
use crate::ir::{Choices, Comparison, Constant, Quantifier, Truth};
use crate::sql::tree::{Expr, FALSE, Literal, TRUE, UNKNOWN};

impl Translator<'_> {
    /// A condition as a truth.
    pub(super) fn condition(&mut self, condition: &Condition) -> Expr {
        match condition {
            Condition::Constant(Truth::True) => TRUE,
            Condition::Constant(Truth::False) => FALSE,
            Condition::Constant(Truth::Unknown) => UNKNOWN,
            Condition::Holds(value) => {
                let scalar = self.value(value);
                Expr::all([Expr::not(scalar.absent), scalar.value])
            }
            Condition::StartsWith(text, prefix) => {
                let text = self.value(text);
                let begins = Expr::StartsWith(Box::new(text.value), prefix.clone());
                Expr::all([Expr::not(text.absent), begins])
            }
            Condition::Not(inner) => Expr::not(self.condition(inner)),
            Condition::All(parts) => {
                let parts = self.conditions(parts);
                Expr::all(parts)
            }
            Condition::Any(parts) => match one_of(parts) {
                Some((cell, choices, meant)) => self.is_one_of(cell, choices, &meant),
                None => {
                    let parts = self.conditions(parts);
                    Expr::any(parts)
                }
            },
            Condition::Given(given, then) => match window_of_present(given, then) {
                Some(window) => self.window_if_present(window),
                None => {
                    let given = self.condition(given);
                    Expr::case([(given, self.condition(then))], None)
                }
            },
            Condition::Case(rows) => self.case(rows),
            Condition::Compare(comparison, left, right) => self.compare(*comparison, left, right),
            Condition::Window(window) => self.window(window),
            Condition::Member(member, set) => self.member(member, *set),
            Condition::Present(value) => self.value(value).presence(),
            Condition::RecordPresent(cell) => self.cell(*cell).presence(),
            Condition::RowsPresent(owner, table) => self.owned(*owner, *table).presence(),
            Condition::Count(quantifier, select) => self.count_of(*quantifier, select),
        }
    }

    fn conditions(&mut self, parts: &[Condition]) -> Vec<Expr> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn is_one_of(&mut self, cell: Cell, choices: &Choices, meant: &[u32]) -> Expr {
        let scalar = self.cell(cell);
        let words = |is_meant: bool| -> Vec<String> {
            let all = choices.iter().enumerate();
            all.filter(|(at, _)| meant.contains(&(*at as u32)) == is_meant)
                .map(|(_, word)| word.clone())
                .collect()
        };
        let (meant, others) = (texts(&words(true)), texts(&words(false)));
        let truth = match unchecked(&scalar.value) {
            Some(column) => {
                let is = |literals: Vec<Literal>| Expr::In(Box::new(column.clone()), literals);
                Expr::case([(is(meant), TRUE), (is(others), FALSE)], None)
            }
            None => Expr::In(Box::new(scalar.value), meant),
        };
        Expr::all([Expr::not(scalar.absent), truth])
    }

    fn compare(&mut self, comparison: Comparison, left: &Value, right: &Value) -> Expr {
        if let Some((cell, choices, choice)) = choice(left, right).or_else(|| choice(right, left)) {
            let is = self.is_one_of(cell, choices, &[choice]);
            // Values of an enumeration have no order.
            return match comparison {
                Comparison::Equal => is,
                Comparison::NotEqual => {
                    let absent = self.cell(cell).absent;
                    Expr::all([Expr::not(absent), Expr::not(is)])
                }
                Comparison::Less
                | Comparison::LessOrEqual
                | Comparison::Greater
                | Comparison::GreaterOrEqual => UNKNOWN,
            };
        }
        match (&left.kind, &right.kind) {
            (ValueKind::Constant(Constant::Time(instant)), _) if !is_literal(right) => {
                self.compare_instant(comparison, *instant, right)
            }
            (_, ValueKind::Constant(Constant::Time(instant))) if !is_literal(left) => {
                self.compare_instant(comparison.flipped(), *instant, left)
            }
            _ => {
                let both_may_be_past = may_pass_the_end(left) && may_pass_the_end(right);
                let side =
                    |scalar: Scalar| if both_may_be_past { scalar.map(within_calendar) } else { scalar };
                let (left, right) = (self.value(left), self.value(right));
                compared(comparison, side(left), side(right))
            }
        }
    }

    fn member(&mut self, member: &Value, set: Set) -> Expr {
        let (member, set) = (self.value(member), self.set(set));
        let contains = Expr::contains(set.value, member.value);
        Expr::all([Expr::not(member.absent), Expr::not(set.absent), contains])
    }

    /// A bound on how many rows are selected.
    fn count_of(&mut self, quantifier: Quantifier, select: &Select) -> Expr {
        let Some(rows) = self.selected(select) else { return UNKNOWN };
        let is_of_none = match quantifier {
            Quantifier::AtLeast(1) => false,
            Quantifier::AtMost(0) => true,
            Quantifier::AtLeast(_) | Quantifier::AtMost(_) | Quantifier::Exactly(_) => {
                let [yes, unknown] = self.tally(&rows, &select.filter, count, count);
                return bounded(quantifier, &yes, &unknown, &rows.known);
            }
        };
        let met = self.any_in_windows(&rows, &select.filter);
        let [some, perhaps] = met.unwrap_or_else(|| self.tally(&rows, &select.filter, any, any));
        let none = Expr::all([Expr::not(some.clone()), Expr::not(perhaps)]);
        let some = decided(&rows.known, some, none);
        if is_of_none { Expr::not(some) } else { some }
    }
}

/// The window, where a condition asks for it of an event that is given: that of a grace period.
pub(super) fn window_of_present<'c>(given: &Condition, then: &'c Condition) -> Option<&'c Window> {
    let (Condition::Present(value), Condition::Window(window)) = (given, then) else { return None };
    (*value == window.event).then_some(window)
}

/// `state is one of unpaid, paid`: one test of the column.
fn one_of(parts: &[Condition]) -> Option<(Cell, &Choices, Vec<u32>)> {
    let mut found: Option<(Cell, &Choices)> = None;
    let mut meant = Vec::new();
    for part in parts {
        let Condition::Compare(Comparison::Equal, left, right) = part else { return None };
        let (cell, choices, choice) = choice(left, right)?;
        if found.get_or_insert((cell, choices)).0 != cell {
            return None;
        }
        meant.push(choice);
    }
    found.map(|(cell, choices)| (cell, choices, meant))
}

/// The column of an enumeration that is compared with one of its values.
fn choice<'v>(value: &'v Value, with: &Value) -> Option<(Cell, &'v Choices, u32)> {
    let (ValueKind::Cell(cell), ScalarType::Choice(choices)) = (&value.kind, &value.ty) else { return None };
    let ValueKind::Constant(Constant::Choice(_, choice)) = with.kind else { return None };
    Some((*cell, choices, choice))
}

/// The column behind a value that is checked against the words of its enumeration.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other expression stays as it is")]
fn unchecked(value: &Expr) -> Option<&Expr> {
    match value {
        Expr::Case(branches, None) => match branches.as_slice() {
            [(Expr::In(column, _), then)] if column.as_ref() == then => Some(then),
            _ => None,
        },
        _ => None,
    }
}
