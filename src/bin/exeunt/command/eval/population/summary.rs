//! A population in numbers: how many accounts have which status, what blocks them, and when they become eligible by
//! waiting.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use exeunt::decide::{AtInstant, Decision, LineOptions};
use exeunt::diagnostic::Message;
use exeunt::eval::{DeadlineStanding, Plan};
use exeunt::ir::{Constant, DeadlineState, Policy, Provenance, Status, Timestamp, calendar};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::items::Items;
use super::report::Counts;
use super::values::Values;
use crate::console::Console;
use crate::messages::{judging, usage, why};
use crate::outcome::Failure;

/// How many days are looked ahead.
const DAYS: usize = 400;

/// Counts of judged accounts.
pub(super) struct Summary<'a> {
    terms: LineOptions<'a>,
    moment: Option<&'a AtInstant<'a>>,
    policy: &'a Policy,
    statuses: [u64; Status::ALL.len()],
    requirements: Vec<Blocking>,
    /// How many accounts each deadline stands so for; none if deadlines are not counted.
    deadlines: Vec<[u64; DeadlineState::ALL.len()]>,
    /// How many become eligible today (or are), tomorrow, …
    days: Vec<u64>,
    later: u64,
    never: u64,
    values: Values,
    /// What is to be done with the data of those that are eligible; none if that is not asked for.
    items: Option<Items>,
    /// The earliest and the latest instant that accounts were judged at.
    instants: Option<(Timestamp, Timestamp)>,
}

/// How often a requirement stands in the way.
#[derive(Debug, Clone, Copy, Default)]
struct Blocking {
    failed: u64,
    unknown: u64,
    /// It fails, and no other does.
    alone: u64,
}

impl<'a> Summary<'a> {
    pub(super) fn new(terms: LineOptions<'a>, moment: Option<&'a AtInstant<'a>>) -> Self {
        let policy = &terms.program.policies()[terms.policy];
        Self {
            terms,
            moment,
            policy,
            statuses: [0; Status::ALL.len()],
            requirements: vec![Blocking::default(); policy.requirements.len()],
            deadlines: Vec::new(),
            days: vec![0; DAYS + 1],
            later: 0,
            never: 0,
            values: Values::default(),
            items: None,
            instants: None,
        }
    }

    /// Counts an account that was judged at `now`; `eligible_after` says from when on it is eligible if one only waits.
    pub(super) fn count(
        &mut self,
        decision: Decision<'_>,
        now: Timestamp,
        eligible_after: impl FnOnce() -> Option<Timestamp>,
    ) {
        self.instants = widest(self.instants, Some((now, now)));
        self.statuses[decision.status as usize] += 1;
        if decision.status != Status::Inapplicable {
            self.count_requirements(decision);
        }
        if decision.status == Status::Eligible {
            self.days[0] += 1;
        } else if self.moment.is_none_or(|moment| moment.may_clear(decision)) {
            self.count_day(now, eligible_after());
        } else {
            self.never += 1;
        }
    }

    /// Counts the value that the outcome of an account carries, if it is eligible and the outcome carries one.
    pub(super) fn count_value(&mut self, decision: Decision<'_>, value: impl FnOnce() -> Option<Constant>) {
        if self.policy.outcome_value.is_some() && decision.status == Status::Eligible {
            self.values.count(value());
        }
    }

    /// Counts what is to be done with the data of an account that was judged at `now`.
    pub(super) fn count_plan(&mut self, plan: &Plan, now: Timestamp) {
        let zone = self.terms.program.packages()[self.policy.package].zone;
        self.items.get_or_insert_default().count(plan, now, zone);
    }

    /// Counts how the deadlines of an account stand.
    pub(super) fn count_deadlines(&mut self, standing: &[DeadlineStanding]) {
        self.deadlines.resize(standing.len(), [0; DeadlineState::ALL.len()]);
        for (counts, it) in self.deadlines.iter_mut().zip(standing) {
            counts[it.state as usize] += 1;
        }
    }

    fn count_requirements(&mut self, decision: Decision<'_>) {
        let (mut first, mut count) = (None, 0);
        for at in decision.failed() {
            self.requirements[at].failed += 1;
            first = first.or(Some(at));
            count += 1;
        }
        if let (Some(only), 1) = (first, count) {
            self.requirements[only].alone += 1;
        }
        for at in decision.unknown() {
            self.requirements[at].unknown += 1;
        }
    }

    /// Counts an account on the day on which it becomes eligible, if it does, from the day of `now` on.
    fn count_day(&mut self, now: Timestamp, eligible_after: Option<Timestamp>) {
        let Some(after) = eligible_after else {
            self.never += 1;
            return;
        };
        let zone = self.terms.program.packages()[self.policy.package].zone;
        let day = calendar::day_of(after.as_micros() + 1, zone) - calendar::day_of(now.as_micros(), zone);
        match usize::try_from(day).ok().and_then(|day| self.days.get_mut(day)) {
            Some(day) => *day += 1,
            None => self.later += 1,
        }
    }

