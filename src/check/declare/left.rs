//! Accounts that have left: `left by TIME` in `account { … }`. No policy applies to an account that has left.

use crate::check::build::{Built, made};
use crate::check::checker::Checker;
use crate::check::expression::length::By;
use crate::check::expression::time_compare::edge;
use crate::check::reports::words;
use crate::check::state::{Scope, Typed};
use crate::diagnostic::messages::{check_plans, common, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{self, CaseRow, Comparison, ConditionKind, Constant, Edge, Term, Type};
use crate::source::Span;
use crate::syntax::ast;

impl<'a> Checker<'a> {
    /// Refuses a `left by` that is not one of an account, or of what is not a time that may be absent.
    pub(in crate::check) fn check_left_by(&mut self) {
        for id in self.shapes.ids() {
            let (record, package) = (self.shapes[id].record, self.shapes[id].package);
            for time in record.left() {
                if record.kind != ast::RecordKind::Account {
                    self.report(
                        Diagnostic::new(Code::LeftBy, time.span, check_plans::only_account_leaves())
                            .label(check_plans::not_of_account())
                            .help(common::leave_it_out()),
                    );
                } else if let Err(reported) = self.check_left(package, time) {
                    self.wrongly_left.insert(package, reported);
                }
            }
        }
    }

    fn check_left(&mut self, package: ir::PackageId, time: &'a ast::Expr) -> Result<(), Reported> {
        let scope = self.scope_of(package, None);
        let typed = self.value(time, &scope, None)?;
        if !typed.ty.is_moment() {
            return Err(self.wrong_type(time.span, nouns::a_time(), words(&typed.ty)));
        }
        if typed.ever_absent {
            return Ok(());
        }
        Err(self.report(
            Diagnostic::new(Code::LeftBy, time.span, check_plans::would_have_left())
                .label(check_plans::never_absent())
                .note(check_plans::absent_while_there())
                .help(check_plans::declare_optional()),
        ))
    }

    /// A period that begins when the account leaves.
    pub(in crate::check) fn retained_after_leaving(
        &mut self,
        length: &'a ast::Expr,
        leaving: Span,
        leaves: bool,
        scope: &Scope,
    ) -> Built<ir::Retention> {
        if let Some(reported) = self.wrongly_left.get(&scope.package) {
            return Err(*reported);
        }
        if !leaves {
            return Err(self.report(
                Diagnostic::new(Code::NeverLeaves, leaving, check_plans::does_not_leave())
                    .label(check_plans::account_stays_after_it())
                    .help(check_plans::retain_after_fact()),
            ));
        }
        let Some(left) = self.left(scope)? else {
            let wrong = Diagnostic::new(Code::NoLeftBy, leaving, check_plans::no_left_by())
                .label(check_plans::no_time_of_leaving());
            let account = self.account_of(scope.package).map(|account| self.shapes[account].record);
            let wrong = match account {
                Some(account) => wrong.because(account.name.span, check_plans::account_without_left_by()),
                None => wrong,
            };
            return Err(self.report(wrong.help(check_plans::declare_left_by())));
        };
        let end = self.period(&left, length, leaving, scope)?;
        let after_leaving = match self.length(length, scope)? {
            By::Known(length) => Term::Constant(Constant::Length(length)),
            By::Given(length) => length,
        };
        Ok(ir::Retention { end, without_start: None, after_leaving: Some(after_leaving), then: None })
    }

    /// The time by which the account has left: the first of those that are present.
    fn left(&mut self, scope: &Scope) -> Built<Option<Typed>> {
        let account = self.account_of(scope.package).map(|account| self.shapes[account].record);
        let of_account = self.scope_of(scope.package, None);
        let mut times = Vec::new();
        for time in account.into_iter().flat_map(ast::Record::left) {
            times.push((self.value(time, &of_account, None)?, time.span));
        }
        let Some(((last, _), others)) = times.split_last() else { return Ok(None) };
        if others.is_empty() {
            return Ok(Some(last.clone()));
        }
        // A date runs to the end of its day, so that times and dates are ordered as instants.
        let zone = self.zone_of(scope.package);
        let instant = |of: &Typed| {
            if of.ty == Type::Date { edge(of.term.clone(), Edge::End, zone) } else { of.term.clone() }
        };
        let instants: Vec<(Term, Span)> = times.iter().map(|(time, span)| (instant(time), *span)).collect();
        let mut rows = Vec::new();
        for (at, (time, span)) in instants.iter().enumerate() {
            let is_last = at + 1 == instants.len();
            let others = instants.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, it)| it);
            let no_later = others.map(|(other, _)| {
                let present = made(ConditionKind::Present(other.clone()), *span);
                let absent = made(ConditionKind::Not(Box::new(present)), *span);
                let before = ConditionKind::Compare(Comparison::LessOrEqual, time.clone(), other.clone());
                made(ConditionKind::Any(vec![absent, made(before, *span)]), *span)
            });
            let present = made(ConditionKind::Present(time.clone()), *span);
            let guard = match is_last {
                true => ConditionKind::Constant(true),
                false => ConditionKind::All(std::iter::once(present).chain(no_later).collect()),
            };
            rows.push(CaseRow { guard: made(guard, *span), value: time.clone(), law: None });
        }
        Ok(Some(Typed { term: Term::Case(rows), ty: Type::Time, optional: true, ever_absent: true }))
    }

    /// Asks first of every policy of the package whether the account is still there.
    pub(in crate::check) fn ask_whether_left(
        &mut self,
        package: ir::PackageId,
        policy: &mut ir::Policy,
        scope: &Scope,
    ) {
        if let Some(reported) = self.wrongly_left.get(&package).copied() {
            return self.poison(reported);
        }
        let account = self.account_of(package).map(|account| self.shapes[account].record);
        let absent = account.into_iter().flat_map(|account| &account.left_by);
        let mut absent: Vec<ir::Condition> = absent.map(|there| self.condition(there, scope)).collect();
        let Some(first) = absent.pop() else { return };
        let there = if absent.is_empty() {
            first
        } else {
            let origin = first.origin;
            absent.push(first);
            ir::Condition { kind: ConditionKind::All(absent), origin }
        };
        policy.ask_first(ir::Precondition::NotLeft, there);
    }
}
