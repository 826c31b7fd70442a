//! What changed between two versions, for people.

use super::harmless::escaped;
use super::page::padded;
use crate::compare::{Change, Difference, Direction, Effect, Part};
use crate::diagnostic::messages::{list, reports};
use crate::diagnostic::{Language, Message};
use crate::ir::Origin;
use crate::source::Sources;

/// The columns of the effect.
const EFFECT: usize = 9;

/// A line a difference, each policy under its name; then the places of both versions, where their texts are
/// available.
#[must_use]
pub fn differences(old: &Sources, new: &Sources, found: &[Difference], language: Language) -> String {
    let mut text = String::new();
    let mut policy = "";
    for difference in found {
        if difference.policy != policy {
            policy = &difference.policy;
            text.push_str(&format!("{policy}\n"));
        }
        let places = [place(old, difference.old), place(new, difference.new)];
        let places: Vec<String> = places.into_iter().flatten().collect();
        let change = change(difference.change, part(&difference.part)).text(language);
        let effect = padded(&effect(difference.effect).text(language), EFFECT);
        let directions = list(&difference.directions.iter().map(|it| direction(*it)).collect::<Vec<_>>());
        let directions = directions.map(|it| format!(": {}", it.text(language))).unwrap_or_default();
        let line = format!("  {effect} {change}{directions}");
        text.push_str(line.trim_end());
        if !places.is_empty() {
            text.push_str(&format!("  ({})", places.join(" → ")));
        }
        text.push('\n');
        for (sign, lines) in [("−", &difference.before), ("+", &difference.after)] {
            lines.iter().for_each(|line| text.push_str(&format!("    {sign} {}\n", escaped(line))));
        }
    }
    text
}

fn place(sources: &Sources, origin: Option<Origin>) -> Option<String> {
    let span = origin?.span();
    let source = sources.get(span.file)?;
    let (line, column) = source.position(span.start);
    Some(format!("{}:{line}:{column}", source.name))
}

fn effect(effect: Effect) -> Message {
    match effect {
        Effect::Tightens => reports::tightens(),
        Effect::Loosens => reports::loosens(),
        Effect::Either => reports::either(),
        Effect::Neither => Message::verbatim("·"),
    }
}

/// What a change does to data, in words.
fn direction(direction: Direction) -> Message {
    match direction {
        Direction::ErasesMore => reports::erases_more(),
        Direction::ErasesLess => reports::erases_less(),
        Direction::KeepsLonger => reports::keeps_longer(),
        Direction::KeepsShorter => reports::keeps_shorter(),
        Direction::HoldsMore => reports::holds_more(),
        Direction::HoldsLess => reports::holds_less(),
        Direction::InformsMore => reports::informs_more(),
        Direction::InformsLess => reports::informs_less(),
    }
}

fn change(change: Change, part: Message) -> Message {
    match change {
        Change::Added => reports::part_added(part),
        Change::Removed => reports::part_removed(part),
        Change::Changed => reports::part_changed(part),
        Change::Earlier => reports::part_earlier(part),
        Change::Later => reports::part_later(part),
    }
}

fn part(part: &Part) -> Message {
    match part {
        Part::Policy => reports::the_policy(),
        Part::When => reports::the_clause("when"),
        Part::Requirement(name) => reports::the_requirement(name),
        Part::Refusal(name) => reports::the_messages_of(name),
        Part::Warning(name) => reports::the_warning(name),
        Part::Step(name) => reports::the_step(name),
        Part::Deadline(name) => reports::the_deadline(name),
        Part::Grace => reports::the_clause("grace"),
        Part::Outcome => reports::the_clause("outcome"),
        Part::Data(name) => reports::the_data(name),
        Part::Lifecycle => reports::the_lifecycle(),
    }
}
