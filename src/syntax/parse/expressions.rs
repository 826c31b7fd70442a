//! Conditions, values, phrases and windows.

use pest::iterators::Pair;

use super::{Builder, Rule, children, fitted};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{
    Aggregate, Comparison, Expr, ExprKind, Phrase, PhraseWord, Quantifier, Sign, Window, WindowKind,
};

/// How many operands a sum may have: each stands one level deeper than the next.
const MOST_OPERANDS: usize = 64;

impl Builder {
    pub(super) fn expr(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let Some(inner) = children(pair).next() else { return broken(span) };
        match inner.as_rule() {
            Rule::if_then => {
                let mut parts = children(inner).filter(|part| part.as_rule() == Rule::expr);
                match (parts.next(), parts.next()) {
                    (Some(premise), Some(conclusion)) => {
                        let kind =
                            ExprKind::IfThen(Box::new(self.expr(premise)), Box::new(self.expr(conclusion)));
                        Expr { kind, span }
                    }
                    _ => broken(span),
                }
            }
            _ => self.junction(inner),
        }
    }

    fn junction(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let (mut operands, mut joined_by_and, mut joined_by_or) = (Vec::new(), false, false);
        for part in children(pair) {
            match part.as_rule() {
                Rule::junctor => {
                    let is_and = part.as_str().starts_with("and");
                    joined_by_and |= is_and;
                    joined_by_or |= !is_and;
                }
                _ => operands.push(self.negation(part)),
            }
        }
        if joined_by_and && joined_by_or {
            self.report(
                Diagnostic::new(Code::MixedAndOr, span, "`and` and `or` are mixed here")
                    .label("which binds tighter?")
                    .note("a reader must not have to know")
                    .help("put parentheses around the part that belongs together"),
            );
            return broken(span);
        }
        let kind = match (joined_by_and, joined_by_or) {
            (true, _) => ExprKind::And(fitted(operands)),
            (_, true) => ExprKind::Or(fitted(operands)),
            _ => return operands.pop().unwrap_or(broken(span)),
        };
        Expr { kind, span }
    }

    fn negation(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let mut parts = children(pair);
        match parts.next() {
            Some(first) if first.as_rule() == Rule::kw_not => match parts.next() {
                Some(inner) => Expr { kind: ExprKind::Not(Box::new(self.negation(inner))), span },
                None => broken(span),
            },
            Some(inner) if inner.as_rule() == Rule::quantified => self.quantified(inner),
            Some(inner) => self.predicate(inner),
            None => broken(span),
        }
    }

    fn predicate(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let mut parts = children(pair);
        let Some(subject) = parts.next() else { return broken(span) };
        let subject = self.value(subject);
        let Some(rest) = parts.next() else { return subject };
        if rest.as_rule() == Rule::window {
            return match self.window(rest) {
                Some(window) => Expr { kind: ExprKind::Window(Box::new(subject), Box::new(window)), span },
                None => broken(span),
            };
        }
        let kind = rest.into_inner().next().and_then(|suffix| self.suffix(subject, suffix));
        Expr { kind: kind.unwrap_or(ExprKind::Error), span }
    }

    fn suffix(&mut self, subject: Expr, pair: Pair<'_, Rule>) -> Option<ExprKind> {
        let rule = pair.as_rule();
        let parts: Vec<Pair<'_, Rule>> = children(pair).collect();
        let has = |rule| parts.iter().any(|part| part.as_rule() == rule);
        let subject = Box::new(subject);
        Some(match rule {
            Rule::presence => ExprKind::Presence { subject, present: has(Rule::kw_present) },
            Rule::one_of => {
                let negated = has(Rule::kw_not);
                let values = parts.into_iter().filter(|part| part.as_rule() == Rule::value);
                let values = fitted(values.map(|value| self.value(value)));
                ExprKind::OneOf { subject, values, negated }
            }
            Rule::comparison => {
                let mut parts = parts.into_iter();
                let comparison = comparator(parts.next()?);
                ExprKind::Compare(comparison, subject, Box::new(self.value(parts.next()?)))
            }
            Rule::in_set => ExprKind::In(subject, Box::new(self.value(parts.into_iter().last()?))),
            Rule::satisfies => ExprKind::Satisfies(subject, self.path(parts.last()?)),
            _ => return None,
        })
    }

