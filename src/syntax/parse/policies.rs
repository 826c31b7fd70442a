//! Policies and their clauses.

use pest::iterators::{Pair, Pairs};

use super::items::doc;
use super::{Builder, Rule, children, fitted, inside};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{
    Clause, Data, DataRule, Disposal, Expr, ExprKind, Grace, Message, Name, Outcome, Policy, Require, Step,
    Trigger, Warn,
};

impl Builder {
    pub(super) fn policy(&mut self, pair: Pair<'_, Rule>) -> Option<Policy> {
        let span = self.span(&pair);
        let doc = doc(&pair);
        let (mut name, mut trigger, mut clauses) = (None, Trigger::Request, Vec::new());
        for part in children(pair) {
            match part.as_rule() {
                Rule::policy_head => {
                    if part.clone().into_inner().any(|word| word.as_rule() == Rule::kw_sweep) {
                        trigger = Trigger::Sweep;
                    }
                    name = self.first_name(part);
                }
                _ => clauses.extend(self.clause(part)),
            }
        }
        Some(Policy { name: name?, doc, trigger, clauses: fitted(clauses), whole: true, span })
    }

    pub(super) fn clauses(&mut self, pairs: Pairs<'_, Rule>) -> Vec<Clause> {
        inside(pairs).into_iter().filter_map(|pair| self.clause(pair)).collect()
    }

    fn clause(&mut self, pair: Pair<'_, Rule>) -> Option<Clause> {
        Some(match pair.as_rule() {
            Rule::when => {
                let condition = children(pair).find(|part| part.as_rule() == Rule::expr)?;
                Clause::When(self.expr(condition))
            }
            Rule::require => Clause::Require(self.require(pair)?),
            Rule::warn => Clause::Warn(self.warn(pair)?),
            Rule::step => {
                let span = self.span(&pair);
                let name = self.first_name(pair.clone())?;
                Clause::Step(Step { name, messages: self.messages(pair), whole: true, span })
            }
            Rule::grace => Clause::Grace(self.grace(pair)?),
            Rule::outcome => {
                let mut names = self.names(pair).into_iter();
                Clause::Outcome(Outcome { name: names.next()?, until: names.next() })
            }
            Rule::data => Clause::Data(self.data(pair)?),
            _ => return None,
        })
    }

    fn require(&mut self, pair: Pair<'_, Rule>) -> Option<Require> {
        let (span, doc) = (self.span(&pair), doc(&pair));
        let name = self.first_name(pair.clone())?;
        let messages = self.messages(pair.clone());
        let condition = children(pair.clone()).find(|part| part.as_rule() == Rule::expr)?;
        let condition = self.expr(condition);
        let condition = match children(pair.clone()).find(|part| part.as_rule() == Rule::require_when) {
            Some(when) => self.required_when(&name, when, condition),
            None => condition,
        };
        let (is_final, law, otherwise) = (None, None, None);
        let mut require =
            Require { name, doc, condition, messages, is_final, law, otherwise, whole: true, span };
        children(pair).for_each(|part| self.require_end(part, &mut require));
        Some(require)
    }

    /// Refuses `require a when b: c`, and reads `if b then c`.
    fn required_when(&mut self, name: &Name, pair: Pair<'_, Rule>, conclusion: Expr) -> Expr {
        let span = self.span(&pair);
        let Some(premise) = children(pair).find(|part| part.as_rule() == Rule::expr) else {
            return Expr { kind: ExprKind::Error, span };
        };
        let written = premise.as_str().trim_end().to_owned();
        let premise = self.expr(premise);
        let before = Span { end: span.start, start: name.span.end, ..span };
        let head = Span { end: conclusion.span.start, ..before };
        self.report(
            Diagnostic::new(Code::WrongForm, span, "a requirement takes no `when`")
                .label("a condition of one requirement")
                .note("`when` selects the accounts that a policy applies to, and stands first in it")
                .help(format!("write `require {}: if {written} then …`", name.text))
                .offer(head, format!(": if {written} then ")),
        );
        let span = premise.span.to(conclusion.span);
        Expr { kind: ExprKind::IfThen(Box::new(premise), Box::new(conclusion)), span }
    }

