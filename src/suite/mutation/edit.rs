//! Single edits of conditions and terms. Each function lists every condition (or term, …) that differs from the given one
//! by one edit, with the place and a description.

use super::siblings::siblings;
use crate::diagnostic::Message;
use crate::diagnostic::messages::reports;
use crate::ir::{
    AggregateKind, Arithmetic, CaseRow, Comparison, Condition, ConditionKind, Constant, Distinct, Duration,
    Edge, Length, LengthKind, MonthDay, Move, Moved, Origin, Period, Quantifier, Rounding, Scope, Select,
    Shift, Term, WorkCalendar, Zone, calendar,
};

/// Something with one edit in it.
#[derive(Debug, Clone)]
pub(super) struct Edited<T> {
    pub(super) value: T,
    pub(super) origin: Origin,
    pub(super) words: Message,
}

impl<T> Edited<T> {
    pub(super) fn map<U>(self, f: impl FnOnce(T) -> U) -> Edited<U> {
        Edited { value: f(self.value), origin: self.origin, words: self.words }
    }
}

fn edited<T>(value: T, origin: Origin, words: Message) -> Edited<T> {
    Edited { value, origin, words }
}

/// Every condition that differs by one edit.
pub(super) fn conditions(condition: &Condition, scope: &Scope<'_>) -> Vec<Edited<Condition>> {
    let origin = condition.origin;
    let kinds = match &condition.kind {
        ConditionKind::Constant(_) => Vec::new(),
        ConditionKind::Holds(term) => {
            let mut found = vec![negated(condition)];
            found.extend(terms(term, origin, scope).into_iter().map(|it| it.map(ConditionKind::Holds)));
            found
        }
        ConditionKind::Present(_) | ConditionKind::Satisfies(..) | ConditionKind::Call(..) => {
            vec![negated(condition)]
        }
        ConditionKind::Not(inner) => negation(inner, origin, scope),
        ConditionKind::All(parts) => junction(parts, origin, scope, ConditionKind::All, ConditionKind::Any),
        ConditionKind::Any(parts) => junction(parts, origin, scope, ConditionKind::Any, ConditionKind::All),
        ConditionKind::Compare(comparison, left, right) => {
            compared((*comparison, left, right), origin, scope)
        }
        ConditionKind::Member(member, set) => {
            let mut found = vec![negated(condition)];
            let others = terms(member, origin, scope).into_iter();
            found.extend(others.map(|it| it.map(|member| ConditionKind::Member(member, set.clone()))));
            found
        }
        ConditionKind::StartsWith(text, prefix) => {
            let mut found = vec![negated(condition)];
            let others = terms(text, origin, scope).into_iter();
            found.extend(others.map(|it| it.map(|text| ConditionKind::StartsWith(text, prefix.clone()))));
            found
        }
        ConditionKind::Quantified(quantifier, select) => quantified(*quantifier, select, origin, scope),
        ConditionKind::Case(rows) => {
            let found = cases(rows, scope, |value| conditions(value, scope));
            found.into_iter().map(|it| it.map(ConditionKind::Case)).collect()
        }
    };
    kinds.into_iter().map(|it| it.map(|kind| Condition { kind, origin })).collect()
}

fn negated(condition: &Condition) -> Edited<ConditionKind> {
    edited(ConditionKind::Not(Box::new(condition.clone())), condition.origin, reports::edit_negated())
}

/// Without the negation, or with an edit inside that is not a second negation.
fn negation(inner: &Condition, origin: Origin, scope: &Scope<'_>) -> Vec<Edited<ConditionKind>> {
    let mut found = vec![edited(inner.kind.clone(), origin, reports::edit_negation_left_out())];
    let inside = conditions(inner, scope).into_iter();
    let inside =
        inside.filter(|it| !matches!(&it.value.kind, ConditionKind::Not(again) if **again == *inner));
    found.extend(inside.map(|it| it.map(|inner| ConditionKind::Not(Box::new(inner)))));
    found
}

