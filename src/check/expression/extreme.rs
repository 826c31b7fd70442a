//! `later of (a, b)` and the like.

use crate::check::build::Built;
use crate::check::checker::Checker;
use crate::check::reports::words;
use crate::check::state::{Scope, Typed};
use crate::diagnostic::messages::{check_types, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{Arithmetic, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, ExtremeWord};
use crate::syntax::vocabulary::Form as _;

impl<'a> Checker<'a> {
    /// The greater or the lesser of values of one type, all of them present.
    pub(super) fn extreme(
        &mut self,
        word: ExtremeWord,
        operands: &'a [Expr],
        span: Span,
        scope: &Scope,
    ) -> Built<Typed> {
        let is_literal = |operand: &Expr| matches!(operand.kind, ExprKind::Literal(_));
        // The first that is not a literal gives the others their type: a whole number may stand for a decimal.
        let model = operands.iter().position(|operand| !is_literal(operand)).unwrap_or(0);
        let Some(first) = operands.get(model) else {
            return Err(self.lost(span, nouns::a_value()));
        };
        let known = self.operand(word, first, scope, None)?;
        let ty = known.ty.clone();
        if !ty.is_ordered() {
            return Err(self.wrong_type(first.span, nouns::comparable_value(), words(&ty)));
        }
        let mut terms = Vec::with_capacity(operands.len());
        for (at, operand) in operands.iter().enumerate() {
            if at == model {
                terms.push(known.term.clone());
                continue;
            }
            let typed = self.operand(word, operand, scope, Some(&ty))?;
            self.check_same_type(&ty, first.span, &typed.ty, operand.span)?;
            terms.push(typed.term);
        }
        let how = picked(word);
        let joined =
            terms.into_iter().reduce(|one, other| Term::Arithmetic(how, Box::new(one), Box::new(other)));
        match joined {
            Some(term) => Ok(Typed::sure(term, ty)),
            None => Err(self.lost(span, nouns::a_value())),
        }
    }

    fn operand(
        &mut self,
        word: ExtremeWord,
        operand: &'a Expr,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Built<Typed> {
        let typed = self.present(operand, scope, expected)?;
        self.check_one_move(&typed, operand.span)?;
        if matches!(typed.term, Term::Now) { Err(self.now_no_operand(word, operand.span)) } else { Ok(typed) }
    }

    /// Refuses `now` as an operand: the value would change at every instant.
    fn now_no_operand(&mut self, word: ExtremeWord, now: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::WrongType, now, check_types::now_no_operand(&word.form().text()))
                .label(check_types::changes_at_every_instant())
                .help(check_types::compare_each_with_now()),
        )
    }
}

/// What a word picks of two values.
pub(super) fn picked(word: ExtremeWord) -> Arithmetic {
    match word {
        ExtremeWord::Later | ExtremeWord::Larger => Arithmetic::Max,
        ExtremeWord::Earlier | ExtremeWord::Smaller => Arithmetic::Min,
    }
}
