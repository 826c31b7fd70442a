//! Values in SQL, where NULL does not tell absent from unknown.

use crate::ir::Comparison;
use crate::sql::tree::{Expr, FALSE, TRUE, UNKNOWN};

/// A value: NULL where it is absent or unknown, and a condition, never NULL, on which it is absent.
#[derive(Debug, Clone)]
pub(super) struct Scalar {
    pub(super) value: Expr,
    pub(super) absent: Expr,
}

impl Scalar {
    /// A value that is never absent.
    pub(super) fn known(value: Expr) -> Self {
        Self { value, absent: FALSE }
    }

    pub(super) fn unknown() -> Self {
        Self::known(UNKNOWN)
    }

    /// A value that is absent.
    pub(super) fn absent() -> Self {
        Self { value: UNKNOWN, absent: TRUE }
    }

    /// Whether it is present, with Kleene's three values.
    pub(super) fn presence(&self) -> Expr {
        Expr::case([(self.absent.clone(), FALSE), (Expr::is_present(self.value.clone()), TRUE)], None)
    }

    /// Whether it is unknown; never NULL.
    pub(super) fn is_unknown(&self) -> Expr {
        // Few values are NULL: that is tested first, and of most rows nothing more.
        Expr::all([Expr::is_null(self.value.clone()), Expr::not(self.absent.clone())])
    }

    /// A value made from this one, absent where this one is.
    pub(super) fn map(self, f: impl FnOnce(Expr) -> Expr) -> Self {
        Self { value: f(self.value), absent: self.absent }
    }
}

/// False where an operand is absent, whatever the other is; unknown where one is unknown.
pub(super) fn compared(comparison: Comparison, left: Scalar, right: Scalar) -> Expr {
    let compare = Expr::compare(comparison, left.value, right.value);
    Expr::all([Expr::not(left.absent), Expr::not(right.absent), compare])
}
