//! Fixtures and tests.

use pest::iterators::Pair;

use super::lost::{each_part, fill, rule_of};
use super::{Builder, Built, Rule, fitted};
use crate::syntax::ast::{
    DeadlineState, Expectation, ExpectationKind, ExpectedDisposal, ExpectedEnd, ExpectedItem, Expr, ExprKind,
    Fact, FactField, FactKind, FactPath, FactStep, Facts, Fixture, Literal, Name, OutcomeValue, RecordKind,
    Test,
};

impl Builder {
    pub(super) fn fixture(&mut self, pair: Pair<'_, Rule>) -> Built<Fixture> {
        let (mut name, mut kind, mut facts) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::doc | Rule::kw_fixture => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::kw_account => fill!(self, pair, kind, RecordKind::Account),
            Rule::kw_request => fill!(self, pair, kind, RecordKind::Request),
            Rule::kw_service => fill!(self, pair, kind, RecordKind::Service),
            Rule::facts => fill!(self, pair, facts, self.facts(part)?),
        });
        let (name, kind) = (self.found(name, &pair)?, self.found(kind, &pair)?);
        Ok(Fixture { name, kind, facts: self.found(facts, &pair)? })
    }

    fn facts(&mut self, pair: Pair<'_, Rule>) -> Built<Facts> {
        let mut facts = Facts { base: None, from: None, fields: Vec::new(), span: self.span(&pair) };
        each_part!(self, pair, part {
            Rule::base => facts.base = Some(self.base(part)?),
            Rule::kw_with => {}
            Rule::fact_record => facts.fields = self.fact_fields(part)?,
            Rule::from_file => self.file_of_facts(part, &mut facts)?,
        });
        Ok(facts)
    }

    fn base(&mut self, pair: Pair<'_, Rule>) -> Built<Name> {
        let name = self.only_child(pair)?;
        rule_of!(self, name { Rule::name => Ok(self.name(&name)), })
    }

    fn file_of_facts(&mut self, pair: Pair<'_, Rule>, facts: &mut Facts) -> Built<()> {
        each_part!(self, pair, part {
            Rule::kw_from | Rule::kw_with => {}
            Rule::text => facts.from = Some(self.text(&part)),
            Rule::fact_record => facts.fields = self.fact_fields(part)?,
        });
        Ok(())
    }

    pub(super) fn fact_fields(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<FactField>> {
        let mut fields = Vec::new();
        each_part!(self, pair, part {
            Rule::fact_field => fields.extend(self.fact_field(part)),
        });
        Ok(fitted(fields))
    }

    fn fact_field(&mut self, pair: Pair<'_, Rule>) -> Built<FactField> {
        let (mut name, mut value) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::fact => fill!(self, pair, value, self.fact(part)),
        });
        Ok(FactField { name: self.found(name, &pair)?, value: self.found(value, &pair)? })
    }

    fn fact(&mut self, pair: Pair<'_, Rule>) -> Fact {
        let span = self.span(&pair);
        let kind = self.only_child(pair).and_then(|inner| self.fact_kind(inner));
        Fact { kind: kind.unwrap_or_else(FactKind::Error), span }
    }

    fn fact_kind(&mut self, pair: Pair<'_, Rule>) -> Built<FactKind> {
        rule_of!(self, pair {
            Rule::fact_list => self.fact_list(pair).map(FactKind::List),
            Rule::fact_record => self.fact_fields(pair).map(FactKind::Record),
            Rule::kw_absent => Ok(FactKind::Absent),
            Rule::kw_unknown => Ok(FactKind::Unknown),
            Rule::name => Ok(FactKind::Name(self.name(&pair))),
            Rule::relative => self.relative(pair).map(FactKind::Literal),
            Rule::literal => self.literal(pair).map(FactKind::Literal),
        })
    }

    fn fact_list(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Fact>> {
        let mut facts = Vec::new();
        each_part!(self, pair, part {
            Rule::fact => facts.push(self.fact(part)),
        });
        Ok(fitted(facts))
    }

    /// `3d ago`, `in 2h`
    fn relative(&mut self, pair: Pair<'_, Rule>) -> Built<Literal> {
        let (mut duration, mut future) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::length => fill!(self, pair, duration, self.length(part)?),
            Rule::kw_ago => fill!(self, pair, future, false),
            Rule::kw_in => fill!(self, pair, future, true),
        });
        Ok(Literal::Relative { duration: self.found(duration, &pair)?, future: self.found(future, &pair)? })
    }

    pub(super) fn test(&mut self, pair: Pair<'_, Rule>) -> Built<Test> {
        let span = self.span(&pair);
        let (mut title, mut policy, mut at) = (None, None, None);
        let (mut account, mut request, mut service, mut expectations) = (None, None, None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::doc | Rule::kw_test | Rule::kw_for | Rule::kw_at => {}
            Rule::text => fill!(self, pair, title, self.text(&part)),
            Rule::path => fill!(self, pair, policy, self.path(&part)),
            Rule::literal => fill!(self, pair, at, (self.span(&part), self.literal(part)?)),
            Rule::test_account => {
                let (span, stated) = (self.span(&part), self.stated(part)?);
                self.once(&mut account, stated, span);
            }
            Rule::test_request => {
                let (span, stated) = (self.span(&part), self.stated(part)?);
                self.once(&mut request, stated, span);
            }
            Rule::test_service => {
                let (span, stated) = (self.span(&part), self.stated(part)?);
                self.once(&mut service, stated, span);
            }
            Rule::expectation => expectations.extend(self.expectation(part)),
        });
        let (title, policy) = (self.found(title, &pair)?, self.found(policy, &pair)?);
        let ((at_span, at), expectations) = (self.found(at, &pair)?, fitted(expectations));
        Ok(Test { title, policy, at, at_span, account, request, service, expectations, span })
    }

    pub(super) fn stated(&mut self, pair: Pair<'_, Rule>) -> Built<Facts> {
        let mut facts = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_account | Rule::kw_request | Rule::kw_service => {}
            Rule::facts => fill!(self, pair, facts, self.facts(part)?),
        });
        self.found(facts, &pair)
    }

    fn fact_path(&mut self, pair: Pair<'_, Rule>) -> Built<FactPath> {
        let span = self.span(&pair);
        let mut steps = Vec::new();
        each_part!(self, pair, part {
            Rule::name => steps.push(FactStep::Field(self.name(&part))),
            Rule::digits => {
                steps.push(FactStep::Element(part.as_str().replace('_', "").parse().unwrap_or(u64::MAX)));
            }
            Rule::key_of_element => steps.push(self.key_of_element(part)?),
        });
        Ok(FactPath { steps, span })
    }

    /// `number="R-17"`
    fn key_of_element(&mut self, pair: Pair<'_, Rule>) -> Built<FactStep> {
        let (mut name, mut value) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::text => fill!(self, pair, value, Literal::Text(self.text(&part).value)),
            Rule::int => fill!(self, pair, value, Literal::Int(self.whole(part.as_str(), self.span(&part))?)),
        });
        Ok(FactStep::Key(self.found(name, &pair)?, self.found(value, &pair)?))
    }

    pub(super) fn expectation(&mut self, pair: Pair<'_, Rule>) -> Built<Expectation> {
        let span = self.span(&pair);
        let mut kind = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_expect => {}
            Rule::kw_never => fill!(self, pair, kind, ExpectationKind::Never),
            Rule::expect_after => {
                fill!(self, pair, kind, ExpectationKind::EligibleAfter(self.expected_time(part)?))
            }
            Rule::expect_from => {
                fill!(self, pair, kind, ExpectationKind::EligibleFrom(self.expected_time(part)?))
            }
            Rule::expect_warn => fill!(self, pair, kind, ExpectationKind::Warn(self.expected_name(part)?)),
            Rule::expect_no_warn => fill!(self, pair, kind, ExpectationKind::NoWarn(self.expected_name(part)?)),
            Rule::expect_final => fill!(self, pair, kind, ExpectationKind::Final(self.expected_name(part)?)),
            Rule::expect_outcome => fill!(self, pair, kind, self.expect_outcome(part)?),
            Rule::expect_deadline => fill!(self, pair, kind, self.expect_deadline(part)?),
            Rule::expect_unknown => fill!(self, pair, kind, self.expect_unknown(part)?),
            Rule::expect_message => fill!(self, pair, kind, self.expect_message(part)?),
            Rule::expect_no_plan => fill!(self, pair, kind, ExpectationKind::NoPlan),
            Rule::expect_would_be => fill!(self, pair, kind, ExpectationKind::WouldBe(self.would_be(part)?)),
            Rule::expect_erased
            | Rule::expect_kept
            | Rule::expect_held
            | Rule::expect_anonymised
            | Rule::expect_forfeited
            | Rule::expect_informed
            | Rule::expect_copies
            | Rule::expect_undetermined => {
                fill!(self, pair, kind, ExpectationKind::Item(self.expected_item(part)?))
            }
            Rule::expect_status => fill!(self, pair, kind, self.expect_status(part)?),
        });
        Ok(Expectation { kind: self.found(kind, &pair)?, span })
    }

    /// The name behind the words of an expectation.
    fn expected_name(&mut self, pair: Pair<'_, Rule>) -> Built<Name> {
        let mut name = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_warn | Rule::kw_no | Rule::kw_final | Rule::kw_by => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
        });
        self.found(name, &pair)
    }

    /// The time behind the words of an expectation.
    fn expected_time(&mut self, pair: Pair<'_, Rule>) -> Built<Literal> {
        let mut time = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_eligible | Rule::kw_after | Rule::kw_from | Rule::kw_due | Rule::kw_since | Rule::kw_until | Rule::kw_by => {}
            Rule::relative => fill!(self, pair, time, self.relative(part)?),
            Rule::literal => fill!(self, pair, time, self.literal(part)?),
        });
        self.found(time, &pair)
    }

    fn expect_unknown(&mut self, pair: Pair<'_, Rule>) -> Built<ExpectationKind> {
        let mut path = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_unknown => {}
            Rule::fact_path => fill!(self, pair, path, self.fact_path(part)?),
        });
        self.found(path, &pair).map(ExpectationKind::Unknown)
    }

    fn expect_outcome(&mut self, pair: Pair<'_, Rule>) -> Built<ExpectationKind> {
        let (mut name, mut value, mut is_amount) = (None, None, false);
        each_part!(self, pair.clone(), part {
            Rule::kw_outcome | Rule::kw_for => {}
            Rule::kw_of => is_amount = true,
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::literal => {
                let span = self.span(&part);
                let kind = ExprKind::Literal(self.literal(part)?);
                fill!(self, pair, value, Expr { kind, span });
            }
        });
        let value = value.map(|of| if is_amount { OutcomeValue::Of(of) } else { OutcomeValue::For(of) });
        Ok(ExpectationKind::Outcome(self.found(name, &pair)?, value))
    }

    /// `deadline answer open due 2026-07-01`
    fn expect_deadline(&mut self, pair: Pair<'_, Rule>) -> Built<ExpectationKind> {
        let (mut name, mut state, mut due) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_deadline => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::deadline_state => fill!(self, pair, state, self.deadline_state(part)?),
            Rule::expect_due => fill!(self, pair, due, self.expected_time(part)?),
        });
        Ok(ExpectationKind::Deadline(self.found(name, &pair)?, state, due))
    }

    fn deadline_state(&mut self, pair: Pair<'_, Rule>) -> Built<DeadlineState> {
        let mut state = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_not => {}
            Rule::kw_open => fill!(self, pair, state, DeadlineState::Open),
            Rule::kw_met => fill!(self, pair, state, DeadlineState::Met),
            Rule::kw_overdue => fill!(self, pair, state, DeadlineState::Overdue),
            Rule::kw_unknown => fill!(self, pair, state, DeadlineState::Unknown),
            Rule::kw_begun => fill!(self, pair, state, DeadlineState::NotBegun),
            Rule::kw_asked => fill!(self, pair, state, DeadlineState::NotAsked),
        });
        self.found(state, &pair)
    }

    /// `would be erased account.orders`
    fn would_be(&mut self, pair: Pair<'_, Rule>) -> Built<ExpectedItem> {
        let mut item = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_would | Rule::kw_be => {}
            Rule::would_be => each_part!(self, part, inner {
                Rule::expect_erased
                | Rule::expect_kept
                | Rule::expect_held
                | Rule::expect_anonymised
                | Rule::expect_forfeited
                | Rule::expect_informed
                | Rule::expect_copies
                | Rule::expect_undetermined => fill!(self, pair, item, self.expected_item(inner)?),
            }),
        });
        self.found(item, &pair)
    }

    /// `kept account.orders until 2026-12-31`
    fn expected_item(&mut self, pair: Pair<'_, Rule>) -> Built<ExpectedItem> {
        let (mut path, mut disposal, mut since, mut end) = (None, None, None, None);
        let (mut removing, mut replacing, mut is_not) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_not => fill!(self, pair, is_not, ()),
            Rule::kw_informed => fill!(self, pair, disposal, ExpectedDisposal::Informed),
            Rule::kw_erased => fill!(self, pair, disposal, ExpectedDisposal::Erased(None)),
            Rule::kw_kept => fill!(self, pair, disposal, ExpectedDisposal::Kept(None)),
            Rule::kw_anonymised => {
                fill!(self, pair, disposal, ExpectedDisposal::Anonymised(Vec::new(), Vec::new()));
            }
            Rule::removing => fill!(self, pair, removing, self.named_fields(part)?),
            Rule::replacing => fill!(self, pair, replacing, self.replacing(part)?),
            Rule::kw_forfeited => fill!(self, pair, disposal, ExpectedDisposal::Forfeited),
            Rule::kw_undetermined => fill!(self, pair, disposal, ExpectedDisposal::Undetermined),
            Rule::kw_held => {}
            Rule::held_by => fill!(self, pair, disposal, ExpectedDisposal::Held(self.expected_name(part)?)),
            Rule::kw_copies | Rule::kw_gone => {}
            Rule::gone_by => {
                fill!(self, pair, disposal, ExpectedDisposal::CopiesGone(self.expected_time(part)?));
            }
            // Only looked at.
            Rule::kw_account => {}
            Rule::fact_path => fill!(self, pair, path, self.fact_path(part)?),
            Rule::due_since => fill!(self, pair, since, self.expected_time(part)?),
            Rule::kept_until => fill!(self, pair, end, ExpectedEnd::Until(self.expected_time(part)?)),
            Rule::kept_without_end => fill!(self, pair, end, ExpectedEnd::Without),
            Rule::kept_for => fill!(self, pair, end, ExpectedEnd::AfterLeaving(self.kept_for(part)?)),
        });
        let disposal = match self.found(disposal, &pair)? {
            ExpectedDisposal::Erased(_) => ExpectedDisposal::Erased(since),
            ExpectedDisposal::Kept(_) => ExpectedDisposal::Kept(end),
            ExpectedDisposal::Anonymised(..) => {
                ExpectedDisposal::Anonymised(removing.unwrap_or_default(), replacing.unwrap_or_default())
            }
            ExpectedDisposal::Informed if is_not.is_some() => ExpectedDisposal::NotInformed,
            other @ (ExpectedDisposal::Held(_)
            | ExpectedDisposal::Forfeited
            | ExpectedDisposal::Informed
            | ExpectedDisposal::NotInformed
            | ExpectedDisposal::CopiesGone(_)
            | ExpectedDisposal::Undetermined) => other,
        };
        Ok(ExpectedItem { disposal, path: self.found(path, &pair)? })
    }

    /// `for 90d after leaving`
    fn kept_for(&mut self, pair: Pair<'_, Rule>) -> Built<Literal> {
        let mut length = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_for | Rule::kw_after | Rule::kw_leaving => {}
            Rule::literal => fill!(self, pair, length, self.literal(part)?),
        });
        self.found(length, &pair)
    }

    fn expect_message(&mut self, pair: Pair<'_, Rule>) -> Built<ExpectationKind> {
        let (mut language, mut text) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_message => {}
            Rule::language_tag => fill!(self, pair, language, self.name(&part)),
            Rule::text => fill!(self, pair, text, self.text(&part)),
        });
        Ok(ExpectationKind::Message(self.found(language, &pair)?, self.found(text, &pair)?))
    }

    fn expect_status(&mut self, pair: Pair<'_, Rule>) -> Built<ExpectationKind> {
        let (mut status, mut names) = (None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::kw_by => {}
            Rule::name => fill!(self, pair, status, self.name(&part)),
            Rule::names => names = self.names(part)?,
        });
        Ok(ExpectationKind::Status(self.found(status, &pair)?, names))
    }
}
