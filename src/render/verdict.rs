//! A verdict as a page for a terminal.

mod failures;
mod parts;
mod timeline;

pub(super) use failures::{clears, facts};
pub(super) use parts::DIM;
pub(super) use parts::{look, moment, refusing, said};

use std::borrow::Cow;

use anstyle::Style;

use super::Colour;
use super::page::{Page, padded, widest};
use super::wording::{Wording, last};
use super::words::fill;
use crate::eval::{
    DeadlineStanding, InapplicableReason, NeededFor, NoticeStanding, OpenReason, Plan, PlanItem, Standing,
    Verdict, length_words,
};
use crate::facts::Id;
use crate::ir::{DeadlineState, Method, NoticeState, Provenance, Status, Timestamp, Zone, calendar};

pub(super) const HEADING: Style = Style::new().bold();
/// The verdict as a page. Messages are in `language` where the policy speaks it, else in its default language; the
/// page's own words are in English where there are none in `language`.
#[must_use]
pub fn verdict(verdict: &Verdict, language: &str, colour: Colour) -> String {
    verdict_of(None, verdict, language, colour)
}

impl Verdict {
    /// The verdict as a page of plain text for a terminal or a log. Messages are in `language` (a tag such as `en`) if the
    /// policy has it, otherwise in its default language. Needs the feature `render`.
    #[must_use]
    pub fn display(&self, language: &str) -> impl std::fmt::Display {
        verdict(self, language, Colour::Plain)
    }
}

/// Like [`verdict`], headed by the account's id.
#[must_use]
pub fn verdict_of(id: Option<&Id>, verdict: &Verdict, language: &str, colour: Colour) -> String {
    let words = &Wording::of(&verdict.names, language);
    let language = words.language;
    let mut page = Page::new(colour);
    if let Some(id) = id {
        page.line(&[(DIM, &fill(words.account, id))]);
    }
    summary(&mut page, verdict, language, words);
    if !verdict.failed.is_empty() {
        section(&mut page, words.requirements);
        failures::failures(&mut page, verdict, language, words);
    }
    if !verdict.missing.is_empty() {
        section(&mut page, words.missing);
        missing(&mut page, verdict, words);
    }
    if !verdict.warnings.is_empty() {
        section(&mut page, words.warnings);
        for warning in &verdict.warnings {
            let text = said(&warning.messages, language).map_or(warning.warning.as_str(), |said| &said.text);
            match warning.is_certain {
                true => page.paragraph("  ! ", Style::new(), text),
                false => page.paragraph("  ? ", Style::new(), &fill(words.may_apply, text)),
            }
            for law in warning.law.iter().chain(&warning.row_laws) {
                page.paragraph("    ", DIM, &fill(words.law, law));
            }
        }
    }
    if deadlines(verdict).next().is_some() {
        section(&mut page, words.deadlines);
        for deadline in deadlines(verdict) {
            page.paragraph(
                &format!("  {}  ", deadline.deadline),
                Style::new(),
                &standing(verdict, deadline, words),
            );
        }
    }
    if !verdict.notices.is_empty() {
        section(&mut page, words.notices);
        for notice in &verdict.notices {
            let lead = format!("  {}  ", notice.notice);
            page.paragraph(&lead, Style::new(), &notice_standing(verdict, notice, words));
            if let Some(said) = said(&notice.messages, language).filter(|_| is_to_be_sent(verdict, notice)) {
                page.paragraph("    ", DIM, &said.text);
            }
        }
        if let Some(sentence) = acts_at(verdict, words) {
            page.paragraph("  ", Style::new(), &sentence);
        }
    }
    for (heading, plan) in plans(verdict, words) {
        section(&mut page, heading);
        items(&mut page, plan.items.iter().map(|item| (item, None)), verdict.zone, words);
    }
    section(&mut page, words.timeline);
    timeline::timeline(&mut page, verdict, words);
    page.blank();
    let [program, versions] = decided_by(verdict, words);
    page.line(&[(DIM, &program)]);
    page.line(&[(DIM, &versions)]);
    page.into_text()
}

