//! Noun phrases: adjectives, a noun, times, and what is said of the elements that they select.

mod adjective;
mod missing_noun;
mod noun;

use crate::check::build::Built;
use crate::check::build::made;
use crate::check::checker::Checker;
use crate::check::reports::no_or;
use crate::check::state::{EndedPhrase, Reference, Scope};
use crate::diagnostic::messages::{check_phrases, nouns, syntax};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Condition, ConditionKind, Place, Root, Select};
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Phrase, PhraseWord, Quantifier};

/// A lowered phrase.
#[derive(Debug)]
pub(super) struct Selection {
    pub(super) select: Select,
    pub(super) record: ir::RecordId,
}

/// A phrase, or the part of one that belongs to its noun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) words: &'a [PhraseWord],
    pub(super) window: Option<&'a ast::Window>,
    pub(super) filter: Option<&'a Expr>,
    pub(super) span: Span,
}

impl<'a> From<&'a Phrase> for Words<'a> {
    fn from(phrase: &'a Phrase) -> Self {
        let Phrase { words, window, filter, span } = phrase;
        Self { words, window: window.as_ref(), filter: filter.as_ref(), span: *span }
    }
}

/// A phrase with its parts apart: what restricts the elements, and what is said of them.
struct Parts {
    collection: Place,
    record: ir::RecordId,
    adjectives: Vec<Condition>,
    said: Vec<Condition>,
}

impl<'a> Checker<'a> {
    pub(super) fn selection(&mut self, phrase: impl Into<Words<'a>>, scope: &Scope) -> Built<Selection> {
        let phrase = phrase.into();
        let Parts { collection, record, mut adjectives, said } = self.parts(phrase, scope)?;
        adjectives.extend(said);
        adjectives.shrink_to_fit();
        Ok(Selection { select: select(collection, adjectives, phrase.span), record })
    }

    pub(super) fn quantified(
        &mut self,
        quantifier: Quantifier,
        phrase: &'a Phrase,
        scope: &Scope,
    ) -> Built<ConditionKind> {
        match self.or_after_noun(phrase, scope) {
            Some(at) => self.alternatives(quantifier, phrase, at, scope),
            None => self.counted(quantifier, phrase.into(), scope),
        }
    }

    fn counted(&mut self, quantifier: Quantifier, phrase: Words<'a>, scope: &Scope) -> Built<ConditionKind> {
        let bound = match quantifier {
            Quantifier::No => ir::Quantifier::AtMost(0),
            Quantifier::Some => ir::Quantifier::AtLeast(1),
            Quantifier::AtLeast(count) => ir::Quantifier::AtLeast(count),
            Quantifier::AtMost(count) => ir::Quantifier::AtMost(count),
            Quantifier::Exactly(count) => ir::Quantifier::Exactly(count),
            Quantifier::Every => return self.every_said(phrase, scope),
        };
        let selection = self.selection(phrase, scope)?;
        Ok(ConditionKind::Quantified(bound, Box::new(selection.select)))
    }

    /// Where `or` stands right after the noun, the index of the word behind it: it joins conditions, not times.
    fn or_after_noun(&self, phrase: &Phrase, scope: &Scope) -> Option<usize> {
        phrase.words.iter().any(|word| word.after_or).then_some(())?;
        let next = self.noun_position(&phrase.words, scope)? + 1;
        phrase.words.get(next)?.after_or.then_some(next)
    }

    /// `no trade or last_login within 90d`: the phrase ends with its noun, and what follows are conditions.
    fn alternatives(
        &mut self,
        quantifier: Quantifier,
        phrase: &'a Phrase,
        at: usize,
        scope: &Scope,
    ) -> Built<ConditionKind> {
        let (own, others) = phrase.words.split_at(at);
        let ([first, ..], [.., last]) = (own, own) else {
            return Err(self.lost(phrase.span, nouns::a_phrase()));
        };
        let span = first.path.span.to(last.path.span);
        let counted =
            self.counted(quantifier, Words { words: own, window: None, filter: None, span }, scope)?;
        let mut conditions = vec![made(counted, span)];
        let scope = scope.with_present(self.refinements_if(&conditions[0], false));
        let around = self.ended_phrases.len();
        self.ended_phrases.push(EndedPhrase { words: own, claims: false });
        let others = self.other_alternatives(phrase, others, &scope);
        self.ended_phrases.truncate(around);
        conditions.extend(others?);
        Ok(ConditionKind::Any(conditions))
    }

    /// The conditions behind the `or` that ends a phrase.
    fn other_alternatives(
        &mut self,
        phrase: &'a Phrase,
        others: &'a [PhraseWord],
        scope: &Scope,
    ) -> Built<Vec<Condition>> {
        let mut conditions = Vec::with_capacity(others.len());
        if let Some(filter) = &phrase.filter {
            return Err(self.report(
                Diagnostic::new(Code::Syntax, filter.span, check_phrases::where_without_noun())
                    .label(check_phrases::phrase_ended_before_or())
                    .help(check_phrases::where_behind_noun()),
            ));
        }
        for (index, word) in others.iter().enumerate() {
            if !word.after_or {
                return Err(self.report(no_or(word.path.span)));
            }
            let kind = match (&phrase.window, index + 1 == others.len()) {
                (Some(window), true) => match self.reference(&word.path, scope)? {
                    Reference::Value(time) if time.ty.is_moment() => self.window(&time, window, scope)?,
                    Reference::Value(_) | Reference::Condition(_) => {
                        return Err(self.wrong_type(word.path.span, nouns::a_time(), nouns::another_value()));
                    }
                },
                _ => self.path_condition(&word.path, scope)?,
            };
            conditions.push(made(kind, word.path.span));
        }
        Ok(conditions)
    }

