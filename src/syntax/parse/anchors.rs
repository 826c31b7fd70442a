//! Anchors of the calendar: `end of month of paid`, `next 06-01 after paid`.

use pest::iterators::Pair;

use super::lost::{each_part, fill, rule_of};
use super::{Builder, Built, Rule};
use crate::diagnostic::messages::{literals, syntax};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::syntax::ast::{Anchor, Edge, Expr, ExprKind, MonthDay, Period};

/// The anchor that an operand is, unless it stands in parentheses.
pub(super) fn anchor_of<'i>(primary: &Pair<'i, Rule>) -> Option<Pair<'i, Rule>> {
    primary.clone().into_inner().next().filter(|inner| inner.as_rule() == Rule::anchor)
}

/// Whether every year has a day.
fn is_in_every_year(month: i8, day: i8) -> bool {
    const A_COMMON_YEAR: i16 = 2001;
    jiff::civil::Date::new(A_COMMON_YEAR, month, day).is_ok()
}

impl Builder {
    pub(super) fn anchor(&mut self, pair: Pair<'_, Rule>) -> Built<ExprKind> {
        let (mut edge, mut period, mut anchor, mut anniversary) = (None, None, None, None);
        let mut operands = Vec::new();
        each_part!(self, pair.clone(), part {
            Rule::kw_start => fill!(self, pair, edge, Edge::Start),
            Rule::kw_end => fill!(self, pair, edge, Edge::End),
            Rule::period => fill!(self, pair, period, self.period(part)?),
            Rule::kw_date => fill!(self, pair, anchor, Anchor::Date),
            Rule::month_day => fill!(self, pair, anchor, Anchor::Next(self.month_day(&part)?)),
            Rule::kw_anniversary => fill!(self, pair, anniversary, ()),
            Rule::kw_of | Rule::kw_next | Rule::kw_after => {}
            Rule::operand => operands.push(Box::new(self.operand(part)?)),
        });
        let mut operands = operands.into_iter();
        match (edge, period, anchor, anniversary, operands.next(), operands.next()) {
            (Some(edge), Some(period), None, None, Some(of), None) => {
                Ok(ExprKind::Anchor(Anchor::Edge(edge, period), of))
            }
            (None, None, Some(anchor), None, Some(of), None) => Ok(ExprKind::Anchor(anchor, of)),
            (None, None, None, Some(()), Some(of), Some(after)) => Ok(ExprKind::Anniversary(of, after)),
            (..) => Err(self.lost(&pair)),
        }
    }

    fn period(&mut self, pair: Pair<'_, Rule>) -> Built<Period> {
        let inner = self.only_child(pair)?;
        rule_of!(self, inner {
            Rule::kw_day => Ok(Period::Day),
            Rule::kw_month => Ok(Period::Month),
            Rule::kw_quarter => Ok(Period::Quarter),
            Rule::kw_year => Ok(Period::Year),
        })
    }

    fn month_day(&mut self, pair: &Pair<'_, Rule>) -> Built<MonthDay> {
        let (span, text) = (self.span(pair), pair.as_str().trim_end());
        let number = |part: &str| part.parse::<i8>().ok();
        let day = text.split_once('-').and_then(|(month, day)| Some((number(month)?, number(day)?)));
        match day {
            Some((month, day)) if is_in_every_year(month, day) => Ok(MonthDay { month, day }),
            Some((2, 29)) => Err(self.report(
                Diagnostic::new(Code::BadLiteral, span, literals::not_in_every_year())
                    .label(literals::only_in_leap_years())
                    .help(literals::the_day_before_or_after()),
            )),
            _ => Err(self.report(
                Diagnostic::new(Code::BadLiteral, span, literals::no_such_day())
                    .label(literals::month_then_day()),
            )),
        }
    }

    fn operand(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        let inner = self.only_child(pair)?;
        let kind = rule_of!(self, inner {
            Rule::paren => self.only_child(inner).map(|inner| self.expr(inner).kind),
            Rule::literal => self.literal(inner).map(ExprKind::Literal),
            Rule::kw_now => Ok(ExprKind::Now),
            Rule::value_path => self.only_child(inner).map(|path| ExprKind::Path(self.path(&path))),
        })?;
        Ok(Expr { kind, span })
    }

    /// Refuses a sum with an anchor in it: a reader cannot know whether the anchor or its operand is moved.
    pub(super) fn anchor_in_sum(&mut self, anchor: &Pair<'_, Rule>, sum: &Pair<'_, Rule>) -> Reported {
        let (span, whole, text) = (self.span(sum), sum.as_str().trim_end(), anchor.as_str().trim_end());
        let operand = anchor.clone().into_inner().filter(|part| part.as_rule() == Rule::operand).last();
        let operand = operand.map_or("", |operand| operand.as_str().trim_end());
        let refused = Diagnostic::new(Code::AnchorInSum, span, syntax::anchor_in_sum())
            .label(syntax::moved_before_or_after());
        let readings = whole.strip_prefix(text).zip(text.strip_suffix(operand));
        self.report(match readings {
            Some((rest, head)) => refused.help(syntax::one_or_the_other(
                &format!("({text}){rest}"),
                &format!("{head}({operand}{rest})"),
            )),
            None => refused.help(syntax::parentheses_around_anchor(text)),
        })
    }
}
