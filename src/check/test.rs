//! Tests: their instants, policies, facts and expectations.

mod expectations;
mod fact_path;
mod facts_file;
mod fixture;
mod item;

use crate::check::build::Built;
use crate::check::build::origin;
use crate::check::checker::Checker;
use crate::check::state::{Lowered, Scope};
use crate::check::suggest::nearest::{of_the_language, unknown};
use crate::diagnostic::messages::{self, check_names, check_tests, nouns};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::ir::{self, ExpectationKind, Status, Value};
use crate::syntax::ast;

impl<'a> Checker<'a> {
    pub(super) fn lower_test(&mut self, package: ir::PackageId, test: &'a ast::Test) -> Built<Lowered> {
        let scope = self.scope_of(package, self.request_of(package));
        let now = self.instant(&test.at, test.at_span, &scope, 0)?;
        let policy = self.tested_policy(package, &test.policy)?;
        let owner = self.program.policies[policy].package;
        let account = self.program.packages[owner].account;
        let account = self.facts(test.account.as_ref(), Some(account), ast::RecordKind::Account, &scope, now);
        let request = self.program.packages[owner].request;
        let request = self.facts(test.request.as_ref(), request, ast::RecordKind::Request, &scope, now);
        let service = self.program.packages[owner].service;
        let service = self.facts(test.service.as_ref(), service, ast::RecordKind::Service, &scope, now);
        if let Some(written) = test.service.as_ref().filter(|_| service.is_none()) {
            self.report(
                Diagnostic::new(Code::NotOfService, written.span, check_tests::service_not_declared())
                    .label(check_tests::no_such_facts())
                    .help(check_names::declare_it("service { … }")),
            );
        }
        let mut expectations = Vec::with_capacity(test.expectations.len());
        for expectation in &test.expectations {
            let Ok(kind) = self.expectation(expectation, policy, &scope, now) else { continue };
            expectations.push(ir::Expectation { kind, origin: origin(expectation.span) });
        }
        if test.expectations.is_empty() {
            self.report_warning(
                Diagnostic::new(Code::NothingExpected, test.title.span, check_tests::test_expects_nothing())
                    .label(check_tests::cannot_fail())
                    .help(check_tests::add_expect()),
            );
        }
        self.program.tests.push(ir::Test {
            title: test.title.value.clone(),
            origin: origin(test.span),
            policy,
            now: ir::Timestamp::from_micros(now),
            account: account.unwrap_or(Value::Unknown),
            request,
            service,
            expectations,
        });
        Ok(Lowered::Test(self.program.tests.len() - 1))
    }

    fn tested_policy(&mut self, package: ir::PackageId, path: &'a ast::Path) -> Built<ir::PolicyId> {
        match path.names.as_slice() {
            [name] => self.referenced_policy(package, name),
            [owner, name] => {
                let package = self.used_package(package, owner)?;
                self.referenced_policy(package, name)
            }
            _ => Err(self.lost(path.span, nouns::a_path())),
        }
    }

    fn expectation(
        &mut self,
        written: &'a ast::Expectation,
        policy: ir::PolicyId,
        scope: &Scope,
        now: i64,
    ) -> Built<ExpectationKind> {
        Ok(match &written.kind {
            ast::ExpectationKind::Status(word, names) => {
                let status = self.status(word)?;
                if let Some(first) = names.first()
                    && !status.is_by_requirements()
                {
                    return Err(self.report(by_nothing(word, first)));
                }
                for name in names {
                    self.check_deciding(name, status, policy);
                }
                ExpectationKind::Status(status, names.iter().map(|name| name.text.clone()).collect())
            }
            ast::ExpectationKind::EligibleAfter(literal) => {
                let at = self.instant(literal, written.span, scope, now)?;
                ExpectationKind::EligibleAfter(ir::Timestamp::from_micros(at))
            }
            ast::ExpectationKind::EligibleFrom(literal) => {
                let at = self.instant(literal, written.span, scope, now)?;
                ExpectationKind::EligibleFrom(ir::Timestamp::from_micros(at))
            }
            ast::ExpectationKind::Never => ExpectationKind::Never,
            ast::ExpectationKind::Warn(name) => ExpectationKind::Warn(self.warning_name(name, policy)),
            ast::ExpectationKind::Final(name) => ExpectationKind::Final(self.requirement_name(name, policy)),
            ast::ExpectationKind::NoWarn(name) => ExpectationKind::NoWarn(self.warning_name(name, policy)),
            ast::ExpectationKind::Message(language, text) => {
                self.check_language(language, scope.package);
                ExpectationKind::Message(language.text.clone(), text.value.clone())
            }
            ast::ExpectationKind::Unknown(path) => {
                let package = &self.program.packages[self.program.policies[policy].package];
                let roots = (package.account, package.request, package.service);
                ExpectationKind::Unknown(self.fact_path(path, roots)?)
            }
            ast::ExpectationKind::Outcome(name, value) => {
                self.check_outcome(name, policy);
                let value = match value {
                    Some(value) => Some(self.expected_value(value, scope)?),
                    None => None,
                };
                ExpectationKind::Outcome(name.text.clone(), value)
            }
            ast::ExpectationKind::Deadline(name, state, due) => {
                let name = self.deadline_name(name, policy);
                let due = match due {
                    Some(due) => Some(self.instant_at(due, written.span, scope, (now, ir::Edge::End))?),
                    None => None,
                };
                ExpectationKind::Deadline(
                    name,
                    state.map(expected_state),
                    due.map(ir::Timestamp::from_micros),
                )
            }
            ast::ExpectationKind::NoPlan => ExpectationKind::NoPlan,
            ast::ExpectationKind::Item(item) => {
                ExpectationKind::Item(self.expected_item(item, policy, scope, now)?)
            }
            ast::ExpectationKind::WouldBe(item) => {
                ExpectationKind::WouldBe(self.expected_item(item, policy, scope, now)?)
            }
        })
    }

    fn status(&mut self, word: &ast::Name) -> Built<Status> {
        Status::ALL.into_iter().find(|status| status.word() == word.text).ok_or_else(|| {
            let known = of_the_language(Status::ALL.iter().map(|status| status.word()));
            let words = Status::ALL.map(|it| Message::code(it.word()));
            let wrong = unknown(word, nouns::status(), self.near(&word.text, known));
            self.report(match messages::list(&words) {
                Some(words) => wrong.note(check_tests::a_status_is(words)),
                None => wrong,
            })
        })
    }
}

fn expected_state(written: ast::DeadlineState) -> ir::DeadlineState {
    match written {
        ast::DeadlineState::NotAsked => ir::DeadlineState::NotAsked,
        ast::DeadlineState::NotBegun => ir::DeadlineState::NotBegun,
        ast::DeadlineState::Open => ir::DeadlineState::Open,
        ast::DeadlineState::Met => ir::DeadlineState::Met,
        ast::DeadlineState::Overdue => ir::DeadlineState::Overdue,
        ast::DeadlineState::Unknown => ir::DeadlineState::Unknown,
    }
}

fn by_nothing(status: &ast::Name, first: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::ByNothing, first.span, check_tests::no_requirement_makes(&status.text))
        .label(check_tests::by_names_cause())
        .because(status.span, check_tests::this_status())
        .note(check_tests::blocked_by_names())
        .help(check_tests::write_expect_alone(&status.text))
}
