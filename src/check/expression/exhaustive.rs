//! Reports what is wrong with the rows of a case as a whole: what none is for, what is never reached, what overlaps.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::expression::case_key::Key;
use crate::check::flow::rows::{Atom, Domain, Matched, analyse};
use crate::diagnostic::messages::check_cases;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Edge, Timestamp, Type, Zone, calendar};
use crate::syntax::ast::{Case, CasePattern, ChoiceKind};

/// How many missing rows of one key are named.
const MOST_NAMED: usize = 5;

impl Checker<'_> {
    pub(super) fn check_matched(
        &mut self,
        case: &Case,
        keys: &[Key],
        domains: &[Domain],
        rows: &[Vec<Matched>],
        zone: Zone,
    ) -> Built<()> {
        if let Some(overlap) = overlap(case, rows) {
            return Err(self.report(overlap));
        }
        let Some(found) = analyse(domains, rows) else { return Err(self.too_many_combinations(case.span)) };
        let mut wrong = None;
        for &row in &found.unreached {
            let row = &case.rows[row];
            wrong = Some(
                self.report(
                    Diagnostic::new(Code::RowNeverReached, row.span, check_cases::never_reached())
                        .label(check_cases::rows_above_match())
                        .help(check_cases::remove_or_move_up()),
                ),
            );
        }
        if !found.missing.is_empty() {
            let named: Vec<String> = found
                .missing
                .iter()
                .take(MOST_NAMED)
                .map(|atoms| pattern(atoms, keys, domains, zone))
                .collect();
            let text: String = named.iter().map(|row| format!("`{row}: …`")).collect::<Vec<_>>().join(", ");
            let at = case.keys.first().map_or(case.span, |first| {
                case.keys.last().map_or(first.span, |last| first.span.to(last.span))
            });
            wrong = Some(
                self.report(
                    Diagnostic::new(Code::CaseIncomplete, at, check_cases::no_row_for())
                        .label(check_cases::without_row(&text))
                        .note(check_cases::every_value_has_row())
                        .help(check_cases::add_rows(&text)),
                ),
            );
        }
        wrong.map_or(Ok(()), Err)
    }
}

/// Two ranges of one key that share some values and not all, in rows that differ in nothing else.
fn overlap(case: &Case, rows: &[Vec<Matched>]) -> Option<Diagnostic> {
    for (later, matched) in rows.iter().enumerate() {
        for (earlier, before) in rows[..later].iter().enumerate() {
            for key in 0..matched.len() {
                let (one, other) = (&case.rows[earlier].patterns[key], &case.rows[later].patterns[key]);
                let same_elsewhere = (0..matched.len()).all(|at| at == key || matched[at] == before[at]);
                if same_elsewhere
                    && has_range(one)
                    && has_range(other)
                    && matched[key] != before[key]
                    && matched[key].meets(&before[key])
                {
                    return Some(
                        Diagnostic::new(Code::RangesOverlap, other.span, check_cases::ranges_overlap())
                            .label(check_cases::also_in_other())
                            .because(one.span, check_cases::the_other_range())
                            .help(check_cases::end_before_next()),
                    );
                }
            }
        }
    }
    None
}

fn has_range(pattern: &CasePattern) -> bool {
    pattern.choices.iter().any(|choice| match choice.kind {
        ChoiceKind::Below(_) | ChoiceKind::From(_) | ChoiceKind::Until(_) | ChoiceKind::Range(..) => true,
        ChoiceKind::Any | ChoiceKind::Absent | ChoiceKind::Value(_) => false,
    })
}

/// A missing row as the author would write its patterns.
fn pattern(atoms: &[Atom], keys: &[Key], domains: &[Domain], zone: Zone) -> String {
    let written = atoms.iter().zip(keys).zip(domains).map(|((atom, key), domain)| match *atom {
        Atom::Absent => "absent".to_owned(),
        Atom::Values(low, high) if (low, high) == (domain.low, domain.high) && keys.len() > 1 => {
            "_".to_owned()
        }
        Atom::Values(low, high) => values((low, high), &key.ty, domain, zone),
    });
    written.collect::<Vec<_>>().join(", ")
}

fn values((low, high): (i128, i128), ty: &Type, domain: &Domain, zone: Zone) -> String {
    if let Some(choices) = ty.choices() {
        let names = choices.iter().enumerate().filter(|(at, _)| (low..=high).contains(&(*at as i128)));
        return names.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" or ");
    }
    if *ty == Type::Bool {
        let names = [(0, "false"), (1, "true")].into_iter().filter(|(at, _)| (low..=high).contains(at));
        return names.map(|(_, name)| name).collect::<Vec<_>>().join(" or ");
    }
    let first = |number| value(number, Edge::Start, ty, zone);
    let last = |number| value(number, Edge::End, ty, zone);
    match (low == domain.low, high == domain.high) {
        (true, true) => "_".to_owned(),
        (true, false) if ty.is_moment() => format!("until {}", last(high)),
        (true, false) => format!("below {}", first(high + 1)),
        (false, true) => format!("from {}", first(low)),
        (false, false) if first(low) == last(high) => first(low),
        (false, false) => format!("{} to {}", first(low), last(high)),
    }
}

/// A value as it is written; of a time that is an end of a day, the day.
fn value(number: i128, edge: Edge, ty: &Type, zone: Zone) -> String {
    match ty {
        Type::Number(unit) => unit.literal(number),
        Type::Time => {
            let micros = number as i64;
            let day = calendar::day_of(micros, zone);
            match calendar::edge_of_day(day, edge, zone) == micros {
                true => calendar::date(day),
                false => Timestamp::from_micros(micros).to_string(),
            }
        }
        Type::Date => calendar::date(number as i32),
        Type::Bool | Type::Text | Type::Length | Type::OneOf(_) => number.to_string(),
        Type::Set(_) | Type::Many(_) | Type::Record(_) => number.to_string(),
    }
}
