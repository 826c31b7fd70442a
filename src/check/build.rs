//! Builds parts of the program: origins, durations, scaled numbers.

use crate::diagnostic::Reported;
use crate::ir::{self, Condition, ConditionKind, Origin};
use crate::source::Span;
use crate::syntax::ast;

/// A lowered part, unless it was wrong; then an error was reported.
pub(super) type Built<T> = Result<T, Reported>;

/// A span as the program holds it.
pub(super) fn origin(span: Span) -> Origin {
    span.into()
}

/// A condition made by the compiler from the text at `span`.
pub(super) fn made(kind: ConditionKind, span: Span) -> Condition {
    Condition { kind, origin: origin(span) }
}

/// `digits` at another scale; `None` where that would lose digits or go beyond [`ir::MOST`].
pub(super) fn scaled(digits: i128, from: u32, to: u32) -> Option<i128> {
    let value = if from <= to {
        digits.checked_mul(10_i128.checked_pow(to - from)?)?
    } else {
        let factor = 10_i128.checked_pow(from - to)?;
        (digits % factor == 0).then_some(digits / factor)?
    };
    (value.unsigned_abs() <= ir::MOST.unsigned_abs()).then_some(value)
}

/// A written duration as the program holds it.
pub(crate) fn lowered_duration(written: &ast::Duration, backwards: bool, zone: ir::Zone) -> ir::Duration {
    let sign: i32 = if backwards { -1 } else { 1 };
    ir::Duration {
        months: written.months * sign,
        days: written.days * sign,
        micros: written.micros * i64::from(sign),
        full_days: written.full_days,
        zone,
    }
}
