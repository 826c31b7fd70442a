//! `10 % of balance` and `amount * 3`. A share is exact: compared, both sides are multiplied by what it is divided by, so that
//! nothing is rounded.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::reports::words;
use crate::check::state::{Scope, Typed};
use crate::diagnostic::messages::{check_types, literals, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{Arithmetic, Constant, Rounding, Term, Type, Unit};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, ExtremeWord, Literal};

/// The greatest factor or divisor: a product with any fact then has no more digits than are held.
const MOST: i128 = 1_000_000_000;

/// A value that is still to be divided.
#[derive(Debug, Clone)]
pub(super) struct Scaled {
    pub(super) value: Typed,
    /// By what; at least 1.
    pub(super) over: i128,
}

impl<'a> Checker<'a> {
    /// Two values that are compared.
    pub(super) fn scaled_pair(
        &mut self,
        left: &'a Expr,
        right: &'a Expr,
        scope: &Scope,
    ) -> Built<(Typed, Typed)> {
        if !has_product(left) && !has_product(right) {
            return self.pair(left, right, scope);
        }
        let (first, second) = if matches!(left.kind, ExprKind::Literal(_)) {
            let second = self.divided(right, scope, None)?;
            (self.divided(left, scope, Some(&second.value.ty))?, second)
        } else {
            let first = self.divided(left, scope, None)?;
            let second = self.divided(right, scope, Some(&first.value.ty))?;
            (first, second)
        };
        let over = self.common([first.over, second.over], left.span.to(right.span))?;
        Ok((times(first.value, over / first.over), times(second.value, over / second.over)))
    }

    /// A product that is a value by itself: a share is not one, as it would have to be rounded.
    pub(super) fn whole_product(
        &mut self,
        expr: &'a Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Built<Typed> {
        let Scaled { value, over } = self.divided(expr, scope, expected)?;
        if over == 1 {
            return Ok(value);
        }
        let wrong = Diagnostic::new(Code::WrongType, expr.span, check_types::share_not_compared())
            .label(check_types::would_be_rounded())
            .help(check_types::compare_share());
        Err(self.report(wrong))
    }

