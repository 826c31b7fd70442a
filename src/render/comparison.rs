//! Two verdicts on one account and what differs: as it is, and as it would be.

use anstyle::Style;
use serde::Serialize;

use super::Colour;
use super::page::{Page, padded, widest};
use super::verdict::{look, verdict_of};
use super::verdict_json::Document;
use super::wording::{Wording, last};
use super::words::fill;
use crate::eval::{DeadlineEnd, Difference, Verdict, difference};
use crate::facts::Id;
use crate::ir::Timestamp;

/// The version of the JSON form.
const VERSION: u32 = 3;
const HEADING: Style = Style::new().bold();

/// Both verdicts as pages, the second headed by the assumptions that it rests on, and then what differs.
#[must_use]
pub fn comparison(
    id: Option<&Id>,
    [before, after]: [&Verdict; 2],
    assumptions: &[String],
    language: &str,
    colour: Colour,
) -> String {
    let words = &Wording::of(&before.names, language);
    let mut page = Page::new(colour);
    page.blank();
    page.blank();
    assumptions.iter().for_each(|assumption| page.paragraph("", HEADING, &fill(words.assuming, assumption)));
    page.blank();
    let heading = page.into_text();
    let changes = changes(before, after, words, colour);
    let [before, after] = [before, after].map(|verdict| verdict_of(id, verdict, language, colour));
    format!("{before}{heading}{after}\n\n{changes}")
}

fn changes(before: &Verdict, after: &Verdict, words: &Wording<'_>, colour: Colour) -> String {
    let mut page = Page::new(colour);
    page.line(&[(HEADING, words.changes)]);
    let rows = rows(&difference(before, after), before, words);
    if rows.is_empty() {
        page.paragraph("  ", Style::new(), words.no_change);
    }
    let width = widest(rows.iter().map(|row| row.label.as_str()));
    for row in &rows {
        page.hanging(&[(Style::new(), &format!("  {}  ", padded(&row.label, width)))], row.style, &row.text);
    }
    page.into_text()
}

struct Row {
    label: String,
    style: Style,
    text: String,
}

fn rows(difference: &Difference, before: &Verdict, words: &Wording<'_>) -> Vec<Row> {
    let plain = |label: &str, text: String| Row { label: label.to_owned(), style: Style::new(), text };
    let status = difference.status.iter().map(|change| Row {
        label: words.status_label.to_owned(),
        style: look(change.after).style,
        text: format!("{} → {}", words.status(change.before), words.status(change.after)),
    });
    let requirements = difference.requirements.iter().map(|turned| Row {
        label: turned.requirement.clone(),
        style: Style::new(),
        text: format!("{} → {}", words.standing(turned.before), words.standing(turned.after)),
    });
    let instant =
        |instant: Option<Timestamp>| instant.map_or(words.none.to_owned(), |it| last(it, before.zone));
    let eligible = difference.eligible_after.iter().map(|change| {
        plain(words.eligible_label, format!("{} → {}", instant(change.before), instant(change.after)))
    });
    let name = |outcome: &Option<String>| outcome.clone().unwrap_or(words.none.to_owned());
    let named = |outcome: &Option<String>| {
        outcome.as_ref().map_or(words.none, |it| words.outcome_named(it)).to_owned()
    };
    let outcome = difference.outcome.iter().map(|change| {
        plain(words.outcome_label, format!("{} → {}", named(&change.before), named(&change.after)))
    });
    let value = difference.outcome_value.iter().map(|change| {
        plain(words.outcome_value, format!("{} → {}", name(&change.before), name(&change.after)))
    });
    let end = |end: DeadlineEnd| {
        let due = end.due.map(|due| fill(words.due, last(due, before.zone)));
        std::iter::once(words.state(end.state)).chain(due).collect::<Vec<_>>().join("  ")
    };
    let deadlines = difference.deadlines.iter().map(|turned| Row {
        label: turned.deadline.clone(),
        style: Style::new(),
        text: format!("{} → {}", end(turned.before), end(turned.after)),
    });
    let lists = [
        (words.missing, &difference.missing, "+"),
        (words.missing, &difference.no_longer_missing, "−"),
        (words.warnings, &difference.warnings, "+"),
        (words.warnings, &difference.no_longer_warned, "−"),
    ];
    let lists = lists.into_iter().flat_map(|(label, items, sign)| {
        items.iter().map(move |item| plain(label, format!("{sign} {item}")))
    });
    status
        .chain(requirements)
        .chain(eligible)
        .chain(outcome)
        .chain(value)
        .chain(deadlines)
        .chain(lists)
        .collect()
}

#[derive(Serialize)]
struct Comparison<'a> {
    version: u32,
    id: Option<&'a Id>,
    assumptions: &'a [String],
    before: Document<'a>,
    after: Document<'a>,
    difference: Difference,
}

/// The comparison as one line of JSON, its end included, as `docs/comparison.schema.json` describes it.
///
/// # Errors
/// None that is known of: every part has a JSON form.
pub fn comparison_json(
    id: Option<&Id>,
    [before, after]: [&Verdict; 2],
    assumptions: &[String],
) -> serde_json::Result<String> {
    let difference = difference(before, after);
    let [before, after] = [before, after].map(|verdict| Document::new(id, verdict, None));
    let comparison = Comparison { version: VERSION, id, assumptions, before, after, difference };
    serde_json::to_string(&comparison).map(|line| line + "\n")
}