/// What the verdict was reached by: the program, and the versions of what ran it.
pub(super) fn decided_by(verdict: &Verdict, words: &Wording<'_>) -> [String; 2] {
    let Provenance { program_hash, exeunt, tzdb } = verdict.provenance;
    [fill(words.program, program_hash), fill(&fill(words.versions, exeunt), tzdb)]
}

pub(super) fn section(page: &mut Page, heading: &str) {
    page.blank();
    page.line(&[(HEADING, heading)]);
}

fn summary(page: &mut Page, verdict: &Verdict, language: &str, words: &Wording<'_>) {
    let now = calendar::day_and_time(verdict.now, verdict.zone);
    page.line(&[(HEADING, words.policy(&verdict.policy)), (DIM, &format!("  {now}  {}", verdict.zone))]);
    page.blank();
    let look = look(verdict.status);
    let status = format!("{} {}", look.sign, words.status(verdict.status));
    page.line(&[
        (look.style.bold(), &status),
        (Style::new(), "  "),
        (Style::new(), words.meaning(verdict.status)),
    ]);
    for sentence in sentences(verdict, words) {
        page.paragraph("  ", Style::new(), &sentence);
    }
    for law in laws(verdict) {
        page.paragraph("  ", DIM, &fill(words.law, law));
    }
    if let Some(reason) = &verdict.inapplicable {
        let speaking = (reason.witnesses(), verdict.left_out.inapplicable);
        failures::witnesses(page, "  ", speaking, language, words);
    }
}

/// What else is to be said of the whole, before the reasons.
pub(super) fn sentences(verdict: &Verdict, words: &Wording<'_>) -> Vec<String> {
    let at = |instant| last(instant, verdict.zone);
    let inapplicable = verdict.inapplicable.as_ref().map(|why| match why {
        InapplicableReason::When(_) => words.not_spoken_of.to_owned(),
        InapplicableReason::Cancelled(_) => words.cancelled.to_owned(),
        InapplicableReason::Left(_) => words.left.to_owned(),
        InapplicableReason::Done(_) => words.done.to_owned(),
    });
    let cooling = verdict.cooling_until.map(|until| fill(words.cooling_until, at(until)));
    let eligible = verdict.eligible_after.map(|instant| fill(words.eligible_after, at(instant)));
    let never = verdict.is_never_eligible().then(|| words.never.to_owned());
    let outcome = verdict.outcome.as_ref().map(|outcome| fill(words.outcome, done(outcome, verdict, words)));
    let sets = verdict.sets.as_ref().map(|time| fill(words.sets, words.path(time)));
    let not_asked = not_asked(verdict, words).map(|names| fill(words.not_asked, names));
    [inapplicable, cooling, eligible, never, outcome, sets, not_asked].into_iter().flatten().collect()
}

/// What is done, with the value that it carries: `suspend: 30 days`.
fn done(outcome: &str, verdict: &Verdict, words: &Wording<'_>) -> String {
    let value =
        verdict.outcome_value.as_ref().and_then(|value| failures::in_language(&value.words, words.language));
    let outcome = words.outcome_named(outcome);
    value.map_or_else(|| outcome.to_owned(), |value| format!("{outcome}: {value}"))
}

/// The laws of rows that neither a failed requirement nor a warning says.
pub(super) fn laws(verdict: &Verdict) -> impl Iterator<Item = &String> {
    let failed = verdict.failed.iter().flat_map(|failure| &failure.row_laws);
    let said: Vec<&String> = failed.chain(verdict.warnings.iter().flat_map(|it| &it.row_laws)).collect();
    let of_value = verdict.outcome_value.iter().flat_map(|value| &value.row_laws);
    let of_value = of_value.filter(|law| !verdict.row_laws.contains(law));
    verdict.row_laws.iter().chain(of_value).filter(move |law| !said.contains(law))
}

/// The requirements that are not asked of the account, of a policy that applies to it.
fn not_asked(verdict: &Verdict, words: &Wording<'_>) -> Option<String> {
    let requirements = verdict.requirements.iter().filter(|it| it.standing() == Standing::NotAsked);
    let names: Vec<&str> = requirements.map(|it| it.requirement.as_str()).collect();
    let is_said = verdict.status != Status::Inapplicable && !names.is_empty();
    is_said.then(|| names.join(words.comma))
}

