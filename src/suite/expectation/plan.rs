//! Expectations of a plan: what an item of it is held against, and how the two differ.

use crate::diagnostic::Message;
use crate::diagnostic::messages::reports;
use crate::eval::{AfterLeaving, Plan, PlanItem, Verdict};
use crate::ir::{DisposalKind, ExpectedDisposal, ExpectedEnd, ExpectedItem, Method, Status, Zone, calendar};

/// How many items are listed of those that differ.
const MOST_LISTED: usize = 10;

/// How a plan differs from what is expected of an item, or of each element of a collection.
pub(super) fn difference(expected: &ExpectedItem, plan: &Plan, zone: Zone) -> Option<Message> {
    let spoken_of: Vec<&PlanItem> = spoken_of(expected, plan).collect();
    let differ = spoken_of.iter().filter(|item| !expected.disposal.is_met_by(item)).count();
    match spoken_of.as_slice() {
        // What is not told has no item.
        [] if expected.disposal == ExpectedDisposal::NotInformed => None,
        [] => Some(reports::no_such_item()),
        _ if differ == 0 => None,
        [only] => Some(reports::it_is(found(expected, only, zone))),
        all => Some(reports::its_items_differ(differ, all.len())),
    }
}

/// The difference line by line, like that of two texts; of an item that there is not, the items of the plan.
pub(super) fn lines(expected: &ExpectedItem, plan: &Plan, zone: Zone) -> Vec<Message> {
    let line = |item: &PlanItem| reports::item_is(&item.path, found(expected, item, zone));
    let differing: Vec<&PlanItem> =
        spoken_of(expected, plan).filter(|item| !expected.disposal.is_met_by(item)).collect();
    let (left_out, mut lines) = if differing.is_empty() {
        let listed = plan.items.iter().take(MOST_LISTED).map(line);
        (plan.items.len().saturating_sub(MOST_LISTED), listed.collect::<Vec<_>>())
    } else {
        let listed = differing.iter().take(MOST_LISTED).flat_map(|item| {
            let wanted = reports::item_is(&item.path, expected.disposal.words(zone));
            [reports::line_expected(wanted), reports::line_found(line(item))]
        });
        (differing.len().saturating_sub(MOST_LISTED), listed.collect())
    };
    lines.extend((left_out > 0).then(|| reports::further_items(left_out)));
    lines
}

/// Why there is no plan to carry out.
pub(super) fn nothing_to_carry_out(verdict: &Verdict) -> Message {
    match verdict.status {
        Status::Eligible => reports::policy_without_plan(),
        status @ (Status::Inapplicable | Status::Blocked | Status::Undetermined | Status::Cooling) => {
            reports::nothing_to_carry_out(status.word())
        }
    }
}

fn spoken_of<'p>(expected: &ExpectedItem, plan: &'p Plan) -> impl Iterator<Item = &'p PlanItem> {
    plan.items.iter().filter(|item| speaks_of(expected, item))
}

/// Whether an expectation concerns an item. If it expects an element to be undetermined, the row that tells somebody of the element
/// does not count unless it is undetermined, too.
pub(in crate::suite) fn speaks_of(expected: &ExpectedItem, item: &PlanItem) -> bool {
    let is_other =
        expected.disposal == ExpectedDisposal::Undetermined && item.disposal == DisposalKind::Inform;
    !is_other && expected.speaks_of(&item.path, &item.place, item.tells())
}

