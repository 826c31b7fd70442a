//! Items that do not parse: each is cut into its chunks, so that every broken one gives its own message and the others
//! are read. What a broken chunk declares stays declared, lest its uses be called unknown.

use std::collections::VecDeque;
use std::ops::Range;

use super::chunk::Chunk;
use super::token::{Kind, Scan};
use super::{Builder, Rule, inside, split};
use crate::diagnostic::messages::{common, syntax};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::source::Span;
use crate::syntax::ast::{
    Calendar, CalendarKind, ConditionItem, Expr, ExprKind, Facts, Field, FieldKind, Item, Let, Name,
    Outcomes, Policy, Record, RecordKind, Trigger, Type, TypeKind, Words,
};
use crate::syntax::vocabulary::{Form, ItemHead, Word};

impl Builder {
    /// Reads a file chunk by chunk.
    pub(super) fn recover(&mut self, scan: &Scan<'_>) {
        if scan.word(0) == "{" && scan.kind(1) == Some(Kind::Text) && scan.word(2) == ":" {
            let token = scan.tokens[0];
            self.report(
                Diagnostic::new(
                    Code::Syntax,
                    self.written(token.start, token.end),
                    syntax::json_not_policy(),
                )
                .label(syntax::begins_with_package())
                .help(syntax::name_it_json()),
            );
            return;
        }
        let mut chunks = VecDeque::from(split::items(scan));
        while let Some(tokens) = chunks.pop_front() {
            let chunk = Chunk { scan, rule: Rule::items, tokens, suffix: "" };
            let Err(failure) = self.read(&chunk, Self::build_items) else { continue };
            let block = split::block(scan, &chunk.tokens);
            let head = self.head::<ItemHead>(scan, &chunk.tokens);
            if let Some((block, (_, head))) = block.zip(head.filter(|(_, head)| head.has_block())) {
                self.block_item(scan, &block, head);
                if !block.rest.is_empty() {
                    chunks.push_front(block.rest);
                }
                continue;
            }
            if self.read_if_repaired(&chunk, Self::build_items) {
                continue;
            }
            let both = chunk.with_next(&failure, chunks.front());
            if both.is_some_and(|both| self.read_if_repaired(&both, Self::build_items)) {
                chunks.pop_front();
                continue;
            }
            if let Err(reported) = self.read_repaired(&chunk, Self::build_items) {
                self.salvage_item(scan, &chunk.tokens, reported);
            }
        }
    }

    /// The form that a chunk begins with, exactly or nearly, and its token.
    pub(super) fn head<F: Form>(&self, scan: &Scan<'_>, chunk: &Range<usize>) -> Option<(usize, F)> {
        let at = chunk.clone().find(|&at| scan.kind(at) != Some(Kind::Doc))?;
        let word = scan.word(at);
        F::of(word).or_else(|| split::nearest_form(word)).map(|form| (at, form))
    }

    fn block_item(&mut self, scan: &Scan<'_>, block: &split::Block, keyword: ItemHead) {
        let head = Chunk { scan, rule: Rule::items, tokens: block.head.clone(), suffix: " {}" };
        let before = self.tree.items.len();
        let read = match self.read(&head, Self::build_items) {
            Ok(()) => Ok(()),
            Err(_) => self.read_around(&head, Self::build_items),
        };
        if read.is_err() || self.tree.items.len() == before {
            self.lose(scan, &block.head);
            let bytes = scan.bytes(&block.head);
            let reported =
                read.err().unwrap_or_else(|| self.reported_within(self.written(bytes.start, bytes.end)));
            let nameless = self.nameless(scan, &block.head, keyword, reported);
            self.tree.items.extend(nameless);
        }
        if self.tree.items.len() == before {
            return;
        }
        let Some(mut item) = self.tree.items.pop() else { return };
        // A name that is not in the text is a placeholder.
        self.nameless +=
            usize::from(read.is_ok() && name_of(&item).is_some_and(|name| name.span.range().is_empty()));
        match &mut item {
            Item::Policy(policy) => {
                policy.clauses = self.recover_clauses(scan, block.body.clone());
                policy.whole = false;
            }
            Item::Outcomes(outcomes) => self.recover_outcomes(scan, block.body.clone(), outcomes),
            Item::Words(words) => self.recover_words(scan, block.body.clone(), words),
            Item::Record(record) => self.recover_members(scan, block.body.clone(), record),
            Item::Test(test) => self.recover_parts(scan, block.body.clone(), test),
            Item::Fixture(fixture) => self.recover_facts(scan, block.body.clone(), &mut fixture.facts),
            Item::Calendar(calendar) => self.recover_calendar(scan, block.body.clone(), calendar),
            Item::Condition(_) | Item::Let(_) | Item::Lifecycle(_) => {}
        }
        self.tree.items.push(item);
    }

