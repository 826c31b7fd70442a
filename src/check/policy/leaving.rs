//! Outcomes after which the account is gone: what their policies owe, and what those may not do that stay.

use crate::check::checker::Checker;
use crate::diagnostic::messages::check_plans;
use crate::diagnostic::{Code, Diagnostic, listed};
use crate::ir::{DEFAULT_OUTCOME, PackageId};
use crate::source::Span;
use crate::syntax::ast::{self, Clause, Disposal};

/// Names of outcomes that cannot mean that the account stays.
const PLAINLY_LEAVING: [&str; 3] = [DEFAULT_OUTCOME, "delete", "erase"];

/// Whether an outcome is one of these names, so that the word that is missing can be put in.
pub(in crate::check) fn is_plainly_leaving(outcome: &str) -> bool {
    PLAINLY_LEAVING.contains(&outcome)
}

/// Whether an account is gone after an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Leaves {
    Yes,
    No,
    /// The outcome is not declared, which is reported elsewhere.
    Undeclared,
}

impl<'a> Checker<'a> {
    /// Whether an account is gone after an outcome. A package that declares no outcomes has one, which leaves.
    pub(in crate::check) fn leaves(&self, package: PackageId, outcome: &str) -> Leaves {
        match self.packages[package].outcomes.get(outcome) {
            Some(declared) if declared.leaves.is_some() => Leaves::Yes,
            Some(_) => Leaves::No,
            None if self.packages[package].outcome_blocks.is_empty() && outcome == DEFAULT_OUTCOME => {
                Leaves::Yes
            }
            None => Leaves::Undeclared,
        }
    }

    /// Refuses a policy that leaves and does not say what becomes of the data, one that stays and takes the account away, and
    /// an `otherwise` that leaves.
    pub(in crate::check) fn check_leaving(&mut self, package: PackageId, written: &'a ast::Policy) {
        let (name, at) = outcome_of(written);
        match self.leaves(package, name) {
            Leaves::Yes => self.check_says_of_data(package, written, (name, at)),
            Leaves::No => self.check_account_stays(package, written, name),
            Leaves::Undeclared => {}
        }
        for clause in written.all_clauses() {
            let otherwise = clause.required().and_then(|require| require.otherwise.as_ref());
            if let Some(otherwise) = otherwise
                && self.leaves(package, &otherwise.text) == Leaves::Yes
            {
                self.report_otherwise_leaves(package, otherwise);
            }
        }
    }

    fn check_says_of_data(&mut self, package: PackageId, written: &'a ast::Policy, (name, at): (&str, Span)) {
        let declared = self.outcome_declared_at(package, name);
        if data_of(written).next().is_none()
            && written.whole
            && let Some(declared) = declared
        {
            let account = self.account_of(package);
            let collections = account.map(|account| self.forgotten(account, |_| false)).unwrap_or_default();
            let names: Vec<String> = std::iter::once("account".to_owned()).chain(collections).collect();
            self.report(
                Diagnostic::new(Code::NothingOfData, at, check_plans::says_nothing_of_data(name))
                    .label(check_plans::without_data_block())
                    .because(declared, check_plans::declared_to_leave())
                    .help(check_plans::add_data(&listed(&names))),
            );
        }
        for rule in data_of(written).filter(|rule| matches!(rule.disposal, Disposal::Keep)) {
            for target in &rule.targets {
                let wrong =
                    Diagnostic::new(Code::KeptByLeaving, target.span, check_plans::kept_by_leaving(name))
                        .label(check_plans::without_end_or_method())
                        .help(check_plans::anonymise_or_retain(&target.to_string()));
                self.report(match declared {
                    Some(declared) => wrong.because(declared, check_plans::declared_to_leave()),
                    None => wrong,
                });
            }
        }
    }

    fn check_account_stays(&mut self, package: PackageId, written: &'a ast::Policy, name: &str) {
        let Some(declared) = self.outcome_declared_at(package, name) else { return };
        let takes_away = |rule: &&ast::DataRule| match rule.disposal {
            Disposal::Keep | Disposal::Tell => false,
            Disposal::Erase | Disposal::Forfeit | Disposal::Anonymise(_) | Disposal::Retain(_) => true,
        };
        let targets = data_of(written).filter(takes_away).flat_map(|rule| &rule.targets);
        let Some(account) = targets.clone().find(|target| target.to_string() == "account") else { return };
        let wrong = Diagnostic::new(Code::AccountStays, account.span, check_plans::account_stays(name))
            .label(check_plans::taken_away_here())
            .because(declared, check_plans::declared_without_leaves())
            .help(check_plans::keep_account_or_declare(name));
        let behind = Span::new(declared.file, declared.end, declared.end);
        self.report(match is_plainly_leaving(name) {
            true => wrong.fix(behind, " leaves"),
            false => wrong,
        });
    }

    fn report_otherwise_leaves(&mut self, package: PackageId, otherwise: &ast::Name) {
        let wrong = Diagnostic::new(
            Code::OtherwiseLeaves,
            otherwise.span,
            check_plans::otherwise_leaves(&otherwise.text),
        )
        .label(check_plans::done_while_it_fails())
        .note(check_plans::blocked_does_not_leave())
        .help(check_plans::name_one_that_stays());
        self.report(match self.outcome_declared_at(package, &otherwise.text) {
            Some(declared) => wrong.because(declared, check_plans::declared_to_leave()),
            None => wrong,
        });
    }
}

/// The outcome of a policy, and where it is named: at the policy itself where no clause says it.
pub(super) fn outcome_of(policy: &ast::Policy) -> (&str, Span) {
    let outcome = policy.clauses.iter().find_map(Clause::outcome);
    outcome.map_or((DEFAULT_OUTCOME, policy.name.span), |it| (&it.name.text, it.name.span))
}

/// The rules of the data blocks of a policy.
fn data_of(policy: &ast::Policy) -> impl Iterator<Item = &ast::DataRule> + Clone {
    policy.clauses.iter().filter_map(Clause::data).flat_map(|data| &data.rules)
}
