//! Fixtures and tests.

use pest::iterators::Pair;

use super::{Builder, Rule, children, fitted};
use crate::syntax::ast::{
    Expectation, ExpectationKind, Fact, FactField, FactKind, FactPath, FactStep, Facts, Fixture, Literal,
    RecordKind, Test,
};

impl Builder {
    pub(super) fn fixture(&mut self, pair: Pair<'_, Rule>) -> Option<Fixture> {
        let (mut name, mut kind, mut facts) = (None, RecordKind::Account, None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::kw_request => kind = RecordKind::Request,
                Rule::facts => facts = self.facts(part),
                _ => {}
            }
        }
        Some(Fixture { name: name?, kind, facts: facts? })
    }

    fn facts(&mut self, pair: Pair<'_, Rule>) -> Option<Facts> {
        let mut facts = Facts { base: None, from: None, fields: Vec::new(), span: self.span(&pair) };
        for part in children(pair) {
            match part.as_rule() {
                Rule::base => facts.base = self.first_name(part),
                Rule::fact_record => facts.fields = self.fact_fields(part),
                Rule::from_file => {
                    for inner in children(part) {
                        match inner.as_rule() {
                            Rule::text => facts.from = Some(self.text(&inner)),
                            Rule::fact_record => facts.fields = self.fact_fields(inner),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        Some(facts)
    }

    pub(super) fn fact_fields(&mut self, pair: Pair<'_, Rule>) -> Vec<FactField> {
        let fields: Vec<Pair<'_, Rule>> = children(pair).collect();
        let mut read = Vec::new();
        for field in fields {
            let name = self.first_name(field.clone());
            let value = children(field).find(|part| part.as_rule() == Rule::fact);
            if let (Some(name), Some(value)) = (name, value) {
                read.push(FactField { name, value: self.fact(value) });
            }
        }
        fitted(read)
    }

    fn fact(&mut self, pair: Pair<'_, Rule>) -> Fact {
        let span = self.span(&pair);
        let kind = pair.into_inner().next().and_then(|inner| self.fact_kind(inner));
        Fact { kind: kind.unwrap_or(FactKind::Error), span }
    }

    fn fact_kind(&mut self, pair: Pair<'_, Rule>) -> Option<FactKind> {
        Some(match pair.as_rule() {
            Rule::fact_list => FactKind::List(fitted(children(pair).map(|item| self.fact(item)))),
            Rule::fact_record => FactKind::Record(self.fact_fields(pair)),
            Rule::kw_absent => FactKind::Absent,
            Rule::kw_unknown => FactKind::Unknown,
            Rule::name => FactKind::Name(self.name(&pair)),
            _ => FactKind::Literal(self.moment(pair)?),
        })
    }

    /// A literal or a relative time.
    fn moment(&mut self, pair: Pair<'_, Rule>) -> Option<Literal> {
        if pair.as_rule() != Rule::relative {
            return self.literal(pair);
        }
        let (mut duration, mut future) = (None, false);
        for part in children(pair) {
            match part.as_rule() {
                Rule::length => duration = self.length(part),
                Rule::kw_in => future = true,
                _ => {}
            }
        }
        Some(Literal::Relative { duration: duration?, future })
    }

    pub(super) fn test(&mut self, pair: Pair<'_, Rule>) -> Option<Test> {
        let span = self.span(&pair);
        let (mut title, mut policy, mut at) = (None, None, None);
        let (mut account, mut request, mut expectations) = (None, None, Vec::new());
        for part in children(pair) {
            match part.as_rule() {
                Rule::text => title = Some(self.text(&part)),
                Rule::path => policy = Some(self.path(&part)),
                Rule::literal => at = Some((self.span(&part), self.literal(part)?)),
                Rule::test_account => {
                    let (span, stated) = (self.span(&part), self.stated(part));
                    self.once(&mut account, stated, span);
                }
                Rule::test_request => {
                    let (span, stated) = (self.span(&part), self.stated(part));
                    self.once(&mut request, stated, span);
                }
                Rule::expectation => expectations.extend(self.expectation(part)),
                _ => {}
            }
        }
        let (at_span, at) = at?;
        let expectations = fitted(expectations);
        Some(Test { title: title?, policy: policy?, at, at_span, account, request, expectations, span })
    }

    pub(super) fn stated(&mut self, pair: Pair<'_, Rule>) -> Option<Facts> {
        let facts = children(pair).find(|part| part.as_rule() == Rule::facts)?;
        self.facts(facts)
    }

    fn fact_path(&mut self, pair: Pair<'_, Rule>) -> FactPath {
        let span = self.span(&pair);
        let steps = children(pair).filter_map(|part| match part.as_rule() {
            Rule::name => Some(FactStep::Field(self.name(&part))),
            Rule::digits => {
                Some(FactStep::Element(part.as_str().replace('_', "").parse().unwrap_or(u64::MAX)))
            }
            _ => None,
        });
        FactPath { steps: steps.collect(), span }
    }

    pub(super) fn expectation(&mut self, pair: Pair<'_, Rule>) -> Option<Expectation> {
        let span = self.span(&pair);
        let inner = children(pair).find(|part| part.as_rule() != Rule::kw_expect)?;
        let kind = match inner.as_rule() {
            Rule::kw_never => ExpectationKind::Never,
            Rule::expect_after => {
                let is_moment =
                    |part: &Pair<'_, Rule>| matches!(part.as_rule(), Rule::literal | Rule::relative);
                ExpectationKind::EligibleAfter(self.moment(children(inner).find(is_moment)?)?)
            }
            Rule::expect_warn => ExpectationKind::Warn(self.first_name(inner)?),
            Rule::expect_no_warn => ExpectationKind::NoWarn(self.first_name(inner)?),
            Rule::expect_final => ExpectationKind::Final(self.first_name(inner)?),
            Rule::expect_outcome => ExpectationKind::Outcome(self.first_name(inner)?),
            Rule::expect_unknown => {
                let path = children(inner).find(|part| part.as_rule() == Rule::fact_path)?;
                ExpectationKind::Unknown(self.fact_path(path))
            }
            Rule::expect_message => {
                let language = self.first_name(inner.clone())?;
                let text = children(inner).find(|part| part.as_rule() == Rule::text)?;
                ExpectationKind::Message(language, self.text(&text))
            }
            _ => {
                let status = self.first_name(inner.clone())?;
                let names = children(inner).find(|part| part.as_rule() == Rule::names);
                let names = names.map(|names| self.names(names)).unwrap_or_default();
                ExpectationKind::Status(status, names)
            }
        };
        Some(Expectation { kind, span })
    }
}
