//! What changed between two versions, for people.

use crate::compare::{Change, Difference, Effect, Part};
use crate::ir::Origin;
use crate::source::Sources;

/// A line a difference, each policy under its name; the places of both versions behind it, where their texts are at
/// hand.
#[must_use]
pub fn differences(old: &Sources, new: &Sources, found: &[Difference]) -> String {
    let mut text = String::new();
    let mut policy = "";
    for difference in found {
        if difference.policy != policy {
            policy = &difference.policy;
            text.push_str(&format!("{policy}\n"));
        }
        let places = [place(old, difference.old), place(new, difference.new)];
        let places: Vec<String> = places.into_iter().flatten().collect();
        let (part, change) = (part(&difference.part), change(difference.change));
        let line = format!("  {:<9} {part} {change}", effect(difference.effect));
        text.push_str(line.trim_end());
        if !places.is_empty() {
            text.push_str(&format!("  ({})", places.join(" → ")));
        }
        text.push('\n');
    }
    text
}

fn place(sources: &Sources, origin: Option<Origin>) -> Option<String> {
    let span = origin?.span();
    let source = sources.get(span.file)?;
    let (line, column) = source.position(span.start);
    Some(format!("{}:{line}:{column}", source.name))
}

fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Tightens => "tightens",
        Effect::Loosens => "loosens",
        Effect::Either => "either",
        Effect::Neither => "·",
    }
}

fn change(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed => "changed",
    }
}

fn part(part: &Part) -> String {
    match part {
        Part::Policy => "the policy".to_owned(),
        Part::When => "`when`".to_owned(),
        Part::Requirement(name) => format!("requirement `{name}`"),
        Part::Refusal(name) => format!("what `{name}` says"),
        Part::Warning(name) => format!("warning `{name}`"),
        Part::Step(name) => format!("step `{name}`"),
        Part::Grace => "`grace`".to_owned(),
        Part::Outcome => "`outcome`".to_owned(),
        Part::Data => "`data`".to_owned(),
    }
}