impl ExpectedDisposal {
    /// Whether that is what is done with an item.
    pub(in crate::suite) fn is_met_by(&self, item: &PlanItem) -> bool {
        match (self, item.disposal) {
            (Self::Erased(since), DisposalKind::Erase) => {
                since.is_none_or(|since| item.due_since == Some(since))
            }
            (Self::Kept(end), DisposalKind::Retain | DisposalKind::Keep) => end.is_none_or(|end| match end {
                ExpectedEnd::Until(until) => item.until == Some(until),
                ExpectedEnd::Without => item.until.is_none() && item.after_leaving.is_none(),
                ExpectedEnd::AfterLeaving(length) => {
                    item.until.is_none() && item.after_leaving.is_some_and(|it| it.length == Some(length))
                }
            }),
            (Self::Held(by), DisposalKind::Held) => item.held_by.iter().any(|held| held.hold == *by),
            (Self::Anonymised { remove, replace }, DisposalKind::Anonymise) => {
                item.method.as_ref().is_some_and(|method| {
                    remove.as_ref().is_none_or(|remove| *remove == method.remove)
                        && replace.as_ref().is_none_or(|replace| *replace == method.replace)
                })
            }
            (Self::CopiesGone(by), _) => item.gone_by == Some(*by),
            (Self::Forfeited, DisposalKind::Forfeit)
            | (Self::Informed, DisposalKind::Inform)
            | (Self::Undetermined, DisposalKind::Undetermined) => true,
            (
                Self::Erased(_)
                | Self::Kept(_)
                | Self::Held(_)
                | Self::Anonymised { .. }
                | Self::Forfeited
                | Self::Informed
                | Self::NotInformed
                | Self::Undetermined,
                DisposalKind::Erase
                | DisposalKind::Retain
                | DisposalKind::Forfeit
                | DisposalKind::Anonymise
                | DisposalKind::Keep
                | DisposalKind::Held
                | DisposalKind::Inform
                | DisposalKind::Undetermined,
            ) => false,
        }
    }
}

/// What there is of an item instead of what is expected of it.
fn found(expected: &ExpectedItem, item: &PlanItem, zone: Zone) -> Message {
    match (&expected.disposal, item.gone_by) {
        (ExpectedDisposal::CopiesGone(_), Some(by)) => {
            reports::item_copies_gone_by(&calendar::rfc3339(by, zone))
        }
        (ExpectedDisposal::CopiesGone(_), None) => reports::item_without_copies(words(item, zone)),
        (
            ExpectedDisposal::Erased(_)
            | ExpectedDisposal::Kept(_)
            | ExpectedDisposal::Held(_)
            | ExpectedDisposal::Anonymised { .. }
            | ExpectedDisposal::Forfeited
            | ExpectedDisposal::Informed
            | ExpectedDisposal::NotInformed
            | ExpectedDisposal::Undetermined,
            _,
        ) => words(item, zone),
    }
}

/// What is done with an item, with instants in `zone`.
fn words(item: &PlanItem, zone: Zone) -> Message {
    let instant = |at| calendar::rfc3339(at, zone);
    match item.disposal {
        DisposalKind::Erase => match item.due_since {
            Some(since) => reports::item_due_since(&instant(since)),
            None => reports::item_erased(),
        },
        DisposalKind::Retain => match item.until {
            Some(until) => reports::item_kept_until(&instant(until)),
            None => match item.after_leaving {
                Some(AfterLeaving { length: Some(length) }) => {
                    reports::item_kept_after_leaving(&length.to_string())
                }
                Some(AfterLeaving { length: None }) => reports::item_kept_until_after_leaving(),
                None => reports::item_kept_without_end(),
            },
        },
        DisposalKind::Keep => reports::item_kept(),
        DisposalKind::Held => {
            let by: Vec<&str> = item.held_by.iter().map(|held| held.hold.as_str()).collect();
            reports::item_held_by(&by.join(", "))
        }
        DisposalKind::Anonymise => {
            let method = item.method.as_ref().map(Method::words);
            reports::item_anonymised(&method.unwrap_or_default())
        }
        DisposalKind::Forfeit => reports::item_forfeited(),
        DisposalKind::Inform => reports::item_informed(),
        DisposalKind::Undetermined if item.missing.is_empty() => reports::item_undetermined(),
        DisposalKind::Undetermined => {
            reports::item_for_want_of(reports::item_undetermined(), &item.missing.join(", "))
        }
    }
}
