//! Collections within elements that a data block places apart: a part is never kept longer than its whole.

use crate::check::checker::Checker;
use crate::check::policy::data::{Rule, Rules};
use crate::diagnostic::messages::check_plans;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{DataRule, Disposal, Duration, Place, Root, Shift, Term};

impl Checker<'_> {
    /// Refuses parts that may be kept longer than the elements which hold them.
    pub(super) fn check_parts(&mut self, placed: &[Rules<'_>]) {
        for part in placed {
            let holds = |other: &&Rules<'_>| {
                let path = &other.path;
                !path.is_empty() && path.len() < part.path.len() && part.path.starts_with(path)
            };
            // The innermost of the elements around that are placed themselves.
            let Some(whole) = placed.iter().filter(holds).max_by_key(|whole| whole.path.len()) else {
                continue;
            };
            let levels = part.path.len().saturating_sub(whole.path.len()) as u32;
            for rule in &part.rules {
                // Which line decides about the element around is not known here.
                let shorter = |other: &&Rule<'_>| !is_within(&rule.lowered, &other.lowered, levels);
                if let Some(shorter) = whole.rules.iter().find(shorter) {
                    self.report(
                        Diagnostic::new(
                            Code::PartOutlivesWhole,
                            rule.target.span,
                            check_plans::part_outlives_whole(&part.name, &whole.name),
                        )
                        .label(check_plans::kept_apart())
                        .because(shorter.target.span, check_plans::the_whole(&whole.name))
                        .note(check_plans::elements_take_along())
                        .help(check_plans::from_same_start()),
                    );
                }
            }
        }
    }
}

/// Whether a part is shown to be kept no longer than its whole.
fn is_within(part: &DataRule, whole: &DataRule, levels: u32) -> bool {
    match (&part.disposal, &whole.disposal) {
        (Disposal::Erase | Disposal::Forfeit, _) | (_, Disposal::Keep) => true,
        // Holds keep it, which is said elsewhere.
        (Disposal::KeepWith(_), _) | (_, Disposal::KeepWith(_)) => true,
        // They are told beside it.
        (Disposal::Inform, _) | (_, Disposal::Inform) => true,
        (Disposal::Anonymise(_), Disposal::Anonymise(_)) => true,
        (Disposal::Retain(part), Disposal::Retain(whole)) => {
            let is_without = match (&part.without_start, &whole.without_start) {
                (_, None) => true,
                (Some(part), Some(whole)) => ends_no_later(part, whole, levels),
                (None, Some(_)) => false,
            };
            is_without
                && (part.then.is_none() || whole.then.is_some())
                && ends_no_later(&part.end, &whole.end, levels)
        }
        (
            Disposal::Anonymise(_) | Disposal::Keep | Disposal::Retain(_),
            Disposal::Erase | Disposal::Forfeit | Disposal::Anonymise(_) | Disposal::Retain(_),
        ) => false,
    }
}

/// Whether the first of two ends of periods is shown not to be later: both begin with the same fact, and no step of the first
/// is longer. The elements around the whole lie so many levels further out of the part.
fn ends_no_later(part: &Term, whole: &Term, levels: u32) -> bool {
    match (part, whole) {
        (Term::Shift(part, short), Term::Shift(whole, long)) => {
            ends_no_later(part, whole, levels) && is_no_longer(short, long)
        }
        (Term::Field(part), Term::Field(whole)) => is_same_fact(part, whole, levels),
        _ => false,
    }
}

fn is_same_fact(part: &Place, whole: &Place, levels: u32) -> bool {
    let root = match whole.root {
        Root::Element(outwards) => Root::Element(outwards + levels),
        root @ (Root::Account | Root::Request | Root::Service(_)) => root,
    };
    part.root == root && part.fields == whole.fields
}

fn is_no_longer(short: &Shift, long: &Shift) -> bool {
    match (short, long) {
        (Shift::Time(short), Shift::Time(long)) | (Shift::Date(short), Shift::Date(long)) => {
            let is_alike = (short.full_days, short.zone) == (long.full_days, long.zone);
            let by_unit =
                short.months <= long.months && short.days <= long.days && short.micros <= long.micros;
            is_alike && (by_unit || bounds(short).1 <= bounds(long).0)
        }
        _ => short == long,
    }
}

/// The least and the greatest number of microseconds that a duration takes, with a day for changes of the clock.
fn bounds(of: &Duration) -> (i128, i128) {
    const DAY: i128 = 86_400_000_000;
    let (years, months) = (i128::from(of.months / 12), i128::from(of.months % 12));
    let (days, micros) = (i128::from(of.days), i128::from(of.micros));
    let least = (years * 365 + months * 28 + days) * DAY + micros;
    let greatest = (years * 366 + months * 31 + days + 1) * DAY + micros;
    (least, greatest)
}
