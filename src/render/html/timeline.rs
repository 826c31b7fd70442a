//! The timeline: a drawing for those who see it, and a list for everybody.

use maud::{Markup, html};

use crate::eval::{Period, Verdict};
use crate::ir::calendar;
use crate::render::timeline::{Excerpt, mark};
use crate::render::verdict::moment;
use crate::render::wording::Wording;
use crate::render::words::fill;

/// The drawing is this wide, in tenths of a per cent of its place.
const WHOLE: usize = 1000;
/// The least width of a period.
const LEAST: usize = 60;
/// The width of the last period, which has no end.
const LAST: usize = 180;

pub(super) fn timeline(verdict: &Verdict, words: &Wording<'_>) -> Markup {
    let excerpt = Excerpt::of(&verdict.timeline);
    html! {
        section aria-labelledby="timeline" {
            h2 id="timeline" { (words.timeline) }
            (drawing(&excerpt))
            ol.timeline {
                @for (at, period) in excerpt.periods.iter().enumerate() {
                    @if excerpt.left_out > 0 && at + 1 == excerpt.periods.len() {
                        li.more { (fill(words.more, excerpt.left_out)) }
                    }
                    li { (row(verdict, &excerpt, at, period, words)) }
                }
            }
        }
    }
}

/// The list says the same, so that the drawing is left out where pages are read aloud.
fn drawing(excerpt: &Excerpt<'_>) -> Markup {
    let widths = excerpt.shares(WHOLE, LEAST, LAST);
    let starts = widths.iter().scan(0, |at, width| {
        let start = *at;
        *at += width;
        Some(start)
    });
    let per_cent = |width: usize| format!("{}.{}%", width / 10, width % 10);
    let stretches = excerpt.periods.iter().zip(starts).zip(&widths).enumerate();
    html! {
        svg aria-hidden="true" width="100%" height="44" {
            @for (at, ((period, start), &width)) in stretches {
                rect class=(period.status.word()) x=(per_cent(start)) y="18" width=(per_cent(width)) height="22" {}
                line x1=(per_cent(start)) x2=(per_cent(start)) y1="4" y2="40" {}
                text x=(per_cent(start)) dx="4" y="13" { (mark(at)) }
            }
        }
    }
}

fn row(verdict: &Verdict, excerpt: &Excerpt<'_>, at: usize, period: &Period, words: &Wording<'_>) -> Markup {
    let changes = excerpt.changes(at);
    let number = |name: &str| verdict.failed.iter().position(|failure| failure.requirement == name);
    let reason = |name: &str| match number(name) {
        Some(at) => fill(words.reason, at + 1),
        None => name.to_owned(),
    };
    let clears = changes.clears.iter().map(|name| fill(words.cleared, reason(name)));
    let fails = changes.fails.iter().filter(|name| !changes.is_first || number(name).is_none());
    let changed: Vec<String> = clears.chain(fails.map(|name| fill(words.failing, reason(name)))).collect();
    html! {
        span.mark aria-hidden="true" { (mark(at)) }
        time datetime=(calendar::rfc3339(period.from, verdict.zone)) { (moment(period.from, verdict.zone, words)) }
        " " strong class=(period.status.word()) { (words.status(period.status)) }
        @if !changed.is_empty() { span.changes { (changed.join(words.comma)) } }
    }
}
