//! Outcomes that set a time of the account: `outcome suspend sets suspended_at`. Once that time is present, the outcome has been
//! carried out, and the policy no longer applies to the account, unless a lifecycle has begun anew since.

use crate::check::build::{Built, origin};
use crate::check::checker::Checker;
use crate::check::reports::words;
use crate::check::state::Scope;
use crate::check::suggest::nearest::unknown;
use crate::diagnostic::messages::{check_names, check_stages, check_types, nouns};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Precondition, Type, not_done, time_of_account};
use crate::syntax::ast::{self, Clause};

impl<'a> Checker<'a> {
    /// The time of the account that an outcome sets: the index of its field.
    pub(in crate::check) fn time_to_set(&mut self, name: &'a ast::Name, scope: &Scope) -> Built<u32> {
        let refused = |label| {
            Diagnostic::new(Code::NotToSet, name.span, check_stages::not_to_set(&name.text)).label(label)
        };
        let Some(account) = self.account_of(scope.package) else {
            return Err(self.report(refused(check_stages::no_account_to_set())));
        };
        let shape = &self.shapes[account];
        if let Some(derived) = shape.derived.get(name.text.as_str()) {
            self.link(name.span, derived.name.span);
            let wrong = refused(check_stages::is_derived()).help(check_stages::set_given_time());
            return Err(self.report(wrong));
        }
        let Some(&index) = shape.given.get(name.text.as_str()) else {
            let fields = &self.program.records[account].fields;
            let is_set = |at: &u32| fields[*at as usize].optional && fields[*at as usize].ty == Type::Time;
            let times = shape.given.iter().filter(|(_, at)| is_set(at));
            let times = times.map(|(name, at)| (*name, Some(shape.given_at[*at as usize])));
            let near = self.near(&name.text, times);
            let is_near = near.is_some();
            let wrong = unknown(name, nouns::time(), near).note(check_stages::becomes_the_instant());
            return Err(self.report(match is_near {
                true => wrong,
                false => wrong.help(check_stages::declare_optional_time(&name.text)),
            }));
        };
        self.link_field(name.span, account, index);
        if let Some(reported) = self.untyped.get(&(account, index)) {
            return Err(*reported);
        }
        let field = &self.program.records[account].fields[index as usize];
        let why = match (&field.ty, field.optional) {
            (Type::Time, true) => return Ok(index),
            (Type::Time, false) => check_stages::set_already(),
            (other, _) => check_types::this_is(words(other)),
        };
        let declared = self.shapes[account].given_at[index as usize];
        Err(self.report(
            refused(why)
                .because(declared, check_names::declared_here(&name.text))
                .note(check_stages::becomes_the_instant())
                .help(check_stages::declare_optional_time(&name.text)),
        ))
    }

    /// Asks before the policy's condition whether the time that its outcome sets is still absent or, in a lifecycle, not after
    /// what restarts it: otherwise the outcome would be due anew every day.
    pub(in crate::check) fn ask_whether_done(
        &mut self,
        written: &'a ast::Policy,
        policy: &mut ir::Policy,
        scope: &Scope,
    ) {
        let name = written.clauses.iter().find_map(|clause| clause.outcome()?.sets.as_ref());
        let Some((index, name)) = policy.sets.zip(name) else { return };
        // The account has left then, for which it is asked already.
        if ir::Program::asks_whether_absent(policy, index) {
            return;
        }
        let restart = self.restarts.get(&(policy.package, written.name.text.as_str())).copied();
        if restart.is_none()
            && scope.is_present(&time_of_account(index))
            && let Some(when) = written.clauses.iter().find_map(Clause::when)
        {
            self.warn(
                Diagnostic::new(Code::DoneAlready, name.span, check_stages::done_already(&policy.name))
                    .label(check_stages::set_by_outcome(&name.text))
                    .because(when.span, check_stages::present_by_when(&name.text))
                    .help(check_stages::set_another_time()),
            );
        }
        let restarted_by = restart.and_then(|it| Some((it.field?, origin(it.by))));
        policy.ask_first(Precondition::NotDone, not_done((index, origin(name.span)), restarted_by));
    }
}
