//! Anchors: places of the calendar that follow from a time or a date. Each becomes moves of that time or date, so that it
//! has one boundary like any other event.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::expression::time_compare::shifted;
use crate::check::reports::{of_wrong_type, words};
use crate::check::state::{Scope, Typed};
use crate::diagnostic::messages::{check_calendars, check_types, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, MonthDay, Shift, Term, Type, Zone};
use crate::source::Span;
use crate::syntax::ast::{self, Anchor, Edge, Expr, ExprKind, Period, Sign};
use crate::syntax::vocabulary::Form as _;

impl<'a> Checker<'a> {
    /// `end of month of t`, `date of t`, `next 06-01 after t`
    pub(in crate::check) fn anchored(&mut self, anchor: Anchor, of: &'a Expr, scope: &Scope) -> Built<Typed> {
        let moment = self.fixed_moment(of, scope)?;
        let zone = self.zone_of(scope.package);
        match anchor {
            Anchor::Date if moment.ty == Type::Date => {
                Err(self.wrong_type(of.span, nouns::a_time(), words(&moment.ty)))
            }
            Anchor::Date => Ok(date_of(moment, zone)),
            Anchor::Edge(edge, period) => Ok(edge_of_period(moment, lowered_edge(edge), period, zone)),
            Anchor::Next(ast::MonthDay { month, day }) => {
                let Some(next) = MonthDay::new(month, day) else {
                    return Err(self.lost(of.span, nouns::a_date()));
                };
                Ok(moved(date_of(moment, zone), Shift::Next(next), Type::Date))
            }
        }
    }

    /// `anniversary of t after u`
    pub(in crate::check) fn anniversary(
        &mut self,
        of: &'a Expr,
        after: &'a Expr,
        scope: &Scope,
    ) -> Built<Typed> {
        let zone = self.zone_of(scope.package);
        let (of, after) = (self.fixed_moment(of, scope), self.fixed_moment(after, scope));
        let (of, after) = (date_of(of?, zone), date_of(after?, zone));
        Ok(Typed {
            term: Term::Anniversary(Box::new(of.term), Box::new(after.term)),
            ty: Type::Date,
            optional: of.optional || after.optional,
            ever_absent: of.ever_absent || after.ever_absent,
        })
    }

    /// `due moved to a working day`
    pub(in crate::check) fn moved_to_working_day(
        &mut self,
        of: &'a Expr,
        calendar: Option<&'a ast::Path>,
        span: Span,
        scope: &Scope,
    ) -> Built<Typed> {
        let moment = self.fixed_moment(of, scope);
        let calendar = self.calendar_named(scope.package, calendar, span);
        let moment = moment?;
        if moment.ty == Type::Time {
            let date = format!("(date of {}) moved to a working day", self.sources.slice(of.span));
            return Err(self.report(
                of_wrong_type(of.span, nouns::a_date(), words(&moment.ty))
                    .help(check_calendars::move_its_date(&date)),
            ));
        }
        Ok(moved(moment, Shift::ToWorkingDay(calendar?), Type::Date))
    }

    /// A time or date that is not `now`: with it, what is reckoned from it would have steps without end.
    fn fixed_moment(&mut self, expr: &'a Expr, scope: &Scope) -> Built<Typed> {
        let moment = self.present(expr, scope, None)?;
        if !moment.ty.is_moment() {
            return Err(self.wrong_type(expr.span, nouns::time_or_date(), words(&moment.ty)));
        }
        if matches!(moment.term, Term::Now) {
            return Err(self.report(
                Diagnostic::new(Code::WrongType, expr.span, check_types::now_not_an_operand())
                    .label(check_types::reckoned_from_a_fact())
                    .note(check_types::steps_without_end())
                    .help(check_types::anchor_the_event()),
            ));
        }
        self.check_one_move(&moment, expr.span)?;
        Ok(moment)
    }

    /// Explains `since start of month of now`, with what says the same of the event.
    pub(in crate::check) fn refuse_period_of_now(&mut self, expr: &Expr, event: Option<&str>) -> Built<()> {
        let ExprKind::Anchor(Anchor::Edge(Edge::Start, period), of) = &expr.kind else { return Ok(()) };
        if !matches!(of.kind, ExprKind::Now) {
            return Ok(());
        }
        let (event, period) = (event.unwrap_or("t"), period.form().text());
        let same = format!("{event} <= now and now <= end of {period} of {event}");
        Err(self.report(
            Diagnostic::new(Code::WrongType, of.span, check_types::now_not_an_operand())
                .label(check_types::reckoned_from_a_fact())
                .note(check_types::steps_without_end())
                .help(check_types::say_it_of_the_event(&same)),
        ))
    }

    /// Refuses months added to the end of a period: 28 February a month later is 28 March.
    pub(in crate::check) fn refuse_months_after_end(
        &mut self,
        expr: &Expr,
        by: &ast::Duration,
        sign: Sign,
    ) -> Built<()> {
        let ExprKind::Anchor(Anchor::Edge(Edge::End, period), of) = &expr.kind else { return Ok(()) };
        let months = match period {
            // 31 December is the last of its month, however many months later.
            Period::Day | Period::Year => return Ok(()),
            Period::Month => 1,
            Period::Quarter => 3,
        };
        if by.months == 0 {
            return Ok(());
        }
        let whole = expr.span.to(by.span);
        let refused = Diagnostic::new(Code::MonthsAfterEnd, whole, check_types::months_after_end())
            .label(check_types::end_is_clamped());
        let period = period.form().text();
        let (of, length) = (self.sources.slice(of.span).to_owned(), self.sources.slice(by.span).to_owned());
        let of = of.strip_prefix('(').and_then(|of| of.strip_suffix(')')).map_or(of.as_str(), str::trim);
        let inside = format!("end of {period} of ({of} {} {length})", sign_of(sign));
        let refused = refused.help(check_types::move_before_the_end(&inside));
        let keeps_the_end = by.months % months == 0 && by.days == 0 && by.micros == 0;
        Err(self.report(if keeps_the_end { refused.offer(whole, inside) } else { refused }))
    }
}

fn sign_of(sign: Sign) -> char {
    match sign {
        Sign::Plus => '+',
        Sign::Minus => '-',
    }
}

fn lowered_edge(edge: Edge) -> ir::Edge {
    match edge {
        Edge::Start => ir::Edge::Start,
        Edge::End => ir::Edge::End,
    }
}

/// The day of a time; a date is its own.
pub(in crate::check) fn date_of(moment: Typed, zone: Zone) -> Typed {
    if moment.ty == Type::Date { moment } else { moved(moment, Shift::DateOf(zone), Type::Date) }
}

/// An end of a period: a time of a time, a date of a date.
fn edge_of_period(moment: Typed, edge: ir::Edge, period: Period, zone: Zone) -> Typed {
    let is_time = moment.ty == Type::Time;
    let day = date_of(moment, zone);
    let day = match period {
        Period::Day => day,
        Period::Month => moved(day, Shift::PeriodEdge(edge, ir::Period::Month), Type::Date),
        Period::Quarter => moved(day, Shift::PeriodEdge(edge, ir::Period::Quarter), Type::Date),
        Period::Year => moved(day, Shift::PeriodEdge(edge, ir::Period::Year), Type::Date),
    };
    if is_time { moved(day, Shift::DayEdge(edge, zone), Type::Time) } else { day }
}

fn moved(moment: Typed, shift: Shift, ty: Type) -> Typed {
    Typed { term: shifted(moment.term, shift), ty, ..moment }
}