    /// Refuses such an `or` inside `and` or behind `not`, where a reader would have to know which binds tighter.
    pub(super) fn refuse_hidden_or(&mut self, expr: &Expr, scope: &Scope) -> Built<()> {
        let ExprKind::Quantified(_, phrase) = &expr.kind else { return Ok(()) };
        // In parentheses the expression reaches further than its phrase.
        let parenthesised = expr.span.end > phrase.span.end;
        if parenthesised || self.or_after_noun(phrase, scope).is_none() {
            return Ok(());
        }
        Err(self.report(
            Diagnostic::new(Code::MixedAndOr, expr.span, check_phrases::or_beside_and())
                .label(syntax::which_binds_tighter())
                .note(syntax::reader_must_not())
                .help(syntax::parentheses_around_part()),
        ))
    }

    /// `every paid trade completed before now`: what stands after the noun is claimed of what the adjectives
    /// select; with nothing after it, the adjectives are the claim.
    fn every_said(&mut self, phrase: Words<'a>, scope: &Scope) -> Built<ConditionKind> {
        let Parts { collection, record: _, mut adjectives, mut said } = self.parts(phrase, scope)?;
        if said.is_empty() {
            said = std::mem::take(&mut adjectives);
        }
        if said.is_empty() {
            return Err(self.report(
                Diagnostic::new(Code::Syntax, phrase.span, check_phrases::nothing_of_every())
                    .label(check_phrases::every_what())
                    .help(check_phrases::add_satisfies()),
            ));
        }
        Ok(no_exception(collection, adjectives, all_of(said, phrase.span)))
    }

    /// `every NP satisfies CONDITION`; of accounts, also a policy or a condition of their package by its name.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other expression is treated alike")]
    pub(super) fn every(
        &mut self,
        phrase: &'a Phrase,
        claim: &'a Expr,
        scope: &Scope,
    ) -> Built<ConditionKind> {
        let Parts { collection, record, mut adjectives, said } = self.parts(phrase.into(), scope)?;
        adjectives.extend(said);
        let shown = adjectives.iter().flat_map(|part| self.refinements_if(part, true)).collect();
        let inner = scope.with_element(record).with_present(shown);
        let claim = match &claim.kind {
            ExprKind::Path(path) if self.names_claim(path, record, &inner) => {
                let element = Place { root: Root::Element(0), fields: Vec::new() };
                let kind = self.satisfied_at(element, record, phrase.span, path, &inner)?;
                made(kind, claim.span)
            }
            _ => self.condition(claim, &inner),
        };
        Ok(no_exception(collection, adjectives, claim))
    }

    /// Whether a path behind `every … satisfies` names what can be asked of the elements, which are accounts: a policy,
    /// or a condition of another package.
    fn names_claim(&self, path: &ast::Path, record: ir::RecordId, inner: &Scope) -> bool {
        if self.shapes[record].record.kind != ast::RecordKind::Account {
            return false;
        }
        match path.names.as_slice() {
            [name] => self.packages[inner.package].policies.contains_key(name.text.as_str()),
            [owner, name] => self.package_ids.get(owner.text.as_str()).is_some_and(|&owner| {
                let (package, name) = (&self.packages[owner], name.text.as_str());
                package.policies.contains_key(name) || package.conditions.contains_key(name)
            }),
            _ => false,
        }
    }

    fn parts(&mut self, phrase: Words<'a>, scope: &Scope) -> Built<Parts> {
        let (noun_at, collection, record) = self.noun(phrase.words, phrase.span, scope)?;
        let mut inner = scope.with_element(record);
        let mut adjectives = Vec::new();
        for word in &phrase.words[..noun_at] {
            let kind = self.adjective(word, record, &inner)?;
            adjectives.push(made(kind, word.path.span));
        }
        let mut said = Vec::new();
        if let Some(times) = self.times(phrase, noun_at, record, &inner)? {
            said.push(times);
        }
        if let Some(filter) = phrase.filter {
            let shown = adjectives.iter().chain(&said).flat_map(|part| self.refinements_if(part, true));
            inner = inner.with_present(shown.collect());
            said.push(self.condition(filter, &inner));
        }
        Ok(Parts { collection, record, adjectives, said })
    }
}

fn select(collection: Place, filter: Vec<Condition>, span: Span) -> Select {
    Select { collection, filter: all_of(filter, span) }
}

/// Every one of the conditions; a single one stands for itself.
fn all_of(mut parts: Vec<Condition>, span: Span) -> Condition {
    match parts.len() {
        1 => parts.swap_remove(0),
        _ => made(ConditionKind::All(parts), span),
    }
}

/// No selected element is an exception to the claim.
fn no_exception(collection: Place, mut selected: Vec<Condition>, claim: Condition) -> ConditionKind {
    let origin = claim.origin;
    selected.push(Condition { kind: ConditionKind::Not(Box::new(claim)), origin });
    let filter = Condition { kind: ConditionKind::All(selected), origin };
    ConditionKind::Quantified(ir::Quantifier::AtMost(0), Box::new(Select { collection, filter }))
}
