//! Compares one expectation with a verdict, and describes the difference.

mod plan;

pub(super) use plan::speaks_of;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::diagnostic::Message;
use crate::diagnostic::messages::{list, reports};
use crate::eval::{FailedRequirement, MessageText, NeededFor, OutcomeValue, Truth, Verdict};
use crate::ir::{DecidingClause, Expectation, ExpectationKind, Origin, Status, calendar};

/// An expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// Where the expectation is written.
    #[serde(skip)]
    pub origin: Origin,
    /// What was expected: `blocked by no_open_trade`.
    pub expected: Message,
    /// The result instead: `it is eligible`.
    pub found: Message,
    /// The reasons, a line each: the failed requirements with their witnesses, the missing facts.
    pub reasons: Vec<Message>,
}

/// How the verdict differs from what is expected; `None` if it does not. `unknown` are the clauses of the policy, besides
/// requirements, of which it is unknown how they stand.
pub(super) fn mismatch(
    expectation: &Expectation,
    verdict: &Verdict,
    unknown: &[DecidingClause],
) -> Option<Mismatch> {
    let found = difference(&expectation.kind, verdict, unknown)?;
    Some(Mismatch {
        origin: expectation.origin,
        expected: expectation.kind.words(verdict.zone),
        found,
        reasons: reasons(&expectation.kind, verdict),
    })
}

/// The result instead of the expected.
fn difference(expected: &ExpectationKind, verdict: &Verdict, unknown: &[DecidingClause]) -> Option<Message> {
    match expected {
        ExpectationKind::Status(status, names) => status_difference(*status, names, verdict, unknown),
        ExpectationKind::EligibleAfter(instant) => {
            (verdict.eligible_after != Some(*instant)).then(|| eligibility(verdict))
        }
        ExpectationKind::EligibleFrom(instant) => {
            (verdict.eligible_after.and_then(|last| last.checked_add(1)) != Some(*instant))
                .then(|| eligibility(verdict))
        }
        ExpectationKind::Never => (!verdict.is_never_eligible()).then(|| eligibility(verdict)),
        ExpectationKind::Warn(name) => {
            let known: Vec<&str> = verdict.warnings.iter().map(|it| it.warning.as_str()).collect();
            (!known.contains(&name.as_str())).then(|| reports::its_warnings(listed(&known)))
        }
        ExpectationKind::NoWarn(name) => {
            let applies = verdict.warnings.iter().any(|it| it.warning == *name);
            applies.then(|| reports::its_warnings(Message::verbatim(name)))
        }
        ExpectationKind::Final(name) => {
            let is_final = |it: &&FailedRequirement| it.clears.is_final;
            let known: Vec<&str> =
                verdict.failed.iter().filter(is_final).map(|it| it.requirement.as_str()).collect();
            (!known.contains(&name.as_str())).then(|| reports::its_final_requirements(listed(&known)))
        }
        ExpectationKind::Message(language, text) => {
            let said = said(verdict, language);
            (!said.contains(&text.as_str())).then(|| reports::its_messages(listed(&quoted(&said))))
        }
        ExpectationKind::Unknown(path) => {
            let of_deadlines = verdict.deadlines.iter().flat_map(|it| &it.missing).map(String::as_str);
            let of_plan = verdict.plan.iter().flat_map(|plan| &plan.items).flat_map(|item| &item.missing);
            let of_plan = of_plan.map(String::as_str);
            let known: Vec<&str> = verdict
                .missing
                .iter()
                .map(|it| it.path.as_str())
                .chain(of_deadlines)
                .chain(of_plan)
                .collect();
            (!known.contains(&path.as_str())).then(|| reports::its_missing_facts(listed(&known)))
        }
        ExpectationKind::Outcome(name, value) => {
            let carried = verdict.outcome_value.as_ref();
            let is_met = verdict.outcome.as_ref() == Some(name)
                && value.as_ref().is_none_or(|expected| {
                    carried.map(OutcomeValue::written) == Some(expected.behind_outcome())
                });
            let outcome = verdict.outcome.as_ref().map(|outcome| match carried {
                Some(value) => Message::verbatim(format!("{outcome} {}", value.written())),
                None => Message::verbatim(outcome),
            });
            (!is_met).then(|| reports::its_outcome(outcome.unwrap_or_else(reports::no_outcome)))
        }
        ExpectationKind::Deadline(name, state, due) => {
            let judged = verdict.deadlines.iter().find(|it| it.deadline == *name);
            let is_met = judged.is_some_and(|it| {
                state.is_none_or(|state| it.state == state) && due.is_none_or(|due| it.due == Some(due))
            });
            (!is_met).then(|| match judged {
                Some(it) => reports::its_deadline(it.in_words(verdict.zone)),
                None => reports::its_deadline(reports::none()),
            })
        }
        ExpectationKind::NoPlan => verdict.plan.is_some().then(reports::plan_to_carry_out),
        ExpectationKind::Item(item) => match &verdict.plan {
            Some(plan) => plan::difference(item, plan, verdict.zone),
            None => Some(plan::nothing_to_carry_out(verdict)),
        },
        ExpectationKind::WouldBe(item) => match (&verdict.would_be, &verdict.plan) {
            (Some(plan), _) => plan::difference(item, plan, verdict.zone),
            (None, Some(_)) => Some(reports::plan_to_carry_out()),
            (None, None) => Some(reports::policy_without_plan()),
        },
    }
}