fn junction(
    parts: &[Condition],
    origin: Origin,
    scope: &Scope<'_>,
    this: fn(Vec<Condition>) -> ConditionKind,
    other: fn(Vec<Condition>) -> ConditionKind,
) -> Vec<Edited<ConditionKind>> {
    let mut found = Vec::new();
    // A part that changes nothing, as where a policy that asks whether the account has left asks nothing else, is none to leave out.
    let neutral = ConditionKind::Constant(matches!(this(Vec::new()), ConditionKind::All(_)));
    for (at, part) in parts.iter().enumerate().filter(|(_, part)| part.kind != neutral) {
        let mut rest = parts.to_vec();
        rest.remove(at);
        found.push(edited(this(rest), part.origin, reports::edit_left_out()));
    }
    if parts.len() > 1 {
        found.push(edited(other(parts.to_vec()), origin, reports::edit_and_or_exchanged()));
    }
    for (at, part) in parts.iter().enumerate() {
        for inside in conditions(part, scope) {
            found.push(inside.map(|part| {
                let mut parts = parts.to_vec();
                parts[at] = part;
                this(parts)
            }));
        }
    }
    found
}

/// The rows with one edit: what a row is for, what stands in it, or the value of the next row in its place.
fn cases<T: Clone + PartialEq>(
    rows: &[CaseRow<T>],
    scope: &Scope<'_>,
    values: impl Fn(&T) -> Vec<Edited<T>>,
) -> Vec<Edited<Vec<CaseRow<T>>>> {
    let mut found = Vec::new();
    let with = |at: usize, row: CaseRow<T>| {
        let mut rows = rows.to_vec();
        rows[at] = row;
        rows
    };
    for (at, row) in rows.iter().enumerate() {
        let guards = conditions(&row.guard, scope).into_iter();
        // A range that only reaches into rows above is the same: the first row that matches counts.
        let guards = guards.filter(|it| !widens_into(&rows[..at], &row.guard, &it.value));
        found.extend(guards.map(|it| it.map(|guard| with(at, CaseRow { guard, ..row.clone() }))));
        found.extend(
            values(&row.value)
                .into_iter()
                .map(|it| it.map(|value| with(at, CaseRow { value, ..row.clone() }))),
        );
        if let Some(next) = rows.get(at + 1).filter(|next| next.value != row.value) {
            let value = next.value.clone();
            let origin = row.guard.origin;
            found.push(edited(with(at, CaseRow { value, ..row.clone() }), origin, reports::edit_row_below()));
        }
    }
    found
}

/// Whether an edit of a row's guard only takes away, or lowers, a lower bound that meets a row above.
fn widens_into<T>(above: &[CaseRow<T>], guard: &Condition, edited: &Condition) -> bool {
    let (before, after) = (parts_of(guard), parts_of(edited));
    let Some(&lower) = before.iter().find(|part| !after.contains(part)) else { return false };
    let others_stay =
        before.iter().filter(|part| !std::ptr::eq(**part, lower)).all(|part| after.contains(part));
    let is_met = above.iter().flat_map(|row| parts_of(&row.guard)).any(|upper| meets(upper, lower));
    let is_lower = match after.iter().find(|part| !before.contains(part)) {
        None => after.len() < before.len(),
        Some(changed) => begins_before(changed, lower),
    };
    others_stay && is_met && is_lower
}

/// The parts of a conjunction, or the condition itself.
fn parts_of(condition: &Condition) -> Vec<&Condition> {
    match &condition.kind {
        ConditionKind::All(parts) => parts.iter().collect(),
        ConditionKind::Constant(_)
        | ConditionKind::Holds(_)
        | ConditionKind::Not(_)
        | ConditionKind::Any(_)
        | ConditionKind::Compare(..)
        | ConditionKind::Member(..)
        | ConditionKind::StartsWith(..)
        | ConditionKind::Present(_)
        | ConditionKind::Quantified(..)
        | ConditionKind::Satisfies(..)
        | ConditionKind::Call(..)
        | ConditionKind::Case(_) => vec![condition],
    }
}

