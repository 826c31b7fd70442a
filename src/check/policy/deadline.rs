//! Deadlines: what the service has to do, and by when. Each is lowered to conditions, so that whatever judges conditions judges
//! it as well.

use crate::check::build::{Built, made};
use crate::check::checker::Checker;
use crate::check::expression::time_compare::ordered;
use crate::check::flow::agree::is_chosen_by_now;
use crate::check::policy::groups::Inside;
use crate::check::reports::words;
use crate::check::state::{Scope, Typed};
use crate::diagnostic::messages::{check_policies, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Comparison, ConditionKind, Term, Type};
use crate::source::Span;
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(super) fn deadline(
        &mut self,
        written: &'a ast::Deadline,
        Inside { scope, group }: Inside<'_>,
    ) -> Built<ir::Deadline> {
        let start = self.moment_of_deadline(&written.after, scope);
        let done = self.moment_of_deadline(&written.met_by, scope);
        let (start, done) = (start?, done?);
        if start.term == done.term {
            return Err(self.report(met_by_its_start(written)));
        }
        let due = self.period(&start, &written.length, written.after.span, scope)?;
        if is_chosen_by_now(&done.term) {
            return Err(self.period_by_now(written.met_by.span));
        }
        let begun = match start.optional {
            true => self.agreed(ConditionKind::Present(start.term), written.after.span)?,
            false => ConditionKind::Constant(true),
        };
        let period = written.length.span.to(written.after.span);
        let end = Typed::sure(due.clone(), Type::Time);
        let met = ordered(Comparison::LessOrEqual, done, end, self.zone_of(scope.package));
        let met = self.agreed(met, written.met_by.span)?;
        let over = ConditionKind::Compare(Comparison::Greater, Term::Now, due.clone());
        let over = self.agreed(over, period)?;
        Ok(ir::Deadline {
            name: written.name.text.clone(),
            group,
            begun: made(begun, written.after.span),
            met: made(met, written.met_by.span),
            over: made(over, period),
            due,
            law: written.law.as_ref().map(|law| law.value.clone()),
        })
    }

    /// A time or date that may be absent, and does not change as time passes.
    fn moment_of_deadline(&mut self, written: &'a ast::Expr, scope: &Scope) -> Built<Typed> {
        let typed = self.value(written, scope, Some(&Type::Time))?;
        if matches!(typed.term, Term::Now) {
            return Err(self.report(now_in_deadline(written.span)));
        }
        if !typed.ty.is_moment() {
            return Err(self.wrong_type(written.span, nouns::a_time(), words(&typed.ty)));
        }
        Ok(typed)
    }
}

fn now_in_deadline(now: Span) -> Diagnostic {
    Diagnostic::new(Code::WrongType, now, check_policies::deadline_of_now())
        .label(check_policies::changes_at_every_instant())
        .help(check_policies::name_the_fact())
}

fn met_by_its_start(written: &ast::Deadline) -> Diagnostic {
    Diagnostic::new(Code::DeadlineAlwaysMet, written.met_by.span, check_policies::met_by_its_start())
        .label(check_policies::always_met())
        .because(written.after.span, check_policies::runs_from_here())
        .help(check_policies::name_what_is_due())
}