    /// An item whose head cannot be read, under a name that no text can use.
    fn nameless(
        &mut self,
        scan: &Scan<'_>,
        head: &Range<usize>,
        keyword: ItemHead,
        reported: Reported,
    ) -> Option<Item> {
        let range = scan.bytes(head);
        let span = self.written(range.start, range.end);
        let word = head.clone().skip(1).find(|&at| scan.is_word(at) && scan.kind(at) != Some(Kind::Doc));
        let name = match word.filter(|&at| !super::rule_name::is_keyword(scan.word(at))) {
            Some(at) => self.name_at(scan, at),
            None => self.missing_name(span),
        };
        Some(match keyword {
            ItemHead::Policy => {
                let is_sweep = head.clone().any(|at| scan.word(at) == "sweep");
                let trigger = if is_sweep { Trigger::Sweep } else { Trigger::Request };
                Item::Policy(Policy { name, doc: None, trigger, clauses: Vec::new(), whole: false, span })
            }
            ItemHead::Account => Item::Record(empty_record(RecordKind::Account, name, span)),
            ItemHead::Request => Item::Record(empty_record(RecordKind::Request, name, span)),
            ItemHead::Service => Item::Record(empty_record(RecordKind::Service, name, span)),
            ItemHead::Record => Item::Record(empty_record(RecordKind::Record, name, span)),
            ItemHead::Condition => {
                let body = Expr { kind: ExprKind::Error(reported), span };
                Item::Condition(ConditionItem { name, doc: None, body })
            }
            ItemHead::Calendar => {
                let kind = CalendarKind::Declared(Vec::new());
                Item::Calendar(Calendar { name, doc: None, kind, broken: Some(reported), span })
            }
            ItemHead::Let => {
                let body = Expr { kind: ExprKind::Error(reported), span };
                Item::Let(Let { name, doc: None, ty: None, body })
            }
            ItemHead::Outcomes | ItemHead::Words | ItemHead::Lifecycle => return None,
            ItemHead::Fixture | ItemHead::Test => return None,
            ItemHead::Package | ItemHead::Languages | ItemHead::Zone | ItemHead::Use => return None,
        })
    }

    pub(super) fn name_at(&self, scan: &Scan<'_>, at: usize) -> Name {
        use unicode_normalization::UnicodeNormalization as _;
        let token = scan.tokens[at];
        Name { text: scan.word(at).nfc().collect(), span: self.written(token.start, token.end) }
    }

    /// Keeps the names of a chunk that cannot be read: one of them may have been declared there.
    pub(super) fn lose(&mut self, scan: &Scan<'_>, chunk: &Range<usize>) {
        for at in chunk.clone().filter(|&at| scan.is_word(at)) {
            self.unread.insert(self.name_at(scan, at).text);
        }
    }

