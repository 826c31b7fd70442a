//! `calendar prc from "holidays/prc.toml"`: a calendar that a file declares, in the same words as its lines.
//!
//! ```toml
//! rest = ["saturday", "sunday"]
//! covers = { from = 2026-01-01, to = 2026-12-31 }
//! working = [2026-10-10]
//!
//! [[holiday]]
//! from = 2026-10-01
//! to = 2026-10-08
//! name = "国庆节"
//! ```

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::calendars::COVERS_OF_FILE;
use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::named_file::NamedFile;
use crate::diagnostic::messages::{analysis, check_calendars, common, literals, sql};
use crate::diagnostic::{Code, Diagnostic, Message, nearest};
use crate::ir::WorkCalendar;
use crate::ir::calendar::{FIRST_DAY, LAST_DAY, day_number};
use crate::source::{FileId, Span};
use crate::syntax::ast::{self, CalendarRule, CalendarRuleKind, DayRange, Name, Text};

type Value<'t> = Spanned<DeValue<'t>>;

const KEYS: [&str; 4] = ["rest", "covers", "holiday", "working"];
const KEYS_OF_DAYS: [&str; 4] = ["day", "from", "to", "name"];
/// How each of [`KEYS`] is written.
const REST: &str = "rest = [\"saturday\", \"sunday\"]";
const HOLIDAY: &str = "holiday = [{ from = 2026-10-01, to = 2026-10-08, name = \"…\" }]";
const WORKING: &str = "working = [2026-10-10]";

impl Checker<'_> {
    /// The calendar that a file declares; errors point into that file.
    pub(super) fn calendar_of_file(&mut self, written: &ast::Calendar, from: &Text) -> Built<WorkCalendar> {
        let file = self.file_named(from, NamedFile::Calendar)?;
        let text = self.sources.get(file).map_or("", |source| &source.text);
        let Reader { rules, found, .. } = Reader::read(file, text);
        match found.into_iter().map(|found| self.report(found)).last() {
            Some(reported) => Err(reported),
            None => self.declared_calendar(written, &rules),
        }
    }
}

struct Reader {
    file: FileId,
    rules: Vec<CalendarRule>,
    found: Vec<Diagnostic>,
}

impl Reader {
    fn read(file: FileId, text: &str) -> Self {
        let mut reader = Self { file, rules: Vec::new(), found: Vec::new() };
        match DeTable::parse(text) {
            Ok(table) => table.get_ref().iter().for_each(|(key, value)| {
                reader.line(key.get_ref(), reader.span(key.span()), value);
            }),
            Err(error) => {
                let at = reader.span(error.span().unwrap_or(0..0));
                let why = error.message().lines().next().unwrap_or_default().to_owned();
                reader.report(at, Message::verbatim(why), analysis::not_toml());
            }
        }
        reader
    }

    fn line(&mut self, key: &str, key_at: Span, value: &Value<'_>) {
        match key {
            "rest" => self.rest(value),
            "covers" => {
                if let DeValue::Table(table) = value.get_ref() {
                    let days = self.days_of(table, self.span(value.span()), &["from", "to"]);
                    self.rules.extend(days.map(|(days, _)| rule(CalendarRuleKind::Covers(days), days.span)));
                } else {
                    self.wrong_value(key, value, COVERS_OF_FILE);
                }
            }
            "holiday" => self.all_days(key, value, HOLIDAY, CalendarRuleKind::Holiday),
            "working" => self.all_days(key, value, WORKING, CalendarRuleKind::Working),
            _ => self.unknown(key, key_at, &KEYS),
        }
    }

    /// `rest = ["saturday", "sunday"]`; which days of the week there are is looked at with those of the policies.
    fn rest(&mut self, value: &Value<'_>) {
        let DeValue::Array(days) = value.get_ref() else { return self.wrong_value("rest", value, REST) };
        let mut names = Vec::new();
        for day in days {
            match day.get_ref().as_str() {
                Some(name) => names.push(Name { text: name.to_owned(), span: self.span(day.span()) }),
                None => self.wrong_value("rest", day, REST),
            }
        }
        self.rules.push(rule(CalendarRuleKind::Rest(names), self.span(value.span())));
    }

    /// `holiday = [2026-05-01, { from = 2026-10-01, to = 2026-10-08 }]`
    fn all_days(
        &mut self,
        key: &str,
        value: &Value<'_>,
        example: &str,
        kind: fn(DayRange, Option<Text>) -> CalendarRuleKind,
    ) {
        let DeValue::Array(entries) = value.get_ref() else { return self.wrong_value(key, value, example) };
        for entry in entries {
            let days = match entry.get_ref() {
                DeValue::Datetime(_) | DeValue::String(_) => {
                    let day = self.date(entry, &|day| format!("{key} = [{day}]"), key);
                    day.map(|(day, span)| (DayRange { first: day, last: day, span }, None))
                }
                DeValue::Table(table) => self.days_of(table, self.span(entry.span()), &KEYS_OF_DAYS),
                DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Array(_) => {
                    self.wrong_value(key, entry, example);
                    None
                }
            };
            self.rules.extend(days.map(|(days, name)| rule(kind(days, name), days.span)));
        }
    }

