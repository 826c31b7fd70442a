//! Policies and their clauses.

use pretty::DocAllocator as _;

use super::block::Entry;
use super::{Doc, Formatter, INDENT};
use crate::source::Span;
use crate::syntax::ast::{
    Anonymised, Clause, Data, DataRule, Deadline, Disposal, Expr, Grace, Group, Hold, Message, Name, Notify,
    Outcome, OutcomeValue, Policy, ReplacedBy, Replacement, Require, RetainedFrom, Step, Text, Warn, Way,
    WithoutStart,
};
use crate::syntax::vocabulary::{ClauseHead, Connective, Form, Word};

/// A line under a requirement, a warning or a step.
#[derive(Clone, Copy)]
enum Under<'t> {
    Message(&'t Message),
    Final,
    Law(&'t Text),
    Otherwise(&'t Name),
}

impl<'a> Formatter<'a> {
    pub(super) fn policy(&mut self, policy: &Policy) -> Doc<'a> {
        let trigger = policy.trigger.word().text();
        let head = format!("{} {} {} {trigger} ", Word::Policy, policy.name.text, Word::On);
        let head = self.word(head);
        let name_end = policy.name.span.end as usize;
        let on = self.next_word(name_end);
        let trigger_at = self.next_word(on + Word::On.text().len());
        let open = self.next_word(trigger_at + trigger.len());
        let braces = (open, self.end_of(policy.span) - 1);
        let clauses = policy.clauses.iter().map(|clause| Entry::new(self.place_of(clause), clause)).collect();
        self.braced(head, clauses, braces, Self::clause)
    }

    /// From the first node of a clause that has a place to its end.
    fn place_of(&self, clause: &Clause) -> Span {
        match clause {
            Clause::Title(it) => {
                it.said.first().map_or(it.span, |said| Span { start: said.language.span.start, ..it.span })
            }
            Clause::When(condition) => condition.span,
            Clause::Group(it) => Span { start: it.condition.span.start, ..it.span },
            Clause::AsksNothing(span) => *span,
            Clause::Require(it) => Span { start: it.name.span.start, ..it.span },
            Clause::Warn(it) => Span { start: it.name.span.start, ..it.span },
            Clause::Step(it) => Span { start: it.name.span.start, ..it.span },
            Clause::Deadline(it) => Span { start: it.name.span.start, ..it.span },
            Clause::Notify(it) => Span { start: it.name.span.start, ..it.span },
            Clause::Grace(it) => Span { start: it.length.span.start, ..it.span },
            Clause::Outcome(it) => Span { start: it.name.span.start, ..it.span },
            Clause::Data(it) => Span { end: self.close_of(it) as u32 + 1, ..it.span },
        }
    }

    /// The place of the brace that closes a data block.
    fn close_of(&self, data: &Data) -> usize {
        let inside = match data.rules.last() {
            Some(rule) => self.end_of(rule.span),
            None => self.next_word(data.span.end as usize) + 1,
        };
        self.next_word(inside)
    }

    fn clause(&mut self, clause: &Clause) -> Doc<'a> {
        match clause {
            Clause::Title(title) => {
                self.word(Word::Title.text()).append(self.words_of(&title.said)).nest(INDENT).group()
            }
            Clause::When(condition) => {
                self.word(format!("{} ", Word::When)).append(self.expr(condition)).nest(INDENT).group()
            }
            Clause::Group(group) => self.group(group),
            Clause::AsksNothing(_) => self.word(ClauseHead::AsksNothing.text()),
            Clause::Require(require) => self.require(require),
            Clause::Warn(warn) => self.warn(warn),
            Clause::Step(step) => self.step(step),
            Clause::Deadline(deadline) => self.deadline(deadline),
            Clause::Notify(notify) => self.notify(notify),
            Clause::Grace(grace) => self.grace(grace),
            Clause::Outcome(outcome) => self.outcome(outcome),
            Clause::Data(data) => self.data(data),
        }
    }

    fn outcome(&mut self, outcome: &Outcome) -> Doc<'a> {
        let mut doc = self.word(format!("{} {}", Word::Outcome, outcome.name.text));
        if let Some(value) = &outcome.value {
            let word = match value {
                OutcomeValue::For(_) => Word::For,
                OutcomeValue::Of(_) => Word::Of,
            };
            doc = doc.append(format!(" {word} ")).append(self.expr(value.expr()));
        }
        if let Some(until) = &outcome.until {
            doc = doc.append(self.arena.line()).append(format!("{} {}", Word::Until, until.text));
        }
        if let Some(sets) = &outcome.sets {
            doc = doc.append(self.arena.line()).append(format!("{} {}", Word::Sets, sets.text));
        }
        doc.nest(INDENT).group()
    }

    fn group(&mut self, group: &Group) -> Doc<'a> {
        let head = self.word(format!("{} ", Word::When)).append(self.expr(&group.condition));
        let head = head.append(" ").nest(2 * INDENT).group();
        let open = self.next_word(self.end_of(group.condition.span));
        let braces = (open, self.end_of(group.span) - 1);
        let clauses = group.clauses.iter().map(|clause| Entry::new(self.place_of(clause), clause)).collect();
        self.braced(head, clauses, braces, Self::clause)
    }

    fn require(&mut self, require: &Require) -> Doc<'a> {
        let condition = self.word(format!("{} {}: ", Word::Require, require.name.text));
        let condition = match require.ways.is_empty() {
            true => condition.append(self.expr(&require.condition)).nest(2 * INDENT).group(),
            false => self.ways(condition, require),
        };
        let end = self.end_of(require.condition.span);
        let condition = self.with_trailing(condition, end);
        let mut under = messages(&require.messages);
        under.extend(require.is_final.map(|span| Entry::new(span, Under::Final)));
        under.extend(require.law.iter().map(law));
        under.extend(require.otherwise.iter().map(|it| Entry::new(it.span, Under::Otherwise(it))));
        if under.is_empty() {
            return condition;
        }
        let lines = self.block(under, end, self.end_of(require.span), Self::under);
        condition.append(self.arena.hardline().append(lines).nest(INDENT))
    }

    fn ways(&mut self, head: Doc<'a>, require: &Require) -> Doc<'a> {
        let head = head.append(format!("{} {} ", Word::Any, Word::Of));
        let start = require.condition.span.start as usize;
        let of = self.next_word(start + Word::Any.text().len());
        let open = self.next_word(of + Word::Of.text().len());
        let braces = (open, self.end_of(require.condition.span) - 1);
        let ways = require.ways.iter().map(|way| Entry::new(way.span, way)).collect();
        self.braced(head, ways, braces, Self::way)
    }

    fn way(&mut self, way: &Way) -> Doc<'a> {
        let head = self.word(format!("{}: ", way.name.text));
        let colon = self.next_word(way.name.span.end as usize);
        let open = self.next_word(colon + 1);
        let braces = (open, self.end_of(way.span) - 1);
        let clauses = way.clauses.iter().map(|clause| Entry::new(self.place_of(clause), clause)).collect();
        self.braced(head, clauses, braces, Self::clause)
    }

    fn warn(&mut self, warn: &Warn) -> Doc<'a> {
        let mut head = self.word(format!("{} {}", Word::Warn, warn.name.text));
        let mut end = warn.name.span.end as usize;
        if let Some(condition) = &warn.condition {
            head = head.append(format!(" {} ", Word::When)).append(self.expr(condition));
            end = self.end_of(condition.span);
        }
        let mut under = messages(&warn.messages);
        under.extend(warn.law.iter().map(law));
        self.said(head.append(":").nest(2 * INDENT).group(), under, end, warn.span)
    }

    fn step(&mut self, step: &Step) -> Doc<'a> {
        let head = self.word(format!("{} {}:", Word::Step, step.name.text));
        self.said(head, messages(&step.messages), step.name.span.end as usize, step.span)
    }

    /// Messages behind a colon, on its line if they were written so and fit.
    fn said(&mut self, head: Doc<'a>, mut under: Vec<Entry<Under<'_>>>, end: usize, span: Span) -> Doc<'a> {
        let colon = self.next_word(end);
        let close = self.end_of(span);
        if under.is_empty() {
            return head;
        }
        if self.is_on_a_line((end, close)) {
            under.sort_by_key(|under| under.place.start);
            let mut doc = self.nothing();
            for under in under {
                doc = doc.append(self.arena.line()).append(self.under(under.of));
            }
            return head.append(doc.nest(INDENT)).group();
        }
        let head = self.with_trailing(head, colon + 1);
        let lines = self.block(under, colon + 1, close, Self::under);
        head.append(self.arena.hardline().append(lines).nest(INDENT))
    }

    fn under(&mut self, under: Under<'_>) -> Doc<'a> {
        match under {
            Under::Message(message) => self.message(message),
            Under::Final => self.word(Word::Final.text()),
            Under::Law(law) => self.word(format!("{} {}", Word::Law, self.written(law.span))),
            Under::Otherwise(outcome) => self.word(format!("{} {}", Word::Otherwise, outcome.text)),
        }
    }

    fn message(&mut self, message: &Message) -> Doc<'a> {
        let mut doc = self.word(format!("{} {}", message.language.text, self.written(message.text.span)));
        for (word, text) in [(Word::Fix, &message.fix), (Word::Link, &message.link)] {
            if let Some(text) = text {
                let words = format!("{word} {}", self.written(text.span));
                doc = doc.append(self.arena.line()).append(self.word(words));
            }
        }
        doc.nest(INDENT).group()
    }

    fn deadline(&mut self, deadline: &Deadline) -> Doc<'a> {
        let head = self.word(format!("{} {}: ", Word::Deadline, deadline.name.text));
        let period = head.append(self.expr(&deadline.length)).append(format!(" {} ", Word::After));
        let met_by = format!("{} ", Connective::MetBy.text());
        let joint = self.joint(deadline.met_by.span.start, self.arena.line());
        let mut doc = period.append(self.expr(&deadline.after)).append(joint).append(met_by);
        doc = doc.append(self.expr(&deadline.met_by));
        if let Some(law) = &deadline.law {
            let joint = self.joint(law.span.start, self.arena.line());
            doc = doc.append(joint).append(self.word(format!("{} {}", Word::Law, self.written(law.span))));
        }
        doc.nest(INDENT).group()
    }

    fn notify(&mut self, notify: &Notify) -> Doc<'a> {
        let mut doc =
            self.word(format!("{} {}: ", Word::Notify, notify.name.text)).append(self.expr(&notify.before));
        if let Some(at_most) = &notify.at_most {
            doc = doc.append(format!(" {} ", Word::To)).append(self.expr(at_most));
        }
        doc = doc.append(format!(" {}", Word::Before));
        let joint = self.joint(notify.since.span.start, self.arena.line());
        doc = doc.append(joint).append(format!("{} ", Connective::CountedSince.text()));
        doc = doc.append(self.expr(&notify.since));
        let joint = self.joint(notify.shown_by.span.start, self.arena.line());
        doc = doc.append(joint);
        doc = doc.append(format!("{} {}", Connective::ShownBy.text(), notify.shown_by));
        let mut end = notify.shown_by.span;
        if let Some(at) = &notify.at {
            doc = doc.append(format!(" {} {}", Word::At, at.text));
            end = at.span;
        }
        if let Some(filter) = &notify.filter {
            let joint = self.joint(filter.span.start, self.arena.line());
            doc = doc.append(joint).append(format!("{} ", Word::Where)).append(self.expr(filter));
            end = filter.span;
        }
        let end = self.end_of(end);
        let head = self.with_trailing(doc.nest(2 * INDENT).group(), end);
        let mut under = messages(&notify.messages);
        under.extend(notify.law.iter().map(law));
        if under.is_empty() {
            return head;
        }
        let lines = self.block(under, end, self.end_of(notify.span), Self::under);
        head.append(self.arena.hardline().append(lines).nest(INDENT))
    }

    fn grace(&mut self, grace: &Grace) -> Doc<'a> {
        let length = self.word(format!("{} ", Word::Grace)).append(self.expr(&grace.length));
        let mut doc = length.append(format!(" {} ", Word::After)).append(self.expr(&grace.after));
        if let Some(phrase) = &grace.cancelled_by {
            let joint = self.joint(phrase.span.start, self.arena.line());
            let cancelled = format!("{} ", Connective::CancelledBy.text());
            doc = doc.append(joint).append(cancelled).append(self.phrase(phrase));
        }
        doc.nest(INDENT).group()
    }

    fn data(&mut self, data: &Data) -> Doc<'a> {
        let braces = (self.next_word(data.span.end as usize), self.close_of(data));
        let rules = data.rules.iter().map(|rule| {
            let start = rule.targets.first().map_or(rule.span.start, |target| target.span.start);
            Entry::new(Span { start, ..rule.span }, DataLine::Rule(rule))
        });
        let holds = data.holds.iter();
        let holds = holds
            .map(|hold| Entry::new(Span { start: hold.name.span.start, ..hold.span }, DataLine::Hold(hold)));
        let lines: Vec<Entry<DataLine<'_>>> = rules.chain(holds).collect();
        let head = self.word(format!("{} ", Word::Data));
        self.braced(head, lines, braces, |printer, line| match line {
            DataLine::Rule(rule) => printer.data_rule(rule),
            DataLine::Hold(hold) => printer.hold(hold),
        })
    }

    fn hold(&mut self, hold: &Hold) -> Doc<'a> {
        let head = self.word(format!("{} {}: ", Word::Hold, hold.name.text));
        let mut doc = head.append(self.expr(&hold.condition));
        let joint = match hold.targets.as_ref().and_then(|targets| targets.first()) {
            Some(first) => self.joint(first.span.start, self.arena.line()),
            None => self.arena.line(),
        };
        doc = doc.append(joint).append(self.word(format!("{} ", Word::On)));
        doc = match &hold.targets {
            Some(targets) => doc.append(self.targets(targets)),
            None => doc.append(self.word(Word::Everything.text())),
        };
        if let Some(filter) = &hold.filter {
            let joint = self.joint(filter.span.start, self.arena.line());
            doc = doc.append(joint).append(format!("{} ", Word::Where)).append(self.expr(filter));
        }
        if let Some(law) = &hold.law {
            let joint = self.joint(law.span.start, self.arena.line());
            doc = doc.append(joint).append(self.word(format!("{} {}", Word::Law, self.written(law.span))));
        }
        doc.nest(INDENT).group()
    }

    /// ` for 90d after leaving`
    fn period(&mut self, length: &Expr, start: &RetainedFrom) -> Doc<'a> {
        let length = self.word(format!(" {} ", Word::For)).append(self.expr(length));
        match start {
            RetainedFrom::Time(start) => length.append(format!(" {} ", Word::After)).append(self.expr(start)),
            RetainedFrom::Leaving(_) => length.append(format!(" {}", Connective::AfterLeaving.text())),
        }
    }

    /// `anonymised removing author replacing title "…" leaving stars`
    fn anonymised(&mut self, method: &Anonymised) -> Doc<'a> {
        let mut doc = self.word(Word::Anonymised.text());
        doc = self.fields(doc, Word::Removing, &method.removing);
        if let Some(first) = method.replacing.first() {
            let joint = self.joint(first.field.span.start, self.arena.line());
            doc = doc.append(joint).append(self.word(self.replacing(&method.replacing)));
        }
        self.fields(doc, Word::Leaving, &method.leaving)
    }

    fn fields(&mut self, doc: Doc<'a>, word: Word, fields: &[Name]) -> Doc<'a> {
        let Some(first) = fields.first() else { return doc };
        let joint = self.joint(first.span.start, self.arena.line());
        doc.append(joint).append(self.word(listed_behind(word, fields)))
    }

    /// `replacing title "…", state closed`
    pub(super) fn replacing(&self, replacing: &[Replacement]) -> String {
        let each = replacing.iter().map(|it| match &it.value {
            ReplacedBy::Text(text) => format!("{} {}", it.field.text, self.written(text.span)),
            ReplacedBy::Choice(name) => format!("{} {}", it.field.text, name.text),
        });
        format!("{} {}", Word::Replacing, each.collect::<Vec<_>>().join(", "))
    }

    fn data_rule(&mut self, rule: &DataRule) -> Doc<'a> {
        let end = match &rule.disposal {
            Disposal::Erase | Disposal::Forfeit | Disposal::Keep | Disposal::Tell => self.nothing(),
            Disposal::Anonymise(method) => self.word(" ").append(self.anonymised(method)),
            Disposal::Retain(retained) => {
                let mut end = self.period(&retained.length, &retained.start);
                if let Some(without) = &retained.without {
                    let joint = self.joint(without.span().start, self.arena.line());
                    end = end.append(joint).append(match without {
                        WithoutStart::For(length, start, _) => {
                            self.word(Connective::WithoutIt.text()).append(self.period(length, start))
                        }
                        WithoutStart::NoEnd(_) => self.word(Connective::WithoutItNoEnd.text()),
                    });
                }
                if let Some(method) = &retained.then {
                    let joint = self.joint(method.span.start, self.arena.line());
                    end = end.append(joint).append(self.word(format!("{} ", Word::Then)));
                    end = end.append(self.anonymised(method));
                }
                end
            }
        };
        let verb = self.word(format!("{} ", rule.disposal.head().text()));
        let mut doc = verb.append(self.targets(&rule.targets)).append(end);
        if let Some(condition) = &rule.condition {
            let joint = self.joint(condition.span.start, self.arena.line());
            doc = doc.append(joint).append(format!("{} ", Word::Where)).append(self.expr(condition));
        }
        if let Some(purpose) = &rule.purpose {
            let joint = self.joint(purpose.span.start, self.arena.line());
            let words = format!("{} {}", Connective::OnlyFor.text(), self.written(purpose.span));
            doc = doc.append(joint).append(self.word(words));
        }
        if let Some(copies) = &rule.copies {
            let joint = self.joint(copies.span.start, self.arena.line());
            let words = format!("{} ", Connective::CopiesGoneWithin.text());
            doc = doc.append(joint).append(words).append(self.expr(&copies.within));
        }
        if let Some(law) = &rule.law {
            doc = doc.append(self.arena.softline()).append(self.word(format!(
                "{} {}",
                Word::Law,
                self.written(law.span)
            )));
        }
        doc.nest(INDENT).group()
    }
}

/// `removing author, avatar`
pub(super) fn listed_behind(word: Word, names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
    format!("{word} {}", names.join(", "))
}

/// A line of a data block.
enum DataLine<'d> {
    Rule(&'d DataRule),
    Hold(&'d Hold),
}

fn messages(messages: &[Message]) -> Vec<Entry<Under<'_>>> {
    messages.iter().map(|message| Entry::new(place_of(message), Under::Message(message))).collect()
}

fn place_of(message: &Message) -> Span {
    let texts = [Some(&message.text), message.fix.as_ref(), message.link.as_ref()];
    texts.into_iter().flatten().fold(message.language.span, |place, text| place.to(text.span))
}

fn law(law: &Text) -> Entry<Under<'_>> {
    Entry::new(law.span, Under::Law(law))
}
