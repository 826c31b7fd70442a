//! Facts of fixtures and tests.

use pretty::DocAllocator as _;

use super::block::Entry;
use super::{Doc, Formatter, INDENT};
use crate::source::Span;
use crate::syntax::ast::{Fact, FactField, FactKind, Facts};
use crate::syntax::vocabulary::Word;

impl<'a> Formatter<'a> {
    pub(super) fn facts(&mut self, facts: &Facts) -> Doc<'a> {
        let base = facts.base.as_ref().map(|base| (base.span, base.text.clone()));
        let from = facts
            .from
            .as_ref()
            .map(|from| (from.span, format!("{} {}", Word::From, self.written(from.span))));
        let Some((span, words)) = base.or(from) else {
            return self.fact_record(&facts.fields, facts.span);
        };
        if facts.fields.is_empty() {
            return self.word(words);
        }
        // The name is followed by `with`, and then the brace.
        let with = self.next_word(span.end as usize);
        let open = self.next_word(with + Word::With.text().len());
        let fields = Span { start: open as u32, ..facts.span };
        self.word(format!("{words} {} ", Word::With)).append(self.fact_record(&facts.fields, fields))
    }

    /// Facts in braces, which `place` starts and ends with.
    fn fact_record(&mut self, fields: &[FactField], place: Span) -> Doc<'a> {
        let braces = (place.start as usize, self.end_of(place) - 1);
        if self.is_on_a_line(braces) {
            return self.fact_record_on_a_line(fields);
        }
        if let [only] = fields
            && self.is_on_a_line((braces.0, only.name.span.start as usize))
        {
            return self.word("{ ").append(self.fact_field(only)).append(" }");
        }
        let entries = fields.iter().map(|field| Entry::new(field.name.span.to(field.value.span), field));
        let head = self.nothing();
        self.braced(head, entries.collect(), braces, Self::fact_field)
    }

    /// Facts on one line, unless they have become too long for one.
    fn fact_record_on_a_line(&mut self, fields: &[FactField]) -> Doc<'a> {
        if fields.is_empty() {
            return self.word("{}");
        }
        let mut doc = self.nothing();
        for (at, field) in fields.iter().enumerate() {
            let between = self.arena.hardline().flat_alt(if at == 0 { " " } else { "  " });
            doc = doc.append(between).append(self.fact_field(field));
        }
        let close = self.arena.hardline().flat_alt(" ");
        self.word("{").append(doc.nest(INDENT)).append(close).append("}").group()
    }

    fn fact_field(&mut self, field: &FactField) -> Doc<'a> {
        self.word(format!("{}: ", field.name.text)).append(self.fact(&field.value))
    }

    fn fact(&mut self, fact: &Fact) -> Doc<'a> {
        match &fact.kind {
            FactKind::List(items) => self.fact_list(items, fact.span),
            FactKind::Record(fields) => self.fact_record(fields, fact.span),
            FactKind::Literal(_)
            | FactKind::Name(_)
            | FactKind::Absent
            | FactKind::Unknown
            | FactKind::Error(_) => self.word(self.written(fact.span)),
        }
    }

    /// A list; one with a single element hugs it.
    fn fact_list(&mut self, items: &[Fact], span: Span) -> Doc<'a> {
        match items {
            [] => self.word("[]"),
            [only] => self.word("[").append(self.fact(only)).append("]"),
            items => {
                let on_a_line = self.is_on_a_line((span.start as usize, self.end_of(span)));
                let line = if on_a_line { self.arena.line_() } else { self.arena.hardline() };
                let mut doc = self.nothing();
                for (at, item) in items.iter().enumerate() {
                    let soft = match (at, on_a_line) {
                        (0, _) => line.clone(),
                        (_, true) => self.arena.line(),
                        (_, false) => self.arena.hardline(),
                    };
                    let joint = self.joint(item.span.start, soft);
                    let comma = if at + 1 < items.len() { "," } else { "" };
                    doc = doc.append(joint).append(self.fact(item)).append(comma);
                }
                self.word("[").append(doc.nest(INDENT)).append(line).append("]").group()
            }
        }
    }
}