    /// A share or a product rounded to what its type holds: whole minor units of an amount, nine decimals, a whole number.
    pub(super) fn rounded(
        &mut self,
        of: &'a Expr,
        rounding: ast::Rounding,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Built<Typed> {
        let Scaled { value, over } = self.divided(of, scope, expected)?;
        if over == 1 {
            return Err(self.report(
                Diagnostic::new(Code::WrongType, of.span, check_types::nothing_to_round())
                    .label(check_types::is_exact())
                    .help(check_types::leave_out_rounded()),
            ));
        }
        let how = Arithmetic::Divide(match rounding {
            ast::Rounding::Down => Rounding::Down,
            ast::Rounding::Up => Rounding::Up,
            ast::Rounding::HalfEven => Rounding::HalfEven,
        });
        let by = Term::Constant(Constant::Number(over, Unit::Int));
        let term = Term::Arithmetic(how, Box::new(value.term), Box::new(by));
        Ok(Typed { term, ..value })
    }

    /// A value that is present, with what it is still to be divided by.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression is a value by itself")]
    pub(super) fn divided(
        &mut self,
        expr: &'a Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Built<Scaled> {
        match &expr.kind {
            ExprKind::Share(percent, of) => {
                let of_span = of.span;
                let of = self.divided(of, scope, expected)?;
                self.multiplied(of, of_span, &percent.value, 2, expr.span)
            }
            ExprKind::Product(left, right) => match (&left.kind, &right.kind) {
                (_, ExprKind::Literal(factor @ (Literal::Int(_) | Literal::Decimal { .. }))) => {
                    let value = self.divided(left, scope, expected)?;
                    self.multiplied(value, left.span, factor, 0, expr.span)
                }
                (ExprKind::Literal(factor @ (Literal::Int(_) | Literal::Decimal { .. })), _) => {
                    let value = self.divided(right, scope, expected)?;
                    self.multiplied(value, right.span, factor, 0, expr.span)
                }
                (_, _) => self.product(left, right, scope),
            },
            ExprKind::Extreme(word, operands) if operands.iter().any(has_product) => {
                self.scaled_extreme(*word, operands, scope)
            }
            _ => Ok(Scaled { value: self.present(expr, scope, expected)?, over: 1 }),
        }
    }

    /// A value multiplied by a literal, which is divided by so many powers of ten besides its own.
    fn multiplied(
        &mut self,
        of: Scaled,
        of_span: Span,
        factor: &Literal,
        further: u32,
        span: Span,
    ) -> Built<Scaled> {
        if of.value.ty.unit().is_none() {
            return Err(self.wrong_type(of_span, nouns::number_or_amount(), words(&of.value.ty)));
        }
        let (digits, scale) = match factor {
            Literal::Int(whole) => (i128::from(*whole), 0),
            Literal::Decimal { digits, scale } => (*digits, u32::from(*scale)),
            Literal::Bool(_)
            | Literal::Text(_)
            | Literal::Money { .. }
            | Literal::Duration(_)
            | Literal::WorkingDays { .. }
            | Literal::Date(_)
            | Literal::Time(_)
            | Literal::Relative { .. } => return Err(self.lost(span, nouns::a_value())),
        };
        let Some(over) = 10_i128.checked_pow(scale + further).and_then(|power| power.checked_mul(of.over))
        else {
            return Err(self.too_many_digits(span));
        };
        let common = divisor(digits, over);
        let (digits, over) = (digits / common, over / common);
        if digits.abs() > MOST || over > MOST {
            return Err(self.too_many_digits(span));
        }
        Ok(Scaled { value: times(of.value, digits), over })
    }

    /// Two values, of which one is a whole number.
    fn product(&mut self, left: &'a Expr, right: &'a Expr, scope: &Scope) -> Built<Scaled> {
        let (one, other) = (self.present(left, scope, None)?, self.present(right, scope, None)?);
        for (typed, span) in [(&one, left.span), (&other, right.span)] {
            if typed.ty.unit().is_none() {
                return Err(self.wrong_type(span, nouns::number_or_amount(), words(&typed.ty)));
            }
        }
        let (value, by) = match (one.ty.unit(), other.ty.unit()) {
            (_, Some(Unit::Int)) => (one, other),
            (Some(Unit::Int), _) => (other, one),
            (_, _) => return Err(self.wrong_type(right.span, nouns::a_whole_number(), words(&other.ty))),
        };
        let term = Term::Arithmetic(Arithmetic::Multiply, Box::new(value.term), Box::new(by.term));
        Ok(Scaled { value: Typed::sure(term, value.ty), over: 1 })
    }

    fn scaled_extreme(&mut self, word: ExtremeWord, operands: &'a [Expr], scope: &Scope) -> Built<Scaled> {
        let at = operands.iter().position(|it| !matches!(it.kind, ExprKind::Literal(_))).unwrap_or(0);
        let Some(model) = operands.get(at) else {
            return Err(self.lost(Span::default(), nouns::a_value()));
        };
        let first = self.divided(model, scope, None)?;
        let ty = first.value.ty.clone();
        let (mut scaled, mut over) = (Vec::with_capacity(operands.len()), 1);
        for (number, operand) in operands.iter().enumerate() {
            let one = match number == at {
                true => first.clone(),
                false => self.divided(operand, scope, Some(&ty))?,
            };
            self.check_same_type(&ty, model.span, &one.value.ty, operand.span)?;
            over = self.common([over, one.over], operand.span)?;
            scaled.push(one);
        }
        let how = super::extreme::picked(word);
        let terms = scaled.into_iter().map(|one| times(one.value, over / one.over).term);
        match terms.reduce(|one, other| Term::Arithmetic(how, Box::new(one), Box::new(other))) {
            Some(term) => Ok(Scaled { value: Typed::sure(term, ty), over }),
            None => Err(self.lost(model.span, nouns::a_value())),
        }
    }

    /// The least common multiple of two divisors.
    fn common(&mut self, [one, other]: [i128; 2], span: Span) -> Built<i128> {
        let common = one / divisor(one, other) * other;
        if common > MOST { Err(self.too_many_digits(span)) } else { Ok(common) }
    }

    fn too_many_digits(&mut self, span: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::BadLiteral, span, literals::number_out_of_range())
                .label(check_types::factor_of_nine_digits()),
        )
    }
}

/// Whether a side of a comparison may have to be divided.
fn has_product(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Share(..) | ExprKind::Product(..) => true,
        ExprKind::Extreme(_, operands) => operands.iter().any(has_product),
        ExprKind::Literal(_)
        | ExprKind::Path(_)
        | ExprKind::Now
        | ExprKind::Not(_)
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::IfThen(..)
        | ExprKind::Quantified(..)
        | ExprKind::EverySatisfies(..)
        | ExprKind::Aggregate(..)
        | ExprKind::Compare(..)
        | ExprKind::OneOf { .. }
        | ExprKind::Presence { .. }
        | ExprKind::In(..)
        | ExprKind::StartsWith(..)
        | ExprKind::Window(..)
        | ExprKind::Satisfies(..)
        | ExprKind::Sum(..)
        | ExprKind::Anchor(..)
        | ExprKind::Anniversary(..)
        | ExprKind::WorkingDay(..)
        | ExprKind::Rounded(..)
        | ExprKind::Case(_)
        | ExprKind::Error(_) => false,
    }
}

/// A value multiplied by a whole number.
fn times(value: Typed, by: i128) -> Typed {
    if by == 1 {
        return value;
    }
    let by = Term::Constant(Constant::Number(by, Unit::Int));
    let term = Term::Arithmetic(Arithmetic::Multiply, Box::new(value.term), Box::new(by));
    Typed { term, ..value }
}

/// The greatest common divisor, at least 1.
fn divisor(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}
