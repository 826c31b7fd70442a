//! Fixtures and tests: facts in the language's own literals, checked against the declared shapes.

use super::checker::{Checker, of_wrong_type};
use super::expression::origin;
use super::guess::guessed_fact;
use super::memory::Lowered;
use super::packages::duplicate;
use super::scope::Scope;
use super::shape::{because_never_absent, because_not_many};
use super::undeclared::{of_the_language, unknown};
use super::value::{lowered_duration, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Choices, ExpectationKind, Status, Term, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Fact, FactKind, Literal};

/// How deep fixtures may stand on each other.
const MOST_BASES: usize = 32;

impl<'a> Checker<'a> {
    pub(super) fn lower_test(&mut self, package: ir::PackageId, test: &'a ast::Test) -> Option<Lowered> {
        let scope = Scope::new(package, self.account_of(package), self.request_of(package));
        let now = self.instant(&test.at, test.at_span, &scope, 0)?;
        let policy = self.tested_policy(package, &test.policy)?;
        let owner = self.program.policies[policy].package;
        let account = self.program.packages[owner].account;
        let account = self.facts(test.account.as_ref(), Some(account), ast::RecordKind::Account, &scope, now);
        let request = self.program.packages[owner].request;
        let request = self.facts(test.request.as_ref(), request, ast::RecordKind::Request, &scope, now);
        let mut expectations = Vec::with_capacity(test.expectations.len());
        for expectation in &test.expectations {
            let Some(kind) = self.expectation(expectation, policy, &scope, now) else { continue };
            expectations.push(ir::Expectation { kind, origin: origin(expectation.span) });
        }
        if test.expectations.is_empty() {
            self.report(
                Diagnostic::new(Code::NothingExpected, test.title.span, "this test expects nothing")
                    .label("it cannot fail")
                    .help("add `expect eligible`, `expect blocked by …`"),
            );
        }
        self.program.tests.push(ir::Test {
            title: test.title.value.clone(),
            origin: origin(test.span),
            policy,
            now,
            account: account.unwrap_or(Value::Unknown),
            request,
            expectations,
        });
        Some(Lowered::Test(self.program.tests.len() - 1))
    }

    fn tested_policy(&mut self, package: ir::PackageId, path: &'a ast::Path) -> Option<ir::PolicyId> {
        match path.names.as_slice() {
            [name] => self.referenced_policy(package, name),
            [owner, name] => {
                let package = self.used_package(package, owner)?;
                self.referenced_policy(package, name)
            }
            _ => None,
        }
    }

    fn facts(
        &mut self,
        written: Option<&'a ast::Facts>,
        record: Option<ir::RecordId>,
        kind: ast::RecordKind,
        scope: &Scope,
        now: i64,
    ) -> Option<Value> {
        let record = record?;
        let Some(facts) = written else { return Some(Value::Record(self.nothing_said(record))) };
        let mut values = self.nothing_known(record);
        self.fill(&mut values, facts, record, kind, scope, now, 0);
        Some(Value::Record(values))
    }

    /// Checks the fixtures that no test stands on: facts are checked like everything else.
    pub(super) fn check_idle_fixtures(&mut self, package: ir::PackageId) {
        let scope = Scope::new(package, self.account_of(package), self.request_of(package));
        for item in self.packages[package].items.clone() {
            let ast::Item::Fixture(fixture) = item else { continue };
            if self.is_used(fixture.name.span) {
                continue;
            }
            let record = match fixture.kind {
                ast::RecordKind::Request => self.request_of(package),
                ast::RecordKind::Account | ast::RecordKind::Record => self.account_of(package),
            };
            self.facts(Some(&fixture.facts), record, fixture.kind, &scope, 0);
        }
    }

    /// An account or request that a test leaves out as a whole: what is unknown is not absent.
    fn nothing_said(&self, record: ir::RecordId) -> Vec<Value> {
        vec![Value::Unknown; self.program.records[record].fields.len()]
    }

