//! What a window means, in words and dates.

use crate::check::lowered_duration;
use crate::diagnostic::Message;
use crate::diagnostic::messages::editing;
use crate::flat::first_reaching;
use crate::ir::walk::Node;
use crate::ir::{self, Condition, ConditionKind, Program, Shift, Term, Timestamp, Type, Zone, calendar};
use crate::source::Span;
use crate::syntax::ast::{Distance, Duration, Expr, ExprKind, Literal, Window, WindowKind};

/// The meaning of a window at `now`, in a zone: `on or after 2026-05-17 12:00, Asia/Shanghai`, or where the program has
/// it of a date, `on or after 2026-05-17`. `None` for a window whose bounds are facts.
pub(super) fn meaning(window: &Window, program: Option<&Program>, zone: Zone, now: i64) -> Option<Message> {
    let at = |instant| format!("{}, {zone}", calendar::day_and_time(Timestamp::from_micros(instant), zone));
    if let Some(end) = program.and_then(|program| end_of_a_day(program, window.span)) {
        return if end.first().is_some_and(|shift| shift.takes() == Type::Time) {
            of_days(&window.kind, &end, now, at)
        } else {
            of_days(&window.kind, &end, now, |day| calendar::date(day as i32))
        };
    }
    match &window.kind {
        WindowKind::Ago(distance, length) => {
            let length = lowered_duration(written_out(length)?, false, zone);
            Some(events(*distance, &[Shift::Time(length)], now, at))
        }
        WindowKind::InTheNext(length) => {
            let end = calendar::shift(now, &lowered_duration(written_out(length)?, false, zone));
            Some(editing::from_to(&at(now), &at(end)))
        }
        WindowKind::Beside(..) | WindowKind::Edge(..) | WindowKind::Between(..) => None,
    }
}

/// A length that is written out; what another one is, only the facts say.
fn written_out(length: &Expr) -> Option<&Duration> {
    if let ExprKind::Literal(Literal::Duration(length)) = &length.kind { Some(length) } else { None }
}

/// The meaning of a window that ends with `end`, an instant of a day.
fn of_days(window: &WindowKind, end: &[Shift], now: i64, written: impl Fn(i64) -> String) -> Option<Message> {
    match window {
        WindowKind::Ago(distance, _) => Some(events(*distance, end, now, written)),
        WindowKind::InTheNext(_)
        | WindowKind::Beside(..)
        | WindowKind::Edge(..)
        | WindowKind::Between(..) => None,
    }
}

/// Which events, moved by `shifts`, lie at that distance from `now`. Where moving does not keep the order of times (a
/// month's last days, a clock put back) the edge is one of the instants between; this only informs a reader.
fn events(distance: Distance, shifts: &[Shift], now: i64, written: impl Fn(i64) -> String) -> Message {
    let not_before = || written(first_reaching(shifts, now));
    let last_at_most = || first_reaching(shifts, now.saturating_add(1)).saturating_sub(1);
    match distance {
        Distance::Within => editing::on_or_after(&not_before()),
        Distance::LessThan => editing::after_until_now(&written(last_at_most())),
        Distance::AtLeast => editing::on_or_before(&written(last_at_most())),
        Distance::MoreThan => editing::before(&not_before()),
    }
}

/// The shifts of the date that `now` is compared with by the condition that a window became, if they lead to an instant
/// of a day.
fn end_of_a_day(program: &Program, window: Span) -> Option<Vec<Shift>> {
    let policies = program.policies.iter().flat_map(|policy| {
        let warnings = policy.warnings.iter().map(|warning| &warning.condition);
        let cancelled =
            policy.grace.iter().flat_map(|grace| &grace.cancelled_by).map(|select| &select.filter);
        policy.deciding().chain(warnings).chain(cancelled).map(Node::Condition)
    });
    let mut nodes: Vec<Node<'_>> =
        policies.chain(program.definitions.iter().map(ir::Definition::node)).collect();
    while let Some(node) = nodes.pop() {
        if let Node::Condition(Condition { kind: ConditionKind::Compare(_, Term::Now, end), origin }) = node
            && ends_in(origin.span(), window)
            && let Some(end) = end_of_day(end)
        {
            return Some(end);
        }
        node.for_each_child(&mut |child| nodes.push(child.node));
    }
    None
}

/// Whether a condition is written from before a window to its end.
fn ends_in(condition: Span, window: Span) -> bool {
    condition.file == window.file && condition.end == window.end && condition.start <= window.start
}

/// What moves the date that a term is of; `None` for a term that is not a fact, moved.
fn shifts_of_day(term: &Term) -> Option<Vec<Shift>> {
    match term {
        Term::Field(_) => Some(Vec::new()),
        Term::Shift(of, shift) => {
            let mut shifts = shifts_of_day(of)?;
            shifts.push(*shift);
            Some(shifts)
        }
        Term::Constant(_) | Term::Now | Term::Aggregate { .. } | Term::Distinct(_) | Term::Arithmetic(..) => {
            None
        }
        Term::Moved(..) | Term::Anniversary(..) | Term::Call(..) | Term::Case(_) => None,
    }
}

/// The shifts to the end of a window that is an instant of a day.
fn end_of_day(term: &Term) -> Option<Vec<Shift>> {
    shifts_of_day(term).filter(|shifts| shifts.iter().any(|shift| matches!(shift, Shift::DayEdge(..))))
}
