//! Cases: what rows ask of their keys, and what stands in them. The first row that matches counts; that every value has
//! a row, and every row a value, is checked on numbers (`flow::rows`).

use crate::check::build::{Built, made};
use crate::check::checker::Checker;
use crate::check::expression::case_key::{Key, KeyOf};
use crate::check::flow::agree::{MOST_COMBINATIONS, agreed, has_too_many};
use crate::check::flow::rows::{Domain, Matched};
use crate::check::reports::{optional_used, words};
use crate::check::state::{Reference, Refinement, Scope, Typed};
use crate::diagnostic::messages::{check_cases, common, nouns, syntax};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir::{self, CaseRow, Comparison, Condition, ConditionKind, Constant, Edge, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, Case, CasePattern, Choice, ChoiceKind, Expr, ExprForm, ExprKind, Literal};

/// A pattern, lowered.
struct Asked {
    /// `None` where it asks nothing.
    guard: Option<Condition>,
    matched: Matched,
}

/// What is known behind some rows.
struct Rows<'c> {
    case: &'c Case,
    keys: Vec<Key>,
    /// What each row matches, as far as all patterns of it are right.
    matched: Vec<Vec<Matched>>,
    is_whole: bool,
}

impl<'a> Checker<'a> {
    /// A case whose rows are values.
    pub(in crate::check) fn case_value(
        &mut self,
        case: &'a Case,
        scope: &Scope,
        expected: Option<&Type>,
    ) -> Built<Typed> {
        let mut ty =
            expected.cloned().or_else(|| case.rows.iter().find_map(|row| written_number(&row.value)));
        let mut first: Option<Span> = None;
        let rows = self.rows(case, scope, |checker, row, scope| {
            let value = checker.present(&row.value, scope, ty.as_ref())?;
            checker.refuse_now(&value.term, row.value.span)?;
            if value.ty.contained().is_some() {
                return Err(checker.wrong_type(row.value.span, nouns::a_value(), words(&value.ty)));
            }
            if let (Some(ty), Some(first)) = (&ty, first) {
                checker.check_same_type(ty, first, &value.ty, row.value.span)?;
            }
            first = first.or(Some(row.value.span));
            ty = Some(value.ty);
            // A length that the package knows is one, whatever its name.
            Ok(match checker.known_length(&value.term) {
                Some(length) => Term::Constant(Constant::Length(length)),
                None => value.term,
            })
        })?;
        let Some(ty) = ty.filter(|_| first.is_some()) else {
            return Err(self.lost(case.span, nouns::a_value()));
        };
        let term = Term::Case(rows);
        self.refuse_too_many(&term, case.span)?;
        Ok(Typed::sure(term, ty))
    }

    /// A case whose rows are conditions.
    pub(in crate::check) fn case_condition(&mut self, case: &'a Case, scope: &Scope) -> Built<ConditionKind> {
        let rows = self.rows(case, scope, |checker, row, scope| Ok(checker.condition(&row.value, scope)))?;
        Ok(ConditionKind::Case(rows))
    }

    /// Whether a case is one of conditions, by its rows.
    pub(in crate::check) fn is_case_of_conditions(&mut self, case: &'a Case, scope: &Scope) -> Built<bool> {
        let mut is_path_of_truth = false;
        for (at, row) in case.rows.iter().enumerate() {
            match row.value.form() {
                ExprForm::Condition | ExprForm::Truth => return Ok(true),
                ExprForm::Value => return Ok(false),
                ExprForm::Case(inner) => return self.is_case_of_conditions(inner, scope),
                ExprForm::Path(path) if at == 0 => {
                    is_path_of_truth = match self.reference(path, scope)? {
                        Reference::Condition(_) => true,
                        Reference::Value(value) => value.ty == Type::Bool,
                    };
                }
                ExprForm::Path(_) | ExprForm::Error(_) => {}
            }
        }
        Ok(is_path_of_truth)
    }

    /// A comparison, window or membership, in which the rows of cases have to agree.
    pub(in crate::check) fn agreed(&mut self, kind: ConditionKind, span: Span) -> Built<ConditionKind> {
        match agreed(made(kind, span)) {
            Some(condition) => Ok(condition.kind),
            None => Err(self.too_many_combinations(span)),
        }
    }

