//! Records, conditions, fixtures and tests.

use pretty::DocAllocator as _;
use unicode_width::UnicodeWidthStr as _;

use super::block::Entry;
use super::{Doc, Formatter, INDENT, WIDTH};
use crate::source::Span;
use crate::syntax::ast::{
    Calendar, CalendarKind, CalendarRule, CalendarRuleKind, DeclaredOutcome, EnumerationValue, Expectation,
    ExprKind, Facts, Field, FieldKind, Fixture, Item, Lifecycle, Name, Outcomes, Record, RecordKind, Said,
    Test, TypeKind, Words, WordsOfField,
};
use crate::syntax::vocabulary::{Connective, Form, Word};

/// A line of a record.
#[derive(Clone, Copy)]
enum Member<'t> {
    Field(&'t Field),
    DatedBy(&'t Name),
    LeftBy(&'t Record),
}

/// A line of a test.
#[derive(Clone, Copy)]
enum Part<'t> {
    Facts(RecordKind, &'t Facts),
    Expectation(&'t Expectation),
}

/// The columns of the parts of a run of fields, counted from the start of their names.
#[derive(Debug, Clone, Copy, Default)]
struct Columns {
    /// The place of its first field.
    from: u32,
    /// Types and `=`.
    values: usize,
    /// Two spaces before the comments behind them.
    comments: usize,
}

impl<'a> Formatter<'a> {
    pub(super) fn item(&mut self, item: &Item) -> Doc<'a> {
        match item {
            Item::Record(record) => self.record(record),
            Item::Outcomes(outcomes) => self.outcomes(outcomes),
            Item::Words(words) => self.words(words),
            Item::Calendar(calendar) => self.calendar(calendar),
            Item::Condition(condition) => {
                let head = self.word(format!("{} {} = ", Word::Condition, condition.name.text));
                head.append(self.expr(&condition.body)).nest(INDENT).group()
            }
            Item::Let(value) => {
                let ty =
                    value.ty.as_ref().map_or_else(String::new, |ty| format!(": {}", self.written(ty.span)));
                let head = self.word(format!("{} {}{ty} = ", Word::Let, value.name.text));
                let body = head.append(self.expr(&value.body));
                // The rows of a case are lines of their own, and not part of what is broken where it is too long.
                let has_rows = matches!(value.body.kind, ExprKind::Case(_));
                if has_rows { body } else { body.nest(INDENT).group() }
            }
            Item::Policy(policy) => self.policy(policy),
            Item::Lifecycle(lifecycle) => self.lifecycle(lifecycle),
            Item::Fixture(fixture) => self.fixture(fixture),
            Item::Test(test) => self.test(test),
        }
    }

    fn record(&mut self, record: &Record) -> Doc<'a> {
        let head = match record.kind {
            RecordKind::Account | RecordKind::Request | RecordKind::Service => {
                format!("{} ", record.kind.word())
            }
            RecordKind::Record => format!("{} {} ", record.kind.word(), record.name.text),
        };
        let braces = (self.next_word(record.name.span.end as usize), self.end_of(record.span) - 1);
        let mut members: Vec<Entry<Member<'_>>> = Vec::new();
        for field in &record.fields {
            members
                .push(Entry::new(Span { start: field.name.span.start, ..field.span }, Member::Field(field)));
        }
        members.extend(record.dated_by.iter().map(|name| Entry::new(name.span, Member::DatedBy(name))));
        members.extend(record.left_by.first().map(|time| Entry::new(time.span, Member::LeftBy(record))));
        let on_a_line = self.is_on_a_line(braces);
        if on_a_line && !members.is_empty() {
            return self.record_on_a_line(&head, members);
        }
        let head = self.word(head);
        let columns = self.columns(record);
        self.braced(head, members, braces, |formatter, member| formatter.member(member, &columns))
    }

    /// Whether the text between two places was written on one line.
    pub(super) fn is_on_a_line(&self, (open, close): (usize, usize)) -> bool {
        !self.text[open..close].contains('\n')
    }

    /// A record on one line, unless it has become too long for one.
    fn record_on_a_line(&mut self, head: &str, mut members: Vec<Entry<Member<'_>>>) -> Doc<'a> {
        members.sort_by_key(|member| member.place.start);
        let members = members.into_iter().map(|member| self.member(member.of, &[])).collect();
        self.on_a_line(head, members)
    }

    /// A block on one line, unless it has become too long for one.
    pub(super) fn on_a_line(&self, head: &str, parts: Vec<Doc<'a>>) -> Doc<'a> {
        let mut doc = self.nothing();
        for (at, part) in parts.into_iter().enumerate() {
            let between = self.arena.hardline().flat_alt(if at == 0 { " " } else { "  " });
            doc = doc.append(between).append(part);
        }
        let close = self.arena.hardline().flat_alt(" ");
        self.word(format!("{head}{{")).append(doc.nest(INDENT)).append(close).append("}").group()
    }

    fn outcomes(&mut self, outcomes: &Outcomes) -> Doc<'a> {
        let braces = (self.next_word(outcomes.keyword.end as usize), self.end_of(outcomes.span) - 1);
        let head = format!("{} ", Word::Outcomes);
        let declared = outcomes.declared.iter();
        if self.is_on_a_line(braces) && !outcomes.declared.is_empty() {
            return self.on_a_line(&head, declared.map(|outcome| self.declared(outcome)).collect());
        }
        let place = |outcome: &DeclaredOutcome| {
            let head = outcome.leaves.map_or(outcome.name.span, |leaves| outcome.name.span.to(leaves));
            outcome.said.last().map_or(head, |said| head.to(said.text.span))
        };
        let declared = declared.map(|outcome| Entry::new(place(outcome), outcome)).collect();
        self.braced(self.word(head), declared, braces, |formatter, outcome: &DeclaredOutcome| {
            formatter.declared(outcome)
        })
    }

    fn declared(&self, outcome: &DeclaredOutcome) -> Doc<'a> {
        let leaves = outcome.leaves.map(|_| format!(" {}", Word::Leaves)).unwrap_or_default();
        let head = self.word(format!("{}{leaves}", outcome.name.text));
        head.append(self.words_of(&outcome.said)).nest(INDENT).group()
    }

    /// The words of a name, a language each, behind it.
    pub(super) fn words_of(&self, said: &[Said]) -> Doc<'a> {
        said.iter().fold(self.nothing(), |doc, said| {
            let words = format!("{} {}", said.language.text, self.written(said.text.span));
            doc.append(self.arena.line()).append(self.word(words))
        })
    }

    fn words(&mut self, words: &Words) -> Doc<'a> {
        let braces = (self.next_word(words.keyword.end as usize), self.end_of(words.span) - 1);
        let place = |entry: &WordsOfField| {
            entry.said.last().map_or(entry.path.span, |said| entry.path.span.to(said.text.span))
        };
        let head = self.word(format!("{} ", Word::Words));
        let entries = words.entries.iter().map(|entry| Entry::new(place(entry), entry)).collect();
        self.braced(head, entries, braces, |formatter, entry: &WordsOfField| {
            formatter.path(&entry.path).append(formatter.words_of(&entry.said)).nest(INDENT).group()
        })
    }

    fn value_of(&self, value: &EnumerationValue) -> Doc<'a> {
        let name = self.word(value.name.text.clone());
        if value.said.is_empty() {
            return name;
        }
        name.append(self.words_of(&value.said).nest(INDENT)).group()
    }

    /// Stages on one line, or each on a line of its own.
    fn lifecycle(&self, lifecycle: &Lifecycle) -> Doc<'a> {
        let head = self.word(format!("{} {}:", Word::Lifecycle, lifecycle.name.text));
        let stages = lifecycle.stages.iter().enumerate().map(|(at, stage)| match at {
            0 => stage.text.clone(),
            _ => format!("{} {}", Word::Then, stage.text),
        });
        let restarted = format!("{} {}", Connective::RestartedBy.text(), lifecycle.restarted_by.text);
        let lines = stages.chain([restarted]);
        let body =
            lines.fold(self.nothing(), |doc, line| doc.append(self.arena.line()).append(self.word(line)));
        head.append(body.nest(INDENT)).group()
    }

    fn calendar(&mut self, calendar: &Calendar) -> Doc<'a> {
        let head = format!("{} {} ", Word::Calendar, calendar.name.text);
        let rules = match &calendar.kind {
            CalendarKind::Declared(rules) => rules,
            CalendarKind::From(path) => {
                return self.word(format!("{head}{} {}", Word::From, self.written(path.span)));
            }
            CalendarKind::Both(of) => {
                let of: Vec<String> = of.iter().map(ToString::to_string).collect();
                return self.word(format!("{head}= {}", of.join(&format!(" {} ", Word::And))));
            }
        };
        let braces = (self.next_word(calendar.name.span.end as usize), self.end_of(calendar.span) - 1);
        if self.is_on_a_line(braces) && !rules.is_empty() {
            let rules = rules.iter().map(|rule| self.calendar_rule(rule)).collect();
            return self.on_a_line(&head, rules);
        }
        let rules = rules.iter().map(|rule| Entry::new(rule.span, rule)).collect();
        self.braced(self.word(head), rules, braces, |formatter, rule: &CalendarRule| {
            formatter.calendar_rule(rule)
        })
    }

    fn calendar_rule(&mut self, rule: &CalendarRule) -> Doc<'a> {
        let head = format!("{} ", rule.kind.head().text());
        let (days, why) = match &rule.kind {
            CalendarRuleKind::Rest(names) => {
                let names = self.names(names);
                return self.word(head).append(names.nest(INDENT)).group();
            }
            CalendarRuleKind::Covers(days) => (days, &None),
            CalendarRuleKind::Holiday(days, why) | CalendarRuleKind::Working(days, why) => (days, why),
        };
        let why = why.as_ref().map_or_else(String::new, |why| format!(" {}", self.written(why.span)));
        self.word(format!("{head}{}{why}", self.written(days.span)))
    }

    fn member(&mut self, member: Member<'_>, columns: &[Columns]) -> Doc<'a> {
        let field = match member {
            Member::Field(field) => field,
            Member::LeftBy(record) => {
                let times: Vec<Doc<'a>> = record.left().map(|time| self.expr(time)).collect();
                let times = self.list(times);
                return self
                    .word(format!("{} ", Connective::LeftBy.text()))
                    .append(times.nest(INDENT))
                    .group();
            }
            Member::DatedBy(name) => {
                return self.word(format!("{} {}", Connective::DatedBy.text(), name.text));
            }
        };
        let start = field.name.span.start;
        let run = columns.iter().rev().find(|run| run.from <= start).copied().unwrap_or_default();
        let name = named(field);
        let gap = run.values.saturating_sub(name.width()).max(1);
        let padded = self.arena.text(" ".repeat(gap)).flat_alt(" ");
        let head = self.word(name).append(padded);
        let body = match &field.kind {
            FieldKind::Given { ty, optional, tells_apart, key } => {
                let ty = match &ty.kind {
                    TypeKind::OneOf(values) => {
                        let values: Vec<Doc<'a>> = values.iter().map(|value| self.value_of(value)).collect();
                        self.word("one of ").append(self.list(values).nest(INDENT)).group()
                    }
                    TypeKind::Bool
                    | TypeKind::Int
                    | TypeKind::Decimal
                    | TypeKind::Text
                    | TypeKind::Money(_)
                    | TypeKind::Time
                    | TypeKind::Date
                    | TypeKind::Length
                    | TypeKind::Many(_)
                    | TypeKind::Named(_)
                    | TypeKind::Error(_) => self.word(self.written(ty.span)),
                };
                let optional = if *optional { "?" } else { "" };
                let apart = tells_apart.map_or_else(String::new, |_| format!(" {}", Word::Key));
                let key =
                    key.as_ref().map_or_else(String::new, |key| format!(" as {}", self.written(key.span)));
                ty.append(optional).append(self.word(apart)).append(self.word(key))
            }
            FieldKind::Derived(expr) => self.word("= ").append(self.expr(expr).nest(2 * INDENT).group()),
        };
        let space = match self.comments.has_behind(self.text, self.end_of(field.span)) {
            true => run.comments.saturating_sub(run.values + self.width_of_body(field)),
            false => 0,
        };
        head.append(body).append(self.weightless(" ".repeat(space)))
    }

    /// How wide a field is behind its name, on one line.
    fn width_of_body(&self, field: &Field) -> usize {
        let start = match &field.kind {
            FieldKind::Given { ty, .. } => ty.span.start,
            FieldKind::Derived(expr) => return self.written(expr.span).width() + 2,
        };
        let end = self.end_of(field.span) as u32;
        self.written(Span { start, end, ..field.span }).replace(" ?", "?").width()
    }

    /// The columns of each run of fields without a blank line.
    fn columns(&self, record: &Record) -> Vec<Columns> {
        let mut runs: Vec<(Columns, Vec<&Field>)> = Vec::new();
        let mut end = 0;
        for field in &record.fields {
            let start = field.name.span.start;
            if runs.is_empty() || self.has_blank_line(end, start as usize) {
                runs.push((Columns { from: start, ..Columns::default() }, Vec::new()));
            }
            if let Some((columns, fields)) = runs.last_mut() {
                columns.values = columns.values.max(named(field).width() + 1);
                fields.push(field);
            }
            end = self.end_of(field.span);
        }
        for (columns, fields) in &mut runs {
            let is_noted = |field: &&&Field| self.comments.has_behind(self.text, self.end_of(field.span));
            let widths =
                fields.iter().filter(is_noted).map(|field| columns.values + self.width_of_body(field));
            columns.comments = widths.filter(|width| *width < WIDTH / 2).max().unwrap_or(0);
        }
        runs.into_iter().map(|(columns, _)| columns).collect()
    }

    fn fixture(&mut self, fixture: &Fixture) -> Doc<'a> {
        let head = format!("{} {}: {} ", Word::Fixture, fixture.name.text, fixture.kind.word());
        self.word(head).append(self.facts(&fixture.facts))
    }

    fn test(&mut self, test: &Test) -> Doc<'a> {
        let title = self.written(test.title.span);
        let head =
            self.word(format!("{} {title} {} ", Word::Test, Word::For)).append(self.path(&test.policy));
        let head = head.append(format!(" {} {} ", Word::At, self.written(test.at_span)));
        let braces = (self.next_word(self.end_of(test.at_span)), self.end_of(test.span) - 1);
        let mut parts: Vec<Entry<Part<'_>>> = Vec::new();
        let facts = [
            (RecordKind::Account, &test.account),
            (RecordKind::Request, &test.request),
            (RecordKind::Service, &test.service),
        ];
        for (kind, facts) in facts {
            parts.extend(facts.iter().map(|facts| Entry::new(facts.span, Part::Facts(kind, facts))));
        }
        let expectations = test.expectations.iter();
        parts.extend(expectations.map(|it| Entry::new(it.span, Part::Expectation(it))));
        self.braced(head, parts, braces, |formatter, part| match part {
            Part::Facts(kind, facts) => {
                formatter.word(format!("{} ", kind.word())).append(formatter.facts(facts))
            }
            Part::Expectation(expectation) => formatter.word(formatter.written(expectation.span)),
        })
    }
}

/// A field's name as its line begins.
fn named(field: &Field) -> String {
    match field.kind {
        FieldKind::Given { .. } => format!("{}:", field.name.text),
        FieldKind::Derived(_) => field.name.text.clone(),
    }
}