    /// Takes in `final`, `law "…"` or `otherwise NAME`.
    pub(super) fn require_end(&mut self, pair: Pair<'_, Rule>, require: &mut Require) {
        if pair.as_rule() != Rule::require_end {
            return;
        }
        let Some(inner) = pair.into_inner().next() else { return };
        match inner.as_rule() {
            Rule::law => {
                let (span, text) = (self.span(&inner), self.law(inner));
                self.once(&mut require.law, text, span);
            }
            Rule::otherwise => {
                let (span, name) = (self.span(&inner), self.first_name(inner));
                self.once(&mut require.otherwise, name, span);
            }
            _ => require.is_final = Some(self.span(&inner)),
        }
    }

    pub(super) fn law(&mut self, pair: Pair<'_, Rule>) -> Option<crate::syntax::ast::Text> {
        children(pair).find(|part| part.as_rule() == Rule::text).map(|text| self.text(&text))
    }

    fn messages(&mut self, pair: Pair<'_, Rule>) -> Vec<Message> {
        let messages = children(pair).filter(|part| part.as_rule() == Rule::message);
        fitted(messages.filter_map(|message| self.message(message)))
    }

    pub(super) fn message(&mut self, pair: Pair<'_, Rule>) -> Option<Message> {
        let (mut language, mut text, mut fix, mut link) = (None, None, None, None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::name => language = Some(self.name(&part)),
                Rule::text => text = Some(self.text(&part)),
                Rule::message_fix => {
                    let (span, text) = (self.span(&part), self.law(part));
                    self.once(&mut fix, text, span);
                }
                Rule::message_link => {
                    let (span, text) = (self.span(&part), self.law(part));
                    self.once(&mut link, text, span);
                }
                _ => {}
            }
        }
        Some(Message { language: language?, text: text?, fix, link })
    }

    fn warn(&mut self, pair: Pair<'_, Rule>) -> Option<Warn> {
        let span = self.span(&pair);
        let name = self.first_name(pair.clone())?;
        let messages = self.messages(pair.clone());
        let (mut condition, mut law) = (None, None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::expr => condition = Some(self.expr(part)),
                Rule::law => {
                    let (span, text) = (self.span(&part), self.law(part));
                    self.once(&mut law, text, span);
                }
                _ => {}
            }
        }
        Some(Warn { name, condition, messages, law, whole: true, span })
    }

    fn grace(&mut self, pair: Pair<'_, Rule>) -> Option<Grace> {
        let span = self.span(&pair);
        let (mut duration, mut after, mut cancelled_by) = (None, None, None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::length => duration = self.length(part),
                Rule::value => after = Some(self.value(part)),
                Rule::phrase => cancelled_by = self.phrase(part),
                _ => {}
            }
        }
        Some(Grace { duration: duration?, after: after?, cancelled_by, span })
    }

    fn data(&mut self, pair: Pair<'_, Rule>) -> Option<Data> {
        let mut parts = children(pair);
        let span = self.span(&parts.next()?);
        let rules = fitted(parts.filter_map(|rule| self.data_rule(rule)));
        Some(Data { rules, whole: true, span })
    }

    pub(super) fn data_rule(&mut self, pair: Pair<'_, Rule>) -> Option<DataRule> {
        let span = self.span(&pair);
        let (mut disposal, mut targets, mut law) = (None, Vec::new(), None);
        for part in children(pair) {
            if part.as_rule() == Rule::law {
                law = self.law(part);
                continue;
            }
            let names = children(part.clone()).find(|inner| inner.as_rule() == Rule::names)?;
            targets = self.names(names);
            disposal = Some(self.disposal(part)?);
        }
        let targets: Vec<Name> = targets;
        Some(DataRule { disposal: disposal?, targets, law, span })
    }

    fn disposal(&mut self, pair: Pair<'_, Rule>) -> Option<Disposal> {
        Some(match pair.as_rule() {
            Rule::erase => Disposal::Erase,
            Rule::forfeit => Disposal::Forfeit,
            Rule::keep => Disposal::Anonymise,
            _ => {
                let (mut length, mut field) = (None, None);
                for part in children(pair) {
                    match part.as_rule() {
                        Rule::length => length = self.length(part),
                        Rule::path => field = Some(self.path(&part)),
                        _ => {}
                    }
                }
                Disposal::Retain(length?, field?)
            }
        })
    }
}