/// The deadlines that concern the account.
pub(super) fn deadlines(verdict: &Verdict) -> impl Iterator<Item = &DeadlineStanding> {
    verdict.deadlines.iter().filter(|it| it.state != DeadlineState::NotAsked)
}

/// How a deadline stands, its last instant, its laws, and the facts that are missing to say more.
pub(super) fn standing(verdict: &Verdict, deadline: &DeadlineStanding, words: &Wording<'_>) -> String {
    let due = deadline.due.map(|due| fill(words.due, last(due, verdict.zone)));
    let laws = deadline.law.iter().chain(&deadline.row_laws).map(|law| fill(words.law, law));
    let missing =
        (!deadline.missing.is_empty()).then(|| fill(words.unknown_parts, words.paths(&deadline.missing)));
    let parts = std::iter::once(words.state(deadline.state)).chain(due).chain(missing).chain(laws);
    parts.collect::<Vec<_>>().join("  ")
}

/// Whether a notice is due and was not sent.
pub(super) fn is_to_be_sent(verdict: &Verdict, notice: &NoticeStanding) -> bool {
    notice.due.is_some_and(|due| due <= verdict.now) && is_unsent(notice.state)
}

/// Whether nothing that was sent counts, or will.
fn is_unsent(state: NoticeState) -> bool {
    match state {
        NoticeState::Old | NoticeState::BeforeCountedSince | NoticeState::Missing => true,
        NoticeState::Counts | NoticeState::Young | NoticeState::Unknown => false,
    }
}

/// How a notice stands: when it was sent, when it is due if it was not, its law, and the facts that are missing to say more.
pub(super) fn notice_standing(verdict: &Verdict, notice: &NoticeStanding, words: &Wording<'_>) -> String {
    let at = |instant| last(instant, verdict.zone);
    let sent = notice.sent.map(|sent| fill(words.sent, at(sent)));
    let due = notice.due.filter(|_| is_unsent(notice.state)).map(|due| {
        let since = if due <= verdict.now { words.due_since } else { words.due };
        fill(since, at(due))
    });
    let law = notice.law.iter().map(|law| fill(words.law, law));
    let missing =
        (!notice.missing.is_empty()).then(|| fill(words.unknown_parts, words.paths(&notice.missing)));
    let parts = std::iter::once(words.notice(notice.state)).chain(sent).chain(due).chain(missing).chain(law);
    parts.collect::<Vec<_>>().join("  ")
}

/// When the outcome comes that the notices are of, of an account that is not eligible yet.
pub(super) fn acts_at(verdict: &Verdict, words: &Wording<'_>) -> Option<String> {
    let acts_at = verdict.acts_at.filter(|_| verdict.status != Status::Eligible)?;
    Some(fill(words.acts_at, last(acts_at, verdict.zone)))
}

fn missing(page: &mut Page, verdict: &Verdict, words: &Wording<'_>) {
    let paths: Vec<Cow<'_, str>> = verdict.missing.iter().map(|missing| words.path(&missing.path)).collect();
    let width = widest(paths.iter().map(AsRef::as_ref));
    for (missing, path) in verdict.missing.iter().zip(&paths) {
        let lead = format!("  ? {}  ", padded(path, width));
        page.paragraph(&lead, Style::new(), &fill(words.needed_for, needing(&missing.needed_for, words)));
    }
    if let more @ 1.. = verdict.left_out.missing {
        page.paragraph("  ", Style::new(), &fill(words.more, more));
    }
}

/// What a fact is needed for: requirements by their names, the rest in words.
pub(super) fn needing(needed_for: &[NeededFor], words: &Wording<'_>) -> String {
    let named = |needed: &NeededFor| match needed {
        NeededFor::When => words.when.to_owned(),
        NeededFor::Cancellation => words.cancellation.to_owned(),
        NeededFor::Grace => words.grace.to_owned(),
        NeededFor::Outcome => words.outcome_value.to_owned(),
        NeededFor::Requirement(name) => name.clone(),
    };
    needed_for.iter().map(named).collect::<Vec<_>>().join(words.comma)
}