    pub(super) fn value(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let mut parts = children(pair);
        let Some(first) = parts.next() else { return broken(span) };
        let mut value = self.primary(first);
        let mut operands = 1;
        while let (Some(sign), Some(operand)) = (parts.next(), parts.next()) {
            operands += 1;
            if operands > MOST_OPERANDS {
                self.report(
                    Diagnostic::new(Code::TooDeep, span, "this sum has too many operands")
                        .label(format!("more than {MOST_OPERANDS}"))
                        .help("name a part of it with a derived field"),
                );
                return broken(span);
            }
            let sign = if sign.as_rule() == Rule::plus { Sign::Plus } else { Sign::Minus };
            let operand = self.primary(operand);
            let span = value.span.to(operand.span);
            value = Expr { kind: ExprKind::Sum(sign, Box::new(value), Box::new(operand)), span };
        }
        value
    }

    fn primary(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else { return broken(span) };
        let kind = match inner.as_rule() {
            Rule::paren => {
                let Some(inner) = children(inner).next() else { return broken(span) };
                return Expr { span, ..self.expr(inner) };
            }
            Rule::literal => self.literal(inner).map(ExprKind::Literal),
            Rule::kw_now => Some(ExprKind::Now),
            Rule::aggregate => self.aggregate(inner),
            _ => children(inner)
                .find(|part| part.as_rule() == Rule::path)
                .map(|path| ExprKind::Path(self.path(&path))),
        };
        Expr { kind: kind.unwrap_or(ExprKind::Error), span }
    }

