//! Phrases without a noun: what they may have been meant to speak of.

use crate::check::checker::Checker;
use crate::check::state::Scope;
use crate::check::suggest::nearest::{Candidate, unknown};
use crate::diagnostic::messages::{check_phrases, nouns};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::ir;
use crate::source::Span;
use crate::syntax::ast::PhraseWord;

impl Checker<'_> {
    /// Reports that none of the words names a collection.
    pub(in crate::check) fn report_no_noun(
        &mut self,
        words: &[PhraseWord],
        span: Span,
        scope: &Scope,
    ) -> Reported {
        let Some(last) = words.last().and_then(|word| word.path.names.last()) else {
            return self.lost(span, nouns::a_phrase());
        };
        if let Some(reported) = scope.roots().find_map(|(_, record)| self.uncertainty(record)) {
            return reported;
        }
        let single = words.iter().rev().find_map(|word| {
            let name = word.path.names.last()?;
            let holders = scope.roots().map(|(_, record)| record);
            self.perhaps_many(unknown(name, nouns::record_or_collection(), None), &name.text, holders)
        });
        if let Some(single) = single {
            return self.report(single);
        }
        let meant = self.said_without_noun(words, scope).or_else(|| self.single_value(words, scope));
        if let Some(meant) = meant {
            return self.report(meant);
        }
        let fields = scope.roots().flat_map(|(_, record)| self.shapes[record].declared());
        let known: Vec<Candidate<'_>> = self.declared_records(scope.package).chain(fields).collect();
        let near = words.iter().rev().find_map(|word| {
            let name = word.path.names.last()?;
            self.near(&name.text, known.iter().copied()).map(|near| (name, near))
        });
        let missing = match near {
            Some((name, near)) => unknown(name, nouns::record_or_collection(), Some(near)),
            None => unknown(last, nouns::record_or_collection(), None),
        };
        self.report(missing)
    }

    /// Says of a phrase without a noun which collection its first word could be said of: `no completed within 15d`.
    fn said_without_noun(&self, words: &[PhraseWord], scope: &Scope) -> Option<Diagnostic> {
        let [word] = words.first()?.path.names.as_slice() else { return None };
        let own = words.iter().take_while(|word| !word.after_or).count();
        let last = words.get(own.checked_sub(1)?)?.path.names.last()?;
        let (field, element, at) = scope.roots().find_map(|(_, holder)| self.said_of(holder, &word.text))?;
        let wrong = unknown(last, nouns::record_or_collection(), None);
        let noun = &self.shapes[element].record.name.text;
        let wrong = wrong.because(at, check_phrases::said_of(&word.text, noun));
        Some(match own {
            1 => wrong.help(check_phrases::name_noun(field)),
            _ => wrong.help(check_phrases::noun_is_either(field, noun)),
        })
    }

    /// Says of a phrase that names a single value, which nothing can count, what it is: `no request.extended`.
    fn single_value(&self, words: &[PhraseWord], scope: &Scope) -> Option<Diagnostic> {
        let [PhraseWord { path, .. }] = words else { return None };
        let (record, field) = match path.names.as_slice() {
            [field] => (scope.account?, field),
            [root, field] if root.text == "account" => (scope.account?, field),
            [root, field] if root.text == "request" => (scope.request?, field),
            _ => return None,
        };
        let (_, declared) = self.shapes[record].declared().find(|(known, _)| *known == field.text)?;
        if self.is_set(record, &field.text) {
            let wrong = Diagnostic::new(Code::UnknownName, path.span, check_phrases::set_not_counted());
            let wrong = wrong
                .label(check_phrases::set_of_plain_values())
                .because(declared?, check_phrases::declared_as_set());
            return Some(wrong.help(check_phrases::ask_for_member(&path.to_string())));
        }
        let wrong =
            Diagnostic::new(Code::UnknownName, path.span, check_phrases::not_a_collection(&path.to_string()));
        let wrong = wrong
            .label(check_phrases::nothing_to_count())
            .because(declared?, check_phrases::a_single_value());
        Some(wrong.help(check_phrases::without_quantifier(&path.to_string())))
    }

    fn is_set(&self, record: ir::RecordId, name: &str) -> bool {
        let mut fields = self.program.records[record].fields.iter();
        fields.any(|field| field.name == name && field.ty.member().is_some())
    }

    /// The collection of a record of whose elements a word can be said, the record of these, and where the word is declared.
    fn said_of(&self, holder: ir::RecordId, word: &str) -> Option<(&str, ir::RecordId, Span)> {
        self.program.records[holder].fields.iter().find_map(|field| {
            let element = field.ty.elements()?;
            let times = self.program.records[element].fields.iter().enumerate();
            let times = times.filter(|(_, field)| field.ty.is_moment());
            let times =
                times.map(|(at, time)| (time.name.as_str(), self.shapes[element].given_at.get(at).copied()));
            let mut said = times.chain(self.adjectives_of(element));
            let (_, at) = said.find(|(known, _)| *known == word)?;
            Some((field.name.as_str(), element, at?))
        })
    }
}
