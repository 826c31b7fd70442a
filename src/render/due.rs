//! What is left of an account as a page for a terminal.

use anstyle::Style;

use super::Colour;
use super::page::Page;
use super::verdict::{DIM, HEADING, items, moment, section};
use super::wording::{Wording, first, last};
use super::words::fill;
use crate::eval::{Due, DueItem, PlanItem};
use crate::ir::{Provenance, calendar};

/// What is left of an account, which of it is due, and what next.
#[must_use]
pub fn due(due: &Due, language: &str, colour: Colour) -> String {
    let words = &Wording::of(&due.names, language);
    let mut page = Page::new(colour);
    page.line(&[(DIM, &fill(words.account, &due.id))]);
    let now = calendar::day_and_time(due.now, due.zone);
    page.line(&[(HEADING, words.policy(&due.policy)), (DIM, &format!("  {now}  {}", due.zone))]);
    page.line(&[(DIM, &fill(words.left_at, first(due.left, due.zone)))]);
    let also = |it: &DueItem| {
        it.until_kept.map(|until| match until {
            Some(until) => fill(words.was_kept_until, last(until, due.zone)),
            None => words.was_kept_without_end.to_owned(),
        })
    };
    let of = |is_due: bool| -> Vec<(&PlanItem, Option<String>)> {
        due.items.iter().filter(|it| it.is_due == is_due).map(|it| (&it.item, also(it))).collect()
    };
    let (now, later) = (of(true), of(false));
    section(&mut page, words.due_now);
    match now.is_empty() {
        true => page.paragraph("  ", Style::new(), words.nothing_due),
        false => items(&mut page, now.into_iter(), due.zone, words),
    }
    if !later.is_empty() {
        section(&mut page, words.still_kept);
        items(&mut page, later.into_iter(), due.zone, words);
    }
    if let Some(next) = &due.next {
        page.blank();
        page.paragraph("", Style::new(), &fill(words.next_due, moment(next.at, due.zone, words)));
    }
    page.blank();
    let Provenance { program_hash, exeunt, tzdb } = due.provenance;
    let planned = due.planned_by.filter(|planned| *planned != program_hash);
    planned.iter().for_each(|planned| page.line(&[(DIM, &fill(words.planned_by, planned))]));
    page.line(&[(DIM, &fill(words.program, program_hash))]);
    page.line(&[(DIM, &fill(&fill(words.versions, exeunt), tzdb))]);
    page.into_text()
}