    /// A record of which no field is given: optional fields absent, all others unknown.
    fn nothing_known(&self, record: ir::RecordId) -> Vec<Value> {
        let fields = &self.program.records[record].fields;
        fields.iter().map(ir::Field::not_given).collect()
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one recursive walk")]
    fn fill(
        &mut self,
        values: &mut [Value],
        facts: &'a ast::Facts,
        record: ir::RecordId,
        kind: ast::RecordKind,
        scope: &Scope,
        now: i64,
        depth: usize,
    ) {
        if let Some(base) = &facts.base {
            let fixture = self.packages[scope.package].fixtures.get(base.text.as_str()).copied();
            if let Some(fixture) = fixture {
                self.link(base.span, fixture.name.span);
            }
            match fixture {
                Some(fixture) if fixture.kind == kind && depth < MOST_BASES => {
                    self.fill(values, &fixture.facts, record, kind, scope, now, depth + 1);
                }
                Some(fixture) if fixture.kind == kind => {
                    self.report(super::checker::self_reference(base.span, &base.text));
                }
                Some(fixture) => {
                    let (expected, found) = (root_in_words(kind), root_in_words(fixture.kind));
                    let wrong = of_wrong_type(
                        base.span,
                        &format!("a fixture of {expected}"),
                        &format!("one of {found}"),
                    );
                    self.report(wrong.fault_of(fixture.name.span, format!("declared for {found}")));
                }
                None => {
                    let near = self.near(&base.text, self.declared_fixtures(scope.package));
                    self.report(unknown(base, "fixture", near));
                }
            }
        }
        if let Some(from) = &facts.from
            && let Some(Value::Record(read)) = self.facts_of_file(from, record, kind)
        {
            values.clone_from_slice(&read);
        }
        self.fill_fields(values, &facts.fields, record, scope, now);
    }

    fn fill_fields(
        &mut self,
        values: &mut [Value],
        fields: &'a [ast::FactField],
        record: ir::RecordId,
        scope: &Scope,
        now: i64,
    ) {
        for (at, field) in fields.iter().enumerate() {
            if let Some(first) = fields[..at].iter().find(|other| other.name.text == field.name.text) {
                self.report(duplicate(first.name.span, &field.name));
            }
            // An account that is not declared has no shape of its own, and no fields.
            let given = self.shapes.get(record).map(|shape| &shape.given);
            let Some(&index) = given.and_then(|given| given.get(field.name.text.as_str())) else {
                let near = self.near(&field.name.text, self.given_fields(record));
                self.report(unknown(&field.name, "given field", near));
                continue;
            };
            self.link_given(field.name.span, self.shapes[record].given_at[index as usize]);
            if self.untyped.contains(&(record, index)) {
                continue;
            }
            let declared = self.program.records[record].fields[index as usize].clone();
            match (&field.value.kind, &declared.ty) {
                (FactKind::List(_), Type::Record(_)) => {
                    self.report_single(field.value.span, &declared.name, record);
                    continue;
                }
                (FactKind::List(_), ty) if !matches!(ty, Type::Many(_) | Type::Set(_)) => {
                    let list = of_wrong_type(field.value.span, &words(ty), form(&field.value.kind));
                    self.report(because_not_many(list, self.written_type_of(record, index)));
                    continue;
                }
                (FactKind::Absent, ty) if !declared.optional => {
                    let absent = absent_fact(&field.value, ty);
                    self.report(because_never_absent(absent, self.written_type_of(record, index)));
                    continue;
                }
                _ => {}
            }
            if let Some(value) = self.fact(&field.value, &declared.ty, declared.optional, scope, now) {
                values[index as usize] = value;
            }
        }
    }

    fn fact(&mut self, fact: &'a Fact, ty: &Type, optional: bool, scope: &Scope, now: i64) -> Option<Value> {
        let value = self.fact_value(fact, ty, optional, scope, now);
        if value.is_none() {
            self.leave_out(fact.span);
        }
        value
    }

    fn fact_value(
        &mut self,
        fact: &'a Fact,
        ty: &Type,
        optional: bool,
        scope: &Scope,
        now: i64,
    ) -> Option<Value> {
        if let FactKind::Name(name) = &fact.kind
            && let Some(guess) = guessed_fact(name, ty, optional)
        {
            self.report(guess);
            return None;
        }
        match (&fact.kind, ty) {
            (FactKind::Error(_), _) => None,
            (FactKind::Unknown, _) => Some(Value::Unknown),
            (FactKind::Absent, _) if optional => Some(Value::Absent),
            (FactKind::Absent, _) => {
                self.report(absent_fact(fact, ty));
                None
            }
            (FactKind::Record(fields), Type::Record(record)) => {
                let mut values = self.nothing_known(*record);
                self.fill_fields(&mut values, fields, *record, scope, now);
                Some(Value::Record(values))
            }
            (FactKind::List(items), Type::Many(record)) => {
                let ty = Type::Record(*record);
                let elements = items.iter().filter_map(|item| self.fact(item, &ty, false, scope, now));
                Some(Value::Many(elements.collect()))
            }
            (FactKind::List(items), Type::Set(ty)) => {
                let members = items.iter().filter_map(|item| self.fact(item, ty, false, scope, now));
                Some(Value::Set(members.collect()))
            }
            (FactKind::Name(name), Type::OneOf(values)) => self.choice(name, values),
            (FactKind::Literal(literal), Type::Time) => {
                self.instant(literal, fact.span, scope, now).map(Value::Time)
            }
            (FactKind::Literal(literal), _) => {
                let typed = self.literal(literal, fact.span, Some(ty))?;
                if !self.same_type_of_fact(ty, &typed.ty, fact.span) {
                    return None;
                }
                match typed.term {
                    Term::Constant(value) => Some(value),
                    Term::Now
                    | Term::Field(_)
                    | Term::Count(_)
                    | Term::Total(..)
                    | Term::Maximum(..)
                    | Term::Minimum(..)
                    | Term::Add(..)
                    | Term::Subtract(..)
                    | Term::Shift(..)
                    | Term::Day(..)
                    | Term::Call(..) => None,
                }
            }
            (FactKind::Name(_) | FactKind::List(_) | FactKind::Record(_), _) => {
                self.wrong_type(fact.span, &words(ty), form(&fact.kind));
                None
            }
        }
    }

    fn choice(&mut self, name: &ast::Name, values: &Choices) -> Option<Value> {
        if let Some(at) = values.index_of(&name.text) {
            self.link_value(name.span, values, at);
            return Some(Value::Choice(at as u32));
        }
        let wrong = self.unknown_value(name, values);
        self.report(wrong);
        None
    }

    fn same_type_of_fact(&mut self, expected: &Type, found: &Type, span: Span) -> bool {
        if expected == found {
            return true;
        }
        if matches!((expected, found), (Type::Money(_), Type::Money(_))) {
            self.report(
                Diagnostic::new(
                    Code::WrongUnit,
                    span,
                    format!("expected {}, found {}", words(expected), words(found)),
                )
                .label(format!("this is {}", words(found))),
            );
        } else {
            self.wrong_type(span, &words(expected), &words(found));
        }
        false
    }

    /// A time of a test: a literal, a date (the start of its day) or one relative to `now`.
    fn instant(&mut self, literal: &Literal, span: Span, scope: &Scope, now: i64) -> Option<i64> {
        if let Literal::Relative { duration, future } = literal {
            let by = lowered_duration(duration, !future, self.zone_of(scope.package));
            return self.held_instant(ir::calendar::shift(now, &by), span);
        }
        if let Literal::Date(date) = literal {
            let (day, zone) = (ir::calendar::day_number(*date), self.zone_of(scope.package));
            return self.held_instant(ir::calendar::edge_of_day(day, ir::Edge::Start, zone), span);
        }
        let typed = self.literal(literal, span, Some(&Type::Time))?;
        match typed.term {
            Term::Constant(Value::Time(micros)) => Some(micros),
            Term::Constant(_)
            | Term::Now
            | Term::Field(_)
            | Term::Count(_)
            | Term::Total(..)
            | Term::Maximum(..)
            | Term::Minimum(..)
            | Term::Add(..)
            | Term::Subtract(..)
            | Term::Shift(..)
            | Term::Day(..)
            | Term::Call(..) => {
                self.wrong_type(span, "a time", &words(&typed.ty));
                None
            }
        }
    }

    fn expectation(
        &mut self,
        written: &'a ast::Expectation,
        policy: ir::PolicyId,
        scope: &Scope,
        now: i64,
    ) -> Option<ExpectationKind> {
        Some(match &written.kind {
            ast::ExpectationKind::Status(word, names) => {
                let status = self.status(word)?;
                for name in names {
                    self.requirement_name(name, policy);
                }
                if let Some(first) = names.first()
                    && !status.is_by_requirements()
                {
                    self.report(by_nothing(word, first));
                    return None;
                }
                ExpectationKind::Status(status, names.iter().map(|name| name.text.clone()).collect())
            }
            ast::ExpectationKind::EligibleAfter(literal) => {
                ExpectationKind::EligibleAfter(self.instant(literal, written.span, scope, now)?)
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
                let (account, request) = (package.account, package.request);
                ExpectationKind::Unknown(self.fact_path(path, account, request)?)
            }
            ast::ExpectationKind::Outcome(name) => {
                self.check_outcome(name, policy);
                ExpectationKind::Outcome(name.text.clone())
            }
        })
    }

    fn status(&mut self, word: &ast::Name) -> Option<Status> {
        let found = Status::ALL.into_iter().find(|status| status.word() == word.text);
        if found.is_none() {
            let known = of_the_language(Status::ALL.iter().map(|status| status.word()));
            let words: Vec<String> = Status::ALL.iter().map(|it| format!("`{}`", it.word())).collect();
            let wrong = unknown(word, "status", self.near(&word.text, known));
            self.report(wrong.note(format!("a status is {}", words.join(", "))));
        }
        found
    }
}

fn by_nothing(status: &ast::Name, first: &ast::Name) -> Diagnostic {
    Diagnostic::new(Code::ByNothing, first.span, format!("no requirement makes an account `{}`", status.text))
        .label("`by` names what makes it so")
        .because(status.span, "this status")
        .note("`blocked by` names the requirements that are false, `undetermined by` those that are unknown")
        .help(format!("write `expect {}` alone", status.text))
}

fn absent_fact(fact: &Fact, ty: &Type) -> Diagnostic {
    of_wrong_type(fact.span, &words(ty), "`absent`, which only an optional field can be")
}

/// What facts are of.
fn root_in_words(kind: ast::RecordKind) -> &'static str {
    match kind {
        ast::RecordKind::Request => "the request",
        ast::RecordKind::Account | ast::RecordKind::Record => "the account",
    }
}

fn form(kind: &FactKind) -> &'static str {
    match kind {
        FactKind::Literal(_) => "a literal",
        FactKind::Name(_) => "a bare word",
        FactKind::Absent => "`absent`",
        FactKind::Unknown => "`unknown`",
        FactKind::List(_) => "a list",
        FactKind::Record(_) => "a record",
        FactKind::Error(_) => "something unreadable",
    }
}