    /// `{ from = 2026-10-01, to = 2026-10-08, name = "…" }` or `{ day = 2026-10-10 }`
    fn days_of(
        &mut self,
        table: &DeTable<'_>,
        whole: Span,
        allowed: &[&str],
    ) -> Option<(DayRange, Option<Text>)> {
        let before = self.found.len();
        let (mut day, mut from, mut to, mut name) = (None, None, None, None);
        for (key, value) in table {
            let (key, key_at) = (key.get_ref().as_ref(), self.span(key.span()));
            let right = |day: &str| format!("{key} = {day}");
            match key {
                _ if !allowed.contains(&key) => self.unknown(key, key_at, allowed),
                "day" => day = self.date(value, &right, key),
                "from" => from = self.date(value, &right, key),
                "to" => to = self.date(value, &right, key),
                _ => name = self.text(key, value),
            }
        }
        if self.found.len() > before {
            return None;
        }
        let (first, last) = match (day, from, to) {
            (Some(day), None, None) => (day, day),
            (None, Some(from), Some(to)) => (from, to),
            (Some(_), _, _) => {
                self.report(whole, check_calendars::days_given_twice(), check_calendars::which_days());
                return None;
            }
            (None, from, to) => {
                let missing = match (from, to) {
                    (Some(_), _) => "to",
                    (None, Some(_)) => "from",
                    (None, None) => allowed[0],
                };
                self.report(whole, check_calendars::key_is_missing(missing), check_calendars::which_days());
                return None;
            }
        };
        let span = first.1.to(last.1);
        if last.0 < first.0 {
            let turned = Diagnostic::new(Code::BadLiteral, span, literals::days_turned_round());
            self.found.push(turned.label(literals::ends_before_it_begins()));
            return None;
        }
        Some((DayRange { first: first.0, last: last.0, span }, name))
    }

    /// A day; where it has quotes or a time, how it is written without.
    fn date(&mut self, value: &Value<'_>, right: &dyn Fn(&str) -> String, key: &str) -> Option<(Date, Span)> {
        let span = self.span(value.span());
        let written = value.get_ref().as_datetime();
        let plain = written.filter(|it| it.time.is_none() && it.offset.is_none()).and_then(|it| it.date);
        let Some(written) = plain else {
            let day = written.and_then(|it| it.date).map(|day| day.to_string());
            let text = value.get_ref().as_str().filter(|text| text.parse::<Date>().is_ok());
            self.wrong_value(key, value, &right(day.as_deref().or(text).unwrap_or("2026-10-01")));
            return None;
        };
        let year = i16::try_from(written.year).ok();
        let (month, day) = (i8::try_from(written.month).ok(), i8::try_from(written.day).ok());
        let day = year.zip(month.zip(day)).and_then(|(year, (month, day))| Date::new(year, month, day).ok());
        let day = day.filter(|day| (FIRST_DAY..=LAST_DAY).contains(&day_number(*day)));
        if day.is_none() {
            let none = Diagnostic::new(Code::BadLiteral, span, literals::no_such_day());
            self.found.push(none.label(literals::not_in_calendar()));
        }
        day.map(|day| (day, span))
    }

    fn text(&mut self, key: &str, value: &Value<'_>) -> Option<Text> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_value(key, value, &format!("{key} = \"…\""));
            return None;
        };
        Some(Text { value: text.to_owned(), span: self.span(value.span()), escapes: Vec::new() })
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start as u32, range.end as u32)
    }

    fn report(&mut self, span: Span, message: Message, label: Message) {
        self.found.push(Diagnostic::new(Code::BadCalendarFile, span, message).label(label));
    }

    fn wrong_value(&mut self, key: &str, value: &Value<'_>, example: &str) {
        let span = self.span(value.span());
        let message = check_calendars::not_a_value_of(key);
        let found = Diagnostic::new(Code::BadCalendarFile, span, message).label(sql::another_value());
        self.found.push(found.help(common::write_this(example)));
    }

    fn unknown(&mut self, key: &str, span: Span, known: &[&str]) {
        let message = check_calendars::not_a_key_here(key);
        let found = Diagnostic::new(Code::BadCalendarFile, span, message).label(analysis::not_known());
        self.found.push(match nearest(key, known.iter().copied()) {
            Some(near) => found.help(common::did_you_mean(near)),
            None => found.note(sql::possible_here(&known.join(", "))),
        });
    }
}

fn rule(kind: CalendarRuleKind, span: Span) -> CalendarRule {
    CalendarRule { kind, span }
}