fn status_difference(
    status: Status,
    names: &[String],
    verdict: &Verdict,
    unknown: &[DecidingClause],
) -> Option<Message> {
    let expected: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let deciding: BTreeSet<&str> = deciding(verdict, unknown).into_iter().collect();
    let is_met = status == verdict.status && (names.is_empty() || expected == deciding);
    (!is_met).then(|| reports::it_is(verdict.status.words_with(&Vec::from_iter(deciding))))
}

/// What `by` names after a status: the requirements that are false of a blocked account; the requirements and the clauses that
/// are unknown of an undetermined one.
fn deciding<'v>(verdict: &'v Verdict, unknown: &[DecidingClause]) -> Vec<&'v str> {
    let Some(truth) = named_by(verdict.status) else { return Vec::new() };
    let judged = verdict.requirements.iter().filter(|judged| judged.truth == truth);
    let requirements = judged.map(|judged| judged.requirement.as_str());
    let is_free = |word: &&str| verdict.requirements.iter().all(|judged| judged.requirement != *word);
    // False requirements block whatever the clauses are.
    let clauses = unknown.iter().filter(|_| truth == Truth::Unknown).map(|clause| clause.word());
    requirements.chain(clauses.filter(is_free)).collect()
}

/// When the account is eligible, in words.
fn eligibility(verdict: &Verdict) -> Message {
    match verdict.eligible_after {
        _ if verdict.status == Status::Eligible => reports::eligible_now(),
        Some(instant) => reports::eligible_after(&calendar::rfc3339(instant, verdict.zone)),
        None if verdict.is_never_eligible() => reports::never_eligible(),
        None => reports::eligibility_unknown(),
    }
}

/// All that the failed requirements, those that show through, and the warnings say in a language.
fn said<'a>(verdict: &'a Verdict, language: &str) -> Vec<&'a str> {
    let warned = verdict.warnings.iter().flat_map(|it| &it.messages);
    let messages: Vec<&MessageText> =
        failures(&verdict.failed).into_iter().flat_map(|it| &it.messages).chain(warned).collect();
    let spoken = messages.into_iter().filter(|message| message.language == language);
    spoken
        .flat_map(|message| std::iter::once(&message.text).chain(&message.fix))
        .map(String::as_str)
        .collect()
}

/// The failures, each followed by those of other policies that show through.
fn failures<'a>(failed: &'a [FailedRequirement]) -> Vec<&'a FailedRequirement> {
    let through = |failure: &'a FailedRequirement| {
        let refused = failure.through.iter().flat_map(|refusal| failures(&refusal.failed));
        refused.chain(failure.ways.iter().flat_map(|way| failures(&way.failed)))
    };
    failed.iter().flat_map(|failure| std::iter::once(failure).chain(through(failure))).collect()
}

fn quoted(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| format!("\"{text}\"")).collect()
}

