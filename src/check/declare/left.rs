//! Accounts that have left: `left by TIME` in `account { … }`. No policy applies to an account that has left.

use crate::check::build::made;
use crate::check::checker::Checker;
use crate::check::reports::words;
use crate::check::state::Scope;
use crate::diagnostic::messages::{check_plans, common, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{self, ConditionKind};
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
        let none = made(ConditionKind::Constant(true), there.origin.span());
        let own = std::mem::replace(&mut policy.when, none);
        let origin = own.origin;
        policy.when = ir::Condition { kind: ConditionKind::All(vec![there, own]), origin };
        policy.may_have_left = true;
    }
}
