//! Derived fields and named conditions, each lowered when it is first asked for: it calls only earlier ones.

use crate::check::build::Built;
use crate::check::build::made;
use crate::check::checker::Checker;
use crate::check::flow::agree::has_case;
use crate::check::flow::substitute::seen_from;
use crate::check::reports::no_request;
use crate::check::reports::of_wrong_type;
use crate::check::reports::{self_reference, words};
use crate::check::state::DefinitionKey;
use crate::check::state::DefinitionSummary;
use crate::check::state::Meaning;
use crate::check::state::{DependencyKey, Lowered, Progress, Reference, Scope, Typed};
use crate::diagnostic::messages::{check_cases, check_types, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{self, Body, ConditionKind, Place, Subject, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprForm};

/// As many levels of an expression as take as much of the stack as a definition that is lowered on the way.
const LEVELS_OF_A_DEFINITION: usize = 3;

impl<'a> Checker<'a> {
    pub(in crate::check) fn check_definitions(&mut self, package: ir::PackageId) {
        for item in self.packages[package].items.clone() {
            let name = match item {
                ast::Item::Condition(condition) => &condition.name,
                // A second one of a name was reported, and is not the package's.
                ast::Item::Let(value)
                    if self.packages[package].lets.contains_key(value.name.text.as_str()) =>
                {
                    &value.name
                }
                ast::Item::Let(_) => continue,
                ast::Item::Record(_)
                | ast::Item::Outcomes(_)
                | ast::Item::Words(_)
                | ast::Item::Calendar(_)
                | ast::Item::Policy(_)
                | ast::Item::Lifecycle(_)
                | ast::Item::Fixture(_)
                | ast::Item::Test(_) => continue,
            };
            // An error was reported; what follows is checked all the same.
            let _ = self.definition((package, None, &name.text), name.span);
        }
        for id in self.packages[package].shapes.clone() {
            let record = self.shapes[id].record;
            for field in &record.fields {
                // A second field of a name was reported, and is not the record's.
                if self.shapes[id].derived.contains_key(field.name.text.as_str()) {
                    let _ = self.definition((package, Some(id), &field.name.text), field.name.span);
                }
            }
        }
    }

    /// The definition of that key.
    pub(in crate::check) fn definition(
        &mut self,
        key: DefinitionKey<'a>,
        asked_at: Span,
    ) -> Built<(ir::DefinitionId, Meaning)> {
        match self.definitions.get(&key) {
            Some(Progress::Done(found)) => return found.clone(),
            Some(Progress::Started) => {
                return Err(self.report(self_reference(asked_at, key.2)));
            }
            None => {}
        }
        self.definitions.insert(key, Progress::Started);
        let lowered = self.within_levels(LEVELS_OF_A_DEFINITION, asked_at, |checker| {
            let Some(declared) = checker.declared_at(key) else {
                return Err(checker.lost(asked_at, nouns::a_definition()));
            };
            match checker.check_item(declared, |checker| checker.lower_definition(key, declared))? {
                Lowered::Definition(id, meaning) => Ok((id, meaning)),
                Lowered::Policy(_) | Lowered::Test(_) => Err(checker.lost(declared, nouns::a_definition())),
            }
        });
        self.definitions.insert(key, Progress::Done(lowered.clone()));
        lowered
    }

    fn lower_definition(&mut self, key: DefinitionKey<'a>, declared: Span) -> Built<Lowered> {
        let (package, record, name) = key;
        let written: Option<&'a Expr> = match record {
            None => self.packages[package].defined(name).map(|(_, body)| body),
            Some(id) => self.shapes[id].derived.get(name).and_then(|field| match &field.kind {
                ast::FieldKind::Derived(expr) => Some(expr),
                ast::FieldKind::Given { .. } => None,
            }),
        };
        let Some(expr) = written else { return Err(self.lost(declared, nouns::a_definition())) };
        let scope = self.definition_scope(package, record);
        let value = self.packages[package].lets.get(name).copied().filter(|_| record.is_none());
        let lowered = match value {
            Some(value) => self.named_value(package, value, &scope),
            None => self.body(expr, &scope, record.is_none()),
        };
        if let Ok((Body::Condition(condition), _)) = &lowered {
            self.warn_constant(condition);
        }
        // One that is wrong takes a number too, so that the numbers of others do not depend on it.
        let placeholder = Body::Condition(made(ConditionKind::Constant(true), expr.span));
        let (body, meaning) = match lowered {
            Ok((body, meaning)) => (body, Ok(meaning)),
            Err(reported) => (placeholder, Err(reported)),
        };
        let definition = ir::Definition {
            name: name.to_owned(),
            account: self.program.packages[package].account,
            request: scope.request,
            element: scope.elements.first().copied(),
            body,
        };
        let id = self.add_definition(definition, expr.span);
        Ok(Lowered::Definition(id, meaning?))
    }

    /// Takes in a lowered definition, with what its callers need to know of it.
    pub(in crate::check) fn add_definition(
        &mut self,
        definition: ir::Definition,
        at: Span,
    ) -> ir::DefinitionId {
        let mut known = match &definition.body {
            Body::Condition(condition) => DefinitionSummary {
                summary: self.summaries().condition(condition),
                shows: [false, true].map(|sense| self.refinements_if(condition, sense)),
            },
            Body::Term(term) => {
                DefinitionSummary { summary: self.summaries().term(term), shows: [Vec::new(), Vec::new()] }
            }
        };
        if known.summary.is_first_too_large() {
            self.report_too_deep(at);
            known.summary.reported = true;
        }
        self.definition_summaries.push(known);
        self.program.definitions.push(definition)
    }

    fn definition_scope(&self, package: ir::PackageId, record: Option<ir::RecordId>) -> Scope {
        let scope = self.scope_of(package, self.request_of(package));
        match record {
            Some(id) if self.shapes[id].record.kind != ast::RecordKind::Account => scope.with_element(id),
            _ => scope,
        }
    }

    /// A definition is a condition by its form, or a bare name by what it names.
    fn body(&mut self, expr: &'a Expr, scope: &Scope, is_condition: bool) -> Built<(Body, Meaning)> {
        if is_condition {
            return Ok((Body::Condition(self.condition(expr, scope)), Meaning::Condition));
        }
        let typed = match expr.form() {
            ExprForm::Path(path) => match self.reference(path, scope)? {
                Reference::Condition(kind) => {
                    return Ok((Body::Condition(made(kind, expr.span)), Meaning::Condition));
                }
                Reference::Value(typed) => typed,
            },
            ExprForm::Condition | ExprForm::Truth => {
                return Ok((Body::Condition(self.condition(expr, scope)), Meaning::Condition));
            }
            ExprForm::Value => self.value(expr, scope, None)?,
            ExprForm::Case(case) => {
                if self.is_case_of_conditions(case, scope)? {
                    return Ok((Body::Condition(self.condition(expr, scope)), Meaning::Condition));
                }
                self.value(expr, scope, None)?
            }
            ExprForm::Error(reported) => return Err(reported),
        };
        self.derived_value(typed, expr)
    }

    fn derived_value(&mut self, typed: Typed, expr: &Expr) -> Built<(Body, Meaning)> {
        if typed.ty == Type::Bool && !typed.optional {
            let holds = made(ConditionKind::Holds(typed.term), expr.span);
            return Ok((Body::Condition(holds), Meaning::Condition));
        }
        self.check_one_move(&typed, expr.span)?;
        if typed.ty.contained().is_some() {
            return Err(self.wrong_type(expr.span, nouns::condition_or_single_value(), words(&typed.ty)));
        }
        if matches!(typed.term, Term::Now) {
            return Err(self.report(
                Diagnostic::new(Code::WrongType, expr.span, check_types::now_not_renamed())
                    .label(check_types::window_knows_now())
                    .help(check_types::write_now_where()),
            ));
        }
        Ok((Body::Term(typed.term), Meaning::Value(typed.ty, typed.optional)))
    }

    /// Refers to a definition, if what it reads is available where it is called.
    pub(in crate::check) fn call(
        &mut self,
        key: DefinitionKey<'a>,
        subject: Subject,
        scope: &Scope,
        span: Span,
    ) -> Built<Reference> {
        if let Some(declared) = self.declared_at(key) {
            self.link(span, declared);
        }
        self.depend_on(DependencyKey::Definition(key.0, key.1, key.2.to_owned()), span);
        let (id, meaning) = self.definition(key, span)?;
        let reads = self.definition_summaries[id].summary;
        let elsewhere = key.0 != scope.package;
        if reads.request && (scope.request.is_none() || elsewhere || matches!(subject, Subject::Account(_))) {
            return Err(self.report(no_request(span, key.2)));
        }
        if reads.account && elsewhere && matches!(subject, Subject::Element(_)) {
            return Err(self.report(foreign_account(span, key.2, self.packages[key.0].name)));
        }
        Ok(match meaning {
            Meaning::Condition => Reference::Condition(ConditionKind::Call(id, subject)),
            Meaning::Value(ty, optional) => {
                let term = match self.written_out(id, &subject) {
                    Some(term) => term,
                    None => Term::Call(id, subject),
                };
                let here = optional && !scope.is_present(&term);
                Reference::Value(Typed { term, ty, optional: here, ever_absent: optional })
            }
        })
    }

    /// The body of a definition whose value is a case, as its caller would write it: the rows are to agree on what the
    /// caller asks, not on the value.
    fn written_out(&self, id: ir::DefinitionId, subject: &Subject) -> Option<Term> {
        match &self.program.definitions[id].body {
            Body::Term(body) if has_case(body) => {
                let reads_account = |id: ir::DefinitionId| {
                    let body = &self.program.definitions[id].body;
                    self.definition_summaries[id].summary.account.then_some(body)
                };
                seen_from(body, subject, &reads_account)
            }
            Body::Term(_) | Body::Condition(_) => None,
        }
    }

    /// What a `let` stands for: a value, of the type that is written, if one is.
    fn named_value(
        &mut self,
        package: ir::PackageId,
        written: &'a ast::Let,
        scope: &Scope,
    ) -> Built<(Body, Meaning)> {
        let Some(ty) = &written.ty else {
            let is_condition = matches!(written.body.form(), ExprForm::Condition);
            if is_condition {
                self.condition(&written.body, scope);
                return Err(self.no_value(written));
            }
            return self.body(&written.body, scope, false);
        };
        let declared = self.field_type(package, ty)?;
        if !declared.is_single() {
            return Err(self.wrong_type(ty.span, nouns::a_value(), words(&declared)));
        }
        if declared == Type::Bool {
            if matches!(written.body.form(), ExprForm::Condition) {
                self.condition(&written.body, scope);
                return Err(self.no_value(written));
            }
            let body = self.condition(&written.body, scope);
            return Ok((Body::Condition(body), Meaning::Condition));
        }
        let typed = self.value(&written.body, scope, Some(&declared))?;
        self.check_same_type(&declared, ty.span, &typed.ty, written.body.span)?;
        self.derived_value(typed, &written.body)
    }

    fn no_value(&mut self, written: &ast::Let) -> Reported {
        self.report(
            of_wrong_type(written.body.span, nouns::a_value(), nouns::a_condition())
                .help(check_cases::let_is_condition(&written.name.text)),
        )
    }

    /// Where a definition is declared.
    pub(in crate::check) fn declared_at(&self, (package, record, name): DefinitionKey<'a>) -> Option<Span> {
        match record {
            None => self.packages[package].defined(name).map(|(name, _)| name.span),
            Some(id) => self.shapes[id].derived.get(name).map(|field| field.name.span),
        }
    }

    /// The definition of that name, if there is one.
    pub(in crate::check) fn definition_key(
        &self,
        package: ir::PackageId,
        record: Option<ir::RecordId>,
        name: &str,
    ) -> Option<DefinitionKey<'a>> {
        let name = match record {
            None => self.packages[package].defined(name)?.0.text.as_str(),
            Some(id) => *self.shapes[id].derived.get_key_value(name)?.0,
        };
        Some((package, record, name))
    }

    /// The subject of a derived field that is read at a place.
    pub(in crate::check) fn subject_at(&self, place: Place, record: ir::RecordId) -> Subject {
        let is_account = self.shapes[record].record.kind == ast::RecordKind::Account;
        match (is_account, place.root, place.fields.is_empty()) {
            (true, ir::Root::Account, true) => Subject::Same,
            (true, ..) => Subject::Account(place),
            (false, ..) => Subject::Element(place),
        }
    }
}

fn foreign_account(span: Span, name: &str, package: &str) -> Diagnostic {
    Diagnostic::new(Code::ForeignAccount, span, check_types::reads_other_account(name, package))
        .label(check_types::written_for_account(package))
        .help(check_types::declare_derived_there(package))
}
