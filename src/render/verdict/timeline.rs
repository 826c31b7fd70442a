//! The timeline as a bar, and a row for each period.

use anstyle::Style;

use super::{DIM, look, moment};
use crate::eval::Verdict;
use crate::render::page::{Page, padded, widest};
use crate::render::timeline::{Changes, Excerpt, mark};
use crate::render::wording::Wording;
use crate::render::words::fill;

/// Columns of the bar, without its arrow.
const COLUMNS: usize = 60;
/// The fewest columns of a period.
const FEWEST: usize = 3;
/// Columns of the last period, which has no end.
const LAST: usize = 8;

/// Draws the timeline of a verdict.
pub(super) fn timeline(page: &mut Page, verdict: &Verdict, words: &Wording<'_>) {
    let excerpt = Excerpt::of(&verdict.timeline);
    bar(page, &excerpt);
    let moments = excerpt.periods.iter().map(|period| moment(period.from, verdict.zone, words));
    let moments: Vec<String> = moments.collect();
    let moment_width = widest(moments.iter().map(String::as_str));
    let statuses: Vec<String> = excerpt.periods.iter().map(|period| words.status(period.status)).collect();
    let status_width = widest(statuses.iter().map(String::as_str));
    for (at, (period, moment)) in excerpt.periods.iter().zip(&moments).enumerate() {
        if excerpt.left_out > 0 && at + 1 == excerpt.periods.len() {
            page.line(&[(DIM, &format!("     {}", fill(words.more, excerpt.left_out)))]);
        }
        let changes = changes(&excerpt.changes(at), words);
        let status = padded(&statuses[at], status_width);
        let status = if changes.is_empty() { status.trim_end().to_owned() } else { status + "  " };
        let lead = format!("  {}  {}  ", mark(at), padded(moment, moment_width));
        page.hanging(&[(DIM, &lead), (look(period.status).style, &status)], Style::new(), &changes);
    }
}

fn changes(changes: &Changes<'_>, words: &Wording<'_>) -> String {
    let fails = if changes.is_first { "" } else { "✗ " };
    let clears = changes.clears.iter().map(|name| format!("✓ {name}"));
    let parts = clears.chain(changes.fails.iter().map(|name| format!("{fails}{name}")));
    parts.collect::<Vec<_>>().join(words.comma)
}

/// A stretch of the bar for each period, as long as the period beside the others, with its mark above its start.
fn bar(page: &mut Page, excerpt: &Excerpt<'_>) {
    let columns = excerpt.shares(COLUMNS, FEWEST, LAST);
    let marks: String = columns.iter().enumerate().map(|(at, &width)| padded(&mark(at), width)).collect();
    page.line(&[(DIM, &format!("  {}", marks.trim_end()))]);
    let looks = || excerpt.periods.iter().map(|period| look(period.status));
    let stretches: Vec<(Style, String)> =
        looks().zip(&columns).map(|(look, &width)| (look.style, look.fill.repeat(width))).collect();
    let arrow = excerpt.periods.last().map(|period| (look(period.status).style, "▶"));
    let parts = std::iter::once((Style::new(), "  "));
    let parts = parts.chain(stretches.iter().map(|(style, text)| (*style, text.as_str()))).chain(arrow);
    page.line(&parts.collect::<Vec<_>>());
}
