//! Policies and their clauses.

use pest::iterators::{Pair, Pairs};

use super::items::doc;
use super::lost::{each_part, fill, rule_of};
use super::{Builder, Built, Rule, fitted, inside};
use crate::diagnostic::messages::{check_plans, common, syntax};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{
    Anonymised, Clause, CopiesGone, Data, DataRule, Deadline, Disposal, Expr, ExprKind, Grace, Group, Hold,
    Message, Name, Notify, Outcome, OutcomeValue, Path, Policy, ReplacedBy, Replacement, Require, Retained,
    RetainedFrom, Step, Text, Title, Trigger, Warn, Way, WithoutStart,
};

/// The condition of ways: one of them holds, with all that it requires.
pub(super) fn truth_of_ways(ways: &[Way], span: Span) -> Expr {
    let parts = ways.iter().map(|way| all_of(&way.clauses, way.span)).collect();
    Expr { kind: ExprKind::Or(parts), span }
}

fn all_of(clauses: &[Clause], span: Span) -> Expr {
    let parts = clauses.iter().filter_map(|clause| match clause {
        Clause::Require(require) => Some(require.condition.clone()),
        Clause::Group(group) => {
            let inner = all_of(&group.clauses, group.span);
            let kind = ExprKind::IfThen(Box::new(group.condition.clone()), Box::new(inner));
            Some(Expr { kind, span: group.span })
        }
        Clause::Title(_)
        | Clause::When(_)
        | Clause::Warn(_)
        | Clause::Step(_)
        | Clause::AsksNothing(_)
        | Clause::Deadline(_)
        | Clause::Notify(_)
        | Clause::Grace(_)
        | Clause::Outcome(_)
        | Clause::Data(_) => None,
    });
    Expr { kind: ExprKind::And(parts.collect()), span }
}

/// What shows a notice.
struct Shown {
    by: Path,
    at: Option<Name>,
    filter: Option<Expr>,
}