    /// Adds the counts of other accounts under the same policy.
    pub(super) fn add(&mut self, other: &Self) {
        self.statuses.iter_mut().zip(other.statuses).for_each(|(ours, theirs)| *ours += theirs);
        self.days.iter_mut().zip(&other.days).for_each(|(ours, theirs)| *ours += theirs);
        for (ours, theirs) in self.requirements.iter_mut().zip(&other.requirements) {
            ours.failed += theirs.failed;
            ours.unknown += theirs.unknown;
            ours.alone += theirs.alone;
        }
        self.values.add(&other.values);
        if let Some(items) = &other.items {
            self.items.get_or_insert_default().add(items);
        }
        self.deadlines.resize(self.deadlines.len().max(other.deadlines.len()), [0; DeadlineState::ALL.len()]);
        for (ours, theirs) in self.deadlines.iter_mut().flatten().zip(other.deadlines.iter().flatten()) {
            *ours += theirs;
        }
        self.later += other.later;
        self.never += other.never;
        self.instants = widest(self.instants, other.instants);
    }

    /// How many accounts were counted.
    pub(super) fn judged(&self) -> u64 {
        self.statuses.iter().sum()
    }

    /// The requirements that fail or are unknown, those first that fail most often.
    fn worst(&self) -> Vec<(&str, Blocking)> {
        let named =
            self.policy.requirements.iter().map(|it| it.name.as_str()).zip(self.requirements.iter().copied());
        let mut worst: Vec<_> = named.filter(|(_, it)| it.failed + it.unknown > 0).collect();
        worst.sort_by_key(|(_, it)| std::cmp::Reverse((it.failed, it.unknown)));
        worst
    }

    fn rfc3339(&self, instant: Timestamp) -> String {
        calendar::rfc3339(instant, self.terms.program.packages()[self.policy.package].zone)
    }

    /// The earliest and the latest instant that accounts were judged at; that of the run if there are no accounts.
    fn instants(&self) -> (Timestamp, Timestamp) {
        self.instants.unwrap_or((self.terms.now, self.terms.now))
    }

    /// The date so many days ahead, if all accounts were judged on one day.
    fn date(&self, ahead: usize) -> Option<String> {
        let zone = self.terms.program.packages()[self.policy.package].zone;
        let (first, last) = self.instants();
        let day = calendar::day_of(first.as_micros(), zone);
        (day == calendar::day_of(last.as_micros(), zone)).then(|| calendar::date(day + ahead as i32))
    }

    /// The day so many days ahead, in words.
    fn day(&self, ahead: usize) -> Message {
        match (self.date(ahead), ahead) {
            (Some(date), _) => Message::verbatim(date),
            (None, 0) => judging::same_day(),
            (None, _) => judging::days_later(ahead),
        }
    }

    /// Which policy judged, when, and how many accounts.
    fn head(&self, counts: Counts) -> Message {
        let policy = self.terms.program.policy_name(self.terms.policy);
        let Counts { judged, refused } = counts;
        let (first, last) = self.instants();
        if first == last {
            return judging::judged_at(&policy, &self.rfc3339(first), judged, refused);
        }
        let (first, last) = (self.rfc3339(first), self.rfc3339(last));
        judging::judged_between(&policy, &first, &last, judged, refused)
    }

    /// For people.
    pub(super) fn text(&self, counts: Counts, console: &Console) -> String {
        let words = |message: Message| console.text(message);
        let Provenance { program_hash, exeunt, tzdb } = self.terms.program.provenance(self.terms.policy);
        let versions = judging::versions(exeunt, tzdb);
        let mut text = format!(
            "{}\n{}\n{}\n\n",
            words(self.head(counts)),
            words(judging::program(&program_hash.to_string())),
            words(versions),
        );
        for status in Status::ALL {
            let count = self.statuses[status as usize];
            let share = 100.0 * count as f64 / counts.judged.max(1) as f64;
            let _ = writeln!(text, "{}{count:>12}{share:>8.1} %", first(&words(status.title())));
        }
        if let Some(carried) = &self.policy.outcome_value {
            self.values.rows(&self.policy.outcome, carried).for_each(|(name, cell)| {
                text.push_str(&row(&words(name), [cell]));
            });
        }
        text.push('\n');
        let heads = [judging::head_fails(), judging::head_alone(), judging::head_unknown()];
        text.push_str(&row(&words(judging::head_requirement()), heads.map(words)));
        for (name, Blocking { failed, unknown, alone }) in self.worst() {
            text.push_str(&row(name, [failed, alone, unknown].map(|count| count.to_string())));
        }
        text.push_str(&self.text_of_deadlines(&words));
        if let Some(items) = &self.items {
            text.push_str(&items.text(&words));
        }
        text.push('\n');
        let heads = [judging::head_accounts(), judging::head_in_all()];
        text.push_str(&row(&words(judging::head_by_waiting()), heads.map(words)));
        let mut sum = 0;
        for (ahead, &count) in self.days.iter().enumerate().filter(|&(_, &count)| count > 0) {
            sum += count;
            text.push_str(&row(&words(self.day(ahead)), [count, sum].map(|count| count.to_string())));
        }
        let later =
            self.date(DAYS).map_or_else(|| judging::more_days_later(DAYS), |it| judging::after_day(&it));
        text.push_str(&row(&words(later), [self.later.to_string()]));
        text.push_str(&row(&words(judging::not_by_waiting()), [self.never.to_string()]));
        text
    }