/// What a comparison with a constant begins or ends with: the value, whether it is a least one, and the number of it.
fn bound_of(condition: &Condition) -> Option<(&Term, bool, i128)> {
    let ConditionKind::Compare(comparison, of, Term::Constant(constant)) = &condition.kind else {
        return None;
    };
    let number = match constant {
        Constant::Number(units, _) => *units,
        Constant::Time(micros) => i128::from(*micros),
        Constant::Date(days) => i128::from(*days),
        Constant::Bool(_) | Constant::Text(_) | Constant::Length(_) | Constant::Choice(..) => return None,
    };
    match comparison {
        Comparison::GreaterOrEqual => Some((of, true, number)),
        Comparison::Greater => Some((of, true, number + 1)),
        Comparison::LessOrEqual => Some((of, false, number)),
        Comparison::Less => Some((of, false, number - 1)),
        Comparison::Equal | Comparison::NotEqual => None,
    }
}

/// Whether a range ends directly before another one begins.
fn meets(upper: &Condition, lower: &Condition) -> bool {
    match (bound_of(upper), bound_of(lower)) {
        (Some((of, false, last)), Some((other, true, first))) => of == other && last + 1 == first,
        (Some(_) | None, _) => false,
    }
}

fn begins_before(changed: &Condition, lower: &Condition) -> bool {
    match (bound_of(changed), bound_of(lower)) {
        (Some((of, true, now)), Some((other, true, before))) => of == other && now < before,
        (Some(_) | None, _) => false,
    }
}

fn compared(
    (comparison, left, right): (Comparison, &Term, &Term),
    origin: Origin,
    scope: &Scope<'_>,
) -> Vec<Edited<ConditionKind>> {
    let mut found: Vec<Edited<ConditionKind>> = instead(comparison)
        .iter()
        .map(|&other| {
            let words = reports::edit_becomes(comparison.sign(), other.sign());
            edited(ConditionKind::Compare(other, left.clone(), right.clone()), origin, words)
        })
        .collect();
    found.extend(
        values(left, right, origin, scope)
            .into_iter()
            .map(|it| it.map(|right| ConditionKind::Compare(comparison, left.clone(), right))),
    );
    let lefts = terms(left, origin, scope).into_iter();
    found.extend(lefts.map(|it| it.map(|left| ConditionKind::Compare(comparison, left, right.clone()))));
    let rights = terms(right, origin, scope).into_iter();
    found.extend(rights.map(|it| it.map(|right| ConditionKind::Compare(comparison, left.clone(), right))));
    found
}

/// The comparison with its boundary moved, and its opposite.
fn instead(comparison: Comparison) -> &'static [Comparison] {
    match comparison {
        Comparison::Equal => &[Comparison::NotEqual],
        Comparison::NotEqual => &[Comparison::Equal],
        Comparison::Less => &[Comparison::LessOrEqual, Comparison::GreaterOrEqual],
        Comparison::LessOrEqual => &[Comparison::Less, Comparison::Greater],
        Comparison::Greater => &[Comparison::GreaterOrEqual, Comparison::LessOrEqual],
        Comparison::GreaterOrEqual => &[Comparison::Greater, Comparison::Less],
    }
}

/// The other values of the enumeration that a field is compared with.
fn values(left: &Term, right: &Term, origin: Origin, scope: &Scope<'_>) -> Vec<Edited<Term>> {
    let (Term::Field(_), Term::Constant(Constant::Choice(of, own))) = (left, right) else {
        return Vec::new();
    };
    let Some(names) = scope.program().enumerations.get(*of) else { return Vec::new() };
    let name = |at: usize| names.get(at).map_or("", String::as_str);
    let others = (0..names.len()).filter(|&at| at != *own as usize);
    others
        .map(|at| {
            let words = reports::edit_becomes(name(*own as usize), name(at));
            edited(Term::Constant(Constant::Choice(*of, at as u32)), origin, words)
        })
        .collect()
}