impl Builder {
    pub(super) fn policy(&mut self, pair: Pair<'_, Rule>) -> Built<Policy> {
        let span = self.span(&pair);
        let doc = doc(&pair);
        let (mut head, mut clauses) = (None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::doc => {}
            Rule::policy_head => fill!(self, pair, head, self.policy_head(part)?),
            Rule::title
            | Rule::when
            | Rule::require
            | Rule::warn
            | Rule::step
            | Rule::asks_nothing
            | Rule::deadline
            | Rule::notify
            | Rule::grace
            | Rule::outcome
            | Rule::data => {
                clauses.extend(self.clause(part));
            }
        });
        let (name, trigger) = self.found(head, &pair)?;
        Ok(Policy { name, doc, trigger, clauses: fitted(clauses), whole: true, span })
    }

    fn policy_head(&mut self, pair: Pair<'_, Rule>) -> Built<(Name, Trigger)> {
        let (mut name, mut trigger) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_policy | Rule::kw_on => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::kw_request => fill!(self, pair, trigger, Trigger::Request),
            Rule::kw_sweep => fill!(self, pair, trigger, Trigger::Sweep),
        });
        Ok((self.found(name, &pair)?, self.found(trigger, &pair)?))
    }

    pub(super) fn clauses(&mut self, pairs: Pairs<'_, Rule>) -> Vec<Clause> {
        inside(pairs).into_iter().filter_map(|pair| self.clause(pair).ok()).collect()
    }

    fn clause(&mut self, pair: Pair<'_, Rule>) -> Built<Clause> {
        rule_of!(self, pair {
            Rule::title => self.title(pair).map(Clause::Title),
            Rule::when => self.when(pair),
            Rule::require => self.require(pair).map(Clause::Require),
            Rule::warn => self.warn(pair).map(Clause::Warn),
            Rule::step => self.step(pair).map(Clause::Step),
            Rule::asks_nothing => Ok(Clause::AsksNothing(self.span(&pair))),
            Rule::deadline => self.deadline(pair).map(Clause::Deadline),
            Rule::notify => self.notify(pair).map(|notify| Clause::Notify(Box::new(notify))),
            Rule::grace => self.grace(pair).map(Clause::Grace),
            Rule::outcome => self.outcome(pair).map(Clause::Outcome),
            Rule::data => self.data(pair).map(Clause::Data),
        })
    }

    fn title(&mut self, pair: Pair<'_, Rule>) -> Built<Title> {
        let (span, mut said) = (self.span(&pair), Vec::new());
        each_part!(self, pair, part {
            Rule::kw_title => {}
            Rule::said => said.extend(self.said(part)),
        });
        Ok(Title { said: fitted(said), span })
    }

    fn when(&mut self, pair: Pair<'_, Rule>) -> Built<Clause> {
        let (mut condition, mut clauses) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_when => {}
            Rule::expr => fill!(self, pair, condition, self.expr(part)),
            Rule::group_body => fill!(self, pair, clauses, self.group_body(part)?),
        });
        let condition = self.found(condition, &pair)?;
        Ok(match clauses {
            Some(clauses) => Clause::Group(Group { condition, clauses, whole: true, span: self.span(&pair) }),
            None => Clause::When(condition),
        })
    }

    fn group_body(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Clause>> {
        let mut clauses = Vec::new();
        each_part!(self, pair, part {
            Rule::title
            | Rule::when
            | Rule::require
            | Rule::warn
            | Rule::step
            | Rule::asks_nothing
            | Rule::deadline
            | Rule::notify
            | Rule::grace
            | Rule::outcome
            | Rule::data => {
                clauses.extend(self.clause(part));
            }
        });
        Ok(fitted(clauses))
    }

    fn outcome(&mut self, pair: Pair<'_, Rule>) -> Built<Outcome> {
        let span = self.span(&pair);
        let (mut name, mut value, mut until, mut sets, mut last) = (None, None, None, None, Rule::kw_outcome);
        each_part!(self, pair.clone(), part {
            Rule::kw_outcome => {}
            Rule::kw_until | Rule::kw_sets => last = part.as_rule(),
            Rule::outcome_for | Rule::outcome_of => fill!(self, pair, value, self.outcome_value(part)?),
            Rule::name if last == Rule::kw_until => fill!(self, pair, until, self.name(&part)),
            Rule::name if last == Rule::kw_sets => fill!(self, pair, sets, self.name(&part)),
            Rule::name => fill!(self, pair, name, self.name(&part)),
        });
        Ok(Outcome { name: self.found(name, &pair)?, value, until, sets, span })
    }

    /// `for LENGTH`, `of MONEY`
    fn outcome_value(&mut self, pair: Pair<'_, Rule>) -> Built<OutcomeValue> {
        let (mut value, mut is_amount) = (None, false);
        each_part!(self, pair.clone(), part {
            Rule::kw_for => {}
            Rule::kw_of => is_amount = true,
            Rule::outcome_value => fill!(self, pair, value, self.primary(part)),
        });
        let value = self.found(value, &pair)?;
        Ok(if is_amount { OutcomeValue::Of(value) } else { OutcomeValue::For(value) })
    }

    fn require(&mut self, pair: Pair<'_, Rule>) -> Built<Require> {
        let (span, doc) = (self.span(&pair), doc(&pair));
        let (mut name, mut when, mut condition, mut any_of) = (None, None, None, None);
        let (mut messages, mut endings) = (Vec::new(), Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::doc | Rule::kw_require => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::require_when => fill!(self, pair, when, part),
            Rule::expr => fill!(self, pair, condition, self.expr(part)),
            Rule::any_of => fill!(self, pair, any_of, (self.span(&part), self.any_of(part)?)),
            Rule::message => messages.extend(self.message(part)),
            Rule::require_end => endings.push(part),
        });
        let (at, ways) = any_of.unzip();
        let ways: Vec<Way> = ways.unwrap_or_default();
        let condition = at.map(|at| truth_of_ways(&ways, at)).or(condition);
        let (name, condition) = (self.found(name, &pair)?, self.found(condition, &pair)?);
        let condition = match when {
            Some(when) => self.required_when(&name, when, condition)?,
            None => condition,
        };
        let (messages, is_final, law, otherwise) = (fitted(messages), None, None, None);
        let mut require =
            Require { name, doc, condition, ways, messages, is_final, law, otherwise, whole: true, span };
        for ending in endings {
            self.require_end(ending, &mut require)?;
        }
        Ok(require)
    }

    fn any_of(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Way>> {
        let mut ways = Vec::new();
        each_part!(self, pair, part {
            Rule::kw_any | Rule::kw_of => {}
            Rule::way => ways.extend(self.way(part)),
        });
        Ok(fitted(ways))
    }

    pub(super) fn way(&mut self, pair: Pair<'_, Rule>) -> Built<Way> {
        let span = self.span(&pair);
        let (mut name, mut clauses) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::group_body => fill!(self, pair, clauses, self.group_body(part)?),
        });
        Ok(Way { name: self.found(name, &pair)?, clauses: self.found(clauses, &pair)?, whole: true, span })
    }

    /// Refuses `require a when b: c`, and reads `if b then c`.
    fn required_when(&mut self, name: &Name, pair: Pair<'_, Rule>, conclusion: Expr) -> Built<Expr> {
        let span = self.span(&pair);
        let mut premise = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_when => {}
            Rule::expr => fill!(self, pair, premise, part),
        });
        let premise = self.found(premise, &pair)?;
        let written = premise.as_str().trim_end().to_owned();
        let premise = self.expr(premise);
        let before = Span { end: span.start, start: name.span.end, ..span };
        let head = Span { end: conclusion.span.start, ..before };
        self.report(
            Diagnostic::new(Code::WrongForm, span, syntax::require_takes_no_when())
                .label(syntax::condition_of_one_requirement())
                .note(syntax::when_selects_first())
                .help(common::write_this(&format!("require {}: if {written} then …", name.text)))
                .offer(head, format!(": if {written} then ")),
        );
        let span = premise.span.to(conclusion.span);
        Ok(Expr { kind: ExprKind::IfThen(Box::new(premise), Box::new(conclusion)), span })
    }

    /// Refuses a value behind `otherwise NAME`, and reads the name alone.
    fn refuse_value_otherwise(&mut self, value: &Pair<'_, Rule>) {
        let span = self.span(value);
        self.report(
            Diagnostic::new(Code::WrongForm, span, syntax::otherwise_takes_no_value())
                .label(syntax::value_of_what_failed())
                .help(syntax::policy_of_its_own(value.as_str().trim_end())),
        );
    }

    /// Takes in `final`, `law "…"` or `otherwise NAME`.
    pub(super) fn require_end(&mut self, pair: Pair<'_, Rule>, require: &mut Require) -> Built<()> {
        let inner = self.only_child(pair)?;
        let span = self.span(&inner);
        rule_of!(self, inner {
            Rule::law => {
                let text = self.law(inner)?;
                self.once(&mut require.law, text, span);
                Ok(())
            }
            Rule::otherwise => {
                let name = self.otherwise(inner)?;
                self.once(&mut require.otherwise, name, span);
                Ok(())
            }
            Rule::kw_final => {
                self.once(&mut require.is_final, span, span);
                Ok(())
            }
        })
    }

    pub(super) fn law(&mut self, pair: Pair<'_, Rule>) -> Built<Text> {
        let mut text = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_law => {}
            Rule::text => fill!(self, pair, text, self.text(&part)),
        });
        self.found(text, &pair)
    }

    fn otherwise(&mut self, pair: Pair<'_, Rule>) -> Built<Name> {
        let mut name = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_otherwise => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::outcome_for | Rule::outcome_of => self.refuse_value_otherwise(&part),
        });
        self.found(name, &pair)
    }

    pub(super) fn message(&mut self, pair: Pair<'_, Rule>) -> Built<Message> {
        let (mut language, mut text, mut fix, mut link) = (None, None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::language_tag => fill!(self, pair, language, self.name(&part)),
            Rule::text => fill!(self, pair, text, self.text(&part)),
            Rule::message_fix => {
                let (span, text) = (self.span(&part), self.message_part(part)?);
                self.once(&mut fix, text, span);
            }
            Rule::message_link => {
                let (span, text) = (self.span(&part), self.message_part(part)?);
                self.once(&mut link, text, span);
            }
        });
        Ok(Message { language: self.found(language, &pair)?, text: self.found(text, &pair)?, fix, link })
    }

    /// `fix "…"`, `link "…"`
    fn message_part(&mut self, pair: Pair<'_, Rule>) -> Built<Text> {
        let mut text = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_fix | Rule::kw_link => {}
            Rule::text => fill!(self, pair, text, self.text(&part)),
        });
        self.found(text, &pair)
    }

    fn warn(&mut self, pair: Pair<'_, Rule>) -> Built<Warn> {
        let span = self.span(&pair);
        let (mut name, mut condition, mut messages, mut law) = (None, None, Vec::new(), None);
        each_part!(self, pair.clone(), part {
            Rule::kw_warn | Rule::kw_when => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::expr => fill!(self, pair, condition, self.expr(part)),
            Rule::message => messages.extend(self.message(part)),
            Rule::law => {
                let (span, text) = (self.span(&part), self.law(part)?);
                self.once(&mut law, text, span);
            }
        });
        let name = self.found(name, &pair)?;
        Ok(Warn { name, condition, messages: fitted(messages), law, whole: true, span })
    }

    fn step(&mut self, pair: Pair<'_, Rule>) -> Built<Step> {
        let span = self.span(&pair);
        let (mut name, mut messages) = (None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::kw_step => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::message => messages.extend(self.message(part)),
        });
        Ok(Step { name: self.found(name, &pair)?, messages: fitted(messages), whole: true, span })
    }

    fn deadline(&mut self, pair: Pair<'_, Rule>) -> Built<Deadline> {
        let span = self.span(&pair);
        let (mut name, mut length, mut after, mut met_by, mut law) = (None, None, None, None, None);
        let mut is_met_by = false;
        each_part!(self, pair.clone(), part {
            Rule::kw_deadline | Rule::kw_after | Rule::kw_by => {}
            Rule::kw_met => is_met_by = true,
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::length_value => fill!(self, pair, length, self.length_value(part)),
            Rule::case => fill!(self, pair, length, self.case_of_length(part)?),
            Rule::value if is_met_by => fill!(self, pair, met_by, self.value(part)),
            Rule::value => fill!(self, pair, after, self.value(part)),
            Rule::law => fill!(self, pair, law, self.law(part)?),
        });
        Ok(Deadline {
            name: self.found(name, &pair)?,
            length: self.found(length, &pair)?,
            after: self.found(after, &pair)?,
            met_by: self.found(met_by, &pair)?,
            law,
            span,
        })
    }

    fn notify(&mut self, pair: Pair<'_, Rule>) -> Built<Notify> {
        let span = self.span(&pair);
        let (mut name, mut lengths, mut since, mut shown) = (None, None, None, None);
        let (mut messages, mut law) = (Vec::new(), None);
        each_part!(self, pair.clone(), part {
            Rule::kw_notify | Rule::kw_counted | Rule::kw_since => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::notice_length => fill!(self, pair, lengths, self.notice_length(part)?),
            Rule::value => fill!(self, pair, since, self.value(part)),
            Rule::shown_by => fill!(self, pair, shown, self.shown_by(part)?),
            Rule::message => messages.extend(self.message(part)),
            Rule::law => {
                let (span, text) = (self.span(&part), self.law(part)?);
                self.once(&mut law, text, span);
            }
        });
        let (before, at_most) = self.found(lengths, &pair)?;
        let Shown { by: shown_by, at, filter } = self.found(shown, &pair)?;
        Ok(Notify {
            name: self.found(name, &pair)?,
            before,
            at_most,
            since: self.found(since, &pair)?,
            shown_by,
            at,
            filter,
            messages: fitted(messages),
            law,
            whole: true,
            span,
        })
    }

    fn notice_length(&mut self, pair: Pair<'_, Rule>) -> Built<(Expr, Option<Expr>)> {
        let (mut before, mut at_most, mut is_upper) = (None, None, false);
        each_part!(self, pair.clone(), part {
            Rule::kw_before => {}
            Rule::kw_to => is_upper = true,
            Rule::length_value if is_upper => fill!(self, pair, at_most, self.length_value(part)),
            Rule::length_value => fill!(self, pair, before, self.length_value(part)),
        });
        Ok((self.found(before, &pair)?, at_most))
    }

    fn shown_by(&mut self, pair: Pair<'_, Rule>) -> Built<Shown> {
        let (mut by, mut at, mut filter) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_shown | Rule::kw_by | Rule::kw_at | Rule::kw_where => {}
            Rule::path => fill!(self, pair, by, self.path(&part)),
            Rule::name => fill!(self, pair, at, self.name(&part)),
            Rule::expr => fill!(self, pair, filter, self.expr(part)),
        });
        Ok(Shown { by: self.found(by, &pair)?, at, filter })
    }

    /// A case that stands as a length without parentheses.
    fn case_of_length(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let span = self.span(&pair);
        Ok(Expr { kind: self.case(pair)?, span })
    }

    fn grace(&mut self, pair: Pair<'_, Rule>) -> Built<Grace> {
        let span = self.span(&pair);
        let (mut length, mut after, mut cancelled_by) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_grace | Rule::kw_after | Rule::kw_cancelled | Rule::kw_by => {}
            Rule::length_value => fill!(self, pair, length, self.length_value(part)),
            Rule::value => fill!(self, pair, after, self.value(part)),
            Rule::phrase => fill!(self, pair, cancelled_by, self.phrase(part, None)?),
        });
        let (length, after) = (self.found(length, &pair)?, self.found(after, &pair)?);
        Ok(Grace { length, after, cancelled_by, span })
    }

    fn data(&mut self, pair: Pair<'_, Rule>) -> Built<Data> {
        let (mut word, mut rules, mut holds) = (None, Vec::new(), Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::kw_data => fill!(self, pair, word, self.span(&part)),
            Rule::data_rule => self.data_line(part, &mut rules, &mut holds),
        });
        let span = self.found(word, &pair)?;
        Ok(Data { rules: fitted(rules), holds: fitted(holds), whole: true, span })
    }

    /// A line of a data block, which is a rule or a hold.
    pub(super) fn data_line(
        &mut self,
        pair: Pair<'_, Rule>,
        rules: &mut Vec<DataRule>,
        holds: &mut Vec<Hold>,
    ) {
        let is_hold = |part: Pair<'_, Rule>| part.as_rule() == Rule::hold;
        match pair.clone().into_inner().find(|part| is_hold(part.clone())) {
            Some(hold) => holds.extend(self.hold(hold)),
            None => rules.extend(self.data_rule(pair)),
        }
    }

    /// `hold NAME: CONDITION on NAMES where CONDITION`
    fn hold(&mut self, pair: Pair<'_, Rule>) -> Built<Hold> {
        let span = self.span(&pair);
        let (mut name, mut condition, mut everything) = (None, None, None);
        let (mut targets, mut filter, mut law) = (None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_hold | Rule::kw_on => {}
            Rule::name => fill!(self, pair, name, self.name(&part)),
            Rule::expr => fill!(self, pair, condition, self.expr(part)),
            Rule::kw_everything => fill!(self, pair, everything, ()),
            Rule::targets => fill!(self, pair, targets, self.targets(part)?),
            Rule::data_where => fill!(self, pair, filter, self.data_where(part)?),
            Rule::law => fill!(self, pair, law, self.law(part)?),
        });
        let targets = match everything {
            Some(()) => None,
            None => Some(self.found(targets, &pair)?),
        };
        let (name, condition) = (self.found(name, &pair)?, self.found(condition, &pair)?);
        Ok(Hold { name, condition, targets, filter, law, span })
    }

    fn data_rule(&mut self, pair: Pair<'_, Rule>) -> Built<DataRule> {
        let span = self.span(&pair);
        let (mut placed, mut condition, mut purpose, mut copies, mut law) = (None, None, None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::erase => fill!(self, pair, placed, (Disposal::Erase, self.placed(part)?)),
            Rule::forfeit => fill!(self, pair, placed, (Disposal::Forfeit, self.placed(part)?)),
            Rule::tell => fill!(self, pair, placed, (Disposal::Tell, self.placed(part)?)),
            Rule::keep => fill!(self, pair, placed, self.keep(part)?),
            Rule::retain => fill!(self, pair, placed, self.retain(part)?),
            Rule::data_where => fill!(self, pair, condition, self.data_where(part)?),
            Rule::purpose => fill!(self, pair, purpose, self.purpose(part)?),
            Rule::copies => fill!(self, pair, copies, self.copies(part)?),
            Rule::law => fill!(self, pair, law, self.law(part)?),
        });
        let (disposal, targets) = self.found(placed, &pair)?;
        Ok(DataRule { disposal, targets, condition, purpose, copies, law, span })
    }

    /// `only for "tax"`
    fn purpose(&mut self, pair: Pair<'_, Rule>) -> Built<Text> {
        let mut purpose = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_only | Rule::kw_for => {}
            Rule::text => fill!(self, pair, purpose, self.text(&part)),
        });
        self.found(purpose, &pair)
    }

    /// `copies gone within 35d`
    fn copies(&mut self, pair: Pair<'_, Rule>) -> Built<CopiesGone> {
        let span = self.span(&pair);
        let mut within = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_copies | Rule::kw_gone | Rule::kw_within => {}
            Rule::length_value => fill!(self, pair, within, self.length_value(part)),
        });
        Ok(CopiesGone { within: self.found(within, &pair)?, span })
    }

    /// `where CONDITION`
    fn data_where(&mut self, pair: Pair<'_, Rule>) -> Built<Expr> {
        let mut condition = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_where => {}
            Rule::expr => fill!(self, pair, condition, self.expr(part)),
        });
        self.found(condition, &pair)
    }

    /// What a rule without a period places.
    fn placed(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Path>> {
        let mut targets = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_erase | Rule::kw_forfeit | Rule::kw_tell => {}
            Rule::targets => fill!(self, pair, targets, self.targets(part)?),
        });
        self.found(targets, &pair)
    }

    /// `orders, profile.pictures`
    fn targets(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Path>> {
        let mut targets = Vec::new();
        each_part!(self, pair, part {
            Rule::path => targets.push(self.path(&part)),
        });
        Ok(fitted(targets))
    }

    fn keep(&mut self, pair: Pair<'_, Rule>) -> Built<(Disposal, Vec<Path>)> {
        let (mut targets, mut disposal) = (None, Disposal::Keep);
        each_part!(self, pair.clone(), part {
            Rule::kw_keep => {}
            Rule::anonymised => disposal = Disposal::Anonymise(self.anonymised(part)?),
            Rule::targets => fill!(self, pair, targets, self.targets(part)?),
        });
        Ok((disposal, self.found(targets, &pair)?))
    }

    fn retain(&mut self, pair: Pair<'_, Rule>) -> Built<(Disposal, Vec<Path>)> {
        let (mut targets, mut length, mut start, mut without, mut then) = (None, None, None, None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_retain | Rule::kw_for | Rule::kw_after | Rule::kw_then => {}
            Rule::without_it => fill!(self, pair, without, self.without_it(part)?),
            Rule::without_end => fill!(self, pair, without, WithoutStart::NoEnd(self.span(&part))),
            Rule::anonymised => fill!(self, pair, then, self.anonymised(part)?),
            Rule::targets => fill!(self, pair, targets, self.targets(part)?),
            Rule::length_value => fill!(self, pair, length, self.length_value(part)),
            Rule::value => fill!(self, pair, start, RetainedFrom::Time(Box::new(self.value(part)))),
            Rule::leaving => fill!(self, pair, start, RetainedFrom::Leaving(self.span(&part))),
        });
        let (length, start) = (self.found(length, &pair)?, self.found(start, &pair)?);
        let disposal = Disposal::Retain(Box::new(Retained { length, start, without, then }));
        Ok((disposal, self.found(targets, &pair)?))
    }

    /// `without it for 90d after leaving`
    fn without_it(&mut self, pair: Pair<'_, Rule>) -> Built<WithoutStart> {
        let span = self.span(&pair);
        let (mut length, mut start) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::kw_without | Rule::kw_it | Rule::kw_for | Rule::kw_after => {}
            Rule::length_value => fill!(self, pair, length, self.length_value(part)),
            Rule::value => fill!(self, pair, start, RetainedFrom::Time(Box::new(self.value(part)))),
            Rule::leaving => fill!(self, pair, start, RetainedFrom::Leaving(self.span(&part))),
        });
        Ok(WithoutStart::For(self.found(length, &pair)?, self.found(start, &pair)?, span))
    }

    /// `anonymised removing author replacing title "…" leaving stars`
    fn anonymised(&mut self, pair: Pair<'_, Rule>) -> Built<Anonymised> {
        let span = self.span(&pair);
        let (mut removing, mut replacing, mut leaving, mut hashed) = (None, None, None, Vec::new());
        each_part!(self, pair.clone(), part {
            Rule::kw_anonymised => {}
            Rule::hashing => hashed.extend(self.hashing(part)?),
            Rule::removing => fill!(self, pair, removing, self.named_fields(part)?),
            Rule::replacing => fill!(self, pair, replacing, self.replacing(part)?),
            Rule::left_fields => fill!(self, pair, leaving, self.named_fields(part)?),
        });
        // What was to be hashed is read as removed, so that nothing else is said of it.
        let mut removing = removing.unwrap_or_default();
        removing.extend(hashed);
        let leaving = leaving.unwrap_or_default();
        Ok(Anonymised { removing, replacing: replacing.unwrap_or_default(), leaving, span })
    }

    /// `hashing email`
    fn hashing(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Name>> {
        let (mut names, mut word) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::hashed => fill!(self, pair, word, self.span(&part)),
            Rule::names => fill!(self, pair, names, self.names(part)?),
        });
        let word = self.found(word, &pair)?;
        self.report(
            Diagnostic::new(Code::Syntax, word, check_plans::no_hashing())
                .label(check_plans::hash_is_personal())
                .help(check_plans::name_in_method()),
        );
        self.found(names, &pair)
    }

    /// `removing author, avatar`, `leaving stars`
    pub(super) fn named_fields(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Name>> {
        let mut names = None;
        each_part!(self, pair.clone(), part {
            Rule::kw_removing | Rule::kw_leaving => {}
            Rule::names => fill!(self, pair, names, self.names(part)?),
        });
        self.found(names, &pair)
    }

    /// `replacing title "…", state closed`
    pub(super) fn replacing(&mut self, pair: Pair<'_, Rule>) -> Built<Vec<Replacement>> {
        let mut all = Vec::new();
        each_part!(self, pair, part {
            Rule::kw_replacing => {}
            Rule::replacement => all.push(self.replacement(part)?),
        });
        Ok(fitted(all))
    }

    fn replacement(&mut self, pair: Pair<'_, Rule>) -> Built<Replacement> {
        let (mut field, mut value) = (None, None);
        each_part!(self, pair.clone(), part {
            Rule::text => fill!(self, pair, value, ReplacedBy::Text(self.text(&part))),
            Rule::name if field.is_some() => {
                fill!(self, pair, value, ReplacedBy::Choice(self.name(&part)));
            }
            Rule::name => fill!(self, pair, field, self.name(&part)),
        });
        Ok(Replacement { field: self.found(field, &pair)?, value: self.found(value, &pair)? })
    }
}
