//! Fixtures and tests: facts in the language's own literals, checked against the declared shapes.

use crate::check::build::Built;
use crate::check::build::lowered_duration;
use crate::check::checker::Checker;
use crate::check::expression::literal::different_currencies;
use crate::check::reports::self_reference;
use crate::check::reports::{because_never_absent, because_not_many, duplicate, of_wrong_type, words};
use crate::check::state::Scope;
use crate::check::suggest::foreign::guessed_fact;
use crate::check::suggest::nearest::unknown;
use crate::diagnostic::messages::{check_tests, check_types, nouns};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::ir::{self, Choices, Constant, Term, Type, Value};
use crate::source::Span;
use crate::syntax::ast::{self, Fact, FactKind, Literal};

/// How deep fixtures may stand on each other.
const MOST_BASES: usize = 32;

impl<'a> Checker<'a> {
    pub(in crate::check) fn facts(
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
    pub(in crate::check) fn check_idle_fixtures(&mut self, package: ir::PackageId) {
        let scope = self.scope_of(package, self.request_of(package));
        for item in self.packages[package].items.clone() {
            let ast::Item::Fixture(fixture) = item else { continue };
            if self.is_used(fixture.name.span) {
                continue;
            }
            let record = match fixture.kind {
                ast::RecordKind::Request => self.request_of(package),
                ast::RecordKind::Service => self.service_of(package),
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
                    self.report(self_reference(base.span, &base.text));
                }
                Some(fixture) => {
                    let (expected, found) = (root_in_words(kind), root_in_words(fixture.kind));
                    let wrong = of_wrong_type(
                        base.span,
                        check_tests::fixture_of(expected()),
                        check_tests::one_for(found()),
                    );
                    self.report(wrong.fault_of(fixture.name.span, check_tests::declared_for(found())));
                }
                None => {
                    let near = self.near(&base.text, self.declared_fixtures(scope.package));
                    self.report(unknown(base, nouns::fixture(), near));
                }
            }
        }
        if let Some(from) = &facts.from
            && let Ok(Value::Record(read)) = self.facts_of_file(from, record, kind)
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
                self.report(unknown(&field.name, nouns::given_field(), near));
                continue;
            };
            self.link_given(field.name.span, self.shapes[record].given_at[index as usize]);
            if self.untyped.contains_key(&(record, index)) {
                continue;
            }
            let declared = self.program.records[record].fields[index as usize].clone();
            match (&field.value.kind, &declared.ty) {
                (FactKind::List(_), Type::Record(_)) => {
                    self.report_single(field.value.span, &declared.name, record);
                    continue;
                }
                (FactKind::List(_), ty) if !matches!(ty, Type::Many(_) | Type::Set(_)) => {
                    let list = of_wrong_type(field.value.span, words(ty), form(&field.value.kind));
                    self.report(because_not_many(list, self.written_type_of(record, index)));
                    continue;
                }
                (FactKind::Absent, ty) if !declared.optional => {
                    let absent = absent_fact(&field.value, ty);
                    self.report(because_never_absent(absent, self.written_type_of(record, index)));
                    continue;
                }
                (
                    FactKind::Literal(_)
                    | FactKind::Name(_)
                    | FactKind::Absent
                    | FactKind::Unknown
                    | FactKind::List(_)
                    | FactKind::Record(_)
                    | FactKind::Error(_),
                    _,
                ) => {}
            }
            if let Ok(value) = self.fact(&field.value, &declared.ty, declared.optional, scope, now) {
                values[index as usize] = value;
            }
        }
    }

    fn fact(&mut self, fact: &'a Fact, ty: &Type, optional: bool, scope: &Scope, now: i64) -> Built<Value> {
        let value = self.fact_value(fact, ty, optional, scope, now);
        if let Err(reported) = value {
            self.poison(reported);
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
    ) -> Built<Value> {
        if let FactKind::Name(name) = &fact.kind
            && let Some(guess) = guessed_fact(name, ty, optional)
        {
            return Err(self.report(guess));
        }
        match (&fact.kind, ty) {
            (FactKind::Error(reported), _) => Err(*reported),
            (FactKind::Unknown, _) => Ok(Value::Unknown),
            (FactKind::Absent, _) if optional => Ok(Value::Absent),
            (FactKind::Absent, _) => Err(self.report(absent_fact(fact, ty))),
            (FactKind::Record(fields), Type::Record(record)) => {
                let mut values = self.nothing_known(*record);
                self.fill_fields(&mut values, fields, *record, scope, now);
                Ok(Value::Record(values))
            }
            (FactKind::List(items), Type::Many(record)) => {
                let ty = Type::Record(*record);
                let elements = items.iter().filter_map(|item| self.fact(item, &ty, false, scope, now).ok());
                Ok(Value::Many(elements.collect()))
            }
            (FactKind::List(items), Type::Set(ty)) => {
                let members = items.iter().filter_map(|item| self.fact(item, ty, false, scope, now).ok());
                Ok(Value::Set(members.collect()))
            }
            (FactKind::Name(name), Type::OneOf(values)) => self.choice(name, values),
            (FactKind::Literal(literal), Type::Time) => {
                self.instant(literal, fact.span, scope, now).map(Value::Time)
            }
            (FactKind::Literal(literal), _) => {
                let typed = self.literal(literal, fact.span, Some(ty))?;
                self.check_type_of_fact(ty, &typed.ty, fact.span)?;
                match typed.term {
                    Term::Constant(constant) => Ok(constant.value()),
                    Term::Now
                    | Term::Field(_)
                    | Term::Aggregate { .. }
                    | Term::Distinct(_)
                    | Term::Arithmetic(..)
                    | Term::Shift(..)
                    | Term::Moved(..)
                    | Term::Case(_)
                    | Term::Anniversary(..)
                    | Term::Call(..) => Err(self.lost(fact.span, check_tests::a_literal())),
                }
            }
            (FactKind::Name(_) | FactKind::List(_) | FactKind::Record(_), _) => {
                Err(self.wrong_type(fact.span, words(ty), form(&fact.kind)))
            }
        }
    }

    fn choice(&mut self, name: &ast::Name, values: &Choices) -> Built<Value> {
        if let Some(at) = values.index_of(&name.text) {
            self.link_value(name.span, values, at);
            return Ok(Value::Choice(at as u32));
        }
        let wrong = self.unknown_value(name, values);
        Err(self.report(wrong))
    }

    fn check_type_of_fact(&mut self, expected: &Type, found: &Type, span: Span) -> Built<()> {
        if expected == found {
            return Ok(());
        }
        Err(if different_currencies(expected, found) {
            self.report(
                Diagnostic::new(
                    Code::WrongUnit,
                    span,
                    check_types::expected_found(words(expected), words(found)),
                )
                .label(check_types::this_is(words(found))),
            )
        } else {
            self.wrong_type(span, words(expected), words(found))
        })
    }

    /// A time of a test: a literal, a date (the start of its day) or one relative to `now`.
    pub(in crate::check) fn instant(
        &mut self,
        literal: &Literal,
        span: Span,
        scope: &Scope,
        now: i64,
    ) -> Built<i64> {
        self.instant_at(literal, span, scope, (now, ir::Edge::Start))
    }

    /// An instant; of a date, the first or the last of its day.
    pub(in crate::check) fn instant_at(
        &mut self,
        literal: &Literal,
        span: Span,
        scope: &Scope,
        (now, edge): (i64, ir::Edge),
    ) -> Built<i64> {
        if let Literal::Relative { duration, future } = literal {
            let by = lowered_duration(duration, !future, self.zone_of(scope.package));
            return self.held_instant(ir::calendar::shift(now, &by), span);
        }
        if let Literal::Date(date) = literal {
            let (day, zone) = (ir::calendar::day_number(*date), self.zone_of(scope.package));
            return self.held_instant(ir::calendar::edge_of_day(day, edge, zone), span);
        }
        let typed = self.literal(literal, span, Some(&Type::Time))?;
        match typed.term {
            Term::Constant(Constant::Time(micros)) => Ok(micros),
            Term::Constant(_)
            | Term::Now
            | Term::Field(_)
            | Term::Aggregate { .. }
            | Term::Distinct(_)
            | Term::Arithmetic(..)
            | Term::Shift(..)
            | Term::Moved(..)
            | Term::Case(_)
            | Term::Anniversary(..)
            | Term::Call(..) => Err(self.wrong_type(span, nouns::a_time(), words(&typed.ty))),
        }
    }
}

fn absent_fact(fact: &Fact, ty: &Type) -> Diagnostic {
    of_wrong_type(fact.span, words(ty), check_tests::absent_only_optional())
}

/// What facts are of.
fn root_in_words(kind: ast::RecordKind) -> fn() -> Message {
    match kind {
        ast::RecordKind::Request => check_tests::the_request,
        ast::RecordKind::Service => check_tests::the_service,
        ast::RecordKind::Account | ast::RecordKind::Record => check_tests::the_account,
    }
}

fn form(kind: &FactKind) -> Message {
    match kind {
        FactKind::Literal(_) => check_tests::a_literal(),
        FactKind::Name(_) => check_tests::a_bare_word(),
        FactKind::Absent => Message::code("absent"),
        FactKind::Unknown => Message::code("unknown"),
        FactKind::List(_) => check_tests::a_list(),
        FactKind::Record(_) => nouns::a_record(),
        FactKind::Error(_) => check_tests::something_unreadable(),
    }
}
