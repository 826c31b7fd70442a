//! Windows become comparisons of `now` with an event moved forwards: one boundary an event. A comparison with an
//! absent operand is false, so an absent time is in no window.

use crate::check::build::Built;
use crate::check::build::made;
use crate::check::checker::Checker;
use crate::check::expression::length::By;
use crate::check::expression::time_compare::{ordered, shifted};
use crate::check::reports::words;
use crate::check::state::{Scope, Typed};
use crate::diagnostic::messages::{check_types, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{Comparison, ConditionKind, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Distance, Duration, EdgeWindow, ExprKind, Side, Sign, WindowKind};

const DAYS_OF_A_YEAR: i32 = 365;
const DAYS_OF_A_LEAP_YEAR: i32 = 366;

type Bound = (Comparison, Typed, Typed);

impl<'a> Checker<'a> {
    /// Whether `time` lies in the window.
    pub(in crate::check) fn window(
        &mut self,
        time: &Typed,
        window: &'a ast::Window,
        scope: &Scope,
    ) -> Built<ConditionKind> {
        if has_length(&window.kind) {
            if matches!(time.term, Term::Now) {
                return Err(self.now_is_no_event(window.span));
            }
            self.check_one_move(time, window.span)?;
        }
        let zone = self.zone_of(scope.package);
        let bounds = self.bounds(time, window, scope)?;
        let mut parts: Vec<_> = bounds
            .into_iter()
            .map(|(comparison, left, right)| made(ordered(comparison, left, right, zone), window.span))
            .collect();
        let kind = if parts.len() == 1 { parts.swap_remove(0).kind } else { ConditionKind::All(parts) };
        self.agreed(kind, window.span)
    }

    fn bounds(&mut self, time: &Typed, window: &'a ast::Window, scope: &Scope) -> Built<Vec<Bound>> {
        use Comparison::{Greater, GreaterOrEqual, Less, LessOrEqual};
        let event = || time.clone();
        let span = window.span;
        Ok(match &window.kind {
            // `within` is the one that also holds of an event to come.
            WindowKind::Ago(Distance::Within, by) => {
                let by = self.length(by, scope)?;
                vec![(LessOrEqual, now(), self.moved(time, &by, false, scope, span)?)]
            }
            WindowKind::Ago(distance, by) => {
                let by = self.length(by, scope)?;
                let end = self.moved(time, &by, false, scope, span)?;
                apart(*distance, (LessOrEqual, event(), now()), now(), end)
            }
            WindowKind::InTheNext(by) => {
                let by = self.length(by, scope)?;
                self.ahead(Distance::Within, time, &by, scope, span)?
            }
            WindowKind::Beside(distance, Side::After, length, anchor) => {
                let (by, at) = (self.length(length, scope), anchor.span);
                let anchor = self.anchor(anchor, scope, length.span)?;
                let by = by?;
                if matches!(anchor.term, Term::Now) {
                    return self.ahead(*distance, time, &by, scope, span);
                }
                self.check_one_move(&anchor, at)?;
                let end = self.moved(&anchor, &by, false, scope, span)?;
                apart(*distance, (GreaterOrEqual, event(), anchor), event(), end)
            }
            WindowKind::Beside(distance, Side::Before, length, anchor) => {
                let by = self.length(length, scope);
                let anchor = self.anchor(anchor, scope, length.span)?;
                let end = self.moved(time, &by?, false, scope, span)?;
                apart(*distance, (LessOrEqual, event(), anchor.clone()), anchor, end)
            }
            WindowKind::Edge(form, anchor) => {
                let comparison = match form {
                    EdgeWindow::Before => Less,
                    EdgeWindow::After => Greater,
                    EdgeWindow::Since => GreaterOrEqual,
                };
                self.refuse_period_of_now(anchor, None)?;
                let anchor = self.anchor(anchor, scope, span)?;
                if matches!((&time.term, &anchor.term), (Term::Now, Term::Now)) {
                    return Err(self.now_is_no_event(span));
                }
                vec![(comparison, event(), anchor)]
            }
            WindowKind::Between(from, to) => {
                let from = self.anchor(from, scope, span);
                let to = self.anchor(to, scope, span);
                let (from, to) = (from?, to?);
                let is_now = |value: &Typed| matches!(value.term, Term::Now);
                if is_now(time) && (is_now(&from) || is_now(&to)) {
                    return Err(self.now_is_no_event(span));
                }
                vec![(GreaterOrEqual, event(), from), (LessOrEqual, event(), to)]
            }
        })
    }

    /// A distance after `now`, such as `in the next D`. The event is moved backwards, since `now` is never moved.
    fn ahead(
        &mut self,
        distance: Distance,
        time: &Typed,
        by: &By,
        scope: &Scope,
        span: Span,
    ) -> Built<Vec<Bound>> {
        use Comparison::{Greater, GreaterOrEqual, Less, LessOrEqual};
        // The first instant of a day is the one after the last of the day before, which is a single shift.
        let day_before = by.to_day_before(time, self.zone_of(scope.package));
        let day_before =
            day_before.map(|step| Typed { term: shifted(time.term.clone(), step), ..time.clone() });
        let to_come = (LessOrEqual, now(), time.clone());
        if let Some(day_before) = day_before {
            match distance {
                Distance::Within => return Ok(vec![to_come, (Greater, now(), day_before)]),
                Distance::MoreThan => return Ok(vec![(LessOrEqual, now(), day_before)]),
                Distance::LessThan | Distance::AtLeast => {}
            }
        }
        let reached = self.moved(time, by, true, scope, span)?;
        Ok(match distance {
            Distance::Within => vec![to_come, (GreaterOrEqual, now(), reached)],
            Distance::LessThan => vec![to_come, (Greater, now(), reached)],
            Distance::AtLeast => vec![(LessOrEqual, now(), reached)],
            Distance::MoreThan => vec![(Less, now(), reached)],
        })
    }

    fn anchor(&mut self, expr: &'a ast::Expr, scope: &Scope, window: Span) -> Built<Typed> {
        if let ExprKind::Sum(sign, base, by) = &expr.kind
            && matches!(base.kind, ExprKind::Now)
            && matches!(by.kind, ExprKind::Literal(ast::Literal::Duration(_)))
        {
            return Err(self.anchor_moved(*sign, expr.span));
        }
        let anchor = self.present(expr, scope, Some(&Type::Time))?;
        if !anchor.ty.is_moment() {
            return Err(self.report(
                Diagnostic::new(
                    Code::WrongType,
                    expr.span,
                    check_types::expected_found(nouns::a_time(), words(&anchor.ty)),
                )
                .label(check_types::this_is(words(&anchor.ty)))
                .because(window, check_types::starts_or_ends_at_time()),
            ));
        }
        Ok(anchor)
    }

    fn anchor_moved(&mut self, sign: Sign, span: Span) -> Reported {
        let help = match sign {
            Sign::Minus => check_types::within_or_more(),
            Sign::Plus => check_types::next_or_within_after(),
        };
        self.report(
            Diagnostic::new(Code::WrongType, span, check_types::now_not_moved())
                .label(check_types::moving_window_form())
                .note(check_types::one_boundary())
                .help(help),
        )
    }

    fn now_is_no_event(&mut self, window: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::WrongType, window, check_types::now_not_an_event())
                .label(check_types::window_of_event())
                .help(check_types::compare_now()),
        )
    }

    /// Warns of years written as days: leap years make them differ.
    pub(in crate::check) fn warn_days(&mut self, length: &Duration) {
        let Some(years) = years_in(length) else { return };
        self.report_warning(
            Diagnostic::new(
                Code::MonthsAsDays,
                length.span,
                check_types::days_not_years(length.days.unsigned_abs(), years.unsigned_abs()),
            )
            .label(check_types::days_one_by_one())
            .note(check_types::leap_year())
            .help(check_types::if_year_meant(years.unsigned_abs()))
            .offer(length.span, format!("{years}y")),
        );
    }
}