    /// What can be kept of an item without a block.
    fn salvage_item(&mut self, scan: &Scan<'_>, chunk: &Range<usize>, reported: Reported) {
        self.lose(scan, chunk);
        let Some((at, head)) = self.head::<ItemHead>(scan, chunk) else { return };
        let named = (at + 1 < chunk.end && scan.is_word(at + 1)).then(|| self.name_at(scan, at + 1));
        match head {
            ItemHead::Package => self.tree.package = self.tree.package.take().or(named),
            ItemHead::Languages => self.tree.languages.extend(named),
            ItemHead::Condition | ItemHead::Let | ItemHead::Calendar if named.is_none() => {
                let nameless = self.nameless(scan, chunk, head, reported);
                self.tree.items.extend(nameless);
            }
            ItemHead::Condition | ItemHead::Let | ItemHead::Calendar | ItemHead::Zone | ItemHead::Use => {}
            ItemHead::Account | ItemHead::Request | ItemHead::Service => {}
            ItemHead::Record | ItemHead::Outcomes | ItemHead::Words => {}
            ItemHead::Policy | ItemHead::Lifecycle | ItemHead::Fixture | ItemHead::Test => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "a rule without an arm is reported")]
    fn recover_members(&mut self, scan: &Scan<'_>, body: Range<usize>, record: &mut Record) {
        let mut chunks = split::members(scan, body).into_iter().peekable();
        while let Some(tokens) = chunks.next() {
            let chunk = Chunk { scan, rule: Rule::members, tokens, suffix: "" };
            let (mut fields, mut dated_by, mut left_by) = (Vec::new(), None, None);
            let mut build = |builder: &mut Self, pairs: pest::iterators::Pairs<'_, Rule>| {
                for part in inside(pairs) {
                    match part.as_rule() {
                        Rule::dated_by => dated_by = builder.dated_by(part).ok(),
                        Rule::left_by => left_by = builder.left_by(part).ok(),
                        Rule::given | Rule::derived => fields.extend(builder.field(part)),
                        _ => drop(builder.lost(&part)),
                    }
                }
            };
            if let Err(failure) = self.read(&chunk, &mut build) {
                let both = chunk.with_next(&failure, chunks.peek());
                let is_read = self.read_if_repaired(&chunk, &mut build);
                if !is_read && both.is_some_and(|both| self.read_if_repaired(&both, &mut build)) {
                    chunks.next();
                } else if !is_read && let Err(reported) = self.read_repaired(&chunk, &mut build) {
                    self.lose(scan, &chunk.tokens);
                    fields.extend(self.broken_field(scan, &chunk.tokens, reported));
                }
            }
            record.fields.extend(fields);
            record.dated_by = record.dated_by.take().or(dated_by);
            record.left_by.extend(left_by.into_iter().flatten());
        }
    }

    /// The field of a member that cannot be read: its name stays known.
    fn broken_field(&mut self, scan: &Scan<'_>, chunk: &Range<usize>, reported: Reported) -> Option<Field> {
        let at = chunk.clone().find(|&at| scan.kind(at) != Some(Kind::Doc))?;
        let range = scan.bytes(chunk);
        let span = self.written(range.start, range.end);
        let (name, sign) = match scan.word(at) {
            sign @ (":" | "=") => (self.missing_name(span), sign),
            _ if scan.is_word(at) => (self.name_at(scan, at), scan.word(at + 1)),
            _ => return None,
        };
        let kind = match sign {
            "=" => FieldKind::Derived(Expr { kind: ExprKind::Error(reported), span }),
            _ => {
                let ty = Type { kind: TypeKind::Error(reported), span };
                FieldKind::Given { ty, optional: false, tells_apart: None, key: None }
            }
        };
        Some(Field { name, doc: None, kind, span })
    }

    fn recover_outcomes(&mut self, scan: &Scan<'_>, body: Range<usize>, outcomes: &mut Outcomes) {
        for tokens in split::outcomes(scan, body) {
            let chunk = Chunk { scan, rule: Rule::declared_outcomes, tokens, suffix: "" };
            let mut declared = Vec::new();
            let mut build = |builder: &mut Self, pairs: pest::iterators::Pairs<'_, Rule>| {
                let parts = inside(pairs).into_iter();
                declared.extend(parts.filter_map(|part| builder.declared_outcome(part).ok()));
            };
            if self.read(&chunk, &mut build).is_err() && self.read_repaired(&chunk, &mut build).is_err() {
                self.lose(scan, &chunk.tokens);
                outcomes.whole = false;
            }
            outcomes.declared.extend(declared);
        }
    }

    fn recover_words(&mut self, scan: &Scan<'_>, body: Range<usize>, words: &mut Words) {
        for tokens in split::words(scan, body) {
            let chunk = Chunk { scan, rule: Rule::entries_of_words, tokens, suffix: "" };
            let mut entries = Vec::new();
            let mut build = |builder: &mut Self, pairs: pest::iterators::Pairs<'_, Rule>| {
                let parts = inside(pairs).into_iter();
                entries.extend(parts.filter_map(|part| builder.words_of_field(part).ok()));
            };
            if self.read(&chunk, &mut build).is_err() && self.read_repaired(&chunk, &mut build).is_err() {
                words.whole = false;
            }
            words.entries.extend(entries);
        }
    }

    fn recover_calendar(&mut self, scan: &Scan<'_>, body: Range<usize>, calendar: &mut Calendar) {
        let mut rules = Vec::new();
        for tokens in split::calendar_rules(scan, body) {
            if let Some(reported) = self.file_within_braces(scan, &tokens, calendar) {
                calendar.broken = Some(reported);
                continue;
            }
            let chunk = Chunk { scan, rule: Rule::calendar_rules, tokens, suffix: "" };
            let mut read = Vec::new();
            let mut build = |builder: &mut Self, pairs: pest::iterators::Pairs<'_, Rule>| {
                for part in inside(pairs) {
                    match builder.calendar_rule(part) {
                        Ok(rule) => read.push(rule),
                        Err(reported) => calendar.broken = Some(reported),
                    }
                }
            };
            if self.read(&chunk, &mut build).is_err()
                && let Err(reported) = self.read_repaired(&chunk, &mut build)
            {
                self.lose(scan, &chunk.tokens);
                calendar.broken = Some(reported);
            }
            rules.extend(read);
        }
        calendar.kind = CalendarKind::Declared(rules);
    }

    /// `calendar prc { from "holidays/prc.toml" }`: the file says the whole of a calendar.
    fn file_within_braces(
        &mut self,
        scan: &Scan<'_>,
        line: &Range<usize>,
        calendar: &Calendar,
    ) -> Option<Reported> {
        if scan.word(line.start) != Word::From.text() || scan.kind(line.start + 1) != Some(Kind::Text) {
            return None;
        }
        let range = scan.bytes(&(line.start..line.start + 2));
        let written = scan.text[range.clone()].to_owned();
        let right = format!("{} {} {written}", Word::Calendar, calendar.name.text);
        let wrong = Diagnostic::new(
            Code::WrongForm,
            self.written(range.start, range.end),
            syntax::not_written_here(&written),
        );
        Some(self.report(wrong.label(syntax::no_such_form()).help(common::write_this(&right))))
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "a rule without an arm is reported")]
    fn recover_parts(&mut self, scan: &Scan<'_>, body: Range<usize>, test: &mut crate::syntax::ast::Test) {
        let mut chunks = VecDeque::from(split::parts(scan, body));
        while let Some(tokens) = chunks.pop_front() {
            let chunk = Chunk { scan, rule: Rule::test_parts, tokens: tokens.clone(), suffix: "" };
            let mut build = |builder: &mut Self, pairs: pest::iterators::Pairs<'_, Rule>| {
                for part in inside(pairs) {
                    match part.as_rule() {
                        Rule::test_account => test.account = builder.stated(part).ok(),
                        Rule::test_request => test.request = builder.stated(part).ok(),
                        Rule::test_service => test.service = builder.stated(part).ok(),
                        Rule::expectation => test.expectations.extend(builder.expectation(part)),
                        _ => drop(builder.lost(&part)),
                    }
                }
            };
            let Err(failure) = self.read(&chunk, &mut build) else { continue };
            let both = chunk.with_next(&failure, chunks.front());
            if self.read_if_repaired(&chunk, &mut build) {
                continue;
            }
            if both.is_some_and(|both| self.read_if_repaired(&both, &mut build)) {
                chunks.pop_front();
                continue;
            }
            let Some(block) = split::block(scan, &tokens) else {
                // What could not be read was reported.
                let _ = self.read_around(&chunk, &mut build);
                continue;
            };
            let head = Chunk { scan, rule: Rule::test_parts, tokens: block.head.clone(), suffix: " {}" };
            if self.read(&head, &mut build).is_ok() || self.read_around(&head, &mut build).is_ok() {
                let facts = match scan.word(tokens.start) {
                    "request" => test.request.as_mut(),
                    "service" => test.service.as_mut(),
                    _ => test.account.as_mut(),
                };
                if let Some(facts) = facts {
                    self.recover_facts(scan, block.body, facts);
                }
            }
            if !block.rest.is_empty() {
                chunks.push_front(block.rest);
            }
        }
    }

    fn recover_facts(&mut self, scan: &Scan<'_>, body: Range<usize>, facts: &mut Facts) {
        for tokens in split::fact_fields(scan, body) {
            let chunk = Chunk { scan, rule: Rule::fact_fields, tokens, suffix: "" };
            let mut fields = Vec::new();
            let mut build = |builder: &mut Self, mut pairs: pest::iterators::Pairs<'_, Rule>| {
                fields = pairs.next().and_then(|pair| builder.fact_fields(pair).ok()).unwrap_or_default();
            };
            if self.read(&chunk, &mut build).is_err() {
                // What could not be read was reported.
                let _ = self.read_around(&chunk, &mut build);
            }
            facts.fields.extend(fields);
        }
    }
}

fn name_of(item: &Item) -> Option<&Name> {
    match item {
        Item::Record(record) => Some(&record.name).filter(|_| record.kind == RecordKind::Record),
        Item::Calendar(calendar) => Some(&calendar.name),
        Item::Condition(condition) => Some(&condition.name),
        Item::Let(value) => Some(&value.name),
        Item::Policy(policy) => Some(&policy.name),
        Item::Lifecycle(lifecycle) => Some(&lifecycle.name),
        Item::Fixture(fixture) => Some(&fixture.name),
        Item::Outcomes(_) | Item::Words(_) | Item::Test(_) => None,
    }
}

fn empty_record(kind: RecordKind, name: Name, span: Span) -> Record {
    Record { kind, name, doc: None, fields: Vec::new(), dated_by: None, left_by: Vec::new(), span }
}
