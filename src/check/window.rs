//! Windows become comparisons of `now` with an event moved forwards: one boundary an event. A comparison with an
//! absent operand is false, so an absent time is in no window.

use super::checker::Checker;
use super::expression::made;
use super::scope::Scope;
use super::value::{lowered_duration, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Comparison, ConditionKind, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, WindowKind};

const DAYS_OF_A_YEAR: i32 = 365;

impl<'a> Checker<'a> {
    /// Whether `time` lies in the window.
    pub(super) fn window(
        &mut self,
        time: &Term,
        window: &'a ast::Window,
        scope: &Scope,
    ) -> Option<ConditionKind> {
        let zone = self.zone_of(scope.package);
        let time = || time.clone();
        let moved = |by: &ast::Duration, of: Term, backwards| {
            Term::Shift(Box::new(of), lowered_duration(by, backwards, zone))
        };
        self.doubt_days(&window.kind);
        let bounds = match &window.kind {
            WindowKind::Within(by) => vec![(Comparison::LessOrEqual, Term::Now, moved(by, time(), false))],
            WindowKind::MoreThanAgo(by) => {
                vec![(Comparison::Greater, Term::Now, moved(by, time(), false))]
            }
            WindowKind::InTheNext(by) => vec![
                (Comparison::LessOrEqual, Term::Now, time()),
                (Comparison::GreaterOrEqual, Term::Now, moved(by, time(), true)),
            ],
            WindowKind::WithinAfter(by, anchor) => {
                let anchor = self.anchor(anchor, scope, by.span)?;
                let end = moved(by, anchor.clone(), false);
                vec![(Comparison::GreaterOrEqual, time(), anchor), (Comparison::LessOrEqual, time(), end)]
            }
            WindowKind::WithinBefore(by, anchor) => {
                let anchor = self.anchor(anchor, scope, by.span)?;
                vec![
                    (Comparison::LessOrEqual, time(), anchor.clone()),
                    (Comparison::LessOrEqual, anchor, moved(by, time(), false)),
                ]
            }
            WindowKind::Before(anchor) => {
                vec![(Comparison::Less, time(), self.anchor(anchor, scope, window.span)?)]
            }
            WindowKind::After(anchor) => {
                vec![(Comparison::Greater, time(), self.anchor(anchor, scope, window.span)?)]
            }
            WindowKind::Since(anchor) => {
                vec![(Comparison::GreaterOrEqual, time(), self.anchor(anchor, scope, window.span)?)]
            }
            WindowKind::Between(from, to) => {
                let from = self.anchor(from, scope, window.span);
                let to = self.anchor(to, scope, window.span);
                vec![(Comparison::GreaterOrEqual, time(), from?), (Comparison::LessOrEqual, time(), to?)]
            }
        };
        let mut parts: Vec<ir::Condition> = bounds
            .into_iter()
            .map(|(comparison, left, right)| {
                made(ConditionKind::Compare(comparison, left, right), window.span)
            })
            .collect();
        Some(if parts.len() == 1 { parts.swap_remove(0).kind } else { ConditionKind::All(parts) })
    }

    fn anchor(&mut self, expr: &'a ast::Expr, scope: &Scope, window: Span) -> Option<Term> {
        let anchor = self.present(expr, scope, Some(&Type::Time))?;
        if anchor.ty != Type::Time {
            self.report(
                Diagnostic::new(
                    Code::WrongType,
                    expr.span,
                    format!("expected a time, found {}", words(&anchor.ty)),
                )
                .label(format!("this is {}", words(&anchor.ty)))
                .because(window, "this window starts or ends at a time"),
            );
            return None;
        }
        Some(anchor.term)
    }

    /// Warns of years written as days: leap years make them differ.
    fn doubt_days(&mut self, kind: &WindowKind) {
        let duration = match kind {
            WindowKind::Within(by) | WindowKind::MoreThanAgo(by) | WindowKind::InTheNext(by) => by,
            WindowKind::WithinAfter(by, _) | WindowKind::WithinBefore(by, _) => by,
            WindowKind::Before(_) | WindowKind::After(_) | WindowKind::Since(_) | WindowKind::Between(..) => {
                return;
            }
        };
        let whole_years = duration.days > 0 && duration.days % DAYS_OF_A_YEAR == 0 && duration.months == 0;
        if !whole_years || duration.full_days {
            return;
        }
        let years = duration.days / DAYS_OF_A_YEAR;
        self.report(
            Diagnostic::new(
                Code::MonthsAsDays,
                duration.span,
                format!("{} days are not always {years}y", duration.days),
            )
            .label("days, counted one by one")
            .note("a calendar year has 366 days when it holds a 29 February")
            .help(format!("if a year is meant, write `{years}y`"))
            .fix(duration.span, format!("{years}y")),
        );
    }
}
