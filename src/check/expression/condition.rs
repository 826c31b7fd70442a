//! Conditions, with the narrowing of optional values that they give each other.

use crate::check::build::Built;
use crate::check::build::made;
use crate::check::checker::Checker;
use crate::check::expression::time_compare::compared;
use crate::check::reports::{because_never_absent, because_not_many, no_request, of_wrong_type, words};
use crate::check::state::{EndedPhrase, Reference, Scope};
use crate::diagnostic::messages::{check_types, nouns, syntax};
use crate::diagnostic::{Code, Diagnostic, Message};
use crate::ir::{self, Condition, ConditionKind, Place, Root, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, EdgeWindow, Expr, ExprKind, WindowKind};

impl<'a> Checker<'a> {
    /// Lowers a condition; one that is wrong is reported and stands as `true`, in a program that is not handed out.
    pub(in crate::check) fn condition(&mut self, expr: &'a Expr, scope: &Scope) -> Condition {
        let kind = self.within(expr.span, |checker| checker.condition_kind(expr, scope)).unwrap_or_else(
            |reported| {
                self.poison(reported);
                ConditionKind::Constant(true)
            },
        );
        made(kind, expr.span)
    }

    fn condition_kind(&mut self, expr: &'a Expr, scope: &Scope) -> Built<ConditionKind> {
        Ok(match &expr.kind {
            ExprKind::Not(inner) => {
                self.refuse_hidden_or(inner, scope)?;
                ConditionKind::Not(Box::new(self.condition(inner, scope)))
            }
            ExprKind::And(parts) => {
                for part in parts {
                    self.refuse_hidden_or(part, scope)?;
                }
                ConditionKind::All(self.sequence(parts, scope, true))
            }
            ExprKind::Or(parts) => ConditionKind::Any(self.sequence(parts, scope, false)),
            ExprKind::IfThen(premise, conclusion) => self.if_then(premise, conclusion, scope),
            ExprKind::Quantified(quantifier, phrase) => self.quantified(*quantifier, phrase, scope)?,
            ExprKind::EverySatisfies(phrase, claim) => self.every(phrase, claim, scope)?,
            ExprKind::Compare(comparison, left, right) => {
                let kind = self.compare(*comparison, left, right, scope)?;
                self.agreed(kind, expr.span)?
            }
            ExprKind::OneOf { subject, values, negated } => {
                let kind = self.one_of(subject, values, *negated, scope)?;
                self.agreed(kind, expr.span)?
            }
            ExprKind::Case(case) => self.case_condition(case, scope)?,
            ExprKind::Presence { subject, present } => self.presence(subject, *present, scope)?,
            ExprKind::In(member, set) => {
                let kind = self.member(member, set, scope)?;
                self.agreed(kind, expr.span)?
            }
            ExprKind::StartsWith(subject, prefix) => {
                let text = self.present(subject, scope, Some(&Type::Text))?;
                if text.ty != Type::Text {
                    return Err(self.wrong_type(subject.span, nouns::a_text(), words(&text.ty)));
                }
                let kind = ConditionKind::StartsWith(text.term, prefix.value.clone());
                self.agreed(kind, expr.span)?
            }
            ExprKind::Window(time, window) => {
                let subject = self.value(time, scope, None)?;
                if !subject.ty.is_moment() {
                    return Err(self.wrong_type(time.span, nouns::a_time(), words(&subject.ty)));
                }
                if let WindowKind::Edge(EdgeWindow::Since, anchor) = &window.kind {
                    let event = self.sources.slice(time.span).to_owned();
                    self.refuse_period_of_now(anchor, Some(&event))?;
                }
                self.window(&subject, window, scope)?
            }
            ExprKind::Satisfies(subject, policy) => self.satisfies(subject, policy, scope)?,
            ExprKind::Path(path) => return self.path_condition(path, scope),
            ExprKind::Literal(ast::Literal::Bool(value)) => ConditionKind::Constant(*value),
            ExprKind::Error(reported) => return Err(*reported),
            ExprKind::Literal(_)
            | ExprKind::Now
            | ExprKind::Aggregate(..)
            | ExprKind::Share(..)
            | ExprKind::Product(..)
            | ExprKind::Extreme(..)
            | ExprKind::Sum(..)
            | ExprKind::Anchor(..)
            | ExprKind::Anniversary(..)
            | ExprKind::WorkingDay(..)
            | ExprKind::Rounded(..) => {
                let value = self.value(expr, scope, None)?;
                return Err(self.no_condition(expr, &value.ty));
            }
        })
    }