fn quantified(
    quantifier: Quantifier,
    select: &Select,
    origin: Origin,
    scope: &Scope<'_>,
) -> Vec<Edited<ConditionKind>> {
    let others: &[Quantifier] = &match quantifier {
        Quantifier::AtMost(most) => vec![Quantifier::AtLeast(most + 1), Quantifier::AtMost(most + 1)],
        Quantifier::AtLeast(0) => vec![Quantifier::AtLeast(1)],
        Quantifier::AtLeast(least) => vec![Quantifier::AtMost(least - 1), Quantifier::AtLeast(least + 1)],
        Quantifier::Exactly(count) => {
            vec![Quantifier::AtMost(count), Quantifier::AtLeast(count), Quantifier::Exactly(count + 1)]
        }
    };
    let mut found: Vec<Edited<ConditionKind>> = others
        .iter()
        .map(|&other| {
            let words = reports::edit_becomes(&bound(quantifier), &bound(other));
            edited(ConditionKind::Quantified(other, Box::new(select.clone())), origin, words)
        })
        .collect();
    let inside = selections(select, scope).into_iter();
    found.extend(inside.map(|it| it.map(|select| ConditionKind::Quantified(quantifier, Box::new(select)))));
    found
}

fn bound(quantifier: Quantifier) -> String {
    match quantifier {
        Quantifier::AtMost(0) => "no".to_owned(),
        Quantifier::AtLeast(1) => "some".to_owned(),
        Quantifier::AtMost(most) => format!("at most {most}"),
        Quantifier::AtLeast(least) => format!("at least {least}"),
        Quantifier::Exactly(count) => format!("exactly {count}"),
    }
}

/// Every selection that differs by one edit of its filter.
pub(super) fn selections(select: &Select, scope: &Scope<'_>) -> Vec<Edited<Select>> {
    let inside = conditions(&select.filter, &scope.inside_select(select)).into_iter();
    inside.map(|it| it.map(|filter| Select { filter, ..select.clone() })).collect()
}

/// Every term that differs by one edit; `origin` is that of the condition around it.
pub(super) fn terms(term: &Term, origin: Origin, scope: &Scope<'_>) -> Vec<Edited<Term>> {
    let boxed = |terms: Vec<Edited<Term>>| terms.into_iter().map(|it| it.map(Box::new));
    match term {
        Term::Now | Term::Call(..) => Vec::new(),
        Term::Constant(constant) => constants(constant, origin),
        Term::Field(place) => {
            let own = scope.field(place).map_or("", |field| field.name.as_str());
            let others = siblings(scope, place).into_iter();
            others
                .map(|(other, name)| edited(Term::Field(other), origin, reports::edit_becomes(own, name)))
                .collect()
        }
        Term::Aggregate { kind, select, of } => aggregates(*kind, (select, of.as_deref()), origin, scope),
        Term::Distinct(Distinct::Members(set)) => {
            let sets = boxed(terms(set, origin, scope));
            sets.map(|it| it.map(|set| Term::Distinct(Distinct::Members(set)))).collect()
        }
        Term::Distinct(Distinct::Values(select, of)) => distinct((select, of), origin, scope),
        Term::Arithmetic(how, left, right) => arithmetic(*how, (left, right), origin, scope),
        Term::Moved(of, by, how) => moves((of, by), *how, origin, scope),
        Term::Case(rows) => {
            let found = cases(rows, scope, |value| terms(value, origin, scope));
            found.into_iter().map(|it| it.map(Term::Case)).collect()
        }
        Term::Anniversary(of, after) => {
            let made =
                |of: &Term, after: &Term| Term::Anniversary(Box::new(of.clone()), Box::new(after.clone()));
            let ofs = terms(of, origin, scope).into_iter().map(|it| it.map(|of| made(&of, after)));
            let afters = terms(after, origin, scope).into_iter();
            ofs.chain(afters.map(|it| it.map(|after| made(of, &after)))).collect()
        }
        Term::Shift(of, shift) => {
            let mut found = shifts(*shift, of, origin);
            found.extend(boxed(terms(of, origin, scope)).map(|it| it.map(|of| Term::Shift(of, *shift))));
            found
        }
    }
}

