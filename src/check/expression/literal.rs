//! Literals, and the types of values that are compared.

use crate::check::build::Built;
use crate::check::build::scaled;
use crate::check::checker::Checker;
use crate::check::reports::words;
use crate::check::state::Typed;
use crate::check::suggest::foreign::quoted_value;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Choices, Constant, Term, Type, Unit};
use crate::source::Span;
use crate::syntax::ast::Literal;

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
            (Literal::Int(value), Some(Type::Decimal)) => {
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
            (Literal::Duration(_), _) => {
                return Err(self.wrong_type(span, "a value", "a duration"));
            }
            (Literal::Relative { .. }, _) => {
                return Err(self.wrong_type(span, "a value", "a time relative to a test's instant"));
            }
        };
        let Some(ty) = constant.ty(&self.program) else { return Err(self.lost(span, "a literal")) };
        Ok(Typed::sure(Term::Constant(constant), ty))
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
            Diagnostic::new(Code::BadLiteral, span, "this lies beyond what the calendar is reckoned for")
                .label("from 0001-01-01 to 9999-12-30"),
        ))
    }

    fn scaled(&mut self, digits: i128, from: u8, to: u32, span: Span) -> Built<i128> {
        scaled(digits, u32::from(from), to).ok_or_else(|| {
            let before = ir::MOST.ilog10() + 1 - to;
            self.report(
                Diagnostic::new(Code::BadLiteral, span, "this number has more digits than its type holds")
                    .label(format!("at most {before} digits before the point and {to} after it")),
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
        let (code, kind) = match (left, right) {
            (Type::Money(_), Type::Money(_)) => (Code::WrongUnit, "currencies"),
            _ => (Code::WrongType, "types"),
        };
        let different = Diagnostic::new(
            code,
            right_span,
            format!("{} and {} are different {kind}", words(left), words(right)),
        )
        .label(format!("this is {}", words(right)))
        .because(left_span, format!("this is {}", words(left)));
        Err(self.report(match (left, right) {
            (Type::Money(currency), Type::Int | Type::Decimal) => {
                different.help(format!("write the currency too: `… {currency}`"))
            }
            (Type::Int, Type::Decimal) | (Type::Decimal, Type::Int) => {
                different.note("whole and decimal numbers are not mixed").help("declare both as `decimal`")
            }
            _ => different,
        }))
    }
}
