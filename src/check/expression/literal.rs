//! Literals, and the types of values that are compared.

use crate::check::build::Built;
use crate::check::build::scaled;
use crate::check::checker::Checker;
use crate::check::expression::length::lowered_length;
use crate::check::reports::words;
use crate::check::state::{Scope, Typed};
use crate::check::suggest::foreign::quoted_value;
use crate::diagnostic::messages::{check_calendars, check_tests, check_types, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Choices, Constant, Length, LengthKind, Term, Type, Unit};
use crate::source::Span;
use crate::syntax::ast::{self, Literal};

impl<'a> Checker<'a> {
    /// A literal; a whole number stands for a decimal where one is expected.
    pub(in crate::check) fn literal(
        &mut self,
        literal: &Literal,
        span: Span,
        expected: Option<&Type>,
    ) -> Built<Typed> {
        let constant = match (literal, expected) {
            (Literal::Bool(value), _) => Constant::Bool(*value),
            (Literal::Int(value), Some(Type::Number(Unit::Decimal))) => {
                self.number(i128::from(*value), 0, Unit::Decimal, span)?
            }
            (Literal::Int(value), _) => Constant::Number(i128::from(*value), Unit::Int),
            (Literal::Decimal { digits, scale }, _) => self.number(*digits, *scale, Unit::Decimal, span)?,
            (Literal::Text(value), Some(Type::OneOf(values))) if values.index_of(value).is_some() => {
                return Err(self.report(quoted_value(span, value)));
            }
            (Literal::Text(value), _) => Constant::Text(value.clone()),
            (Literal::Money { digits, scale, currency }, _) => {
                let currency = self.currency(currency)?;
                self.number(*digits, *scale, Unit::Money(currency), span)?
            }
            (Literal::Date(date), _) => {
                let days = ir::calendar::FIRST_DAY..=ir::calendar::LAST_DAY;
                Constant::Date(self.reckoned(ir::calendar::day_number(*date), days, span)?)
            }
            (Literal::Time(micros), _) => Constant::Time(self.held_instant(*micros, span)?),
            (Literal::Duration(length), _) => Constant::Length(lowered_length(length)),
            // `working_days` lowers those of an expression; what is left are facts, which name no calendar.
            (Literal::WorkingDays { .. }, _) => {
                return Err(self.report(
                    Diagnostic::new(Code::WrongType, span, check_calendars::working_days_of_facts())
                        .label(check_calendars::facts_name_no_calendar())
                        .help(check_calendars::write_elapsed_or_full_days()),
                ));
            }
            (Literal::Relative { .. }, _) => {
                return Err(self.wrong_type(span, nouns::a_value(), nouns::relative_time()));
            }
        };
        let Some(ty) = constant.ty(&self.program) else {
            return Err(self.lost(span, check_tests::a_literal()));
        };
        Ok(Typed::sure(Term::Constant(constant), ty))
    }

    /// `10 working days`, by the calendar that it names, or the only one.
    pub(in crate::check) fn working_days(
        &mut self,
        count: i32,
        calendar: Option<&'a ast::Path>,
        span: Span,
        scope: &Scope,
    ) -> Built<Typed> {
        let calendar = self.calendar_named(scope.package, calendar, span)?;
        let kind = LengthKind::WorkingDays(calendar);
        let length = Length { days: count, kind, ..Length::ZERO };
        Ok(Typed::sure(Term::Constant(Constant::Length(length)), Type::Length))
    }

    fn number(&mut self, digits: i128, scale: u8, unit: Unit, span: Span) -> Built<Constant> {
        Ok(Constant::Number(self.scaled(digits, scale, unit.scale(), span)?, unit))
    }

    /// A value of an enumeration of the program.
    pub(in crate::check) fn choice_constant(&mut self, values: &Choices, at: u32) -> Constant {
        let enumerations = &mut self.program.enumerations;
        let known = self
            .enumerations
            .entry(values.clone())
            .or_insert_with(|| (enumerations.push(values.clone()), None));
        Constant::Choice(known.0, at)
    }

    /// A time, if the calendar holds it.
    pub(in crate::check) fn held_instant(&mut self, micros: i64, span: Span) -> Built<i64> {
        self.reckoned(micros, ir::calendar::FIRST..=ir::calendar::LAST, span)
    }

    /// A time or date, if it lies within what the calendar is reckoned for.
    fn reckoned<T: PartialOrd>(
        &mut self,
        value: T,
        range: std::ops::RangeInclusive<T>,
        span: Span,
    ) -> Built<T> {
        if range.contains(&value) {
            return Ok(value);
        }
        Err(self.report(
            Diagnostic::new(Code::BadLiteral, span, check_types::beyond_calendar())
                .label(check_types::calendar_range()),
        ))
    }

    fn scaled(&mut self, digits: i128, from: u8, to: u32, span: Span) -> Built<i128> {
        scaled(digits, u32::from(from), to).ok_or_else(|| {
            let before = ir::MOST.ilog10() + 1 - to;
            self.report(
                Diagnostic::new(Code::BadLiteral, span, check_types::more_digits_than_type())
                    .label(check_types::at_most_digits(before, to)),
            )
        })
    }

    /// Refuses two types that cannot be compared.
    pub(in crate::check) fn check_same_type(
        &mut self,
        left: &Type,
        left_span: Span,
        right: &Type,
        right_span: Span,
    ) -> Built<()> {
        if left == right {
            return Ok(());
        }
        let (here, there) = (words(right), words(left));
        let (code, message) = if different_currencies(left, right) {
            (Code::WrongUnit, check_types::different_currencies(there.clone(), here.clone()))
        } else {
            (Code::WrongType, check_types::different_types(there.clone(), here.clone()))
        };
        let different = Diagnostic::new(code, right_span, message)
            .label(check_types::this_is(here))
            .because(left_span, check_types::this_is(there));
        Err(self.report(match (left.unit(), right.unit()) {
            (Some(Unit::Money(currency)), Some(Unit::Int | Unit::Decimal)) => {
                different.help(check_types::write_currency_too(currency.code()))
            }
            (Some(Unit::Int), Some(Unit::Decimal)) | (Some(Unit::Decimal), Some(Unit::Int)) => {
                different.note(check_types::not_mixed()).help(check_types::declare_both_decimal())
            }
            _ => different,
        }))
    }
}

/// Whether two types that are not the same are both of money.
pub(in crate::check) fn different_currencies(one: &Type, other: &Type) -> bool {
    matches!((one.unit(), other.unit()), (Some(Unit::Money(_)), Some(Unit::Money(_))))
}
