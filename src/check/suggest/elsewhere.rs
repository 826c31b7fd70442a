//! Names that mean nothing where they stand, and something elsewhere: a field of the request, a value of another field, an
//! adjective of the account. What they mean there tells what to type.

use crate::check::checker::Checker;
use crate::check::state::{EndedPhrase, Scope};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::messages::{check_phrases, common};
use crate::ir::{PackageId, RecordId};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// Says of a name that is no field here what it is elsewhere.
    pub(in crate::check) fn elsewhere(
        &self,
        wrong: &Diagnostic,
        name: &ast::Name,
        scope: &Scope,
    ) -> Option<Diagnostic> {
        let word = name.text.as_str();
        let of_service = scope.service.and_then(|service| self.field_at(service, word));
        if let Some(at) = of_service {
            let meant = format!("service.{word}");
            let wrong = wrong.clone().because(at, check_phrases::field_of(word, "service"));
            return Some(wrong.help(common::write_this(&meant)).offer(name.span, meant));
        }
        let of_request = scope.request.and_then(|request| self.field_at(request, word));
        if let Some(at) = of_request {
            let meant = format!("request.{word}");
            let wrong = wrong.clone().because(at, check_phrases::field_of_request(word));
            return Some(wrong.help(common::write_this(&meant)).offer(name.span, meant));
        }
        if let Some(said) = self.said_behind_phrase(wrong, name, scope) {
            return Some(said);
        }
        self.value_elsewhere(wrong, name, scope).or_else(|| {
            let (record, at) = self.record_with(scope.package, word)?;
            let wrong = wrong.clone().because(at, check_phrases::field_of(word, record));
            Some(wrong.help(check_phrases::some_where(record, word)))
        })
    }

    /// Says of a name that it is a field of the elements that a phrase before it spoke of.
    fn said_behind_phrase(&self, wrong: &Diagnostic, name: &ast::Name, scope: &Scope) -> Option<Diagnostic> {
        self.ended_phrases.iter().rev().find_map(|&EndedPhrase { words, claims }| {
            let (at, record) = self.noun_among(words, scope)?;
            let declared = self.field_at(record, &name.text)?;
            let noun = &words[at].path;
            let of = &self.shapes[record].record.name.text;
            let wrong = wrong
                .clone()
                .because(noun.span, check_phrases::phrase_is_over())
                .because(declared, check_phrases::field_of(&name.text, of));
            Some(wrong.help(match claims {
                true => check_phrases::parentheses_around_satisfies(),
                false => check_phrases::say_behind_where(&noun.to_string(), &name.text),
            }))
        })
    }

    /// Says of a word that it is a value of a field at hand.
    pub(in crate::check) fn value_elsewhere(
        &self,
        wrong: &Diagnostic,
        name: &ast::Name,
        scope: &Scope,
    ) -> Option<Diagnostic> {
        let word = name.text.as_str();
        let (field, at) = scope.roots().find_map(|(_, record)| self.field_with_value(record, word))?;
        let wrong = wrong.clone().because(at, check_phrases::value_of(word, field));
        Some(wrong.help(common::write_this(&format!("{field} is {word}"))))
    }

    /// Says of a word before a noun that it is said of the account, or of another record.
    pub(in crate::check) fn adjective_elsewhere(
        &self,
        wrong: &Diagnostic,
        word: &str,
        record: RecordId,
        scope: &Scope,
    ) -> Option<Diagnostic> {
        if let Some(at) = scope.account.and_then(|account| self.field_at(account, word)) {
            let wrong = wrong.clone().because(at, check_phrases::field_of_account(word));
            return Some(wrong.help(check_phrases::stands_alone(&format!("account.{word} and …"))));
        }
        let package = self.shapes[record].package;
        let others = self.packages[package].shapes.iter().copied().filter(|other| *other != record);
        others.into_iter().find_map(|other| {
            let (_, at) = self.adjectives_of(other).into_iter().find(|(known, _)| *known == word)?;
            let noun = &self.shapes[other].record.name.text;
            Some(wrong.clone().because(at?, check_phrases::noun_can_be(noun, word)))
        })
    }

    /// Says of a field that elements do not have that the account has it.
    pub(in crate::check) fn field_of_account(
        &self,
        wrong: &Diagnostic,
        name: &ast::Name,
        scope: &Scope,
    ) -> Option<Diagnostic> {
        let at = self.field_at(scope.account?, &name.text)?;
        let wrong = wrong.clone().because(at, check_phrases::field_of_account(&name.text));
        Some(wrong.help(check_phrases::account_is_meant(&name.text)))
    }

    fn field_at(&self, record: RecordId, name: &str) -> Option<Span> {
        self.shapes[record].declared().find(|(known, _)| *known == name)?.1
    }

    fn field_with_value(&self, record: RecordId, value: &str) -> Option<(&str, Span)> {
        self.program.records[record].fields.iter().find_map(|field| {
            let values = field.ty.choices()?;
            let at = *self.values_at(values)?.get(values.index_of(value)?)?;
            Some((field.name.as_str(), at))
        })
    }

    /// The only record of a package that has such a field.
    fn record_with(&self, package: PackageId, field: &str) -> Option<(&str, Span)> {
        let shapes = self.packages[package].shapes.iter().map(|id| (*id, self.shapes[*id].record));
        let records = shapes.filter(|(_, record)| record.kind == ast::RecordKind::Record);
        let mut having =
            records.filter_map(|(id, record)| Some((record.name.text.as_str(), self.field_at(id, field)?)));
        let only = having.next()?;
        having.next().is_none().then_some(only)
    }
}
