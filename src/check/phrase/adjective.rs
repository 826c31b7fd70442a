//! What stands around a noun: adjectives before it, times after it.

use crate::check::build::Built;
use crate::check::build::made;
use crate::check::checker::Checker;
use crate::check::phrase::Words;
use crate::check::reports::{no_or, optional_used, words as words_of};
use crate::check::state::{Reference, Scope, Typed};
use crate::check::suggest::nearest::{Candidate, perhaps};
use crate::diagnostic::messages::{check_names, check_phrases, nouns};
use crate::diagnostic::{Code, Diagnostic, listed};
use crate::ir::{self, Comparison, Condition, ConditionKind, Place, Root, Term, Type};
use crate::source::Span;
use crate::syntax::ast::{self, PhraseWord};

impl<'a> Checker<'a> {
    pub(in crate::check) fn adjective(
        &mut self,
        word: &'a PhraseWord,
        record: ir::RecordId,
        inner: &Scope,
    ) -> Built<ConditionKind> {
        let [name] = word.path.names.as_slice() else {
            return Err(self.report(self.not_adjective(&word.path, record, inner)));
        };
        let shape = &self.shapes[record];
        let is_given = shape.given.get(name.text.as_str()).copied();
        let is_boolean =
            is_given.is_some_and(|at| self.program.records[record].fields[at as usize].ty == Type::Bool);
        if is_boolean || shape.derived.contains_key(name.text.as_str()) {
            let place = Place { root: Root::Element(0), fields: Vec::new() };
            return match self.walk(place, record, &word.path.names, inner)? {
                Reference::Condition(kind) => Ok(kind),
                Reference::Value(value) if value.ty != Type::Bool => {
                    let diagnostic = self.not_adjective(&word.path, record, inner);
                    Err(self.report(diagnostic.note(check_phrases::here_it_is(words_of(&value.ty)))))
                }
                Reference::Value(value) if value.optional => {
                    let said = &name.text;
                    let help = check_phrases::where_present(said);
                    Err(self.report(optional_used(word.path.span).help(help)))
                }
                Reference::Value(value) => Ok(ConditionKind::Holds(value.term)),
            };
        }
        self.value_adjective(name, &word.path, record, inner)
    }

    /// A value of one of the element's enumerations.
    fn value_adjective(
        &mut self,
        name: &ast::Name,
        path: &ast::Path,
        record: ir::RecordId,
        inner: &Scope,
    ) -> Built<ConditionKind> {
        let mut meant = Vec::new();
        for (index, field) in self.program.records[record].fields.iter().enumerate() {
            if let Type::OneOf(values) = &field.ty
                && let Some(value) = values.index_of(&name.text)
            {
                meant.push((index as u32, (values.clone(), value as u32), field.name.clone()));
            }
        }
        match meant.as_slice() {
            [] => Err(match self.uncertainty(record) {
                Some(reported) => reported,
                None => self.report(self.not_adjective(path, record, inner)),
            }),
            [(index, (values, value), _)] => {
                self.imply_field(name.span, record, *index);
                let place = Place { root: Root::Element(0), fields: vec![*index] };
                Ok(ConditionKind::Compare(
                    Comparison::Equal,
                    Term::Field(place),
                    Term::Constant(self.choice_constant(values, *value)),
                ))
            }
            [(.., first), (.., second), ..] => Err(self.report(
                Diagnostic::new(
                    Code::NotAdjective,
                    name.span,
                    check_phrases::value_of_both(&name.text, first, second),
                )
                .label(check_phrases::which_of_them())
                .help(check_phrases::write_where_is(first, &name.text)),
            )),
        }
    }

    fn not_adjective(&self, path: &ast::Path, record: ir::RecordId, inner: &Scope) -> Diagnostic {
        let word = path.to_string();
        let noun = &self.shapes[record].record.name.text;
        let wrong =
            Diagnostic::new(Code::NotAdjective, path.span, check_phrases::not_an_adjective(&word, noun))
                .label(check_phrases::neither_boolean_nor_value());
        let known = self.adjectives_of(record);
        let near = self.near(&word, known.iter().copied());
        if let Some(elsewhere) =
            self.adjective_elsewhere(&wrong, &word, record, inner).filter(|_| near.is_none())
        {
            return elsewhere;
        }
        if near.is_none() && !known.is_empty() {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            let wrong = wrong.note(check_phrases::can_be(noun, &listed(&words)));
            return perhaps(self.because_of_enumerations(wrong, record), path.span, None);
        }
        perhaps(wrong, path.span, near)
    }

    /// Shows the values of a record's enumerations.
    fn because_of_enumerations(&self, wrong: Diagnostic, record: ir::RecordId) -> Diagnostic {
        let fields = self.program.records[record].fields.iter();
        fields.fold(wrong, |wrong, field| match field.ty.choices() {
            Some(values) => self.because_of_values(wrong, values, check_names::the_values_of(&field.name)),
            None => wrong,
        })
    }