fn listed(items: &[impl AsRef<str>]) -> Message {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    if items.is_empty() { reports::none() } else { Message::verbatim(items.join(", ")) }
}

/// The reasons of the verdict, for the kinds of expectation that depend on requirements.
fn reasons(kind: &ExpectationKind, verdict: &Verdict) -> Vec<Message> {
    match kind {
        ExpectationKind::Status(status, expected) => {
            let others = expected.iter().filter_map(|name| other_truth(name, *status, verdict));
            others.chain(failed(verdict)).chain(missing(verdict)).collect()
        }
        ExpectationKind::Final(_)
        | ExpectationKind::EligibleAfter(_)
        | ExpectationKind::EligibleFrom(_)
        | ExpectationKind::Never
        | ExpectationKind::Outcome(..) => failed(verdict).chain(missing(verdict)).collect(),
        ExpectationKind::Unknown(_) => missing(verdict).collect(),
        ExpectationKind::Deadline(name, ..) => {
            let judged = verdict.deadlines.iter().find(|it| it.deadline == *name);
            let paths = judged.into_iter().flat_map(|it| &it.missing);
            paths.map(|path| reports::missing_for(path, Message::verbatim(name))).collect()
        }
        ExpectationKind::Item(item) => match &verdict.plan {
            Some(plan) => plan::lines(item, plan, verdict.zone),
            None => failed(verdict).chain(missing(verdict)).collect(),
        },
        ExpectationKind::WouldBe(item) => {
            let plan = verdict.would_be.as_ref();
            plan.map(|plan| plan::lines(item, plan, verdict.zone)).unwrap_or_default()
        }
        ExpectationKind::Warn(_)
        | ExpectationKind::NoWarn(_)
        | ExpectationKind::Message(..)
        | ExpectationKind::NoPlan => Vec::new(),
    }
}

/// The truth of the requirements that `by` names behind a status; `None` where it names none.
fn named_by(status: Status) -> Option<Truth> {
    match status {
        Status::Blocked => Some(Truth::False),
        Status::Undetermined => Some(Truth::Unknown),
        Status::Inapplicable | Status::Cooling | Status::Eligible => None,
    }
}

/// A requirement that a status was expected by, and that has another truth than that.
fn other_truth(name: &str, status: Status, verdict: &Verdict) -> Option<Message> {
    let judged = verdict.requirements.iter().find(|it| it.requirement == name)?;
    if named_by(status) == Some(judged.truth) {
        return None;
    }
    match judged.truth {
        // Reported with its witnesses.
        Truth::False => None,
        Truth::True if judged.asked == Truth::False => Some(reports::is_not_asked(name)),
        Truth::True => Some(reports::holds(name)),
        Truth::Unknown => Some(reports::is_unknown(name)),
    }
}

fn failed(verdict: &Verdict) -> impl Iterator<Item = Message> {
    verdict.failed.iter().map(|failure| {
        let text = failure.messages.first().map_or("", |said| said.text.as_str());
        let paths: Vec<&str> = failure.witnesses.iter().map(|it| it.path.as_str()).collect();
        let by = if paths.is_empty() { String::new() } else { format!(" ({})", paths.join(", ")) };
        let fails = reports::fails(&failure.requirement, &by, text);
        match failure.clears.waits {
            Some(until) => reports::fails_until(fails, &calendar::rfc3339(until, verdict.zone)),
            None => fails,
        }
    })
}

fn missing(verdict: &Verdict) -> impl Iterator<Item = Message> {
    let needed = |needed: &NeededFor| match needed {
        NeededFor::When => reports::whether_it_applies(),
        NeededFor::Cancellation => reports::whether_cancelled(),
        NeededFor::Grace => reports::when_grace_ends(),
        NeededFor::Outcome => reports::value_of_its_outcome(),
        NeededFor::Requirement(name) => Message::verbatim(name),
    };
    verdict.missing.iter().map(move |it| {
        let needed_for: Vec<Message> = it.needed_for.iter().map(needed).collect();
        reports::missing_for(&it.path, list(&needed_for).unwrap_or_else(Message::empty))
    })
}
