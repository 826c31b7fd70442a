//! Lengths: written out, or values. One that is known here becomes steps of its own, so that fast paths, cutoffs and SQL see
//! no difference to a literal; only one that is a fact is a term.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::expression::time_compare::{edge, shifted};
use crate::check::reports::{of_wrong_type, words};
use crate::check::state::{Scope, Typed};
use crate::check::suggest::foreign::turned_round_length;
use crate::diagnostic::messages::{check_calendars, check_types, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{Body, CaseRow, Constant, Length, LengthKind, Move, Moved, Shift, Term, Type, Zone};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Literal};

/// What a time or date is moved by.
#[derive(Debug, Clone)]
pub(in crate::check) enum By {
    /// A length that the program says.
    Known(Length),
    /// One that the facts say.
    Given(Term),
}

impl By {
    /// The step to the last instant of the day before the one that full days lead back to, where it is known that they do:
    /// a bound there is a single step.
    pub(in crate::check) fn to_day_before(&self, moment: &Typed, zone: Zone) -> Option<Shift> {
        match self {
            Self::Known(length) if length.kind == LengthKind::FullDays && moment.ty == Type::Time => {
                length.steps(false, true, zone).first().copied()
            }
            Self::Known(_) | Self::Given(_) => None,
        }
    }
}

/// A written length as a value.
pub(in crate::check) fn lowered_length(written: &ast::Duration) -> Length {
    let kind = if written.full_days { LengthKind::FullDays } else { LengthKind::Elapsed };
    Length { months: written.months, days: written.days, micros: written.micros, kind }
}

/// Whether this is a date moved by a fact, which is a day or, with hours in the length, an instant.
pub(in crate::check) fn is_day_or_instant(typed: &Typed) -> bool {
    matches!(&typed.term, Term::Moved(_, _, how) if how.of == Moved::Date)
}

/// A time or date moved by a length that is known, step by step.
fn stepped(moment: &Typed, length: &Length, backwards: bool, zone: Zone) -> Typed {
    let mut moved = moment.clone();
    for step in length.steps(moment.ty == Type::Date, backwards, zone) {
        moved.ty = step.ty();
        moved.term = match step {
            Shift::DayEdge(end, zone) => edge(moved.term, end, zone),
            step @ (Shift::Time(_)
            | Shift::Date(_)
            | Shift::DateOf(_)
            | Shift::PeriodEdge(..)
            | Shift::Next(_)
            | Shift::WorkingDays(..)
            | Shift::ToWorkingDay(_)) => shifted(moved.term, step),
        };
    }
    moved
}

/// Whether a length counts working days, in one of its rows.
fn counts_working_days(length: &Term) -> bool {
    match length {
        Term::Constant(Constant::Length(length)) => length.kind.calendar().is_some(),
        Term::Case(rows) => rows.iter().any(|row| counts_working_days(&row.value)),
        Term::Constant(_) | Term::Now | Term::Field(_) | Term::Call(..) => false,
        Term::Aggregate { .. } | Term::Distinct(_) | Term::Arithmetic(..) => false,
        Term::Shift(..) | Term::Moved(..) | Term::Anniversary(..) => false,
    }
}

impl<'a> Checker<'a> {
    /// A length of time, which must be there: an absent one would make `no trade within keep` true.
    pub(in crate::check) fn length(&mut self, written: &'a ast::Expr, scope: &Scope) -> Built<By> {
        if let ExprKind::Literal(Literal::Duration(length)) = &written.kind {
            self.warn_days(length);
        }
        if let ExprKind::Path(path) = &written.kind
            && let [name] = path.names.as_slice()
            && !self.is_name(&name.text, scope)
            && let Some(wrong) = turned_round_length(name)
        {
            return Err(self.report(wrong));
        }
        let typed = self.present(written, scope, Some(&Type::Length))?;
        self.length_of(typed, written.span)
    }