/// The bounds of two moments that are some distance apart: that the earlier one comes first, where the window has two
/// edges, and how the later one lies to `end`, the earlier one moved by the length.
fn apart(distance: Distance, in_order: Bound, later: Typed, end: Typed) -> Vec<Bound> {
    match distance {
        Distance::Within => vec![in_order, (Comparison::LessOrEqual, later, end)],
        Distance::LessThan => vec![in_order, (Comparison::Less, later, end)],
        Distance::AtLeast => vec![(Comparison::GreaterOrEqual, later, end)],
        Distance::MoreThan => vec![(Comparison::Greater, later, end)],
    }
}

/// The years that a number of days looks like: `365d`, `366d`, `730d`.
fn years_in(length: &Duration) -> Option<i32> {
    let days = length.days;
    let plain = length.months == 0 && length.micros == 0 && !length.full_days && days > 0;
    match (plain, days % DAYS_OF_A_YEAR, days) {
        (true, 0, _) => Some(days / DAYS_OF_A_YEAR),
        (true, _, DAYS_OF_A_LEAP_YEAR) => Some(1),
        _ => None,
    }
}

/// Whether a window has a length, by which an event is moved.
fn has_length(kind: &WindowKind) -> bool {
    match kind {
        WindowKind::Ago(..) | WindowKind::InTheNext(_) | WindowKind::Beside(..) => true,
        WindowKind::Edge(..) | WindowKind::Between(..) => false,
    }
}

fn now() -> Typed {
    Typed { term: Term::Now, ty: Type::Time, optional: false, ever_absent: false }
}
