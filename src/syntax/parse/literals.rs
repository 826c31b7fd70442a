//! Literals: what their digits are worth.

use pest::iterators::Pair;

use super::escapes::unescape;
use super::lost::{each_part, fill, rule_of};
use super::{Builder, Built, Rule};
use crate::diagnostic::messages::literals;
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::source::Span;
use crate::syntax::ast::{self, Literal};
use crate::syntax::vocabulary::{Unit, UnitLength};

const TOO_MANY_DIGITS: fn() -> Message = literals::more_digits_than_any;
const NOT_IN_THE_CALENDAR: fn() -> Message = literals::not_in_calendar;
/// How many working days may be counted.
const MOST_WORKING_DAYS: i32 = 9_999;
const TOO_LONG: fn() -> Message = literals::longer_than_calendar;

impl Builder {
    pub(super) fn literal(&mut self, pair: Pair<'_, Rule>) -> Built<Literal> {
        let span = self.span(&pair);
        let inner = self.only_child(pair)?;
        let text = inner.as_str().trim_end();
        rule_of!(self, inner {
            Rule::int => self.whole(text, span).map(Literal::Int),
            Rule::decimal => {
                let (digits, scale) = self.or_bad(decimal(text), span, literals::number_out_of_range, TOO_MANY_DIGITS)?;
                Ok(Literal::Decimal { digits, scale })
            }
            Rule::money | Rule::row_money => self.money(inner),
            Rule::duration => self.duration(&inner).map(Literal::Duration),
            Rule::full_days => self.full_days(inner).map(Literal::Duration),
            Rule::working_days => self.working_days(inner),
            Rule::text => Ok(Literal::Text(unescape(text).0)),
            Rule::bool => Ok(Literal::Bool(text == "true")),
            Rule::date => self.day(&inner).map(Literal::Date),
            Rule::time => self.time(text, span).map(Literal::Time),
        })
    }

    /// A day of the calendar.
    pub(super) fn day(&mut self, pair: &Pair<'_, Rule>) -> Built<jiff::civil::Date> {
        let span = self.span(pair);
        let day = pair.as_str().trim_end().parse::<jiff::civil::Date>().ok();
        self.or_bad(day, span, literals::no_such_day, NOT_IN_THE_CALENDAR)
    }

    fn or_bad<T>(
        &mut self,
        value: Option<T>,
        span: Span,
        what: fn() -> Message,
        why: fn() -> Message,
    ) -> Built<T> {
        value.ok_or_else(|| self.report(Diagnostic::new(Code::BadLiteral, span, what()).label(why())))
    }

    /// A time, which is held to the microsecond: what is finer would be lost.
    fn time(&mut self, text: &str, span: Span) -> Built<i64> {
        let clock = text.split_once('T').map_or("", |(_, clock)| clock);
        if !clock.split(['Z', '+', '-']).next().is_some_and(|clock| clock.contains(':')) {
            return Err(self.report(
                Diagnostic::new(Code::BadLiteral, span, literals::time_without_minutes())
                    .label(literals::only_the_hour())
                    .help(literals::write_in_full("2026-06-01T12:00Z")),
            ));
        }
        // jiff takes offsets beyond a day, which facts do not.
        let is_far = clock.split_once(['+', '-']).is_some_and(|(_, offset)| offset >= "24");
        let time = text.parse::<jiff::Timestamp>().ok().filter(|_| !is_far);
        let time = self.or_bad(time, span, literals::no_such_time, NOT_IN_THE_CALENDAR)?;
        if time.subsec_nanosecond() % 1000 != 0 {
            return Err(self.report(
                Diagnostic::new(Code::BadLiteral, span, literals::time_too_fine())
                    .label(literals::at_most_six_digits()),
            ));
        }
        // Facts take a leap second as the first of the next minute; jiff takes it as the second before.
        let is_leap = clock.splitn(3, ':').nth(2).is_some_and(|seconds| seconds.starts_with("60"));
        Ok(time.as_microsecond() + if is_leap { 1_000_000 } else { 0 })
    }