    /// Refuses a value whose cases combine in too many ways.
    pub(in crate::check) fn refuse_too_many(&mut self, term: &Term, span: Span) -> Built<()> {
        if has_too_many(term) { Err(self.too_many_combinations(span)) } else { Ok(()) }
    }

    pub(in crate::check) fn too_many_combinations(&mut self, span: Span) -> Reported {
        self.report(
            Diagnostic::new(Code::TooManyRows, span, check_cases::too_many_combinations())
                .label(check_cases::more_combinations_than(MOST_COMBINATIONS))
                .help(check_cases::fewer_rows_or_conditions()),
        )
    }

    fn refuse_now(&mut self, term: &Term, span: Span) -> Built<()> {
        if matches!(term, Term::Now) { Err(self.now_moved(span)) } else { Ok(()) }
    }

    /// The rows with their guards; each value is lowered where what its row shows is known.
    fn rows<T>(
        &mut self,
        case: &'a Case,
        scope: &Scope,
        mut value: impl FnMut(&mut Self, &'a ast::CaseRow, &Scope) -> Built<T>,
    ) -> Built<Vec<CaseRow<T>>> {
        let keys: Vec<Key> = case
            .keys
            .iter()
            .enumerate()
            .map(|(at, key)| self.key(key, case.rows.iter().filter_map(|row| row.patterns.get(at)), scope))
            .collect::<Built<_>>()?;
        let mut known = Rows { case, keys, matched: Vec::new(), is_whole: true };
        let (mut lowered, mut wrong) = (Vec::new(), None);
        let mut behind = scope.clone();
        for row in &case.rows {
            let guard = match self.guard(row, &mut known, scope) {
                Ok(guard) => guard,
                Err(reported) => {
                    (known.is_whole, wrong) = (false, Some(reported));
                    continue;
                }
            };
            let inner = behind.with_present(self.refinements_if(&guard, true));
            let shown: Vec<Refinement> = self.refinements_if(&guard, false);
            behind.add_present(shown);
            let law = row.law.as_ref().map(|law| law.value.clone());
            match value(self, row, &inner) {
                Ok(value) => lowered.push(CaseRow { guard, value, law }),
                Err(reported) => wrong = Some(reported),
            }
        }
        self.check_rows(&known, scope)?;
        wrong.map_or(Ok(lowered), Err)
    }

    fn check_rows(&mut self, rows: &Rows<'_>, scope: &Scope) -> Built<()> {
        if !rows.is_whole {
            return Ok(());
        }
        let domains: Vec<Domain> = rows.keys.iter().map(Key::domain).collect();
        self.check_matched(rows.case, &rows.keys, &domains, &rows.matched, self.zone_of(scope.package))
    }

    /// A key, with what the rows ask of it.
    fn key(
        &mut self,
        key: &'a Expr,
        mut patterns: impl Iterator<Item = &'a CasePattern>,
        scope: &Scope,
    ) -> Built<Key> {
        let ExprKind::Path(path) = &key.kind else {
            let of = KeyOf::Value(Term::Now);
            return Ok(Key { span: key.span, of, ty: Type::Time, optional: false });
        };
        let has_row_absent = patterns.any(is_for_absent);
        let (of, ty, optional) = match self.reference(path, scope)? {
            Reference::Condition(kind) => (KeyOf::Condition(kind), Type::Bool, false),
            Reference::Value(value) => {
                // What is shown to be present may have a row for its absence all the same, as `is absent` may be asked of it.
                let optional = value.optional || value.ever_absent && has_row_absent;
                (KeyOf::Value(value.term), value.ty, optional)
            }
        };
        let is_key = match &ty {
            Type::OneOf(_) | Type::Bool | Type::Number(_) | Type::Date | Type::Time => true,
            Type::Text | Type::Length | Type::Set(_) | Type::Many(_) | Type::Record(_) => false,
        };
        if !is_key {
            return Err(self.wrong_type(key.span, nouns::key_of_case(), words(&ty)));
        }
        if optional && !has_row_absent {
            return Err(
                self.report(optional_used(key.span).help(check_cases::add_row_absent(&path.to_string())))
            );
        }
        Ok(Key { span: key.span, of, ty, optional })
    }

    /// What a row asks of all keys.
    fn guard(&mut self, row: &'a ast::CaseRow, rows: &mut Rows<'_>, scope: &Scope) -> Built<Condition> {
        if row.patterns.len() != rows.keys.len() {
            return Err(self.report(
                Diagnostic::new(Code::BadPattern, row.span, check_cases::patterns_for_keys())
                    .label(check_cases::so_many_for(row.patterns.len(), rows.keys.len()))
                    .help(check_cases::one_pattern_each()),
            ));
        }
        let (mut guards, mut matched) = (Vec::new(), Vec::new());
        for (pattern, key) in row.patterns.iter().zip(&rows.keys) {
            let asked = self.pattern(pattern, key, scope)?;
            guards.extend(asked.guard);
            matched.push(asked.matched);
        }
        rows.matched.push(matched);
        let span =
            row.patterns.first().zip(row.patterns.last()).map(|(first, last)| first.span.to(last.span));
        let span = span.unwrap_or(row.span);
        Ok(match guards.len() {
            0 => made(ConditionKind::Constant(true), span),
            1 => guards.swap_remove(0),
            _ => made(ConditionKind::All(guards), span),
        })
    }

    fn pattern(&mut self, pattern: &'a CasePattern, key: &Key, scope: &Scope) -> Built<Asked> {
        let (mut guards, mut matched) = (Vec::new(), Matched::default());
        for choice in &pattern.choices {
            if matches!(choice.kind, ChoiceKind::Any) {
                if pattern.choices.len() > 1 {
                    return Err(self.report(
                        Diagnostic::new(Code::BadPattern, choice.span, check_cases::any_beside_others())
                            .label(check_cases::matches_everything())
                            .help(check_cases::leave_out_others()),
                    ));
                }
                let domain = key.domain();
                let guard = key.present(choice.span);
                return Ok(Asked {
                    guard,
                    matched: Matched { ranges: vec![(domain.low, domain.high)], absent: false },
                });
            }
            let (kind, range) = self.choice_asked(choice, key, scope)?;
            match range {
                Some(range) => matched.ranges.push(range),
                None => matched.absent = true,
            }
            let kind = self.agreed(kind, choice.span)?;
            guards.push(made(kind, choice.span));
        }
        let guard = match guards.len() {
            1 => guards.swap_remove(0),
            _ => made(ConditionKind::Any(guards), pattern.span),
        };
        Ok(Asked { guard: Some(guard), matched })
    }

    /// One choice as a condition, and the values that it is for; `None` for what is absent.
    fn choice_asked(
        &mut self,
        choice: &'a Choice,
        key: &Key,
        scope: &Scope,
    ) -> Built<(ConditionKind, Option<(i128, i128)>)> {
        let zone = self.zone_of(scope.package);
        let span = choice.span;
        let (from, to, meant) = match &choice.kind {
            ChoiceKind::Any | ChoiceKind::Absent if !key.optional => {
                return Err(self.report(
                    Diagnostic::new(Code::BadPattern, span, check_cases::never_absent())
                        .label(check_cases::no_fact_matches())
                        .because(key.span, check_cases::key_is_present())
                        .help(check_cases::remove_row()),
                ));
            }
            ChoiceKind::Any | ChoiceKind::Absent => {
                let present = key.present(span).unwrap_or_else(|| made(ConditionKind::Constant(true), span));
                return Ok((ConditionKind::Not(Box::new(present)), None));
            }
            ChoiceKind::Value(value) => (Some(value), Some(value), Comparison::Equal),
            ChoiceKind::Below(bound) => (None, Some(bound), Comparison::Less),
            ChoiceKind::Until(bound) => (None, Some(bound), Comparison::LessOrEqual),
            ChoiceKind::From(bound) => (Some(bound), None, Comparison::GreaterOrEqual),
            ChoiceKind::Range(from, to) => (Some(from), Some(to), Comparison::LessOrEqual),
        };
        let is_range = !matches!(choice.kind, ChoiceKind::Value(_));
        if is_range && !key.ty.is_ordered() {
            return Err(self.wrong_type(key.span, nouns::ordered_key(), words(&key.ty)));
        }
        if let ChoiceKind::Until(_) = &choice.kind
            && !key.ty.is_moment()
        {
            return Err(self.wrong_type(key.span, nouns::a_time(), words(&key.ty)));
        }
        let from = from.map(|bound| self.bound(bound, key, scope)).transpose()?;
        let to = to.map(|bound| self.bound(bound, key, scope)).transpose()?;
        let domain = key.domain();
        let low = from.as_ref().map_or(domain.low, |from| key.number(from, Edge::Start, zone));
        let high = to.as_ref().map_or(domain.high, |to| match meant {
            Comparison::Less => key.number(to, Edge::Start, zone).saturating_sub(1),
            Comparison::Equal
            | Comparison::NotEqual
            | Comparison::LessOrEqual
            | Comparison::Greater
            | Comparison::GreaterOrEqual => key.number(to, Edge::End, zone),
        });
        if low > high || low > domain.high || high < domain.low {
            return Err(self.report(
                Diagnostic::new(Code::BadPattern, span, check_cases::empty_range())
                    .label(check_cases::no_fact_matches())
                    .help(check_cases::least_first()),
            ));
        }
        let kind = match (&choice.kind, from, to) {
            (ChoiceKind::Value(_), Some(value), _) => key.equals(value, zone, span),
            (_, from, to) => {
                let from = from.map(|from| key.ordered(Comparison::GreaterOrEqual, from, zone));
                let to = to.map(|to| key.ordered(meant, to, zone));
                let mut parts: Vec<ConditionKind> = from.into_iter().chain(to).collect();
                match parts.len() {
                    1 => parts.swap_remove(0),
                    _ => ConditionKind::All(parts.into_iter().map(|part| made(part, span)).collect()),
                }
            }
        };
        Ok((kind, Some((low.max(domain.low), high.min(domain.high)))))
    }

    /// A value of a pattern, of the type of its key.
    fn bound(&mut self, bound: &'a Expr, key: &Key, scope: &Scope) -> Built<Typed> {
        if let Some(word) = every_other(bound, key) {
            return Err(self.report(
                Diagnostic::new(Code::WrongForm, bound.span, syntax::not_written_here(word))
                    .label(syntax::understood())
                    .help(common::write_this("_"))
                    .fix(bound.span, "_"),
            ));
        }
        if let (ExprKind::Path(path), true) = (&bound.kind, key.ty.choices().is_none()) {
            return Err(self.report(
                Diagnostic::new(Code::BadPattern, bound.span, check_cases::not_a_literal(&path.to_string()))
                    .label(check_cases::literal_of(words(&key.ty)))
                    .because(key.span, check_cases::this_key()),
            ));
        }
        let value = self.present(bound, scope, Some(&key.ty))?;
        if !(key.ty == Type::Time && value.ty == Type::Date) {
            self.check_same_type(&key.ty, key.span, &value.ty, bound.span)?;
        }
        Ok(value)
    }
}

fn is_for_absent(pattern: &CasePattern) -> bool {
    pattern.choices.iter().any(|choice| matches!(choice.kind, ChoiceKind::Absent))
}

/// The type of a row that is a number with a point: whole numbers beside it are decimals too.
fn written_number(value: &Expr) -> Option<Type> {
    let ExprKind::Literal(Literal::Decimal { .. }) = &value.kind else { return None };
    Some(Type::Number(ir::Unit::Decimal))
}

/// The word that other languages have for every other value, if a pattern is one and the key has no such value.
fn every_other<'e>(bound: &'e Expr, key: &Key) -> Option<&'e str> {
    let ExprKind::Path(path) = &bound.kind else { return None };
    let [name] = path.names.as_slice() else { return None };
    let is_value = key.ty.choices().is_some_and(|values| values.contains(&name.text));
    (matches!(name.text.as_str(), "default" | "otherwise" | "else" | "other" | "others") && !is_value)
        .then_some(name.text.as_str())
}