    pub(in crate::check) fn path_condition(
        &mut self,
        path: &'a ast::Path,
        scope: &Scope,
    ) -> Built<ConditionKind> {
        match self.reference(path, scope)? {
            Reference::Condition(kind) => Ok(kind),
            Reference::Value(value) if value.optional => {
                Err(self.optional_used(path.span, &path.to_string()))
            }
            Reference::Value(value) if value.ty == Type::Bool => Ok(ConditionKind::Holds(value.term)),
            Reference::Value(value) => {
                Err(self.wrong_type(path.span, nouns::a_condition(), words(&value.ty)))
            }
        }
    }

    /// `and` (`conjunction`) or `or`: each part may rely on what those before it have shown.
    fn sequence(&mut self, parts: &'a [Expr], scope: &Scope, conjunction: bool) -> Vec<Condition> {
        let mut scope = scope.clone();
        let mut lowered = Vec::with_capacity(parts.len());
        let around = self.ended_phrases.len();
        for part in parts {
            let condition = self.condition(part, &scope);
            let shown = self.refinements_if(&condition, conjunction);
            scope.add_present(shown);
            lowered.push(condition);
            self.ended_phrases.extend(EndedPhrase::of(part));
        }
        self.ended_phrases.truncate(around);
        lowered
    }

    fn if_then(&mut self, premise: &'a Expr, conclusion: &'a Expr, scope: &Scope) -> ConditionKind {
        let given = self.condition(premise, scope);
        let inner = scope.with_present(self.refinements_if(&given, true));
        let then = self.condition(conclusion, &inner);
        let not = made(ConditionKind::Not(Box::new(given)), premise.span);
        ConditionKind::Any(vec![not, then])
    }

    fn compare(
        &mut self,
        comparison: ast::Comparison,
        left: &'a Expr,
        right: &'a Expr,
        scope: &Scope,
    ) -> Built<ConditionKind> {
        if let Some(reported) = self.guessed_absence(comparison, left, right, scope) {
            return Err(reported);
        }
        if let ExprKind::Literal(ast::Literal::Duration(_)) = &right.kind
            && !matches!(left.kind, ExprKind::Sum(..))
        {
            let subject = self.present(left, scope, None)?;
            if subject.ty == Type::Length {
                return Err(self.lengths_do_not_compare(left.span.to(right.span)));
            }
            return Err(self.no_length(comparison, left, right));
        }
        let (subject, other) = self.scaled_pair(left, right, scope)?;
        if subject.ty.is_moment() && other.ty == Type::Length {
            return Err(self.no_length(comparison, left, right));
        }
        let equality = matches!(comparison, ast::Comparison::Is | ast::Comparison::IsNot);
        let mixed = subject.ty.is_moment() && other.ty.is_moment();
        if !mixed {
            self.check_same_type(&subject.ty, left.span, &other.ty, right.span)?;
        }
        if subject.ty == Type::Length {
            return Err(self.lengths_do_not_compare(left.span.to(right.span)));
        }
        let comparable = subject.ty.is_comparable();
        if !comparable || (!equality && !subject.ty.is_ordered()) {
            return Err(self.wrong_type(left.span, nouns::comparable_value(), words(&subject.ty)));
        }
        if matches!((&subject.term, &other.term), (Term::Now, Term::Now)) {
            return Err(self.wrong_type(right.span, nouns::another_value(), nouns::the_same_instant()));
        }
        let (comparison, span) = (lowered_comparison(comparison), left.span.to(right.span));
        Ok(compared(comparison, subject, other, self.zone_of(scope.package), span))
    }

    fn one_of(
        &mut self,
        subject: &'a Expr,
        values: &'a [Expr],
        negated: bool,
        scope: &Scope,
    ) -> Built<ConditionKind> {
        let looked_at = self.present(subject, scope, None)?;
        if looked_at.ty == Type::Length {
            return Err(self.lengths_do_not_compare(subject.span));
        }
        let mut any = Vec::new();
        for value in values {
            let candidate = match self.present(value, scope, Some(&looked_at.ty)) {
                Ok(candidate) => candidate,
                Err(reported) => {
                    self.poison(reported);
                    continue;
                }
            };
            let mixed = looked_at.ty.is_moment() && candidate.ty.is_moment();
            if mixed || self.check_same_type(&looked_at.ty, subject.span, &candidate.ty, value.span).is_ok() {
                let zone = self.zone_of(scope.package);
                let one = looked_at.clone();
                let equal = compared(ir::Comparison::Equal, one, candidate, zone, value.span);
                any.push(made(equal, value.span));
            }
        }
        let any = ConditionKind::Any(any);
        Ok(if negated { ConditionKind::Not(Box::new(made(any, subject.span))) } else { any })
    }

