//! The failed requirements: what each says, what blocks, and how it clears.

use std::borrow::Cow;

use anstyle::Style;

use super::{DIM, look, refusing, said};
use crate::eval::{FailedRequirement, Remedy, Verdict, Witness, WitnessFact};
use crate::ir::{LocalisedText, Status, Zone};
use crate::render::page::{Page, padded, widest};
use crate::render::wording::{Wording, last};
use crate::render::words::fill;

/// The most witnesses, and refusals of other policies, that are listed of one requirement.
const MOST: usize = 8;

pub(super) fn failures(page: &mut Page, verdict: &Verdict, language: &str, words: &Wording<'_>) {
    let view = View { zone: verdict.zone, outcome: verdict.outcome.as_deref(), language, words };
    for (at, failure) in verdict.failed.iter().enumerate() {
        if at > 0 {
            page.blank();
        }
        view.failure(page, "  ", failure);
    }
}

/// What the whole list has in common.
struct View<'a> {
    zone: Zone,
    /// What is done, which the page has said already.
    outcome: Option<&'a str>,
    language: &'a str,
    words: &'a Wording<'a>,
}

impl View<'_> {
    fn failure(&self, page: &mut Page, indent: &str, failure: &FailedRequirement) {
        let look = look(Status::Blocked);
        page.line(&[
            (look.style, &format!("{indent}{} ", look.sign)),
            (look.style.bold(), &failure.requirement),
        ]);
        let inner = format!("{indent}  ");
        if let Some(said) = said(&failure.messages, self.language) {
            page.paragraph(&inner, Style::new(), &said.text);
            if let Some(fix) = &said.fix {
                page.paragraph(&format!("{inner}→ "), Style::new(), fix);
            }
            if let Some(link) = &said.link {
                page.line(&[(DIM, &inner), (Style::new().underline(), link)]);
            }
        }
        let blocking = (failure.witnesses.as_slice(), failure.left_out);
        witnesses(page, &inner, blocking, self.language, self.words);
        page.paragraph(&inner, Style::new(), &clears(&failure.clears, self.zone, self.words));
        if let Some(otherwise) = failure.otherwise.as_deref().filter(|it| Some(*it) != self.outcome) {
            page.paragraph(
                &inner,
                Style::new(),
                &fill(self.words.otherwise, self.words.outcome_named(otherwise)),
            );
        }
        for law in failure.law.iter().chain(&failure.row_laws) {
            page.paragraph(&inner, DIM, &fill(self.words.law, law));
        }
        if !failure.ways.is_empty() {
            page.paragraph(&inner, Style::new(), self.words.ways);
        }
        for way in &failure.ways {
            page.line(&[(DIM, &format!("{inner}· ")), (Style::new().bold(), &way.way)]);
            let below = format!("{inner}  ");
            page.paragraph(&below, Style::new(), &clears(&way.clears, self.zone, self.words));
            way.failed.iter().for_each(|failure| self.failure(page, &below, failure));
            if !way.unknown.is_empty() {
                page.paragraph(
                    &below,
                    DIM,
                    &fill(self.words.unknown_parts, way.unknown.join(self.words.comma)),
                );
            }
        }
        for refusal in failure.through.iter().take(MOST) {
            page.paragraph(&inner, Style::new(), &refusing(refusal, self.words));
            refusal.failed.iter().for_each(|failure| self.failure(page, &format!("{inner}  "), failure));
        }
        if failure.through.len() > MOST {
            page.line(&[(DIM, &format!("{inner}{}", fill(self.words.more, failure.through.len() - MOST)))]);
        }
    }
}

/// What blocks, a line each, and how many more there are.
pub(super) fn witnesses(
    page: &mut Page,
    indent: &str,
    (witnesses, left_out): (&[Witness], usize),
    language: &str,
    words: &Wording<'_>,
) {
    let listed = &witnesses[..witnesses.len().min(MOST)];
    let paths: Vec<Cow<'_, str>> = listed.iter().map(|witness| words.path(&witness.path)).collect();
    let width = widest(paths.iter().map(AsRef::as_ref));
    for (witness, path) in listed.iter().zip(&paths) {
        match facts(witness, language, words) {
            facts if facts.is_empty() => page.line(&[(DIM, &format!("{indent}· {path}"))]),
            facts => {
                let lead = format!("{indent}· {}  ", padded(path, width));
                page.paragraph(&lead, DIM, &facts);
            }
        }
    }
    if let more @ 1.. = witnesses.len() - listed.len() + left_out {
        page.line(&[(DIM, &format!("{indent}  {}", fill(words.more, more)))]);
    }
}

/// `state shipped, placed 2019-03-30 12:00`; a single value stands for itself.
pub(in crate::render) fn facts(witness: &Witness, language: &str, words: &Wording<'_>) -> String {
    match witness.facts.as_slice() {
        [fact] if witness.path.ends_with(fact.field.as_str()) => value(fact, language).to_owned(),
        facts => {
            let facts = facts
                .iter()
                .map(|fact| format!("{} {}", words.field(&witness.path, &fact.field), value(fact, language)));
            facts.collect::<Vec<_>>().join(words.comma)
        }
    }
}

/// The words in `language`, or else in the policy's default one.
pub(super) fn in_language<'a>(words: &'a [LocalisedText], language: &str) -> Option<&'a str> {
    let spoken = words.iter().find(|words| words.language == language);
    spoken.or(words.first()).map(|words| words.text.as_str())
}

/// A fact's value in `language`, or else in the policy's default one.
fn value<'a>(fact: &'a WitnessFact, language: &str) -> &'a str {
    in_language(&fact.values, language).unwrap_or_default()
}

/// How a requirement clears, in a sentence.
pub(in crate::render) fn clears(clears: &Remedy, zone: Zone, words: &Wording<'_>) -> String {
    match clears.waits.map(|at| last(at, zone)) {
        _ if clears.is_final => words.is_final.to_owned(),
        Some(at) if clears.act => fill(words.acts_or_waits, at),
        Some(at) => fill(words.waits, at),
        None => words.acts.to_owned(),
    }
}
