//! Calendars of working days, and values moved to one.

use pest::iterators::Pair;

use super::anchors::anchor_of;
use super::items::doc;
use super::lost::{each_part, fill, rule_of};
use super::{Builder, Built, Rule, fitted};
use crate::diagnostic::messages::{literals, syntax};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast::{
    Calendar, CalendarKind, CalendarRule, CalendarRuleKind, DayRange, Expr, ExprKind, Name, Path, Text,
};

impl Builder {
    pub(super) fn calendar(&mut self, pair: Pair<'_, Rule>) -> Built<Calendar> {
        let (span, doc) = (self.span(&pair), doc(&pair));
        let (mut name, mut rules, mut of, mut from) = (None, Vec::new(), Vec::new(), None);
        let mut broken = None;
        each_part!(self, pair.clone(), part {
            Rule::doc | Rule::kw_calendar | Rule::kw_and | Rule::kw_from => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::path => of.push(self.path(&part)),
            Rule::text => fill!(self, pair, from, self.text(&part)),
            Rule::rest | Rule::covers | Rule::holiday | Rule::working => {
                match self.calendar_rule(part) {
                    Ok(rule) => rules.push(rule),
                    Err(reported) => broken = Some(reported),
                }
            }
        });
        let kind = match from {
            Some(from) => CalendarKind::From(from),
            None if of.is_empty() => CalendarKind::Declared(fitted(rules)),
            None => CalendarKind::Both(fitted(of)),
        };
        Ok(Calendar { name: self.found(name, &pair)?, doc, kind, broken, span })
    }

    pub(super) fn calendar_rule(&mut self, pair: Pair<'_, Rule>) -> Built<CalendarRule> {
        let span = self.span(&pair);
        let kind = rule_of!(self, pair {
            Rule::rest => self.rest(pair).map(CalendarRuleKind::Rest),
            Rule::covers => self.days(pair).map(|(days, _)| CalendarRuleKind::Covers(days)),
            Rule::holiday => self.days(pair).map(|(days, why)| CalendarRuleKind::Holiday(days, why)),
            Rule::working => self.days(pair).map(|(days, why)| CalendarRuleKind::Working(days, why)),
        })?;
        Ok(CalendarRule { kind, span })
    }

    fn rest(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Name>> {
        let mut names = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_rest => {}
            Rule::names => fill!(self, pair, names, self.names(part)?),
        });
        self.found(names, &pair)
    }

    /// `2026-10-01 to 2026-10-08 "…"`
    fn days(&mut self, pair: Pair<'_, Rule>) -> Built<(DayRange, Option<Text>)> {
        let (mut first, mut last, mut why) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_covers | Rule::kw_holiday | Rule::kw_working | Rule::kw_to => {}
            Rule::date => {
                let span = self.span(&part);
                let day = (self.day(&part)?, span);
                if first.is_none() { first = Some(day) } else { fill!(self, pair, last, day) }
            }
            Rule::text => fill!(self, pair, why, self.text(&part)),
        });
        let (first, from) = self.found(first, &pair)?;
        let (last, to) = last.unwrap_or((first, from));
        let span = from.to(to);
        if last < first {
            return Err(self.report(
                Diagnostic::new(Code::BadLiteral, span, literals::days_turned_round())
                    .label(literals::ends_before_it_begins()),
            ));
        }
        Ok((DayRange { first, last, span }, why))
    }

    /// `d moved to a working day`, with the calendar that it names.
    pub(super) fn moved_to(&mut self, pair: Pair<'_, Rule>) -> Built<Option<Path>> {
        let mut calendar = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_moved | Rule::kw_to | Rule::article | Rule::kw_working | Rule::kw_day | Rule::kw_of => {}
            Rule::path => fill!(self, pair, calendar, self.path(&part)),
        });
        Ok(calendar)
    }

    /// A value of one operand moved to a working day; of a sum or an anchor a reader could not tell what is moved.
    pub(super) fn moved_value(
        &mut self,
        value: Expr,
        pair: &Pair<'_, Rule>,
        moved: Pair<'_, Rule>,
    ) -> Built<Expr> {
        let span = self.span(pair);
        let mut operands = pair.clone().into_inner().filter(|part| part.as_rule() == Rule::primary);
        let (first, second) = (operands.next(), operands.next());
        if second.is_some() || first.is_some_and(|first| anchor_of(&first).is_some()) {
            let (whole, end) = (pair.as_str().trim_end(), moved.as_str().trim_end());
            let value = whole.strip_suffix(end).unwrap_or_default().trim_end();
            return Err(self.report(
                Diagnostic::new(Code::AnchorInSum, span, syntax::moved_without_parentheses())
                    .label(syntax::what_is_moved())
                    .help(syntax::parentheses_around_value(&format!("({value}) {end}"))),
            ));
        }
        let calendar = self.moved_to(moved)?;
        Ok(Expr { kind: ExprKind::WorkingDay(Box::new(value), calendar), span })
    }
}