/// Every length that differs by one edit: a unit longer or shorter, or the same number of another unit.
pub(super) fn lengths(term: &Term, origin: Origin, scope: &Scope<'_>) -> Vec<Edited<Term>> {
    match term {
        Term::Constant(Constant::Length(own)) => {
            let (months, days, micros) = (own.months, own.days, own.micros);
            let full_days = own.kind == LengthKind::FullDays;
            let by = Duration { months, days, micros, full_days, zone: Zone::utc() };
            let others = durations(&by).into_iter().map(|other| {
                let kind = if other.full_days { LengthKind::FullDays } else { LengthKind::Elapsed };
                let other = Length { months: other.months, days: other.days, micros: other.micros, kind };
                let words = reports::edit_length_becomes(&own.to_string(), &other.to_string());
                (other, edited(Term::Constant(Constant::Length(other)), origin, words))
            });
            let counts_days = own.kind.calendar().is_some();
            others.filter(|(other, _)| other.is_sound() && !counts_days).map(|(_, it)| it).collect()
        }
        Term::Case(rows) => {
            let found = cases(rows, scope, |value| lengths(value, origin, scope));
            found.into_iter().map(|it| it.map(Term::Case)).collect()
        }
        Term::Field(_) => terms(term, origin, scope),
        Term::Constant(_)
        | Term::Now
        | Term::Call(..)
        | Term::Aggregate { .. }
        | Term::Distinct(_)
        | Term::Arithmetic(..)
        | Term::Shift(..)
        | Term::Moved(..)
        | Term::Anniversary(..) => Vec::new(),
    }
}

/// The same term moved otherwise.
fn shifts(shift: Shift, of: &Term, origin: Origin) -> Vec<Edited<Term>> {
    let moved = |shift, words: Message| edited(Term::Shift(Box::new(of.clone()), shift), origin, words);
    let longer = |by: Duration, others: Vec<Duration>, shift: fn(Duration) -> Shift| {
        others
            .into_iter()
            .map(|other| moved(shift(other), reports::edit_length_becomes(&length(&by), &length(&other))))
            .collect()
    };
    match shift {
        Shift::Time(by) => longer(by, durations(&by), Shift::Time),
        Shift::Date(by) => {
            let mut others = durations(&by);
            // A date moved by full days is the same date.
            others.retain(|other| other.full_days == by.full_days);
            longer(by, others, Shift::Date)
        }
        Shift::DayEdge(edge, zone) => {
            vec![moved(Shift::DayEdge(edge.other(), zone), reports::edit_day_edges_exchanged())]
        }
        Shift::DateOf(_) => Vec::new(),
        Shift::WorkingDays(count, calendar) => {
            let others = [-1, 1].map(|step| count + step * count.signum()).into_iter();
            let others = others.filter(|other| *other != 0).map(|other| {
                let words = reports::edit_becomes(&count.to_string(), &other.to_string());
                moved(Shift::WorkingDays(other, calendar), words)
            });
            others
                .chain(
                    calendars(calendar).map(|(other, words)| moved(Shift::WorkingDays(count, other), words)),
                )
                .collect()
        }
        Shift::ToWorkingDay(calendar) => {
            let others = calendars(calendar);
            others.map(|(other, words)| moved(Shift::ToWorkingDay(other), words)).collect()
        }
        Shift::PeriodEdge(edge, period) => {
            let other =
                moved(Shift::PeriodEdge(edge.other(), period), reports::edit_period_edges_exchanged());
            let periods = Period::ALL.into_iter().filter(|other| *other != period).map(|other| {
                let words = reports::edit_becomes(period.name(), other.name());
                moved(Shift::PeriodEdge(edge, other), words)
            });
            std::iter::once(other).chain(periods).collect()
        }
        Shift::Next(day) => {
            let others = [-1, 1].into_iter().filter_map(|step| MonthDay::new(day.month(), day.day() + step));
            let words = |other: MonthDay| reports::edit_becomes(&day.to_string(), &other.to_string());
            others.map(|other| moved(Shift::Next(other), words(other))).collect()
        }
    }
}

