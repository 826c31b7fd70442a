//! What a table of values says beside its rows: which of them are in force, if they change on a day.

use crate::diagnostic::Message;
use crate::diagnostic::messages::editing;
use crate::ir::{Edge, Zone, calendar};
use crate::source::{FileId, Sources};
use crate::syntax::ast::{Case, CaseRow, Choice, ChoiceKind, Expr, ExprKind, Literal};

/// The rows in force at `now`, or how many rows there are if time does not choose among them.
pub(super) fn meaning(case: &Case, texts: &Sources, zone: Zone, now: i64) -> Message {
    let by_now = case.keys.iter().position(|key| matches!(key.kind, ExprKind::Now));
    let Some(key) = by_now else { return editing::first_row_counts(case.rows.len()) };
    let mut in_force = Vec::new();
    for row in case.rows.iter().filter(|row| is_in_force(row, key, zone, now)) {
        in_force.push(format!("`{}`", without_breaks(texts.slice(row.span))));
        // With one key, no row behind it counts.
        if case.keys.len() == 1 {
            break;
        }
    }
    editing::now_means(Message::verbatim(in_force.join(", ")))
}

/// From the word `case` to the opening brace, or of a row up to its value.
pub(super) fn is_at_head(case: &Case, file: FileId, offset: u32) -> bool {
    let is_within = |from: u32, to: u32| case.span.file == file && (from..=to).contains(&offset);
    let head = case.keys.last().map_or(case.span.start, |key| key.span.end);
    let is_at_pattern = |row: &CaseRow| is_within(row.span.start, row.value.span.start);
    is_within(case.span.start, head) || case.rows.iter().any(is_at_pattern)
}

fn without_breaks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_in_force(row: &CaseRow, key: usize, zone: Zone, now: i64) -> bool {
    row.patterns.get(key).is_some_and(|it| it.choices.iter().any(|choice| has(choice, zone, now)))
}

fn has(choice: &Choice, zone: Zone, now: i64) -> bool {
    let first = |expr| ends(expr, zone).map(|(first, _)| first);
    let last = |expr| ends(expr, zone).map(|(_, last)| last);
    match &choice.kind {
        ChoiceKind::Any => true,
        ChoiceKind::Absent => false,
        ChoiceKind::Value(at) => {
            first(at).is_some_and(|it| it <= now) && last(at).is_some_and(|it| now <= it)
        }
        ChoiceKind::Below(at) => first(at).is_some_and(|it| now < it),
        ChoiceKind::From(at) => first(at).is_some_and(|it| it <= now),
        ChoiceKind::Until(at) => last(at).is_some_and(|it| now <= it),
        ChoiceKind::Range(from, to) => {
            first(from).is_some_and(|it| it <= now) && last(to).is_some_and(|it| now <= it)
        }
    }
}

/// The first and the last instant of a literal; a day has many.
fn ends(expr: &Expr, zone: Zone) -> Option<(i64, i64)> {
    let ExprKind::Literal(literal) = &expr.kind else { return None };
    match literal {
        Literal::Date(date) => {
            let edge = |edge| calendar::edge_of_day(calendar::day_number(*date), edge, zone);
            Some((edge(Edge::Start), edge(Edge::End)))
        }
        Literal::Time(micros) => Some((*micros, *micros)),
        Literal::Bool(_)
        | Literal::Int(_)
        | Literal::Decimal { .. }
        | Literal::Text(_)
        | Literal::Money { .. }
        | Literal::Duration(_)
        | Literal::WorkingDays { .. }
        | Literal::Relative { .. } => None,
    }
}