    /// How the deadlines stand: those that stand so for any account.
    fn text_of_deadlines(&self, words: &impl Fn(Message) -> String) -> String {
        let mut text = String::new();
        for (deadline, counts) in self.policy.deadlines.iter().zip(&self.deadlines) {
            text.push('\n');
            text.push_str(&row(
                &words(judging::head_deadline(&deadline.name)),
                [words(judging::head_accounts())],
            ));
            for state in DeadlineState::ALL {
                if let count @ 1.. = counts[state as usize] {
                    text.push_str(&row(&format!("  {}", words(state.title())), [count.to_string()]));
                }
            }
        }
        text
    }

    /// For programs, on one line.
    pub(super) fn json(&self, counts: Counts) -> Result<String, Failure> {
        #[derive(Serialize)]
        struct Document<'s> {
            policy: String,
            provenance: Provenance,
            /// Null where accounts were judged at different instants.
            now: Option<String>,
            now_first: String,
            now_last: String,
            read: u64,
            judged: u64,
            refused: u64,
            statuses: serde_json::Map<String, serde_json::Value>,
            /// Left out where the outcome carries no value.
            #[serde(skip_serializing_if = "Option::is_none")]
            outcome_values: Option<serde_json::Value>,
            requirements: Vec<Requirement<'s>>,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            deadlines: Vec<Deadline<'s>>,
            /// Left out where it was not asked for what is to be done with the data.
            #[serde(skip_serializing_if = "Option::is_none")]
            plans: Option<serde_json::Value>,
            eligible: Vec<Day>,
            eligible_later: u64,
            never_by_waiting: u64,
        }
        #[derive(Serialize)]
        struct Requirement<'s> {
            requirement: &'s str,
            failed: u64,
            alone: u64,
            unknown: u64,
        }
        #[derive(Serialize)]
        struct Deadline<'s> {
            deadline: &'s str,
            states: BTreeMap<&'static str, u64>,
        }
        #[derive(Serialize)]
        struct Day {
            days: usize,
            day: Option<String>,
            accounts: u64,
        }
        let requirement = |(requirement, Blocking { failed, unknown, alone })| Requirement {
            requirement,
            failed,
            alone,
            unknown,
        };
        let (first, last) = self.instants();
        let document = Document {
            policy: self.terms.program.policy_name(self.terms.policy),
            provenance: self.terms.program.provenance(self.terms.policy),
            now: (first == last).then(|| self.rfc3339(first)),
            now_first: self.rfc3339(first),
            now_last: self.rfc3339(last),
            read: counts.read(),
            judged: counts.judged,
            refused: counts.refused,
            statuses: Status::ALL
                .map(|it| (it.word().to_owned(), self.statuses[it as usize].into()))
                .into_iter()
                .collect(),
            outcome_values: self.policy.outcome_value.as_ref().map(|carried| self.values.json(carried)),
            requirements: self.worst().into_iter().map(requirement).collect(),
            deadlines: (self.policy.deadlines.iter().zip(&self.deadlines))
                .map(|(it, counts)| Deadline {
                    deadline: &it.name,
                    states: DeadlineState::ALL.map(|it| (it.json_name(), counts[it as usize])).into(),
                })
                .collect(),
            plans: self.items.as_ref().map(Items::json),
            eligible: (0..)
                .zip(&self.days)
                .map(|(days, &accounts)| Day { days, day: self.date(days), accounts })
                .collect(),
            eligible_later: self.later,
            never_by_waiting: self.never,
        };
        serde_json::to_string(&document)
            .map(|line| line + "\n")
            .map_err(|error| Failure::Input(usage::cannot_write(usage::the_summary(), why(&error))))
    }
}

/// A row of a table.
fn row<const COLUMNS: usize>(name: &str, cells: [String; COLUMNS]) -> String {
    let cells: String =
        cells.iter().map(|cell| " ".repeat(12_usize.saturating_sub(cell.width())) + cell).collect();
    format!("{}{cells}\n", first(name))
}

/// The first column, as wide as a terminal shows it.
fn first(name: &str) -> String {
    name.to_owned() + &" ".repeat(24_usize.saturating_sub(name.width()))
}

/// The widest of two ranges.
fn widest(
    one: Option<(Timestamp, Timestamp)>,
    other: Option<(Timestamp, Timestamp)>,
) -> Option<(Timestamp, Timestamp)> {
    match (one, other) {
        (Some((first, last)), Some((earlier, later))) => Some((first.min(earlier), last.max(later))),
        (one, other) => one.or(other),
    }
}