    /// What can be said of an element before its noun: its booleans, the values of its enumerations, derived fields.
    pub(in crate::check) fn adjectives_of(&self, record: ir::RecordId) -> Vec<Candidate<'_>> {
        let shape = &self.shapes[record];
        let mut known = Vec::new();
        for (at, field) in self.program.records[record].fields.iter().enumerate() {
            if field.ty == Type::Bool {
                known.push((field.name.as_str(), shape.given_at.get(at).copied()));
            } else if let Some(values) = field.ty.choices() {
                known.extend(self.declared_values(values));
            }
        }
        let derived = shape.derived.iter().map(|(name, field)| (*name, Some(field.name.span)));
        let mut derived: Vec<Candidate<'_>> = derived.collect();
        derived.sort_unstable();
        known.extend(derived);
        known
    }

    /// A word behind the noun, with no window behind it: a time without one, or an adjective in the wrong place.
    fn word_without_window(
        &self,
        word: &PhraseWord,
        phrase: Words<'a>,
        noun_at: usize,
        record: ir::RecordId,
    ) -> Diagnostic {
        let (said, noun) = (word.path.to_string(), &phrase.words[noun_at].path);
        if self.adjectives_of(record).iter().any(|(known, _)| *known == said) {
            return Diagnostic::new(Code::Syntax, word.path.span, check_phrases::behind_its_noun(&said))
                .label(check_phrases::adjective_not_time())
                .help(check_phrases::adjective_before(&said, &noun.to_string()));
        }
        Diagnostic::new(Code::Syntax, word.path.span, check_phrases::time_needs_window())
            .label(check_phrases::when())
            .help(check_phrases::add_window())
    }

    /// What the words after the noun and the window say of the element, if there are any.
    pub(in crate::check) fn times(
        &mut self,
        phrase: Words<'a>,
        noun_at: usize,
        record: ir::RecordId,
        inner: &Scope,
    ) -> Built<Option<Condition>> {
        let words = &phrase.words[noun_at + 1..];
        let Some(window) = phrase.window else {
            let Some(word) = words.first() else { return Ok(None) };
            let wrong = self.word_without_window(word, phrase, noun_at, record);
            return Err(self.report(wrong));
        };
        if let Some(word) = words.first().filter(|word| word.after_or) {
            return Err(self.report(
                Diagnostic::new(Code::Syntax, word.path.span, check_phrases::or_behind_noun())
                    .label(check_phrases::not_a_time_of_noun())
                    .help(check_phrases::parentheses_around()),
            ));
        }
        if let Some(word) = words.iter().skip(1).find(|word| !word.after_or) {
            return Err(self.report(no_or(word.path.span)));
        }
        let mut lowered = Vec::new();
        for (time, span) in self.time_fields(words, phrase, noun_at, record, inner)? {
            let kind = self.window(&time, window, inner)?;
            lowered.push(made(kind, span.to(window.span)));
        }
        let whole = words.first().map_or(window.span, |word| word.path.span.to(window.span));
        Ok(Some(if lowered.len() == 1 {
            lowered.swap_remove(0)
        } else {
            made(ConditionKind::Any(lowered), whole)
        }))
    }

    fn time_fields(
        &mut self,
        words: &'a [PhraseWord],
        phrase: Words<'a>,
        noun_at: usize,
        record: ir::RecordId,
        inner: &Scope,
    ) -> Built<Vec<(Typed, Span)>> {
        if words.is_empty() {
            let noun = &phrase.words[noun_at].path;
            return Ok(vec![(self.dated_by(noun, record)?, noun.span)]);
        }
        let mut fields = Vec::new();
        for word in words {
            let place = Place { root: Root::Element(0), fields: Vec::new() };
            match self.walk(place, record, &word.path.names, inner)? {
                Reference::Value(value) if value.ty.is_moment() => fields.push((value, word.path.span)),
                Reference::Value(value) => {
                    return Err(self.wrong_type(word.path.span, nouns::a_time(), words_of(&value.ty)));
                }
                Reference::Condition(_) => {
                    return Err(self.wrong_type(word.path.span, nouns::a_time(), nouns::a_condition()));
                }
            }
        }
        Ok(fields)
    }

    /// The time that a bare window speaks of: the one that the record names, or its only one.
    pub(in crate::check) fn dated_by(&mut self, noun: &ast::Path, record: ir::RecordId) -> Built<Typed> {
        let declared = self.shapes[record].record;
        let fields = &self.program.records[record].fields;
        let of_type = |ty: Type| -> Vec<u32> {
            (0..).zip(fields).filter(|(_, field)| field.ty == ty).map(|(at, _)| at).collect()
        };
        let (times, dates) = (of_type(Type::Time), of_type(Type::Date));
        let index = match (&declared.dated_by, times.as_slice(), dates.as_slice()) {
            (Some(name), ..) => match (self.dated_field(record, name), self.wrongly_dated.get(&record)) {
                (Some(index), _) => index,
                (None, Some(reported)) => return Err(*reported),
                (None, None) => return Err(self.lost(name.span, nouns::a_field())),
            },
            (None, [only], _) | (None, [], [only]) => *only,
            _ => {
                if let Some(reported) = self.uncertainty(record) {
                    return Err(reported);
                }
                let choice = if times.is_empty() { dates } else { times };
                return Err(self.report(not_dated(noun, declared, &choice, fields)));
            }
        };
        self.imply_field(noun.span, record, index);
        let field = &self.program.records[record].fields[index as usize];
        let term = Term::Field(Place { root: Root::Element(0), fields: vec![index] });
        Ok(Typed { term, ty: field.ty.clone(), optional: field.optional, ever_absent: field.optional })
    }
}

fn not_dated(noun: &ast::Path, record: &ast::Record, times: &[u32], fields: &[ir::Field]) -> Diagnostic {
    let name = &record.name.text;
    let missing = Diagnostic::new(Code::NotDated, noun.span, check_phrases::which_time_dated(name))
        .label(check_phrases::window_of_which_time())
        .because(record.name.span, check_phrases::has_times(name, times.len()));
    match times.first() {
        Some(&first) => {
            let first = &fields[first as usize].name;
            missing.help(check_phrases::name_it_or_dated_by(first))
        }
        None => missing.help(check_phrases::give_field_of_time()),
    }
}