    fn presence(&mut self, subject: &'a Expr, present: bool, scope: &Scope) -> Built<ConditionKind> {
        let looked_at = self.value(subject, scope, None)?;
        if !looked_at.ever_absent {
            let words = words(&looked_at.ty);
            let mut wrong = Diagnostic::new(Code::WrongType, subject.span, check_types::never_absent())
                .label(check_types::always_there(words));
            if let Term::Field(place) = &looked_at.term {
                wrong = wrong.help(check_types::declare_with_question());
                wrong = because_never_absent(wrong, self.written_type(place, scope));
            }
            return Err(self.report(wrong));
        }
        let is_present = ConditionKind::Present(looked_at.term);
        Ok(if present { is_present } else { ConditionKind::Not(Box::new(made(is_present, subject.span))) })
    }

    fn member(&mut self, member: &'a Expr, set: &'a Expr, scope: &Scope) -> Built<ConditionKind> {
        let of = self.present(set, scope, None)?;
        let Type::Set(element) = &of.ty else {
            let wrong = of_wrong_type(set.span, nouns::a_set(), words(&of.ty));
            let declared = match &of.term {
                Term::Field(place) => self.written_type(place, scope),
                Term::Constant(_)
                | Term::Now
                | Term::Aggregate { .. }
                | Term::Distinct(_)
                | Term::Arithmetic(..)
                | Term::Shift(..)
                | Term::Moved(..)
                | Term::Case(_)
                | Term::Anniversary(..)
                | Term::Call(..) => None,
            };
            return Err(self.report(because_not_many(wrong, declared)));
        };
        let candidate = self.present(member, scope, Some(element))?;
        self.check_same_type(element, set.span, &candidate.ty, member.span)?;
        Ok(ConditionKind::Member(candidate.term, of.term))
    }

    fn satisfies(&mut self, subject: &'a Expr, claim: &'a ast::Path, scope: &Scope) -> Built<ConditionKind> {
        let looked_at = self.present(subject, scope, None)?;
        match (looked_at.term, looked_at.ty) {
            (Term::Field(place), Type::Record(record)) => {
                self.satisfied_at(place, record, subject.span, claim, scope)
            }
            (_, ty) => Err(self.wrong_type(subject.span, nouns::an_account(), words(&ty))),
        }
    }

    /// Whether the account at a place satisfies a policy, or a named condition, of its package.
    pub(in crate::check) fn satisfied_at(
        &mut self,
        place: Place,
        record: ir::RecordId,
        subject: Span,
        claim: &'a ast::Path,
        scope: &Scope,
    ) -> Built<ConditionKind> {
        let (package, name) = match claim.names.as_slice() {
            [name] => (scope.package, name),
            [owner, name] => (self.used_package(scope.package, owner)?, name),
            [.., name] => {
                return Err(self.report(crate::check::suggest::nearest::unknown(
                    name,
                    nouns::policy(),
                    None,
                )));
            }
            [] => return Err(self.lost(claim.span, nouns::a_path())),
        };
        if self.account_of(package) != Some(record) {
            let account = check_types::account_of(self.packages[package].name);
            return Err(self.report(
                Diagnostic::new(Code::WrongType, subject, syntax::expected(account.clone()))
                    .label(check_types::this_is(Message::code(&self.shapes[record].record.name.text)))
                    .because(name.span, check_types::applies_to(account)),
            ));
        }
        if !self.packages[package].policies.contains_key(name.text.as_str())
            && self.packages[package].conditions.contains_key(name.text.as_str())
        {
            let subject = self.subject_at(place, record);
            return match self.call((package, None, &name.text), subject, scope, name.span)? {
                Reference::Condition(kind) => Ok(kind),
                Reference::Value(_) => Err(self.lost(name.span, nouns::a_condition())),
            };
        }
        let id = self.referenced_policy(package, name)?;
        let own = place.root == Root::Account && place.fields.is_empty() && scope.request.is_some();
        if self.policy_summaries[id].request && !own {
            return Err(self.report(no_request(name.span, &name.text)));
        }
        Ok(ConditionKind::Satisfies(id, place))
    }
}

fn lowered_comparison(comparison: ast::Comparison) -> ir::Comparison {
    match comparison {
        ast::Comparison::Is => ir::Comparison::Equal,
        ast::Comparison::IsNot => ir::Comparison::NotEqual,
        ast::Comparison::Less => ir::Comparison::Less,
        ast::Comparison::LessOrEqual => ir::Comparison::LessOrEqual,
        ast::Comparison::Greater => ir::Comparison::Greater,
        ast::Comparison::GreaterOrEqual => ir::Comparison::GreaterOrEqual,
    }
}
