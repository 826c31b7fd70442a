//! What is to be done with the data of eligible accounts, in numbers.

use std::collections::BTreeMap;

use exeunt::diagnostic::Message;
use exeunt::eval::{Plan, PlanItem};
use exeunt::ir::{DisposalKind, Timestamp, Zone, calendar};
use serde::Serialize;
use serde_json::json;
use unicode_width::UnicodeWidthStr as _;

use crate::messages::judging;

/// Items of plans by collection, by what is done with them, and by the day on which that is due.
#[derive(Debug, Clone, Default)]
pub(super) struct Items {
    plans: u64,
    /// How many plans have an item that is undetermined.
    incomplete: u64,
    counts: BTreeMap<Kind, BTreeMap<Option<i32>, u64>>,
}

/// What items are counted together, whatever their days are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    collection: String,
    disposal: &'static str,
    /// Whether it is held by what is not known to hold.
    is_unknown: bool,
}

/// The items of one day.
#[derive(Serialize)]
struct Counted<'i> {
    collection: &'i str,
    disposal: &'i str,
    #[serde(rename = "held_by_unknown", skip_serializing_if = "std::ops::Not::not")]
    is_unknown: bool,
    due: Option<String>,
    items: u64,
}

impl Items {
    /// Counts the items of a plan that was made at `now`.
    pub(super) fn count(&mut self, plan: &Plan, now: Timestamp, zone: Zone) {
        self.plans += 1;
        self.incomplete += u64::from(!plan.is_complete);
        for item in &plan.items {
            let is_unknown = item.held_by.iter().any(|by| by.is_unknown);
            let kind =
                Kind { collection: item.collection.clone(), disposal: item.disposal.word(), is_unknown };
            *self.counts.entry(kind).or_default().entry(day_due(item, now, zone)).or_default() += 1;
        }
    }

    /// Adds the items of other plans.
    pub(super) fn add(&mut self, other: &Self) {
        self.plans += other.plans;
        self.incomplete += other.incomplete;
        for (kind, days) in &other.counts {
            let counts = self.counts.entry(kind.clone()).or_default();
            days.iter().for_each(|(&day, count)| *counts.entry(day).or_default() += count);
        }
    }

    /// For people: a row for each collection and what is done with it, with the first and the last day on which that is due.
    pub(super) fn text(&self, words: &impl Fn(Message) -> String) -> String {
        let name = |Kind { collection, disposal, is_unknown }: &Kind| match is_unknown {
            true => format!("  {collection}: {disposal}, {}", words(judging::hold_unknown())),
            false => format!("  {collection}: {disposal}"),
        };
        let widest = self.counts.keys().map(|kind| name(kind).width() + 1).max().unwrap_or_default();
        let line = |name: &str, items: &str, due: &str| {
            let gap = " ".repeat(widest.max(24).saturating_sub(name.width()));
            let pad = " ".repeat(12_usize.saturating_sub(items.width()));
            format!("{name}{gap}{pad}{items}    {due}").trim_end().to_owned() + "\n"
        };
        let heads = [judging::head_of_data(), judging::head_items(), judging::head_due()].map(words);
        let mut text = format!("\n{}", line(&heads[0], &heads[1], &heads[2]));
        for (kind, days) in &self.counts {
            let items: u64 = days.values().sum();
            let mut dated = days.keys().filter_map(|day| *day);
            let first = dated.next();
            let due = match (first, dated.next_back().or(first)) {
                (Some(first), Some(last)) if first == last => calendar::date(first),
                (Some(first), Some(last)) => {
                    words(judging::due_between(&calendar::date(first), &calendar::date(last)))
                }
                (None, _) | (_, None) => String::new(),
            };
            text.push_str(&line(&name(kind), &items.to_string(), &due));
        }
        text.push_str(&words(judging::plans_incomplete(self.incomplete, self.plans)));
        text.push('\n');
        text
    }

    /// For programs: an entry for each collection, what is done with it and the day on which that is due.
    pub(super) fn json(&self) -> serde_json::Value {
        let items = self.counts.iter().flat_map(|(kind, days)| {
            days.iter().map(|(day, &items)| Counted {
                collection: &kind.collection,
                disposal: kind.disposal,
                is_unknown: kind.is_unknown,
                due: day.map(calendar::date),
                items,
            })
        });
        json!({ "plans": self.plans, "incomplete": self.incomplete, "items": items.collect::<Vec<_>>() })
    }
}

/// The day on which an item goes: that of the first instant at which it is to be erased, or at which the plan was made.
/// `None` if it has no such day, or if that is unknown.
fn day_due(item: &PlanItem, now: Timestamp, zone: Zone) -> Option<i32> {
    let due = match item.disposal {
        DisposalKind::Erase | DisposalKind::Forfeit | DisposalKind::Anonymise => {
            Some(item.due_since.unwrap_or(now).as_micros())
        }
        DisposalKind::Retain | DisposalKind::Held => {
            item.until.map(|until| until.as_micros().saturating_add(1))
        }
        // They are told when the plan is carried out.
        DisposalKind::Inform => Some(now.as_micros()),
        DisposalKind::Keep | DisposalKind::Undetermined => None,
    };
    due.map(|due| calendar::day_of(due, zone))
}