    fn aggregate(&mut self, pair: Pair<'_, Rule>) -> Option<ExprKind> {
        let (mut of, mut field, mut phrase) = (None, None, None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::path => field = Some(self.path(&part)),
                Rule::phrase => phrase = self.phrase(part),
                Rule::kw_of => {}
                keyword => of = Some(keyword),
            }
        }
        let aggregate = match (of?, field) {
            (Rule::kw_total, Some(field)) => Aggregate::Total(field),
            (Rule::kw_latest | Rule::kw_largest, Some(field)) => Aggregate::Maximum(field),
            (Rule::kw_earliest | Rule::kw_smallest, Some(field)) => Aggregate::Minimum(field),
            _ => Aggregate::Count,
        };
        Some(ExprKind::Aggregate(aggregate, Box::new(phrase?)))
    }

    fn quantified(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let (mut quantifier, mut phrase, mut claim) = (None, None, None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::quantifier => quantifier = self.quantifier(part),
                Rule::phrase => phrase = self.phrase(part),
                Rule::negation => claim = Some(self.negation(part)),
                _ => {}
            }
        }
        let (Some(quantifier), Some(phrase)) = (quantifier, phrase) else { return broken(span) };
        let kind = match (claim, quantifier) {
            (Some(claim), Quantifier::Every) => ExprKind::EverySatisfies(Box::new(phrase), Box::new(claim)),
            (Some(claim), _) => {
                self.report(
                    Diagnostic::new(Code::Syntax, claim.span, "`satisfies` follows `every` only")
                        .label("what the elements satisfy")
                        .help("write `where …` instead"),
                );
                ExprKind::Error
            }
            (None, quantifier) => ExprKind::Quantified(quantifier, Box::new(phrase)),
        };
        Expr { kind, span }
    }

    fn quantifier(&mut self, pair: Pair<'_, Rule>) -> Option<Quantifier> {
        let span = self.span(&pair);
        let parts: Vec<Pair<'_, Rule>> = pair.into_inner().collect();
        let has = |rule| parts.iter().any(|part| part.as_rule() == rule);
        if has(Rule::kw_no) {
            return Some(Quantifier::No);
        }
        if has(Rule::kw_some) {
            return Some(Quantifier::Some);
        }
        if has(Rule::kw_every) {
            return Some(Quantifier::Every);
        }
        let Ok(count) = parts.last()?.as_str().trim_end().replace('_', "").parse::<u64>() else {
            self.report(
                Diagnostic::new(Code::BadLiteral, span, "this is no count").label("a whole number from 0"),
            );
            return None;
        };
        Some(if has(Rule::kw_least) {
            Quantifier::AtLeast(count)
        } else if has(Rule::kw_most) {
            Quantifier::AtMost(count)
        } else {
            Quantifier::Exactly(count)
        })
    }

    pub(super) fn phrase(&mut self, pair: Pair<'_, Rule>) -> Option<Phrase> {
        let mut phrase = Phrase { words: Vec::new(), window: None, filter: None, span: self.span(&pair) };
        for part in children(pair) {
            match part.as_rule() {
                Rule::first_word | Rule::phrase_word => phrase.words.extend(self.phrase_word(part, false)),
                Rule::or_word => {
                    let word = children(part).find(|word| word.as_rule() == Rule::phrase_word)?;
                    phrase.words.extend(self.phrase_word(word, true));
                }
                Rule::window => phrase.window = Some(self.window(part)?),
                _ => {
                    let filter = children(part).find(|part| part.as_rule() == Rule::expr)?;
                    phrase.filter = Some(self.expr(filter));
                }
            }
        }
        phrase.words.shrink_to_fit();
        Some(phrase)
    }

    fn phrase_word(&mut self, pair: Pair<'_, Rule>, after_or: bool) -> Option<PhraseWord> {
        let path = children(pair).find(|part| part.as_rule() == Rule::path)?;
        Some(PhraseWord { path: self.path(&path), after_or })
    }

    fn window(&mut self, pair: Pair<'_, Rule>) -> Option<Window> {
        let span = self.span(&pair);
        let inner = pair.into_inner().next()?;
        let rule = inner.as_rule();
        let (mut length, mut values, mut before) = (None, Vec::new(), false);
        for part in children(inner) {
            match part.as_rule() {
                Rule::length => length = Some(self.length(part)?),
                Rule::value => values.push(Box::new(self.value(part))),
                Rule::kw_before => before = true,
                _ => {}
            }
        }
        let mut values = values.into_iter();
        let kind = match (rule, length, values.next()) {
            (Rule::window_within, Some(by), None) => WindowKind::Within(by),
            (Rule::window_within, Some(by), Some(anchor)) if before => WindowKind::WithinBefore(by, anchor),
            (Rule::window_within, Some(by), Some(anchor)) => WindowKind::WithinAfter(by, anchor),
            (Rule::window_more, Some(by), _) => WindowKind::MoreThanAgo(by),
            (Rule::window_next, Some(by), _) => WindowKind::InTheNext(by),
            (Rule::window_before, _, Some(anchor)) => WindowKind::Before(anchor),
            (Rule::window_after, _, Some(anchor)) => WindowKind::After(anchor),
            (Rule::window_since, _, Some(anchor)) => WindowKind::Since(anchor),
            (Rule::window_between, _, Some(from)) => WindowKind::Between(from, values.next()?),
            _ => return None,
        };
        Some(Window { kind, span })
    }
}

fn comparator(pair: Pair<'_, Rule>) -> Comparison {
    let parts: Vec<Rule> = pair.into_inner().map(|part| part.as_rule()).collect();
    match parts.as_slice() {
        [Rule::kw_is, Rule::kw_not] => Comparison::IsNot,
        [Rule::less] => Comparison::Less,
        [Rule::less_or_equal] => Comparison::LessOrEqual,
        [Rule::greater] => Comparison::Greater,
        [Rule::greater_or_equal] => Comparison::GreaterOrEqual,
        _ => Comparison::Is,
    }
}

fn broken(span: Span) -> Expr {
    Expr { kind: ExprKind::Error, span }
}