    pub(super) fn whole(&mut self, text: &str, span: Span) -> Built<i64> {
        whole(text).ok_or_else(|| {
            self.report(
                Diagnostic::new(Code::BadLiteral, span, literals::number_out_of_range())
                    .label(literals::whole_number_between()),
            )
        })
    }

    fn money(&mut self, pair: Pair<'_, Rule>) -> Built<Literal> {
        let span = self.span(&pair);
        let (mut amount, mut currency) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::int | Rule::decimal => fill!(self, pair, amount, decimal(part.as_str().trim_end())),
            Rule::currency => fill!(self, pair, currency, self.name(&part)),
        });
        let amount = self.found(amount, &pair)?;
        let (digits, scale) = self.or_bad(amount, span, literals::amount_out_of_range, TOO_MANY_DIGITS)?;
        Ok(Literal::Money { digits, scale, currency: self.found(currency, &pair)? })
    }

    /// A `length`: `15d` or `15 full days`.
    pub(super) fn length(&mut self, pair: Pair<'_, Rule>) -> Built<ast::Duration> {
        let inner = self.only_child(pair)?;
        rule_of!(self, inner {
            Rule::duration => self.duration(&inner),
            Rule::full_days => self.full_days(inner),
        })
    }

    fn full_days(&mut self, pair: Pair<'_, Rule>) -> Built<ast::Duration> {
        let span = self.span(&pair);
        let mut days = None;
        each_part!(self, pair.clone(), part {
            Rule::digits => fill!(self, pair, days, part.as_str().trim_end().replace('_', "").parse().ok()),
            Rule::kw_full | Rule::kw_days | Rule::kw_day => {}
        });
        let days = self.found(days, &pair)?;
        let days = self.or_bad(days, span, literals::days_out_of_range, TOO_LONG)?;
        Ok(ast::Duration { months: 0, days, micros: 0, full_days: true, span })
    }

    pub(super) fn working_days(&mut self, pair: Pair<'_, Rule>) -> Built<Literal> {
        let span = self.span(&pair);
        let (mut count, mut calendar) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::digits => fill!(self, pair, count, part.as_str().trim_end().replace('_', "").parse::<i32>().ok()),
            Rule::kw_working | Rule::kw_days | Rule::kw_day | Rule::kw_of => {}
            Rule::path => fill!(self, pair, calendar, self.path(&part)),
        });
        let count = self.found(count, &pair)?.filter(|count| (1..=MOST_WORKING_DAYS).contains(count));
        let count =
            self.or_bad(count, span, literals::working_days_out_of_range, literals::working_days_between)?;
        Ok(Literal::WorkingDays { count, calendar })
    }

    fn duration(&mut self, pair: &Pair<'_, Rule>) -> Built<ast::Duration> {
        let span = self.span(pair);
        let duration = reckoned(pair.clone(), span);
        self.or_bad(duration, span, literals::length_out_of_range, TOO_LONG)
    }
}

fn reckoned(pair: Pair<'_, Rule>, span: Span) -> Option<ast::Duration> {
    let mut duration = ast::Duration { months: 0, days: 0, micros: 0, full_days: false, span };
    let parts: Vec<Pair<'_, Rule>> = pair.into_inner().collect();
    for part in parts.chunks(2) {
        let [count, unit] = part else { return None };
        let count: i32 = count.as_str().replace('_', "").parse().ok()?;
        match Unit::of(unit.as_str())?.length() {
            UnitLength::Months(months) => {
                duration.months = duration.months.checked_add(count.checked_mul(months)?)?;
            }
            UnitLength::Days(days) => duration.days = duration.days.checked_add(count.checked_mul(days)?)?,
            UnitLength::Micros(micros) => {
                duration.micros = duration.micros.checked_add(i64::from(count).checked_mul(micros)?)?;
            }
        }
    }
    Some(duration)
}

fn whole(text: &str) -> Option<i64> {
    text.replace('_', "").parse().ok()
}

/// Digits and how many of them are after the point.
fn decimal(text: &str) -> Option<(i128, u8)> {
    let scale = text.split_once('.').map_or(0, |(_, behind)| behind.len());
    let digits = text.replace(['_', '.'], "").parse().ok()?;
    Some((digits, u8::try_from(scale).ok()?))
}
