//! The timeline as a bar, and a row for each period.

use anstyle::Style;

use super::page::{Page, padded, widest};
use super::{DIM, look, moment};
use crate::eval::{Period, Verdict};
use crate::render::words::{Words, fill};

/// Columns of the bar, without its arrow.
const COLUMNS: usize = 60;
/// The fewest columns of a period.
const FEWEST: usize = 3;
/// Columns of the last period, which has no end.
const LAST: usize = 8;
/// The most rows.
const ROWS: usize = 10;

/// Draws the timeline of a verdict; neighbours of a long one are left out before its last period.
pub(super) fn timeline(page: &mut Page, verdict: &Verdict, words: &Words) {
    let (shown, left_out) = shown(&verdict.timeline);
    bar(page, &shown);
    let times: Vec<String> = shown.iter().map(|period| moment(period.from, verdict.zone, words)).collect();
    let time_width = widest(times.iter().map(String::as_str));
    let status_width = widest(shown.iter().map(|period| words.status(period.status)));
    for (at, (period, time)) in shown.iter().zip(&times).enumerate() {
        if left_out > 0 && at + 1 == shown.len() {
            page.line(&[(DIM, &format!("     {}", fill(words.more, left_out)))]);
        }
        let before = at.checked_sub(1).filter(|_| left_out == 0 || at + 1 < shown.len());
        let changes = changes(before.map(|before| shown[before]), period, words);
        let status = padded(words.status(period.status), status_width);
        let status = if changes.is_empty() { status.trim_end().to_owned() } else { status + "  " };
        let lead = format!("  {}  {}  ", mark(at), padded(time, time_width));
        page.hanging(&[(DIM, &lead), (look(period.status).style, &status)], Style::new(), &changes);
    }
}

/// What clears and what begins to fail; of the first period all that fails.
fn changes(before: Option<&Period>, period: &Period, words: &Words) -> String {
    let Some(before) = before else { return period.failed.join(words.comma) };
    let cleared = before.failed.iter().filter(|name| !period.failed.contains(name));
    let failing = period.failed.iter().filter(|name| !before.failed.contains(name));
    let changes = cleared.map(|name| format!("✓ {name}")).chain(failing.map(|name| format!("✗ {name}")));
    changes.collect::<Vec<_>>().join(words.comma)
}

/// The first periods and the last, and how many are left out between them.
fn shown(timeline: &[Period]) -> (Vec<&Period>, usize) {
    match timeline {
        [first @ .., last] if timeline.len() > ROWS => {
            (first[..ROWS - 1].iter().chain([last]).collect(), timeline.len() - ROWS)
        }
        _ => (timeline.iter().collect(), 0),
    }
}

/// A stretch of the bar for each period, as long as the period beside the others, with its mark above its start.
fn bar(page: &mut Page, periods: &[&Period]) {
    let columns = columns(periods);
    let marks: String = columns.iter().enumerate().map(|(at, &width)| padded(&mark(at), width)).collect();
    page.line(&[(DIM, &format!("  {}", marks.trim_end()))]);
    let stretches: Vec<(Style, String)> = periods
        .iter()
        .zip(&columns)
        .map(|(period, &width)| (look(period.status).style, look(period.status).fill.repeat(width)))
        .collect();
    let arrow = periods.last().map(|period| (look(period.status).style, "▶"));
    let parts = std::iter::once((Style::new(), "  "));
    let parts = parts.chain(stretches.iter().map(|(style, text)| (*style, text.as_str()))).chain(arrow);
    page.line(&parts.collect::<Vec<_>>());
}

/// How many columns each period takes.
fn columns(periods: &[&Period]) -> Vec<usize> {
    let lengths: Vec<i128> =
        periods.windows(2).map(|pair| i128::from(pair[1].from) - i128::from(pair[0].from)).collect();
    let whole = lengths.iter().sum::<i128>().max(1);
    let free = COLUMNS.saturating_sub(LAST + FEWEST * lengths.len()) as i128;
    let stretch = |length: &i128| FEWEST + usize::try_from(length * free / whole).unwrap_or(0);
    lengths.iter().map(stretch).chain([LAST]).collect()
}

/// `a`, `b`, …
fn mark(at: usize) -> String {
    char::from_u32('a' as u32 + at as u32).map(String::from).unwrap_or_default()
}