/// The plan, and what would be the plan, each with its heading.
pub(super) fn plans<'v>(
    verdict: &'v Verdict,
    words: &Wording<'_>,
) -> impl Iterator<Item = (&'static str, &'v Plan)> {
    let plan = verdict.plan.iter().map(|plan| (words.data, plan));
    plan.chain(verdict.would_be.iter().map(|plan| (words.data_would_be, plan)))
}

/// What is said of an item besides what is done with it: until when, since when, or for want of what not.
pub(super) fn particulars(item: &PlanItem, zone: Zone, words: &Wording<'_>) -> Vec<String> {
    let at = |instant| last(instant, zone);
    let method = item.method.iter().flat_map(|method| treated(item, method, words));
    let until = item.until.map(|until| fill(words.until, at(until)));
    let after_leaving = item.after_leaving.map(|it| match it.length {
        Some(length) => fill(words.after_leaving, length_words(words.language, &length)),
        None => words.until_after_leaving.to_owned(),
    });
    // The last instant of the period, as it is shown before it is over.
    let over = item.due_since.map(|due| fill(words.over, at(Timestamp::from_micros(due.as_micros() - 1))));
    let held = item.held_by.iter().map(|by| {
        let held = fill(if by.is_unknown { words.perhaps_held_by } else { words.held_by }, &by.hold);
        let law = by.law.iter().map(|law| fill(words.law, law));
        std::iter::once(held).chain(law).collect::<Vec<_>>().join("  ")
    });
    let missing = (!item.missing.is_empty()).then(|| fill(words.waits_for, words.paths(&item.missing)));
    let apart = item.reason.map(|OpenReason::Key| words.not_told_apart.to_owned());
    let not_before = item.not_before.map(|earliest| fill(words.not_before, moment(earliest, zone, words)));
    let then = item.then.iter().map(|step| {
        let from = fill(words.from, moment(step.from, zone, words));
        let method = step.method.iter().flat_map(|method| treated(item, method, words));
        let done = std::iter::once(format!("{} {from}", words.disposal(step.disposal)));
        done.chain(method).collect::<Vec<_>>().join("  ")
    });
    let purpose = item.purpose.as_ref().map(|purpose| fill(words.only_for, purpose));
    let copies = item.gone_by.map(|by| fill(words.copies_gone_by, at(by)));
    let ends = [until, after_leaving, over, copies, purpose].into_iter().flatten();
    method
        .chain(ends)
        .chain(held)
        .chain([apart, missing, not_before].into_iter().flatten())
        .chain(then)
        .collect()
}

/// What becomes of the fields of what is kept without the person.
fn treated(item: &PlanItem, method: &Method, words: &Wording<'_>) -> Vec<String> {
    let named = |field: &String| words.field(&item.collection, field).to_owned();
    let removed: Vec<String> = method.remove.iter().map(named).collect();
    let replaced = method.replace.iter().map(|(field, by)| format!("{} {by:?}", named(field)));
    let replaced: Vec<String> = replaced.collect();
    let removed = (!removed.is_empty()).then(|| fill(words.removed, removed.join(words.comma)));
    let replaced = (!replaced.is_empty()).then(|| fill(words.replaced, replaced.join(words.comma)));
    removed.into_iter().chain(replaced).collect()
}

/// Items of a plan, each with something to be said behind it.
pub(super) fn items<'i>(
    page: &mut Page,
    items: impl Iterator<Item = (&'i PlanItem, Option<String>)> + Clone,
    zone: Zone,
    words: &Wording<'_>,
) {
    let paths: Vec<Cow<'_, str>> = items.clone().map(|(item, _)| words.path(&item.path)).collect();
    let width = widest(paths.iter().map(AsRef::as_ref));
    for ((item, also), path) in items.zip(&paths) {
        let laws = item.law.iter().chain(&item.row_laws).map(|law| fill(words.law, law));
        let disposal = words.done(item).to_owned();
        let texts = std::iter::once(disposal).chain(particulars(item, zone, words)).chain(also).chain(laws);
        let text = texts.collect::<Vec<_>>().join("  ");
        page.paragraph(&format!("  {}  ", padded(path, width)), Style::new(), &text);
    }
}
