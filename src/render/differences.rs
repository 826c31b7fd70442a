//! What changed between two versions, for people.

use super::harmless::escaped;
use super::page::padded;
use crate::compare::{Change, Difference, Direction, Effect, Part};
use crate::diagnostic::messages::{list, reports};
use crate::diagnostic::{Language, Message};

/// The columns of the effect.
const EFFECT: usize = 9;

/// A line a difference, each policy under its name; then the places of both versions and how it reads in them, where their
/// texts are available.
#[must_use]
pub fn differences(found: &[Difference], language: Language) -> String {
    let mut text = String::new();
    let mut policy = "";
    for difference in found {
        if difference.policy != policy {
            policy = &difference.policy;
            text.push_str(&format!("{policy}\n"));
        }
        let places: Vec<String> = [&difference.old_place, &difference.new_place]
            .into_iter()
            .flatten()
            .map(|it| it.to_string())
            .collect();
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

/// The same in Markdown, for the summary of a pull request: an item a difference, and a block of how it reads in both
/// versions.
#[must_use]
pub fn differences_markdown(found: &[Difference], language: Language) -> String {
    let mut text = String::new();
    let mut policy = "";
    for difference in found {
        if difference.policy != policy {
            policy = &difference.policy;
            let gap = if text.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}### {}\n\n", code(policy)));
        }
        let change = change(difference.change, part(&difference.part)).text(language);
        let directions = difference.directions.iter().map(|it| direction(*it));
        let effect = Some(effect(difference.effect)).filter(|_| difference.effect != Effect::Neither);
        let marks: Vec<String> =
            effect.into_iter().chain(directions).map(|it| format!("**{}**", it.text(language))).collect();
        let marks = if marks.is_empty() { String::new() } else { format!("{} — ", marks.join(", ")) };
        text.push_str(&format!("- {marks}{}", change.replace('|', "\\|")));
        let places = [&difference.old_place, &difference.new_place].into_iter().flatten();
        let places: Vec<String> = places.map(|it| code(&it.to_string())).collect();
        if !places.is_empty() {
            text.push_str(&format!(" ({})", places.join(" → ")));
        }
        text.push('\n');
        let lines = [("-", &difference.before), ("+", &difference.after)].into_iter();
        let lines: Vec<String> = lines
            .flat_map(|(sign, lines)| lines.iter().map(move |line| format!("  {sign} {}\n", escaped(line))))
            .collect();
        if !lines.is_empty() {
            let fence = "`".repeat(longest_run(&lines.concat(), '`').max(2) + 1);
            text.push_str(&format!("\n  {fence}diff\n{}  {fence}\n\n", lines.concat()));
        }
    }
    text
}

/// A span of code, whatever is in it.
fn code(text: &str) -> String {
    let text = escaped(text);
    match longest_run(&text, '`') {
        0 => format!("`{text}`"),
        longest => format!("{0} {text} {0}", "`".repeat(longest + 1)),
    }
}

fn longest_run(text: &str, sign: char) -> usize {
    text.split(|other| other != sign).map(str::len).max().unwrap_or(0)
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
        Change::Renamed => reports::part_renamed(part),
        Change::Earlier => reports::part_earlier(part),
        Change::Later => reports::part_later(part),
    }
}

fn part(part: &Part) -> Message {
    match part {
        Part::Policy => reports::the_policy(),
        Part::When => reports::the_clause("when"),
        Part::Requirement(name) => reports::the_requirement(name),
        Part::Notice(name) => reports::the_notice(name),
        Part::Refusal(name) => reports::the_messages_of(name),
        Part::Warning(name) => reports::the_warning(name),
        Part::Step(name) => reports::the_step(name),
        Part::Deadline(name) => reports::the_deadline(name),
        Part::Grace => reports::the_clause("grace"),
        Part::Outcome => reports::the_clause("outcome"),
        Part::Data(name) => reports::the_data(name),
        Part::Words => reports::words_for_people(),
        Part::Lifecycle => reports::the_lifecycle(),
    }
}
