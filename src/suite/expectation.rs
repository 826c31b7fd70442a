//! Holds one expectation against a verdict, and words the difference.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::eval::{Failure, NeededFor, Said, Truth, Verdict};
use crate::ir::{Expectation, ExpectationKind, Origin, Status, calendar};

/// An expectation that was not met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// Where the expectation is written.
    #[serde(skip)]
    pub origin: Origin,
    /// What was expected, in words: `blocked by no_open_trade`.
    pub expected: String,
    /// What came out instead, as a sentence: `it is eligible`.
    pub found: String,
    /// Why it came out so, a line each: the failed requirements with what blocks, the missing facts.
    pub reasons: Vec<String>,
}

/// How the verdict differs from what is expected; `None` if it does not.
pub(super) fn mismatch(expectation: &Expectation, verdict: &Verdict) -> Option<Mismatch> {
    let found = difference(&expectation.kind, verdict)?;
    Some(Mismatch {
        origin: expectation.origin,
        expected: expectation.kind.words(verdict.zone),
        found,
        reasons: reasons(&expectation.kind, verdict),
    })
}

/// What came out instead of the expected.
fn difference(expected: &ExpectationKind, verdict: &Verdict) -> Option<String> {
    match expected {
        ExpectationKind::Status(status, names) => status_difference(*status, names, verdict),
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
            (!known.contains(&name.as_str())).then(|| listed("it warns of", &known))
        }
        ExpectationKind::NoWarn(name) => {
            let applies = verdict.warnings.iter().any(|it| it.warning == *name);
            applies.then(|| format!("it warns of {name}"))
        }
        ExpectationKind::Final(name) => {
            let is_final = |it: &&Failure| it.clears.is_final;
            let known: Vec<&str> =
                verdict.failed.iter().filter(is_final).map(|it| it.requirement.as_str()).collect();
            (!known.contains(&name.as_str())).then(|| listed("it has as final", &known))
        }
        ExpectationKind::Message(language, text) => {
            let said = said(verdict, language);
            (!said.contains(&text.as_str())).then(|| listed("it says", &quoted(&said)))
        }
        ExpectationKind::Unknown(path) => {
            let known: Vec<&str> = verdict.missing.iter().map(|it| it.path.as_str()).collect();
            (!known.contains(&path.as_str())).then(|| listed("it misses", &known))
        }
        ExpectationKind::Outcome(name) => {
            let outcome = verdict.outcome.as_deref();
            (outcome != Some(name)).then(|| format!("the outcome is {}", outcome.unwrap_or("none")))
        }
    }
}

fn status_difference(status: Status, names: &[String], verdict: &Verdict) -> Option<String> {
    let expected: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let deciding: BTreeSet<&str> = deciding(verdict).into_iter().collect();
    let is_met = status == verdict.status && (names.is_empty() || expected == deciding);
    (!is_met).then(|| format!("it is {}", verdict.status.words_with(&Vec::from_iter(deciding))))
}

/// The requirements that a status stands `by`: those that are false of a blocked account, unknown of an undetermined one.
fn deciding(verdict: &Verdict) -> Vec<&str> {
    let Some(truth) = named_by(verdict.status) else { return Vec::new() };
    let judged = verdict.requirements.iter().filter(|judged| judged.truth == truth);
    judged.map(|judged| judged.requirement.as_str()).collect()
}

/// When the account is eligible, in words.
fn eligibility(verdict: &Verdict) -> String {
    match verdict.eligible_after {
        _ if verdict.status == Status::Eligible => "it is eligible now".to_owned(),
        Some(instant) => format!("it is eligible after {}", calendar::rfc3339(instant, verdict.zone)),
        None if verdict.is_never_eligible() => "it is never eligible".to_owned(),
        None => "it is never known to be eligible, as facts are missing".to_owned(),
    }
}

/// All that the failed requirements, those that show through, and the warnings say in a language.
fn said<'a>(verdict: &'a Verdict, language: &str) -> Vec<&'a str> {
    let warned = verdict.warnings.iter().flat_map(|it| &it.messages);
    let messages: Vec<&Said> =
        failures(&verdict.failed).into_iter().flat_map(|it| &it.messages).chain(warned).collect();
    let spoken = messages.into_iter().filter(|message| message.language == language);
    spoken
        .flat_map(|message| std::iter::once(&message.text).chain(&message.fix))
        .map(String::as_str)
        .collect()
}

/// The failures, each followed by those of other policies that show through.
fn failures<'a>(failed: &'a [Failure]) -> Vec<&'a Failure> {
    let through = |failure: &'a Failure| failure.through.iter().flat_map(|refusal| failures(&refusal.failed));
    failed.iter().flat_map(|failure| std::iter::once(failure).chain(through(failure))).collect()
}

fn quoted(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| format!("\"{text}\"")).collect()
}

fn listed(what: &str, items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    if items.is_empty() { format!("{what} nothing") } else { format!("{what} {}", items.join(", ")) }
}

/// Why the verdict is as it is, for the kinds of expectation that hang on requirements.
fn reasons(kind: &ExpectationKind, verdict: &Verdict) -> Vec<String> {
    match kind {
        ExpectationKind::Status(status, expected) => {
            let others = expected.iter().filter_map(|name| other_truth(name, *status, verdict));
            others.chain(failed(verdict)).chain(missing(verdict)).collect()
        }
        ExpectationKind::Final(_)
        | ExpectationKind::EligibleAfter(_)
        | ExpectationKind::EligibleFrom(_)
        | ExpectationKind::Never
        | ExpectationKind::Outcome(_) => failed(verdict).chain(missing(verdict)).collect(),
        ExpectationKind::Unknown(_) => missing(verdict).collect(),
        ExpectationKind::Warn(_) | ExpectationKind::NoWarn(_) | ExpectationKind::Message(..) => Vec::new(),
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
fn other_truth(name: &str, status: Status, verdict: &Verdict) -> Option<String> {
    let judged = verdict.requirements.iter().find(|it| it.requirement == name)?;
    if named_by(status) == Some(judged.truth) {
        return None;
    }
    match judged.truth {
        // Told with what blocks.
        Truth::False => None,
        Truth::True => Some(format!("{name} holds")),
        Truth::Unknown => Some(format!("{name} is unknown")),
    }
}

fn failed(verdict: &Verdict) -> impl Iterator<Item = String> {
    verdict.failed.iter().map(|failure| {
        let says = failure.messages.first().map_or("", |said| said.text.as_str());
        let paths: Vec<&str> = failure.witnesses.iter().map(|it| it.path.as_str()).collect();
        let waits = failure.clears.waits.map(|at| format!("; until {}", calendar::rfc3339(at, verdict.zone)));
        let by = if paths.is_empty() { String::new() } else { format!(" ({})", paths.join(", ")) };
        format!("{} fails{by}: {says}{}", failure.requirement, waits.unwrap_or_default())
    })
}

fn missing(verdict: &Verdict) -> impl Iterator<Item = String> {
    let needed = |needed: &NeededFor| match needed {
        NeededFor::When => "whether the policy applies".to_owned(),
        NeededFor::Cancellation => "whether the request was cancelled".to_owned(),
        NeededFor::Grace => "when the grace is over".to_owned(),
        NeededFor::Requirement(name) => name.clone(),
    };
    verdict.missing.iter().map(move |it| {
        let needed_for: Vec<String> = it.needed_for.iter().map(needed).collect();
        format!("{} is missing for {}", it.path, needed_for.join(", "))
    })
}