    /// A value as a length.
    pub(in crate::check) fn length_of(&mut self, typed: Typed, span: Span) -> Built<By> {
        if typed.ty != Type::Length {
            let wrong = of_wrong_type(span, nouns::a_length_of_time(), words(&typed.ty));
            let is_fact = matches!(typed.term, Term::Field(_));
            return Err(self.report(if is_fact {
                wrong.help(check_types::declare_as_length())
            } else {
                wrong
            }));
        }
        Ok(match self.known_length(&typed.term) {
            Some(length) => By::Known(length),
            None => By::Given(typed.term),
        })
    }

    /// The length that a value is whatever the facts are.
    pub(in crate::check) fn known_length(&self, term: &Term) -> Option<Length> {
        match term {
            Term::Constant(Constant::Length(length)) => Some(*length),
            Term::Call(id, _) => match &self.program.definitions.get(*id)?.body {
                Body::Term(body) => self.known_length(body),
                Body::Condition(_) => None,
            },
            Term::Constant(_) | Term::Now | Term::Field(_) | Term::Aggregate { .. } => None,
            Term::Distinct(_) | Term::Arithmetic(..) | Term::Shift(..) | Term::Moved(..) => None,
            Term::Anniversary(..) | Term::Case(_) => None,
        }
    }

    /// A time or date moved by a length.
    pub(in crate::check) fn moved(
        &mut self,
        moment: &Typed,
        by: &By,
        backwards: bool,
        scope: &Scope,
        span: Span,
    ) -> Built<Typed> {
        let zone = self.zone_of(scope.package);
        let of_date = moment.ty == Type::Date;
        match by {
            By::Known(length) => Ok(stepped(moment, length, backwards, zone)),
            By::Given(Term::Case(rows)) if rows.iter().any(|row| counts_working_days(&row.value)) => {
                self.moved_by_rows(moment, rows, backwards, scope, span)
            }
            By::Given(by) => {
                let of = if of_date { Moved::Date } else { Moved::Time };
                let how = Move { of, backwards, zone };
                let term = Term::Moved(Box::new(moment.term.clone()), Box::new(by.clone()), how);
                Ok(Typed { term, ..moment.clone() })
            }
        }
    }

    /// A time or date moved by the length of one of several rows, in each of which it is moved: a count of working days
    /// may have two bounds, which a length that is looked up only with the facts could not give.
    fn moved_by_rows(
        &mut self,
        moment: &Typed,
        rows: &[CaseRow<Term>],
        backwards: bool,
        scope: &Scope,
        span: Span,
    ) -> Built<Typed> {
        let mut ty = None;
        let mut moved_rows = Vec::with_capacity(rows.len());
        for CaseRow { guard, value, law } in rows {
            let by = match self.known_length(value) {
                Some(length) => By::Known(length),
                None => By::Given(value.clone()),
            };
            let moved = self.moved(moment, &by, backwards, scope, span)?;
            if is_day_or_instant(&moved) || ty.as_ref().is_some_and(|ty| *ty != moved.ty) {
                return Err(self.report(
                    Diagnostic::new(Code::WrongType, span, check_calendars::rows_to_days_and_instants())
                        .label(check_types::day_or_instant())
                        .help(check_calendars::write_days_in_each_row()),
                ));
            }
            ty = Some(moved.ty);
            moved_rows.push(CaseRow { guard: guard.clone(), value: moved.term, law: law.clone() });
        }
        let ty = ty.ok_or_else(|| self.lost(span, nouns::a_value()))?;
        let term = Term::Case(moved_rows);
        self.refuse_too_many(&term, span)?;
        Ok(Typed { term, ty, ..moment.clone() })
    }

    /// Refuses a date moved by a fact where it would be named or moved again: it may be a day or an instant.
    pub(in crate::check) fn check_one_move(&mut self, moment: &Typed, span: Span) -> Built<()> {
        if !is_day_or_instant(moment) {
            return Ok(());
        }
        Err(self.report(
            Diagnostic::new(Code::WrongType, span, check_types::moved_date_only_compared())
                .label(check_types::day_or_instant())
                .help(check_types::compare_moved_date()),
        ))
    }

    /// Refuses lengths where numbers are taken, or values that compare.
    pub(in crate::check) fn lengths_do_not_compare(&mut self, span: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::WrongType, span, check_types::lengths_not_compared())
                .label(check_types::depends_on_the_month())
                .help(check_types::compare_moved_times()),
        )
    }
}