/// The same calendar without one of the days that it names, each in turn.
fn calendars(calendar: WorkCalendar) -> impl Iterator<Item = (WorkCalendar, Message)> {
    let days = calendar.days();
    let without = move |at: usize| {
        let mut other = days.clone();
        let day = other.exceptions.remove(at);
        let words = reports::edit_calendar_day_left_out(&calendar::date(day));
        WorkCalendar::new(other).map(|other| (other, words))
    };
    (0..days.exceptions.len().min(MOST_CALENDAR_DAYS)).filter_map(without)
}

/// How many days of a calendar are left out in turn: tests are to name some holidays, not each.
const MOST_CALENDAR_DAYS: usize = 8;

/// The same term moved by another fact, the other way, or to the other edge of the day.
fn moves((of, by): (&Term, &Term), how: Move, origin: Origin, scope: &Scope<'_>) -> Vec<Edited<Term>> {
    let made = |of: &Term, by: &Term, how| Term::Moved(Box::new(of.clone()), Box::new(by.clone()), how);
    let back = Move { backwards: !how.backwards, ..how };
    let mut found = vec![edited(made(of, by, back), origin, reports::edit_plus_minus_exchanged())];
    let other = match how.of {
        Moved::Time | Moved::Date => None,
        Moved::DayEdge(Edge::Start) => Some(Edge::End),
        Moved::DayEdge(Edge::End) => Some(Edge::Start),
    };
    found.extend(other.map(|edge| {
        let how = Move { of: Moved::DayEdge(edge), ..how };
        edited(made(of, by, how), origin, reports::edit_day_edges_exchanged())
    }));
    found.extend(terms(of, origin, scope).into_iter().map(|it| it.map(|of| made(&of, by, how))));
    found.extend(terms(by, origin, scope).into_iter().map(|it| it.map(|by| made(of, &by, how))));
    found
}

fn aggregates(
    kind: AggregateKind,
    (select, of): (&Select, Option<&Term>),
    origin: Origin,
    scope: &Scope<'_>,
) -> Vec<Edited<Term>> {
    let made = |kind, select: &Select, of: Option<&Term>| {
        let (select, of) = (Box::new(select.clone()), of.map(|of| Box::new(of.clone())));
        Term::Aggregate { kind, select, of }
    };
    let selects = selections(select, scope).into_iter();
    let mut found: Vec<_> = selects.map(|it| it.map(|select| made(kind, &select, of))).collect();
    if let Some(of) = of {
        let ofs = terms(of, origin, &scope.inside_select(select)).into_iter();
        found.extend(ofs.map(|it| it.map(|of| made(kind, select, Some(&of)))));
    }
    let other = match kind {
        AggregateKind::Count | AggregateKind::Sum => None,
        AggregateKind::Max => Some((AggregateKind::Min, reports::edit_greatest_to_least())),
        AggregateKind::Min => Some((AggregateKind::Max, reports::edit_least_to_greatest())),
    };
    found.extend(other.map(|(kind, words)| edited(made(kind, select, of), origin, words)));
    found
}

/// How many there are of other elements, of other values, or without regard to which are equal.
fn distinct((select, of): (&Select, &Term), origin: Origin, scope: &Scope<'_>) -> Vec<Edited<Term>> {
    let made = |select: &Select, of: &Term| {
        Term::Distinct(Distinct::Values(Box::new(select.clone()), Box::new(of.clone())))
    };
    let select_of = Box::new(select.clone());
    let all = Term::Aggregate { kind: AggregateKind::Count, select: select_of, of: None };
    let mut found = vec![edited(all, origin, reports::edit_distinct_left_out())];
    let selects = selections(select, scope).into_iter();
    found.extend(selects.map(|it| it.map(|select| made(&select, of))));
    let ofs = terms(of, origin, &scope.inside_select(select)).into_iter();
    found.extend(ofs.map(|it| it.map(|of| made(select, &of))));
    found
}

fn arithmetic(
    how: Arithmetic,
    (left, right): (&Term, &Term),
    origin: Origin,
    scope: &Scope<'_>,
) -> Vec<Edited<Term>> {
    let made = |how, left: &Term, right: &Term| {
        Term::Arithmetic(how, Box::new(left.clone()), Box::new(right.clone()))
    };
    let other = match how {
        Arithmetic::Add => Some((Arithmetic::Subtract, reports::edit_plus_minus_exchanged())),
        Arithmetic::Subtract => Some((Arithmetic::Add, reports::edit_plus_minus_exchanged())),
        Arithmetic::Max => Some((Arithmetic::Min, reports::edit_greatest_to_least())),
        Arithmetic::Min => Some((Arithmetic::Max, reports::edit_least_to_greatest())),
        Arithmetic::Multiply => None,
        Arithmetic::Divide(rounding) => {
            let other = if rounding == Rounding::Down { Rounding::Up } else { Rounding::Down };
            Some((Arithmetic::Divide(other), reports::edit_rounding(rounding.words(), other.words())))
        }
    };
    let mut found: Vec<Edited<Term>> =
        other.into_iter().map(|(other, words)| edited(made(other, left, right), origin, words)).collect();
    if how.extreme().is_some() {
        found.extend([left, right].map(|one| edited(one.clone(), origin, reports::edit_left_out())));
    }
    let lefts = terms(left, origin, scope).into_iter();
    found.extend(lefts.map(|it| it.map(|left| made(how, &left, right))));
    let rights = terms(right, origin, scope).into_iter();
    found.extend(rights.map(|it| it.map(|right| made(how, left, &right))));
    found
}

/// A number, an amount or a time, one unit more and one less.
fn constants(constant: &Constant, origin: Origin) -> Vec<Edited<Term>> {
    let others: Vec<Constant> = match constant {
        Constant::Number(own, unit) => {
            let others = steps(*own, i128::checked_add).filter(|other| unit.holds(*other));
            others.map(|other| Constant::Number(other, *unit)).collect()
        }
        Constant::Time(own) => steps(*own, i64::checked_add).map(Constant::Time).collect(),
        Constant::Date(own) => steps(*own, i32::checked_add).map(Constant::Date).collect(),
        Constant::Bool(_) | Constant::Text(_) | Constant::Length(_) | Constant::Choice(..) => Vec::new(),
    };
    let words = [reports::edit_one_less(), reports::edit_one_more()];
    others.into_iter().zip(words).map(|(other, words)| edited(Term::Constant(other), origin, words)).collect()
}

fn steps<T: Copy + From<i8>>(own: T, add: fn(T, T) -> Option<T>) -> impl Iterator<Item = T> {
    [-1_i8, 1].into_iter().filter_map(move |by| add(own, T::from(by)))
}

/// One unit longer, one shorter, and the same number of another unit.
fn durations(by: &Duration) -> Vec<Duration> {
    let mut others = Vec::new();
    for step in [-1, 1] {
        if by.months != 0 {
            others.push(Duration { months: by.months + step, ..*by });
        }
        if by.days != 0 {
            others.push(Duration { days: by.days + step, ..*by });
        }
        if by.micros != 0 {
            others.push(Duration { micros: by.micros + i64::from(step), ..*by });
        }
    }
    if by.months != 0 && by.days == 0 {
        others.push(Duration { months: 0, days: by.months, ..*by });
    }
    if by.days != 0 && by.months == 0 {
        others.push(Duration { months: by.days, days: 0, ..*by });
    }
    if by.days != 0 {
        others.push(Duration { full_days: !by.full_days, ..*by });
    }
    others
}

fn length(by: &Duration) -> String {
    let mut text = String::new();
    for (count, unit) in [(i64::from(by.months), "mo"), (i64::from(by.days), "d"), (by.micros, "µs")] {
        if count != 0 {
            text.push_str(&format!("{count}{unit}"));
        }
    }
    let text = if text.is_empty() { "0d".to_owned() } else { text };
    if by.full_days { format!("{text} full") } else { text }
}
